/* bottlenecks.c - see bottlenecks.h.
 *
 * The links of a level are sorted by total wait and cut; one pass over the events then
 * finds, for those that stayed, the longest links as evidence and, case by case, the
 * product with the next one in the list, of which the difference to that is made. Where two
 * totals are so far apart that no product could let them share a rank, nobody asks for it:
 * then most links of most items are passed at one comparison.
 */
#include "mine/bottlenecks.h"
#include "mine/walk.h"

#include <string.h>

/* What the walk keeps of an item. */
struct tally {
    int64_t sum;      /* of the latest case with one of its links */
    uint32_t case_id; /* that case + 1 */
    int64_t least;    /* shorter waits are no evidence any more */
    bool summed;      /* products are wanted with it, or with the one before */
    struct gp_squares with_next; /* sum over cases of own sum * the next item's sum */
    uint32_t example_case[GP_EVIDENCE];
};

/* One level under work. */
struct level {
    const struct gp_eventlog *log;
    const struct gp_links *links;
    const uint32_t *rank;       /* of names */
    struct gp_bottleneck *item; /* [n] */
    size_t n;
    uint8_t *item_of_pair; /* by number of links->pairs: item + 1, 0: not listed */
    int64_t *look_from;    /* [n + 1] by item + 1: shorter waits are passed */
    struct tally *tally;   /* [n] */
    uint32_t *touched;     /* [n] items with a link in the case under way */
    size_t n_touched;
};

/* Does link x come before link y in the list? */
static bool larger(const struct level *l, size_t x, size_t y)
{
    const struct gp_link_stat *a = &l->links->stat[x], *b = &l->links->stat[y];

    if (a->wait.sum != b->wait.sum)
        return a->wait.sum > b->wait.sum;
    if (a->from != b->from)
        return l->rank[a->from] < l->rank[b->from];
    return l->rank[a->to] < l->rank[b->to];
}

static uint64_t hash_item(const struct gp_eventlog *log, const struct gp_links *links,
                          const struct gp_link_stat *s)
{
    const struct gp_dict *dict = gp_level_dict(log, links->level);
    const char *parts[3] = {gp_level_name(links->level), dict->name[s->from].at,
                            dict->name[s->to].at};
    size_t lengths[3] = {strlen(parts[0]), dict->name[s->from].len,
                         dict->name[s->to].len};
    uint64_t h = UINT64_C(0xCBF29CE484222325);
    size_t p, k;

    for (p = 0; p < 3; p++) /* each with its terminating zero byte */
        for (k = 0; k <= lengths[p]; k++)
            h = (h ^ (unsigned char)parts[p][k]) * UINT64_C(0x100000001B3);
    return h;
}

static void fill_item(struct level *l, size_t i, size_t link)
{
    struct gp_bottleneck *b = &l->item[i];
    const struct gp_link_stat *s = &l->links->stat[link];

    memset(b, 0, sizeof *b);
    b->level = l->links->level;
    b->link = link;
    b->total = s->wait.sum;
    b->half_width = gp_total_half_width(l->log->n_cases, b->total, &s->case_squares);
    b->hash = hash_item(l->log, l->links, s);
    l->item_of_pair[gp_pairs_find(&l->links->pairs, s->from, s->to)] = (uint8_t)(i + 1);
    l->tally[i].least = -1;
}

/* Lists the links with the largest totals; those without any wait are no bottleneck. */
static void list_items(struct level *l)
{
    size_t order[GP_BOTTLENECKS_MOST], i, k;

    for (i = 0; i < l->links->n; i++) {
        if (l->links->stat[i].wait.sum == 0 ||
            (l->n == GP_BOTTLENECKS_MOST && !larger(l, i, order[l->n - 1])))
            continue;
        l->n += l->n < GP_BOTTLENECKS_MOST;
        for (k = l->n - 1; k > 0 && larger(l, i, order[k - 1]); k--)
            order[k] = order[k - 1];
        order[k] = i;
    }
    for (i = 0; i < l->n; i++)
        fill_item(l, i, order[i]);
}

/* Does the link at event e come before the one at f as evidence? */
static bool stronger(const struct gp_eventlog *log, uint32_t e, uint32_t case_e,
                     uint32_t f, uint32_t case_f)
{
    int64_t we = gp_event_wait(log, e), wf = gp_event_wait(log, f);
    int names;

    if (we != wf)
        return we > wf;
    names = gp_slice_cmp(gp_dict_name(&log->cases, case_e),
                         gp_dict_name(&log->cases, case_f));
    return names != 0 ? names < 0 : e < f;
}

static void note_example(const struct gp_eventlog *log, struct gp_bottleneck *b,
                         struct tally *t, uint32_t e, uint32_t c)
{
    size_t i = b->n_examples;

    while (i > 0 && stronger(log, e, c, b->example[i - 1], t->example_case[i - 1])) {
        if (i < GP_EVIDENCE) {
            b->example[i] = b->example[i - 1];
            t->example_case[i] = t->example_case[i - 1];
        }
        i--;
    }
    if (i < GP_EVIDENCE) {
        b->example[i] = e;
        t->example_case[i] = c;
        if (b->n_examples < GP_EVIDENCE)
            b->n_examples++;
    }
    if (b->n_examples == GP_EVIDENCE)
        t->least = gp_event_wait(log, b->example[GP_EVIDENCE - 1]);
}

/* May item i share the rank of the one above, if their products have this sum? */
static bool share(const struct level *l, size_t i, const struct gp_squares *products)
{
    gp_i128 apart = l->item[i - 1].total - l->item[i].total;
    struct gp_squares squares =
        gp_squares_apart(&l->links->stat[l->item[i - 1].link].case_squares,
                         &l->links->stat[l->item[i].link].case_squares, products);

    return apart <= gp_total_half_width(l->log->n_cases, apart, &squares);
}

/* Products are never negative and make the interval of a difference smaller. */
static void choose_sums(struct level *l)
{
    const struct gp_squares none = {0};
    size_t i;

    for (i = 1; i < l->n; i++)
        if (share(l, i, &none))
            l->tally[i - 1].summed = l->tally[i].summed = true;
    l->look_from[0] = INT64_MAX;
    for (i = 0; i < l->n; i++)
        l->look_from[i + 1] = -1;
}

/* Adds what the case has at neighbours in the list. */
static void close_case(struct level *l, uint32_t c)
{
    size_t k;

    for (k = 0; k < l->n_touched; k++) {
        struct tally *t = &l->tally[l->touched[k]];

        if (l->touched[k] + 1 < l->n && t[1].case_id == c + 1)
            gp_squares_add_product(&t->with_next, t->sum, t[1].sum);
    }
    l->n_touched = 0;
}

static void see_link(struct level *l, size_t item, uint32_t e, uint32_t c, int64_t wait)
{
    struct tally *t = &l->tally[item];

    if (t->summed && t->case_id != c + 1) {
        t->case_id = c + 1;
        t->sum = 0;
        l->touched[l->n_touched++] = (uint32_t)item;
    }
    t->sum += wait;
    if (wait >= t->least)
        note_example(l->log, &l->item[item], t, e, c);
    l->look_from[item + 1] = t->summed ? -1 : t->least;
}

static void walk_case(struct level *l, struct gp_ids ids, struct gp_times times,
                      uint32_t c)
{
    const uint8_t *item_of_pair = l->item_of_pair;
    const int64_t *look_from = l->look_from;
    const struct gp_pairs *pairs = &l->links->pairs;
    size_t end = l->log->first[c + 1], i = l->log->first[c];
    uint32_t before = gp_id(ids, i);

    for (i++; i < end; i++) {
        uint32_t now = gp_id(ids, i);
        size_t number = gp_pairs_find(pairs, before, now);
        size_t item = number != SIZE_MAX ? item_of_pair[number] : 0;
        int64_t wait = gp_times_wait(times, i - 1);

        if (wait >= look_from[item])
            see_link(l, item - 1, (uint32_t)i - 1, c, wait);
        before = now;
    }
    if (l->n_touched != 0)
        close_case(l, c);
}

static void walk_events(struct level *l)
{
    struct gp_ids ids = gp_level_ids(l->log, l->links->level);
    struct gp_times times = gp_times_of(l->log);
    size_t c;

    for (c = 0; c < l->log->n_cases; c++)
        walk_case(l, ids, times, (uint32_t)c);
}

static void share_ranks(struct level *l)
{
    size_t i;

    for (i = 0; i < l->n; i++) {
        bool shared = i > 0 && share(l, i, &l->tally[i - 1].with_next);

        l->item[i].rank = shared ? l->item[i - 1].rank : (uint32_t)i + 1;
    }
}

static bool mine_level(struct level *l)
{
    bool good;

    l->item_of_pair = gp_array_zero(l->links->pairs.n, sizeof *l->item_of_pair);
    l->look_from = gp_array(GP_BOTTLENECKS_MOST + 1, sizeof *l->look_from);
    l->touched = gp_array(GP_BOTTLENECKS_MOST, sizeof *l->touched);
    l->tally = gp_array_zero(GP_BOTTLENECKS_MOST, sizeof *l->tally);
    good = l->item_of_pair != NULL && l->look_from != NULL && l->touched != NULL &&
           l->tally != NULL;
    if (good)
        list_items(l);
    if (good && l->n != 0) {
        choose_sums(l);
        walk_events(l);
        share_ranks(l);
    }
    gp_free(l->item_of_pair);
    gp_free(l->look_from);
    gp_free(l->touched);
    gp_free(l->tally);
    return good;
}

enum gp_status gp_bottlenecks_begin(struct gp_bottlenecks *out, struct gp_err *err)
{
    memset(out, 0, sizeof *out);
    out->item = gp_array((size_t)GP_LEVELS * GP_BOTTLENECKS_MOST, sizeof *out->item);
    return out->item != NULL ? GP_OK : gp_fail_memory(err);
}

enum gp_status gp_bottlenecks_mine(const struct gp_eventlog *log,
                                   const struct gp_links *links, const uint32_t *rank,
                                   struct gp_bottlenecks *out, struct gp_err *err)
{
    size_t room = (size_t)links->level * GP_BOTTLENECKS_MOST;
    struct level l = {
        .log = log, .links = links, .rank = rank, .item = out->item + room};

    if (log->has_time && !mine_level(&l))
        return gp_fail_memory(err);
    out->count[links->level] = l.n;
    return GP_OK;
}

void gp_bottlenecks_end(const struct gp_links *links, gp_i128 all_case_time,
                        struct gp_bottlenecks *out)
{
    gp_i128 all_waiting = 0;
    size_t level, i;

    for (level = 0; level < GP_LEVELS; level++) {
        out->first[level] = out->n;
        memmove(out->item + out->n, out->item + level * GP_BOTTLENECKS_MOST,
                out->count[level] * sizeof *out->item);
        out->n += out->count[level];
    }
    out->first[GP_LEVELS] = out->n;
    for (i = 0; i < links[GP_BY_ACTIVITY].n; i++)
        all_waiting += links[GP_BY_ACTIVITY].stat[i].wait.sum;
    for (i = 0; i < out->n; i++) {
        out->item[i].all_waiting = all_waiting;
        out->item[i].all_case_time = all_case_time;
    }
}

void gp_bottlenecks_release(struct gp_bottlenecks *b)
{
    gp_free(b->item);
    memset(b, 0, sizeof *b);
}

gp_i128 gp_bottleneck_low(const struct gp_bottleneck *b)
{
    return b->total > b->half_width ? b->total - b->half_width : 0;
}

void gp_bottleneck_id(struct gp_text *t, const struct gp_bottleneck *b)
{
    gp_text_addf(t, "B-%08x", (unsigned)(b->hash >> 32));
}
