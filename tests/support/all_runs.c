/* all_runs.c - see all_runs.h.
 *
 * A run may have many paths through the states, so the search goes by sets of states:
 * the set after A is everything reachable by silent steps, A, silent steps. Depth first
 * with one set a depth. A state stays in a set only if it can complete within the steps
 * left, so every prefix walked is the prefix of some run that is told.
 */
#include "tests/support/all_runs.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct next {
    uint32_t rank, label, to; /* rank of the label's name among all names */
};

struct frame {
    struct next *next; /* visible edges out of the set, by rank */
    size_t n, cap, at;
    uint32_t label; /* that led here */
};

struct search {
    const struct gp_process *p;
    const struct gp_states *s;
    uint32_t *steps; /* [n_states] fewest visible steps to completion */
    uint32_t *rank;  /* [n_labels] */
    uint32_t *set;   /* states of the set being closed */
    uint32_t *stamp; /* [n_states] set in which the state was last put */
    uint32_t n_set, stamp_now;
    struct frame *frames;
    size_t max_steps, max_runs, n_runs;
    const char *between;
    struct gp_text run;
};

/* Relaxes until nothing changes: few rounds, as steps flow back along the edges. */
static void count_steps(struct search *x)
{
    const struct gp_states *s = x->s;
    bool changed = true;
    uint32_t i;
    size_t e;

    for (i = 0; i < s->n_states; i++)
        x->steps[i] = i == s->complete ? 0 : UINT32_MAX - 1;
    while (changed) {
        changed = false;
        for (i = s->n_states; i-- > 0;)
            for (e = s->row[i]; e < s->row[i + 1]; e++) {
                uint32_t via = x->steps[s->edges[e].to];

                if (via < UINT32_MAX - 1 && s->edges[e].label != GP_NO_ID)
                    via++;
                if (via < x->steps[i]) {
                    x->steps[i] = via;
                    changed = true;
                }
            }
    }
}

static void put(struct search *x, uint32_t state, size_t depth)
{
    if (x->stamp[state] == x->stamp_now || depth + x->steps[state] > x->max_steps)
        return;
    x->stamp[state] = x->stamp_now;
    x->set[x->n_set++] = state;
}

static int by_rank(const void *a, const void *b)
{
    const struct next *x = a, *y = b;

    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

/* Closes the set under silent steps and lists its visible edges in the frame; tells
 * whether it holds the complete state. */
static bool close_set(struct search *x, size_t depth, struct frame *f, bool *complete)
{
    const struct gp_states *s = x->s;
    uint32_t i;
    size_t e;

    f->n = f->at = 0;
    *complete = false;
    for (i = 0; i < x->n_set; i++) {
        uint32_t state = x->set[i];

        *complete = *complete || state == s->complete;
        for (e = s->row[state]; e < s->row[state + 1]; e++) {
            uint32_t label = s->edges[e].label, to = s->edges[e].to;

            if (label == GP_NO_ID) {
                put(x, to, depth);
                continue;
            }
            if (depth + 1 + x->steps[to] > x->max_steps)
                continue;
            if (!gp_reserve(&f->next, &f->cap, f->n + 1))
                return false;
            f->next[f->n++] =
                (struct next){.rank = x->rank[label], .label = label, .to = to};
        }
    }
    if (f->n > 1)
        qsort(f->next, f->n, sizeof *f->next, by_rank);
    return true;
}

static void tell(struct search *x, size_t depth, run_fn *each, void *context)
{
    size_t i;

    gp_text_clear(&x->run);
    for (i = 1; i <= depth; i++) {
        if (i > 1)
            gp_text_add(&x->run, x->between);
        gp_text_add_slice(&x->run, gp_dict_name(&x->p->labels, x->frames[i].label));
    }
    each(context, gp_text_slice(&x->run));
}

/* Takes the next label of the frame: its targets become the new set. */
static void begin_set(struct search *x, struct frame *f, size_t depth)
{
    uint32_t rank = f->next[f->at].rank;

    x->n_set = 0;
    x->stamp_now++;
    f[1].label = f->next[f->at].label;
    for (; f->at < f->n && f->next[f->at].rank == rank; f->at++)
        put(x, f->next[f->at].to, depth);
}

static bool search(struct search *x, run_fn *each, void *context, bool *all)
{
    size_t depth = 0;
    bool complete;

    x->stamp_now = 1;
    put(x, x->s->start, 0);
    for (;;) {
        if (!close_set(x, depth, &x->frames[depth], &complete))
            return false;
        if (complete && x->n_runs++ >= x->max_runs) {
            *all = false;
            return true;
        }
        if (complete)
            tell(x, depth, each, context);
        while (x->frames[depth].at == x->frames[depth].n) {
            if (depth == 0)
                return true;
            depth--;
        }
        begin_set(x, &x->frames[depth], depth + 1);
        depth++;
    }
}

enum gp_status all_runs(const struct gp_process *p, const struct gp_states *s,
                        size_t max_steps, size_t max_runs, const char *between,
                        run_fn *each, void *context, bool *all, struct gp_err *err)
{
    struct search x = {.p = p, .s = s, .max_steps = max_steps, .max_runs = max_runs};
    bool ok = true;
    size_t i;

    *all = true;
    if (s->start == GP_NO_ID || s->complete == GP_NO_ID)
        return GP_OK;
    x.between = between;
    x.steps = gp_array(s->n_states, sizeof *x.steps);
    x.set = gp_array(s->n_states, sizeof *x.set);
    x.stamp = gp_array_zero(s->n_states, sizeof *x.stamp);
    x.frames = gp_array_zero(max_steps + 2, sizeof *x.frames);
    x.rank = gp_dict_ranks(&p->labels);
    ok = x.steps != NULL && x.set != NULL && x.stamp != NULL && x.frames != NULL &&
         x.rank != NULL;
    if (ok) {
        count_steps(&x);
        ok = search(&x, each, context, all) && gp_text_ok(&x.run);
    }
    for (i = 0; x.frames != NULL && i < max_steps + 2; i++)
        gp_free(x.frames[i].next);
    gp_free(x.frames);
    gp_free(x.steps);
    gp_free(x.set);
    gp_free(x.stamp);
    gp_free(x.rank);
    gp_text_release(&x.run);
    return ok ? GP_OK : gp_fail_memory(err);
}
