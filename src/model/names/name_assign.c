/* name_assign.c - see name_assign.h.
 *
 * The Hungarian method with potentials (Kuhn 1955; Jonker & Volgenant's shortest
 * augmenting paths): rows enter one by one, each along the cheapest path of exchanges.
 * The cost of a pair is 1 - score in a square padded with cost 1 (nobody).
 */
#include "model/names/name_assign.h"

#include "base/mem.h"

#include <float.h>

struct hungarian {
    const double *score;
    size_t n, m, size;
    double *u, *v, *least; /* potentials; cheapest way to a column */
    size_t *row, *way;     /* [size + 1] row of a column; column before it */
    bool *used;
};

static double cost(const struct hungarian *h, size_t i, size_t k)
{
    return i <= h->n && k <= h->m ? 1 - h->score[(i - 1) * h->m + k - 1] : 1;
}

/* One step of the path: looks at column k0's row, returns the next column. */
static size_t grow(struct hungarian *h, size_t k0)
{
    size_t i0 = h->row[k0], next = 0, k;
    double delta = DBL_MAX;

    h->used[k0] = true;
    for (k = 1; k <= h->size; k++) {
        double reduced;

        if (h->used[k])
            continue;
        reduced = cost(h, i0, k) - h->u[i0] - h->v[k];
        if (reduced < h->least[k]) {
            h->least[k] = reduced;
            h->way[k] = k0;
        }
        if (h->least[k] < delta) {
            delta = h->least[k];
            next = k;
        }
    }
    for (k = 0; k <= h->size; k++)
        if (h->used[k]) {
            h->u[h->row[k]] += delta;
            h->v[k] -= delta;
        } else {
            h->least[k] -= delta;
        }
    return next;
}

static void enter_row(struct hungarian *h, size_t i)
{
    size_t k0 = 0, k;

    h->row[0] = i;
    for (k = 0; k <= h->size; k++) {
        h->least[k] = DBL_MAX;
        h->used[k] = false;
    }
    do
        k0 = grow(h, k0);
    while (h->row[k0] != 0);
    do {
        size_t before = h->way[k0];

        h->row[k0] = h->row[before];
        k0 = before;
    } while (k0 != 0);
}

static bool hungarian(const double *score, size_t n, size_t m, size_t *partner)
{
    struct hungarian h = {.score = score, .n = n, .m = m, .size = n > m ? n : m};
    size_t i, k;
    bool ok;

    h.u = gp_array_zero(h.size + 1, sizeof *h.u);
    h.v = gp_array_zero(h.size + 1, sizeof *h.v);
    h.least = gp_array_zero(h.size + 1, sizeof *h.least);
    h.row = gp_array_zero(h.size + 1, sizeof *h.row);
    h.way = gp_array_zero(h.size + 1, sizeof *h.way);
    h.used = gp_array_zero(h.size + 1, sizeof *h.used);
    ok = h.u != NULL && h.v != NULL && h.least != NULL && h.row != NULL &&
         h.way != NULL && h.used != NULL;
    for (i = 1; ok && i <= h.size; i++)
        enter_row(&h, i);
    for (k = 1; ok && k <= m; k++)
        if (h.row[k] <= n && h.row[k] > 0 && score[(h.row[k] - 1) * m + k - 1] > 0)
            partner[h.row[k] - 1] = k - 1;
    gp_free(h.u);
    gp_free(h.v);
    gp_free(h.least);
    gp_free(h.row);
    gp_free(h.way);
    gp_free(h.used);
    return ok;
}

/* The best pair of a row and a column that are both free; false: none is worth it. */
static bool best_free(const double *score, size_t n, size_t m, const size_t *partner,
                      const bool *taken, size_t *row, size_t *column)
{
    double best = 0;
    size_t i, k;

    for (i = 0; i < n; i++)
        for (k = 0; partner[i] == SIZE_MAX && k < m; k++)
            if (!taken[k] && score[i * m + k] > best) {
                best = score[i * m + k];
                *row = i;
                *column = k;
            }
    return best > 0;
}

static bool greedy(const double *score, size_t n, size_t m, size_t *partner)
{
    bool *taken = gp_array_zero(m, sizeof *taken);
    size_t row = 0, column = 0;

    if (taken == NULL)
        return false;
    while (best_free(score, n, m, partner, taken, &row, &column)) {
        partner[row] = column;
        taken[column] = true;
    }
    gp_free(taken);
    return true;
}

bool gp_name_assign(const double *score, size_t n, size_t m, size_t *partner)
{
    size_t i;

    for (i = 0; i < n; i++)
        partner[i] = SIZE_MAX;
    if (n == 0 || m == 0)
        return true;
    return n <= GP_ASSIGN_LIMIT && m <= GP_ASSIGN_LIMIT
               ? hungarian(score, n, m, partner)
               : greedy(score, n, m, partner);
}
