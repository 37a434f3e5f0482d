/* gaps_bill.c - what a gap costs at the spot (spec/conformance.md 7); the other figure,
 * whole cases, is gaps_whole.c's.
 *
 *   at the spot   for each occurrence, the time between the matches around it minus the
 *                 median time between the same two steps in cases that follow the
 *                 document (at least 10 of them). Late: the excess over the limit;
 *                 ping-pong: the time away; undocumented handoff: the wait; stalled and
 *                 cracks: the age. Waits are skewed, so that the sum beyond the median
 *                 is more than is lost; beside it stands the sum beyond the mean.
 *
 * The interval of a sum at the spot is that of a total over cases (design 4.7): each case
 * in which the gap could have happened gives its own sum, 0 without the gap.
 *
 * "The same two steps" of a following case: the first match of the second step that has
 * a match of the first before it, from the latest such match.
 */
#include "mine/gaps/gaps_parts.h"

#include "base/sort.h"

#include <string.h>

/* ---- Pairs of steps in following cases --------------------------------------------- */

struct pair {
    uint32_t from, to; /* elements */
};

struct pairs {
    struct gp_dict known; /* bytes of struct pair -> number */
    int64_t *median;      /* [known.n] us */
    int64_t *mean;        /* likewise */
    bool *enough;
};

static uint32_t pair_number(struct pairs *p, const struct gp_gap_hit *h, bool add)
{
    struct pair key = {h->around[0], h->around[1]};
    struct gp_slice bytes = gp_slice_n((const char *)&key, sizeof key);

    return add ? gp_dict_add(&p->known, bytes) : gp_dict_find(&p->known, bytes);
}

/* Positions in the path of a following item between which the pair lies. */
static bool place_of_pair(const struct gp_gapper *g, size_t item, struct pair pair,
                          uint32_t *from, uint32_t *to)
{
    const struct gp_conformance *c = g->c;
    const struct gp_alignment *a = &c->alignments.of[item];
    size_t i;

    *from = GP_NO_ID;
    for (i = a->first_move; i < a->first_move + a->n_moves; i++) {
        const struct gp_move *m = &c->alignments.moves[i];
        uint32_t element;

        if (m->kind != GP_MOVE_MATCH)
            continue;
        element = c->states->net.transitions[m->transition].element;
        if (element == pair.to && *from != GP_NO_ID) {
            *to = c->item[item].position[m->position];
            return true;
        }
        if (element == pair.from)
            *from = c->item[item].position[m->position];
    }
    return false;
}

bool gp_item_follows(const struct gp_conformance *c, size_t item)
{
    return !c->item[item].open && c->alignments.of[item].exact &&
           gp_item_cost(c, item) == 0;
}

/* Times of one pair in all following cases, where it occurs. */
static size_t sample_pair(const struct gp_gapper *g, struct pair pair, uint32_t *place,
                          int64_t *sample)
{
    const struct gp_eventlog *log = g->log;
    size_t n = 0, i, c;

    for (i = 0; i < g->c->n_items; i++) {
        place[2 * i] = GP_NO_ID;
        if (gp_item_follows(g->c, i) &&
            !place_of_pair(g, i, pair, &place[2 * i], &place[2 * i + 1]))
            place[2 * i] = GP_NO_ID;
    }
    for (c = 0; c < log->n_cases; c++) {
        size_t item = gp_item_of_case(g->c, c);

        if (place[2 * item] == GP_NO_ID)
            continue;
        sample[n++] = gp_event_start(log, log->first[c] + place[2 * item + 1]) -
                      gp_event_end(log, log->first[c] + place[2 * item]);
    }
    return n;
}

static int64_t mean_of(const int64_t *sample, size_t n)
{
    gp_i128 sum = 0;
    size_t i;

    for (i = 0; i < n; i++)
        sum += sample[i];
    return (int64_t)(sum / (gp_i128)n);
}

static bool measure_pairs(const struct gp_gapper *g, struct pairs *p)
{
    uint32_t *place = gp_array(2 * g->c->n_items, sizeof *place);
    int64_t *sample = gp_array(g->log->n_cases, sizeof *sample);
    bool good = place != NULL && sample != NULL;
    uint32_t i;

    p->median = gp_array_zero(p->known.n, sizeof *p->median);
    p->mean = gp_array_zero(p->known.n, sizeof *p->mean);
    p->enough = gp_array_zero(p->known.n, sizeof *p->enough);
    good = good && p->median != NULL && p->mean != NULL && p->enough != NULL;
    for (i = 0; good && i < p->known.n; i++) {
        struct pair pair;
        size_t n;

        memcpy(&pair, gp_dict_name(&p->known, i).at, sizeof pair);
        n = sample_pair(g, pair, place, sample);
        p->enough[i] = n >= GP_BILL_ENOUGH;
        if (!p->enough[i])
            continue;
        gp_sort_i64(sample, n);
        p->median[i] = gp_quantile_sorted(sample, n, 50);
        p->mean[i] = mean_of(sample, n);
    }
    gp_free(place);
    gp_free(sample);
    return good;
}

/* ---- At the spot ------------------------------------------------------------------- */

static bool is_overlay_with_time(enum gp_gap_kind kind)
{
    return kind == GP_GAP_LATE || kind == GP_GAP_PING_PONG || kind == GP_GAP_STALLED ||
           kind == GP_GAP_CRACKS || kind == GP_GAP_UNDOCUMENTED_HANDOFF;
}

static bool has_spot(enum gp_gap_kind kind)
{
    return (kind < GP_GAP_N_PRIMARY && kind != GP_GAP_OUTSIDE) ||
           is_overlay_with_time(kind);
}

/* spot: beyond the median, or the time itself; over_mean: beyond the mean, or 0. */
static bool spot_of_hit(const struct gp_gapper *g, struct pairs *p,
                        enum gp_gap_kind kind, const struct gp_gap_hit *h,
                        int64_t *spot, int64_t *over_mean)
{
    int64_t time;
    uint32_t pair;

    if (is_overlay_with_time(kind)) {
        *spot = h->spot_us;
        *over_mean = 0;
        return true;
    }
    if (h->around[0] == GP_NO_ID || h->around[1] == GP_NO_ID)
        return false;
    pair = pair_number(p, h, false);
    if (pair == GP_NO_ID || !p->enough[pair])
        return false;
    time = gp_event_start(g->log, h->match[1]) - gp_event_end(g->log, h->match[0]);
    *spot = time - p->median[pair];
    *over_mean = time - p->mean[pair];
    return true;
}

/* Sums of single cases; hits of one case follow each other. */
struct case_sums {
    struct gp_squares squares;
    int64_t sum;
    uint32_t case_id;
};

static void add_to_case(struct case_sums *c, uint32_t case_id, int64_t spot)
{
    if (case_id != c->case_id) {
        gp_squares_add(&c->squares, c->sum);
        c->sum = 0;
        c->case_id = case_id;
    }
    c->sum += spot;
}

static int64_t half_width(struct case_sums *c, const struct gp_gap *gap)
{
    gp_squares_add(&c->squares, c->sum);
    return gp_total_half_width(gap->exposed > gap->cases ? gap->exposed : gap->cases,
                               gap->bill.spot_us, &c->squares);
}

static void bill_spot(struct gp_gapper *g, struct pairs *p, struct gp_gap *gap,
                      int64_t *sample)
{
    struct gp_bill *b = &gap->bill;
    struct case_sums sums = {.case_id = GP_NO_ID};
    size_t n = 0, i;

    if (!has_spot(gap->key.kind)) {
        b->spot_why = GP_BILL_NOT_MEANT;
        return;
    }
    for (i = 0; i < gap->n_hits; i++) {
        struct gp_gap_hit *h = &g->out->hit[gap->first_hit + i];
        int64_t over_mean;

        if (!spot_of_hit(g, p, gap->key.kind, h, &sample[n], &over_mean))
            continue;
        b->spot_over_mean_us += over_mean;
        h->spot_us = sample[n];
        add_to_case(&sums, h->case_id, sample[n]);
        b->spot_us += sample[n++];
    }
    b->spot_n = n;
    b->spot_has_usual = !is_overlay_with_time(gap->key.kind);
    b->spot_why = n > 0 ? GP_BILL_GIVEN : GP_BILL_TOO_FEW;
    if (n == 0)
        return;
    gp_sort_i64(sample, n);
    b->spot_median_us = gp_quantile_sorted(sample, n, 50);
    b->spot_half_us = half_width(&sums, gap);
}

/* ---- All gaps ---------------------------------------------------------------------- */

static void no_time(struct gp_gaps *o)
{
    size_t i;

    for (i = 0; i < o->n; i++)
        o->gap[i].bill = (struct gp_bill){
            .spot_why = GP_BILL_NO_TIME, .whole_why = GP_BILL_NO_TIME, .p = 1, .q = 1};
}

static bool list_pairs(struct gp_gapper *g, struct pairs *p)
{
    size_t i;

    for (i = 0; i < g->out->n_hits; i++) {
        const struct gp_gap_hit *h = &g->out->hit[i];

        if (h->around[0] != GP_NO_ID && h->around[1] != GP_NO_ID &&
            pair_number(p, h, true) == GP_NO_ID)
            return false;
    }
    return true;
}

bool gp_gaps_bill(struct gp_gapper *g)
{
    int64_t *sample = gp_array(g->out->n_hits, sizeof *sample);
    struct pairs p = {0};
    bool good = sample != NULL;
    size_t i;

    if (!g->log->has_time)
        no_time(g->out);
    else
        good = good && list_pairs(g, &p) && measure_pairs(g, &p);
    for (i = 0; good && g->log->has_time && i < g->out->n; i++)
        bill_spot(g, &p, &g->out->gap[i], sample);
    if (good && g->log->has_time)
        good = gp_gaps_bill_whole(g);
    gp_dict_release(&p.known);
    gp_free(p.median);
    gp_free(p.mean);
    gp_free(p.enough);
    gp_free(sample);
    return good;
}
