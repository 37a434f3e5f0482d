/* proofs.h - the waits behind a figure of causes.h: the longest of each pair of steps and
 * cause, and what the person was doing meanwhile.
 *
 *   contention of B -> C, 9.5 h     case 17 waited 4 h so: line 120 to line 131, while
 *                                   Anya did Q of case 4, line 99
 *
 * Waits are offered one by one, in any order; of each pair and cause the longest stay, of
 * equal ones those whose case id is first. A list holds up to twice as many as are wanted
 * before it is cut, so that an offer costs little.
 */
#ifndef GP_MINE_PROOFS_H
#define GP_MINE_PROOFS_H

#include "mine/waiting/batches.h"

enum gp_wait_cause {
    GP_WAIT_BATCHING,
    GP_WAIT_CONTENTION,
    GP_WAIT_PRIORITISATION,
    GP_WAIT_UNAVAILABILITY,
    GP_WAIT_OUTSIDE,
    GP_WAIT_CAUSES,
};

struct gp_proof {
    uint32_t event;     /* that waited */
    uint32_t trigger;   /* the event that made it possible */
    int64_t amount;     /* us of its wait that have the cause */
    uint32_t meanwhile; /* batching: the event of the batch that became possible last;
                         * contention, prioritisation: the event of the person that filled
                         * most of the wait, of equals the latest; else GP_NO_ID */
    uint32_t others;    /* further events of the person in the wait, of that cause */
};

struct gp_proof_node;
struct gp_proof_list;

struct gp_proofs {
    size_t most;                /* of each pair and cause; 0: none are kept */
    struct gp_proof_list *list; /* [pairs * GP_WAIT_CAUSES] */
    size_t n_lists, lists_cap;
    struct gp_proof_node *node;
    size_t n_nodes, nodes_cap;
    uint32_t free; /* list of nodes without use; GP_NO_ID: none */
    struct gp_proof *scratch;
    size_t scratch_cap;
};

/* What was found out about the log on the way to its causes. */
struct gp_proof_facts {
    const struct gp_eventlog *log;
    const struct gp_enabling *enabling;
    const struct gp_workloads *workloads;
    const struct gp_batches *batches;
};

void gp_proofs_init(struct gp_proofs *p, size_t most);
void gp_proofs_release(struct gp_proofs *p);

/* Event e of that pair waited so long for each cause. False: no memory. */
bool gp_proofs_offer(struct gp_proofs *p, const struct gp_eventlog *log, size_t pair,
                     uint32_t e, const int64_t cause[GP_WAIT_CAUSES]);

/* Appends those of a pair and cause, longest first. False: no memory. */
bool gp_proofs_take(struct gp_proofs *p, const struct gp_eventlog *log, size_t pair,
                    enum gp_wait_cause cause, struct gp_proof **out, size_t *n,
                    size_t *cap);

/* Fills trigger, meanwhile and others; cause: [n] of each. The work before each wait is
 * looked at: at most 10^8 looks in all, beyond which meanwhile stays GP_NO_ID. False: no
 * memory. */
bool gp_proofs_explain(const struct gp_proof_facts *f, struct gp_proof *proof, size_t n,
                       const unsigned char *cause);

#endif
