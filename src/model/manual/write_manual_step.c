/* write_manual_step.c - see write_manual_step.h. */
#include "model/manual/write_manual_step.h"

#include "model/manual/manual_item.h"

static void make_line(struct gp_text *line, struct gp_slice name, bool quoted,
                      const struct gp_manual_words *words,
                      const struct gp_manual_clauses *c)
{
    gp_text_clear(line);
    gp_text_add(line, c->optional ? "optional: " : "");
    gp_text_add(line, quoted ? "\"" : "");
    gp_text_add_slice(line, name);
    gp_text_add(line, quoted ? "\"" : "");
    if (words->owner.len != 0) {
        gp_text_add(line, " (");
        gp_text_add_slice(line, words->owner);
        gp_text_add(line, ")");
    }
    if (words->limit.span_us > 0) {
        gp_text_add(line, " within ");
        gp_duration_write(line, &words->limit);
    }
    if (words->limit.span_us > 0 && words->of.len != 0) {
        gp_text_add(line, " of \"");
        gp_text_add_slice(line, words->of);
        gp_text_add(line, "\"");
    }
    gp_text_add(line, c->may_repeat ? ", may repeat" : "");
    if (c->back != 0)
        gp_text_addf(line, ", back to %zu", c->back);
    gp_text_add(line, c->may_end ? ", end" : "");
}

/* Does the line say what it was made of? */
static bool reads_back(const struct gp_text *line, struct gp_slice name,
                       const struct gp_manual_words *words,
                       const struct gp_manual_clauses *c)
{
    struct gp_item item;

    if (!gp_text_ok(line) ||
        gp_item_read(gp_text_slice(line), 0, false, "", 0, &item, NULL) != GP_OK)
        return false;
    return item.kind == GP_ITEM_STEP && gp_slice_eq(item.name, name) &&
           gp_slice_eq(item.owner, words->owner) && item.optional == c->optional &&
           item.may_repeat == c->may_repeat && item.may_end == c->may_end &&
           (item.back.len != 0) == (c->back != 0) && item.remark.len == 0 &&
           item.bracket.len == 0 && item.unread.len == 0 &&
           item.has_limit == (words->limit.span_us > 0) &&
           (!item.has_limit || (item.limit.span_us == words->limit.span_us &&
                                item.limit.clock == words->limit.clock &&
                                gp_slice_eq(item.of, words->of)));
}

bool gp_manual_step_line(struct gp_text *line, struct gp_slice name,
                         const struct gp_manual_words *words,
                         const struct gp_manual_clauses *c)
{
    make_line(line, name, false, words, c);
    if (reads_back(line, name, words, c))
        return true;
    make_line(line, name, true, words, c);
    return reads_back(line, name, words, c);
}

bool gp_manual_takes_owner(struct gp_slice owner)
{
    const struct gp_manual_words words = {.owner = owner};
    const struct gp_manual_clauses none = {0};
    struct gp_text line = {0};
    bool takes;

    make_line(&line, gp_slice("Step"), false, &words, &none);
    takes = reads_back(&line, gp_slice("Step"), &words, &none);
    gp_text_release(&line);
    return takes;
}
