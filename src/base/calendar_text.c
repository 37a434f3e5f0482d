/* calendar_text.c - reads opening hours.
 *
 *   # our office                          a comment
 *   zone Europe/Berlin
 *   Mon-Thu     08:00-12:00 13:00-17:00
 *   Fri         08:00-14:00               weekdays not named are closed
 *   2026-12-24  08:00-12:00
 *   2026-12-25..2026-12-26  closed        the last line that names a date counts
 *   for Anya                              from here on: hours of one person or team
 *   Mon-Wed     10:00-20:00
 */
#include "base/calendar_text.h"

#include "base/instant.h"
#include "base/mem.h"

#include <stdio.h>
#include <string.h>

struct reading {
    struct gp_calendar_parts *parts;
    struct gp_calendar_text *out; /* of the part that is being read */
    const char *file;
    uint64_t line;
    struct gp_err *err;
    bool named[7]; /* weekdays of the part */
};

static enum gp_status refuse(const struct reading *r, struct gp_slice found,
                             const char *expected)
{
    return gp_fail_at(r->err, GP_USAGE, r->file, r->line, "found \"%.*s\", expected %s",
                      (int)found.len, found.at, expected);
}

/* The next word of the line; commas separate, too. Empty at the end. */
static struct gp_slice next_word(struct gp_slice *rest)
{
    size_t from = 0, to;

    while (from < rest->len && strchr(" \t,", rest->at[from]) != NULL)
        from++;
    for (to = from; to < rest->len && strchr(" \t,", rest->at[to]) == NULL; to++)
        ;
    struct gp_slice word = gp_slice_n(rest->at + from, to - from);

    *rest = gp_slice_n(rest->at + to, rest->len - to);
    return word;
}

/* Exactly n digits from at on. */
static bool number(struct gp_slice s, size_t at, size_t n, unsigned *value)
{
    size_t i;

    *value = 0;
    if (at + n > s.len)
        return false;
    for (i = at; i < at + n; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
        *value = *value * 10 + (unsigned)(s.at[i] - '0');
    }
    return true;
}

/* ---- hours ---- */

static bool minute_of_day(struct gp_slice s, size_t at, unsigned *minute)
{
    unsigned hour, rest;

    if (!number(s, at, 2, &hour) || s.at[at + 2] != ':' ||
        !number(s, at + 3, 2, &rest) || rest > 59)
        return false;
    *minute = hour * 60 + rest;
    return *minute <= 24 * 60;
}

static enum gp_status take_shift(const struct reading *r, struct gp_slice word,
                                 struct gp_hours *h)
{
    unsigned from, to;

    if (word.len != 11 || !minute_of_day(word, 0, &from) || word.at[5] != '-' ||
        !minute_of_day(word, 6, &to))
        return refuse(r, word, "hours such as 09:00-17:00, or closed");
    if (from >= to)
        return refuse(r, word,
                      "an end after the beginning; a shift past midnight is two: "
                      "until 24:00, and from 00:00 of the next day");
    if (h->n > 0 && h->shift[h->n - 1].to > from)
        return refuse(r, word, "hours in order, without overlap");
    if (h->n == GP_SHIFTS)
        return refuse(r, word, "at most 8 stretches a day");
    h->shift[h->n].from = (uint16_t)from;
    h->shift[h->n++].to = (uint16_t)to;
    return GP_OK;
}

static enum gp_status take_hours(const struct reading *r, struct gp_slice rest,
                                 struct gp_hours *h)
{
    struct gp_slice word = next_word(&rest);
    enum gp_status st = GP_OK;

    h->n = 0;
    if (word.len == 0)
        return gp_fail_at(r->err, GP_USAGE, r->file, r->line,
                          "expected hours such as 09:00-17:00, or closed, after the "
                          "day");
    if (gp_slice_is_nocase(word, "closed")) {
        word = next_word(&rest);
        return word.len == 0 ? GP_OK : refuse(r, word, "nothing after closed");
    }
    for (; st == GP_OK && word.len > 0; word = next_word(&rest))
        st = take_shift(r, word, h);
    return st;
}

/* ---- days ---- */

/* 7: none. "Mon" and "Monday". */
static unsigned weekday_of(struct gp_slice s)
{
    static const char *const names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};
    unsigned i;

    for (i = 0; i < 7; i++) {
        char brief[4] = {names[i][0], names[i][1], names[i][2], '\0'};

        if (gp_slice_is_nocase(s, names[i]) || gp_slice_is_nocase(s, brief))
            return i;
    }
    return 7;
}

/* "Mon" or "Mon-Fri"; the second may lie before the first: Sat-Mon. */
static bool weekdays_of(struct gp_slice s, unsigned *first, unsigned *last)
{
    const char *dash = memchr(s.at, '-', s.len);
    size_t len = dash != NULL ? (size_t)(dash - s.at) : s.len;

    *first = weekday_of(gp_slice_n(s.at, len));
    *last = dash != NULL ? weekday_of(gp_slice_n(dash + 1, s.len - len - 1)) : *first;
    return *first < 7 && *last < 7;
}

static bool date_of(struct gp_slice s, size_t at, int64_t *day)
{
    unsigned year, month, number_of_day;

    if (!number(s, at, 4, &year) || at + 10 > s.len || s.at[at + 4] != '-' ||
        !number(s, at + 5, 2, &month) || s.at[at + 7] != '-' ||
        !number(s, at + 8, 2, &number_of_day) || month < 1 || month > 12 ||
        number_of_day < 1 || number_of_day > gp_days_in_month((int)year, month))
        return false;
    *day = gp_days_from_civil((int)year, month, number_of_day);
    return true;
}

/* "2026-12-24" or "2026-12-24..2027-01-01" */
static bool dates_of(struct gp_slice s, int64_t *first, int64_t *last)
{
    if (!date_of(s, 0, first))
        return false;
    *last = *first;
    return s.len == 10 || (s.len == 22 && memcmp(s.at + 10, "..", 2) == 0 &&
                           date_of(s, 12, last) && *last >= *first);
}

static enum gp_status take_dates(struct reading *r, int64_t first, int64_t last,
                                 struct gp_slice rest)
{
    struct gp_calendar_text *t = r->out;

    if (!gp_reserve(&t->special, &t->cap_special, t->n_special + 1))
        return gp_fail_memory(r->err);
    t->special[t->n_special] = (struct gp_special_days){.first = first, .last = last};
    return take_hours(r, rest, &t->special[t->n_special++].hours);
}

/* "Mon-Wed, Fri 09:00-17:00": days until the first word that is none. */
static enum gp_status take_weekdays(struct reading *r, struct gp_slice line)
{
    bool chosen[7] = {false};
    struct gp_slice rest = line, word = next_word(&rest);
    struct gp_hours hours;
    unsigned first, last, i;
    enum gp_status st;

    if (!weekdays_of(word, &first, &last))
        return refuse(r, word,
                      "a weekday such as Mon or Mon-Fri, a date such as 2026-12-24 or "
                      "2026-12-24..2027-01-01, for NAME, or zone");
    while (weekdays_of(word, &first, &last)) {
        for (i = first;; i = (i + 1) % 7) {
            if (r->named[i])
                return refuse(r, word, "each weekday once");
            r->named[i] = chosen[i] = true;
            if (i == last)
                break;
        }
        line = rest;
        word = next_word(&rest);
    }
    st = take_hours(r, line, &hours);
    for (i = 0; st == GP_OK && i < 7; i++)
        if (chosen[i])
            r->out->week[i] = hours;
        else if (!r->named[i])
            r->out->week[i].n = 0;
    return st;
}

static enum gp_status take_zone(struct reading *r, struct gp_slice rest)
{
    struct gp_slice name = next_word(&rest);

    char *zone = r->parts->zone;

    if (name.len == 0 || name.len >= sizeof r->parts->zone || zone[0] != '\0')
        return refuse(r, name, "one zone such as Europe/Berlin or +02:00");
    (void)snprintf(zone, sizeof r->parts->zone, "%.*s", (int)name.len, name.at);
    return GP_OK;
}

/* ---- parts ---- */

static enum gp_status begin_part(struct reading *r, struct gp_slice name)
{
    struct gp_calendar_parts *p = r->parts;
    struct gp_calendar_part *part;
    size_t bytes;

    if (!gp_reserve(&p->part, &p->cap, p->n + 1))
        return gp_fail_memory(r->err);
    part = &p->part[p->n++];
    memset(part, 0, sizeof *part);
    memset(r->named, 0, sizeof r->named);
    part->line = r->line;
    r->out = &part->text;
    if (p->n == 1)
        return GP_OK;
    *r->out = p->part[0].text;
    r->out->cap_special = r->out->n_special;
    bytes = r->out->n_special * sizeof *r->out->special;
    r->out->special = gp_array(r->out->n_special, sizeof *r->out->special);
    part->name = gp_array(name.len + 1, 1);
    if (r->out->special == NULL || part->name == NULL)
        return gp_fail_memory(r->err);
    if (bytes != 0)
        memcpy(r->out->special, p->part[0].text.special, bytes);
    memcpy(part->name, name.at, name.len);
    part->name[name.len] = '\0';
    return GP_OK;
}

static enum gp_status take_name(struct reading *r, struct gp_slice rest)
{
    struct gp_slice name = gp_slice_trim(rest);
    size_t i;

    if (name.len == 0)
        return gp_fail_at(r->err, GP_USAGE, r->file, r->line,
                          "expected the name of a person or team after for");
    for (i = 1; i < r->parts->n; i++)
        if (gp_slice_is(name, r->parts->part[i].name))
            return refuse(r, name, "each name once");
    return begin_part(r, name);
}

static enum gp_status take_line(struct reading *r, struct gp_slice line)
{
    const char *comment = memchr(line.at, '#', line.len);
    struct gp_slice rest, word;
    int64_t first, last;

    if (comment != NULL)
        line.len = (size_t)(comment - line.at);
    line = gp_slice_trim(line);
    rest = line;
    word = next_word(&rest);
    if (word.len == 0)
        return GP_OK;
    if (gp_slice_is_nocase(word, "zone"))
        return take_zone(r, rest);
    if (gp_slice_is_nocase(word, "for"))
        return take_name(r, rest);
    if (dates_of(word, &first, &last))
        return take_dates(r, first, last, rest);
    return take_weekdays(r, line);
}

static bool is_ever_open(const struct gp_calendar_text *t)
{
    size_t i;

    for (i = 0; i < 7; i++)
        if (t->week[i].n > 0)
            return true;
    return false;
}

enum gp_status gp_calendar_parts_read(struct gp_calendar_parts *out, const char *file,
                                      struct gp_slice bytes, struct gp_err *err)
{
    struct reading r = {.parts = out, .file = file, .err = err};
    enum gp_status st;

    memset(out, 0, sizeof *out);
    st = begin_part(&r, gp_slice(""));
    if (gp_slice_starts(bytes, "\xEF\xBB\xBF"))
        bytes = gp_slice_n(bytes.at + 3, bytes.len - 3);
    while (st == GP_OK && bytes.len > 0) {
        const char *end = memchr(bytes.at, '\n', bytes.len);
        size_t len = end != NULL ? (size_t)(end - bytes.at) : bytes.len;

        r.line++;
        st = take_line(&r, gp_slice_n(bytes.at, len));
        len += end != NULL;
        bytes = gp_slice_n(bytes.at + len, bytes.len - len);
    }
    if (st == GP_OK && !is_ever_open(&out->part[0].text))
        st = gp_fail_at(err, GP_USAGE, file, 0,
                        "no weekday has opening hours%s; expected a line such as "
                        "Mon-Fri 09:00-17:00",
                        out->n > 1 ? " of everybody, before the first name" : "");
    return st;
}

void gp_calendar_parts_release(struct gp_calendar_parts *p)
{
    size_t i;

    for (i = 0; i < p->n; i++) {
        gp_free(p->part[i].name);
        gp_free(p->part[i].text.special);
    }
    gp_free(p->part);
    memset(p, 0, sizeof *p);
}

const struct gp_hours *gp_calendar_hours_of(const struct gp_calendar_text *t,
                                            int64_t day)
{
    size_t i;

    for (i = t->n_special; i-- > 0;)
        if (day >= t->special[i].first && day <= t->special[i].last)
            return &t->special[i].hours;
    return &t->week[gp_weekday(day)];
}
