/* times.h - one column's times: text -> microseconds UTC, given how to read it.
 *
 * How to read a column is a struct gp_time_reading: decided from its values
 * (time_column.h) or told by --time-format (time_format.h). The parser is exact, knows
 * no locale, and counts what a report has to say about the times it met.
 */
#ifndef GP_INGEST_TIMES_H
#define GP_INGEST_TIMES_H

#include "base/zone.h"
#include "ingest/time_format.h"
#include "ingest/time_scan.h"

struct gp_time_reading {
    enum gp_time_order order[GP_FORMS];  /* of DOT, SLASH and DASH dates */
    bool accept[GP_FORMS];               /* epochs: only those that were seen */
    const struct gp_time_format *format; /* --time-format: nothing else is accepted */
};

/* Dates whose day and month only an order tells apart. */
bool gp_time_needs_order(enum gp_time_form form);

/* Any date that is written with words, year first, or in this order; no numbers. */
struct gp_time_reading gp_time_in_order(enum gp_time_order order);

enum gp_time_result {
    GP_TIME_OK,
    GP_TIME_EMPTY,       /* or a placeholder such as NULL, which is counted */
    GP_TIME_BAD,         /* not a time in this reading */
    GP_TIME_IMPLAUSIBLE, /* year outside 1900..2199 */
};

/* What a report has to say about times, and the first lines of each. */
enum gp_time_note {
    GP_TIME_DATE_ONLY, /* without a time of day */
    GP_TIME_GAP,       /* skipped by the clock in spring */
    GP_TIME_OVERLAP,   /* shown twice in autumn */
    GP_TIME_LEAP_SECOND,
    GP_TIME_PLACEHOLDER,
    GP_TIME_WITH_OFFSET,
    GP_TIME_WITHOUT_OFFSET,
    GP_TIME_NOTES,
};

enum { GP_TIME_LINES = 5 };

struct gp_time_noted {
    uint64_t n;
    uint64_t line[GP_TIME_LINES]; /* of the first min(n, GP_TIME_LINES) */
};

/* Reads one column. Zeroed is ready once reading and zone are set; both are borrowed. */
struct gp_time_parser {
    struct gp_time_reading reading;
    struct gp_zone *zone; /* for times without an offset */

    uint64_t line;      /* of the text to be read; only for noted */
    uint64_t undecided; /* dates whose order of day and month nobody decided: refused */
    struct gp_time_noted noted[GP_TIME_NOTES];

    /* The date of the row before: most rows share it. */
    char date[16];
    size_t date_len;
    int64_t day;
};

/* As gp_time_parse for nearly every time of a usual column; trimmed text. False: nothing
 * was noted, and gp_time_parse knows whether it is a time. */
bool gp_time_quick(struct gp_time_parser *p, struct gp_slice text, int64_t *us);

/* text need not be trimmed. *us is set only for GP_TIME_OK. */
enum gp_time_result gp_time_parse(struct gp_time_parser *p, struct gp_slice text,
                                  int64_t *us);

/* What `p` noted of texts behind those of `all` goes there, and p begins at 0. */
void gp_time_give_notes(struct gp_time_parser *p, struct gp_time_parser *all);

/* A date and the time of day of another column as one text, in buf: "5.3.2024" and
 * "14h05" are "5.3.2024 14h05"; a bare "14" is the hour, "5.3.2024 14:00". A midnight
 * that stands behind the date gives way. One of them alone is itself. */
struct gp_slice gp_time_join(struct gp_text *buf, struct gp_slice date,
                             struct gp_slice of_day);

/* Days since 1970 of a scanned date in a given order; GP_TIME_BAD when month or day do
 * not exist, GP_TIME_IMPLAUSIBLE by the year. Not for epochs. */
enum gp_time_result gp_time_day(const struct gp_time_scan *t, enum gp_time_order order,
                                int64_t *day);

#endif
