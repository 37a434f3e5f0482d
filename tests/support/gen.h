/* gen.h - random event logs from a seed, the same on every machine.
 *
 * Small on purpose: few names, few distinct times, so that ties, overlaps, repeats,
 * returns and missing owners are the rule and not the exception.
 */
#ifndef GP_TESTS_SUPPORT_GEN_H
#define GP_TESTS_SUPPORT_GEN_H

#include "eventlog/eventlog.h"
#include "tests/support/naive.h"

struct gen {
    uint64_t state;
};

uint64_t gen_next(struct gen *g);
uint64_t gen_below(struct gen *g, uint64_t n); /* 0 .. n - 1; n >= 1 */
bool gen_chance(struct gen *g, unsigned percent);

/* A log in file order, its events not yet ordered by case. Free with naive_free. */
struct naive_log gen_log(uint64_t seed);

/* The same events as an event log of the program, grouped; fails the test otherwise. */
struct gp_eventlog *gen_eventlog(const struct naive_log *log);

#endif
