/* mermaid_subgraph.c - see mermaid_subgraph.h.
 *
 *   A --> Sales        subgraph Sales        becomes   A --> B, C --> D
 *   Sales --> D           B --> C
 *                      end
 */
#include "model/mermaid/mermaid_subgraph.h"

#include "base/mem.h"

#include <string.h>

/* ---- frames around nodes ----------------------------------------------------------- */

/* "one [Title]" -> id and title; a title alone is both. */
static void split_title(struct gp_slice *title, struct gp_slice *id)
{
    const char *open;

    if (title->len > 0 && title->at[title->len - 1] == ';')
        title->len--;
    *id = *title;
    if (title->len == 0 || title->at[title->len - 1] != ']')
        return;
    open = memchr(title->at, '[', title->len);
    if (open == NULL)
        return;
    *id = gp_slice_trim(gp_slice_n(title->at, (size_t)(open - title->at)));
    *title = gp_slice_n(open + 1, title->len - (size_t)(open - title->at) - 2);
}

void gp_subgraph_open(struct gp_subgraphs *s, struct gp_mermaid *m,
                      struct gp_slice title, uint64_t line)
{
    struct gp_slice id;
    uint32_t e;

    split_title(&title, &id);
    title = gp_mermaid_label(m, title);
    e = gp_process_element(m->p, gp_slice("subgraph"), id, title, line);
    gp_process_judge(m->p, e, GP_INFORMATIONAL, NULL);
    if (s->depth == GP_SUBGRAPHS_DEEP) {
        s->too_deep++;
        return;
    }
    if (!gp_reserve(&s->at, &s->cap, s->n + 1)) {
        m->chart.failed = true;
        return;
    }
    s->at[s->n] = (struct gp_subgraph){id, e};
    s->open[s->depth].subgraph = (uint32_t)s->n++;
    s->open[s->depth++].owner = s->owner.len;
    gp_text_add(&s->owner, s->owner.len > 0 && title.len > 0 ? " / " : "");
    gp_text_add_slice(&s->owner, title);
}

bool gp_subgraph_close(struct gp_subgraphs *s)
{
    if (s->too_deep > 0)
        s->too_deep--;
    else if (s->depth > 0 && s->owner.at != NULL)
        s->owner.at[s->owner.len = s->open[--s->depth].owner] = '\0';
    else if (s->depth > 0)
        s->depth--;
    else
        return false;
    return true;
}

bool gp_subgraph_is_open(const struct gp_subgraphs *s)
{
    return s->depth > 0;
}

/* The innermost title owns the node, all titles are its path. */
static void set_owner(const struct gp_subgraphs *s, struct gp_mermaid *m, uint32_t e)
{
    struct gp_slice path = gp_text_slice(&s->owner), inner;
    size_t outer = s->open[s->depth - 1].owner;

    inner = gp_slice_n(path.at + outer, path.len - outer);
    if (gp_slice_starts(inner, " / "))
        inner = gp_slice_n(inner.at + 3, inner.len - 3);
    if (inner.len == 0)
        return;
    gp_process_set_owner(m->p, e, inner);
    m->p->elements[e].owner_path = gp_process_text(m->p, path);
}

void gp_subgraph_member(struct gp_subgraphs *s, struct gp_mermaid *m, uint32_t node)
{
    uint32_t e = m->chart.nodes[node].element;
    size_t i;

    if (s->depth > 0 && e != GP_NO_ID && m->p->elements[e].owner == GP_NO_ID)
        set_owner(s, m, e);
    for (i = 0; i < s->depth; i++) {
        if (!gp_reserve(&s->member, &s->members_cap, s->n_members + 1)) {
            m->chart.failed = true;
            return;
        }
        s->member[s->n_members++] =
            (struct gp_subgraph_member){s->open[i].subgraph, node};
    }
}

void gp_subgraphs_release(struct gp_subgraphs *s)
{
    gp_free(s->at);
    gp_free(s->member);
    gp_text_release(&s->owner);
    memset(s, 0, sizeof *s);
}

/* ---- arrows to frames -------------------------------------------------------------- */

struct ends {
    bool *inside;   /* [nodes] lies in the frame */
    uint32_t *node; /* [n] what comes first, or last, in it */
    size_t n;
};

/* Inner nodes that no other inner node leads to (first) or that lead to none. Where all
 * of them do, the first one named. */
static void find_ends(const struct gp_chart *c, struct ends *e, bool first)
{
    uint32_t n;
    size_t i;

    e->n = 0;
    for (n = 0; n < c->n_nodes; n++) {
        bool is_end = e->inside[n];

        for (i = 0; is_end && i < c->n_edges; i++) {
            uint32_t from = c->edges[i].from, to = c->edges[i].to;

            if (from != to && e->inside[from] && e->inside[to])
                is_end = (first ? to : from) != n;
        }
        if (is_end)
            e->node[e->n++] = n;
    }
    for (n = 0; e->n == 0 && n < c->n_nodes; n++)
        if (e->inside[n])
            e->node[e->n++] = n;
}

static void approximate(struct gp_mermaid *m, const struct gp_subgraph *s,
                        const struct ends *e, bool first)
{
    if (e->n > 1)
        gp_process_judge(m->p, s->element, GP_APPROXIMATED,
                         "an arrow %s the subgraph means one of %zu steps",
                         first ? "into" : "out of", e->n);
}

/* Every arrow at the frame becomes arrows at its ends. */
static void redirect(struct gp_mermaid *m, const struct gp_subgraph *s, uint32_t frame,
                     struct ends *first, struct ends *last)
{
    struct gp_chart *c = &m->chart;
    size_t n = c->n_edges, i, k, kept = 0;
    struct gp_chart_edge *old = gp_array(n, sizeof *old);

    if (old == NULL) {
        c->failed = true;
        return;
    }
    memcpy(old, c->edges, n * sizeof *old);
    for (i = 0; i < n; i++)
        if (old[i].from != frame && old[i].to != frame)
            c->edges[kept++] = old[i];
    c->n_edges = kept;
    for (i = 0; i < n; i++) {
        for (k = 0; old[i].to == frame && old[i].from != frame && k < first->n; k++)
            gp_chart_edge(c, old[i].from, first->node[k], old[i].element, old[i].line);
        for (k = 0; old[i].from == frame && old[i].to != frame && k < last->n; k++)
            gp_chart_edge(c, last->node[k], old[i].to, old[i].element, old[i].line);
        if (old[i].to == frame)
            approximate(m, s, first, true);
        if (old[i].from == frame)
            approximate(m, s, last, false);
    }
    gp_free(old);
}

/* The node that stands for the frame is no step: it has only its name from arrows. */
static void resolve(struct gp_subgraphs *s, size_t which, struct gp_mermaid *m,
                    struct ends *first, struct ends *last)
{
    struct gp_chart *c = &m->chart;
    uint32_t frame = gp_dict_find(&c->ids, s->at[which].id);
    struct gp_chart_node *node = frame != GP_NO_ID ? &c->nodes[frame] : NULL;
    size_t i, n = 0;

    if (node == NULL || node->frame || node->element == GP_NO_ID)
        return;
    memset(first->inside, 0, c->n_nodes * sizeof *first->inside);
    for (i = 0; i < s->n_members; i++)
        if (s->member[i].subgraph == which && s->member[i].node != frame &&
            !c->nodes[s->member[i].node].frame) {
            first->inside[s->member[i].node] = true;
            n++;
        }
    if (n == 0)
        return;
    find_ends(c, first, true);
    find_ends(c, last, false);
    redirect(m, &s->at[which], frame, first, last);
    node->frame = true;
    m->p->elements[node->element].kind = gp_process_text(m->p, gp_slice("arrow end"));
    m->p->elements[node->element].on_flow = false;
    m->p->elements[node->element].owner = GP_NO_ID;
    gp_process_judge(m->p, node->element, GP_INFORMATIONAL, NULL);
}

void gp_subgraph_arrows(struct gp_subgraphs *s, struct gp_mermaid *m)
{
    size_t n = m->chart.n_nodes, i;
    bool *inside = gp_array_zero(n, sizeof *inside);
    struct ends first = {inside, gp_array(n, sizeof *first.node), 0};
    struct ends last = {inside, gp_array(n, sizeof *last.node), 0};

    if (inside == NULL || first.node == NULL || last.node == NULL)
        m->chart.failed = true;
    for (i = s->n; i > 0 && !m->chart.failed && !m->p->failed; i--)
        resolve(s, i - 1, m, &first, &last); /* inner ones opened later: first */
    gp_free(inside);
    gp_free(first.node);
    gp_free(last.node);
}
