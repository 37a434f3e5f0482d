/* causes.c - see causes.h.
 *
 *   wait        |-----------------------------|
 *   batch fills |----|
 *   earlier      ------|===contention===|  ---
 *   later                       |==prioritisation==|
 *   free                                      |--|   off duty or outside
 *
 * Until the batch of an event begins (or it does itself) all other work is measured by the
 * same mark, and the answers are sums over the person's busy stretches (busy.h). From there
 * on what is in the batch has another mark than what is not: one looks back at the work
 * that reaches into that part, whose edges a sweep puts together.
 */
#include "mine/causes.h"

#include "base/sort.h"
#include "mine/links.h"
#include "mine/pairs.h"
#include "mine/waiting/busy.h"

#include <string.h>

static const uint64_t usual_work = UINT64_C(500000000);

struct edge {
    int64_t at;
    int earlier, later; /* +1, -1: work of that kind begins, ends */
};

struct splitter {
    const struct gp_eventlog *log;
    const struct gp_causes_options *o;
    struct gp_concurrency concurrency;
    struct gp_enabling enabling;
    struct gp_workloads workloads;
    struct gp_batches batches;
    struct gp_busy busy;
    const struct gp_calendar *calendar; /* of the person; NULL: always on duty */
    struct gp_busy_question *question;  /* of each event of the person */
    int64_t *latest;                    /* [events of the person] latest end so far */
    size_t question_cap, latest_cap;
    struct edge *edge;
    size_t n_edges, cap;
    uint64_t work, most_work;
    struct gp_pairs pairs;
    struct gp_cause_sum *sum; /* by number of pair */
    size_t sums_cap, n_sums;
    struct gp_proofs proofs;
    size_t proofs_cap;
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

/* Other work of the person reaches into the part of e's wait from `begin` on. */
static bool add_work(struct splitter *s, uint32_t e, uint32_t other, int64_t begin)
{
    const struct gp_eventlog *log = s->log;
    uint32_t batch = s->batches.of[e];
    bool together = s->batches.of[other] == batch;
    int64_t mark = together ? s->enabling.enabled[e] : s->batches.ready[batch];
    int64_t from = log->start[other] > begin ? log->start[other] : begin;
    int64_t to = log->end[other] < log->start[e] ? log->end[other] : log->start[e];
    bool earlier = s->enabling.enabled[other] <= mark;

    return from >= to || (add_edge(s, from, earlier, !earlier) &&
                          add_edge(s, to, -(int)earlier, -(int)!earlier));
}

/* At the work before place k of the person's list. */
static bool look_back(struct splitter *s, const uint32_t *event, size_t k,
                      int64_t begin)
{
    uint32_t e = event[k];

    s->n_edges = 0;
    while (k-- > 0 && s->latest[k] > begin) {
        s->work++;
        if (!add_work(s, e, event[k], begin))
            return false;
    }
    return true;
}

static int64_t open_time(const struct splitter *s, int64_t from, int64_t to)
{
    return s->calendar != NULL ? gp_calendar_time(s->calendar, from, to) : to - from;
}

static void put_free(const struct splitter *s, int64_t from, int64_t to, int64_t *cause)
{
    int64_t open = open_time(s, from, to);

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

static void add_to(struct gp_cause_sum *sum, const int64_t *cause, int64_t open)
{
    int i;

    sum->count++;
    sum->open += open;
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
    int64_t open;

    if (pair == SIZE_MAX || !gp_reserve(&s->sum, &s->sums_cap, pair + 1))
        return false;
    if (pair >= before) {
        memset(s->sum + before, 0, (pair + 1 - before) * sizeof *s->sum);
        s->n_sums = pair + 1;
    }
    open = open_time(s, s->enabling.enabled[e], s->log->start[e]);
    add_to(&s->sum[pair], cause, open);
    add_to(&s->out->all, cause, open);
    if (s->o->each != NULL)
        s->o->each(s->o->ctx, e, cause);
    return gp_proofs_offer(&s->proofs, s->log, pair, e, cause);
}

/* Where the part of e's wait ends that is measured by one mark. */
static int64_t part_end(const struct splitter *s, uint32_t e)
{
    uint32_t batch = s->batches.of[e];
    int64_t start = s->log->start[e];

    return batch != GP_NO_ID && s->batches.begin[batch] < start
               ? s->batches.begin[batch]
               : start;
}

static struct gp_busy_question question_of(const struct splitter *s, uint32_t e)
{
    uint32_t batch = s->batches.of[e];
    int64_t mark = batch != GP_NO_ID ? s->batches.ready[batch] : s->enabling.enabled[e];

    return (struct gp_busy_question){.from = mark, .to = part_end(s, e), .mark = mark};
}

static void put_answer(const struct splitter *s, const struct gp_busy_question *q,
                       int64_t *cause)
{
    int64_t open = open_time(s, q->from, q->to);

    cause[GP_WAIT_CONTENTION] += q->earlier;
    cause[GP_WAIT_PRIORITISATION] += q->busy - q->earlier;
    cause[GP_WAIT_OUTSIDE] += open - q->open;
    cause[GP_WAIT_UNAVAILABILITY] += q->to - q->from - q->busy - (open - q->open);
}

static bool split_wait(struct splitter *s, const uint32_t *event, size_t k)
{
    const struct gp_busy_question *q = &s->question[k];
    int64_t start = s->log->start[event[k]], cause[GP_WAIT_CAUSES] = {0};

    if (s->enabling.trigger[event[k]] == GP_NO_ID)
        return true;
    cause[GP_WAIT_BATCHING] = q->from - s->enabling.enabled[event[k]];
    put_answer(s, q, cause);
    if (q->to < start) {
        if (!look_back(s, event, k, q->to))
            return false;
        sweep(s, q->to, start, cause);
    }
    return add_transition(s, event[k], cause);
}

static bool prepare_person(struct splitter *s, const uint32_t *event, size_t n)
{
    size_t k;

    if (!gp_reserve(&s->question, &s->question_cap, n + 1) ||
        !gp_reserve(&s->latest, &s->latest_cap, n + 1))
        return false;
    for (k = 0; k < n; k++) {
        int64_t ends = s->log->end[event[k]];

        s->latest[k] = k > 0 && s->latest[k - 1] > ends ? s->latest[k - 1] : ends;
        s->question[k] = question_of(s, event[k]);
    }
    return gp_busy_of(&s->busy, s->log, &s->enabling, event, n) &&
           gp_busy_ask(&s->busy, s->question, n);
}

static bool split_person(struct splitter *s, const uint32_t *event, size_t n)
{
    size_t k;

    if (!prepare_person(s, event, n))
        return false;
    for (k = 0; k < n && s->work <= s->most_work; k++)
        if (!split_wait(s, event, k))
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
    const struct gp_workloads *w = &s->workloads;
    size_t p;

    s->calendar = s->o->calendar;
    if (!split_nobody(s))
        return false;
    for (p = 0; p < w->n_people && s->work <= s->most_work; p++) {
        if (s->o->duty != NULL)
            s->calendar = s->o->duty->of[p];
        s->busy.calendar = s->calendar;
        if (!split_person(s, w->event + w->first[p], w->first[p + 1] - w->first[p]))
            return false;
    }
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

/* FNV-1a over "cause" and the names, each with a zero byte behind it. */
static uint64_t hash_pair(const struct gp_eventlog *log, struct gp_pair pair)
{
    struct gp_slice part[3] = {gp_slice("cause"),
                               gp_dict_name(&log->activities, pair.from),
                               gp_dict_name(&log->activities, pair.to)};
    uint64_t h = UINT64_C(0xCBF29CE484222325);
    size_t p, k;

    for (p = 0; p < 3; p++)
        for (k = 0; k <= part[p].len; k++)
            h = (h ^ (k < part[p].len ? (unsigned char)part[p].at[k] : 0)) *
                UINT64_C(0x100000001B3);
    return h;
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
                (struct gp_cause_link){.from = pair.from,
                                       .to = pair.to,
                                       .sum = s->sum[i],
                                       .hash = hash_pair(s->log, pair)};
    }
    return gp_sort(out->link, out->n_links, sizeof *out->link, by_wait, s->log);
}

/* The proofs of the links with the longest waits, one behind the other. */
static bool list_proofs(struct splitter *s)
{
    struct gp_proof_facts facts = {s->log, &s->enabling, &s->workloads, &s->batches};
    struct gp_causes *out = s->out;
    size_t links = out->n_links, i, k, n;
    unsigned char *cause = NULL;
    bool good = true;

    if (s->o->most_proved != 0 && s->o->most_proved < links)
        links = s->o->most_proved;
    for (i = 0; good && i < links; i++) {
        struct gp_cause_link *l = &out->link[i];
        size_t pair = gp_pairs_find(&s->pairs, l->from, l->to);

        for (k = 0; good && k < GP_WAIT_CAUSES; k++) {
            l->proof[k] = out->n_proofs;
            good = gp_proofs_take(&s->proofs, s->log, pair, (enum gp_wait_cause)k,
                                  &out->proof, &out->n_proofs, &s->proofs_cap);
        }
        l->proof[k] = out->n_proofs;
    }
    cause = good ? gp_array(out->n_proofs, 1) : NULL;
    for (i = 0; cause != NULL && i < links; i++)
        for (k = 0; k < GP_WAIT_CAUSES; k++)
            for (n = out->link[i].proof[k]; n < out->link[i].proof[k + 1]; n++)
                cause[n] = (unsigned char)k;
    good = cause != NULL && gp_proofs_explain(&facts, out->proof, out->n_proofs, cause);
    gp_free(cause);
    return good;
}

static int by_activity_names(const void *ctx, const void *a, const void *b)
{
    const struct gp_concurrent_pair *x = a, *y = b;
    const struct gp_eventlog *log = ctx;
    int c = gp_slice_cmp(gp_dict_name(&log->activities, x->a),
                         gp_dict_name(&log->activities, y->a));

    return c != 0 ? c
                  : gp_slice_cmp(gp_dict_name(&log->activities, x->b),
                                 gp_dict_name(&log->activities, y->b));
}

/* In an order that does not depend on that of the file. */
static bool list_together(struct splitter *s)
{
    const struct gp_dict *names = &s->log->activities;
    struct gp_causes *out = s->out;
    size_t i;

    out->n_together = s->concurrency.n;
    out->together = gp_array(out->n_together, sizeof *out->together);
    if (out->together == NULL)
        return false;
    for (i = 0; i < out->n_together; i++) {
        struct gp_concurrent_pair p = s->concurrency.pair[i];

        if (gp_slice_cmp(gp_dict_name(names, p.a), gp_dict_name(names, p.b)) > 0) {
            uint32_t first = p.b;

            p.b = p.a;
            p.a = first;
        }
        out->together[i] = p;
    }
    return gp_sort(out->together, out->n_together, sizeof *out->together,
                   by_activity_names, s->log);
}

static enum gp_status prepare(struct splitter *s, struct gp_err *err)
{
    enum gp_status st = gp_concurrency_find(s->log, &s->concurrency, err);

    if (st == GP_OK)
        st = gp_enabling_find(s->log, &s->concurrency, &s->enabling, err);
    if (st == GP_OK)
        st = gp_workloads_find(s->log, &s->workloads, err);
    if (st == GP_OK)
        st = gp_batches_find(s->log, &s->workloads, &s->enabling, &s->batches, err);
    return st;
}

static void release(struct splitter *s)
{
    gp_concurrency_release(&s->concurrency);
    gp_enabling_release(&s->enabling);
    gp_workloads_release(&s->workloads);
    gp_batches_release(&s->batches);
    gp_pairs_release(&s->pairs);
    gp_proofs_release(&s->proofs);
    gp_busy_release(&s->busy);
    gp_free(s->question);
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
    gp_proofs_init(&s.proofs, options->most_proofs);
    st = prepare(&s, err);
    if (st == GP_OK &&
        (!split_all(&s) || !list_links(&s) || !list_proofs(&s) || !list_together(&s)))
        st = gp_fail_memory(err);
    out->entry_wait = s.enabling.entry_wait;
    out->has_calendar = options->calendar != NULL;
    if (options->duty != NULL) {
        out->n_own = options->duty->n_own;
        out->n_team = options->duty->n_team;
    }
    if (st != GP_OK || s.work > s.most_work)
        gp_causes_release(out);
    if (st == GP_OK && s.work > s.most_work)
        out->why_not = GP_CAUSES_TOO_MUCH;
    release(&s);
    return st;
}

void gp_causes_release(struct gp_causes *c)
{
    gp_free(c->together);
    gp_free(c->link);
    gp_free(c->proof);
    memset(c, 0, sizeof *c);
}

const char *gp_wait_cause_name(enum gp_wait_cause cause)
{
    static const char *const names[GP_WAIT_CAUSES] = {
        "batching", "contention", "prioritisation", "unavailability", "outside"};

    return names[cause];
}

void gp_cause_id(struct gp_text *t, const struct gp_cause_link *l)
{
    gp_text_addf(t, "C-%08x", (unsigned)(l->hash >> 32));
}

double gp_causes_efficiency(const struct gp_causes *c, gp_i128 without_us)
{
    gp_i128 whole = c->work + c->all.wait - without_us;

    return whole > 0 ? (double)c->work / (double)whole : 0;
}
