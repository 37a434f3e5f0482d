/* reader.c - see reader.h.
 *
 * Opening reads the first MiB once: encoding, dialect and header are decided on it, and
 * its rows are copied for whoever looks for roles. Then reading starts again at the
 * first row, in memory as long as nothing has left the window, so that a pipe needs no
 * second look.
 */
#include "ingest/reader.h"
#include "base/mem.h"
#include "ingest/blocks.h"
#include "ingest/reader_parts.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static bool copy_fields(struct gp_arena *arena, const struct gp_slice *from, size_t n,
                        struct gp_slice *to)
{
    size_t i;

    for (i = 0; i < n; i++) {
        char *copy = gp_arena_copy(arena, from[i].at, from[i].len);

        if (copy == NULL)
            return false;
        to[i] = gp_slice_n(copy, from[i].len);
    }
    return true;
}

static bool name_column(struct gp_reader *r, size_t i)
{
    char name[40];
    char *copy;
    int n;

    r->header[i] = r->cells[i];
    if (r->cells[i].len != 0)
        return true;
    n = snprintf(name, sizeof name, "column %zu", i + 1);
    copy = gp_arena_copy(&r->arena, name, (size_t)n);
    r->header[i] = gp_slice_n(copy, (size_t)n);
    return copy != NULL;
}

/* Reads the header line, if there is one, and names the columns. */
static enum gp_status read_header(struct gp_reader *r, struct gp_err *err)
{
    size_t n = r->found.n_columns, i;
    const struct gp_row *row = NULL;
    enum gp_status status = GP_OK;

    r->header = gp_array_zero(n, sizeof *r->header);
    r->cells = gp_array_zero(n, sizeof *r->cells);
    r->used = gp_array_zero(n, sizeof *r->used);
    if (r->header == NULL || r->cells == NULL || r->used == NULL)
        return gp_fail_memory(err);
    r->data_skip = r->found.skip_lines;
    if (r->found.dialect.has_header) {
        status = gp_rows_start(r->rows, &r->form, r->data_skip, true, err);
        if (status == GP_OK)
            status = gp_rows_next(r->rows, &row, err);
        if (status != GP_OK)
            return status;
        assert(row != NULL && row->n_fields >= n);
        r->data_skip = gp_rows_counts(r->rows)->physical_lines;
        if (!copy_fields(&r->arena, row->fields, n, r->cells))
            return gp_fail_memory(err);
    }
    for (i = 0; i < n; i++) {
        r->cells[i] = gp_slice_trim(r->cells[i]);
        if (!name_column(r, i))
            return gp_fail_memory(err);
    }
    r->form.n_columns = n;
    if (r->found.dialect.has_header)
        r->form.header = r->cells;
    return GP_OK;
}

static bool lies_in(struct gp_slice part, struct gp_slice whole)
{
    return (uintptr_t)part.at >= (uintptr_t)whole.at &&
           (uintptr_t)part.at + part.len <= (uintptr_t)whole.at + whole.len;
}

/* Most fields lie in their record and are copied with it. */
static bool keep_sample_row(struct gp_reader *r, const struct gp_row *row)
{
    struct gp_slice *fields;
    char *record;
    size_t i;

    if (!gp_reserve(&r->sample, &r->sample_cap, r->n_sample + 1))
        return false;
    fields = gp_arena_alloc(&r->arena, row->n_fields * sizeof *fields);
    record = gp_arena_copy(&r->arena, row->record.at, row->record.len);
    if (fields == NULL || record == NULL)
        return false;
    for (i = 0; i < row->n_fields; i++) {
        struct gp_slice field = gp_row_field(row, i);

        if (lies_in(field, row->record))
            fields[i] = gp_slice_n(record + (field.at - row->record.at), field.len);
        else if (!copy_fields(&r->arena, &field, 1, &fields[i]))
            return false;
    }
    r->sample[r->n_sample++] =
        (struct gp_row){.fields = fields,
                        .n_fields = row->n_fields,
                        .filled_up = row->filled_up,
                        .line = row->line,
                        .record = gp_slice_n(record, row->record.len)};
    return true;
}

/* Copies the rows of what was looked at; here no column is used yet, so that short rows
 * are shown, too. */
static enum gp_status read_sample(struct gp_reader *r, struct gp_err *err)
{
    struct gp_rows_form form = r->form;
    const struct gp_row *row;
    struct gp_slice bytes;
    enum gp_status status = gp_rows_look(r->rows, 0, &bytes, &r->whole, err);

    r->sample_bytes = bytes.len;
    form.used = r->used;
    if (status == GP_OK)
        status = gp_rows_start(r->rows, &form, r->data_skip, true, err);
    while (status == GP_OK) {
        status = gp_rows_next(r->rows, &row, err);
        if (status != GP_OK || row == NULL)
            break;
        if (!keep_sample_row(r, row))
            return gp_fail_memory(err);
    }
    if (status == GP_OK && r->whole && gp_rows_counts(r->rows)->records == 0)
        return gp_fail_at(err, GP_INPUT, r->file, 0,
                          "has only a header line, no rows: no events");
    return status;
}

/* ---- XES ---- */

enum { XES_SAMPLE = 10000 }; /* rows looked at */

static enum gp_status sample_xes(struct gp_reader *r, struct gp_err *err)
{
    const struct gp_row *row = NULL;
    enum gp_status status = GP_OK;

    while (status == GP_OK && r->n_sample < XES_SAMPLE) {
        status = gp_xes_next(r->xes, &row, err);
        r->whole = status == GP_OK && row == NULL;
        if (status != GP_OK || row == NULL)
            break;
        if (!keep_sample_row(r, row))
            return gp_fail_memory(err);
    }
    return status == GP_OK ? gp_xes_rewind(r->xes, err) : status;
}

static enum gp_status open_xes(struct gp_reader *r,
                               const struct gp_reader_options *options,
                               struct gp_err *err)
{
    const struct gp_xes_options how = {.classifier = options->classifier,
                                       .bounded = options->bounded,
                                       .empties = options->empties,
                                       .plain = options->plain};
    struct gp_dialect *d = &r->found.dialect;
    enum gp_status status = gp_xes_open(r->source, &how, &r->xes, err);

    if (status != GP_OK)
        return status;
    r->form.n_columns = gp_xes_n_columns(r->xes);
    r->header = gp_array(r->form.n_columns, sizeof *r->header);
    if (r->header == NULL)
        return gp_fail_memory(err);
    memcpy(r->header, gp_xes_columns(r->xes), r->form.n_columns * sizeof *r->header);
    d->format = GP_IN_XES;
    d->packing = gp_source_packing(r->source);
    d->encoding = gp_xes_encoding(r->xes);
    d->encoding_evidence = "as the XML says";
    d->line_end = "LF";
    d->delimiter_evidence = "XES: each event is a row, each key a column";
    d->header_evidence = gp_xes_about(r->xes);
    return sample_xes(r, err);
}

static enum gp_status is_xes(struct gp_reader *r, bool *yes, struct gp_err *err)
{
    enum { LOOK = 64 * 1024 };
    char *first = gp_array(LOOK, 1);
    size_t n = 0;
    enum gp_status status;

    if (first == NULL)
        return gp_fail_memory(err);
    status = gp_source_look(r->source, first, LOOK, &n, err);
    if (status == GP_OK)
        status = gp_xes_recognise(r->file, gp_slice_n(first, n), yes, err);
    gp_free(first);
    return status;
}

/* ---- workbooks: the text of a sheet is ours, there is nothing to find out ---- */

static void told_of_workbook(const struct gp_source *source,
                             const struct gp_reader_options *options,
                             struct gp_reader_options *told)
{
    *told = *options;
    if (gp_source_workbook(source) == NULL)
        return;
    told->delimiter = ',';
    told->quote = '"';
    told->encoding = "utf-8";
}

static void note_workbook(struct gp_reader *r)
{
    struct gp_dialect *d = &r->found.dialect;

    if (gp_source_workbook(r->source) == NULL)
        return;
    d->format = GP_IN_WORKBOOK;
    d->delimiter = d->quote = '\0';
    d->delimiter_evidence = gp_source_workbook(r->source);
    d->encoding_evidence = "as the XML says";
}

/* ---- all ---- */

static enum gp_status read_decoded(struct gp_reader *r, char *buf, size_t cap,
                                   size_t *got, struct gp_err *err)
{
    enum gp_status status = gp_decode_read(r->decode, buf, cap, got, err);

    if (r->recount != NULL && status == GP_OK && *got != 0)
        gp_recount_add(r->recount, buf, *got);
    else if (r->recount != NULL && status == GP_OK)
        gp_recount_end(r->recount);
    return status;
}

/* On the thread beside: nobody else touches decoder, source and recount meanwhile. */
static enum gp_status read_beside(void *reader, char *buf, size_t cap, size_t *got,
                                  struct gp_err *err)
{
    struct gp_reader *r = reader;
    enum gp_status status = read_decoded(r, buf, cap, got, err);

    atomic_store(&r->bytes_read, gp_source_bytes_read(r->source));
    return status;
}

static enum gp_status read_bytes(void *reader, char *buf, size_t cap, size_t *got,
                                 struct gp_err *err)
{
    struct gp_reader *r = reader;

    return r->beside != NULL ? gp_beside_read(r->beside, buf, cap, got, err)
                             : read_decoded(r, buf, cap, got, err);
}

static enum gp_status open_all(struct gp_reader *r, const char *name,
                               const struct gp_reader_options *options,
                               struct gp_err *err)
{
    struct gp_dialect *d = &r->found.dialect;
    struct gp_reader_options told;
    bool xes = false;
    enum gp_status status = gp_source_open(name, options->tmpdir, &r->source, err);

    if (status != GP_OK)
        return status;
    r->file = gp_source_name(r->source);
    r->field_limit = options->field_limit;
    status = is_xes(r, &xes, err);
    if (status == GP_OK && xes)
        return open_xes(r, options, err);
    told_of_workbook(r->source, options, &told);
    options = &told;
    if (status == GP_OK)
        status = gp_decode_open(r->source, options->encoding, &r->decode, err);
    if (status == GP_OK)
        status =
            gp_rows_open(read_bytes, r, r->file, options->field_limit, &r->rows, err);
    if (status == GP_OK)
        status = gp_dialect_find(r->rows, r->file, options, &r->found, err);
    if (status != GP_OK)
        return status;
    d->packing = gp_source_packing(r->source);
    d->encoding = gp_decode_encoding(r->decode);
    d->encoding_evidence = gp_decode_evidence(r->decode);
    d->encoding_doubt = gp_decode_doubt(r->decode);
    d->bom = gp_decode_bom(r->decode);
    r->form.delimiter = d->delimiter;
    r->form.quote = d->quote;
    note_workbook(r);
    r->form.plain = options->plain;
    r->want_beside = options->beside;
    status = read_header(r, err);
    if (status == GP_OK)
        status = read_sample(r, err);
    return status;
}

enum gp_status gp_reader_open(const char *name, const struct gp_reader_options *options,
                              struct gp_rejects *rejects, struct gp_reader **out,
                              struct gp_err *err)
{
    struct gp_reader *r = gp_array_zero(1, sizeof *r);
    enum gp_status status;

    *out = NULL;
    if (r == NULL)
        return gp_fail_memory(err);
    status = open_all(r, name, options, err);
    r->form.rejects = rejects;
    if (status == GP_OK && r->xes == NULL)
        status = gp_rows_start(r->rows, &r->form, r->data_skip, false, err);
    if (status == GP_OK)
        *out = r;
    else
        gp_reader_close(r);
    return status;
}

void gp_reader_close(struct gp_reader *r)
{
    if (r == NULL)
        return;
    gp_beside_stop(r->beside);
    gp_xes_close(r->xes);
    gp_rows_close(r->rows);
    gp_decode_close(r->decode);
    gp_source_close(r->source);
    gp_free(r->header);
    gp_free(r->cells);
    gp_free(r->used);
    gp_free(r->sample);
    gp_arena_release(&r->arena);
    gp_free(r);
}

bool gp_reader_can_reopen(const struct gp_reader *r)
{
    return gp_source_is_regular(r->source);
}

const char *gp_format_in_name(enum gp_format_in format)
{
    static const char *const name[] = {"csv", "xes", "xlsx"};

    return name[format];
}

enum gp_value_kind gp_reader_kind(const struct gp_reader *r, size_t column)
{
    return r->xes != NULL ? gp_xes_kind(r->xes, column) : GP_VALUE_STRING;
}

const char *gp_reader_xes_head(const struct gp_reader *r)
{
    return r->xes != NULL ? gp_xes_head(r->xes) : "";
}

const struct gp_dialect *gp_reader_dialect(const struct gp_reader *r)
{
    return &r->found.dialect;
}

size_t gp_reader_n_columns(const struct gp_reader *r)
{
    return r->form.n_columns;
}

const struct gp_slice *gp_reader_header(const struct gp_reader *r)
{
    return r->header;
}

const struct gp_row *gp_reader_sample(const struct gp_reader *r, size_t *n, bool *whole)
{
    *n = r->n_sample;
    *whole = r->whole;
    return r->sample;
}

uint64_t gp_reader_sample_bytes(const struct gp_reader *r)
{
    return r->sample_bytes;
}

enum gp_status gp_reader_use(struct gp_reader *r, const bool *columns,
                             struct gp_err *err)
{
    (void)err;
    if (r->xes != NULL)
        return GP_OK; /* every event has every column */
    memcpy(r->used, columns, r->form.n_columns * sizeof *columns);
    r->form.used = r->used;
    gp_rows_use(r->rows, r->used);
    return GP_OK;
}

void gp_reader_rejects(struct gp_reader *r, struct gp_rejects *rejects)
{
    r->form.rejects = rejects;
    if (r->xes == NULL)
        gp_rows_rejects(r->rows, rejects);
}

enum gp_status gp_reader_next(struct gp_reader *r, const struct gp_row **row,
                              struct gp_err *err)
{
    if (!r->started && !r->will_rewind)
        gp_source_forget(r->source);
    if (!r->started && r->want_beside && !r->whole) {
        atomic_store(&r->bytes_read, gp_source_bytes_read(r->source));
        if (r->rows != NULL && !r->will_rewind)
            r->recount = gp_rows_hand_over_recount(r->rows);
        r->beside = gp_beside_start(read_beside, r);
    }
    r->started = true;
    return r->xes != NULL ? gp_xes_next(r->xes, row, err)
                          : gp_rows_next(r->rows, row, err);
}

bool gp_reader_has_blocks(const struct gp_reader *r)
{
    return r->xes == NULL && !r->form.plain;
}

/* What is in the window, then what is behind; on any thread, but on one at a time. */
static enum gp_status read_block(void *reader, char *buf, size_t cap, size_t *got,
                                 struct gp_err *err)
{
    struct gp_reader *r = reader;
    enum gp_status status = gp_lines_drain(gp_rows_window(r->rows), buf, cap, got, err);

    atomic_store(&r->bytes_read, gp_source_bytes_read(r->source));
    return status;
}

enum gp_status gp_reader_blocks(struct gp_reader *r, const struct gp_blocks_user *user,
                                unsigned threads, struct gp_err *err)
{
    struct gp_blocks_source source = {.read = read_block,
                                      .ctx = r,
                                      .file = r->file,
                                      .field_limit = r->field_limit,
                                      .form = r->form,
                                      .lines = r->data_skip};

    assert(gp_reader_has_blocks(r) && !r->started);
    gp_source_forget(r->source);
    r->started = r->in_blocks = true;
    return gp_blocks_read(&source, user, threads, &r->counts, err);
}

enum gp_status gp_reader_will_rewind(struct gp_reader *r, struct gp_err *err)
{
    assert(!r->started);
    r->will_rewind = true;
    return r->whole ? GP_OK : gp_source_will_rewind(r->source, err);
}

enum gp_status gp_reader_rewind(struct gp_reader *r, struct gp_err *err)
{
    enum gp_status status = GP_OK;

    if (r->xes != NULL)
        return gp_xes_rewind(r->xes, err);
    if (!gp_rows_can_restart(r->rows)) {
        gp_beside_stop(r->beside);
        r->beside = NULL;
        r->started = false;
        status = gp_decode_rewind(r->decode, err);
        gp_rows_reset(r->rows);
    }
    if (status == GP_OK)
        status = gp_rows_start(r->rows, &r->form, r->data_skip, false, err);
    return status;
}

const struct gp_reader_counts *gp_reader_counts(const struct gp_reader *r)
{
    struct gp_reader_counts *counts = (struct gp_reader_counts *)&r->counts;

    if (r->xes != NULL) {
        gp_xes_count(r->xes, counts);
        counts->unchecked = gp_source_unchecked(r->source);
        return counts;
    }
    if (!r->in_blocks)
        *counts = *gp_rows_counts(r->rows);
    counts->unchecked = gp_source_unchecked(r->source);
    counts->preamble_lines = r->found.dialect.preamble_lines;
    counts->nul_bytes = gp_decode_nul_bytes(r->decode);
    counts->invalid_utf8 = gp_decode_invalid(r->decode);
    return counts;
}

uint64_t gp_reader_odd_quotes(const struct gp_reader *r)
{
    return r->in_blocks || r->rows == NULL ? r->counts.odd_quotes
                                           : gp_rows_odd_quotes(r->rows);
}

uint64_t gp_reader_bytes_read(const struct gp_reader *r)
{
    return r->beside != NULL || r->in_blocks ? atomic_load(&r->bytes_read)
                                             : gp_source_bytes_read(r->source);
}

uint64_t gp_reader_bytes_total(const struct gp_reader *r)
{
    return gp_source_bytes_total(r->source);
}
