/* conformance.h - all cases against the documented process: which engine, every path
 * aligned once, and the figures of fitness (spec/conformance.md 4.5, 5.1).
 *
 * An item is a path of the log (a variant) as it is judged: closed or open. Events whose
 * activity is no step are set aside first, each is a deviation of cost 1; activities
 * declared ignored are no deviation at all.
 *
 * Closed or open (spec 6.1): a case is closed when its last event is a step that can end
 * the process, or when it holds a step after which nothing can follow. A log without
 * times has no open cases, nor has a document without a flow. Figures are over closed
 * cases; open ones are counted apart.
 */
#ifndef GP_MINE_CONFORMANCE_H
#define GP_MINE_CONFORMANCE_H

#include "mine/align/align.h"
#include "mine/endings.h"
#include "mine/judged.h"
#include "mine/variants.h"

enum gp_engine { GP_ENGINE_AUTO, GP_ENGINE_DP, GP_ENGINE_ASTAR };

struct gp_conformance_options {
    const struct gp_costs *costs; /* NULL: all 1 */
    struct gp_states_options states;
    struct gp_align_options align;
    enum gp_engine engine; /* AUTO: by the limits of spec 4.5 */
    uint64_t most_work;    /* tree nodes * edges for the main engine; 0: 2e9 */
    uint64_t most_memory;  /* bytes for the main engine; 0: 512 MiB */
    bool all_closed;       /* no case is open */
    const bool *open;      /* [n_cases] decided by the caller; NULL: by the document */
};

/* A variant against the process, once for all its cases. */
struct gp_judged_path {
    uint32_t variant;
    bool open;
    uint64_t cases;
    const uint32_t *position;   /* [trace.length] event of the path behind each label */
    struct gp_trace trace;      /* steps only */
    uint64_t unmapped, ignored; /* events of the path that are no step */
    uint64_t all_log;           /* cost if nothing matched: of every event */
};

/* Sums over closed cases. */
struct gp_fitness {
    uint64_t cases, following; /* following: cost 0 */
    uint64_t bounded;          /* cases with lower < upper */
    uint64_t total_cost;       /* of the readings found */
    uint64_t total_lower;      /* proven; equal when bounded is 0 */
    uint64_t events;           /* without ignored ones */
    double log, average;       /* 1 - cost / (events + shortest), in costs */
};

struct gp_conformance {
    const struct gp_eventlog *log;
    const struct gp_variants *variants;
    const struct gp_process *process;
    const struct gp_step_names *names;
    const struct gp_costs *costs; /* NULL: all 1 */
    struct gp_net net;            /* judged by */
    struct gp_states *states;     /* of it; moves name transitions of states->net */
    bool has_flow;  /* false: rules only; no event deviates, nothing is matched */
    bool *used_net; /* [process->n_nets] */
    enum gp_engine engine;
    bool *open_case; /* [n_cases] */
    /* by which they are open; empty where --ends was given */
    struct gp_endings endings;
    struct gp_judged_path *item;
    size_t n_items;
    uint32_t (*item_of)[2];          /* [variants][open] item, or GP_NO_ID */
    struct gp_alignments alignments; /* by item; cost without unmapped events */
    uint64_t shortest;               /* cost of the empty case */
    bool shortest_exact;
    struct gp_fitness closed;
    uint64_t open_cases, open_following;
    uint64_t matched_events, all_events; /* of all cases, without ignored ones */
    uint32_t *labels, *positions;        /* behind the items */
};

/* Everything given is borrowed and must outlive the result. Errors: GP_INPUT when no
 * complete run exists ("cannot finish"), GP_SYSTEM. Release with
 * gp_conformance_release. */
enum gp_status
gp_conformance_run(const struct gp_eventlog *log, const struct gp_variants *variants,
                   const struct gp_process *process, const struct gp_step_names *names,
                   const struct gp_conformance_options *options,
                   struct gp_conformance *out, struct gp_err *err) GP_MUST_USE;
void gp_conformance_release(struct gp_conformance *c);

/* Cost of an item with its unmapped events. */
uint64_t gp_item_cost(const struct gp_conformance *c, size_t item);

/* The reading of an item with unmapped events as log moves in their places; positions
 * are those of the path, ignored events have no move. False: memory is short. */
bool gp_item_reading(const struct gp_conformance *c, size_t item,
                     struct gp_move **moves, size_t *n, size_t *cap);

/* Is an event of the activity no deviation, though it is no step? */
static inline bool gp_conformance_ignores(const struct gp_conformance *c,
                                          uint32_t activity)
{
    return !c->has_flow || (c->names->label[activity] == GP_NO_ID &&
                            c->names->ignored != NULL && c->names->ignored[activity]);
}

/* The trace of every item, [n_items]; NULL when memory is short. Free with gp_free. */
struct gp_trace *gp_item_traces(const struct gp_conformance *c);

/* The item of a case. */
static inline uint32_t gp_item_of_case(const struct gp_conformance *c, size_t case_id)
{
    return c->item_of[c->variants->of_case[case_id]][c->open_case[case_id]];
}

#endif
