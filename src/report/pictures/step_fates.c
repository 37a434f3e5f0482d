/* step_fates.c - what happens to each documented step; see document_dot.h.
 *
 * Matches come from the readings of the paths, everything else from the gaps.
 */
#include "report/document_dot.h"

/* Cases in which the element was matched, by path. */
static bool count_done(const struct gp_judgement *j, struct gp_step_fate *fate)
{
    const struct gp_conformance *c = &j->conformance;
    uint32_t *seen = gp_array(j->process->n_elements + 1, sizeof *seen);
    struct gp_move *moves = NULL;
    size_t n = 0, cap = 0, e, i, k;
    bool ok = seen != NULL;

    for (e = 0; ok && e < j->process->n_elements; e++)
        seen[e] = GP_NO_ID;
    for (i = 0; ok && i < c->n_items; i++) {
        ok = gp_item_reading(c, i, &moves, &n, &cap);
        for (k = 0; ok && k < n; k++) {
            uint32_t element =
                moves[k].kind == GP_MOVE_MATCH
                    ? c->states->net.transitions[moves[k].transition].element
                    : GP_NO_ID;

            if (element == GP_NO_ID || seen[element] == i)
                continue;
            seen[element] = (uint32_t)i;
            fate[element].done += c->item[i].cases;
        }
    }
    gp_free(moves);
    gp_free(seen);
    return ok;
}

static void count_gap(const struct gp_gap *gap, struct gp_step_fate *f)
{
    double share = gap->exposed != 0 ? (double)gap->cases / (double)gap->exposed : 0;

    switch (gap->key.kind) {
    case GP_GAP_WRONG_START:
    case GP_GAP_SKIPPED:
    case GP_GAP_ENDED_EARLY:
        f->skipped += gap->occurrences;
        break;
    case GP_GAP_BOTH_ALTERNATIVES:
    case GP_GAP_REPEATED:
    case GP_GAP_OUT_OF_PLACE:
        f->extra += gap->occurrences;
        break;
    case GP_GAP_WRONG_ORDER:
        f->moved += gap->occurrences;
        break;
    case GP_GAP_LATE:
        f->late += gap->occurrences;
        break;
    case GP_GAP_WRONG_OWNER:
        f->other_owner += gap->occurrences;
        break;
    default:
        return;
    }
    f->worst = share > f->worst ? share : f->worst;
}

static bool has_activity(const struct gp_judgement *j, uint32_t label)
{
    size_t a;

    for (a = 0; a < j->stats->log->activities.n; a++)
        if (j->names.label[a] == label)
            return true;
    return false;
}

struct gp_step_fate *gp_step_fates(const struct gp_judgement *j)
{
    const struct gp_process *p = j->process;
    struct gp_step_fate *fate = gp_array_zero(p->n_elements + 1, sizeof *fate);
    size_t i;

    if (fate == NULL || (j->conformance.has_flow && !count_done(j, fate))) {
        gp_free(fate);
        return NULL;
    }
    for (i = 0; i < p->n_elements; i++)
        fate[i].judged =
            p->elements[i].label != GP_NO_ID && has_activity(j, p->elements[i].label);
    for (i = 0; i < j->gaps.n; i++)
        if (j->gaps.gap[i].key.element != GP_NO_ID)
            count_gap(&j->gaps.gap[i], &fate[j->gaps.gap[i].key.element]);
    return fate;
}

unsigned gp_step_fate_colour(const struct gp_step_fate *f)
{
    if (f->worst >= 0.2)
        return 3;
    if (f->worst >= 0.05)
        return 2;
    if (f->worst > 0)
        return 1;
    return f->done != 0 ? 0 : f->judged ? 4 : 5;
}
