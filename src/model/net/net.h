/* net.h - the step net: the one executable form of every documented process.
 *
 *   places hold tokens; a transition takes from its `pre` places and puts on its `post`
 *   places; a transition with a label is a visible step, one without is silent.
 *
 * Beyond plain nets, because states are explored explicitly (spec/conformance.md 2.1):
 * a transition may empty places (`reset`: terminate, interruption), demand that places
 * are empty (`empty`: leaving a sub-process), or be a join that takes from whichever of
 * its incoming places are marked (`join`: inclusive gateways).
 *
 * Building: places and transitions get numbers 0, 1, 2, ...; a failed allocation is
 * remembered in `failed` and everything after it does nothing, so write freely and ask
 * gp_process_ok once at the end. GP_NO_ID as a place or transition is ignored.
 */
#ifndef GP_MODEL_NET_H
#define GP_MODEL_NET_H

#include "base/map.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

struct gp_arc {
    uint32_t place;
    uint32_t n; /* tokens, 1..255; unused in reset and empty */
};

struct gp_arcs {
    struct gp_arc *at;
    size_t n, cap;
};

struct gp_place {
    struct gp_slice name; /* lent by whoever named it; may be empty */
    uint32_t element;     /* of the document graph, or GP_NO_ID */
    uint8_t initial;      /* tokens at the start */
    uint8_t final;        /* tokens at the end; only read under GP_FINAL_MARKING */
    bool scope; /* token = this sub-process is active (two: several at once) */
};

struct gp_transition {
    uint32_t label;   /* in the process's labels, GP_NO_ID: silent */
    uint32_t element; /* the drawn thing this belongs to, GP_NO_ID: plumbing */
    uint32_t join;    /* in joins, GP_NO_ID: an ordinary transition */
    struct gp_arcs pre, post, reset, empty;
};

/* Exact inclusive join (spec 2.3). Enabled when some in[i] is marked and every other
 * marked place that leads to an unmarked in[j] (without passing the gateway) also leads
 * to a marked one. Takes one token from every marked in[i]. */
struct gp_join {
    uint32_t n_in;
    uint32_t *in;     /* [n_in] places, in document order */
    size_t words;     /* 64-bit words of one row of before */
    uint64_t *before; /* [n_in][words]: bit p = place p leads to in[i] */
};

enum gp_final {
    GP_FINAL_EMPTY,   /* complete when no token is left (drawings, texts) */
    GP_FINAL_MARKING, /* complete when exactly place.final tokens lie everywhere */
};

struct gp_net {
    struct gp_slice name; /* pool or process; may be empty. Lent like place names. */
    uint32_t element;     /* the process or pool element, or GP_NO_ID */
    struct gp_place *places;
    size_t n_places, places_cap;
    struct gp_transition *transitions;
    size_t n_transitions, transitions_cap;
    struct gp_join *joins;
    size_t n_joins, joins_cap;
    enum gp_final final;
    bool failed;
};

void gp_net_release(struct gp_net *net);

/* A deep copy (names stay lent by the original's owner); false: memory is short. */
bool gp_net_copy(const struct gp_net *from, struct gp_net *to);

/* Takes out what is marked gone[number]; the rest keeps its order and gets new numbers.
 * No place that is an input of a join may go. False: memory is short. */
bool gp_net_drop(struct gp_net *net, const bool *gone_transition,
                 const bool *gone_place);

/* Single pieces. */
uint32_t gp_net_place(struct gp_net *net, uint32_t element);
uint32_t gp_net_transition(struct gp_net *net, uint32_t label, uint32_t element);
void gp_net_take(struct gp_net *net, uint32_t t, uint32_t place); /* pre + 1 */
void gp_net_give(struct gp_net *net, uint32_t t, uint32_t place); /* post + 1 */
void gp_net_reset(struct gp_net *net, uint32_t t, uint32_t place);
void gp_net_must_be_empty(struct gp_net *net, uint32_t t, uint32_t place);

/* Blocks between two places, for readers of texts and trees. All return the transition
 * they made (the first, where there are several). Compose freely, also backwards: a
 * jump is gp_net_silent(net, e, here, place_before_the_target).
 *
 *   sequence   thread a place through gp_net_step calls
 *   choice     several branches between the same two places, each beginning with a
 *              gp_net_silent of its own when it does not begin with a step
 *   optional   gp_net_silent(net, e, before, after) beside the step
 *   repeat     gp_net_silent(net, e, after, before): the block between may be redone
 *   loop       gp_net_loop: body, then any number of (redo, body)
 *   parallel   gp_net_split ... one branch each ... gp_net_join_all
 *   any subset gp_net_any_of ... one branch between each begin[i] and end[i]
 *   end        gp_net_silent(net, e, here, GP_NO_ID): the token is gone
 */
uint32_t gp_net_step(struct gp_net *net, uint32_t label, uint32_t element,
                     uint32_t from, uint32_t to);
uint32_t gp_net_silent(struct gp_net *net, uint32_t element, uint32_t from,
                       uint32_t to);
/* begin[i], i < n: new places, one a branch. */
uint32_t gp_net_split(struct gp_net *net, uint32_t element, uint32_t from, size_t n,
                      uint32_t *begin);
uint32_t gp_net_join_all(struct gp_net *net, uint32_t element, size_t n,
                         const uint32_t *end, uint32_t to);
/* At least one of n branches, in parallel: begin[i] and end[i] are new places to put
 * branch i between; the block is complete when every chosen branch is. n >= 1. */
void gp_net_any_of(struct gp_net *net, uint32_t element, uint32_t from, uint32_t to,
                   size_t n, uint32_t *begin, uint32_t *end);
/* New places body[0], body[1] (between them the body) and redo[0], redo[1] (between
 * them what is done before the body is done again). */
void gp_net_loop(struct gp_net *net, uint32_t element, uint32_t from, uint32_t to,
                 uint32_t body[2], uint32_t redo[2]);

/* A new join over n incoming places with empty rows of `before`, GP_NO_ID when memory
 * is short. The rows are sized for the places there are: make all places first. */
uint32_t gp_net_join(struct gp_net *net, size_t n, const uint32_t *in);
void gp_net_leads_to(struct gp_net *net, uint32_t join, size_t i, uint32_t place);

/* Running. A marking is n_places bytes. */
void gp_net_start(const struct gp_net *net, uint8_t *marking);
bool gp_net_is_complete(const struct gp_net *net, const uint8_t *marking);
bool gp_net_enabled(const struct gp_net *net, const uint8_t *marking, uint32_t t);

/* Writes the marking after firing t (which must be enabled) to `after` (may be
 * `marking` itself). False when a place would hold more than `limit` tokens: then it is
 * kept at the limit. limit <= 255. */
bool gp_net_fire(const struct gp_net *net, const uint8_t *marking, uint32_t t,
                 uint8_t *after, unsigned limit);

#endif
