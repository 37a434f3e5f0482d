/* net_tree.h - a step net as nested blocks, where it can be said so. */
#ifndef GP_MODEL_NET_TREE_H
#define GP_MODEL_NET_TREE_H

#include "model/process.h"
#include "model/tree.h"

/* The only net of p that holds steps becomes a tree with the same runs, as far as that
 * can be seen from its form; whoever needs to be sure compares runs (same_runs.h).
 * Labels and elements of the steps are those of p. GP_INPUT names the steps that are
 * connected in a way no blocks can say, or what no tree can say. Release *out in any
 * case. O(places * transitions) for each block found. */
enum gp_status gp_net_tree(const struct gp_process *p, struct gp_tree *out,
                           struct gp_err *err) GP_MUST_USE;

#endif
