/* deals.h - a log of two deals, small enough to compute every figure by hand.
 *
 *   case 1   New (Ann, Sales) 00:00   Call (Bob, Sales) 01:00   Offer (Ann, Sales) 01:30
 *            Won (-, Legal) a day later 01:30
 *   case 2   New (Ann, Sales) 00:10   Call (Bob, Sales) 00:20   Call (Bob, Support) 05:00
 *            =Lost| (Ann, Sales) 05:10
 *
 * One time per event, from 1970-01-01; lines 2 to 9 of /home/ann/deals.csv.
 */
#ifndef GP_TESTS_SUPPORT_DEALS_H
#define GP_TESTS_SUPPORT_DEALS_H

#include "report/facts.h"

struct deals {
    struct gp_eventlog *log;
    struct gp_stats stats;
    struct gp_ingest_result ingest; /* counts only; no sources */
    struct gp_facts facts;
};

/* For cmocka: *state is a struct deals. */
int deals_set_up(void **state);
int deals_tear_down(void **state);

#endif
