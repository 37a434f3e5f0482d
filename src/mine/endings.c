/* endings.c - see endings.h. */
#include "mine/endings.h"

#include "base/mem.h"

#include <string.h>

/* States that reach `complete` by silent steps alone, and states with a visible step
 * still ahead. */
static bool mark_states(const struct gp_states *s, bool *done, bool *ahead)
{
    bool changed = true;
    uint32_t v;
    size_t e;

    done[s->complete] = true;
    while (changed) {
        changed = false;
        for (v = s->n_states; v-- > 0;)
            for (e = s->row[v]; e < s->row[v + 1]; e++) {
                const struct gp_edge *edge = &s->edges[e];
                bool d = edge->label == GP_NO_ID && done[edge->to];
                bool a = edge->label != GP_NO_ID || ahead[edge->to];

                changed = changed || (d && !done[v]) || (a && !ahead[v]);
                done[v] = done[v] || d;
                ahead[v] = ahead[v] || a;
            }
    }
    return true;
}

static bool find_in_document(const struct gp_states *s, struct gp_endings *out)
{
    bool *done = gp_array_zero(s->n_states, sizeof *done);
    bool *ahead = gp_array_zero(s->n_states, sizeof *ahead);
    bool good;
    size_t l, e;

    out->can = gp_array_zero(s->n_labels, sizeof *out->can);
    out->must = gp_array_zero(s->n_labels, sizeof *out->must);
    good = done != NULL && ahead != NULL && out->can != NULL && out->must != NULL &&
           mark_states(s, done, ahead);
    for (l = 0; good && l < s->n_labels; l++) {
        out->must[l] = s->label_row[l] < s->label_row[l + 1];
        for (e = s->label_row[l]; e < s->label_row[l + 1]; e++) {
            out->can[l] = out->can[l] || done[s->label_edges[e].to];
            out->must[l] = out->must[l] && !ahead[s->label_edges[e].to];
        }
    }
    gp_free(done);
    gp_free(ahead);
    return good;
}

/* Cases that have each activity, and cases that it is the last of. */
static bool count_lasts(const struct gp_variants *variants, size_t n_activities,
                        uint64_t *has, uint64_t *last)
{
    size_t *seen = gp_array_zero(n_activities, sizeof *seen), i, k;

    for (i = 0; seen != NULL && i < variants->n; i++) {
        const struct gp_variant *v = &variants->variant[i];

        for (k = 0; k < v->length; k++) {
            if (seen[v->path[k]] == i + 1)
                continue;
            seen[v->path[k]] = i + 1;
            has[v->path[k]] += v->count;
        }
        if (v->length != 0)
            last[v->path[v->length - 1]] += v->count;
    }
    gp_free(seen);
    return seen != NULL;
}

static bool find_in_log(const struct gp_variants *variants,
                        const struct gp_step_names *names, size_t n_activities,
                        struct gp_endings *out)
{
    enum { FEWEST = 5 };
    uint64_t *has = gp_array_zero(n_activities, sizeof *has);
    uint64_t *last = gp_array_zero(n_activities, sizeof *last);
    bool good;
    size_t a;

    out->observed = gp_array_zero(n_activities, sizeof *out->observed);
    good = has != NULL && last != NULL && out->observed != NULL &&
           count_lasts(variants, n_activities, has, last);
    for (a = 0; good && a < n_activities; a++)
        out->observed[a] = names->label[a] == GP_NO_ID &&
                           (names->ignored == NULL || !names->ignored[a]) &&
                           last[a] >= FEWEST && last[a] * 10 >= has[a] * 9;
    gp_free(has);
    gp_free(last);
    return good;
}

static bool is_open_by_document(const struct gp_endings *e, const struct gp_variant *v,
                                const uint32_t *label)
{
    uint32_t last = v->length > 0 ? label[v->path[v->length - 1]] : GP_NO_ID;
    size_t i;

    if (last != GP_NO_ID && e->can[last])
        return false;
    for (i = 0; i < v->length; i++)
        if (label[v->path[i]] != GP_NO_ID && e->must[label[v->path[i]]])
            return false;
    return true;
}

static bool ends_as_observed(const struct gp_endings *e, const struct gp_variant *v)
{
    return v->length > 0 && e->observed[v->path[v->length - 1]];
}

bool gp_endings_find(const struct gp_states *states, const struct gp_variants *variants,
                     const struct gp_step_names *names, size_t n_activities,
                     struct gp_endings *out)
{
    size_t i;

    memset(out, 0, sizeof *out);
    if (!find_in_document(states, out) ||
        !find_in_log(variants, names, n_activities, out))
        return false;
    for (i = 0; i < variants->n; i++)
        if (ends_as_observed(out, &variants->variant[i]) &&
            is_open_by_document(out, &variants->variant[i], names->label))
            out->n_observed += variants->variant[i].count;
    return true;
}

void gp_endings_release(struct gp_endings *e)
{
    gp_free(e->can);
    gp_free(e->must);
    gp_free(e->observed);
    memset(e, 0, sizeof *e);
}

bool gp_endings_is_open(const struct gp_endings *e, const struct gp_variant *v,
                        const uint32_t *label)
{
    return !ends_as_observed(e, v) && is_open_by_document(e, v, label);
}
