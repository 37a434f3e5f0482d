/* select_body.h - the loops of select.c over the values themselves, included once for each
 * width. Before: VALUE, the type of a value; SELECT(name), the name of a function for it;
 * and SELECT(sort_few), SELECT(sort_at_once), which sort n values in ascending order, the
 * one at most FEW, the other without memory.
 */

static bool SELECT(select_in)(VALUE *v, size_t n, int64_t low, int64_t high,
                              const struct wanted *w);

/* The values of the groups: first all of them, then each beside its like. Which values are
 * of a group nobody can predict, so that all are written and most at once overwritten.
 * to: room for two of each, and one. */
static void SELECT(gather)(const VALUE *v, size_t n, int64_t low, unsigned shift,
                           const struct group *g, size_t n_groups,
                           const uint8_t *group_of, VALUE *to)
{
    size_t total = g[n_groups - 1].at + g[n_groups - 1].n, next[MOST_RANKS], m = 0, i;
    VALUE *some = to + total;

    for (i = 0; i < n; i++) {
        some[m] = v[i];
        m += group_of[((uint64_t)v[i] - (uint64_t)low) >> shift] != 0;
    }
    for (i = 0; i < n_groups; i++)
        next[i] = g[i].at;
    for (i = 0; i < total; i++) {
        unsigned k = group_of[((uint64_t)some[i] - (uint64_t)low) >> shift];

        to[next[k - 1]++] = some[i];
    }
}

/* Gathers the values of the groups and looks inside each. */
static bool SELECT(select_groups)(const VALUE *v, size_t n, int64_t low, unsigned shift,
                                  struct group *g, size_t n_groups,
                                  const uint8_t *group_of)
{
    size_t total = g[n_groups - 1].at + g[n_groups - 1].n, i;
    VALUE *gathered = gp_array(2 * total + 1, sizeof *gathered);
    bool good = gathered != NULL;

    if (good)
        SELECT(gather)(v, n, low, shift, g, n_groups, group_of, gathered);
    for (i = 0; good && i < n_groups; i++) {
        uint64_t from = (uint64_t)low + ((uint64_t)g[i].part << shift);

        good = SELECT(select_in)(gathered + g[i].at, g[i].n, (int64_t)from,
                                 (int64_t)(from + (((uint64_t)1 << shift) - 1)),
                                 &g[i].wanted);
    }
    gp_free(gathered);
    return good;
}

static bool SELECT(select_in)(VALUE *v, size_t n, int64_t low, int64_t high,
                              const struct wanted *w)
{
    unsigned parts_log = parts_log_for(n), shift = shift_for(low, high, parts_log);
    struct group g[MOST_RANKS]; /* as many as find_groups fills in */
    uint8_t group_of[PARTS];
    uint32_t count[PARTS];
    size_t n_groups, i;

    if (n <= FEW || low == high) {
        if (low != high)
            SELECT(sort_few)(v, n);
        for (i = 0; i < w->n; i++)
            *w->to[i] = low != high ? v[w->rank[i]] : low;
        return true;
    }
    memset(count, 0, sizeof *count << parts_log);
    memset(group_of, 0, sizeof *group_of << parts_log);
    for (i = 0; i < n; i++)
        count[((uint64_t)v[i] - (uint64_t)low) >> shift]++;
    n_groups = find_groups(count, w, g, group_of);
    return SELECT(select_groups)(v, n, low, shift, g, n_groups, group_of);
}

/* No memory: sorting needs none. */
static void SELECT(sort_all)(VALUE *v, size_t n, const struct wanted *w)
{
    size_t i;

    SELECT(sort_at_once)(v, n);
    for (i = 0; i < w->n; i++)
        *w->to[i] = v[w->rank[i]];
}

#undef VALUE
#undef SELECT
