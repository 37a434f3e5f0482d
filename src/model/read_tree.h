/* read_tree.h - process trees (.ptml): blocks of sequence, choice, parallel and loop.
 */
#ifndef GP_MODEL_READ_TREE_H
#define GP_MODEL_READ_TREE_H

#include "model/read.h"

/* manualTask: a step; automaticTask: silent; sequence, xor, and, or, xorLoop (body,
 * redo, exit). The order of children is that of the parentsNode lines. */
gp_reader_fn gp_read_tree;

#endif
