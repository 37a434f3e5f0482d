/* recode.h - bytes of any encoding as UTF-8; the one door to iconv.
 */
#ifndef GP_INGEST_RECODE_H
#define GP_INGEST_RECODE_H

#include "base/err.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

struct gp_recode;

enum gp_recode_step {
    GP_RECODE_DONE, /* all taken, but for a character cut by the end */
    GP_RECODE_FULL, /* no room */
    GP_RECODE_BAD,  /* *in stands at what is no character */
    GP_RECODE_CUT,  /* *in stands at the beginning of a character */
};

/* GP_USAGE when the encoding is unknown here. */
enum gp_status gp_recode_open(const char *encoding, struct gp_recode **out,
                              struct gp_err *err) GP_MUST_USE;
void gp_recode_close(struct gp_recode *r);

/* Takes from *in what fits into *out, and moves all four on. */
enum gp_recode_step gp_recode(struct gp_recode *r, char **in, size_t *left, char **out,
                              size_t *room);
void gp_recode_restart(struct gp_recode *r);

/* Are the bytes text in this encoding, but for a character cut by their end? Then reading
 * is the beginning of sample (part of the bytes) as UTF-8, as far as it fits. */
bool gp_recode_reads(const char *encoding, struct gp_slice bytes,
                     struct gp_slice sample, char *reading, size_t size);

#endif
