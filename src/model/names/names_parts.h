/* names_parts.h - matching of names under way; shared by names.c (mapping file, list),
 * names_equal.c and names_propose.c only. Each level takes what is left and returns GP_OK,
 * GP_USAGE or GP_SYSTEM.
 */
#ifndef GP_MODEL_NAMES_PARTS_H
#define GP_MODEL_NAMES_PARTS_H

#include "model/names.h"

struct gp_matching {
    const struct gp_dict *steps, *activities;
    const struct gp_names_options *o;
    struct gp_names *out;
    struct gp_text *step, *activity; /* folded names; which way, the level says */
    bool *step_done;                 /* [steps] has an activity */
    bool *ignored;                   /* [activities] */
    struct gp_err *err;
};

/* Lists the match and, when it is used, marks both as done. False: memory is short. */
bool gp_matching_add(struct gp_matching *m, const struct gp_name_match *match);

/* Is the activity neither a step's nor ignored? */
bool gp_matching_is_free(const struct gp_matching *m, size_t activity);

/* names_equal.c: the same bytes; the same when folded; when codes and suffixes are left
 * out, too; a name within the sentence of a step. */
enum gp_status gp_match_same(struct gp_matching *m);
enum gp_status gp_match_folded(struct gp_matching *m);
enum gp_status gp_match_stripped(struct gp_matching *m);
enum gp_status gp_match_parts(struct gp_matching *m);

/* names_propose.c: what is left, by likeness; needs names as gp_match_parts folds them. */
enum gp_status gp_match_alike(struct gp_matching *m);

#endif
