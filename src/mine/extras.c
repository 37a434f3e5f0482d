/* extras.c - see extras.h.
 *
 *   match Triage, log Call vendor, log Call vendor, match Fix
 *      -> Call vendor behind Triage: 1 case, 2 events
 */
#include "mine/extras.h"

#include "base/mem.h"
#include "base/sort.h"

#include <string.h>

struct finding {
    const struct gp_judgement *j;
    const struct gp_eventlog *log;
    struct gp_extras *out;
    size_t cap, last_cap;
    struct gp_tally number;       /* activity << 32 | after -> place in out + 1 */
    struct gp_usual_count owners; /* by place in out */
    uint32_t *last;               /* [out->n] last case + 1 */
};

static struct gp_extra *extra_of(struct finding *f, uint32_t activity, uint32_t after,
                                 size_t *place)
{
    uint64_t *n = gp_tally_at(&f->number, (uint64_t)activity << 32 | after);

    if (n == NULL)
        return NULL;
    if (*n == 0) {
        if (!gp_reserve(&f->out->at, &f->cap, f->out->n + 1) ||
            !gp_reserve(&f->last, &f->last_cap, f->out->n + 1))
            return NULL;
        f->out->at[f->out->n] = (struct gp_extra){
            .activity = activity, .after = after, .by = GP_USUAL_NONE};
        f->last[f->out->n] = 0;
        *n = ++f->out->n;
    }
    *place = *n - 1;
    return &f->out->at[*place];
}

static bool add(struct finding *f, uint32_t case_id, uint32_t position, uint32_t after,
                uint32_t since)
{
    uint32_t event = f->log->first[case_id] + position;
    size_t place = 0;
    struct gp_extra *e = extra_of(f, gp_id(f->log->activity, event), after, &place);

    if (e == NULL)
        return false;
    e->events++;
    e->cases += f->last[place] != case_id + 1;
    e->behind += position - since;
    f->last[place] = case_id + 1;
    return gp_usual_add(&f->owners, &e->by, (uint32_t)place, event);
}

static bool walk(struct finding *f)
{
    const struct gp_conformance *c = &f->j->conformance;
    struct gp_move *moves = NULL;
    size_t n = 0, cap = 0, i;
    uint32_t case_id;
    bool good = true;

    for (case_id = 0; good && c->has_flow && case_id < f->log->n_cases; case_id++) {
        uint32_t after = GP_NO_ID, since = 0;

        good = gp_item_reading(c, gp_item_of_case(c, case_id), &moves, &n, &cap);
        for (i = 0; good && i < n; i++) {
            if (moves[i].kind == GP_MOVE_LOG)
                good = add(f, case_id, moves[i].position, after, since);
            if (moves[i].kind != GP_MOVE_MATCH)
                continue;
            after = c->states->net.transitions[moves[i].transition].element;
            since = moves[i].position;
        }
    }
    gp_free(moves);
    return good;
}

static int in_order(const void *ctx, const void *a, const void *b)
{
    const struct gp_dict *names = ctx;
    const struct gp_extra *x = a, *y = b;
    gp_u128 left = (gp_u128)x->behind * y->events;
    gp_u128 right = (gp_u128)y->behind * x->events;

    if (x->after != y->after)
        return x->after + 1 < y->after + 1 ? -1 : 1; /* GP_NO_ID first */
    if (left != right)
        return left < right ? -1 : 1;
    return gp_slice_cmp(gp_dict_name(names, x->activity),
                        gp_dict_name(names, y->activity));
}

enum gp_status gp_extras_find(const struct gp_judgement *j, struct gp_extras *out,
                              struct gp_err *err)
{
    struct finding f = {.j = j, .log = j->stats->log, .out = out};
    bool good;

    memset(out, 0, sizeof *out);
    f.owners = gp_usual_begin(f.log);
    good = walk(&f);
    if (good && out->n > 0)
        gp_usual_choose(&f.owners, &out->at->by, sizeof *out->at);
    good =
        good && gp_sort(out->at, out->n, sizeof *out->at, in_order, &f.log->activities);
    gp_tally_release(&f.number);
    gp_usual_release(&f.owners);
    gp_free(f.last);
    if (good)
        return GP_OK;
    gp_extras_release(out);
    return gp_fail_memory(err);
}

void gp_extras_release(struct gp_extras *e)
{
    gp_free(e->at);
    memset(e, 0, sizeof *e);
}
