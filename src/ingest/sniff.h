/* sniff.h - what kind of bytes the beginning of a file is: its encoding, or something
 * that is no table at all.
 */
#ifndef GP_INGEST_SNIFF_H
#define GP_INGEST_SNIFF_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Runs over UTF-8 in pieces of any size; a sequence may be cut by a piece's border. */
struct gp_utf8_watch {
    unsigned char left;      /* continuation bytes still missing */
    unsigned char low, high; /* what the next one may be */
    uint64_t invalid;        /* bytes or cut sequences that are no UTF-8 */
    uint64_t wide;           /* complete characters of two and more bytes */
};
void gp_utf8_watch_add(struct gp_utf8_watch *w, const char *bytes, size_t len);
void gp_utf8_watch_end(struct gp_utf8_watch *w); /* a sequence cut by the end */

enum gp_encoding {
    GP_ENCODING_UTF8,
    GP_ENCODING_UTF16LE,
    GP_ENCODING_UTF16BE,
    GP_ENCODING_1252,
    GP_ENCODING_NAMED, /* by --encoding; never found */
};

struct gp_sniffed {
    enum gp_encoding encoding;
    size_t bom;         /* bytes of the byte order mark */
    char evidence[160]; /* a sentence */
};

/* Decides from the first bytes (whole: all there are). GP_INPUT, naming the kind, when
 * they are a known binary format, UTF-32, or over 1 % NUL in the first 64 KiB. name is
 * the file's, for the message. */
enum gp_status gp_sniff(const char *name, const char *bytes, size_t len, bool whole,
                        struct gp_sniffed *out, struct gp_err *err) GP_MUST_USE;

/* Only the refusals that hold whatever encoding the user names: known binary formats.
 */
enum gp_status gp_sniff_binary(const char *name, const char *bytes, size_t len,
                               struct gp_err *err) GP_MUST_USE;

/* Bytes of a UTF-8 byte order mark in front: 3 or 0. */
size_t gp_sniff_utf8_bom(const char *bytes, size_t len);

#endif
