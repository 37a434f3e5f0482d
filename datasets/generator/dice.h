/* dice.h - chance that is the same on every machine.
 *
 * Whole numbers only: no floating point decides what happens, so that a seed gives the
 * same log everywhere. Each use takes a stream of its own (seed, number, purpose): what
 * one part of the generator draws never changes what another part draws.
 */
#ifndef DATASETS_DICE_H
#define DATASETS_DICE_H

#include <stdbool.h>
#include <stdint.h>

struct dice {
    uint64_t state;
};

/* What a stream is for. The numbers are part of the data: new ones go at the end. */
enum purpose {
    FOR_PATH,
    FOR_ATTRIBUTES,
    FOR_ARRIVALS,
    FOR_WORK,
    FOR_DEPARTURES,
    FOR_DUPLICATES,
    FOR_DIRT,
};

struct dice dice_for(uint64_t seed, uint64_t number, enum purpose purpose);

uint64_t dice_next(struct dice *d);

/* 0 .. n - 1, n >= 1. */
uint32_t dice_below(struct dice *d, uint32_t n);

/* least .. most, both included. */
uint32_t dice_between(struct dice *d, uint32_t least, uint32_t most);

/* True with probability per_mille / 1000. */
bool dice_chance(struct dice *d, uint32_t per_mille);

#endif
