/* bpmn_net.h - a drawing becomes a step net; shared by bpmn_net.c, bpmn_instance.c,
 * bpmn_activity.c, bpmn_border.c, bpmn_gateways.c and bpmn_settle.c only.
 *
 * An instance is one use of a scope: the process itself, the inside of a sub-process,
 * the inside of a called process (once a call). Each has places of its own; a place
 * remembers its instance, because terminate and interruption empty all of them, leaving
 * needs all of them empty, and an inclusive join looks at no others.
 */
#ifndef GP_MODEL_BPMN_NET_H
#define GP_MODEL_BPMN_NET_H

#include "model/bpmn/bpmn.h"

struct bpmn_instance {
    uint32_t scope;
    uint32_t parent; /* instance, GP_NO_ID: the process itself */
    uint32_t node;   /* activity in the parent, GP_NO_ID */
    uint32_t calls;  /* how many calls deep */
    uint32_t start;  /* place: a token here starts the scope; GP_NO_ID: by event */
    uint32_t active; /* place: a token while the scope goes on; GP_NO_ID: not kept */
    size_t flow_at, input_at, choose_at; /* its parts of the arrays in bpmn_build */
    struct bpmn_list armed; /* places: event sub-processes that may still begin */
};

/* t empties (or needs empty) all that lies inside an instance; done at the end, when all
 * places are known. */
struct bpmn_inside {
    uint32_t t, instance;
    bool reset;
};

struct bpmn_or_join {
    uint32_t node, instance, t;
};

/* An event on a border that waits for something thrown inside. */
struct bpmn_catcher {
    uint32_t border, instance; /* instance of the activity's parent */
    uint32_t child;            /* instance inside the activity */
    bool caught;
};

struct bpmn_build {
    struct bpmn *g;
    struct gp_net *net;
    uint32_t number; /* of the net in the process */
    struct bpmn_instance *instances;
    size_t n_instances, instances_cap;
    uint32_t *instance_of; /* [places] */
    size_t instance_of_cap;
    struct bpmn_list flow_places, inputs, chooses;
    struct bpmn_inside *inside;
    size_t n_inside, inside_cap;
    struct bpmn_or_join *joins;
    size_t n_joins, joins_cap;
    struct bpmn_catcher *catchers;
    size_t n_catchers, catchers_cap;
};

/* Where an activity can be interrupted, and what to clean up then. */
struct bpmn_work {
    struct bpmn_list at;    /* places that hold a token while it is going on */
    struct bpmn_list clean; /* places that only mean something while it is */
    uint32_t child;         /* instance inside, GP_NO_ID: a task */
};

/* bpmn_instance.c: a place of the instance, made for the element. GP_NO_ID: memory is
 * short. */
uint32_t gp_bpmn_place(struct bpmn_build *b, uint32_t instance, uint32_t element);

/* A silent transition that takes from a place. */
uint32_t gp_bpmn_silent(struct bpmn_build *b, uint32_t element, uint32_t from);

/* Notes a struct bpmn_inside. */
void gp_bpmn_inside(struct bpmn_build *b, uint32_t t, uint32_t instance, bool reset);

/* Place of a flow in an instance; place from which a node without flows starts. */
uint32_t gp_bpmn_flow_place(struct bpmn_build *b, uint32_t instance, uint32_t flow);
uint32_t gp_bpmn_input(struct bpmn_build *b, uint32_t instance, uint32_t node);

/* Every place a token can stand before the node: appended to list. */
void gp_bpmn_inputs(struct bpmn_build *b, uint32_t instance, uint32_t node,
                    struct bpmn_list *list);

/* A new use of a scope, GP_NO_ID when there are too many or memory is short. */
uint32_t gp_bpmn_instance(struct bpmn_build *b, uint32_t scope, uint32_t parent,
                          uint32_t node);

/* bpmn_net.c: t sends the token on along the outgoing flows of the node. */
void gp_bpmn_emit(struct bpmn_build *b, uint32_t instance, uint32_t node, uint32_t t);

/* bpmn_gateways.c: any non-empty subset of targets, from a place; silent, belonging to
 * element. */
void gp_bpmn_subsets(struct bpmn_build *b, uint32_t instance, uint32_t element,
                     uint32_t from, const uint32_t *target, size_t n);

/* Gateways and nodes not understood, from these input places. */
void gp_bpmn_gateway(struct bpmn_build *b, uint32_t instance, uint32_t node,
                     struct bpmn_list *in);

/* bpmn_settle.c: resets, empty-tests and inclusive joins noted on the way. */
void gp_bpmn_settle(struct bpmn_build *b);

/* bpmn_activity.c: tasks, sub-processes, calls; sub-processes begun by an event; what
 * happens beside the flow. */
void gp_bpmn_activity(struct bpmn_build *b, uint32_t instance, uint32_t node);
void gp_bpmn_event_subprocess(struct bpmn_build *b, uint32_t instance, uint32_t node);
void gp_bpmn_any_time(struct bpmn_build *b, uint32_t node);

/* t puts on what entering the inside of an instance puts on. */
void gp_bpmn_enter(struct bpmn_build *b, uint32_t t, uint32_t child);
/* ... and t takes and empties what ends it at once. */
void gp_bpmn_abort(struct bpmn_build *b, uint32_t t, uint32_t child);

/* bpmn_border.c: boundary events, and what is thrown to them. */
void gp_bpmn_borders(struct bpmn_build *b, uint32_t instance, uint32_t node,
                     struct bpmn_work *work);
void gp_bpmn_throw(struct bpmn_build *b, uint32_t instance, uint32_t node);
void gp_bpmn_uncaught(struct bpmn_build *b);

#endif
