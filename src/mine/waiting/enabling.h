/* enabling.h - since when each event could have begun, and which event made it possible
 * (spec/waiting.md S3).
 *
 *   A 9-10   B 10-11   C 10-13   D 14-15      B and C run side by side
 *   A enables B and C at 10, C enables D at 13: D waits 1 h, B and C do not wait
 *
 * The trigger of e is the last, by end, start and row, of the earlier events of its case
 * that have ended when e starts, were completed, and are not concurrent with e. e is
 * enabled when its trigger ends; without one, when its case begins. A transition is a
 * pair (trigger, e); its wait is start(e) - enabled(e).
 */
#ifndef GP_MINE_ENABLING_H
#define GP_MINE_ENABLING_H

#include "base/instant.h"
#include "mine/waiting/concurrency.h"

struct gp_enabling {
    int64_t *enabled;   /* [events] us */
    uint32_t *trigger;  /* [events] GP_NO_ID: the case had nothing that enables it */
    gp_i128 entry_wait; /* us, of events without trigger: of no transition */
};

/* log: grouped, with starts. Release with gp_enabling_release. */
enum gp_status gp_enabling_find(const struct gp_eventlog *log,
                                const struct gp_concurrency *concurrency,
                                struct gp_enabling *out,
                                struct gp_err *err) GP_MUST_USE;
void gp_enabling_release(struct gp_enabling *e);

#endif
