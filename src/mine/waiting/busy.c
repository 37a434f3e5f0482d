/* busy.c - see busy.h. */
#include "mine/waiting/busy.h"

#include "base/sort.h"

#include <string.h>

/* ---- stretches: a walk over all starts and ends with a heap of what is being done ---- */

struct gp_busy_work {
    int64_t since, end;
};

static void sink(struct gp_busy_work *heap, size_t n, size_t i)
{
    for (;;) {
        size_t least = i, child;

        for (child = 2 * i + 1; child <= 2 * i + 2 && child < n; child++)
            if (heap[child].since < heap[least].since)
                least = child;
        if (least == i)
            return;
        struct gp_busy_work kept = heap[i];

        heap[i] = heap[least];
        heap[least] = kept;
        i = least;
    }
}

static void push(struct gp_busy_work *heap, size_t n, struct gp_busy_work w)
{
    size_t i = n;

    for (; i > 0 && heap[(i - 1) / 2].since > w.since; i = (i - 1) / 2)
        heap[i] = heap[(i - 1) / 2];
    heap[i] = w;
}

static int by_value(const void *ctx, const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    (void)ctx;
    return (x > y) - (x < y);
}

static bool add_stretch(struct gp_busy *b, struct gp_busy_stretch s)
{
    struct gp_busy_stretch *last = b->n > 0 ? &b->stretch[b->n - 1] : NULL;

    if (last != NULL && last->to == s.from && last->since == s.since) {
        last->to = s.to;
        return true;
    }
    if (!gp_reserve(&b->stretch, &b->cap, b->n + 1))
        return false;
    b->stretch[b->n++] = s;
    return true;
}

static bool list_edges(struct gp_busy *b, const struct gp_eventlog *log,
                       const uint32_t *event, size_t n, size_t *edges)
{
    size_t i;

    *edges = 0;
    if (!gp_reserve(&b->edge, &b->edge_cap, 2 * n) ||
        !gp_reserve(&b->heap, &b->heap_cap, n))
        return false;
    for (i = 0; i < n; i++)
        if (log->end[event[i]] > log->start[event[i]]) {
            b->edge[(*edges)++] = log->start[event[i]];
            b->edge[(*edges)++] = log->end[event[i]];
        }
    return gp_sort(b->edge, *edges, sizeof *b->edge, by_value, NULL);
}

static bool find_stretches(struct gp_busy *b, const struct gp_eventlog *log,
                           const struct gp_enabling *enabling, const uint32_t *event,
                           size_t n)
{
    size_t edges, held = 0, next = 0, i;

    if (!list_edges(b, log, event, n, &edges))
        return false;
    for (i = 0; i < edges; i++) {
        int64_t now = b->edge[i], later = i + 1 < edges ? b->edge[i + 1] : now;

        for (; next < n && log->start[event[next]] <= now; next++)
            if (log->end[event[next]] > log->start[event[next]])
                push(b->heap, held++,
                     (struct gp_busy_work){enabling->enabled[event[next]],
                                           log->end[event[next]]});
        while (held > 0 && b->heap[0].end <= now) {
            b->heap[0] = b->heap[--held];
            sink(b->heap, held, 0);
        }
        if (held > 0 && later > now &&
            !add_stretch(b, (struct gp_busy_stretch){now, later, b->heap[0].since}))
            return false;
    }
    return true;
}

static int64_t open_time(const struct gp_busy *b, int64_t from, int64_t to)
{
    return b->calendar != NULL ? gp_calendar_time(b->calendar, from, to) : to - from;
}

bool gp_busy_of(struct gp_busy *b, const struct gp_eventlog *log,
                const struct gp_enabling *enabling, const uint32_t *event, size_t n)
{
    size_t i;

    b->n = 0;
    if (!find_stretches(b, log, enabling, event, n) ||
        !gp_reserve(&b->length, &b->length_cap, b->n + 1) ||
        !gp_reserve(&b->open, &b->open_cap, b->n + 1))
        return false;
    b->length[0] = b->open[0] = 0;
    for (i = 0; i < b->n; i++) {
        const struct gp_busy_stretch *s = &b->stretch[i];

        b->length[i + 1] = b->length[i] + s->to - s->from;
        b->open[i + 1] = b->open[i] + open_time(b, s->from, s->to);
    }
    return true;
}

/* ---- questions ---- */

/* The first stretch that ends after t. */
static size_t stretch_at(const struct gp_busy *b, int64_t t)
{
    size_t low = 0, high = b->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (b->stretch[middle].to <= t)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_to_tree(struct gp_busy *b, size_t i, int64_t x)
{
    for (i++; i <= b->n; i += i & (~i + 1))
        b->tree[i] += x;
}

static int64_t tree_sum(const struct gp_busy *b, size_t n)
{
    int64_t sum = 0;

    for (; n > 0; n -= n & (~n + 1))
        sum += b->tree[n];
    return sum;
}

static void add_part(const struct gp_busy *b, struct gp_busy_question *q,
                     const struct gp_busy_stretch *s)
{
    int64_t from = s->from > q->from ? s->from : q->from;
    int64_t to = s->to < q->to ? s->to : q->to;

    if (from >= to)
        return;
    q->busy += to - from;
    q->open += open_time(b, from, to);
    q->earlier += s->since <= q->mark ? to - from : 0;
}

/* The stretches at both ends may be cut; those between are sums. */
static void answer(const struct gp_busy *b, struct gp_busy_question *q)
{
    size_t first = stretch_at(b, q->from), last;

    q->busy = q->earlier = q->open = 0;
    if (first == b->n || q->from >= q->to)
        return;
    last = stretch_at(b, q->to - 1);
    add_part(b, q, &b->stretch[first]);
    if (last == first)
        return;
    q->busy += b->length[last] - b->length[first + 1];
    q->open += b->open[last] - b->open[first + 1];
    q->earlier += tree_sum(b, last) - tree_sum(b, first + 1);
    if (last < b->n)
        add_part(b, q, &b->stretch[last]);
}

static int by_since(const void *ctx, const void *a, const void *b)
{
    const struct gp_busy_stretch *s = ctx;
    int64_t x = s[*(const uint32_t *)a].since, y = s[*(const uint32_t *)b].since;

    return (x > y) - (x < y);
}

static int by_mark(const void *ctx, const void *a, const void *b)
{
    const struct gp_busy_question *q = ctx;
    int64_t x = q[*(const uint32_t *)a].mark, y = q[*(const uint32_t *)b].mark;

    return (x > y) - (x < y);
}

static bool in_order(uint32_t **list, size_t *cap, size_t n,
                     int (*compare)(const void *, const void *, const void *),
                     const void *ctx)
{
    size_t i;

    if (!gp_reserve(list, cap, n + 1))
        return false;
    for (i = 0; i < n; i++)
        (*list)[i] = (uint32_t)i;
    return gp_sort(*list, n, sizeof **list, compare, ctx);
}

bool gp_busy_ask(struct gp_busy *b, struct gp_busy_question *question, size_t n)
{
    size_t i, put = 0;

    if (!in_order(&b->by_since, &b->by_since_cap, b->n, by_since, b->stretch) ||
        !in_order(&b->by_mark, &b->by_mark_cap, n, by_mark, question) ||
        !gp_reserve(&b->tree, &b->tree_cap, b->n + 1))
        return false;
    memset(b->tree, 0, (b->n + 1) * sizeof *b->tree);
    for (i = 0; i < n; i++) {
        struct gp_busy_question *q = &question[b->by_mark[i]];

        for (; put < b->n && b->stretch[b->by_since[put]].since <= q->mark; put++) {
            const struct gp_busy_stretch *s = &b->stretch[b->by_since[put]];

            add_to_tree(b, b->by_since[put], s->to - s->from);
        }
        answer(b, q);
    }
    return true;
}

void gp_busy_release(struct gp_busy *b)
{
    gp_free(b->stretch);
    gp_free(b->length);
    gp_free(b->open);
    gp_free(b->heap);
    gp_free(b->edge);
    gp_free(b->tree);
    gp_free(b->by_since);
    gp_free(b->by_mark);
    memset(b, 0, sizeof *b);
}
