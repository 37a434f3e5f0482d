/* calendar.c - see calendar.h.
 *
 * The stretches that are open are written out in UTC once, in order, each with all
 * business time before it; a look-up is a binary search. Opening hours are local times:
 * on the day the clocks jump, 00:00-24:00 is 23 or 25 hours long.
 *
 *   stretch   [from, to)              before   days before   of its day before, length
 *   Fri       09:00-17:00             32 h     4             0 h, 8 h
 *   Mon       09:00-12:00             40 h     5             0 h, 7 h
 *   Mon       13:00-17:00             43 h     5             3 h, 7 h
 */
#include "base/calendar.h"

#include "base/calendar_text.h"
#include "base/instant.h"
#include "base/mem.h"
#include "base/zone.h"

#include <string.h>

struct stretch {
    int64_t from, to;   /* us UTC */
    int64_t before;     /* us open before it */
    int64_t day_before; /* us of its day before it */
    int64_t day_length; /* us of its day; > 0 */
    int64_t days;       /* open days before its day */
};

/* Of everybody, or of one who is named: then what is shared is lent. */
struct gp_calendar {
    struct gp_calendar_parts parts;
    struct gp_zone *zone;
    struct gp_text name;
    struct gp_calendar_text *text; /* of the part */
    struct stretch *open;
    size_t n, cap;
    struct gp_calendar *named; /* [parts.n - 1] */
};

void gp_calendar_free(struct gp_calendar *c)
{
    size_t i;

    if (c == NULL)
        return;
    for (i = 0; c->named != NULL && i + 1 < c->parts.n; i++)
        gp_free(c->named[i].open);
    gp_free(c->named);
    gp_calendar_parts_release(&c->parts);
    gp_zone_free(c->zone);
    gp_text_release(&c->name);
    gp_free(c->open);
    gp_free(c);
}

static enum gp_status open_zone(struct gp_calendar *c, const char *file, const char *tz,
                                struct gp_err *err)
{
    if (c->parts.zone[0] == '\0')
        return gp_zone_open(tz, &c->zone, err);
    if (gp_zone_open(c->parts.zone, &c->zone, err) == GP_OK)
        return GP_OK;
    return err->status == GP_SYSTEM
               ? GP_SYSTEM
               : gp_fail_at(err, GP_USAGE, file, 0,
                            "zone %s: found no such zone; expected UTC, an offset such "
                            "as +02:00, or a name such as Europe/Berlin",
                            c->parts.zone);
}

static bool name_parts(struct gp_calendar *c, const char *file)
{
    const char *slash = strrchr(file, '/');
    size_t i;

    gp_text_add(&c->name, slash != NULL ? slash + 1 : file);
    c->text = &c->parts.part[0].text;
    c->named = gp_array_zero(c->parts.n, sizeof *c->named);
    if (!gp_text_ok(&c->name) || c->named == NULL)
        return false;
    for (i = 0; i + 1 < c->parts.n; i++) {
        c->named[i].zone = c->zone;
        c->named[i].text = &c->parts.part[i + 1].text;
    }
    return true;
}

enum gp_status gp_calendar_parse(const char *file, struct gp_slice bytes,
                                 const char *tz, struct gp_calendar **out,
                                 struct gp_err *err)
{
    struct gp_calendar *c = gp_array_zero(1, sizeof *c);
    enum gp_status st;

    *out = NULL;
    if (c == NULL)
        return gp_fail_memory(err);
    st = gp_calendar_parts_read(&c->parts, file, bytes, err);
    if (st == GP_OK)
        st = open_zone(c, file, tz, err);
    if (st == GP_OK && !name_parts(c, file))
        st = gp_fail_memory(err);
    if (st != GP_OK) {
        gp_calendar_free(c);
        return st;
    }
    *out = c;
    return GP_OK;
}

size_t gp_calendar_n_named(const struct gp_calendar *c)
{
    return c->parts.n - 1;
}

const struct gp_calendar *gp_calendar_named(const struct gp_calendar *c, size_t i,
                                            const char **name, uint64_t *line)
{
    *name = c->parts.part[i + 1].name;
    *line = c->parts.part[i + 1].line;
    return &c->named[i];
}

enum gp_status gp_calendar_usual(const char *tz, struct gp_calendar **out,
                                 struct gp_err *err)
{
    static const char hours[] = "Mon-Fri 09:00-17:00";

    return gp_calendar_parse(hours, gp_slice(hours), tz, out, err);
}

void gp_calendar_say(struct gp_text *out, const struct gp_calendar *c)
{
    gp_text_add(out, gp_text_z(&c->name));
    gp_text_add(out, ", ");
    gp_text_add(out, gp_zone_name(c->zone));
}

/* ---- the stretches ---- */

static int64_t day_of(int64_t us)
{
    return us / GP_DAY_US - (us % GP_DAY_US < 0);
}

static int64_t instant_of(struct gp_calendar *c, int64_t day, unsigned minute)
{
    enum gp_local how;

    return gp_zone_to_utc(c->zone, day * GP_DAY_US + minute * GP_MINUTE_US, &how);
}

/* Appends the stretches of a day; false when memory is short. */
static bool add_day(struct gp_calendar *c, int64_t day, int64_t *before, int64_t *days)
{
    const struct gp_hours *h = gp_calendar_hours_of(c->text, day);
    size_t first = c->n, i;
    int64_t length = 0;

    if (!gp_reserve(&c->open, &c->cap, c->n + h->n))
        return false;
    for (i = 0; i < h->n; i++) {
        struct stretch s = {.from = instant_of(c, day, h->shift[i].from),
                            .to = instant_of(c, day, h->shift[i].to),
                            .before = *before,
                            .day_before = length,
                            .days = *days};

        if (s.from >= s.to) /* the clocks jumped over it */
            continue;
        *before += s.to - s.from;
        length += s.to - s.from;
        c->open[c->n++] = s;
    }
    for (i = first; i < c->n; i++)
        c->open[i].day_length = length;
    *days += length > 0;
    return true;
}

static bool add_days(struct gp_calendar *c, int64_t day, int64_t last)
{
    int64_t before = 0, days = 0;

    for (c->n = 0; day <= last; day++)
        if (!add_day(c, day, &before, &days))
            return false;
    return true;
}

enum gp_status gp_calendar_cover(struct gp_calendar *c, int64_t from, int64_t to,
                                 struct gp_err *err)
{
    int64_t day = day_of(from) - 2, last = day_of(to) + 2;
    bool good = add_days(c, day, last);
    size_t i;

    for (i = 0; good && i + 1 < c->parts.n; i++)
        good = add_days(&c->named[i], day, last);
    return good ? GP_OK : gp_fail_memory(err);
}

/* ---- look-up ---- */

/* The last stretch that begins at or before t; NULL: t is before all of them. */
static const struct stretch *last_begun(const struct gp_calendar *c, int64_t t)
{
    size_t low = 0, high = c->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (c->open[middle].from <= t)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? &c->open[low - 1] : NULL;
}

static int64_t passed(const struct stretch *s, int64_t t)
{
    return (t < s->to ? t : s->to) - s->from;
}

static int64_t time_until(const struct gp_calendar *c, int64_t t)
{
    const struct stretch *s = last_begun(c, t);

    return s != NULL ? s->before + passed(s, t) : 0;
}

static int64_t days_until(const struct gp_calendar *c, int64_t t)
{
    const struct stretch *s = last_begun(c, t);

    if (s == NULL)
        return 0;
    return s->days * GP_DAY_US + (int64_t)((gp_i128)(s->day_before + passed(s, t)) *
                                           GP_DAY_US / s->day_length);
}

int64_t gp_calendar_time(const struct gp_calendar *c, int64_t from, int64_t to)
{
    return to > from ? time_until(c, to) - time_until(c, from) : 0;
}

int64_t gp_calendar_days(const struct gp_calendar *c, int64_t from, int64_t to)
{
    return to > from ? days_until(c, to) - days_until(c, from) : 0;
}
