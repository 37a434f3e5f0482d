/* rows.c - see rows.h.
 *
 *   physical line -> no quotes, or sound ones        -> libcsv -> fields
 *                 -> quote left open: more lines     -> libcsv -> fields
 *                      ... odd, too long, file ends  -> first line refused
 *                 -> odd quotes                      -> split literally -> fields
 *
 * A line with an odd number of quotes opens a record over several lines, and the next
 * such line closes it, well or badly. So an attempt that fails has read at most up to
 * the next such line, and the lines between are then read without attempts: taking back
 * costs each byte one more reading, never more.
 *
 * libcsv skips blank lines silently; they are recognised before it sees them.
 */
#include "ingest/rows.h"
#include "base/mem.h"

#include <csv.h>
#include <stdio.h>
#include <string.h>

enum { FIELD_LIMIT = 16 * 1024 * 1024, RECORD_EXTRA = 1024 * 1024, CSV_STEP = 4096 };

struct gp_rows {
    struct gp_lines lines;
    struct csv_parser csv;
    const char *file;
    size_t field_limit;
    struct gp_rows_form form;
    size_t need; /* fields a short row must have */
    bool look;
    struct gp_reader_counts counts;
    uint64_t line;         /* where the record begins */
    bool odd, several;     /* its quotes are odd; it spans lines */
    size_t first, content; /* bytes of its first line; without the last line end */
    char *text;            /* the fields' bytes */
    size_t text_cap, text_len;
    struct gp_slice *fields;
    size_t fields_cap, n_fields, longest;
    unsigned ended; /* records libcsv has seen end */
    bool no_memory;
    struct gp_row row;
};

static enum gp_status refuse(struct gp_rows *r, enum gp_reject reason,
                             struct gp_slice record, const char *found,
                             struct gp_err *err)
{
    r->counts.records++;
    r->counts.rejected++;
    if (r->form.rejects == NULL)
        return GP_OK;
    return gp_rejects_add(r->form.rejects, reason, r->file, r->line, record,
                          gp_slice(found), err);
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
    char *record = r->lines.buf + r->lines.keep; /* has room behind it */
    char behind = record[r->content];
    size_t room = csv_get_buffer_size(&r->csv), done;

    r->ended = 0;
    if (room <= r->content)
        csv_set_blk_size(&r->csv, r->content - room + CSV_STEP);
    record[r->content] = '\n';
    done = csv_parse(&r->csv, record, r->content + 1, on_field, on_record, r);
    record[r->content] = behind;
    if (r->no_memory || csv_error(&r->csv) == CSV_ENOMEM) {
        csv_fini(&r->csv, NULL, NULL, NULL);
        return gp_fail_memory(err);
    }
    if (done != r->content + 1 || r->ended != 1)
        return gp_fail_at(err, GP_BUG, r->file, r->line,
                          "libcsv reads %u records where one was found", r->ended);
    return GP_OK;
}

/* As many slices as a row of the table or a line of delimiters can have. */
static enum gp_status parse_odd(struct gp_rows *r, struct gp_err *err)
{
    const char *record = r->lines.buf + r->lines.keep;
    size_t i, most = r->content + 1;

    if (most > GP_ROWS_COLUMNS)
        most = GP_ROWS_COLUMNS;
    if (!gp_reserve(&r->fields, &r->fields_cap, most))
        return gp_fail_memory(err);
    r->n_fields = gp_quotes_split_odd(record, r->content, r->form.delimiter,
                                      r->form.quote, r->text, r->fields, most);
    for (i = 0; i < r->n_fields && i < most; i++)
        if (r->fields[i].len > r->longest)
            r->longest = r->fields[i].len;
    return GP_OK;
}

static enum gp_status parse(struct gp_rows *r, struct gp_err *err)
{
    r->n_fields = r->text_len = r->longest = 0;
    r->no_memory = false;
    if (!gp_reserve(&r->text, &r->text_cap, r->content + 1))
        return gp_fail_memory(err);
    return r->odd ? parse_odd(r, err) : parse_sound(r, err);
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
    if (r->odd)
        return false;
    for (i = r->form.n_columns; i < r->n_fields; i++)
        if (r->fields[i].len != 0)
            return false;
    if (r->n_fields < r->form.n_columns && (r->several || r->n_fields < r->need))
        return false;
    return true;
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

    if (memchr(r->lines.buf + r->lines.keep, '\0', r->content) == NULL)
        return false;
    for (i = 0; i < r->n_fields; i++)
        if ((r->form.used == NULL || r->form.used[i]) && r->fields[i].len != 0 &&
            memchr(r->fields[i].at, '\0', r->fields[i].len) != NULL)
            return true;
    return false;
}

/* Only the record's first line is refused; reading goes on at its second. */
static enum gp_status take_back(struct gp_rows *r, struct gp_err *err)
{
    struct gp_slice line = gp_slice_n(gp_lines_record(&r->lines).at, r->first);

    r->counts.quote_error = true;
    while (line.len > 0 &&
           (line.at[line.len - 1] == '\n' || line.at[line.len - 1] == '\r'))
        line.len--;
    gp_lines_give_back(&r->lines, r->first, r->line);
    return refuse(r, GP_REJECT_QUOTE_OPEN, line, "", err);
}

static enum gp_status refuse_count(struct gp_rows *r, struct gp_slice record,
                                   struct gp_err *err)
{
    char found[80];

    snprintf(found, sizeof found, "%zu fields, expected %zu", r->n_fields,
             r->form.n_columns != 0 ? r->form.n_columns : (size_t)GP_ROWS_COLUMNS);
    return refuse(r, r->odd ? GP_REJECT_QUOTE_TEXT : GP_REJECT_FIELD_COUNT, record,
                  found, err);
}

/* The gathered record as a row, or refused (*row stays NULL). */
static enum gp_status deliver(struct gp_rows *r, const struct gp_row **row,
                              struct gp_err *err)
{
    struct gp_slice record = gp_slice_n(gp_lines_record(&r->lines).at, r->content);
    enum gp_status status = parse(r, err);

    if (status != GP_OK)
        return status;
    if (r->several && (!fits(r) || r->longest > r->field_limit))
        return take_back(r, err);
    r->counts.quote_error |= r->odd;
    if (r->longest > r->field_limit)
        return refuse(r, GP_REJECT_FIELD_LONG, record, "", err);
    if (!fits(r))
        return refuse_count(r, record, err);
    status = fill_up(r, err);
    if (status != GP_OK)
        return status;
    if (is_header(r))
        return refuse(r, GP_REJECT_HEADER_AGAIN, record, "", err);
    if (nul_in_used(r))
        return refuse(r, GP_REJECT_NUL, record, "", err);
    r->counts.odd_quotes += r->odd;
    r->counts.records++;
    r->counts.rows++;
    r->row = (struct gp_row){r->fields, r->n_fields, r->line, record};
    *row = &r->row;
    return GP_OK;
}

static enum gp_status refuse_long(struct gp_rows *r, struct gp_err *err)
{
    struct gp_lines *l = &r->lines;
    struct gp_slice record = gp_slice_n(l->buf + l->keep, l->end - l->keep);
    enum gp_status status = refuse(r, GP_REJECT_FIELD_LONG, record, "", err);
    bool odd = false;

    if (status == GP_OK)
        status = gp_lines_drop(l, r->form.quote, &odd, err);
    r->counts.quote_error |= odd;
    return status;
}

static bool blank(const struct gp_rows *r, const char *p, size_t len)
{
    size_t i;

    for (i = 0; i < len; i++)
        if ((p[i] != ' ' && p[i] != '\t') || p[i] == r->form.delimiter)
            return false;
    return true;
}

static enum gp_quotes judge(const struct gp_rows *r, const struct gp_line *line,
                            bool inside)
{
    const char *p = r->lines.buf + r->lines.keep + line->at;

    if (!inside && memchr(p, r->form.quote, line->len) == NULL)
        return GP_QUOTES_CLOSED;
    return gp_quotes_judge(p, line->len, r->form.delimiter, r->form.quote, inside);
}

/* What became of the lines taken so far. */
enum gathered { RECORD, REFUSED, ENDED };

/* The first line left a quote open: takes lines until it is closed. */
static enum gp_status gather_more(struct gp_rows *r, enum gathered *what,
                                  struct gp_err *err)
{
    struct gp_line line;
    enum gp_quotes quotes;

    do {
        enum gp_status status = gp_lines_next(&r->lines, &line, err);

        if (status != GP_OK)
            return status;
        if (line.kind == GP_LINE_END && r->look && !r->lines.eof) {
            *what = ENDED;
            return GP_OK;
        }
        quotes = line.kind == GP_LINE ? judge(r, &line, true) : GP_QUOTES_ODD;
        if (quotes == GP_QUOTES_ODD) {
            *what = REFUSED;
            return take_back(r, err);
        }
    } while (quotes == GP_QUOTES_OPEN);
    r->several = true;
    r->content = line.at + line.len;
    return GP_OK;
}

/* Takes the lines of the next record that is not blank. */
static enum gp_status gather(struct gp_rows *r, enum gathered *what, struct gp_err *err)
{
    struct gp_line line;
    enum gp_quotes quotes;

    for (;;) {
        enum gp_status status;

        gp_lines_begin(&r->lines);
        status = gp_lines_next(&r->lines, &line, err);
        *what = ENDED;
        if (status != GP_OK || line.kind == GP_LINE_END)
            return status;
        r->line = r->lines.line + (line.kind == GP_LINE_LONG);
        *what = REFUSED;
        if (line.kind == GP_LINE_LONG)
            return refuse_long(r, err);
        if (!blank(r, r->lines.buf + r->lines.keep, line.len))
            break;
        r->counts.blank_lines++;
    }
    quotes = judge(r, &line, false);
    r->first = r->lines.pos - r->lines.keep;
    r->content = line.len;
    r->odd = quotes == GP_QUOTES_ODD;
    r->several = false;
    *what = RECORD;
    return quotes == GP_QUOTES_OPEN ? gather_more(r, what, err) : GP_OK;
}

enum gp_status gp_rows_next(struct gp_rows *r, const struct gp_row **row,
                            struct gp_err *err)
{
    enum gathered what = REFUSED;
    enum gp_status status = GP_OK;

    *row = NULL;
    while (status == GP_OK && *row == NULL && what != ENDED) {
        status = gather(r, &what, err);
        if (status == GP_OK && what == RECORD)
            status = deliver(r, row, err);
    }
    return status;
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
    status = gp_lines_init(&r->lines, read, ctx, r->field_limit + RECORD_EXTRA, err);
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
    gp_lines_release(&r->lines);
    gp_free(r->text);
    gp_free(r->fields);
    gp_free(r);
}

enum gp_status gp_rows_look(struct gp_rows *r, size_t n, struct gp_slice *sample,
                            bool *whole, struct gp_err *err)
{
    enum gp_status status = gp_lines_look(&r->lines, n, err);

    *sample = gp_slice_n(r->lines.buf, r->lines.end);
    *whole = r->lines.eof;
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
    struct gp_line line = {.kind = GP_LINE};
    enum gp_status status = GP_OK;

    gp_lines_restart(&r->lines);
    r->form = *form;
    r->look = r->lines.hold = look;
    memset(&r->counts, 0, sizeof r->counts);
    gp_rows_use(r, form->used);
    csv_set_delim(&r->csv, (unsigned char)form->delimiter);
    csv_set_quote(&r->csv, (unsigned char)form->quote);
    while (status == GP_OK && r->lines.line < skip_lines && line.kind == GP_LINE) {
        gp_lines_begin(&r->lines);
        status = gp_lines_next(&r->lines, &line, err);
    }
    if (status == GP_OK && !look)
        gp_lines_recount(&r->lines, form->delimiter, form->quote);
    return status;
}

bool gp_rows_can_restart(const struct gp_rows *r)
{
    return gp_lines_can_restart(&r->lines);
}

void gp_rows_reset(struct gp_rows *r)
{
    gp_lines_reset(&r->lines);
}

const struct gp_reader_counts *gp_rows_counts(struct gp_rows *r)
{
    r->counts.physical_lines = r->lines.line;
    r->counts.scanned = r->lines.recount.records;
    return &r->counts;
}
