/* pingpong.c - see pingpong.h. A walk over a case keeps the last two stays; a third stay
 * with the owner of the first is a bounce (level_parts.h). The first walk counts them, the
 * second puts their times (level.c).
 */
#include "mine/pingpong.h"

#include "base/sort.h"
#include "mine/level_parts.h"

#include <string.h>

bool gp_bounces_begin(struct gp_bounces_part *p, const struct gp_eventlog *log,
                      enum gp_level level, struct gp_pingpong *out)
{
    *p = (struct gp_bounces_part){.keyed.seconds = log->whole_seconds, .out = out};
    memset(out, 0, sizeof *out);
    out->level = level;
    gp_pairs_init(&p->pairs, gp_level_dict(log, level)->n);
    return gp_keyed_keys(&p->keyed, GP_BOUNCE_PAIRS);
}

bool gp_bounces_ready(struct gp_bounces_part *p)
{
    size_t key, n = 0;

    for (key = GP_BOUNCE_PAIRS; key < p->keyed.n; key++)
        n += p->keyed.count[key] != 0;
    p->out->pair = gp_array(n, sizeof *p->out->pair);
    return p->out->pair != NULL && gp_keyed_begin(&p->keyed);
}

/* Fills in what the key's sample says; pairs come one behind the other. */
static void take(struct gp_bounces_part *p, size_t key)
{
    struct gp_keyed_stat found = gp_keyed_take(&p->keyed, key);
    struct gp_pingpong *out = p->out;

    if (key == GP_BOUNCE_ALL) {
        out->bounces = p->keyed.count[key];
        out->cases = found.cases;
        out->away = found.spread;
    } else {
        struct gp_pair pair = gp_pairs_of(&p->pairs, key - GP_BOUNCE_PAIRS);

        out->pair[out->n++] = (struct gp_bounce_stat){
            pair.from, pair.to, p->keyed.count[key], found.cases, found.spread};
    }
}

void gp_bounces_take(struct gp_bounces_part *p)
{
    size_t key;

    for (key = p->keyed.from; key < p->keyed.to; key++)
        if (p->keyed.count[key] != 0)
            take(p, key);
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

bool gp_bounces_end(struct gp_bounces_part *p, const uint32_t *rank)
{
    return gp_sort(p->out->pair, p->out->n, sizeof *p->out->pair, by_bounces, rank);
}

void gp_bounces_release(struct gp_bounces_part *p)
{
    gp_pairs_release(&p->pairs);
    gp_keyed_release(&p->keyed);
}

void gp_pingpong_release(struct gp_pingpong *p)
{
    gp_free(p->pair);
    memset(p, 0, sizeof *p);
}
