/* cmd_gaps.c - goatpath gaps --document FILE LOG...: where reality leaves the document. */
#include "base/escape.h"
#include "cli/command.h"
#include "cli/gate.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/show.h"
#include "report/judgement_words.h"
#include "report/sarif.h"

enum { USUAL_GAPS = 20 };

static void add_line(struct gp_text *out, const char *indent, const struct gp_words *w)
{
    gp_text_add(out, indent);
    gp_escape_terminal(out, gp_slice_n(gp_text_z(&w->text), w->text.len));
    gp_text_add_char(out, '\n');
}

static void add_gap(struct gp_text *out, const struct gp_judgement *j,
                    const struct gp_gap *gap)
{
    struct gp_words head = {0}, detail = {0};
    struct gp_text where = {0};

    gp_text_add_char(out, '\n');
    gp_gap_id(out, gap);
    gp_text_add(out, "  ");
    gp_words_gap(&head, &j->conformance, &j->gaps, gap);
    add_line(out, "", &head);
    gp_words_gap_detail(&detail, j, gap);
    if (detail.n != 0)
        add_line(out, "            ", &detail);
    gp_gap_where(&where, j, gap);
    if (where.len != 0) {
        gp_text_add(out, "            ");
        gp_escape_terminal(out, gp_slice(where.at));
        gp_text_add_char(out, '\n');
    }
    gp_text_release(&where);
    gp_words_release(&head);
    gp_words_release(&detail);
}

static bool is_allowed(const struct gp_judgement *j, const struct gp_gap *gap)
{
    return gap->key.sub != GP_SUB_LOOP && gp_gap_allowed(j, gap) != NULL;
}

/* Loops that the document itself asks for are no gaps, and accepted gaps do not count:
 * told apart, at the end. */
static void sentences(const struct gp_options *o, const struct gp_judgement *j,
                      struct gp_text *out)
{
    size_t most = gp_show_rows(o, USUAL_GAPS), gaps = 0, i;
    size_t allowed = 0, loops = 0;
    struct gp_words head = {0}, detail = {0};

    gp_words_conformance(&head, &detail, j);
    add_line(out, "", &head);
    add_line(out, "", &detail);
    for (i = 0; i < j->gaps.n; i++) {
        loops += j->gaps.gap[i].key.sub == GP_SUB_LOOP;
        allowed += is_allowed(j, &j->gaps.gap[i]);
        if (j->gaps.gap[i].key.sub == GP_SUB_LOOP || is_allowed(j, &j->gaps.gap[i]))
            continue;
        if (most == 0 || gaps < most)
            add_gap(out, j, &j->gaps.gap[i]);
        gaps++;
    }
    if (most != 0 && gaps > most)
        gp_text_addf(out, "\n... and %zu more (--top 0 shows all)\n", gaps - most);
    if (allowed != 0)
        gp_text_add(out, "\nAllowed\n");
    for (i = 0; i < j->gaps.n; i++)
        if (is_allowed(j, &j->gaps.gap[i]))
            add_gap(out, j, &j->gaps.gap[i]);
    if (loops != 0)
        gp_text_add(out, "\nFor information\n");
    for (i = 0; i < j->gaps.n; i++)
        if (j->gaps.gap[i].key.sub == GP_SUB_LOOP)
            add_gap(out, j, &j->gaps.gap[i]);
    gp_words_release(&head);
    gp_words_release(&detail);
}

static enum gp_status show(const struct gp_options *o, const struct gp_loaded *l,
                           struct gp_err *err)
{
    struct gp_text out = {0};
    struct gp_table t = {0};
    enum gp_status st;

    if (o->format == GP_FORMAT_JSON) {
        static const char *const sections[] = {"conformance", NULL};

        gp_report_json(&out, &l->facts, sections);
        return gp_show_text(o, &out, err);
    }
    if (o->format == GP_FORMAT_TEXT && !o->raw_csv) {
        sentences(o, &l->judgement, &out);
        return gp_show_text(o, &out, err);
    }
    st = gp_table_make("gaps", &l->facts, gp_show_rows(o, 0), &t, err);
    if (st == GP_OK)
        st = gp_show_table(o, &t, err);
    gp_table_release(&t);
    return st;
}

/* --sarif FILE and --junit FILE */
static enum gp_status write_for_builds(const struct gp_options *o,
                                       const struct gp_judgement *j, struct gp_err *err)
{
    struct gp_text out = {0};
    enum gp_status st = GP_OK;

    if (o->sarif != NULL) {
        gp_sarif_write(&out, j);
        st = gp_text_ok(&out) ? gp_output_write(&out, o->sarif, o->force, err)
                              : gp_fail_memory(err);
    }
    gp_text_clear(&out);
    if (st == GP_OK && o->junit != NULL) {
        gp_junit_write(&out, j);
        st = gp_text_ok(&out) ? gp_output_write(&out, o->junit, o->force, err)
                              : gp_fail_memory(err);
    }
    gp_text_release(&out);
    return st;
}

enum gp_status gp_cmd_gaps(struct gp_options *o, struct gp_err *err)
{
    struct gp_loaded l = {0};
    bool met = false;
    enum gp_status st;

    if (o->document == NULL)
        return gp_fail(err, GP_USAGE,
                       "compare with what? --document FILE names a manual, step table, "
                       "BPMN, Mermaid, PNML or rules file");
    st = gp_load(o, 0, &l, err);
    if (st == GP_OK)
        st = show(o, &l, err);
    if (st == GP_OK)
        st = write_for_builds(o, &l.judgement, err);
    if (st == GP_OK && o->fail_on != NULL)
        st = gp_gate(o->fail_on, &l.facts, &met, err);
    gp_loaded_release(&l);
    return st == GP_OK && met ? GP_GATE : st;
}
