/* propose.c - see propose.h.
 *
 * The document is read twice more: once asked how long its steps take, and once changed,
 * to see that the log fits it better.
 */
#include "cli/propose.h"

#include "cli/output.h"
#include "model/plain.h"
#include "report/propose.h"

#include <string.h>

static enum gp_status find_changes(const struct gp_loaded *l,
                                   const struct gp_input *document,
                                   struct gp_changes *changes, struct gp_err *err)
{
    struct gp_process *asked = NULL;
    struct gp_judgement j = {0};
    struct gp_practice practice = {0};
    struct gp_extras extras = {0};
    enum gp_status st = gp_read_inputs(document, 1, NULL, &asked, err);

    if (st == GP_OK) {
        gp_practice_ask(asked, false);
        st = gp_process_ok(asked) ? gp_judge(&l->stats, asked, &l->how, &j, err)
                                  : gp_fail_memory(err);
    }
    if (st == GP_OK)
        st = gp_practice_find(&j, &practice, err);
    if (st == GP_OK)
        st = gp_extras_find(&l->judgement, &extras, err);
    if (st == GP_OK)
        st = gp_changes_find(&l->judgement, &practice, &extras, changes, err);
    gp_extras_release(&extras);
    gp_practice_release(&practice);
    if (j.process != NULL)
        gp_judgement_release(&j);
    gp_process_free(asked);
    return st;
}

static void tell(const struct gp_options *o, const struct gp_loaded *l,
                 const struct gp_proposal *p, double fitness)
{
    struct gp_slice rest = gp_text_slice(&p->told), line;

    while (gp_plain_line(&rest, &line))
        gp_output_remark("to be done by hand: %.*s",
                         (int)(line.len < 500 ? line.len : 500), line.at);
    gp_output_remark("%s: %zu changes proposed; with them the log fitness is %.3f, "
                     "without %.3f",
                     o->propose, p->n, fitness, l->judgement.conformance.closed.log);
}

static enum gp_status judge_changed(const struct gp_options *o,
                                    const struct gp_loaded *l,
                                    const struct gp_proposal *p, struct gp_err *err)
{
    const struct gp_input input = {.name = o->document,
                                   .bytes = gp_text_slice(&p->changed)};
    const struct gp_read_options options = {.format = l->process->format};
    struct gp_process *changed = NULL;
    struct gp_judgement j = {0};
    enum gp_status st = gp_read_inputs(&input, 1, &options, &changed, err);

    if (st == GP_OK)
        st = gp_judge(&l->stats, changed, &l->how, &j, err);
    if (st == GP_OK) {
        tell(o, l, p, j.conformance.closed.log);
        gp_judgement_release(&j);
    }
    gp_process_free(changed);
    return st;
}

/* The name as it was given, so that the patch finds the file from where the command was
 * run; without the folders when it is told from the root. */
static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return path[0] == '/' ? slash + 1 : path;
}

enum gp_status gp_propose_write(const struct gp_options *o, const struct gp_loaded *l,
                                struct gp_err *err)
{
    struct gp_text bytes = {0};
    struct gp_changes changes = {0};
    struct gp_proposal proposal = {0};
    struct gp_input document = {.name = name_of(o->document)};
    enum gp_status st = gp_read_bytes(o->document, "document", &bytes, err);

    document.bytes = gp_text_slice(&bytes);
    if (st == GP_OK)
        st = find_changes(l, &document, &changes, err);
    if (st == GP_OK)
        st = gp_propose(&l->judgement, &changes, &document, &proposal, err);
    if (st == GP_OK)
        st = gp_output_write(&proposal.written, o->propose, o->force, err);
    if (st == GP_OK && !o->quiet)
        st = judge_changed(o, l, &proposal, err);
    gp_proposal_release(&proposal);
    gp_changes_release(&changes);
    gp_text_release(&bytes);
    return st;
}
