/* workbook.h - the first visible sheet of an .xlsx workbook as CSV text.
 *
 * A line of the text is a row of the sheet: rows that are not there, and rows of empty
 * cells, are blank lines. Shared and inline strings, numbers, booleans, errors and the
 * values of formulas are taken; a number whose style is a date becomes ISO 8601. A line
 * break inside a cell becomes a blank. Nothing is evaluated or followed.
 */
#ifndef GP_INGEST_WORKBOOK_H
#define GP_INGEST_WORKBOOK_H

#include "ingest/archive.h"

bool gp_workbook_recognise(const struct gp_archive *a);

struct gp_workbook;

/* archive: borrowed; nobody else reads from it. name: for messages. */
enum gp_status gp_workbook_open(struct gp_archive *archive, const char *name,
                                struct gp_workbook **out,
                                struct gp_err *err) GP_MUST_USE;
void gp_workbook_close(struct gp_workbook *w);

/* Up to cap bytes of UTF-8; *got = 0 only at the end. */
enum gp_status gp_workbook_read(struct gp_workbook *w, char *buf, size_t cap,
                                size_t *got, struct gp_err *err) GP_MUST_USE;
enum gp_status gp_workbook_rewind(struct gp_workbook *w,
                                  struct gp_err *err) GP_MUST_USE;

/* "sheet "Deals", the first of 3"; lent until close. */
const char *gp_workbook_about(const struct gp_workbook *w);

#endif
