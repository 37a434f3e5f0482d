/* links.c - see links.h.
 *
 *   a(Ann) -> b(Bob) -> c(Bob) -> d(?)
 *   by activity: a>b, b>c, c>d     by resource: Ann>Bob, same, unassigned
 *
 * The links of activities are counted by variant, those of owners in a walk; then each wait
 * goes into its pair's sample. Nothing is kept per event but its wait.
 */
#include "mine/links.h"
#include "base/sort.h"
#include "mine/keyed.h"
#include "mine/walk.h"

#include <string.h>

enum { KEY_SAME, KEY_UNASSIGNED, KEY_PAIRS }; /* pairs are numbered from KEY_PAIRS */

const char *gp_level_name(enum gp_level level)
{
    static const char *const names[] = {"directly-follows", "handoff", "team handoff"};

    return names[level];
}

const struct gp_dict *gp_level_dict(const struct gp_eventlog *log, enum gp_level level)
{
    return level == GP_BY_ACTIVITY   ? &log->activities
           : level == GP_BY_RESOURCE ? &log->resources
                                     : &log->groups;
}

struct gp_ids gp_level_ids(const struct gp_eventlog *log, enum gp_level level)
{
    return level == GP_BY_ACTIVITY   ? log->activity
           : level == GP_BY_RESOURCE ? log->resource
                                     : log->group;
}

uint32_t gp_level_id(const struct gp_eventlog *log, enum gp_level level, size_t i)
{
    struct gp_ids ids = gp_level_ids(log, level);

    return ids.at != NULL ? gp_id(ids, i) : GP_NO_ID;
}

struct walk {
    const struct gp_eventlog *log;
    struct gp_ids ids;
    struct gp_pairs *pairs;
    struct gp_keyed keyed;
    struct gp_links *out;
};

/* The key of a link; SIZE_MAX when memory is short. */
static inline size_t key_of(struct gp_pairs *pairs, bool owners, uint32_t from,
                            uint32_t to)
{
    size_t number;

    if (owners && (from == GP_NO_ID || to == GP_NO_ID))
        return KEY_UNASSIGNED;
    if (owners && from == to)
        return KEY_SAME;
    number = gp_pairs_add(pairs, from, to);
    return number == SIZE_MAX ? SIZE_MAX : number + KEY_PAIRS;
}

/* The links of activities are the same in all cases of a variant. */
static bool count_paths(struct walk *w, const struct gp_variants *variants)
{
    size_t v, i;

    for (v = 0; v < variants->n; v++) {
        const struct gp_variant *x = &variants->variant[v];

        for (i = 0; i + 1 < x->length; i++) {
            size_t key = key_of(w->pairs, false, x->path[i], x->path[i + 1]);

            if (key == SIZE_MAX || !gp_keyed_count(&w->keyed, key, (uint32_t)x->count))
                return false;
        }
    }
    return true;
}

static bool count_handoffs(struct walk *w)
{
    const struct gp_eventlog *log = w->log;
    size_t c, i;

    for (c = 0; c < log->n_cases; c++) {
        size_t end = log->first[c + 1];

        for (i = log->first[c]; i + 1 < end; i++) {
            size_t key = key_of(w->pairs, true, gp_id(w->ids, i), gp_id(w->ids, i + 1));

            if (key == SIZE_MAX || !gp_keyed_count(&w->keyed, key, 1))
                return false;
        }
    }
    return true;
}

/* Puts every wait into its sample. */
static inline void put_waits(struct walk *w, bool owners)
{
    const uint32_t *first = w->log->first;
    struct gp_ids ids = w->ids;
    struct gp_times times = gp_times_of(w->log);
    struct gp_pairs pairs = *w->pairs; /* all are known: nothing is added */
    struct gp_keyed keyed = w->keyed;
    size_t c, i;

    for (c = 0; c < w->log->n_cases; c++)
        for (i = first[c]; i + 1 < first[c + 1]; i++)
            gp_keyed_put(&keyed,
                         key_of(&pairs, owners, gp_id(ids, i), gp_id(ids, i + 1)),
                         (uint32_t)c, gp_times_wait(times, i));
}

/* Fills in what the key's sample says; pairs come one behind the other. */
static void take(struct walk *w, size_t key)
{
    struct gp_keyed_stat found = gp_keyed_take(&w->keyed, key);
    struct gp_link_stat *s = key == KEY_SAME         ? &w->out->same
                             : key == KEY_UNASSIGNED ? &w->out->unassigned
                                                     : &w->out->stat[w->out->n++];

    *s = (struct gp_link_stat){.from = GP_NO_ID,
                               .to = GP_NO_ID,
                               .count = w->keyed.count[key],
                               .cases = found.cases,
                               .wait = found.spread,
                               .case_squares = found.squares};
    if (key >= KEY_PAIRS) {
        struct gp_pair pair = gp_pairs_of(w->pairs, key - KEY_PAIRS);

        s->from = pair.from;
        s->to = pair.to;
    }
}

static bool measure(struct walk *w, bool owners)
{
    size_t key, n = 0;

    for (key = KEY_PAIRS; key < w->keyed.n; key++)
        n += w->keyed.count[key] != 0;
    w->out->stat = gp_array(n, sizeof *w->out->stat);
    if (w->out->stat == NULL || !gp_keyed_begin(&w->keyed))
        return false;
    while (gp_keyed_round(&w->keyed)) {
        if (owners)
            put_waits(w, true);
        else
            put_waits(w, false);
        for (key = w->keyed.from; key < w->keyed.to; key++)
            if (w->keyed.count[key] != 0)
                take(w, key);
    }
    return w->keyed.from == w->keyed.n;
}

static uint64_t count_overlaps(const struct gp_eventlog *log)
{
    uint64_t overlaps = 0;
    size_t c, i;

    for (c = 0; log->start != NULL && c < log->n_cases; c++)
        for (i = log->first[c]; i + 1 < log->first[c + 1]; i++)
            overlaps += log->start[i + 1] < log->end[i];
    return overlaps;
}

static int by_count(const void *ctx, const void *a, const void *b)
{
    const struct gp_link_stat *x = a, *y = b;
    const uint32_t *rank = ctx;

    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    if (x->from != y->from)
        return rank[x->from] < rank[y->from] ? -1 : 1;
    return (rank[x->to] > rank[y->to]) - (rank[x->to] < rank[y->to]);
}

static bool sort_links(struct walk *w, struct gp_links *out)
{
    uint32_t *rank = gp_dict_ranks(gp_level_dict(w->log, out->level));
    bool good;
    size_t i;

    out->position = gp_array(out->pairs.n, sizeof *out->position);
    good = rank != NULL && out->position != NULL &&
           gp_sort(out->stat, out->n, sizeof *out->stat, by_count, rank);
    if (good)
        memset(out->position, 0xff, out->pairs.n * sizeof *out->position);
    for (i = 0; good && i < out->n; i++)
        out->position[gp_pairs_find(w->pairs, out->stat[i].from, out->stat[i].to)] =
            (uint32_t)i;
    gp_free(rank);
    return good;
}

enum gp_status gp_links_mine(const struct gp_eventlog *log,
                             const struct gp_variants *variants, enum gp_level level,
                             struct gp_links *out, struct gp_err *err)
{
    struct walk w = {
        .log = log, .ids = gp_level_ids(log, level), .pairs = &out->pairs, .out = out};
    bool owners = level != GP_BY_ACTIVITY;
    enum gp_status st = GP_OK;

    memset(out, 0, sizeof *out);
    out->level = level;
    if (w.ids.at == NULL)
        return GP_OK;
    out->same.from = out->same.to = GP_NO_ID;
    out->unassigned = out->same;
    gp_pairs_init(&out->pairs, gp_level_dict(log, level)->n);
    out->overlaps = count_overlaps(log);
    if (!(owners ? count_handoffs(&w) : count_paths(&w, variants)) ||
        !measure(&w, owners) || !sort_links(&w, out))
        st = gp_fail_memory(err);
    gp_keyed_release(&w.keyed);
    if (st != GP_OK)
        gp_links_release(out);
    return st;
}

void gp_links_release(struct gp_links *links)
{
    gp_free(links->stat);
    gp_free(links->position);
    gp_pairs_release(&links->pairs);
    memset(links, 0, sizeof *links);
}

size_t gp_links_find(const struct gp_links *links, uint32_t from, uint32_t to)
{
    size_t number = links->n != 0 ? gp_pairs_find(&links->pairs, from, to) : SIZE_MAX;

    if (number == SIZE_MAX || links->position[number] == UINT32_MAX)
        return SIZE_MAX;
    return links->position[number];
}
