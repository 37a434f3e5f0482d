/* recount.h - how many records there are, by quotes and line ends alone: the second
 * counter of design 3.6.
 *
 * It toggles at every quote and counts line ends outside of quotes, for records that are
 * not blank. It shares no code with the reader that it checks; the two agree on every file
 * whose quotes are sound.
 */
#ifndef GP_INGEST_RECOUNT_H
#define GP_INGEST_RECOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zeroed is ready once delimiter and quote are set. */
struct gp_recount {
    char delimiter, quote;
    bool inside;       /* an odd number of quotes so far */
    bool some;         /* the record under way is not blank */
    bool after_return; /* the last byte was a carriage return */
    uint64_t records;
    uint64_t lines; /* physical ones that have ended: CRLF, LF, a lone CR */
};

void gp_recount_add(struct gp_recount *r, const char *bytes, size_t len);
void gp_recount_end(struct gp_recount *r);

#endif
