/* dice.c - SplitMix64: a counter with a golden step, its bits mixed.
 *
 * Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014).
 * One word of state makes a stream per case affordable: ten million of them are begun
 * and forgotten without memory.
 */
#include "dice.h"

static const uint64_t GOLDEN = 0x9e3779b97f4a7c15u;

static uint64_t mixed(uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

struct dice dice_for(uint64_t seed, uint64_t number, enum purpose purpose)
{
    uint64_t key = mixed(seed + GOLDEN * ((uint64_t)purpose + 1));

    return (struct dice){mixed(key ^ mixed(number + GOLDEN))};
}

uint64_t dice_next(struct dice *d)
{
    d->state += GOLDEN;
    return mixed(d->state);
}

uint32_t dice_below(struct dice *d, uint32_t n)
{
    return (uint32_t)(((dice_next(d) >> 32) * n) >> 32);
}

uint32_t dice_between(struct dice *d, uint32_t least, uint32_t most)
{
    return least + dice_below(d, most - least + 1);
}

bool dice_chance(struct dice *d, uint32_t per_mille)
{
    return dice_below(d, 1000) < per_mille;
}
