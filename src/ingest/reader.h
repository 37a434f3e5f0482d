/* reader.h - one exported file as rows of fields, whatever its packing, format, dialect.
 *
 *   bytes (plain, gzip, zstd, zip; file, pipe; a workbook as text)  source.h
 *     -> UTF-8 bytes                       decode.h
 *       -> delimiter, quote, header        dialect.h
 *         -> rows with line numbers        rows.h (libcsv behind an engine-neutral row)
 *   XES: a row an event, a column a key    xes.h
 *
 * A damaged record costs its own line and never the rest of the file
 * (spec/reliability.md 4.1, A1-A9, A12).
 */
#ifndef GP_INGEST_READER_H
#define GP_INGEST_READER_H

#include "base/err.h"
#include "eventlog/eventlog.h"
#include "ingest/rejects.h"
#include "ingest/row.h"

#include <stdbool.h>
#include <stdint.h>

struct gp_reader_options {
    char delimiter;         /* 0: detect among , ; tab | */
    char quote;             /* 0: detect, normally " */
    const char *encoding;   /* NULL: detect; else an iconv name */
    int header;             /* -1 detect, 0 no header line, 1 the first line is one */
    size_t field_limit;     /* bytes of one field; 0: 16 MiB */
    const char *tmpdir;     /* NULL: $TMPDIR or /tmp; for spooled pipes */
    const char *classifier; /* of an XES log: becomes a column of its name; or NULL */
    /* Rows are cut by a slow and simple way, the oracle of the fast one: both give the
     * same rows, counts and refusals. */
    bool plain;
    bool empties; /* of an XES log: an empty value is one (row.h, tells_empty) */
    bool beside;  /* read and unpack on a thread of its own */
    bool bounded; /* an XES log is not looked through for its keys, only its front */
};

enum gp_format_in { GP_IN_TEXT, GP_IN_XES, GP_IN_WORKBOOK };
const char *gp_format_in_name(enum gp_format_in format); /* "csv", "xes", "xlsx" */

/* What was found about the bytes, for peek and the report. Texts are owned by the
 * reader. Evidence is a short sentence a user can check. */
struct gp_dialect {
    enum gp_format_in format;
    char delimiter, quote; /* 0 where the format has none */
    bool has_header;
    bool bom;
    uint64_t preamble_lines; /* physical lines skipped before the header, or before the
                                first row where there is none; sep= and blank ones too
                              */
    uint64_t header_line;    /* physical line of the header, 0 without one */
    const char *packing;     /* "plain", "gzip", "zstd", "zip" */
    const char *encoding;    /* "utf-8", "utf-16le", "windows-1252", ... */
    const char *line_end;    /* "LF", "CRLF", "CR", "mixed" */
    const char *delimiter_evidence, *encoding_evidence, *header_evidence;
    const char *encoding_doubt; /* what else the bytes could be; NULL when sure */
};

/* Counters that must add up (design 3.6): records = rows handed out + rejected here.
 * scanned is counted apart, by a byte scanner that knows only quotes and line ends; it
 * must equal records whenever no quote error was met. */
struct gp_reader_counts {
    uint64_t records, rows, rejected, blank_lines, preamble_lines, physical_lines;
    uint64_t scanned;
    bool quote_error;
    /* kept literally: quotes inside unquoted fields and the like */
    uint64_t odd_quotes;
    uint64_t short_rows; /* missing trailing fields that are not used */
    uint64_t nul_bytes, invalid_utf8;
    uint64_t in_lists;       /* XES: attributes nested too deep, left out */
    uint64_t empty_values;   /* XES: attributes with an empty value, taken as none */
    uint64_t same_names;     /* XES: traces with the name of an earlier one */
    uint64_t same_name_line; /* of the first event of the first of them */
    bool unchecked;          /* packed without a checksum: damage may not be noticed */
};

struct gp_reader;

/* Opens, looks at the first MiB, decides encoding and dialect, reads the header. name
 * is borrowed for the reader's life; "-" is standard input. Refused rows go to rejects
 * (borrowed). Errors: GP_INPUT (not there, a directory, a device, binary, empty, only a
 * header), GP_SYSTEM. */
enum gp_status gp_reader_open(const char *name, const struct gp_reader_options *options,
                              struct gp_rejects *rejects, struct gp_reader **out,
                              struct gp_err *err) GP_MUST_USE;
void gp_reader_close(struct gp_reader *r);

/* A pipe cannot be opened a second time: what was read of it is gone. */
bool gp_reader_can_reopen(const struct gp_reader *r);

const struct gp_dialect *gp_reader_dialect(const struct gp_reader *r);

/* Header texts, trimmed, one a column; "column 3" where there is no header or the cell
 * is empty. Last columns with neither name nor value are left out. Lent until close.
 */
size_t gp_reader_n_columns(const struct gp_reader *r);
const struct gp_slice *gp_reader_header(const struct gp_reader *r);

/* What the values of a column are said to be: XES has types, text has none. */
enum gp_value_kind gp_reader_kind(const struct gp_reader *r, size_t column);

/* What an XES log says of itself before its traces, as XML; "" for other formats. Lent
 * until close. */
const char *gp_reader_xes_head(const struct gp_reader *r);

/* Rows from the first MiB, for detection; parsed once when opening (without counting
 * rejects). Lent until close. whole: the sample is the whole file. */
const struct gp_row *gp_reader_sample(const struct gp_reader *r, size_t *n,
                                      bool *whole);

uint64_t gp_reader_sample_bytes(const struct gp_reader *r); /* unpacked; XES: 0 */

/* Which columns are used: a row may miss trailing fields that are not (A7), and NUL
 * bytes elsewhere do not matter (A9). Call before the first gp_reader_next; without it
 * all are used. columns[i] true = used; copied. */
enum gp_status gp_reader_use(struct gp_reader *r, const bool *columns,
                             struct gp_err *err) GP_MUST_USE;

/* Next row, or *row = NULL at the end. Errors: GP_SYSTEM (read error, damaged or
 * truncated compressed data, file changed size), never for damaged records. */
enum gp_status gp_reader_next(struct gp_reader *r, const struct gp_row **row,
                              struct gp_err *err) GP_MUST_USE;

/* All rows at once instead, from the first one on, to several hands (blocks.h). Not for
 * XES, nor where rows were read before (asserted). */
struct gp_blocks_user;
bool gp_reader_has_blocks(const struct gp_reader *r);
enum gp_status gp_reader_blocks(struct gp_reader *r, const struct gp_blocks_user *user,
                                unsigned threads, struct gp_err *err) GP_MUST_USE;

/* Back to the first data row with counters at 0, so that a whole column can be looked
 * at before it is read. A pipe is spooled to an unlinked file in tmpdir for this: ask
 * for it with gp_reader_will_rewind before the first gp_reader_next. Rows refused on
 * the first way come again: gp_reader_rejects says where to (NULL: nowhere). */
enum gp_status gp_reader_will_rewind(struct gp_reader *r,
                                     struct gp_err *err) GP_MUST_USE;
enum gp_status gp_reader_rewind(struct gp_reader *r, struct gp_err *err) GP_MUST_USE;

/* Refused rows go to rejects (borrowed) from here on; NULL: they are only counted. */
void gp_reader_rejects(struct gp_reader *r, struct gp_rejects *rejects);

/* All counters. After the last row only: until then a thread beside may be counting. */
const struct gp_reader_counts *gp_reader_counts(const struct gp_reader *r);

/* Records with odd quotes among the rows handed out so far. */
uint64_t gp_reader_odd_quotes(const struct gp_reader *r);

/* For progress: packed bytes read so far, and the size of the file (0 when unknown);
 * unpacked bytes so far. */
uint64_t gp_reader_bytes_read(const struct gp_reader *r);
uint64_t gp_reader_bytes_total(const struct gp_reader *r);

#endif
