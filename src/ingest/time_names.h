/* time_names.h - words that stand in times: months, weekdays, zones, and what people
 * write between a date and a time of day; found whatever their case and accents.
 */
#ifndef GP_INGEST_TIME_NAMES_H
#define GP_INGEST_TIME_NAMES_H

#include "base/text.h"

/* Where the text goes on behind blanks at i: plain, no-break, thin, ideographic. */
size_t gp_time_blanks(struct gp_slice s, size_t i);

/* Length in bytes of the word at the beginning of s: letters (any above ASCII too). */
size_t gp_time_word(struct gp_slice s);

/* 1..12, or 0 when the word names no month. */
unsigned gp_time_month(struct gp_slice word);

/* True for the name of a weekday, full or short. */
bool gp_time_weekday(struct gp_slice word);

/* What stands for "no time": NULL, N/A, NaT, -, 0000-00-00 00:00:00. */
bool gp_time_is_placeholder(struct gp_slice text);

/* The offset that an abbreviation means to all who use it: UTC, CET, EDT, JST; false for
 * one that several zones share (CST, IST, BST), and for what is none. */
bool gp_time_zone_name(struct gp_slice word, int32_t *seconds);
bool gp_time_zone_is_shared(struct gp_slice word);

/* Between date and time of day: at, um, alle ore; behind a time of day: Uhr, h. */
bool gp_time_is_joint(struct gp_slice word);
bool gp_time_is_unit(struct gp_slice word);

#endif
