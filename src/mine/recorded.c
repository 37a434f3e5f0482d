/* recorded.c - see recorded.h. */
#include "mine/recorded.h"

#include "base/mem.h"
#include "mine/align/ahead.h"

#include <string.h>

/* Labels without an activity that are judged so far; how many. */
static size_t without_activity(const struct gp_process *p,
                               const struct gp_step_names *names, size_t n_activities,
                               bool *without)
{
    size_t n = 0, i;

    for (i = 0; i < p->labels.n; i++)
        without[i] = names->not_judged == NULL || !names->not_judged[i];
    for (i = 0; i < n_activities; i++)
        if (names->label[i] != GP_NO_ID)
            without[names->label[i]] = false;
    for (i = 0; i < p->labels.n; i++)
        n += without[i];
    return n;
}

/* Keeps those that occur on every run from the start. */
static enum gp_status keep_needed(const struct gp_states *states, bool *without,
                                  size_t *n, struct gp_err *err)
{
    struct gp_ahead ahead = {0};
    size_t l;

    if (!gp_ahead_make(states, &ahead))
        return gp_fail_memory(err);
    for (l = *n = 0; l < states->n_labels; l++) {
        without[l] =
            without[l] && ahead.least[states->start * states->n_labels + l] > 0;
        *n += without[l];
    }
    gp_ahead_release(&ahead);
    return GP_OK;
}

enum gp_status gp_find_unrecorded(const struct gp_process *p,
                                  const struct gp_step_names *names,
                                  size_t n_activities, bool *unrecorded, size_t *n,
                                  struct gp_err *err)
{
    const struct gp_states_options usual = {0};
    struct gp_states *states = NULL;
    struct gp_net net = {0};
    enum gp_status st = GP_OK;
    size_t i;

    *n = without_activity(p, names, n_activities, unrecorded);
    if (*n == 0 || *n == p->labels.n || p->n_nets == 0) {
        memset(unrecorded, 0, p->labels.n * sizeof *unrecorded);
        *n = 0;
        return GP_OK;
    }
    if (!gp_judged_net(p, names, n_activities, &net, NULL))
        st = gp_fail_memory(err);
    if (st == GP_OK)
        st = gp_states_explore(p, &net, &usual, &states, err);
    if (st == GP_OK && states->whole && states->start != GP_NO_ID)
        st = keep_needed(states, unrecorded, n, err);
    else
        for (i = *n = 0; i < p->labels.n; i++)
            unrecorded[i] = false;
    gp_states_free(states);
    gp_net_release(&net);
    return st;
}
