/* align.h - each sequence of labels against the process: the least number of deviations
 * and one cheapest reading, move by move (spec/conformance.md 4).
 *
 *   match    the event is the step           cost 0
 *   log      an event without a step         cost of the label, default 1
 *   model    a step without an event         cost of the step, default 1
 *   silent   plumbing of the drawing         cost 0
 *
 * Several readings can be equally cheap. The tie rule (spec 4.3), read from the end:
 * log before model before silent before match, within a kind the earlier element of the
 * document. A match is taken only when no silent steps lead back to a log or model move
 * that is as cheap. Read forward: an event is matched as early as possible, so of two
 * identical events the second is the extra one.
 *
 * Two engines with the same costs: gp_align_dp walks the prefix tree of all sequences
 * over the whole state graph, gp_align_astar searches one sequence at a time and only
 * looks at the states it needs.
 */
#ifndef GP_MINE_ALIGN_H
#define GP_MINE_ALIGN_H

#include "base/err.h"
#include "model/states.h"

#include <stdbool.h>
#include <stdint.h>

enum gp_move_kind { GP_MOVE_MATCH, GP_MOVE_LOG, GP_MOVE_MODEL, GP_MOVE_SILENT };

enum gp_certain { GP_CERTAIN_UNCHECKED, GP_CERTAIN_YES, GP_CERTAIN_NO };

struct gp_move {
    uint32_t position;   /* of the event in its sequence; GP_NO_ID: no event */
    uint32_t transition; /* of the net aligned with; GP_NO_ID: no step */
    uint8_t kind;        /* enum gp_move_kind */
    uint8_t certain;     /* enum gp_certain, of log and model moves: do all cheapest
                            readings hold as many of this label (log) or element? */
};

/* A sequence of events of one case or many: labels of the process. */
struct gp_trace {
    const uint32_t *label; /* [length], borrowed */
    size_t length;
    bool open; /* the case goes on: steps still to come are no deviations */
};

struct gp_alignment {
    uint64_t lower, upper; /* cost; equal when exact. upper UINT64_MAX: none found */
    bool exact;
    size_t first_move, n_moves; /* the reading whose cost is upper */
};

/* Results by number of the sequence; equal sequences share their moves. */
struct gp_alignments {
    struct gp_alignment *of;
    size_t n;
    struct gp_move *moves;
    size_t n_moves, moves_cap;
};
void gp_alignments_release(struct gp_alignments *a);

/* Costs 1..1000; NULL: all 1. */
struct gp_costs {
    const uint16_t *log;   /* [labels] */
    const uint16_t *model; /* [labels] */
};

/* What both engines need of a state graph; borrows it. */
struct gp_align_edge {
    uint32_t to, cost;
};
struct gp_align_back {
    uint32_t from, transition, label; /* label GP_NO_ID: silent */
};
struct gp_align_graph {
    const struct gp_states *states;
    uint32_t *log_cost;   /* [labels] */
    uint32_t *model_cost; /* [transitions], 0 when silent */
    size_t *row;          /* [states + 1]: edges without an event, the cheapest of */
    struct gp_align_edge *edge; /* each pair of states, no loops */
    size_t *back_row; /* [states + 1]: all edges into a state, in the order of */
    struct gp_align_back *back; /* the tie rule */
    uint32_t *from_start;       /* [states] cost of the cheapest way without events */
    uint32_t widest;            /* the largest of them */
};

/* states must be able to finish. GP_SYSTEM when memory is short. O(edges log edges). */
enum gp_status gp_align_graph_make(const struct gp_states *states,
                                   const struct gp_costs *costs,
                                   struct gp_align_graph *out,
                                   struct gp_err *err) GP_MUST_USE;
void gp_align_graph_release(struct gp_align_graph *g);

/* Length of the shortest run, in costs: what an empty closed case costs. */
uint64_t gp_align_shortest(const struct gp_align_graph *g);

struct gp_align_options {
    uint64_t certainty_effort; /* looks per sequence; 0: certainty is not checked */
    uint64_t expansions;       /* A*: per sequence; 0: 2,000,000. When ten times that
                                  is spent, a hundredth is left for each further one */
    size_t beam;               /* A*: width when out of budget; 0: 64 */
    unsigned token_limit;      /* A*: as in gp_states_options; 0: 8 */
};

/* Numbers of the sequences in order of their labels (closed before open); the caller
 * frees it with gp_free. NULL: memory is short. */
uint32_t *gp_align_order(const struct gp_trace *traces, size_t n);
/* Labels both begin with. */
size_t gp_align_shared(const struct gp_trace *a, const struct gp_trace *b);

/* Nodes of the prefix tree of the sequences: the work of the main engine is at most
 * nodes * edges. UINT64_MAX when memory is short. */
uint64_t gp_align_tree_nodes(const struct gp_trace *traces, size_t n);

/* Bytes the main engine keeps at once. */
uint64_t gp_align_dp_memory(const struct gp_align_graph *g,
                            const struct gp_trace *traces, size_t n);

/* The main engine: exact for every sequence. Errors: GP_SYSTEM. */
enum gp_status gp_align_dp(const struct gp_align_graph *g,
                           const struct gp_trace *traces, size_t n,
                           const struct gp_align_options *options,
                           struct gp_alignments *out, struct gp_err *err) GP_MUST_USE;

/* The second engine: states are looked at only when needed, so the net may be too wide
 * for a state graph. ahead: the state graph when it is whole, else NULL. Out of budget:
 * lower < upper, honest bounds (spec 4.5). *shortest (may be NULL): cost of the empty
 * closed sequence. Errors: GP_SYSTEM. */
enum gp_status gp_align_astar(const struct gp_net *net, const struct gp_states *whole,
                              size_t n_labels, const struct gp_costs *costs,
                              const struct gp_trace *traces, size_t n,
                              const struct gp_align_options *options,
                              struct gp_alignments *out, struct gp_alignment *shortest,
                              struct gp_err *err) GP_MUST_USE;

#endif
