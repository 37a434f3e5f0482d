/* cmd_check.c - goatpath check LOG...: what may be wrong with the data, which results
 * that weakens, and what to do about it. */
#include "base/escape.h"
#include "base/path.h"
#include "cli/command.h"
#include "cli/gate.h"
#include "cli/load.h"
#include "cli/show.h"
#include "report/json.h"
#include "report/tables.h"

static void line(struct gp_text *out, const char *label, const struct gp_text *text)
{
    if (text->len == 0)
        return;
    gp_text_addf(out, "  %-7s", label);
    gp_escape_terminal(out, gp_slice_n(text->at, text->len));
    gp_text_add_char(out, '\n');
}

static void rows(struct gp_text *out, const struct gp_check *c)
{
    size_t i;

    if (c->n_rows == 0)
        return;
    gp_text_addf(out, "  %-7s", "rows");
    for (i = 0; i < c->n_rows; i++) {
        gp_text_add(out, i > 0 ? ", " : "");
        gp_escape_terminal(out, gp_base_name(c->row[i].file));
        gp_text_addf(out, ":%llu", (unsigned long long)c->row[i].line);
    }
    gp_text_add(out, c->count > c->n_rows ? ", ...\n" : "\n");
}

static void say(struct gp_text *out, const struct gp_check *c)
{
    gp_text_addf(out, "\n%s: %s\n  %-7s", c->name, c->title, "count");
    gp_text_add_count(out, c->count);
    if (c->of_what != NULL) {
        gp_text_add(out, " of ");
        gp_text_add_count(out, c->of);
        gp_text_addf(out, " %s (", c->of_what);
        gp_check_percent(out, (gp_i128)c->count, (gp_i128)c->of);
        gp_text_add(out, ")");
    }
    gp_text_add_char(out, '\n');
    line(out, "found", &c->found);
    rows(out, c);
    line(out, "effect", &c->effect);
    line(out, "fix", &c->fix);
}

static void say_filter(struct gp_text *out, const struct gp_filtered *f)
{
    size_t i;

    if (f == NULL)
        return;
    for (i = 0; i < f->n; i++) {
        gp_text_add(out, i == 0 ? "Only cases with " : ", and also ");
        gp_escape_terminal(out, gp_slice(f->expression[i]));
    }
    gp_text_add(out, ": ");
    gp_text_add_count(out, f->cases);
    gp_text_add(out, " of ");
    gp_text_add_count(out, f->cases_read);
    gp_text_add(out, " cases\n");
}

static void say_all(struct gp_text *out, const struct gp_loaded *l)
{
    const struct gp_checks *checks = &l->checks;
    size_t i;

    say_filter(out, l->facts.filtered);

    gp_text_add_count(out, l->ingest.rows);
    gp_text_add(out, " rows read = ");
    gp_text_add_count(out, l->ingest.used);
    gp_text_add(out, " used + ");
    gp_text_add_count(out, gp_rejects_total(&l->ingest.rejects));
    gp_text_add(out, " rejected + ");
    gp_text_add_count(out, l->ingest.ignored);
    gp_text_add(out, " ignored; ");
    gp_text_add_count(out, l->stats.log->n);
    gp_text_add(out, " events, ");
    gp_text_add_count(out, l->stats.log->n_cases);
    gp_text_add(out, " cases\n");
    if (checks->n == 0)
        gp_text_add(out, "No check found anything that weakens a result.\n");
    else
        gp_text_addf(out, "%zu %s something that weakens results:\n", checks->n,
                     checks->n == 1 ? "check found" : "checks found");
    for (i = 0; i < checks->n; i++)
        say(out, &checks->check[i]);
}

static enum gp_status show(const struct gp_options *o, const struct gp_loaded *l,
                           struct gp_err *err)
{
    static const char *const sections[] = {"quality", NULL};
    struct gp_text out = {0};
    struct gp_table t = {0};
    enum gp_status st;

    if (o->format == GP_FORMAT_JSON) {
        gp_report_json(&out, &l->facts, sections);
        return gp_show_text(o, &out, err);
    }
    if (o->format == GP_FORMAT_TEXT && !o->raw_csv) {
        say_all(&out, l);
        return gp_show_text(o, &out, err);
    }
    st = gp_table_make("checks", &l->facts, 0, &t, err);
    if (st == GP_OK)
        st = gp_show_table(o, &t, err);
    gp_table_release(&t);
    return st;
}

enum gp_status gp_cmd_check(struct gp_options *o, struct gp_err *err)
{
    struct gp_loaded l = {0};
    bool met = false;
    enum gp_status st =
        o->fail_on != NULL ? gp_gate_check(o->fail_on, false, true, err) : GP_OK;

    if (st == GP_OK)
        st = gp_load(o, 0, &l, err);
    l.facts.check_rows = true;
    if (st == GP_OK)
        st = show(o, &l, err);
    if (st == GP_OK && o->fail_on != NULL)
        st = gp_gate(o->fail_on, &l.facts, &met, err);
    gp_loaded_release(&l);
    return st == GP_OK && met ? GP_GATE : st;
}
