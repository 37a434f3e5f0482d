/* gaps_figures.c - after everything is found: hits by gap and case, counts and shares,
 * example cases, stable ids, and the order in which gaps are read.
 *
 * Order: hours lost (at the spot where that can be told, else the whole-case difference
 * times the cases, unless that may be chance), then cases, then kind and id.
 */
#include "mine/gaps/gaps_parts.h"

#include "base/sort.h"

#include <math.h>
#include <string.h>

static int by_gap_and_case(const void *ctx, const void *a, const void *b)
{
    const struct gp_found_hit *x = a, *y = b;

    (void)ctx;
    if (x->gap != y->gap)
        return x->gap < y->gap ? -1 : 1;
    if (x->hit.case_id != y->hit.case_id)
        return x->hit.case_id < y->hit.case_id ? -1 : 1;
    return (x->hit.event[0] > y->hit.event[0]) - (x->hit.event[0] < y->hit.event[0]);
}

static void count_hit(struct gp_gap *gap, const struct gp_gap_hit *hit, bool new_case)
{
    gap->n_hits++;
    gap->occurrences++;
    gap->cases += new_case;
    gap->approximated += hit->approximated;
    gap->certain_yes += hit->certain == GP_CERTAIN_YES;
    gap->certain_no += hit->certain == GP_CERTAIN_NO;
    gap->certain_unchecked += hit->certain == GP_CERTAIN_UNCHECKED;
}

static bool sort_hits(struct gp_gapper *g)
{
    struct gp_gaps *o = g->out;
    size_t i;

    if (!gp_sort(g->hit, g->n_hits, sizeof *g->hit, by_gap_and_case, NULL))
        return false;
    o->hit = gp_array(g->n_hits, sizeof *o->hit);
    if (o->hit == NULL)
        return false;
    o->n_hits = g->n_hits;
    for (i = 0; i < g->n_hits; i++) {
        struct gp_gap *gap = &o->gap[g->hit[i].gap];
        bool first = i == 0 || g->hit[i - 1].gap != g->hit[i].gap;

        if (first)
            gap->first_hit = i;
        o->hit[i] = g->hit[i].hit;
        count_hit(gap, &o->hit[i],
                  first || g->hit[i - 1].hit.case_id != g->hit[i].hit.case_id);
    }
    gp_free(g->hit);
    g->hit = NULL;
    return true;
}

static uint64_t cases_of_element(const struct gp_gapper *g, const uint64_t *bits,
                                 uint32_t element)
{
    uint64_t n = 0;
    size_t i, s;

    for (s = 0; s < g->steps.n && g->steps.element[s] != element; s++)
        ;
    for (i = 0; s < g->steps.n && i < g->c->n_items; i++)
        if (gp_bit(bits + i * g->steps.words, s))
            n += g->c->item[i].cases;
    return n;
}

/* In how many cases could it have happened? */
static uint64_t exposed(const struct gp_gapper *g, const struct gp_gap *gap)
{
    uint64_t all = g->c->closed.cases + g->c->open_cases, n = 0;

    switch (gap->key.kind) {
    case GP_GAP_WRONG_START:
    case GP_GAP_SKIPPED:
    case GP_GAP_ENDED_EARLY:
        n = cases_of_element(g, g->exposed, gap->key.element);
        break;
    case GP_GAP_WRONG_OWNER:
        n = cases_of_element(g, g->matched, gap->key.element);
        break;
    case GP_GAP_LATE:
        if (gap->key.element != GP_NO_ID)
            n = cases_of_element(g, g->exposed, gap->key.element);
        break;
    case GP_GAP_STALLED:
    case GP_GAP_CRACKS:
        return g->c->open_cases;
    case GP_GAP_NEVER_USED:
    case GP_GAP_HANDOFF_NEVER_SEEN:
    case GP_GAP_UNMAPPED:
    case GP_GAP_SAME_PERSON:
    case GP_GAP_FOUR_EYES:
    case GP_GAP_RULE_BROKEN:
        return gap->exposed;
    default:
        break;
    }
    return n >= gap->cases && n > 0 ? n : all;
}

/* Of what was not seen once in n cases: the upper limit 1 - 0.05^(1/n), about 3/n. */
static struct gp_interval share_of(const struct gp_gap *gap)
{
    uint64_t n = gap->exposed;

    if (gap->n_hits == 0 && n > 0)
        return (struct gp_interval){0, 1 - pow(0.05, 1 / (double)n)};
    return gp_wilson(gap->cases < n ? gap->cases : n, n);
}

static void choose_examples(const struct gp_gapper *g, struct gp_gap *gap)
{
    const struct gp_eventlog *log = g->log;
    const struct gp_gap_hit *hit = g->out->hit;
    size_t i, k;

    for (i = gap->first_hit; i < gap->first_hit + gap->n_hits; i++) {
        int64_t span = gp_case_span(log, hit[i].case_id);
        struct gp_slice name = gp_dict_name(&log->cases, hit[i].case_id);

        if (i > gap->first_hit && hit[i].case_id == hit[i - 1].case_id)
            continue;
        for (k = gap->n_examples; k > 0; k--) {
            uint32_t other = hit[gap->example[k - 1]].case_id;
            int64_t other_span = gp_case_span(log, other);

            if (other_span > span ||
                (other_span == span &&
                 gp_slice_cmp(gp_dict_name(&log->cases, other), name) < 0))
                break;
            if (k < GP_GAP_EXAMPLES)
                gap->example[k] = gap->example[k - 1];
        }
        if (k < GP_GAP_EXAMPLES)
            gap->example[k] = (uint32_t)i;
        if (gap->n_examples < GP_GAP_EXAMPLES)
            gap->n_examples++;
    }
}

/* The activity most often before an extra event; the smaller id on a tie. */
static void find_mostly_after(const struct gp_gapper *g, struct gp_gap *gap,
                              uint64_t *count)
{
    size_t i;

    if (gap->key.kind < GP_GAP_UNDOCUMENTED_STEP || gap->key.kind > GP_GAP_OUT_OF_PLACE)
        return;
    memset(count, 0, g->log->activities.n * sizeof *count);
    for (i = gap->first_hit; i < gap->first_hit + gap->n_hits; i++) {
        const struct gp_gap_hit *h = &g->out->hit[i];

        if (h->event[0] > g->log->first[h->case_id])
            count[gp_id(g->log->activity, h->event[0] - 1)]++;
    }
    for (i = 0; i < g->log->activities.n; i++)
        if (count[i] > gap->mostly_after_n) {
            gap->mostly_after_n = count[i];
            gap->mostly_after = (uint32_t)i;
        }
}

/* ---- Ids and order ----------------------------------------------------------------- */

static uint64_t add_to_hash(uint64_t h, struct gp_slice s)
{
    size_t i;

    for (i = 0; i <= s.len; i++)
        h = (h ^ (i < s.len ? (unsigned char)s.at[i] : 0x1f)) * UINT64_C(0x100000001B3);
    return h;
}

/* FNV-1a over names, never over numbers: the same gap has the same id everywhere. */
static uint64_t hash_of(const struct gp_gapper *g, const struct gp_gap_key *k)
{
    const struct gp_process *p = g->c->process;
    uint64_t h = UINT64_C(0xCBF29CE484222325);

    h = add_to_hash(h, gp_slice(gp_gap_kind_name(k->kind)));
    h = add_to_hash(h, gp_slice(gp_gap_sub_name(k->sub)));
    if (k->element != GP_NO_ID)
        h = add_to_hash(h, p->elements[k->element].id);
    h = add_to_hash(h, gp_dict_name(&p->labels, k->label));
    h = add_to_hash(h, gp_dict_name(&p->labels, k->other));
    h = add_to_hash(h, gp_dict_name(&g->log->activities, k->activity));
    h = add_to_hash(h, gp_dict_name(&g->out->owners, k->owner[0]));
    h = add_to_hash(h, gp_dict_name(&g->out->owners, k->owner[1]));
    if (k->limit != GP_NO_ID)
        h = add_to_hash(h, p->limits[k->limit].text);
    if (k->rule != GP_NO_ID)
        h = add_to_hash(h, p->rules[k->rule].text);
    return h;
}

gp_i128 gp_gap_hours_lost(const struct gp_gap *gap)
{
    if (gap->bill.spot_why == GP_BILL_GIVEN)
        return gap->bill.spot_us;
    if (gap->bill.whole_why == GP_BILL_GIVEN && gap->bill.whole_low_us > 0)
        return (gp_i128)gap->bill.whole_us * (gp_i128)gap->cases;
    return 0;
}

static int by_hours(const void *ctx, const void *a, const void *b)
{
    const struct gp_gap *x = a, *y = b;
    gp_i128 hx = gp_gap_hours_lost(x), hy = gp_gap_hours_lost(y);

    (void)ctx;
    if (hx != hy)
        return hx > hy ? -1 : 1;
    if (x->cases != y->cases)
        return x->cases > y->cases ? -1 : 1;
    if (x->key.kind != y->key.kind)
        return x->key.kind < y->key.kind ? -1 : 1;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

/* Two steps of one name in one place of two documents: the later one is hashed on. */
static void part_ids(struct gp_gaps *o)
{
    size_t i, j;

    for (i = 0; i < o->n; i++)
        for (j = 0; j < i; j++)
            if (o->gap[i].hash >> 32 == o->gap[j].hash >> 32) {
                o->gap[i].hash = add_to_hash(o->gap[i].hash, gp_slice("again"));
                j = (size_t)-1;
            }
}

bool gp_gaps_figures(struct gp_gapper *g)
{
    struct gp_gaps *o = g->out;
    uint64_t *count = gp_array(g->log->activities.n, sizeof *count);
    bool good = count != NULL && sort_hits(g);
    size_t i;

    for (i = 0; good && i < o->n; i++) {
        struct gp_gap *gap = &o->gap[i];

        gap->exposed = exposed(g, gap);
        gap->share = share_of(gap);
        gap->hash = hash_of(g, &gap->key);
        choose_examples(g, gap);
        find_mostly_after(g, gap, count);
    }
    gp_free(count);
    if (!good || !gp_gaps_bill(g) || !gp_gaps_causes(g))
        return false;
    part_ids(o);
    return gp_sort(o->gap, o->n, sizeof *o->gap, by_hours, NULL);
}
