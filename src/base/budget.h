/* budget.h - how much memory a run may hold resident (--memory), and where the rest lies.
 *
 * Set once, before there are threads. From then on large arrays (big.h) lie in memory up
 * to three quarters of the budget and in nameless files beyond it; the rest is for all small
 * things and for the pages of those files in use, which a thread of its own drops when
 * the run gets larger than its budget (governor.h).
 */
#ifndef GP_BASE_BUDGET_H
#define GP_BASE_BUDGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The least that --memory accepts besides 0. Reading, dictionaries and a report need
 * this much whatever the log. */
#define GP_BUDGET_LEAST (UINT64_C(64) << 20)

/* bytes 0: as little as possible, so that small logs go through files, too (tests).
 * folder: for the files; borrowed for ever. */
void gp_budget_set(uint64_t bytes, const char *folder);

/* Half of what this machine, or the control group we run in, has; at least 256 MiB. */
uint64_t gp_budget_default(void);

bool gp_budget_is_set(void);
uint64_t gp_budget_bytes(void); /* UINT64_MAX unless set */
const char *gp_budget_folder(void);

/* Arrays from this size on are big; never unless a budget is set. */
size_t gp_budget_big(void);

/* A file for what did not fit could not be had; the last such sentence is kept for
 * gp_fail_memory. "" : there was none. */
void gp_budget_trouble(const char *what, int why, uint64_t needed);
const char *gp_budget_last_trouble(void);

#endif
