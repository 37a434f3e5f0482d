/* company.c - hiring, seating and naming.
 *
 * Seating with shifts, e.g. two seats and two shifts a day: there are four places a day
 * (seat 0 early, seat 0 late, seat 1 early, seat 1 late) and six people. On day d the
 * person in place q is (q + d) mod 6: nobody has two places, everybody has days off.
 */
#include "company.h"

#include <assert.h>
#include <stdio.h>

static const char *const first_names[] = {
    "Anna",   "Björn",  "Chloé",  "David",  "Elena",   "Farid",  "Grace",  "Håkan",
    "Inés",   "Jörg",   "Katrin", "Liam",   "María",   "Nils",   "Olga",   "Paul",
    "Quinn",  "René",   "Saskia", "Tomás",  "Ursula",  "Viktor", "Wanda",  "Xavier",
    "Yasmin", "Zoë",    "Aoife",  "Bruno",  "Cécile",  "Dirk",   "Emília", "Florian",
    "Gül",    "Henrik", "Isabel", "Jürgen", "Kerstin", "Lars",   "Mirko",  "Nuria",
};
static const char *const last_names[] = {
    "Andersson", "Becker", "Castro",  "Dahl",    "Eriksen",    "Fernández", "Groß",
    "Hughes",    "Ibáñez", "Jansen",  "Köhler",  "Lindqvist",  "Müller",    "Nowak",
    "O'Brien",   "Peña",   "Quiroga", "Richter", "Sørensen",   "Taylor",    "Uribe",
    "Vogel",     "Walsh",  "Ximénez", "Young",   "Zimmermann", "Åberg",     "Blanc",
    "Çelik",     "Durand", "Ekström", "Fischer", "García",     "Hansen",    "Iversen",
    "Jones",     "Krüger", "López",   "Meyer",   "Nygård",     "Özdemir",   "Pereira",
};

enum {
    FIRST_NAMES = sizeof first_names / sizeof *first_names,
    LAST_NAMES = sizeof last_names / sizeof *last_names,
};

static unsigned pools_of(const struct process *p, unsigned team)
{
    return p->teams[team].by_region ? p->n_regions : 1;
}

static unsigned pools_before(const struct process *p, unsigned team)
{
    unsigned n = 0;

    for (unsigned i = 0; i < team; i++)
        n += pools_of(p, i);
    return n;
}

unsigned company_pool(const struct process *p, unsigned team, unsigned region)
{
    return pools_before(p, team) + (p->teams[team].by_region ? region : 0);
}

unsigned company_n_pools(const struct process *p)
{
    return pools_before(p, p->n_teams);
}

static uint32_t at_least(uint32_t n, uint32_t least)
{
    return n > least ? n : least;
}

static uint32_t at_most(uint32_t n, uint32_t most)
{
    return n < most ? n : most;
}

static uint32_t minutes_a_week(const struct calendar *c)
{
    uint32_t sum = 0;

    for (unsigned i = 0; i < c->n; i++)
        sum += (uint32_t)(c->block[i].to - c->block[i].from);
    return sum;
}

/* With shifts there are seven days to fill and everybody works five of them. */
static uint32_t people_for(const struct team *t, uint32_t seats)
{
    return t->shifts ? (seats * t->shifts * 7 + 4) / 5 : seats;
}

static uint32_t seats_for(const struct team *t, uint32_t people)
{
    return t->shifts ? people * 5 / 7 / t->shifts : people;
}

static void fill_pool(struct company *c, struct pool *p, const struct team *t,
                      uint64_t work, uint32_t weeks, uint32_t most)
{
    uint64_t able = (uint64_t)minutes_a_week(&p->calendar) * weeks * t->busy / 100;
    uint32_t most_seats = t->shifts ? at_least(seats_for(t, most), 1) : most;

    assert(able > 0);
    p->shifts = t->shifts;
    p->first_desk = c->n_desks;
    p->n_desks = at_least((uint32_t)(work / able) + 1, seats_for(t, t->fewest));
    p->seats = (uint16_t)at_most(p->n_desks, most_seats);
    p->first_person = c->n_people;
    p->n_people = (uint16_t)at_least(people_for(t, p->seats), t->fewest);
    c->n_desks += p->n_desks;
    c->n_people = (uint16_t)(c->n_people + p->n_people);
    assert(c->n_people <= MAX_PEOPLE);
}

void company_hire(struct company *c, const struct process *p, const uint64_t *work,
                  uint32_t weeks, uint32_t most_people)
{
    uint32_t most = at_least(most_people / company_n_pools(p), 1);

    *c = (struct company){.process = p};
    for (unsigned team = 0; team < p->n_teams; team++) {
        const struct team *t = &p->teams[team];

        for (unsigned r = 0; r < pools_of(p, team); r++) {
            struct pool *pool = &c->pool[c->n_pools];

            pool->team = (uint8_t)team;
            pool->hours = t->by_region ? p->region_hours[r] : t->hours;
            pool->calendar = calendar_of(&pool->hours);
            fill_pool(c, pool, t, work[c->n_pools], weeks, most);
            for (unsigned i = 0; i < pool->n_people; i++)
                c->pool_of_person[pool->first_person + i] = (uint8_t)c->n_pools;
            c->n_pools++;
        }
    }
}

uint16_t company_person(const struct pool *p, uint32_t desk, uint32_t minute)
{
    uint32_t seat = desk % p->seats, place = seat;

    if (p->shifts) {
        bool late = p->shifts == 2 && minute % DAY >= p->hours.again_from;

        place = (seat * p->shifts + late + minute / DAY) % p->n_people;
    }
    return (uint16_t)(p->first_person + place);
}

uint8_t company_team(const struct company *c, uint16_t person)
{
    return person == NOBODY ? NONE : c->pool[c->pool_of_person[person]].team;
}

/* Every pair of names once before the first repeats: the step to the next last name has
 * no divisor in common with their number. */
unsigned company_name(uint16_t person, char *out, unsigned size)
{
    unsigned number = person, first = number % FIRST_NAMES;
    unsigned last = (13 * number + number / FIRST_NAMES) % LAST_NAMES;

    return (unsigned)snprintf(out, size, "%s %s", first_names[first], last_names[last]);
}
