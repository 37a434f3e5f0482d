/* mermaid_flow.c - flowcharts (mermaid.h).
 *
 *   A[Draft] --> B{ok?} -- yes --> C & D      subgraph Sales ... end
 *
 * One pass over the characters: a statement ends at a line end or semicolon outside of
 * brackets and quotes. A statement that cannot be read to its end is given back to the
 * reader of the document with its line; what was read before it in the statement counts.
 */
#include "model/mermaid/mermaid_flow.h"

#include <string.h>

enum { MAX_GROUP = 64 };

struct group {
    uint32_t node[MAX_GROUP];
    size_t n;
};

/* A & B & C */
static bool take_group(struct gp_flowchart *f, struct group *g)
{
    for (g->n = 0; g->n < MAX_GROUP;) {
        gp_flow_skip_blanks(f);
        if (!gp_flow_node(f, &g->node[g->n]))
            return false;
        g->n++;
        gp_flow_skip_blanks(f);
        if (gp_flow_at(f, 0) != '&')
            return true;
        f->i++;
    }
    return false;
}

static void add_edges(struct gp_flowchart *f, const struct group *from,
                      const struct group *to, const struct gp_flow_link *l)
{
    struct gp_mermaid *m = f->m;
    uint32_t e = GP_NO_ID;
    size_t i, k;

    if (l->label.len > 0) {
        e = gp_process_element(m->p, gp_slice("arrow"), gp_slice(""),
                               gp_mermaid_label(m, l->label), f->line);
        gp_process_judge(m->p, e, GP_INFORMATIONAL, NULL);
    }
    if (l->invisible)
        return;
    f->undirected = f->undirected || (!l->forward && !l->backward);
    for (i = 0; i < from->n; i++)
        for (k = 0; k < to->n; k++) {
            gp_chart_edge(&m->chart, from->node[i], to->node[k], GP_NO_ID, f->line);
            if (l->backward)
                gp_chart_edge(&m->chart, to->node[k], from->node[i], GP_NO_ID, f->line);
        }
}

/* ---- statements ---- */

static bool ends_statement(const struct gp_flowchart *f)
{
    return f->i >= f->s.len || gp_flow_at(f, 0) == '\n' || gp_flow_at(f, 0) == ';' ||
           gp_flow_looks_at(f, "%%");
}

static bool read_chain(struct gp_flowchart *f)
{
    struct group from, to;
    struct gp_flow_link l;

    if (!take_group(f, &from))
        return false;
    for (;;) {
        gp_flow_skip_blanks(f);
        if (ends_statement(f))
            return true;
        if (!gp_flow_link(f, &l))
            return false;
        gp_flow_skip_blanks(f);
        if (gp_flow_at(f, 0) == '\n') { /* a link may end a line */
            while (f->i < f->s.len &&
                   (gp_flow_at(f, 0) == '\n' || gp_flow_at(f, 0) == ' '))
                gp_flow_advance(f, f->i + 1);
        }
        if (!take_group(f, &to))
            return false;
        f->ampersand = f->ampersand || to.n > 1;
        add_edges(f, &from, &to, &l);
        from = to;
    }
}

static bool takes_word(const struct gp_flowchart *f, const char *word)
{
    size_t len = strlen(word);

    return gp_flow_looks_at(f, word) && !gp_flow_is_word(gp_flow_at(f, len)) &&
           gp_flow_at(f, len) != '-' && strchr("[({>@", gp_flow_at(f, len)) == NULL;
}

static void open_subgraph(struct gp_flowchart *f)
{
    uint64_t line = f->line;

    f->i += strlen("subgraph");
    gp_subgraph_open(&f->subgraphs, f->m, gp_flow_rest_of_line(f), line);
}

static void close_subgraph(struct gp_flowchart *f)
{
    f->i += strlen("end");
    if (!gp_subgraph_close(&f->subgraphs))
        gp_mermaid_puzzle(f->m, gp_slice("end"), f->line, "no subgraph is open");
}

/* Looks, links and words for screen readers: drawn, not run. */
static bool is_decoration(const struct gp_flowchart *f)
{
    static const char *const words[] = {"style",    "linkStyle", "classDef", "class",
                                        "click",    "direction", "accTitle", "accDescr",
                                        "callback", "href"};
    size_t i;

    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (takes_word(f, words[i]) && (gp_flow_at(f, strlen(words[i])) == ' ' ||
                                        gp_flow_at(f, strlen(words[i])) == ':'))
            return true;
    return gp_flow_looks_at(f, "%%");
}

static void read_decoration(struct gp_flowchart *f)
{
    uint64_t line = f->line;
    size_t end =
        gp_flow_looks_at(f, "accDescr {") ? gp_flow_find(f, f->i, "}") : SIZE_MAX;
    struct gp_slice s;

    if (end != SIZE_MAX) {
        s = gp_slice_n(f->s.at + f->i, end + 1 - f->i);
        gp_flow_advance(f, end + 1);
    } else {
        s = gp_flow_rest_of_line(f);
    }
    gp_mermaid_ignore(f->m, gp_slice_starts(s, "%%") ? "comment" : "decoration", s,
                      line);
}

static void read_statement(struct gp_flowchart *f)
{
    size_t start = f->i;
    uint64_t line = f->line;
    struct gp_slice rest;

    if (is_decoration(f)) {
        read_decoration(f);
    } else if (takes_word(f, "subgraph")) {
        open_subgraph(f);
    } else if (takes_word(f, "end")) {
        close_subgraph(f);
    } else if (!read_chain(f)) {
        if (f->m->chart.failed)
            return;
        rest = gp_flow_rest_of_line(f);
        rest =
            gp_slice_n(f->s.at + start, (size_t)(rest.at + rest.len - f->s.at) - start);
        gp_mermaid_puzzle(f->m, rest, line,
                          "not a node, an arrow or a subgraph we know");
    }
}

/* Steps get their labels when all shapes are known. */
static void make_steps(struct gp_mermaid *m)
{
    size_t i;

    for (i = 0; i < m->chart.n_nodes; i++) {
        uint32_t e = m->chart.nodes[i].element;

        if (e != GP_NO_ID && gp_slice_is(m->p->elements[e].kind, "step"))
            gp_process_make_step(m->p, e);
    }
}

void gp_mermaid_flowchart(struct gp_mermaid *m)
{
    struct gp_flowchart f = {.m = m, .s = m->rest, .line = m->line};

    while (f.i < f.s.len && !m->p->failed && !m->chart.failed) {
        gp_flow_skip_blanks(&f);
        if (gp_flow_at(&f, 0) == '\n' || gp_flow_at(&f, 0) == ';') {
            gp_flow_advance(&f, f.i + 1);
            continue;
        }
        read_statement(&f);
    }
    gp_subgraph_arrows(&f.subgraphs, m);
    make_steps(m);
    if (f.ampersand)
        gp_process_note(m->p, GP_NOTE_FACT, GP_NO_ID, m->line,
                        "\"&\" draws several arrows; they are read as a choice. For "
                        "parallel work draw a fork, such as {+}");
    if (f.undirected)
        gp_process_note(m->p, GP_NOTE_FACT, GP_NO_ID, m->line,
                        "lines without an arrow head are read from left to right");
    if (gp_subgraph_is_open(&f.subgraphs))
        gp_process_note(m->p, GP_NOTE_FACT, GP_NO_ID, m->line,
                        "a subgraph is not closed with \"end\"");
    gp_subgraphs_release(&f.subgraphs);
}
