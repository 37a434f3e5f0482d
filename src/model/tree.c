/* tree.c - see tree.h. Trees are made simple while they are made:
 *
 *   sequence(sequence(A, silent), B)      -> sequence(A, B)
 *   sequence(A, loop(silent, A))          -> loop(A, silent)
 *   loop(A, choice(B, silent))            -> loop(loop(A, silent), B)
 *   loop(loop(A, silent), silent)         -> loop(A, silent)
 *   choice(sequence(A, B), sequence(A, C)) -> sequence(A, choice(B, C))   one node A
 */
#include "model/tree.h"

#include "base/mem.h"

#include <string.h>

void gp_tree_release(struct gp_tree *t)
{
    size_t i;

    for (i = 0; i < t->n; i++)
        gp_free(t->node[i].child);
    gp_free(t->node);
    memset(t, 0, sizeof *t);
}

static uint32_t add(struct gp_tree *t, enum gp_tree_kind kind)
{
    if (t->failed || !gp_reserve(&t->node, &t->cap, t->n + 1)) {
        t->failed = true;
        return GP_NO_ID;
    }
    t->node[t->n] =
        (struct gp_tree_node){.kind = kind, .label = GP_NO_ID, .element = GP_NO_ID};
    return (uint32_t)t->n++;
}

static void add_child(struct gp_tree *t, uint32_t parent, uint32_t child)
{
    struct gp_tree_node *p;

    if (t->failed || parent == GP_NO_ID || child == GP_NO_ID) {
        t->failed = true;
        return;
    }
    p = &t->node[parent];
    if (gp_reserve(&p->child, &p->cap, p->n + 1))
        p->child[p->n++] = child;
    else
        t->failed = true;
}

uint32_t gp_tree_silent(struct gp_tree *t)
{
    return add(t, GP_TREE_SILENT);
}

uint32_t gp_tree_step(struct gp_tree *t, uint32_t label, uint32_t element)
{
    uint32_t node = add(t, GP_TREE_STEP);

    if (node != GP_NO_ID) {
        t->node[node].label = label;
        t->node[node].element = element;
    }
    return node;
}

bool gp_tree_is_silent(const struct gp_tree *t, uint32_t node)
{
    return node == GP_NO_ID || t->node[node].kind == GP_TREE_SILENT;
}

static bool holds_silent(const struct gp_tree *t, uint32_t node)
{
    size_t i;

    for (i = 0; i < t->node[node].n; i++)
        if (gp_tree_is_silent(t, t->node[node].child[i]))
            return true;
    return false;
}

/* B as the next part of `node`: A, then any number of further A is A, repeated. */
static bool repeats_last(struct gp_tree *t, uint32_t node, uint32_t b)
{
    struct gp_tree_node *p = &t->node[node];
    uint32_t last = p->n != 0 ? p->child[p->n - 1] : GP_NO_ID, again;

    if (last == GP_NO_ID || t->node[last].kind != GP_TREE_STEP ||
        t->node[b].kind != GP_TREE_LOOP || !gp_tree_is_silent(t, t->node[b].child[0]))
        return false;
    again = t->node[b].child[1];
    if (t->node[again].kind != GP_TREE_STEP ||
        t->node[again].label != t->node[last].label)
        return false;
    again = gp_tree_loop(t, last, t->node[b].child[0]);
    if (again != GP_NO_ID)
        t->node[node].child[t->node[node].n - 1] = again;
    return true;
}

static void add_part(struct gp_tree *t, uint32_t node, uint32_t part)
{
    enum gp_tree_kind kind = t->node[node].kind;

    if (gp_tree_is_silent(t, part) && (kind != GP_TREE_CHOICE || holds_silent(t, node)))
        return;
    if (kind == GP_TREE_SEQUENCE && repeats_last(t, node, part))
        return;
    add_child(t, node, part);
}

static void add_parts(struct gp_tree *t, uint32_t node, uint32_t from)
{
    size_t i;

    if (t->failed || from == GP_NO_ID) {
        t->failed = true;
        return;
    }
    if (t->node[from].kind != t->node[node].kind) {
        add_part(t, node, from);
        return;
    }
    for (i = 0; !t->failed && i < t->node[from].n; i++)
        add_part(t, node, t->node[from].child[i]);
}

static size_t parts_of(const struct gp_tree *t, uint32_t node)
{
    return t->node[node].kind == GP_TREE_SEQUENCE ? t->node[node].n : 1;
}

static uint32_t part(const struct gp_tree *t, uint32_t node, size_t i)
{
    return t->node[node].kind == GP_TREE_SEQUENCE ? t->node[node].child[i] : node;
}

/* Parts `from` to before `to` of a sequence as a tree of their own. */
static uint32_t cut(struct gp_tree *t, uint32_t node, size_t from, size_t to)
{
    uint32_t some = gp_tree_silent(t);

    for (; from < to && some != GP_NO_ID; from++)
        some = gp_tree_pair(t, GP_TREE_SEQUENCE, some, part(t, node, from));
    return some;
}

/* Two ways that begin or end with the very same nodes part late and meet early. */
static uint32_t factored(struct gp_tree *t, uint32_t a, uint32_t b)
{
    size_t n = parts_of(t, a), m = parts_of(t, b), first = 0, last = 0;
    uint32_t before, after, choice;

    while (first < n && first < m && part(t, a, first) == part(t, b, first))
        first++;
    while (last < n - first && last < m - first &&
           part(t, a, n - 1 - last) == part(t, b, m - 1 - last))
        last++;
    if (first + last == 0)
        return GP_NO_ID;
    before = cut(t, a, 0, first);
    after = cut(t, a, n - last, n);
    choice = gp_tree_pair(t, GP_TREE_CHOICE, cut(t, a, first, n - last),
                          cut(t, b, first, m - last));
    return gp_tree_pair(t, GP_TREE_SEQUENCE,
                        gp_tree_pair(t, GP_TREE_SEQUENCE, before, choice), after);
}

uint32_t gp_tree_pair(struct gp_tree *t, enum gp_tree_kind kind, uint32_t a, uint32_t b)
{
    uint32_t node = GP_NO_ID;

    if (a == GP_NO_ID || b == GP_NO_ID)
        return GP_NO_ID;
    if (kind == GP_TREE_CHOICE && a != b)
        node = factored(t, a, b);
    if (node != GP_NO_ID || t->failed)
        return node;
    node = add(t, kind);
    if (node == GP_NO_ID)
        return node;
    add_parts(t, node, a);
    add_parts(t, node, b);
    if (t->failed)
        return GP_NO_ID;
    if (t->node[node].n == 1)
        return t->node[node].child[0];
    if (t->node[node].n == 0)
        t->node[node].kind = GP_TREE_SILENT;
    return node;
}

uint32_t gp_tree_loop(struct gp_tree *t, uint32_t body, uint32_t redo)
{
    uint32_t node;
    size_t i;

    if (t->failed || body == GP_NO_ID || redo == GP_NO_ID)
        return GP_NO_ID;
    if (t->node[redo].kind == GP_TREE_CHOICE) {
        if (holds_silent(t, redo))
            body = gp_tree_loop(t, body, gp_tree_silent(t));
        for (i = 0; body != GP_NO_ID && i < t->node[redo].n; i++)
            if (!gp_tree_is_silent(t, t->node[redo].child[i]))
                body = gp_tree_loop(t, body, t->node[redo].child[i]);
        return body;
    }
    if (gp_tree_is_silent(t, redo) &&
        (gp_tree_is_silent(t, body) ||
         (t->node[body].kind == GP_TREE_LOOP &&
          (gp_tree_is_silent(t, t->node[body].child[0]) ||
           gp_tree_is_silent(t, t->node[body].child[1])))))
        return body;
    node = add(t, GP_TREE_LOOP);
    add_child(t, node, body);
    add_child(t, node, redo);
    return t->failed ? GP_NO_ID : node;
}

size_t gp_tree_steps(const struct gp_tree *t, uint32_t node, size_t most)
{
    size_t n = 0, i;

    if (node == GP_NO_ID)
        return 0;
    if (t->node[node].kind == GP_TREE_STEP)
        return most > 0;
    for (i = 0; i < t->node[node].n && n < most; i++)
        n += gp_tree_steps(t, t->node[node].child[i], most - n);
    return n;
}

static uint32_t first_element(const struct gp_tree *t, uint32_t node)
{
    uint32_t first = t->node[node].element, element;
    size_t i;

    for (i = 0; i < t->node[node].n; i++) {
        element = first_element(t, t->node[node].child[i]);
        first = element < first ? element : first;
    }
    return first;
}

void gp_tree_in_order(struct gp_tree *t)
{
    size_t n, i, k;

    for (n = 0; n < t->n; n++) {
        struct gp_tree_node *p = &t->node[n];

        if (p->kind != GP_TREE_CHOICE && p->kind != GP_TREE_PARALLEL)
            continue;
        for (i = 1; i < p->n; i++) {
            uint32_t child = p->child[i], element = first_element(t, child);

            for (k = i; k > 0 && first_element(t, p->child[k - 1]) > element; k--)
                p->child[k] = p->child[k - 1];
            p->child[k] = child;
        }
    }
}
