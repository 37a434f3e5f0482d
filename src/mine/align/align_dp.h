/* align_dp.h - the table behind the main engine: D_k(s), the least cost of reading the
 * first k events of a sequence and standing in state s. Shared by the forward pass, the
 * traceback and the check of certainty; not for others.
 */
#ifndef GP_MINE_ALIGN_DP_H
#define GP_MINE_ALIGN_DP_H

#include "mine/align/align.h"

/* Row k holds D_k relative to offset[k], the cost of leaving all k events out: a log
 * move then changes nothing. 16 bits a cell where they are enough. Cells stand in the
 * order of `place`, every state behind those it comes from except in loops. */
struct gp_dp {
    const struct gp_align_graph *g;
    size_t n_states, n_rows;
    bool wide;
    int16_t *narrow_cells; /* [n_rows][n_states] */
    int32_t *wide_cells;
    int64_t *offset; /* [n_rows] */

    /* The graph in places. */
    uint32_t *place;            /* [n_states] */
    size_t *row;                /* [n_states + 1] */
    struct gp_align_edge *edge; /* as in g */
    struct gp_dp_match {
        uint32_t from, to;
    } * match;          /* by label, rows as states->label_row */
    uint64_t *improved; /* bits of places whose cell went down */
    size_t words;

    /* Reading back. */
    uint32_t *found;            /* [n_states] states in the order they were met */
    uint32_t *came_from;        /* [n_states] the state met before it */
    uint32_t *came_by;          /* [n_states] the silent transition between */
    uint32_t *seen, seen_stamp; /* [n_states] */
    struct gp_move *reading;    /* from the end */
    size_t n_reading, reading_cap;
};

static inline int64_t gp_dp_value(const struct gp_dp *d, size_t k, uint32_t s)
{
    size_t cell = k * d->n_states + d->place[s];

    return d->offset[k] + (d->wide ? d->wide_cells[cell] : d->narrow_cells[cell]);
}

/* The states a reading may end in: the complete one, or for an open sequence all with
 * the least cost, ascending. Puts them in d->found; returns how many. */
size_t gp_dp_ends(struct gp_dp *d, const struct gp_trace *trace);

/* One cheapest reading by the tie rule into d->reading. False: memory is short. */
bool gp_dp_read_back(struct gp_dp *d, const struct gp_trace *trace);

/* Sets `certain` on the log and model moves of d->reading, as far as effort reaches. */
bool gp_dp_judge(struct gp_dp *d, const struct gp_trace *trace, uint64_t effort);

#endif
