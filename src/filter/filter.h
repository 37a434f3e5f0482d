/* filter.h - `--filter EXPR`: which cases of a log are looked at.
 *
 *   started in 2024 and resource = Bob and not (duration > 30 days)
 *
 * The language stands in docs/formats.md. A filter keeps or drops whole cases; what is
 * mined afterwards never sees the others. Three steps, since columns must be known before
 * the log is read and names can only be looked up in it:
 *
 *   gp_filter_parse -> gp_filter_columns -> (read the log) -> gp_filter_apply
 */
#ifndef GP_FILTER_FILTER_H
#define GP_FILTER_FILTER_H

#include "ingest/ingest.h"

enum { GP_FILTER_NESTING = 64 };

struct gp_filter;

/* All expressions hold together (and). tz: zone of the dates in them (gp_zone_open).
 * GP_USAGE says what was found and expected, with the place. Nothing is kept of the
 * texts. O(length); a hostile text costs no recursion. */
enum gp_status gp_filter_parse(const char *const *expressions, size_t n, const char *tz,
                               struct gp_filter **out, struct gp_err *err) GP_MUST_USE;
void gp_filter_free(struct gp_filter *f);

/* Names of columns that the filter asks for, for gp_ingest_options.also; lent until
 * gp_filter_free. */
const char *const *gp_filter_columns(const struct gp_filter *f, size_t *n);

/* One part of the expression, and how many cases of the whole log satisfy it alone. */
struct gp_filter_part {
    char *text;
    uint64_t cases;
};

/* What a filter did. Texts are owned by it. */
struct gp_filtered {
    char **expression; /* as given */
    size_t n;
    struct gp_filter_part *part;
    size_t n_parts;
    uint64_t cases_read, events_read; /* before */
    uint64_t cases, events;           /* left */
    uint64_t rows;                    /* of the cases left out */
};

/* Cuts in->log down to the cases that the filter keeps; rows of the others become ignored
 * ones, and figures of the reading that tell of events are counted anew. ends: names of
 * --ends, for reopened cases. GP_USAGE: an activity, column or value that the log does not
 * have, with the nearest; GP_INPUT: no case is left, and which part took the last. */
enum gp_status gp_filter_apply(struct gp_filter *f, struct gp_ingest_result *in,
                               const char *const *ends, size_t n_ends,
                               struct gp_filtered *out, struct gp_err *err) GP_MUST_USE;
void gp_filtered_release(struct gp_filtered *f);

#endif
