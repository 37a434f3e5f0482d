/* gaps_base.c - the cases in which a gap could have happened.
 *
 *   a missing step, a step by the wrong owner or late   the reading came to the step
 *   both alternatives                                   one of the others was done
 *   the same step again, or in the wrong order          the step was done
 *   another extra event                                 what it mostly follows was done
 *   a broken rule                                       its first step was done
 *   open cases                                          open
 *   all else                                            every case
 */
#include "mine/gaps/gaps_parts.h"

#include "base/sort.h"

#include <string.h>

enum base_kind { ALL_CASES, OPEN_CASES, CAME_TO, HAS_LABEL, HAS_ACTIVITY };

struct base {
    enum base_kind kind;
    uint32_t id; /* step, label or activity */
};

static uint32_t step_of_element(const struct gp_gapper *g, uint32_t element)
{
    uint32_t s;

    for (s = 0; s < g->steps.n; s++)
        if (g->steps.element[s] == element)
            return s;
    return GP_NO_ID;
}

static struct base of_id(enum base_kind kind, uint32_t id)
{
    return (struct base){id != GP_NO_ID ? kind : ALL_CASES, id};
}

static struct base base_of(const struct gp_gapper *g, const struct gp_gap *gap)
{
    const struct gp_process *p = g->c->process;

    switch (gap->key.kind) {
    case GP_GAP_WRONG_START:
    case GP_GAP_SKIPPED:
    case GP_GAP_ENDED_EARLY:
    case GP_GAP_WRONG_OWNER:
    case GP_GAP_LATE:
        return of_id(CAME_TO, step_of_element(g, gap->key.element));
    case GP_GAP_BOTH_ALTERNATIVES:
        return of_id(HAS_LABEL, gap->n_with > 0 ? gap->with[0] : GP_NO_ID);
    case GP_GAP_WRONG_ORDER:
    case GP_GAP_REPEATED:
        return of_id(HAS_LABEL, gap->key.label);
    case GP_GAP_UNDOCUMENTED_STEP:
    case GP_GAP_OUT_OF_PLACE:
        return of_id(HAS_ACTIVITY, gap->mostly_after);
    case GP_GAP_SAME_PERSON:
    case GP_GAP_FOUR_EYES:
    case GP_GAP_RULE_BROKEN:
        return of_id(HAS_LABEL, gp_dict_find(&p->labels, p->rules[gap->key.rule].a));
    case GP_GAP_STALLED:
    case GP_GAP_CRACKS:
        return (struct base){OPEN_CASES, 0};
    default:
        return (struct base){ALL_CASES, GP_NO_ID};
    }
}

static int by_base(const void *ctx, const void *a, const void *b)
{
    const struct gp_gapper *g = ctx;
    uint32_t i = *(const uint32_t *)a, k = *(const uint32_t *)b;
    struct base x = base_of(g, &g->out->gap[i]), y = base_of(g, &g->out->gap[k]);

    if (x.kind != y.kind)
        return x.kind < y.kind ? -1 : 1;
    if (x.id != y.id)
        return x.id < y.id ? -1 : 1;
    return (i > k) - (i < k);
}

bool gp_gaps_by_base(const struct gp_gapper *g, uint32_t *order)
{
    uint32_t i;

    for (i = 0; i < g->out->n; i++)
        order[i] = i;
    return gp_sort(order, g->out->n, sizeof *order, by_base, g);
}

bool gp_gaps_same_base(const struct gp_gapper *g, const struct gp_gap *x,
                       const struct gp_gap *y)
{
    struct base a = base_of(g, x), b = base_of(g, y);

    return a.kind == b.kind && a.id == b.id;
}

static bool path_has(const struct gp_gapper *g, const struct gp_variant *v,
                     const struct base *b)
{
    size_t i;

    for (i = 0; i < v->length; i++)
        if (b->id ==
            (b->kind == HAS_LABEL ? g->c->names->label[v->path[i]] : v->path[i]))
            return true;
    return false;
}

static bool item_is_in(const struct gp_gapper *g, size_t item, const struct base *b)
{
    switch (b->kind) {
    case OPEN_CASES:
        return g->c->item[item].open;
    case CAME_TO:
        return gp_bit(g->exposed + item * g->steps.words, b->id);
    case HAS_LABEL:
    case HAS_ACTIVITY:
        return path_has(g, &g->c->variants->variant[g->c->item[item].variant], b);
    default:
        return true;
    }
}

uint64_t gp_gaps_base(const struct gp_gapper *g, const struct gp_gap *gap,
                      bool *in_base)
{
    struct base b = base_of(g, gap);
    uint64_t n = 0;
    size_t c;

    for (c = 0; c < g->log->n_cases; c++) {
        in_base[c] = item_is_in(g, gp_item_of_case(g->c, c), &b);
        n += in_base[c];
    }
    return n;
}
