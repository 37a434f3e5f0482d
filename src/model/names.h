/* names.h - steps of the document <-> activities of the log (spec/conformance.md 9).
 *
 *   same      identical bytes                      used
 *   mapped    a mapping file says so               used
 *   folded    equal without case, accents, ...     used, listed
 *   proposed  similar, with a score                only above `accept`
 *
 * Never silent: every step and every activity is in the list, also those without.
 */
#ifndef GP_MODEL_NAMES_H
#define GP_MODEL_NAMES_H

#include "base/err.h"
#include "base/map.h"
#include "model/process.h"

enum gp_how {
    GP_HOW_SAME,
    GP_HOW_FOLDED,
    GP_HOW_MAPPED, /* by hand, in the mapping file */
    GP_HOW_PROPOSED,
    GP_HOW_IGNORED, /* the mapping file: this activity is no step on purpose */
    GP_HOW_NONE,    /* a step without activity, or an activity without step */
};
const char *gp_how_name(enum gp_how how); /* "same", "folded", "by hand", ... */

/* One line of a mapping file. */
struct gp_mapping_row {
    struct gp_slice step, activity, owner, tags; /* empty: none */
    enum gp_how how;
    uint64_t line;
    bool comment; /* a proposal that waits for confirmation: the line begins with # */
};

struct gp_mapping {
    struct gp_mapping_row *rows;
    size_t n, cap;
    bool complete; /* the tab-separated form, which must name everything */
    struct gp_arena texts;
    char file[256];
};

/* Reads a mapping file: tab-separated step, log name, how, owner, tags (as
 * gp_names_write gives it), or CSV step, activity. The header line may be missing. */
enum gp_status gp_mapping_read(const char *file, struct gp_slice bytes,
                               struct gp_mapping *out, struct gp_err *err) GP_MUST_USE;
void gp_mapping_release(struct gp_mapping *m);

/* What a drawing shows and nobody does, but the mapping file gives an activity, becomes a
 * step: events, decisions, arrows with words (gp_process_show). Before states are
 * explored. GP_SYSTEM when memory is short. */
enum gp_status gp_mapping_show(const struct gp_mapping *m, struct gp_process *p,
                               struct gp_err *err) GP_MUST_USE;

struct gp_name_match {
    uint32_t step;     /* in steps, GP_NO_ID: an activity without step */
    uint32_t activity; /* in activities, GP_NO_ID: a step without activity */
    enum gp_how how;
    bool used;
    bool stripped; /* equal only without leading code, life cycle suffix or
                      explanation, or as one of several names of the step */
    bool shared;   /* several activities for the step, or several equal names */
    double score;  /* proposed: similarity + bonus, at most 1 */
    double similarity, bonus;
    double jaro_winkler;         /* proposed: shown as a help, no part of the score */
    struct gp_slice owner, tags; /* of the mapping file */
};

struct gp_names {
    struct gp_name_match *matches; /* steps in order, then activities left over */
    size_t n, cap;
    uint32_t *step_of; /* [activities] the step it counts as, GP_NO_ID: none */
    size_t n_used, n_proposed, n_steps_without, n_activities_without;
};

struct gp_names_options {
    const struct gp_mapping *mapping; /* NULL: none */
    double accept;                    /* proposals at or above are used; 0: none is */
    double floor;                     /* proposals below are not made; 0: 0.55 */
    /* The usual neighbours, for the bonus of position (at most 0.1); NULL: unknown.
     * GP_NO_ID at the ends. */
    const uint32_t *step_before, *step_after;         /* [steps] */
    const uint32_t *activity_before, *activity_after; /* [activities] */
};

/* Matches names. steps and activities: dictionaries of distinct names. Fails with
 * GP_USAGE when the mapping file names a step that is not there, or (in its complete
 * form) leaves a name out. O(steps * activities) comparisons of what is left over. */
enum gp_status gp_names_match(const struct gp_dict *steps,
                              const struct gp_dict *activities,
                              const struct gp_names_options *options,
                              struct gp_names *out, struct gp_err *err) GP_MUST_USE;
void gp_names_release(struct gp_names *n);

/* The mapping file for these matches: header, one line a match, proposals commented
 * out. owners: owner of each step (may be NULL). */
void gp_names_write(struct gp_text *t, const struct gp_names *n,
                    const struct gp_dict *steps, const struct gp_dict *activities,
                    const struct gp_slice *owners);

#endif
