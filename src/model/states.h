/* states.h - everything a step net can do: its reachable states and the steps between.
 *
 *   net --reduce--> net without needless silent steps --explore--> states and edges
 *       --backward pass--> states that can still complete, and what is wrong
 *
 * States that cannot complete are cut off (and reported), so every state left lies on a
 * complete run. State 0 is the start unless nothing can finish. (spec 3, 4.2)
 *
 * To align, use gp_states_explore; to judge the drawing itself, gp_states_judge.
 */
#ifndef GP_MODEL_STATES_H
#define GP_MODEL_STATES_H

#include "model/process.h"

struct gp_states_options {
    size_t max_states;    /* 0: 200,000; fewer when markings would pass 128 MiB */
    size_t max_edges;     /* 0: 4,000,000; also bounds the work */
    unsigned token_limit; /* 0: 8; at most 255 */
    bool keep_silent;     /* do not reduce: one transition a drawn thing */
};

struct gp_edge {
    uint32_t to;
    uint32_t transition; /* of states->net */
    uint32_t label;      /* GP_NO_ID: silent */
};

struct gp_label_edge {
    uint32_t from, to, transition;
};

enum gp_flaw_kind {
    GP_CANNOT_FINISH,   /* no complete run at all */
    GP_MAY_GET_STUCK,   /* a reachable state cannot complete */
    GP_NEVER_HAPPENS,   /* a visible step on no complete run */
    GP_UNBOUNDED,       /* the same work is started without end */
    GP_SEVERAL_AT_ONCE, /* a sub-process entered again while active */
    GP_RUNS_TWICE,      /* a merge without waiting behind a parallel split */
    GP_TOO_LARGE,       /* limit of states or edges reached */
};
const char *gp_flaw_name(enum gp_flaw_kind k); /* "cannot finish", ... */

struct gp_flaw {
    enum gp_flaw_kind kind;
    uint32_t element; /* GP_NO_ID: the process as a whole */
    uint64_t count;   /* states concerned, where that says something */
};

struct gp_states {
    /* The net that was explored. Its transitions keep label and element; trail says
     * which transitions of the original each stands for, in firing order. */
    struct gp_net net;
    uint32_t *trail;
    size_t *trail_row; /* [net.n_transitions + 1] into trail */

    uint32_t n_states;
    uint32_t start;    /* GP_NO_ID: nothing can finish */
    uint32_t complete; /* GP_NO_ID: nothing can finish */
    uint8_t *markings; /* [n_states][net.n_places] */
    struct gp_edge *edges;
    size_t *row; /* [n_states + 1] into edges; by state, then transition number */
    struct gp_label_edge *label_edges;
    size_t *label_row; /* [n_labels + 1] into label_edges */
    size_t n_labels;

    /* False when a limit stopped the exploration: then only part of the process is
     * here, costs over it are upper bounds, and completeness is unknown. */
    bool whole;
    bool unbounded; /* a place was held at the token limit: results approximate */

    struct gp_flaw *findings; /* see gp_states_judge */
    size_t n_findings, findings_cap;
};

/* Explores one net of a process. Borrowed: both must outlive the states. Errors:
 * GP_SYSTEM only; a process that cannot finish is a finding. O(states + edges). */
enum gp_status gp_states_explore(const struct gp_process *p, const struct gp_net *net,
                                 const struct gp_states_options *options,
                                 struct gp_states **out,
                                 struct gp_err *err) GP_MUST_USE;
void gp_states_free(struct gp_states *s);

/* For `findings`: explores with keep_silent, because reducing may remove a dead end that
 * only silent steps lead into; without it where that is too large. */
enum gp_status gp_states_judge(const struct gp_process *p, const struct gp_net *net,
                               const struct gp_states_options *options,
                               struct gp_states **out, struct gp_err *err) GP_MUST_USE;

/* Marks element[0..p->n_elements) that the transition t of s->net stands for; returns
 * the worst verdict among them (approximated counts over executed, not understood over
 * both), for `judged against`. element may be NULL. */
enum gp_verdict gp_states_elements(const struct gp_process *p,
                                   const struct gp_net *original,
                                   const struct gp_states *s, uint32_t t,
                                   bool *element);

#endif
