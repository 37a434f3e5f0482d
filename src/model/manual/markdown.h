/* markdown.h - a written document as an outline: headings, list items, prose, code; the
 * one door to cmark.
 *
 *   ## Steps              HEADING level 2
 *   1. Lead created       ITEM ordered, number 1
 *      within reason      (wrapped: part of the item's text)
 *   2. one of:            ITEM ordered, number 2
 *      - Won              ITEM, parent: item 2
 *   It is so.             PROSE
 *
 * Emphasis, links and the like are gone from the texts; what they said is there.
 */
#ifndef GP_MODEL_MARKDOWN_H
#define GP_MODEL_MARKDOWN_H

#include "base/err.h"
#include "base/map.h"

enum gp_block_kind {
    GP_BLOCK_HEADING,
    GP_BLOCK_ITEM,
    GP_BLOCK_PROSE, /* a paragraph, or anything inside a quotation */
    GP_BLOCK_CODE,  /* a code block; info is the word after the fence */
    GP_BLOCK_HTML,
};

struct gp_outline_block {
    enum gp_block_kind kind;
    uint32_t parent;            /* the item it lies in, GP_NO_ID: top level */
    uint32_t first, last, next; /* children in order, next sibling; GP_NO_ID: none */
    uint32_t list;              /* items of one list share it; from 1 */
    unsigned level;             /* heading: 1..6; item: depth from 1 */
    bool ordered;
    uint64_t number; /* ordered: as written, else one more than the one before */
    uint64_t line;
    struct gp_slice text; /* lines of the source as lines; code: as it stands */
    struct gp_slice info;
    size_t bold; /* the first bytes of text are in bold letters */
};

struct gp_outline {
    struct gp_outline_block *blocks; /* in document order */
    size_t n, cap;
    uint32_t first, last; /* of the top level */
    struct gp_arena texts;
};

enum { GP_OUTLINE_DEPTH = 64 }; /* lists in lists */

/* An item, code block, ... at the end of the outline, linked to its parent (GP_NO_ID:
 * top level). GP_NO_ID when memory is short. */
uint32_t gp_outline_add(struct gp_outline *o, enum gp_block_kind kind, uint32_t parent,
                        uint64_t line);

/* Copies text into the outline; false when memory is short. */
bool gp_outline_text(struct gp_outline *o, uint32_t block, struct gp_slice text);

/* The outline of UTF-8 text with LF line ends (plain.h). A list that is indented less
 * than Markdown asks for, but more than the list before it, is taken for nested in that
 * list's last item. Errors: GP_INPUT beyond GP_OUTLINE_DEPTH. */
enum gp_status gp_markdown_read(const char *file, struct gp_slice text,
                                struct gp_outline *out, struct gp_err *err) GP_MUST_USE;
void gp_outline_release(struct gp_outline *o);

#endif
