/* align_plain.c - see align_plain.h. */
#include "mine/align/align_plain.h"

#include "base/mem.h"

#include <string.h>

bool gp_plain_make(struct gp_plain *p, const struct gp_states *s)
{
    p->s = s;
    p->queue = gp_array(s->n_states, sizeof *p->queue);
    p->queued = gp_array_zero(s->n_states, sizeof *p->queued);
    return p->queue != NULL && p->queued != NULL;
}

void gp_plain_release(struct gp_plain *p)
{
    gp_free(p->queue);
    gp_free(p->queued);
}

/* Passes on what the n states in the queue have; a ring of n_states places. */
static void close_row(struct gp_plain *p, uint64_t *row, size_t n)
{
    size_t room = p->s->n_states, at = 0, e;

    while (n > 0) {
        uint32_t from = p->queue[at];

        at = at + 1 < room ? at + 1 : 0;
        n--;
        p->queued[from] = false;
        for (e = p->s->row[from]; e < p->s->row[from + 1]; e++) {
            const struct gp_edge *edge = &p->s->edges[e];
            uint64_t cost =
                row[from] + (edge->label == GP_NO_ID ? p->silent : p->model);

            if (cost >= row[edge->to])
                continue;
            row[edge->to] = cost;
            if (p->queued[edge->to])
                continue;
            p->queued[edge->to] = true;
            p->queue[(at + n++) % room] = edge->to;
        }
    }
}

void gp_plain_begin(struct gp_plain *p, uint64_t *row)
{
    memset(row, 0x3f, p->s->n_states * sizeof *row);
    row[p->s->start] = 0;
    p->queue[0] = p->s->start;
    p->queued[p->s->start] = true;
    close_row(p, row, 1);
}

void gp_plain_step(struct gp_plain *p, const uint64_t *before, uint32_t label,
                   uint64_t *row)
{
    const struct gp_states *s = p->s;
    size_t n = 0, e, i;

    for (i = 0; i < s->n_states; i++)
        row[i] = before[i] + p->log;
    for (e = s->label_row[label]; e < s->label_row[label + 1]; e++) {
        const struct gp_label_edge *edge = &s->label_edges[e];

        if (before[edge->from] >= row[edge->to])
            continue;
        row[edge->to] = before[edge->from];
        if (p->queued[edge->to])
            continue;
        p->queued[edge->to] = true;
        p->queue[n++] = edge->to;
    }
    close_row(p, row, n);
}
