/* discover_cut.c - see discover_cut.h.
 *
 *   choice     nothing leads from one part to the other
 *   sequence   ways lead from the first part to the second only
 *   parallel   each follows each, across the parts; every part can start and end
 *   loop       the other parts are entered from ends of the body and left to its starts
 *
 * All four begin with one part a label and join parts until the rule holds.
 */
#include "mine/discover/discover_cut.h"

#include "base/mem.h"

#include <string.h>

bool gp_follows_new(struct gp_follows *f, size_t k)
{
    *f = (struct gp_follows){.k = k,
                             .count = gp_array_zero(k * k, sizeof *f->count),
                             .start = gp_array_zero(k, sizeof *f->start),
                             .end = gp_array_zero(k, sizeof *f->end),
                             .edge = gp_array_zero(k * k, sizeof *f->edge),
                             .starts = gp_array_zero(k, sizeof *f->starts),
                             .ends = gp_array_zero(k, sizeof *f->ends),
                             .reach = gp_array_zero(k * k, sizeof *f->reach),
                             .between = gp_array_zero(k * k, sizeof *f->between),
                             .rank = gp_array_zero(k, sizeof *f->rank)};
    return f->count != NULL && f->start != NULL && f->end != NULL && f->edge != NULL &&
           f->starts != NULL && f->ends != NULL && f->reach != NULL &&
           f->between != NULL && f->rank != NULL;
}

void gp_follows_release(struct gp_follows *f)
{
    gp_free(f->count);
    gp_free(f->start);
    gp_free(f->end);
    gp_free(f->edge);
    gp_free(f->starts);
    gp_free(f->ends);
    gp_free(f->reach);
    gp_free(f->between);
    gp_free(f->rank);
    memset(f, 0, sizeof *f);
}

static uint64_t most_of(const uint64_t *v, size_t n, uint64_t most)
{
    size_t i;

    for (i = 0; i < n; i++)
        most = v[i] > most ? v[i] : most;
    return most;
}

static bool is_usual(uint64_t n, uint64_t most, double noise)
{
    return n > 0 && (double)n >= noise * (double)most;
}

static void find_reach(struct gp_follows *f)
{
    size_t k = f->k, via, i, j;

    memcpy(f->reach, f->edge, k * k * sizeof *f->reach);
    for (via = 0; via < k; via++)
        for (i = 0; i < k; i++)
            for (j = 0; f->reach[i * k + via] && j < k; j++)
                f->reach[i * k + j] = f->reach[i * k + j] || f->reach[via * k + j];
}

void gp_follows_filter(struct gp_follows *f, double noise)
{
    uint64_t first = most_of(f->start, f->k, 0), last = most_of(f->end, f->k, 0);
    size_t i, j;

    for (i = 0; i < f->k; i++) {
        uint64_t most = most_of(f->count + i * f->k, f->k, f->end[i]);

        for (j = 0; j < f->k; j++)
            f->edge[i * f->k + j] = is_usual(f->count[i * f->k + j], most, noise);
        f->starts[i] = is_usual(f->start[i], first, noise);
        f->ends[i] = is_usual(f->end[i], last, noise);
    }
    find_reach(f);
}

/* ---- parts ------------------------------------------------------------------------- */

static bool edge(const struct gp_follows *f, size_t a, size_t b)
{
    return f->edge[a * f->k + b];
}

static void apart(const struct gp_follows *f, uint32_t *part)
{
    size_t i;

    for (i = 0; i < f->k; i++)
        part[i] = (uint32_t)i;
}

/* The parts of a and b become one, called by the smaller number. */
static bool merge(const struct gp_follows *f, uint32_t *part, size_t a, size_t b)
{
    uint32_t low = part[a] < part[b] ? part[a] : part[b];
    uint32_t high = part[a] < part[b] ? part[b] : part[a];
    size_t i;

    if (low == high)
        return false;
    for (i = 0; i < f->k; i++)
        if (part[i] == high)
            part[i] = low;
    return true;
}

/* Parts are called 0, 1, ... in the order of their first labels. */
static size_t number(const struct gp_follows *f, uint32_t *part)
{
    uint32_t n = 0;
    size_t i, j;

    for (i = 0; i < f->k; i++) {
        if (part[i] != i)
            continue; /* not the first of its part */
        for (j = i; j < f->k; j++)
            if (part[j] == i)
                part[j] = n | 0x80000000u;
        n++;
    }
    for (i = 0; i < f->k; i++)
        part[i] &= 0x7FFFFFFFu;
    return n;
}

static size_t cut_choice(const struct gp_follows *f, uint32_t *part)
{
    size_t i, j;

    apart(f, part);
    for (i = 0; i < f->k; i++)
        for (j = 0; j < f->k; j++)
            if (edge(f, i, j))
                (void)merge(f, part, i, j);
    return number(f, part);
}

/* Part b goes into part a, also in the matrix of which part reaches which. */
static void join_parts(const struct gp_follows *f, uint32_t *part, size_t a, size_t b)
{
    size_t i;

    (void)merge(f, part, a, b);
    for (i = 0; i < f->k; i++) {
        f->between[a * f->k + i] = f->between[a * f->k + i] || f->between[b * f->k + i];
        f->between[i * f->k + a] = f->between[i * f->k + a] || f->between[i * f->k + b];
    }
}

/* Parts that reach each other, or do not reach each other at all, stay together. */
static bool join_unordered(const struct gp_follows *f, uint32_t *part)
{
    bool joined = false;
    uint32_t i, j;

    for (i = 0; i < f->k; i++)
        for (j = i + 1; part[i] == i && j < f->k; j++)
            if (part[j] == j && f->between[i * f->k + j] == f->between[j * f->k + i]) {
                join_parts(f, part, i, j);
                joined = true;
            }
    return joined;
}

static size_t cut_sequence(const struct gp_follows *f, uint32_t *part)
{
    size_t n = 0, i, j;

    apart(f, part);
    memcpy(f->between, f->reach, f->k * f->k * sizeof *f->between);
    while (join_unordered(f, part))
        ;
    for (i = 0; i < f->k; i++) {
        f->rank[i] = 0; /* a part comes behind as many as reach it */
        n += part[i] == i;
        for (j = 0; j < f->k; j++)
            f->rank[i] +=
                part[j] == j && j != part[i] && f->between[j * f->k + part[i]];
    }
    for (i = 0; i < f->k; i++)
        part[i] = f->rank[i];
    return n;
}

static bool can_start_and_end(const struct gp_follows *f, const uint32_t *part,
                              uint32_t which)
{
    bool starts = false, ends = false;
    size_t i;

    for (i = 0; i < f->k; i++) {
        starts = starts || (part[i] == which && f->starts[i]);
        ends = ends || (part[i] == which && f->ends[i]);
    }
    return starts && ends;
}

/* A part that cannot start or not end joins the next one. */
static void join_incomplete(const struct gp_follows *f, uint32_t *part)
{
    uint32_t i, j;

    for (i = 0; i < f->k; i++)
        for (j = 0; part[i] == i && j < f->k; j++)
            if (part[j] != i && !can_start_and_end(f, part, i) && merge(f, part, i, j))
                j = 0;
}

static size_t cut_parallel(const struct gp_follows *f, uint32_t *part)
{
    size_t i, j;

    apart(f, part);
    for (i = 0; i < f->k; i++)
        for (j = i + 1; j < f->k; j++)
            if (!edge(f, i, j) || !edge(f, j, i))
                (void)merge(f, part, i, j);
    join_incomplete(f, part);
    return number(f, part);
}

/* Does a part other than the body break the rule of a way back? It is entered from ends
 * of the body and left to starts of it. One of the two may be broken by less than half:
 * a second round may begin or end where no first one was seen to. */
static bool is_no_way_back(const struct gp_follows *f, const uint32_t *part,
                           uint32_t body, uint32_t way)
{
    uint64_t in = 0, in_wrong = 0, out = 0, out_wrong = 0;
    size_t i, j;

    for (i = 0; i < f->k; i++)
        for (j = 0; part[i] == body && j < f->k; j++) {
            if (part[j] != way)
                continue;
            in += edge(f, i, j) ? f->count[i * f->k + j] : 0;
            in_wrong += edge(f, i, j) && !f->ends[i] ? f->count[i * f->k + j] : 0;
            out += edge(f, j, i) ? f->count[j * f->k + i] : 0;
            out_wrong += edge(f, j, i) && !f->starts[i] ? f->count[j * f->k + i] : 0;
        }
    return (in_wrong != 0 && out_wrong != 0) || in_wrong * 2 > in ||
           out_wrong * 2 > out;
}

/* All that starts or ends goes into one part: that of the step returned, SIZE_MAX: there
 * is none. */
static size_t gather_body(const struct gp_follows *f, uint32_t *part)
{
    size_t body = SIZE_MAX, i;

    for (i = 0; i < f->k; i++)
        if (f->starts[i] || f->ends[i]) {
            body = body == SIZE_MAX ? i : body;
            (void)merge(f, part, body, i);
        }
    return body;
}

/* What is neither a way back by itself joins the body, until all that is left is one. */
static void keep_ways_back(const struct gp_follows *f, uint32_t *part, size_t body)
{
    bool joined = true;
    size_t i;

    while (joined)
        for (joined = false, i = 0; i < f->k; i++)
            if (part[i] != part[body] && is_no_way_back(f, part, part[body], part[i]))
                joined = merge(f, part, body, i) || joined;
}

static size_t cut_loop(const struct gp_follows *f, uint32_t *part)
{
    size_t body, i, j, n;
    uint32_t old;

    apart(f, part);
    body = gather_body(f, part);
    if (body == SIZE_MAX)
        return 0;
    for (i = 0; i < f->k; i++)
        for (j = 0; part[i] != part[body] && j < f->k; j++)
            if (part[j] != part[body] && edge(f, i, j))
                (void)merge(f, part, i, j);
    keep_ways_back(f, part, body);
    for (i = 0; i < f->k; i++)
        f->rank[i] = part[i] == part[body];
    n = number(f, part);
    /* The body becomes part 0; parts before it move up. */
    old = part[body];
    for (i = 0; i < f->k; i++)
        part[i] = f->rank[i] != 0 ? 0 : part[i] < old ? part[i] + 1 : part[i];
    return n;
}

enum gp_tree_kind gp_follows_cut(const struct gp_follows *f, uint32_t *part, size_t *n)
{
    *n = cut_choice(f, part);
    if (*n > 1)
        return GP_TREE_CHOICE;
    *n = cut_sequence(f, part);
    if (*n > 1)
        return GP_TREE_SEQUENCE;
    *n = cut_parallel(f, part);
    if (*n > 1)
        return GP_TREE_PARALLEL;
    *n = cut_loop(f, part);
    return *n > 1 ? GP_TREE_LOOP : GP_TREE_SILENT;
}
