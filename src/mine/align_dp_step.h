/* align_dp_step.h - one event further, for cells of type CELL; included by align_dp.c
 * once for 16 bits and once for 32, and by nobody else.
 *
 * What improved waits in lists by value and improves its neighbours in ascending order;
 * a state that did not improve cannot improve others, as the row before was closed.
 */
static void NAMED(improve)(struct gp_dp *d, CELL *row, uint32_t s, CELL value)
{
    if (d->waiting[s])
        unlist(d, s, row[s]);
    row[s] = value;
    list(d, s, value);
}

static void NAMED(close_row)(struct gp_dp *d, CELL *row, int32_t from)
{
    const struct gp_align_graph *g = d->g;
    int32_t value = from;

    while (d->n_waiting > 0) {
        uint32_t s = d->head[value - d->lowest];
        size_t e;

        if (s == GP_NO_ID) {
            value++;
            continue;
        }
        unlist(d, s, value);
        for (e = g->row[s]; e < g->row[s + 1]; e++) {
            int32_t other = value + (int32_t)g->edge[e].cost;

            if (other < row[g->edge[e].to])
                NAMED(improve)(d, row, g->edge[e].to, (CELL)other);
        }
    }
}

/* Row k + 1 from row k and the event between. */
static void NAMED(step)(struct gp_dp *d, CELL *cells, size_t k, uint32_t label)
{
    const struct gp_states *states = d->g->states;
    const CELL *before = cells + k * d->n_states;
    CELL *row = cells + (k + 1) * d->n_states;
    int32_t cost = (int32_t)d->g->log_cost[label], least = INT32_MAX;
    size_t e;

    memcpy(row, before, d->n_states * sizeof *row);
    d->offset[k + 1] = d->offset[k] + cost;
    for (e = states->label_row[label]; e < states->label_row[label + 1]; e++) {
        int32_t value = before[states->label_edges[e].from] - cost;
        uint32_t to = states->label_edges[e].to;

        if (value >= row[to])
            continue;
        NAMED(improve)(d, row, to, (CELL)value);
        least = value < least ? value : least;
    }
    NAMED(close_row)(d, row, least);
}

static void NAMED(begin)(struct gp_dp *d, CELL *cells)
{
    size_t s;

    for (s = 0; s < d->n_states; s++)
        cells[s] = (CELL)d->g->from_start[s];
}
