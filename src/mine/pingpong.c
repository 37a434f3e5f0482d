/* pingpong.c - see pingpong.h. A walk over a case keeps the last two stays; a third stay
 * with the owner of the first is a bounce. The first walk counts them, the second puts
 * their times.
 */
#include "mine/pingpong.h"
#include "base/sort.h"
#include "mine/keyed.h"
#include "mine/pairs.h"
#include "mine/walk.h"

#include <string.h>

enum { KEY_ALL, KEY_PAIRS }; /* pairs are numbered from KEY_PAIRS */

struct walk {
    const struct gp_eventlog *log;
    struct gp_ids ids;
    enum gp_level level;
    struct gp_pairs pairs;
    struct gp_keyed keyed;
    struct gp_pingpong *out;
};

/* Events in a row with one owner (unknown owners between them are dropped). */
struct stays {
    uint32_t before, now;        /* owners of the last two; GP_NO_ID: none yet */
    int64_t before_end, now_end; /* of their last events */
};

/* Steps to the next event; true when it begins a bounce. */
static inline bool step(struct stays *s, uint32_t owner, int64_t end, int64_t *left)
{
    bool changed = owner != s->now, bounce = changed && owner == s->before;

    *left = s->before_end;
    s->before = changed ? s->now : s->before;
    s->before_end = changed ? s->now_end : s->before_end;
    s->now = owner;
    s->now_end = end;
    return bounce;
}

static bool count_bounces(struct walk *w)
{
    const uint32_t *first = w->log->first;
    uint64_t handoffs = 0;
    size_t c, i;

    for (c = 0; c < w->log->n_cases; c++) {
        struct stays s = {GP_NO_ID, GP_NO_ID, 0, 0};
        int64_t left;

        for (i = first[c]; i < first[c + 1]; i++) {
            uint32_t owner = gp_id(w->ids, i), via = s.now;

            if (owner == GP_NO_ID)
                continue;
            handoffs += owner != via && via != GP_NO_ID;
            if (step(&s, owner, 0, &left)) {
                size_t number = gp_pairs_add(&w->pairs, owner, via);

                if (number == SIZE_MAX ||
                    !gp_keyed_count(&w->keyed, number + KEY_PAIRS, 1) ||
                    !gp_keyed_count(&w->keyed, KEY_ALL, 1))
                    return false;
            }
        }
    }
    w->out->handoffs = handoffs;
    return true;
}

static void put_times(struct walk *w)
{
    const uint32_t *first = w->log->first;
    struct gp_times times = gp_times_of(w->log);
    struct gp_keyed keyed = w->keyed;
    size_t c, i;

    for (c = 0; c < w->log->n_cases; c++) {
        struct stays s = {GP_NO_ID, GP_NO_ID, 0, 0};
        int64_t left;

        for (i = first[c]; i < first[c + 1]; i++) {
            uint32_t owner = gp_id(w->ids, i), via = s.now;

            if (owner != GP_NO_ID &&
                step(&s, owner, times.end != NULL ? times.end[i] : 0, &left)) {
                int64_t away = times.end != NULL ? times.start[i] - left : 0;

                away = away > 0 ? away : 0;
                gp_keyed_put(&keyed, gp_pairs_add(&w->pairs, owner, via) + KEY_PAIRS,
                             (uint32_t)c, away);
                gp_keyed_put(&keyed, KEY_ALL, (uint32_t)c, away);
            }
        }
    }
}

/* Fills in what the key's sample says; pairs come one behind the other. */
static void take(struct walk *w, size_t key)
{
    struct gp_keyed_stat found = gp_keyed_take(&w->keyed, key);
    struct gp_pingpong *out = w->out;

    if (key == KEY_ALL) {
        out->bounces = w->keyed.count[key];
        out->cases = found.cases;
        out->away = found.spread;
    } else {
        struct gp_pair pair = gp_pairs_of(&w->pairs, key - KEY_PAIRS);

        out->pair[out->n++] = (struct gp_bounce_stat){
            pair.from, pair.to, w->keyed.count[key], found.cases, found.spread};
    }
}

static bool measure(struct walk *w)
{
    size_t key, n = 0;

    for (key = KEY_PAIRS; key < w->keyed.n; key++)
        n += w->keyed.count[key] != 0;
    w->out->pair = gp_array(n, sizeof *w->out->pair);
    if (w->out->pair == NULL || !gp_keyed_begin(&w->keyed))
        return false;
    while (gp_keyed_round(&w->keyed)) {
        put_times(w);
        for (key = w->keyed.from; key < w->keyed.to; key++)
            if (w->keyed.count[key] != 0)
                take(w, key);
    }
    return w->keyed.from == w->keyed.n;
}

static int by_bounces(const void *ctx, const void *a, const void *b)
{
    const struct gp_bounce_stat *x = a, *y = b;
    const uint32_t *rank = ctx;

    if (x->bounces != y->bounces)
        return x->bounces > y->bounces ? -1 : 1;
    if (x->owner != y->owner)
        return rank[x->owner] < rank[y->owner] ? -1 : 1;
    return (rank[x->via] > rank[y->via]) - (rank[x->via] < rank[y->via]);
}

static bool sort_pairs(const struct walk *w)
{
    uint32_t *rank = gp_dict_ranks(gp_level_dict(w->log, w->level));
    bool good = rank != NULL && gp_sort(w->out->pair, w->out->n, sizeof *w->out->pair,
                                        by_bounces, rank);

    gp_free(rank);
    return good;
}

enum gp_status gp_pingpong_mine(const struct gp_eventlog *log, enum gp_level level,
                                struct gp_pingpong *out, struct gp_err *err)
{
    struct walk w = {
        .log = log, .ids = gp_level_ids(log, level), .level = level, .out = out};
    enum gp_status st = GP_OK;

    memset(out, 0, sizeof *out);
    out->level = level;
    if (w.ids.at == NULL)
        return GP_OK;
    gp_pairs_init(&w.pairs, gp_level_dict(log, level)->n);
    if (!count_bounces(&w) || !measure(&w) || !sort_pairs(&w)) {
        st = gp_fail_memory(err);
        gp_pingpong_release(out);
    }
    gp_pairs_release(&w.pairs);
    gp_keyed_release(&w.keyed);
    return st;
}

void gp_pingpong_release(struct gp_pingpong *p)
{
    gp_free(p->pair);
    memset(p, 0, sizeof *p);
}
