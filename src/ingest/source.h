/* source.h - a file or pipe, plain or packed, as blocks of unpacked bytes.
 *
 * gzip, zstd and zip are recognised by their first bytes, never by the file's name. What
 * is packed inside is data: it is not unpacked again. A zip archive holds one file, or is
 * a workbook, whose first sheet is given as CSV text (zipped.h). The one door to zlib
 * and zstd of the way in.
 */
#ifndef GP_INGEST_SOURCE_H
#define GP_INGEST_SOURCE_H

#include "ingest/input.h"

struct gp_source;

/* As gp_input_open. */
enum gp_status gp_source_open(const char *name, const char *tmpdir,
                              struct gp_source **out, struct gp_err *err) GP_MUST_USE;
void gp_source_close(struct gp_source *s);

/* Up to cap bytes; *got = 0 only at the end.
 *
 * GP_SYSTEM  packed data that is damaged, ends early, or is followed by something else
 *            (names the offset); read errors
 * GP_INPUT   a zstd window above 128 MiB (names the size), a dictionary; more than
 *            1 TiB, or, after 1 GiB, more than 1,000 times the packed size
 */
enum gp_status gp_source_read(struct gp_source *s, char *buf, size_t cap, size_t *got,
                              struct gp_err *err) GP_MUST_USE;

/* The first bytes, cap of them or all there are, and back to the start. Only before
 * anything else is read. Errors as gp_source_read. */
enum gp_status gp_source_look(struct gp_source *s, char *buf, size_t cap, size_t *got,
                              struct gp_err *err) GP_MUST_USE;

/* As the functions of input.h. */
enum gp_status gp_source_will_rewind(struct gp_source *s,
                                     struct gp_err *err) GP_MUST_USE;
void gp_source_forget(struct gp_source *s);
enum gp_status gp_source_rewind(struct gp_source *s, struct gp_err *err) GP_MUST_USE;

bool gp_source_is_regular(const struct gp_source *s); /* no pipe, not standard input */

/* Has the source places: a regular file that is not packed? Then bytes can be read from
 * any of them, as by gp_input_read_at. */
bool gp_source_has_places(const struct gp_source *s);
enum gp_status gp_source_read_at(const struct gp_source *s, uint64_t at, char *buf,
                                 size_t cap, size_t *got,
                                 struct gp_err *err) GP_MUST_USE;

const char *gp_source_name(const struct gp_source *s); /* "stdin" for - */
/* "plain", "gzip", "zstd", "zip" */
const char *gp_source_packing(const struct gp_source *s);
/* Was there a zstd frame without a checksum? Of what was read so far. */
bool gp_source_unchecked(const struct gp_source *s);
/* What is said about a workbook's sheet; NULL when it is none. Lent until close. */
const char *gp_source_workbook(const struct gp_source *s);
uint64_t gp_source_bytes_read(const struct gp_source *s); /* packed */
uint64_t gp_source_bytes_total(const struct gp_source *s);

#endif
