/* goat.h - a .goat file: a log as it was read, grouped and ordered, with everything that
 * was found on the way, so that later commands start at once (docs/formats.md).
 *
 *   "\x89GOAT\r\n\n"  version  0    blocks: facts, names, cases, events, rejects, end
 *
 * Every block carries its length and a checksum; a file that is cut off, altered, foreign
 * or newer than this program is refused with a sentence. What stands in a file is never
 * believed: lengths are checked before memory is asked for, numbers before they are used.
 */
#ifndef GP_INGEST_GOAT_H
#define GP_INGEST_GOAT_H

#include "ingest/ingest.h"

/* Does this file or pipe begin like a .goat file? Nothing is taken from it
 * (gp_input_look). */
bool gp_goat_is(const char *name, const char *tmpdir);

/* Reads one. Options that change how a log is read are refused (GP_USAGE): that is done.
 * keep and also choose among the attributes that the file has. out: cleared, but for
 * rejects.all. */
enum gp_status gp_goat_read(const char *name, const struct gp_ingest_options *o,
                            struct gp_ingest_result *out,
                            struct gp_err *err) GP_MUST_USE;

/* The same, but of the events only those of the first cases, and how much of the file that
 * took: a bounded part of any file. What lies behind it is not looked at. */
enum gp_status gp_goat_look(const char *name, const struct gp_ingest_options *o,
                            struct gp_ingest_result *out, struct gp_looked *looked,
                            struct gp_err *err) GP_MUST_USE;

/* Writes one, piece by piece. given: the options of the reading, quoted for a shell. The
 * same log gives the same bytes. */
enum gp_status gp_goat_write(const struct gp_ingest_result *in,
                             const struct gp_text *rejects_csv, const char *given,
                             enum gp_status (*write)(void *ctx,
                                                     const struct gp_text *piece,
                                                     struct gp_err *err),
                             void *ctx, struct gp_err *err) GP_MUST_USE;

#endif
