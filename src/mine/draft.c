/* draft.c - see draft.h.
 *
 *   variants -> the usual ones, without rare activities -> tree (discover.c)
 *            -> a bare manual, read back -> judged by the whole log -> practice
 */
#include "mine/draft.h"

#include "base/mem.h"
#include "base/sort.h"
#include "mine/discover/discover.h"
#include "model/read.h"
#include "model/write_manual.h"

#include <string.h>

struct drafting {
    const struct gp_stats *stats;
    struct gp_draft *out;
    uint64_t *cases;    /* [activities] of the cases drawn from that have it */
    uint32_t *last_way; /* [activities] the last way with it */
    uint32_t way_now;
    uint32_t *rank;       /* [activities] label in the draft; GP_NO_ID: left out */
    uint32_t *names_rank; /* [activities] by name */
    struct gp_way *way;
    uint32_t *labels; /* of all ways */
    size_t n_labels;
};

/* ---- which cases ------------------------------------------------------------------- */

static uint64_t closed(const struct gp_variant *v)
{
    return v->count - v->open;
}

/* The most usual variants until enough cases are there. */
static void choose_ways(struct drafting *d)
{
    const struct gp_variants *v = &d->stats->variants;
    struct gp_draft *out = d->out;
    size_t i;

    for (i = 0; i < v->n; i++) {
        out->cases += closed(&v->variant[i]);
        out->ways += closed(&v->variant[i]) != 0;
    }
    for (i = 0; i < v->n && out->cases_used * 100 < out->cases * out->cover; i++)
        if (closed(&v->variant[i]) != 0) {
            out->cases_used += closed(&v->variant[i]);
            out->ways_used++;
            d->n_labels += v->variant[i].length;
        }
}

/* Calls each with every variant drawn from. */
static void each_way(struct drafting *d,
                     void (*each)(struct drafting *, const struct gp_variant *))
{
    const struct gp_variants *v = &d->stats->variants;
    size_t i, n = 0;

    for (i = 0; i < v->n && n < d->out->ways_used; i++)
        if (closed(&v->variant[i]) != 0) {
            each(d, &v->variant[i]);
            n++;
        }
}

/* ---- which activities -------------------------------------------------------------- */

static void count_activities(struct drafting *d, const struct gp_variant *v)
{
    size_t i;

    d->way_now++;
    for (i = 0; i < v->length; i++)
        if (d->last_way[v->path[i]] != d->way_now) {
            d->last_way[v->path[i]] = d->way_now;
            d->cases[v->path[i]] += closed(v);
        }
}

static int by_cases(const void *ctx, const void *a, const void *b)
{
    const struct drafting *d = ctx;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    if (d->cases[x] != d->cases[y])
        return d->cases[x] > d->cases[y] ? -1 : 1;
    return d->names_rank[x] < d->names_rank[y] ? -1 : 1;
}

static bool is_rare(const struct drafting *d, uint32_t activity)
{
    return d->cases[activity] * 400 < d->out->cases_used * (100 - d->out->cover);
}

/* Labels in the order of cases, then names; the rare ones are put aside. */
static bool name_labels(struct drafting *d)
{
    const struct gp_dict *names = &d->stats->log->activities;
    uint32_t *order = gp_array(names->n, sizeof *order);
    struct gp_draft *out = d->out;
    bool good = order != NULL;
    size_t i, cap = 0;

    for (i = 0; good && i < names->n; i++)
        order[i] = (uint32_t)i;
    good = good && gp_sort(order, names->n, sizeof *order, by_cases, d);
    for (i = 0; good && i < names->n && d->cases[order[i]] != 0; i++) {
        if (!is_rare(d, order[i])) {
            d->rank[order[i]] = gp_dict_add(&out->names, gp_dict_name(names, order[i]));
            good = d->rank[order[i]] != GP_NO_ID;
            continue;
        }
        good = gp_reserve(&out->rare, &cap, out->n_rare + 1);
        if (good)
            out->rare[out->n_rare++] =
                (struct gp_draft_rare){order[i], d->cases[order[i]]};
    }
    gp_free(order);
    return good;
}

static bool choose_activities(struct drafting *d)
{
    size_t n = d->stats->log->activities.n, i;

    d->cases = gp_array_zero(n, sizeof *d->cases);
    d->last_way = gp_array_zero(n, sizeof *d->last_way);
    d->rank = gp_array(n, sizeof *d->rank);
    d->names_rank = gp_dict_ranks(&d->stats->log->activities);
    if (d->cases == NULL || d->last_way == NULL || d->rank == NULL ||
        d->names_rank == NULL)
        return false;
    for (i = 0; i < n; i++)
        d->rank[i] = GP_NO_ID;
    each_way(d, count_activities);
    return name_labels(d);
}

/* ---- the tree ---------------------------------------------------------------------- */

static void add_way(struct drafting *d, const struct gp_variant *v)
{
    struct gp_way *way = &d->way[d->out->n_steps++];
    size_t i;

    way->label = d->labels + d->n_labels;
    way->cases = closed(v);
    way->length = 0;
    for (i = 0; i < v->length; i++)
        if (d->rank[v->path[i]] != GP_NO_ID)
            d->labels[d->n_labels + way->length++] = d->rank[v->path[i]];
    d->n_labels += way->length;
}

static enum gp_status draw(struct drafting *d, struct gp_err *err)
{
    struct gp_draft *out = d->out;
    double noise = (100 - out->cover) / 100.0;
    const struct gp_discover_options options = {noise, noise / 2};
    enum gp_status st;

    d->way = gp_array(out->ways_used, sizeof *d->way);
    d->labels = gp_array(d->n_labels, sizeof *d->labels);
    if (d->way == NULL || d->labels == NULL)
        return gp_fail_memory(err);
    d->n_labels = 0;
    each_way(d, add_way);
    st = gp_discover(d->way, out->ways_used, out->names.n, &options, &out->tree, err);
    out->n_steps =
        st == GP_OK ? gp_tree_steps(&out->tree, out->tree.root, SIZE_MAX) : 0;
    return st;
}

/* ---- read back and judged ---------------------------------------------------------- */

static enum gp_status read_back(struct gp_draft *out, struct gp_err *err)
{
    struct gp_text bare = {0};
    const struct gp_manual_page page = {
        .title = gp_slice("Draft"), .tree = &out->tree, .labels = &out->names};
    struct gp_input input = {.name = "draft"};
    const struct gp_read_options options = {.format = "manual"};
    enum gp_status st = gp_manual_write(&page, &bare, err);

    input.bytes = gp_text_slice(&bare);
    if (st == GP_OK)
        st = gp_read_inputs(&input, 1, &options, &out->process, err);
    gp_text_release(&bare);
    if (st == GP_OK)
        gp_practice_ask(out->process, true);
    return st == GP_OK && !gp_process_ok(out->process) ? gp_fail_memory(err) : st;
}

/* The steps of the process read back are those of the tree, in the same order. */
static enum gp_status find_elements(struct gp_draft *out, struct gp_err *err)
{
    size_t n = 0, i;

    out->element = gp_array(out->n_steps, sizeof *out->element);
    out->limit = gp_array(out->n_steps, sizeof *out->limit);
    if (out->element == NULL || out->limit == NULL)
        return gp_fail_memory(err);
    for (i = 0; i < out->process->n_elements; i++) {
        if (out->process->elements[i].label == GP_NO_ID)
            continue;
        if (n < out->n_steps)
            out->element[n] = (uint32_t)i;
        n++;
    }
    if (n != out->n_steps)
        return gp_fail(err, GP_INPUT,
                       "the names of the steps cannot be written as a manual: %zu were "
                       "written, %zu read back",
                       out->n_steps, n);
    for (i = 0; i < n; i++) {
        size_t k = 0;

        while (out->process->limits[k].step != out->element[i])
            k++;
        out->limit[i] = (uint32_t)k;
    }
    return GP_OK;
}

enum gp_status gp_draft_make(const struct gp_stats *stats, unsigned cover,
                             struct gp_draft *out, struct gp_err *err)
{
    struct drafting d = {.stats = stats, .out = out};
    struct gp_judgement_options options = {.now = INT64_MIN};
    enum gp_status st = GP_OK;

    memset(out, 0, sizeof *out);
    out->cover = cover;
    choose_ways(&d);
    if (out->cases == 0)
        return gp_fail(err, GP_INPUT,
                       "no case is closed: there is nothing to draw from");
    if (!choose_activities(&d))
        st = gp_fail_memory(err);
    if (st == GP_OK)
        st = draw(&d, err);
    if (st == GP_OK)
        st = read_back(out, err);
    if (st == GP_OK)
        st = find_elements(out, err);
    if (st == GP_OK)
        st = gp_judge(stats, out->process, &options, &out->judgement, err);
    if (st == GP_OK)
        st = gp_practice_find(&out->judgement, &out->practice, err);
    gp_free(d.cases);
    gp_free(d.last_way);
    gp_free(d.rank);
    gp_free(d.names_rank);
    gp_free(d.way);
    gp_free(d.labels);
    if (st != GP_OK)
        gp_draft_release(out);
    return st;
}

void gp_draft_release(struct gp_draft *d)
{
    gp_practice_release(&d->practice);
    if (d->judgement.process != NULL)
        gp_judgement_release(&d->judgement);
    gp_process_free(d->process);
    gp_tree_release(&d->tree);
    gp_dict_release(&d->names);
    gp_free(d->rare);
    gp_free(d->element);
    gp_free(d->limit);
    memset(d, 0, sizeof *d);
}
