/* eventlog.c - see eventlog.h.
 *
 *   file order   c1 a 09:00   c2 a 09:05   c1 b 09:10   c2 b 09:02
 *   grouped      c1: a 09:00, b 09:10      c2: b 09:02, a 09:05
 *
 * Grouping is a counting sort of event numbers by case (stable, so ties keep file
 * order) and a merge sort inside each case that is not in order yet; then every column
 * is permuted in turn, so that the peak is one column above the log itself.
 */
#include "eventlog/eventlog.h"

#include "base/parallel.h"

#include <stdatomic.h>
#include <string.h>

struct gp_eventlog *gp_eventlog_new(bool has_time, bool has_start, bool has_resource,
                                    bool has_group)
{
    struct gp_eventlog *log = gp_array_zero(1, sizeof *log);

    if (log == NULL)
        return NULL;
    log->has_time = has_time;
    log->has_start = has_start;
    log->has_resource = has_resource;
    log->has_group = has_group;
    return log;
}

void gp_eventlog_threads(struct gp_eventlog *log, unsigned threads)
{
    log->threads = threads;
}

static void release_readers(struct gp_eventlog *log)
{
    gp_caseids_free(log->waiting);
    log->waiting = NULL;
    log->case_id = NULL;
    gp_front_release(&log->activity_front);
    gp_front_release(&log->resource_front);
    gp_front_release(&log->group_front);
}

static void free_attribute(struct gp_attribute *a)
{
    gp_free(a->name);
    gp_dict_release(&a->values);
    gp_free(a->id);
}

void gp_eventlog_free(struct gp_eventlog *log)
{
    size_t i;

    if (log == NULL)
        return;
    release_readers(log);
    gp_dict_release(&log->cases);
    gp_dict_release(&log->activities);
    gp_dict_release(&log->resources);
    gp_dict_release(&log->groups);
    gp_free(log->activity);
    gp_free(log->resource);
    gp_free(log->group);
    gp_free(log->start);
    gp_free(log->end);
    gp_free(log->line);
    gp_free(log->serial);
    gp_free(log->open);
    gp_free(log->first);
    for (i = 0; i < log->n_kept; i++)
        free_attribute(&log->kept[i]);
    gp_free(log->kept);
    for (i = 0; i < log->n_files; i++)
        gp_free(log->files[i].name);
    gp_free(log->files);
    gp_free(log);
}

static char *copy_z(const char *z)
{
    size_t n = strlen(z) + 1;
    char *copy = gp_array(n, 1);

    if (copy != NULL)
        memcpy(copy, z, n);
    return copy;
}

enum gp_status gp_eventlog_keep(struct gp_eventlog *log, const char *name,
                                struct gp_err *err)
{
    struct gp_attribute *more =
        gp_realloc(log->kept, log->n_kept + 1, sizeof *log->kept);
    char *copy = copy_z(name);

    if (more != NULL)
        log->kept = more;
    if (more == NULL || copy == NULL) {
        gp_free(copy);
        return gp_fail_memory(err);
    }
    memset(&log->kept[log->n_kept], 0, sizeof *log->kept);
    log->kept[log->n_kept++].name = copy;
    return GP_OK;
}

void gp_eventlog_drop_kept(struct gp_eventlog *log, size_t k)
{
    struct gp_attribute *a = &log->kept[k];

    free_attribute(a);
    memmove(a, a + 1, (log->n_kept - k - 1) * sizeof *a);
    log->n_kept--;
}

enum gp_status gp_eventlog_begin_file(struct gp_eventlog *log, const char *name,
                                      struct gp_err *err)
{
    struct gp_log_file *more =
        gp_realloc(log->files, log->n_files + 1, sizeof *log->files);
    char *copy = copy_z(strcmp(name, "-") == 0 ? "stdin" : name);

    if (more != NULL)
        log->files = more;
    if (more == NULL || copy == NULL) {
        gp_free(copy);
        return gp_fail_memory(err);
    }
    log->files[log->n_files].name = copy;
    log->files[log->n_files++].first_event = (uint32_t)log->n;
    return GP_OK;
}

static bool grow_u32(uint32_t **column, size_t n, bool wanted)
{
    uint32_t *p = wanted ? gp_realloc(*column, n, sizeof *p) : *column;

    if (wanted && p == NULL)
        return false;
    *column = p;
    return true;
}

static bool grow_i64(int64_t **column, size_t n, bool wanted)
{
    int64_t *p = wanted ? gp_realloc(*column, n, sizeof *p) : *column;

    if (wanted && p == NULL)
        return false;
    *column = p;
    return true;
}

/* Room for n marks; new ones are 0. */
static bool grow_open(struct gp_eventlog *log, size_t n)
{
    uint8_t *p = gp_realloc(log->open, n, sizeof *p);
    size_t had = log->open != NULL ? log->cap : 0;

    if (p == NULL)
        return false;
    memset(p + had, 0, n - had);
    log->open = p;
    return true;
}

enum gp_status gp_eventlog_mark_open(struct gp_eventlog *log, uint32_t index,
                                     struct gp_err *err)
{
    if (log->open == NULL && !grow_open(log, log->cap))
        return gp_fail_memory(err);
    log->open[index] = 1;
    return GP_OK;
}

static bool grow(struct gp_eventlog *log)
{
    size_t n = log->cap != 0 ? log->cap + log->cap / 2 : 1024;
    bool good = grow_u32(&log->activity, n, true) && grow_u32(&log->line, n, true) &&
                grow_u32(&log->resource, n, log->has_resource) &&
                grow_u32(&log->group, n, log->has_group) &&
                grow_i64(&log->end, n, log->has_time) &&
                grow_i64(&log->start, n, log->has_start);
    size_t k;

    for (k = 0; good && k < log->n_kept; k++)
        good = grow_u32(&log->kept[k].id, n, true);
    if (good && log->open != NULL)
        good = grow_open(log, n);
    if (good)
        log->cap = n;
    return good;
}

/* Id of a name that may be missing. */
static bool name_id(struct gp_dict *d, struct gp_slice name, uint32_t *id)
{
    *id = name.len != 0 ? gp_dict_add(d, name) : GP_NO_ID;
    return name.len == 0 || *id != GP_NO_ID;
}

static bool front_id(struct gp_front *f, struct gp_dict *d, struct gp_slice name,
                     uint32_t *id)
{
    *id = name.len != 0 ? gp_front_add(f, d, name) : GP_NO_ID;
    return name.len == 0 || *id != GP_NO_ID;
}

enum gp_status gp_eventlog_settle(struct gp_eventlog *log, struct gp_err *err)
{
    if (log->waiting == NULL || gp_caseids_settle(log->waiting, &log->case_id))
        return GP_OK;
    return gp_fail_memory(err);
}

/* At the first event it is known whether threads are wanted. */
static bool begin_cases(struct gp_eventlog *log)
{
    log->waiting = gp_caseids_new(&log->cases, log->threads > 1);
    return log->waiting != NULL;
}

static bool add_names(struct gp_eventlog *log, const struct gp_event *e, size_t i)
{
    size_t k;

    if (!gp_caseids_add(log->waiting, e->case_id) ||
        !front_id(&log->activity_front, &log->activities, e->activity,
                  &log->activity[i]))
        return false;
    if (log->has_resource && !front_id(&log->resource_front, &log->resources,
                                       e->resource, &log->resource[i]))
        return false;
    if (log->has_group &&
        !front_id(&log->group_front, &log->groups, e->group, &log->group[i]))
        return false;
    for (k = 0; k < log->n_kept; k++) {
        struct gp_slice v = e->kept != NULL ? e->kept[k] : gp_slice_n("", 0);

        if (!name_id(&log->kept[k].values, v, &log->kept[k].id[i]))
            return false;
    }
    return true;
}

enum gp_status gp_eventlog_add(struct gp_eventlog *log, const struct gp_event *e,
                               uint32_t *index, struct gp_err *err)
{
    size_t i = log->n;

    if (i >= UINT32_MAX - 1)
        return gp_fail(err, GP_INPUT,
                       "more than 4,294,967,293 events in one run; split "
                       "the log by period");
    if ((log->waiting == NULL && !begin_cases(log)) || (i == log->cap && !grow(log)) ||
        !add_names(log, e, i))
        return gp_fail_memory(err);
    log->line[i] = e->line;
    if (log->end != NULL)
        log->end[i] = e->end;
    if (log->start != NULL)
        log->start[i] = e->start;
    log->n++;
    if (index != NULL)
        *index = (uint32_t)i;
    return index != NULL ? gp_eventlog_settle(log, err) : GP_OK;
}

/* ---- grouping ---- */

static int compare(const struct gp_eventlog *log, uint32_t a, uint32_t b)
{
    int64_t sa = gp_event_start(log, a), sb = gp_event_start(log, b);

    if (sa != sb)
        return sa < sb ? -1 : 1;
    if (gp_event_end(log, a) != gp_event_end(log, b))
        return gp_event_end(log, a) < gp_event_end(log, b) ? -1 : 1;
    return 0;
}

static void insertion_sort(const struct gp_eventlog *log, uint32_t *v, size_t n)
{
    size_t i, j;

    for (i = 1; i < n; i++) {
        uint32_t x = v[i];

        for (j = i; j > 0 && compare(log, v[j - 1], x) > 0; j--)
            v[j] = v[j - 1];
        v[j] = x;
    }
}

static void merge(const struct gp_eventlog *log, const uint32_t *from, uint32_t *to,
                  size_t left, size_t middle, size_t right)
{
    size_t a = left, b = middle, k;

    for (k = left; k < right; k++) {
        bool take_a = a < middle && (b >= right || compare(log, from[a], from[b]) <= 0);

        to[k] = take_a ? from[a++] : from[b++];
    }
}

/* Bottom-up and stable; other has room for n. One huge case stays n log n. */
static void merge_sort(const struct gp_eventlog *log, uint32_t *v, uint32_t *other,
                       size_t n)
{
    uint32_t *from = v, *to = other;
    size_t width, i;

    for (width = 1; width < n; width *= 2) {
        uint32_t *t = from;

        for (i = 0; i < n; i += 2 * width) {
            size_t middle = i + width < n ? i + width : n;
            size_t right = i + 2 * width < n ? i + 2 * width : n;

            merge(log, from, to, i, middle, right);
        }
        from = to;
        to = t;
    }
    if (from != v)
        memcpy(v, from, n * sizeof *v);
}

/* Orders the n events of one case; scratch has room for n. */
static void sort_case(const struct gp_eventlog *log, uint32_t *v, uint32_t *scratch,
                      size_t n)
{
    size_t i;

    for (i = 1; i < n && compare(log, v[i - 1], v[i]) <= 0; i++)
        continue;
    if (i >= n)
        return;
    if (n <= 24)
        insertion_sort(log, v, n);
    else
        merge_sort(log, v, scratch, n);
}

static uint64_t count_ties(const struct gp_eventlog *log, const uint32_t *v, size_t n)
{
    uint64_t ties = 0;
    size_t i;

    for (i = 1; i < n; i++)
        ties += compare(log, v[i - 1], v[i]) == 0;
    return ties;
}

/* order[k] = file order number of the event that comes k-th when grouped; fills
 * log->first. */
static bool make_order(struct gp_eventlog *log, uint32_t **out)
{
    size_t n_cases = log->cases.n, i;
    uint32_t *first = gp_array_zero(n_cases + 2, sizeof *first);
    uint32_t *order = gp_array(log->n, sizeof *order);

    if (first == NULL || order == NULL) {
        gp_free(first);
        gp_free(order);
        return false;
    }
    for (i = 0; i < log->n; i++)
        first[log->case_id[i] + 2]++;
    for (i = 0; i < n_cases; i++)
        first[i + 2] += first[i + 1];
    for (i = 0; i < log->n; i++)
        order[first[log->case_id[i] + 1]++] = (uint32_t)i;
    log->first = first;
    log->n_cases = n_cases;
    *out = order;
    return true;
}

static bool order_cases(struct gp_eventlog *log, uint32_t *order)
{
    uint32_t *scratch = gp_array(log->n, sizeof *scratch);
    size_t c;

    if (scratch == NULL)
        return false;
    for (c = 0; c < log->n_cases; c++) {
        uint32_t *v = order + log->first[c];
        size_t n = log->first[c + 1] - log->first[c];

        sort_case(log, v, scratch, n);
        if (log->has_time)
            log->n_ties += count_ties(log, v, n);
    }
    gp_free(scratch);
    return true;
}

static bool permute_u32(uint32_t **column, const uint32_t *order, size_t n)
{
    uint32_t *p;
    size_t i;

    if (*column == NULL)
        return true;
    p = gp_array(n, sizeof *p);
    if (p == NULL)
        return false;
    for (i = 0; i < n; i++)
        p[i] = (*column)[order[i]];
    gp_free(*column);
    *column = p;
    return true;
}

static bool permute_i64(int64_t **column, const uint32_t *order, size_t n)
{
    int64_t *p;
    size_t i;

    if (*column == NULL)
        return true;
    p = gp_array(n, sizeof *p);
    if (p == NULL)
        return false;
    for (i = 0; i < n; i++)
        p[i] = (*column)[order[i]];
    gp_free(*column);
    *column = p;
    return true;
}

static bool permute_u8(uint8_t **column, const uint32_t *order, size_t n)
{
    uint8_t *p;
    size_t i;

    if (*column == NULL)
        return true;
    p = gp_array(n, sizeof *p);
    if (p == NULL)
        return false;
    for (i = 0; i < n; i++)
        p[i] = (*column)[order[i]];
    gp_free(*column);
    *column = p;
    return true;
}

enum {
    COLUMN_ACTIVITY,
    COLUMN_RESOURCE,
    COLUMN_GROUP,
    COLUMN_LINE,
    COLUMN_START,
    COLUMN_END,
    COLUMN_OPEN,
    COLUMN_KEPT,
};

struct permutation {
    struct gp_eventlog *log;
    const uint32_t *order;
    atomic_bool failed;
};

static void permute_column(void *ctx, size_t i)
{
    struct permutation *p = ctx;
    struct gp_eventlog *log = p->log;
    uint32_t **ids[] = {&log->activity, &log->resource, &log->group, &log->line};
    bool good;

    if (i == COLUMN_START || i == COLUMN_END)
        good =
            permute_i64(i == COLUMN_START ? &log->start : &log->end, p->order, log->n);
    else if (i == COLUMN_OPEN)
        good = permute_u8(&log->open, p->order, log->n);
    else
        good = permute_u32(i < COLUMN_START ? ids[i] : &log->kept[i - COLUMN_KEPT].id,
                           p->order, log->n);
    if (!good)
        atomic_store(&p->failed, true);
}

static bool permute(struct gp_eventlog *log, const uint32_t *order)
{
    struct permutation p = {log, order, false};

    gp_parallel(permute_column, &p, COLUMN_KEPT + log->n_kept, log->threads);
    return !atomic_load(&p.failed);
}

enum gp_status gp_eventlog_group(struct gp_eventlog *log, struct gp_err *err)
{
    uint32_t *order = NULL;
    enum gp_status st = gp_eventlog_settle(log, err);

    if (st != GP_OK)
        return st;
    if (!make_order(log, &order)) {
        gp_free(order);
        return gp_fail_memory(err);
    }
    release_readers(log);
    if (!order_cases(log, order)) {
        gp_free(order);
        return gp_fail_memory(err);
    }
    if (!permute(log, order)) {
        gp_free(order);
        return gp_fail_memory(err);
    }
    log->cap = log->n;
    if (log->n_files > 1)
        log->serial = order;
    else
        gp_free(order);
    return GP_OK;
}

const char *gp_event_file(const struct gp_eventlog *log, size_t i)
{
    size_t f = 0;

    if (log->serial == NULL)
        return log->n_files != 0 ? log->files[0].name : "";
    while (f + 1 < log->n_files && log->files[f + 1].first_event <= log->serial[i])
        f++;
    return log->files[f].name;
}
