/* ticket.c - see ticket.h. */
#include "tests/support/ticket.h"
#include "tests/support/equal_names.h"

#include "base/mem.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

static const int64_t H = GP_HOUR_US;

static uint32_t step(struct ticket *f, struct gp_net *net, const char *name,
                     const char *owner, uint32_t from, uint32_t to)
{
    uint32_t e = gp_process_step(f->p, gp_slice(name), 1);

    gp_process_set_owner(f->p, e, gp_slice(owner));
    gp_net_step(net, f->p->elements[e].label, e, from, to);
    return e;
}

struct ticket gp_ticket(void)
{
    struct ticket f = {.p = gp_process_new(gp_slice("ticket"), "test")};
    struct gp_net *net = gp_process_net(f.p, GP_NO_ID);
    uint32_t at[6], i;

    for (i = 0; i < 6; i++)
        at[i] = gp_net_place(net, GP_NO_ID);
    net->places[at[0]].initial = 1;
    step(&f, net, "Log", "Desk", at[0], at[1]);
    step(&f, net, "Triage", "Desk", at[1], at[2]);
    step(&f, net, "Resolve", "Desk", at[2], at[3]);
    step(&f, net, "Fix", "Tier", at[2], at[3]);
    step(&f, net, "Confirm", "Desk", at[3], at[4]);
    step(&f, net, "Close", "Desk", at[4], at[5]);
    gp_net_silent(net, GP_NO_ID, at[5], GP_NO_ID);
    f.log = gp_eventlog_new(true, false, false, true);
    assert_int_equal(gp_eventlog_begin_file(f.log, "ticket.csv", NULL), GP_OK);
    return f;
}

void gp_ticket_case(struct ticket *f, const char *events)
{
    char id[16], name[32], group[32];
    int hour, used;

    snprintf(id, sizeof id, "c%03u", (unsigned)++f->n_cases);
    while (sscanf(events, " %31[^@/ ]%n", name, &used) == 1) {
        struct gp_event e = {.case_id = gp_slice(id), .activity = gp_slice(name)};

        events += used;
        strcpy(group, "Desk");
        if (*events == '/' && sscanf(events, "/%31[^@]%n", group, &used) == 1)
            events += used;
        assert_int_equal(sscanf(events, "@%d%n", &hour, &used), 1);
        events += used;
        e.group = gp_slice(strcmp(group, "?") == 0 ? "" : group);
        e.start = e.end = hour * H;
        e.line = (uint32_t)f->log->n + 2;
        assert_int_equal(gp_eventlog_add(f->log, &e, NULL), GP_OK);
    }
}

void gp_ticket_find(struct ticket *f, const struct gp_gaps_options *o)
{
    const struct gp_conformance_options co = {.align = {.certainty_effort = 100000}};
    struct gp_err err = {0};

    assert_int_equal(gp_eventlog_group(f->log, NULL), GP_OK);
    assert_int_equal(gp_variants_mine(f->log, NULL, true, &f->variants, NULL), GP_OK);
    f->names.label = equal_names(f->log, f->p);
    assert_int_equal(
        gp_conformance_run(f->log, &f->variants, f->p, &f->names, &co, &f->c, NULL),
        GP_OK);
    if (gp_gaps_find(&f->c, o, &f->gaps, &err) != GP_OK)
        fail_msg("%s", err.text);
}

void gp_ticket_end(struct ticket *f)
{
    gp_gaps_release(&f->gaps);
    gp_conformance_release(&f->c);
    gp_variants_release(&f->variants);
    gp_free((void *)f->names.label);
    gp_eventlog_free(f->log);
    gp_process_free(f->p);
}

const struct gp_gap *gp_ticket_the(const struct ticket *f, enum gp_gap_kind kind,
                                   const char *name)
{
    const struct gp_gap *found = NULL;
    size_t i;

    for (i = 0; i < f->gaps.n; i++) {
        const struct gp_gap *g = &f->gaps.gap[i];
        struct gp_slice label = gp_dict_name(&f->p->labels, g->key.label);
        struct gp_slice activity = gp_dict_name(&f->log->activities, g->key.activity);

        if (g->key.kind != kind || g->key.sub == GP_SUB_LOOP)
            continue;
        if (name == NULL || gp_slice_is(label, name) || gp_slice_is(activity, name)) {
            assert_null(found);
            found = g;
        }
    }
    if (found == NULL)
        fail_msg("no gap %s about %s", gp_gap_kind_name(kind), name);
    return found;
}
