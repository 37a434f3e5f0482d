/* precision.c - see precision.h.
 *
 * The prefix tree of the paths is walked with one list of (state, silent steps so far)
 * for each depth: all states a replay of the prefix can stand in right after its last
 * event. States are those of the net as drawn, without reductions, because silent steps
 * are counted. An event that is no step ends the replay of its prefix.
 *
 *   paths A B, A C over "A, then B or C or D":  w(empty) = 2, en = {A}, next = {A}
 *       w(A) = 2, en = {B C D}, next = {B C}    precision = 1 - 2 / (2 + 6) = 0.75
 */
#include "mine/precision.h"

#include "base/mem.h"

#include <string.h>

struct standing {
    uint32_t state, silent;
};

struct front {
    struct standing *at;
    size_t n, cap;
};

struct walk {
    const struct gp_states *s;
    struct gp_trace *traces; /* labels; n_labels + activity for what is no step */
    uint32_t *ids;
    uint64_t *cases;
    uint32_t *order;
    size_t *shared; /* [n + 1] with the path before it in order; 0 at both ends */
    size_t n, longest;
    struct front *front;              /* [longest + 1] by depth */
    struct standing *queue, *closure; /* [n_states] */
    uint32_t *seen, *taken;           /* [n_states] stamps */
    uint32_t stamp;
    bool *enabled, *follows; /* [labels] */
    double escaping, all, replayed, prefixes;
};

/* All states reachable by silent steps from the first n of f, in order of silent steps,
 * into w->closure; returns how many. A breadth-first search whose seeds join in at their
 * own count. */
static size_t silent_closure(struct walk *w, const struct front *f, size_t n)
{
    size_t n_queue = 0, head = 0, seed = 0, n_closure = 0, e;

    w->stamp++;
    while (head < n_queue || seed < n) {
        bool take_seed = seed < n && (head == n_queue ||
                                      f->at[seed].silent <= w->queue[head].silent);
        struct standing now = take_seed ? f->at[seed++] : w->queue[head++];

        if (w->taken[now.state] == w->stamp)
            continue;
        w->taken[now.state] = w->stamp;
        w->closure[n_closure++] = now;
        for (e = w->s->row[now.state]; e < w->s->row[now.state + 1]; e++) {
            uint32_t to = w->s->edges[e].to;

            if (w->s->edges[e].label != GP_NO_ID || w->seen[to] == w->stamp)
                continue;
            w->seen[to] = w->stamp;
            w->queue[n_queue++] = (struct standing){to, now.silent + 1};
        }
    }
    return n_closure;
}

/* The front after one more event. */
static bool advance(struct walk *w, const struct front *from, uint32_t label,
                    struct front *to)
{
    size_t n = 0, i, e;

    to->n = 0;
    if (label >= w->s->n_labels)
        return true;
    n = silent_closure(w, from, from->n);
    w->stamp++;
    for (i = 0; i < n; i++) {
        uint32_t s = w->closure[i].state;

        for (e = w->s->row[s]; e < w->s->row[s + 1]; e++) {
            if (w->s->edges[e].label != label || w->seen[w->s->edges[e].to] == w->stamp)
                continue;
            w->seen[w->s->edges[e].to] = w->stamp;
            if (!gp_reserve(&to->at, &to->cap, to->n + 1))
                return false;
            to->at[to->n++] =
                (struct standing){w->s->edges[e].to, w->closure[i].silent};
        }
    }
    return true; /* ascending, as the closure was */
}

static void mark_enabled(struct walk *w, const struct front *f)
{
    size_t least = 0, n, i, e;

    while (least < f->n && f->at[least].silent == f->at[0].silent)
        least++;
    n = silent_closure(w, f, least);
    memset(w->enabled, 0, w->s->n_labels * sizeof *w->enabled);
    for (i = 0; i < n; i++)
        for (e = w->s->row[w->closure[i].state]; e < w->s->row[w->closure[i].state + 1];
             e++)
            if (w->s->edges[e].label != GP_NO_ID)
                w->enabled[w->s->edges[e].label] = true;
}

/* Counts the prefix of `depth` events shared by paths order[i], order[i + 1], ... */
static void count_prefix(struct walk *w, size_t i, size_t depth)
{
    const struct front *f = &w->front[depth];
    uint64_t goes_on = 0, n_enabled = 0, n_escaping = 0;
    size_t l;

    memset(w->follows, 0, w->s->n_labels * sizeof *w->follows);
    do {
        const struct gp_trace *t = &w->traces[w->order[i]];

        if (t->length <= depth)
            continue;
        goes_on += w->cases[w->order[i]];
        if (t->label[depth] < w->s->n_labels)
            w->follows[t->label[depth]] = true;
    } while (++i < w->n && w->shared[i] >= depth);
    w->prefixes += (double)goes_on;
    if (goes_on == 0 || f->n == 0)
        return;
    w->replayed += (double)goes_on;
    mark_enabled(w, f);
    for (l = 0; l < w->s->n_labels; l++) {
        n_enabled += w->enabled[l];
        n_escaping += w->enabled[l] && !w->follows[l];
    }
    w->all += (double)goes_on * (double)n_enabled;
    w->escaping += (double)goes_on * (double)n_escaping;
}

static bool walk_paths(struct walk *w)
{
    size_t i, k;

    if (!gp_reserve(&w->front[0].at, &w->front[0].cap, 1))
        return false;
    w->front[0].at[0] = (struct standing){w->s->start, 0};
    w->front[0].n = 1;
    if (w->n > 0)
        count_prefix(w, 0, 0);
    for (i = 0; i < w->n; i++) {
        const struct gp_trace *t = &w->traces[w->order[i]];

        for (k = w->shared[i]; k < t->length; k++) {
            if (!advance(w, &w->front[k], t->label[k], &w->front[k + 1]))
                return false;
            count_prefix(w, i, k + 1);
        }
    }
    return true;
}

static bool list_paths(struct walk *w, const struct gp_conformance *c)
{
    size_t total = 0, at = 0, i, k;

    for (i = 0; i < c->n_items; i++)
        total += c->variants->variant[c->item[i].variant].length;
    w->n = c->n_items;
    w->ids = gp_array(total, sizeof *w->ids);
    w->traces = gp_array_zero(w->n, sizeof *w->traces);
    w->cases = gp_array(w->n, sizeof *w->cases);
    if (w->ids == NULL || w->traces == NULL || w->cases == NULL)
        return false;
    for (i = 0; i < w->n; i++) {
        const struct gp_variant *v = &c->variants->variant[c->item[i].variant];

        w->cases[i] = c->item[i].cases;
        w->traces[i].label = w->ids + at;
        for (k = 0; k < v->length; k++) {
            uint32_t label = c->names->label[v->path[k]];

            if (gp_conformance_ignores(c, v->path[k]))
                continue;
            w->ids[at++] =
                label != GP_NO_ID ? label : (uint32_t)c->process->labels.n + v->path[k];
        }
        w->traces[i].length = (size_t)(w->ids + at - w->traces[i].label);
        w->longest =
            w->traces[i].length > w->longest ? w->traces[i].length : w->longest;
    }
    return true;
}

static bool make(struct walk *w, const struct gp_conformance *c)
{
    size_t n = w->s->n_states, i;

    if (!list_paths(w, c))
        return false;
    w->order = gp_align_order(w->traces, w->n);
    w->shared = gp_array_zero(w->n + 1, sizeof *w->shared);
    w->front = gp_array_zero(w->longest + 1, sizeof *w->front);
    w->queue = gp_array(n, sizeof *w->queue);
    w->closure = gp_array(n, sizeof *w->closure);
    w->seen = gp_array_zero(n, sizeof *w->seen);
    w->taken = gp_array_zero(n, sizeof *w->taken);
    w->enabled = gp_array(w->s->n_labels, sizeof *w->enabled);
    w->follows = gp_array(w->s->n_labels, sizeof *w->follows);
    if (w->order == NULL || w->shared == NULL || w->front == NULL || w->queue == NULL ||
        w->closure == NULL || w->seen == NULL || w->taken == NULL ||
        w->enabled == NULL || w->follows == NULL)
        return false;
    for (i = 1; i < w->n; i++)
        w->shared[i] =
            gp_align_shared(&w->traces[w->order[i - 1]], &w->traces[w->order[i]]);
    return true;
}

static void release(struct walk *w)
{
    size_t i;

    for (i = 0; w->front != NULL && i <= w->longest; i++)
        gp_free(w->front[i].at);
    gp_free(w->ids);
    gp_free(w->traces);
    gp_free(w->cases);
    gp_free(w->order);
    gp_free(w->shared);
    gp_free(w->front);
    gp_free(w->queue);
    gp_free(w->closure);
    gp_free(w->seen);
    gp_free(w->taken);
    gp_free(w->enabled);
    gp_free(w->follows);
}

static enum gp_status measure(const struct gp_conformance *c,
                              const struct gp_states *states, struct gp_precision *out,
                              struct gp_err *err)
{
    struct walk w = {.s = states};
    enum gp_status st = GP_OK;

    if (make(&w, c) && walk_paths(&w))
        *out = (struct gp_precision){true, w.all > 0 ? 1 - w.escaping / w.all : 1,
                                     w.prefixes > 0 ? w.replayed / w.prefixes : 1};
    else
        st = gp_fail_memory(err);
    release(&w);
    return st;
}

enum gp_status gp_precision_measure(const struct gp_conformance *c,
                                    struct gp_precision *out, struct gp_err *err)
{
    const struct gp_states_options as_drawn = {.keep_silent = true};
    struct gp_states *states = NULL;
    enum gp_status st = gp_states_explore(c->process, &c->net, &as_drawn, &states, err);

    *out = (struct gp_precision){false, 1, 0};
    if (st != GP_OK)
        return st;
    if (states->whole && states->start != GP_NO_ID)
        st = measure(c, states, out, err);
    else if (c->states->whole && c->states->start != GP_NO_ID)
        st = measure(c, c->states, out, err);
    gp_states_free(states);
    return st;
}
