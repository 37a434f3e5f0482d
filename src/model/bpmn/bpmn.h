/* bpmn.h - a BPMN drawing as nodes, flows and scopes; shared by the bpmn_*.c files only.
 *
 *   XML --bpmn_elements--> nodes and scopes --bpmn_links--> flows, borders, calls
 *       --bpmn_owners--> lanes and pools --bpmn_timers--> limits --bpmn_net--> nets
 *
 * A scope is a process or the inside of a sub-process; tokens never leave it along a
 * flow. Every XML element becomes an element of the process as it is met, so nothing is
 * swallowed; what the later passes cannot use they judge.
 */
#ifndef GP_MODEL_BPMN_H
#define GP_MODEL_BPMN_H

#include "base/xmltree.h"
#include "model/read.h"

enum bpmn_kind {
    BPMN_TASK,
    BPMN_SUBPROCESS,
    BPMN_CALL,
    BPMN_START,
    BPMN_END,
    BPMN_CATCH,
    BPMN_THROW,
    BPMN_BOUNDARY,
    BPMN_EXCLUSIVE, /* event-based ones, too */
    BPMN_PARALLEL,
    BPMN_INCLUSIVE, /* complex ones, too */
    BPMN_STRANGE,   /* something on a flow that is not understood */
};

/* What a name of the language is to us. */
enum bpmn_class {
    BPMN_NODE,
    BPMN_PROCESS,
    BPMN_USED,      /* read by a later pass */
    BPMN_MENTIONED, /* informational */
    BPMN_UNKNOWN,
};

struct bpmn_use {
    enum bpmn_class class;
    enum bpmn_kind kind; /* of a node */
};

struct bpmn_use gp_bpmn_use(struct gp_slice name);

enum bpmn_event {
    BPMN_PLAIN, /* none, message, signal, conditional, several: passes the token */
    BPMN_TIMER,
    BPMN_TERMINATE,
    BPMN_ERROR,
    BPMN_CANCEL,
    BPMN_ESCALATION,
    BPMN_COMPENSATE,
    BPMN_LINK,
};

enum bpmn_loop {
    BPMN_ONCE,
    BPMN_REPEAT,  /* one or more times, at most loop_count when that is not 0 */
    BPMN_EXACTLY, /* loop_count times */
};

struct bpmn_list {
    uint32_t *at;
    size_t n, cap;
};

struct bpmn_node {
    enum bpmn_kind kind;
    enum bpmn_event event;
    uint32_t element, doc, tree; /* tree: node of the document's XML */
    uint32_t scope, local;       /* local: number within its scope */
    uint32_t inner;              /* scope inside, or called; GP_NO_ID: one step */
    uint32_t attached;           /* boundary: the activity it sits on */
    uint32_t link;               /* link throw: the catch it jumps to */
    uint32_t default_flow;
    struct gp_slice ref; /* error, escalation or link name, called process */
    struct bpmn_list in, out, borders;
    enum bpmn_loop loop;
    uint32_t loop_count;
    bool may_skip; /* the loop may run zero times */
    bool interrupting, by_event, ad_hoc, for_compensation, overlaps;
};

struct bpmn_flow {
    uint32_t from, to, element, scope, local;
    bool conditional;
};

struct bpmn_scope {
    uint32_t node;    /* the sub-process, GP_NO_ID: a process */
    uint32_t process; /* element of the process or sub-process */
    uint32_t doc;
    struct gp_slice id;
    struct bpmn_list nodes;
    uint32_t n_flows;
    bool called; /* runs in place of a call, so not on its own */
};

/* What an id in a document stands for; GP_NO_ID where it is not of that sort. */
struct bpmn_id {
    uint32_t tree, element, node, scope;
};

struct bpmn {
    struct gp_process *p;
    const struct gp_read_options *options;
    const struct gp_input *inputs;
    struct gp_xmltree *docs; /* [n_docs], document 0 is the one that is judged */
    size_t n_docs;
    uint32_t *file_of; /* [n_docs] in p->files */
    struct bpmn_node *nodes;
    size_t n_nodes, nodes_cap;
    struct bpmn_flow *flows;
    size_t n_flows, flows_cap;
    struct bpmn_scope *scopes;
    size_t n_scopes, scopes_cap;
    struct gp_dict keys; /* "doc id" -> ids */
    struct bpmn_id *ids;
    size_t ids_cap;
    uint32_t **element_of; /* [n_docs][nodes of the tree] elements, GP_NO_ID: none */
    struct gp_text key;
    bool failed; /* memory was short */
};

#define BPMN_SPACE "http://www.omg.org/spec/BPMN/20100524/MODEL"

bool gp_bpmn_push(struct bpmn *g, struct bpmn_list *list, uint32_t value);

/* What the id stands for in that document, NULL: nothing. A QName's prefix is ignored
 * when the whole text is no id. */
const struct bpmn_id *gp_bpmn_find(struct bpmn *g, uint32_t doc, struct gp_slice id);
uint32_t gp_bpmn_add_node(struct bpmn *g, enum bpmn_kind kind, uint32_t doc,
                          uint32_t tree, uint32_t scope);

/* The passes, in order; each may set g->failed. */
void gp_bpmn_elements(struct bpmn *g);
void gp_bpmn_events(struct bpmn *g); /* event definitions and loop markers of nodes */
void gp_bpmn_links(struct bpmn *g);
void gp_bpmn_owners(struct bpmn *g);
void gp_bpmn_timers(struct bpmn *g);
void gp_bpmn_own(struct bpmn *g); /* limits and rules that we wrote ourselves */
void gp_bpmn_nets(struct bpmn *g);
void gp_bpmn_messages(struct bpmn *g);

/* Is this activity a visible step (a task, or something drawn without an inside)? */
bool gp_bpmn_is_step(const struct bpmn_node *n);

/* Does it undo finished work, beside every flow: a handler, or a sub-process begun by a
 * compensation event? */
bool gp_bpmn_compensates(const struct bpmn *g, const struct bpmn_node *n);

#endif
