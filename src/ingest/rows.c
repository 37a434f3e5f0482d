/* rows.c - see rows.h.
 *
 *   record -> sound quotes -> cut at delimiters -> fields -> fit the table? -> row
 *          -> odd quotes   -> cut literally     -> fields -> fit exactly?   -> row
 *          -> too long, or its quote is open    -> refused
 *
 * The usual rows come from the fast engine (fast.h), which leaves whatever is odd to this
 * way. With --engine plain every row takes it, also those that are only looked at, and
 * libcsv cuts the sound ones, so that one is the other's oracle.
 *
 * libcsv gets one record at a time, complete and sound (records.h), so that none of its
 * lenient ways can show: in lax mode it would swallow the rest of the file after one
 * bad quote, and it skips blank lines silently.
 */
#include "ingest/rows.h"
#include "base/mem.h"
#include "ingest/fast.h"
#include "ingest/quotes.h"

#include <csv.h>
#include <stdio.h>
#include <string.h>

enum { FIELD_LIMIT = 16 * 1024 * 1024, RECORD_EXTRA = 1024 * 1024, CSV_STEP = 4096 };

struct gp_rows {
    struct gp_records records;
    struct csv_parser csv;
    const char *file;
    size_t field_limit;
    struct gp_rows_form form;
    size_t need; /* fields a short row must have */
    struct gp_reader_counts counts;
    char *text; /* the fields' bytes */
    size_t text_cap, text_len;
    struct gp_slice *fields;
    size_t fields_cap, n_fields, longest;
    unsigned ended; /* records libcsv has seen end */
    bool no_memory;
    struct gp_fast fast;
    struct gp_row row;
};

/* Refuses the record. */
static enum gp_status refuse(struct gp_rows *r, enum gp_reject reason,
                             const char *found, struct gp_err *err)
{
    r->counts.records++;
    r->counts.rejected++;
    if (r->form.rejects == NULL)
        return GP_OK;
    return gp_rejects_add(r->form.rejects, reason, r->file, r->records.line,
                          r->records.bytes, gp_slice(found), err);
}

static void on_field(void *bytes, size_t len, void *ctx)
{
    struct gp_rows *r = ctx;

    if (len > r->longest)
        r->longest = len;
    if (r->n_fields < GP_ROWS_COLUMNS) {
        if (r->n_fields == r->fields_cap &&
            !gp_reserve(&r->fields, &r->fields_cap, r->n_fields + 1)) {
            r->no_memory = true;
            return;
        }
        memcpy(r->text + r->text_len, bytes, len);
        r->fields[r->n_fields] = gp_slice_n(r->text + r->text_len, len);
        r->text_len += len;
    }
    r->n_fields++;
}

static void on_record(int terminator, void *ctx)
{
    struct gp_rows *r = ctx;

    (void)terminator;
    r->ended++;
}

static void *csv_realloc(void *old, size_t size)
{
    return gp_realloc(old, size, 1);
}

/* Fields of the record by libcsv. Closing it with a line feed of our own works at the
 * end of the file, too, and keeps libcsv between records. */
static enum gp_status parse_sound(struct gp_rows *r, struct gp_err *err)
{
    struct gp_lines *l = &r->records.lines;
    char *record = l->buf + l->keep; /* has room behind it */
    size_t len = r->records.bytes.len;
    char behind = record[len];
    size_t room = csv_get_buffer_size(&r->csv), done;

    r->ended = 0;
    if (room <= len)
        csv_set_blk_size(&r->csv, len - room + CSV_STEP);
    record[len] = '\n';
    done = csv_parse(&r->csv, record, len + 1, on_field, on_record, r);
    record[len] = behind;
    if (r->no_memory || csv_error(&r->csv) == CSV_ENOMEM) {
        csv_fini(&r->csv, NULL, NULL, NULL);
        return gp_fail_memory(err);
    }
    if (done != len + 1 || r->ended != 1)
        return gp_fail_at(err, GP_BUG, r->file, r->records.line,
                          "libcsv reads %u records where one was found", r->ended);
    return GP_OK;
}

/* As many slices as a row of the table or a line of delimiters can have. */
static enum gp_status cut(struct gp_rows *r, struct gp_err *err)
{
    struct gp_slice record = r->records.bytes;
    size_t i, most = record.len + 1;

    if (most > GP_ROWS_COLUMNS)
        most = GP_ROWS_COLUMNS;
    if (!gp_reserve(&r->fields, &r->fields_cap, most))
        return gp_fail_memory(err);
    r->n_fields = gp_quotes_split(record.at, record.len, r->form.delimiter,
                                  r->form.quote, r->text, r->fields, most);
    if (record.len > r->field_limit) /* else no field can be longer */
        for (i = 0; i < r->n_fields && i < most; i++)
            if (r->fields[i].len > r->longest)
                r->longest = r->fields[i].len;
    return GP_OK;
}

/* Where libcsv knows better what a blank or a delimiter that is also the quote means. */
static bool is_strange(const struct gp_rows_form *f)
{
    return f->quote == '\0' || f->quote == f->delimiter || f->quote == ' ' ||
           f->quote == '\t';
}

static enum gp_status parse(struct gp_rows *r, struct gp_err *err)
{
    bool by_libcsv = !r->records.odd && (r->form.plain || is_strange(&r->form));

    r->n_fields = r->text_len = r->longest = 0;
    r->no_memory = false;
    if (!gp_reserve(&r->text, &r->text_cap, r->records.bytes.len + 1))
        return gp_fail_memory(err);
    return by_libcsv ? parse_sound(r, err) : cut(r, err);
}

/* Extra fields are fine when they are empty, missing ones when they are not used and
 * nothing is odd. Leaves the row with exactly n_columns fields. */
static bool fits(struct gp_rows *r)
{
    size_t i;

    if (r->n_fields > GP_ROWS_COLUMNS)
        return false;
    if (r->form.n_columns == 0 || r->n_fields == r->form.n_columns)
        return true;
    if (r->records.odd)
        return false;
    for (i = r->form.n_columns; i < r->n_fields; i++)
        if (r->fields[i].len != 0)
            return false;
    return r->n_fields >= r->form.n_columns ||
           (!r->records.several && r->n_fields >= r->need);
}

static enum gp_status fill_up(struct gp_rows *r, struct gp_err *err)
{
    if (r->form.n_columns == 0)
        return GP_OK;
    if (r->n_fields < r->form.n_columns) {
        if (!gp_reserve(&r->fields, &r->fields_cap, r->form.n_columns))
            return gp_fail_memory(err);
        r->counts.short_rows++;
        for (; r->n_fields < r->form.n_columns; r->n_fields++)
            r->fields[r->n_fields] = gp_slice_n("", 0);
    }
    r->n_fields = r->form.n_columns;
    return GP_OK;
}

static bool is_header(const struct gp_rows *r)
{
    size_t i;

    if (r->form.header == NULL)
        return false;
    for (i = 0; i < r->n_fields; i++)
        if (!gp_slice_eq(gp_slice_trim(r->fields[i]), r->form.header[i]))
            return false;
    return true;
}

static bool nul_in_used(const struct gp_rows *r)
{
    size_t i;

    if (memchr(r->records.bytes.at, '\0', r->records.bytes.len) == NULL)
        return false;
    for (i = 0; i < r->n_fields; i++)
        if ((r->form.used == NULL || r->form.used[i]) && r->fields[i].len != 0 &&
            memchr(r->fields[i].at, '\0', r->fields[i].len) != NULL)
            return true;
    return false;
}

static enum gp_status refuse_count(struct gp_rows *r, struct gp_err *err)
{
    char found[80];

    snprintf(found, sizeof found, "%zu fields, expected %zu", r->n_fields,
             r->form.n_columns != 0 ? r->form.n_columns : (size_t)GP_ROWS_COLUMNS);
    return refuse(r, r->records.odd ? GP_REJECT_QUOTE_TEXT : GP_REJECT_FIELD_COUNT,
                  found, err);
}

/* The record with its fields as a row, or refused (*row stays NULL). */
static enum gp_status accept(struct gp_rows *r, const struct gp_row **row,
                             struct gp_err *err)
{
    struct gp_records *record = &r->records;
    enum gp_status status;
    bool filled_up;

    if (record->several && (!fits(r) || r->longest > r->field_limit)) {
        gp_records_take_back(record);
        return refuse(r, GP_REJECT_QUOTE_OPEN, "", err);
    }
    if (r->longest > r->field_limit)
        return refuse(r, GP_REJECT_FIELD_LONG, "", err);
    if (!fits(r))
        return refuse_count(r, err);
    filled_up = r->n_fields < r->form.n_columns;
    status = fill_up(r, err);
    if (status != GP_OK)
        return status;
    if (is_header(r))
        return refuse(r, GP_REJECT_HEADER_AGAIN, "", err);
    if (nul_in_used(r))
        return refuse(r, GP_REJECT_NUL, "", err);
    r->counts.odd_quotes += record->odd;
    r->counts.records++;
    r->counts.rows++;
    r->row = (struct gp_row){.fields = r->fields,
                             .n_fields = r->n_fields,
                             .filled_up = filled_up,
                             .line = record->line,
                             .record = record->bytes};
    *row = &r->row;
    return GP_OK;
}

static struct gp_stretch take_usual(struct gp_rows *r, size_t stop, size_t most)
{
    struct gp_stretch s = {0};

    if (r->fast.on && !r->records.drop)
        s = gp_fast_take(&r->fast, &r->records.lines, stop, most);
    r->counts.records += s.n;
    r->counts.rows += s.n;
    return s;
}

enum gp_status gp_rows_next(struct gp_rows *r, const struct gp_row **row,
                            struct gp_err *err)
{
    struct gp_stretch s = take_usual(r, SIZE_MAX, 1);

    *row = NULL;
    if (s.n != 0) {
        r->row = gp_stretch_row(&s, 0);
        *row = &r->row;
        return GP_OK;
    }
    while (*row == NULL) {
        enum gp_status status = gp_records_next(&r->records, err);

        if (status == GP_OK && r->records.kind == GP_RECORD_OPEN)
            status = refuse(r, GP_REJECT_QUOTE_OPEN, "", err);
        else if (status == GP_OK && r->records.kind == GP_RECORD_LONG)
            status = refuse(r, GP_REJECT_FIELD_LONG, "", err);
        else if (status == GP_OK && r->records.kind == GP_RECORD) {
            status = parse(r, err);
            if (status == GP_OK)
                status = accept(r, row, err);
        }
        if (status != GP_OK || r->records.kind == GP_RECORD_END)
            return status;
    }
    return GP_OK;
}

enum gp_status gp_rows_open(gp_read_fn read, void *ctx, const char *file,
                            size_t field_limit, struct gp_rows **out,
                            struct gp_err *err)
{
    struct gp_rows *r = gp_array_zero(1, sizeof *r);
    enum gp_status status;

    *out = NULL;
    if (r == NULL)
        return gp_fail_memory(err);
    r->file = file;
    r->field_limit = field_limit != 0 ? field_limit : FIELD_LIMIT;
    csv_init(&r->csv, 0);
    csv_set_realloc_func(&r->csv, csv_realloc);
    csv_set_free_func(&r->csv, gp_free);
    status =
        gp_records_init(&r->records, read, ctx, r->field_limit + RECORD_EXTRA, err);
    if (status == GP_OK)
        *out = r;
    else
        gp_rows_close(r);
    return status;
}

void gp_rows_close(struct gp_rows *r)
{
    if (r == NULL)
        return;
    csv_free(&r->csv);
    gp_records_release(&r->records);
    gp_fast_release(&r->fast);
    gp_free(r->text);
    gp_free(r->fields);
    gp_free(r);
}

enum gp_status gp_rows_look(struct gp_rows *r, size_t n, struct gp_slice *sample,
                            bool *whole, struct gp_err *err)
{
    enum gp_status status = gp_lines_look(&r->records.lines, n, err);

    *sample = gp_slice_n(r->records.lines.buf, r->records.lines.end);
    *whole = r->records.lines.eof;
    return status;
}

void gp_rows_use(struct gp_rows *r, const bool *used)
{
    size_t i;

    r->form.used = used;
    r->need = r->form.n_columns;
    for (i = r->form.n_columns; used != NULL && i > 0 && !used[i - 1]; i--)
        r->need = i - 1;
}

void gp_rows_rejects(struct gp_rows *r, struct gp_rejects *rejects)
{
    r->form.rejects = rejects;
}

enum gp_status gp_rows_start(struct gp_rows *r, const struct gp_rows_form *form,
                             uint64_t skip_lines, bool look, struct gp_err *err)
{
    r->form = *form;
    memset(&r->counts, 0, sizeof r->counts);
    r->fast.on = false;
    if (!form->plain && !look)
        gp_fast_start(&r->fast, form->delimiter, form->quote, form->n_columns,
                      r->field_limit, form->header);
    gp_rows_use(r, form->used);
    csv_set_delim(&r->csv, (unsigned char)form->delimiter);
    csv_set_quote(&r->csv, (unsigned char)form->quote);
    return gp_records_start(&r->records, form->delimiter, form->quote, look, skip_lines,
                            err);
}

bool gp_rows_can_restart(const struct gp_rows *r)
{
    return gp_lines_can_restart(&r->records.lines);
}

void gp_rows_reset(struct gp_rows *r)
{
    gp_lines_reset(&r->records.lines);
}

struct gp_recount *gp_rows_hand_over_recount(struct gp_rows *r)
{
    return gp_lines_hand_over_recount(&r->records.lines);
}

const struct gp_reader_counts *gp_rows_counts(struct gp_rows *r)
{
    r->counts.physical_lines = r->records.lines.line;
    r->counts.blank_lines = r->records.blank_lines;
    r->counts.quote_error = r->records.quote_error;
    r->counts.scanned = r->records.lines.recount.records;
    return &r->counts;
}

uint64_t gp_rows_odd_quotes(const struct gp_rows *r)
{
    return r->counts.odd_quotes;
}

/* ---- blocks ---- */

struct gp_stretch gp_rows_take(struct gp_rows *r, size_t stop)
{
    return take_usual(r, stop, SIZE_MAX);
}

struct gp_lines *gp_rows_window(const struct gp_rows *r)
{
    return (struct gp_lines *)&r->records.lines;
}

void gp_rows_begin_block(struct gp_rows *r, uint64_t lines)
{
    struct gp_reader_counts ignored = {0};

    gp_rows_give_counts(r, &ignored);
    gp_lines_empty(&r->records.lines, lines);
    r->records.look = r->records.lines.hold = true;
    r->records.drop = r->records.odd_dropped = false;
}

bool gp_rows_within_line(const struct gp_rows *r)
{
    return r->records.drop;
}

bool gp_rows_pass_on(struct gp_rows *r, struct gp_rows *to)
{
    const struct gp_lines *l = &r->records.lines;

    gp_rows_begin_block(to, l->line);
    to->records.drop = r->records.drop;
    to->records.odd_dropped = r->records.odd_dropped;
    return gp_lines_append(&to->records.lines, l->buf + l->pos, l->end - l->pos);
}

void gp_rows_give_counts(struct gp_rows *r, struct gp_reader_counts *to)
{
    const struct gp_reader_counts *c = gp_rows_counts(r);

    to->records += c->records;
    to->rows += c->rows;
    to->rejected += c->rejected;
    to->blank_lines += c->blank_lines;
    to->quote_error |= c->quote_error;
    to->odd_quotes += c->odd_quotes;
    to->short_rows += c->short_rows;
    memset(&r->counts, 0, sizeof r->counts);
    r->records.blank_lines = 0;
    r->records.quote_error = false;
}
