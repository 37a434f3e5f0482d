/* bottlenecks.c - see bottlenecks.h.
 *
 * The links of a level are sorted by total wait and cut; one pass over the events then
 * finds, for those that stayed, the longest links as evidence and, case by case, the
 * difference to the next one in the list.
 */
#include "mine/bottlenecks.h"
#include "base/sort.h"

#include <string.h>

/* One level under work. */
struct level {
    const struct gp_eventlog *log;
    const struct gp_links *links;
    struct gp_bottleneck *item; /* [n] */
    size_t n;
    uint32_t *item_of_link; /* position in links->stat -> item + 1, 0: not listed */
    int64_t *case_sum;      /* [n] of the case under way */
    uint32_t *touched;      /* [n] items with a link in the case under way */
    bool *is_touched;       /* [n] */
    size_t n_touched;
    struct gp_squares
        *to_next; /* [n] sum over cases of (own sum - next item's sum)^2 */
};

struct order {
    const struct gp_link_stat *stat;
    const uint32_t *rank;
};

static int by_total(const void *ctx, const void *a, const void *b)
{
    const struct order *o = ctx;
    const struct gp_link_stat *x = &o->stat[*(const uint32_t *)a];
    const struct gp_link_stat *y = &o->stat[*(const uint32_t *)b];

    if (x->wait.sum != y->wait.sum)
        return x->wait.sum > y->wait.sum ? -1 : 1;
    if (x->from != y->from)
        return o->rank[x->from] < o->rank[y->from] ? -1 : 1;
    return (o->rank[x->to] > o->rank[y->to]) - (o->rank[x->to] < o->rank[y->to]);
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
    l->item_of_link[link] = (uint32_t)i + 1;
}

/* Lists the links with the largest totals; those without any wait are no bottleneck. */
static bool list_items(struct level *l)
{
    uint32_t *order = gp_array(l->links->n, sizeof *order);
    uint32_t *rank = gp_dict_ranks(gp_level_dict(l->log, l->links->level));
    struct order o = {l->links->stat, rank};
    bool good = order != NULL && rank != NULL;
    size_t i;

    for (i = 0; good && i < l->links->n; i++)
        order[i] = (uint32_t)i;
    good = good && gp_sort(order, l->links->n, sizeof *order, by_total, &o);
    for (i = 0; good && i < l->links->n && i < GP_BOTTLENECKS_MOST; i++) {
        if (l->links->stat[order[i]].wait.sum == 0)
            break;
        fill_item(l, i, order[i]);
        l->n++;
    }
    gp_free(order);
    gp_free(rank);
    return good;
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
                         uint32_t *example_case, uint32_t e, uint32_t c)
{
    size_t i = b->n_examples;

    while (i > 0 && stronger(log, e, c, b->example[i - 1], example_case[i - 1])) {
        if (i < GP_EVIDENCE) {
            b->example[i] = b->example[i - 1];
            example_case[i] = example_case[i - 1];
        }
        i--;
    }
    if (i >= GP_EVIDENCE)
        return;
    b->example[i] = e;
    example_case[i] = c;
    if (b->n_examples < GP_EVIDENCE)
        b->n_examples++;
}

static void touch(struct level *l, size_t i, int64_t wait)
{
    if (!l->is_touched[i]) {
        l->is_touched[i] = true;
        l->touched[l->n_touched++] = (uint32_t)i;
    }
    l->case_sum[i] += wait;
}

/* Adds the case's differences between neighbours in the list, then forgets the case. */
static void close_case(struct level *l)
{
    size_t k;

    for (k = 0; k < l->n_touched; k++) {
        size_t i = l->touched[k];

        if (i + 1 < l->n)
            gp_squares_add(&l->to_next[i], l->case_sum[i] - l->case_sum[i + 1]);
        if (i > 0 && !l->is_touched[i - 1])
            gp_squares_add(&l->to_next[i - 1], l->case_sum[i]);
    }
    for (k = 0; k < l->n_touched; k++) {
        l->is_touched[l->touched[k]] = false;
        l->case_sum[l->touched[k]] = 0;
    }
    l->n_touched = 0;
}

static void walk_events(struct level *l, uint32_t (*example_case)[GP_EVIDENCE])
{
    const struct gp_eventlog *log = l->log;
    size_t c, i;

    for (c = 0; c < log->n_cases; c++) {
        for (i = log->first[c]; i + 1 < log->first[c + 1]; i++) {
            uint32_t from = gp_level_id(log, l->links->level, i);
            uint32_t to = gp_level_id(log, l->links->level, i + 1);
            size_t link = gp_links_find(l->links, from, to);
            size_t item = link != SIZE_MAX ? l->item_of_link[link] : 0;

            if (item == 0)
                continue;
            touch(l, item - 1, gp_event_wait(log, i));
            note_example(log, &l->item[item - 1], example_case[item - 1], (uint32_t)i,
                         (uint32_t)c);
        }
        close_case(l);
    }
}

static void share_ranks(struct level *l)
{
    size_t i;

    for (i = 0; i < l->n; i++) {
        bool shared = false;

        if (i > 0) {
            gp_i128 apart = l->item[i - 1].total - l->item[i].total;

            shared = apart <=
                     gp_total_half_width(l->log->n_cases, apart, &l->to_next[i - 1]);
        }
        l->item[i].rank = shared ? l->item[i - 1].rank : (uint32_t)i + 1;
    }
}

static bool mine_level(struct level *l)
{
    uint32_t(*example_case)[GP_EVIDENCE] =
        gp_array(GP_BOTTLENECKS_MOST, sizeof *example_case);
    bool good;

    l->item_of_link = gp_array_zero(l->links->n, sizeof *l->item_of_link);
    l->case_sum = gp_array_zero(GP_BOTTLENECKS_MOST, sizeof *l->case_sum);
    l->touched = gp_array_zero(GP_BOTTLENECKS_MOST, sizeof *l->touched);
    l->is_touched = gp_array_zero(GP_BOTTLENECKS_MOST, sizeof *l->is_touched);
    l->to_next = gp_array_zero(GP_BOTTLENECKS_MOST, sizeof *l->to_next);
    good = example_case != NULL && l->item_of_link != NULL && l->case_sum != NULL &&
           l->touched != NULL && l->is_touched != NULL && l->to_next != NULL &&
           list_items(l);
    if (good) {
        walk_events(l, example_case);
        share_ranks(l);
    }
    gp_free(example_case);
    gp_free(l->item_of_link);
    gp_free(l->case_sum);
    gp_free(l->touched);
    gp_free(l->is_touched);
    gp_free(l->to_next);
    return good;
}

enum gp_status gp_bottlenecks_mine(const struct gp_eventlog *log,
                                   const struct gp_links *links, gp_i128 all_case_time,
                                   struct gp_bottlenecks *out, struct gp_err *err)
{
    gp_i128 all_waiting = 0;
    size_t level, i;

    memset(out, 0, sizeof *out);
    if (!log->has_time)
        return GP_OK;
    out->item = gp_array((size_t)GP_LEVELS * GP_BOTTLENECKS_MOST, sizeof *out->item);
    if (out->item == NULL)
        return gp_fail_memory(err);
    for (i = 0; i < links[GP_BY_ACTIVITY].n; i++)
        all_waiting += links[GP_BY_ACTIVITY].stat[i].wait.sum;
    for (level = 0; level < GP_LEVELS; level++) {
        struct level l = {
            .log = log, .links = &links[level], .item = out->item + out->n};

        out->first[level] = out->n;
        if (!mine_level(&l)) {
            gp_bottlenecks_release(out);
            return gp_fail_memory(err);
        }
        out->n += l.n;
    }
    out->first[GP_LEVELS] = out->n;
    for (i = 0; i < out->n; i++) {
        out->item[i].all_waiting = all_waiting;
        out->item[i].all_case_time = all_case_time;
    }
    return GP_OK;
}

void gp_bottlenecks_release(struct gp_bottlenecks *b)
{
    gp_free(b->item);
    memset(b, 0, sizeof *b);
}

void gp_bottleneck_id(struct gp_text *t, const struct gp_bottleneck *b)
{
    gp_text_addf(t, "B-%08x", (unsigned)(b->hash >> 32));
}
