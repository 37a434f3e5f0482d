/* model_check.c - see model_check.h. */
#include "cli/model_check.h"
#include "base/escape.h"
#include "base/json.h"
#include "cli/show.h"
#include "model/read.h"
#include "model/states.h"

#include <string.h>

/* ---- as text ---- */

static void add_name(struct gp_text *out, struct gp_slice name)
{
    gp_text_add_char(out, '"');
    gp_escape_terminal(out, name);
    gp_text_add_char(out, '"');
}

static void counts(const struct gp_process *p, struct gp_text *out)
{
    size_t count[GP_N_VERDICTS], v;

    gp_process_count(p, count);
    gp_escape_terminal(out, gp_dict_name(&p->files, 0));
    gp_text_addf(out, ": %s, %zu steps, %zu owners, %zu limits, %zu rules\n", p->format,
                 p->labels.n, p->owners.n, p->n_limits, p->n_rules);
    gp_text_add(out, "elements:");
    for (v = 0; v < GP_N_VERDICTS; v++)
        gp_text_addf(out, "%s %zu %s", v == 0 ? "" : ",", count[v],
                     gp_verdict_name((enum gp_verdict)v));
    gp_text_add(out, "\n");
}

static void steps(const struct gp_process *p, struct gp_text *out)
{
    size_t i;

    gp_text_add(out, "\nSteps\n");
    for (i = 0; i < p->n_elements; i++) {
        const struct gp_element *e = &p->elements[i];

        if (e->label == GP_NO_ID)
            continue;
        gp_text_addf(out, "  %5llu  ", (unsigned long long)e->line);
        gp_escape_terminal(out, e->name);
        if (e->owner != GP_NO_ID) {
            gp_text_add(out, "  (");
            gp_escape_terminal(out, gp_dict_name(&p->owners, e->owner));
            gp_text_add(out, ")");
        }
        gp_text_add_char(out, '\n');
    }
    for (i = 0; i < p->n_limits; i++) {
        gp_text_addf(out, "  %5llu  limit: ", (unsigned long long)p->limits[i].line);
        gp_escape_terminal(out, p->limits[i].text);
        gp_text_add(out, p->limits[i].proposal ? "  (proposed, not used)\n" : "\n");
    }
    for (i = 0; i < p->n_rules; i++) {
        gp_text_addf(out, "  %5llu  rule: ", (unsigned long long)p->rules[i].line);
        gp_escape_terminal(out, p->rules[i].text);
        gp_text_add_char(out, '\n');
    }
}

static void verdicts(const struct gp_process *p, struct gp_text *out)
{
    size_t i;

    for (i = 0; i < p->n_elements; i++) {
        const struct gp_element *e = &p->elements[i];

        if (e->verdict != GP_APPROXIMATED && e->verdict != GP_NOT_UNDERSTOOD)
            continue;
        gp_escape_terminal(out, gp_dict_name(&p->files, e->file));
        gp_text_addf(out, ":%llu: %s: ", (unsigned long long)e->line,
                     gp_verdict_name(e->verdict));
        gp_escape_terminal(out, e->kind);
        gp_text_add_char(out, ' ');
        add_name(out, e->name);
        gp_text_add(out, ": ");
        gp_escape_terminal(out, e->reason);
        gp_text_add_char(out, '\n');
    }
    for (i = 0; i < p->n_notes; i++) {
        if (p->notes[i].line != 0)
            gp_text_addf(out, "line %llu: ", (unsigned long long)p->notes[i].line);
        gp_escape_terminal(out, p->notes[i].text);
        gp_text_add_char(out, '\n');
    }
}

static void flaw_line(const struct gp_process *p, const struct gp_flaw *f,
                      struct gp_text *out)
{
    gp_text_addf(out, "%s", gp_flaw_name(f->kind));
    if (f->element != GP_NO_ID) {
        gp_text_add(out, ": ");
        add_name(out, p->elements[f->element].name);
        gp_text_addf(out, " (line %llu)",
                     (unsigned long long)p->elements[f->element].line);
    }
    gp_text_add_char(out, '\n');
}

static void as_text(const struct gp_process *p, struct gp_states *const *states,
                    struct gp_text *out)
{
    struct gp_text wrong = {0};
    size_t n, i;

    counts(p, out);
    steps(p, out);
    verdicts(p, &wrong);
    for (n = 0; n < p->n_nets; n++)
        for (i = 0; i < states[n]->n_findings; i++)
            flaw_line(p, &states[n]->findings[i], &wrong);
    gp_text_add(out, wrong.len != 0 ? "\nTo look at\n" : "\nNothing to complain of.\n");
    gp_text_add_slice(out, gp_text_slice(&wrong));
    out->failed |= wrong.failed;
    gp_text_release(&wrong);
}

/* ---- as JSON ---- */

static void json_verdict(struct gp_json *j, const char *key, const struct gp_process *p,
                         enum gp_verdict verdict)
{
    size_t i;

    gp_json_open(j, key, '[');
    for (i = 0; i < p->n_elements; i++) {
        const struct gp_element *e = &p->elements[i];

        if (e->verdict != verdict)
            continue;
        gp_json_open_flat(j, NULL, '{');
        gp_json_string(j, "file", gp_dict_name(&p->files, e->file));
        gp_json_count(j, "line", e->line);
        gp_json_string(j, "kind", e->kind);
        gp_json_string(j, "name", e->name);
        gp_json_string(j, "reason", e->reason);
        gp_json_close(j);
    }
    gp_json_close(j);
}

static void json_steps(struct gp_json *j, const struct gp_process *p)
{
    size_t i;

    gp_json_open(j, "steps", '[');
    for (i = 0; i < p->n_elements; i++) {
        const struct gp_element *e = &p->elements[i];

        if (e->label == GP_NO_ID)
            continue;
        gp_json_open_flat(j, NULL, '{');
        gp_json_count(j, "line", e->line);
        gp_json_string(j, "name", e->name);
        if (e->owner != GP_NO_ID)
            gp_json_string(j, "owner", gp_dict_name(&p->owners, e->owner));
        else
            gp_json_null(j, "owner");
        gp_json_close(j);
    }
    gp_json_close(j);
}

static void json_limits(struct gp_json *j, const struct gp_process *p)
{
    size_t i;

    gp_json_open(j, "limits", '[');
    for (i = 0; i < p->n_limits; i++) {
        gp_json_open_flat(j, NULL, '{');
        gp_json_count(j, "line", p->limits[i].line);
        gp_json_string(j, "text", p->limits[i].text);
        gp_json_bool(j, "used", !p->limits[i].proposal);
        gp_json_close(j);
    }
    gp_json_close(j);
    gp_json_open(j, "rules", '[');
    for (i = 0; i < p->n_rules; i++) {
        gp_json_open_flat(j, NULL, '{');
        gp_json_count(j, "line", p->rules[i].line);
        gp_json_string(j, "text", p->rules[i].text);
        gp_json_close(j);
    }
    gp_json_close(j);
}

static void json_notes(struct gp_json *j, const struct gp_process *p,
                       struct gp_states *const *states)
{
    size_t n, i;

    gp_json_open(j, "notes", '[');
    for (i = 0; i < p->n_notes; i++) {
        gp_json_open_flat(j, NULL, '{');
        gp_json_count(j, "line", p->notes[i].line);
        gp_json_string(j, "text", p->notes[i].text);
        gp_json_close(j);
    }
    gp_json_close(j);
    gp_json_open(j, "flaws", '[');
    for (n = 0; n < p->n_nets; n++)
        for (i = 0; i < states[n]->n_findings; i++) {
            const struct gp_flaw *f = &states[n]->findings[i];

            gp_json_open_flat(j, NULL, '{');
            gp_json_z(j, "kind", gp_flaw_name(f->kind));
            if (f->element != GP_NO_ID) {
                gp_json_string(j, "name", p->elements[f->element].name);
                gp_json_count(j, "line", p->elements[f->element].line);
            } else {
                gp_json_null(j, "name");
                gp_json_null(j, "line");
            }
            gp_json_close(j);
        }
    gp_json_close(j);
}

static void as_json(const struct gp_process *p, struct gp_states *const *states,
                    struct gp_text *out)
{
    struct gp_json j = gp_json_into(out);
    size_t count[GP_N_VERDICTS];

    gp_process_count(p, count);
    gp_json_open(&j, NULL, '{');
    gp_json_z(&j, "schema", "goatpath/1");
    gp_json_z(&j, "version", GP_VERSION);
    gp_json_open(&j, "document", '{');
    gp_json_string(&j, "file", gp_dict_name(&p->files, 0));
    gp_json_z(&j, "format", p->format);
    gp_json_count(&j, "steps", p->labels.n);
    gp_json_open_flat(&j, "elements", '{');
    gp_json_count(&j, "executed", count[GP_EXECUTED]);
    gp_json_count(&j, "informational", count[GP_INFORMATIONAL]);
    gp_json_count(&j, "approximated", count[GP_APPROXIMATED]);
    gp_json_count(&j, "not_understood", count[GP_NOT_UNDERSTOOD]);
    gp_json_close(&j);
    gp_json_close(&j);
    json_steps(&j, p);
    json_limits(&j, p);
    json_verdict(&j, "approximated", p, GP_APPROXIMATED);
    json_verdict(&j, "not_understood", p, GP_NOT_UNDERSTOOD);
    json_notes(&j, p, states);
    gp_json_close(&j);
}

/* ---- what is told ---- */

static enum gp_status judge_nets(const struct gp_process *p, struct gp_states **states,
                                 struct gp_err *err)
{
    enum gp_status st = GP_OK;
    size_t n;

    for (n = 0; st == GP_OK && n < p->n_nets; n++)
        st = gp_states_judge(p, p->nets[n], NULL, &states[n], err);
    return st;
}

enum gp_status gp_model_check(const struct gp_options *o, const char *file,
                              struct gp_err *err)
{
    struct gp_process *p = NULL;
    struct gp_states **states = NULL;
    struct gp_text out = {0};
    enum gp_status st = gp_read_files(&file, 1, NULL, &p, err);
    size_t n;

    if (st == GP_OK) {
        states = gp_array_zero(p->n_nets, sizeof(struct gp_states *));
        st = states != NULL ? judge_nets(p, states, err) : gp_fail_memory(err);
    }
    if (st == GP_OK) {
        if (o->format == GP_FORMAT_JSON)
            as_json(p, states, &out);
        else
            as_text(p, states, &out);
        st = gp_show_text(o, &out, err);
    }
    for (n = 0; states != NULL && n < p->n_nets; n++)
        gp_states_free(states[n]);
    gp_free(states);
    gp_text_release(&out);
    gp_process_free(p);
    return st;
}
