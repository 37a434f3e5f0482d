/* trees.h - process trees for tests: written in one line, or made by chance; and the net
 * of a tree, built the plain way. */
#ifndef GP_TESTS_SUPPORT_TREES_H
#define GP_TESTS_SUPPORT_TREES_H

#include "model/process.h"
#include "model/tree.h"

/* A random tree of at most `steps` leaves, its steps the first so many letters; *seed
 * goes on. */
uint32_t random_tree(struct gp_tree *t, uint64_t *seed, unsigned letters,
                     unsigned steps);

/* A process with the net of the tree, one step named after the letter of its label. */
struct gp_process *process_of_tree(const struct gp_tree *t, uint32_t root);

/* ">(A,X(B,-),*(C,-),+(D,E))": the tree as a line of signs; label 0 is A. */
void tree_line(struct gp_text *out, const struct gp_tree *t, uint32_t node);

#endif
