/* checks_cases.c - cases that are no whole cases: one event only, far longer than the
 * rest, cut by the edges of the period, ids that look alike or stand in two files.
 */
#include "mine/checks/checks_parts.h"

#include <string.h>

static void one_event(struct gp_check_job *j)
{
    const struct gp_eventlog *log = j->log;
    struct gp_check rows = {0}, *c;
    uint64_t n = 0;
    size_t k;

    for (k = 0; k < log->n_cases; k++) {
        if (log->first[k + 1] - log->first[k] != 1)
            continue;
        n++;
        gp_check_event(j, &rows, log->first[k]);
    }
    if (n == 0 || n * 100 < log->n_cases)
        return;
    c = gp_checks_add(j->out, "one-event-cases", "Cases with one event only", n,
                      log->n_cases, "cases",
                      "check that --case is the right column; ask whether their "
                      "other steps are recorded elsewhere; --filter 'events > 1' "
                      "leaves them out");
    for (k = 0; k < rows.n_rows; k++)
        gp_check_add_row(c, rows.row[k]);
    gp_text_add(&c->effect, log->has_start
                                ? "no waits; they pull case durations and their median "
                                  "down"
                                : "no waits, and a duration of 0: they pull the median "
                                  "duration down");
}

/* ---- far longer than the rest ---- */

enum { ENOUGH_CASES = 20 };

/* Q3 + 3 IQR of the logarithms of durations: q3 (q3 / q1)^3. */
static double fence_of(const struct gp_cases *cases)
{
    double q1 = (double)gp_quantile_sorted(cases->durations, cases->n_durations, 25);
    double q3 = (double)gp_quantile_sorted(cases->durations, cases->n_durations, 75);
    double ratio;

    q1 = q1 > (double)GP_SECOND_US ? q1 : (double)GP_SECOND_US;
    q3 = q3 > q1 ? q3 : q1;
    ratio = q3 / q1;
    return q3 * ratio * ratio * ratio;
}

struct longest {
    uint32_t case_id[3];
    int64_t us[3];
    size_t n;
};

static void note_longest(const struct gp_eventlog *log, struct longest *l, uint32_t c,
                         int64_t us)
{
    size_t i = l->n < 3 ? l->n++ : 3;

    for (; i > 0 && (us > l->us[i - 1] ||
                     (us == l->us[i - 1] &&
                      gp_slice_cmp(gp_dict_name(&log->cases, c),
                                   gp_dict_name(&log->cases, l->case_id[i - 1])) < 0));
         i--) {
        if (i < 3) {
            l->us[i] = l->us[i - 1];
            l->case_id[i] = l->case_id[i - 1];
        }
    }
    if (i < 3) {
        l->us[i] = us;
        l->case_id[i] = c;
    }
}

static void tell_long(struct gp_check_job *j, uint64_t n, gp_i128 time, double fence,
                      const struct longest *l, const struct gp_check *rows)
{
    const struct gp_cases *cases = &j->s->cases;
    struct gp_check *c;
    size_t i;

    c = gp_checks_add(
        j->out, "long-cases", "Cases far longer than the rest", n, cases->n_durations,
        "cases",
        "read medians instead of means; look at them with `goatpath explain CASE`; "
        "leave them out with --filter 'duration <= ");
    if (fence >= 100 * (double)GP_HOUR_US)
        gp_text_addf(&c->fix, "%lldh'", (long long)(fence / (double)GP_HOUR_US));
    else
        gp_text_addf(&c->fix, "%lldmin'", (long long)(fence / (double)GP_MINUTE_US));
    for (i = 0; i < rows->n_rows; i++)
        gp_check_add_row(c, rows->row[i]);
    for (i = 0; i < l->n; i++) {
        gp_text_add(&c->found, i > 0 ? ", " : "");
        gp_check_quote(&c->found, gp_dict_name(&j->log->cases, l->case_id[i]));
        gp_text_add(&c->found, " ");
        gp_span_human(&c->found, l->us[i]);
    }
    gp_text_add(&c->effect, "longer than ");
    gp_span_human(&c->effect, (int64_t)fence);
    gp_text_add(&c->effect, "; they hold ");
    gp_check_percent(&c->effect, time, cases->duration.sum);
    gp_text_add(&c->effect, " of all case time: the mean duration is ");
    gp_span_human(&c->effect, cases->duration.mean);
    gp_text_add(&c->effect, " with them and ");
    gp_span_human(&c->effect, (int64_t)((cases->duration.sum - time) /
                                        (gp_i128)(cases->n_durations - n)));
    gp_text_add(&c->effect, " without");
}

static void long_cases(struct gp_check_job *j)
{
    const struct gp_cases *cases = &j->s->cases;
    struct gp_check rows = {0};
    struct longest longest = {0};
    gp_i128 time = 0;
    uint64_t n = 0;
    double fence;
    size_t c;

    if (cases->n_durations < ENOUGH_CASES)
        return;
    fence = fence_of(cases);
    for (c = 0; c < j->log->n_cases; c++) {
        int64_t us = cases->end[c] - cases->start[c];

        /* durations leave open cases out unless asked for */
        if ((double)us <= fence || us > cases->durations[cases->n_durations - 1] ||
            (cases->open != NULL && cases->open[c] &&
             cases->n_durations != j->log->n_cases))
            continue;
        n++;
        time += us;
        note_longest(j->log, &longest, (uint32_t)c, us);
        gp_check_event(j, &rows, j->log->first[c]);
    }
    if (n != 0 && n < cases->n_durations && time * 100 >= cases->duration.sum)
        tell_long(j, n, time, fence, &longest, &rows);
}

/* ---- cut by the edges ---- */

/* One edge of the period: do cases that begin (end) there begin (end) with other steps
 * than cases do elsewhere? */
struct edge {
    bool last; /* the last edge: ends of cases */
    int64_t border;
    uint64_t *usual; /* [activities] cases elsewhere with that first (last) step */
    uint64_t elsewhere, odd_elsewhere, here, odd;
    gp_i128 odd_time;
    struct gp_check rows;
};

static size_t edge_event(const struct gp_eventlog *log, const struct edge *e, size_t c)
{
    return e->last ? log->first[c + 1] - 1 : log->first[c];
}

static bool is_here(const struct gp_cases *cases, const struct edge *e, size_t c)
{
    return e->last ? cases->end[c] > e->border : cases->start[c] < e->border;
}

static bool is_odd(const struct edge *e, uint32_t activity)
{
    return e->usual[activity] * 50 < e->elsewhere;
}

static void walk_edge(const struct gp_check_job *j, struct edge *e)
{
    const struct gp_eventlog *log = j->log;
    const struct gp_cases *cases = &j->s->cases;
    size_t c;

    for (c = 0; c < log->n_cases; c++) {
        if (is_here(cases, e, c))
            continue;
        e->usual[gp_id(log->activity, edge_event(log, e, c))]++;
        e->elsewhere++;
    }
    for (c = 0; c < log->n_cases; c++) {
        size_t i = edge_event(log, e, c);
        bool odd = is_odd(e, gp_id(log->activity, i));

        e->odd_elsewhere += odd && !is_here(cases, e, c);
        e->here += is_here(cases, e, c);
        if (!odd || !is_here(cases, e, c))
            continue;
        e->odd++;
        e->odd_time += cases->end[c] - cases->start[c];
        gp_check_event(j, &e->rows, i);
    }
}

/* At least 5 cases, 1 % of all and 5 % of those at the edge, and three times as often as
 * elsewhere. */
static bool is_cut(const struct edge *e)
{
    return e->odd >= 5 && e->odd * 100 >= e->here + e->elsewhere &&
           e->odd * 20 >= e->here && e->elsewhere >= ENOUGH_CASES &&
           (gp_i128)e->odd * e->elsewhere >= (gp_i128)3 * e->odd_elsewhere * e->here;
}

static void tell_edge(struct gp_check_job *j, const struct edge *e)
{
    struct gp_check *c = gp_checks_add(
        j->out, e->last ? "cut-at-end" : "cut-at-start",
        e->last ? "Cases that stop at the last edge with an unusual last step"
                : "Cases that begin at the first edge with an unusual first step",
        e->odd, j->log->n_cases, "cases",
        e->last ? "name the last steps with --ends, so that these count as open; "
                  "the edge begins at "
                : "export an earlier period too; the edge ends at ");
    size_t i;

    gp_instant_date(&c->fix, e->border);
    gp_text_add(&c->fix, e->last ? "; or leave them out with --filter 'finished before "
                                 : "; or leave them out with --filter 'started after ");
    gp_instant_date(&c->fix, e->border);
    gp_text_add(&c->fix, "'");
    for (i = 0; i < e->rows.n_rows; i++)
        gp_check_add_row(c, e->rows.row[i]);
    gp_text_add(&c->effect, e->last ? "they go on after the log ends: "
                                    : "they began before the log does: ");
    gp_check_percent(&c->effect, e->odd_time, j->s->all_case_time);
    gp_text_add(&c->effect,
                " of all case time is theirs and too short; their paths are "
                "no whole paths");
}

static bool edge(struct gp_check_job *j, bool last)
{
    const struct gp_cases *cases = &j->s->cases;
    int64_t period = cases->last - cases->first, width = cases->duration.p75;
    struct edge e = {.last = last};

    if (cases->n_durations < ENOUGH_CASES || (last && cases->open != NULL))
        return true;
    width = width < period / 10 ? width : period / 10;
    width = width > GP_DAY_US ? width : GP_DAY_US;
    e.border = last ? cases->last - width : cases->first + width;
    e.usual = gp_array_zero(j->log->activities.n, sizeof *e.usual);
    if (e.usual == NULL)
        return false;
    walk_edge(j, &e);
    if (is_cut(&e))
        tell_edge(j, &e);
    gp_free(e.usual);
    return true;
}

/* ---- ids ---- */

static void two_files(struct gp_check_job *j)
{
    const struct gp_eventlog *log = j->log;
    struct gp_check rows = {0}, *c;
    uint64_t n = 0;
    size_t k, i;

    for (k = 0; log->serial != NULL && k < log->n_cases; k++) {
        const char *file = gp_event_file(log, log->first[k]);

        for (i = log->first[k] + 1; i < log->first[k + 1]; i++)
            if (strcmp(gp_event_file(log, i), file) != 0)
                break;
        if (i >= log->first[k + 1])
            continue;
        n++;
        gp_check_event(j, &rows, i);
    }
    if (n == 0)
        return;
    c = gp_checks_add(
        j->out, "case-in-two-files", "Cases with rows in several files", n,
        log->n_cases, "cases",
        "right where files are periods of one system; where ids begin anew "
        "in each file, read them apart");
    for (i = 0; i < rows.n_rows; i++)
        gp_check_add_row(c, rows.row[i]);
    gp_text_add(&c->effect, "taken as one case each; if the files number their cases "
                            "apart, these are two cases mixed into one");
}

bool gp_checks_of_cases(struct gp_check_job *j)
{
    one_event(j);
    two_files(j);
    if (!j->log->has_time)
        return true;
    long_cases(j);
    return edge(j, false) && edge(j, true);
}
