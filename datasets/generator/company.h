/* company.h - the people: how many there are, who is where, and when they work.
 *
 * A pool is the people of one team (of one team in one region). Its work is done at
 * desks: a desk does one thing at a time, first come, first served. Normally a desk is
 * a person. With shifts the people take turns at the desks, day by day; and in a log of
 * millions of cases one person has several desks, so that a few hundred people can do
 * it all.
 */
#ifndef DATASETS_COMPANY_H
#define DATASETS_COMPANY_H

#include "process.h"

enum { MAX_POOLS = 20, MAX_PEOPLE = 1600 };

struct pool {
    uint8_t team;
    struct hours hours;
    struct calendar calendar;
    uint32_t first_desk, n_desks;
    uint16_t first_person, n_people;
    uint16_t seats; /* desks that have people of their own */
    uint8_t shifts;
};

struct company {
    const struct process *process;
    struct pool pool[MAX_POOLS];
    unsigned n_pools;
    uint8_t pool_of_person[MAX_PEOPLE];
    uint16_t n_people;
    uint32_t n_desks;
};

/* Pool of a team; region matters for teams that have one pool a region. */
unsigned company_pool(const struct process *p, unsigned team, unsigned region);
unsigned company_n_pools(const struct process *p);

/* Hires for the minutes of work that each pool will get in so many weeks. */
void company_hire(struct company *c, const struct process *p, const uint64_t *work,
                  uint32_t weeks, uint32_t most_people);

/* Who sits at this desk at this minute. */
uint16_t company_person(const struct pool *p, uint32_t desk, uint32_t minute);

/* NONE for NOBODY. */
uint8_t company_team(const struct company *c, uint16_t person);

/* "Zoë Lindqvist", the same for the same number; returns its length. */
unsigned company_name(uint16_t person, char *out, unsigned size);

#endif
