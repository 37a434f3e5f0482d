/* net_fold.c - see net_fold.h.
 *
 * Every transition carries a tree, at first its own step. A pattern of two transitions
 * becomes one that carries both, until a single one leads from the source to the sink
 * (after van Zelst and Leemans, Translating workflow nets to process trees, 2020):
 *
 *   sequence   -[a]-> ( ) -[b]->                     nothing else at the place
 *   choice     -[a]->, -[b]->                        the same places before and after
 *   parallel   ( ) -[a]-> ( ), ( ) -[b]-> ( )        filled and emptied together
 *   loop       ( ) -[a]-> ( ), back -[b]->           nothing else leaves / enters
 *   self-loop  ( ) -[a]-> the same ( )
 */
#include "model/net/net_fold.h"

#include "base/mem.h"

#include <string.h>

static void set_add(struct gp_fold *f, struct gp_fold_set *s, uint32_t place)
{
    size_t i = s->n;

    if (!gp_reserve(&s->at, &s->cap, s->n + 1)) {
        f->failed = true;
        return;
    }
    for (; i > 0 && s->at[i - 1] > place; i--)
        s->at[i] = s->at[i - 1];
    s->at[i] = place;
    s->n++;
}

static bool set_equal(const struct gp_fold_set *a, const struct gp_fold_set *b)
{
    return a->n == b->n &&
           (a->n == 0 || memcmp(a->at, b->at, a->n * sizeof *a->at) == 0);
}

bool gp_fold_set_is(const struct gp_fold_set *s, uint32_t place)
{
    return s->n == 1 && s->at[0] == place;
}

uint32_t gp_fold_place(struct gp_fold *f)
{
    size_t cap = f->places_cap;

    if (!gp_reserve(&f->producers, &cap, f->n_places + 1) ||
        !gp_reserve(&f->consumers, &f->places_cap, f->n_places + 1)) {
        f->failed = true;
        return GP_FOLD_SINK;
    }
    f->producers[f->n_places] = f->consumers[f->n_places] = 0;
    return (uint32_t)f->n_places++;
}

uint32_t gp_fold_move(struct gp_fold *f, uint32_t node)
{
    if (f->failed || node == GP_NO_ID || !gp_reserve(&f->move, &f->cap, f->n + 1)) {
        f->failed = true;
        return GP_NO_ID;
    }
    f->move[f->n] = (struct gp_fold_move){.node = node};
    return (uint32_t)f->n++;
}

void gp_fold_takes(struct gp_fold *f, uint32_t m, uint32_t place)
{
    if (f->failed)
        return;
    set_add(f, &f->move[m].pre, place);
    f->consumers[place]++;
}

void gp_fold_gives(struct gp_fold *f, uint32_t m, uint32_t place)
{
    if (f->failed)
        return;
    set_add(f, &f->move[m].post, place);
    f->producers[place]++;
}

void gp_fold_drop(struct gp_fold *f, uint32_t m)
{
    struct gp_fold_move *move = &f->move[m];
    size_t i;

    for (i = 0; i < move->pre.n; i++)
        f->consumers[move->pre.at[i]]--;
    for (i = 0; i < move->post.n; i++)
        f->producers[move->post.at[i]]--;
    gp_free(move->pre.at);
    gp_free(move->post.at);
    memset(&move->pre, 0, sizeof move->pre);
    memset(&move->post, 0, sizeof move->post);
    move->gone = true;
}

uint32_t gp_fold_simple(struct gp_fold *f, uint32_t node, uint32_t from, uint32_t to)
{
    uint32_t m = gp_fold_move(f, node);

    if (m != GP_NO_ID) {
        gp_fold_takes(f, m, from);
        gp_fold_gives(f, m, to);
    }
    return m;
}

/* ---- patterns ---------------------------------------------------------------------- */

static uint32_t only_producer(const struct gp_fold *f, uint32_t place)
{
    uint32_t m;

    for (m = 0; f->producers[place] == 1 && m < f->n; m++) {
        size_t i;

        for (i = 0; i < f->move[m].post.n; i++)
            if (f->move[m].post.at[i] == place)
                return m;
    }
    return GP_NO_ID;
}

static uint32_t only_consumer(const struct gp_fold *f, uint32_t place)
{
    uint32_t m;

    for (m = 0; f->consumers[place] == 1 && m < f->n; m++) {
        size_t i;

        for (i = 0; i < f->move[m].pre.n; i++)
            if (f->move[m].pre.at[i] == place)
                return m;
    }
    return GP_NO_ID;
}

/* a then b, nothing else at the place between them. */
static bool fold_sequence(struct gp_fold *f, uint32_t place)
{
    uint32_t a, b, m;
    size_t i;

    if (place == GP_FOLD_SOURCE || place == GP_FOLD_SINK)
        return false;
    a = only_producer(f, place);
    b = only_consumer(f, place);
    if (a == GP_NO_ID || b == GP_NO_ID || a == b ||
        !gp_fold_set_is(&f->move[a].post, place) ||
        !gp_fold_set_is(&f->move[b].pre, place))
        return false;
    m = gp_fold_move(
        f, gp_tree_pair(f->tree, GP_TREE_SEQUENCE, f->move[a].node, f->move[b].node));
    for (i = 0; m != GP_NO_ID && i < f->move[a].pre.n; i++)
        gp_fold_takes(f, m, f->move[a].pre.at[i]);
    for (i = 0; m != GP_NO_ID && i < f->move[b].post.n; i++)
        gp_fold_gives(f, m, f->move[b].post.at[i]);
    gp_fold_drop(f, a);
    gp_fold_drop(f, b);
    return true;
}

/* A branch in which nothing is done: as one place it would be no branch any more. */
static bool is_empty_branch(const struct gp_fold *f, uint32_t from, uint32_t to)
{
    bool split = false, join = false;
    uint32_t m;
    size_t i;

    for (m = 0; m < f->n; m++) {
        for (i = 0; i < f->move[m].post.n; i++)
            split = split || (f->move[m].post.n > 1 && f->move[m].post.at[i] == from);
        for (i = 0; i < f->move[m].pre.n; i++)
            join = join || (f->move[m].pre.n > 1 && f->move[m].pre.at[i] == to);
    }
    return split && join;
}

/* A silent move that is the only way on from a place, or the only way to the next one:
 * both places are one. */
static bool fold_silent(struct gp_fold *f, uint32_t m)
{
    struct gp_fold_move *s = &f->move[m];
    uint32_t from, to, k;
    bool forward, backward;
    size_t i;

    if (s->gone || s->pre.n != 1 || s->post.n != 1 ||
        !gp_tree_is_silent(f->tree, s->node))
        return false;
    from = s->pre.at[0];
    to = s->post.at[0];
    forward = from != GP_FOLD_SOURCE && f->consumers[from] == 1;
    backward = to != GP_FOLD_SINK && f->producers[to] == 1;
    if (from != to && ((!forward && !backward) || is_empty_branch(f, from, to)))
        return false;
    gp_fold_drop(f, m);
    if (from == to)
        return true;
    for (k = 0; !f->failed && k < f->n; k++) {
        struct gp_fold_set *arcs = forward ? &f->move[k].post : &f->move[k].pre;
        uint32_t old = forward ? from : to, new = forward ? to : from;
        uint32_t *count = forward ? f->producers : f->consumers;

        for (i = 0; i < arcs->n; i++)
            if (arcs->at[i] == old) {
                memmove(arcs->at + i, arcs->at + i + 1,
                        (arcs->n - i - 1) * sizeof *arcs->at);
                arcs->n--;
                set_add(f, arcs, new);
                count[old]--;
                count[new]++;
                break;
            }
    }
    return true;
}

/* Moves with the same places before and after, from m on. */
static bool fold_choice(struct gp_fold *f, uint32_t m)
{
    bool found = false;
    uint32_t k;

    for (k = m + 1; !f->failed && !f->move[m].gone && k < f->n; k++) {
        if (f->move[k].gone || !set_equal(&f->move[m].pre, &f->move[k].pre) ||
            !set_equal(&f->move[m].post, &f->move[k].post))
            continue;
        f->move[m].node =
            gp_tree_pair(f->tree, GP_TREE_CHOICE, f->move[m].node, f->move[k].node);
        f->failed = f->failed || f->move[m].node == GP_NO_ID;
        gp_fold_drop(f, k);
        found = true;
    }
    return found;
}

/* Are two places filled by the same moves (or emptied by them)? */
static bool together(const struct gp_fold *f, uint32_t a, uint32_t b, bool filled)
{
    uint32_t m;

    if ((filled ? f->producers : f->consumers)[a] !=
        (filled ? f->producers : f->consumers)[b])
        return false;
    for (m = 0; m < f->n; m++) {
        const struct gp_fold_set *arcs = filled ? &f->move[m].post : &f->move[m].pre;
        bool has[2] = {false, false};
        size_t i;

        for (i = 0; i < arcs->n; i++) {
            has[0] = has[0] || arcs->at[i] == a;
            has[1] = has[1] || arcs->at[i] == b;
        }
        if (has[0] != has[1])
            return false;
    }
    return (filled ? f->producers : f->consumers)[a] != 0;
}

static bool is_branch(const struct gp_fold *f, uint32_t m)
{
    const struct gp_fold_move *move = &f->move[m];

    return !move->gone && move->pre.n == 1 && move->post.n == 1 &&
           move->pre.at[0] != GP_FOLD_SOURCE && f->consumers[move->pre.at[0]] == 1 &&
           (move->post.at[0] == GP_FOLD_SINK || f->producers[move->post.at[0]] == 1) &&
           move->pre.at[0] != move->post.at[0];
}

static void remove_arc(struct gp_fold_set *s, uint32_t place, uint32_t *count)
{
    size_t i;

    for (i = 0; i < s->n; i++)
        if (s->at[i] == place) {
            memmove(s->at + i, s->at + i + 1, (s->n - i - 1) * sizeof *s->at);
            s->n--;
            count[place]--;
            return;
        }
}

static bool fold_parallel(struct gp_fold *f, uint32_t a)
{
    uint32_t b, m;

    for (b = a + 1; is_branch(f, a) && b < f->n; b++) {
        uint32_t pre, post;

        if (!is_branch(f, b))
            continue;
        pre = f->move[b].pre.at[0];
        post = f->move[b].post.at[0];
        if (!together(f, f->move[a].pre.at[0], pre, true) ||
            (post == GP_FOLD_SINK
                 ? f->move[a].post.at[0] != GP_FOLD_SINK
                 : f->move[a].post.at[0] == GP_FOLD_SINK ||
                       !together(f, f->move[a].post.at[0], post, false)))
            continue;
        f->move[a].node =
            gp_tree_pair(f->tree, GP_TREE_PARALLEL, f->move[a].node, f->move[b].node);
        f->failed = f->failed || f->move[a].node == GP_NO_ID;
        gp_fold_drop(f, b);
        for (m = 0; m < f->n; m++) {
            remove_arc(&f->move[m].post, pre, f->producers);
            if (post != GP_FOLD_SINK)
                remove_arc(&f->move[m].pre, post, f->consumers);
        }
        return true;
    }
    return false;
}

/* a leads from a place that only it leaves to one that only it enters, b back. */
static bool fold_loop(struct gp_fold *f, uint32_t a)
{
    const struct gp_fold_move *body = &f->move[a];
    uint32_t b;

    if (body->gone || body->pre.n != 1 || body->post.n != 1 ||
        body->pre.at[0] == GP_FOLD_SOURCE || body->post.at[0] == GP_FOLD_SINK ||
        body->pre.at[0] == body->post.at[0] || f->consumers[body->pre.at[0]] != 1 ||
        f->producers[body->post.at[0]] != 1)
        return false;
    for (b = 0; b < f->n; b++)
        if (!f->move[b].gone && set_equal(&f->move[b].pre, &body->post) &&
            set_equal(&f->move[b].post, &body->pre)) {
            f->move[a].node = gp_tree_loop(f->tree, body->node, f->move[b].node);
            f->failed = f->failed || f->move[a].node == GP_NO_ID;
            gp_fold_drop(f, b);
            return true;
        }
    return false;
}

/* A move from a place to itself: whatever comes to the place passes the loop first. */
static bool fold_self_loop(struct gp_fold *f, uint32_t m)
{
    uint32_t place, after, k, node;

    if (f->move[m].gone || f->move[m].pre.n != 1 ||
        !set_equal(&f->move[m].pre, &f->move[m].post))
        return false;
    place = f->move[m].pre.at[0];
    node = gp_tree_loop(f->tree, gp_tree_silent(f->tree), f->move[m].node);
    gp_fold_drop(f, m);
    after = gp_fold_place(f);
    for (k = 0; !f->failed && k < f->n; k++) {
        size_t had = f->move[k].pre.n;

        remove_arc(&f->move[k].pre, place, f->consumers);
        if (f->move[k].pre.n != had)
            gp_fold_takes(f, k, after);
    }
    gp_fold_simple(f, node, place, after);
    return true;
}

bool gp_fold_once(struct gp_fold *f)
{
    static bool (*const patterns[])(struct gp_fold *, uint32_t) = {
        fold_silent, fold_choice, fold_loop, fold_parallel, fold_self_loop};
    bool found = false;
    uint32_t i;
    size_t k;

    for (i = 0; !f->failed && i < f->n_places; i++)
        found = fold_sequence(f, i) || found;
    for (k = 0; !found && k < sizeof patterns / sizeof *patterns; k++)
        for (i = 0; !f->failed && i < f->n; i++)
            found = (!f->move[i].gone && patterns[k](f, i)) || found;
    return found;
}

void gp_fold_release(struct gp_fold *f)
{
    size_t i;

    for (i = 0; i < f->n; i++) {
        gp_free(f->move[i].pre.at);
        gp_free(f->move[i].post.at);
    }
    gp_free(f->move);
    gp_free(f->producers);
    gp_free(f->consumers);
}
