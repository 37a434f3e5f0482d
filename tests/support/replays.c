/* replays.c - see replays.h. */
#include "tests/support/replays.h"

#include "base/mem.h"

#include <string.h>

struct replay {
    const struct gp_net *net;
    const struct gp_costs *costs;
    const struct gp_trace *trace;
    unsigned token_limit;
    uint8_t *marking;
    size_t position;
    uint64_t cost;
};

static bool event_is(struct replay *r, const struct gp_move *m)
{
    return m->position == r->position && r->position++ < r->trace->length;
}

static bool fire(struct replay *r, uint32_t t)
{
    if (t >= r->net->n_transitions || !gp_net_enabled(r->net, r->marking, t))
        return false;
    gp_net_fire(r->net, r->marking, t, r->marking, r->token_limit);
    return true;
}

static bool step(struct replay *r, const struct gp_move *m)
{
    const struct gp_costs *c = r->costs;
    uint32_t label;

    if (m->kind == GP_MOVE_LOG) {
        if (!event_is(r, m))
            return false;
        label = r->trace->label[m->position];
        r->cost += c != NULL && c->log != NULL ? c->log[label] : 1;
        return true;
    }
    if (!fire(r, m->transition))
        return false;
    label = r->net->transitions[m->transition].label;
    if (m->kind == GP_MOVE_SILENT)
        return label == GP_NO_ID;
    if (label == GP_NO_ID)
        return false;
    if (m->kind == GP_MOVE_MATCH)
        return event_is(r, m) && r->trace->label[m->position] == label;
    r->cost += c != NULL && c->model != NULL ? c->model[label] : 1;
    return true;
}

bool replays(const struct gp_net *net, unsigned token_limit,
             const struct gp_costs *costs, const struct gp_trace *trace,
             const struct gp_alignment *a, const struct gp_move *moves)
{
    struct replay r = {.net = net, .costs = costs, .trace = trace};
    bool good;
    size_t i;

    r.token_limit = token_limit != 0 ? token_limit : 8;
    r.marking = gp_array(net->n_places, 1);
    if (r.marking == NULL)
        return false;
    gp_net_start(net, r.marking);
    for (i = 0, good = true; good && i < a->n_moves; i++)
        good = step(&r, &moves[a->first_move + i]);
    good = good && r.position == trace->length && r.cost == a->upper &&
           (trace->open || gp_net_is_complete(net, r.marking));
    gp_free(r.marking);
    return good;
}
