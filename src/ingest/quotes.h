/* quotes.h - what the quotes on a physical line mean (RFC 4180, nothing lenient).
 */
#ifndef GP_INGEST_QUOTES_H
#define GP_INGEST_QUOTES_H

#include "base/text.h"

enum gp_quotes {
    GP_QUOTES_CLOSED, /* every quoted field is closed on this line */
    GP_QUOTES_OPEN,   /* the line ends inside a quoted field */
    GP_QUOTES_ODD,    /* text after a closing quote, a quote inside an unquoted field,
                         blanks before a quote */
};

/* Judges one physical line without its line end. inside: a quoted field of an earlier
 * line is still open. Blanks between a closing quote and the delimiter are fine. */
enum gp_quotes gp_quotes_judge(const char *line, size_t len, char delimiter, char quote,
                               bool inside);

/* Cuts a record into fields: a properly quoted field loses its quotes, every other field
 * is kept literally, trimmed of blanks. Of a record whose quotes are sound these are the
 * fields that libcsv finds. The fields lie in the record or, where pairs of quotes
 * became one, in text, which has room for len. Returns the number of fields, of which at
 * most cap are written. */
size_t gp_quotes_split(const char *record, size_t len, char delimiter, char quote,
                       char *text, struct gp_slice *fields, size_t cap);

#endif
