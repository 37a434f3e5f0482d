/* decode.h - the bytes of a source as UTF-8.
 *
 * A byte order mark is removed; UTF-16 and named encodings are converted by iconv, those
 * found by their words (page_guess.h) by a table. UTF-8 passes through as it is, broken
 * bytes included, because names are compared by their bytes; they are counted.
 */
#ifndef GP_INGEST_DECODE_H
#define GP_INGEST_DECODE_H

#include "base/text.h"
#include "ingest/source.h"

struct gp_decode;

/* source: borrowed, at its start. encoding: NULL to detect, else an iconv name
 * (borrowed). GP_INPUT when the bytes are no text (sniff.h), GP_USAGE when iconv does
 * not know the name. */
enum gp_status gp_decode_open(struct gp_source *source, const char *encoding,
                              struct gp_decode **out, struct gp_err *err) GP_MUST_USE;
void gp_decode_close(struct gp_decode *d);

/* Up to cap bytes (cap >= 1) of UTF-8; *got = 0 only at the end. decode is a struct
 * gp_decode: this is a gp_read_fn of lines.h. */
enum gp_status gp_decode_read(void *decode, char *buf, size_t cap, size_t *got,
                              struct gp_err *err) GP_MUST_USE;

/* Other bytes of the same file (borrowed) in the encoding that d has found. They may begin
 * and end within a character. */
enum gp_status gp_decode_apart(const struct gp_decode *d, struct gp_slice bytes,
                               struct gp_decode **out, struct gp_err *err) GP_MUST_USE;

/* Back to the first character, counters at 0. The source must be able to (input.h). */
enum gp_status gp_decode_rewind(struct gp_decode *d, struct gp_err *err) GP_MUST_USE;

const char *gp_decode_encoding(const struct gp_decode *d); /* "utf-8", ... */
const char *gp_decode_evidence(const struct gp_decode *d); /* lent until close */
/* What else the bytes could be, or NULL; lent until close. */
const char *gp_decode_doubt(const struct gp_decode *d);
bool gp_decode_bom(const struct gp_decode *d);
uint64_t gp_decode_nul_bytes(const struct gp_decode *d);
uint64_t gp_decode_invalid(const struct gp_decode *d);

#endif
