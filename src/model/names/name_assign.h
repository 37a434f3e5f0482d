/* name_assign.h - who gets whom, so that the sum of scores is largest. */
#ifndef GP_MODEL_NAME_ASSIGN_H
#define GP_MODEL_NAME_ASSIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GP_ASSIGN_LIMIT = 500 };

/* partner[i], i < n: the column given to row i, SIZE_MAX: none. score[i * m + k] >= 0;
 * pairs with score 0 are never made. Maximum total (Hungarian method, O(n^2 m)) up to
 * GP_ASSIGN_LIMIT rows and columns, else greedily by score, then by row, then column.
 * False when memory is short. */
bool gp_name_assign(const double *score, size_t n, size_t m, size_t *partner);

#endif
