/* conformance.c - see conformance.h.
 *
 *   names -> judged net -> states -> who is open -> items -> engine -> figures
 */
#include "mine/conformance.h"

#include "base/mem.h"
#include "mine/conformance_align.h"

#include <string.h>

/* ---- Which cases are open ---------------------------------------------------------- */

static bool decide_open(struct gp_conformance *c, const struct gp_step_names *names,
                        const struct gp_conformance_options *o)
{
    bool by_document = o->open == NULL && !o->all_closed && c->log->has_time &&
                       c->has_flow && c->states->whole;
    bool good;
    size_t i;

    c->open_case = gp_array_zero(c->log->n_cases, sizeof *c->open_case);
    good = c->open_case != NULL &&
           (!by_document || gp_endings_find(c->states, c->variants, names,
                                            c->log->activities.n, &c->endings));
    for (i = 0; good && i < c->log->n_cases; i++) {
        const struct gp_variant *v = &c->variants->variant[c->variants->of_case[i]];

        if (o->open != NULL)
            c->open_case[i] = o->open[i];
        else if (by_document)
            c->open_case[i] = gp_endings_is_open(&c->endings, v, names->label);
    }
    return good;
}

/* ---- Items ------------------------------------------------------------------------- */

static bool make_room(struct gp_conformance *c)
{
    size_t n = c->variants->n, length = 0, i;

    for (i = 0; i < n; i++)
        length += c->variants->variant[i].length;
    c->item = gp_array_zero(2 * n, sizeof *c->item);
    c->item_of = gp_array(n, sizeof *c->item_of);
    c->labels = gp_array(length, sizeof *c->labels);
    c->positions = gp_array(length, sizeof *c->positions);
    if (c->item == NULL || c->item_of == NULL || c->labels == NULL ||
        c->positions == NULL)
        return false;
    memset(c->item_of, 0xff, n * sizeof *c->item_of);
    return true;
}

/* Steps of a path into the arrays at `at`; returns how many. */
static size_t steps_of(struct gp_conformance *c, const struct gp_step_names *names,
                       const struct gp_conformance_options *o, size_t at,
                       struct gp_judged_path *item)
{
    const struct gp_variant *v = &c->variants->variant[item->variant];
    const struct gp_costs *costs = o->costs;
    size_t n = 0, i;

    for (i = 0; i < v->length; i++) {
        uint32_t label = names->label[v->path[i]];

        if (gp_conformance_ignores(c, v->path[i])) {
            item->ignored++;
        } else if (label == GP_NO_ID) {
            item->unmapped++;
            item->all_log++;
        } else {
            c->labels[at + n] = label;
            c->positions[at + n] = (uint32_t)i;
            n++;
            item->all_log +=
                costs != NULL && costs->log != NULL ? costs->log[label] : 1;
        }
    }
    return n;
}

static bool make_items(struct gp_conformance *c, const struct gp_step_names *names,
                       const struct gp_conformance_options *o)
{
    size_t at = 0, i;

    if (!make_room(c))
        return false;
    for (i = 0; i < c->log->n_cases; i++) {
        uint32_t v = c->variants->of_case[i];
        uint32_t *number = &c->item_of[v][c->open_case[i]];
        uint32_t other = c->item_of[v][!c->open_case[i]];
        struct gp_judged_path *item;

        if (*number != GP_NO_ID) {
            c->item[*number].cases++;
            continue;
        }
        *number = (uint32_t)c->n_items;
        item = &c->item[c->n_items++];
        if (other != GP_NO_ID)
            *item = c->item[other];
        item->variant = v;
        item->open = item->trace.open = c->open_case[i];
        item->cases = 1;
        if (other != GP_NO_ID)
            continue;
        item->trace.label = c->labels + at;
        item->position = c->positions + at;
        item->trace.length = steps_of(c, names, o, at, item);
        at += item->trace.length;
    }
    return true;
}

/* ---- Figures ----------------------------------------------------------------------- */

uint64_t gp_item_cost(const struct gp_conformance *c, size_t item)
{
    uint64_t upper = c->alignments.of[item].upper;

    return upper != UINT64_MAX ? upper + c->item[item].unmapped : UINT64_MAX;
}

static uint64_t matches_of(const struct gp_conformance *c, size_t item)
{
    const struct gp_alignment *a = &c->alignments.of[item];
    uint64_t n = 0;
    size_t i;

    for (i = 0; i < a->n_moves; i++)
        n += c->alignments.moves[a->first_move + i].kind == GP_MOVE_MATCH;
    return n;
}

/* A case without any reading found counts as all its events and steps missing. */
static uint64_t counted_cost(const struct gp_conformance *c, size_t i)
{
    uint64_t cost = gp_item_cost(c, i);

    return cost != UINT64_MAX ? cost : c->item[i].all_log + c->shortest;
}

static void add_closed(struct gp_conformance *c, size_t i, double *all, double *sum)
{
    const struct gp_judged_path *item = &c->item[i];
    const struct gp_alignment *a = &c->alignments.of[i];
    struct gp_fitness *f = &c->closed;
    uint64_t cost = counted_cost(c, i), most = item->all_log + c->shortest;

    f->cases += item->cases;
    f->following += cost == 0 ? item->cases : 0;
    f->bounded += a->exact ? 0 : item->cases;
    f->total_cost += cost * item->cases;
    f->total_lower += (a->lower + item->unmapped) * item->cases;
    f->events += (item->trace.length + item->unmapped) * item->cases;
    *all += (double)(most * item->cases);
    *sum += (double)item->cases * (most > 0 ? 1 - (double)cost / (double)most : 1);
}

static void sum_up(struct gp_conformance *c)
{
    double all = 0, sum = 0;
    size_t i;

    for (i = 0; i < c->n_items; i++) {
        const struct gp_judged_path *item = &c->item[i];

        c->all_events += (item->trace.length + item->unmapped) * item->cases;
        c->matched_events += matches_of(c, i) * item->cases;
        if (!item->open) {
            add_closed(c, i, &all, &sum);
            continue;
        }
        c->open_cases += item->cases;
        c->open_following += counted_cost(c, i) == 0 ? item->cases : 0;
    }
    c->closed.log = all > 0 ? 1 - (double)c->closed.total_cost / all : 1;
    c->closed.average = c->closed.cases > 0 ? sum / (double)c->closed.cases : 1;
}

/* Events of the path before `until` that have no move yet: they are no steps. */
static void put_unmapped(const struct gp_conformance *c, const struct gp_variant *v,
                         size_t *done, size_t until, struct gp_move *moves, size_t *n)
{
    for (; *done < until; (*done)++)
        if (!gp_conformance_ignores(c, v->path[*done]))
            moves[(*n)++] = (struct gp_move){(uint32_t)*done, GP_NO_ID, GP_MOVE_LOG,
                                             GP_CERTAIN_YES};
}

struct gp_trace *gp_item_traces(const struct gp_conformance *c)
{
    struct gp_trace *traces = gp_array(c->n_items, sizeof *traces);
    size_t i;

    for (i = 0; traces != NULL && i < c->n_items; i++)
        traces[i] = c->item[i].trace;
    return traces;
}

bool gp_item_reading(const struct gp_conformance *c, size_t number,
                     struct gp_move **moves, size_t *n, size_t *cap)
{
    const struct gp_judged_path *item = &c->item[number];
    const struct gp_alignment *a = &c->alignments.of[number];
    const struct gp_variant *v = &c->variants->variant[item->variant];
    size_t done = 0, i;

    *n = 0;
    if (!gp_reserve(moves, cap, a->n_moves + item->unmapped + 1))
        return false;
    for (i = 0; i < a->n_moves; i++) {
        struct gp_move m = c->alignments.moves[a->first_move + i];

        if (m.position != GP_NO_ID) {
            m.position = item->position[m.position];
            put_unmapped(c, v, &done, m.position, *moves, n);
            done = (size_t)m.position + 1;
        }
        (*moves)[(*n)++] = m;
    }
    put_unmapped(c, v, &done, v->length, *moves, n);
    return true;
}

/* ---- The whole way ----------------------------------------------------------------- */

static enum gp_status cannot_finish(const struct gp_conformance *c, struct gp_err *err)
{
    return gp_fail(err, GP_INPUT,
                   "%s: no case can be finished as the document is drawn; look at it "
                   "with `goatpath model check`",
                   gp_dict_name(&c->process->files, 0).at);
}

enum gp_status gp_conformance_run(const struct gp_eventlog *log,
                                  const struct gp_variants *variants,
                                  const struct gp_process *process,
                                  const struct gp_step_names *names,
                                  const struct gp_conformance_options *options,
                                  struct gp_conformance *out, struct gp_err *err)
{
    static const struct gp_conformance_options plain;
    const struct gp_conformance_options *o = options != NULL ? options : &plain;
    enum gp_status st = GP_OK;

    memset(out, 0, sizeof *out);
    out->log = log;
    out->variants = variants;
    out->process = process;
    out->names = names;
    out->has_flow = process->n_nets > 0;
    out->costs = o->costs;
    out->used_net = gp_array_zero(process->n_nets, sizeof *out->used_net);
    if (out->used_net == NULL ||
        !gp_judged_net(process, names, log->activities.n, &out->net, out->used_net))
        st = gp_fail_memory(err);
    if (st == GP_OK)
        st = gp_states_explore(process, &out->net, &o->states, &out->states, err);
    if (st == GP_OK && out->states->whole && out->states->start == GP_NO_ID)
        st = cannot_finish(out, err);
    if (st == GP_OK && (!decide_open(out, names, o) || !make_items(out, names, o)))
        st = gp_fail_memory(err);
    if (st == GP_OK)
        st = gp_conformance_align(out, o, err);
    if (st == GP_OK)
        sum_up(out);
    else
        gp_conformance_release(out);
    return st;
}

void gp_conformance_release(struct gp_conformance *c)
{
    gp_net_release(&c->net);
    gp_states_free(c->states);
    gp_free(c->used_net);
    gp_endings_release(&c->endings);
    gp_free(c->open_case);
    gp_free(c->item);
    gp_free(c->item_of);
    gp_free(c->labels);
    gp_free(c->positions);
    gp_alignments_release(&c->alignments);
    memset(c, 0, sizeof *c);
}
