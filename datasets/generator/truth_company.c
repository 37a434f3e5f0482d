/* truth_company.c - how the company was set up: batches, hours, people. */
#include "truth.h"

#include <stdio.h>

static void put_days(struct json *j, unsigned days)
{
    static const char *const names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};

    json_row_open(j, "days", '[');
    for (unsigned day = 0; day < 7; day++)
        if (days & (1u << day))
            json_text(j, NULL, names[day]);
    json_close(j);
}

static void put_stretch(struct json *j, uint16_t from, uint16_t to)
{
    char text[16];

    if (from == to)
        return;
    snprintf(text, sizeof text, "%02u:%02u-%02u:%02u", from / HOUR, from % HOUR,
             to / HOUR, to % HOUR);
    json_text(j, NULL, text);
}

static void put_hours(struct json *j, const struct hours *h)
{
    put_days(j, h->days);
    json_row_open(j, "hours", '[');
    put_stretch(j, h->from, h->to);
    put_stretch(j, h->again_from, h->again_to);
    json_close(j);
}

static const char *region_of(const struct story *s, unsigned pool)
{
    const struct process *p = s->settings->process;
    const struct pool *first = &s->company->pool[pool];

    if (!p->teams[first->team].by_region)
        return NULL;
    return p->attributes[p->region].values[pool - company_pool(p, first->team, 0)];
}

static void put_working_hours(struct json *j, const struct story *s)
{
    json_open(j, "working_hours", '[');
    for (unsigned i = 0; i < s->company->n_pools; i++) {
        const struct pool *p = &s->company->pool[i];

        json_row_open(j, NULL, '{');
        json_text(j, "group", truth_team(s, p->team));
        json_text(j, "region", region_of(s, i));
        json_number(j, "people", p->n_people);
        json_number(j, "shifts", p->shifts);
        put_hours(j, &p->hours);
        json_close(j);
    }
    json_close(j);
}

static void put_people(struct json *j, const struct pool *p)
{
    char name[64];

    json_row_open(j, "people", '[');
    for (unsigned i = 0; i < p->n_people; i++) {
        company_name((uint16_t)(p->first_person + i), name, sizeof name);
        json_text(j, NULL, name);
    }
    json_close(j);
}

static void put_batches(struct json *j, const struct story *s)
{
    const struct process *p = s->settings->process;

    json_open(j, "batches", '[');
    for (unsigned a = 0; a < p->n_activities; a++) {
        uint8_t team = p->activities[a].team;
        const struct pool *pool;

        if (team == NONE || !p->teams[team].batches)
            continue;
        pool = &s->company->pool[company_pool(p, team, 0)];
        json_open(j, NULL, '{');
        json_text(j, "activity", p->activities[a].name);
        json_text(j, "group", p->teams[team].name);
        put_hours(j, &pool->hours);
        put_people(j, pool);
        json_close(j);
    }
    json_close(j);
}

void truth_put_company(struct json *j, const struct story *s)
{
    put_batches(j, s);
    put_working_hours(j, s);
}
