/* cmd_gaps.c - goatpath gaps --document FILE LOG...: where reality leaves the document. */
#include "base/escape.h"
#include "cli/command.h"
#include "cli/gate.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/propose.h"
#include "cli/remarks.h"
#include "cli/show.h"
#include "report/json.h"
#include "report/judgement_words.h"
#include "report/sarif.h"
#include "report/tables.h"

enum { USUAL_GAPS = 20, USUAL_OTHERS = 5 }; /* shown of a group */

static void add_line(struct gp_text *out, const char *indent, const struct gp_words *w)
{
    gp_text_add(out, indent);
    gp_escape_terminal(out, gp_text_slice(&w->text));
    gp_text_add_char(out, '\n');
}

static void add_gap(struct gp_text *out, const struct gp_judgement *j,
                    const struct gp_gap *gap)
{
    struct gp_words head = {0};
    struct gp_text where = {0};

    gp_text_add_char(out, '\n');
    gp_gap_id(out, gap);
    gp_text_add(out, "  ");
    gp_words_gap(&head, &j->conformance, &j->gaps, gap);
    add_line(out, "", &head);
    gp_gap_lines_terminal(out, j, gap, "            ");
    gp_gap_where(&where, j, gap);
    if (where.len != 0) {
        gp_text_add(out, "            ");
        gp_escape_terminal(out, gp_slice(where.at));
        gp_text_add_char(out, '\n');
    }
    gp_text_release(&where);
    gp_words_release(&head);
}

/* At most `most` gaps of the group (0: all), under its title. */
static void add_group(struct gp_text *out, const struct gp_judgement *j,
                      enum gp_gap_group group, size_t most)
{
    size_t n = gp_gap_group_count(j, group), shown = 0, i;

    if (n == 0)
        return;
    if (group != GP_GROUP_GAPS)
        gp_text_addf(out, "\n%s (%zu)\n", gp_gap_group_title(group), n);
    for (i = 0; i < j->gaps.n && (most == 0 || shown < most); i++)
        if (gp_gap_group(j, &j->gaps.gap[i]) == group) {
            add_gap(out, j, &j->gaps.gap[i]);
            shown++;
        }
    if (shown < n)
        gp_text_addf(out, "\n... and %zu more (--top 0 shows all)\n", n - shown);
}

static void sentences(const struct gp_options *o, const struct gp_judgement *j,
                      struct gp_text *out)
{
    struct gp_words head = {0}, detail = {0};
    int group;

    gp_words_conformance(&head, &detail, j);
    add_line(out, "", &head);
    add_line(out, "", &detail);
    for (group = 0; group < GP_N_GROUPS; group++)
        add_group(out, j, (enum gp_gap_group)group,
                  gp_show_rows(o, group == GP_GROUP_GAPS ? USUAL_GAPS : USUAL_OTHERS));
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

    if (o->document == NULL) {
        st = gp_refuse_documents(o, 0, err);
        return st != GP_OK ? st
                           : gp_fail(err, GP_USAGE,
                                     "compare with what? --document FILE names a "
                                     "manual, step table, "
                                     "BPMN, Mermaid, PNML or rules file");
    }
    st = o->fail_on != NULL ? gp_gate_check(o->fail_on, true, false, err) : GP_OK;
    if (st == GP_OK)
        st = gp_load(o, 0, &l, err);
    if (st == GP_OK)
        st = show(o, &l, err);
    if (st == GP_OK)
        st = write_for_builds(o, &l.judgement, err);
    if (st == GP_OK && o->propose != NULL)
        st = gp_propose_write(o, &l, err);
    if (st == GP_OK && o->fail_on != NULL)
        st = gp_gate(o->fail_on, &l.facts, &met, err);
    gp_loaded_release(&l);
    return st == GP_OK && met ? GP_GATE : st;
}
