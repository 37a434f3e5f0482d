/* process.h - the documented process: what was drawn or written, and how it runs.
 *
 *   document graph   every element read, with its verdict and its place in the file
 *   step nets        one a process or pool (net.h); a text has exactly one
 *   owners, limits, rules, notes
 *
 * All readers build it, everybody else reads its fields. Texts are owned by the
 * process. A failed allocation while building is remembered: write freely, ask
 * gp_process_ok once. Functions that return a number return GP_NO_ID then.
 *
 * A text reader in full:
 *
 *   p = gp_process_new(gp_slice("manual.md"), "manual");
 *   net = gp_process_net(p, GP_NO_ID);
 *   at = gp_net_place(net, GP_NO_ID);
 *   net->places[at].initial = 1;
 *   e = gp_process_step(p, gp_slice("Qualify lead"), line);
 *   gp_process_set_owner(p, e, gp_slice("Marketing"));
 *   next = gp_net_place(net, GP_NO_ID);
 *   gp_net_step(net, p->elements[e].label, e, at, next);
 *   gp_net_silent(net, GP_NO_ID, next, GP_NO_ID);      the token leaves: complete
 */
#ifndef GP_MODEL_PROCESS_H
#define GP_MODEL_PROCESS_H

#include "base/err.h"
#include "base/instant.h"
#include "base/map.h"
#include "model/net/net.h"

enum gp_verdict {
    GP_EXECUTED,
    GP_INFORMATIONAL,
    GP_APPROXIMATED,   /* runs, but looser or simpler than drawn; reason says how */
    GP_NOT_UNDERSTOOD, /* reason says what is missing */
    GP_N_VERDICTS,
};
const char *gp_verdict_name(enum gp_verdict v); /* "executed", ..., "not understood" */

struct gp_element {
    struct gp_slice id;         /* as in the document; may be empty */
    struct gp_slice kind;       /* "userTask", "lane", "step", "node", "place", ... */
    struct gp_slice name;       /* white space trimmed, line breaks as one blank */
    struct gp_slice owner_path; /* "Sales / Inside sales"; empty: unknown */
    struct gp_slice pool;
    struct gp_slice reason; /* for approximated and not understood */
    uint32_t owner;         /* in owners: the innermost named lane; GP_NO_ID unknown */
    uint32_t label;         /* in labels when it is a visible step, else GP_NO_ID */
    uint32_t net;           /* the net it runs in, GP_NO_ID: none */
    uint32_t parent;        /* the element it lies in, GP_NO_ID: none */
    uint32_t file;          /* in files */
    uint64_t line;
    enum gp_verdict verdict;
    bool on_flow;  /* a node that tokens pass */
    bool can_show; /* silent unless gp_process_show */
};

enum gp_flow_kind {
    GP_FLOW_SEQUENCE,
    GP_FLOW_MESSAGE,  /* read as: the sender comes before the receiver (spec 2.6) */
    GP_FLOW_ATTACHED, /* from an activity to the event on its border */
};

/* The drawn connection, for drawing it again; what it does stands in the nets. */
struct gp_flow {
    uint32_t from, to; /* elements */
    uint32_t element;  /* its own element, GP_NO_ID: none */
    struct gp_slice name;
    enum gp_flow_kind kind;
};

enum gp_limit_kind {
    GP_LIMIT_STEP,  /* `step` at most span after it became possible */
    GP_LIMIT_AFTER, /* `step` at most span after the last `from` before it */
    GP_LIMIT_CASE,  /* first to last event of the case */
};

enum gp_clock {
    GP_CLOCK_WALL,
    GP_CLOCK_BUSINESS_TIME, /* only working time counts */
    GP_CLOCK_BUSINESS_DAYS, /* span_us / GP_DAY_US working days */
};

struct gp_limit {
    enum gp_limit_kind kind;
    uint32_t step, from; /* elements; GP_NO_ID where the kind has none */
    int64_t span_us;
    enum gp_clock clock;
    bool proposal; /* read from words: offered, not used (spec 2.5) */
    uint32_t file;
    uint64_t line;
    struct gp_slice text; /* as written: "within 2 business days", "PT48H" */
};

/* Rules of design 7.4 and spec 8; read_rules fills them in. */
enum gp_rule_kind {
    GP_RULE_STARTS,               /* starts with a */
    GP_RULE_ENDS,                 /* ends with a */
    GP_RULE_AT_LEAST,             /* a at least n */
    GP_RULE_AT_MOST,              /* a at most n */
    GP_RULE_EXACTLY,              /* a exactly n */
    GP_RULE_NEVER,                /* never a */
    GP_RULE_CHOICE,               /* a or b */
    GP_RULE_EXCLUSIVE_CHOICE,     /* either a or b */
    GP_RULE_RESPONDED_EXISTENCE,  /* a, so b somewhere */
    GP_RULE_CO_EXISTENCE,         /* both or none */
    GP_RULE_RESPONSE,             /* after a eventually b */
    GP_RULE_ALTERNATE_RESPONSE,   /* b before the next a */
    GP_RULE_CHAIN_RESPONSE,       /* after a at once b */
    GP_RULE_PRECEDENCE,           /* b needs a before */
    GP_RULE_ALTERNATE_PRECEDENCE, /* a between two b */
    GP_RULE_CHAIN_PRECEDENCE,     /* just before b comes a */
    GP_RULE_SUCCESSION,
    GP_RULE_ALTERNATE_SUCCESSION,
    GP_RULE_CHAIN_SUCCESSION,
    GP_RULE_NOT_CO_EXISTENCE,     /* never a and b */
    GP_RULE_NOT_SUCCESSION,       /* a before b: after a b no more, read as written */
    GP_RULE_NOT_CHAIN_SUCCESSION, /* never b at once after a */
    GP_RULE_WITHIN,               /* after each a some b at most span later */
    GP_RULE_SAME_PERSON,
    GP_RULE_DIFFERENT_PERSON,
    GP_RULE_BY_GROUP,  /* a is done by group b */
    GP_RULE_FOUR_EYES, /* at least n persons among the a */
};

struct gp_rule {
    enum gp_rule_kind kind;
    bool drawn; /* a message flow: judged only where the log records both steps */
    struct gp_slice a, b; /* step names as written; b empty where there is none */
    uint64_t n;
    int64_t span_us;
    enum gp_clock clock;
    uint32_t file;
    uint64_t line;
    struct gp_slice text; /* the line as written */
};

enum gp_note_kind {
    GP_NOTE_FACT,       /* something the reader should know */
    GP_NOTE_SUSPICIOUS, /* probably not intended (spec 3) */
    GP_NOTE_PROPOSAL,   /* a reading that waits for confirmation */
};

struct gp_note {
    enum gp_note_kind kind;
    uint32_t element; /* GP_NO_ID: the document as a whole */
    uint32_t file;
    uint64_t line; /* 0: none */
    struct gp_slice text;
};

struct gp_process {
    const char *format; /* "bpmn", "manual", ...; static */
    struct gp_dict files;
    struct gp_dict labels; /* names of visible steps; several steps may share one */
    struct gp_dict owners;
    struct gp_element *elements; /* in document order */
    size_t n_elements, elements_cap;
    struct gp_flow *flows;
    size_t n_flows, flows_cap;
    struct gp_net **nets; /* one a process or pool; addresses stay */
    size_t n_nets, nets_cap;
    struct gp_limit *limits;
    size_t n_limits, limits_cap;
    struct gp_rule *rules;
    size_t n_rules, rules_cap;
    struct gp_note *notes;
    size_t n_notes, notes_cap;
    struct gp_net nowhere; /* takes what is built after memory ran out */
    struct gp_arena texts;
    bool failed;
};

/* An empty process from a document called `file` (folders are cut off); format is
 * static. NULL: memory is short. */
struct gp_process *gp_process_new(struct gp_slice file, const char *format);
void gp_process_free(struct gp_process *p);
bool gp_process_ok(const struct gp_process *p);

/* Number of a further file of the document, by its name without folders. */
uint32_t gp_process_file(struct gp_process *p, struct gp_slice path);

/* A copy owned by the process, cut nowhere. The second normalises a name: trimmed, runs
 * of white space that hold a line break or tab become one blank. */
struct gp_slice gp_process_text(struct gp_process *p, struct gp_slice s);
struct gp_slice gp_process_name(struct gp_process *p, struct gp_slice s);

/* Elements. kind, id and name are copied; verdict starts as executed, file as the first
 * one. gp_process_step also makes it a visible step with its name as label. */
uint32_t gp_process_element(struct gp_process *p, struct gp_slice kind,
                            struct gp_slice id, struct gp_slice name, uint64_t line);
uint32_t gp_process_step(struct gp_process *p, struct gp_slice name, uint64_t line);
void gp_process_make_step(struct gp_process *p, uint32_t element);
void gp_process_set_owner(struct gp_process *p, uint32_t element, struct gp_slice name);
void gp_process_judge(struct gp_process *p, uint32_t element, enum gp_verdict verdict,
                      const char *reason, ...) GP_PRINTF(4, 5);
uint32_t gp_process_flow(struct gp_process *p, enum gp_flow_kind kind, uint32_t from,
                         uint32_t to, uint32_t element);

/* A new empty net; never NULL (when memory is short, one that takes nothing). */
struct gp_net *gp_process_net(struct gp_process *p, uint32_t element);

/* Copies *limit or *rule; its text is copied too. */
void gp_process_limit(struct gp_process *p, const struct gp_limit *limit);
void gp_process_rule(struct gp_process *p, const struct gp_rule *rule);

void gp_process_note(struct gp_process *p, enum gp_note_kind kind, uint32_t element,
                     uint64_t line, const char *format, ...) GP_PRINTF(5, 6);

/* Makes the silent transitions of an event, decision or arrow visible under its name,
 * because the log records it; false when the element is nothing of that kind. Explore
 * states after it. */
bool gp_process_show(struct gp_process *p, uint32_t element);

/* Elements by verdict. */
void gp_process_count(const struct gp_process *p, size_t count[GP_N_VERDICTS]);

/* Fails with GP_INPUT when there is nothing to judge by: no net, or no visible step and
 * no rule; with GP_SYSTEM when memory was short while building. */
enum gp_status gp_process_check(const struct gp_process *p,
                                struct gp_err *err) GP_MUST_USE;

#endif
