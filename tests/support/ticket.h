/* ticket.h - a small documented process and cases of it, for the tests of gaps.
 *
 *   the process   Log (Desk)  Triage (Desk)  then Resolve (Desk) or Fix (Tier)
 *                 Confirm (Desk)  Close (Desk)
 *
 * A story in full: f = gp_ticket(); gp_ticket_case(&f, ...) for every case;
 * gp_ticket_find(&f, NULL); ask; gp_ticket_end(&f).
 */
#ifndef TESTS_SUPPORT_TICKET_H
#define TESTS_SUPPORT_TICKET_H

#include "mine/gaps.h"

struct ticket {
    struct gp_process *p;
    struct gp_eventlog *log;
    struct gp_variants variants;
    struct gp_step_names names;
    struct gp_conformance c;
    struct gp_gaps gaps;
    uint32_t n_cases;
};

#define FOLLOWS "Log@0 Triage@1 Resolve@2 Confirm@3 Close@4"

struct ticket gp_ticket(void);

/* "Log@0 Fix/Tier@3": activity, group (Desk without one, ?: unknown), hour. Case ids are
 * c001, c002, ...; lines are counted from 2. */
void gp_ticket_case(struct ticket *f, const char *events);

/* Aligns the cases and finds their gaps. */
void gp_ticket_find(struct ticket *f, const struct gp_gaps_options *o);
void gp_ticket_end(struct ticket *f);

/* The only gap of the kind about the step (or activity; NULL: any), loops aside; fails
 * when there is none or another one. */
const struct gp_gap *gp_ticket_the(const struct ticket *f, enum gp_gap_kind kind,
                                   const char *name);

#endif
