/* names_equal.c - steps and activities of one name, more or less (names_parts.h).
 *
 * Folding groups are found through a dictionary of folded names, so that a large log costs
 * no more than its own names.
 */
#include "model/names/names_parts.h"

#include "base/mem.h"
#include "model/name_fold.h"
#include "model/names/name_sentence.h"

enum gp_status gp_match_same(struct gp_matching *m)
{
    uint32_t i;

    for (i = 0; i < m->activities->n; i++) {
        struct gp_name_match match = {.activity = i,
                                      .how = GP_HOW_SAME,
                                      .used = true,
                                      .score = 1,
                                      .similarity = 1};

        if (!gp_matching_is_free(m, i))
            continue;
        match.step = gp_dict_find(m->steps, gp_dict_name(m->activities, i));
        if (match.step != GP_NO_ID && !gp_matching_add(m, &match))
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
static enum gp_status match_by_key(struct gp_matching *m, bool strip)
{
    struct gp_dict keys = {0};
    uint32_t *first = gp_array(m->steps->n, sizeof *first), i;
    enum gp_status st = first != NULL && fold_all(m->steps, m->step, strip) &&
                                fold_all(m->activities, m->activity, strip)
                            ? GP_OK
                            : gp_fail_memory(m->err);

    for (i = 0; st == GP_OK && i < m->steps->n; i++) {
        size_t known = keys.n;
        uint32_t key = gp_dict_add(&keys, gp_text_slice(&m->step[i]));

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
        uint32_t key = gp_dict_find(&keys, gp_text_slice(&m->activity[i]));

        if (!gp_matching_is_free(m, i) || key == GP_NO_ID || m->activity[i].len == 0)
            continue;
        match.step = first[key];
        match.shared = m->step_done[match.step];
        if (strip && match.shared)
            continue; /* a bare name next to its coded twin: not the same thing */
        if (!gp_matching_add(m, &match))
            st = gp_fail_memory(m->err);
    }
    gp_dict_release(&keys);
    gp_free(first);
    return st;
}

enum gp_status gp_match_folded(struct gp_matching *m)
{
    return match_by_key(m, false);
}

enum gp_status gp_match_stripped(struct gp_matching *m)
{
    return match_by_key(m, true);
}

/* ---- names within the sentence of a step ---- */

enum { MOST_CHOICES = 8 };

/* The free activity that folds to the same as name, or GP_NO_ID. */
static bool free_activity(const struct gp_matching *m, const struct gp_dict *keys,
                          const uint32_t *of, struct gp_slice name, uint32_t *found)
{
    struct gp_text t = {0};
    bool good = gp_name_fold(name, &t);
    uint32_t key =
        good && t.len != 0 ? gp_dict_find(keys, gp_text_slice(&t)) : GP_NO_ID;

    *found = key != GP_NO_ID && gp_matching_is_free(m, of[key]) ? of[key] : GP_NO_ID;
    gp_text_release(&t);
    return good;
}

/* The parts of a sentence are the step's activities when each is one: then *found. */
static enum gp_status match_all(struct gp_matching *m, uint32_t step,
                                const struct gp_dict *keys, const uint32_t *of,
                                const struct gp_slice *part, size_t n, bool *found)
{
    uint32_t activity[MOST_CHOICES];
    size_t i;

    *found = false;
    for (i = 0; i < n; i++) {
        if (!free_activity(m, keys, of, part[i], &activity[i]))
            return gp_fail_memory(m->err);
        if (activity[i] == GP_NO_ID)
            return GP_OK;
    }
    *found = n > 0;
    for (i = 0; i < n; i++) {
        struct gp_name_match match = {.step = step,
                                      .activity = activity[i],
                                      .how = GP_HOW_FOLDED,
                                      .used = true,
                                      .stripped = true,
                                      .score = 1,
                                      .similarity = 1};

        if (gp_matching_is_free(m, activity[i]) && !gp_matching_add(m, &match))
            return gp_fail_memory(m->err);
    }
    return GP_OK;
}

/* "New: the desk records it", "Closed Won / Closed Lost", "Won or Lost - the rep decides":
 * the words before an explanation, or each of several names. */
static enum gp_status match_within(struct gp_matching *m, uint32_t step,
                                   const struct gp_dict *keys, const uint32_t *of)
{
    struct gp_slice name = gp_dict_name(m->steps, step), part[MOST_CHOICES];
    struct gp_slice head = gp_name_head(name);
    enum gp_status st;
    bool found;
    size_t n = gp_name_choices(name, part, MOST_CHOICES);

    st = match_all(m, step, keys, of, part, n, &found);
    if (st == GP_OK && !found)
        st = match_all(m, step, keys, of, &head, head.len != 0, &found);
    n = gp_name_choices(head, part, MOST_CHOICES);
    if (st == GP_OK && !found)
        st = match_all(m, step, keys, of, part, n, &found);
    return st;
}

enum gp_status gp_match_parts(struct gp_matching *m)
{
    struct gp_dict keys = {0};
    uint32_t *of = gp_array(m->activities->n, sizeof *of), i;
    enum gp_status st = of != NULL && fold_all(m->activities, m->activity, false)
                            ? GP_OK
                            : gp_fail_memory(m->err);

    for (i = 0; st == GP_OK && i < m->activities->n; i++) {
        uint32_t key = gp_matching_is_free(m, i)
                           ? gp_dict_add(&keys, gp_text_slice(&m->activity[i]))
                           : GP_NO_ID;

        if (gp_matching_is_free(m, i) && key == GP_NO_ID)
            st = gp_fail_memory(m->err);
        else if (gp_matching_is_free(m, i))
            of[key] = i;
    }
    for (i = 0; st == GP_OK && i < m->steps->n; i++)
        if (!m->step_done[i])
            st = match_within(m, i, &keys, of);
    gp_dict_release(&keys);
    gp_free(of);
    return st;
}
