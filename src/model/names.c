/* names.c - see names.h.
 *
 *   mapping file -> identical -> folded -> folded without codes
 *                -> folded, the name within the step's sentence -> scores -> proposals
 *
 * Each level only sees what the levels before have left. Folding groups are found through
 * a dictionary of folded names, so that a large log costs no more than its own names;
 * only what is left over is compared pair by pair.
 */
#include "model/names.h"

#include "base/mem.h"
#include "base/sort.h"
#include "model/name_assign.h"
#include "model/name_fold.h"
#include "model/name_parts.h"
#include "model/name_score.h"

#include <string.h>

#define FLOOR 0.55
enum { MOST_PAIRS = 1000000 }; /* compared; beyond that only equal names are matched */

struct matching {
    const struct gp_dict *steps, *activities;
    const struct gp_names_options *o;
    struct gp_names *out;
    struct gp_text *step, *activity; /* folded names */
    bool *step_done;
    bool *ignored; /* [activities] */
    struct gp_err *err;
};

const char *gp_how_name(enum gp_how how)
{
    static const char *const names[] = {
        [GP_HOW_SAME] = "same",      [GP_HOW_FOLDED] = "folded",
        [GP_HOW_MAPPED] = "by hand", [GP_HOW_PROPOSED] = "proposed",
        [GP_HOW_IGNORED] = "ignore", [GP_HOW_NONE] = "none"};

    return names[how];
}

static struct gp_slice folded(const struct gp_text *t)
{
    return gp_slice_n(gp_text_z(t), t->len);
}

static bool add(struct matching *m, const struct gp_name_match *match)
{
    struct gp_names *out = m->out;

    if (!gp_reserve(&out->matches, &out->cap, out->n + 1))
        return false;
    out->matches[out->n++] = *match;
    if (match->step != GP_NO_ID && match->used)
        m->step_done[match->step] = true;
    if (match->step != GP_NO_ID && match->activity != GP_NO_ID && match->used)
        out->step_of[match->activity] = match->step;
    return true;
}

/* ---- the mapping file ---- */

static enum gp_status unknown_step(struct matching *m, const struct gp_mapping_row *row)
{
    return gp_fail_at(m->err, GP_USAGE, m->o->mapping->file, row->line,
                      "the document has no step \"%.*s\"",
                      (int)(row->step.len < 200 ? row->step.len : 200), row->step.at);
}

static enum gp_status apply_row(struct matching *m, const struct gp_mapping_row *row)
{
    struct gp_name_match match = {.step = GP_NO_ID,
                                  .activity = GP_NO_ID,
                                  .how = row->how,
                                  .used = true,
                                  .owner = row->owner,
                                  .tags = row->tags};

    if (row->step.len > 0) {
        match.step = gp_dict_find(m->steps, row->step);
        if (match.step == GP_NO_ID)
            return unknown_step(m, row);
    }
    if (row->activity.len > 0)
        match.activity = gp_dict_find(m->activities, row->activity);
    if (match.activity != GP_NO_ID && row->how == GP_HOW_IGNORED)
        m->ignored[match.activity] = true;
    if (match.activity == GP_NO_ID ||
        (match.step == GP_NO_ID && row->how != GP_HOW_IGNORED))
        return GP_OK; /* another log's name, or said to have none */
    if (row->how == GP_HOW_IGNORED)
        match.step = GP_NO_ID;
    return add(m, &match) ? GP_OK : gp_fail_memory(m->err);
}

static bool is_named(const struct gp_mapping *mapping, struct gp_slice name, bool step)
{
    size_t i;

    for (i = 0; i < mapping->n; i++)
        if (gp_slice_eq(name, step ? mapping->rows[i].step : mapping->rows[i].activity))
            return true;
    return false;
}

static enum gp_status check_complete(struct matching *m, const struct gp_dict *names,
                                     bool step)
{
    size_t i;

    for (i = 0; i < names->n; i++) {
        struct gp_slice name = gp_dict_name(names, (uint32_t)i);

        if (!is_named(m->o->mapping, name, step))
            return gp_fail_at(
                m->err, GP_USAGE, m->o->mapping->file, 0,
                "the mapping file does not mention the %s \"%.*s\"; add a "
                "line for it",
                step ? "step" : "activity", (int)(name.len < 200 ? name.len : 200),
                name.at);
    }
    return GP_OK;
}

static enum gp_status apply_mapping(struct matching *m)
{
    enum gp_status st = GP_OK;
    size_t i;

    if (m->o->mapping == NULL)
        return GP_OK;
    for (i = 0; st == GP_OK && i < m->o->mapping->n; i++)
        if (!m->o->mapping->rows[i].comment)
            st = apply_row(m, &m->o->mapping->rows[i]);
    if (st == GP_OK && m->o->mapping->complete)
        st = check_complete(m, m->steps, true);
    if (st == GP_OK && m->o->mapping->complete)
        st = check_complete(m, m->activities, false);
    return st;
}

/* ---- equal names ---- */

static bool is_free(const struct matching *m, size_t activity)
{
    return m->out->step_of[activity] == GP_NO_ID && !m->ignored[activity];
}

static enum gp_status match_same(struct matching *m)
{
    uint32_t i;

    for (i = 0; i < m->activities->n; i++) {
        struct gp_name_match match = {.activity = i,
                                      .how = GP_HOW_SAME,
                                      .used = true,
                                      .score = 1,
                                      .similarity = 1};

        if (!is_free(m, i))
            continue;
        match.step = gp_dict_find(m->steps, gp_dict_name(m->activities, i));
        if (match.step != GP_NO_ID && !add(m, &match))
            return gp_fail_memory(m->err);
    }
    return GP_OK;
}

/* Folds the names; strip: without codes and suffixes. */
static bool fold_all(const struct gp_dict *names, struct gp_text *out, bool strip)
{
    size_t i;

    for (i = 0; i < names->n; i++) {
        struct gp_slice name = gp_dict_name(names, (uint32_t)i);

        gp_text_clear(&out[i]);
        if (!gp_name_fold(strip ? gp_name_strip(name) : name, &out[i]))
            return false;
    }
    return true;
}

/* Activities that fold to the same text as a step. A step that has found its activity
 * takes further ones too (they are marked shared). */
static enum gp_status match_folded(struct matching *m, bool strip)
{
    struct gp_dict keys = {0};
    uint32_t *first = gp_array(m->steps->n, sizeof *first), i;
    enum gp_status st = first != NULL && fold_all(m->steps, m->step, strip) &&
                                fold_all(m->activities, m->activity, strip)
                            ? GP_OK
                            : gp_fail_memory(m->err);

    for (i = 0; st == GP_OK && i < m->steps->n; i++) {
        size_t known = keys.n;
        uint32_t key = gp_dict_add(&keys, folded(&m->step[i]));

        if (key == GP_NO_ID)
            st = gp_fail_memory(m->err);
        else if (keys.n > known || (m->step_done[first[key]] && !m->step_done[i]))
            first[key] = i; /* of equal steps, one that has nothing yet */
    }
    for (i = 0; st == GP_OK && i < m->activities->n; i++) {
        struct gp_name_match match = {.activity = i,
                                      .how = GP_HOW_FOLDED,
                                      .used = true,
                                      .stripped = strip,
                                      .score = 1,
                                      .similarity = 1};
        uint32_t key = gp_dict_find(&keys, folded(&m->activity[i]));

        if (!is_free(m, i) || key == GP_NO_ID || m->activity[i].len == 0)
            continue;
        match.step = first[key];
        match.shared = m->step_done[match.step];
        if (strip && match.shared)
            continue; /* a bare name next to its coded twin: not the same thing */
        if (!add(m, &match))
            st = gp_fail_memory(m->err);
    }
    gp_dict_release(&keys);
    gp_free(first);
    return st;
}

/* ---- names within the sentence of a step ---- */

enum { MOST_CHOICES = 8 };

/* The free activity that folds to the same as name, or GP_NO_ID. */
static bool free_activity(const struct matching *m, const struct gp_dict *keys,
                          const uint32_t *of, struct gp_slice name, uint32_t *found)
{
    struct gp_text t = {0};
    bool good = gp_name_fold(name, &t);
    uint32_t key = good && t.len != 0 ? gp_dict_find(keys, folded(&t)) : GP_NO_ID;

    *found = key != GP_NO_ID && is_free(m, of[key]) ? of[key] : GP_NO_ID;
    gp_text_release(&t);
    return good;
}

/* "New: the desk records it", "Closed Won / Closed Lost": the words before an explanation,
 * or each of several names, are activities. All of them, or none. */
static enum gp_status match_within(struct matching *m, uint32_t step,
                                   const struct gp_dict *keys, const uint32_t *of)
{
    struct gp_slice name = gp_dict_name(m->steps, step), part[MOST_CHOICES];
    uint32_t activity[MOST_CHOICES];
    size_t n = gp_name_choices(name, part, MOST_CHOICES), i;

    if (n == 0) {
        part[0] = gp_name_head(name);
        n = part[0].len != 0;
    }
    for (i = 0; i < n; i++) {
        if (!free_activity(m, keys, of, part[i], &activity[i]))
            return gp_fail_memory(m->err);
        if (activity[i] == GP_NO_ID)
            return GP_OK;
    }
    for (i = 0; i < n; i++) {
        struct gp_name_match match = {.step = step,
                                      .activity = activity[i],
                                      .how = GP_HOW_FOLDED,
                                      .used = true,
                                      .stripped = true,
                                      .score = 1,
                                      .similarity = 1};

        if (is_free(m, activity[i]) && !add(m, &match))
            return gp_fail_memory(m->err);
    }
    return GP_OK;
}

static enum gp_status match_parts(struct matching *m)
{
    struct gp_dict keys = {0};
    uint32_t *of = gp_array(m->activities->n, sizeof *of), i;
    enum gp_status st = of != NULL && fold_all(m->activities, m->activity, false)
                            ? GP_OK
                            : gp_fail_memory(m->err);

    for (i = 0; st == GP_OK && i < m->activities->n; i++) {
        uint32_t key =
            is_free(m, i) ? gp_dict_add(&keys, folded(&m->activity[i])) : GP_NO_ID;

        if (is_free(m, i) && key == GP_NO_ID)
            st = gp_fail_memory(m->err);
        else if (is_free(m, i))
            of[key] = i;
    }
    for (i = 0; st == GP_OK && i < m->steps->n; i++)
        if (!m->step_done[i])
            st = match_within(m, i, &keys, of);
    gp_dict_release(&keys);
    gp_free(of);
    return st;
}

/* ---- proposals ---- */

/* Half of 0.1 for each side on which the neighbours are matched with each other. */
static double bonus(const struct matching *m, uint32_t step, uint32_t activity)
{
    double b = 0;
    uint32_t x, y;

    if (m->o->step_before == NULL || m->o->step_after == NULL ||
        m->o->activity_before == NULL || m->o->activity_after == NULL)
        return 0;
    x = m->o->step_before[step];
    y = m->o->activity_before[activity];
    b += x != GP_NO_ID && y != GP_NO_ID && m->out->step_of[y] == x ? 0.05 : 0;
    x = m->o->step_after[step];
    y = m->o->activity_after[activity];
    b += x != GP_NO_ID && y != GP_NO_ID && m->out->step_of[y] == x ? 0.05 : 0;
    return b;
}

struct candidates {
    uint32_t *step, *activity; /* what is left over */
    size_t n, m;
    double *score, *similarity, *place;
    size_t *partner;
};

static void score_all(const struct matching *m, struct candidates *c)
{
    double floor = m->o->floor > 0 ? m->o->floor : FLOOR;
    size_t i, k;

    for (i = 0; i < c->n; i++)
        for (k = 0; k < c->m; k++) {
            size_t at = i * c->m + k;
            double s = gp_name_score(folded(&m->step[c->step[i]]),
                                     folded(&m->activity[c->activity[k]]));

            c->similarity[at] = s;
            c->place[at] = s > 0 ? bonus(m, c->step[i], c->activity[k]) : 0;
            s += c->place[at];
            c->score[at] = s >= floor ? (s < 1 ? s : 1) : 0;
        }
}

static enum gp_status add_proposals(struct matching *m, const struct candidates *c)
{
    size_t i;

    for (i = 0; i < c->n; i++) {
        size_t k = c->partner[i], at = i * c->m + k;
        struct gp_name_match match = {.step = c->step[i], .how = GP_HOW_PROPOSED};

        if (k == SIZE_MAX)
            continue;
        match.activity = c->activity[k];
        match.score = c->score[at];
        match.similarity = c->similarity[at];
        match.bonus = c->place[at];
        match.used = m->o->accept > 0 && match.score >= m->o->accept;
        if (!add(m, &match))
            return gp_fail_memory(m->err);
    }
    return GP_OK;
}

static enum gp_status propose(struct matching *m)
{
    struct candidates c = {0};
    enum gp_status st = GP_OK;
    uint32_t i;

    c.step = gp_array(m->steps->n, sizeof *c.step);
    c.activity = gp_array(m->activities->n, sizeof *c.activity);
    for (i = 0; c.step != NULL && i < m->steps->n; i++)
        if (!m->step_done[i])
            c.step[c.n++] = i;
    for (i = 0; c.activity != NULL && i < m->activities->n; i++)
        if (is_free(m, i))
            c.activity[c.m++] = i;
    if (c.n > 0 && c.m > MOST_PAIRS / c.n)
        c.n = c.m = 0;
    c.score = gp_array(c.n * c.m, sizeof *c.score);
    c.similarity = gp_array(c.n * c.m, sizeof *c.similarity);
    c.place = gp_array(c.n * c.m, sizeof *c.place);
    c.partner = gp_array(c.n, sizeof *c.partner);
    if (c.step == NULL || c.activity == NULL || c.score == NULL ||
        c.similarity == NULL || c.place == NULL || c.partner == NULL)
        st = gp_fail_memory(m->err);
    if (st == GP_OK) {
        score_all(m, &c);
        st = gp_name_assign(c.score, c.n, c.m, c.partner) ? add_proposals(m, &c)
                                                          : gp_fail_memory(m->err);
    }
    gp_free(c.step);
    gp_free(c.activity);
    gp_free(c.score);
    gp_free(c.similarity);
    gp_free(c.place);
    gp_free(c.partner);
    return st;
}

/* ---- the list ---- */

static enum gp_status add_rest(struct matching *m)
{
    struct gp_name_match none = {.how = GP_HOW_NONE};
    bool *listed = gp_array_zero(m->steps->n + m->activities->n, sizeof *listed);
    size_t i, known = m->out->n;
    bool ok = listed != NULL;

    for (i = 0; ok && i < known; i++) {
        const struct gp_name_match *x = &m->out->matches[i];

        if (x->step != GP_NO_ID)
            listed[x->step] = true;
        if (x->activity != GP_NO_ID)
            listed[m->steps->n + x->activity] = true;
    }
    for (i = 0; ok && i < m->steps->n; i++) {
        none.step = (uint32_t)i;
        none.activity = GP_NO_ID;
        ok = listed[i] || add(m, &none);
    }
    for (i = 0; ok && i < m->activities->n; i++) {
        none.step = GP_NO_ID;
        none.activity = (uint32_t)i;
        ok = listed[m->steps->n + i] || add(m, &none);
    }
    gp_free(listed);
    return ok ? GP_OK : gp_fail_memory(m->err);
}

static int by_step(const void *ctx, const void *a, const void *b)
{
    const struct gp_name_match *x = a, *y = b;
    const struct gp_dict *activities = ctx;

    if (x->step != y->step)
        return x->step < y->step ? -1 : 1;
    return gp_slice_cmp(gp_dict_name(activities, x->activity),
                        gp_dict_name(activities, y->activity));
}

/* By step, steps without activity in their place, activities left over at the end; by
 * name, not by first appearance in the log. */
static bool sort_matches(struct gp_names *out, const struct gp_dict *activities)
{
    size_t i;

    if (!gp_sort(out->matches, out->n, sizeof *out->matches, by_step, activities))
        return false;
    for (i = 0; i < out->n; i++) {
        struct gp_name_match *x = &out->matches[i];

        x->shared = x->shared ||
                    (x->step != GP_NO_ID && ((i > 0 && x[-1].step == x->step) ||
                                             (i + 1 < out->n && x[1].step == x->step)));
    }
    return true;
}

static void count(const struct matching *m)
{
    struct gp_names *out = m->out;
    size_t i;

    for (i = 0; i < out->n; i++) {
        out->n_used += out->matches[i].used && out->matches[i].step != GP_NO_ID;
        out->n_proposed += out->matches[i].how == GP_HOW_PROPOSED;
    }
    for (i = 0; i < m->steps->n; i++)
        out->n_steps_without += !m->step_done[i];
    for (i = 0; i < m->activities->n; i++)
        out->n_activities_without += is_free(m, i);
}

enum gp_status gp_names_match(const struct gp_dict *steps,
                              const struct gp_dict *activities,
                              const struct gp_names_options *options,
                              struct gp_names *out, struct gp_err *err)
{
    struct matching m = {
        .steps = steps, .activities = activities, .o = options, .out = out, .err = err};
    enum gp_status st = GP_OK;
    size_t i;

    memset(out, 0, sizeof *out);
    out->step_of = gp_array(activities->n, sizeof *out->step_of);
    m.step = gp_array_zero(steps->n, sizeof *m.step);
    m.activity = gp_array_zero(activities->n, sizeof *m.activity);
    m.step_done = gp_array_zero(steps->n, sizeof *m.step_done);
    m.ignored = gp_array_zero(activities->n, sizeof *m.ignored);
    if (out->step_of == NULL || m.step == NULL || m.activity == NULL ||
        m.step_done == NULL || m.ignored == NULL)
        st = gp_fail_memory(err);
    for (i = 0; st == GP_OK && i < activities->n; i++)
        out->step_of[i] = GP_NO_ID;
    if (st == GP_OK)
        st = apply_mapping(&m);
    if (st == GP_OK)
        st = match_same(&m);
    if (st == GP_OK)
        st = match_folded(&m, false);
    if (st == GP_OK)
        st = match_folded(&m, true);
    if (st == GP_OK)
        st = match_parts(&m);
    if (st == GP_OK)
        st = propose(&m);
    if (st == GP_OK)
        st = add_rest(&m);
    if (st == GP_OK && !sort_matches(out, activities))
        st = gp_fail_memory(err);
    if (st == GP_OK)
        count(&m);
    for (i = 0; m.step != NULL && i < steps->n; i++)
        gp_text_release(&m.step[i]);
    for (i = 0; m.activity != NULL && i < activities->n; i++)
        gp_text_release(&m.activity[i]);
    gp_free(m.step);
    gp_free(m.activity);
    gp_free(m.step_done);
    gp_free(m.ignored);
    if (st != GP_OK)
        gp_names_release(out);
    return st;
}

void gp_names_release(struct gp_names *n)
{
    gp_free(n->matches);
    gp_free(n->step_of);
    memset(n, 0, sizeof *n);
}
