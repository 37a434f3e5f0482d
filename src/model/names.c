/* names.c - see names.h.
 *
 *   mapping file -> identical -> folded -> folded without codes
 *                -> folded, the name within the step's sentence -> scores -> proposals
 *
 * Each level only sees what the levels before have left.
 */
#include "model/names/names_parts.h"

#include "base/mem.h"
#include "base/sort.h"

#include <string.h>

const char *gp_how_name(enum gp_how how)
{
    static const char *const names[] = {
        [GP_HOW_SAME] = "same",      [GP_HOW_FOLDED] = "folded",
        [GP_HOW_MAPPED] = "by hand", [GP_HOW_PROPOSED] = "proposed",
        [GP_HOW_IGNORED] = "ignore", [GP_HOW_NONE] = "none"};

    return names[how];
}

bool gp_matching_add(struct gp_matching *m, const struct gp_name_match *match)
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

bool gp_matching_is_free(const struct gp_matching *m, size_t activity)
{
    return m->out->step_of[activity] == GP_NO_ID && !m->ignored[activity];
}

/* ---- the mapping file ---- */

static enum gp_status unknown_step(struct gp_matching *m,
                                   const struct gp_mapping_row *row)
{
    return gp_fail_at(m->err, GP_USAGE, m->o->mapping->file, row->line,
                      "the document has no step \"%.*s\"",
                      (int)(row->step.len < 200 ? row->step.len : 200), row->step.at);
}

static enum gp_status apply_row(struct gp_matching *m, const struct gp_mapping_row *row)
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
    return gp_matching_add(m, &match) ? GP_OK : gp_fail_memory(m->err);
}

static bool is_named(const struct gp_mapping *mapping, struct gp_slice name, bool step)
{
    size_t i;

    for (i = 0; i < mapping->n; i++)
        if (gp_slice_eq(name, step ? mapping->rows[i].step : mapping->rows[i].activity))
            return true;
    return false;
}

static enum gp_status check_complete(struct gp_matching *m, const struct gp_dict *names,
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

static enum gp_status apply_mapping(struct gp_matching *m)
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

/* ---- the list ---- */

static enum gp_status add_rest(struct gp_matching *m)
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
        ok = listed[i] || gp_matching_add(m, &none);
    }
    for (i = 0; ok && i < m->activities->n; i++) {
        none.step = GP_NO_ID;
        none.activity = (uint32_t)i;
        ok = listed[m->steps->n + i] || gp_matching_add(m, &none);
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

static void count(const struct gp_matching *m)
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
        out->n_activities_without += gp_matching_is_free(m, i);
}

enum gp_status gp_names_match(const struct gp_dict *steps,
                              const struct gp_dict *activities,
                              const struct gp_names_options *options,
                              struct gp_names *out, struct gp_err *err)
{
    static enum gp_status (*const levels[])(struct gp_matching *) = {
        apply_mapping,  gp_match_same,  gp_match_folded, gp_match_stripped,
        gp_match_parts, gp_match_alike, add_rest,
    };
    struct gp_matching m = {
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
    for (i = 0; st == GP_OK && i < sizeof levels / sizeof *levels; i++)
        st = levels[i](&m);
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
