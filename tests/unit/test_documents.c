/* Real documents and expected meanings.
 *
 * Without arguments it hands itself to tests/model/check_documents.py, which knows the
 * expectations; with arguments it shows one document the way the script wants it:
 *
 *   language FILE STEPS MODE [NET]   every complete run, one a line
 *   verdicts FILE...                 element: kind, verdict, on flow, name, reason
 *   findings FILE                    what is wrong with the drawing
 *   states FILE                      counts of the state graph
 */
#include "model/read.h"
#include "model/states.h"
#include "tests/support/all_runs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_RUNS = 20 * 1000 };

static int fail(const struct gp_err *err)
{
    printf("error\t%d\t%s:%llu: %s\n", (int)err->status, err->file,
           (unsigned long long)err->line, err->text);
    return (int)err->status;
}

static void print_run(void *context, struct gp_slice run)
{
    (void)context;
    printf("%.*s\n", (int)run.len, run.at);
}

static int language(const struct gp_process *p, const struct gp_net *net, size_t steps,
                    bool keep)
{
    struct gp_states_options options = {.keep_silent = keep};
    struct gp_states *s = NULL;
    struct gp_err err = {0};
    bool all = true;

    if (gp_states_explore(p, net, &options, &s, &err) != GP_OK ||
        all_runs(p, s, steps, MAX_RUNS, " ", print_run, NULL, &all, &err) != GP_OK)
        return fail(&err);
    if (!all || !s->whole)
        puts("...");
    gp_states_free(s);
    return 0;
}

static int verdicts(const struct gp_process *p)
{
    size_t i;

    printf("process\t%s\t%zu nets\t%zu labels\n", p->format, p->n_nets, p->labels.n);
    for (i = 0; i < p->n_elements; i++) {
        const struct gp_element *e = &p->elements[i];

        printf("element\t%.*s\t%s\t%d\t%.*s\t%.*s\t%llu\n", (int)e->kind.len,
               e->kind.at, gp_verdict_name(e->verdict), e->on_flow, (int)e->name.len,
               e->name.at, (int)e->reason.len, e->reason.at,
               (unsigned long long)e->line);
    }
    for (i = 0; i < p->n_notes; i++)
        printf("note\t%d\t%.*s\n", (int)p->notes[i].kind, (int)p->notes[i].text.len,
               p->notes[i].text.at);
    return 0;
}

static int findings(const struct gp_process *p, bool counts, bool keep)
{
    struct gp_err err = {0};
    size_t n, i;

    for (n = 0; n < p->n_nets; n++) {
        struct gp_states *s = NULL;

        if ((keep ? gp_states_judge(p, p->nets[n], NULL, &s, &err)
                  : gp_states_explore(p, p->nets[n], NULL, &s, &err)) != GP_OK)
            return fail(&err);
        if (counts)
            printf("states\t%zu\t%u\t%zu\t%d\t%d\n", n, s->n_states,
                   s->row[s->n_states], s->whole, s->unbounded);
        for (i = 0; i < s->n_findings; i++) {
            const struct gp_flaw *f = &s->findings[i];
            struct gp_slice name = gp_slice("-");

            if (f->element != GP_NO_ID)
                name = p->elements[f->element].name.len > 0
                           ? p->elements[f->element].name
                           : p->elements[f->element].id;
            printf("finding\t%s\t%.*s\t%llu\n", gp_flaw_name(f->kind), (int)name.len,
                   name.at, (unsigned long long)f->count);
        }
        gp_states_free(s);
    }
    return 0;
}

static int show(int argc, char **argv)
{
    struct gp_read_options options = {0};
    const char *path = argv[2];
    struct gp_process *p = NULL;
    struct gp_err err = {0};
    size_t net = 0;
    int rc = 0;

    if (argc > 4 && strcmp(argv[4], "complete") == 0)
        options.task_events = GP_TASK_COMPLETE;
    if (argc > 4 && strcmp(argv[4], "start") == 0)
        options.task_events = GP_TASK_START;
    if (argc > 5)
        net = strtoul(argv[5], NULL, 10);
    if (gp_read_files(&path, 1, &options, &p, &err) != GP_OK)
        return fail(&err);
    if (strcmp(argv[1], "language") == 0)
        rc = language(p, p->nets[net], strtoul(argv[3], NULL, 10), false);
    else if (strcmp(argv[1], "full-language") == 0)
        rc = language(p, p->nets[net], strtoul(argv[3], NULL, 10), true);
    else if (strcmp(argv[1], "verdicts") == 0)
        rc = verdicts(p);
    else if (strcmp(argv[1], "findings") == 0)
        rc = findings(p, false, true);
    else if (strcmp(argv[1], "states") == 0)
        rc = findings(p, true, false);
    gp_process_free(p);
    return rc;
}

int main(int argc, char **argv)
{
    if (argc >= 3)
        return show(argc, argv);
    execl("/usr/bin/python3", "python3", "tests/model/check_documents.py", argv[0],
          (char *)NULL);
    perror("python3");
    return 1;
}
