/* ahead.c - see ahead.h.
 *
 * Strongly connected components by Tarjan's algorithm without recursion: they are
 * numbered in the order in which they are finished, so every edge leads to a component
 * with the same or a smaller number, and one pass in that order has all successors done.
 * least: inside a component the counts are passed on until nothing changes.
 */
#include "mine/align/ahead.h"

#include "base/mem.h"
#include "base/sort.h"

#include <string.h>

struct tarjan {
    const struct gp_states *s;
    uint32_t *index, *low, *component, *stack, *path;
    size_t *next; /* edge to look at next */
    uint32_t n_stack, n_path, clock, n_components;
};

static void enter(struct tarjan *t, uint32_t v)
{
    t->index[v] = t->low[v] = ++t->clock;
    t->next[v] = t->s->row[v];
    t->stack[t->n_stack++] = v;
    t->path[t->n_path++] = v;
}

static void leave(struct tarjan *t, uint32_t v)
{
    uint32_t w;

    t->n_path--;
    if (t->n_path > 0) {
        uint32_t up = t->path[t->n_path - 1];

        t->low[up] = t->low[v] < t->low[up] ? t->low[v] : t->low[up];
    }
    if (t->low[v] != t->index[v])
        return;
    do {
        w = t->stack[--t->n_stack];
        t->component[w] = t->n_components;
    } while (w != v);
    t->n_components++;
}

static void visit(struct tarjan *t, uint32_t root)
{
    enter(t, root);
    while (t->n_path > 0) {
        uint32_t v = t->path[t->n_path - 1], to;

        if (t->next[v] == t->s->row[v + 1]) {
            leave(t, v);
            continue;
        }
        to = t->s->edges[t->next[v]++].to;
        if (t->index[to] == 0)
            enter(t, to);
        else if (t->component[to] == GP_NO_ID && t->index[to] < t->low[v])
            t->low[v] = t->index[to];
    }
}

/* component[s]: number of the strongly connected component, components later in a run
 * have smaller numbers; the caller frees it. NULL: memory is short. */
static uint32_t *components(const struct gp_states *s, uint32_t *n)
{
    struct tarjan t = {.s = s};
    uint32_t v;

    t.index = gp_array_zero(s->n_states, sizeof *t.index);
    t.low = gp_array(s->n_states, sizeof *t.low);
    t.component = gp_array(s->n_states, sizeof *t.component);
    t.stack = gp_array(s->n_states, sizeof *t.stack);
    t.path = gp_array(s->n_states, sizeof *t.path);
    t.next = gp_array(s->n_states, sizeof *t.next);
    if (t.index != NULL && t.low != NULL && t.component != NULL && t.stack != NULL &&
        t.path != NULL && t.next != NULL) {
        memset(t.component, 0xff, s->n_states * sizeof *t.component);
        for (v = 0; v < s->n_states; v++)
            if (t.index[v] == 0)
                visit(&t, v);
        *n = t.n_components;
    } else {
        gp_free(t.component);
        t.component = NULL;
    }
    gp_free(t.index);
    gp_free(t.low);
    gp_free(t.stack);
    gp_free(t.path);
    gp_free(t.next);
    return t.component;
}

/* Order of states by component; equal ones by number. */
static int by_component(const void *ctx, const void *a, const void *b)
{
    const uint32_t *component = ctx;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    if (component[x] != component[y])
        return component[x] < component[y] ? -1 : 1;
    return (x > y) - (x < y);
}

/* What one edge offers to the state it leaves; true when that changed something. */
static bool offer(struct gp_ahead *a, uint32_t v, const struct gp_edge *e, bool cycle)
{
    uint16_t *least = a->least + v * a->n_labels, *most = a->most + v * a->n_labels;
    const uint16_t *least_to = a->least + e->to * a->n_labels;
    const uint16_t *most_to = a->most + e->to * a->n_labels;
    bool changed = false;
    size_t l;

    for (l = 0; l < a->n_labels; l++) {
        uint16_t here = e->label == l;
        uint16_t low = least_to[l] < GP_UNLIMITED - 1 ? (uint16_t)(least_to[l] + here)
                                                      : least_to[l];
        uint16_t high =
            most_to[l] < GP_UNLIMITED - 1 ? (uint16_t)(most_to[l] + here) : most_to[l];

        if (cycle && here)
            high = GP_UNLIMITED;
        else if (cycle)
            high = most_to[l];
        changed = changed || low < least[l] || high > most[l];
        least[l] = low < least[l] ? low : least[l];
        most[l] = high > most[l] ? high : most[l];
    }
    return changed;
}

/* States order[begin .. end) are one component; those after it are done. */
static void settle(struct gp_ahead *a, const struct gp_states *s,
                   const uint32_t *component, const uint32_t *order, size_t begin,
                   size_t end)
{
    bool again = true;
    size_t i, e;

    while (again) {
        again = false;
        for (i = begin; i < end; i++) {
            uint32_t v = order[i];

            for (e = s->row[v]; e < s->row[v + 1]; e++) {
                bool cycle = component[s->edges[e].to] == component[v];

                if (offer(a, v, &s->edges[e], cycle) && end - begin > 1)
                    again = true;
            }
        }
    }
}

bool gp_ahead_make(const struct gp_states *s, struct gp_ahead *out)
{
    uint32_t n = 0, *component = components(s, &n);
    uint32_t *order = gp_array(s->n_states, sizeof *order);
    bool good = component != NULL && order != NULL;
    size_t i, begin;

    memset(out, 0, sizeof *out);
    out->n_labels = s->n_labels;
    if (good && s->n_labels > 0 && s->n_states > SIZE_MAX / s->n_labels)
        good = false;
    if (good) {
        out->least = gp_array(s->n_states * s->n_labels, sizeof *out->least);
        out->most = gp_array_zero(s->n_states * s->n_labels, sizeof *out->most);
        good = out->least != NULL && out->most != NULL;
    }
    for (i = 0; good && i < s->n_states; i++)
        order[i] = (uint32_t)i;
    good = good && gp_sort(order, s->n_states, sizeof *order, by_component, component);
    if (good) {
        memset(out->least, 0xff, s->n_states * s->n_labels * sizeof *out->least);
        memset(out->least + s->complete * s->n_labels, 0,
               s->n_labels * sizeof *out->least);
        for (begin = 0, i = 1; i <= s->n_states; i++)
            if (i == s->n_states || component[order[i]] != component[order[begin]]) {
                settle(out, s, component, order, begin, i);
                begin = i;
            }
    }
    gp_free(component);
    gp_free(order);
    if (!good)
        gp_ahead_release(out);
    return good;
}

void gp_ahead_release(struct gp_ahead *a)
{
    gp_free(a->least);
    gp_free(a->most);
    memset(a, 0, sizeof *a);
}

enum { NEW, ON_PATH, DONE };

bool gp_forward_order(const struct gp_states *s, uint32_t *order, bool *back)
{
    uint8_t *mark = gp_array_zero(s->n_states, sizeof *mark);
    size_t *next = gp_array(s->n_states, sizeof *next);
    uint32_t *path = gp_array(s->n_states, sizeof *path), n = 0, done = 0;
    bool good = mark != NULL && next != NULL && path != NULL;

    if (good) {
        path[n++] = s->start;
        mark[s->start] = ON_PATH;
        next[s->start] = s->row[s->start];
    }
    while (n > 0) {
        uint32_t v = path[n - 1], to;

        if (next[v] == s->row[v + 1]) {
            mark[v] = DONE;
            order[done++] = v;
            n--;
            continue;
        }
        to = s->edges[next[v]].to;
        back[next[v]++] = mark[to] == ON_PATH;
        if (mark[to] != NEW)
            continue;
        path[n++] = to;
        mark[to] = ON_PATH;
        next[to] = s->row[to];
    }
    gp_free(mark);
    gp_free(next);
    gp_free(path);
    return good;
}
