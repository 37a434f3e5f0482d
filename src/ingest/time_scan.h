/* time_scan.h - what a time's text says before anybody decides what it means: its
 * layout, its date numbers in the order written, its time of day and its offset.
 *
 *   "26/6/18 10:58:54 PM"  -> slash, numbers 26 6 18, two-digit year, 22:58:54
 *   "2011-10-11T13:45:40.276+02:00" -> year first, 2011 10 11, 13:45:40.276, +7200 s
 *   "1600000000123"        -> epoch-ms
 *   "5 mars 2024 à 14h05"  -> named, numbers 5 3 2024, 14:05
 *
 * No locale, no strptime, no allocation.
 */
#ifndef GP_INGEST_TIME_SCAN_H
#define GP_INGEST_TIME_SCAN_H

#include "base/text.h"

enum gp_time_form {
    GP_FORM_NONE,     /* not a time */
    GP_FORM_ISO,      /* year of four digits in front: 2011-01-24, 2011/1/4, 2011.1.4 */
    GP_FORM_BASIC,    /* 20110124, 20110124T135600, 20110124135600 */
    GP_FORM_DOT,      /* 24.01.2011 */
    GP_FORM_SLASH,    /* 24/01/2011 or 01/24/2011 */
    GP_FORM_DASH,     /* 24-01-2011 or 01-24-2011 */
    GP_FORM_NAMED,    /* 24 Jan 2011, Jan 24, 2011 */
    GP_FORM_EXCEL,    /* 45321.5: days since 1899-12-30, years 1954 to 2099 */
    GP_FORM_EPOCH_S,  /* 9 or 10 digits */
    GP_FORM_EPOCH_MS, /* 12 or 13 */
    GP_FORM_EPOCH_US, /* 15 or 16 */
    GP_FORM_EPOCH_NS, /* 18 or 19 */
    GP_FORMS,
};

/* Of dates that do not tell by themselves. */
enum gp_time_order {
    GP_ORDER_UNKNOWN, /* such dates are unreadable */
    GP_ORDER_DMY,
    GP_ORDER_MDY,
    GP_ORDER_YMD, /* two-digit years in front: 10-03-09 */
};

struct gp_time_scan {
    enum gp_time_form form;
    int number[3];     /* date numbers as written; year first for ISO, BASIC and EXCEL;
                          day, month, year for NAMED; unused for epochs */
    unsigned width[3]; /* digits of each */
    int64_t of_day_us; /* time of day; for epochs the whole instant */
    bool has_time, has_seconds, has_fraction, has_ampm;
    bool has_offset;
    bool leap_second; /* 23:59:60, the next second */
    bool could_be_id; /* 2024-065: only a header makes it a date */
    int32_t offset_s;
    char t; /* what stands between date and time: 'T', ' ' or 0 */
};

enum { GP_TIME_LONGEST = 96 }; /* bytes; anything longer is no time */

/* text is trimmed. False when it is no time in any known form. Numbers are checked for
 * what every reading shares (hours, minutes), not yet for months and days. */
bool gp_time_scan(struct gp_slice text, struct gp_time_scan *out);

/* A time of day alone: 14:05, 2:05 PM, 14h05, 140530 (could_be_id), 14:05+02:00. */
bool gp_time_of_day(struct gp_slice text, struct gp_time_scan *out);

/* A number of days since 1899-12-30 (since_1904: 1904-01-01) with the time of day as its
 * fraction, rounded to milliseconds, which is what spreadsheets keep. */
bool gp_scan_excel(struct gp_slice text, bool since_1904, struct gp_time_scan *out);

/* Parts of it, for callers that know where they are. Each takes the text from *at on,
 * moves *at behind what it understood, and is false if that is nothing (or wrong). */
bool gp_scan_numbers(struct gp_slice text, size_t *at, struct gp_time_scan *out);
bool gp_scan_of_day(struct gp_slice text, size_t *at, struct gp_time_scan *out);
bool gp_scan_basic_clock(struct gp_slice text, size_t *at, struct gp_time_scan *out);
bool gp_scan_offset(struct gp_slice text, size_t *at, int32_t *seconds);

/* Up to max digits; how many there were (0: none, or more than max follow). */
unsigned gp_scan_digits(struct gp_slice text, size_t *at, unsigned max, int *value);
/* Digits behind a decimal sign, to microseconds; the rest is cut off. */
int64_t gp_scan_fraction(struct gp_slice text, size_t *at);

/* The rest of the text, and nothing else: a date by a month's name; after a date [T or
 * blanks] time [offset]; after a time of day [offset]. */
bool gp_scan_named(struct gp_slice text, size_t at, struct gp_time_scan *out);
bool gp_scan_rest(struct gp_slice text, size_t at, struct gp_time_scan *out);
bool gp_scan_behind(struct gp_slice text, size_t at, struct gp_time_scan *out);

/* A date of which only the numbers are known. */
int gp_full_year(int year, unsigned width); /* two digits: 70..99 are 19xx */

#endif
