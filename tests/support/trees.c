/* trees.c - see trees.h. */
#include "tests/support/trees.h"

#include "base/mem.h"

#include <assert.h>

static uint32_t chance(uint64_t *seed, uint32_t n)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33) % n;
}

uint32_t random_tree(struct gp_tree *t, uint64_t *seed, unsigned letters,
                     unsigned steps)
{
    static const enum gp_tree_kind kinds[] = {GP_TREE_SEQUENCE, GP_TREE_SEQUENCE,
                                              GP_TREE_CHOICE, GP_TREE_PARALLEL};
    uint32_t which = chance(seed, 6), a, b;
    unsigned left;

    if (steps <= 1)
        return chance(seed, 5) == 0 ? gp_tree_silent(t)
                                    : gp_tree_step(t, chance(seed, letters), GP_NO_ID);
    left = 1 + chance(seed, steps - 1);
    a = random_tree(t, seed, letters, left);
    b = random_tree(t, seed, letters, steps - left);
    if (which < 4)
        return gp_tree_pair(t, kinds[which], a, b);
    if (which == 4)
        return gp_tree_loop(t, a, b);
    return gp_tree_pair(t, GP_TREE_CHOICE, gp_tree_pair(t, GP_TREE_SEQUENCE, a, b),
                        gp_tree_silent(t));
}

struct building {
    const struct gp_tree *t;
    struct gp_process *p;
    struct gp_net *net;
};

static void build(struct building *b, uint32_t node, uint32_t from, uint32_t to)
{
    const struct gp_tree_node *n = &b->t->node[node];
    uint32_t at = from, begin[64], end[64], body[2], redo[2];
    char name[2] = {0};
    size_t i;

    assert(n->n <= 64);
    switch (n->kind) {
    case GP_TREE_SILENT:
        gp_net_silent(b->net, GP_NO_ID, from, to);
        return;
    case GP_TREE_STEP:
        name[0] = (char)('A' + n->label);
        i = gp_process_step(b->p, gp_slice(name), b->p->n_elements + 1);
        gp_net_step(b->net, b->p->elements[i].label, (uint32_t)i, from, to);
        return;
    case GP_TREE_SEQUENCE:
        for (i = 0; i < n->n; i++) {
            uint32_t next = i + 1 == n->n ? to : gp_net_place(b->net, GP_NO_ID);

            build(b, n->child[i], at, next);
            at = next;
        }
        return;
    case GP_TREE_CHOICE:
        for (i = 0; i < n->n; i++) {
            begin[0] = gp_net_place(b->net, GP_NO_ID);
            end[0] = gp_net_place(b->net, GP_NO_ID);
            gp_net_silent(b->net, GP_NO_ID, from, begin[0]);
            build(b, n->child[i], begin[0], end[0]);
            gp_net_silent(b->net, GP_NO_ID, end[0], to);
        }
        return;
    case GP_TREE_PARALLEL:
        gp_net_split(b->net, GP_NO_ID, from, n->n, begin);
        for (i = 0; i < n->n; i++) {
            end[i] = gp_net_place(b->net, GP_NO_ID);
            build(b, n->child[i], begin[i], end[i]);
        }
        gp_net_join_all(b->net, GP_NO_ID, n->n, end, to);
        return;
    case GP_TREE_LOOP:
        gp_net_loop(b->net, GP_NO_ID, from, to, body, redo);
        build(b, n->child[0], body[0], body[1]);
        build(b, n->child[1], redo[0], redo[1]);
    }
}

struct gp_process *process_of_tree(const struct gp_tree *t, uint32_t root)
{
    struct gp_process *p = gp_process_new(gp_slice("tree"), "tree");
    struct building b = {t, p, gp_process_net(p, GP_NO_ID)};
    uint32_t start = gp_net_place(b.net, GP_NO_ID), end = gp_net_place(b.net, GP_NO_ID);

    b.net->places[start].initial = 1;
    build(&b, root, start, end);
    gp_net_silent(b.net, GP_NO_ID, end, GP_NO_ID);
    assert(gp_process_ok(p));
    return p;
}

void tree_line(struct gp_text *out, const struct gp_tree *t, uint32_t node)
{
    static const char signs[] = "-A>X+*";
    const struct gp_tree_node *n = &t->node[node];
    size_t i;

    if (n->kind == GP_TREE_STEP) {
        gp_text_add_char(out, (char)('A' + n->label));
        return;
    }
    gp_text_add_char(out, signs[n->kind]);
    if (n->n != 0)
        gp_text_add(out, "(");
    for (i = 0; i < n->n; i++) {
        gp_text_add(out, i != 0 ? "," : "");
        tree_line(out, t, n->child[i]);
    }
    if (n->n != 0)
        gp_text_add(out, ")");
}
