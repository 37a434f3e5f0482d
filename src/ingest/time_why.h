/* time_why.h - why a text that somebody wrote as a time names no instant. */
#ifndef GP_INGEST_TIME_WHY_H
#define GP_INGEST_TIME_WHY_H

#include "base/text.h"

/* "it is relative to a day that the file does not name"; NULL where nothing is known.
 * text: trimmed, and no time for gp_time_scan. */
const char *gp_time_why_not(struct gp_slice text);

/* 1.7096E+12: how a spreadsheet shows a long number, and what it then exports. */
bool gp_is_scientific(struct gp_slice text);

#endif
