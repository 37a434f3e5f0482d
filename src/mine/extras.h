/* extras.h - what is done besides the documented steps, and behind which of them: where a
 * document would have to say it. */
#ifndef GP_MINE_EXTRAS_H
#define GP_MINE_EXTRAS_H

#include "mine/judgement.h"
#include "mine/usual.h"

/* Events of one activity that are no step in its place (log moves), behind one step. */
struct gp_extra {
    uint32_t activity;
    uint32_t after;         /* element of the match before it; GP_NO_ID: before all */
    uint64_t cases, events; /* cases with one; a case may have several */
    uint64_t behind;        /* sum of events between: its mean orders what is added */
    struct gp_usual by;     /* who does it */
};

struct gp_extras {
    struct gp_extra *at; /* by `after` (before all first), mean of behind, activity */
    size_t n;
};

/* GP_SYSTEM when memory is short. O(events). Release with gp_extras_release. */
enum gp_status gp_extras_find(const struct gp_judgement *j, struct gp_extras *out,
                              struct gp_err *err) GP_MUST_USE;
void gp_extras_release(struct gp_extras *e);

#endif
