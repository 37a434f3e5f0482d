/* names_propose.c - proposals: the best total of likenesses (names_parts.h). Only what is
 * left over is compared pair by pair. */
#include "model/names/names_parts.h"

#include "base/mem.h"
#include "model/names/name_assign.h"
#include "model/names/name_score.h"

#define FLOOR 0.55
enum { MOST_PAIRS = 1000000 }; /* compared; beyond that only equal names are matched */

/* Half of 0.1 for each side on which the neighbours are matched with each other. */
static double bonus(const struct gp_matching *m, uint32_t step, uint32_t activity)
{
    double b = 0;
    uint32_t x, y;

    if (m->o->step_before == NULL || m->o->step_after == NULL ||
        m->o->activity_before == NULL || m->o->activity_after == NULL)
        return 0;
    x = m->o->step_before[step];
    y = m->o->activity_before[activity];
    b += x != GP_NO_ID && y != GP_NO_ID && m->out->step_of[y] == x ? 0.05 : 0;
    x = m->o->step_after[step];
    y = m->o->activity_after[activity];
    b += x != GP_NO_ID && y != GP_NO_ID && m->out->step_of[y] == x ? 0.05 : 0;
    return b;
}

struct candidates {
    uint32_t *step, *activity; /* what is left over */
    size_t n, m;
    double *score, *similarity, *place;
    size_t *partner;
};

static void score_all(const struct gp_matching *m, struct candidates *c)
{
    double floor = m->o->floor > 0 ? m->o->floor : FLOOR;
    size_t i, k;

    for (i = 0; i < c->n; i++)
        for (k = 0; k < c->m; k++) {
            size_t at = i * c->m + k;
            double s = gp_name_score(gp_text_slice(&m->step[c->step[i]]),
                                     gp_text_slice(&m->activity[c->activity[k]]));

            c->similarity[at] = s;
            c->place[at] = s > 0 ? bonus(m, c->step[i], c->activity[k]) : 0;
            s += c->place[at];
            c->score[at] = s >= floor ? (s < 1 ? s : 1) : 0;
        }
}

static enum gp_status add_proposals(struct gp_matching *m, const struct candidates *c)
{
    size_t i;

    for (i = 0; i < c->n; i++) {
        size_t k = c->partner[i], at = i * c->m + k;
        struct gp_name_match match = {.step = c->step[i], .how = GP_HOW_PROPOSED};

        if (k == SIZE_MAX)
            continue;
        match.activity = c->activity[k];
        match.score = c->score[at];
        match.similarity = c->similarity[at];
        match.bonus = c->place[at];
        match.jaro_winkler =
            gp_name_jaro_winkler(gp_text_slice(&m->step[match.step]),
                                 gp_text_slice(&m->activity[match.activity]));
        match.used = m->o->accept > 0 && match.score >= m->o->accept;
        if (!gp_matching_add(m, &match))
            return gp_fail_memory(m->err);
    }
    return GP_OK;
}

enum gp_status gp_match_alike(struct gp_matching *m)
{
    struct candidates c = {0};
    enum gp_status st = GP_OK;
    uint32_t i;

    c.step = gp_array(m->steps->n, sizeof *c.step);
    c.activity = gp_array(m->activities->n, sizeof *c.activity);
    for (i = 0; c.step != NULL && i < m->steps->n; i++)
        if (!m->step_done[i])
            c.step[c.n++] = i;
    for (i = 0; c.activity != NULL && i < m->activities->n; i++)
        if (gp_matching_is_free(m, i))
            c.activity[c.m++] = i;
    if (c.n > 0 && c.m > MOST_PAIRS / c.n)
        c.n = c.m = 0;
    c.score = gp_array(c.n * c.m, sizeof *c.score);
    c.similarity = gp_array(c.n * c.m, sizeof *c.similarity);
    c.place = gp_array(c.n * c.m, sizeof *c.place);
    c.partner = gp_array(c.n, sizeof *c.partner);
    if (c.step == NULL || c.activity == NULL || c.score == NULL ||
        c.similarity == NULL || c.place == NULL || c.partner == NULL)
        st = gp_fail_memory(m->err);
    if (st == GP_OK) {
        score_all(m, &c);
        st = gp_name_assign(c.score, c.n, c.m, c.partner) ? add_proposals(m, &c)
                                                          : gp_fail_memory(m->err);
    }
    gp_free(c.step);
    gp_free(c.activity);
    gp_free(c.score);
    gp_free(c.similarity);
    gp_free(c.place);
    gp_free(c.partner);
    return st;
}
