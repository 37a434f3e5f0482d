/* timed.h - texts as times, with every form of a date accepted. */
#ifndef GP_TESTS_SUPPORT_TIMED_H
#define GP_TESTS_SUPPORT_TIMED_H

#include "base/instant.h"
#include "ingest/times.h"

/* 2024-03-05: 54 years of 365 days, 13 leap days, 31 + 29 + 4 days of 2024 */
#define DAY_5_MARCH (INT64_C(54) * 365 + 13 + 64)
#define AT_1405     (DAY_5_MARCH * GP_DAY_US + 14 * GP_HOUR_US + 5 * 60 * GP_SECOND_US)

/* Reads one text, its day and month in the order given. *us stays as it is when the text
 * is no time. */
enum gp_time_result timed_as(enum gp_time_order order, const char *text, int64_t *us);

/* Fails the test unless the text is this instant. */
void timed_is(enum gp_time_order order, const char *text, int64_t us);

/* Fails the test unless the text, day first, is no time for this reason. */
void timed_refused(const char *text, enum gp_time_result why);

#endif
