/* manual_refs.c - see manual_refs.h. */
#include "model/manual/manual_refs.h"
#include "model/manual/no_step.h"

#include <string.h>

enum { MAX_CUTS = 8 }; /* places where "a-b-c" may be cut into first and last step */

static struct gp_outline_block *block_at(const struct gp_manual *m, uint32_t b)
{
    return &m->outline->blocks[b];
}

static uint32_t first_of(const struct gp_manual *m, uint32_t parent)
{
    return parent == GP_NO_ID ? m->outline->first : block_at(m, parent)->first;
}

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

uint32_t gp_manual_find(const struct gp_manual *m, struct gp_slice s, uint32_t at)
{
    uint32_t found = by_path(m, s, at);

    return found != GP_NO_ID ? found : by_name(m, s, at);
}

static enum gp_status unknown(struct gp_manual *m, struct gp_slice s, uint32_t at)
{
    struct gp_dict names = {0};
    enum gp_status st;
    size_t i;

    for (i = 0; i < m->n_live; i++)
        if (m->steps[m->live[i]].item.name.len > 0)
            (void)gp_dict_add(&names, m->steps[m->live[i]].item.name);
    st = gp_no_step(m->file, block_at(m, at)->line,
                    "no step has the number or the name", s, &names, m->err);
    gp_dict_release(&names);
    return st;
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
    step->back = gp_manual_find(m, step->item.back, b);
    if (step->back == GP_NO_ID && same_name(step->item.back, step->item.name))
        step->back = b;
    if (step->item.back_or_on && (step->back == GP_NO_ID || step->back > b)) {
        step->back = GP_NO_ID; /* "continue with step 7" */
        return gp_manual_read_item(m, b, true);
    }
    if (step->back != GP_NO_ID)
        return check_jump(m, b, step->back, b);
    if (step->item.back_is_sure)
        return unknown(m, step->item.back, b);
    return gp_manual_read_item(m, b, true); /* "Send back to customer" */
}

/* "7-11", "7 to 11", "Draft - Review", "7": tries every place to cut. */
static bool cut_range(struct gp_manual *m, struct gp_slice s, uint32_t at,
                      uint32_t *first, uint32_t *last)
{
    static const char *const marks[] = {"-", "\xE2\x80\x93", "\xE2\x80\x94", " to "};
    size_t i, k, tries = 0;

    *first = *last = gp_manual_find(m, s, at);
    if (*first != GP_NO_ID)
        return true;
    for (i = 1; i < s.len; i++)
        for (k = 0; k < sizeof marks / sizeof *marks; k++) {
            size_t len = strlen(marks[k]);

            if (i + len >= s.len || memcmp(s.at + i, marks[k], len) != 0 ||
                ++tries > MAX_CUTS)
                continue;
            *first = gp_manual_find(m, gp_slice_trim(gp_slice_n(s.at, i)), at);
            *last = gp_manual_find(
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
    step->of = gp_manual_find(m, step->item.of, b);
    if (step->of == GP_NO_ID || m->steps[step->of].item.kind != GP_ITEM_STEP)
        return unknown(m, step->item.of, b);
    return GP_OK;
}

enum gp_status gp_manual_refer(struct gp_manual *m, uint32_t b)
{
    enum gp_status st = resolve_back(m, b);

    if (st == GP_OK)
        st = resolve_repeat(m, b);
    return st == GP_OK ? resolve_of(m, b) : st;
}
