/* read_manual.c - see read_manual.h.
 *
 *   bytes -> plain text -> outline -> numbered lines -> steps -> elements, net, limits
 *            plain.c      markdown.c  manual_lines.c    manual_steps.c  manual_net.c
 *                                     manual_headings.c
 *
 * This file makes the list of everything read: each block of the document becomes an
 * element in document order, and what is no step is kept as commentary.
 */
#include "model/manual/read_manual.h"

#include "base/mem.h"
#include "model/manual/manual_headings.h"
#include "model/manual/manual_lines.h"
#include "model/manual/manual_net.h"
#include "model/manual/manual_paths.h"
#include "model/manual/manual_said.h"
#include "model/manual/manual_words.h"
#include "model/plain.h"
#include "model/rules.h"

#include <stdio.h>
#include <string.h>

enum {
    SHOWN = 120, /* bytes of a text in a message */
    KEPT = 1000, /* bytes of commentary kept as a name: it may mention activities */
};

/* At most so many bytes, not cutting a character. */
static struct gp_slice cut_to(struct gp_slice s, size_t most)
{
    size_t n = s.len < most ? s.len : most;

    while (n < s.len && n > 0 && (s.at[n] & 0xC0) == 0x80)
        n--;
    return gp_slice_n(s.at, n);
}

static struct gp_slice shortened(struct gp_slice s)
{
    return cut_to(s, SHOWN);
}

static uint32_t add_comment(struct gp_process *p, const char *kind,
                            struct gp_slice text, uint64_t line)
{
    uint32_t e = gp_process_element(p, gp_slice(kind), gp_slice(""),
                                    cut_to(gp_slice_trim(text), KEPT), line);

    gp_process_judge(p, e, GP_INFORMATIONAL, NULL);
    return e;
}

/* ---- rules ---- */

/* A line under the heading Rules. One that cannot be read is an error when it begins
 * like a rule, else an element that is not understood. */
static enum gp_status add_rule(struct gp_manual *m, struct gp_process *p,
                               struct gp_slice text, uint64_t line)
{
    struct gp_err why = {0};
    struct gp_rule rule;
    struct gp_slice bare = gp_rule_bare(text);
    uint32_t e;

    if (bare.len == 0)
        return GP_OK;
    e = gp_process_element(p, gp_slice("rule"), gp_slice(""), shortened(bare), line);
    if (gp_rule_read(text, &p->labels, m->file, line, &rule, &why) == GP_OK) {
        gp_process_rule(p, &rule);
        return GP_OK;
    }
    if (gp_rule_begins(bare)) {
        if (m->err != NULL)
            *m->err = why;
        return GP_INPUT;
    }
    gp_process_judge(p, e, GP_NOT_UNDERSTOOD, "%s", why.text);
    return GP_OK;
}

static enum gp_status add_rules_of(struct gp_manual *m, struct gp_process *p,
                                   const struct gp_outline_block *b)
{
    struct gp_slice rest = b->text, line;
    uint64_t number = b->line + (b->kind == GP_BLOCK_CODE && b->info.len > 0);
    enum gp_status st = GP_OK;

    if (b->kind == GP_BLOCK_HTML) {
        add_comment(p, "html", b->text, b->line);
        return GP_OK;
    }
    while (st == GP_OK && gp_plain_line(&rest, &line))
        st = add_rule(m, p, line, number++);
    return st;
}

static enum gp_status add_rules(struct gp_manual *m, struct gp_process *p)
{
    enum gp_status st = GP_OK;
    size_t i;

    for (i = 0; st == GP_OK && i < m->outline->n; i++)
        if (m->steps[i].rule)
            st = add_rules_of(m, p, &m->outline->blocks[i]);
    return st;
}

/* ---- elements ---- */

static const char *kind_of_item(enum gp_item_kind kind)
{
    switch (kind) {
    case GP_ITEM_ONE_OF:
        return "choice";
    case GP_ITEM_ANY_ORDER:
        return "any order";
    case GP_ITEM_REPEAT:
    case GP_ITEM_BACK:
        return "loop";
    case GP_ITEM_LABEL:
        return "branch";
    default:
        return "step";
    }
}

static struct gp_slice number_of(const struct gp_outline_block *b, char *space,
                                 size_t size)
{
    int n =
        b->ordered ? snprintf(space, size, "%llu", (unsigned long long)b->number) : 0;

    return gp_slice_n(space, n > 0 ? (size_t)n : 0);
}

static void add_item(struct gp_manual *m, struct gp_process *p, uint32_t block)
{
    const struct gp_outline_block *b = &m->outline->blocks[block];
    struct gp_step *step = &m->steps[block];
    char number[24] = "";
    uint32_t e;

    e = gp_process_element(p, gp_slice(kind_of_item(step->item.kind)),
                           number_of(b, number, sizeof number), step->item.name,
                           b->line);
    step->element = e;
    if (e == GP_NO_ID)
        return;
    if (b->parent != GP_NO_ID)
        p->elements[e].parent = m->steps[b->parent].element;
    if (step->item.kind == GP_ITEM_STEP)
        gp_process_make_step(p, e);
    else if (step->item.kind == GP_ITEM_EMPTY)
        gp_process_judge(p, e, GP_NOT_UNDERSTOOD, "a list item without words");
    else
        p->elements[e].on_flow = step->item.kind != GP_ITEM_LABEL;
    gp_process_set_owner(p, e, step->item.owner);
    if (step->item.remark.len > 0)
        add_comment(p, "remark", step->item.remark, b->line);
    if (step->item.unread.len > 0) {
        e = gp_process_element(p, gp_slice("limit"), gp_slice(""), step->item.unread,
                               b->line);
        gp_process_judge(p, e, GP_NOT_UNDERSTOOD, "%s", step->item.unread_why);
    }
    if (step->item.bracket.len > 0)
        add_comment(p, "remark", step->item.bracket, b->line);
}

/* A bullet below a step that looks like a keyword: perhaps it was meant as one. */
static void warn_of_keyword(struct gp_process *p, const struct gp_outline_block *b)
{
    struct gp_slice s = gp_slice_trim(b->text);
    struct gp_item item;

    if (s.len < 200 && gp_item_read(s, 0, false, "", 0, &item, NULL) == GP_OK &&
        (item.optional || item.kind == GP_ITEM_ONE_OF ||
         item.kind == GP_ITEM_ANY_ORDER))
        gp_process_note(p, GP_NOTE_SUSPICIOUS, GP_NO_ID, b->line,
                        "a bullet below a step explains it; \"%.*s\" was not read as a "
                        "step. Number it to make it one.",
                        (int)shortened(s).len, s.at);
}

static void add_commentary(struct gp_manual *m, struct gp_process *p, uint32_t block)
{
    static const char *const kinds[] = {[GP_BLOCK_HEADING] = "heading",
                                        [GP_BLOCK_ITEM] = "remark",
                                        [GP_BLOCK_PROSE] = "prose",
                                        [GP_BLOCK_CODE] = "code",
                                        [GP_BLOCK_HTML] = "html"};
    const struct gp_outline_block *b = &m->outline->blocks[block];

    add_comment(p, kinds[b->kind], b->text, b->line);
    if (b->kind == GP_BLOCK_ITEM)
        warn_of_keyword(p, b);
}

static void add_elements(struct gp_manual *m, struct gp_process *p)
{
    uint32_t i;

    for (i = 0; i < m->outline->n; i++)
        if (m->steps[i].live)
            add_item(m, p, i);
        else if (!m->steps[i].rule && !(m->paths && gp_manual_is_path(m->outline, i)))
            add_commentary(m, p, i);
}

static void add_notes(const struct gp_manual *m, struct gp_process *p)
{
    if (m->bullets && m->n_live > 0)
        gp_process_note(p, GP_NOTE_FACT, GP_NO_ID, 0,
                        "no list is numbered: the bullets are read as steps in the "
                        "order written");
    if (m->headings)
        gp_process_note(p, GP_NOTE_FACT, GP_NO_ID, 0,
                        "no list is numbered: the numbered headings are read as steps");
    if (m->n_sections > 1)
        gp_process_note(p, GP_NOTE_SUSPICIOUS, GP_NO_ID, 0,
                        "the numbers begin again at 1 in %zu lists; the lists are read "
                        "one after the other",
                        m->n_sections);
}

/* Blocks need something to choose from, steps need to be steps. */
static enum gp_status check(const struct gp_manual *m, const struct gp_process *p,
                            struct gp_err *err)
{
    size_t i;

    for (i = 0; i < m->n_live; i++) {
        const struct gp_outline_block *b = &m->outline->blocks[m->live[i]];
        enum gp_item_kind kind = m->steps[m->live[i]].item.kind;

        if ((kind == GP_ITEM_ONE_OF || kind == GP_ITEM_ANY_ORDER) &&
            gp_manual_live(m, b->first) == GP_NO_ID)
            return gp_fail_at(
                err, GP_INPUT, m->file, b->line,
                "\"%s\" has nothing to choose from: expected a list nested "
                "below it",
                kind == GP_ITEM_ONE_OF ? "one of:" : "any order:");
    }
    if (m->n_live == 0 && p->n_rules == 0 && !m->paths)
        return gp_fail_at(err, GP_INPUT, m->file, 0,
                          "the text has no numbered steps; expected list items such as "
                          "\"1. Register request (Front desk)\", or a step table whose "
                          "first line is step,owner,within,next,condition");
    return GP_OK;
}

static enum gp_status make_process(struct gp_manual *m, struct gp_process *p)
{
    enum gp_status st;

    gp_manual_said(m, p);
    add_elements(m, p);
    if (m->paths)
        gp_manual_paths(m->outline, p);
    st = add_rules(m, p);
    if (st == GP_OK)
        st = check(m, p, m->err);
    if (st != GP_OK)
        return st;
    if (m->n_live > 0)
        gp_manual_net(m, p);
    gp_manual_limits(m, p);
    add_notes(m, p);
    return gp_process_ok(p) ? GP_OK : gp_fail_memory(m->err);
}

static enum gp_status read_outline(struct gp_outline *outline, const char *file,
                                   struct gp_process *p, struct gp_err *err)
{
    struct gp_manual m = {.file = file, .outline = outline, .err = err};
    enum gp_status st = GP_OK;

    m.headings = gp_manual_headings(outline) > 0;
    m.paths = gp_manual_has_paths(outline);
    m.steps = gp_array_zero(outline->n, sizeof *m.steps);
    st = m.steps != NULL ? gp_manual_steps(&m) : gp_fail_memory(err);
    if (st == GP_OK)
        st = make_process(&m, p);
    gp_manual_release(&m);
    return st;
}

enum gp_status gp_read_manual(const struct gp_input *inputs, size_t n,
                              const struct gp_read_options *options,
                              struct gp_process **out, struct gp_err *err)
{
    const char *file = inputs[0].name;
    struct gp_outline markdown = {0}, outline = {0};
    struct gp_text text = {0};
    struct gp_process *p = gp_process_new(gp_slice(file), "manual");
    enum gp_status st = p != NULL ? GP_OK : gp_fail_memory(err);

    (void)n;
    (void)options;
    *out = NULL;
    if (st == GP_OK)
        st = gp_plain_read(&inputs[0], &text, err);
    if (st == GP_OK)
        st = gp_markdown_read(file, gp_text_slice(&text), &markdown, err);
    if (st == GP_OK)
        st = gp_manual_lines(&markdown, &outline, err);
    if (st == GP_OK)
        st = read_outline(&outline, file, p, err);
    gp_outline_release(&outline);
    gp_outline_release(&markdown);
    gp_text_release(&text);
    if (st != GP_OK) {
        gp_process_free(p);
        return st;
    }
    *out = p;
    return GP_OK;
}

bool gp_manual_looks(const struct gp_input *input)
{
    return memchr(input->bytes.at, '\0', input->bytes.len) == NULL;
}
