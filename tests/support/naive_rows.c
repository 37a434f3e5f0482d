/* naive_rows.c - see naive_rows.h. */
#include "tests/support/naive_rows.h"
#include "base/mem.h"
#include "ingest/rows.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <string.h>

struct naive {
    const char *p, *end;
    char delimiter, quote;
    uint64_t line;
    struct gp_text field;
};

static bool at_line_end(const struct naive *n)
{
    return n->p == n->end || *n->p == '\n' || *n->p == '\r';
}

/* Steps over one byte; CRLF counts as one line. */
static void step(struct naive *n)
{
    if (*n->p == '\r' || (*n->p == '\n'))
        n->line++;
    if (*n->p == '\r' && n->p + 1 < n->end && n->p[1] == '\n')
        n->p++;
    n->p++;
}

static bool is_blank(const struct naive *n, char c)
{
    return (c == ' ' || c == '\t') && c != n->delimiter;
}

static bool quoted_field(struct naive *n)
{
    n->p++;
    for (;;) {
        if (n->p == n->end)
            return false;
        if (*n->p != n->quote) {
            const char *from = n->p;

            step(n);
            gp_text_add_n(&n->field, from, (size_t)(n->p - from));
        } else if (n->p + 1 < n->end && n->p[1] == n->quote) {
            gp_text_add_char(&n->field, n->quote);
            n->p += 2;
        } else {
            break;
        }
    }
    n->p++;
    while (!at_line_end(n) && is_blank(n, *n->p))
        n->p++;
    return at_line_end(n) || *n->p == n->delimiter;
}

static bool plain_field(struct naive *n)
{
    while (!at_line_end(n) && is_blank(n, *n->p))
        n->p++;
    while (!at_line_end(n) && *n->p != n->delimiter) {
        if (*n->p == n->quote)
            return false;
        gp_text_add_char(&n->field, *n->p++);
    }
    while (n->field.len > 0 && is_blank(n, n->field.at[n->field.len - 1]))
        n->field.len--;
    return true;
}

static bool blank_line(const struct naive *n)
{
    const char *p = n->p;

    while (p < n->end && is_blank(n, *p))
        p++;
    return p == n->end || *p == '\n' || *p == '\r';
}

static bool record(struct naive *n, struct gp_text *out)
{
    gp_text_add_u64(out, n->line);
    gp_text_add_char(out, ':');
    for (;;) {
        gp_text_clear(&n->field);
        if (!(n->p < n->end && *n->p == n->quote ? quoted_field(n) : plain_field(n)))
            return false;
        gp_text_add_n(out, n->field.at != NULL ? n->field.at : "", n->field.len);
        if (at_line_end(n))
            break;
        gp_text_add_char(out, '|');
        n->p++;
    }
    gp_text_add_char(out, '\n');
    return true;
}

bool naive_rows(const char *bytes, size_t len, char delimiter, char quote,
                struct gp_text *out)
{
    struct naive n = {bytes, bytes + len, delimiter, quote, 1, {0}};
    bool sound = len == 0 || memchr(bytes, '\0', len) == NULL;

    while (sound && n.p < n.end) {
        if (blank_line(&n))
            while (!at_line_end(&n))
                n.p++;
        else
            sound = record(&n, out);
        if (sound && n.p < n.end)
            step(&n);
    }
    gp_text_release(&n.field);
    return sound;
}

static void show(struct gp_text *t, const struct gp_row *row)
{
    size_t i;

    gp_text_add_u64(t, row->line);
    for (i = 0; i < row->n_fields; i++) {
        gp_text_add_char(t, i == 0 ? ':' : '|');
        gp_text_add_slice(t, gp_row_field(row, i));
    }
    gp_text_add_char(t, '\n');
}

static const char *read_all(struct gp_rows *rows, const struct gp_rows_form *form,
                            struct gp_text *out, struct gp_reader_counts *counts)
{
    static struct gp_err err;
    const struct gp_row *row;
    uint64_t n = 0, line = 0;

    if (gp_rows_start(rows, form, 0, false, &err) != GP_OK)
        return err.text;
    for (;;) {
        if (gp_rows_next(rows, &row, &err) != GP_OK)
            return err.text;
        if (row == NULL)
            break;
        if (row->line <= line)
            return "lines do not ascend";
        line = row->line;
        show(out, row);
        n++;
    }
    *counts = *gp_rows_counts(rows);
    return n == counts->rows ? NULL : "rows handed out differ from rows counted";
}

static const char *judge(const struct gp_reader_counts *c, const struct gp_rejects *r)
{
    static char text[160];

    if (c->records != c->rows + c->rejected)
        return "records are not rows and rejected";
    if (gp_rejects_total(r) != c->rejected)
        return "rejected rows are not all listed";
    if (c->quote_error || c->scanned == c->records)
        return NULL;
    snprintf(text, sizeof text, "counted %llu records, and %llu the second time",
             (unsigned long long)c->records, (unsigned long long)c->scanned);
    return text;
}

const char *naive_rows_complaint(const char *bytes, size_t len, char delimiter,
                                 size_t n_columns, size_t piece, size_t field_limit)
{
    struct fed fed = {bytes, len, 0, piece};
    struct gp_rows *rows = NULL;
    struct gp_rejects rejects;
    struct gp_rows_form form = {.delimiter = delimiter,
                                .quote = '"',
                                .n_columns = n_columns,
                                .rejects = &rejects};
    struct gp_reader_counts counts;
    struct gp_text ours = {0}, naive = {0};
    const char *complaint = "no memory";

    gp_rejects_init(&rejects, NULL);
    if (gp_rows_open(fed_read, &fed, "fed", field_limit, &rows, NULL) == GP_OK)
        complaint = read_all(rows, &form, &ours, &counts);
    if (complaint == NULL)
        complaint = judge(&counts, &rejects);
    if (complaint == NULL && n_columns == 0 && field_limit == 0 &&
        naive_rows(bytes, len, delimiter, '"', &naive) &&
        !gp_slice_eq(gp_slice_n(ours.at, ours.len), gp_slice_n(naive.at, naive.len)))
        complaint = "sound input reads otherwise than naively";
    gp_rows_close(rows);
    gp_rejects_release(&rejects);
    gp_text_release(&ours);
    gp_text_release(&naive);
    return complaint;
}
