/* report.c - see report.h. Findings, figures and levels of the map are made, drawn, and
 * put together; every file goes into the folder, and then the folder is committed. */
#include "report/report.h"
#include "report/json.h"
#include "report/tables.h"

#include "report/folder.h"
#include "report/graphviz.h"
#include "report/page/page.h"
#include "report/page/svgfilter.h"
#include "report/pictures/pictures.h"

#include <stdio.h>
#include <string.h>

static const char *const figure_names[] = {"waits", "case-durations", "arrivals",
                                           "hours"};
static const char *const figure_ends[] = {"svg", "gp", "dat"};
enum { FIGURES = 4, ENDS = 3, NAME = 96 };

struct making {
    const struct gp_facts *facts;
    struct gp_finding *finding;
    size_t n_findings;
    struct gp_figures figures;
    struct gp_map_levels levels;
    struct gp_document_picture document;
    struct gp_text notes;
    struct gp_folder folder;
    uint64_t html_bytes;
};

static enum gp_status put(struct making *m, const char *name, const struct gp_text *t,
                          struct gp_err *err)
{
    if (!gp_text_ok(t))
        return gp_fail_memory(err);
    return gp_folder_put(&m->folder, name, gp_text_slice(t), err);
}

/* --- the parts --- */

/* A picture that cannot be drawn is a note, no failure. */
static enum gp_status make_document(struct making *m, struct gp_err *err)
{
    const struct gp_judgement *j = m->facts->judgement;
    struct gp_err why = {0};
    enum gp_status st = gp_document_picture_make(j->process, j, &m->document, err);

    if (st != GP_OK || m->document.dot.len == 0)
        return st;
    if (gp_dot_run(&m->document.dot, "svg", &m->document.svg, &why) == GP_OK)
        return GP_OK;
    gp_text_clear(&m->document.svg);
    gp_text_addf(&m->notes, "%s\n", why.text);
    return gp_text_ok(&m->notes) ? GP_OK : gp_fail_memory(err);
}

static enum gp_status make_parts(struct making *m, struct gp_err *err)
{
    const struct gp_stats *stats = m->facts->stats;
    enum gp_status st = gp_findings(stats, &m->finding, &m->n_findings, err);

    if (st == GP_OK)
        st = gp_figures_make(m->facts, &m->figures, err);
    if (st == GP_OK)
        st = gp_map_levels_make(stats, &m->levels, err);
    if (st == GP_OK)
        st = gp_pictures_draw(&m->figures, &m->levels, &m->notes, err);
    if (st == GP_OK && m->facts->judgement != NULL)
        st = make_document(m, err);
    return st;
}

static enum gp_status put_page(struct making *m, struct gp_err *err)
{
    struct gp_page page = {m->facts,   m->finding,           m->n_findings, &m->figures,
                           &m->levels, gp_text_z(&m->notes), NULL};
    struct gp_text html = {0};
    enum gp_status st;

    page.document = m->facts->judgement != NULL ? &m->document : NULL;
    st = gp_page_write(&html, &page, err);

    m->html_bytes = html.len;
    if (st == GP_OK)
        st = put(m, "report.html", &html, err);
    gp_text_release(&html);
    return st;
}

static enum gp_status put_json(struct making *m, struct gp_err *err)
{
    struct gp_text json = {0};
    enum gp_status st;

    gp_report_json(&json, m->facts, NULL);
    st = put(m, "report.json", &json, err);
    gp_text_release(&json);
    return st;
}

static enum gp_status put_table(struct making *m, const char *name, struct gp_err *err)
{
    struct gp_table t;
    struct gp_text csv = {0};
    char file[NAME];
    enum gp_status st = gp_table_make(name, m->facts, 0, &t, err);

    if (st != GP_OK)
        return st;
    gp_table_render_csv(&t, &csv, false);
    (void)snprintf(file, sizeof file, "tables/%s.csv", name);
    st = put(m, file, &csv, err);
    gp_text_release(&csv);
    gp_table_release(&t);
    return st;
}

static enum gp_status put_svg(struct making *m, const char *name, const char *label,
                              const struct gp_text *drawn, struct gp_err *err)
{
    struct gp_svg_look look = {"", label, true};
    struct gp_text svg = {0};
    enum gp_status st = GP_OK;

    if (drawn->len != 0 &&
        gp_svg_filter(&svg, gp_slice_n(drawn->at, drawn->len), &look))
        st = put(m, name, &svg, err);
    gp_text_release(&svg);
    return st;
}

static enum gp_status put_figure(struct making *m, const struct gp_figure *f,
                                 struct gp_err *err)
{
    char name[NAME];
    enum gp_status st;

    (void)snprintf(name, sizeof name, "figures/%s.gp", f->name);
    st = put(m, name, &f->script, err);
    (void)snprintf(name, sizeof name, "figures/%s.dat", f->name);
    if (st == GP_OK)
        st = put(m, name, &f->data, err);
    (void)snprintf(name, sizeof name, "figures/%s.svg", f->name);
    return st == GP_OK ? put_svg(m, name, f->title, &f->svg, err) : st;
}

static enum gp_status put_pictures(struct making *m, struct gp_err *err)
{
    const struct gp_map_picture *p =
        &m->levels.picture[m->levels.level[m->levels.shown].picture];
    enum gp_status st = put(m, "figures/map.dot", &p->dot, err);
    size_t i;

    if (st == GP_OK)
        st = put_svg(m, "figures/map.svg", "Process map", &p->svg, err);
    if (st == GP_OK && m->document.dot.len != 0)
        st = put(m, "figures/document.dot", &m->document.dot, err);
    if (st == GP_OK)
        st = put_svg(m, "figures/document.svg", "The documented process",
                     &m->document.svg, err);
    for (i = 0; i < m->figures.n && st == GP_OK; i++)
        st = put_figure(m, &m->figures.figure[i], err);
    return st;
}

static enum gp_status put_rejected(struct making *m, const struct gp_text *rejected,
                                   struct gp_err *err)
{
    static const char header[] = "file,line,reason,found,record\n";

    if (rejected != NULL && rejected->len != 0)
        return put(m, "rejected.csv", rejected, err);
    return gp_folder_put(&m->folder, "rejected.csv", gp_slice(header), err);
}

static bool has_table(const struct gp_facts *f, const struct gp_table_name *t)
{
    if (strcmp(t->name, "causes") == 0)
        return gp_causes_cannot(f) == NULL;
    return !t->of_document || f->judgement != NULL;
}

static enum gp_status put_all(struct making *m, const struct gp_text *rejected,
                              struct gp_err *err)
{
    const struct gp_table_name *t = gp_table_names();
    enum gp_status st = put_rejected(m, rejected, err);

    if (st == GP_OK)
        st = put_pictures(m, err);
    for (; st == GP_OK && t->name != NULL; t++)
        if (has_table(m->facts, t))
            st = put_table(m, t->name, err);
    if (st == GP_OK)
        st = put_page(m, err);
    return st == GP_OK ? put_json(m, err) : st;
}

/* What an older report had and this one has not must not stay beside it. */
static void drop_old(const struct making *m)
{
    char name[NAME];
    size_t i, k;

    for (i = 0; i < FIGURES; i++)
        for (k = 0; k < ENDS; k++) {
            (void)snprintf(name, sizeof name, "figures/%s.%s", figure_names[i],
                           figure_ends[k]);
            gp_folder_drop(&m->folder, name);
        }
    gp_folder_drop(&m->folder, "figures/map.svg");
    gp_folder_drop(&m->folder, "figures/document.dot");
    gp_folder_drop(&m->folder, "figures/document.svg");
}

/* --- the whole --- */

enum gp_status gp_report_check(const char *dir, const char *const *inputs,
                               size_t n_inputs, bool force, struct gp_err *err)
{
    static const char *const files[] = {"report.html", "report.json", "rejected.csv"};
    enum gp_status st = gp_folder_check(dir, force, err);
    const struct gp_table_name *t;
    char name[NAME];
    size_t i, k;

    for (i = 0; i < n_inputs; i++) {
        for (k = 0; k < 3 && st == GP_OK; k++)
            st = gp_folder_check_input(dir, files[k], inputs[i], err);
        for (t = gp_table_names(); t->name != NULL && st == GP_OK; t++) {
            (void)snprintf(name, sizeof name, "tables/%s.csv", t->name);
            st = gp_folder_check_input(dir, name, inputs[i], err);
        }
        for (k = 0; k < FIGURES && st == GP_OK; k++) {
            (void)snprintf(name, sizeof name, "figures/%s.dat", figure_names[k]);
            st = gp_folder_check_input(dir, name, inputs[i], err);
        }
    }
    return st;
}

static enum gp_status check_sources(const char *dir, const struct gp_facts *facts,
                                    bool force, struct gp_err *err)
{
    const struct gp_ingest_result *in = facts->ingest;
    enum gp_status st = gp_report_check(dir, NULL, 0, force, err);
    size_t i;

    for (i = 0; i < in->n_sources && st == GP_OK; i++) {
        const char *name = in->sources[i].name;

        st = gp_report_check(dir, &name, 1, force, err);
    }
    return st;
}

enum gp_status gp_report_write(const char *dir, const struct gp_facts *facts,
                               const struct gp_text *rejected_csv, bool force,
                               struct gp_report_written *out, struct gp_err *err)
{
    struct making m = {.facts = facts, .folder = {.dir = -1, .stage = -1}};
    enum gp_status st = check_sources(dir, facts, force, err);

    if (out != NULL)
        memset(out, 0, sizeof *out);
    if (st == GP_OK)
        st = make_parts(&m, err);
    if (st == GP_OK)
        st = gp_folder_open(&m.folder, dir, force, err);
    if (st == GP_OK)
        st = put_all(&m, rejected_csv, err);
    if (st == GP_OK && gp_text_any_failed())
        st = gp_fail_memory(err);
    if (st == GP_OK)
        st = gp_folder_commit(&m.folder, err);
    if (st == GP_OK)
        drop_old(&m);
    if (st == GP_OK && out != NULL) {
        out->files = m.folder.n;
        out->bytes = m.folder.bytes;
        out->html_bytes = m.html_bytes;
        out->notes = m.notes;
        memset(&m.notes, 0, sizeof m.notes);
    }
    gp_folder_abandon(&m.folder);
    gp_free(m.finding);
    gp_figures_release(&m.figures);
    gp_map_levels_release(&m.levels);
    gp_document_picture_release(&m.document);
    gp_text_release(&m.notes);
    return st;
}

void gp_report_written_release(struct gp_report_written *w)
{
    gp_text_release(&w->notes);
    memset(w, 0, sizeof *w);
}
