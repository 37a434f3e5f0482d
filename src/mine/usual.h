/* usual.h - who does most of something, counted for many things at once.
 *
 *   Triage: Ann 7, Bob 2, somebody unknown 1   ->   Ann does 7 of 9
 *
 * Groups where the log has groups, else resources.
 */
#ifndef GP_MINE_USUAL_H
#define GP_MINE_USUAL_H

#include "eventlog/eventlog.h"

struct gp_usual {
    uint32_t owner;        /* who does it most, of equals the first by name; GP_NO_ID:
                              unknown */
    uint64_t owned, known; /* events by that owner; with any owner */
};

#define GP_USUAL_NONE ((struct gp_usual){GP_NO_ID, 0, 0})

struct gp_usual_count {
    struct gp_ids owner; /* [events], if there is such a column */
    const struct gp_dict *names;
    struct gp_tally by; /* place << 32 | owner -> events */
};

/* The log is borrowed until release. */
struct gp_usual_count gp_usual_begin(const struct gp_eventlog *log);
void gp_usual_release(struct gp_usual_count *c);

/* One more event of the thing at this place. False: memory is short. */
bool gp_usual_add(struct gp_usual_count *c, struct gp_usual *u, uint32_t place,
                  size_t event);

/* Fills in who it is: the thing at each place is first + place * size. */
void gp_usual_choose(const struct gp_usual_count *c, struct gp_usual *first,
                     size_t size);

struct gp_slice gp_usual_name(const struct gp_eventlog *log, uint32_t owner);

#endif
