/* tables_rules.c - the rules of the document, each with its activations: the places where
 * it applies at all. Cases without one say nothing about it and stand apart. As a table,
 * and as "rules" of report.json. */
#include "report/json/json_parts.h"
#include "report/judgement_words.h"
#include "report/tables/tables_parts.h"

static void columns(struct gp_table *t)
{
    gp_table_begin(t, "rules", "The rules of the document");
    gp_table_column(t, "rule", "Rule", GP_CELL_TEXT, "as written");
    gp_table_column(t, "where", "Stands in", GP_CELL_TEXT,
                    "file and line of the document");
    gp_table_column(t, "activations", "Applies", GP_CELL_COUNT,
                    "activations: places where it applies");
    gp_table_column(t, "fulfilled", "Kept", GP_CELL_COUNT, "activations fulfilled");
    gp_table_column(t, "violated", "Broken", GP_CELL_COUNT, "activations violated");
    gp_table_column(t, "pending", "Pending", GP_CELL_COUNT,
                    "activations that an open case may still fulfil");
    gp_table_column(t, "cannot_tell", "Cannot tell", GP_CELL_COUNT,
                    "activations with an unknown person");
    gp_table_column(t, "share_fulfilled", "Share kept", GP_CELL_SHARE,
                    "fulfilled / activations");
    gp_table_column(t, "cases_activated", "Cases", GP_CELL_COUNT,
                    "cases to which it applies");
    gp_table_column(t, "cases_satisfied", "Keep it", GP_CELL_COUNT,
                    "of those: every activation fulfilled");
    gp_table_column(t, "cases_violated", "Break it", GP_CELL_COUNT,
                    "of those: some activation violated");
    gp_table_column(t, "cases_vacuous", "Not concerned", GP_CELL_COUNT,
                    "cases to which it does not apply");
}

static void add_where(struct gp_table *t, const struct gp_process *p,
                      const struct gp_rule *rule)
{
    struct gp_text where = {0};

    gp_text_add_slice(&where, gp_dict_name(&p->files, rule->file));
    if (rule->line != 0)
        gp_text_addf(&where, ":%llu", (unsigned long long)rule->line);
    gp_table_text_take(t, &where);
}

static void add_counts(struct gp_table *t, const struct gp_rule_stat *s)
{
    const uint64_t counts[] = {s->activations, s->fulfilled, s->violated, s->pending,
                               s->cannot_tell};
    const uint64_t cases[] = {s->cases_activated, s->cases_satisfied, s->cases_violated,
                              s->cases_vacuous};
    size_t i;

    for (i = 0; i < sizeof counts / sizeof *counts; i++)
        if (s->judged)
            gp_table_count(t, counts[i]);
        else
            gp_table_none(t);
    if (s->judged && s->activations != 0)
        gp_table_share(t, (gp_i128)s->fulfilled, (gp_i128)s->activations);
    else
        gp_table_none(t);
    for (i = 0; i < sizeof cases / sizeof *cases; i++)
        if (s->judged)
            gp_table_count(t, cases[i]);
        else
            gp_table_none(t);
}

void gp_make_rules(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_judgement *j = f->judgement;
    size_t n, i;

    columns(t);
    if (j == NULL)
        return;
    n = gp_table_cap(t, j->process->n_rules, most);
    for (i = 0; i < n; i++) {
        gp_table_row(t);
        gp_table_text(t, j->process->rules[i].text);
        add_where(t, j->process, &j->process->rules[i]);
        add_counts(t, &j->gaps.rule[i]);
    }
}

void gp_json_rules(struct gp_json *out, const struct gp_judgement *j)
{
    size_t i;

    gp_json_open(out, "rules", '[');
    for (i = 0; i < j->process->n_rules; i++) {
        const struct gp_rule_stat *s = &j->gaps.rule[i];

        gp_json_open_flat(out, NULL, '{');
        gp_json_string(out, "rule", j->process->rules[i].text);
        gp_json_count(out, "line", j->process->rules[i].line);
        gp_json_bool(out, "judged", s->judged);
        gp_json_count(out, "activations", s->activations);
        gp_json_count(out, "fulfilled", s->fulfilled);
        gp_json_count(out, "violated", s->violated);
        gp_json_count(out, "pending", s->pending);
        gp_json_count(out, "cannot_tell", s->cannot_tell);
        gp_json_count(out, "cases_activated", s->cases_activated);
        gp_json_count(out, "cases_satisfied", s->cases_satisfied);
        gp_json_count(out, "cases_violated", s->cases_violated);
        gp_json_count(out, "cases_vacuous", s->cases_vacuous);
        gp_json_close(out);
    }
    gp_json_close(out);
}
