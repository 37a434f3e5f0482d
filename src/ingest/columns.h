/* columns.h - which column is the case, the activity, the time, ...: from headers,
 * values and options; and what shape the log has.
 *
 * Never guesses: a role that must be there and has no clear column, or two about as
 * good ones, is GP_INPUT with the candidates and the option to give (design 3.3).
 */
#ifndef GP_INGEST_COLUMNS_H
#define GP_INGEST_COLUMNS_H

#include "ingest/column_facts.h"
#include "ingest/ingest.h"

struct gp_columns {
    enum gp_shape shape;
    int column[GP_ROLES]; /* -1: none */
    int case2;            /* second column of the case id, or -1 */
    bool given[GP_ROLES]; /* by an option, "none" included */
    double confidence[GP_ROLES];
    struct gp_text evidence[GP_ROLES];
    struct gp_text shape_evidence;
};

/* file is for messages. Roles that were found before a failure stay filled (peek shows
 * them). Release in any case. */
enum gp_status gp_columns_choose(const char *file, const struct gp_facts *f,
                                 const struct gp_ingest_options *o,
                                 struct gp_columns *out,
                                 struct gp_err *err) GP_MUST_USE;
void gp_columns_release(struct gp_columns *c);

/* Column an option names: header in any case, "#N" from 1. GP_USAGE with the nearest
 * header, or naming both of a duplicate. option is "--case" for the message. */
enum gp_status gp_column_named(const struct gp_facts *f, const char *option,
                               const char *name, int *out,
                               struct gp_err *err) GP_MUST_USE;

/* The roles that options give, "none" included, with *case2. */
enum gp_status gp_columns_given(const struct gp_facts *f,
                                const struct gp_ingest_options *o,
                                struct gp_columns *out, struct gp_err *err) GP_MUST_USE;

#endif
