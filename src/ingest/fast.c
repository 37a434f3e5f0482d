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

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

void gp_fast_use(struct gp_fast *f, const bool *used)
{
    size_t i;

    if (!f->on)
        return;
    f->n_used = 0;
    for (i = 0; i < f->n_columns; i++) {
        f->fields[i] = gp_slice_n("", 0);
        if (used == NULL || used[i])
            f->used[f->n_used++] = (uint32_t)i;
    }
}

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

enum gp_status gp_fast_start(struct gp_fast *f, enum gp_split_way way, char delimiter,
                             char quote, size_t n_columns, size_t field_limit,
                             const struct gp_slice *header, const bool *used,
                             struct gp_err *err)
{
    f->on = false;
    if (n_columns < 2 || quote == '\0' || delimiter == quote || is_blank(quote) ||
        !gp_split_init(&f->split, way, delimiter, quote))
        return GP_OK;
    gp_free(f->fields);
    gp_free(f->used);
    f->fields = gp_array(n_columns, sizeof *f->fields);
    f->used = gp_array(n_columns, sizeof *f->used);
    if (f->fields == NULL || f->used == NULL)
        return gp_fail_memory(err);
    f->on = true;
    f->delimiter = delimiter;
    f->quote = quote;
    f->n_columns = n_columns;
    f->field_limit = field_limit;
    f->header = header;
    f->base = UINT64_MAX; /* nothing was split */
    f->next = SIZE_MAX;
    gp_fast_use(f, used);
    return GP_OK;
}

void gp_fast_release(struct gp_fast *f)
{
    gp_split_release(&f->split);
    gp_free(f->fields);
    gp_free(f->used);
    gp_free(f->text);
    memset(f, 0, sizeof *f);
}

/* Where the row behind this line end begins. */
static size_t behind(const struct gp_lines *l, size_t at)
{
    bool crlf = l->buf[at] == '\r' && at + 1 < l->end && l->buf[at + 1] == '\n';

    return at + (crlf ? 2 : 1);
}

/* Passes over the rows that the plain engine took; what was split is of use as long as
 * one of its rows begins where the window now stands. */
static void catch_up(struct gp_fast *f, const struct gp_lines *l)
{
    if (f->base != l->base || f->next > l->pos || f->scanned < l->pos) {
        forget(f, l);
        return;
    }
    while (f->next < l->pos && f->row < f->split.n_rows) {
        const struct gp_split_row *r = &f->split.row[f->row++];

        f->next = behind(l, f->split.end[r->ends - 1]);
        f->ends = r->ends;
        f->lines = r->lines;
    }
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

/* A quoted field with pairs of quotes in it: they become one each. */
static struct gp_slice undouble(struct gp_fast *f, const char *p, const char *end,
                                char **room)
{
    char *to = *room;

    for (; p < end; p++) {
        *to++ = *p;
        if (*p == f->quote)
            p++;
    }
    p = *room;
    *room = to;
    return gp_slice_n(p, (size_t)(to - p));
}

static struct gp_slice quoted_or_blank(struct gp_fast *f, const char *p,
                                       const char *end, char **room)
{
    if (p < end && *p == f->quote) {
        p++;
        end--;
        if (memchr(p, f->quote, (size_t)(end - p)) != NULL)
            return undouble(f, p, end, room);
        return gp_slice_n(p, (size_t)(end - p));
    }
    while (p < end && is_blank(*p))
        p++;
    while (end > p && is_blank(end[-1]))
        end--;
    return gp_slice_n(p, (size_t)(end - p));
}

/* The used fields of the row that begins at p; `end`: of its fields, from p's buffer on. */
static inline void cut_fields(struct gp_fast *f, const char *buf, size_t pos,
                              const uint32_t *end)
{
    const uint32_t *used = f->used, *stop = used + f->n_used;
    struct gp_slice *fields = f->fields;
    char quote = f->quote, *room = f->text;

    for (; used < stop; used++) {
        uint32_t i = *used;
        size_t begin = i == 0 ? pos : (size_t)end[i - 1] + 1;
        const char *p = buf + begin, *e = buf + end[i];

        if (p == e || (*p != quote && gp_byte_is_ink(*p) && gp_byte_is_ink(e[-1])))
            fields[i] = gp_slice_n(p, (size_t)(e - p)); /* as nearly always */
        else
            fields[i] = quoted_or_blank(f, p, e, &room);
    }
}

static bool room_for_text(struct gp_fast *f, size_t len)
{
    return len <= f->text_cap || gp_reserve(&f->text, &f->text_cap, len);
}

/* Perhaps the header again: one used column says what its header says. */
static bool like_header(const struct gp_fast *f)
{
    uint32_t i;

    if (f->header == NULL)
        return false;
    if (f->n_used == 0)
        return true;
    i = f->used[0];
    if (f->fields[i].len != 0 && f->header[i].len != 0 &&
        f->fields[i].at[0] != f->header[i].at[0] && gp_byte_is_ink(f->fields[i].at[0]))
        return false; /* nearly always */
    return f->header[i].len <= f->fields[i].len &&
           gp_slice_eq(gp_slice_trim(f->fields[i]), f->header[i]);
}

bool gp_fast_take(struct gp_fast *f, struct gp_lines *l, struct gp_row *row)
{
    const struct gp_split_row *r;
    const uint32_t *end;
    size_t last, next;

    if (f->next != l->pos || f->base != l->base)
        catch_up(f, l);
    if (f->row == f->split.n_rows && !split_more(f, l))
        return false;
    r = &f->split.row[f->row];
    end = f->split.end + f->ends;
    last = f->split.end[r->ends - 1];
    next = behind(l, last);
    if (r->ends - f->ends != f->n_columns || last - l->pos > f->field_limit ||
        (l->buf[last] == '\r' && last + 1 >= l->end) ||
        !room_for_text(f, last - l->pos))
        return false;
    cut_fields(f, l->buf, l->pos, end);
    if (like_header(f))
        return false;
    l->keep = l->pos;
    *row = (struct gp_row){.fields = f->fields,
                           .n_fields = f->n_columns,
                           .line = l->line + 1,
                           .record = gp_slice_n(l->buf + l->keep, last - l->keep)};
    l->line += r->lines - f->lines;
    l->pos = f->next = next;
    f->ends = r->ends;
    f->lines = r->lines;
    f->row++;
    return true;
}
