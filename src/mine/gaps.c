/* gaps.c - from readings to gaps: runs the finders over items and cases, keeps the
 * books, and brings hits and gaps in order.
 *
 *   for every item   reading -> spots (gaps_primary.c), run (gaps_run.c)
 *     for every case of it   spots -> hits; overlays (gaps_overlay.c, gaps_time.c)
 *   then             hits by gap and case; shares, examples, bill, causes; order
 *
 * Three sums are checked, whatever the log: the spots of an item use up its cost; the
 * costs of all kinds add up to the cost of all closed cases; following + with a primary
 * gap + bounded = closed cases.
 */
#include "mine/gaps/gaps_parts.h"

#include <string.h>

static const char *const kind_names[GP_GAP_N_KINDS] = {
    "outside",
    "wrong-order",
    "undocumented-step",
    "both-alternatives",
    "repeated",
    "out-of-place",
    "wrong-start",
    "skipped",
    "ended-early",
    "wrong-owner",
    "undocumented-handoff",
    "handoff-never-seen",
    "never-used",
    "late",
    "same-person",
    "four-eyes",
    "ping-pong",
    "stalled",
    "cracks",
    "unmapped",
    "time-order",
    "rule-broken",
};

const char *gp_gap_kind_name(enum gp_gap_kind kind)
{
    return kind_names[kind];
}

const char *gp_gap_sub_name(enum gp_gap_sub sub)
{
    static const char *const names[GP_N_SUBS] = {"", "swapped", "early", "late",
                                                 "loop"};

    return names[sub];
}

int64_t gp_case_span(const struct gp_eventlog *log, size_t case_id)
{
    size_t i = log->first[case_id];
    int64_t start, end;

    if (!log->has_time || i == log->first[case_id + 1])
        return 0;
    start = gp_event_start(log, i);
    end = gp_event_end(log, i);
    for (i++; i < log->first[case_id + 1]; i++)
        if (gp_event_end(log, i) > end)
            end = gp_event_end(log, i);
    return end - start;
}

/* ---- Gaps and hits while they are found -------------------------------------------- */

struct gp_gap_key gp_gap_key_of(enum gp_gap_kind kind)
{
    struct gp_gap_key key;

    memset(&key, 0xff, sizeof key);
    key.kind = kind;
    key.sub = GP_SUB_NONE;
    return key;
}

uint32_t gp_gapper_gap(struct gp_gapper *g, const struct gp_gap_key *key)
{
    struct gp_slice bytes = gp_slice_n((const char *)key, sizeof *key);
    size_t before = g->keys.n;
    uint32_t number = gp_dict_add(&g->keys, bytes);
    struct gp_gap *gap;

    if (number == GP_NO_ID || !gp_reserve(&g->out->gap, &g->gap_cap, g->keys.n)) {
        g->out_of_memory = true;
        return GP_NO_ID;
    }
    if (g->keys.n == before)
        return number;
    gap = &g->out->gap[number];
    memset(gap, 0, sizeof *gap);
    gap->key = *key;
    gap->mostly_after = GP_NO_ID;
    g->out->n = g->keys.n;
    return number;
}

void gp_gap_note_with(struct gp_gap *gap, uint32_t label)
{
    size_t i;

    for (i = 0; i < gap->n_with; i++)
        if (gap->with[i] == label)
            return;
    if (gap->n_with < GP_GAP_WITH)
        gap->with[gap->n_with++] = label;
    else
        gap->more_with = true;
}

void gp_gapper_hit(struct gp_gapper *g, uint32_t gap, const struct gp_gap_hit *hit)
{
    if (gap == GP_NO_ID || !gp_reserve(&g->hit, &g->hits_cap, g->n_hits + 1)) {
        g->out_of_memory = true;
        return;
    }
    g->hit[g->n_hits++] = (struct gp_found_hit){gap, *hit};
}

/* ---- One item ---------------------------------------------------------------------- */

/* Repeated: has the work come back to an owner who had it before? */
static bool came_back(const struct gp_gapper *g, size_t first, size_t event)
{
    uint32_t owner = gp_gaps_owner(g, event);
    size_t i;

    if (owner == GP_NO_ID || event == first || gp_gaps_owner(g, event - 1) == owner)
        return false;
    for (i = first; i + 1 < event; i++)
        if (gp_gaps_owner(g, i) == owner)
            return true;
    return false;
}

static void put_spot(struct gp_gapper *g, const struct gp_spot *s, uint32_t case_id)
{
    size_t first = g->log->first[case_id], i;
    struct gp_gap *gap = &g->out->gap[s->gap];
    struct gp_gap_hit hit = {.case_id = case_id,
                             .event = {GP_NO_ID, GP_NO_ID, GP_NO_ID},
                             .certain = s->certain,
                             .approximated = g->approximated,
                             .around = {s->around[0], s->around[1]},
                             .match = {GP_NO_ID, GP_NO_ID}};

    for (i = 0; i < 2; i++) {
        if (s->position[i] != GP_NO_ID)
            hit.event[i] = (uint32_t)first + s->position[i];
        if (s->match[i] != GP_NO_ID)
            hit.match[i] = (uint32_t)first + s->match[i];
    }
    if (gap->key.kind == GP_GAP_REPEATED) {
        gap->at_once += s->at_once;
        gap->too_often += s->too_often;
        gap->after_return += came_back(g, first, hit.event[0]);
    }
    gap->cost += s->cost;
    gp_gapper_hit(g, s->gap, &hit);
}

/* cases: those of the item, ascending. */
static enum gp_status find_in_item(struct gp_gapper *g, const uint32_t *cases, size_t n,
                                   struct gp_err *err)
{
    const struct gp_judged_path *item = &g->c->item[g->item];
    uint64_t cost = 0;
    size_t i, k;

    if (!gp_item_reading(g->c, g->item, &g->moves, &g->n_moves, &g->moves_cap))
        return gp_fail_memory(err);
    gp_gaps_run(g);
    if (!g->out_of_memory && !gp_gaps_primary(g))
        return gp_fail(err, GP_BUG,
                       "the deviations of a path with %zu events do not add up to its "
                       "cost; please report this",
                       g->c->variants->variant[item->variant].length);
    for (k = 0; k < n && !g->out_of_memory; k++) {
        for (i = 0; i < g->n_spots; i++)
            put_spot(g, &g->spots[i], cases[k]);
        gp_gaps_overlay_case(g, cases[k]);
        gp_gaps_time_case(g, cases[k]);
    }
    for (i = 0; i < g->n_spots && !item->open && !g->out_of_memory; i++) {
        enum gp_gap_kind kind = g->out->gap[g->spots[i].gap].key.kind;

        g->out->cost_by_kind[kind] += g->spots[i].cost * item->cases;
        cost += g->spots[i].cost;
    }
    if (item->open)
        return GP_OK;
    if (!g->c->alignments.of[g->item].exact)
        g->out->cases_bounded += item->cases;
    else if (cost == 0)
        g->out->cases_following += item->cases;
    else
        g->out->cases_with_primary += item->cases;
    return GP_OK;
}

/* Cases by item: row[i] .. row[i + 1] of list. */
static bool cases_by_item(const struct gp_conformance *c, size_t **row, uint32_t **list)
{
    size_t i;

    *row = gp_array_zero(c->n_items + 2, sizeof **row);
    *list = gp_array(c->log->n_cases, sizeof **list);
    if (*row == NULL || *list == NULL)
        return false;
    for (i = 0; i < c->log->n_cases; i++)
        (*row)[gp_item_of_case(c, i) + 2]++;
    for (i = 2; i < c->n_items + 2; i++)
        (*row)[i] += (*row)[i - 1];
    for (i = 0; i < c->log->n_cases; i++)
        (*list)[(*row)[gp_item_of_case(c, i) + 1]++] = (uint32_t)i;
    return true;
}

static enum gp_status find_in_items(struct gp_gapper *g, struct gp_err *err)
{
    enum gp_status st = GP_OK;
    size_t *row = NULL;
    uint32_t *list = NULL;

    if (!cases_by_item(g->c, &row, &list))
        st = gp_fail_memory(err);
    for (g->item = 0; st == GP_OK && g->item < g->c->n_items; g->item++) {
        st = find_in_item(g, list + row[g->item], row[g->item + 1] - row[g->item], err);
        if (st == GP_OK && g->out_of_memory)
            st = gp_fail_memory(err);
    }
    gp_free(row);
    gp_free(list);
    return st;
}

static enum gp_status check_books(const struct gp_gapper *g, struct gp_err *err)
{
    const struct gp_gaps *o = g->out;
    uint64_t kinds = 0, items = 0, cost;
    size_t i;

    for (i = 0; i < GP_GAP_N_PRIMARY; i++)
        kinds += o->cost_by_kind[i];
    for (i = 0; i < g->c->n_items; i++) {
        cost = gp_item_cost(g->c, i);
        if (!g->c->item[i].open && cost != UINT64_MAX)
            items += cost * g->c->item[i].cases;
    }
    if (kinds == items &&
        o->cases_following + o->cases_with_primary + o->cases_bounded ==
            g->c->closed.cases)
        return GP_OK;
    return gp_fail(err, GP_BUG,
                   "the books do not balance: gaps use up %llu of %llu deviations; "
                   "please report this",
                   (unsigned long long)kinds, (unsigned long long)items);
}

/* ---- The whole way ----------------------------------------------------------------- */

static bool is_of_rules(enum gp_gap_kind kind)
{
    return kind == GP_GAP_RULE_BROKEN || kind == GP_GAP_LATE ||
           kind == GP_GAP_SAME_PERSON || kind == GP_GAP_FOUR_EYES;
}

static bool count_clean(struct gp_gapper *g)
{
    enum { ANY = 1, RULES = 2 };
    unsigned char *has = gp_array_zero(g->log->n_cases, sizeof *has);
    size_t i, k;

    if (has == NULL)
        return false;
    for (i = 0; i < g->out->n; i++) {
        const struct gp_gap *gap = &g->out->gap[i];
        int what = gap->key.sub == GP_SUB_LOOP  ? 0
                   : is_of_rules(gap->key.kind) ? ANY | RULES
                                                : ANY;

        for (k = 0; k < gap->n_hits; k++)
            has[g->out->hit[gap->first_hit + k].case_id] |= (unsigned char)what;
    }
    for (i = 0; i < g->log->n_cases; i++) {
        g->out->closed_without_any += has[i] == 0 && !g->c->open_case[i];
        g->out->closed_keeping += (has[i] & RULES) == 0 && !g->c->open_case[i];
    }
    gp_free(has);
    return true;
}

static void find_period(struct gp_gapper *g)
{
    int64_t first = INT64_MAX, last = INT64_MIN;
    size_t i;

    for (i = 0; g->log->has_time && i < g->log->n; i++) {
        int64_t start = gp_event_start(g->log, i), end = gp_event_end(g->log, i);

        first = start < first ? start : first;
        last = end > last ? end : last;
    }
    g->out->period_us = last > first ? last - first : 0;
    g->out->now = last != INT64_MIN ? last : 0;
    if (g->o->now != INT64_MIN)
        g->out->now = g->o->now;
}

static bool prepare(struct gp_gapper *g)
{
    const struct gp_process *p = g->c->process;
    size_t i;

    g->out->calendar = g->o->calendar;
    g->out->stratum_name = g->o->stratum_name;
    g->out->has_flow = g->c->has_flow;
    find_period(g);
    if (!gp_steps_make(g->c, &g->steps) || !gp_gaps_prepare(g) ||
        !gp_gaps_prepare_time(g))
        return false;
    for (i = 0; i < p->n_limits; i++)
        g->out->limits_not_judged +=
            !p->limits[i].proposal &&
            (!g->log->has_time || !gp_clock_known(g->o->calendar, p->limits[i].clock));
    g->exposed = gp_array_zero(g->c->n_items * g->steps.words, sizeof *g->exposed);
    g->matched = gp_array_zero(g->c->n_items * g->steps.words, sizeof *g->matched);
    return g->exposed != NULL && g->matched != NULL;
}

static void release(struct gp_gapper *g)
{
    gp_steps_release(&g->steps);
    gp_dict_release(&g->keys);
    gp_free(g->hit);
    gp_free(g->moves);
    gp_free(g->spots);
    gp_free(g->enabled_by);
    gp_free(g->waits_since);
    gp_free(g->exposed);
    gp_free(g->matched);
    gp_free(g->group_owner);
    gp_free(g->resource_owner);
    gp_free(g->handoff_documented);
    gp_free(g->handoff_seen);
    gp_free(g->usual_wait);
}

enum gp_status gp_gaps_find(const struct gp_conformance *c,
                            const struct gp_gaps_options *options, struct gp_gaps *out,
                            struct gp_err *err)
{
    static const struct gp_gaps_options plain = {.now = INT64_MIN};
    struct gp_gapper g = {.c = c, .o = options != NULL ? options : &plain};
    enum gp_status st = GP_OK;

    memset(out, 0, sizeof *out);
    g.log = c->log;
    g.out = out;
    if (!prepare(&g))
        st = gp_fail_memory(err);
    if (st == GP_OK)
        st = find_in_items(&g, err);
    if (st == GP_OK)
        st = check_books(&g, err);
    if (st == GP_OK)
        gp_gaps_overlay_all(&g);
    if (st == GP_OK)
        gp_gaps_order(&g);
    if (st == GP_OK)
        st = gp_gaps_rules(&g, err);
    if (st == GP_OK && (g.out_of_memory || !gp_gaps_figures(&g) || !count_clean(&g)))
        st = gp_fail_memory(err);
    release(&g);
    if (st != GP_OK)
        gp_gaps_release(out);
    return st;
}

void gp_gaps_release(struct gp_gaps *g)
{
    gp_free(g->gap);
    gp_free(g->hit);
    gp_free(g->rule);
    gp_dict_release(&g->owners);
    gp_free(g->owner_seen);
    memset(g, 0, sizeof *g);
}

void gp_gap_id(struct gp_text *t, const struct gp_gap *gap)
{
    gp_text_addf(t, "G-%08x", (unsigned)(gap->hash >> 32));
}

const struct gp_gap *gp_gap_find(const struct gp_gaps *g, struct gp_slice id)
{
    struct gp_text t = {0};
    const struct gp_gap *found = NULL;
    size_t i;

    for (i = 0; i < g->n && found == NULL; i++) {
        gp_text_clear(&t);
        gp_gap_id(&t, &g->gap[i]);
        if (gp_slice_is_nocase(id, gp_text_z(&t)))
            found = &g->gap[i];
    }
    gp_text_release(&t);
    return found;
}

gp_i128 gp_bill_total(const struct gp_bill *bill, int64_t of_one_case_us)
{
    return (gp_i128)of_one_case_us * (gp_i128)bill->compared[0];
}

gp_i128 gp_bill_spot_low(const struct gp_gap *gap)
{
    gp_i128 low = gap->bill.spot_us - gap->bill.spot_half_us;

    return low < 0 && !gap->bill.spot_has_usual ? 0 : low;
}

bool gp_gaps_per_month(const struct gp_gaps *g, gp_i128 us, gp_i128 *per_month)
{
    const int64_t month = 146097 * GP_DAY_US / 4800;

    if (g->period_us < 28 * GP_DAY_US)
        return false;
    *per_month = us * month / g->period_us;
    return true;
}

const char *gp_gap_certain(const struct gp_gap *gap)
{
    if (gap->certain_no > 0)
        return "no";
    return gap->certain_unchecked > 0 ? "not checked" : "yes";
}
