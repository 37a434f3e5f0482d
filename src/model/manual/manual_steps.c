/* manual_steps.c - see manual_steps.h.
 *
 *   1. which list items are steps?       numbered ones; bullets below one of / any order
 *   2. what does each sentence say?      manual_item.c
 *   3. which step does "back to 3" mean? manual_refs.c
 *
 * Items are visited in document order, so a parent is always decided before its items.
 * Bullets below a plain step explain it; they are commentary.
 */
#include "model/manual/manual_steps.h"

#include "base/mem.h"
#include "model/manual/manual_condition.h"
#include "model/manual/manual_refs.h"

#include <string.h>

static struct gp_outline_block *block_at(const struct gp_manual *m, uint32_t b)
{
    return &m->outline->blocks[b];
}

uint32_t gp_manual_live(const struct gp_manual *m, uint32_t block)
{
    while (block != GP_NO_ID && !m->steps[block].live)
        block = block_at(m, block)->next;
    return block;
}

/* ---- bullets that belong to the block keyword above them ---- */

static bool is_block_without_items(const struct gp_manual *m, uint32_t b)
{
    const struct gp_outline_block *block = block_at(m, b);
    struct gp_item item;
    uint32_t c;

    if (block->kind != GP_BLOCK_ITEM || block->text.len > 200)
        return false;
    for (c = block->first; c != GP_NO_ID; c = block_at(m, c)->next)
        if (block_at(m, c)->kind == GP_BLOCK_ITEM)
            return false;
    return gp_item_read(block->text, 0, false, "", 0, &item, NULL) == GP_OK &&
           (item.kind == GP_ITEM_ONE_OF || item.kind == GP_ITEM_ANY_ORDER);
}

static void append_child(struct gp_manual *m, uint32_t parent, uint32_t child)
{
    struct gp_outline_block *p = block_at(m, parent), *c = block_at(m, child);

    c->parent = parent;
    c->next = GP_NO_ID;
    if (p->first == GP_NO_ID)
        p->first = child;
    else
        block_at(m, p->last)->next = child;
    p->last = child;
}

/* "6. one of:" and then bullets that are not indented at all. */
static void adopt_bullets(struct gp_manual *m)
{
    uint32_t before = GP_NO_ID, b = m->outline->first, home = GP_NO_ID;

    while (b != GP_NO_ID) {
        struct gp_outline_block *block = block_at(m, b);
        uint32_t next = block->next;

        if (block->kind == GP_BLOCK_ITEM && !block->ordered && home != GP_NO_ID) {
            block_at(m, before)->next = next;
            append_child(m, home, b);
        } else {
            home = is_block_without_items(m, b) ? b : GP_NO_ID;
            before = b;
        }
        b = next;
    }
}

/* ---- what is live ---- */

static bool is_rules_heading(struct gp_slice s)
{
    static const char *const words[] = {"rules", "rules:", "the rules", "regeln"};
    size_t i;

    s = gp_slice_trim(s);
    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (gp_slice_is_nocase(s, words[i]))
            return true;
    return false;
}

/* Everything below a heading "Rules", up to a heading as high as it. */
static void mark_rules(struct gp_manual *m)
{
    unsigned level = 0;
    uint32_t b;

    for (b = 0; b < m->outline->n; b++) {
        const struct gp_outline_block *block = block_at(m, b);

        if (block->kind == GP_BLOCK_HEADING && (level == 0 || block->level <= level))
            level = is_rules_heading(block->text) ? block->level : 0;
        m->steps[b].rule = level != 0 && block->kind != GP_BLOCK_HEADING;
    }
}

/* No number at the top, and only one list: its bullets are meant. */
static bool bullets_are_steps(const struct gp_manual *m)
{
    uint32_t b, list = 0;

    for (b = m->outline->first; b != GP_NO_ID; b = block_at(m, b)->next) {
        const struct gp_outline_block *block = block_at(m, b);

        if (block->kind != GP_BLOCK_ITEM || m->steps[b].rule)
            continue;
        if (block->ordered || (list != 0 && block->list != list))
            return false;
        list = block->list;
    }
    return list != 0;
}

static bool has_numbered_items(const struct gp_manual *m, uint32_t b)
{
    uint32_t c;

    for (c = block_at(m, b)->first; c != GP_NO_ID; c = block_at(m, c)->next)
        if (block_at(m, c)->kind == GP_BLOCK_ITEM && block_at(m, c)->ordered)
            return true;
    return false;
}

static bool is_branch(const struct gp_manual *m, uint32_t b)
{
    uint32_t parent = block_at(m, b)->parent;

    return parent != GP_NO_ID && (m->steps[parent].item.kind == GP_ITEM_ONE_OF ||
                                  m->steps[parent].item.kind == GP_ITEM_ANY_ORDER);
}

static bool is_live(const struct gp_manual *m, uint32_t b)
{
    const struct gp_outline_block *block = block_at(m, b);
    struct gp_condition condition;
    const struct gp_step *parent;

    if (block->kind != GP_BLOCK_ITEM || m->steps[b].rule)
        return false;
    if (block->parent == GP_NO_ID)
        return block->ordered || m->bullets;
    parent = &m->steps[block->parent];
    if (!parent->live)
        return false;
    switch (parent->item.kind) {
    case GP_ITEM_ONE_OF:
    case GP_ITEM_ANY_ORDER:
        return true;
    case GP_ITEM_LABEL:
        return block->ordered || !has_numbered_items(m, block->parent);
    case GP_ITEM_STEP:
        return block->ordered ||
               (gp_condition_read(block->text, &condition) && condition.quoted);
    default:
        return false;
    }
}

/* A label that names nothing nested is a step after all. */
static void settle_label(struct gp_manual *m, uint32_t b)
{
    struct gp_item *item = &m->steps[b].item;
    uint32_t c = block_at(m, b)->first;

    while (c != GP_NO_ID && block_at(m, c)->kind != GP_BLOCK_ITEM)
        c = block_at(m, c)->next;
    if (item->kind == GP_ITEM_LABEL &&
        (c == GP_NO_ID || (!is_branch(m, b) && !has_numbered_items(m, b))))
        item->kind = GP_ITEM_STEP;
}

struct gp_slice gp_manual_on_one_line(struct gp_manual *m, struct gp_slice s)
{
    char *copy = gp_arena_copy(&m->outline->texts, s.at, s.len);
    size_t i;

    if (copy == NULL)
        return gp_slice_n(NULL, 0);
    for (i = 0; i < s.len; i++)
        if (copy[i] == '\n' || copy[i] == '\t')
            copy[i] = ' ';
    return gp_slice_n(copy, s.len);
}

enum gp_status gp_manual_read_item(struct gp_manual *m, uint32_t b, bool plain_back)
{
    struct gp_outline_block *block = block_at(m, b);
    enum gp_status st;

    block->text = gp_manual_on_one_line(m, block->text);
    if (block->text.at == NULL)
        return gp_fail_memory(m->err);
    st = gp_item_read(block->text, block->bold, plain_back, m->file, block->line,
                      &m->steps[b].item, m->err);
    if (st == GP_OK)
        settle_label(m, b);
    return st;
}

static void set_arm(struct gp_manual *m, uint32_t b)
{
    uint32_t parent = block_at(m, b)->parent;

    m->steps[b].arm = parent == GP_NO_ID ? GP_NO_ID
                      : m->steps[parent].item.kind == GP_ITEM_ANY_ORDER
                          ? b
                          : m->steps[parent].arm;
}

static enum gp_status read_live_items(struct gp_manual *m)
{
    uint64_t number = 0;
    uint32_t b, section = 0;
    enum gp_status st = GP_OK;

    for (b = 0; st == GP_OK && b < m->outline->n; b++) {
        const struct gp_outline_block *block = block_at(m, b);
        struct gp_step *step = &m->steps[b];

        step->back = step->redo = step->arm = step->of = step->element = GP_NO_ID;
        step->before = step->after = GP_NO_ID;
        step->live = is_live(m, b);
        if (!step->live)
            continue;
        if (!gp_reserve(&m->live, &m->live_cap, m->n_live + 1))
            return gp_fail_memory(m->err);
        m->live[m->n_live++] = b;
        if (m->n_live > GP_MANUAL_STEPS)
            return gp_fail_at(m->err, GP_INPUT, m->file, block->line,
                              "a manual of more than %d steps is not accepted",
                              GP_MANUAL_STEPS);
        if (block->parent == GP_NO_ID) {
            section += section == 0 || (block->ordered && block->number <= number);
            number = block->ordered ? block->number : number;
            step->section = section;
        } else {
            step->section = m->steps[block->parent].section;
        }
        set_arm(m, b);
        st = gp_manual_read_item(m, b, false);
    }
    m->n_sections = section;
    return st;
}

enum gp_status gp_manual_steps(struct gp_manual *m)
{
    enum gp_status st;
    size_t i;

    adopt_bullets(m);
    mark_rules(m);
    m->bullets = !m->paths && bullets_are_steps(m);
    st = read_live_items(m);
    for (i = 0; st == GP_OK && i < m->n_live; i++)
        st = gp_manual_refer(m, m->live[i]);
    return st;
}

void gp_manual_release(struct gp_manual *m)
{
    gp_free(m->steps);
    gp_free(m->live);
}
