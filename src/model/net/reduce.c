/* reduce.c - see reduce.h.
 *
 *   (a) p -[silent]-> q, r    nothing else takes from p: what puts on p puts on q and r
 *   (b) p, q -[silent]-> r    nothing else puts on r: what takes from r takes p and q
 *   (c) twins, and silent steps that change nothing, go
 *
 * A choice "p -> q, p -> r" with q -[A]->, r -[B]-> becomes p -[A]->, p -[B]-> by (b).
 *
 * Resets, empty-tests and joins look at places, so a token may only be moved between
 * places that all of them treat alike; the signature of a place tells (0: none looks).
 * Places marked at the start are left alone, which keeps the trail complete.
 */
#include "model/net/reduce.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { TOO_MUCH = 400 * 1000 * 1000 }; /* transitions x arcs: leave huge nets alone */

struct trail {
    uint32_t *at;
    size_t n, cap;
};

struct work {
    struct gp_net *net;
    struct trail *trails;    /* [n_transitions] */
    bool *gone_t, *gone_p;   /* dropped transitions, places */
    uint64_t *signature;     /* [n_places] */
    uint32_t *takes, *gives; /* [n_places] live transitions that take from, put on it */
    bool failed;
};

static uint64_t mix(uint64_t x)
{
    x ^= x >> 30;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    x ^= x >> 27;
    x *= UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

static void sign_arcs(struct work *w, const struct gp_arcs *arcs, uint64_t who)
{
    size_t i;

    for (i = 0; i < arcs->n; i++)
        w->signature[arcs->at[i].place] += mix(who);
}

static void sign_join(struct work *w, const struct gp_join *j, uint64_t who)
{
    size_t i, p;

    for (i = 0; i < j->n_in; i++) {
        for (p = 0; p < w->net->n_places; p++)
            if ((j->before[i * j->words + p / 64] >> p % 64 & 1) != 0)
                w->signature[p] += mix(who + 2 * i);
        w->signature[j->in[i]] += mix(who + 2 * i + 1);
    }
}

static void sign(struct work *w)
{
    size_t i;

    for (i = 0; i < w->net->n_transitions; i++) {
        sign_arcs(w, &w->net->transitions[i].reset, 4 * i + 1);
        sign_arcs(w, &w->net->transitions[i].empty, 4 * i + 2);
    }
    for (i = 0; i < w->net->n_joins; i++)
        sign_join(w, &w->net->joins[i], (i + 1) << 40);
}

static void count(struct work *w, uint32_t t, int by)
{
    const struct gp_transition *tr = &w->net->transitions[t];
    size_t i;

    for (i = 0; i < tr->pre.n; i++)
        w->takes[tr->pre.at[i].place] += (uint32_t)by;
    for (i = 0; i < tr->post.n; i++)
        w->gives[tr->post.at[i].place] += (uint32_t)by;
}

static const struct gp_arc *find(const struct gp_arcs *arcs, uint32_t place)
{
    size_t i;

    for (i = 0; i < arcs->n; i++)
        if (arcs->at[i].place == place)
            return &arcs->at[i];
    return NULL;
}

static bool plain(const struct gp_transition *t)
{
    return t->reset.n == 0 && t->empty.n == 0 && t->join == GP_NO_ID;
}

static bool alike(const struct work *w, uint32_t place, const struct gp_arcs *arcs)
{
    size_t i;

    if (arcs->n == 0)
        return w->signature[place] == 0;
    for (i = 0; i < arcs->n; i++)
        if (w->signature[arcs->at[i].place] != w->signature[place])
            return false;
    return true;
}

static bool free_of_ends(const struct gp_net *net, uint32_t place)
{
    const struct gp_place *p = &net->places[place];

    return p->initial == 0 && (net->final == GP_FINAL_EMPTY || p->final == 0);
}

/* Would `times` copies of more fit into arcs without passing 255? */
static bool fits(const struct gp_arcs *arcs, const struct gp_arcs *more, uint32_t times)
{
    size_t i;

    for (i = 0; i < more->n; i++) {
        const struct gp_arc *a = find(arcs, more->at[i].place);

        if ((a != NULL ? a->n : 0) + more->at[i].n * times > 255)
            return false;
    }
    return true;
}

static void swap_arc(struct work *w, struct gp_arcs *arcs, uint32_t place,
                     const struct gp_arcs *more)
{
    uint32_t times = find(arcs, place)->n;
    size_t i, n = 0;

    for (i = 0; i < arcs->n; i++)
        if (arcs->at[i].place != place)
            arcs->at[n++] = arcs->at[i];
    arcs->n = n;
    for (i = 0; i < more->n; i++) {
        struct gp_arc *a = (struct gp_arc *)find(arcs, more->at[i].place);

        if (a != NULL) {
            a->n += more->at[i].n * times;
            continue;
        }
        if (!gp_reserve(&arcs->at, &arcs->cap, arcs->n + 1)) {
            w->failed = true;
            return;
        }
        arcs->at[arcs->n++] =
            (struct gp_arc){.place = more->at[i].place, .n = more->at[i].n * times};
    }
}

/* Appends or prepends what t stood for, `times` over. */
static void extend(struct work *w, uint32_t u, uint32_t t, uint32_t times, bool before)
{
    struct trail *to = &w->trails[u];
    const struct trail *from = &w->trails[t];
    size_t add = from->n * times, i;

    if (!gp_reserve(&to->at, &to->cap, to->n + add)) {
        w->failed = true;
        return;
    }
    if (before && to->n > 0)
        memmove(to->at + add, to->at, to->n * sizeof *to->at);
    for (i = 0; i < add; i++)
        to->at[(before ? 0 : to->n) + i] = from->at[i % from->n];
    to->n += add;
}

static void drop(struct work *w, uint32_t t, uint32_t place)
{
    count(w, t, -1);
    w->gone_t[t] = true;
    w->gone_p[place] = true;
}

static struct gp_arcs *arcs_of(struct gp_net *net, uint32_t t, bool post)
{
    return post ? &net->transitions[t].post : &net->transitions[t].pre;
}

/* Can the arcs of t stand for `place` in every other transition? */
static bool all_fit(const struct work *w, uint32_t t, uint32_t place, bool post)
{
    uint32_t u;

    for (u = 0; u < w->net->n_transitions; u++) {
        const struct gp_arcs *arcs = arcs_of(w->net, u, post);
        const struct gp_arc *a = w->gone_t[u] || u == t ? NULL : find(arcs, place);

        if (a != NULL && !fits(arcs, arcs_of(w->net, t, post), a->n))
            return false;
    }
    return true;
}

/* Replaces `place` by the arcs of t in every other transition, on the side given. */
static bool fuse(struct work *w, uint32_t t, uint32_t place, bool into_producers)
{
    uint32_t u;

    if (!all_fit(w, t, place, into_producers))
        return false;
    for (u = 0; u < w->net->n_transitions; u++) {
        struct gp_arcs *arcs = arcs_of(w->net, u, into_producers);
        const struct gp_arc *a = w->gone_t[u] || u == t ? NULL : find(arcs, place);

        if (a == NULL)
            continue;
        extend(w, u, t, a->n, !into_producers);
        count(w, u, -1);
        swap_arc(w, arcs, place, arcs_of(w->net, t, into_producers));
        count(w, u, 1);
        if (w->failed)
            return false;
    }
    drop(w, t, place);
    return true;
}

static bool try_forward(struct work *w, uint32_t t)
{
    const struct gp_transition *tr = &w->net->transitions[t];
    uint32_t p;

    if (tr->pre.n != 1 || tr->pre.at[0].n != 1)
        return false;
    p = tr->pre.at[0].place;
    return w->takes[p] == 1 && free_of_ends(w->net, p) && find(&tr->post, p) == NULL &&
           alike(w, p, &tr->post) && fuse(w, t, p, true);
}

static bool try_backward(struct work *w, uint32_t t)
{
    const struct gp_transition *tr = &w->net->transitions[t];
    uint32_t q;

    if (tr->post.n != 1 || tr->post.at[0].n != 1 || tr->pre.n == 0)
        return false;
    q = tr->post.at[0].place;
    return w->gives[q] == 1 && w->takes[q] > 0 && free_of_ends(w->net, q) &&
           find(&tr->pre, q) == NULL && alike(w, q, &tr->pre) && fuse(w, t, q, false);
}

static int by_place(const void *a, const void *b)
{
    uint32_t x = ((const struct gp_arc *)a)->place,
             y = ((const struct gp_arc *)b)->place;

    return (x > y) - (x < y);
}

static void sort_arcs(struct gp_arcs *a)
{
    if (a->n > 1)
        qsort(a->at, a->n, sizeof *a->at, by_place);
}

static bool same_arcs(const struct gp_arcs *a, const struct gp_arcs *b)
{
    size_t i;

    if (a->n != b->n)
        return false;
    for (i = 0; i < a->n; i++)
        if (a->at[i].place != b->at[i].place || a->at[i].n != b->at[i].n)
            return false;
    return true;
}

static bool droppable(const struct work *w, uint32_t t)
{
    const struct gp_transition *tr = &w->net->transitions[t];

    return !w->gone_t[t] && tr->label == GP_NO_ID && plain(tr);
}

/* (c); arcs are sorted by then. */
static bool drop_twins(struct work *w)
{
    struct gp_net *net = w->net;
    bool changed = false;
    uint32_t t, u;

    for (t = 0; t < net->n_transitions; t++) {
        const struct gp_transition *tr = &net->transitions[t];
        bool useless;

        if (!droppable(w, t))
            continue;
        useless = same_arcs(&tr->pre, &tr->post);
        for (u = 0; u < t && !useless; u++)
            useless = droppable(w, u) &&
                      same_arcs(&net->transitions[u].pre, &tr->pre) &&
                      same_arcs(&net->transitions[u].post, &tr->post);
        if (useless) {
            count(w, t, -1);
            w->gone_t[t] = true;
            changed = true;
        }
    }
    return changed;
}

static void reduce(struct work *w)
{
    bool changed = true;
    uint32_t t;

    while (changed && !w->failed) {
        changed = false;
        for (t = 0; t < w->net->n_transitions && !w->failed; t++)
            if (droppable(w, t) && (try_forward(w, t) || try_backward(w, t)))
                changed = true;
        for (t = 0; t < w->net->n_transitions; t++) {
            sort_arcs(&w->net->transitions[t].pre);
            sort_arcs(&w->net->transitions[t].post);
        }
        changed = drop_twins(w) || changed;
    }
}

/* Trails of the transitions that stay, in their order. */
static void drop_trails(struct work *w)
{
    size_t t, n = 0;

    for (t = 0; t < w->net->n_transitions; t++) {
        struct trail trail = w->trails[t];

        w->trails[t] = (struct trail){0};
        if (w->gone_t[t])
            gp_free(trail.at);
        else
            w->trails[n++] = trail;
    }
}

static bool flatten(const struct work *w, uint32_t **trail, size_t **row)
{
    size_t n = w->net->n_transitions, total = 0, t;

    for (t = 0; t < n; t++)
        total += w->trails[t].n;
    *trail = gp_array(total, sizeof **trail);
    *row = gp_array(n + 1, sizeof **row);
    if (*trail == NULL || *row == NULL)
        return false;
    total = 0;
    for (t = 0; t < n; t++) {
        (*row)[t] = total;
        if (w->trails[t].n > 0)
            memcpy(*trail + total, w->trails[t].at, w->trails[t].n * sizeof **trail);
        total += w->trails[t].n;
    }
    (*row)[n] = total;
    return true;
}

static bool prepare(struct work *w)
{
    size_t n_t = w->net->n_transitions, n_p = w->net->n_places;
    uint32_t t;

    w->trails = gp_array_zero(n_t, sizeof *w->trails);
    w->gone_t = gp_array_zero(n_t, sizeof *w->gone_t);
    w->gone_p = gp_array_zero(n_p, sizeof *w->gone_p);
    w->signature = gp_array_zero(n_p, sizeof *w->signature);
    w->takes = gp_array_zero(n_p, sizeof *w->takes);
    w->gives = gp_array_zero(n_p, sizeof *w->gives);
    if (w->trails == NULL || w->gone_t == NULL || w->gone_p == NULL ||
        w->signature == NULL || w->takes == NULL || w->gives == NULL)
        return false;
    for (t = 0; t < n_t; t++) {
        if (!gp_reserve(&w->trails[t].at, &w->trails[t].cap, 1))
            return false;
        w->trails[t].at[w->trails[t].n++] = t;
        count(w, t, 1);
    }
    sign(w);
    return true;
}

/* A pass costs at most transitions x arcs. */
static bool small_enough(const struct gp_net *net)
{
    size_t arcs = 0, t;

    for (t = 0; t < net->n_transitions; t++)
        arcs += net->transitions[t].pre.n + net->transitions[t].post.n;
    return arcs <= TOO_MUCH && net->n_transitions <= TOO_MUCH / (arcs + 1);
}

bool gp_reduce(const struct gp_net *from, bool keep_all, struct gp_net *to,
               uint32_t **trail, size_t **row)
{
    struct work w = {.net = to};
    bool ok = gp_net_copy(from, to);
    size_t t;

    *trail = NULL;
    *row = NULL;
    ok = ok && prepare(&w);
    if (ok && !keep_all && small_enough(to))
        reduce(&w);
    if (ok && !w.failed) {
        drop_trails(&w);
        ok = gp_net_drop(to, w.gone_t, w.gone_p) && flatten(&w, trail, row);
    }
    ok = ok && !w.failed;
    for (t = 0; w.trails != NULL && t < from->n_transitions; t++)
        gp_free(w.trails[t].at);
    gp_free(w.trails);
    gp_free(w.gone_t);
    gp_free(w.gone_p);
    gp_free(w.signature);
    gp_free(w.takes);
    gp_free(w.gives);
    if (!ok) {
        gp_net_release(to);
        gp_free(*trail);
        gp_free(*row);
    }
    return ok;
}
