/* calendar.c - a week as a handful of blocks, searched from the front.
 *
 *   ready Thursday 16:50, 30 minutes of work, hours 9-12 and 13-17  ->  Friday 9:00
 */
#include "calendar.h"

#include <assert.h>
#include <stdbool.h>

enum { FIRST_YEAR = 2023, JANUARY_SECOND = 1, EPOCH_DAYS = 19359 };

static void add_block(struct calendar *c, unsigned day, uint16_t from, uint16_t to)
{
    if (from == to)
        return;
    c->block[c->n].from = (uint16_t)(day * DAY + from);
    c->block[c->n].to = (uint16_t)(day * DAY + to);
    c->n++;
}

struct calendar calendar_of(const struct hours *h)
{
    struct calendar c = {.n = 0};

    for (unsigned day = 0; day < 7; day++) {
        if (!(h->days & (1u << day)))
            continue;
        add_block(&c, day, h->from, h->to);
        add_block(&c, day, h->again_from, h->again_to);
    }
    return c;
}

uint32_t calendar_fit(const struct calendar *c, uint32_t ready, uint32_t work)
{
    uint32_t monday = ready - ready % WEEK;

    for (unsigned weeks = 0; weeks < 2; weeks++, monday += WEEK) {
        for (unsigned i = 0; i < c->n; i++) {
            uint32_t from = monday + c->block[i].from;
            uint32_t start = from > ready ? from : ready;

            if (start + work <= monday + c->block[i].to)
                return start;
        }
    }
    assert(false); /* a step that fits into no block: the tables are wrong */
    return ready;
}

static bool is_leap(unsigned year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static unsigned days_in(unsigned year, unsigned month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return days[month - 1] + (month == 2 && is_leap(year) ? 1u : 0u);
}

struct date calendar_date(uint32_t minute)
{
    unsigned day = minute / DAY + JANUARY_SECOND;
    unsigned year = FIRST_YEAR, month = 1;

    for (; day >= (is_leap(year) ? 366u : 365u); year++)
        day -= is_leap(year) ? 366 : 365;
    for (; day >= days_in(year, month); month++)
        day -= days_in(year, month);
    return (struct date){(uint16_t)year, (uint8_t)month, (uint8_t)(day + 1)};
}

int64_t calendar_epoch(uint32_t minute)
{
    return (EPOCH_DAYS * (int64_t)DAY + minute) * 60;
}
