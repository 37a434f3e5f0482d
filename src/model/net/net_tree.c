/* net_tree.c - see net_tree.h.
 *
 *   net -> a move for each transition, from one source to one sink -> patterns
 *          (net_fold.c) until a single move is left: its tree is that of the net
 *
 * Where ways meet and part so that no pattern fits, a place is taken out and the steps
 * before (or behind) it are written once for each way through it, as long as the text
 * does not grow to much more than it was.
 */
#include "model/net/net_tree.h"

#include "base/mem.h"
#include "model/net/net_flat.h"
#include "model/net/net_fold.h"
#include "model/net/net_plain.h"

#include <string.h>

enum { MOST_TRANSITIONS = 3000, MOST_STEPS = 5000, ALWAYS_COPIES = 6 };

/* ---- from the net ------------------------------------------------------------------ */

/* A join between a place and another place with nothing in between: a branch in which
 * nothing is done. It gets a silent move of its own, so that branches look alike. */
static uint32_t own_place(struct gp_fold *f, uint32_t place, bool before)
{
    uint32_t own = gp_fold_place(f);

    if (before)
        gp_fold_simple(f, gp_tree_silent(f->tree), place, own);
    else
        gp_fold_simple(f, gp_tree_silent(f->tree), own, place);
    return own;
}

static void add_transition(struct gp_fold *f, const struct gp_transition *t,
                           uint32_t first)
{
    uint32_t node = t->label == GP_NO_ID ? gp_tree_silent(f->tree)
                                         : gp_tree_step(f->tree, t->label, t->element);
    uint32_t m, before = GP_NO_ID, after = GP_NO_ID;
    size_t i;

    if (t->pre.n == 0)
        return; /* never enabled by the token game of a complete run */
    if (t->pre.n > 1) {
        before = gp_fold_place(f);
        m = gp_fold_move(f, gp_tree_silent(f->tree));
        for (i = 0; m != GP_NO_ID && i < t->pre.n; i++)
            gp_fold_takes(f, m, own_place(f, t->pre.at[i].place + first, true));
        if (m != GP_NO_ID)
            gp_fold_gives(f, m, before);
    }
    if (t->post.n > 1) {
        after = gp_fold_place(f);
        m = gp_fold_move(f, gp_tree_silent(f->tree));
        for (i = 0; m != GP_NO_ID && i < t->post.n; i++)
            gp_fold_gives(f, m, own_place(f, t->post.at[i].place + first, false));
        if (m != GP_NO_ID)
            gp_fold_takes(f, m, after);
    }
    gp_fold_simple(f, node, before != GP_NO_ID ? before : t->pre.at[0].place + first,
                   after != GP_NO_ID ? after
                   : t->post.n == 0  ? GP_FOLD_SINK
                                     : t->post.at[0].place + first);
}

static void add_net(struct gp_fold *f, const struct gp_net *net)
{
    uint32_t first, start = GP_NO_ID, end = GP_NO_ID, i;

    gp_fold_place(f); /* GP_FOLD_SOURCE */
    gp_fold_place(f); /* GP_FOLD_SINK */
    first = (uint32_t)f->n_places;
    for (i = 0; i < net->n_places; i++)
        gp_fold_place(f);
    for (i = 0; !f->failed && i < net->n_places; i++) {
        if (net->places[i].initial != 0) {
            if (start == GP_NO_ID) {
                start = gp_fold_move(f, gp_tree_silent(f->tree));
                gp_fold_takes(f, start, GP_FOLD_SOURCE);
            }
            gp_fold_gives(f, start, i + first);
        }
        if (net->final == GP_FINAL_MARKING && net->places[i].final != 0) {
            if (end == GP_NO_ID) {
                end = gp_fold_move(f, gp_tree_silent(f->tree));
                gp_fold_gives(f, end, GP_FOLD_SINK);
            }
            gp_fold_takes(f, end, i + first);
        }
    }
    for (i = 0; i < net->n_transitions; i++)
        add_transition(f, &net->transitions[i], first);
}

/* ---- where no pattern fits --------------------------------------------------------- */

/* Steps written again when the place is taken out; SIZE_MAX: it cannot be. */
static size_t copies_of(const struct gp_fold *f, uint32_t place)
{
    size_t in = f->producers[place], out = f->consumers[place], cost = 0;
    uint32_t m;

    if (place == GP_FOLD_SOURCE || place == GP_FOLD_SINK || in == 0 || out == 0)
        return SIZE_MAX;
    for (m = 0; m < f->n; m++) {
        const struct gp_fold_move *move = &f->move[m];
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

static void take_out(struct gp_fold *f, uint32_t place)
{
    size_t n = f->n, i;
    uint32_t a, b, m;

    for (a = 0; !f->failed && a < n; a++)
        for (b = 0; gp_fold_set_is(&f->move[a].post, place) && !f->failed && b < n;
             b++) {
            if (!gp_fold_set_is(&f->move[b].pre, place))
                continue;
            m = gp_fold_move(f, gp_tree_pair(f->tree, GP_TREE_SEQUENCE, f->move[a].node,
                                             f->move[b].node));
            for (i = 0; m != GP_NO_ID && i < f->move[a].pre.n; i++)
                gp_fold_takes(f, m, f->move[a].pre.at[i]);
            for (i = 0; m != GP_NO_ID && i < f->move[b].post.n; i++)
                gp_fold_gives(f, m, f->move[b].post.at[i]);
        }
    for (a = 0; a < n; a++)
        if (gp_fold_set_is(&f->move[a].post, place) ||
            gp_fold_set_is(&f->move[a].pre, place))
            gp_fold_drop(f, a);
}

static bool write_again(struct gp_fold *f)
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

static void name_steps(const struct gp_fold *f, uint32_t node, struct gp_text *t,
                       size_t *told)
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

static enum gp_status stuck(const struct gp_fold *f, struct gp_err *err)
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

static enum gp_status fold(struct gp_fold *f, struct gp_err *err)
{
    uint32_t last = GP_NO_ID, i;
    size_t left = 0;

    while (!f->failed && !f->tree->failed && (gp_fold_once(f) || write_again(f)))
        ;
    if (f->failed || f->tree->failed)
        return gp_fail_memory(err);
    for (i = 0; i < f->n; i++)
        if (!f->move[i].gone) {
            last = i;
            left++;
        }
    if (left != 1 || !gp_fold_set_is(&f->move[last].pre, GP_FOLD_SOURCE) ||
        !gp_fold_set_is(&f->move[last].post, GP_FOLD_SINK))
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
static enum gp_status tree_of(struct gp_fold *f, const struct gp_net *net,
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
    struct gp_fold f = {.p = p, .tree = out};
    const struct gp_net *net = NULL;
    struct gp_net flat;
    enum gp_status st = choose(p, &net, err);

    memset(out, 0, sizeof *out);
    out->root = GP_NO_ID;
    if (st != GP_OK || net == NULL)
        return st;
    st = gp_net_flatten(net, &flat) ? tree_of(&f, &flat, err) : gp_fail_memory(err);
    gp_net_release(&flat);
    gp_fold_release(&f);
    return st;
}
