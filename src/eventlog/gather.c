/* gather.c - a log that moved to disk comes back grouped (eventlog.h, spill.h).
 *
 *   part by part    read, number its cases, group: a small log of its own (group.c);
 *                     its cases and columns go to a tape (base/tape.h)
 *   then            all cases are merged by their first events, which puts them where they
 *                     would be had the log stayed in memory (merge.c)
 *
 *   part 0: c1 (event 0), c4 (event 7)   part 1: c2 (event 1)   ->   c1 c2 c4
 *
 * Within a part cases already stand in that order, so that the merge reads every part from
 * its front to its end.
 */
#include "eventlog/gather.h"
#include "eventlog/columns.h"
#include "eventlog/fill.h"

#include "base/parallel.h"

#include <pthread.h>

struct reading {
    struct gp_gathering *g;
    pthread_mutex_t lock;  /* of what follows */
    enum gp_status status; /* of the first part that failed */
    struct gp_err err;
};

/* A log with the columns of the whole, and the numbers of its events. */
static struct gp_eventlog *log_of_part(const struct gp_gathering *g, size_t rows)
{
    const struct gp_eventlog *log = g->log;
    struct gp_eventlog *part = gp_eventlog_new(log->has_time, log->has_start,
                                               log->has_resource, log->has_group);
    bool good = part != NULL;
    struct gp_err ignored;
    size_t k;

    for (k = 0; good && k < log->n_kept; k++) {
        good = gp_eventlog_keep(part, "", &ignored) == GP_OK;
        if (good)
            part->kept[k].id.wide = log->kept[k].id.wide;
    }
    if (good) {
        part->activity.wide = log->activity.wide;
        part->resource.wide = log->resource.wide;
        part->group.wide = log->group.wide;
        part->has_open = log->has_open;
        part->has_serial = true;
        part->has_instance = g->has_instance;
        part->has_rows = log->has_rows;
        part->cut = log->cut;
        part->counts_rows = log->counts_rows;
        part->stays = true;
        good = gp_eventlog_expect(part, rows, GP_ROW_EVENT);
    }
    if (good)
        return part;
    gp_eventlog_free(part);
    return NULL;
}

static uint32_t first_serial(const struct gp_eventlog *part, size_t c)
{
    uint32_t least, i;

    if (part->first_serial != NULL)
        return part->first_serial[c];
    least = part->serial[part->first[c]];

    for (i = part->first[c] + 1; i < part->first[c + 1]; i++)
        least = part->serial[i] < least ? part->serial[i] : least;
    return least;
}

static bool shelve_cases(struct gp_gathering *g, const struct gp_eventlog *part,
                         struct gp_shelf *to)
{
    struct gp_text list = {0}, firsts = {0};
    bool good;
    size_t c;

    for (c = 0; c < part->n_cases; c++) {
        struct gp_slice name = gp_dict_name(&part->cases, (uint32_t)c);
        uint32_t first = first_serial(part, c);
        struct gp_shelved one = {.n = part->first[c + 1] - part->first[c],
                                 .more_rows =
                                     part->more_rows != NULL ? part->more_rows[c] : 0,
                                 .name_len = (uint32_t)name.len};

        if (one.n == 0)
            continue;
        gp_text_add_n(&firsts, (const char *)&first, sizeof first);
        gp_text_add_n(&list, (const char *)&one, sizeof one);
        gp_text_add_slice(&list, name);
        to->n_cases++;
    }
    to->n_events = part->n;
    to->cases_bytes = list.len;
    good = gp_text_ok(&list) && gp_text_ok(&firsts) &&
           gp_tape_write(&g->tape, gp_text_z(&firsts), firsts.len, &to->firsts) &&
           gp_tape_write(&g->tape, gp_text_z(&list), list.len, &to->cases);
    gp_text_release(&firsts);
    gp_text_release(&list);
    return good;
}

static bool shelve_columns(struct gp_gathering *g, const struct gp_eventlog *part,
                           struct gp_shelf *to)
{
    bool good;
    size_t i;

    to->column = gp_array(gp_columns(part), sizeof *to->column);
    good = to->column != NULL;
    for (i = 0; good && i < gp_columns(part); i++)
        good = !gp_column_wanted(g->log, i) ||
               gp_tape_write(&g->tape, gp_column_get(part, i),
                             part->n * gp_column_size(part, i), &to->column[i]);
    return good;
}

static enum gp_status shelve(struct gp_gathering *g, size_t p, struct gp_eventlog *part,
                             struct gp_err *err)
{
    struct gp_spill *spill = g->log->spill;
    uint64_t rows = gp_spill_events(spill, p);
    enum gp_status st = gp_spill_take(spill, p, part, err);

    if (st == GP_OK && part->n != rows)
        st = gp_fail(err, GP_BUG, "%llu events went to disk, %zu came back",
                     (unsigned long long)rows, part->n);
    if (st == GP_OK)
        st = gp_eventlog_group_here(part, err);
    if (st == GP_OK && (!shelve_cases(g, part, &g->shelf[p]) ||
                        !shelve_columns(g, part, &g->shelf[p])))
        st = gp_fail_memory(err);
    return st;
}

static void part_task(void *ctx, size_t p)
{
    struct reading *r = ctx;
    struct gp_eventlog *log = r->g->log, *part;
    uint64_t rows = gp_spill_events(log->spill, p);
    struct gp_err err = {0};
    enum gp_status st;

    pthread_mutex_lock(&r->lock);
    st = r->status;
    pthread_mutex_unlock(&r->lock);
    if (st != GP_OK || rows == 0)
        return;
    part = log_of_part(r->g, rows);
    st = part != NULL ? shelve(r->g, p, part, &err) : gp_fail_memory(&err);
    pthread_mutex_lock(&r->lock);
    if (st == GP_OK) {
        log->n_ties += part->n_ties;
        gp_paired_add(&log->paired, &part->paired);
    }
    if (st != GP_OK && r->status == GP_OK) {
        r->status = st;
        r->err = err;
    }
    pthread_mutex_unlock(&r->lock);
    gp_eventlog_free(part);
}

static enum gp_status read_parts(struct gp_gathering *g, struct gp_err *err)
{
    struct gp_eventlog *log = g->log;
    struct reading r = {.g = g, .lock = PTHREAD_MUTEX_INITIALIZER};
    uint64_t n = 0;
    size_t p;

    for (p = 0; p < GP_SPILL_PARTS; p++)
        n += gp_spill_events(log->spill, p);
    if (n != log->moved)
        return gp_fail(err, GP_BUG, "%zu events were read, %llu went to disk",
                       log->moved, (unsigned long long)n);
    log->has_serial = log->n_files > 1;
    g->has_instance = log->has_instance;
    log->has_instance = false;
    gp_eventlog_choose_widths(log);
    gp_parallel(part_task, &r, GP_SPILL_PARTS, log->threads);
    if (r.status != GP_OK && err != NULL)
        *err = r.err;
    gp_spill_free(log->spill);
    log->spill = NULL;
    log->moved = 0;
    return r.status;
}

/* The last events follow the others to disk, and what held them goes. */
static enum gp_status end_reading(struct gp_eventlog *log, struct gp_err *err)
{
    enum gp_status st = gp_eventlog_settle(log, err);
    size_t i;

    if (st == GP_OK && !gp_eventlog_move(log))
        st = gp_fail_memory(err);
    for (i = 0; i < gp_columns(log); i++) {
        gp_free(gp_column_get(log, i));
        gp_column_set(log, i, NULL);
    }
    gp_dict_release(&log->cases);
    gp_dict_release(&log->instances);
    gp_eventlog_end_reading(log);
    return st;
}

enum gp_status gp_eventlog_gather(struct gp_eventlog *log, struct gp_err *err)
{
    struct gp_gathering *g;
    enum gp_status st = end_reading(log, err);
    size_t p;

    if (st != GP_OK)
        return st;
    g = gp_array_zero(1, sizeof *g);
    if (g == NULL)
        return gp_fail_memory(err);
    g->log = log;
    st = gp_tape_open(&g->tape) ? read_parts(g, err) : gp_fail_memory(err);
    if (st == GP_OK)
        st = gp_gather_merge(g, err);
    gp_tape_close(&g->tape);
    for (p = 0; p < GP_SPILL_PARTS; p++)
        gp_free(g->shelf[p].column);
    gp_free(g);
    return st;
}
