/* merge.c - the cases of all parts in the order in which they were seen first (gather.h).
 *
 *   cases     the first events of all cases are marked in a window of events after the other,
 *             each with its part: a walk over the window meets the cases in their order
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
#include <string.h>

enum {
    WINDOW = 512 * 1024,   /* events, or marks */
    READ_LEAST = 4 * 1024, /* bytes a part that is read */
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

struct naming {
    struct runs firsts, cases;
    size_t left[GP_SPILL_PARTS];   /* cases whose first event was not marked yet */
    uint32_t next[GP_SPILL_PARTS]; /* that of the first of them */
    uint8_t mark[WINDOW];          /* the part whose next case begins here, + 1 */
    char *name;
    size_t cap;
};

static bool read_next(struct naming *m, size_t p)
{
    return m->left[p] == 0 ||
           gp_tape_next(&m->firsts.part[p], &m->next[p], sizeof m->next[p]);
}

static bool begin_naming(struct naming *m, struct gp_gathering *g)
{
    size_t p;

    if (!begin_runs(&m->firsts, 1) || !begin_runs(&m->cases, 1))
        return false;
    for (p = 0; p < GP_SPILL_PARTS; p++) {
        const struct gp_shelf *s = &g->shelf[p];

        m->left[p] = s->n_cases;
        begin_run(&m->firsts, &g->tape, p, s->firsts, s->n_cases * sizeof m->next[p]);
        begin_run(&m->cases, &g->tape, p, s->cases, s->cases_bytes);
        if (!read_next(m, p))
            return false;
    }
    return true;
}

/* Marks the first events from number `from` on. */
static bool mark_window(struct naming *m, uint64_t from)
{
    size_t p;

    memset(m->mark, 0, sizeof m->mark);
    for (p = 0; p < GP_SPILL_PARTS; p++)
        while (m->left[p] != 0 && m->next[p] - from < WINDOW) {
            m->mark[m->next[p] - from] = (uint8_t)(p + 1);
            m->left[p]--;
            if (!read_next(m, p))
                return false;
        }
    return true;
}

/* The next case of a part is case k, whose events begin at log->first[k]. */
static bool name_case(struct naming *m, struct gp_eventlog *log, size_t p, size_t k)
{
    struct gp_tape_run *run = &m->cases.part[p];
    struct gp_shelved c;

    if (!gp_tape_next(run, &c, sizeof c) ||
        !gp_reserve(&m->name, &m->cap, c.name_len) ||
        !gp_tape_next(run, m->name, c.name_len) ||
        !gp_dict_append(&log->cases, gp_slice_n(m->name, c.name_len)))
        return false;
    if (log->more_rows != NULL)
        log->more_rows[k] = c.more_rows;
    log->first[k + 1] = log->first[k] + c.n;
    return true;
}

/* Names of the cases, where their events will be, and from which part they come. */
static bool name_cases(struct naming *m, struct gp_eventlog *log, uint8_t *part_of)
{
    uint64_t from;
    size_t k = 0, i;

    log->first[0] = 0;
    for (from = 0; k < log->n_cases && from <= UINT32_MAX; from += WINDOW) {
        if (!mark_window(m, from))
            return false;
        for (i = 0; i < WINDOW && k < log->n_cases; i++) {
            if (m->mark[i] == 0)
                continue;
            part_of[k] = (uint8_t)(m->mark[i] - 1);
            if (!name_case(m, log, part_of[k], k))
                return false;
            k++;
        }
        gp_governor_look();
    }
    return k == log->n_cases;
}

static bool merge_cases(struct gp_gathering *g, uint8_t *part_of)
{
    struct naming *m = gp_array_zero(1, sizeof *m);
    bool good = m != NULL && begin_naming(m, g) && name_cases(m, g->log, part_of);

    if (m != NULL) {
        gp_free(m->firsts.buffers);
        gp_free(m->cases.buffers);
        gp_free(m->name);
    }
    gp_free(m);
    return good;
}

/* ---- columns ---- */

struct moving {
    struct gp_gathering *g;
    const uint8_t *part_of; /* [n_cases] */
    size_t *column;         /* [n] in the order in which threads take them */
    size_t n;
    atomic_bool failed;
};

/* Wide columns first, so that threads end at nearly the same time. */
static bool order_columns(struct moving *m)
{
    const struct gp_eventlog *log = m->g->log;
    size_t width, i;

    m->column = gp_array(gp_columns(log), sizeof *m->column);
    for (width = sizeof(int64_t); m->column != NULL && width > 0; width /= 2)
        for (i = 0; i < gp_columns(log); i++)
            if (gp_column_wanted(log, i) && gp_column_size(log, i) == width)
                m->column[m->n++] = i;
    return m->column != NULL;
}

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

static void move_column(void *ctx, size_t task)
{
    struct moving *m = ctx;
    struct gp_eventlog *log = m->g->log;
    const size_t i = m->column[task];
    struct runs *r = gp_array_zero(1, sizeof *r);
    char *buffer = gp_array(WRITE, 1);
    char *to = gp_array_walked(log->n, gp_column_size(log, i));
    bool good =
        r != NULL && buffer != NULL && to != NULL && begin_runs(r, log->threads);

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
    good = part_of != NULL && log->first != NULL && order_columns(&m) &&
           (!log->counts_rows || log->more_rows != NULL) &&
           gp_reserve(&log->cases.name, &log->cases.cap, log->n_cases) &&
           merge_cases(g, part_of);
    gp_big_walked(false);
    if (good) {
        m.part_of = part_of;
        gp_parallel(move_column, &m, m.n, log->threads);
        good = !atomic_load(&m.failed);
        log->cap = log->n;
    }
    gp_free(part_of);
    gp_free(m.column);
    st = gp_tape_status(&g->tape, err);
    return good || st != GP_OK ? st : gp_fail_memory(err);
}
