/* manual_steps.c - see manual_steps.h.
 *
 *   1. which list items are steps?       numbered ones; bullets below one of / any order
 *   2. what does each sentence say?      manual_item.c
 *   3. which step does "back to 3" mean? numbers near by first, then names
 *
 * Items are visited in document order, so a parent is always decided before its items.
 * Bullets below a plain step explain it; they are commentary.
 */
#include "model/manual_steps.h"

#include "base/mem.h"

#include <string.h>

enum { MAX_CUTS = 8 }; /* places where "a-b-c" may be cut into first and last step */

static struct gp_block *block_at(const struct gp_manual *m, uint32_t b)
{
    return &m->outline->blocks[b];
}

static uint32_t first_of(const struct gp_manual *m, uint32_t parent)
{
    return parent == GP_NO_ID ? m->outline->first : block_at(m, parent)->first;
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
    const struct gp_block *block = block_at(m, b);
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
    struct gp_block *p = block_at(m, parent), *c = block_at(m, child);

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
        struct gp_block *block = block_at(m, b);
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
        const struct gp_block *block = block_at(m, b);

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
        const struct gp_block *block = block_at(m, b);

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
    const struct gp_block *block = block_at(m, b);
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
        return block->ordered;
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

/* The text of an item on one line, kept until the manual is released. */
static struct gp_slice on_one_line(struct gp_manual *m, struct gp_slice s)
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

static enum gp_status read_item(struct gp_manual *m, uint32_t b, bool plain_back)
{
    struct gp_block *block = block_at(m, b);
    enum gp_status st;

    block->text = on_one_line(m, block->text);
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
        const struct gp_block *block = block_at(m, b);
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
        st = read_item(m, b, false);
    }
    m->n_sections = section;
    return st;
}

/* ---- references ---- */

static bool all_digits(struct gp_slice s, uint64_t *n)
{
    size_t i;

    *n = 0;
    for (i = 0; i < s.len && i < 9; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
        *n = *n * 10 + (uint64_t)(s.at[i] - '0');
    }
    return i > 0 && i == s.len;
}

static uint32_t numbered_child(const struct gp_manual *m, uint32_t parent, uint64_t n,
                               uint32_t section)
{
    uint32_t b = gp_manual_live(m, first_of(m, parent));

    for (; b != GP_NO_ID; b = gp_manual_live(m, block_at(m, b)->next))
        if (block_at(m, b)->ordered && block_at(m, b)->number == n &&
            (section == 0 || m->steps[b].section == section))
            return b;
    return GP_NO_ID;
}

/* "3": the list around `at` first, then the lists around that one, then anywhere. */
static uint32_t by_number(const struct gp_manual *m, uint64_t n, uint32_t at)
{
    uint32_t level = at, found;

    do {
        level = block_at(m, level)->parent;
        found =
            numbered_child(m, level, n, level == GP_NO_ID ? m->steps[at].section : 0);
    } while (found == GP_NO_ID && level != GP_NO_ID);
    return found != GP_NO_ID ? found : numbered_child(m, GP_NO_ID, n, 0);
}

/* "3.2" */
static uint32_t by_path(const struct gp_manual *m, struct gp_slice s, uint32_t at)
{
    uint32_t found = GP_NO_ID;
    bool first = true;

    while (s.len > 0) {
        const char *dot = memchr(s.at, '.', s.len);
        size_t len = dot != NULL ? (size_t)(dot - s.at) : s.len;
        uint64_t n;

        if (!all_digits(gp_slice_n(s.at, len), &n))
            return GP_NO_ID;
        found = first ? by_number(m, n, at) : numbered_child(m, found, n, 0);
        if (found == GP_NO_ID)
            return found;
        first = false;
        len += dot != NULL;
        s = gp_slice_n(s.at + len, s.len - len);
    }
    return found;
}

static bool same_name(struct gp_slice a, struct gp_slice b)
{
    size_t i;

    if (a.len != b.len)
        return false;
    for (i = 0; i < a.len; i++) {
        char x = a.at[i], y = b.at[i];

        x = (char)(x >= 'A' && x <= 'Z' ? x - 'A' + 'a' : x);
        y = (char)(y >= 'A' && y <= 'Z' ? y - 'A' + 'a' : y);
        if (x != y)
            return false;
    }
    return true;
}

/* The nearest step of that name before `at`, else the first one after it. */
static uint32_t by_name(const struct gp_manual *m, struct gp_slice name, uint32_t at)
{
    uint32_t found = GP_NO_ID;
    size_t i;

    for (i = 0; i < m->n_live; i++) {
        uint32_t b = m->live[i];

        if (b == at || !same_name(m->steps[b].item.name, name))
            continue;
        if (b < at || found == GP_NO_ID)
            found = b;
        if (b > at)
            break;
    }
    return found;
}

static uint32_t resolve(const struct gp_manual *m, struct gp_slice s, uint32_t at)
{
    uint32_t found = by_path(m, s, at);

    return found != GP_NO_ID ? found : by_name(m, s, at);
}

static struct gp_slice nearest_name(const struct gp_manual *m, struct gp_slice s)
{
    struct gp_slice nearest = gp_slice("");
    unsigned least = 4;
    char wanted[64] = "", name[64];
    size_t i;

    if (s.len >= sizeof wanted)
        return nearest;
    memcpy(wanted, s.at, s.len);
    for (i = 0; i < m->n_live; i++) {
        const struct gp_slice n = m->steps[m->live[i]].item.name;
        unsigned distance;

        if (n.len >= sizeof name || n.len == 0)
            continue;
        memcpy(name, n.at, n.len);
        name[n.len] = '\0';
        distance = gp_edit_distance(wanted, name);
        if (distance < least) {
            least = distance;
            nearest = n;
        }
    }
    return nearest;
}

static enum gp_status unknown(struct gp_manual *m, struct gp_slice s, uint32_t at)
{
    struct gp_slice nearest = nearest_name(m, s);
    int len = (int)(s.len < 200 ? s.len : 200);

    if (nearest.len > 0)
        return gp_fail_at(m->err, GP_INPUT, m->file, block_at(m, at)->line,
                          "no step is called \"%.*s\"; did you mean \"%.*s\"?", len,
                          s.at, (int)nearest.len, nearest.at);
    return gp_fail_at(m->err, GP_INPUT, m->file, block_at(m, at)->line,
                      "no step has the number or the name \"%.*s\"", len, s.at);
}

static enum gp_status check_jump(struct gp_manual *m, uint32_t from, uint32_t to,
                                 uint32_t at)
{
    if (to > from)
        return gp_fail_at(
            m->err, GP_INPUT, m->file, block_at(m, at)->line,
            "expected an earlier step to go back to; \"%.*s\" (line %llu) "
            "comes later",
            (int)(m->steps[to].item.name.len < 200 ? m->steps[to].item.name.len : 200),
            m->steps[to].item.name.at, (unsigned long long)block_at(m, to)->line);
    if (m->steps[from].arm != m->steps[to].arm)
        return gp_fail_at(m->err, GP_INPUT, m->file, block_at(m, at)->line,
                          "a way back cannot lead into or out of one branch of \"any "
                          "order:\"");
    return GP_OK;
}

static enum gp_status resolve_back(struct gp_manual *m, uint32_t b)
{
    struct gp_step *step = &m->steps[b];

    if (step->item.back.len == 0)
        return GP_OK;
    step->back = resolve(m, step->item.back, b);
    if (step->back == GP_NO_ID && same_name(step->item.back, step->item.name))
        step->back = b;
    if (step->back != GP_NO_ID)
        return check_jump(m, b, step->back, b);
    if (step->item.back_is_sure)
        return unknown(m, step->item.back, b);
    return read_item(m, b, true); /* "Send back to customer" */
}

/* "7-11", "7 to 11", "Draft - Review", "7": tries every place to cut. */
static bool cut_range(struct gp_manual *m, struct gp_slice s, uint32_t at,
                      uint32_t *first, uint32_t *last)
{
    static const char *const marks[] = {"-", "\xE2\x80\x93", "\xE2\x80\x94", " to "};
    size_t i, k, tries = 0;

    *first = *last = resolve(m, s, at);
    if (*first != GP_NO_ID)
        return true;
    for (i = 1; i < s.len; i++)
        for (k = 0; k < sizeof marks / sizeof *marks; k++) {
            size_t len = strlen(marks[k]);

            if (i + len >= s.len || memcmp(s.at + i, marks[k], len) != 0 ||
                ++tries > MAX_CUTS)
                continue;
            *first = resolve(m, gp_slice_trim(gp_slice_n(s.at, i)), at);
            *last = resolve(
                m, gp_slice_trim(gp_slice_n(s.at + i + len, s.len - i - len)), at);
            if (*first != GP_NO_ID && *last != GP_NO_ID)
                return true;
        }
    return false;
}

static enum gp_status resolve_repeat(struct gp_manual *m, uint32_t b)
{
    struct gp_slice range = m->steps[b].item.range;
    uint32_t first, last;

    if (m->steps[b].item.kind != GP_ITEM_REPEAT)
        return GP_OK;
    if (range.len > 300 || !cut_range(m, range, b, &first, &last))
        return unknown(m, range, b);
    if (last > b)
        return check_jump(m, b, last, b);
    if (m->steps[last].redo != GP_NO_ID)
        return gp_fail_at(m->err, GP_INPUT, m->file, block_at(m, b)->line,
                          "the steps up to \"%.*s\" are repeated already",
                          (int)(m->steps[last].item.name.len < 200
                                    ? m->steps[last].item.name.len
                                    : 200),
                          m->steps[last].item.name.at);
    m->steps[last].redo = first;
    return check_jump(m, last, first, b);
}

static enum gp_status resolve_of(struct gp_manual *m, uint32_t b)
{
    struct gp_step *step = &m->steps[b];

    if (step->item.of.len == 0)
        return GP_OK;
    step->of = resolve(m, step->item.of, b);
    if (step->of == GP_NO_ID || m->steps[step->of].item.kind != GP_ITEM_STEP)
        return unknown(m, step->item.of, b);
    return GP_OK;
}

enum gp_status gp_manual_steps(struct gp_manual *m)
{
    enum gp_status st;
    size_t i;

    adopt_bullets(m);
    mark_rules(m);
    m->bullets = !m->paths && bullets_are_steps(m);
    st = read_live_items(m);
    for (i = 0; st == GP_OK && i < m->n_live; i++) {
        st = resolve_back(m, m->live[i]);
        if (st == GP_OK)
            st = resolve_repeat(m, m->live[i]);
        if (st == GP_OK)
            st = resolve_of(m, m->live[i]);
    }
    return st;
}

void gp_manual_release(struct gp_manual *m)
{
    gp_free(m->steps);
    gp_free(m->live);
}
