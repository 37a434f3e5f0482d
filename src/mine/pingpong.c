/* pingpong.c - see pingpong.h. One pass over a case keeps the last two stays; a third stay
 * with the owner of the first is a bounce. */
#include "mine/pingpong.h"
#include "base/sort.h"
#include "mine/keyed.h"
#include "mine/pairs.h"

#include <string.h>

/* Events in a row with one owner (unknown owners between them are dropped). */
struct stay {
    uint32_t owner;
    int64_t end; /* of its last event */
};

struct walk {
    const struct gp_eventlog *log;
    enum gp_level level;
    struct gp_pairs pairs;
    struct gp_keyed by_pair, all; /* all: one sample under key 0 */
    uint64_t handoffs;
    bool filling; /* second pass: put spans instead of counting */
};

static bool note_bounce(struct walk *w, uint32_t c, uint32_t owner, uint32_t via,
                        int64_t away)
{
    size_t number = gp_pairs_add(&w->pairs, owner, via);

    away = away > 0 ? away : 0;
    if (w->filling) {
        gp_keyed_put(&w->by_pair, number, c, away);
        gp_keyed_put(&w->all, 0, c, away);
        return true;
    }
    return number != SIZE_MAX && gp_keyed_note(&w->by_pair, number, c) &&
           gp_keyed_note(&w->all, 0, c);
}

static bool walk_case(struct walk *w, uint32_t c)
{
    struct stay before = {GP_NO_ID, 0}, now = {GP_NO_ID, 0};
    size_t i;

    for (i = w->log->first[c]; i < w->log->first[c + 1]; i++) {
        uint32_t owner = gp_level_id(w->log, w->level, i);

        if (owner == GP_NO_ID)
            continue;
        if (owner != now.owner) {
            int64_t start = gp_event_start(w->log, i);

            if (owner == before.owner &&
                !note_bounce(w, c, owner, now.owner, start - before.end))
                return false;
            w->handoffs += !w->filling && now.owner != GP_NO_ID;
            before = now;
            now.owner = owner;
        }
        now.end = gp_event_end(w->log, i);
    }
    return true;
}

static bool walk_all(struct walk *w, bool filling)
{
    size_t c;

    w->filling = filling;
    for (c = 0; c < w->log->n_cases; c++)
        if (!walk_case(w, (uint32_t)c))
            return false;
    return true;
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

static bool collect(struct walk *w, struct gp_pingpong *out)
{
    uint32_t *rank = gp_dict_ranks(gp_level_dict(w->log, w->level));
    bool good;
    size_t i;

    out->n = w->pairs.n;
    out->pair = gp_array(out->n, sizeof *out->pair);
    good = rank != NULL && out->pair != NULL;
    for (i = 0; good && i < out->n; i++) {
        struct gp_bounce_stat *s = &out->pair[i];

        s->owner = w->pairs.pair[i].from;
        s->via = w->pairs.pair[i].to;
        s->bounces = w->by_pair.entry[i].count;
        s->cases = w->by_pair.entry[i].cases;
        s->away = gp_keyed_spread(&w->by_pair, i);
    }
    good = good && gp_sort(out->pair, out->n, sizeof *out->pair, by_bounces, rank);
    if (good && w->all.n != 0) {
        out->bounces = w->all.entry[0].count;
        out->cases = w->all.entry[0].cases;
        out->away = gp_keyed_spread(&w->all, 0);
    }
    out->handoffs = w->handoffs;
    gp_free(rank);
    return good;
}

enum gp_status gp_pingpong_mine(const struct gp_eventlog *log, enum gp_level level,
                                struct gp_pingpong *out, struct gp_err *err)
{
    struct walk w = {log, level, {0}, {0}, {0}, 0, false};
    enum gp_status st = GP_OK;

    memset(out, 0, sizeof *out);
    out->level = level;
    if (!gp_pairs_init(&w.pairs, gp_level_dict(log, level)->n) ||
        !walk_all(&w, false) || !gp_keyed_ready(&w.by_pair) ||
        !gp_keyed_ready(&w.all) || !walk_all(&w, true) || !collect(&w, out)) {
        st = gp_fail_memory(err);
        gp_pingpong_release(out);
    }
    gp_pairs_release(&w.pairs);
    gp_keyed_release(&w.by_pair);
    gp_keyed_release(&w.all);
    return st;
}

void gp_pingpong_release(struct gp_pingpong *p)
{
    gp_free(p->pair);
    memset(p, 0, sizeof *p);
}
