/* causes.c - see causes.h.
 *
 * A person's work stands by start, with the latest end so far beside it; from an event
 * that waited one looks back as long as some earlier work can still reach into the wait.
 * What does becomes two edges; a sweep over the edges gives each moment its cause.
 *
 *   wait        |-----------------------------|
 *   batch fills |----|
 *   earlier      ------|===contention===|  ---
 *   later                       |==prioritisation==|
 *   free                                      |--|   off duty or outside
 */
#include "mine/causes.h"

#include "base/sort.h"
#include "mine/links.h"
#include "mine/pairs.h"

#include <string.h>

static const uint64_t usual_work = UINT64_C(500000000);

struct edge {
    int64_t at;
    int earlier, later; /* +1, -1: work of that kind begins, ends */
};

struct splitter {
    const struct gp_eventlog *log;
    const struct gp_causes_options *o;
    struct gp_enabling enabling;
    struct gp_workloads workloads;
    struct gp_batches batches;
    int64_t *latest; /* [events of all people] latest end of a person's work so far */
    struct edge *edge;
    size_t n_edges, cap;
    uint64_t work, most_work;
    struct gp_pairs pairs;
    struct gp_cause_sum *sum; /* by number of pair */
    size_t sums_cap, n_sums;
    struct gp_causes *out;
};

/* ---- one wait ---- */

/* Edges are nearly sorted as they come: each finds its place from behind. */
static bool add_edge(struct splitter *s, int64_t at, int earlier, int later)
{
    size_t k;

    if (!gp_reserve(&s->edge, &s->cap, s->n_edges + 1))
        return false;
    for (k = s->n_edges++; k > 0 && s->edge[k - 1].at > at; k--, s->work++)
        s->edge[k] = s->edge[k - 1];
    s->edge[k] = (struct edge){at, earlier, later};
    return true;
}

/* The work at place k of the person's list reaches into the wait of e. */
static bool add_work(struct splitter *s, uint32_t e, uint32_t other)
{
    const struct gp_eventlog *log = s->log;
    uint32_t batch = s->batches.of[e];
    bool apart = batch != GP_NO_ID && s->batches.of[other] != batch;
    int64_t mark = apart ? s->batches.ready[batch] : s->enabling.enabled[e];
    int64_t from = log->start[other] > mark ? log->start[other] : mark;
    int64_t to = log->end[other] < log->start[e] ? log->end[other] : log->start[e];
    bool earlier = s->enabling.enabled[other] <= mark;

    return from >= to || (add_edge(s, from, earlier, !earlier) &&
                          add_edge(s, to, -(int)earlier, -(int)!earlier));
}

/* Of the person's work before place k. */
static bool look_back(struct splitter *s, size_t first, size_t k)
{
    const struct gp_eventlog *log = s->log;
    uint32_t e = s->workloads.event[k];
    int64_t enabled = s->enabling.enabled[e];

    s->n_edges = 0;
    while (k-- > first && s->latest[k] > enabled) {
        uint32_t other = s->workloads.event[k];

        s->work++;
        if (log->start[other] < log->start[e] && log->end[other] > enabled &&
            !add_work(s, e, other))
            return false;
    }
    return true;
}

static void put_free(const struct splitter *s, int64_t from, int64_t to, int64_t *cause)
{
    int64_t open =
        s->o->calendar != NULL ? gp_calendar_time(s->o->calendar, from, to) : to - from;

    cause[GP_WAIT_OUTSIDE] += open;
    cause[GP_WAIT_UNAVAILABILITY] += to - from - open;
}

static void sweep(const struct splitter *s, int64_t from, int64_t to, int64_t *cause)
{
    int earlier = 0, later = 0;
    size_t i;

    for (i = 0; i <= s->n_edges; i++) {
        int64_t at = i < s->n_edges ? s->edge[i].at : to;

        if (at > from) {
            if (earlier > 0)
                cause[GP_WAIT_CONTENTION] += at - from;
            else if (later > 0)
                cause[GP_WAIT_PRIORITISATION] += at - from;
            else
                put_free(s, from, at, cause);
            from = at;
        }
        if (i < s->n_edges) {
            earlier += s->edge[i].earlier;
            later += s->edge[i].later;
        }
    }
}

/* ---- sums ---- */

static void add_to(struct gp_cause_sum *sum, const int64_t *cause)
{
    int i;

    sum->count++;
    for (i = 0; i < GP_WAIT_CAUSES; i++) {
        sum->cause[i] += cause[i];
        sum->wait += cause[i];
    }
}

static bool add_transition(struct splitter *s, uint32_t e, const int64_t *cause)
{
    uint32_t trigger = s->enabling.trigger[e];
    size_t pair = gp_pairs_add(&s->pairs, gp_level_id(s->log, GP_BY_ACTIVITY, trigger),
                               gp_level_id(s->log, GP_BY_ACTIVITY, e));
    size_t before = s->n_sums;

    if (pair == SIZE_MAX || !gp_reserve(&s->sum, &s->sums_cap, pair + 1))
        return false;
    if (pair >= before) {
        memset(s->sum + before, 0, (pair + 1 - before) * sizeof *s->sum);
        s->n_sums = pair + 1;
    }
    add_to(&s->sum[pair], cause);
    add_to(&s->out->all, cause);
    if (s->o->each != NULL)
        s->o->each(s->o->ctx, e, cause);
    return true;
}

static bool split_wait(struct splitter *s, size_t first, size_t k)
{
    const struct gp_eventlog *log = s->log;
    uint32_t e = s->workloads.event[k], batch = s->batches.of[e];
    int64_t from = s->enabling.enabled[e], cause[GP_WAIT_CAUSES] = {0};

    if (s->enabling.trigger[e] == GP_NO_ID)
        return true;
    if (log->start[e] > from) {
        if (!look_back(s, first, k))
            return false;
        if (batch != GP_NO_ID && s->batches.ready[batch] > from) {
            cause[GP_WAIT_BATCHING] = s->batches.ready[batch] - from;
            from = s->batches.ready[batch];
        }
        sweep(s, from, log->start[e], cause);
    }
    return add_transition(s, e, cause);
}

static bool split_person(struct splitter *s, size_t first, size_t end)
{
    size_t k;

    for (k = first; k < end; k++) {
        int64_t ends = s->log->end[s->workloads.event[k]];

        s->latest[k] = k > first && s->latest[k - 1] > ends ? s->latest[k - 1] : ends;
    }
    for (k = first; k < end && s->work <= s->most_work; k++)
        if (!split_wait(s, first, k))
            return false;
    return true;
}

/* Whose person is not known waited for reasons outside the log. */
static bool split_nobody(struct splitter *s)
{
    const struct gp_eventlog *log = s->log;
    uint32_t i;

    for (i = 0; i < log->n; i++) {
        int64_t cause[GP_WAIT_CAUSES] = {0};

        s->out->work += log->end[i] > log->start[i] ? log->end[i] - log->start[i] : 0;
        if (gp_level_id(log, GP_BY_RESOURCE, i) != GP_NO_ID ||
            s->enabling.trigger[i] == GP_NO_ID)
            continue;
        cause[GP_WAIT_OUTSIDE] = log->start[i] - s->enabling.enabled[i];
        s->out->nobody += cause[GP_WAIT_OUTSIDE] > 0;
        s->out->nobody_wait += cause[GP_WAIT_OUTSIDE];
        if (!add_transition(s, i, cause))
            return false;
    }
    return true;
}

static bool split_all(struct splitter *s)
{
    size_t person;

    s->latest = gp_array_walked(s->log->n, sizeof *s->latest);
    if (s->latest == NULL || !split_nobody(s))
        return false;
    for (person = 0; person < s->workloads.n_people && s->work <= s->most_work;
         person++)
        if (!split_person(s, s->workloads.first[person],
                          s->workloads.first[person + 1]))
            return false;
    return true;
}

/* ---- the result ---- */

static int by_wait(const void *ctx, const void *a, const void *b)
{
    const struct gp_cause_link *x = a, *y = b;
    const struct gp_eventlog *log = ctx;
    int c;

    if (x->sum.wait != y->sum.wait)
        return x->sum.wait > y->sum.wait ? -1 : 1;
    c = gp_slice_cmp(gp_dict_name(&log->activities, x->from),
                     gp_dict_name(&log->activities, y->from));
    return c != 0 ? c
                  : gp_slice_cmp(gp_dict_name(&log->activities, x->to),
                                 gp_dict_name(&log->activities, y->to));
}

static bool list_links(struct splitter *s)
{
    struct gp_causes *out = s->out;
    size_t i;

    out->link = gp_array(s->n_sums, sizeof *out->link);
    if (out->link == NULL)
        return false;
    for (i = 0; i < s->n_sums; i++) {
        struct gp_pair pair = gp_pairs_of(&s->pairs, i);

        if (s->sum[i].count != 0)
            out->link[out->n_links++] =
                (struct gp_cause_link){pair.from, pair.to, s->sum[i]};
    }
    return gp_sort(out->link, out->n_links, sizeof *out->link, by_wait, s->log);
}

static enum gp_status prepare(struct splitter *s, struct gp_err *err)
{
    enum gp_status st = gp_concurrency_find(s->log, &s->out->concurrency, err);

    if (st == GP_OK)
        st = gp_enabling_find(s->log, &s->out->concurrency, &s->enabling, err);
    if (st == GP_OK)
        st = gp_workloads_find(s->log, &s->workloads, err);
    if (st == GP_OK)
        st = gp_batches_find(s->log, &s->workloads, &s->enabling, &s->batches, err);
    return st;
}

static void release(struct splitter *s)
{
    gp_enabling_release(&s->enabling);
    gp_workloads_release(&s->workloads);
    gp_batches_release(&s->batches);
    gp_pairs_release(&s->pairs);
    gp_free(s->latest);
    gp_free(s->edge);
    gp_free(s->sum);
}

enum gp_status gp_causes_find(const struct gp_eventlog *log,
                              const struct gp_causes_options *options,
                              struct gp_causes *out, struct gp_err *err)
{
    struct splitter s = {.log = log, .o = options, .out = out};
    enum gp_status st;

    memset(out, 0, sizeof *out);
    if (!log->has_time || !log->has_start || !log->has_resource) {
        out->why_not =
            log->has_start && log->has_time ? GP_CAUSES_NO_PEOPLE : GP_CAUSES_ONE_TIME;
        return GP_OK;
    }
    s.most_work = options->most_work != 0 ? options->most_work : usual_work;
    gp_pairs_init(&s.pairs, log->activities.n);
    st = prepare(&s, err);
    if (st == GP_OK && (!split_all(&s) || !list_links(&s)))
        st = gp_fail_memory(err);
    out->entry_wait = s.enabling.entry_wait;
    out->has_calendar = options->calendar != NULL;
    if (st != GP_OK || s.work > s.most_work)
        gp_causes_release(out);
    if (st == GP_OK && s.work > s.most_work)
        out->why_not = GP_CAUSES_TOO_MUCH;
    release(&s);
    return st;
}

void gp_causes_release(struct gp_causes *c)
{
    gp_concurrency_release(&c->concurrency);
    gp_free(c->link);
    memset(c, 0, sizeof *c);
}

const char *gp_wait_cause_name(enum gp_wait_cause cause)
{
    static const char *const names[GP_WAIT_CAUSES] = {
        "batching", "contention", "prioritisation", "unavailability", "outside"};

    return names[cause];
}

double gp_causes_efficiency(const struct gp_causes *c, gp_i128 without_us)
{
    gp_i128 whole = c->work + c->all.wait - without_us;

    return whole > 0 ? (double)c->work / (double)whole : 0;
}
