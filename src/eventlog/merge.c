/* merge.c - the cases of all parts in the order in which they were seen first (gather.h).
 *
 *   cases     a heap of parts by their next case tells from which part each case comes
 *   columns   one at a time, in that order: each part's events follow each other on the
 *             tape, so that all parts are read at once, each through a small buffer, and
 *             nothing but the buffers lies in memory
 */
#include "base/big.h"
#include "base/budget.h"
#include "base/governor.h"
#include "base/parallel.h"
#include "eventlog/columns.h"
#include "eventlog/gather.h"

#include <stdatomic.h>

enum {
    LOOK_EVERY = 16 * 1024, /* cases, while they are named */
    READ_LEAST = 4 * 1024,  /* bytes a part that is read */
    READ_MOST = 64 * 1024,
    WRITE = 512 * 1024,
};

/* All parts, each read from its front to its end. */
struct runs {
    struct gp_tape_run part[GP_SPILL_PARTS];
    char *buffers;
    size_t buffer; /* bytes of each */
};

/* A sixteenth of the budget for the buffers of all threads. */
static bool begin_runs(struct runs *r, unsigned threads)
{
    uint64_t share =
        gp_budget_bytes() / 16 / GP_SPILL_PARTS / (threads > 0 ? threads : 1);

    r->buffer = share < READ_LEAST  ? READ_LEAST
                : share > READ_MOST ? READ_MOST
                                    : (size_t)share;
    r->buffers = gp_array(GP_SPILL_PARTS, r->buffer);
    return r->buffers != NULL;
}

static void begin_run(struct runs *r, struct gp_tape *tape, size_t p, uint64_t at,
                      uint64_t bytes)
{
    r->part[p] = gp_tape_run(tape, at, bytes, r->buffers + p * r->buffer, r->buffer);
}

/* ---- cases ---- */

/* A heap of parts that still have cases; the one whose next case comes first is on top. */
struct heap {
    struct runs runs;
    struct gp_shelved next[GP_SPILL_PARTS];
    size_t left[GP_SPILL_PARTS]; /* cases behind the next */
    unsigned part[GP_SPILL_PARTS], n;
    char *name; /* of the case on top */
    size_t cap;
};

static void sink(struct heap *h, unsigned at)
{
    for (;;) {
        unsigned least = at, child = 2 * at + 1, i, swap;

        for (i = child; i < child + 2 && i < h->n; i++)
            if (h->next[h->part[i]].first_serial < h->next[h->part[least]].first_serial)
                least = i;
        if (least == at)
            return;
        swap = h->part[at];
        h->part[at] = h->part[least];
        h->part[least] = swap;
        at = least;
    }
}

static bool begin_heap(struct heap *h, struct gp_gathering *g)
{
    unsigned p;

    if (!begin_runs(&h->runs, 1))
        return false;
    for (p = 0; p < GP_SPILL_PARTS; p++) {
        const struct gp_shelf *s = &g->shelf[p];

        if (s->n_cases == 0)
            continue;
        begin_run(&h->runs, &g->tape, p, s->cases, s->cases_bytes);
        h->left[p] = s->n_cases - 1;
        h->part[h->n++] = p;
        if (!gp_tape_next(&h->runs.part[p], &h->next[p], sizeof h->next[p]))
            return false;
    }
    for (p = h->n; p-- > 0;)
        sink(h, p);
    return true;
}

/* Reads the name of the case on top, and the case behind it. */
static bool take_top(struct heap *h, struct gp_shelved *top, unsigned *part)
{
    unsigned p = h->part[0];
    struct gp_tape_run *run = &h->runs.part[p];

    *part = p;
    *top = h->next[p];
    if (!gp_reserve(&h->name, &h->cap, top->name_len) ||
        !gp_tape_next(run, h->name, top->name_len))
        return false;
    if (h->left[p] == 0)
        h->part[0] = h->part[--h->n];
    else if (!gp_tape_next(run, &h->next[p], sizeof h->next[p]))
        return false;
    else
        h->left[p]--;
    sink(h, 0);
    return true;
}

/* Names of the cases, where their events will be, and from which part they come. */
static bool name_cases(struct heap *h, struct gp_eventlog *log, uint8_t *part_of)
{
    uint32_t at = 0;
    size_t k;

    for (k = 0; k < log->n_cases; k++) {
        struct gp_shelved c;
        unsigned p;

        if (!take_top(h, &c, &p) ||
            !gp_dict_append(&log->cases, gp_slice_n(h->name, c.name_len)))
            return false;
        part_of[k] = (uint8_t)p;
        log->first[k] = at;
        if (log->more_rows != NULL)
            log->more_rows[k] = c.more_rows;
        at += c.n;
        if (k % LOOK_EVERY == 0)
            gp_governor_look();
    }
    log->first[k] = at;
    return true;
}

static bool merge_cases(struct gp_gathering *g, uint8_t *part_of)
{
    struct heap *h = gp_array_zero(1, sizeof *h);
    bool good = h != NULL && begin_heap(h, g) && name_cases(h, g->log, part_of);

    if (h != NULL) {
        gp_free(h->runs.buffers);
        gp_free(h->name);
    }
    gp_free(h);
    return good;
}

/* ---- columns ---- */

struct moving {
    struct gp_gathering *g;
    const uint8_t *part_of; /* [n_cases] */
    atomic_bool failed;
};

static void begin_columns(struct runs *r, struct gp_gathering *g, size_t column)
{
    const uint64_t size = gp_column_size(g->log, column);
    size_t p;

    for (p = 0; p < GP_SPILL_PARTS; p++)
        if (g->shelf[p].column != NULL)
            begin_run(r, &g->tape, p, g->shelf[p].column[column],
                      g->shelf[p].n_events * size);
}

/* Cases follow each other in a buffer, which goes to its place as a whole. */
static bool move_events(const struct moving *m, struct runs *r, char *to, size_t size,
                        char *buffer)
{
    const struct gp_eventlog *log = m->g->log;
    size_t c, done = 0, n = 0;

    for (c = 0; c < log->n_cases; c++) {
        size_t left = (log->first[c + 1] - log->first[c]) * size;

        while (left != 0) {
            size_t now = left < WRITE - n ? left : WRITE - n;

            if (!gp_tape_next(&r->part[m->part_of[c]], buffer + n, now))
                return false;
            n += now;
            left -= now;
            if (n == WRITE) {
                gp_big_put(to, done, buffer, n);
                gp_governor_look();
                done += n;
                n = 0;
            }
        }
    }
    gp_big_put(to, done, buffer, n);
    return true;
}

static void move_column(void *ctx, size_t i)
{
    struct moving *m = ctx;
    struct gp_eventlog *log = m->g->log;
    struct runs *r;
    char *buffer, *to;
    bool good;

    if (!gp_column_wanted(log, i))
        return;
    r = gp_array_zero(1, sizeof *r);
    buffer = gp_array(WRITE, 1);
    to = gp_array_walked(log->n, gp_column_size(log, i));
    good = r != NULL && buffer != NULL && to != NULL && begin_runs(r, log->threads);
    if (good) {
        begin_columns(r, m->g, i);
        good = move_events(m, r, to, gp_column_size(log, i), buffer);
    }
    gp_column_set(log, i, to);
    if (!good)
        atomic_store(&m->failed, true);
    if (r != NULL)
        gp_free(r->buffers);
    gp_free(r);
    gp_free(buffer);
}

enum gp_status gp_gather_merge(struct gp_gathering *g, struct gp_err *err)
{
    struct gp_eventlog *log = g->log;
    struct moving m = {.g = g};
    uint8_t *part_of;
    enum gp_status st;
    bool good;
    size_t p;

    log->n = 0; /* fewer events than rows, where some were paired */
    for (p = 0; p < GP_SPILL_PARTS; p++) {
        log->n += g->shelf[p].n_events;
        log->n_cases += g->shelf[p].n_cases;
    }
    gp_big_walked(true);
    part_of = gp_array(log->n_cases, sizeof *part_of);
    log->first = gp_array(log->n_cases + 1, sizeof *log->first);
    if (log->counts_rows)
        log->more_rows = gp_array_zero(log->n_cases, sizeof *log->more_rows);
    good = part_of != NULL && log->first != NULL &&
           (!log->counts_rows || log->more_rows != NULL) &&
           gp_reserve(&log->cases.name, &log->cases.cap, log->n_cases) &&
           merge_cases(g, part_of);
    gp_big_walked(false);
    if (good) {
        m.part_of = part_of;
        gp_parallel(move_column, &m, gp_columns(log), log->threads);
        good = !atomic_load(&m.failed);
        log->cap = log->n;
    }
    gp_free(part_of);
    st = gp_tape_status(&g->tape, err);
    return good || st != GP_OK ? st : gp_fail_memory(err);
}
