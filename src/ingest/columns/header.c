/* header.c - see header.h.
 *
 *   Report of 2024-03-01        few cells, and fewer than the table: preamble
 *                               blank
 *   Deal,Stage,Since            text above a column of dates: a header
 *   17,Lead,2024-02-01
 *
 * Lines are taken for a preamble only when what follows is consistent: all of the next
 * rows, and at least nine in ten of the sample, have the table's number of fields. The
 * header is decided column by column: text above numbers or dates speaks for one, a
 * number above numbers against; a value that comes again below only where all is text.
 */
#include "ingest/columns/header.h"
#include "base/mem.h"

#include <stdio.h>
#include <string.h>

enum { PREAMBLE_MOST = 30, HEAD = PREAMBLE_MOST + 6, MUST_FOLLOW = 5 };

enum cell { EMPTY, TEXT, NUMBER, DATE };

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What may stand in a number beside its digits. */
static bool is_mark(char c)
{
    return c == '.' || c == ',' || c == '+' || c == '-' || c == '%' || c == '$' ||
           c == ' ' || c == 'e' || c == 'E';
}

enum { DATE_OTHERS = 8 }; /* letters and such that may stand in a date */

/* Numbers and dates by the characters they are made of; the exact forms are the
 * business of others. */
static enum cell kind_of(struct gp_slice cell)
{
    size_t i, digits = 0, marks = 0, others = 0, separators = 0, most;

    cell = gp_slice_trim(cell);
    /* Text is most often told by its first letter: only a date has any. */
    most = cell.len > 0 && digit(cell.at[0]) ? DATE_OTHERS : 0;
    for (i = 0; i < cell.len && others <= most; i++) {
        char c = cell.at[i];

        if (digit(c))
            digits++;
        else if (is_mark(c))
            marks++;
        else
            others++;
        separators += c == '-' || c == '/' || c == ':' || c == '.';
    }
    if (cell.len == 0)
        return EMPTY;
    if (others > most)
        return TEXT;
    if (digits >= 4 && separators >= 2 && digit(cell.at[0]))
        return DATE;
    if (digits > 0 && others == 0 && digits >= marks)
        return NUMBER;
    return TEXT;
}

/* What the first rows look like, and how many have the usual number of fields. */
struct head {
    struct {
        uint64_t line, refused; /* records refused before it */
        size_t n_fields, filled;
        bool comment, texts; /* begins with #; all filled cells are text */
    } row[HEAD];
    size_t n;
    uint64_t rows, usual, sparse; /* sparse: usual number of fields, hardly any filled
                                   */
};

enum { SPARSE_MOST = 2 };

static bool sparse(size_t filled, size_t usual)
{
    return filled <= SPARSE_MOST && filled <= usual / 2;
}

static void note(struct head *h, const struct gp_row *row, uint64_t refused,
                 size_t usual)
{
    bool comment = row->record.len > 0 && row->record.at[0] == '#';
    size_t i, filled = 0, texts = 0;

    for (i = 0; i < row->n_fields && (h->n < HEAD || filled <= SPARSE_MOST); i++)
        filled += gp_slice_trim(gp_row_field(row, i)).len != 0;
    h->rows += !comment || row->n_fields == usual;
    h->usual += row->n_fields == usual;
    h->sparse += row->n_fields == usual && sparse(filled, usual);
    if (h->n == HEAD)
        return;
    for (i = 0; i < row->n_fields; i++)
        texts += kind_of(gp_row_field(row, i)) == TEXT;
    h->row[h->n].line = row->line;
    h->row[h->n].refused = refused;
    h->row[h->n].n_fields = row->n_fields;
    h->row[h->n].filled = filled;
    h->row[h->n].comment = comment;
    h->row[h->n].texts = texts == filled;
    h->n++;
}

static enum gp_status read_head(struct gp_rows *rows, const struct gp_rows_form *form,
                                uint64_t skip, size_t usual, struct head *h,
                                struct gp_err *err)
{
    const struct gp_row *row;
    enum gp_status status = gp_rows_start(rows, form, skip, true, err);

    memset(h, 0, sizeof *h);
    if (status != GP_OK)
        return status;
    while ((status = gp_rows_next(rows, &row, err)) == GP_OK && row != NULL)
        note(h, row, gp_rows_counts(rows)->rejected, usual);
    return status;
}

/* A row that the table's own header or first row would not look like. */
static bool before_table(const struct head *h, size_t i, size_t usual)
{
    size_t filled = h->row[i].filled;

    if (h->row[i].n_fields == usual)
        return sparse(filled, usual);
    return h->row[i].comment ||
           (h->row[i].n_fields < usual && filled <= 2 && filled * 2 <= usual + 1);
}

/* Index of the table's first row among the first rows; 0 unless all agrees. */
static size_t skip_preamble(const struct head *h, size_t usual)
{
    size_t first = 0, i, full = 0, narrow = 0;

    while (first < h->n && first <= PREAMBLE_MOST && before_table(h, first, usual)) {
        full += h->row[first].n_fields == usual;
        narrow += h->row[first].n_fields != usual && !h->row[first].comment;
        first++;
    }
    if (first == 0 || first > PREAMBLE_MOST || first + 1 >= h->n)
        return 0;
    for (i = first; i < h->n && i <= first + MUST_FOLLOW; i++)
        if (h->row[i].n_fields != usual && !h->row[i].comment)
            return 0;
    if ((h->usual - full) * 10 < (h->rows - full - narrow) * 9)
        return 0;
    /* Rows as wide as the table but nearly empty: only in front of a full header, and
     * only when no such row comes later. */
    if (full > 0 &&
        (h->sparse > full || !h->row[first].texts || h->row[first].filled != usual))
        return 0;
    return first;
}

struct column {
    char *name; /* the first row's cell, trimmed */
    size_t len;
    enum cell kind;
    uint64_t filled, typed, again; /* below it: cells; numbers or dates; equal to it */
};

struct table {
    struct gp_arena arena;
    struct column *column;
    size_t n;
    uint64_t rows, repeats; /* below the first; of them equal to it */
};

static bool take_first(struct table *t, const struct gp_row *row)
{
    size_t i;

    t->column = gp_array_zero(row->n_fields, sizeof *t->column);
    if (t->column == NULL)
        return false;
    t->n = row->n_fields;
    for (i = 0; i < t->n; i++) {
        struct gp_slice cell = gp_slice_trim(gp_row_field(row, i));
        struct column *c = &t->column[i];

        c->name = gp_arena_copy(&t->arena, cell.at, cell.len);
        if (c->name == NULL)
            return false;
        c->len = cell.len;
        c->kind = kind_of(cell);
    }
    return true;
}

static void take_below(struct table *t, const struct gp_row *row)
{
    size_t i, same = 0, n = row->n_fields < t->n ? row->n_fields : t->n;

    for (i = 0; i < n; i++)
        same += gp_slice_eq(gp_slice_trim(gp_row_field(row, i)),
                            gp_slice_n(t->column[i].name, t->column[i].len));
    t->rows++;
    t->repeats += same == t->n;
    if (same == t->n)
        return; /* perhaps the header again: exports one behind the other */
    for (i = 0; i < n; i++) {
        struct column *c = &t->column[i];
        enum cell kind = kind_of(gp_row_field(row, i));

        c->filled += kind != EMPTY;
        c->typed += kind == NUMBER || kind == DATE;
        c->again += kind != EMPTY && gp_slice_eq(gp_slice_trim(gp_row_field(row, i)),
                                                 gp_slice_n(c->name, c->len));
    }
}

static enum gp_status read_table(struct gp_rows *rows, const struct gp_rows_form *form,
                                 uint64_t skip, struct table *t, struct gp_err *err)
{
    const struct gp_row *row;
    enum gp_status status = gp_rows_start(rows, form, skip, true, err);

    if (status != GP_OK)
        return status;
    while ((status = gp_rows_next(rows, &row, err)) == GP_OK && row != NULL) {
        if (t->column != NULL)
            take_below(t, row);
        else if (!take_first(t, row))
            return gp_fail_memory(err);
    }
    return status;
}

/* Numbers and dates speak first: text above them for a header, one of them above them
 * against. Where they are silent, a value that comes again below speaks against. */
static void count_votes(const struct table *t, size_t *yes, size_t *no, size_t *again)
{
    size_t i;

    for (i = 0; i < t->n; i++) {
        const struct column *c = &t->column[i];
        bool typed_below = c->filled > 0 && c->typed * 5 >= c->filled * 4;

        *yes += typed_below && c->kind == TEXT;
        *no += typed_below && (c->kind == NUMBER || c->kind == DATE);
        *again += c->again > 0;
    }
}

static bool all_text(const struct table *t)
{
    size_t i;

    for (i = 0; i < t->n; i++)
        if (t->column[i].kind == NUMBER || t->column[i].kind == DATE)
            return false;
    return true;
}

static void decide(const struct table *t, struct gp_header_found *out)
{
    char *text = out->evidence;
    size_t size = sizeof out->evidence, yes = 0, no = 0, again = 0;

    count_votes(t, &yes, &no, &again);
    out->has_header = yes > no;
    if (yes > no)
        snprintf(text, size, "text stands above numbers or dates in %zu of %zu columns",
                 yes, t->n);
    else if (no > yes)
        snprintf(text, size,
                 "numbers or dates stand in the first row, too, in %zu of %zu columns",
                 no, t->n);
    else if (t->repeats * 10 > t->rows)
        snprintf(text, size, "the first row comes again %llu times",
                 (unsigned long long)t->repeats);
    else if (again > 0)
        snprintf(text, size, "the first row's values come again in %zu of %zu columns",
                 again, t->n);
    else if (!all_text(t))
        snprintf(text, size,
                 "the first row has numbers or dates; --header yes says otherwise");
    else {
        out->has_header = true;
        snprintf(text, size,
                 "the first row is all text and does not come again; --header no says "
                 "otherwise");
    }
}

/* Last columns without name (or without header) and without any value. */
static size_t used_columns(const struct table *t, bool has_header, size_t usual)
{
    size_t n = t->n;

    if (!has_header && usual > n)
        return usual;
    while (n > 1 && t->column[n - 1].kind == EMPTY && t->column[n - 1].filled == 0)
        n--;
    return n;
}

static enum gp_status judge_table(struct gp_rows *rows, const struct gp_rows_form *form,
                                  size_t usual, int wanted, struct gp_header_found *out,
                                  struct gp_err *err)
{
    struct table t = {0};
    enum gp_status status = read_table(rows, form, out->line - 1, &t, err);

    if (status == GP_OK && wanted < 0) {
        decide(&t, out);
    } else if (status == GP_OK) {
        out->has_header = wanted == 1;
        snprintf(out->evidence, sizeof out->evidence, "given by --header");
    }
    if (status == GP_OK)
        out->n_columns = used_columns(&t, out->has_header, usual);
    gp_free(t.column);
    gp_arena_release(&t.arena);
    return status;
}

/* The refused row that stands first, and why it was; NULL for none. */
static const struct gp_reject_example *first_refused(const struct gp_rejects *refused,
                                                     const char **why)
{
    const struct gp_reject_example *first = NULL;
    size_t kind;

    for (kind = 0; kind < GP_REJECT_KINDS; kind++)
        if (refused->n_examples[kind] > 0 &&
            (first == NULL || refused->example[kind][0].line < first->line)) {
            first = &refused->example[kind][0];
            *why = gp_reject_name((enum gp_reject)kind);
        }
    return first;
}

/* A line in front of the first row that could not be read may have been the header. */
static enum gp_status fail_refused(const struct gp_rejects *refused, const char *file,
                                   struct gp_err *err)
{
    const char *why = "";
    const struct gp_reject_example *first = first_refused(refused, &why);

    return gp_fail_at(err, GP_INPUT, file, first != NULL ? first->line : 0,
                      "the first line cannot be read as a header: %s; correct it, or "
                      "give --header no if it is none",
                      why);
}

/* Not one row, and what was refused first if anything. */
static enum gp_status fail_unread(const struct gp_rejects *refused, const char *file,
                                  struct gp_err *err)
{
    const char *why = "";
    const struct gp_reject_example *first = first_refused(refused, &why);
    const char *found = first != NULL && first->found != NULL ? first->found : "";

    if (first == NULL)
        return gp_fail_at(
            err, GP_INPUT, file, 0,
            "has no row that can be read in its first MiB, which is blank "
            "or one line that does not end: no events");
    return gp_fail_at(err, GP_INPUT, file, first->line,
                      "no row of the first MiB can be read: no events; here: %s%s%s",
                      why, found[0] != '\0' ? ": " : "", found);
}

static enum gp_status find(struct gp_rows *rows, const struct gp_rows_form *form,
                           uint64_t skip_lines, size_t usual, int wanted,
                           const char *file, struct gp_header_found *out,
                           struct gp_err *err)
{
    struct head h;
    size_t first = 0;
    enum gp_status status = read_head(rows, form, skip_lines, usual, &h, err);

    if (status != GP_OK)
        return status;
    if (h.n == 0)
        return fail_unread(form->rejects, file, err);
    if (wanted < 0)
        first = skip_preamble(&h, usual);
    if (wanted != 0 && h.row[first].refused > 0)
        return fail_refused(form->rejects, file, err);
    out->line = h.row[first].line;
    status = judge_table(rows, form, usual, wanted, out, err);
    out->skip_lines = out->has_header || first > 0 ? out->line - 1 : skip_lines;
    return status;
}

enum gp_status gp_header_find(struct gp_rows *rows, const struct gp_rows_form *form,
                              uint64_t skip_lines, size_t usual, int wanted,
                              const char *file, struct gp_header_found *out,
                              struct gp_err *err)
{
    struct gp_rejects refused;
    struct gp_rows_form watched = *form;
    enum gp_status status;

    memset(out, 0, sizeof *out);
    gp_rejects_init(&refused, NULL);
    watched.rejects = &refused;
    status = find(rows, &watched, skip_lines, usual, wanted, file, out, err);
    gp_rejects_release(&refused);
    return status;
}
