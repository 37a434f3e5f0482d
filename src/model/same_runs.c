/* same_runs.c - see same_runs.h.
 *
 * Both state graphs are walked at once, breadth first. Where one stands after some steps
 * is a set of states (silent steps are free), so a pair of sets is what is met:
 *
 *   after A:  {2, 5} | {1}      both may end, or none; the same names may come next
 *
 * States that cannot complete are cut off, so a name that is possible is part of a run:
 * the first pair that disagrees is a difference, and if none does, there is none.
 */
#include "model/same_runs.h"

#include "base/mem.h"
#include "model/states.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_PAIRS = 100000, MOST_STATES = 50000 };

struct side {
    struct gp_states *states;
    uint32_t *name; /* [labels] in names */
    bool *in;       /* [states] of the set at hand */
    uint32_t *set;
    size_t n;
    bool complete;
};

struct pair {
    uint32_t before; /* pair, GP_NO_ID: the start */
    uint32_t name;   /* the step from there */
};

struct comparing {
    struct side side[2];
    struct gp_dict names, pairs; /* a pair: both sets as numbers, lengths first */
    struct pair *pair;
    size_t cap;
    uint32_t *next[2]; /* [names] times a name was seen on each side, by stamp */
    struct gp_text key;
};

static enum gp_status open_side(struct comparing *c, const struct gp_process *p,
                                size_t net, struct side *s, struct gp_err *err)
{
    struct gp_states_options options = {.max_states = MOST_STATES};
    enum gp_status st = gp_states_explore(p, p->nets[net], &options, &s->states, err);
    size_t i;

    if (st != GP_OK)
        return st;
    s->name = gp_array(p->labels.n, sizeof *s->name);
    s->in = gp_array_zero(s->states->n_states, sizeof *s->in);
    s->set = gp_array(s->states->n_states, sizeof *s->set);
    if (s->name == NULL || s->in == NULL || s->set == NULL)
        return gp_fail_memory(err);
    for (i = 0; i < p->labels.n; i++) {
        s->name[i] = gp_dict_add(&c->names, gp_dict_name(&p->labels, (uint32_t)i));
        if (s->name[i] == GP_NO_ID)
            return gp_fail_memory(err);
    }
    return GP_OK;
}

static void put(struct side *s, uint32_t state)
{
    if (s->in[state])
        return;
    s->in[state] = true;
    s->set[s->n++] = state;
}

static void empty(struct side *s)
{
    size_t i;

    for (i = 0; i < s->n; i++)
        s->in[s->set[i]] = false;
    s->n = 0;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* Adds what silent steps reach. */
static void close_set(struct side *s)
{
    const struct gp_states *g = s->states;
    size_t i, e;

    s->complete = false;
    for (i = 0; i < s->n; i++) {
        s->complete = s->complete || s->set[i] == g->complete;
        for (e = g->row[s->set[i]]; e < g->row[s->set[i] + 1]; e++)
            if (g->edges[e].label == GP_NO_ID)
                put(s, g->edges[e].to);
    }
    qsort(s->set, s->n, sizeof *s->set, by_number);
}

/* The pair of the sets at hand; a new one is told how it was reached. */
static bool intern(struct comparing *c, uint32_t before, uint32_t name)
{
    size_t known = c->pairs.n, i;
    uint32_t length;

    gp_text_clear(&c->key);
    for (i = 0; i < 2; i++) {
        length = (uint32_t)c->side[i].n;
        gp_text_add_n(&c->key, (const char *)&length, sizeof length);
        gp_text_add_n(&c->key, (const char *)c->side[i].set,
                      c->side[i].n * sizeof length);
    }
    if (!gp_text_ok(&c->key) ||
        gp_dict_add(&c->pairs, gp_text_slice(&c->key)) == GP_NO_ID)
        return false;
    if (c->pairs.n == known)
        return true;
    if (!gp_reserve(&c->pair, &c->cap, c->pairs.n))
        return false;
    c->pair[known] = (struct pair){before, name};
    return true;
}

/* The states that a pair holds of one side, packed: *n of them. */
static const char *states_of(const struct comparing *c, uint32_t pair, size_t side,
                             uint32_t *n)
{
    const char *at = gp_dict_name(&c->pairs, pair).at;

    memcpy(n, at, sizeof *n);
    if (side == 0)
        return at + sizeof *n;
    at += sizeof *n * (1 + (size_t)*n);
    memcpy(n, at, sizeof *n);
    return at + sizeof *n;
}

/* The sets of a pair, taken up again. */
static void take_up(struct comparing *c, uint32_t pair)
{
    size_t i, k;

    for (i = 0; i < 2; i++) {
        uint32_t n, state;
        const char *at = states_of(c, pair, i, &n);

        empty(&c->side[i]);
        for (k = 0; k < n; k++) {
            memcpy(&state, at + k * sizeof state, sizeof state);
            put(&c->side[i], state);
        }
    }
}

/* Which names may come next on each side: next[side][name] = pair + 1. */
static void look_ahead(struct comparing *c, uint32_t pair)
{
    size_t i, k, e;

    for (i = 0; i < 2; i++) {
        const struct side *s = &c->side[i];
        const struct gp_states *g = s->states;

        for (k = 0; k < s->n; k++)
            for (e = g->row[s->set[k]]; e < g->row[s->set[k] + 1]; e++)
                if (g->edges[e].label != GP_NO_ID)
                    c->next[i][s->name[g->edges[e].label]] = pair + 1;
    }
}

/* The states behind a step of that name from one state. */
static void put_behind(struct side *s, uint32_t state, uint32_t name)
{
    const struct gp_states *g = s->states;
    size_t e;

    for (e = g->row[state]; e < g->row[state + 1]; e++)
        if (g->edges[e].label != GP_NO_ID && s->name[g->edges[e].label] == name)
            put(s, g->edges[e].to);
}

/* The sets after a step, from those of the pair. */
static bool step(struct comparing *c, uint32_t pair, uint32_t name)
{
    size_t i, k;

    for (i = 0; i < 2; i++) {
        uint32_t n, state;
        const char *at = states_of(c, pair, i, &n);

        empty(&c->side[i]);
        for (k = 0; k < n; k++) {
            memcpy(&state, at + k * sizeof state, sizeof state);
            put_behind(&c->side[i], state, name);
        }
        close_set(&c->side[i]);
    }
    return intern(c, pair, name);
}

static void tell(const struct comparing *c, uint32_t pair, uint32_t name,
                 struct gp_text *out)
{
    uint32_t steps[64];
    size_t n = 0;

    if (out == NULL)
        return;
    for (; pair != GP_NO_ID && n < 63; pair = c->pair[pair].before) {
        if (name != GP_NO_ID)
            steps[n++] = name;
        name = c->pair[pair].name;
    }
    if (n == 0)
        gp_text_add(out, "(nothing)");
    for (; n > 0; n--) {
        gp_text_add_slice(out, gp_dict_name(&c->names, steps[n - 1]));
        gp_text_add(out, n > 1 ? " -> " : "");
    }
}

/* Looks at one pair: false when memory is short. */
static bool compare(struct comparing *c, uint32_t pair, bool *differs,
                    struct gp_text *difference)
{
    uint32_t name;

    take_up(c, pair);
    close_set(&c->side[0]);
    close_set(&c->side[1]);
    if (c->side[0].complete != c->side[1].complete) {
        *differs = true;
        tell(c, pair, GP_NO_ID, difference);
        return true;
    }
    look_ahead(c, pair);
    for (name = 0; name < c->names.n; name++) {
        bool first = c->next[0][name] == pair + 1,
             second = c->next[1][name] == pair + 1;

        if (first != second) {
            *differs = true;
            tell(c, pair, name, difference);
            return true;
        }
        if (first && !step(c, pair, name))
            return false;
    }
    return true;
}

static enum gp_status run(struct comparing *c, enum gp_sameness_of_runs *same,
                          struct gp_text *difference, struct gp_err *err)
{
    bool differs = false;
    uint32_t pair;
    size_t i;

    for (i = 0; i < 2; i++) {
        c->next[i] = gp_array_zero(c->names.n, sizeof *c->next[i]);
        if (c->next[i] == NULL)
            return gp_fail_memory(err);
        if (!c->side[i].states->whole || c->side[i].states->unbounded) {
            *same = GP_RUNS_TOO_MANY;
            return GP_OK;
        }
        if (c->side[i].states->start != GP_NO_ID)
            put(&c->side[i], c->side[i].states->start);
        close_set(&c->side[i]);
    }
    if (!intern(c, GP_NO_ID, GP_NO_ID))
        return gp_fail_memory(err);
    for (pair = 0; !differs && pair < c->pairs.n && c->pairs.n <= MOST_PAIRS; pair++)
        if (!compare(c, pair, &differs, difference))
            return gp_fail_memory(err);
    *same = differs                    ? GP_RUNS_DIFFER
            : c->pairs.n <= MOST_PAIRS ? GP_RUNS_SAME
                                       : GP_RUNS_TOO_MANY;
    return GP_OK;
}

enum gp_status gp_same_runs(const struct gp_process *p, const struct gp_process *q,
                            size_t net, enum gp_sameness_of_runs *same,
                            struct gp_text *difference, struct gp_err *err)
{
    struct comparing c = {0};
    enum gp_status st;
    size_t i;

    *same = GP_RUNS_SAME;
    if (net >= p->n_nets || net >= q->n_nets) {
        *same = (net < p->n_nets) == (net < q->n_nets) ? GP_RUNS_SAME : GP_RUNS_DIFFER;
        return GP_OK;
    }
    st = open_side(&c, p, net, &c.side[0], err);
    if (st == GP_OK)
        st = open_side(&c, q, net, &c.side[1], err);
    if (st == GP_OK)
        st = run(&c, same, difference, err);
    for (i = 0; i < 2; i++) {
        gp_states_free(c.side[i].states);
        gp_free(c.side[i].name);
        gp_free(c.side[i].in);
        gp_free(c.side[i].set);
        gp_free(c.next[i]);
    }
    gp_dict_release(&c.names);
    gp_dict_release(&c.pairs);
    gp_free(c.pair);
    gp_text_release(&c.key);
    return st;
}
