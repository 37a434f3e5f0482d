/* xes.h - an XES log (IEEE 1849) as rows: a column a key, a row an event.
 *
 * Read as a stream, never as a tree: by base/xmlfast.h where the XML is of the usual
 * form, which nearly all logs are, else by base/xml.h, with the same rows. All columns
 * are known before the first row: a file that is longer than its first piece is looked
 * through once for its keys. The line of a row is that of its tag <event>.
 */
#ifndef GP_INGEST_XES_H
#define GP_INGEST_XES_H

#include "eventlog/eventlog.h"
#include "ingest/reader.h"
#include "ingest/source.h"

/* Does it begin like XML? Then err tells (GP_INPUT) when it is no XES log. bytes: the
 * first ones, 64 KiB or the whole file. */
enum gp_status gp_xes_recognise(const char *file, struct gp_slice bytes, bool *is_xes,
                                struct gp_err *err) GP_MUST_USE;

struct gp_xes;

struct gp_xes_options {
    /* becomes a column of its name when the log has it, or NULL; borrowed */
    const char *classifier;
    bool bounded; /* the first 4 MiB tell the columns, a key that comes later is passed
                     over */
    bool empties; /* rows tell attributes with an empty value from those not there */
    bool plain;   /* by the parser of all XML, the oracle of the fast one */
};

/* source: borrowed, at its start. */
enum gp_status gp_xes_open(struct gp_source *source,
                           const struct gp_xes_options *options, struct gp_xes **out,
                           struct gp_err *err) GP_MUST_USE;
void gp_xes_close(struct gp_xes *x);

size_t gp_xes_n_columns(const struct gp_xes *x);
const struct gp_slice *gp_xes_columns(const struct gp_xes *x); /* lent until close */
enum gp_value_kind gp_xes_kind(const struct gp_xes *x, size_t column);

/* "12 attributes of events, 3 of cases; classifiers: ..."; lent until close. */
const char *gp_xes_about(const struct gp_xes *x);
/* What stands before the traces, as XML (xes_head.h); lent until close. */
const char *gp_xes_head(const struct gp_xes *x);
const char *gp_xes_encoding(const struct gp_xes *x); /* "utf-8", as the file says */

/* As gp_reader_next. GP_INPUT where the XML is damaged. */
enum gp_status gp_xes_next(struct gp_xes *x, const struct gp_row **row,
                           struct gp_err *err) GP_MUST_USE;
/* Back to the first event, counters at 0. */
enum gp_status gp_xes_rewind(struct gp_xes *x, struct gp_err *err) GP_MUST_USE;
void gp_xes_count(const struct gp_xes *x, struct gp_reader_counts *out);

#endif
