/* drawn.c - see drawn.h. */
#include "tests/support/drawn.h"

#include "tests/support/test.h"

struct drawn drawn_begin(void)
{
    struct drawn d = {gp_process_new(gp_slice("test"), "test"), NULL, NULL, {0}};

    assert_non_null(d.p);
    d.net = gp_process_net(d.p, GP_NO_ID);
    return d;
}

uint32_t drawn_place(struct drawn *d, uint8_t initial)
{
    uint32_t at = gp_net_place(d->net, GP_NO_ID);

    d->net->places[at].initial = initial;
    return at;
}

uint32_t drawn_step(struct drawn *d, const char *name, uint32_t from, uint32_t to)
{
    uint32_t e = gp_process_step(d->p, gp_slice(name), 1);

    return gp_net_step(d->net, d->p->elements[e].label, e, from, to);
}

void drawn_explore(struct drawn *d)
{
    assert_int_equal(gp_states_explore(d->p, d->net, NULL, &d->states, NULL), GP_OK);
    assert_true(d->states->start != GP_NO_ID);
}

void drawn_ready(struct drawn *d, const struct gp_costs *costs)
{
    if (d->states == NULL)
        drawn_explore(d);
    assert_int_equal(gp_align_graph_make(d->states, costs, &d->g, NULL), GP_OK);
}

void drawn_end(struct drawn *d)
{
    gp_align_graph_release(&d->g);
    gp_states_free(d->states);
    gp_process_free(d->p);
}
