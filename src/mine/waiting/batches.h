/* batches.h - work that one person did in one go (spec/waiting.md S4.1).
 *
 *   Anya, activity B:  case 1 enabled 10:30, 12:00-12:30
 *                      case 2 enabled 11:00, 12:30-13:00     one batch, ready at 11:00
 *
 * The events of a person and activity, by start: the next one joins the batch when it was
 * enabled before the batch began and starts before all of it has ended. A batch has at
 * least two cases. It is ready when the last of them is enabled: till then the others
 * waited for the batch to fill.
 */
#ifndef GP_MINE_BATCHES_H
#define GP_MINE_BATCHES_H

#include "mine/waiting/enabling.h"

/* The events of each person, by start, end, case and place in it. */
struct gp_workloads {
    uint32_t *event; /* [first[people]] */
    uint32_t *first; /* [people + 1] */
    size_t n_people;
};

struct gp_batches {
    uint32_t *of;   /* [events] number of its batch, GP_NO_ID: in none */
    int64_t *ready; /* [n] us */
    int64_t *begin; /* [n] us, start of its first event: ready or later */
    size_t n, ready_cap, begin_cap;
};

enum gp_status gp_workloads_find(const struct gp_eventlog *log,
                                 struct gp_workloads *out,
                                 struct gp_err *err) GP_MUST_USE;
void gp_workloads_release(struct gp_workloads *w);

enum gp_status gp_batches_find(const struct gp_eventlog *log,
                               const struct gp_workloads *workloads,
                               const struct gp_enabling *enabling,
                               struct gp_batches *out, struct gp_err *err) GP_MUST_USE;
void gp_batches_release(struct gp_batches *b);

#endif
