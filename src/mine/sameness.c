/* sameness.c - see sameness.h.
 *
 * One pass a dimension: cases counted by value and column, where column k is the k-th
 * most frequent variant and the last column the rest.
 */
#include "mine/sameness.h"

#include "base/sort.h"
#include "base/stats.h"

#include <string.h>

enum { COLUMNS = GP_SAME_VARIANTS + 1, REST = GP_SAME_VARIANTS };
static const double least_expected = 5;

struct miner {
    const struct gp_eventlog *log;
    const struct gp_variants *variants;
    struct gp_sameness *out;
    size_t cap;
};

static uint32_t first_value(const struct gp_eventlog *log, struct gp_ids ids, size_t c)
{
    size_t i;

    for (i = log->first[c]; i < log->first[c + 1]; i++)
        if (gp_id(ids, i) != GP_NO_ID)
            return gp_id(ids, i);
    return GP_NO_ID;
}

/* ---- one value against all others -------------------------------------------------- */

/* Columns in which too few cases are expected on a side join the rest. */
static void merge(uint64_t *a, uint64_t *b)
{
    double na = 0, nb = 0;
    size_t k;

    for (k = 0; k < COLUMNS; k++) {
        na += (double)a[k];
        nb += (double)b[k];
    }
    for (k = 0; k < REST; k++) {
        double column = (double)(a[k] + b[k]), least = na < nb ? na : nb;

        if (column <= 0 || column * least / (na + nb) >= least_expected)
            continue;
        a[REST] += a[k];
        b[REST] += b[k];
        a[k] = b[k] = 0;
    }
}

static double difference(const struct gp_same_stat *s, uint64_t with, uint64_t without)
{
    double d = (double)with / (double)s->cases - (double)without / (double)s->others;

    return d < 0 ? -d : d;
}

static void note_path(struct gp_same_stat *s, uint32_t variant, uint64_t with,
                      uint64_t without)
{
    double d = difference(s, with, without);
    size_t at = s->n_paths, i;

    if (with + without == 0 || d <= 0)
        return;
    while (at > 0 && difference(s, s->path[at - 1].with, s->path[at - 1].without) < d)
        at--;
    if (at == GP_SAME_PATHS)
        return;
    s->n_paths += s->n_paths < GP_SAME_PATHS;
    for (i = s->n_paths - 1; i > at; i--)
        s->path[i] = s->path[i - 1];
    s->path[at] = (struct gp_same_path){variant, with, without};
}

static bool compare(struct miner *m, struct gp_same_stat stat, const uint64_t *count,
                    const uint64_t *all)
{
    uint64_t a[COLUMNS], b[COLUMNS];
    size_t k;

    for (k = 0; k < COLUMNS; k++) {
        a[k] = count[k];
        b[k] = all[k] - count[k];
        stat.cases += a[k];
        stat.others += b[k];
    }
    if (stat.cases < GP_SAME_CASES || stat.others < GP_SAME_CASES)
        return true;
    merge(a, b);
    stat.test = gp_chi_square(a, b, COLUMNS);
    if (stat.test.df == 0)
        return true;
    for (k = 0; k < COLUMNS; k++)
        note_path(&stat, k < REST ? (uint32_t)k : GP_NO_ID, a[k], b[k]);
    if (!gp_reserve(&m->out->stat, &m->cap, m->out->n + 1))
        return false;
    m->out->stat[m->out->n++] = stat;
    return true;
}

static bool dimension(struct miner *m, enum gp_same_kind kind, uint32_t column,
                      struct gp_ids ids, size_t n_values)
{
    uint64_t(*count)[COLUMNS] = gp_array_zero(n_values + 1, sizeof *count);
    uint64_t all[COLUMNS] = {0};
    bool ok = count != NULL;
    size_t c, v;

    for (c = 0; ok && c < m->log->n_cases; c++) {
        uint32_t value = first_value(m->log, ids, c), of = m->variants->of_case[c];
        size_t k = of < REST ? of : REST;

        if (value == GP_NO_ID)
            continue;
        count[value][k]++;
        all[k]++;
    }
    for (v = 0; ok && v < n_values; v++) {
        struct gp_same_stat stat = {.kind = kind, .column = column};

        stat.value = (uint32_t)v;
        ok = compare(m, stat, count[v], all);
    }
    gp_free(count);
    return ok;
}

/* ---- all of them ------------------------------------------------------------------- */

bool gp_same_differs(const struct gp_same_stat *s)
{
    return s->q < 0.05 && s->test.v >= 0.1;
}

static bool correct(struct gp_sameness *s)
{
    double *p = gp_array(s->n, sizeof *p), *q = gp_array(s->n, sizeof *q);
    bool ok = p != NULL && q != NULL;
    size_t i;

    for (i = 0; ok && i < s->n; i++)
        p[i] = s->stat[i].test.p;
    ok = ok && gp_benjamini_hochberg(p, s->n, q);
    for (i = 0; ok && i < s->n; i++)
        s->stat[i].q = q[i];
    gp_free(p);
    gp_free(q);
    return ok;
}

struct gp_slice gp_same_value(const struct gp_eventlog *log,
                              const struct gp_same_stat *s)
{
    return gp_dict_name(s->kind == GP_SAME_RESOURCE ? &log->resources
                        : s->kind == GP_SAME_GROUP  ? &log->groups
                                                    : &log->kept[s->column].values,
                        s->value);
}

static int by_strength(const void *context, const void *a, const void *b)
{
    const struct gp_same_stat *x = a, *y = b;
    const struct gp_eventlog *log = context;

    if ((x->q < 0.05) != (y->q < 0.05))
        return x->q < 0.05 ? -1 : 1;
    if (x->test.v < y->test.v || x->test.v > y->test.v)
        return x->test.v > y->test.v ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return gp_slice_cmp(gp_same_value(log, x), gp_same_value(log, y));
}

enum gp_status gp_sameness_mine(const struct gp_eventlog *log,
                                const struct gp_variants *variants,
                                struct gp_sameness *out, struct gp_err *err)
{
    struct miner m = {log, variants, out, 0};
    bool ok = true;
    size_t k;

    memset(out, 0, sizeof *out);
    if (log->resource.at != NULL)
        ok = dimension(&m, GP_SAME_RESOURCE, GP_NO_ID, log->resource, log->resources.n);
    if (ok && log->group.at != NULL)
        ok = dimension(&m, GP_SAME_GROUP, GP_NO_ID, log->group, log->groups.n);
    for (k = 0; ok && k < log->n_kept; k++)
        ok = dimension(&m, GP_SAME_KEPT, (uint32_t)k, log->kept[k].id,
                       log->kept[k].values.n);
    if (ok &&
        (out->n == 0 || (correct(out) && gp_sort(out->stat, out->n, sizeof *out->stat,
                                                 by_strength, log))))
        return GP_OK;
    gp_sameness_release(out);
    return gp_fail_memory(err);
}

void gp_sameness_release(struct gp_sameness *s)
{
    gp_free(s->stat);
    memset(s, 0, sizeof *s);
}
