/* count.c - one case at a time; "in how many cases" by remembering the last case seen.
 */
#include "count.h"

#include "need.h"

#include <stdlib.h>
#include <string.h>

struct work {
    const struct settings *settings;
    const struct company *company;
    struct counts *c;
    uint64_t *variant; /* hash of each case's path */
    bool *person_seen;
    const struct event *trace;
    size_t n;
    /* Has this case been counted there already? Number of the case + 1. */
    uint32_t in_activity[MAX_ACTIVITIES];
    uint32_t in_follows[MAX_ACTIVITIES][MAX_ACTIVITIES];
    uint32_t in_handoff[MAX_TEAMS][MAX_TEAMS], in_bounce[MAX_TEAMS][MAX_TEAMS];
    uint32_t in_person_handoff, in_person_unassigned, in_team_unassigned;
};

static bool is_new(uint32_t *seen, uint32_t case_no)
{
    bool is = *seen != case_no + 1;

    *seen = case_no + 1;
    return is;
}

static uint32_t wait_between(const struct event *a, const struct event *b)
{
    return b->start > a->end ? b->start - a->end : 0;
}

static void add_link(struct link *l, uint32_t *seen, const struct event *a,
                     const struct event *b)
{
    l->count++;
    l->cases += is_new(seen, a->case_no);
    l->wait += wait_between(a, b);
}

static void note_case(struct case_list *list, uint32_t case_no)
{
    if (list->count < SHOWN_CASES)
        list->id[list->count] = case_no;
    list->count++;
}

static void count_case(struct work *w)
{
    const struct event *first = &w->trace[0], *last = &w->trace[w->n - 1];
    bool over = export_is_over(w->settings->process, w->trace, w->n);
    struct counts *c = w->c;

    note_case(over ? &c->completed : &c->open, first->case_no);
    if (over)
        c->duration += last->end - first->start;
    c->activity[first->activity].starts++;
    c->activity[last->activity].ends++;
    c->first = first->start < c->first ? first->start : c->first;
}

static void count_event(struct work *w, const struct event *e)
{
    struct counts *c = w->c;
    struct activity_count *a = &c->activity[e->activity];

    c->events++;
    c->activities += a->events == 0;
    a->events++;
    a->cases += is_new(&w->in_activity[e->activity], e->case_no);
    c->last = e->end > c->last ? e->end : c->last;
    if (e->person != NOBODY && !w->person_seen[e->person]) {
        w->person_seen[e->person] = true;
        c->people++;
    }
}

/* The shape history has names but no teams. */
static uint8_t team_of(const struct work *w, const struct event *e)
{
    return w->settings->shape == HISTORY ? NONE : company_team(w->company, e->person);
}

static void count_link(struct work *w, const struct event *a, const struct event *b)
{
    struct counts *c = w->c;
    uint8_t from = team_of(w, a), to = team_of(w, b);

    add_link(&c->follows[a->activity][b->activity],
             &w->in_follows[a->activity][b->activity], a, b);
    c->overlaps += b->start < a->end;
    c->ties += a->start == b->start && a->end == b->end;
    if (from == NONE || to == NONE)
        add_link(&c->team_unassigned, &w->in_team_unassigned, a, b);
    else if (from != to)
        add_link(&c->team_handoff[from][to], &w->in_handoff[from][to], a, b);
    if (a->person == NOBODY || b->person == NOBODY)
        add_link(&c->person_unassigned, &w->in_person_unassigned, a, b);
    else if (a->person != b->person)
        add_link(&c->person_handoff, &w->in_person_handoff, a, b);
}

/* Runs of the same activity in a row. */
static void count_self_loops(struct work *w, uint8_t activity)
{
    struct rework_count *r = &w->c->rework[SELF_LOOP][activity];
    uint64_t before = r->occurrences;

    for (size_t i = 0, run; i < w->n; i = run) {
        for (run = i + 1; run < w->n && w->trace[run].activity == activity &&
                          w->trace[i].activity == activity;
             run++)
            r->occurrences++;
        r->time += w->trace[run - 1].end - w->trace[i].end;
    }
    r->cases += r->occurrences > before;
}

static void count_repeats(struct work *w, uint8_t activity)
{
    struct rework_count *r = &w->c->rework[REPEAT][activity];
    size_t first = w->n, last = 0, times = 0;

    for (size_t i = 0; i < w->n; i++) {
        if (w->trace[i].activity != activity)
            continue;
        first = times++ == 0 ? i : first;
        last = i;
    }
    if (times < 2)
        return;
    r->cases++;
    r->occurrences += times - 1;
    r->time += w->trace[last].end - w->trace[first].end;
}

static void count_reopens(struct work *w, uint8_t activity)
{
    struct rework_count *r = &w->c->rework[REOPEN][activity];
    size_t first = w->n;

    for (size_t i = 0; i + 1 < w->n; i++) {
        if (w->trace[i].activity != activity)
            continue;
        first = i < first ? i : first;
        r->occurrences++;
    }
    if (first == w->n)
        return;
    r->cases++;
    r->time += w->trace[w->n - 1].end - w->trace[first].end;
}

static void count_rework(struct work *w)
{
    for (size_t i = 0; i < w->n; i++) {
        uint8_t activity = w->trace[i].activity;
        size_t j = 0;

        while (w->trace[j].activity != activity)
            j++;
        if (j < i)
            continue; /* this activity's turn has been */
        count_self_loops(w, activity);
        count_repeats(w, activity);
        if (process_is_end(w->settings->process, activity))
            count_reopens(w, activity);
    }
}

/* Owners with equal neighbours merged and unknown ones left out: x y x is a bounce. The
 * pair counts by team only. */
static void count_bounces(struct work *w, struct bounces *b, bool by_team)
{
    uint32_t owner[3] = {0};
    unsigned known = 0;
    uint64_t before = b->bounces;

    for (size_t i = 0; i < w->n; i++) {
        const struct event *e = &w->trace[i];
        uint32_t who = by_team ? team_of(w, e) : e->person;

        if (who == (by_team ? NONE : NOBODY) || (known > 0 && who == owner[2]))
            continue;
        memmove(owner, owner + 1, 2 * sizeof *owner);
        owner[2] = who;
        b->handoffs += known++ > 0;
        if (known < 3 || owner[0] != owner[2])
            continue;
        b->bounces++;
        if (by_team) {
            b->pair[who][owner[1]].bounces++;
            b->pair[who][owner[1]].cases +=
                is_new(&w->in_bounce[who][owner[1]], e->case_no);
        }
    }
    b->cases += b->bounces > before;
}

static uint64_t path_hash(const struct event *trace, size_t n)
{
    uint64_t h = 1469598103934665603u;

    for (size_t i = 0; i < n; i++)
        h = (h ^ trace[i].activity) * 1099511628211u;
    return h ^ h >> 29;
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

static uint64_t count_distinct(uint64_t *value, size_t n)
{
    uint64_t distinct = 0;

    qsort(value, n, sizeof *value, by_value);
    for (size_t i = 0; i < n; i++)
        distinct += i == 0 || value[i] != value[i - 1];
    return distinct;
}

static uint64_t count_teams(const struct work *w)
{
    bool seen[MAX_TEAMS] = {false};
    uint64_t teams = 0;

    for (uint16_t i = 0; i < w->company->n_people && w->settings->shape != HISTORY;
         i++) {
        uint8_t team = company_team(w->company, i);

        if (!w->person_seen[i] || seen[team])
            continue;
        seen[team] = true;
        teams++;
    }
    return teams;
}

static void count_trace(struct work *w)
{
    count_case(w);
    for (size_t i = 0; i < w->n; i++) {
        count_event(w, &w->trace[i]);
        if (i > 0)
            count_link(w, &w->trace[i - 1], &w->trace[i]);
    }
    count_rework(w);
    count_bounces(w, &w->c->team_bounces, true);
    count_bounces(w, &w->c->person_bounces, false);
    w->variant[w->c->cases++] = path_hash(w->trace, w->n);
}

struct counts *count_log(const struct settings *s, const struct company *company,
                         const struct log *log)
{
    struct counts *c = need(1, sizeof *c);
    struct work *w = need(1, sizeof *w);

    *w = (struct work){.settings = s,
                       .company = company,
                       .c = c,
                       .variant = need(log->n_cases, sizeof *w->variant),
                       .person_seen = need(company->n_people, sizeof *w->person_seen)};
    c->first = UINT32_MAX;
    for (uint32_t i = 0; i < log->n_cases; i++) {
        w->trace = &log->event[log->first[i]];
        w->n = log->first[i + 1] - log->first[i];
        if (w->n > 0)
            count_trace(w);
    }
    c->variants = count_distinct(w->variant, c->cases);
    c->teams = count_teams(w);
    count_stalled(s, log, c);
    free(w->variant);
    free(w->person_seen);
    free(w);
    return c;
}
