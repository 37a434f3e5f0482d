/* gaps_causes.c - where a gap happens more than elsewhere: values of a resource, group,
 * kept attribute or month that cases with the gap have more often.
 *
 * Compared are the cases of the gap's base (gaps_base.c), those it could have happened
 * in: that Finance has touched every case in which a late step was skipped says nothing
 * when cases come to that step only through Finance.
 *
 * A case has a resource or group when any of its events has, extra events of the gap
 * itself left out; a kept attribute by the first event that has one; a month by its first
 * event. Guard against small numbers: at least 10 cases with the value and 10 without, 5
 * of them with the gap; a z test of the two shares corrected over all values tried for
 * the gap (Benjamini-Hochberg, below 0.05), and the Wilson limit above the share of the
 * rest. This does not say that the value is the cause; it says where to look.
 */
#include "mine/gaps/gaps_parts.h"

#include "base/sort.h"

#include <string.h>

enum { CASES_NEEDED = 10, HITS_NEEDED = 5 };

/* One way of dividing the cases. */
struct division {
    enum gp_cause_kind kind;
    uint32_t column, base;  /* month: value of the first month */
    size_t n;               /* values */
    struct gp_ids of_event; /* resource, group, kept; none: month */
    uint64_t *cases;        /* [n] of the base under way */
    uint64_t *with_gap;     /* [n] of the gap under way */
    uint32_t *last;         /* [n] case + 1 counted last */
    uint32_t *tried;        /* values with enough cases on both sides, of the base */
    size_t n_tried;
};

struct causes {
    struct gp_gapper *g;
    struct division *division;
    size_t n;
    struct gp_cause *tried;
    double *p, *q;
    size_t n_tried, tried_cap, p_cap, q_cap;
    bool *in_base; /* [n_cases] of the base under way */
    uint64_t n_base;
};

static uint32_t month_of(const struct gp_eventlog *log, size_t case_id)
{
    int64_t us = gp_event_start(log, log->first[case_id]);
    int64_t days = us / GP_DAY_US - (us % GP_DAY_US < 0);
    unsigned month, day;
    int year;

    gp_civil_from_days(days, &year, &month, &day);
    return (uint32_t)(year * 12 + (int)month - 1);
}

static void count_value(struct division *d, uint32_t value, uint32_t case_id,
                        uint64_t *count)
{
    if (value >= d->n || d->last[value] == case_id + 1 || d->last[value] == UINT32_MAX)
        return;
    d->last[value] = case_id + 1;
    count[value]++;
}

/* skip: an event to leave out, GP_NO_ID for none. */
static void count_case(const struct gp_eventlog *log, struct division *d,
                       uint32_t case_id, uint32_t skip, uint64_t *count)
{
    uint32_t i;

    if (d->of_event.at == NULL) {
        count_value(d, month_of(log, case_id) - d->base, case_id, count);
        return;
    }
    for (i = log->first[case_id]; i < log->first[case_id + 1]; i++) {
        uint32_t id = gp_id(d->of_event, i);

        if (id == GP_NO_ID || (i == skip && d->kind != GP_CAUSE_KEPT))
            continue;
        count_value(d, id, case_id, count);
        if (d->kind == GP_CAUSE_KEPT)
            return;
    }
}

/* A column can have as many values as cases: those too rare to say anything about are
 * not looked at again for this base. */
static void count_base(struct causes *k, struct division *d)
{
    const struct gp_eventlog *log = k->g->log;
    uint32_t c;
    size_t v;

    memset(d->cases, 0, d->n * sizeof *d->cases);
    memset(d->last, 0, d->n * sizeof *d->last);
    for (c = 0; c < log->n_cases; c++)
        if (k->in_base[c] && log->first[c] < log->first[c + 1])
            count_case(log, d, c, GP_NO_ID, d->cases);
    for (v = d->n_tried = 0; v < d->n; v++) {
        bool enough =
            d->cases[v] >= CASES_NEEDED && k->n_base - d->cases[v] >= CASES_NEEDED;

        d->last[v] = enough ? 0 : UINT32_MAX;
        if (enough)
            d->tried[d->n_tried++] = (uint32_t)v;
    }
}

static bool add_division(struct causes *k, enum gp_cause_kind kind, uint32_t column,
                         struct gp_ids of_event, size_t n, uint32_t base)
{
    struct division *d = &k->division[k->n++];

    *d = (struct division){
        .kind = kind, .column = column, .base = base, .n = n, .of_event = of_event};
    d->cases = gp_array_zero(n, sizeof *d->cases);
    d->with_gap = gp_array_zero(n, sizeof *d->with_gap);
    d->last = gp_array_zero(n, sizeof *d->last);
    d->tried = gp_array(n, sizeof *d->tried);
    return d->cases != NULL && d->with_gap != NULL && d->last != NULL &&
           d->tried != NULL;
}

static bool add_months(struct causes *k)
{
    const struct gp_eventlog *log = k->g->log;
    uint32_t low = UINT32_MAX, high = 0, c;

    for (c = 0; log->has_time && c < log->n_cases; c++) {
        uint32_t month = month_of(log, c);

        low = month < low ? month : low;
        high = month > high ? month : high;
    }
    if (low >= high)
        return true;
    return add_division(k, GP_CAUSE_MONTH, 0, (struct gp_ids){0}, high - low + 1, low);
}

static bool divide(struct causes *k)
{
    const struct gp_eventlog *log = k->g->log;
    bool good = true;
    size_t i;

    k->division = gp_array_zero(log->n_kept + 3, sizeof *k->division);
    if (k->division == NULL)
        return false;
    if (log->resource.at != NULL)
        good =
            add_division(k, GP_CAUSE_RESOURCE, 0, log->resource, log->resources.n, 0);
    if (good && log->group.at != NULL)
        good = add_division(k, GP_CAUSE_GROUP, 0, log->group, log->groups.n, 0);
    for (i = 0; good && i < log->n_kept; i++)
        good = add_division(k, GP_CAUSE_KEPT, (uint32_t)i, log->kept[i].id,
                            log->kept[i].values.n, 0);
    return good && add_months(k);
}

/* gap_cases: those of the gap that lie in the base. */
static bool try_value(struct causes *k, uint64_t gap_cases, const struct division *d,
                      uint32_t value)
{
    uint64_t with = d->with_gap[value], n = d->cases[value];
    struct gp_cause c = {.kind = d->kind,
                         .column = d->column,
                         .value = value + d->base,
                         .with_gap = with,
                         .cases = n,
                         .other_with_gap = gap_cases - with,
                         .other_cases = k->n_base - n};

    if (with < HITS_NEEDED)
        return true;
    if (!gp_reserve(&k->tried, &k->tried_cap, k->n_tried + 1) ||
        !gp_reserve(&k->p, &k->p_cap, k->n_tried + 1) ||
        !gp_reserve(&k->q, &k->q_cap, k->n_tried + 1))
        return false;
    c.share = gp_wilson(with, n);
    k->p[k->n_tried] = gp_two_shares(with, n, c.other_with_gap, c.other_cases);
    k->tried[k->n_tried++] = c;
    return true;
}

/* By q, then by the larger share, then by kind, column and value. */
static int strongest_first(const void *ctx, const void *a, const void *b)
{
    const struct gp_cause *x = a, *y = b;

    (void)ctx;
    if (x->q < y->q || x->q > y->q)
        return x->q < y->q ? -1 : 1;
    if (x->share.low > y->share.low || x->share.low < y->share.low)
        return x->share.low > y->share.low ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

static bool choose(struct causes *k, struct gp_gap *gap)
{
    size_t i;

    if (k->n_tried == 0)
        return true;
    if (!gp_benjamini_hochberg(k->p, k->n_tried, k->q))
        return false;
    for (i = 0; i < k->n_tried; i++)
        k->tried[i].q = k->q[i];
    if (!gp_sort(k->tried, k->n_tried, sizeof *k->tried, strongest_first, NULL))
        return false;
    for (i = 0; i < k->n_tried && gap->n_causes < GP_GAP_CAUSES; i++) {
        const struct gp_cause *c = &k->tried[i];

        if (c->q < 0.05 &&
            c->share.low > (double)c->other_with_gap / (double)c->other_cases)
            gap->cause[gap->n_causes++] = *c;
    }
    return true;
}

/* Owners are what these kinds are about already, or how far an open case came. */
static bool is_about_owners(enum gp_gap_kind kind)
{
    return kind == GP_GAP_WRONG_OWNER || kind == GP_GAP_UNDOCUMENTED_HANDOFF ||
           kind == GP_GAP_PING_PONG || kind == GP_GAP_STALLED || kind == GP_GAP_CRACKS;
}

/* Values of the cases with the gap; returns how many of those lie in the base. */
static uint64_t count_hits(struct causes *k, const struct gp_gap *gap,
                           struct division *d)
{
    const struct gp_gap_hit *hit = k->g->out->hit;
    bool extra = gap->key.kind >= GP_GAP_UNDOCUMENTED_STEP &&
                 gap->key.kind <= GP_GAP_OUT_OF_PLACE;
    uint64_t n = 0;
    size_t h, v;

    for (v = 0; v < d->n_tried; v++) {
        d->with_gap[d->tried[v]] = 0;
        d->last[d->tried[v]] = 0;
    }
    for (h = gap->first_hit; h < gap->first_hit + gap->n_hits; h++) {
        uint32_t c = hit[h].case_id;

        if (!k->in_base[c] || (h > gap->first_hit && c == hit[h - 1].case_id))
            continue;
        count_case(k->g->log, d, c, extra ? hit[h].event[0] : GP_NO_ID, d->with_gap);
        n++;
    }
    return n;
}

static bool explain(struct causes *k, struct gp_gap *gap)
{
    size_t i, v;

    k->n_tried = 0;
    for (i = 0; i < k->n; i++) {
        struct division *d = &k->division[i];
        uint64_t n;

        if (is_about_owners(gap->key.kind) && d->kind <= GP_CAUSE_GROUP)
            continue;
        n = count_hits(k, gap, d);
        for (v = 0; v < d->n_tried; v++)
            if (!try_value(k, n, d, d->tried[v]))
                return false;
    }
    return choose(k, gap);
}

/* Gaps with the same base share the counts of it. */
static bool explain_all(struct causes *k)
{
    struct gp_gaps *o = k->g->out;
    uint32_t *order = gp_array(o->n, sizeof *order);
    bool good = order != NULL && gp_gaps_by_base(k->g, order);
    size_t i, v;

    for (i = 0; good && i < o->n; i++) {
        struct gp_gap *gap = &o->gap[order[i]];

        if (gap->cases < HITS_NEEDED)
            continue;
        if (k->n_base == 0 || !gp_gaps_same_base(k->g, gap, &o->gap[order[i - 1]])) {
            k->n_base = gp_gaps_base(k->g, gap, k->in_base);
            for (v = 0; v < k->n; v++)
                count_base(k, &k->division[v]);
        }
        good = explain(k, gap);
    }
    gp_free(order);
    return good;
}

bool gp_gaps_causes(struct gp_gapper *g)
{
    struct causes k = {.g = g,
                       .in_base = gp_array_zero(g->log->n_cases, sizeof *k.in_base)};
    bool good = k.in_base != NULL && divide(&k) && explain_all(&k);
    size_t i;

    gp_free(k.in_base);
    for (i = 0; i < k.n; i++) {
        gp_free(k.division[i].cases);
        gp_free(k.division[i].with_gap);
        gp_free(k.division[i].last);
        gp_free(k.division[i].tried);
    }
    gp_free(k.division);
    gp_free(k.tried);
    gp_free(k.p);
    gp_free(k.q);
    return good;
}
