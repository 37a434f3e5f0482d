/* blocks.c - see blocks.h.
 *
 *   read     |......block 1.....|.....block 2......|...     cut behind a line end that
 *   cut        1,a\n2,"b\nc"\n  | 3,d\n4,"e\n      | f"\n   seems to be outside of quotes
 *   kept       block 1            block 2 without "4,"; mended: 4,"e\nf"\n ...
 *
 * The three steps are those of a pipeline (base/pipeline.h). The second count of records
 * (recount.h) runs where blocks are filled and tells how many lines are in front of each,
 * so that what a hand says about its rows is final; the lines that it counts itself must
 * come to the same.
 *
 * Parity goes wrong with a quote that is none, and stays wrong: when a block cut by it does
 * not end with its record, inside and outside change places. Where everything seems to be
 * inside, any line end will do.
 */
#include "ingest/blocks.h"
#include "base/mem.h"
#include "base/pipeline.h"

#include <stdatomic.h>
#include <string.h>

enum { BLOCK = 256 * 1024, LONGEST = 16 * BLOCK };

struct hand {
    struct gp_rows *rows; /* the block lies in its window */
    void *user;
    uint64_t first_line; /* physical lines in front of the block */
    bool by_parity;      /* how its end was found, and with what idea of parity */
    unsigned turned;
    bool last;
    enum gp_status filled, cut; /* how that went; err tells of the first that failed */
    struct gp_err err;
};

struct blocks {
    const struct gp_blocks_source *source;
    const struct gp_blocks_user *user;
    struct hand hand[GP_BLOCKS_HANDS]; /* the last one is the mender */
    size_t n_hands;
    atomic_uint turned; /* how often inside and outside changed places */

    /* Of filling alone: */
    struct gp_recount recount;
    struct gp_text tail; /* bytes behind the last cut */
    uint64_t lines;      /* physical ones in front of it */
    size_t size;
    bool ended, all_filled;

    /* Of keeping alone: */
    bool open;          /* the last block did not end with its record */
    uint64_t next_line; /* physical lines of what was kept */
    struct gp_reader_counts *counts;
    enum gp_status status;
    struct gp_err *err;
};

static size_t block_size = BLOCK;

void gp_blocks_of(size_t n)
{
    block_size = n != 0 ? n : BLOCK;
}

size_t gp_blocks_hands(unsigned threads)
{
    if (threads > GP_BLOCKS_THREADS)
        threads = GP_BLOCKS_THREADS;
    return threads > 1 ? threads + 3 : 2;
}

static struct gp_lines *window(const struct hand *h)
{
    return gp_rows_window(h->rows);
}

/* ---- filling ---- */

/* Behind the last line end; with quotes behind the last one outside, given whether the end
 * is inside. 0: there is none. A carriage return at the very end may be half a CRLF.
 * *lines: line ends behind it. */
static size_t last_end(const char *bytes, size_t n, const char *quote, bool inside,
                       uint64_t *lines)
{
    size_t i;

    *lines = 0;
    for (i = n; i > 0; i--) {
        char c = bytes[i - 1];

        if (quote != NULL && c == *quote)
            inside = !inside;
        if (c != '\n' && (c != '\r' || (i < n && bytes[i] == '\n')))
            continue;
        if (!inside && (c == '\n' || i < n))
            return i;
        ++*lines;
    }
    return 0;
}

static size_t find_cut(struct blocks *b, struct hand *h, uint64_t *behind)
{
    const struct gp_lines *l = window(h);
    size_t cut;

    h->turned = atomic_load(&b->turned);
    h->by_parity = true;
    cut = last_end(l->buf, l->end, &b->recount.quote,
                   b->recount.inside ^ ((h->turned & 1) != 0), behind);
    if (cut != 0)
        return cut;
    h->by_parity = false;
    return last_end(l->buf, l->end, NULL, false, behind);
}

/* Reads until the window has n bytes or the file ends. */
static enum gp_status read_up_to(struct blocks *b, struct gp_lines *l, size_t n,
                                 struct gp_err *err)
{
    enum gp_status status = GP_OK;

    if (!gp_lines_room(l, n - l->end))
        return gp_fail_memory(err);
    while (l->end < n && !b->ended && status == GP_OK) {
        size_t got = 0;

        status =
            b->source->read(b->source->ctx, l->buf + l->end, n - l->end, &got, err);
        gp_recount_add(&b->recount, l->buf + l->end, got);
        l->end += got;
        b->ended = status == GP_OK && got == 0;
    }
    return status;
}

/* A block into the window, from the last cut to the next one. */
static enum gp_status fill_window(struct blocks *b, struct hand *h, struct gp_err *err)
{
    struct gp_lines *l = window(h);
    size_t cut = 0, want = b->tail.len + b->size;
    uint64_t behind = 0;
    enum gp_status status = GP_OK;

    if (!gp_lines_append(l, gp_text_z(&b->tail), b->tail.len))
        return gp_fail_memory(err);
    gp_text_clear(&b->tail);
    while (cut == 0 && !b->ended && status == GP_OK) {
        status = read_up_to(b, l, want, err);
        cut = b->ended ? l->end : find_cut(b, h, &behind);
        if (cut == 0 && l->end > LONGEST)
            cut = l->end; /* in the middle of a line: this will be mended */
        want = l->end + b->size;
    }
    if (status != GP_OK)
        return status;
    gp_text_add_n(&b->tail, l->buf + cut, l->end - cut);
    h->last = l->eof = b->ended;
    l->end = cut;
    b->lines = b->recount.lines - (b->ended ? 0 : behind);
    return gp_text_ok(&b->tail) ? GP_OK : gp_fail_memory(err);
}

static bool fill(void *ctx, size_t slot)
{
    struct blocks *b = ctx;
    struct hand *h = &b->hand[slot];

    if (b->all_filled)
        return false;
    h->first_line = b->lines;
    gp_rows_begin_block(h->rows, b->lines);
    h->filled = fill_window(b, h, &h->err);
    b->all_filled = h->filled != GP_OK || h->last;
    return true;
}

/* ---- cutting ---- */

/* Is the next record the one that begins here? */
static bool stands_at(const struct hand *h, size_t place)
{
    return window(h)->pos == place && !gp_rows_within_line(h->rows);
}

/* Hands on the rows up to the one that begins at `stop`, or that the window has. */
static void cut_rows(const struct blocks *b, struct hand *h, size_t stop)
{
    const struct gp_lines *l = window(h);
    struct gp_stretch usual;
    const struct gp_row *row;

    b->user->begin(h->user, gp_slice_n(l->buf + l->pos, l->end - l->pos));
    h->cut = GP_OK;
    while (h->cut == GP_OK && !stands_at(h, stop)) {
        usual = gp_rows_take(h->rows, stop);
        if (usual.n != 0) {
            h->cut = b->user->take_usual(h->user, &usual, &h->err);
            continue;
        }
        h->cut = gp_rows_next(h->rows, &row, &h->err);
        if (h->cut != GP_OK || row == NULL)
            return;
        h->cut = b->user->take(h->user, row, &h->err);
    }
}

static void work(void *ctx, size_t slot)
{
    struct blocks *b = ctx;
    struct hand *h = &b->hand[slot];

    if (h->filled == GP_OK)
        cut_rows(b, h, SIZE_MAX);
}

/* ---- keeping ---- */

static enum gp_status failed(struct blocks *b, const struct hand *h,
                             enum gp_status status)
{
    *b->err = h->err;
    return status;
}

/* What the hand cut are the next rows of the file. */
static enum gp_status keep(struct blocks *b, struct hand *h)
{
    enum gp_status status = h->cut;

    if (status != GP_OK)
        return failed(b, h, status);
    gp_rows_give_counts(h->rows, b->counts);
    b->next_line = window(h)->line;
    b->open = !stands_at(h, window(h)->end);
    return b->user->keep(h->user, b->err);
}

/* Cuts what was left open, together with the next block. *caught_up: it ended where that
 * begins. */
static enum gp_status mend(struct blocks *b, struct hand *h, bool *caught_up)
{
    struct hand *m = &b->hand[b->n_hands - 1];
    struct gp_lines *open = window(m);
    const struct gp_lines *l = window(h);
    size_t border = open->end - open->keep;
    enum gp_status status;

    if (!gp_lines_append(open, l->buf, l->end))
        return gp_fail_memory(b->err);
    open->eof = h->last;
    cut_rows(b, m, border);
    *caught_up = stands_at(m, border);
    status = keep(b, m);
    b->open = b->open && !*caught_up;
    return status;
}

/* The rest of the block goes to the mender. */
static enum gp_status leave_open(struct blocks *b, struct hand *h)
{
    if (h->by_parity && h->turned == atomic_load(&b->turned))
        atomic_store(&b->turned, h->turned + 1);
    return gp_rows_pass_on(h->rows, b->hand[b->n_hands - 1].rows)
               ? GP_OK
               : gp_fail_memory(b->err);
}

static enum gp_status check_lines(const struct blocks *b, const struct hand *h)
{
    if (h->first_line == b->next_line)
        return GP_OK;
    return gp_fail_at(b->err, GP_BUG, b->source->file, h->first_line + 1,
                      "a second count of lines finds %llu in front of a block, the "
                      "reader %llu; please report this",
                      (unsigned long long)h->first_line,
                      (unsigned long long)b->next_line);
}

static enum gp_status finish_block(struct blocks *b, struct hand *h)
{
    enum gp_status status = GP_OK;

    if (h->filled != GP_OK)
        return failed(b, h, h->filled);
    if (b->open) {
        bool caught_up = false;

        status = mend(b, h, &caught_up);
        if (status != GP_OK || !caught_up) {
            b->user->drop(h->user);
            return status;
        }
    }
    status = check_lines(b, h);
    if (status == GP_OK)
        status = keep(b, h);
    return status == GP_OK && b->open ? leave_open(b, h) : status;
}

static bool finish(void *ctx, size_t slot)
{
    struct blocks *b = ctx;

    b->status = finish_block(b, &b->hand[slot]);
    return b->status == GP_OK;
}

/* ---- all ---- */

static enum gp_status open_hands(struct blocks *b)
{
    const struct gp_blocks_source *s = b->source;
    enum gp_status status = GP_OK;
    size_t i;

    for (i = 0; i < b->n_hands && status == GP_OK; i++) {
        struct gp_rows_form form = s->form;

        form.rejects = b->user->rejects[i];
        b->hand[i].user = b->user->hand[i];
        status =
            gp_rows_open(NULL, NULL, s->file, s->field_limit, &b->hand[i].rows, b->err);
        if (status == GP_OK)
            status = gp_rows_start(b->hand[i].rows, &form, 0, false, b->err);
        if (status == GP_OK)
            gp_rows_begin_block(b->hand[i].rows, s->lines);
    }
    return status;
}

enum gp_status gp_blocks_read(const struct gp_blocks_source *source,
                              const struct gp_blocks_user *user, unsigned threads,
                              struct gp_reader_counts *counts, struct gp_err *err)
{
    struct blocks b = {.source = source,
                       .user = user,
                       .n_hands = gp_blocks_hands(threads),
                       .recount = {.delimiter = source->form.delimiter,
                                   .quote = source->form.quote,
                                   .lines = source->lines},
                       .lines = source->lines,
                       .size = block_size,
                       .next_line = source->lines,
                       .counts = counts,
                       .err = err};
    struct gp_pipeline p = {fill, work, finish, &b, b.n_hands - 1, threads};
    size_t i;

    memset(counts, 0, sizeof *counts);
    b.status = open_hands(&b);
    if (b.status == GP_OK)
        gp_pipeline_run(&p);
    gp_recount_end(&b.recount);
    counts->scanned = b.recount.records;
    counts->physical_lines = b.next_line;
    for (i = 0; i < b.n_hands; i++)
        gp_rows_close(b.hand[i].rows);
    gp_text_release(&b.tail);
    return b.status;
}
