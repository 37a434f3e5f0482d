/* time_names.h - names of months, weekdays and day halves in several languages, found
 * whatever their case, accents and final dot.
 */
#ifndef GP_INGEST_TIME_NAMES_H
#define GP_INGEST_TIME_NAMES_H

#include "base/text.h"

/* Length in bytes of the word at the beginning of s: letters (any above ASCII too). */
size_t gp_time_word(struct gp_slice s);

/* 1..12, or 0 when the word names no month. */
unsigned gp_time_month(struct gp_slice word);

/* True for the name of a weekday, full or short. */
bool gp_time_weekday(struct gp_slice word);

#endif
