/* discover.c - see discover.h.
 *
 *   ways -> who follows whom -> a cut -> the ways split along it -> each part the same
 *
 *   A B C, A C B   sequence {A} | {B, C}; below it parallel {B} | {C}
 *
 * A cut is looked for among all that was seen, then among less and less of what is rare.
 * Where there is none, cases that begin again become a loop; and else the steps are put
 * in the order in which they usually come, each optional or repeated as it usually is:
 * the main road, where others allow everything.
 */
#include "mine/discover/discover.h"

#include "base/mem.h"
#include "mine/discover/discover_cut.h"
#include "mine/discover/discover_ways.h"

#include <string.h>

enum { MOST_DEPTH = 200 };

struct discovering {
    const struct gp_discover_options *options;
    struct gp_tree *tree;
    size_t n_labels;
    uint32_t *local; /* [n_labels] scratch: number within a part, GP_NO_ID: not there */
    unsigned depth;
};

static uint32_t discover(struct discovering *d, const struct gp_ways *w);

/* Numbers of the labels that occur, ascending; GP_NO_ID for others. *k: how many. */
static void number_labels(struct discovering *d, const struct gp_ways *w, size_t *k)
{
    size_t i, at;

    *k = 0;
    for (i = 0; i < d->n_labels; i++)
        d->local[i] = GP_NO_ID;
    for (i = 0; i < w->paths.n; i++)
        for (at = 0; at < gp_way_length(w, i); at++)
            d->local[gp_way_label(w, i, at)] = 0;
    for (i = 0; i < d->n_labels; i++)
        if (d->local[i] != GP_NO_ID)
            d->local[i] = (uint32_t)(*k)++;
}

/* ---- who follows whom -------------------------------------------------------------- */

static void count_follows(const struct discovering *d, const struct gp_ways *w,
                          struct gp_follows *f)
{
    size_t i, at;

    for (i = 0; i < w->paths.n; i++) {
        size_t length = gp_way_length(w, i);

        if (length == 0)
            continue;
        f->start[d->local[gp_way_label(w, i, 0)]] += w->cases[i];
        f->end[d->local[gp_way_label(w, i, length - 1)]] += w->cases[i];
        for (at = 0; at + 1 < length; at++)
            f->count[d->local[gp_way_label(w, i, at)] * f->k +
                     d->local[gp_way_label(w, i, at + 1)]] += w->cases[i];
    }
}

/* Looks for a cut where what is rarer than each level (in noise) is overlooked, the
 * lowest level first. part: [n_labels]. */
static bool find_cut(struct discovering *d, const struct gp_ways *w,
                     const double *level, size_t n_levels, enum gp_tree_kind *kind,
                     uint32_t *part, size_t *n)
{
    struct gp_follows f;
    size_t k, i;
    uint32_t *local_part;
    bool good;

    number_labels(d, w, &k);
    local_part = gp_array(k, sizeof *local_part);
    good = gp_follows_new(&f, k) && local_part != NULL;
    *kind = GP_TREE_SILENT;
    if (good)
        count_follows(d, w, &f);
    for (i = 0; good && *kind == GP_TREE_SILENT && i < n_levels; i++) {
        gp_follows_filter(&f, level[i] * d->options->noise);
        *kind = gp_follows_cut(&f, local_part, n);
    }
    for (i = 0; good && *kind != GP_TREE_SILENT && i < d->n_labels; i++)
        part[i] = d->local[i] != GP_NO_ID ? local_part[d->local[i]] : GP_NO_ID;
    gp_follows_release(&f);
    gp_free(local_part);
    return good;
}

/* ---- the tree of a part ------------------------------------------------------------ */

static uint32_t join_parts(struct discovering *d, enum gp_tree_kind kind,
                           const uint32_t *node, size_t n)
{
    uint32_t all = node[0], redo;
    size_t i;

    if (kind != GP_TREE_LOOP) {
        for (i = 1; i < n; i++)
            all = gp_tree_pair(d->tree, kind, all, node[i]);
        return all;
    }
    for (redo = node[1], i = 2; i < n; i++)
        redo = gp_tree_pair(d->tree, GP_TREE_CHOICE, redo, node[i]);
    return gp_tree_loop(d->tree, all, redo);
}

static bool is_share(const struct discovering *d, uint64_t part, uint64_t all)
{
    return part > 0 && (double)part >= d->options->skip * (double)all;
}

/* One part of a sequence after the other. Cases that stop between two of them make all
 * the rest optional, not each of its parts. */
static uint32_t along_sequence(struct discovering *d, const struct gp_ways *w,
                               const uint32_t *part, uint32_t at, size_t n)
{
    struct gp_ways into[2] = {0}, doing = {0};
    uint32_t *side, node = GP_NO_ID, rest = GP_NO_ID;
    uint64_t without;
    bool good;
    size_t i;

    if (at + 1 == n)
        return discover(d, w);
    side = gp_array(d->n_labels, sizeof *side);
    good = side != NULL;
    for (i = 0; good && i < d->n_labels; i++)
        side[i] = part[i] == GP_NO_ID ? GP_NO_ID : part[i] > at;
    good = good && gp_ways_split(w, GP_TREE_SEQUENCE, side, into, 2);
    if (good) {
        without = gp_ways_doing(&into[1], &doing);
        node = discover(d, &into[0]);
        if (!is_share(d, without, gp_ways_cases(&into[1])) || at + 2 == n) {
            rest = along_sequence(d, &into[1], part, at + 1, n);
        } else {
            rest = along_sequence(d, &doing, part, at + 1, n);
            if (rest != GP_NO_ID)
                rest = gp_tree_pair(d->tree, GP_TREE_CHOICE, rest,
                                    gp_tree_silent(d->tree));
        }
        node = gp_tree_pair(d->tree, GP_TREE_SEQUENCE, node, rest);
    }
    d->tree->failed = d->tree->failed || !good || doing.failed;
    gp_ways_release(&into[0]);
    gp_ways_release(&into[1]);
    gp_ways_release(&doing);
    gp_free(side);
    return node;
}

static uint32_t along_cut(struct discovering *d, const struct gp_ways *w,
                          enum gp_tree_kind kind, const uint32_t *part, size_t n)
{
    struct gp_ways *into = gp_array_zero(n, sizeof *into);
    uint32_t *node = gp_array(n, sizeof *node), all = GP_NO_ID;
    bool good = into != NULL && node != NULL && gp_ways_split(w, kind, part, into, n);
    size_t i;

    for (i = 0; good && i < n; i++) {
        node[i] = discover(d, &into[i]);
        good = node[i] != GP_NO_ID;
    }
    if (good)
        all = join_parts(d, kind, node, n);
    for (i = 0; into != NULL && i < n; i++)
        gp_ways_release(&into[i]);
    gp_free(into);
    gp_free(node);
    return all;
}

/* A step by itself: optional, repeated, both or just a step. */
static uint32_t one_step(struct discovering *d, uint32_t label, uint64_t without,
                         uint64_t again, uint64_t all)
{
    uint32_t node = gp_tree_step(d->tree, label, GP_NO_ID);

    if (is_share(d, again, all - without))
        node = gp_tree_loop(d->tree, node, gp_tree_silent(d->tree));
    if (is_share(d, without, all))
        node = gp_tree_pair(d->tree, GP_TREE_CHOICE, node, gp_tree_silent(d->tree));
    return node;
}

/* How a label stands in the ways of a part. */
struct standing {
    uint32_t label;
    uint64_t with, again; /* cases */
    double place;         /* mean share of the way before its first event */
};

static void stand(const struct gp_ways *w, struct standing *s)
{
    size_t i, at;

    for (i = 0; i < w->paths.n; i++) {
        size_t length = gp_way_length(w, i), times = 0, first = 0;

        for (at = 0; at < length; at++)
            if (gp_way_label(w, i, at) == s->label && times++ == 0)
                first = at;
        s->with += times > 0 ? w->cases[i] : 0;
        s->again += times > 1 ? w->cases[i] : 0;
        if (times > 0)
            s->place += (double)w->cases[i] * (double)first / (double)length;
    }
    if (s->with > 0)
        s->place /= (double)s->with;
}

/* The steps in the order in which they usually come. */
static uint32_t main_road(struct discovering *d, const struct gp_ways *w)
{
    struct standing *s = gp_array_zero(d->n_labels, sizeof *s), moving;
    uint64_t all = gp_ways_cases(w);
    uint32_t node = s != NULL ? gp_tree_silent(d->tree) : GP_NO_ID;
    size_t n = 0, i, j;

    number_labels(d, w, &n);
    for (n = 0, i = 0; s != NULL && i < d->n_labels; i++)
        if (d->local[i] != GP_NO_ID) {
            s[n].label = (uint32_t)i;
            stand(w, &s[n++]);
        }
    for (i = 1; i < n; i++) { /* stable: equal places keep the order of labels */
        moving = s[i];
        for (j = i; j > 0 && s[j - 1].place > moving.place; j--)
            s[j] = s[j - 1];
        s[j] = moving;
    }
    for (i = 0; i < n && node != GP_NO_ID; i++)
        node = gp_tree_pair(d->tree, GP_TREE_SEQUENCE, node,
                            one_step(d, s[i].label, all - s[i].with, s[i].again, all));
    gp_free(s);
    return node;
}

static bool holds(const uint32_t *label, size_t n, uint32_t wanted)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (label[i] == wanted)
            return true;
    return false;
}

/* Cuts ways where an end is followed by a start that came before: the cases that begin
 * again. *cuts: how many cuts were made, in cases; 0 when next to nothing is left between
 * two cuts, since a loop around single steps would allow everything. */
static bool cut_again(const struct gp_ways *w, const bool *starts, const bool *ends,
                      struct gp_ways *into, uint64_t *cuts)
{
    uint32_t *label = gp_array(gp_ways_longest(w), sizeof *label);
    uint64_t events = 0, pieces = 0;
    uint32_t next;
    size_t i, at, n;

    *cuts = 0;
    for (i = 0; label != NULL && i < w->paths.n; i++) {
        size_t length = gp_way_length(w, i);

        for (n = 0, at = 0; at < length; at++) {
            label[n++] = gp_way_label(w, i, at);
            next = at + 1 < length ? gp_way_label(w, i, at + 1) : 0;
            if (at + 1 < length &&
                !(ends[label[n - 1]] && starts[next] && holds(label, n, next)))
                continue;
            gp_ways_add(into, label, n, w->cases[i]);
            *cuts += at + 1 < length ? w->cases[i] : 0;
            events += n * w->cases[i];
            pieces += w->cases[i];
            n = 0;
        }
    }
    if (events < 2 * pieces)
        *cuts = 0;
    gp_free(label);
    return label != NULL && !into->failed;
}

/* Labels with which a usual share of the ways begin, or end. */
static bool usual_borders(const struct discovering *d, const struct gp_ways *w,
                          bool first, bool *is_border)
{
    uint64_t *count = gp_array_zero(d->n_labels, sizeof *count), most = 0;
    size_t i;

    for (i = 0; count != NULL && i < w->paths.n; i++)
        count[gp_way_label(w, i, first ? 0 : gp_way_length(w, i) - 1)] += w->cases[i];
    for (i = 0; count != NULL && i < d->n_labels; i++)
        most = count[i] > most ? count[i] : most;
    for (i = 0; count != NULL && i < d->n_labels; i++)
        is_border[i] =
            count[i] > 0 && (double)count[i] >= d->options->noise * (double)most;
    gp_free(count);
    return count != NULL;
}

/* Do cases go through all of it several times? Then a loop around one time; GP_NO_ID:
 * they do not. */
static uint32_t again(struct discovering *d, const struct gp_ways *w)
{
    bool *starts = gp_array_zero(d->n_labels, sizeof *starts);
    bool *ends = gp_array_zero(d->n_labels, sizeof *ends);
    struct gp_ways once = {0};
    uint64_t cuts = 0;
    uint32_t node = GP_NO_ID;
    bool good = starts != NULL && ends != NULL && usual_borders(d, w, true, starts) &&
                usual_borders(d, w, false, ends) &&
                cut_again(w, starts, ends, &once, &cuts);

    if (good && is_share(d, cuts, gp_ways_cases(w)))
        node = gp_tree_loop(d->tree, discover(d, &once), gp_tree_silent(d->tree));
    d->tree->failed = d->tree->failed || !good;
    gp_ways_release(&once);
    gp_free(starts);
    gp_free(ends);
    return node;
}

static uint32_t along(struct discovering *d, const struct gp_ways *w,
                      enum gp_tree_kind kind, const uint32_t *part, size_t n)
{
    return kind == GP_TREE_SEQUENCE ? along_sequence(d, w, part, 0, n)
                                    : along_cut(d, w, kind, part, n);
}

/* Ways that all do something, of at least two labels. */
static uint32_t discover_block(struct discovering *d, const struct gp_ways *w)
{
    static const double seen[] = {0}, overlooked[] = {0.5, 1, 1.5, 2, 3};
    uint32_t *part = gp_array(d->n_labels, sizeof *part), node = GP_NO_ID;
    enum gp_tree_kind kind = GP_TREE_SILENT;
    size_t n = 0;

    if (part == NULL || !find_cut(d, w, seen, 1, &kind, part, &n)) {
        d->tree->failed = true;
    } else if (d->depth >= MOST_DEPTH) {
        node = main_road(d, w);
    } else if (kind != GP_TREE_SILENT) {
        node = along(d, w, kind, part, n);
    } else {
        node = again(d, w);
        if (node == GP_NO_ID && !d->tree->failed) {
            if (!find_cut(d, w, overlooked, 5, &kind, part, &n))
                d->tree->failed = true;
            else if (kind != GP_TREE_SILENT)
                node = along(d, w, kind, part, n);
            else
                node = main_road(d, w);
        }
    }
    gp_free(part);
    return node;
}

/* Splits off the cases that do nothing here. */
static uint32_t discover(struct discovering *d, const struct gp_ways *w)
{
    struct standing s = {.label = GP_NO_ID};
    struct gp_ways doing = {0};
    uint64_t all = gp_ways_cases(w), without;
    uint32_t node;
    size_t k, i;

    d->depth++;
    number_labels(d, w, &k);
    without = gp_ways_doing(w, &doing);
    for (i = 0; i < d->n_labels && s.label == GP_NO_ID; i++)
        if (d->local[i] != GP_NO_ID)
            s.label = (uint32_t)i;
    if (k == 0) {
        node = gp_tree_silent(d->tree);
    } else if (k == 1) {
        stand(w, &s);
        node = one_step(d, s.label, without, s.again, all);
    } else {
        node = discover_block(d, &doing);
        if (is_share(d, without, all))
            node = gp_tree_pair(d->tree, GP_TREE_CHOICE, node, gp_tree_silent(d->tree));
    }
    d->tree->failed = d->tree->failed || doing.failed;
    gp_ways_release(&doing);
    d->depth--;
    return node;
}

/* ---- all of it --------------------------------------------------------------------- */

/* In the order in which steps are written: that of the tree. */
static void number_steps(struct gp_tree *t, uint32_t node, uint32_t *next)
{
    size_t i;

    if (t->node[node].kind == GP_TREE_STEP)
        t->node[node].element = (*next)++;
    for (i = 0; i < t->node[node].n; i++)
        number_steps(t, t->node[node].child[i], next);
}

enum gp_status gp_discover(const struct gp_way *ways, size_t n, size_t n_labels,
                           const struct gp_discover_options *options,
                           struct gp_tree *out, struct gp_err *err)
{
    struct discovering d = {.options = options, .tree = out, .n_labels = n_labels};
    struct gp_ways w = {0};
    uint32_t next = 0;
    size_t i;

    memset(out, 0, sizeof *out);
    out->root = GP_NO_ID;
    d.local = gp_array(n_labels, sizeof *d.local);
    for (i = 0; i < n; i++)
        gp_ways_add(&w, ways[i].label, ways[i].length, ways[i].cases);
    if (d.local != NULL && !w.failed)
        out->root = discover(&d, &w);
    if (out->root != GP_NO_ID && !out->failed)
        number_steps(out, out->root, &next);
    gp_ways_release(&w);
    gp_free(d.local);
    return out->root != GP_NO_ID && !out->failed ? GP_OK : gp_fail_memory(err);
}
