/* causes.h - why work waited: what the person who did it was doing instead
 * (spec/waiting.md S4, S5).
 *
 * The wait of a transition (enabling.h) is split, to the microsecond, into
 *
 *   batching        it waited for the batch to fill in which it was done
 *   contention      the person was busy with work that could begin before it
 *   prioritisation  the person was busy with work that could begin only after it
 *   unavailability  the person was off duty by the calendar, if one is given
 *   outside         the person was free: the reason is not in the log
 *
 * in this order of precedence, so that each moment has one cause. Contention and
 * prioritisation tell the order of a queue; the second is no proof of a priority rule.
 * Needs starts, ends and people.
 *
 * Example (spec S4.8): B ends 11:30, Anya starts C at 14:00. She was busy 11:00-12:00 and
 * 12:30-13:00 with what came before, 12:00-12:30 and 13:00-13:30 with what came later, and
 * free 13:30-14:00: contention 1 h, prioritisation 1 h, outside 30 min.
 */
#ifndef GP_MINE_CAUSES_H
#define GP_MINE_CAUSES_H

#include "base/calendar.h"
#include "mine/duty.h"
#include "mine/waiting/proofs.h"

struct gp_cause_sum {
    uint64_t count; /* transitions */
    gp_i128 wait;   /* us; the sum of the causes: the customer's clock */
    gp_i128 open;   /* us of it within opening hours: the staff's clock */
    gp_i128 cause[GP_WAIT_CAUSES];
};

struct gp_cause_link {
    uint32_t from, to; /* activities */
    struct gp_cause_sum sum;
    uint64_t hash; /* of the names; the id is C- and its upper 8 hex digits */
    /* those of cause k: proof[k] .. proof[k + 1] - 1 */
    size_t proof[GP_WAIT_CAUSES + 1];
};

enum gp_causes_why_not {
    GP_CAUSES_GIVEN,
    GP_CAUSES_ONE_TIME,  /* events have no start of their own, or no time */
    GP_CAUSES_NO_PEOPLE, /* the log has no resource */
    GP_CAUSES_TOO_MUCH,  /* batches too long to be told apart */
};

struct gp_causes {
    enum gp_causes_why_not why_not; /* the rest is empty unless GIVEN */
    struct gp_cause_sum all;
    struct gp_cause_link *link; /* by wait descending, then names by bytes */
    size_t n_links;
    struct gp_proof *proof; /* of the links, in their order */
    size_t n_proofs;
    gp_i128 work;        /* us: service times of all events */
    gp_i128 entry_wait;  /* us, of events that nothing enables: of no transition */
    uint64_t nobody;     /* transitions that waited, whose person is not known */
    gp_i128 nobody_wait; /* us; outside */
    struct gp_concurrent_pair *together; /* concurrent activities; by names, a first */
    size_t n_together;
    bool has_calendar;    /* without: all of a wait is within opening hours */
    size_t n_own, n_team; /* people with hours of their own, or of their team */
};

/* duty: the hours of each person, calendar: of everybody, covering the log; NULL, both:
 * all are always on duty.
 * each (may be NULL): called with every transition, its event and the causes, for
 * tests and evidence. O(n log n + for each event of a batch, the work before it there). */
struct gp_causes_options {
    const struct gp_calendar *calendar;
    const struct gp_duty *duty; /* NULL: everybody by calendar */
    size_t most_proofs;         /* kept of each pair of steps and cause; 0: none */
    size_t most_proved;         /* pairs with proofs, the longest waits first; 0: all */
    uint64_t most_work;         /* 0: 5e8 looks at other work, inside batches only */
    void (*each)(void *ctx, uint32_t event, const int64_t cause[GP_WAIT_CAUSES]);
    void *ctx;
};

enum gp_status gp_causes_find(const struct gp_eventlog *log,
                              const struct gp_causes_options *options,
                              struct gp_causes *out, struct gp_err *err) GP_MUST_USE;
void gp_causes_release(struct gp_causes *c);

void gp_cause_id(struct gp_text *t, const struct gp_cause_link *l); /* "C-..." */

/* "batching", ... */
const char *gp_wait_cause_name(enum gp_wait_cause cause);

/* Cycle time efficiency, work / (work + wait); and what it would be without so much of
 * the waiting, nothing else changed: an upper bound. 0 without work. */
double gp_causes_efficiency(const struct gp_causes *c, gp_i128 without_us);

#endif
