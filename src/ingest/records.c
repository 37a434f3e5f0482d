/* records.c - see records.h.
 *
 *   1,a           a record
 *   2,"b          open: takes the next line ...
 *   c",d          ... which closes it: one record of two lines
 *   3,"e          open, but the file ends, or the quote closes in front of text:
 *   4,f           only line 3 is refused, line 4 is a record
 *
 * A line with an odd number of quotes opens a record over several lines, and the next
 * such line closes it, well or badly. So an attempt that fails has read at most up to
 * the next such line, and the lines between are then read without attempts: taking back
 * costs each byte one more reading, never more.
 */
#include "ingest/records.h"
#include "ingest/quotes.h"

#include <string.h>

enum gp_status gp_records_init(struct gp_records *r, gp_read_fn read, void *ctx,
                               size_t limit, struct gp_err *err)
{
    memset(r, 0, sizeof *r);
    return gp_lines_init(&r->lines, read, ctx, limit, err);
}

void gp_records_release(struct gp_records *r)
{
    gp_lines_release(&r->lines);
}

enum gp_status gp_records_start(struct gp_records *r, char delimiter, char quote,
                                bool look, uint64_t skip_lines, struct gp_err *err)
{
    struct gp_line line = {.kind = GP_LINE};
    enum gp_status status = GP_OK;

    gp_lines_restart(&r->lines);
    r->delimiter = delimiter;
    r->quote = quote;
    r->look = r->lines.hold = look;
    r->blank_lines = 0;
    r->quote_error = r->drop = r->odd_dropped = false;
    while (status == GP_OK && r->lines.line < skip_lines && line.kind == GP_LINE) {
        gp_lines_begin(&r->lines);
        status = gp_lines_next(&r->lines, &line, err);
    }
    if (status == GP_OK && !look)
        gp_lines_recount(&r->lines, delimiter, quote);
    return status;
}

static const char *record_at(const struct gp_records *r)
{
    return r->lines.buf + r->lines.keep;
}

void gp_records_take_back(struct gp_records *r)
{
    struct gp_slice line = gp_slice_n(record_at(r), r->first);

    while (line.len > 0 &&
           (line.at[line.len - 1] == '\n' || line.at[line.len - 1] == '\r'))
        line.len--;
    gp_lines_give_back(&r->lines, r->first, r->line);
    r->kind = GP_RECORD_OPEN;
    r->bytes = line;
    r->several = false;
    r->quote_error = true;
}

static bool blank(const struct gp_records *r, size_t len)
{
    const char *p = record_at(r);
    size_t i;

    for (i = 0; i < len; i++)
        if ((p[i] != ' ' && p[i] != '\t') || p[i] == r->delimiter)
            return false;
    return true;
}

static enum gp_quotes judge(const struct gp_records *r, const struct gp_line *line,
                            bool inside)
{
    const char *p = record_at(r) + line->at;

    if (!inside && memchr(p, r->quote, line->len) == NULL)
        return GP_QUOTES_CLOSED;
    return gp_quotes_judge(p, line->len, r->delimiter, r->quote, inside);
}

/* The first line left a quote open: takes lines until it is closed. */
static enum gp_status take_more(struct gp_records *r, struct gp_err *err)
{
    struct gp_line line = {.kind = GP_LINE};
    enum gp_quotes quotes;

    do {
        enum gp_status status = gp_lines_next(&r->lines, &line, err);

        if (status != GP_OK)
            return status;
        if (line.kind == GP_LINE_END && r->look && !r->lines.eof) {
            gp_lines_give_back(&r->lines, 0, r->line - 1);
            r->kind = GP_RECORD_END;
            return GP_OK;
        }
        quotes = line.kind == GP_LINE ? judge(r, &line, true) : GP_QUOTES_ODD;
        if (quotes == GP_QUOTES_ODD) {
            gp_records_take_back(r);
            return GP_OK;
        }
    } while (quotes == GP_QUOTES_OPEN);
    r->several = true;
    r->bytes = gp_slice_n(record_at(r), line.at + line.len);
    return GP_OK;
}

/* Takes the first line that is not blank. */
static enum gp_status take_first(struct gp_records *r, struct gp_line *line,
                                 struct gp_err *err)
{
    for (;;) {
        enum gp_status status;

        gp_lines_begin(&r->lines);
        status = gp_lines_next(&r->lines, line, err);
        if (status != GP_OK || line->kind != GP_LINE || !blank(r, line->len))
            return status;
        r->blank_lines++;
    }
}

static enum gp_status drop_rest(struct gp_records *r, struct gp_err *err)
{
    bool whole;
    enum gp_status status =
        gp_lines_drop(&r->lines, r->quote, &r->odd_dropped, &whole, err);

    if (status != GP_OK || !whole)
        return status;
    r->drop = false;
    r->quote_error |= r->odd_dropped;
    r->odd_dropped = false;
    return GP_OK;
}

enum gp_status gp_records_next(struct gp_records *r, struct gp_err *err)
{
    struct gp_lines *l = &r->lines;
    struct gp_line line = {.kind = GP_LINE};
    enum gp_quotes quotes;
    enum gp_status status = r->drop ? drop_rest(r, err) : GP_OK;

    r->kind = GP_RECORD_END;
    if (status == GP_OK && r->drop)
        return GP_OK; /* its end is not in the window */
    if (status == GP_OK)
        status = take_first(r, &line, err);
    if (status != GP_OK || line.kind == GP_LINE_END)
        return status;
    r->line = l->line + (line.kind == GP_LINE_LONG);
    r->odd = r->several = false;
    if (line.kind == GP_LINE_LONG) {
        r->kind = GP_RECORD_LONG;
        r->bytes = gp_slice_n(
            record_at(r), l->limit < l->end - l->keep ? l->limit : l->end - l->keep);
        r->drop = true;
        return GP_OK;
    }
    quotes = judge(r, &line, false);
    r->kind = GP_RECORD;
    r->bytes = gp_slice_n(record_at(r), line.len);
    r->first = l->pos - l->keep;
    r->odd = quotes == GP_QUOTES_ODD;
    r->quote_error |= r->odd;
    return quotes == GP_QUOTES_OPEN ? take_more(r, err) : GP_OK;
}
