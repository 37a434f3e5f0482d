/* fast.c - see fast.h.
 *
 *   window   ...|1,a,x\n2,"b,c",y\n3,d"d,z\n...
 *   split       ends of 1,a,x and 2,"b,c",y; stops at the odd quote
 *   taken       two rows here, the third by the plain engine, then split again behind it
 *
 * The window is split in batches. A batch is small after something odd and grows while
 * nothing is, so that a file full of odd records does not split the same bytes again and
 * again.
 */
#include "ingest/fast.h"
#include "base/mem.h"

#include <string.h>

enum { BATCH_LEAST = 512, BATCH_MOST = 32 * 1024 };

static void forget(struct gp_fast *f, const struct gp_lines *l)
{
    gp_split_begin(&f->split);
    f->base = l->base;
    f->next = f->scanned = l->pos;
    f->row = f->ends = 0;
    f->lines = 0;
    f->batch = BATCH_LEAST;
    f->stopped = false;
}

void gp_fast_start(struct gp_fast *f, char delimiter, char quote, size_t n_columns,
                   size_t field_limit, const struct gp_slice *header)
{
    f->on = n_columns >= 2 && quote != '\0' && delimiter != quote && quote != ' ' &&
            quote != '\t';
    gp_split_init(&f->split, delimiter, quote);
    f->quote = quote;
    f->n_columns = n_columns;
    f->field_limit = field_limit;
    f->header = header;
    f->base = UINT64_MAX; /* nothing was split */
    f->next = SIZE_MAX;
}

void gp_fast_release(struct gp_fast *f)
{
    gp_split_release(&f->split);
    gp_free(f->text);
    memset(f, 0, sizeof *f);
}

/* Where the row behind this line end begins. */
static size_t behind(const struct gp_lines *l, size_t at)
{
    bool crlf = l->buf[at] == '\r' && at + 1 < l->end && l->buf[at + 1] == '\n';

    return at + (crlf ? 2 : 1);
}

static void pass_row(struct gp_fast *f, const struct gp_lines *l)
{
    const struct gp_split_row *r = &f->split.row[f->row++];

    f->next = behind(l, f->split.end[r->ends - 1]);
    f->ends = r->ends;
    f->lines = r->lines;
}

/* Passes over the rows that the plain engine took; what was split is of use as long as
 * one of its rows begins where the window now stands. */
static void catch_up(struct gp_fast *f, const struct gp_lines *l)
{
    if (f->base != l->base || f->next > l->pos || f->scanned < l->pos) {
        forget(f, l);
        return;
    }
    while (f->next < l->pos && f->row < f->split.n_rows)
        pass_row(f, l);
    if (f->next != l->pos)
        forget(f, l);
}

/* Drops what was taken: a row that is not complete yet moves to the front. */
static void drop_taken(struct gp_fast *f)
{
    struct gp_split *s = &f->split;

    memmove(s->end, s->end + f->ends, (s->n_ends - f->ends) * sizeof *s->end);
    s->n_ends -= f->ends;
    s->n_rows = 0;
    f->row = f->ends = 0;
}

/* Splits on until a row is complete. False: not in this window. */
static bool split_more(struct gp_fast *f, const struct gp_lines *l)
{
    if (f->ends != 0)
        drop_taken(f);
    f->row = f->split.n_rows = 0;
    while (f->split.n_rows == 0) {
        size_t left = l->end - f->scanned;
        size_t bytes = left < f->batch ? left : f->batch;

        bytes -= bytes % GP_SPLIT_CHUNK;
        if (f->stopped || bytes == 0 || f->scanned + bytes > UINT32_MAX ||
            !gp_split_room(&f->split, bytes))
            return false;
        f->stopped = !gp_split_take(&f->split, l->buf, f->scanned, f->scanned + bytes);
        f->scanned += bytes;
        if (f->batch < BATCH_MOST)
            f->batch *= 2;
    }
    return true;
}

/* Nearly always the first field of the row, which is this, tells that it is not the header
 * again. */
static bool may_be_header(const struct gp_fast *f, const char *p, size_t len)
{
    if (f->header == NULL)
        return false;
    if (len == 0 || *p == f->quote || !gp_byte_is_ink(*p) ||
        !gp_byte_is_ink(p[len - 1]))
        return true;
    return gp_slice_eq(gp_slice_n(p, len), f->header[0]);
}

static bool is_header(const struct gp_fast *f, const struct gp_lines *l, size_t last)
{
    struct gp_row row = {.n_fields = f->n_columns,
                         .record = gp_slice_n(l->buf + f->next, last - f->next),
                         .window = l->buf,
                         .end = f->split.end + f->ends,
                         .quote = f->quote,
                         .undoubled = f->text};
    size_t i;

    for (i = 0; i < f->n_columns; i++)
        if (!gp_slice_eq(gp_slice_trim(gp_row_field(&row, i)), f->header[i]))
            return false;
    return true;
}

/* The next row of what was split. */
static bool is_usual(struct gp_fast *f, const struct gp_lines *l)
{
    uint32_t ends = f->split.row[f->row].ends;
    size_t first = f->split.end[f->ends];
    size_t last = f->split.end[ends - 1], len = last - f->next;

    if (ends - f->ends != f->n_columns || len > f->field_limit ||
        (l->buf[last] == '\r' && last + 1 >= l->end) ||
        (len > f->text_cap && !gp_reserve(&f->text, &f->text_cap, len)))
        return false;
    return !may_be_header(f, l->buf + f->next, first - f->next) ||
           !is_header(f, l, last);
}

struct gp_stretch gp_fast_take(struct gp_fast *f, struct gp_lines *l, size_t stop,
                               size_t most)
{
    struct gp_stretch s = {.n_columns = f->n_columns, .quote = f->quote};

    if (f->next != l->pos || f->base != l->base)
        catch_up(f, l);
    if (f->row == f->split.n_rows && !split_more(f, l))
        return s;
    s.window = l->buf;
    s.begin = f->next;
    s.end = f->split.end + f->ends;
    s.row = f->split.row + f->row;
    s.line = l->line + 1;
    s.lines_before = f->lines;
    for (; s.n < most && f->row < f->split.n_rows && f->next < stop && is_usual(f, l);
         s.n++)
        pass_row(f, l);
    s.undoubled = f->text;
    if (s.n != 0) {
        l->keep = s.begin;
        l->pos = f->next;
        l->line += f->lines - s.lines_before;
    }
    return s;
}
