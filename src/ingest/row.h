/* row.h - a record as fields.
 *
 * Whoever cuts a record either hands out slices, one a field, or only where its fields end;
 * then each is cut where it is used, and a column that nobody uses costs nothing but its
 * separator. gp_row_field knows both.
 */
#ifndef GP_INGEST_ROW_H
#define GP_INGEST_ROW_H

#include "base/text.h"

/* Blanks and tabs around unquoted fields are gone; whatever else surrounds a value is
 * trimmed by whoever uses it. Everything is lent until the next call on the reader. */
struct gp_row {
    const struct gp_slice *fields; /* [n_fields], unquoted, quotes undoubled; or NULL */
    size_t
        n_fields; /* always the number of columns: missing fields are empty, and so may
                         be fields of columns that are not used */
    bool filled_up; /* the record has fewer fields than columns */
    bool
        tells_empty; /* a field that is not there has no `at`: others are empty values */
    uint64_t line;   /* physical line on which the record begins, from 1, as a text
                         editor counts */
    struct gp_slice record; /* raw bytes of the record, for rejects (gp_row_record) */
    struct gp_slice (*describe)(
        const struct gp_row *row); /* instead of record, or NULL */
    void *reader;                  /* for describe */

    /* Without fields: field i of the record ends at window[end[i]]. */
    const char *window;
    const uint32_t *end; /* [n_fields] */
    char quote;
    char *
        undoubled; /* [record.len] for fields with quotes in them, each at its own place */
};

/* A quoted field, or one with blanks around it, that lies in [p, end). */
struct gp_slice gp_row_odd_field(const struct gp_row *row, const char *p,
                                 const char *end);

static inline struct gp_slice gp_row_field(const struct gp_row *row, size_t i)
{
    const char *p, *end;

    if (row->fields != NULL)
        return row->fields[i];
    p = i == 0 ? row->record.at : row->window + row->end[i - 1] + 1;
    end = row->window + row->end[i];
    if (p == end || (*p != row->quote && gp_byte_is_ink(*p) && gp_byte_is_ink(end[-1])))
        return gp_slice_n(p, (size_t)(end - p)); /* as nearly always */
    return gp_row_odd_field(row, p, end);
}

/* The trimmed value; empty where there is no such column (-1). */
static inline struct gp_slice gp_row_cell(const struct gp_row *row, int column)
{
    if (column < 0 || (size_t)column >= row->n_fields)
        return gp_slice_n("", 0);
    return gp_slice_trim(gp_row_field(row, (size_t)column));
}

/* The record as it is shown where it is refused; lent like the row. */
static inline struct gp_slice gp_row_record(const struct gp_row *row)
{
    return row->describe != NULL ? row->describe(row) : row->record;
}

#endif
