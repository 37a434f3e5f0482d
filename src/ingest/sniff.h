/* sniff.h - what kind of bytes the beginning of a file is: its encoding, or something
 * that is no table at all.
 */
#ifndef GP_INGEST_SNIFF_H
#define GP_INGEST_SNIFF_H

#include "base/codepage.h"
#include "base/err.h"
#include "ingest/utf8_watch.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum gp_encoding {
    GP_ENCODING_UTF8,
    GP_ENCODING_UTF16LE,
    GP_ENCODING_UTF16BE,
    GP_ENCODING_PAGE,  /* one byte a character */
    GP_ENCODING_NAMED, /* by --encoding; never found */
};

struct gp_sniffed {
    enum gp_encoding encoding;
    const struct gp_codepage *page; /* of GP_ENCODING_PAGE */
    size_t bom;                     /* bytes of the byte order mark */
    char evidence[320];             /* a sentence */
    char doubt[320]; /* what speaks against it, or "": then the user is told */
};

/* Decides from the first bytes (whole: all there are). GP_INPUT, naming the kind, when
 * they are a known binary format, UTF-32, over 1 % NUL in the first 64 KiB, or text in an
 * encoding that cannot be told: the message has what each would make of it. name is the
 * file's, for the message. */
enum gp_status gp_sniff(const char *name, const char *bytes, size_t len, bool whole,
                        struct gp_sniffed *out, struct gp_err *err) GP_MUST_USE;

/* Only the refusals that hold whatever encoding the user names: known binary formats.
 */
enum gp_status gp_sniff_binary(const char *name, const char *bytes, size_t len,
                               struct gp_err *err) GP_MUST_USE;

/* Bytes of a UTF-8 byte order mark in front: 3 or 0. */
size_t gp_sniff_utf8_bom(const char *bytes, size_t len);

#endif
