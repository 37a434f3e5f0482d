/* manual_lines.c - see manual_lines.h.
 *
 *   "Step 1: Log\nStep 2: Fix\nso that it works"   one paragraph for Markdown
 *      -> item 1 "Log", item 2 "Fix\nso that it works"
 *
 * Also the line "3. Fix it" right below a paragraph: Markdown lets only a 1 interrupt
 * it. The last item of each depth is remembered, so that 3.1 finds its 3, and the letters
 * that word processors write below a number ("a) Win it", "b) Lose it") find theirs.
 */
#include "model/manual/manual_lines.h"

#include "base/mem.h"
#include "model/manual/manual_keyword.h"

#include <string.h>

enum { MAX_DEPTH = 4, MAX_GAP = 9 };

struct copying {
    const struct gp_outline *in;
    struct gp_outline *out;
    uint32_t *new;            /* [in->n] where each block went */
    uint32_t item[MAX_DEPTH]; /* last item of each depth, GP_NO_ID: none */
    uint64_t number[MAX_DEPTH];
    bool letters[MAX_DEPTH]; /* its number was written as a letter */
    struct gp_err *err;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t blanks(struct gp_slice s, size_t i)
{
    while (i < s.len && (s.at[i] == ' ' || s.at[i] == '\t'))
        i++;
    return i;
}

/* 3.1.2 -> depth 3; *i moves behind it. 0: no number, or too deep. */
static size_t read_path(struct gp_slice s, size_t *i, uint64_t *path)
{
    size_t depth = 0;

    while (*i < s.len && is_digit(s.at[*i]) && depth < MAX_DEPTH) {
        uint64_t n = 0;

        for (; *i < s.len && is_digit(s.at[*i]) && n < 100000; (*i)++)
            n = n * 10 + (uint64_t)(s.at[*i] - '0');
        path[depth++] = n;
        if (*i + 1 >= s.len || s.at[*i] != '.' || !is_digit(s.at[*i + 1]))
            return depth;
        (*i)++;
    }
    return 0;
}

/* Reads the number a line begins with; *text is where the words begin. */
static size_t numbered(struct gp_slice line, uint64_t *path, size_t *text)
{
    size_t i = blanks(line, 0), depth;
    size_t word = gp_keyword(gp_slice_n(line.at + i, line.len - i), GP_KEYWORD_STEP);
    bool bracket = word == 0 && i < line.len && line.at[i] == '(';

    i = word != 0 ? blanks(line, i + word) : bracket ? i + 1 : i;
    depth = read_path(line, &i, path);
    if (word != 0 && blanks(line, i) < line.len && line.at[blanks(line, i)] == ':')
        i = blanks(line, i); /* "Étape 3 : ..." */
    if (depth == 0 || i >= line.len)
        return 0;
    if (bracket ? line.at[i] == ')' : strchr(".):", line.at[i]) != NULL)
        i++;
    else if (bracket)
        return 0;
    else if (blanks(line, i) + 1 < line.len && line.at[blanks(line, i)] == '-')
        i = blanks(line, i) + 1;
    else if (depth == 1)
        return 0;
    *text = blanks(line, i);
    return *text > i && *text < line.len ? depth : 0;
}

/* "a) Win it", "(b) Lose it", "c. Stop" below a number: one deeper than it. */
static size_t lettered(const struct copying *c, struct gp_slice line, uint64_t *path,
                       size_t *text)
{
    size_t i = blanks(line, 0), depth = 0;
    bool bracket = i < line.len && line.at[i] == '(';

    i += bracket;
    if (i + 2 >= line.len || line.at[i] < 'a' || line.at[i] > 'z' ||
        (line.at[i + 1] != ')' && (bracket || line.at[i + 1] != '.')))
        return 0;
    for (; depth < MAX_DEPTH && c->item[depth] != GP_NO_ID && !c->letters[depth];
         depth++)
        path[depth] = c->number[depth];
    if (depth == 0 || depth == MAX_DEPTH)
        return 0;
    path[depth] = (uint64_t)(line.at[i] - 'a') + 1;
    *text = blanks(line, i + 2);
    return *text > i + 2 && *text < line.len ? depth + 1 : 0;
}

/* The mark a line begins with, of either kind. */
static size_t marked(const struct copying *c, struct gp_slice line, uint64_t *path,
                     size_t *text, bool *letter)
{
    size_t depth = numbered(line, path, text);

    *letter = depth == 0;
    return depth != 0 ? depth : lettered(c, line, path, text);
}

/* Is it the number that comes next at its depth, or a few numbers later? */
static bool is_next(const struct copying *c, const uint64_t *path, size_t depth)
{
    size_t d;

    for (d = 0; d + 1 < depth; d++)
        if (c->item[d] == GP_NO_ID || c->number[d] != path[d])
            return false;
    if (c->item[depth - 1] == GP_NO_ID)
        return path[depth - 1] == 1;
    return path[depth - 1] == 1 || (path[depth - 1] > c->number[depth - 1] &&
                                    path[depth - 1] <= c->number[depth - 1] + MAX_GAP);
}

static void remember(struct copying *c, size_t depth, uint32_t item, uint64_t number,
                     bool letter)
{
    size_t d;

    for (d = depth; d < MAX_DEPTH; d++)
        c->item[d] = GP_NO_ID;
    c->item[depth - 1] = item;
    c->number[depth - 1] = number;
    c->letters[depth - 1] = letter;
}

/* A copy of block i with the text given, at a line. */
static uint32_t copy_block(struct copying *c, const struct gp_outline_block *b,
                           uint64_t line, struct gp_slice text)
{
    uint32_t parent = b->parent == GP_NO_ID ? GP_NO_ID : c->new[b->parent];
    uint32_t new = gp_outline_add(c->out, b->kind, parent, line);
    struct gp_outline_block *copy;

    if (new == GP_NO_ID || !gp_outline_text(c->out, new, text))
        return GP_NO_ID;
    copy = &c->out->blocks[new];
    copy->list = b->list;
    copy->level = b->level;
    copy->ordered = b->ordered;
    copy->number = b->number;
    copy->info = b->info;
    copy->bold = b->bold;
    return new;
}

static uint32_t add_numbered(struct copying *c, const uint64_t *path, size_t depth,
                             bool letter, uint64_t line)
{
    uint32_t parent = depth == 1 ? GP_NO_ID : c->item[depth - 2];
    uint32_t new = gp_outline_add(c->out, GP_BLOCK_ITEM, parent, line);
    struct gp_outline_block *item;

    if (new == GP_NO_ID || !gp_outline_text(c->out, new, gp_slice("")))
        return GP_NO_ID;
    item = &c->out->blocks[new];
    item->level = (unsigned)depth;
    item->ordered = true;
    item->number = path[depth - 1];
    remember(c, depth, new, item->number, letter);
    return new;
}

/* The end of the lines that belong together: where the next numbered line begins. */
static size_t part_length(const struct copying *c, struct gp_slice s)
{
    uint64_t path[MAX_DEPTH];
    bool letter;
    size_t i, text;

    for (i = 0; i < s.len; i++)
        if (s.at[i] == '\n') {
            struct gp_slice rest = gp_slice_n(s.at + i + 1, s.len - i - 1);
            const char *end = memchr(rest.at, '\n', rest.len);
            size_t depth;

            if (end != NULL)
                rest.len = (size_t)(end - rest.at);
            depth = marked(c, rest, path, &text, &letter);
            if (depth != 0 && is_next(c, path, depth))
                return i;
        }
    return s.len;
}

static uint64_t count_lines(struct gp_slice s)
{
    uint64_t n = 0;
    size_t i;

    for (i = 0; i < s.len; i++)
        n += s.at[i] == '\n';
    return n;
}

static struct gp_slice first_line(struct gp_slice s)
{
    const char *end = memchr(s.at, '\n', s.len);

    return gp_slice_n(s.at, end != NULL ? (size_t)(end - s.at) : s.len);
}

/* Cuts a paragraph or an item's text; the first part stays what the block was. */
static enum gp_status copy_lines(struct copying *c, uint32_t id)
{
    const struct gp_outline_block *b = &c->in->blocks[id];
    struct gp_slice rest = b->text;
    uint64_t line = b->line, path[MAX_DEPTH];
    bool first = true;

    while (rest.len > 0 || first) {
        size_t text = 0, depth = 0, len;
        bool letter = false;
        uint32_t new;

        if (!first || b->kind == GP_BLOCK_PROSE)
            depth = marked(c, first_line(rest), path, &text, &letter);
        if (depth != 0 && is_next(c, path, depth)) {
            rest = gp_slice_n(rest.at + text, rest.len - text);
            new = add_numbered(c, path, depth, letter, line);
            len = part_length(c, rest);
            if (new == GP_NO_ID ||
                !gp_outline_text(c->out, new, gp_slice_n(rest.at, len)))
                return gp_fail_memory(c->err);
        } else {
            if (b->kind == GP_BLOCK_ITEM && b->parent == GP_NO_ID && b->ordered)
                remember(c, 1, (uint32_t)c->out->n, b->number, false);
            len = part_length(c, rest);
            new = copy_block(c, b, line, gp_slice_n(rest.at, len));
            if (new == GP_NO_ID)
                return gp_fail_memory(c->err);
        }
        c->new[id] = new;
        len += len < rest.len;
        line += count_lines(gp_slice_n(rest.at, len));
        rest = gp_slice_n(rest.at + len, rest.len - len);
        first = false;
    }
    return GP_OK;
}

static bool may_be_cut(const struct gp_outline_block *b)
{
    return b->kind == GP_BLOCK_ITEM ||
           (b->kind == GP_BLOCK_PROSE && b->parent == GP_NO_ID);
}

enum gp_status gp_manual_lines(const struct gp_outline *in, struct gp_outline *out,
                               struct gp_err *err)
{
    struct copying c = {.in = in, .out = out, .err = err};
    enum gp_status st = GP_OK;
    uint32_t i;

    memset(out, 0, sizeof *out);
    out->first = out->last = GP_NO_ID;
    memset(c.item, 0xFF, sizeof c.item);
    c.new = gp_array(in->n, sizeof *c.new);
    if (c.new == NULL)
        st = gp_fail_memory(err);
    for (i = 0; st == GP_OK && i < in->n; i++) {
        const struct gp_outline_block *b = &in->blocks[i];

        if (may_be_cut(b)) {
            st = copy_lines(&c, i);
            continue;
        }
        c.new[i] = copy_block(&c, b, b->line, b->text);
        if (c.new[i] == GP_NO_ID)
            st = gp_fail_memory(err);
    }
    gp_free(c.new);
    if (st != GP_OK)
        gp_outline_release(out);
    return st;
}
