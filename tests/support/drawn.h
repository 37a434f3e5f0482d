/* drawn.h - a net drawn place by place, ready to be aligned with. */
#ifndef GP_TESTS_SUPPORT_DRAWN_H
#define GP_TESTS_SUPPORT_DRAWN_H

#include "mine/align/align.h"
#include "model/process.h"

struct drawn {
    struct gp_process *p;
    struct gp_net *net;       /* of p, in no pool */
    struct gp_states *states; /* NULL before drawn_explore */
    struct gp_align_graph g;
};

struct drawn drawn_begin(void);
uint32_t drawn_place(struct drawn *d, uint8_t initial);

/* The transition of a new step. */
uint32_t drawn_step(struct drawn *d, const char *name, uint32_t from, uint32_t to);

/* Steps through the whole net; fails the test when it cannot finish. */
void drawn_explore(struct drawn *d);

/* The same, unless done, and makes the graph that alignments walk. costs: NULL for 1. */
void drawn_ready(struct drawn *d, const struct gp_costs *costs);
void drawn_end(struct drawn *d);

#endif
