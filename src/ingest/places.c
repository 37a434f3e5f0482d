/* places.c - see places.h.
 *
 *   |first MiB|......[place 1]......[place 2] ... [place 16]|
 *
 * A place is read on its own: its first line is a cut one and is skipped. It may begin
 * within a quoted field, whose lines can look like rows; the reading of rows finds back
 * to their borders by itself (rows.h, A5), and whatever it read in the first 4 KiB is
 * passed over. The line that is cut by the place's end is not read.
 */
#include "ingest/places.h"
#include "base/mem.h"
#include "ingest/reader_parts.h"

#include <string.h>

enum {
    WIDEST = 4,     /* bytes of a character, and what offsets are a multiple of */
    WARM_UP = 4096, /* bytes in front, whose rows are not shown to anybody */
    LAST = 2 * WIDEST * GP_PLACE_BYTES, /* more than a place has in UTF-8 */
};

struct place {
    const struct gp_reader *r;
    struct gp_rejects *rejects;
    gp_row_fn take;
    void *ctx;
    struct gp_places *out;
    uint64_t room; /* bytes behind the sample in which a place can begin */
    size_t bytes;  /* of a place */
};

static enum gp_status take_rows(struct place *p, struct gp_rows *rows,
                                struct gp_err *err)
{
    struct gp_rows_form form = p->r->form;
    const struct gp_row *row = NULL;
    size_t passed = 0;
    enum gp_status st;

    form.rejects = NULL;
    st = gp_rows_start(rows, &form, 1, true, err);
    while (st == GP_OK) {
        st = gp_rows_next(rows, &row, err);
        if (st != GP_OK || row == NULL)
            break;
        passed += row->record.len;
        if (passed < WARM_UP)
            continue;
        gp_rows_rejects(rows, p->rejects);
        p->out->rows++;
        st = p->take(p->ctx, row, err);
    }
    return st;
}

/* last: up to the end of the bytes, where no line is cut. */
static enum gp_status look_at_bytes(struct place *p, struct gp_slice bytes, bool last,
                                    struct gp_err *err)
{
    struct gp_decode *decode = NULL;
    struct gp_rows *rows = NULL;
    struct gp_slice seen;
    bool whole;
    enum gp_status st = gp_decode_apart(p->r->decode, bytes, &decode, err);

    if (st == GP_OK)
        st = gp_rows_open(gp_decode_read, decode, p->r->file, p->r->field_limit, &rows,
                          err);
    if (st == GP_OK)
        st = gp_rows_look(rows, last ? LAST : GP_PLACE_BYTES, &seen, &whole, err);
    if (st == GP_OK)
        st = take_rows(p, rows, err);
    gp_rows_close(rows);
    gp_decode_close(decode);
    return st;
}

static bool has_places(const struct gp_reader *r)
{
    return !r->whole && r->xes == NULL && gp_source_has_places(r->source);
}

/* Place i of n, from 1: the last one ends where the file ends. */
static uint64_t place_at(const struct place *p, size_t i)
{
    return (p->r->sample_bytes + p->room / p->out->n * i +
            (i == p->out->n ? p->room % p->out->n : 0)) /
           WIDEST * WIDEST;
}

static enum gp_status look_at_places(struct place *p, char *buf, struct gp_err *err)
{
    enum gp_status st = GP_OK;
    size_t i, got;

    for (i = 1; i <= p->out->n && st == GP_OK; i++) {
        st = gp_source_read_at(p->r->source, place_at(p, i), buf, p->bytes, &got, err);
        if (st == GP_OK)
            st = look_at_bytes(p, gp_slice_n(buf, got), i == p->out->n, err);
    }
    return st;
}

enum gp_status gp_places_look(const struct gp_reader *r, struct gp_rejects *rejects,
                              gp_row_fn take, void *ctx, struct gp_places *out,
                              struct gp_err *err)
{
    struct place p = {r, rejects, take, ctx, out, 0, GP_PLACE_BYTES};
    uint64_t size = gp_reader_bytes_total(r);
    enum gp_status st;
    char *buf;

    *out = (struct gp_places){0};
    if (has_places(r) && strcmp(gp_decode_encoding(r->decode), "utf-8") != 0)
        p.bytes *= WIDEST; /* it may have that many for a character */
    if (!has_places(r) || size < r->sample_bytes + p.bytes)
        return GP_OK;
    p.room = size - r->sample_bytes - p.bytes;
    out->n = p.room / p.bytes < GP_PLACES ? (size_t)(p.room / p.bytes) + 1 : GP_PLACES;
    buf = gp_array(p.bytes + WIDEST, 1);
    if (buf == NULL)
        return gp_fail_memory(err);
    p.bytes += WIDEST - 1; /* what place_at rounds off at the end */
    st = look_at_places(&p, buf, err);
    gp_free(buf);
    return st;
}
