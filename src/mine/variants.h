/* variants.h - the distinct paths of activities, and how many cases walk each.
 *
 * The id of a variant is V- and 8 hex digits: the upper half of the 64-bit FNV-1a hash
 * of its activity names, each followed by a zero byte. It depends on the names only.
 */
#ifndef GP_MINE_VARIANTS_H
#define GP_MINE_VARIANTS_H

#include "base/sample.h"
#include "eventlog/eventlog.h"

enum { GP_VARIANT_EXAMPLES = 10 };

struct gp_variant {
    uint64_t hash;        /* 64 bits; the id shows the upper 32 */
    uint64_t count;       /* cases */
    uint64_t open;        /* of these, open cases: not in duration */
    const uint32_t *path; /* [length] activity ids */
    size_t length;
    struct gp_spread duration;             /* of its closed cases (design 4.5) */
    uint32_t example[GP_VARIANT_EXAMPLES]; /* cases with the first ids by bytes */
    size_t n_examples;
};

struct gp_variants {
    struct gp_arena paths;
    struct gp_variant *variant; /* by count descending, then path by name bytes */
    size_t n;
    uint32_t *of_case; /* [n_cases] position of the case's variant in `variant` */
};

/* open[c] tells which cases are open; NULL: none is. whole: with durations and examples.
 * O(events + cases log cases). */
enum gp_status gp_variants_mine(const struct gp_eventlog *log, const bool *open,
                                bool whole, struct gp_variants *out,
                                struct gp_err *err) GP_MUST_USE;

/* Which cases are open is known now: durations are measured anew. */
enum gp_status gp_variants_set_open(const struct gp_eventlog *log, const bool *open,
                                    struct gp_variants *v,
                                    struct gp_err *err) GP_MUST_USE;
void gp_variants_release(struct gp_variants *v);

/* "V-1a2b3c4d" */
void gp_variant_id(struct gp_text *t, const struct gp_variant *v);

#endif
