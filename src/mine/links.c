/* links.c - see links.h.
 *
 *   a(Ann) -> b(Bob) -> c(Bob) -> d(?)
 *   by activity: a>b, b>c, c>d     by resource: Ann>Bob, same, unassigned
 *
 * Two passes over the events: the first numbers the pairs and counts them, the second puts
 * each wait into its pair's sample. Nothing is kept per event but its wait.
 */
#include "mine/links.h"
#include "base/sort.h"
#include "mine/keyed.h"

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

static const uint32_t *column(const struct gp_eventlog *log, enum gp_level level)
{
    return level == GP_BY_ACTIVITY   ? log->activity
           : level == GP_BY_RESOURCE ? log->resource
                                     : log->group;
}

uint32_t gp_level_id(const struct gp_eventlog *log, enum gp_level level, size_t i)
{
    const uint32_t *ids = column(log, level);

    return ids != NULL ? ids[i] : GP_NO_ID;
}

struct walk {
    const struct gp_eventlog *log;
    const uint32_t *ids;
    bool owners; /* handoff rules: same and unassigned are no pairs */
    struct gp_pairs *pairs;
    struct gp_keyed keyed;
};

/* The key of the link that begins at event i; SIZE_MAX when memory is short. */
static size_t key_of(struct walk *w, size_t i)
{
    uint32_t from = w->ids[i], to = w->ids[i + 1];
    size_t number;

    if (w->owners) {
        if (from == GP_NO_ID || to == GP_NO_ID)
            return KEY_UNASSIGNED;
        if (from == to)
            return KEY_SAME;
    }
    number = gp_pairs_add(w->pairs, from, to);
    return number == SIZE_MAX ? SIZE_MAX : number + KEY_PAIRS;
}

static bool count_links(struct walk *w)
{
    const struct gp_eventlog *log = w->log;
    size_t c, i;

    for (c = 0; c < log->n_cases; c++) {
        for (i = log->first[c]; i + 1 < log->first[c + 1]; i++) {
            size_t key = key_of(w, i);

            if (key == SIZE_MAX || !gp_keyed_note(&w->keyed, key, (uint32_t)c))
                return false;
        }
    }
    return gp_keyed_ready(&w->keyed);
}

/* Puts every wait into its sample; returns the number of overlaps. */
static uint64_t put_waits(struct walk *w)
{
    const struct gp_eventlog *log = w->log;
    uint64_t overlaps = 0;
    size_t c, i;

    for (c = 0; c < log->n_cases; c++) {
        for (i = log->first[c]; i + 1 < log->first[c + 1]; i++) {
            gp_keyed_put(&w->keyed, key_of(w, i), (uint32_t)c, gp_event_wait(log, i));
            overlaps += gp_event_start(log, i + 1) < gp_event_end(log, i);
        }
    }
    gp_keyed_finish(&w->keyed);
    return overlaps;
}

static struct gp_link_stat take(struct gp_keyed *k, size_t key)
{
    struct gp_link_stat s = {GP_NO_ID, GP_NO_ID, 0, 0, {0}, {0}};

    if (key < k->n) {
        s.count = k->entry[key].count;
        s.cases = k->entry[key].cases;
        s.case_squares = k->entry[key].squares;
        s.wait = gp_keyed_spread(k, key);
    }
    return s;
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

static bool collect(struct walk *w, struct gp_links *out)
{
    uint32_t *rank = gp_dict_ranks(gp_level_dict(w->log, out->level));
    bool good;
    size_t i;

    out->n = out->pairs.n;
    out->stat = gp_array(out->n, sizeof *out->stat);
    out->position = gp_array(out->n, sizeof *out->position);
    good = rank != NULL && out->stat != NULL && out->position != NULL;
    for (i = 0; good && i < out->n; i++) {
        out->stat[i] = take(&w->keyed, i + KEY_PAIRS);
        out->stat[i].from = out->pairs.pair[i].from;
        out->stat[i].to = out->pairs.pair[i].to;
    }
    good = good && gp_sort(out->stat, out->n, sizeof *out->stat, by_count, rank);
    for (i = 0; good && i < out->n; i++)
        out->position[gp_pairs_find(w->pairs, out->stat[i].from, out->stat[i].to)] =
            (uint32_t)i;
    out->same = take(&w->keyed, KEY_SAME);
    out->unassigned = take(&w->keyed, KEY_UNASSIGNED);
    gp_free(rank);
    return good;
}

enum gp_status gp_links_mine(const struct gp_eventlog *log, enum gp_level level,
                             struct gp_links *out, struct gp_err *err)
{
    struct walk w = {
        log, column(log, level), level != GP_BY_ACTIVITY, &out->pairs, {0}};
    enum gp_status st = GP_OK;

    memset(out, 0, sizeof *out);
    out->level = level;
    if (w.ids == NULL)
        return GP_OK;
    if (!gp_pairs_init(&out->pairs, gp_level_dict(log, level)->n) || !count_links(&w)) {
        st = gp_fail_memory(err);
    } else {
        out->overlaps = put_waits(&w);
        if (!collect(&w, out))
            st = gp_fail_memory(err);
    }
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

    return number == SIZE_MAX ? SIZE_MAX : links->position[number];
}
