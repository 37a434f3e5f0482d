/* allow.h - gaps that are accepted: by whom, why, and until when (--allow FILE).
 *
 *   # gap or kind; reason; owner; until
 *   G-1a2b3c4d; pilot in the north; Ana Ruiz; 2024-06-30
 *   undocumented-step/Call*; part of every fix; Ben Koch; never
 *
 * Semicolons between the fields, or CSV with commas and quotation marks; a first line
 * that begins with "gap" is a header. A pattern is held against the id, the kind, and
 * "kind/step" (or activity, or "owner > owner"); * stands for anything. The day named is
 * the last one on which the gap is accepted (UTC).
 */
#ifndef GP_MINE_ALLOW_H
#define GP_MINE_ALLOW_H

#include "base/err.h"
#include "base/instant.h"
#include "base/mem.h"
#include "base/text.h"

struct gp_allowance {
    struct gp_slice pattern, reason, owner, until;
    int64_t ends; /* first instant at which it is over; INT64_MAX: never */
    uint64_t line;
    uint64_t used; /* gaps it was the first to match, over or not */
};

struct gp_allowances {
    struct gp_allowance *at;
    size_t n, cap;
    struct gp_arena texts;
};

/* GP_USAGE names file and line, what was found and what was expected. Release in any
 * case. */
enum gp_status gp_allow_parse(struct gp_allowances *a, const char *file,
                              struct gp_slice bytes, struct gp_err *err) GP_MUST_USE;
void gp_allow_release(struct gp_allowances *a);

/* Does the pattern match the whole text? O(pattern * text). */
bool gp_allow_matches(struct gp_slice pattern, struct gp_slice text);

#endif
