/* gather.c - a log that moved to disk comes back grouped (eventlog.h, spill.h).
 *
 *   part by part    read, number its cases, group: a small log of its own (group.c)
 *                     its columns go behind those of the parts before, its cases on a list
 *   then            all cases are merged by their first events, which puts them where they
 *                     would be had the log stayed in memory; columns follow, one at a time
 *
 *   part 0: c1 (event 0), c4 (event 7)   part 1: c2 (event 1)   ->   c1 c2 c4
 *
 * Within a part cases already stand in that order, so that each pass reads every part from
 * its front to its end: what lies in files (base/big.h) is touched in long runs.
 */
#include "eventlog/columns.h"
#include "eventlog/fill.h"

#include "base/big.h"
#include "base/governor.h"
#include "base/parallel.h"

#include <pthread.h>
#include <string.h>

enum {
    LOOK_EVERY = 16 * 1024, /* cases, while they are named */
    BUFFER = 512 * 1024,
};

struct listed {
    uint64_t name_at;
    uint32_t name_len, first_serial;
    uint32_t first, n; /* its events, in the columns as the parts filled them */
};

struct gathering {
    struct gp_eventlog *log;
    uint32_t base[GP_SPILL_PARTS]; /* where the part's events go */
    pthread_mutex_t lock;          /* of all below, while parts are read */
    struct listed *listed;
    size_t n_listed, cap_listed;
    size_t begin[GP_SPILL_PARTS], end[GP_SPILL_PARTS]; /* of the part's cases there */
    struct gp_text names;
    enum gp_status status; /* of the first part that failed */
    struct gp_err err;
};

/* ---- part by part ---- */

/* A log with the columns of `log`, and the numbers of its events. */
static struct gp_eventlog *log_of_part(const struct gp_eventlog *log, size_t rows)
{
    struct gp_eventlog *part = gp_eventlog_new(log->has_time, log->has_start,
                                               log->has_resource, log->has_group);
    bool good = part != NULL;
    struct gp_err ignored;
    size_t k;

    for (k = 0; good && k < log->n_kept; k++)
        good = gp_eventlog_keep(part, "", &ignored) == GP_OK;
    if (good) {
        part->has_open = log->has_open;
        part->has_serial = true;
        gp_eventlog_stay(part);
        good = gp_eventlog_room(part, rows);
    }
    if (good)
        return part;
    gp_eventlog_free(part);
    return NULL;
}

static bool store(void *part, const struct gp_spill_event *e)
{
    return gp_eventlog_store(part, e);
}

static uint32_t first_serial(const struct gp_eventlog *part, size_t c)
{
    uint32_t least = part->serial[part->first[c]], i;

    for (i = part->first[c] + 1; i < part->first[c + 1]; i++)
        least = part->serial[i] < least ? part->serial[i] : least;
    return least;
}

/* Under the lock: the part's cases go on the list. */
static bool list_cases(struct gathering *g, const struct gp_eventlog *part, size_t p)
{
    size_t c;

    if (!gp_reserve(&g->listed, &g->cap_listed, g->n_listed + part->n_cases))
        return false;
    g->begin[p] = g->n_listed;
    for (c = 0; c < part->n_cases; c++) {
        struct gp_slice name = gp_dict_name(&part->cases, (uint32_t)c);

        g->listed[g->n_listed++] = (struct listed){
            .name_at = g->names.len,
            .name_len = (uint32_t)name.len,
            .first_serial = first_serial(part, c),
            .first = g->base[p] + part->first[c],
            .n = part->first[c + 1] - part->first[c],
        };
        gp_text_add_slice(&g->names, name);
    }
    g->end[p] = g->n_listed;
    g->log->n_ties += part->n_ties;
    return gp_text_ok(&g->names);
}

static void copy_columns(const struct gathering *g, const struct gp_eventlog *part,
                         size_t p)
{
    size_t i;

    for (i = 0; i < gp_columns(part); i++) {
        void *to = gp_column_get(g->log, i);
        size_t size = gp_column_size(i);

        if (to != NULL)
            gp_big_put(to, g->base[p] * size, gp_column_get(part, i), part->n * size);
    }
}

static enum gp_status read_part(struct gathering *g, size_t p, struct gp_err *err)
{
    uint64_t rows = gp_spill_rows(g->log->spill, p);
    struct gp_eventlog *part = log_of_part(g->log, rows);
    enum gp_status st = part != NULL ? GP_OK : gp_fail_memory(err);
    bool good;

    if (st == GP_OK)
        st = gp_spill_read(g->log->spill, p, store, part, err);
    if (st == GP_OK && part->n != rows)
        st = gp_fail(err, GP_BUG, "%llu events went to disk, %zu came back",
                     (unsigned long long)rows, part->n);
    if (st == GP_OK)
        st = gp_eventlog_group(part, err);
    if (st == GP_OK) {
        copy_columns(g, part, p);
        pthread_mutex_lock(&g->lock);
        gp_big_walked(true);
        good = list_cases(g, part, p);
        gp_big_walked(false);
        pthread_mutex_unlock(&g->lock);
        gp_governor_look();
        st = good ? GP_OK : gp_fail_memory(err);
    }
    gp_eventlog_free(part);
    return st;
}

static void part_task(void *ctx, size_t p)
{
    struct gathering *g = ctx;
    struct gp_err err = {0};
    enum gp_status st;
    bool stop;

    pthread_mutex_lock(&g->lock);
    stop = g->status != GP_OK;
    pthread_mutex_unlock(&g->lock);
    if (stop || gp_spill_rows(g->log->spill, p) == 0)
        return;
    st = read_part(g, p, &err);
    if (st == GP_OK)
        return;
    pthread_mutex_lock(&g->lock);
    if (g->status == GP_OK) {
        g->status = st;
        g->err = err;
    }
    pthread_mutex_unlock(&g->lock);
}

static enum gp_status read_parts(struct gathering *g, struct gp_err *err)
{
    struct gp_eventlog *log = g->log;
    uint64_t n = 0;
    size_t p;
    bool good;

    for (p = 0; p < GP_SPILL_PARTS; p++) {
        g->base[p] = (uint32_t)n;
        n += gp_spill_rows(log->spill, p);
    }
    if (n != log->n)
        return gp_fail(err, GP_BUG, "%zu events were read, %llu went to disk", log->n,
                       (unsigned long long)n);
    log->cap = 0;
    log->has_serial = log->n_files > 1;
    gp_big_walked(true);
    good = gp_eventlog_room(log, log->n);
    gp_big_walked(false);
    if (!good)
        return gp_fail_memory(err);
    gp_parallel(part_task, g, GP_SPILL_PARTS, log->threads);
    if (g->status != GP_OK && err != NULL)
        *err = g->err;
    gp_spill_free(log->spill);
    log->spill = NULL;
    return g->status;
}

/* ---- all cases by their first events ---- */

/* A heap of parts that still have cases; the one whose next case comes first is on top. */
struct heap {
    const struct listed *listed;
    size_t next[GP_SPILL_PARTS], end[GP_SPILL_PARTS];
    unsigned part[GP_SPILL_PARTS], n;
};

static uint32_t key(const struct heap *h, unsigned at)
{
    return h->listed[h->next[h->part[at]]].first_serial;
}

static void sink(struct heap *h, unsigned at)
{
    for (;;) {
        unsigned least = at, child = 2 * at + 1, swap;

        if (child < h->n && key(h, child) < key(h, least))
            least = child;
        if (child + 1 < h->n && key(h, child + 1) < key(h, least))
            least = child + 1;
        if (least == at)
            return;
        swap = h->part[at];
        h->part[at] = h->part[least];
        h->part[least] = swap;
        at = least;
    }
}

/* order[k] = the case on the list that comes k-th */
static void merge_parts(const struct gathering *g, uint32_t *order)
{
    struct heap h = {.listed = g->listed};
    size_t k;
    unsigned p;

    for (p = 0; p < GP_SPILL_PARTS; p++) {
        h.next[p] = g->begin[p];
        h.end[p] = g->end[p];
        if (h.next[p] < h.end[p])
            h.part[h.n++] = p;
    }
    for (p = h.n; p-- > 0;)
        sink(&h, p);
    for (k = 0; h.n != 0; k++) {
        p = h.part[0];
        order[k] = (uint32_t)h.next[p]++;
        if (h.next[p] == h.end[p])
            h.part[0] = h.part[--h.n];
        sink(&h, 0);
    }
}

/* Names of the cases, and where their events will be. */
static bool name_cases(struct gathering *g, const uint32_t *order)
{
    struct gp_eventlog *log = g->log;
    uint32_t at = 0;
    size_t k;

    log->n_cases = g->n_listed;
    log->first = gp_array(log->n_cases + 1, sizeof *log->first);
    if (log->first == NULL)
        return false;
    for (k = 0; k < log->n_cases; k++) {
        const struct listed *c = &g->listed[order[k]];

        if (!gp_dict_append(&log->cases,
                            gp_slice_n(g->names.at + c->name_at, c->name_len)))
            return false;
        if (k % LOOK_EVERY == 0)
            gp_governor_look();
        log->first[k] = at;
        at += c->n;
    }
    log->first[k] = at;
    return true;
}

struct moving {
    struct gathering *g;
    const uint32_t *order;
};

/* Cases follow each other in buffers, which go to their place as a whole. */
static void move_events(const struct moving *m, char *to, const char *from, size_t size,
                        char *buffer)
{
    const struct gathering *g = m->g;
    size_t k, done = 0, n = 0;

    for (k = 0; k < g->n_listed; k++) {
        const struct listed *c = &g->listed[m->order[k]];
        size_t bytes = c->n * size;

        if (n + bytes > BUFFER) {
            gp_big_put(to, done, buffer, n);
            gp_governor_look();
            done += n;
            n = 0;
        }
        if (bytes > BUFFER) {
            gp_big_put(to, done, from + c->first * size, bytes);
            done += bytes;
        } else {
            memcpy(buffer + n, from + c->first * size, bytes);
            n += bytes;
        }
    }
    gp_big_put(to, done, buffer, n);
}

static void move_column(void *ctx, size_t i)
{
    struct moving *m = ctx;
    struct gp_eventlog *log = m->g->log;
    char *from = gp_column_get(log, i), *buffer, *to;
    size_t size = gp_column_size(i);

    if (from == NULL)
        return;
    buffer = gp_array(BUFFER, 1);
    to = gp_array_walked(log->n, size);
    if (buffer != NULL && to != NULL) {
        move_events(m, to, from, size, buffer);
        gp_column_set(log, i, to);
        gp_free(from);
    } else {
        gp_free(to);
        pthread_mutex_lock(&m->g->lock);
        m->g->status = GP_SYSTEM;
        pthread_mutex_unlock(&m->g->lock);
    }
    gp_free(buffer);
}

static enum gp_status merge_cases(struct gathering *g, struct gp_err *err)
{
    uint32_t *order = gp_array(g->n_listed, sizeof *order);
    struct moving m = {.g = g, .order = order};
    bool good = order != NULL;

    if (good) {
        merge_parts(g, order);
        gp_big_walked(true);
        good = name_cases(g, order);
        gp_big_walked(false);
        gp_text_release(&g->names);
    }
    if (good) {
        gp_parallel(move_column, &m, gp_columns(g->log), g->log->threads);
        good = g->status == GP_OK;
    }
    gp_free(order);
    return good ? GP_OK : gp_fail_memory(err);
}

enum gp_status gp_eventlog_gather(struct gp_eventlog *log, struct gp_err *err)
{
    struct gathering *g = gp_array_zero(1, sizeof *g);
    enum gp_status st;

    gp_eventlog_end_reading(log);
    if (g == NULL)
        return gp_fail_memory(err);
    g->log = log;
    pthread_mutex_init(&g->lock, NULL);
    st = gp_spill_end(log->spill) ? read_parts(g, err) : gp_fail_memory(err);
    if (st == GP_OK)
        st = merge_cases(g, err);
    pthread_mutex_destroy(&g->lock);
    gp_free(g->listed);
    gp_text_release(&g->names);
    gp_free(g);
    return st;
}
