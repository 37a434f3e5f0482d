/* naive.c - order, spreads, cases and activities; see naive.h. */
#include "tests/support/naive.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef __int128 wide;

static bool comes_before(const struct naive_event *a, const struct naive_event *b)
{
    int c = strcmp(a->case_id, b->case_id);

    if (c != 0)
        return c < 0;
    if (a->start != b->start)
        return a->start < b->start;
    if (a->end != b->end)
        return a->end < b->end;
    return a->arrival < b->arrival;
}

void naive_order(struct naive_log *log)
{
    size_t i, k;

    for (i = 1; i < log->n; i++)
        for (k = i; k > 0 && comes_before(&log->e[k], &log->e[k - 1]); k--) {
            struct naive_event e = log->e[k];

            log->e[k] = log->e[k - 1];
            log->e[k - 1] = e;
        }
}

void naive_free(struct naive_log *log)
{
    free(log->e);
    log->e = NULL;
}

/* a / b rounded half away from zero, b > 0. */
static int64_t rounded(wide a, wide b)
{
    return (int64_t)(a >= 0 ? (2 * a + b) / (2 * b) : -((-2 * a + b) / (2 * b)));
}

/* Type 7: between the neighbours of position (n - 1) * p / 100. */
static int64_t quantile(const int64_t *sorted, size_t n, unsigned p)
{
    size_t position = (n - 1) * p, i = position / 100, part = position % 100;
    wide low = sorted[i], high = sorted[i + 1 < n ? i + 1 : i];

    return rounded(low * (wide)(100 - part) + high * (wide)part, 100);
}

struct naive_spread naive_spread_of(const int64_t *v, size_t n)
{
    struct naive_spread s = {0};
    int64_t *sorted = calloc(n + 1, sizeof *sorted);
    size_t i, k;

    assert(sorted != NULL);
    for (i = 0; i < n; i++) {
        for (k = i; k > 0 && sorted[k - 1] > v[i]; k--)
            sorted[k] = sorted[k - 1];
        sorted[k] = v[i];
        s.sum += v[i];
    }
    if (n != 0) {
        s.count = n;
        s.mean = rounded(s.sum, (wide)n);
        s.min = sorted[0];
        s.p25 = quantile(sorted, n, 25);
        s.median = quantile(sorted, n, 50);
        s.p75 = quantile(sorted, n, 75);
        s.p90 = quantile(sorted, n, 90);
        s.p95 = quantile(sorted, n, 95);
        s.max = sorted[n - 1];
    }
    free(sorted);
    return s;
}

const char *naive_name(const struct naive_event *e, int level)
{
    return level == NAIVE_ACTIVITY ? e->activity : e->owner[level - 1];
}

bool naive_has_next(const struct naive_log *log, size_t i)
{
    return i + 1 < log->n && strcmp(log->e[i].case_id, log->e[i + 1].case_id) == 0;
}

int64_t naive_wait(const struct naive_log *log, size_t i)
{
    int64_t w = log->e[i + 1].start - log->e[i].end;

    return w > 0 ? w : 0;
}

size_t naive_cases(const struct naive_log *log)
{
    size_t i, count = 0;

    for (i = 0; i < log->n; i++)
        count += !naive_has_next(log, i);
    return count;
}

void naive_case(const struct naive_log *log, size_t c, size_t *first, size_t *n)
{
    size_t i = 0;

    for (; c > 0; c--) {
        while (naive_has_next(log, i))
            i++;
        i++;
    }
    *first = i;
    while (naive_has_next(log, i))
        i++;
    *n = i - *first + 1;
}

int64_t naive_case_start(const struct naive_log *log, size_t c)
{
    size_t first, n, i;
    int64_t best;

    naive_case(log, c, &first, &n);
    best = log->e[first].start;
    for (i = first; i < first + n; i++)
        best = log->e[i].start < best ? log->e[i].start : best;
    return best;
}

int64_t naive_case_end(const struct naive_log *log, size_t c)
{
    size_t first, n, i;
    int64_t best;

    naive_case(log, c, &first, &n);
    best = log->e[first].end;
    for (i = first; i < first + n; i++)
        best = log->e[i].end > best ? log->e[i].end : best;
    return best;
}

struct naive_activity naive_activity(const struct naive_log *log, const char *name)
{
    struct naive_activity a = {0};
    int64_t *service = calloc(log->n + 1, sizeof *service);
    int64_t *after = calloc(log->n + 1, sizeof *after);
    size_t c, i, first, n, n_after = 0;

    assert(service != NULL && after != NULL);
    for (c = 0; c < naive_cases(log); c++) {
        bool seen = false;

        naive_case(log, c, &first, &n);
        for (i = first; i < first + n; i++) {
            if (strcmp(log->e[i].activity, name) != 0)
                continue;
            seen = true;
            service[a.events++] = log->e[i].end - log->e[i].start;
            a.starts += i == first;
            a.ends += i == first + n - 1;
            if (naive_has_next(log, i))
                after[n_after++] = naive_wait(log, i);
        }
        a.cases += seen;
    }
    a.service = naive_spread_of(service, log->has_start ? a.events : 0);
    a.after = naive_spread_of(after, n_after);
    free(service);
    free(after);
    return a;
}

bool naive_same_path(const struct naive_log *log, size_t a, size_t b)
{
    size_t first_a, n_a, first_b, n_b, i;

    naive_case(log, a, &first_a, &n_a);
    naive_case(log, b, &first_b, &n_b);
    if (n_a != n_b)
        return false;
    for (i = 0; i < n_a; i++)
        if (strcmp(log->e[first_a + i].activity, log->e[first_b + i].activity) != 0)
            return false;
    return true;
}
