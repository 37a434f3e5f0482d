/* net_tree.c - see net_tree.h.
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
 *
 * Where ways meet and part so that no pattern fits, a place is taken out and the steps
 * before (or behind) it are written once for each way through it, as long as the text
 * does not grow to much more than it was.
 */
#include "model/net_tree.h"

#include "base/mem.h"
#include "model/net_flat.h"
#include "model/net_plain.h"

#include <string.h>

enum { MOST_TRANSITIONS = 3000, MOST_STEPS = 5000, ALWAYS_COPIES = 6 };

struct set {
    uint32_t *at; /* ascending */
    size_t n, cap;
};

struct move {
    uint32_t node; /* of the tree */
    struct set pre, post;
    bool gone;
};

struct folding {
    const struct gp_process *p;
    struct gp_tree *tree;
    struct move *move;
    size_t n, cap;
    size_t n_places, places_cap;
    uint32_t *producers, *consumers; /* [places] how many moves */
    size_t copies;                   /* steps that may still be written again */
    bool failed;
};

enum { SOURCE = 0, SINK = 1 };

/* ---- building ---------------------------------------------------------------------- */

static void set_add(struct folding *f, struct set *s, uint32_t place)
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

static bool set_equal(const struct set *a, const struct set *b)
{
    return a->n == b->n &&
           (a->n == 0 || memcmp(a->at, b->at, a->n * sizeof *a->at) == 0);
}

static bool set_is(const struct set *s, uint32_t place)
{
    return s->n == 1 && s->at[0] == place;
}

static uint32_t new_place(struct folding *f)
{
    size_t cap = f->places_cap;

    if (!gp_reserve(&f->producers, &cap, f->n_places + 1) ||
        !gp_reserve(&f->consumers, &f->places_cap, f->n_places + 1)) {
        f->failed = true;
        return SINK;
    }
    f->producers[f->n_places] = f->consumers[f->n_places] = 0;
    return (uint32_t)f->n_places++;
}

static uint32_t new_move(struct folding *f, uint32_t node)
{
    if (f->failed || node == GP_NO_ID || !gp_reserve(&f->move, &f->cap, f->n + 1)) {
        f->failed = true;
        return GP_NO_ID;
    }
    f->move[f->n] = (struct move){.node = node};
    return (uint32_t)f->n++;
}

static void takes(struct folding *f, uint32_t m, uint32_t place)
{
    if (f->failed)
        return;
    set_add(f, &f->move[m].pre, place);
    f->consumers[place]++;
}

static void gives(struct folding *f, uint32_t m, uint32_t place)
{
    if (f->failed)
        return;
    set_add(f, &f->move[m].post, place);
    f->producers[place]++;
}

static void drop(struct folding *f, uint32_t m)
{
    struct move *move = &f->move[m];
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

static uint32_t simple_move(struct folding *f, uint32_t node, uint32_t from,
                            uint32_t to)
{
    uint32_t m = new_move(f, node);

    if (m != GP_NO_ID) {
        takes(f, m, from);
        gives(f, m, to);
    }
    return m;
}

/* ---- from the net ------------------------------------------------------------------ */

/* A join between a place and another place with nothing in between: a branch in which
 * nothing is done. It gets a silent move of its own, so that branches look alike. */
static uint32_t own_place(struct folding *f, uint32_t place, bool before)
{
    uint32_t own = new_place(f);

    if (before)
        simple_move(f, gp_tree_silent(f->tree), place, own);
    else
        simple_move(f, gp_tree_silent(f->tree), own, place);
    return own;
}

static void add_transition(struct folding *f, const struct gp_transition *t,
                           uint32_t first)
{
    uint32_t node = t->label == GP_NO_ID ? gp_tree_silent(f->tree)
                                         : gp_tree_step(f->tree, t->label, t->element);
    uint32_t m, before = GP_NO_ID, after = GP_NO_ID;
    size_t i;

    if (t->pre.n == 0)
        return; /* never enabled by the token game of a complete run */
    if (t->pre.n > 1) {
        before = new_place(f);
        m = new_move(f, gp_tree_silent(f->tree));
        for (i = 0; m != GP_NO_ID && i < t->pre.n; i++)
            takes(f, m, own_place(f, t->pre.at[i].place + first, true));
        if (m != GP_NO_ID)
            gives(f, m, before);
    }
    if (t->post.n > 1) {
        after = new_place(f);
        m = new_move(f, gp_tree_silent(f->tree));
        for (i = 0; m != GP_NO_ID && i < t->post.n; i++)
            gives(f, m, own_place(f, t->post.at[i].place + first, false));
        if (m != GP_NO_ID)
            takes(f, m, after);
    }
    simple_move(f, node, before != GP_NO_ID ? before : t->pre.at[0].place + first,
                after != GP_NO_ID ? after
                : t->post.n == 0  ? SINK
                                  : t->post.at[0].place + first);
}

static void add_net(struct folding *f, const struct gp_net *net)
{
    uint32_t first, start = GP_NO_ID, end = GP_NO_ID, i;

    new_place(f); /* SOURCE */
    new_place(f); /* SINK */
    first = (uint32_t)f->n_places;
    for (i = 0; i < net->n_places; i++)
        new_place(f);
    for (i = 0; !f->failed && i < net->n_places; i++) {
        if (net->places[i].initial != 0) {
            if (start == GP_NO_ID) {
                start = new_move(f, gp_tree_silent(f->tree));
                takes(f, start, SOURCE);
            }
            gives(f, start, i + first);
        }
        if (net->final == GP_FINAL_MARKING && net->places[i].final != 0) {
            if (end == GP_NO_ID) {
                end = new_move(f, gp_tree_silent(f->tree));
                gives(f, end, SINK);
            }
            takes(f, end, i + first);
        }
    }
    for (i = 0; i < net->n_transitions; i++)
        add_transition(f, &net->transitions[i], first);
}

/* ---- patterns ---------------------------------------------------------------------- */

static uint32_t only_producer(const struct folding *f, uint32_t place)
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

static uint32_t only_consumer(const struct folding *f, uint32_t place)
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
static bool fold_sequence(struct folding *f, uint32_t place)
{
    uint32_t a, b, m;
    size_t i;

    if (place == SOURCE || place == SINK)
        return false;
    a = only_producer(f, place);
    b = only_consumer(f, place);
    if (a == GP_NO_ID || b == GP_NO_ID || a == b || !set_is(&f->move[a].post, place) ||
        !set_is(&f->move[b].pre, place))
        return false;
    m = new_move(
        f, gp_tree_pair(f->tree, GP_TREE_SEQUENCE, f->move[a].node, f->move[b].node));
    for (i = 0; m != GP_NO_ID && i < f->move[a].pre.n; i++)
        takes(f, m, f->move[a].pre.at[i]);
    for (i = 0; m != GP_NO_ID && i < f->move[b].post.n; i++)
        gives(f, m, f->move[b].post.at[i]);
    drop(f, a);
    drop(f, b);
    return true;
}

/* A branch in which nothing is done: as one place it would be no branch any more. */
static bool is_empty_branch(const struct folding *f, uint32_t from, uint32_t to)
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
static bool fold_silent(struct folding *f, uint32_t m)
{
    struct move *s = &f->move[m];
    uint32_t from, to, k;
    bool forward, backward;
    size_t i;

    if (s->gone || s->pre.n != 1 || s->post.n != 1 ||
        !gp_tree_is_silent(f->tree, s->node))
        return false;
    from = s->pre.at[0];
    to = s->post.at[0];
    forward = from != SOURCE && f->consumers[from] == 1;
    backward = to != SINK && f->producers[to] == 1;
    if (from != to && ((!forward && !backward) || is_empty_branch(f, from, to)))
        return false;
    drop(f, m);
    if (from == to)
        return true;
    for (k = 0; !f->failed && k < f->n; k++) {
        struct set *arcs = forward ? &f->move[k].post : &f->move[k].pre;
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
static bool fold_choice(struct folding *f, uint32_t m)
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
        drop(f, k);
        found = true;
    }
    return found;
}

/* Are two places filled by the same moves (or emptied by them)? */
static bool together(const struct folding *f, uint32_t a, uint32_t b, bool filled)
{
    uint32_t m;

    if ((filled ? f->producers : f->consumers)[a] !=
        (filled ? f->producers : f->consumers)[b])
        return false;
    for (m = 0; m < f->n; m++) {
        const struct set *arcs = filled ? &f->move[m].post : &f->move[m].pre;
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

static bool is_branch(const struct folding *f, uint32_t m)
{
    const struct move *move = &f->move[m];

    return !move->gone && move->pre.n == 1 && move->post.n == 1 &&
           move->pre.at[0] != SOURCE && f->consumers[move->pre.at[0]] == 1 &&
           (move->post.at[0] == SINK || f->producers[move->post.at[0]] == 1) &&
           move->pre.at[0] != move->post.at[0];
}

static void remove_arc(struct set *s, uint32_t place, uint32_t *count)
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

static bool fold_parallel(struct folding *f, uint32_t a)
{
    uint32_t b, m;

    for (b = a + 1; is_branch(f, a) && b < f->n; b++) {
        uint32_t pre, post;

        if (!is_branch(f, b))
            continue;
        pre = f->move[b].pre.at[0];
        post = f->move[b].post.at[0];
        if (!together(f, f->move[a].pre.at[0], pre, true) ||
            (post == SINK ? f->move[a].post.at[0] != SINK
                          : f->move[a].post.at[0] == SINK ||
                                !together(f, f->move[a].post.at[0], post, false)))
            continue;
        f->move[a].node =
            gp_tree_pair(f->tree, GP_TREE_PARALLEL, f->move[a].node, f->move[b].node);
        f->failed = f->failed || f->move[a].node == GP_NO_ID;
        drop(f, b);
        for (m = 0; m < f->n; m++) {
            remove_arc(&f->move[m].post, pre, f->producers);
            if (post != SINK)
                remove_arc(&f->move[m].pre, post, f->consumers);
        }
        return true;
    }
    return false;
}

/* a leads from a place that only it leaves to one that only it enters, b back. */
static bool fold_loop(struct folding *f, uint32_t a)
{
    const struct move *body = &f->move[a];
    uint32_t b;

    if (body->gone || body->pre.n != 1 || body->post.n != 1 ||
        body->pre.at[0] == SOURCE || body->post.at[0] == SINK ||
        body->pre.at[0] == body->post.at[0] || f->consumers[body->pre.at[0]] != 1 ||
        f->producers[body->post.at[0]] != 1)
        return false;
    for (b = 0; b < f->n; b++)
        if (!f->move[b].gone && set_equal(&f->move[b].pre, &body->post) &&
            set_equal(&f->move[b].post, &body->pre)) {
            f->move[a].node = gp_tree_loop(f->tree, body->node, f->move[b].node);
            f->failed = f->failed || f->move[a].node == GP_NO_ID;
            drop(f, b);
            return true;
        }
    return false;
}

/* A move from a place to itself: whatever comes to the place passes the loop first. */
static bool fold_self_loop(struct folding *f, uint32_t m)
{
    uint32_t place, after, k, node;

    if (f->move[m].gone || f->move[m].pre.n != 1 ||
        !set_equal(&f->move[m].pre, &f->move[m].post))
        return false;
    place = f->move[m].pre.at[0];
    node = gp_tree_loop(f->tree, gp_tree_silent(f->tree), f->move[m].node);
    drop(f, m);
    after = new_place(f);
    for (k = 0; !f->failed && k < f->n; k++) {
        size_t had = f->move[k].pre.n;

        remove_arc(&f->move[k].pre, place, f->consumers);
        if (f->move[k].pre.n != had)
            takes(f, k, after);
    }
    simple_move(f, node, place, after);
    return true;
}

static bool fold_once(struct folding *f)
{
    static bool (*const patterns[])(struct folding *, uint32_t) = {
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

/* ---- where no pattern fits --------------------------------------------------------- */

/* Steps written again when the place is taken out; SIZE_MAX: it cannot be. */
static size_t copies_of(const struct folding *f, uint32_t place)
{
    size_t in = f->producers[place], out = f->consumers[place], cost = 0;
    uint32_t m;

    if (place == SOURCE || place == SINK || in == 0 || out == 0)
        return SIZE_MAX;
    for (m = 0; m < f->n; m++) {
        const struct move *move = &f->move[m];
        bool into = false, from = false;
        size_t i, steps = gp_tree_steps(f->tree, move->node, MOST_STEPS);

        for (i = 0; i < move->post.n; i++)
            into = into || move->post.at[i] == place;
        for (i = 0; i < move->pre.n; i++)
            from = from || move->pre.at[i] == place;
        if ((into && (from || move->post.n != 1)) || (from && move->pre.n != 1))
            return SIZE_MAX;
        cost += into ? steps * (out - 1) : from ? steps * (in - 1) : 0;
    }
    return cost;
}

static void take_out(struct folding *f, uint32_t place)
{
    size_t n = f->n, i;
    uint32_t a, b, m;

    for (a = 0; !f->failed && a < n; a++)
        for (b = 0; set_is(&f->move[a].post, place) && !f->failed && b < n; b++) {
            if (!set_is(&f->move[b].pre, place))
                continue;
            m = new_move(f, gp_tree_pair(f->tree, GP_TREE_SEQUENCE, f->move[a].node,
                                         f->move[b].node));
            for (i = 0; m != GP_NO_ID && i < f->move[a].pre.n; i++)
                takes(f, m, f->move[a].pre.at[i]);
            for (i = 0; m != GP_NO_ID && i < f->move[b].post.n; i++)
                gives(f, m, f->move[b].post.at[i]);
        }
    for (a = 0; a < n; a++)
        if (set_is(&f->move[a].post, place) || set_is(&f->move[a].pre, place))
            drop(f, a);
}

static bool write_again(struct folding *f)
{
    uint32_t best = GP_NO_ID, i;
    size_t least = SIZE_MAX;

    for (i = 0; i < f->n_places; i++) {
        size_t cost = copies_of(f, i);

        if (cost < least) {
            least = cost;
            best = i;
        }
    }
    if (best == GP_NO_ID || least > f->copies)
        return false;
    f->copies -= least;
    take_out(f, best);
    return true;
}

/* ---- all of it --------------------------------------------------------------------- */

static void name_steps(const struct folding *f, uint32_t node, struct gp_text *t,
                       size_t *told) // NOLINT
{
    const struct gp_tree_node *n = &f->tree->node[node];
    size_t i;

    if (n->kind == GP_TREE_STEP && *told < 5) {
        gp_text_add(t, (*told)++ == 0 ? "\"" : ", \"");
        gp_text_add_slice(t, gp_dict_name(&f->p->labels, n->label));
        gp_text_add(t, "\"");
    }
    for (i = 0; i < n->n; i++)
        name_steps(f, n->child[i], t, told);
}

static enum gp_status stuck(const struct folding *f, struct gp_err *err)
{
    struct gp_text names = {0};
    enum gp_status st;
    size_t told = 0, i;

    for (i = 0; i < f->n; i++)
        if (!f->move[i].gone)
            name_steps(f, f->move[i].node, &names, &told);
    st = gp_fail(err, GP_INPUT,
                 "%s: the ways around %s cross in a way that nested blocks cannot say",
                 gp_dict_name(&f->p->files, 0).at, gp_text_z(&names));
    gp_text_release(&names);
    return st;
}

static enum gp_status fold(struct folding *f, struct gp_err *err)
{
    uint32_t last = GP_NO_ID, i;
    size_t left = 0;

    while (!f->failed && !f->tree->failed && (fold_once(f) || write_again(f)))
        ;
    if (f->failed || f->tree->failed)
        return gp_fail_memory(err);
    for (i = 0; i < f->n; i++)
        if (!f->move[i].gone) {
            last = i;
            left++;
        }
    if (left != 1 || !set_is(&f->move[last].pre, SOURCE) ||
        !set_is(&f->move[last].post, SINK))
        return stuck(f, err);
    f->tree->root = f->move[last].node;
    gp_tree_in_order(f->tree);
    return GP_OK;
}

/* The net with steps; several are several processes. */
static enum gp_status choose(const struct gp_process *p, const struct gp_net **out,
                             struct gp_err *err)
{
    size_t n, i;

    *out = NULL;
    for (n = 0; n < p->n_nets; n++)
        for (i = 0; i < p->nets[n]->n_transitions; i++) {
            if (p->nets[n]->transitions[i].label == GP_NO_ID)
                continue;
            if (*out != NULL)
                return gp_fail(err, GP_INPUT,
                               "%s: holds several processes, \"%.*s\" and \"%.*s\"; "
                               "nested blocks say one",
                               gp_dict_name(&p->files, 0).at, (int)(*out)->name.len,
                               (*out)->name.at, (int)p->nets[n]->name.len,
                               p->nets[n]->name.at);
            *out = p->nets[n];
            break;
        }
    return GP_OK;
}

/* The tree of a net without sub-processes. */
static enum gp_status tree_of(struct folding *f, const struct gp_net *net,
                              struct gp_err *err)
{
    enum gp_status st = gp_net_plain(f->p, net, "a nest of blocks", err);
    size_t i, steps = 0;

    if (st == GP_OK && net->n_transitions > MOST_TRANSITIONS)
        st = gp_fail(err, GP_INPUT, "%s: more than %d steps and ways between them",
                     gp_dict_name(&f->p->files, 0).at, MOST_TRANSITIONS);
    if (st != GP_OK)
        return st;
    for (i = 0; i < net->n_transitions; i++)
        steps += net->transitions[i].label != GP_NO_ID;
    f->copies = steps + ALWAYS_COPIES;
    add_net(f, net);
    return fold(f, err);
}

enum gp_status gp_net_tree(const struct gp_process *p, struct gp_tree *out,
                           struct gp_err *err)
{
    struct folding f = {.p = p, .tree = out};
    const struct gp_net *net = NULL;
    struct gp_net flat;
    enum gp_status st = choose(p, &net, err);
    size_t i;

    memset(out, 0, sizeof *out);
    out->root = GP_NO_ID;
    if (st != GP_OK || net == NULL)
        return st;
    st = gp_net_flatten(net, &flat) ? tree_of(&f, &flat, err) : gp_fail_memory(err);
    gp_net_release(&flat);
    for (i = 0; i < f.n; i++) {
        gp_free(f.move[i].pre.at);
        gp_free(f.move[i].post.at);
    }
    gp_free(f.move);
    gp_free(f.producers);
    gp_free(f.consumers);
    return st;
}
