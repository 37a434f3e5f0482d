/* keyed.c - see keyed.h. */
#include "mine/keyed.h"
#include "base/budget.h"

#include <assert.h>
#include <string.h>

enum { LEAST_BYTES = 24 << 20, USUAL_ROUNDS = 4 };

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

static size_t spans_of(const struct gp_keyed *k, size_t from, size_t to)
{
    size_t spans = 0, key;

    for (key = from; key < to; key++)
        spans += k->count[key];
    return spans;
}

bool gp_keyed_begin(struct gp_keyed *k)
{
    k->from = k->to = k->bundles = 0;
    k->all = spans_of(k, 0, k->n);
    k->place = gp_array_zero(k->n, sizeof *k->place);
    return k->place != NULL;
}

/* Each round is a walk more: few of them for large logs, and few MB for others. Spans are
 * put here and there, which is no work for a file: a round has at most an eighth of the
 * budget. */
static size_t usual_most(const struct gp_keyed *k, size_t size)
{
    uint64_t share = gp_budget_bytes() / 8, usual = k->all * size / USUAL_ROUNDS;

    usual = usual > LEAST_BYTES ? usual : LEAST_BYTES;
    return (size_t)(share < usual ? share : usual) / size;
}

bool gp_keyed_round(struct gp_keyed *k)
{
    size_t size = k->seconds ? sizeof(uint32_t) : sizeof(int64_t), spans = 0;
    size_t most = k->most != 0 ? k->most : usual_most(k, size);

    k->from = k->to;
    while (k->to < k->n) {
        size_t end = k->bundle != NULL ? k->bundle[k->bundles + 1] : k->to + 1;

        if (spans != 0 && spans + spans_of(k, k->to, end) > most)
            break;
        k->bundles++;
        for (; k->to < end; k->to++) {
            k->place[k->to].at = (uint32_t)spans;
            spans += k->count[k->to];
        }
    }
    if (spans * size > k->room) {
        gp_free(k->span);
        k->span = gp_array(spans, size);
        k->room = k->span != NULL ? spans * size : 0;
    }
    return k->from < k->to && k->room >= spans * size;
}

/* Halves the spans again and sums up them and those of each case. One more span x makes of
 * the square of a case's sum s one that is x (2 s + x) larger: so no branch asks whether the
 * case is another one. Nothing overflows: spans are fewer than 2^32 and below 2^31 s. */
static struct gp_keyed_stat take_seconds(uint32_t *span, size_t n)
{
    struct gp_keyed_stat s = {.spread.count = n};
    uint32_t low = UINT32_MAX, high = 0;
    uint64_t sum = 0, all = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        uint32_t again = span[i] & 1, one = span[i] >> 1;

        sum &= 0 - (uint64_t)again;
        s.squares.low += (gp_u128)one * (2 * sum + one);
        s.cases += !again;
        sum += one;
        all += one;
        low = one < low ? one : low;
        high = one > high ? one : high;
        span[i] = one;
    }
    s.spread.sum = all;
    s.spread.min = low;
    s.spread.max = high;
    gp_squares_scale(&s.squares, (uint64_t)(GP_SECOND_US * GP_SECOND_US));
    gp_spread_select_seconds(&s.spread, (int32_t *)span);
    return s;
}

static struct gp_keyed_stat take_us(int64_t *span, size_t n)
{
    struct gp_keyed_stat s = {.spread.count = n};
    int64_t sum = 0, low = INT64_MAX, high = INT64_MIN;
    size_t i;

    for (i = 0; i < n; i++) {
        bool again = span[i] & 1;
        int64_t one = (span[i] - again) / 2;

        if (!again && i > 0) {
            gp_squares_add(&s.squares, sum);
            sum = 0;
        }
        s.cases += !again;
        sum += one;
        s.spread.sum += one;
        low = one < low ? one : low;
        high = one > high ? one : high;
        span[i] = one;
    }
    gp_squares_add(&s.squares, sum);
    s.spread.min = low;
    s.spread.max = high;
    gp_spread_select(&s.spread, span);
    return s;
}

struct gp_keyed_stat gp_keyed_take(struct gp_keyed *k, size_t key)
{
    size_t n = k->count[key];

    if (n == 0)
        return (struct gp_keyed_stat){0};
    return k->seconds ? take_seconds((uint32_t *)k->span + (k->place[key].at - n), n)
                      : take_us((int64_t *)k->span + (k->place[key].at - n), n);
}

static struct gp_spread together_seconds(int32_t *span, size_t n)
{
    struct gp_spread s = {.count = n, .min = INT64_MAX, .max = INT64_MIN};
    size_t i;

    for (i = 0; i < n; i++) {
        s.sum += span[i];
        s.min = span[i] < s.min ? span[i] : s.min;
        s.max = span[i] > s.max ? span[i] : s.max;
    }
    gp_spread_select_seconds(&s, span);
    return s;
}

static struct gp_spread together_us(int64_t *span, size_t n)
{
    struct gp_spread s = {.count = n, .min = INT64_MAX, .max = INT64_MIN};
    size_t i;

    for (i = 0; i < n; i++) {
        s.sum += span[i];
        s.min = span[i] < s.min ? span[i] : s.min;
        s.max = span[i] > s.max ? span[i] : s.max;
    }
    gp_spread_select(&s, span);
    return s;
}

struct gp_spread gp_keyed_together(struct gp_keyed *k, size_t from, size_t to)
{
    size_t n = spans_of(k, from, to), at = n != 0 ? k->place[to - 1].at - n : 0;

    if (n == 0)
        return (struct gp_spread){0};
    return k->seconds ? together_seconds((int32_t *)k->span + at, n)
                      : together_us((int64_t *)k->span + at, n);
}

int64_t *gp_keyed_spans(struct gp_keyed *k, size_t key)
{
    int64_t *span = (int64_t *)k->span + (k->place[key].at - k->count[key]);
    size_t i;

    assert(!k->seconds);
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
