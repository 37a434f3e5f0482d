/* links.c - see links.h.
 *
 *   a(Ann) -> b(Bob) -> c(Bob) -> d(?)
 *   by activity: a>b, b>c, c>d     by resource: Ann>Bob, same, unassigned
 *
 * The links of activities are counted by variant, those of owners in a walk (level.c); then
 * each wait goes into its pair's sample. Nothing is kept per event but its wait.
 */
#include "mine/links.h"

#include "base/sort.h"
#include "mine/level_parts.h"
#include "mine/walk.h"

#include <string.h>

const char *gp_level_name(enum gp_level level)
{
    static const char *const names[] = {"directly-follows", "handoff", "team handoff"};

    return names[level];
}

const char *gp_level_word(enum gp_level level)
{
    static const char *const words[GP_LEVELS] = {"activity", "resource", "group"};

    return words[level];
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

bool gp_links_begin(struct gp_links_part *p, const struct gp_eventlog *log,
                    enum gp_level level, struct gp_links *out)
{
    *p = (struct gp_links_part){
        .log = log, .keyed.seconds = log->whole_seconds, .out = out};
    memset(out, 0, sizeof *out);
    out->level = level;
    out->unassigned.from = out->unassigned.to = GP_NO_ID;
    gp_pairs_init(&out->pairs, gp_level_dict(log, level)->n);
    return gp_keyed_keys(&p->keyed, GP_LINK_PAIRS);
}

bool gp_links_ready(struct gp_links_part *p)
{
    size_t key, n = 0;

    for (key = GP_LINK_PAIRS; key < p->keyed.n; key++)
        n += p->keyed.count[key] != 0;
    p->out->stat = gp_array(n, sizeof *p->out->stat);
    return p->out->stat != NULL && gp_keyed_begin(&p->keyed);
}

/* Fills in what the key's sample says; pairs come one behind the other. */
static void take(struct gp_links_part *p, size_t key)
{
    struct gp_keyed_stat found = gp_keyed_take(&p->keyed, key);
    struct gp_link_stat *s =
        key == GP_LINK_UNASSIGNED ? &p->out->unassigned : &p->out->stat[p->out->n++];

    *s = (struct gp_link_stat){.from = GP_NO_ID,
                               .to = GP_NO_ID,
                               .count = p->keyed.count[key],
                               .cases = found.cases,
                               .wait = found.spread,
                               .case_squares = found.squares};
    if (key >= GP_LINK_PAIRS) {
        struct gp_pair pair = gp_pairs_of(&p->out->pairs, key - GP_LINK_PAIRS);

        s->from = pair.from;
        s->to = pair.to;
    }
}

void gp_links_take(struct gp_links_part *p)
{
    size_t key;

    for (key = p->keyed.from; key < p->keyed.to; key++)
        if (p->keyed.count[key] != 0)
            take(p, key);
}

void gp_links_part_release(struct gp_links_part *p)
{
    gp_keyed_release(&p->keyed);
}

/* What a link is sorted by, and where it is. */
struct place_in_order {
    uint64_t count;
    uint32_t from, to; /* ranks */
    size_t at;
};

static int by_count(const void *ctx, const void *a, const void *b)
{
    const struct place_in_order *x = a, *y = b;

    (void)ctx;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

static bool sort_stats(struct gp_links *out, const uint32_t *rank)
{
    struct place_in_order *place = gp_array(out->n, sizeof *place);
    struct gp_link_stat *sorted = gp_array(out->n, sizeof *sorted);
    bool good = place != NULL && sorted != NULL;
    size_t i;

    for (i = 0; good && i < out->n; i++)
        place[i] = (struct place_in_order){.count = out->stat[i].count,
                                           .from = rank[out->stat[i].from],
                                           .to = rank[out->stat[i].to],
                                           .at = i};
    good = good && gp_sort(place, out->n, sizeof *place, by_count, NULL);
    for (i = 0; good && i < out->n; i++)
        sorted[i] = out->stat[place[i].at];
    gp_free(place);
    gp_free(good ? out->stat : sorted);
    if (good)
        out->stat = sorted;
    return good;
}

bool gp_links_end(struct gp_links_part *p, const uint32_t *rank)
{
    struct gp_links *out = p->out;
    size_t i;

    out->position = gp_array(out->pairs.n, sizeof *out->position);
    if (out->position == NULL || !sort_stats(out, rank))
        return false;
    memset(out->position, 0xff, out->pairs.n * sizeof *out->position);
    for (i = 0; i < out->n; i++)
        out->position[gp_pairs_find(&out->pairs, out->stat[i].from, out->stat[i].to)] =
            (uint32_t)i;
    return true;
}

/* ---- directly-follows -------------------------------------------------------------- */

/* Pairs from one activity have numbers side by side, in a matrix anyway. */
static bool number_pairs(struct gp_pairs *pairs, const struct gp_variants *variants)
{
    size_t v, i;

    for (v = 0; v < variants->n && !pairs->is_matrix; v++) {
        const struct gp_variant *x = &variants->variant[v];

        for (i = 0; i + 1 < x->length; i++)
            if (gp_pairs_add(pairs, x->path[i], x->path[i + 1]) == SIZE_MAX)
                return false;
    }
    return gp_pairs_sort(pairs);
}

/* The links of activities are the same in all cases of a variant. */
static bool count_paths(struct gp_links_part *p, const struct gp_variants *variants)
{
    size_t v, i;

    if (!number_pairs(&p->out->pairs, variants) ||
        !gp_keyed_keys(&p->keyed, GP_LINK_PAIRS + p->out->pairs.n))
        return false;
    for (v = 0; v < variants->n; v++) {
        const struct gp_variant *x = &variants->variant[v];

        for (i = 0; i + 1 < x->length; i++)
            if (!gp_links_count(p, x->path[i], x->path[i + 1], (uint32_t)x->count))
                return false;
    }
    return true;
}

static void put_waits(struct gp_links_part *p)
{
    const struct gp_eventlog *log = p->log;
    struct gp_times times = gp_times_of(log);
    struct gp_links_part part = *p; /* in registers, where it fits */
    size_t c, i;

    for (c = 0; c < log->n_cases; c++) {
        size_t end = log->first[c + 1];
        uint32_t before = gp_id(log->activity, log->first[c]);

        for (i = log->first[c] + (size_t)1; i < end; i++) {
            uint32_t now = gp_id(log->activity, i);

            gp_links_put(&part, before, now, (uint32_t)c, gp_times_wait(times, i - 1));
            before = now;
        }
    }
}

/* The keys of the pairs from activity a are those from key[a] to key[a + 1]. */
static size_t *keys_from(const struct gp_links_part *p, size_t n)
{
    size_t *key = gp_array(n + 1, sizeof *key), a;

    for (a = 0; key != NULL && a <= n; a++)
        key[a] = GP_LINK_PAIRS + gp_pairs_first(&p->out->pairs, (uint32_t)a);
    if (key != NULL)
        key[0] = 0; /* the one that no activity uses has to be in some round */
    return key;
}

/* Whatever follows an activity, its waits lie side by side. */
static void take_after(struct gp_links_part *p, size_t n)
{
    const size_t *key = p->keyed.bundle;
    size_t a;

    for (a = 0; a < n; a++)
        if (key[a] >= p->keyed.from && key[a] < p->keyed.to)
            p->out->after[a] = gp_keyed_together(&p->keyed, key[a], key[a + 1]);
}

static bool measure(struct gp_links_part *p)
{
    size_t n = p->log->activities.n, *key = keys_from(p, n);
    bool good = key != NULL && gp_links_ready(p);

    p->keyed.bundle = n != 0 ? key : NULL;
    while (good && gp_keyed_round(&p->keyed)) {
        put_waits(p);
        gp_links_take(p);
        if (p->out->after != NULL)
            take_after(p, n);
    }
    good = good && gp_keyed_is_done(&p->keyed);
    p->keyed.bundle = NULL;
    gp_free(key);
    return good;
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

enum gp_status gp_links_mine(const struct gp_eventlog *log,
                             const struct gp_variants *variants, const uint32_t *rank,
                             bool after, struct gp_links *out, struct gp_err *err)
{
    struct gp_links_part p;
    bool good = gp_links_begin(&p, log, GP_BY_ACTIVITY, out);

    if (good && after) {
        out->after = gp_array_zero(log->activities.n, sizeof *out->after);
        good = out->after != NULL;
    }
    good = good && count_paths(&p, variants) && measure(&p) && gp_links_end(&p, rank);
    out->overlaps = count_overlaps(log);
    gp_links_part_release(&p);
    if (good)
        return GP_OK;
    gp_links_release(out);
    return gp_fail_memory(err);
}

void gp_links_release(struct gp_links *links)
{
    gp_free(links->stat);
    gp_free(links->position);
    gp_free(links->after);
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

uint64_t gp_links_of_log(const struct gp_eventlog *log)
{
    return log->n - log->n_cases;
}

struct gp_links_split gp_links_split(const struct gp_links *links)
{
    struct gp_links_split split = {.same = links->same,
                                   .same_us = links->same_wait,
                                   .unassigned = links->unassigned.count,
                                   .unassigned_us = links->unassigned.wait.sum};
    size_t i;

    for (i = 0; i < links->n; i++) {
        split.between += links->stat[i].count;
        split.between_us += links->stat[i].wait.sum;
    }
    return split;
}
