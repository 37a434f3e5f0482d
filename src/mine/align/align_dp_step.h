/* align_dp_step.h - one event further, for cells of type CELL; included by align_dp.c
 * once for 16 bits and once for 32, and by nobody else.
 *
 * A state that did not improve cannot improve others, as the row before was closed; so
 * only the marked ones are looked at, in order of their places. Edges lead to later
 * places, except in loops: those start another sweep.
 */
static void NAMED(close_row)(struct gp_dp *d, CELL *row, size_t word)
{
    size_t again = d->words;

    while (true) {
        uint32_t s;
        size_t e;

        while (word < d->words && d->improved[word] == 0)
            word++;
        if (word == d->words && again == d->words)
            return;
        if (word == d->words) {
            word = again;
            again = d->words;
            continue;
        }
        s = (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(d->improved[word]);
        d->improved[word] &= d->improved[word] - 1;
        for (e = d->row[s]; e < d->row[s + 1]; e++) {
            size_t to = d->edge[e].to, to_word = to / 64;
            int32_t value = row[s] + (int32_t)d->edge[e].cost, old = row[to];
            bool better = value < old; /* as likely as not: no branch on it */

            row[to] = (CELL)(better ? value : old);
            d->improved[to_word] |= (uint64_t)better << (to % 64);
            again = (better & (to_word < word) & (to_word < again)) ? to_word : again;
        }
    }
}

/* Row k + 1 from row k and the event between. */
static void NAMED(step)(struct gp_dp *d, CELL *cells, size_t k, uint32_t label)
{
    const size_t *of_label = d->g->states->label_row;
    const CELL *before = cells + k * d->n_states;
    CELL *row = cells + (k + 1) * d->n_states;
    int32_t cost = (int32_t)d->g->log_cost[label];
    size_t e, first = d->words;

    memcpy(row, before, d->n_states * sizeof *row);
    d->offset[k + 1] = d->offset[k] + cost;
    for (e = of_label[label]; e < of_label[label + 1]; e++) {
        int32_t value = before[d->match[e].from] - cost;
        uint32_t to = d->match[e].to;

        if (value >= row[to])
            continue;
        row[to] = (CELL)value;
        d->improved[to / 64] |= UINT64_C(1) << (to % 64);
        first = to / 64 < first ? to / 64 : first;
    }
    NAMED(close_row)(d, row, first);
}

static void NAMED(begin)(struct gp_dp *d, CELL *cells)
{
    size_t s;

    for (s = 0; s < d->n_states; s++)
        cells[d->place[s]] = (CELL)d->g->from_start[s];
}
