/* keyed.c - see keyed.h. */
#include "mine/keyed.h"

#include <string.h>

bool gp_keyed_note(struct gp_keyed *k, size_t key, uint32_t case_id)
{
    struct gp_keyed_entry *e;

    if (key >= k->n) {
        if (!gp_reserve(&k->entry, &k->cap, key + 1))
            return false;
        memset(k->entry + k->n, 0, (key + 1 - k->n) * sizeof *k->entry);
        k->n = key + 1;
    }
    e = &k->entry[key];
    e->count++;
    if (e->last_case != case_id + 1) {
        e->last_case = case_id + 1;
        e->cases++;
    }
    return true;
}

bool gp_keyed_ready(struct gp_keyed *k)
{
    size_t i;

    k->n_spans = 0;
    for (i = 0; i < k->n; i++) {
        k->entry[i].place = k->n_spans;
        k->entry[i].last_case = 0;
        k->n_spans += k->entry[i].count;
    }
    k->span = gp_array(k->n_spans, sizeof *k->span);
    return k->span != NULL;
}

static void close_case(struct gp_keyed_entry *e)
{
    if (e->last_case != 0)
        gp_squares_add(&e->squares, e->case_sum);
    e->case_sum = 0;
}

void gp_keyed_put(struct gp_keyed *k, size_t key, uint32_t case_id, int64_t span)
{
    struct gp_keyed_entry *e = &k->entry[key];

    if (e->last_case != case_id + 1) {
        close_case(e);
        e->last_case = case_id + 1;
    }
    e->case_sum += span;
    k->span[e->place++] = span;
}

void gp_keyed_finish(struct gp_keyed *k)
{
    size_t i;

    for (i = 0; i < k->n; i++)
        close_case(&k->entry[i]);
}

struct gp_spread gp_keyed_spread(struct gp_keyed *k, size_t key)
{
    const struct gp_keyed_entry *e = &k->entry[key];

    return gp_spread_select(k->span + (e->place - e->count), (size_t)e->count);
}

void gp_keyed_release(struct gp_keyed *k)
{
    gp_free(k->entry);
    gp_free(k->span);
    memset(k, 0, sizeof *k);
}
