/* variants.c - see variants.h.
 *
 * Each case's sequence is hashed into an open-addressed table of variants and compared in
 * full on a hit, against the events of the first case that walked it: nothing is copied,
 * and equal sequences are equal whatever the hash.
 */
#include "mine/variants.h"
#include "base/sort.h"
#include "mine/keyed.h"
#include "mine/walk.h"

#include <string.h>

struct slot {
    uint32_t tag;    /* upper half of the hash */
    uint32_t number; /* variant + 1; 0: empty */
};

struct table {
    struct slot *slot;
    size_t mask;
    struct gp_variant *variant;
    size_t n, cap;
};

static uint64_t hash_ids(const uint32_t *path, size_t length)
{
    uint64_t h = length * UINT64_C(0x9E3779B97F4A7C15);
    size_t i;

    for (i = 0; i < length; i++) {
        h = (h ^ path[i]) * UINT64_C(0xD6E8FEB86659FD93);
        h ^= h >> 32;
    }
    return h;
}

static bool same_path(const struct gp_variant *v, const uint32_t *path, size_t length)
{
    return v->length == length && memcmp(v->path, path, length * sizeof *path) == 0;
}

/* While the table is filled, variant.hash holds the hash of the ids. */
static void place(struct table *t, uint32_t number)
{
    uint64_t hash = t->variant[number].hash;
    size_t s = hash & t->mask;

    while (t->slot[s].number != 0)
        s = (s + 1) & t->mask;
    t->slot[s] = (struct slot){(uint32_t)(hash >> 32), number + 1};
}

static bool widen(struct table *t)
{
    size_t size = t->mask != 0 ? 2 * (t->mask + 1) : 1024;
    struct slot *slot = gp_array_zero(size, sizeof *slot);
    uint32_t i;

    if (slot == NULL)
        return false;
    gp_free(t->slot);
    t->slot = slot;
    t->mask = size - 1;
    for (i = 0; i < t->n; i++)
        place(t, i);
    return true;
}

static uint32_t new_variant(struct table *t, const uint32_t *path, size_t length,
                            uint64_t hash)
{
    struct gp_variant *v;

    if (2 * (t->n + 1) > t->mask && !widen(t))
        return GP_NO_ID;
    if (!gp_reserve(&t->variant, &t->cap, t->n + 1))
        return GP_NO_ID;
    v = &t->variant[t->n];
    memset(v, 0, sizeof *v);
    v->path = path;
    v->length = length;
    v->hash = hash;
    place(t, (uint32_t)t->n);
    return (uint32_t)t->n++;
}

static uint32_t find_or_add(struct table *t, const uint32_t *path, size_t length)
{
    uint64_t hash = hash_ids(path, length);
    size_t s = hash & t->mask;

    for (; t->slot[s].number != 0; s = (s + 1) & t->mask)
        if (t->slot[s].tag == (uint32_t)(hash >> 32) &&
            same_path(&t->variant[t->slot[s].number - 1], path, length))
            return t->slot[s].number - 1;
    return new_variant(t, path, length, hash);
}

/* Keeps the examples the first case ids by bytes, ascending. */
static void note_example(const struct gp_eventlog *log, struct gp_variant *v,
                         uint32_t c)
{
    struct gp_slice name = gp_dict_name(&log->cases, c);
    size_t i = v->n_examples;

    while (i > 0 &&
           gp_slice_cmp(name, gp_dict_name(&log->cases, v->example[i - 1])) < 0) {
        if (i < GP_VARIANT_EXAMPLES)
            v->example[i] = v->example[i - 1];
        i--;
    }
    if (i < GP_VARIANT_EXAMPLES)
        v->example[i] = c;
    if (v->n_examples < GP_VARIANT_EXAMPLES)
        v->n_examples++;
}

static bool assign_cases(const struct gp_eventlog *log, const bool *open,
                         struct table *t, uint32_t *of_case)
{
    size_t c;

    for (c = 0; c < log->n_cases; c++) {
        uint32_t begin = log->first[c], end = log->first[c + 1];
        uint32_t number = find_or_add(t, log->activity + begin, end - begin);

        if (number == GP_NO_ID)
            return false;
        of_case[c] = number;
        t->variant[number].count++;
        t->variant[number].open += open != NULL && open[c];
        note_example(log, &t->variant[number], (uint32_t)c);
    }
    return true;
}

static void put_durations(const struct gp_eventlog *log, const bool *open,
                          const uint32_t *of_case, struct gp_keyed *k)
{
    size_t c;

    for (c = 0; c < log->n_cases; c++)
        if (open == NULL || !open[c])
            gp_keyed_put(k, of_case[c], (uint32_t)c,
                         gp_case_end(log, c) - gp_event_start(log, log->first[c]));
}

static bool measure(const struct gp_eventlog *log, const bool *open, struct table *t,
                    const uint32_t *of_case)
{
    struct gp_keyed k = {0};
    bool good = gp_keyed_keys(&k, t->n);
    size_t i;

    for (i = 0; good && i < t->n; i++)
        k.count[i] = (uint32_t)(t->variant[i].count - t->variant[i].open);
    good = good && gp_keyed_begin(&k);
    while (good && gp_keyed_round(&k)) {
        put_durations(log, open, of_case, &k);
        for (i = k.from; i < k.to; i++)
            t->variant[i].duration = gp_keyed_take(&k, i).spread;
    }
    good = good && k.from == k.n;
    gp_keyed_release(&k);
    return good;
}

/* FNV-1a over the names, each with its terminating zero byte. */
static uint64_t hash_names(const struct gp_eventlog *log, const struct gp_variant *v)
{
    uint64_t h = UINT64_C(0xCBF29CE484222325);
    size_t i, k;

    for (i = 0; i < v->length; i++) {
        struct gp_slice name = gp_dict_name(&log->activities, v->path[i]);

        for (k = 0; k <= name.len; k++)
            h = (h ^ (unsigned char)name.at[k]) * UINT64_C(0x100000001B3);
    }
    return h;
}

/* What a variant is sorted by. */
struct place_in_order {
    uint64_t count;
    uint64_t prefix[2]; /* see prefix_of */
    uint32_t number;
};

struct order {
    const struct gp_variant *variant;
    const uint32_t *rank; /* of activity names by bytes */
};

/* The first ranks of a path in two words, so that most comparisons need no more. A path
 * that ends has zeros: the shorter one comes first. */
static void prefix_of(const struct gp_variant *v, const uint32_t *rank,
                      size_t n_activities, uint64_t prefix[2])
{
    unsigned width = 64 - (unsigned)__builtin_clzll(n_activities + 1), used, word;
    size_t i = 0;

    for (word = 0; word < 2; word++) {
        prefix[word] = 0;
        for (used = 0; used + width <= 64; i++, used += width)
            if (i < v->length)
                prefix[word] |= ((uint64_t)rank[v->path[i]] + 1) << (64 - used - width);
    }
}

static int by_count(const void *ctx, const void *a, const void *b)
{
    const struct order *o = ctx;
    const struct place_in_order *p = a, *q = b;
    const struct gp_variant *x, *y;
    size_t i;

    if (p->count != q->count)
        return p->count > q->count ? -1 : 1;
    if (p->prefix[0] != q->prefix[0])
        return p->prefix[0] < q->prefix[0] ? -1 : 1;
    if (p->prefix[1] != q->prefix[1])
        return p->prefix[1] < q->prefix[1] ? -1 : 1;
    x = &o->variant[p->number];
    y = &o->variant[q->number];
    for (i = 0; i < x->length && i < y->length; i++)
        if (x->path[i] != y->path[i])
            return o->rank[x->path[i]] < o->rank[y->path[i]] ? -1 : 1;
    return (x->length > y->length) - (x->length < y->length);
}

/* Sorts the places of variants, then moves the variants and renumbers the cases. */
static bool sort_variants(const struct gp_eventlog *log, struct table *t,
                          struct gp_variants *out)
{
    uint32_t *rank = gp_dict_ranks(&log->activities);
    struct place_in_order *place = gp_array(t->n, sizeof *place);
    uint32_t *position = gp_array(t->n, sizeof *position);
    struct order order = {t->variant, rank};
    bool good;
    size_t i;

    out->variant = gp_array(t->n, sizeof *out->variant);
    out->n = t->n;
    good = rank != NULL && place != NULL && position != NULL && out->variant != NULL;
    for (i = 0; good && i < t->n; i++) {
        place[i].count = t->variant[i].count;
        place[i].number = (uint32_t)i;
        prefix_of(&t->variant[i], rank, log->activities.n, place[i].prefix);
    }
    good = good && gp_sort(place, t->n, sizeof *place, by_count, &order);
    for (i = 0; good && i < t->n; i++) {
        out->variant[i] = t->variant[place[i].number];
        out->variant[i].hash = hash_names(log, &out->variant[i]);
        position[place[i].number] = (uint32_t)i;
    }
    for (i = 0; good && i < log->n_cases; i++)
        out->of_case[i] = position[out->of_case[i]];
    gp_free(rank);
    gp_free(place);
    gp_free(position);
    return good;
}

enum gp_status gp_variants_mine(const struct gp_eventlog *log, const bool *open,
                                struct gp_variants *out, struct gp_err *err)
{
    struct table t = {0};
    enum gp_status st = GP_OK;

    memset(out, 0, sizeof *out);
    out->of_case = gp_array_walked(log->n_cases, sizeof *out->of_case);
    if (out->of_case == NULL || !widen(&t) ||
        !assign_cases(log, open, &t, out->of_case) ||
        (log->has_time && !measure(log, open, &t, out->of_case)) ||
        !sort_variants(log, &t, out)) {
        st = gp_fail_memory(err);
        gp_variants_release(out);
    }
    gp_free(t.slot);
    gp_free(t.variant);
    return st;
}

enum gp_status gp_variants_set_open(const struct gp_eventlog *log, const bool *open,
                                    struct gp_variants *v, struct gp_err *err)
{
    struct table t = {.variant = v->variant, .n = v->n};
    size_t i;

    for (i = 0; i < v->n; i++)
        v->variant[i].open = 0;
    for (i = 0; i < log->n_cases; i++)
        v->variant[v->of_case[i]].open += open[i];
    if (log->has_time && !measure(log, open, &t, v->of_case))
        return gp_fail_memory(err);
    return GP_OK;
}

void gp_variants_release(struct gp_variants *v)
{
    gp_free(v->variant);
    gp_free(v->of_case);
    memset(v, 0, sizeof *v);
}

void gp_variant_id(struct gp_text *t, const struct gp_variant *v)
{
    gp_text_addf(t, "V-%08x", (unsigned)(v->hash >> 32));
}
