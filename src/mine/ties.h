/* ties.h - events at the same time: would another order suit the document better?
 * (spec/conformance.md 4.7)
 *
 * Neighbouring events of a case with equal start and end stand in the order of the file,
 * which may be chance. A group of 2 to 5 of them could have happened in any order; larger
 * groups are left as they are.
 *
 *   document A B C      case A 9:00, C 9:05, B 9:05      deviates as written; as A B C
 *                                                       it follows
 */
#ifndef GP_MINE_TIES_H
#define GP_MINE_TIES_H

#include "mine/conformance.h"

struct gp_ties {
    uint64_t deviating; /* cases that deviate and hold such a group */
    uint64_t better;    /* of those: in the best order they deviate less */
    uint64_t turned;    /* of those: in the best order they follow */
    uint64_t unknown;   /* deviating ones that were too much work to look at */
    uint32_t *order;    /* [events] the event at each place in the best order: of those
                           that are as cheap the one nearest to the file; NULL: not asked
                           for, or none is better */
};

/* effort: states looked at, about; 0: 200 million. Errors: GP_SYSTEM. Release with
 * gp_ties_release. */
enum gp_status gp_ties_find(const struct gp_conformance *c, bool with_order,
                            uint64_t effort, struct gp_ties *out,
                            struct gp_err *err) GP_MUST_USE;
void gp_ties_release(struct gp_ties *t);

#endif
