/* states.c - see states.h.
 *
 * reduce.c -> explore.c -> backwards from the complete marking: what was not reached is
 * cut away, after sanity.c has looked at it -> edges once more by label.
 */
#include "model/states.h"

#include "base/mem.h"
#include "model/net/explore.h"
#include "model/net/reduce.h"
#include "model/net/sanity.h"

#include <string.h>

static void find_complete(struct gp_states *s)
{
    uint32_t i;

    s->complete = GP_NO_ID;
    for (i = 0; i < s->n_states && s->complete == GP_NO_ID; i++)
        if (gp_net_is_complete(&s->net, s->markings + i * s->net.n_places))
            s->complete = i;
}

/* Edges by the state they lead to: those into s come from from[row[s]] on, up to
 * row[s + 1]. row: [n_states + 2], all 0. */
static void turn_around(const struct gp_states *s, uint32_t *row, uint32_t *from)
{
    uint32_t i;
    size_t e;

    for (e = 0; e < s->row[s->n_states]; e++)
        row[s->edges[e].to + 2]++;
    for (i = 0; i < s->n_states; i++)
        row[i + 2] += row[i + 1];
    for (i = 0; i < s->n_states; i++)
        for (e = s->row[i]; e < s->row[i + 1]; e++)
            from[row[s->edges[e].to + 1]++] = i;
}

/* alive[s]: the complete state can be reached from s. */
static bool mark_alive(const struct gp_states *s, bool *alive)
{
    uint32_t *row = gp_array_zero((size_t)s->n_states + 2, sizeof *row);
    uint32_t *from = gp_array(s->row[s->n_states], sizeof *from);
    uint32_t *queue = gp_array(s->n_states, sizeof *queue);
    bool ok = row != NULL && from != NULL && queue != NULL;
    size_t head, n_queue = 0;
    uint32_t e;

    if (ok && s->complete != GP_NO_ID) {
        turn_around(s, row, from);
        alive[s->complete] = true;
        queue[n_queue++] = s->complete;
    }
    for (head = 0; head < n_queue; head++)
        for (e = row[queue[head]]; e < row[queue[head] + 1]; e++)
            if (!alive[from[e]]) {
                alive[from[e]] = true;
                queue[n_queue++] = from[e];
            }
    gp_free(row);
    gp_free(from);
    gp_free(queue);
    return ok;
}

/* Keeps the states that are alive, in their order. */
static bool cut(struct gp_states *s, const bool *alive)
{
    uint32_t *number = gp_array(s->n_states, sizeof *number);
    size_t width = s->net.n_places, n_edges = 0, e, begin, end;
    uint32_t n = 0, i;

    if (number == NULL)
        return false;
    for (i = 0; i < s->n_states; i++)
        number[i] = alive[i] ? n++ : GP_NO_ID;
    for (i = 0, begin = 0; i < s->n_states; i++, begin = end) {
        end = s->row[i + 1];
        if (number[i] == GP_NO_ID)
            continue;
        if (number[i] != i)
            memmove(s->markings + number[i] * width, s->markings + i * width, width);
        s->row[number[i]] = n_edges;
        for (e = begin; e < end; e++)
            if (number[s->edges[e].to] != GP_NO_ID) {
                s->edges[n_edges] = s->edges[e];
                s->edges[n_edges++].to = number[s->edges[e].to];
            }
    }
    s->row[n] = n_edges;
    s->start = n > 0 ? number[0] : GP_NO_ID;
    s->complete = s->complete != GP_NO_ID ? number[s->complete] : GP_NO_ID;
    s->n_states = n;
    gp_free(number);
    return true;
}

static bool by_label(struct gp_states *s)
{
    size_t n_edges = s->row[s->n_states], n_visible = 0, e, l;
    uint32_t i;

    s->label_row = gp_array_zero(s->n_labels + 2, sizeof *s->label_row);
    if (s->label_row == NULL)
        return false;
    for (e = 0; e < n_edges; e++)
        if (s->edges[e].label != GP_NO_ID) {
            s->label_row[s->edges[e].label + 2]++;
            n_visible++;
        }
    for (l = 2; l < s->n_labels + 2; l++)
        s->label_row[l] += s->label_row[l - 1];
    s->label_edges = gp_array(n_visible, sizeof *s->label_edges);
    if (s->label_edges == NULL)
        return false;
    for (i = 0; i < s->n_states; i++)
        for (e = s->row[i]; e < s->row[i + 1]; e++)
            if (s->edges[e].label != GP_NO_ID)
                s->label_edges[s->label_row[s->edges[e].label + 1]++] =
                    (struct gp_label_edge){.from = i,
                                           .to = s->edges[e].to,
                                           .transition = s->edges[e].transition};
    return true;
}

static bool build(struct gp_states *s, const struct gp_process *p,
                  const struct gp_states_options *options)
{
    bool *alive = NULL, ok;

    ok = gp_explore(s, options);
    if (ok) {
        find_complete(s);
        alive = gp_array_zero(s->n_states, sizeof *alive);
        ok = alive != NULL && mark_alive(s, alive) &&
             gp_sanity_collect(p, s, alive, gp_explore_token_limit(options)) &&
             cut(s, alive) && by_label(s);
    }
    gp_free(alive);
    return ok;
}

enum gp_status gp_states_explore(const struct gp_process *p, const struct gp_net *net,
                                 const struct gp_states_options *options,
                                 struct gp_states **out, struct gp_err *err)
{
    struct gp_states *s = gp_array_zero(1, sizeof *s);
    bool keep = options != NULL && options->keep_silent;

    *out = NULL;
    if (s == NULL)
        return gp_fail_memory(err);
    s->n_labels = p->labels.n;
    if (!gp_reduce(net, keep, &s->net, &s->trail, &s->trail_row)) {
        gp_free(s);
        return gp_fail_memory(err);
    }
    if (!build(s, p, options)) {
        gp_states_free(s);
        return gp_fail_memory(err);
    }
    *out = s;
    return GP_OK;
}

enum gp_status gp_states_judge(const struct gp_process *p, const struct gp_net *net,
                               const struct gp_states_options *options,
                               struct gp_states **out, struct gp_err *err)
{
    struct gp_states_options o = {0};
    enum gp_status st;

    if (options != NULL)
        o = *options;
    o.keep_silent = true;
    st = gp_states_explore(p, net, &o, out, err);
    if (st != GP_OK || *out == NULL || (*out)->whole)
        return st;
    gp_states_free(*out);
    o.keep_silent = false;
    return gp_states_explore(p, net, &o, out, err);
}

void gp_states_free(struct gp_states *s)
{
    if (s == NULL)
        return;
    gp_net_release(&s->net);
    gp_free(s->trail);
    gp_free(s->trail_row);
    gp_free(s->markings);
    gp_free(s->edges);
    gp_free(s->row);
    gp_free(s->label_edges);
    gp_free(s->label_row);
    gp_free(s->findings);
    gp_free(s);
}

enum gp_verdict gp_states_elements(const struct gp_process *p,
                                   const struct gp_net *original,
                                   const struct gp_states *s, uint32_t t, bool *element)
{
    enum gp_verdict worst = GP_EXECUTED;
    size_t i;

    for (i = s->trail_row[t]; i < s->trail_row[t + 1]; i++) {
        uint32_t e = original->transitions[s->trail[i]].element;

        if (e == GP_NO_ID)
            continue;
        if (element != NULL)
            element[e] = true;
        if (p->elements[e].verdict > worst)
            worst = p->elements[e].verdict;
    }
    return worst;
}
