/* discover_ways.c - see discover_ways.h.
 *
 *   A B C B D along sequence {A} | {B, C} | {D}   ->  A / B C B / D
 *   A B C A B along loop {A, B} / {C}             ->  A B, A B / C
 */
#include "mine/discover/discover_ways.h"

#include "base/mem.h"

#include <string.h>

void gp_ways_release(struct gp_ways *w)
{
    gp_dict_release(&w->paths);
    gp_free(w->cases);
    memset(w, 0, sizeof *w);
}

static void add_bytes(struct gp_ways *w, struct gp_slice bytes, uint64_t cases)
{
    size_t known = w->paths.n;
    uint32_t id = GP_NO_ID;

    if (!w->failed && gp_reserve(&w->cases, &w->cap, known + 1))
        id = gp_dict_add(&w->paths, bytes);
    if (id == GP_NO_ID) {
        w->failed = true;
        return;
    }
    if (w->paths.n > known)
        w->cases[id] = 0;
    w->cases[id] += cases;
}

void gp_ways_add(struct gp_ways *w, const uint32_t *label, size_t length,
                 uint64_t cases)
{
    add_bytes(w, gp_slice_n((const char *)label, length * sizeof *label), cases);
}

size_t gp_way_length(const struct gp_ways *w, size_t i)
{
    return gp_dict_name(&w->paths, (uint32_t)i).len / sizeof(uint32_t);
}

uint32_t gp_way_label(const struct gp_ways *w, size_t i, size_t at)
{
    uint32_t label;

    memcpy(&label, gp_dict_name(&w->paths, (uint32_t)i).at + at * sizeof label,
           sizeof label);
    return label;
}

size_t gp_ways_longest(const struct gp_ways *w)
{
    size_t longest = 1, i;

    for (i = 0; i < w->paths.n; i++)
        longest = gp_way_length(w, i) > longest ? gp_way_length(w, i) : longest;
    return longest;
}

uint64_t gp_ways_cases(const struct gp_ways *w)
{
    uint64_t n = 0;
    size_t i;

    for (i = 0; i < w->paths.n; i++)
        n += w->cases[i];
    return n;
}

uint64_t gp_ways_doing(const struct gp_ways *w, struct gp_ways *doing)
{
    uint64_t without = 0;
    size_t i;

    for (i = 0; i < w->paths.n; i++)
        if (gp_way_length(w, i) == 0)
            without += w->cases[i];
        else
            add_bytes(doing, gp_dict_name(&w->paths, (uint32_t)i), w->cases[i]);
    return without;
}

/* ---- along a cut ----------------------------------------------------------------- */

struct split {
    const struct gp_ways *w;
    const uint32_t *part; /* [n_labels] */
    struct gp_ways *into; /* [n] */
    size_t n;
    uint32_t *label; /* scratch, as long as the longest way */
};

/* Everything of one part, from event `from` to before `to`. */
static void give(struct split *s, size_t way, size_t from, size_t to, uint32_t part)
{
    size_t n = 0;

    for (; from < to; from++) {
        uint32_t label = gp_way_label(s->w, way, from);

        if (s->part[label] == part)
            s->label[n++] = label;
    }
    gp_ways_add(&s->into[part], s->label, n, s->w->cases[way]);
}

/* The part most of whose events the way has. */
static void split_choice(struct split *s, size_t way)
{
    size_t length = gp_way_length(s->w, way), best = 0, most = 0, p, at;

    for (p = 0; p < s->n; p++) {
        size_t n = 0;

        for (at = 0; at < length; at++)
            n += s->part[gp_way_label(s->w, way, at)] == p;
        if (n > most) {
            most = n;
            best = p;
        }
    }
    give(s, way, 0, length, (uint32_t)best);
}

static void split_parallel(struct split *s, size_t way)
{
    uint32_t p;

    for (p = 0; p < s->n; p++)
        give(s, way, 0, gp_way_length(s->w, way), p);
}

/* Cuts the way where the fewest events stand on the wrong side: cut after cut, with the
 * parts before it against those behind it. */
static void split_sequence(struct split *s, size_t way)
{
    size_t length = gp_way_length(s->w, way), from = 0, at;
    uint32_t p;

    for (p = 0; p < s->n; p++) {
        size_t best = from, wrong = 0, least;

        for (at = from; at < length; at++)
            wrong += s->part[gp_way_label(s->w, way, at)] <= p;
        least = wrong; /* all events behind the cut */
        for (at = from; at < length; at++) {
            if (s->part[gp_way_label(s->w, way, at)] <= p)
                wrong--;
            else
                wrong++;
            if (wrong < least) {
                least = wrong;
                best = at + 1;
            }
        }
        if (p + 1 == s->n)
            best = length;
        give(s, way, from, best, p);
        from = best;
    }
}

/* Body and ways back take turns; a way begins and ends with the body. */
static void split_loop(struct split *s, size_t way)
{
    size_t length = gp_way_length(s->w, way), from = 0, at;
    uint32_t now = 0;

    for (at = 0; at < length; at++) {
        uint32_t part = s->part[gp_way_label(s->w, way, at)];

        if (part == now)
            continue;
        give(s, way, from, at, now);
        if (part != 0 && now != 0)
            gp_ways_add(&s->into[0], s->label, 0, s->w->cases[way]);
        from = at;
        now = part;
    }
    give(s, way, from, length, now);
    if (now != 0)
        gp_ways_add(&s->into[0], s->label, 0, s->w->cases[way]);
}

bool gp_ways_split(const struct gp_ways *w, enum gp_tree_kind kind,
                   const uint32_t *part, struct gp_ways *into, size_t n)
{
    static void (*const along[])(struct split *,
                                 size_t) = {[GP_TREE_SEQUENCE] = split_sequence,
                                            [GP_TREE_CHOICE] = split_choice,
                                            [GP_TREE_PARALLEL] = split_parallel,
                                            [GP_TREE_LOOP] = split_loop};
    struct split s = {.w = w, .part = part, .into = into, .n = n};
    bool good;
    size_t i;

    s.label = gp_array(gp_ways_longest(w), sizeof *s.label);
    good = s.label != NULL;
    for (i = 0; good && i < w->paths.n; i++)
        along[kind](&s, i);
    for (i = 0; i < n; i++)
        good = good && !into[i].failed;
    gp_free(s.label);
    return good;
}
