/* judgement.c - see judgement.h. */
#include "mine/judgement.h"

#include <string.h>

static enum gp_status set_names(struct gp_judgement *j,
                                const struct gp_judgement_options *options,
                                struct gp_err *err)
{
    if (options->names != NULL) {
        j->names = *options->names;
        return GP_OK;
    }
    j->equal = gp_step_names_equal(j->stats->log, j->process);
    j->names.label = j->equal;
    return j->equal != NULL ? GP_OK : gp_fail_memory(err);
}

size_t gp_judgement_steps(const struct gp_judgement *j, size_t *with_activity)
{
    size_t n_labels = j->process->labels.n, found = 0, label, a;

    for (label = 0; label < n_labels; label++) {
        for (a = 0; a < j->stats->log->activities.n; a++)
            if (j->names.label[a] == label)
                break;
        found += a < j->stats->log->activities.n;
    }
    *with_activity = found;
    return n_labels;
}

/* A comparison of names that have nothing in common says nothing about the work. */
static enum gp_status check_names(const struct gp_judgement *j, struct gp_err *err)
{
    const struct gp_dict *steps = &j->process->labels;
    const struct gp_dict *activities = &j->stats->log->activities;
    size_t with = 0;

    (void)gp_judgement_steps(j, &with);
    if (with != 0 || steps->n == 0)
        return GP_OK;
    return gp_fail(err, GP_INPUT,
                   "no step of the document has the name of an activity: the document "
                   "says \"%s\", the log \"%s\"; name the pairs in a file for --names "
                   "(`goatpath model names` proposes one)",
                   steps->name[0].at, activities->n != 0 ? activities->name[0].at : "");
}

static enum gp_status measure(struct gp_judgement *j,
                              const struct gp_judgement_options *options,
                              struct gp_err *err)
{
    struct gp_conformance_options how = {0};
    struct gp_gaps_options gaps = {0};
    enum gp_status st;

    how.engine = options->engine;
    how.all_closed = options->all_closed;
    how.open = j->stats->cases.open;
    how.align.certainty_effort = 200000;
    gaps.now = options->now;
    st = gp_conformance_run(j->stats->log, &j->stats->variants, j->process, &j->names,
                            &how, &j->conformance, err);
    if (st == GP_OK)
        st = gp_precision_measure(&j->conformance, &j->precision, err);
    if (st == GP_OK)
        st = gp_gaps_find(&j->conformance, &gaps, &j->gaps, err);
    return st;
}

enum gp_status gp_judge(const struct gp_stats *stats, const struct gp_process *process,
                        const struct gp_judgement_options *options,
                        struct gp_judgement *out, struct gp_err *err)
{
    enum gp_status st;

    memset(out, 0, sizeof *out);
    out->stats = stats;
    out->process = process;
    st = set_names(out, options, err);
    if (st == GP_OK)
        st = check_names(out, err);
    if (st == GP_OK)
        st = measure(out, options, err);
    if (st != GP_OK)
        gp_judgement_release(out);
    return st;
}

void gp_judgement_release(struct gp_judgement *j)
{
    gp_gaps_release(&j->gaps);
    gp_conformance_release(&j->conformance);
    gp_free(j->equal);
    memset(j, 0, sizeof *j);
}
