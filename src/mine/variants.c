/* variants.c - see variants.h.
 *
 * Each case's sequence is hashed into an open-addressed table of variants and compared in
 * full on a hit: equal sequences are equal whatever the hash. Each path is kept once.
 */
#include "mine/variants.h"
#include "base/sort.h"
#include "mine/keyed.h"
#include "mine/walk.h"

#include <assert.h>
#include <string.h>

struct slot {
    uint32_t tag;    /* upper half of the hash */
    uint32_t number; /* path + 1; 0: empty */
};

/* What is known of a path while cases are looked at. */
struct known {
    uint64_t hash; /* of its ids */
    const uint32_t *path;
    size_t length;
    uint32_t count, open;
};

struct table {
    struct slot *slot;
    size_t mask;
    struct known *known;
    size_t n, cap;
    uint32_t *path; /* of the case under way */
    size_t path_cap;
};

/* Takes the case's path out of its column, and hashes it. */
static uint64_t load(struct table *t, struct gp_ids activity, size_t from,
                     size_t length)
{
    uint64_t h = length * UINT64_C(0x9E3779B97F4A7C15);
    size_t i;

    for (i = 0; i < length; i++) {
        t->path[i] = gp_id(activity, from + i);
        h = (h ^ t->path[i]) * UINT64_C(0xD6E8FEB86659FD93);
        h ^= h >> 32;
    }
    return h;
}

static bool same_path(const struct known *k, const uint32_t *path, size_t length)
{
    return k->length == length && memcmp(k->path, path, length * sizeof *path) == 0;
}

static void place(struct table *t, uint32_t number)
{
    uint64_t hash = t->known[number].hash;
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

static uint32_t add(struct table *t, struct gp_arena *paths, size_t length,
                    uint64_t hash)
{
    uint32_t *path = gp_arena_alloc(paths, length * sizeof *path);

    if (path == NULL || (2 * (t->n + 1) > t->mask && !widen(t)) ||
        !gp_reserve(&t->known, &t->cap, t->n + 1))
        return GP_NO_ID;
    memcpy(path, t->path, length * sizeof *path);
    t->known[t->n] = (struct known){hash, path, length, 0, 0};
    place(t, (uint32_t)t->n);
    return (uint32_t)t->n++;
}

/* Of a slot that is taken. */
static const struct known *known_at(const struct table *t, size_t slot)
{
    assert(t->known != NULL);
    return &t->known[t->slot[slot].number - 1];
}

static uint32_t find_or_add(struct table *t, struct gp_arena *paths, size_t length,
                            uint64_t hash)
{
    size_t s = hash & t->mask;

    for (; t->slot[s].number != 0; s = (s + 1) & t->mask)
        if (t->slot[s].tag == (uint32_t)(hash >> 32) &&
            same_path(known_at(t, s), t->path, length))
            return t->slot[s].number - 1;
    return add(t, paths, length, hash);
}

static bool assign_cases(const struct gp_eventlog *log, const bool *open,
                         struct table *t, struct gp_variants *out)
{
    size_t c;

    for (c = 0; c < log->n_cases; c++) {
        size_t from = log->first[c], length = log->first[c + 1] - from;
        uint32_t number;

        if (!gp_reserve(&t->path, &t->path_cap, length))
            return false;
        number =
            find_or_add(t, &out->paths, length, load(t, log->activity, from, length));
        if (number == GP_NO_ID)
            return false;
        out->of_case[c] = number;
        t->known[number].count++;
        t->known[number].open += open != NULL && open[c];
    }
    return true;
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

/* Variants of few cases come last, so that they are a number from which on: at[v - few] is
 * where the cases of v begin in list, all of which are examples. */
struct rare {
    size_t few; /* the first of them */
    uint32_t *at, *list;
};

static bool begin_rare(const struct gp_variants *out, struct rare *r)
{
    uint32_t n = 0;
    size_t v;

    r->few = out->n;
    while (r->few > 0 && out->variant[r->few - 1].count <= GP_VARIANT_EXAMPLES)
        r->few--;
    r->at = gp_array(out->n - r->few + 1, sizeof *r->at);
    for (v = r->few; r->at != NULL && v < out->n; v++) {
        r->at[v - r->few] = n;
        n += (uint32_t)out->variant[v].count;
    }
    r->list = gp_array(n, sizeof *r->list);
    return r->at != NULL && r->list != NULL;
}

/* There may be as many rare variants as cases: each is filled in once, in order, not here
 * and there as its cases come. */
static bool note_examples(const struct gp_eventlog *log, struct gp_variants *out)
{
    struct rare r = {0};
    bool good = begin_rare(out, &r);
    uint32_t i = 0;
    size_t c, v;

    for (c = 0; good && c < log->n_cases; c++) {
        v = out->of_case[c];
        if (v < r.few)
            note_example(log, &out->variant[v], (uint32_t)c);
        else
            r.list[r.at[v - r.few]++] = (uint32_t)c;
    }
    for (v = r.few; good && v < out->n; v++)
        for (; i < r.at[v - r.few]; i++)
            note_example(log, &out->variant[v], r.list[i]);
    gp_free(r.at);
    gp_free(r.list);
    return good;
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

static bool measure(const struct gp_eventlog *log, const bool *open,
                    struct gp_variants *out)
{
    struct gp_keyed k = {.seconds = log->whole_seconds};
    bool good = gp_keyed_keys(&k, out->n);
    size_t i;

    for (i = 0; good && i < out->n; i++)
        k.count[i] = (uint32_t)(out->variant[i].count - out->variant[i].open);
    good = good && gp_keyed_begin(&k);
    while (good && gp_keyed_round(&k)) {
        put_durations(log, open, out->of_case, &k);
        for (i = k.from; i < k.to; i++)
            out->variant[i].duration = gp_keyed_take(&k, i).spread;
    }
    good = good && k.from == k.n;
    gp_keyed_release(&k);
    return good;
}

/* FNV-1a goes on over a name with its terminating zero byte. */
static uint64_t hash_name(uint64_t h, struct gp_slice name)
{
    size_t k;

    for (k = 0; k <= name.len; k++)
        h = (h ^ (unsigned char)name.at[k]) * UINT64_C(0x100000001B3);
    return h;
}

/* Each byte has to wait for the product of the one before: several paths are hashed name
 * beside name, so that the processor has something to do meanwhile. */
static void hash_paths(const struct gp_eventlog *log, struct gp_variant *v, size_t n)
{
    size_t longest = 0, i, k;

    for (k = 0; k < n; k++) {
        v[k].hash = UINT64_C(0xCBF29CE484222325);
        longest = v[k].length > longest ? v[k].length : longest;
    }
    for (i = 0; i < longest; i++)
        for (k = 0; k < n; k++)
            if (i < v[k].length)
                v[k].hash =
                    hash_name(v[k].hash, gp_dict_name(&log->activities, v[k].path[i]));
}

static void hash_all(const struct gp_eventlog *log, struct gp_variants *out)
{
    enum { AT_ONCE = 8 };
    size_t i;

    for (i = 0; i < out->n; i += AT_ONCE)
        hash_paths(log, &out->variant[i], out->n - i < AT_ONCE ? out->n - i : AT_ONCE);
}

/* What a variant is sorted by. */
struct place_in_order {
    uint64_t prefix[2]; /* see prefix_of */
    uint32_t count, number;
};

struct order {
    const struct known *known;
    const uint32_t *rank; /* of activity names by bytes */
};

/* The first ranks of a path in two words, so that most comparisons need no more. A path
 * that ends has zeros: the shorter one comes first. */
static void prefix_of(const struct known *v, const uint32_t *rank, size_t n_activities,
                      uint64_t prefix[2])
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
    const struct known *x, *y;
    size_t i;

    if (p->count != q->count)
        return p->count > q->count ? -1 : 1;
    if (p->prefix[0] != q->prefix[0])
        return p->prefix[0] < q->prefix[0] ? -1 : 1;
    if (p->prefix[1] != q->prefix[1])
        return p->prefix[1] < q->prefix[1] ? -1 : 1;
    x = &o->known[p->number];
    y = &o->known[q->number];
    for (i = 0; i < x->length && i < y->length; i++)
        if (x->path[i] != y->path[i])
            return o->rank[x->path[i]] < o->rank[y->path[i]] ? -1 : 1;
    return (x->length > y->length) - (x->length < y->length);
}

/* Sorts the places of paths, makes variants of them and renumbers the cases. */
static bool sort_variants(const struct gp_eventlog *log, const struct table *t,
                          struct gp_variants *out)
{
    uint32_t *rank = gp_dict_ranks(&log->activities);
    struct place_in_order *place = gp_array(t->n, sizeof *place);
    uint32_t *position = gp_array(t->n, sizeof *position);
    struct order order = {t->known, rank};
    bool good = rank != NULL && place != NULL && position != NULL;
    size_t i;

    for (i = 0; good && i < t->n; i++) {
        place[i].count = t->known[i].count;
        place[i].number = (uint32_t)i;
        prefix_of(&t->known[i], rank, log->activities.n, place[i].prefix);
    }
    good = good && gp_sort(place, t->n, sizeof *place, by_count, &order);
    out->variant = good ? gp_array(t->n, sizeof *out->variant) : NULL;
    good = out->variant != NULL;
    for (i = 0; good && i < t->n; i++) {
        const struct known *k = &t->known[place[i].number];

        out->variant[i] = (struct gp_variant){
            .count = k->count, .open = k->open, .path = k->path, .length = k->length};
        position[place[i].number] = (uint32_t)i;
    }
    out->n = good ? t->n : 0;
    hash_all(log, out);
    for (i = 0; good && i < log->n_cases; i++)
        out->of_case[i] = position[out->of_case[i]];
    gp_free(rank);
    gp_free(place);
    gp_free(position);
    return good;
}

static bool find_paths(const struct gp_eventlog *log, const bool *open,
                       struct gp_variants *out)
{
    struct table t = {0};
    bool good =
        widen(&t) && assign_cases(log, open, &t, out) && sort_variants(log, &t, out);

    gp_free(t.slot);
    gp_free(t.known);
    gp_free(t.path);
    return good;
}

enum gp_status gp_variants_mine(const struct gp_eventlog *log, const bool *open,
                                bool whole, struct gp_variants *out, struct gp_err *err)
{
    bool good;

    memset(out, 0, sizeof *out);
    out->of_case = gp_array_walked(log->n_cases, sizeof *out->of_case);
    good = out->of_case != NULL && find_paths(log, open, out);
    if (good && whole)
        good = (!log->has_time || measure(log, open, out)) && note_examples(log, out);
    if (good)
        return GP_OK;
    gp_variants_release(out);
    return gp_fail_memory(err);
}

enum gp_status gp_variants_set_open(const struct gp_eventlog *log, const bool *open,
                                    struct gp_variants *v, struct gp_err *err)
{
    size_t i;

    for (i = 0; i < v->n; i++)
        v->variant[i].open = 0;
    for (i = 0; i < log->n_cases; i++)
        v->variant[v->of_case[i]].open += open[i];
    if (log->has_time && !measure(log, open, v))
        return gp_fail_memory(err);
    return GP_OK;
}

void gp_variants_release(struct gp_variants *v)
{
    gp_free(v->variant);
    gp_free(v->of_case);
    gp_arena_release(&v->paths);
    memset(v, 0, sizeof *v);
}

void gp_variant_id(struct gp_text *t, const struct gp_variant *v)
{
    gp_text_addf(t, "V-%08x", (unsigned)(v->hash >> 32));
}
