/* lines.c - see lines.h.
 *
 *   buf  [gone | record so far | unread      | room]
 *             ^keep            ^pos      ^end  ^cap
 *
 * How far LF and CR were looked for is remembered, so that each byte is searched once at
 * most for each, also where a file has only one kind, and not at all where the fast engine
 * cuts the rows.
 */
#include "ingest/lines.h"
#include "base/mem.h"

#include <assert.h>
#include <string.h>

enum { BLOCK = 256 * 1024, WINDOW = 1024 * 1024 + BLOCK };

static size_t find(const struct gp_lines *l, size_t from, char c)
{
    const char *p = from < l->end ? memchr(l->buf + from, c, l->end - from) : NULL;

    return p != NULL ? (size_t)(p - l->buf) : l->end;
}

enum gp_status gp_lines_init(struct gp_lines *l, gp_read_fn read, void *ctx,
                             size_t limit, struct gp_err *err)
{
    memset(l, 0, sizeof *l);
    l->read = read;
    l->ctx = ctx;
    l->limit = limit;
    l->cap = read != NULL ? WINDOW : 1;
    l->buf = gp_array(l->cap, 1);
    return l->buf != NULL ? GP_OK : gp_fail_memory(err);
}

void gp_lines_release(struct gp_lines *l)
{
    gp_free(l->buf);
    memset(l, 0, sizeof *l);
}

static size_t next_of(const struct gp_lines *l, size_t looked, char c)
{
    if (looked < l->pos)
        looked = l->pos;
    return looked < l->end && l->buf[looked] == c ? looked : find(l, looked, c);
}

/* Brings lf and cr to the next of each behind pos, or the end. */
static void look_ahead(struct gp_lines *l)
{
    l->lf = next_of(l, l->lf, '\n');
    l->cr = next_of(l, l->cr, '\r');
}

static void forget_gone(struct gp_lines *l)
{
    size_t gone = l->keep;

    memmove(l->buf, l->buf + gone, l->end - gone);
    l->base += gone;
    l->keep = 0;
    l->pos -= gone;
    l->end -= gone;
    l->lf -= l->lf < gone ? l->lf : gone;
    l->cr -= l->cr < gone ? l->cr : gone;
}

/* Reads one block into the window. */
static enum gp_status fill(struct gp_lines *l, struct gp_err *err)
{
    size_t old_end, got, room;
    enum gp_status status;

    if (l->cap - l->end <= BLOCK && l->keep > 0)
        forget_gone(l);
    if (l->cap - l->end <= BLOCK && !gp_reserve(&l->buf, &l->cap, l->end + BLOCK + 1))
        return gp_fail_memory(err);
    old_end = l->end;
    room = l->cap - l->end - 1;
    status = l->read(l->ctx, l->buf + l->end, room < BLOCK ? room : BLOCK, &got, err);
    if (status != GP_OK)
        return status;
    l->end += got;
    l->eof = got == 0;
    if (l->recounting) {
        gp_recount_add(&l->recount, l->buf + old_end, got);
        if (l->eof)
            gp_recount_end(&l->recount);
    }
    return GP_OK;
}

enum gp_status gp_lines_look(struct gp_lines *l, size_t n, struct gp_err *err)
{
    enum gp_status status = GP_OK;

    assert(n <= WINDOW - BLOCK);
    while (status == GP_OK && l->end < n && !l->eof)
        status = fill(l, err);
    return status;
}

bool gp_lines_can_restart(const struct gp_lines *l)
{
    return l->base == 0;
}

/* The first c between pos and where we are, else how far was looked. */
static size_t find_before(const struct gp_lines *l, size_t pos, char c, size_t looked)
{
    const char *p = pos < l->pos ? memchr(l->buf + pos, c, l->pos - pos) : NULL;

    return p != NULL ? (size_t)(p - l->buf) : looked < l->pos ? l->pos : looked;
}

/* Goes back to pos. Searches only what is given back: a file with a broken quote on
 * every line must not search the whole window for each. */
static void go_back(struct gp_lines *l, size_t pos)
{
    l->lf = find_before(l, pos, '\n', l->lf);
    l->cr = find_before(l, pos, '\r', l->cr);
    l->pos = pos;
}

void gp_lines_restart(struct gp_lines *l)
{
    assert(gp_lines_can_restart(l));
    l->keep = 0;
    l->line = 0;
    l->recounting = false;
    go_back(l, 0);
}

void gp_lines_reset(struct gp_lines *l)
{
    l->base = 0;
    l->keep = l->pos = l->end = l->lf = l->cr = 0;
    l->line = 0;
    l->eof = l->recounting = false;
}

enum gp_status gp_lines_drain(void *lines, char *buf, size_t cap, size_t *got,
                              struct gp_err *err)
{
    struct gp_lines *l = lines;
    size_t left = l->end - l->pos;

    if (left == 0)
        return l->read(l->ctx, buf, cap, got, err);
    *got = left < cap ? left : cap;
    memcpy(buf, l->buf + l->pos, *got);
    l->keep = l->pos += *got;
    return GP_OK;
}

void gp_lines_empty(struct gp_lines *l, uint64_t line)
{
    l->base += l->end;
    l->keep = l->pos = l->end = l->lf = l->cr = 0;
    l->line = line;
    l->eof = false;
}

bool gp_lines_room(struct gp_lines *l, size_t n)
{
    return gp_reserve(&l->buf, &l->cap, l->end + n + 1);
}

bool gp_lines_append(struct gp_lines *l, const char *bytes, size_t n)
{
    if (l->keep > 0)
        forget_gone(l);
    if (!gp_lines_room(l, n))
        return false;
    if (n != 0)
        memcpy(l->buf + l->end, bytes, n);
    l->end += n;
    return true;
}

void gp_lines_begin(struct gp_lines *l)
{
    l->keep = l->pos;
}

/* Finds the end of the next line: *len without, *taken with its line end. False when
 * more bytes are needed to tell. */
static bool line_end(struct gp_lines *l, size_t *len, size_t *taken)
{
    size_t e;

    look_ahead(l);
    e = l->lf < l->cr ? l->lf : l->cr;
    *len = *taken = e - l->pos;
    if (e == l->end)
        return l->eof;
    if (l->buf[e] == '\r' && e + 1 == l->end && !l->eof)
        return false; /* perhaps a CRLF cut in two */
    *taken += l->buf[e] == '\r' && e + 1 < l->end && l->buf[e + 1] == '\n' ? 2 : 1;
    return true;
}

enum gp_status gp_lines_next(struct gp_lines *l, struct gp_line *line,
                             struct gp_err *err)
{
    size_t taken;

    line->kind = GP_LINE_END;
    while (!line_end(l, &line->len, &taken)) {
        enum gp_status status;

        if (l->end - l->keep > l->limit) {
            line->kind = GP_LINE_LONG;
            return GP_OK;
        }
        if (l->hold)
            return GP_OK;
        status = fill(l, err);
        if (status != GP_OK)
            return status;
    }
    if (l->pos + taken - l->keep > l->limit) {
        line->kind = GP_LINE_LONG;
        return GP_OK;
    }
    if (l->pos == l->end)
        return GP_OK;
    line->kind = GP_LINE;
    line->at = l->pos - l->keep;
    l->pos += taken;
    l->line++;
    return GP_OK;
}

void gp_lines_give_back(struct gp_lines *l, size_t bytes, uint64_t first_line)
{
    l->line = first_line;
    go_back(l, l->keep + bytes);
}

static bool odd_quotes(const char *p, size_t len, char quote)
{
    const char *end = p + len;
    bool odd = false;

    while (p < end && (p = memchr(p, quote, (size_t)(end - p))) != NULL) {
        odd = !odd;
        p++;
    }
    return odd;
}

enum gp_status gp_lines_drop(struct gp_lines *l, char quote, bool *odd, bool *whole,
                             struct gp_err *err)
{
    size_t len, taken;

    *whole = false;
    while (!line_end(l, &len, &taken)) {
        size_t part = l->end - l->pos;
        enum gp_status status;

        if (part > 0 && l->buf[l->end - 1] == '\r')
            part--; /* perhaps a CRLF cut in two */
        *odd ^= odd_quotes(l->buf + l->pos, part, quote);
        l->keep = l->pos += part;
        if (l->hold)
            return GP_OK;
        status = fill(l, err);
        if (status != GP_OK)
            return status;
    }
    *whole = true;
    *odd ^= odd_quotes(l->buf + l->pos, len, quote);
    l->keep = l->pos += taken;
    l->line++;
    return GP_OK;
}

void gp_lines_recount(struct gp_lines *l, char delimiter, char quote)
{
    memset(&l->recount, 0, sizeof l->recount);
    l->recount.delimiter = delimiter;
    l->recount.quote = quote;
    l->recounting = true;
    gp_recount_add(&l->recount, l->buf + l->pos, l->end - l->pos);
    if (l->eof)
        gp_recount_end(&l->recount);
}

struct gp_recount *gp_lines_hand_over_recount(struct gp_lines *l)
{
    bool counting = l->recounting && !l->eof;

    l->recounting = l->recounting && !counting;
    return counting ? &l->recount : NULL;
}
