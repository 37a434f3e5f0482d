/* convert.c - see convert.h. One row a form. */
#include "model/convert.h"

#include "model/bpmn/write_bpmn.h"
#include "model/manual/process_manual.h"
#include "model/net/write_net.h"
#include "model/read.h"
#include "model/same_runs.h"

#include <string.h>

static void lose(struct gp_text *lost, size_t n, const char *one, const char *many)
{
    if (n != 0)
        gp_text_addf(lost, "%zu %s\n", n, n == 1 ? one : many);
}

/* A net has names and runs; the rest of the document has no place in it. */
static void lost_in_net(const struct gp_process *p, struct gp_text *lost)
{
    size_t owned = 0, i;

    for (i = 0; i < p->n_elements; i++)
        owned += p->elements[i].label != GP_NO_ID && p->elements[i].owner != GP_NO_ID;
    lose(lost, owned, "owner of a step", "owners of steps");
    lose(lost, p->n_limits, "time limit", "time limits");
    lose(lost, p->n_rules, "rule", "rules");
}

static enum gp_status flat(const struct gp_process *p, struct gp_text *out,
                           struct gp_text *lost, struct gp_err *err)
{
    lost_in_net(p, lost);
    return gp_write_net(p, ".net.tsv", out, err);
}

static enum gp_status pnml(const struct gp_process *p, struct gp_text *out,
                           struct gp_text *lost, struct gp_err *err)
{
    lost_in_net(p, lost);
    return gp_write_net(p, ".pnml", out, err);
}

static const struct form {
    const char *ending, *format;
    enum gp_status (*write)(const struct gp_process *, struct gp_text *,
                            struct gp_text *, struct gp_err *);
} forms[] = {{".md", "manual", gp_process_manual},
             {".bpmn", "BPMN", gp_write_bpmn},
             {".net.tsv", "flat net", flat},
             {".pnml", "PNML", pnml}};

enum { N_FORMS = sizeof forms / sizeof *forms };

const char *const *gp_convert_endings(void)
{
    static const char *endings[N_FORMS + 1];
    size_t i;

    for (i = 0; i < N_FORMS; i++)
        endings[i] = forms[i].ending;
    return endings;
}

/* What is written must be what was meant. */
static enum gp_status read_again(const struct gp_process *p, const struct form *form,
                                 struct gp_slice written, struct gp_text *lost,
                                 struct gp_err *err)
{
    struct gp_input input = {.name = form->ending, .bytes = written};
    struct gp_process *again = NULL;
    struct gp_text difference = {0};
    enum gp_sameness_of_runs same = GP_RUNS_SAME;
    enum gp_status st = gp_read_inputs(&input, 1, NULL, &again, err);
    size_t i;

    if (st == GP_OK && p->n_nets != again->n_nets && p->n_nets > 1)
        same = GP_RUNS_TOO_MANY; /* all pools together */
    for (i = 0; st == GP_OK && same == GP_RUNS_SAME && i < p->n_nets; i++)
        st = gp_same_runs(p, again, i, &same, &difference, err);
    if (st == GP_OK && same == GP_RUNS_DIFFER)
        st = gp_fail(
            err, GP_INPUT,
            "%s: as %s it would not allow the same runs; the first that differs: "
            "%s",
            gp_dict_name(&p->files, 0).at, form->format, gp_text_z(&difference));
    else if (st == GP_OK && same == GP_RUNS_TOO_MANY)
        gp_text_add(lost, "the proof that it allows the same runs: too many states to "
                          "compare\n");
    else if (st == GP_INPUT)
        st = gp_fail(err, GP_INPUT, "%s: cannot be said as %s: %s",
                     gp_dict_name(&p->files, 0).at, form->format,
                     err != NULL ? err->text : "");
    gp_text_release(&difference);
    gp_process_free(again);
    return st;
}

enum gp_status gp_convert(const struct gp_process *p, const char *ending,
                          struct gp_text *out, struct gp_text *lost, struct gp_err *err)
{
    const struct form *form = forms;
    size_t before = out->len;
    enum gp_status st;

    while (strcmp(form->ending, ending) != 0)
        form++;
    st = form->write(p, out, lost, err);
    if (st == GP_OK && !gp_text_ok(lost))
        st = gp_fail_memory(err);
    if (st == GP_OK)
        st = read_again(p, form, gp_slice_n(gp_text_z(out) + before, out->len - before),
                        lost, err);
    return st;
}
