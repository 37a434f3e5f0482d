/* gen.c - see gen.h. */
#include "tests/support/gen.h"

#include "tests/support/logged.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

/* splitmix64 (Steele, Lea, Flood 2014). */
uint64_t gen_next(struct gen *g)
{
    uint64_t z = g->state += UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

uint64_t gen_below(struct gen *g, uint64_t n)
{
    return gen_next(g) % n;
}

bool gen_chance(struct gen *g, unsigned percent)
{
    return gen_below(g, 100) < percent;
}

/* Names that sort differently by bytes than by eye, and prefixes of each other. */
static const char *const activities[] = {"b",   "a",        "ab",  "B",
                                         "a,b", "\xC3\xA9", "a b", "=c"};
static const char *const owners[] = {"Zoe",   "ann",          "Ann",
                                     "Ann B", "\xE6\x9D\x8E", "#5"};
static const char *const cases[] = {
    "10", "9",  "0012", "12", "x",  "X",  "x-1", "x-10", "x-2", "\xC3\xA4", "7",
    "70", "71", "72",   "73", "74", "75", "76",  "77",   "78",  "79",       "80",
    "81", "82", "83",   "84", "85", "86", "87",  "88",   "89",  "90"};

enum { ACTIVITIES = sizeof activities / sizeof *activities };
enum { OWNERS = sizeof owners / sizeof *owners };
enum { CASES = sizeof cases / sizeof *cases };

struct plan {
    uint64_t n_cases, n_activities, n_resources, n_groups, n_times, longest;
    unsigned missing; /* percent of events without an owner */
    int64_t unit, origin;
};

static struct plan make_plan(struct gen *g)
{
    static const int64_t units[] = {1, 1000000, INT64_C(3600000000),
                                    INT64_C(86400000000)};
    struct plan p;

    p.n_cases = 1 + gen_below(g, gen_chance(g, 20) ? CASES : 8);
    p.n_activities = 1 + gen_below(g, ACTIVITIES);
    p.n_resources = 1 + gen_below(g, OWNERS);
    p.n_groups = 1 + gen_below(g, 3);
    p.n_times = gen_chance(g, 50) ? 6 : 1 + gen_below(g, 2000);
    p.longest = 1 + gen_below(g, 12);
    p.missing = gen_chance(g, 50) ? 0 : (unsigned)gen_below(g, 60);
    p.unit = units[gen_below(g, 4)];
    p.origin = gen_chance(g, 30) ? -p.unit * 500 : INT64_C(1300000000000000);
    return p;
}

static const char *owner(struct gen *g, const struct plan *p, uint64_t n)
{
    return gen_chance(g, p->missing) ? "" : owners[gen_below(g, n)];
}

static void add(struct naive_log *log, struct gen *g, const struct plan *p,
                const char *case_id)
{
    struct naive_event *e = &log->e[log->n];

    e->case_id = case_id;
    e->activity = activities[gen_below(g, p->n_activities)];
    e->owner[0] = log->has_resource ? owner(g, p, p->n_resources) : "";
    e->owner[1] = log->has_group ? owner(g, p, p->n_groups) : "";
    e->start =
        log->has_time ? p->origin + p->unit * (int64_t)gen_below(g, p->n_times) : 0;
    e->end = e->start;
    if (log->has_start)
        e->end += p->unit * (int64_t)gen_below(g, 1 + p->n_times / 4);
    log->n++;
}

static void shuffle(struct naive_log *log, struct gen *g)
{
    size_t i;

    for (i = log->n; i > 1; i--) {
        size_t k = (size_t)gen_below(g, i);
        struct naive_event e = log->e[k];

        log->e[k] = log->e[i - 1];
        log->e[i - 1] = e;
    }
}

struct naive_log gen_log(uint64_t seed)
{
    struct gen g = {seed};
    struct plan p = make_plan(&g);
    struct naive_log log = {0};
    uint64_t c, k, length;
    size_t i;

    log.has_time = !gen_chance(&g, 5);
    log.has_start = log.has_time && gen_chance(&g, 50);
    log.has_resource = gen_chance(&g, 90);
    log.has_group = gen_chance(&g, 60);
    log.e = calloc(CASES * 13, sizeof *log.e);
    assert_non_null(log.e);
    for (c = 0; c < p.n_cases; c++) {
        length = 1 + gen_below(&g, p.longest);
        for (k = 0; k < length; k++)
            add(&log, &g, &p, cases[c]);
    }
    shuffle(&log, &g);
    for (i = 0; i < log.n; i++)
        log.e[i].arrival = i;
    return log;
}

struct gp_eventlog *gen_eventlog(const struct naive_log *log)
{
    struct gp_eventlog *out = logged_begin("random.csv", log->has_time, log->has_start,
                                           log->has_resource, log->has_group);
    size_t i;

    for (i = 0; i < log->n; i++) {
        const struct naive_event *e = &log->e[i];

        logged_event(out, e->case_id, e->activity, e->owner[0], e->owner[1], e->start,
                     e->end);
    }
    assert_int_equal(gp_eventlog_group(out, NULL), GP_OK);
    return out;
}
