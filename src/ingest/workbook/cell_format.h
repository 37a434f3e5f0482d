/* cell_format.h - numbers of a workbook as text: what a number format makes of them. */
#ifndef GP_INGEST_CELL_FORMAT_H
#define GP_INGEST_CELL_FORMAT_H

#include "base/text.h"

enum gp_cell_form {
    GP_SHOWS_NUMBER, /* a number */
    GP_SHOWS_DATE,   /* a day */
    GP_SHOWS_TIME,   /* a time of day */
    GP_SHOWS_BOTH,
};

/* What a number format shows. id: of the format; code: its text, empty for a built-in
 * one. [h]:mm is a duration, and so a number. */
enum gp_cell_form gp_cell_form(unsigned id, struct gp_slice code);

/* A number as it stands in the file: a serial day as ISO 8601, rounded to milliseconds
 * (2024-03-01, 09:30:00, 2024-03-01T09:30:00.250), anything else with at most 15 digits,
 * as spreadsheets show it. What is no number stays as it is. since_1904: of the
 * workbook; else day 60 is the 29 February 1900 that never was, shown as 28. */
void gp_cell_number(struct gp_text *out, struct gp_slice number, enum gp_cell_form form,
                    bool since_1904);

#endif
