/* findings.c - see findings.h.
 *
 * The bottlenecks bring their evidence along. The other detectors walk the log once
 * more for each finding they make - some ten walks a report - and keep the ten events
 * with the longest times in a small sorted list.
 */
#include "mine/findings.h"
#include "base/mem.h"

#include <assert.h>
#include <string.h>

enum {
    MOST_WAITS = 3,
    MOST_HANDOFFS = 2,
    MOST_REPEATS = 2,
    FEW = 5,           /* handoffs, bounces, cases: less is chance */
    TENTH_NEEDS = 20,  /* cases before a slowest tenth means anything */
    TENTH_HOLDS = 30,  /* percent of the time of all cases */
    WAIT_HOLDS = 2,    /* percent of all waiting */
    HANDOFF_HOLDS = 1, /* percent of all waiting */
    CASES_HOLD = 2,    /* percent of the cases */
    MOST_FINDINGS = MOST_WAITS + 2 * MOST_HANDOFFS + 2 + MOST_REPEATS + 1 + 3,
};

struct finder {
    const struct gp_stats *stats;
    struct gp_finding *out;
    size_t n;
};

static bool holds(gp_i128 part, gp_i128 whole, int percent)
{
    return part > 0 && part * 100 >= whole * percent;
}

static struct gp_finding *add(struct finder *f, enum gp_finding_kind kind,
                              enum gp_level level, size_t item)
{
    struct gp_finding *made = &f->out[f->n++];

    assert(f->n <= MOST_FINDINGS);
    memset(made, 0, sizeof *made);
    made->kind = kind;
    made->level = level;
    made->item = item;
    return made;
}

/* --- evidence: the events with the longest times --- */

struct longest {
    const struct gp_eventlog *log;
    uint32_t event[GP_EVIDENCE];
    int64_t time[GP_EVIDENCE];
    size_t n;
};

static bool before(const struct longest *l, uint32_t event, int64_t time, size_t at)
{
    int c;

    if (time != l->time[at])
        return time > l->time[at];
    c = gp_slice_cmp(
        gp_dict_name(&l->log->cases, gp_case_of_event(l->log, event)),
        gp_dict_name(&l->log->cases, gp_case_of_event(l->log, l->event[at])));
    return c != 0 ? c < 0 : event < l->event[at];
}

static void offer(struct longest *l, size_t event, int64_t time)
{
    size_t at = l->n;

    while (at > 0 && before(l, (uint32_t)event, time, at - 1))
        at--;
    if (at == GP_EVIDENCE)
        return;
    if (l->n < GP_EVIDENCE)
        l->n++;
    memmove(l->event + at + 1, l->event + at, (l->n - at - 1) * sizeof l->event[0]);
    memmove(l->time + at + 1, l->time + at, (l->n - at - 1) * sizeof l->time[0]);
    l->event[at] = (uint32_t)event;
    l->time[at] = time;
}

static void give(const struct longest *l, struct gp_finding *to)
{
    memcpy(to->example, l->event, sizeof to->example);
    to->n_examples = l->n;
}

/* --- waits and handoffs --- */

static void add_bottleneck(struct finder *f, enum gp_finding_kind kind, size_t item)
{
    const struct gp_bottleneck *b = &f->stats->bottlenecks.item[item];
    const struct gp_link_stat *s = &f->stats->links[b->level].stat[b->link];
    struct gp_finding *made = add(f, kind, b->level, item);

    made->hours_us = b->total;
    made->of_us = b->all_waiting;
    made->cases = s->cases;
    made->occurrences = s->count;
    memcpy(made->example, b->example, sizeof made->example);
    made->n_examples = b->n_examples;
}

static void find_bottlenecks(struct finder *f, enum gp_finding_kind kind,
                             enum gp_level level, size_t most, uint64_t few,
                             int percent)
{
    const struct gp_bottlenecks *all = &f->stats->bottlenecks;
    size_t i, made = 0;

    for (i = all->first[level]; i < all->first[level + 1] && made < most; i++) {
        const struct gp_bottleneck *b = &all->item[i];

        if (f->stats->links[level].stat[b->link].count < few ||
            b->total <= b->half_width || !holds(b->total, b->all_waiting, percent))
            continue;
        add_bottleneck(f, kind, i);
        made++;
    }
}

static void find_waits(struct finder *f)
{
    find_bottlenecks(f, GP_FINDING_WAIT, GP_BY_ACTIVITY, MOST_WAITS, 1, WAIT_HOLDS);
}

static void find_handoffs(struct finder *f)
{
    find_bottlenecks(f, GP_FINDING_HANDOFF, GP_BY_GROUP, MOST_HANDOFFS, FEW,
                     HANDOFF_HOLDS);
    find_bottlenecks(f, GP_FINDING_HANDOFF, GP_BY_RESOURCE, MOST_HANDOFFS, FEW,
                     HANDOFF_HOLDS);
}

/* --- ping-pong --- */

static void show_bounces(const struct gp_eventlog *log, enum gp_level level, size_t c,
                         const struct gp_bounce_stat *pair, struct longest *l)
{
    uint32_t earlier = GP_NO_ID, now = GP_NO_ID;
    int64_t earlier_end = 0, now_end = 0;
    size_t i;

    for (i = log->first[c]; i < log->first[c + 1]; i++) {
        uint32_t owner = gp_level_id(log, level, i);

        if (owner == GP_NO_ID)
            continue;
        if (owner != now) {
            if (owner == earlier && owner == pair->owner && now == pair->via)
                offer(l, i, gp_event_start(log, i) - earlier_end);
            earlier = now;
            earlier_end = now_end;
            now = owner;
        }
        now_end = gp_event_end(log, i);
    }
}

static void find_pingpong_on(struct finder *f, enum gp_level level)
{
    const struct gp_pingpong *p = &f->stats->pingpong[level];
    struct longest l = {.log = f->stats->log};
    struct gp_finding *made;
    size_t c;

    if (p->n == 0 || p->pair[0].bounces < FEW || p->pair[0].cases < 2)
        return;
    made = add(f, GP_FINDING_PINGPONG, level, 0);
    made->hours_us = p->pair[0].away.sum;
    made->cases = p->pair[0].cases;
    made->occurrences = p->pair[0].bounces;
    for (c = 0; c < l.log->n_cases; c++)
        show_bounces(l.log, level, c, &p->pair[0], &l);
    give(&l, made);
}

static void find_pingpong(struct finder *f)
{
    find_pingpong_on(f, GP_BY_GROUP);
    find_pingpong_on(f, GP_BY_RESOURCE);
}

/* --- rework --- */

/* The event that shows it: the second of the activity, or the one after the end. */
static void show_rework(const struct gp_eventlog *log, size_t c,
                        const struct gp_rework_stat *r, struct longest *l)
{
    size_t i, seen = 0, shown = SIZE_MAX, end = log->first[c + 1];
    int64_t first_end = 0, last_end = 0;

    for (i = log->first[c]; i < end; i++) {
        if (gp_id(log->activity, i) != r->activity)
            continue;
        if (seen++ == 0) {
            first_end = gp_event_end(log, i);
            if (r->kind == GP_REOPEN && i + 1 < end)
                shown = i + 1;
        } else if (seen == 2 && r->kind != GP_REOPEN) {
            shown = i;
        }
        last_end = gp_event_end(log, i);
    }
    if (r->kind == GP_REOPEN)
        last_end = gp_event_end(log, end - 1);
    if (shown != SIZE_MAX)
        offer(l, shown, last_end - first_end);
}

static bool more_rework(const struct gp_rework_stat *a, const struct gp_rework_stat *b)
{
    return a->time.sum != b->time.sum ? a->time.sum > b->time.sum
                                      : a->occurrences > b->occurrences;
}

/* The largest of a kind that comes after `last` in that order; SIZE_MAX: none. */
static size_t next_rework(const struct gp_stats *s, enum gp_rework_kind kind,
                          const size_t *taken, size_t n_taken)
{
    size_t best = SIZE_MAX, i, k;

    for (i = 0; i < s->n_rework; i++) {
        const struct gp_rework_stat *r = &s->rework[i];

        if (r->kind != kind || r->cases < FEW ||
            !holds((gp_i128)r->cases, (gp_i128)s->log->n_cases, CASES_HOLD))
            continue;
        for (k = 0; k < n_taken && taken[k] != i; k++)
            continue;
        if (k == n_taken && (best == SIZE_MAX || more_rework(r, &s->rework[best])))
            best = i;
    }
    return best;
}

static void add_rework(struct finder *f, size_t item)
{
    const struct gp_rework_stat *r = &f->stats->rework[item];
    struct longest l = {.log = f->stats->log};
    struct gp_finding *made = add(f, GP_FINDING_REWORK, GP_BY_ACTIVITY, item);
    size_t c;

    made->hours_us = r->time.sum;
    made->of_us = f->stats->all_case_time;
    made->cases = r->cases;
    made->occurrences = r->occurrences;
    for (c = 0; c < l.log->n_cases; c++)
        show_rework(l.log, c, r, &l);
    give(&l, made);
}

static void find_rework(struct finder *f)
{
    static const struct {
        enum gp_rework_kind kind;
        size_t most;
    } wanted[] = {{GP_REPEAT, MOST_REPEATS}, {GP_REOPEN, 1}};
    size_t w, made;

    for (w = 0; w < sizeof wanted / sizeof wanted[0]; w++) {
        size_t taken[MOST_REPEATS];

        for (made = 0; made < wanted[w].most; made++) {
            taken[made] = next_rework(f->stats, wanted[w].kind, taken, made);
            if (taken[made] == SIZE_MAX)
                break;
            add_rework(f, taken[made]);
        }
    }
}

/* --- variants and cases --- */

static int64_t case_time(const struct gp_stats *s, size_t c)
{
    return s->cases.start != NULL ? s->cases.end[c] - s->cases.start[c] : 0;
}

static void find_odd_variants(struct finder *f)
{
    const struct gp_stats *s = f->stats;
    struct longest l = {.log = s->log};
    struct gp_finding *made;
    gp_i128 time = 0;
    size_t c, odd = 0;

    for (c = 0; c < s->log->n_cases; c++) {
        if (s->variants.variant[s->variants.of_case[c]].count != 1)
            continue;
        odd++;
        time += case_time(s, c);
        offer(&l, s->log->first[c], case_time(s, c));
    }
    if (odd < FEW || !holds((gp_i128)odd, (gp_i128)s->log->n_cases, CASES_HOLD))
        return;
    made = add(f, GP_FINDING_ODD_VARIANTS, GP_BY_ACTIVITY, odd);
    made->hours_us = time;
    made->of_us = s->all_case_time;
    made->cases = odd;
    made->occurrences = odd;
    give(&l, made);
}

static void find_long_cases(struct finder *f)
{
    const struct gp_cases *all = &f->stats->cases;
    struct longest l = {.log = f->stats->log};
    size_t n = all->n_durations, tenth = (n + 9) / 10, i;
    struct gp_finding *made;
    gp_i128 time = 0;

    if (n < TENTH_NEEDS)
        return;
    for (i = n - tenth; i < n; i++)
        time += all->durations[i];
    if (!holds(time, all->duration.sum, TENTH_HOLDS))
        return;
    made = add(f, GP_FINDING_LONG_CASES, GP_BY_ACTIVITY, n);
    made->hours_us = time;
    made->of_us = all->duration.sum;
    made->cases = tenth;
    for (i = 0; i < l.log->n_cases; i++)
        if (all->open == NULL || !all->open[i] || n == l.log->n_cases)
            offer(&l, l.log->first[i], case_time(f->stats, i));
    give(&l, made);
}

static void find_stalled(struct finder *f)
{
    const struct gp_cases *all = &f->stats->cases;
    struct gp_finding *made;
    size_t i;

    if (all->n_stalled == 0)
        return;
    made = add(f, GP_FINDING_STALLED, GP_BY_ACTIVITY, all->n_open);
    made->cases = all->n_stalled;
    for (i = 0; i < all->n_open; i++) {
        if (!all->open_case[i].stalled)
            continue;
        made->hours_us += all->open_case[i].age;
        if (made->n_examples < GP_EVIDENCE)
            made->example[made->n_examples++] = all->open_case[i].last_event;
    }
}

enum gp_status gp_findings(const struct gp_stats *stats, struct gp_finding **out,
                           size_t *n, struct gp_err *err)
{
    static void (*const detectors[])(struct finder *) = {
        find_waits,        find_handoffs,   find_pingpong, find_rework,
        find_odd_variants, find_long_cases, find_stalled,
    };
    struct finder f = {stats, gp_array(MOST_FINDINGS, sizeof *f.out), 0};
    size_t i;

    *out = f.out;
    *n = 0;
    if (f.out == NULL)
        return gp_fail_memory(err);
    for (i = 0; i < sizeof detectors / sizeof detectors[0]; i++)
        detectors[i](&f);
    *n = f.n;
    return GP_OK;
}
