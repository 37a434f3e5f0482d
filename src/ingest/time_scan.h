/* time_scan.h - what a time's text says before anybody decides what it means: its
 * layout, its date numbers in the order written, its time of day and its offset.
 *
 *   "26/6/18 10:58:54 PM"  -> slash, numbers 26 6 18, two-digit year, 22:58:54
 *   "2011-10-11T13:45:40.276+02:00" -> year first, 2011 10 11, 13:45:40.276, +7200 s
 *   "1600000000123"        -> epoch-ms
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
    GP_FORM_EPOCH_S,  /* 9 or 10 digits */
    GP_FORM_EPOCH_MS, /* 12 or 13 */
    GP_FORM_EPOCH_US, /* 15 or 16 */
    GP_FORM_EPOCH_NS, /* 18 or 19 */
    GP_FORMS,
};

struct gp_time_scan {
    enum gp_time_form form;
    int number[3];     /* date numbers as written; year first for ISO and BASIC; day,
                          month, year for NAMED; unused for epochs */
    unsigned width[3]; /* digits of each */
    int64_t of_day_us; /* time of day; for epochs the whole instant */
    bool has_time, has_seconds, has_fraction, has_ampm;
    bool has_offset;
    int32_t offset_s;
    char t; /* what stands between date and time: 'T', ' ' or 0 */
};

/* text is trimmed. False when it is no time in any known form. Numbers are checked for
 * what every reading shares (hours, minutes), not yet for months and days. */
bool gp_time_scan(struct gp_slice text, struct gp_time_scan *out);

/* Parts of it, for callers that know where they are. Each takes the text from *at on,
 * moves *at behind what it understood, and is false if that is nothing (or wrong). */
bool gp_scan_numbers(struct gp_slice text, size_t *at, struct gp_time_scan *out);
bool gp_scan_of_day(struct gp_slice text, size_t *at, struct gp_time_scan *out);
bool gp_scan_offset(struct gp_slice text, size_t *at, int32_t *seconds);

/* After the date: [T or blanks] time [blanks] [offset], and nothing else. */
bool gp_scan_rest(struct gp_slice text, size_t at, struct gp_time_scan *out);

/* A date of which only the numbers are known. */
int gp_full_year(int year, unsigned width); /* two digits: 70..99 are 19xx */

#endif
