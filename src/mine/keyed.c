/* keyed.c - see keyed.h. */
#include "mine/keyed.h"
#include "base/budget.h"

#include <string.h>

enum { USUAL_MOST = 1 << 22 };

bool gp_keyed_keys(struct gp_keyed *k, size_t n)
{
    if (n <= k->n)
        return true;
    if (!gp_reserve(&k->count, &k->cap, n))
        return false;
    memset(k->count + k->n, 0, (n - k->n) * sizeof *k->count);
    k->n = n;
    return true;
}

bool gp_keyed_begin(struct gp_keyed *k)
{
    k->from = k->to = 0;
    k->place = gp_array_zero(k->n, sizeof *k->place);
    return k->place != NULL;
}

/* Spans are put here and there, which is no work for a file: each round has an
 * eighth of the budget. */
static size_t usual_most(void)
{
    uint64_t share = gp_budget_bytes() / 8 / sizeof(int64_t);

    return share < USUAL_MOST ? (size_t)share : USUAL_MOST;
}

bool gp_keyed_round(struct gp_keyed *k)
{
    size_t most = k->most != 0 ? k->most : usual_most(), spans = 0;

    k->from = k->to;
    while (k->to < k->n && (spans == 0 || spans + k->count[k->to] <= most)) {
        k->place[k->to].at = (uint32_t)spans;
        spans += k->count[k->to++];
    }
    if (spans > k->room) {
        gp_free(k->span);
        k->span = gp_array(spans, sizeof *k->span);
        k->room = k->span != NULL ? spans : 0;
    }
    return k->from < k->to && k->room >= spans;
}

/* Halves the spans again and sums up those of each case. */
static void close_cases(int64_t *span, size_t n, struct gp_keyed_stat *s)
{
    int64_t sum = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        bool again = span[i] & 1;

        if (!again && i > 0) {
            gp_squares_add(&s->squares, sum);
            sum = 0;
        }
        s->cases += !again;
        span[i] = (span[i] - again) / 2;
        sum += span[i];
    }
    if (n > 0)
        gp_squares_add(&s->squares, sum);
}

struct gp_keyed_stat gp_keyed_take(struct gp_keyed *k, size_t key)
{
    size_t n = k->count[key];
    struct gp_keyed_stat s = {0};
    int64_t *span;

    if (n == 0)
        return s;
    span = k->span + (k->place[key].at - n);
    close_cases(span, n, &s);
    s.spread = gp_spread_select(span, n);
    return s;
}

int64_t *gp_keyed_spans(struct gp_keyed *k, size_t key)
{
    int64_t *span = k->span + (k->place[key].at - k->count[key]);
    size_t i;

    for (i = 0; i < k->count[key]; i++)
        span[i] = (span[i] - (span[i] & 1)) / 2;
    return span;
}

void gp_keyed_release(struct gp_keyed *k)
{
    gp_free(k->count);
    gp_free(k->place);
    gp_free(k->span);
    memset(k, 0, sizeof *k);
}
