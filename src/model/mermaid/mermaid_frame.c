/* mermaid_frame.c - composite states (mermaid_state.h).
 *
 * A composite state is a frame around its inside: arrows to it lead to its own [*], arrows
 * from it leave from its own end; the parts that "--" sets apart run side by side. Inner
 * states are the steps, the frame does no work.
 *
 *   frame in --> part in --> ... --> part out --> frame out
 *
 * Its two nodes are known by the ids "in:NAME" and "out:NAME".
 */
#include "model/mermaid/mermaid_state.h"

#include <string.h>

uint32_t gp_frame_node(struct gp_statechart *st, struct gp_slice id, const char *side)
{
    struct gp_text key = {0};
    uint32_t n = GP_NO_ID;

    gp_text_addf(&key, "\x02%s:", side);
    gp_text_add_slice(&key, id);
    if (gp_text_ok(&key))
        n = gp_chart_node(&st->m->chart, gp_slice_n(key.at, key.len));
    else
        st->m->p->failed = true;
    gp_text_release(&key);
    return n;
}

static void name_frame(struct gp_statechart *st, uint32_t node, struct gp_slice id,
                       const char *kind)
{
    uint32_t e;

    if (node == GP_NO_ID || gp_state_element(st, node) != GP_NO_ID)
        return;
    e = gp_process_element(st->m->p, gp_slice(kind), id, id, st->line);
    st->m->chart.nodes[node].element = e;
    if (e != GP_NO_ID)
        st->m->p->elements[e].on_flow = true;
}

void gp_frame_open_part(struct gp_statechart *st, struct gp_state_frame *f)
{
    f->parts++;
    f->entered = f->left = false;
    f->part_in = gp_state_silent(st, "part", f->id);
    f->part_out = gp_state_silent(st, "part end", f->id);
    f->first_node = st->m->chart.n_nodes;
    gp_chart_edge(&st->m->chart, f->in, f->part_in, GP_NO_ID, st->line);
    gp_chart_edge(&st->m->chart, f->part_out, f->out, GP_NO_ID, st->line);
}

/* A part without [*]: it begins with its first state and may be left from any. */
void gp_frame_close_part(struct gp_statechart *st, struct gp_state_frame *f)
{
    struct gp_chart *c = &st->m->chart;
    size_t i;

    if (st->m->p->failed || c->failed || f->part_in == GP_NO_ID)
        return;
    if (!f->entered && f->first_node < c->n_nodes)
        gp_chart_edge(c, f->part_in, (uint32_t)f->first_node, GP_NO_ID, st->line);
    for (i = f->first_node; !f->left && i < c->n_nodes && c->n_nodes < 500; i++)
        gp_chart_edge(c, (uint32_t)i, f->part_out, GP_NO_ID, st->line);
    if (f->first_node == c->n_nodes)
        gp_chart_edge(c, f->part_in, f->part_out, GP_NO_ID, st->line);
    else if (!f->left)
        gp_process_judge(st->m->p, gp_state_element(st, f->in), GP_APPROXIMATED,
                         "no end is drawn inside: it may be left from any state");
}

void gp_frame_open(struct gp_statechart *st, struct gp_slice id)
{
    struct gp_state_frame *f;

    if (st->depth + 1 >= GP_STATES_DEEP) {
        st->too_deep++;
        gp_mermaid_puzzle(st->m, id, st->line, "states are nested deeper than 31");
        return;
    }
    f = &st->frames[++st->depth];
    memset(f, 0, sizeof *f);
    f->id = id;
    f->in = gp_frame_node(st, id, "in");
    f->out = gp_frame_node(st, id, "out");
    name_frame(st, f->in, id, "composite state");
    name_frame(st, f->out, id, "composite end");
    gp_frame_open_part(st, f);
}

void gp_frame_close(struct gp_statechart *st)
{
    struct gp_state_frame *f = &st->frames[st->depth];

    if (st->too_deep > 0) {
        st->too_deep--;
        return;
    }
    if (st->depth == 0) {
        gp_mermaid_puzzle(st->m, gp_slice("}"), st->line, "no state is open");
        return;
    }
    gp_frame_close_part(st, f);
    if (f->parts > 1 && f->in != GP_NO_ID && f->out != GP_NO_ID) {
        st->m->chart.nodes[f->in].splits = true;
        st->m->chart.nodes[f->out].waits = true;
    }
    st->depth--;
}

bool gp_frame_is(const struct gp_statechart *st, struct gp_slice id)
{
    struct gp_text key = {0};
    bool found;

    gp_text_add(&key, "\x02in:");
    gp_text_add_slice(&key, id);
    found = gp_text_ok(&key) &&
            gp_dict_find(&st->m->chart.ids, gp_slice_n(key.at, key.len)) != GP_NO_ID;
    gp_text_release(&key);
    return found;
}

void gp_frame_find_all(struct gp_statechart *st, struct gp_slice rest)
{
    struct gp_slice name;

    while (rest.len > 0 && !st->m->chart.failed) {
        const char *end = memchr(rest.at, '\n', rest.len);
        size_t len = end != NULL ? (size_t)(end - rest.at) : rest.len;
        struct gp_slice s = gp_slice_trim(gp_slice_n(rest.at, len)), id;

        len += end != NULL;
        rest = gp_slice_n(rest.at + len, rest.len - len);
        if (!gp_state_starts(s, "state") || s.at[s.len - 1] != '{')
            continue;
        id = gp_state_declared(gp_slice_trim(gp_slice_n(s.at + 5, s.len - 6)), &name);
        if (id.len == 0)
            continue;
        (void)gp_frame_node(st, id, "in");
        (void)gp_frame_node(st, id, "out");
    }
}
