/* page_quality.c - what was read and what was refused, what the figures mean, and how to
 * make the report again. */
#include "base/path.h"
#include "report/measures.h"
#include "report/page/html.h"
#include "report/page/page_parts.h"

#include <string.h>

enum { FILES_SHOWN = 20 };

/* --- data quality --- */

static void example(struct gp_text *out, const struct gp_reject_example *e)
{
    gp_text_add(out, "<tr><td><code>");
    gp_html_text(out, gp_base_name(e->file));
    gp_text_addf(out, ":%llu</code></td><td>", (unsigned long long)e->line);
    if (e->found != NULL)
        gp_html_text(out, gp_slice(e->found));
    gp_text_add(out, "</td><td><code class=\"row\">");
    gp_html_text(out, gp_slice(e->text));
    gp_text_add(out, "</code></td></tr>\n");
}

static void reason(struct gp_text *out, const struct gp_rejects *r, enum gp_reject why)
{
    size_t i;

    if (r->count[why] == 0)
        return;
    gp_text_add(out, "<details class=\"evidence\"><summary>");
    gp_html_text(out, gp_slice(gp_reject_name(why)));
    gp_text_add(out, ": ");
    gp_text_add_count(out, r->count[why]);
    gp_text_add(out, r->count[why] == 1 ? " row" : " rows");
    if (r->count[why] > r->n_examples[why]) {
        gp_text_add(out, ", the first ");
        gp_text_add_count(out, r->n_examples[why]);
    }
    gp_text_add(out, "</summary>\n");
    gp_html_box(out, "Rejected rows");
    gp_text_add(out, "<table><thead><tr><th scope=\"col\">Where</th><th scope=\"col\">"
                     "Found</th><th scope=\"col\">Row</th></tr></thead><tbody>\n");
    for (i = 0; i < r->n_examples[why]; i++)
        example(out, &r->example[why][i]);
    gp_text_add(out, "</tbody></table>\n");
    gp_html_box_end(out);
    gp_text_add(out, "</details>\n");
}

static void roles(struct gp_text *out, const struct gp_source_found *src)
{
    int role;

    gp_html_box(out, "How columns were found");
    gp_text_add(out, "<table><caption>How the columns of ");
    gp_html_name(out, gp_base_name(src->name));
    gp_text_add(out, " were found</caption><thead><tr><th scope=\"col\">Role</th>"
                     "<th scope=\"col\">Column</th><th scope=\"col\" class=\"n\">"
                     "Confidence</th><th scope=\"col\">Because</th></tr></thead>"
                     "<tbody>\n");
    for (role = 0; role < GP_ROLES; role++) {
        const struct gp_role_found *f = &src->role[role];

        if (f->column < 0 || f->header == NULL)
            continue;
        gp_text_addf(out, "<tr><th scope=\"row\">%s</th><td>",
                     gp_role_name((enum gp_role)role));
        gp_html_name(out, gp_slice(f->header));
        gp_text_addf(out, "</td><td class=\"n\">%u %%</td><td>",
                     (unsigned)(f->confidence * 100 + 0.5));
        gp_html_text(out, gp_slice(f->evidence != NULL ? f->evidence : ""));
        gp_text_add(out, "</td></tr>\n");
    }
    gp_text_add(out, "</tbody></table>\n");
    gp_html_box_end(out);
}

static void evidence_line(struct gp_text *out, const char *what, const char *value,
                          const char *because)
{
    if (value == NULL)
        return;
    gp_text_addf(out, "<li>%s: <b>", what);
    gp_html_text(out, gp_slice(value));
    gp_text_add(out, "</b>");
    if (because != NULL && because[0] != '\0') {
        gp_text_add(out, " (");
        gp_html_text(out, gp_slice(because));
        gp_text_add(out, ")");
    }
    gp_text_add(out, "</li>\n");
}

static void dialect(struct gp_text *out, const struct gp_source_found *src)
{
    const char delimiter[2] = {src->dialect.delimiter, '\0'};

    gp_text_add(out, "<ul class=\"read\">\n");
    evidence_line(out, "Preset", src->preset, NULL);
    evidence_line(out, "Shape", gp_shape_name(src->shape), src->shape_evidence);
    if (src->dialect.format != GP_IN_TEXT)
        evidence_line(out, "Format", gp_format_in_name(src->dialect.format),
                      src->dialect.delimiter_evidence);
    else
        evidence_line(out, "Delimiter", delimiter[0] == '\t' ? "tab" : delimiter,
                      src->dialect.delimiter_evidence);
    evidence_line(out, "Encoding", src->dialect.encoding,
                  src->dialect.encoding_evidence);
    evidence_line(out, "Times", src->time_format, src->time_evidence);
    evidence_line(out, "Clock of the file", src->tz, NULL);
    gp_text_add(out, "</ul>\n");
}

static void notes(struct gp_text *out, const char *z)
{
    const char *end;

    for (; (end = strchr(z, '\n')) != NULL; z = end + 1) {
        gp_text_add(out, "<p class=\"note\">A picture is missing: ");
        gp_html_text(out, gp_slice_n(z, (size_t)(end - z)));
        gp_text_add(out, ".</p>\n");
    }
}

static void fact(struct gp_text *out, const char *label, const struct gp_text *text)
{
    if (text->len == 0)
        return;
    gp_text_addf(out, "<li>%s: ", label);
    gp_html_text(out, gp_slice_n(text->at, text->len));
    gp_text_add(out, "</li>\n");
}

static void check_rows(struct gp_text *out, const struct gp_check *c)
{
    size_t i;

    if (c->n_rows == 0)
        return;
    gp_text_add(out, "<li>First rows: ");
    for (i = 0; i < c->n_rows; i++) {
        gp_text_add(out, i > 0 ? ", <code>" : "<code>");
        gp_html_text(out, gp_base_name(c->row[i].file));
        gp_text_addf(out, ":%llu</code>", (unsigned long long)c->row[i].line);
    }
    gp_text_add(out, "</li>\n");
}

/* The effect in the open, the evidence behind it. */
static void one_check(struct gp_text *out, const struct gp_check *c, size_t i)
{
    gp_text_addf(out, "<h3 id=\"check-%s\">%s: ", c->name, c->title);
    gp_html_figure(out, GP_HTML_COUNT, c->count, "quality/checks/%zu/count", i);
    if (c->of_what != NULL) {
        gp_text_add(out, " of ");
        gp_html_figure(out, GP_HTML_COUNT, c->of, "quality/checks/%zu/of", i);
        gp_text_addf(out, " %s (", c->of_what);
        gp_check_percent(out, (gp_i128)c->count, (gp_i128)c->of);
        gp_text_add(out, ")");
    }
    gp_text_add(out, "</h3>\n<ul class=\"read\">\n");
    fact(out, "Weakens", &c->effect);
    fact(out, "Found", &c->found);
    check_rows(out, c);
    fact(out, "What to do", &c->fix);
    gp_text_add(out, "</ul>\n");
}

enum gp_status gp_page_limits(struct gp_text *out, const struct gp_page *page,
                              struct gp_err *err)
{
    const struct gp_checks *checks = page->facts->checks;
    size_t i;

    (void)err;
    gp_html_section(
        out, "limits", "What this data cannot tell",
        "What may be wrong with the data, which results that weakens and by "
        "how much, and what helps. Checks that found nothing are left out.");
    if (checks == NULL || checks->n == 0)
        gp_text_add(out, "<p>No check found anything that weakens a result.</p>\n");
    for (i = 0; checks != NULL && i < checks->n; i++)
        one_check(out, &checks->check[i], i);
    gp_html_section_end(out);
    return GP_OK;
}

enum gp_status gp_page_quality(struct gp_text *out, const struct gp_page *page,
                               struct gp_err *err)
{
    const struct gp_ingest_result *in = page->facts->ingest;
    enum gp_status st;
    size_t i;
    int why;

    gp_html_section(out, "quality", "What was read, and what was refused",
                    "Every row is used, rejected or ignored; nothing is lost on the "
                    "way. All rejected rows are in rejected.csv.");
    notes(out, page->notes);
    st = gp_html_table(out, page->facts, "quality", 0, err);
    for (why = 0; why < GP_REJECT_KINDS; why++)
        reason(out, &in->rejects, (enum gp_reject)why);
    for (i = 0; i < in->n_sources && i < FILES_SHOWN; i++) {
        roles(out, &in->sources[i]);
        dialect(out, &in->sources[i]);
    }
    if (i < in->n_sources)
        gp_text_addf(out,
                     "<p>%zu more files are left out here; report.json has how each of "
                     "them was read.</p>\n",
                     in->n_sources - i);
    gp_html_section_end(out);
    return st;
}

/* --- definitions and the way back --- */

enum gp_status gp_page_definitions(struct gp_text *out, const struct gp_page *page,
                                   struct gp_err *err)
{
    const struct gp_measure *m;
    size_t i;

    (void)err;
    gp_html_section(out, "definitions", "What the figures mean", NULL);
    gp_text_add(out, "<dl class=\"definitions\">\n");
    for (i = 0; (m = gp_measure_at(i)) != NULL; i++) {
        if (i >= gp_measures_plain() && page->facts->judgement == NULL)
            break;
        gp_text_addf(out, "<div id=\"measure-%s\"><dt>", m->name);
        gp_html_text(out, gp_slice(m->title));
        gp_text_add(out, "</dt><dd>");
        gp_html_text(out, gp_slice(m->definition));
        gp_text_add(out, "<small>Unit: ");
        gp_html_text(out, gp_slice(m->unit));
        if (m->of[0] != '\0') {
            gp_text_add(out, ". Shares are of: ");
            gp_html_text(out, gp_slice(m->of));
        }
        gp_text_add(out, ". Source: ");
        gp_html_text(out, gp_slice(m->source));
        gp_text_add(out, ".</small></dd></div>\n");
    }
    gp_text_add(out, "</dl>\n");
    gp_html_section_end(out);
    return GP_OK;
}

enum gp_status gp_page_rerun(struct gp_text *out, const struct gp_page *page,
                             struct gp_err *err)
{
    const char *command = page->facts->rerun;

    (void)err;
    gp_html_section(out, "rerun", "Make this report again",
                    "The same files and options give the same bytes, on any machine.");
    gp_text_add(out, "<pre><code>");
    gp_html_text(out, gp_slice(command != NULL ? command : "goatpath report"));
    gp_text_add(out, "</code></pre>\n<p>Beside this page lie <code>report.json</code> "
                     "with every figure, <code>tables/</code> with every row as CSV, "
                     "<code>figures/</code> with the pictures, their scripts and data, "
                     "and <code>rejected.csv</code>.</p>\n");
    gp_html_section_end(out);
    return GP_OK;
}
