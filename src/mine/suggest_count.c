/* suggest_count.c - see suggest_count.h.
 *
 * Each path is looked at once for each of its activities a: between two a (or behind the
 * last) lies a stretch; "after a, b before the next a" holds when each stretch has a b.
 * Backwards, the stretches before each a tell what a needs.
 *
 *   A B A C B     stretches after A: {B} {C B}      alternate response A B, not A C
 */
#include "mine/suggest_count.h"

#include "base/map.h"
#include "base/mem.h"

#include <string.h>

struct counter {
    const struct gp_stats *stats;
    struct gp_holds *out;
    uint32_t *number; /* [activities] GP_NO_ID: not among the k */
    uint32_t *path;   /* numbers of the path, backwards too */
    uint32_t *back;
    size_t path_cap, back_cap;
    uint32_t *present; /* [k] those of the path */
    size_t n_present;
    uint64_t *times;          /* [k] in the path */
    uint64_t *first, *last;   /* [k] positions */
    uint64_t *seen, *stretch; /* [k] stretches with it; the last of these */
    struct gp_dict tally;     /* (activity, times) -> number */
    uint64_t *tally_count;
    size_t tally_cap;
};

static bool prepare(struct counter *c, size_t most)
{
    const struct gp_stats *s = c->stats;
    struct gp_holds *h = c->out;
    uint32_t *activity;
    size_t n = s->log->activities.n, i;

    h->k = s->n_activities < most ? s->n_activities : most;
    h->one = gp_array_zero(h->k, sizeof *h->one);
    h->pair = gp_array_zero(h->k * h->k, sizeof *h->pair);
    h->activity = activity = gp_array(h->k, sizeof *activity);
    c->number = gp_array(n, sizeof *c->number);
    c->present = gp_array(h->k, sizeof *c->present);
    c->times = gp_array_zero(h->k, sizeof *c->times);
    c->first = gp_array(h->k, sizeof *c->first);
    c->last = gp_array(h->k, sizeof *c->last);
    c->seen = gp_array(h->k, sizeof *c->seen);
    c->stretch = gp_array(h->k, sizeof *c->stretch);
    if (h->one == NULL || h->pair == NULL || activity == NULL || c->number == NULL ||
        c->present == NULL || c->times == NULL || c->first == NULL || c->last == NULL ||
        c->seen == NULL || c->stretch == NULL)
        return false;
    for (i = 0; i < n; i++)
        c->number[i] = GP_NO_ID;
    for (i = 0; i < h->k; i++) {
        activity[i] = s->activities[i].activity;
        c->number[activity[i]] = (uint32_t)i;
    }
    return true;
}

static void forget(struct counter *c)
{
    gp_free(c->number);
    gp_free(c->path);
    gp_free(c->back);
    gp_free(c->present);
    gp_free(c->times);
    gp_free(c->first);
    gp_free(c->last);
    gp_free(c->seen);
    gp_free(c->stretch);
    gp_dict_release(&c->tally);
    gp_free(c->tally_count);
}

/* The path in numbers, and who is in it. */
static bool take_path(struct counter *c, const struct gp_variant *v)
{
    size_t i;

    if (!gp_reserve(&c->path, &c->path_cap, v->length + 1) ||
        !gp_reserve(&c->back, &c->back_cap, v->length + 1))
        return false;
    c->n_present = 0;
    for (i = 0; i < v->length; i++) {
        uint32_t a = c->number[v->path[i]];

        c->path[i] = a;
        c->back[v->length - 1 - i] = a;
        if (a == GP_NO_ID)
            continue;
        if (c->times[a]++ == 0) {
            c->present[c->n_present++] = a;
            c->first[a] = i;
        }
        c->last[a] = i;
    }
    return true;
}

/* In how many cases an activity occurs so many times. */
static bool count_times(struct counter *c, uint32_t a, uint64_t cases)
{
    struct {
        uint64_t a, times;
    } key = {a, c->times[a]};
    size_t before = c->tally.n;
    uint32_t number =
        gp_dict_add(&c->tally, gp_slice_n((const char *)&key, sizeof key));
    struct gp_one_holds *one = &c->out->one[a];

    if (number == GP_NO_ID || !gp_reserve(&c->tally_count, &c->tally_cap, c->tally.n))
        return false;
    if (c->tally.n > before)
        c->tally_count[number] = 0;
    c->tally_count[number] += cases;
    one->cases += cases;
    one->once += c->times[a] == 1 ? cases : UINT64_C(0);
    if (c->tally_count[number] > one->usual ||
        (c->tally_count[number] == one->usual && c->times[a] < one->usual_n)) {
        one->usual = c->tally_count[number];
        one->usual_n = c->times[a];
    }
    return true;
}

/* The one activity that stands behind each a of the path; GP_NO_ID: there is none. */
static uint32_t always_next(const uint32_t *path, size_t n, uint32_t a)
{
    uint32_t next = GP_NO_ID;
    size_t i;

    for (i = 0; i < n; i++) {
        if (path[i] != a)
            continue;
        if (i + 1 == n || path[i + 1] == GP_NO_ID ||
            (next != GP_NO_ID && path[i + 1] != next))
            return GP_NO_ID;
        next = path[i + 1];
    }
    return next;
}

/* seen[b]: the stretches behind an a that have a b. */
static void look_behind(struct counter *c, const uint32_t *path, size_t n, uint32_t a)
{
    uint64_t stretch = 0;
    size_t i;

    for (i = 0; i < c->n_present; i++)
        c->seen[c->present[i]] = c->stretch[c->present[i]] = 0;
    for (i = 0; i < n; i++) {
        uint32_t b = path[i];

        if (b == a) {
            stretch++;
        } else if (b != GP_NO_ID && stretch != 0 && c->stretch[b] != stretch) {
            c->stretch[b] = stretch;
            c->seen[b]++;
        }
    }
}

static void count_pairs_of(struct counter *c, size_t n, uint32_t a, uint64_t cases)
{
    struct gp_pair_holds *of_a = c->out->pair + a * c->out->k;
    uint32_t next = always_next(c->path, n, a), before = always_next(c->back, n, a);
    size_t i;

    look_behind(c, c->path, n, a);
    for (i = 0; i < c->n_present; i++) {
        uint32_t b = c->present[i];

        if (b == a)
            continue;
        of_a[b].both += cases;
        of_a[b].response += c->last[b] > c->last[a] ? cases : 0;
        of_a[b].alternate_response += c->seen[b] == c->times[a] ? cases : 0;
        of_a[b].chain_response += b == next ? cases : 0;
        of_a[b].never_after += c->last[b] < c->first[a] ? cases : 0;
    }
    look_behind(c, c->back, n, a);
    for (i = 0; i < c->n_present; i++) {
        uint32_t b = c->present[i]; /* a needs b before */
        struct gp_pair_holds *p = &c->out->pair[b * c->out->k + a];

        if (b == a)
            continue;
        p->precedence += c->first[b] < c->first[a] ? cases : 0;
        p->alternate_precedence += c->seen[b] == c->times[a] ? cases : 0;
        p->chain_precedence += b == before ? cases : 0;
    }
}

static bool count_variant(struct counter *c, const struct gp_variant *v)
{
    uint64_t cases = v->count - v->open;
    bool good = cases == 0 || v->length == 0 || take_path(c, v);
    size_t i;

    if (cases == 0 || v->length == 0 || !good)
        return good;
    c->out->cases += cases;
    if (c->path[0] != GP_NO_ID)
        c->out->one[c->path[0]].starts += cases;
    if (c->back[0] != GP_NO_ID)
        c->out->one[c->back[0]].ends += cases;
    for (i = 0; good && i < c->n_present; i++) {
        count_pairs_of(c, v->length, c->present[i], cases);
        good = count_times(c, c->present[i], cases);
    }
    for (i = 0; i < c->n_present; i++)
        c->times[c->present[i]] = 0;
    return good;
}

bool gp_holds_count(const struct gp_stats *stats, size_t most, struct gp_holds *out)
{
    struct counter c = {.stats = stats, .out = out};
    bool good;
    size_t i;

    memset(out, 0, sizeof *out);
    good = prepare(&c, most);
    for (i = 0; good && i < stats->variants.n; i++)
        good = count_variant(&c, &stats->variants.variant[i]);
    forget(&c);
    return good;
}

void gp_holds_release(struct gp_holds *h)
{
    gp_free((void *)h->activity);
    gp_free(h->one);
    gp_free(h->pair);
    memset(h, 0, sizeof *h);
}
