/* drawing_place.c - see drawing.h: where boxes and arrows stand.
 *
 *   column   the longest way from the start, arrows that lead back set aside
 *   lane     of the step's owner; a gateway stays in the lane it is reached from
 *   row      that of the box before it where it is free, else the next one below
 *
 * Arrows leave on the right and arrive on the left; those over more than one column, and
 * those that lead back, run along the lower edge of their row. Neighbours bend a little
 * beside each other.
 */
#include "base/mem.h"
#include "model/bpmn/drawing.h"

#include <string.h>

enum { COLUMN = 160, ROW = 140, GAP = 30, SIDE = 6 };

struct placing {
    const struct gp_process *p;
    struct gp_drawing *d;
    uint8_t *seen;   /* [n] 0 not yet, 1 on the way, 2 done */
    uint32_t *order; /* [n] every box behind those that lead to it */
};

/* Depth first without recursion: arrows to a box that is still on the way lead back. */
static bool walk(struct placing *w)
{
    struct gp_drawing *d = w->d;
    uint32_t *stack = gp_array(d->n, sizeof *stack);
    size_t *next = gp_array_zero(d->n, sizeof *next), depth, at = d->n;
    uint32_t root;

    for (root = 0; stack != NULL && next != NULL && root < d->n; root++) {
        if (w->seen[root] != 0)
            continue;
        stack[0] = root;
        depth = 1;
        w->seen[root] = 1;
        while (depth > 0) {
            uint32_t now = stack[depth - 1];
            size_t i = next[now];

            while (i < d->n_arrows && d->arrow[i].from != now)
                i++;
            next[now] = i + 1;
            if (i >= d->n_arrows) {
                w->seen[now] = 2;
                w->order[--at] = now;
                depth--;
                continue;
            }
            d->arrow[i].back = w->seen[d->arrow[i].to] == 1;
            if (w->seen[d->arrow[i].to] == 0) {
                w->seen[d->arrow[i].to] = 1;
                stack[depth++] = d->arrow[i].to;
            }
        }
    }
    gp_free(stack);
    gp_free(next);
    return stack != NULL && next != NULL;
}

static void rank(struct placing *w)
{
    struct gp_drawing *d = w->d;
    size_t i, k;

    for (k = 0; k < d->n; k++)
        for (i = 0; i < d->n_arrows; i++) {
            const struct gp_drawn_arrow *a = &d->arrow[i];

            if (a->from == w->order[k] && !a->back &&
                d->node[a->to].rank < d->node[a->from].rank + 1)
                d->node[a->to].rank = d->node[a->from].rank + 1;
        }
}

/* ---- lanes ------------------------------------------------------------------------- */

static uint32_t lane_of(struct gp_drawing *d, uint32_t owner)
{
    size_t i;

    for (i = 0; i < d->n_lanes; i++)
        if (d->lane[i].owner == owner)
            return (uint32_t)i;
    if (!gp_reserve(&d->lane, &d->lanes_cap, d->n_lanes + 1)) {
        d->failed = true;
        return 0;
    }
    d->lane[d->n_lanes] = (struct gp_drawn_lane){.owner = owner, .rows = 1};
    return (uint32_t)d->n_lanes++;
}

static uint32_t owner_of(const struct placing *w, const struct gp_drawn *n)
{
    return n->element != GP_NO_ID ? w->p->elements[n->element].owner : GP_NO_ID;
}

/* The box before it in the order of reading; GP_NO_ID: none. */
static uint32_t before(const struct gp_drawing *d, uint32_t node)
{
    size_t i;

    for (i = 0; i < d->n_arrows; i++)
        if (d->arrow[i].to == node && !d->arrow[i].back)
            return d->arrow[i].from;
    return GP_NO_ID;
}

static void choose_lanes(struct placing *w)
{
    struct gp_drawing *d = w->d;
    uint32_t first = GP_NO_ID;
    size_t k;

    for (k = 0; k < d->n; k++)
        if (d->node[w->order[k]].kind == GP_DRAWN_STEP) {
            uint32_t lane = lane_of(d, owner_of(w, &d->node[w->order[k]]));

            d->node[w->order[k]].lane = lane;
            first = first == GP_NO_ID ? lane : first;
        }
    if (d->n_lanes == 0)
        first = lane_of(d, GP_NO_ID);
    for (k = 0; k < d->n; k++) {
        struct gp_drawn *n = &d->node[w->order[k]];
        uint32_t from = before(d, w->order[k]);

        if (n->kind != GP_DRAWN_STEP)
            n->lane = from != GP_NO_ID ? d->node[from].lane : first;
    }
}

static bool is_taken(const struct placing *w, size_t placed, const struct gp_drawn *n,
                     uint32_t row)
{
    size_t k;

    for (k = 0; k < placed; k++) {
        const struct gp_drawn *other = &w->d->node[w->order[k]];

        if (other->lane == n->lane && other->rank == n->rank && other->row == row)
            return true;
    }
    return false;
}

static void choose_rows(struct placing *w)
{
    struct gp_drawing *d = w->d;
    size_t k;

    for (k = 0; k < d->n; k++) {
        struct gp_drawn *n = &d->node[w->order[k]];
        uint32_t from = before(d, w->order[k]);
        uint32_t row =
            from != GP_NO_ID && d->node[from].lane == n->lane ? d->node[from].row : 0;

        while (is_taken(w, k, n, row))
            row++;
        n->row = row;
        if (d->lane[n->lane].rows <= row)
            d->lane[n->lane].rows = row + 1;
    }
}

/* ---- figures ----------------------------------------------------------------------- */

static void place_boxes(struct gp_drawing *d, int x, int y)
{
    uint32_t last = 0;
    size_t i;

    d->height = 0;
    for (i = 0; i < d->n_lanes; i++) {
        d->lane[i].y = y + d->height;
        d->lane[i].height = (int)d->lane[i].rows * ROW + GAP;
        d->height += d->lane[i].height;
    }
    for (i = 0; i < d->n; i++) {
        struct gp_drawn *n = &d->node[i];

        n->width = n->kind == GP_DRAWN_STEP                                ? 100
                   : n->kind == GP_DRAWN_CHOICE || n->kind == GP_DRAWN_ALL ? 50
                                                                           : 36;
        n->height = n->kind == GP_DRAWN_STEP ? 80 : n->width;
        n->x = x + (int)n->rank * COLUMN + (COLUMN - n->width) / 2;
        n->y = d->lane[n->lane].y + (int)n->row * ROW + (ROW - n->height) / 2;
        last = n->rank > last ? n->rank : last;
    }
    d->width = (int)(last + 1) * COLUMN;
}

static void bend(struct gp_drawn_arrow *a, int x, int y)
{
    a->x[a->n] = x;
    a->y[a->n++] = y;
}

static void place_arrow(const struct gp_drawing *d, struct gp_drawn_arrow *a, int side)
{
    const struct gp_drawn *from = &d->node[a->from], *to = &d->node[a->to];
    int x1 = from->x + from->width, y1 = from->y + from->height / 2;
    int x2 = to->x, y2 = to->y + to->height / 2;
    /* between the columns, where no box is */
    int left = x2 + to->width / 2 - COLUMN / 2 + SIDE + side;
    int right = x1 - from->width / 2 + COLUMN / 2 - 4 * SIDE + side;
    int edge = d->lane[from->lane].y + (int)(from->row + 1) * ROW - GAP / 3 + side;

    a->n = 0;
    bend(a, x1, y1);
    if (!a->back && to->rank == from->rank + 1) {
        if (y1 != y2) {
            bend(a, left, y1);
            bend(a, left, y2);
        }
    } else {
        bend(a, right, y1);
        bend(a, right, edge);
        bend(a, left, edge);
        bend(a, left, y2);
    }
    bend(a, x2, y2);
}

bool gp_drawing_place(const struct gp_process *p, struct gp_drawing *d, int x, int y)
{
    struct placing w = {.p = p, .d = d};
    bool good;
    size_t i;

    w.seen = gp_array_zero(d->n, sizeof *w.seen);
    w.order = gp_array(d->n, sizeof *w.order);
    good = w.seen != NULL && w.order != NULL && walk(&w);
    if (good) {
        rank(&w);
        choose_lanes(&w);
        good = !d->failed;
    }
    if (good) {
        choose_rows(&w);
        place_boxes(d, x, y);
        for (i = 0; i < d->n_arrows; i++)
            place_arrow(d, &d->arrow[i], (int)(i % 4) * SIDE);
    }
    gp_free(w.seen);
    gp_free(w.order);
    return good;
}
