/* markdown.c - see markdown.h.
 *
 *   text -> cmark's tree -> one walk without recursion -> outline
 *
 * cmark keeps a number of ours in each list and item node (user data): for an item, its
 * block; for a list, the block its items lie in. Both are stored plus one, 0 is none.
 */
#include "model/manual/markdown.h"

#include "base/lent.h"
#include "base/mem.h"

#include <cmark.h>
#include <string.h>

enum { MAX_MARKERS = 100 }; /* containers opened on one line */

struct reading {
    struct gp_outline *out;
    const char *file;
    struct gp_slice text;
    size_t *line_at; /* [n_lines] offset of each line */
    size_t n_lines;
    uint32_t lists;
    struct gp_text words; /* of the block being read */
    size_t bold;
    enum gp_status status;
    struct gp_err *err;
};

static void remember(cmark_node *node, uint32_t block)
{
    uintptr_t number = block == GP_NO_ID ? 0 : (uintptr_t)block + 1;

    cmark_node_set_user_data(node, (void *)number);
}

static uint32_t remembered(cmark_node *node)
{
    uintptr_t number = (uintptr_t)cmark_node_get_user_data(node);

    return number == 0 ? GP_NO_ID : (uint32_t)(number - 1);
}

uint32_t gp_outline_add(struct gp_outline *o, enum gp_block_kind kind, uint32_t parent,
                        uint64_t line)
{
    struct gp_outline_block b = {.kind = kind,
                                 .parent = parent,
                                 .first = GP_NO_ID,
                                 .last = GP_NO_ID,
                                 .next = GP_NO_ID,
                                 .line = line,
                                 .text = gp_slice(""),
                                 .info = gp_slice("")};
    uint32_t new = (uint32_t)o->n, *first, *last;

    if (!gp_reserve(&o->blocks, &o->cap, o->n + 1))
        return GP_NO_ID;
    if (o->n == 0)
        o->first = o->last = GP_NO_ID;
    o->blocks[o->n++] = b;
    first = parent == GP_NO_ID ? &o->first : &o->blocks[parent].first;
    last = parent == GP_NO_ID ? &o->last : &o->blocks[parent].last;
    if (*first == GP_NO_ID)
        *first = new;
    else
        o->blocks[*last].next = new;
    *last = new;
    return new;
}

bool gp_outline_text(struct gp_outline *o, uint32_t block, struct gp_slice text)
{
    const char *copy = gp_arena_copy(&o->texts, text.at, text.len);

    if (copy == NULL)
        return false;
    o->blocks[block].text = gp_slice_n(copy, text.len);
    return true;
}

void gp_outline_release(struct gp_outline *o)
{
    gp_free(o->blocks);
    gp_arena_release(&o->texts);
    memset(o, 0, sizeof *o);
}

/* A line that opens hundreds of quotations or lists costs cmark a square of them. */
static bool opens_too_many(struct gp_slice line)
{
    size_t i, markers = 0;

    for (i = 0; i < line.len && strchr(">-+* \t0123456789.)", line.at[i]) != NULL; i++)
        markers += line.at[i] == '>' || (strchr("-+*.)", line.at[i]) != NULL &&
                                         i + 1 < line.len && line.at[i + 1] == ' ');
    return markers > MAX_MARKERS && i < line.len;
}

static enum gp_status index_lines(struct reading *r)
{
    size_t i, cap = 0, start = 0;

    for (i = 0; i <= r->text.len; i++) {
        if (i < r->text.len && r->text.at[i] != '\n')
            continue;
        if (!gp_reserve(&r->line_at, &cap, r->n_lines + 1))
            return gp_fail_memory(r->err);
        r->line_at[r->n_lines++] = start;
        if (opens_too_many(gp_slice_n(r->text.at + start, i - start)))
            return gp_fail_at(r->err, GP_INPUT, r->file, r->n_lines,
                              "more than %d lists or quotations begin on one line",
                              MAX_MARKERS);
        start = i + 1;
    }
    return GP_OK;
}

static uint64_t line_of(cmark_node *node)
{
    int line = cmark_node_get_start_line(node);

    return line > 0 ? (uint64_t)line : 0;
}

static int column_of_item(cmark_node *item)
{
    return item != NULL ? cmark_node_get_start_column(item) : 0;
}

/* The number as written, 0 when it cannot be found. */
static uint64_t number_written(const struct reading *r, cmark_node *item)
{
    uint64_t line = line_of(item), n = 0;
    int column = column_of_item(item);
    size_t i;

    if (line == 0 || line > r->n_lines || column < 1)
        return 0;
    i = r->line_at[line - 1] + (size_t)column - 1;
    for (; i < r->text.len && (r->text.at[i] == ' ' || r->text.at[i] == '\t'); i++)
        ;
    for (; i < r->text.len && r->text.at[i] >= '0' && r->text.at[i] <= '9' &&
           n < UINT32_MAX;
         i++)
        n = n * 10 + (uint64_t)(r->text.at[i] - '0');
    return n;
}

static uint32_t item_around(cmark_node *node)
{
    cmark_node *up = cmark_node_parent(node);

    while (up != NULL && cmark_node_get_type(up) != CMARK_NODE_ITEM &&
           cmark_node_get_type(up) != CMARK_NODE_LIST)
        up = cmark_node_parent(up);
    return up != NULL ? remembered(up) : GP_NO_ID;
}

static bool is_quoted(cmark_node *node)
{
    for (node = cmark_node_parent(node); node != NULL; node = cmark_node_parent(node))
        if (cmark_node_get_type(node) == CMARK_NODE_BLOCK_QUOTE)
            return true;
    return false;
}

/* The block a list's items lie in; see gp_markdown_read about indentation. */
static uint32_t home_of_list(cmark_node *list)
{
    int column = column_of_item(cmark_node_first_child(list));
    cmark_node *before = cmark_node_previous(list);

    for (; before != NULL && cmark_node_get_type(before) == CMARK_NODE_LIST;
         before = cmark_node_previous(before)) {
        int other = column_of_item(cmark_node_last_child(before));

        if (column > other && !is_quoted(list))
            return remembered(cmark_node_last_child(before));
        if (column == other)
            return remembered(before);
    }
    return item_around(list);
}

/* Lists written 1. 1. 1. count on; lists written 3. 4. 7. keep their numbers. */
static void number_item(struct reading *r, cmark_node *node, cmark_node *before)
{
    struct gp_outline_block *block = &r->out->blocks[remembered(node)];
    const struct gp_outline_block *last;

    if (!block->ordered)
        return;
    block->number = number_written(r, node);
    if (before == NULL || remembered(before) == GP_NO_ID)
        return;
    last = &r->out->blocks[remembered(before)];
    block->list = last->list;
    if (block->number <= last->number)
        block->number = last->number + 1;
}

static enum gp_status add_item(struct reading *r, cmark_node *node)
{
    cmark_node *list = cmark_node_parent(node), *before = cmark_node_previous(node);
    uint32_t parent = remembered(list), b;
    struct gp_outline_block *block;

    b = gp_outline_add(r->out, is_quoted(node) ? GP_BLOCK_PROSE : GP_BLOCK_ITEM, parent,
                       line_of(node));
    if (b == GP_NO_ID)
        return gp_fail_memory(r->err);
    remember(node, b);
    block = &r->out->blocks[b];
    block->level = parent == GP_NO_ID ? 1 : r->out->blocks[parent].level + 1;
    if (block->level > GP_OUTLINE_DEPTH)
        return gp_fail_at(r->err, GP_INPUT, r->file, block->line,
                          "lists are nested deeper than %d", GP_OUTLINE_DEPTH);
    block->ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
    if (before == NULL || remembered(before) == GP_NO_ID)
        r->lists++;
    block->list = r->lists;
    number_item(r, node, before);
    return GP_OK;
}

/* The words of a paragraph are done: the item's own text, or a block of its own. */
static enum gp_status end_words(struct reading *r, cmark_node *node,
                                enum gp_block_kind kind)
{
    cmark_node *up = cmark_node_parent(node);
    uint32_t b = item_around(node);

    if (kind == GP_BLOCK_HEADING || up == NULL ||
        cmark_node_get_type(up) != CMARK_NODE_ITEM || b == GP_NO_ID ||
        cmark_node_previous(node) != NULL) {
        b = gp_outline_add(r->out, kind, b, line_of(node));
        if (b != GP_NO_ID && kind == GP_BLOCK_HEADING)
            r->out->blocks[b].level = (unsigned)cmark_node_get_heading_level(node);
    }
    if (b == GP_NO_ID || !gp_text_ok(&r->words) ||
        !gp_outline_text(r->out, b, gp_text_slice(&r->words)))
        return gp_fail_memory(r->err);
    r->out->blocks[b].bold = r->bold;
    return GP_OK;
}

static struct gp_slice first_word(const char *z)
{
    struct gp_slice s = gp_slice_trim(gp_slice(z != NULL ? z : ""));
    size_t n = 0;

    while (n < s.len && s.at[n] != ' ' && s.at[n] != '{' && s.at[n] != ',')
        n++;
    return gp_slice_n(s.at, n);
}

static enum gp_status add_literal(struct reading *r, cmark_node *node,
                                  enum gp_block_kind kind)
{
    struct gp_slice info = gp_slice("");
    const char *text = cmark_node_get_literal(node), *copy;
    uint32_t b = gp_outline_add(r->out, kind, item_around(node), line_of(node));

    if (kind == GP_BLOCK_CODE)
        info = first_word(cmark_node_get_fence_info(node));
    copy = gp_arena_copy(&r->out->texts, info.at, info.len);
    if (b == GP_NO_ID || copy == NULL ||
        !gp_outline_text(r->out, b, gp_slice(text != NULL ? text : "")))
        return gp_fail_memory(r->err);
    r->out->blocks[b].info = gp_slice_n(copy, info.len);
    return GP_OK;
}

static void add_word(struct reading *r, cmark_node *node, bool enter)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
        gp_text_add(&r->words, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        gp_text_add_char(&r->words, '\n');
        break;
    case CMARK_NODE_STRONG:
        if (!enter && cmark_node_previous(node) == NULL && r->bold == 0)
            r->bold = r->words.len;
        break;
    default:
        break;
    }
}

static enum gp_status enter_node(struct reading *r, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_LIST:
        remember(node, home_of_list(node));
        return GP_OK;
    case CMARK_NODE_ITEM:
        return add_item(r, node);
    case CMARK_NODE_CODE_BLOCK:
        return add_literal(r, node, GP_BLOCK_CODE);
    case CMARK_NODE_HTML_BLOCK:
        return add_literal(r, node, GP_BLOCK_HTML);
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
        gp_text_clear(&r->words);
        r->bold = 0;
        return GP_OK;
    default:
        add_word(r, node, true);
        return GP_OK;
    }
}

static enum gp_status walk(struct reading *r, cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    enum gp_status st = GP_OK;
    cmark_event_type event = CMARK_EVENT_NONE;

    while (st == GP_OK && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);

        if (event == CMARK_EVENT_ENTER)
            st = enter_node(r, node);
        else if (type == CMARK_NODE_PARAGRAPH)
            st = end_words(r, node, GP_BLOCK_PROSE);
        else if (type == CMARK_NODE_HEADING)
            st = end_words(r, node, GP_BLOCK_HEADING);
        else
            add_word(r, node, false);
    }
    return st;
}

/* Parses and walks; whoever lends the memory takes it back. */
static void read_tree(void *reading)
{
    static cmark_mem memory = {gp_lent_calloc, gp_lent_realloc, gp_lent_free};
    struct reading *r = reading;
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);

    cmark_parser_feed(parser, r->text.at, r->text.len);
    r->status = walk(r, cmark_parser_finish(parser));
}

enum gp_status gp_markdown_read(const char *file, struct gp_slice text,
                                struct gp_outline *out, struct gp_err *err)
{
    struct reading r = {.out = out, .file = file, .text = text, .err = err};
    enum gp_status st;

    memset(out, 0, sizeof *out);
    out->first = out->last = GP_NO_ID;
    st = index_lines(&r);
    if (st == GP_OK)
        st = gp_lent_during(read_tree, &r) ? r.status : gp_fail_memory(err);
    gp_free(r.line_at);
    gp_text_release(&r.words);
    if (st != GP_OK)
        gp_outline_release(out);
    return st;
}
