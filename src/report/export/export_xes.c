/* export_xes.c - see export.h.
 *
 *   event a 9:00-9:30   ->  a start 9:00 (instance 1)
 *   event b 9:10-9:20       b start 9:10 (instance 2)
 *                           b complete 9:20 (2)
 *                           a complete 9:30 (1)
 *
 * Completes wait in a heap by their time until the next start is later. A complete
 * never stands before its start, also where the log says that it ended earlier.
 */
#include "report/export/export_xes.h"

#include "base/mem.h"
#include "base/sort.h"

#include <string.h>

enum { PIECE = 1 << 20 };

/* ---- events ---- */

static void instance(struct gp_xes_writer *w, size_t i)
{
    char number[24];
    size_t n = sizeof number;
    uint64_t x = i + 1;

    if (w->instance != NULL && gp_id(w->instance->id, i) != GP_NO_ID) {
        gp_xes_string(w, "concept:instance", "concept:instance",
                      gp_dict_name(&w->instance->values, gp_id(w->instance->id, i)), i);
        return;
    }
    for (; x != 0; x /= 10)
        number[--n] = (char)('0' + x % 10);
    gp_xes_string(w, "concept:instance", "", gp_slice_n(number + n, sizeof number - n),
                  i);
}

static void event(struct gp_xes_writer *w, size_t i, const char *transition, int64_t us)
{
    const struct gp_eventlog *log = w->log;
    struct gp_text *t = &w->t;
    size_t at;

    gp_text_add(t, "<event>\n");
    gp_xes_string(w, "concept:name", "concept:name",
                  gp_dict_name(&log->activities, gp_id(log->activity, i)), i);
    if (log->has_time)
        gp_xes_date(w, "time:timestamp", us, i);
    if (transition != NULL) {
        gp_xes_string(w, "lifecycle:transition", "lifecycle:transition",
                      gp_slice(transition), i);
        instance(w, i);
    }
    if (log->has_resource)
        gp_xes_string(w, "org:resource", "org:resource",
                      gp_dict_name(&log->resources, gp_id(log->resource, i)), i);
    if (log->has_group)
        gp_xes_string(w, "org:group", "org:group",
                      gp_dict_name(&log->groups, gp_id(log->group, i)), i);
    for (at = 0; at < log->n_kept; at++) {
        size_t k = w->order[at];

        if (!w->place[k].nested && !w->place[k].in_trace &&
            !(w->place[k].instance && transition != NULL))
            gp_xes_kept(w, k, i, false);
    }
    gp_text_add(t, "</event>\n");
}

static enum gp_status flush(struct gp_xes_writer *w, size_t above)
{
    enum gp_status st;

    if (!gp_text_ok(&w->t))
        return gp_fail_memory(w->err);
    if (w->t.len <= above)
        return GP_OK;
    st = w->sink->write(w->sink->ctx, &w->t, w->err);
    gp_text_clear(&w->t);
    return st;
}

/* ---- completes that wait ---- */

static bool earlier(const struct gp_xes_writer *w, size_t a, size_t b)
{
    const int64_t *end = w->log->end;

    return end[a] != end[b] ? end[a] < end[b] : a < b;
}

static void swap(size_t *a, size_t *b)
{
    size_t t = *a;

    *a = *b;
    *b = t;
}

static bool push(struct gp_xes_writer *w, size_t i)
{
    size_t at = w->n_waiting;

    if (!gp_reserve(&w->waiting, &w->cap_waiting, at + 1))
        return false;
    w->waiting[w->n_waiting++] = i;
    for (; at > 0 && earlier(w, w->waiting[at], w->waiting[(at - 1) / 2]);
         at = (at - 1) / 2)
        swap(&w->waiting[at], &w->waiting[(at - 1) / 2]);
    return true;
}

static size_t pop(struct gp_xes_writer *w)
{
    size_t first = w->waiting[0], at = 0;

    w->waiting[0] = w->waiting[--w->n_waiting];
    for (;;) {
        size_t child = 2 * at + 1;

        if (child + 1 < w->n_waiting &&
            earlier(w, w->waiting[child + 1], w->waiting[child]))
            child++;
        if (child >= w->n_waiting || !earlier(w, w->waiting[child], w->waiting[at]))
            return first;
        swap(&w->waiting[child], &w->waiting[at]);
        at = child;
    }
}

/* Completes up to an instant. */
static enum gp_status complete_until(struct gp_xes_writer *w, int64_t us)
{
    enum gp_status st = GP_OK;

    while (st == GP_OK && w->n_waiting != 0 && w->log->end[w->waiting[0]] <= us) {
        size_t i = pop(w);

        event(w, i, "complete", w->log->end[i]);
        st = flush(w, PIECE);
    }
    return st;
}

static enum gp_status interval(struct gp_xes_writer *w, size_t i)
{
    const struct gp_eventlog *log = w->log;
    enum gp_status st = complete_until(w, log->start[i]);

    if (st != GP_OK)
        return st;
    event(w, i, "start", log->start[i]);
    if ((log->open == NULL || !log->open[i]) && !push(w, i))
        return gp_fail_memory(w->err);
    return GP_OK;
}

/* ---- traces ---- */

static bool same_in_case(const struct gp_xes_writer *w, const struct gp_attribute *a)
{
    size_t i;

    for (i = w->log->first[w->c] + 1; i < w->log->first[w->c + 1]; i++)
        if (gp_id(a->id, i) != gp_id(a->id, i - 1))
            return false;
    return true;
}

static void open_trace(struct gp_xes_writer *w)
{
    const struct gp_eventlog *log = w->log;
    size_t at;

    gp_text_add(&w->t, "<trace>\n");
    gp_xes_string(w, "concept:name", "case:concept:name",
                  gp_dict_name(&log->cases, w->c), log->first[w->c]);
    for (at = 0; at < log->n_kept; at++) {
        size_t k = w->order[at];

        w->place[k].in_trace = w->place[k].of_case && !w->place[k].taken &&
                               !w->place[k].nested && same_in_case(w, &log->kept[k]);
        if (w->place[k].in_trace)
            gp_xes_kept(w, k, log->first[w->c], true);
    }
}

static enum gp_status trace(struct gp_xes_writer *w)
{
    const struct gp_eventlog *log = w->log;
    enum gp_status st = GP_OK;
    size_t i;

    open_trace(w);
    for (i = log->first[w->c]; i < log->first[w->c + 1] && st == GP_OK; i++) {
        if (log->has_start)
            st = interval(w, i);
        else
            event(w, i, NULL, log->has_time ? log->end[i] : 0);
        if (st == GP_OK)
            st = flush(w, PIECE);
    }
    if (st == GP_OK)
        st = complete_until(w, INT64_MAX);
    gp_text_add(&w->t, "</trace>\n");
    return st;
}

/* ---- the whole ---- */

static bool taken(const struct gp_eventlog *log, const char *name)
{
    return strcmp(name, "case:concept:name") == 0 ||
           strcmp(name, "concept:name") == 0 ||
           (log->has_time && strcmp(name, "time:timestamp") == 0) ||
           (log->has_resource && strcmp(name, "org:resource") == 0) ||
           (log->has_group && strcmp(name, "org:group") == 0) ||
           (log->has_start && strcmp(name, "lifecycle:transition") == 0);
}

/* By name, so that the order of columns leaves no trace: XES in, out, in, out gives the
 * same bytes. */
static int by_name(const void *ctx, const void *a, const void *b)
{
    const struct gp_attribute *kept = ctx;

    return strcmp(kept[*(const size_t *)a].name, kept[*(const size_t *)b].name);
}

/* "outer/inner" whose outer one is a column, or a key that we write ourselves. */
static bool is_nested(struct gp_xes_writer *w, const char *name)
{
    const char *slash;
    size_t k;

    for (slash = strchr(name, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        gp_text_clear(&w->key);
        gp_text_add_n(&w->key, name, (size_t)(slash - name));
        if (taken(w->log, gp_text_z(&w->key)))
            return true;
        for (k = 0; k < w->log->n_kept; k++)
            if (strcmp(w->log->kept[k].name, gp_text_z(&w->key)) == 0)
                return true;
    }
    return false;
}

static bool find_places(struct gp_xes_writer *w)
{
    size_t k;

    w->place = gp_array_zero(w->log->n_kept, sizeof *w->place);
    w->order = gp_array(w->log->n_kept, sizeof *w->order);
    if (w->place == NULL || w->order == NULL)
        return false;
    for (k = 0; k < w->log->n_kept; k++) {
        const char *name = w->log->kept[k].name;

        w->order[k] = k;

        w->place[k].taken = taken(w->log, name);
        w->place[k].nested = is_nested(w, name);
        w->any_nested |= w->place[k].nested;
        w->place[k].of_case = strncmp(name, "case:", 5) == 0 && name[5] != '\0';
        w->place[k].instance = strcmp(name, "concept:instance") == 0;
        if (w->place[k].instance)
            w->instance = &w->log->kept[k];
    }
    return gp_sort(w->order, w->log->n_kept, sizeof *w->order, by_name, w->log->kept);
}

/* What the log said of itself, and the extensions of the keys that we write. */
static void head(struct gp_xes_writer *w)
{
    static const char *const extensions[][3] = {
        {"Concept", "concept", " prefix=\"concept\""},
        {"Time", "time", " prefix=\"time\""},
        {"Lifecycle", "lifecycle", " prefix=\"lifecycle\""},
        {"Organizational", "org", " prefix=\"org\""},
        {"Cost", "cost", " prefix=\"cost\""}};
    size_t i;

    gp_text_addf(&w->t,
                 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<log xes.version=\"1849-2016\" xes.features=\"%s\" "
                 "xmlns=\"http://www.xes-standard.org/\">\n",
                 w->any_nested ? "nested-attributes" : "");
    for (i = 0; i < sizeof extensions / sizeof extensions[0]; i++)
        if (strstr(w->head, extensions[i][2]) == NULL)
            gp_text_addf(&w->t,
                         "<extension name=\"%s\" prefix=\"%s\" "
                         "uri=\"http://www.xes-standard.org/%s.xesext\"/>\n",
                         extensions[i][0], extensions[i][1], extensions[i][1]);
    gp_text_add(&w->t, w->head);
    if (w->head[0] == '\0')
        gp_text_add(&w->t, "<classifier name=\"Activity\" scope=\"event\" "
                           "keys=\"concept:name\"/>\n");
}

enum gp_status gp_export_xes(const struct gp_eventlog *log, const char *head_xml,
                             const struct gp_sink *sink, struct gp_err *err)
{
    struct gp_xes_writer w = {.log = log, .head = head_xml, .sink = sink, .err = err};
    enum gp_status st = find_places(&w) ? GP_OK : gp_fail_memory(err);

    head(&w);
    for (w.c = 0; w.c < log->n_cases && st == GP_OK; w.c++)
        st = trace(&w);
    gp_text_add(&w.t, "</log>\n");
    if (st == GP_OK)
        st = flush(&w, 0);
    gp_text_release(&w.t);
    gp_text_release(&w.key);
    gp_free(w.place);
    gp_free(w.order);
    gp_free(w.waiting);
    return st;
}
