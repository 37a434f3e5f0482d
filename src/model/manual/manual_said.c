/* manual_said.c - see manual_said.h.
 *
 * An explanation is prose, so less is taken from it than from a step's own words:
 *
 *   "within 3 working days"                  a limit from the step before
 *   "within 3 days of Qualification"         from that step, if there is one of the name
 *   "If refused, ... within 3 days"          told, not read: it holds sometimes only
 *   "90 % are answered within 4 hours"       told, not read: a share is no limit of a case
 *   "go back to step 2"                      the case may go back, it need not
 *   "Do not go back to step 2"               told, not read
 */
#include "model/manual/manual_said.h"

#include "model/manual/manual_clause.h"
#include "model/manual/manual_keyword.h"
#include "model/manual/manual_refs.h"
#include "model/manual/manual_words.h"

#include <string.h>

enum { SHOWN = 120 };

struct explaining {
    struct gp_manual *m;
    struct gp_process *p;
    uint32_t step; /* the block that is explained */
    uint64_t line; /* of the explanation */
};

static struct gp_slice shortened(struct gp_slice s)
{
    size_t n = s.len < SHOWN ? s.len : SHOWN;

    while (n < s.len && n > 0 && (s.at[n] & 0xC0) == 0x80)
        n--;
    return gp_slice_n(s.at, n);
}

static void tell(struct explaining *x, enum gp_note_kind kind, struct gp_slice s,
                 const char *what)
{
    gp_process_note(x->p, kind, GP_NO_ID, x->line, "\"%.*s\" %s", (int)shortened(s).len,
                    s.at, what);
}

static bool is_conditional(struct gp_slice s)
{
    return gp_keyword_in(s, GP_KEYWORD_IF) || gp_keyword(s, GP_KEYWORD_IF_FIRST) != 0;
}

/* ---- ways ---- */

/* "Do not go back": denied in the same part of the sentence. */
static bool is_denied(struct gp_slice before)
{
    size_t i = before.len;

    while (i > 0 && strchr(",;:", before.at[i - 1]) == NULL)
        i--;
    return gp_keyword_in(gp_words_from(before, i), GP_KEYWORD_NOT);
}

static bool add_way(struct explaining *x, uint32_t to)
{
    struct gp_step *step = &x->m->steps[x->step];

    if (to == GP_NO_ID || to > x->step || x->m->steps[to].arm != step->arm ||
        step->n_ways == GP_MANUAL_WAYS)
        return false;
    step->ways[step->n_ways++] = to;
    return true;
}

/* "Continue with step 4" at the end of step 3 says what the order says. */
static bool is_next(const struct explaining *x, uint32_t to)
{
    uint32_t b = x->step + 1;

    if (to == GP_NO_ID)
        return false;
    while (b < to && !x->m->steps[b].live)
        b++;
    return b == to;
}

static void hear_way(struct explaining *x, struct gp_slice sentence)
{
    struct gp_slice said;
    uint32_t to;
    size_t i;

    for (i = 0; i < sentence.len; i++) {
        if ((i > 0 && !gp_is_blank(sentence.at[i - 1])) ||
            !gp_way_read(gp_words_from(sentence, i), &said))
            continue;
        to = gp_manual_find(x->m, said, x->step);
        if (!is_denied(gp_slice_n(sentence.at, i)) && add_way(x, to))
            tell(x, GP_NOTE_FACT, sentence,
                 "explains a step; the way back is read as one that may be taken");
        else if (!is_next(x, to))
            tell(
                x, GP_NOTE_SUSPICIOUS, sentence,
                "explains a step and was not read as a way. To make it one, write "
                "\"back to NUMBER\" behind the step's name, or as a numbered item "
                "\"If ..., back to NUMBER\"; ways on are the branches of \"one of:\".");
        return;
    }
}

/* ---- limits ---- */

/* A limit of every case, counted from a step there is? */
static bool take_limit(struct explaining *x, struct gp_slice sentence, size_t at,
                       const struct gp_item *found)
{
    struct gp_step *step = &x->m->steps[x->step];
    uint32_t of = GP_NO_ID;

    if (step->item.has_limit || is_conditional(sentence) ||
        memchr(sentence.at, '%', sentence.len) != NULL ||
        gp_keyword_in(gp_slice_n(sentence.at, at), GP_KEYWORD_NOT))
        return false;
    if (found->of.len != 0) {
        of = gp_manual_find(x->m, found->of, x->step);
        if (of == GP_NO_ID || x->m->steps[of].item.kind != GP_ITEM_STEP)
            return false;
    }
    step->item.has_limit = true;
    step->item.limit = found->limit;
    step->item.limit_text = found->limit_text;
    step->of = of;
    return true;
}

static void hear_limit(struct explaining *x, struct gp_slice sentence)
{
    size_t i, used = 0;

    for (i = 0; i < sentence.len; i++) {
        struct gp_item found = {0};

        if (i == 0 || gp_is_blank(sentence.at[i - 1]) || sentence.at[i - 1] == '(')
            gp_limit_read(gp_words_from(sentence, i), &found, &used);
        if (used == 0)
            continue;
        if (take_limit(x, sentence, i, &found))
            tell(x, GP_NOTE_FACT, sentence, "explains a step and is read as its limit");
        else
            tell(x, GP_NOTE_SUSPICIOUS, sentence,
                 "explains a step and was not read as its limit. To make it one, write "
                 "\"within 2 days\" or \"within 2 days of STEP\" behind the step's "
                 "name.");
        return;
    }
}

/* ---- sentences ---- */

static size_t sentence_length(struct gp_slice s)
{
    size_t i;

    for (i = 0; i + 1 < s.len; i++)
        if (strchr(".!?", s.at[i]) != NULL && gp_is_blank(s.at[i + 1]))
            return i + 1;
    return s.len;
}

static void hear(struct explaining *x, struct gp_slice text)
{
    while (text.len > 0) {
        size_t len = sentence_length(text);
        struct gp_slice sentence = gp_slice_trim(gp_slice_n(text.at, len));

        if (sentence.len > 0) {
            hear_way(x, sentence);
            hear_limit(x, sentence);
        }
        text = gp_words_from(text, len);
    }
}

static void hear_block(struct explaining *x, uint32_t block)
{
    const struct gp_outline_block *b = &x->m->outline->blocks[block];
    struct gp_slice text;

    if (x->m->steps[block].live || x->m->steps[block].rule ||
        (b->kind != GP_BLOCK_ITEM && b->kind != GP_BLOCK_PROSE))
        return;
    text = gp_manual_on_one_line(x->m, b->text);
    x->line = b->line;
    if (text.at == NULL)
        x->p->failed = true;
    else
        hear(x, text);
}

static void hear_about(struct explaining *x)
{
    const struct gp_outline *outline = x->m->outline;
    const struct gp_outline_block *b = &outline->blocks[x->step];
    uint32_t c;

    x->line = b->line;
    hear(x, x->m->steps[x->step].item.remark);
    for (c = b->first; c != GP_NO_ID; c = outline->blocks[c].next)
        hear_block(x, c);
    if (x->m->headings)
        for (c = b->next; c != GP_NO_ID && !x->m->steps[c].live &&
                          outline->blocks[c].kind != GP_BLOCK_HEADING;
             c = outline->blocks[c].next)
            hear_block(x, c);
}

void gp_manual_said(struct gp_manual *m, struct gp_process *p)
{
    struct explaining x = {.m = m, .p = p};
    size_t i;

    for (i = 0; i < m->n_live; i++) {
        x.step = m->live[i];
        if (m->steps[x.step].item.kind == GP_ITEM_STEP &&
            m->steps[x.step].item.back.len == 0)
            hear_about(&x);
    }
}
