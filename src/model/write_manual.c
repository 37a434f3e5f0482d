/* write_manual.c - see write_manual.h.
 *
 *   sequence(A, choice(B, silent), loop(C, silent), loop(D, E), choice(F, sequence(G, H)))
 *
 *   1. A                     4. D
 *   2. optional: B           5. optional: E, back to 4
 *   3. C, may repeat         6. one of:
 *                               - F
 *                               - G
 *                                 1. H
 *
 * A block carries no clauses, so a loop around one becomes `repeat 3-5 until done`.
 */
#include "model/write_manual.h"

#include "base/escape.h"
#include "model/manual/write_manual_step.h"

#include <stdio.h>
#include <string.h>

struct writing {
    const struct gp_manual_page *page;
    const struct gp_tree *tree;
    struct gp_text *out;
    struct gp_text line;
    enum gp_status st;
    struct gp_err *err;
};

/* A list being written: how far it is indented, and the number of its last item. */
struct list {
    size_t indent, number;
};

static void write_item(struct writing *w, size_t indent, const char *marker,
                       uint32_t node, const struct gp_manual_clauses *c);
static void write_parts(struct writing *w, struct list *list, uint32_t node);

static const struct gp_tree_node *node_at(const struct writing *w, uint32_t node)
{
    return &w->tree->node[node];
}

static void begin_line(struct writing *w, size_t indent, const char *marker)
{
    for (; indent > 0; indent--)
        gp_text_add_char(w->out, ' ');
    gp_text_add(w->out, marker);
}

/* ---- a step ------------------------------------------------------------------------ */

static const struct gp_manual_words *words_of(const struct writing *w, uint32_t node)
{
    static const struct gp_manual_words none;

    if (w->page->words == NULL || node_at(w, node)->element == GP_NO_ID)
        return &none;
    return &w->page->words[node_at(w, node)->element];
}

static void write_step(struct writing *w, size_t indent, const char *marker,
                       uint32_t node, const struct gp_manual_clauses *c)
{
    struct gp_slice name = gp_dict_name(w->page->labels, node_at(w, node)->label);
    const struct gp_manual_words *words = words_of(w, node);
    size_t i;

    if (!gp_manual_step_line(&w->line, name, words, c) && w->st == GP_OK)
        w->st = gp_fail(w->err, GP_INPUT,
                        "a manual cannot say the step \"%.*s\": its name or owner "
                        "would be read in another way",
                        (int)(name.len < 200 ? name.len : 200), name.at);
    begin_line(w, indent, marker);
    gp_escape_prose(w->out, gp_text_slice(&w->line));
    gp_text_add_char(w->out, '\n');
    for (i = 0; i < words->n_notes; i++) {
        begin_line(w, indent + strlen(marker), "- ");
        gp_escape_prose(w->out, words->note[i]);
        gp_text_add_char(w->out, '\n');
    }
}

/* ---- lists ------------------------------------------------------------------------- */

static bool is_step(const struct writing *w, uint32_t node)
{
    return node_at(w, node)->kind == GP_TREE_STEP;
}

/* A step, perhaps with what follows it nested below: such an item carries clauses. */
static bool has_head(const struct writing *w, uint32_t node)
{
    return is_step(w, node) || (node_at(w, node)->kind == GP_TREE_SEQUENCE &&
                                is_step(w, node_at(w, node)->child[0]));
}

static void write_nested(struct writing *w, size_t indent, uint32_t node, size_t first,
                         size_t number)
{
    struct list list = {indent, number};

    if (node_at(w, node)->kind != GP_TREE_SEQUENCE) {
        write_parts(w, &list, node);
        return;
    }
    for (; first < node_at(w, node)->n; first++)
        write_parts(w, &list, node_at(w, node)->child[first]);
}

static void write_head(struct writing *w, size_t indent, const char *marker,
                       uint32_t node, const struct gp_manual_clauses *c)
{
    if (is_step(w, node)) {
        write_step(w, indent, marker, node, c);
        return;
    }
    write_step(w, indent, marker, node_at(w, node)->child[0], c);
    write_nested(w, indent + strlen(marker), node, 1, 0);
}

static void write_block(struct writing *w, size_t indent, const char *marker,
                        const char *words, uint32_t node, bool optional)
{
    static const struct gp_manual_clauses none = {0};
    size_t i;

    begin_line(w, indent, marker);
    gp_text_addf(w->out, "%s%s\n", optional ? "optional: " : "", words);
    for (i = 0; i < node_at(w, node)->n; i++)
        if (!gp_tree_is_silent(w->tree, node_at(w, node)->child[i]))
            write_item(w, indent + strlen(marker), "- ", node_at(w, node)->child[i],
                       &none);
}

/* The only part of a choice besides nothing; GP_NO_ID: there are several. */
static uint32_t only_way(const struct writing *w, uint32_t node)
{
    const struct gp_tree_node *n = node_at(w, node);
    uint32_t found = GP_NO_ID;
    size_t i;

    for (i = 0; i < n->n; i++)
        if (!gp_tree_is_silent(w->tree, n->child[i])) {
            if (found != GP_NO_ID)
                return GP_NO_ID;
            found = n->child[i];
        }
    return found;
}

static bool may_be_left_out(const struct writing *w, uint32_t node)
{
    const struct gp_tree_node *n = node_at(w, node);
    size_t i;

    for (i = 0; n->kind == GP_TREE_CHOICE && i < n->n; i++)
        if (gp_tree_is_silent(w->tree, n->child[i]))
            return true;
    return false;
}

/* A step that may be done again: "may repeat" says it all. */
static bool is_repeated(const struct writing *w, uint32_t node, uint32_t *step,
                        struct gp_manual_clauses *c)
{
    const struct gp_tree_node *n = node_at(w, node);
    bool optional = n->kind == GP_TREE_LOOP && gp_tree_is_silent(w->tree, n->child[0]);

    if (n->kind != GP_TREE_LOOP ||
        (!optional && !gp_tree_is_silent(w->tree, n->child[1])) ||
        !has_head(w, n->child[optional]))
        return false;
    *step = n->child[optional];
    c->may_repeat = true;
    c->optional = c->optional || optional;
    return true;
}

/* One item of a list. Clauses other than `optional` only where has_head says so. */
static void write_item(struct writing *w, size_t indent, const char *marker,
                       uint32_t node, const struct gp_manual_clauses *c)
{
    struct gp_manual_clauses choice = *c;

    choice.optional = c->optional || may_be_left_out(w, node);
    switch (node_at(w, node)->kind) {
    case GP_TREE_CHOICE:
        if (only_way(w, node) != GP_NO_ID)
            write_item(w, indent, marker, only_way(w, node), &choice);
        else
            write_block(w, indent, marker, "one of:", node, choice.optional);
        return;
    case GP_TREE_PARALLEL:
        write_block(w, indent, marker, "any order:", node, c->optional);
        return;
    default:
        break;
    }
    if (has_head(w, node) || is_repeated(w, node, &node, &choice)) {
        write_head(w, indent, marker, node, &choice);
        return;
    }
    begin_line(w, indent, marker);
    gp_text_addf(w->out, "%sin this order:\n", c->optional ? "optional: " : "");
    write_nested(w, indent + strlen(marker), node, 0, 0);
}

static void write_numbered(struct writing *w, struct list *list, uint32_t node,
                           const struct gp_manual_clauses *c)
{
    char marker[32];

    snprintf(marker, sizeof marker, "%zu. ", ++list->number);
    write_item(w, list->indent, marker, node, c);
}

static void write_repeat(struct writing *w, struct list *list, size_t first)
{
    size_t last = list->number;

    begin_line(w, list->indent, "");
    gp_text_addf(w->out, "%zu. repeat %zu", ++list->number, first);
    if (last != first)
        gp_text_addf(w->out, "-%zu", last);
    gp_text_add(w->out, " until done\n");
}

/* Does the body end in a `repeat` of its own? That line cannot be repeated again. */
static bool ends_in_repeat(const struct writing *w, uint32_t node)
{
    const struct gp_tree_node *n = node_at(w, node);

    if (n->kind == GP_TREE_SEQUENCE)
        return ends_in_repeat(w, n->child[n->n - 1]);
    return n->kind == GP_TREE_LOOP && !is_step(w, n->child[0]) &&
           !is_step(w, n->child[1]);
}

/* body, may be done again at once */
static void write_again(struct writing *w, struct list *list, uint32_t body)
{
    const struct gp_manual_clauses repeat = {.may_repeat = true}, none = {0};
    size_t first = list->number + 1;

    if (is_step(w, body)) {
        write_numbered(w, list, body, &repeat);
        return;
    }
    if (ends_in_repeat(w, body))
        write_numbered(w, list, body, &none);
    else
        write_parts(w, list, body);
    write_repeat(w, list, first);
}

/* nothing, or `again` any number of times */
static void write_any_times(struct writing *w, struct list *list, uint32_t again)
{
    const struct gp_manual_clauses both = {.optional = true, .may_repeat = true};
    const struct gp_manual_clauses optional = {.optional = true};
    size_t first = list->number + 1;

    if (has_head(w, again)) {
        write_numbered(w, list, again, &both);
        return;
    }
    write_numbered(w, list, again, &optional);
    write_repeat(w, list, first);
}

/* After the body, perhaps: redo, and back to the item `first`. */
static void write_way_back(struct writing *w, struct list *list, uint32_t redo,
                           size_t first)
{
    const struct gp_manual_clauses back = {.optional = true, .back = first};
    struct list nested;
    char marker[32];

    if (has_head(w, redo)) {
        write_numbered(w, list, redo, &back);
        return;
    }
    /* A block carries no `back to`: it gets a line of its own in a branch. Its numbers
     * go on from here, so that `first` means the item of this list; such a list begins
     * behind an empty line only. */
    snprintf(marker, sizeof marker, "%zu. ", ++list->number);
    begin_line(w, list->indent, marker);
    gp_text_add(w->out, "optional: one of:\n");
    begin_line(w, list->indent + strlen(marker), "- in this order:\n\n");
    nested = (struct list){list->indent + strlen(marker) + 2, list->number};
    if (node_at(w, redo)->kind == GP_TREE_SEQUENCE) {
        size_t i;

        for (i = 0; i < node_at(w, redo)->n; i++)
            write_parts(w, &nested, node_at(w, redo)->child[i]);
    } else {
        write_parts(w, &nested, redo);
    }
    begin_line(w, nested.indent, "");
    gp_text_addf(w->out, "%zu. back to %zu\n", ++nested.number, first);
}

static void write_loop(struct writing *w, struct list *list, uint32_t node)
{
    uint32_t body = node_at(w, node)->child[0], redo = node_at(w, node)->child[1];
    size_t first = list->number + 1;

    if (gp_tree_is_silent(w->tree, redo)) {
        write_again(w, list, body);
    } else if (gp_tree_is_silent(w->tree, body)) {
        write_any_times(w, list, redo);
    } else {
        write_parts(w, list, body);
        write_way_back(w, list, redo, first);
    }
}

/* A node as items of a numbered list: the parts of a sequence one after the other. */
static void write_parts(struct writing *w, struct list *list, uint32_t node)
{
    static const struct gp_manual_clauses none = {0};
    size_t i;

    switch (node_at(w, node)->kind) {
    case GP_TREE_SILENT:
        return;
    case GP_TREE_SEQUENCE:
        for (i = 0; i < node_at(w, node)->n; i++)
            write_parts(w, list, node_at(w, node)->child[i]);
        return;
    case GP_TREE_LOOP:
        write_loop(w, list, node);
        return;
    default:
        write_numbered(w, list, node, &none);
    }
}

/* At the top a last part that need not come is what follows a step that may be the end:
 * "3. Reject, end" and the list goes on. */
static void write_top(struct writing *w, uint32_t node)
{
    const struct gp_manual_clauses end = {.may_end = true};
    struct list list = {0, 0};

    while (node_at(w, node)->kind == GP_TREE_SEQUENCE) {
        const struct gp_tree_node *n = node_at(w, node);
        uint32_t last = n->child[n->n - 1], before = n->child[n->n - 2], rest, i;

        rest = may_be_left_out(w, last) ? only_way(w, last) : GP_NO_ID;
        if (rest == GP_NO_ID || !is_step(w, before) ||
            node_at(w, rest)->kind != GP_TREE_SEQUENCE)
            break;
        for (i = 0; i + 2 < n->n; i++)
            write_parts(w, &list, n->child[i]);
        write_numbered(w, &list, before, &end);
        node = rest;
    }
    write_parts(w, &list, node);
}

enum gp_status gp_manual_write(const struct gp_manual_page *page, struct gp_text *out,
                               struct gp_err *err)
{
    struct writing w = {
        .page = page, .tree = page->tree, .out = out, .st = GP_OK, .err = err};
    size_t i;

    gp_text_add(out, "# ");
    gp_escape_prose(out, page->title);
    gp_text_add(out, "\n\n");
    for (i = 0; i < page->n_prose; i++) {
        gp_escape_prose(out, page->prose[i]);
        gp_text_add(out, "\n\n");
    }
    if (page->tree->n != 0)
        write_top(&w, page->tree->root);
    if (page->n_rules != 0)
        gp_text_add(out, "\n## Rules\n\n");
    for (i = 0; i < page->n_rules; i++) {
        gp_text_add(out, "- ");
        gp_escape_prose(out, page->rule[i]);
        gp_text_add(out, "\n");
    }
    if (w.st == GP_OK && (!gp_text_ok(out) || !gp_text_ok(&w.line)))
        w.st = gp_fail_memory(err);
    gp_text_release(&w.line);
    return w.st;
}
