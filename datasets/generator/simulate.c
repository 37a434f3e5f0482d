/* simulate.c - a discrete-event simulation with one heap: steps that are ready to
 * begin.
 *
 *   a case is ready at t  ->  it joins the queue of a desk  ->  start, end
 *                         ->  its next step is ready at end, or later if the customer
 *                             has to make up their mind first
 *
 * Steps are taken from the heap in time order, and a desk serves them in that order. So
 * a queue needs no list: the minute at which the desk will be free says all about it,
 * and start = the first minute from then on at which the work fits into its hours.
 *
 * Waits are real: they come from other cases' work, nights, weekends and batch days.
 */
#include "simulate.h"

#include "need.h"

#include <assert.h>
#include <stdlib.h>

static const uint32_t NO_DESK = UINT32_MAX;
enum { SHORTEST_REPLY = 20 /* minutes a customer takes at least */ };

/* A case under way. */
struct live {
    uint32_t due;   /* when the customer wants it to be over */
    uint32_t owner; /* desk, or NO_DESK */
    uint16_t at;    /* its next step */
};

struct heap {
    uint64_t *key; /* minute << 32 | case: ties go to the older case */
    size_t n, room;
};

struct arrivals {
    const struct process *process;
    struct dice dice;
    uint32_t hour, n_cases;
    uint64_t passed, whole; /* weight before this hour, and of all hours */
};

struct simulation {
    const struct settings *settings;
    const struct process *process;
    const struct company *company;
    struct log *log;
    struct dice dice;
    struct live *live; /* by case */
    uint32_t *free_at; /* by desk */
    struct heap ready;
};

static void heap_push(struct heap *h, uint64_t key)
{
    size_t i = h->n++;

    assert(h->n <= h->room);
    for (; i > 0 && h->key[(i - 1) / 2] > key; i = (i - 1) / 2)
        h->key[i] = h->key[(i - 1) / 2];
    h->key[i] = key;
}

static uint64_t heap_pop(struct heap *h)
{
    uint64_t top = h->key[0], last = h->key[--h->n];
    size_t i = 0, child;

    while ((child = 2 * i + 1) < h->n) {
        if (child + 1 < h->n && h->key[child + 1] < h->key[child])
            child++;
        if (h->key[child] >= last)
            break;
        h->key[i] = h->key[child];
        i = child;
    }
    h->key[i] = last;
    return top;
}

/* In fine units, so that many cases can begin in one hour. */
static uint64_t arrivals_weight(const struct process *p, uint32_t hour)
{
    return (uint64_t)p->arrivals(hour) << 10;
}

static struct arrivals arrivals_begin(const struct settings *s, uint32_t n_cases)
{
    struct arrivals a = {.process = s->process,
                         .dice = dice_for(s->seed, 0, FOR_ARRIVALS),
                         .n_cases = n_cases};

    for (uint32_t hour = 0; hour < (s->weeks - s->quiet) * (WEEK / HOUR); hour++)
        a.whole += arrivals_weight(s->process, hour);
    return a;
}

/* Case i arrives when (i + a random part of one) / n of all weight has passed:
 * ascending, dense where the weight is, and never two cases far from their turn. */
static uint32_t arrivals_next(struct arrivals *a, uint32_t case_no)
{
    uint64_t goal = (case_no * a->whole + dice_next(&a->dice) % a->whole) / a->n_cases;
    uint64_t weight;

    while (weight = arrivals_weight(a->process, a->hour), a->passed + weight <= goal) {
        a->passed += weight;
        a->hour++;
    }
    return a->hour * HOUR + (uint32_t)((goal - a->passed) * HOUR / weight);
}

/* Has this person already done that activity in the case? */
static bool has_done(const struct event *trace, unsigned n, uint8_t activity,
                     uint16_t person)
{
    for (unsigned i = 0; i < n; i++)
        if (trace[i].activity == activity && trace[i].person == person)
            return true;
    return false;
}

struct offer {
    uint32_t desk, start;
    uint16_t person;
};

static struct offer ask(const struct simulation *s, const struct pool *p, uint32_t desk,
                        uint32_t ready, uint32_t work)
{
    uint32_t from = s->free_at[desk] > ready ? s->free_at[desk] : ready;
    uint32_t start = calendar_fit(&p->calendar, from, work);

    return (struct offer){desk, start, company_person(p, desk - p->first_desk, start)};
}

/* Two desks are asked and the earlier one taken: nearly as good as asking all of them
 * (Mitzenmacher 2001, "the power of two choices"), and the same at any size. Desks
 * whose person may not do it are passed over. Returns how many could. */
static unsigned ask_two(struct simulation *s, const struct pool *p,
                        const struct event *trace, unsigned at, uint32_t ready,
                        uint32_t work, struct offer *best)
{
    uint8_t apart = s->process->activities[trace[at].activity].apart_from;
    uint32_t first = dice_below(&s->dice, p->n_desks);
    unsigned asked = 0;

    for (uint32_t i = 0; i < p->n_desks && asked < 2; i++) {
        uint32_t desk = p->first_desk + (first + i) % p->n_desks;
        struct offer o = ask(s, p, desk, ready, work);

        if (apart != NONE && has_done(trace, at, apart, o.person))
            continue;
        if (asked++ == 0 || o.start < best->start)
            *best = o;
    }
    return asked;
}

/* Where nobody may do it today, tomorrow's shift may. */
static struct offer find_desk(struct simulation *s, const struct pool *p,
                              const struct event *trace, unsigned at, uint32_t ready,
                              uint32_t work)
{
    struct offer best;

    for (unsigned days = 0; days < 30; days++, ready += DAY)
        if (ask_two(s, p, trace, at, ready, work, &best))
            return best;
    return ask(s, p, p->first_desk, ready, work);
}

static bool sits_in(const struct pool *p, uint32_t desk)
{
    return desk >= p->first_desk && desk < p->first_desk + p->n_desks;
}

/* A person of the step's team does it. */
static void work_on(struct simulation *s, struct event *trace, struct live *l,
                    uint32_t ready)
{
    const struct process *p = s->process;
    struct event *e = &trace[l->at];
    const struct activity *a = &p->activities[e->activity];
    unsigned region = 0;
    uint32_t work = dice_between(&s->dice, a->least, a->most);
    const struct pool *pool;
    struct offer o;

    if (p->teams[a->team].by_region)
        region = process_attribute(p, s->settings->seed, e->case_no, p->region);
    pool = &s->company->pool[company_pool(p, a->team, region)];
    if (a->doer == BY_OWNER && sits_in(pool, l->owner))
        o = ask(s, pool, l->owner, ready, work);
    else
        o = find_desk(s, pool, trace, l->at, ready, work);
    if (a->doer == BY_OWNER)
        l->owner = o.desk;
    e->person = o.person;
    e->start = o.start;
    e->end = o.start + work;
    s->free_at[o.desk] = e->end;
}

static bool is_self_service(const struct simulation *s, uint32_t case_no)
{
    const struct process *p = s->process;
    uint32_t value = process_attribute(p, s->settings->seed, case_no, p->self_service);

    return p->self_service_values >> value & 1;
}

static bool waits_for_customer(const struct activity *a)
{
    return a->after_customer || a->doer == BY_CUSTOMER;
}

/* The time until the case is due, less what the company's own steps will need, is
 * shared among the waits for the customer still to come: each takes a fair share on
 * average, the last one whatever is left. */
static uint32_t customer_takes(struct simulation *s, const struct event *trace,
                               unsigned n, const struct live *l, uint32_t now)
{
    uint32_t left = l->due > now ? l->due - now : 0, waits = 0, company;

    for (unsigned i = l->at; i < n; i++)
        waits += waits_for_customer(&s->process->activities[trace[i].activity]);
    if (waits > 1) {
        company = (n - l->at) * s->process->step_takes;
        left = left > company ? left - company : 0;
        left = dice_below(&s->dice, 2 * left / waits + 1);
    }
    return left > SHORTEST_REPLY ? left : SHORTEST_REPLY;
}

static void do_step(struct simulation *s, uint32_t case_no, uint32_t ready)
{
    struct event *trace = s->log->event + s->log->first[case_no];
    unsigned n = (unsigned)(s->log->first[case_no + 1] - s->log->first[case_no]);
    struct live *l = &s->live[case_no];
    struct event *e = &trace[l->at];
    enum doer doer = s->process->activities[e->activity].doer;

    if (doer == BY_CUSTOMER) {
        e->person = trace[l->at - 1].person;
        e->start = ready;
        e->end = ready + customer_takes(s, trace, n, l, ready);
    } else if (doer == BY_SYSTEM && is_self_service(s, case_no)) {
        e->start = e->end = ready;
    } else {
        work_on(s, trace, l, ready);
    }
    if (l->at == 0)
        l->due = e->start + s->process->pace(&s->dice);
    if (++l->at == n)
        return;
    ready = e->end;
    if (s->process->activities[trace[l->at].activity].after_customer)
        ready += customer_takes(s, trace, n, l, ready);
    heap_push(&s->ready, (uint64_t)ready << 32 | case_no);
}

static void run(struct simulation *s)
{
    uint32_t n_cases = s->log->n_cases, arrived = 0;
    struct arrivals arrivals = arrivals_begin(s->settings, n_cases);
    uint32_t arrives = arrivals_next(&arrivals, 0);

    while (arrived < n_cases || s->ready.n > 0) {
        if (arrived < n_cases &&
            (s->ready.n == 0 || arrives <= s->ready.key[0] >> 32)) {
            do_step(s, arrived++, arrives);
            if (arrived < n_cases)
                arrives = arrivals_next(&arrivals, arrived);
        } else {
            uint64_t key = heap_pop(&s->ready);

            do_step(s, (uint32_t)key, (uint32_t)(key >> 32));
        }
    }
}

void simulate(const struct settings *settings, const struct company *c, struct log *log)
{
    struct simulation s = {
        .settings = settings,
        .process = settings->process,
        .company = c,
        .log = log,
        .dice = dice_for(settings->seed, 0, FOR_WORK),
        .live = need(log->n_cases, sizeof *s.live),
        .free_at = need(c->n_desks, sizeof *s.free_at),
        .ready = {need(log->n_cases, sizeof(uint64_t)), 0, log->n_cases}};

    for (uint32_t i = 0; i < log->n_cases; i++)
        s.live[i].owner = NO_DESK;
    run(&s);
    free(s.live);
    free(s.free_at);
    free(s.ready.key);
}
