/* judgement.c - see judgement.h. */
#include "mine/judgement.h"

#include "mine/recorded.h"

#include <string.h>

/* A step with a similar activity that nobody confirmed is not judged: calling it skipped
 * would be a guess (spec/conformance.md 9). */
static void mark_unsure(struct gp_judgement *j)
{
    size_t i;

    for (i = 0; i < j->matches.n; i++) {
        const struct gp_name_match *m = &j->matches.matches[i];

        if (m->how == GP_HOW_IGNORED && m->activity != GP_NO_ID)
            j->ignored[m->activity] = true;
        if (m->how == GP_HOW_PROPOSED && !m->used && m->step != GP_NO_ID)
            j->not_judged[m->step] = true;
    }
    for (i = 0; i < j->matches.n; i++) {
        const struct gp_name_match *m = &j->matches.matches[i];

        if (m->used && m->step != GP_NO_ID)
            j->not_judged[m->step] = false;
    }
    for (i = 0; i < j->process->labels.n; i++)
        j->n_not_judged += j->not_judged[i];
}

static enum gp_status mark_unrecorded(struct gp_judgement *j, struct gp_err *err)
{
    enum gp_status st =
        gp_find_unrecorded(j->process, &j->names, j->stats->log->activities.n,
                           j->unrecorded, &j->n_unrecorded, err);
    size_t i;

    for (i = 0; st == GP_OK && i < j->process->labels.n; i++)
        j->not_judged[i] = j->not_judged[i] || j->unrecorded[i];
    return st;
}

static enum gp_status set_names(struct gp_judgement *j,
                                const struct gp_judgement_options *options,
                                struct gp_err *err)
{
    const struct gp_dict *activities = &j->stats->log->activities;
    struct gp_names_options how = {.mapping = options->mapping,
                                   .accept = options->accept};
    enum gp_status st =
        gp_names_match(&j->process->labels, activities, &how, &j->matches, err);

    if (st != GP_OK)
        return st;
    j->ignored = gp_array_zero(activities->n, sizeof *j->ignored);
    j->not_judged = gp_array_zero(j->process->labels.n, sizeof *j->not_judged);
    j->unrecorded = gp_array_zero(j->process->labels.n, sizeof *j->unrecorded);
    if (j->ignored == NULL || j->not_judged == NULL || j->unrecorded == NULL)
        return gp_fail_memory(err);
    mark_unsure(j);
    j->names.label = j->matches.step_of;
    j->names.ignored = j->ignored;
    j->names.not_judged = j->not_judged;
    j->names.unrecorded = j->unrecorded;
    return mark_unrecorded(j, err);
}

uint64_t gp_judgement_following(const struct gp_judgement *j)
{
    return j->conformance.has_flow ? j->conformance.closed.following
                                   : j->gaps.closed_keeping;
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

static enum gp_status cover(const struct gp_judgement *j,
                            const struct gp_judgement_options *options,
                            struct gp_err *err)
{
    const struct gp_eventlog *log = j->stats->log;
    int64_t first = 0, last = 0;
    size_t i;

    for (i = 0; log->has_time && i < log->n; i++) {
        int64_t start = gp_event_start(log, i), end = gp_event_end(log, i);

        first = i == 0 || start < first ? start : first;
        last = i == 0 || end > last ? end : last;
    }
    if (options->now != INT64_MIN && options->now > last)
        last = options->now;
    return gp_calendar_cover(options->calendar, first, last, err);
}

static enum gp_status align(struct gp_judgement *j,
                            const struct gp_judgement_options *options,
                            struct gp_err *err)
{
    struct gp_conformance_options how = {.engine = options->engine,
                                         .all_closed = options->all_closed,
                                         .open = j->stats->cases.open};

    how.align.certainty_effort = 200000;
    return gp_conformance_run(j->stats->log, &j->stats->variants, j->process, &j->names,
                              &how, &j->conformance, err);
}

static enum gp_status look_at_ties(struct gp_judgement *j,
                                   const struct gp_judgement_options *options,
                                   struct gp_err *err)
{
    j->ties_taken = options->ties_taken != NULL;
    if (!j->ties_taken)
        return gp_ties_find(&j->conformance, false, 0, &j->ties, err);
    j->ties = *options->ties_taken;
    j->ties.order = NULL;
    return GP_OK;
}

static enum gp_status measure(struct gp_judgement *j,
                              const struct gp_judgement_options *options,
                              struct gp_err *err)
{
    struct gp_gaps_options gaps = {0};
    enum gp_status st = GP_OK;

    gaps.now = options->now;
    gaps.calendar = options->calendar;
    gaps.stratum = j->stratum;
    gaps.stratum_name = options->compare_within;
    if (options->calendar != NULL)
        st = cover(j, options, err);
    if (st == GP_OK)
        st = look_at_ties(j, options, err);
    if (st == GP_OK)
        st = gp_precision_measure(&j->conformance, &j->precision, err);
    if (st == GP_OK)
        st = gp_quality_measure(&j->conformance, &j->quality, err);
    if (st == GP_OK && options->compat)
        st = gp_compat_measure(&j->conformance, &j->compat, err);
    if (st == GP_OK)
        st = gp_gaps_find(&j->conformance, &gaps, &j->gaps, err);
    return st;
}

/* A case has the value of its first event that has one. */
static enum gp_status divide_cases(struct gp_judgement *j, const char *name,
                                   struct gp_err *err)
{
    const struct gp_eventlog *log = j->stats->log;
    size_t column, c, i;

    for (column = 0; column < log->n_kept; column++)
        if (gp_slice_is_nocase(gp_slice(log->kept[column].name), name))
            break;
    if (column == log->n_kept)
        return gp_fail(
            err, GP_USAGE,
            "--compare-within: found no column \"%s\" that is kept; expected "
            "an attribute of the log, not the case, activity, time, resource "
            "or group",
            name);
    j->stratum = gp_array(log->n_cases, sizeof *j->stratum);
    if (j->stratum == NULL)
        return gp_fail_memory(err);
    for (c = 0; c < log->n_cases; c++) {
        j->stratum[c] = GP_NO_ID;
        for (i = log->first[c]; i < log->first[c + 1]; i++)
            if (j->stratum[c] == GP_NO_ID)
                j->stratum[c] = gp_id(log->kept[column].id, i);
    }
    return GP_OK;
}

static enum gp_status begin(struct gp_judgement *j, const struct gp_stats *stats,
                            const struct gp_process *process,
                            const struct gp_judgement_options *options,
                            struct gp_err *err)
{
    enum gp_status st;

    memset(j, 0, sizeof *j);
    j->stats = stats;
    j->process = process;
    st = set_names(j, options, err);
    return st == GP_OK ? check_names(j, err) : st;
}

enum gp_status gp_judge(const struct gp_stats *stats, const struct gp_process *process,
                        const struct gp_judgement_options *options,
                        struct gp_judgement *out, struct gp_err *err)
{
    enum gp_status st = begin(out, stats, process, options, err);

    if (st == GP_OK && options->compare_within != NULL)
        st = divide_cases(out, options->compare_within, err);
    if (st == GP_OK)
        st = align(out, options, err);
    if (st == GP_OK)
        st = measure(out, options, err);
    if (st != GP_OK)
        gp_judgement_release(out);
    return st;
}

enum gp_status gp_judge_ties(const struct gp_stats *stats,
                             const struct gp_process *process,
                             const struct gp_judgement_options *options,
                             struct gp_ties *out, struct gp_err *err)
{
    const uint64_t effort = 4000 * UINT64_C(1000000);
    struct gp_judgement j;
    enum gp_status st = begin(&j, stats, process, options, err);

    if (st == GP_OK)
        st = align(&j, options, err);
    if (st == GP_OK)
        st = gp_ties_find(&j.conformance, true, effort, out, err);
    gp_judgement_release(&j);
    return st;
}

/* ---- accepted gaps ----------------------------------------------------------------- */

/* "late/Pay", "undocumented-step/Call", "undocumented-handoff/Sales > Legal" */
static void long_name(struct gp_text *out, const struct gp_judgement *j,
                      const struct gp_gap *gap)
{
    const struct gp_gap_key *k = &gap->key;

    gp_text_addf(out, "%s/", gp_gap_kind_name((enum gp_gap_kind)k->kind));
    if (k->label != GP_NO_ID) {
        gp_text_add_slice(out, gp_dict_name(&j->process->labels, k->label));
    } else if (k->activity != GP_NO_ID) {
        gp_text_add_slice(out, gp_dict_name(&j->stats->log->activities, k->activity));
    } else if (k->owner[0] != GP_NO_ID) {
        gp_text_add_slice(out, gp_dict_name(&j->gaps.owners, k->owner[0]));
        gp_text_add(out, " > ");
        gp_text_add_slice(out, gp_dict_name(&j->gaps.owners, k->owner[1]));
    } else if (k->rule != GP_NO_ID) {
        gp_text_add_slice(out, j->process->rules[k->rule].text);
    }
}

static uint32_t allowance_of(const struct gp_judgement *j, const struct gp_gap *gap)
{
    const struct gp_allowances *a = j->allowances;
    struct gp_text id = {0}, name = {0};
    uint32_t found = GP_NO_ID;
    struct gp_slice kind;
    size_t i;

    gp_gap_id(&id, gap);
    long_name(&name, j, gap);
    kind = gp_slice(gp_gap_kind_name((enum gp_gap_kind)gap->key.kind));
    for (i = 0; i < a->n && found == GP_NO_ID; i++)
        if (gp_allow_matches(a->at[i].pattern, gp_slice(gp_text_z(&id))) ||
            gp_allow_matches(a->at[i].pattern, kind) ||
            gp_allow_matches(a->at[i].pattern, gp_text_slice(&name)))
            found = (uint32_t)i;
    gp_text_release(&id);
    gp_text_release(&name);
    return found;
}

enum gp_status gp_judgement_allow(struct gp_judgement *j, struct gp_allowances *a,
                                  struct gp_err *err)
{
    size_t i;

    for (i = 0; i < a->n; i++)
        if (a->at[i].ends != INT64_MAX && !j->stats->log->has_time && j->gaps.now == 0)
            return gp_fail(
                err, GP_USAGE,
                "line %llu of the allowed gaps ends on %.*s, but the log has "
                "no times: say --now INSTANT",
                (unsigned long long)a->at[i].line, (int)a->at[i].until.len,
                a->at[i].until.at);
    gp_free(j->allowed_by);
    j->allowed_by = gp_array(j->gaps.n, sizeof *j->allowed_by);
    if (j->allowed_by == NULL)
        return gp_fail_memory(err);
    j->allowances = a;
    for (i = 0; i < j->gaps.n; i++) {
        j->allowed_by[i] = allowance_of(j, &j->gaps.gap[i]);
        if (j->allowed_by[i] != GP_NO_ID)
            a->at[j->allowed_by[i]].used++;
    }
    return GP_OK;
}

const struct gp_allowance *gp_gap_was_allowed(const struct gp_judgement *j,
                                              const struct gp_gap *gap)
{
    uint32_t by = j->allowed_by != NULL ? j->allowed_by[gap - j->gaps.gap] : GP_NO_ID;

    return by != GP_NO_ID ? &j->allowances->at[by] : NULL;
}

const struct gp_allowance *gp_gap_allowed(const struct gp_judgement *j,
                                          const struct gp_gap *gap)
{
    const struct gp_allowance *a = gp_gap_was_allowed(j, gap);

    return a != NULL && (a->ends == INT64_MAX || j->gaps.now < a->ends) ? a : NULL;
}

bool gp_gap_counts(const struct gp_judgement *j, const struct gp_gap *gap)
{
    return gap->cases != 0 && gap->key.sub != GP_SUB_LOOP &&
           gp_gap_allowed(j, gap) == NULL;
}

void gp_judgement_release(struct gp_judgement *j)
{
    gp_free(j->allowed_by);
    gp_gaps_release(&j->gaps);
    gp_conformance_release(&j->conformance);
    gp_names_release(&j->matches);
    gp_free(j->ignored);
    gp_free(j->not_judged);
    gp_free(j->unrecorded);
    gp_free(j->stratum);
    memset(j, 0, sizeof *j);
}
