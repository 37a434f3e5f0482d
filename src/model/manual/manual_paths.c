/* manual_paths.c - see manual_paths.h.
 *
 * A list counts when one of its items has three names or more: two names and an arrow
 * also occur in prose ("new -> old price"). A bracket at the end of an item is a remark.
 * Of prose one line is taken: others tell the same process again, or parts of it.
 */
#include "model/manual/manual_paths.h"

#include "model/chart.h"

#include <string.h>

enum { MAX_NAME = 160 };

/* The length of the arrow at s, 0: there is none. */
static size_t arrow(struct gp_slice s)
{
    static const char *const arrows[] = {"-->",          "->",           "=>",
                                         "\xE2\x86\x92", "\xE2\x87\x92", "\xE2\x9E\x94",
                                         "\xE2\x9E\x9C", "\xE2\x9F\xB6"};
    size_t i;

    for (i = 0; i < sizeof arrows / sizeof *arrows; i++)
        if (gp_slice_starts(s, arrows[i]))
            return strlen(arrows[i]);
    return 0;
}

/* The item without the remark in brackets at its end. */
static struct gp_slice without_remark(struct gp_slice s, struct gp_slice *remark)
{
    static const char *const brackets[][2] = {{"(", ")"},
                                              {"\xEF\xBC\x88", "\xEF\xBC\x89"}};
    size_t i, k;

    s = gp_slice_trim(s);
    *remark = gp_slice("");
    for (k = 0; k < 2; k++) {
        size_t open = strlen(brackets[k][0]), close = strlen(brackets[k][1]);

        if (s.len < close || memcmp(s.at + s.len - close, brackets[k][1], close) != 0)
            continue;
        for (i = s.len - close; i > open; i--)
            if (memcmp(s.at + i - open, brackets[k][0], open) == 0) {
                *remark = gp_slice_n(s.at + i, s.len - close - i);
                return gp_slice_trim(gp_slice_n(s.at, i - open));
            }
    }
    return s;
}

/* Takes the next name off *s; false at the end. */
static bool next_name(struct gp_slice *s, struct gp_slice *name)
{
    size_t i, len = 0;

    if (s->len == 0)
        return false;
    for (i = 0; i < s->len && len == 0; i++)
        len = arrow(gp_slice_n(s->at + i, s->len - i));
    i -= len > 0;
    *name = gp_slice_trim(gp_slice_n(s->at, i));
    i += len;
    *s = gp_slice_n(s->at + i, s->len - i);
    return true;
}

/* What is written as a path: an item, or a line of prose behind "The process:". */
static struct gp_slice path_of(const struct gp_outline_block *b)
{
    struct gp_slice s = b->text;
    size_t i;

    if (b->kind != GP_BLOCK_PROSE)
        return s;
    for (i = 0; i + 1 < s.len && arrow(gp_slice_n(s.at + i, s.len - i)) == 0; i++)
        if (s.at[i] == ':' && s.at[i + 1] == ' ')
            return gp_slice_n(s.at + i + 1, s.len - i - 1);
    return s;
}

/* Names in the block; 0 when it is no path. */
static size_t names_in(const struct gp_outline_block *b)
{
    struct gp_slice remark, rest = without_remark(path_of(b), &remark), name;
    size_t n = 0;

    if (b->parent != GP_NO_ID || b->ordered ||
        (b->kind != GP_BLOCK_ITEM && b->kind != GP_BLOCK_PROSE) ||
        (b->kind == GP_BLOCK_PROSE && memchr(b->text.at, '\n', b->text.len) != NULL))
        return 0;
    while (next_name(&rest, &name)) {
        if (name.len == 0 || name.len > MAX_NAME)
            return 0;
        n++;
    }
    return n > 1 ? n : 0;
}

/* The first block of a kind that is a path by itself, GP_NO_ID: none. */
static uint32_t first_path(const struct gp_outline *o, enum gp_block_kind kind)
{
    uint32_t i = o->first;

    while (i != GP_NO_ID && (o->blocks[i].kind != kind || names_in(&o->blocks[i]) < 3))
        i = o->blocks[i].next;
    return i;
}

/* Does a list have an item that is a path by itself? */
static bool list_counts(const struct gp_outline *o, uint32_t list)
{
    uint32_t i;

    for (i = o->first; i != GP_NO_ID; i = o->blocks[i].next)
        if (o->blocks[i].kind == GP_BLOCK_ITEM && o->blocks[i].list == list &&
            names_in(&o->blocks[i]) > 2)
            return true;
    return false;
}

bool gp_manual_is_path(const struct gp_outline *o, uint32_t block)
{
    const struct gp_outline_block *b = &o->blocks[block];

    if (b->kind == GP_BLOCK_PROSE)
        return first_path(o, GP_BLOCK_ITEM) == GP_NO_ID &&
               first_path(o, GP_BLOCK_PROSE) == block;
    return names_in(b) != 0 && list_counts(o, b->list);
}

bool gp_manual_has_paths(const struct gp_outline *o)
{
    uint32_t i;

    for (i = o->first; i != GP_NO_ID; i = o->blocks[i].next)
        if (o->blocks[i].kind == GP_BLOCK_ITEM && o->blocks[i].ordered)
            return false;
    return first_path(o, GP_BLOCK_ITEM) != GP_NO_ID ||
           first_path(o, GP_BLOCK_PROSE) != GP_NO_ID;
}

static uint32_t node_of(struct gp_chart *c, struct gp_process *p, struct gp_slice name,
                        uint64_t line)
{
    size_t known = c->n_nodes;
    uint32_t n = gp_chart_node(c, name);

    if (n != GP_NO_ID && c->n_nodes > known)
        c->nodes[n].element = gp_process_step(p, name, line);
    return n;
}

static void add_path(struct gp_chart *c, struct gp_process *p,
                     const struct gp_outline_block *b, bool first)
{
    struct gp_slice remark, rest = without_remark(path_of(b), &remark), name;
    uint32_t last = GP_NO_ID;

    while (next_name(&rest, &name)) {
        uint32_t n = node_of(c, p, name, b->line);

        if (n == GP_NO_ID)
            return;
        if (last != GP_NO_ID)
            gp_chart_edge(c, last, n, GP_NO_ID, b->line);
        else if (first)
            c->nodes[n].start = true;
        last = n;
    }
    if (first && last != GP_NO_ID)
        c->nodes[last].end = true;
    if (remark.len > 0) {
        uint32_t e =
            gp_process_element(p, gp_slice("remark"), gp_slice(""), remark, b->line);

        gp_process_judge(p, e, GP_INFORMATIONAL, NULL);
    }
}

void gp_manual_paths(const struct gp_outline *o, struct gp_process *p)
{
    struct gp_chart chart = {0};
    size_t paths = 0;
    uint32_t i;

    for (i = o->first; i != GP_NO_ID; i = o->blocks[i].next)
        if (gp_manual_is_path(o, i))
            add_path(&chart, p, &o->blocks[i], paths++ == 0);
    gp_chart_net(&chart, p, GP_NO_ID);
    gp_chart_release(&chart);
    if (first_path(o, GP_BLOCK_ITEM) == GP_NO_ID)
        gp_process_note(p, GP_NOTE_FACT, GP_NO_ID,
                        o->blocks[first_path(o, GP_BLOCK_PROSE)].line,
                        "no list is numbered: this line of names and arrows is read as "
                        "the process");
    else
        gp_process_note(p, GP_NOTE_FACT, GP_NO_ID, 0,
                        "%zu paths of names and arrows are read as one process; equal "
                        "names are one step, and after a step any of the ways written "
                        "may be taken",
                        paths);
}
