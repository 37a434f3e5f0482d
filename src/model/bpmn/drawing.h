/* drawing.h - a step net as a drawing: steps, gateways and arrows between them, placed in
 * columns and lanes. */
#ifndef GP_MODEL_DRAWING_H
#define GP_MODEL_DRAWING_H

#include "model/process.h"

enum gp_drawn_kind {
    GP_DRAWN_START,
    GP_DRAWN_END,
    GP_DRAWN_TERMINATE, /* ends everything that is still going on */
    GP_DRAWN_STEP,
    GP_DRAWN_CHOICE, /* one of the ways; where ways meet, no waiting */
    GP_DRAWN_ALL,    /* all of the ways; where they meet, for all of them */
};

struct gp_drawn {
    enum gp_drawn_kind kind;
    uint32_t element, label; /* of a step; GP_NO_ID */
    uint32_t lane;
    uint32_t rank, row; /* column; row within the lane */
    int x, y, width, height;
    bool gone;
};

enum { GP_DRAWN_BENDS = 6 };

struct gp_drawn_arrow {
    uint32_t from, to;
    bool back; /* against the direction of reading */
    bool gone;
    int x[GP_DRAWN_BENDS], y[GP_DRAWN_BENDS];
    size_t n; /* points */
};

struct gp_drawn_lane {
    uint32_t owner; /* of the process; GP_NO_ID: nobody is named */
    uint32_t rows;
    int y, height;
};

struct gp_drawing {
    struct gp_drawn *node;
    size_t n, cap;
    struct gp_drawn_arrow *arrow;
    size_t n_arrows, arrows_cap;
    struct gp_drawn_lane *lane; /* at least one */
    size_t n_lanes, lanes_cap;
    int width, height; /* of the lanes */
    bool failed;
};

/* Boxes and arrows that allow the same runs, as far as their form shows. GP_INPUT names
 * what cannot be drawn; GP_SYSTEM. Release in any case. O((nodes + arrows)^2). */
enum gp_status gp_drawing_make(const struct gp_process *p, const struct gp_net *net,
                               struct gp_drawing *out, struct gp_err *err) GP_MUST_USE;
void gp_drawing_release(struct gp_drawing *d);

/* Places everything with its left upper corner at x, y. False: memory is short. */
bool gp_drawing_place(const struct gp_process *p, struct gp_drawing *d, int x, int y);

#endif
