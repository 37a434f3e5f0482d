/* times.c - see times.h.
 *
 *   "2011-10-11 13:45:40.276+02:00"
 *    date, cached: day 15258 | 13:45:40.276 | +02:00 -> minus 7200 s
 *
 * The date is compared with the one before by its bytes (rows of a log lie close in
 * time), so that calendar arithmetic happens once a day and not once a row; a clock as
 * most logs have it is read at once (time_plain.h), anything else digit by digit. Forms without numeric date
 * (epochs, month names) take the general scanner each time, which is the oracle of the
 * quick way too.
 */
#include "ingest/times.h"

#include "base/instant.h"
#include "ingest/time_names.h"
#include "ingest/time_plain.h"

#include <string.h>

enum { DAY_1900 = -25567, DAY_2200 = 84006 };

bool gp_time_needs_order(enum gp_time_form form)
{
    return form == GP_FORM_DOT || form == GP_FORM_SLASH || form == GP_FORM_DASH;
}

struct gp_time_reading gp_time_in_order(enum gp_time_order order)
{
    struct gp_time_reading r = {0};
    int form;

    for (form = GP_FORM_ISO; form < GP_FORM_EXCEL; form++)
        r.accept[form] = true;
    r.order[GP_FORM_DOT] = r.order[GP_FORM_SLASH] = r.order[GP_FORM_DASH] = order;
    return r;
}

static enum gp_time_result plausible_day(int64_t day)
{
    return day >= DAY_1900 && day < DAY_2200 ? GP_TIME_OK : GP_TIME_IMPLAUSIBLE;
}

enum gp_time_result gp_time_day(const struct gp_time_scan *t, enum gp_time_order order,
                                int64_t *day)
{
    int y = t->number[2], m = t->number[1], d = t->number[0];
    unsigned width = t->width[2];

    if (t->form == GP_FORM_ISO || t->form == GP_FORM_BASIC ||
        t->form == GP_FORM_EXCEL || order == GP_ORDER_YMD) {
        y = t->number[0];
        d = t->number[2];
        width = t->width[0];
    } else if (t->form != GP_FORM_NAMED && order == GP_ORDER_MDY) {
        m = t->number[0];
        d = t->number[1];
    } else if (t->form != GP_FORM_NAMED && order == GP_ORDER_UNKNOWN) {
        return GP_TIME_BAD;
    }
    y = gp_full_year(y, width);
    if (m < 1 || m > 12 || d < 1 || y > 99999)
        return GP_TIME_BAD;
    if (d > (int)gp_days_in_month(y, (unsigned)m))
        return GP_TIME_BAD;
    *day = gp_days_from_civil(y, (unsigned)m, (unsigned)d);
    return plausible_day(*day);
}

static inline void note(struct gp_time_parser *p, enum gp_time_note what)
{
    struct gp_time_noted *noted = &p->noted[what];

    if (noted->n < GP_TIME_LINES)
        noted->line[noted->n] = p->line;
    noted->n++;
}

/* Wall clock time -> UTC. */
static int64_t wall_to_utc(struct gp_time_parser *p, int64_t local)
{
    enum gp_local how = GP_LOCAL_ONCE;

    note(p, GP_TIME_WITHOUT_OFFSET);
    if (p->zone == NULL)
        return local;
    local = gp_zone_to_utc(p->zone, local, &how);
    if (how != GP_LOCAL_ONCE)
        note(p, how == GP_LOCAL_GAP ? GP_TIME_GAP : GP_TIME_OVERLAP);
    return local;
}

/* Wall clock or offset time -> UTC. */
static int64_t to_utc(struct gp_time_parser *p, int64_t local, bool has_offset,
                      int32_t offset_s)
{
    if (!has_offset)
        return wall_to_utc(p, local);
    note(p, GP_TIME_WITH_OFFSET);
    return local - (int64_t)offset_s * GP_SECOND_US;
}

static bool is_epoch(enum gp_time_form form)
{
    return form >= GP_FORM_EPOCH_S;
}

static enum gp_time_result finish_epoch(int64_t us, int64_t *out)
{
    int64_t day = us / GP_DAY_US - (us % GP_DAY_US < 0);

    if (plausible_day(day) != GP_TIME_OK)
        return GP_TIME_IMPLAUSIBLE;
    *out = us;
    return GP_TIME_OK;
}

static enum gp_time_result
finish(struct gp_time_parser *p, const struct gp_time_scan *t, int64_t day, int64_t *us)
{
    if (!t->has_time)
        note(p, GP_TIME_DATE_ONLY);
    if (t->leap_second)
        note(p, GP_TIME_LEAP_SECOND);
    *us = to_utc(p, day * GP_DAY_US + t->of_day_us, t->has_offset, t->offset_s);
    return GP_TIME_OK;
}

/* A text that no reading fits. */
static enum gp_time_result unread(struct gp_time_parser *p, struct gp_slice text)
{
    if (!gp_time_is_placeholder(text))
        return GP_TIME_BAD;
    note(p, GP_TIME_PLACEHOLDER);
    return GP_TIME_EMPTY;
}

static enum gp_time_result parse_any(struct gp_time_parser *p, struct gp_slice text,
                                     int64_t *us)
{
    struct gp_time_scan t;
    enum gp_time_result r;
    int64_t day = 0;

    if (p->reading.format != NULL) {
        if (!gp_time_format_scan(p->reading.format, text, &t))
            return unread(p, text);
    } else if (!gp_time_scan(text, &t)) {
        return unread(p, text);
    }
    if (t.form >= GP_FORM_EXCEL && p->reading.format == NULL &&
        !p->reading.accept[t.form])
        return GP_TIME_BAD; /* numbers are times only where the column has such */
    if (is_epoch(t.form)) {
        note(p, GP_TIME_WITH_OFFSET);
        return finish_epoch(t.of_day_us, us);
    }
    r = gp_time_day(
        &t, p->reading.format != NULL ? GP_ORDER_DMY : p->reading.order[t.form], &day);
    if (r == GP_TIME_BAD) {
        p->undecided += p->reading.format == NULL && gp_time_needs_order(t.form) &&
                        p->reading.order[t.form] == GP_ORDER_UNKNOWN;
        return unread(p, text);
    }
    return r == GP_TIME_OK ? finish(p, &t, day, us) : r;
}

static bool digit_at(struct gp_slice s, size_t i)
{
    return i < s.len && s.at[i] >= '0' && s.at[i] <= '9';
}

static bool same_date(const struct gp_time_parser *p, struct gp_slice s)
{
    return p->date_len != 0 && s.len >= p->date_len &&
           gp_bytes_eq(s.at, p->date, p->date_len) && !digit_at(s, p->date_len);
}

/* What most times do not need stands apart, so that it costs them nothing. */
#define APART __attribute__((noinline)) static

/* The date that the text begins with becomes that of the parser. False: there is no date of
 * numbers that can be read. */
APART bool new_date(struct gp_time_parser *p, struct gp_slice s)
{
    struct gp_time_scan t;
    int64_t day = 0;
    size_t n = 0;

    if (p->reading.format != NULL || !digit_at(s, 0) || !gp_scan_numbers(s, &n, &t) ||
        n > sizeof p->date ||
        gp_time_day(&t, p->reading.order[t.form], &day) != GP_TIME_OK)
        return false;
    memcpy(p->date, s.at, n);
    p->date_len = n;
    p->day = day;
    return true;
}

/* Behind the date there may be anything. */
APART bool dated_time(struct gp_time_parser *p, struct gp_slice s, int64_t *us)
{
    struct gp_time_scan t;

    memset(&t, 0, sizeof t);
    return s.len <= GP_TIME_LONGEST && gp_scan_rest(s, p->date_len, &t) &&
           finish(p, &t, p->day, us) == GP_TIME_OK;
}

bool gp_time_quick(struct gp_time_parser *p, struct gp_slice text, int64_t *us)
{
    struct gp_plain_clock clock;

    if (!same_date(p, text) && !new_date(p, text))
        return false;
    if (!gp_plain_clock_read(text, p->date_len, &clock))
        return dated_time(p, text, us);
    *us = to_utc(p, p->day * GP_DAY_US + clock.of_day_us, clock.has_offset,
                 clock.offset_s);
    return true;
}

enum gp_time_result gp_time_parse(struct gp_time_parser *p, struct gp_slice text,
                                  int64_t *us)
{
    text = gp_slice_trim(text);
    if (gp_time_quick(p, text, us))
        return GP_TIME_OK;
    return text.len == 0 ? GP_TIME_EMPTY : parse_any(p, text, us);
}

void gp_time_give_notes(struct gp_time_parser *p, struct gp_time_parser *all)
{
    size_t what, i;

    for (what = 0; what < GP_TIME_NOTES; what++) {
        const struct gp_time_noted *from = &p->noted[what];
        struct gp_time_noted *to = &all->noted[what];

        for (i = 0; i < GP_TIME_LINES && i < from->n && to->n + i < GP_TIME_LINES; i++)
            to->line[to->n + i] = from->line[i];
        to->n += from->n;
    }
    memset(p->noted, 0, sizeof p->noted);
    all->undecided += p->undecided;
    p->undecided = 0;
}

/* "2024-03-05 00:00:00" -> "2024-03-05" */
static struct gp_slice without_midnight(struct gp_slice date)
{
    struct gp_time_scan t;
    size_t i;

    for (i = 1; i + 1 < date.len; i++) {
        if ((date.at[i] != ' ' && date.at[i] != 'T') || !digit_at(date, i + 1))
            continue;
        memset(&t, 0, sizeof t);
        if (gp_scan_rest(date, i, &t) && t.has_time && t.of_day_us == 0)
            date.len = i;
    }
    return date;
}

struct gp_slice gp_time_join(struct gp_text *buf, struct gp_slice date,
                             struct gp_slice of_day)
{
    date = gp_slice_trim(date);
    of_day = gp_slice_trim(of_day);
    if (date.len == 0 || of_day.len == 0)
        return date.len == 0 ? of_day : date;
    gp_text_clear(buf);
    gp_text_add_slice(buf, without_midnight(date));
    gp_text_add_char(buf, ' ');
    gp_text_add_slice(buf, of_day);
    if (of_day.len <= 2 && digit_at(of_day, 0) && digit_at(of_day, of_day.len - 1))
        gp_text_add(buf, ":00");
    return gp_text_slice(buf);
}
