/* cmd_explain.c - goatpath explain ID LOG...: what stands behind an id. */
#include "base/escape.h"
#include "base/nearest.h"
#include "cli/command.h"
#include "cli/explain.h"
#include "cli/help.h"
#include "cli/show.h"
#include "report/judgement_words.h"
#include "report/tables.h"

#include <string.h>

enum { USUAL_CASES = 20 };

void gp_explain_name(struct gp_text *out, struct gp_slice name)
{
    gp_text_add_char(out, '"');
    gp_escape_terminal(out, name);
    gp_text_add_char(out, '"');
}

/* Head in words, then the table; in a form for programs and documents the table alone. */
enum gp_status gp_explain_show(const struct gp_options *o, struct gp_text *head,
                               const struct gp_table *t, struct gp_err *err)
{
    if (o->format != GP_FORMAT_TEXT || o->raw_csv) {
        gp_text_release(head);
        return gp_show_table(o, t, err);
    }
    gp_text_add_char(head, '\n');
    gp_show_append(o, t, head);
    if (!gp_table_ok(t))
        head->failed = true;
    return gp_show_text(o, head, err);
}

static enum gp_status explain_measure(const struct gp_options *o,
                                      const struct gp_measure *m, struct gp_err *err)
{
    struct gp_text out = {0};

    if (o->format == GP_FORMAT_JSON) {
        struct gp_json j = gp_json_into(&out);

        gp_json_open(&j, NULL, '{');
        gp_json_z(&j, "measure", m->name);
        gp_json_z(&j, "definition", m->definition);
        gp_json_z(&j, "unit", m->unit);
        gp_json_z(&j, "of", m->of);
        gp_json_z(&j, "source", m->source);
        gp_json_close(&j);
    } else {
        gp_help_measure(&out, m);
    }
    return gp_show_text(o, &out, err);
}

/* ---- a gap ---- */

static enum gp_status explain_gap(const struct gp_options *o, const struct gp_loaded *l,
                                  const struct gp_gap *gap, struct gp_err *err)
{
    struct gp_words sentence = {0};
    struct gp_text head = {0};
    struct gp_table t = {0};
    enum gp_status st;

    gp_gap_id(&head, gap);
    gp_text_addf(&head, " (%s)\n  ", gp_gap_kind_name((enum gp_gap_kind)gap->key.kind));
    gp_words_gap(&sentence, &l->judgement.conformance, &l->judgement.gaps, gap);
    gp_escape_terminal(&head, gp_slice(gp_text_z(&sentence.text)));
    gp_text_add(&head, "\n");
    gp_gap_lines_terminal(&head, &l->judgement, gap, "  ");
    gp_table_one_gap(&l->judgement, gap, gp_show_rows(o, USUAL_CASES), &t);
    st = gp_explain_show(o, &head, &t, err);
    gp_table_release(&t);
    gp_words_release(&sentence);
    return st;
}

/* ---- finding the id ---- */

static bool is_id(struct gp_text *scratch, const char *id)
{
    return gp_text_ok(scratch) && strcmp(gp_text_z(scratch), id) == 0;
}

static enum gp_status not_found(const char *id, const struct gp_loaded *l,
                                struct gp_err *err)
{
    return gp_fail(
        err, GP_USAGE,
        "nothing in this log is called \"%s\"%s; ids stand in the tables "
        "bottlenecks (B-...), causes (C-...), variants (V-...), gaps (G-...) and "
        "cases; or name a row: 'Step', 'Step > Next', 'Ann > Bob > Ann', 'repeat "
        "Step'; "
        "measures stand in `goatpath help measures`",
        id, l->facts.filtered != NULL ? " after --filter" : "");
}

static enum gp_status explain_in_log(const struct gp_options *o,
                                     const struct gp_loaded *l, struct gp_err *err)
{
    const struct gp_stats *s = &l->stats;
    const char *id = o->operand[0];
    uint32_t c = gp_dict_find(&s->log->cases, gp_slice(id));
    struct gp_text name = {0};
    enum gp_status st = GP_OK;
    bool found = c != GP_NO_ID;
    size_t i;

    if (found)
        st = gp_explain_case(o, l, c, err);
    for (i = 0; !found && strncmp(id, "B-", 2) == 0 && i < s->bottlenecks.n; i++) {
        gp_text_clear(&name);
        gp_bottleneck_id(&name, &s->bottlenecks.item[i]);
        found = is_id(&name, id);
        if (found)
            st = gp_explain_bottleneck(o, l, &s->bottlenecks.item[i], err);
    }
    if (!found && l->has_judgement) {
        const struct gp_gap *gap = gp_gap_find(&l->judgement.gaps, gp_slice(id));

        found = gap != NULL;
        if (found)
            st = explain_gap(o, l, gap, err);
    }
    for (i = 0; !found && strncmp(id, "C-", 2) == 0 && i < l->causes.n_links; i++) {
        gp_text_clear(&name);
        gp_cause_id(&name, &l->causes.link[i]);
        found = is_id(&name, id);
        if (found)
            st = gp_explain_cause(o, l, &l->causes.link[i], err);
    }
    for (i = 0; !found && strncmp(id, "V-", 2) == 0 && i < s->variants.n; i++) {
        gp_text_clear(&name);
        gp_variant_id(&name, &s->variants.variant[i]);
        found = is_id(&name, id);
        if (found)
            st = gp_explain_variant(o, l, i, err);
    }
    gp_text_release(&name);
    if (!found)
        st = gp_explain_names(o, l, id, &found, err);
    if (st != GP_OK)
        return st;
    return found ? GP_OK : not_found(id, l, err);
}

/* One word and no log: a measure was meant, or the log was forgotten. */
static enum gp_status no_such_measure(const char *name, struct gp_err *err)
{
    struct gp_nearest n = gp_nearest_to(name);
    const struct gp_measure *m;
    size_t i;

    for (i = 0; (m = gp_measure_at(i)) != NULL; i++)
        gp_nearest_offer(&n, m->name);
    return gp_fail(
        err, GP_USAGE,
        "no measure is called \"%s\"%s%s; `goatpath help measures` lists them; "
        "an id needs the log behind it: goatpath explain %s LOG",
        name, n.best != NULL ? "; the nearest is " : "", n.best != NULL ? n.best : "",
        name);
}

enum gp_status gp_cmd_explain(struct gp_options *o, struct gp_err *err)
{
    struct gp_loaded l = {0};
    enum gp_status st;

    if (o->n_operands == 0)
        return gp_fail(
            err, GP_USAGE,
            "explain what? goatpath explain ID LOG..., or the name of a measure "
            "(`goatpath help measures`)");
    if (o->n_operands == 1 && gp_measure_find(o->operand[0]) != NULL)
        return explain_measure(o, gp_measure_find(o->operand[0]), err);
    if (o->n_operands == 1)
        return no_such_measure(o->operand[0], err);
    st = gp_load(o, 1, &l, err);
    if (st == GP_OK)
        st = explain_in_log(o, &l, err);
    gp_loaded_release(&l);
    return st;
}
