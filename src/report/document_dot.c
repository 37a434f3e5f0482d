/* document_dot.c - see document_dot.h.
 *
 * As on the map (process_map_dot.c), node names are our own numbers and names of the
 * document stand only in quoted labels and tooltips. Classes for a page: n d0..d5 a step
 * by what happens to it, g a gateway or an event, s start and end.
 */
#include "report/document_dot.h"

#include "base/escape.h"
#include "report/graphviz.h"
#include "report/pictures/document_graph.h"
#include "report/words.h"

#include <string.h>

struct drawer {
    struct gp_text *out;
    const struct gp_process *p;
    const struct gp_step_fate *fate; /* NULL: without a log */
};

/* ---- steps ------------------------------------------------------------------------- */

static void part(struct gp_text *t, uint64_t n, const char *word)
{
    if (n == 0)
        return;
    if (t->len != 0)
        gp_text_add(t, ", ");
    gp_text_addf(t, "%s ", word);
    gp_text_add_count(t, n);
}

/* "skipped 10, late 7" */
static void add_counts(struct gp_text *out, const struct gp_step_fate *f)
{
    struct gp_text t = {0};

    part(&t, f->skipped, "skipped");
    part(&t, f->extra, "extra");
    part(&t, f->moved, "moved");
    part(&t, f->late, "late");
    part(&t, f->other_owner, "other owner");
    if (t.len != 0)
        gp_text_addf(out, "\\n%s", t.at);
    out->failed |= t.failed;
    gp_text_release(&t);
}

static void add_fate(struct gp_text *out, const struct gp_step_fate *f)
{
    if (f->done != 0) {
        gp_text_add(out, "\\n");
        gp_text_add_count(out, f->done);
        gp_text_add(out, f->done == 1 ? " case" : " cases");
    } else {
        gp_text_add(out, f->judged ? "\\nnever done" : "\\nnot in the log");
    }
    add_counts(out, f);
}

static void add_where(const struct drawer *d, const struct gp_element *e)
{
    struct gp_words w = {0};

    gp_words_name(&w, e->name);
    if (e->owner != GP_NO_ID) {
        gp_words_say(&w, " by ");
        gp_words_name(&w, gp_dict_name(&d->p->owners, e->owner));
    }
    gp_words_say(&w, ", line ");
    gp_text_addf(&w.text, "%llu", (unsigned long long)e->line);
    gp_escape_dot(d->out, gp_slice(gp_text_z(&w.text)));
    d->out->failed |= w.text.failed;
    gp_words_release(&w);
}

static void step(const struct drawer *d, const struct gp_box *box)
{
    static const char *const fill[GP_FATE_COLOURS] = {"#dff3e6", "#fdf2cf", "#fad7a0",
                                                      "#f2a58f", "#e3e6ec", "#ffffff"};
    const struct gp_step_fate *f =
        d->fate != NULL && box->element != GP_NO_ID ? &d->fate[box->element] : NULL;
    unsigned colour = f != NULL ? gp_step_fate_colour(f) : 5;

    gp_text_addf(d->out, "class=\"n d%u\", fillcolor=\"%s\"%s, label=\"", colour,
                 fill[colour], colour == 4 ? ", style=\"rounded,filled,dashed\"" : "");
    gp_dot_wrapped(d->out, gp_dict_name(&d->p->labels, box->label));
    if (f != NULL)
        add_fate(d->out, f);
    gp_text_add(d->out, "\", tooltip=\"");
    if (box->element != GP_NO_ID)
        add_where(d, &d->p->elements[box->element]);
    gp_text_add(d->out, "\"");
}

/* ---- everything else --------------------------------------------------------------- */

static void event(const struct drawer *d, const struct gp_box *box)
{
    const struct gp_element *e = &d->p->elements[box->element];

    gp_text_add(d->out, "class=\"g\", shape=ellipse, fillcolor=\"#f1f1f4\", "
                        "fontsize=9, label=\"");
    gp_dot_wrapped(d->out, e->name.len != 0 ? e->name : e->kind);
    gp_text_add(d->out, "\", tooltip=\"");
    add_where(d, e);
    gp_text_add(d->out, "\"");
}

static void box(const struct drawer *d, size_t i, const struct gp_box *b)
{
    static const char *const shape[] = {
        [GP_BOX_CHOICE] =
            "class=\"g\", shape=circle, label=\"\", width=0.14, height=0.14, "
            "fixedsize=true, fillcolor=\"#ffffff\", tooltip=\"one of\"",
        [GP_BOX_ALL] = "class=\"g\", shape=box, style=filled, label=\"\", width=0.7, "
                       "height=0.07, fixedsize=true, fillcolor=\"#5b6577\", "
                       "tooltip=\"all of them\"",
        [GP_BOX_ANY] = "class=\"g\", shape=diamond, label=\"\", width=0.25, "
                       "height=0.25, fixedsize=true, fillcolor=\"#ffffff\", "
                       "tooltip=\"one or more of them\"",
        [GP_BOX_START] = "class=\"s\", shape=circle, label=\"start\", width=0.5, "
                         "fixedsize=true, fontsize=9, fillcolor=\"#f1f1f4\", "
                         "tooltip=\"Cases begin\"",
        [GP_BOX_END] = "class=\"s\", shape=doublecircle, label=\"end\", width=0.45, "
                       "fixedsize=true, fontsize=9, fillcolor=\"#f1f1f4\", "
                       "tooltip=\"Cases end\"",
    };

    gp_text_addf(d->out, "n%zu [", i);
    if (b->kind == GP_BOX_STEP)
        step(d, b);
    else if (b->kind == GP_BOX_EVENT)
        event(d, b);
    else
        gp_text_add(d->out, shape[b->kind]);
    gp_text_add(d->out, "];\n");
}

static void arrow(const struct drawer *d, const struct gp_arrow *a)
{
    gp_text_addf(d->out, "n%u -> n%u [class=\"e\"%s, label=\"", a->from, a->to,
                 a->message ? ", style=dashed" : "");
    gp_dot_wrapped(d->out, a->name);
    gp_text_add(d->out, "\"];\n");
}

/* The one box that nothing leads to stands on top, also where a loop leads back. */
static void put_first_on_top(const struct drawer *d, const struct gp_document_graph *g)
{
    size_t first = SIZE_MAX, i, k;

    for (i = 0; i < g->n_boxes; i++) {
        for (k = 0; k < g->n_arrows && g->arrow[k].to != i; k++)
            ;
        if (k < g->n_arrows)
            continue;
        if (first != SIZE_MAX)
            return;
        first = i;
    }
    if (first != SIZE_MAX)
        gp_text_addf(d->out, "{rank=source; n%zu}\n", first);
}

static void write_dot(const struct drawer *d, const struct gp_document_graph *g)
{
    size_t i;

    gp_text_add(d->out,
                "digraph document {\n"
                "graph [bgcolor=transparent, rankdir=TB, nodesep=0.35, ranksep=0.3, "
                "pad=0.1, fontname=\"Helvetica\"];\n"
                "node [shape=box, style=\"rounded,filled\", color=\"#6b7789\", "
                "fontcolor=\"#16202f\", fontname=\"Helvetica\", fontsize=11, "
                "margin=\"0.16,0.08\", height=0.4, penwidth=1];\n"
                "edge [fontname=\"Helvetica\", fontsize=9, fontcolor=\"#3a4658\", "
                "color=\"#7b8798\", arrowsize=0.7];\n");
    for (i = 0; i < g->n_boxes; i++)
        box(d, i, &g->box[i]);
    put_first_on_top(d, g);
    for (i = 0; i < g->n_arrows; i++)
        arrow(d, &g->arrow[i]);
    gp_text_add(d->out, "}\n");
}

enum gp_status gp_document_picture_make(const struct gp_process *p,
                                        const struct gp_judgement *j,
                                        struct gp_document_picture *out,
                                        struct gp_err *err)
{
    struct gp_step_fate *fate = j != NULL ? gp_step_fates(j) : NULL;
    struct gp_document_graph g;
    struct drawer d = {&out->dot, p, fate};
    enum gp_status st = GP_OK;

    memset(out, 0, sizeof *out);
    gp_document_graph_make(p, &g);
    out->too_large = g.too_large;
    if (g.n_boxes != 0)
        write_dot(&d, &g);
    if (g.failed || (j != NULL && fate == NULL) || !gp_text_ok(&out->dot))
        st = gp_fail_memory(err);
    gp_document_graph_release(&g);
    gp_free(fate);
    return st;
}

void gp_document_picture_release(struct gp_document_picture *picture)
{
    gp_text_release(&picture->dot);
    gp_text_release(&picture->svg);
    memset(picture, 0, sizeof *picture);
}
