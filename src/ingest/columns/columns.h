/* columns.h - which column is the case, the activity, the time, ...: from headers,
 * values and options; and what shape the log has.
 *
 * Never guesses: a role that must be there and has no clear column, or two about as
 * good ones, is GP_INPUT with the candidates and the option to give (design 3.3).
 */
#ifndef GP_INGEST_COLUMNS_H
#define GP_INGEST_COLUMNS_H

#include "ingest/columns/column_facts.h"
#include "ingest/ingest.h"

/* A history of changed fields: what its rows are told apart by. */
struct gp_history_columns {
    int field;     /* column that names what changed; -1: only one thing changes */
    int old_value; /* column, or -1 */
    int created;   /* column of the case's creation, or -1 */
    struct gp_text process;      /* the field whose new values are the activities */
    struct gp_text person, team; /* fields that tell whose the case is from then on */
    struct gp_text creation;     /* the field of rows that tell of the creation */
};

enum gp_stage_kind {
    GP_STAGE_STEP,
    GP_STAGE_CLOSING,
    GP_STAGE_AS_IT_STANDS, /* a closing of which --events says so */
    GP_STAGE_PLAN, /* a closing that open cases have too: only closed ones have closed */
};

/* A table with one row a case: which columns hold the dates of its steps. */
struct gp_wide_columns {
    int *stage;               /* [n] */
    int *of_day;              /* [n] column of the date's time of day, or -1 */
    enum gp_stage_kind *kind; /* [n] */
    size_t n;
    int status; /* column that tells open from closed cases, or -1 */
};

struct gp_columns {
    enum gp_shape shape;
    int column[GP_ROLES]; /* -1: none */
    /* Beside it, or -1: the second column of the case id; the column of the time of day
     * that belongs to the date of a time or start. */
    int second[GP_ROLES];
    bool given[GP_ROLES]; /* by an option, "none" included */
    double confidence[GP_ROLES];
    struct gp_text evidence[GP_ROLES];
    struct gp_text shape_evidence;
    struct gp_text preset, looks_like; /* as in struct gp_source_found, "" for NULL */
    struct gp_history_columns history;
    struct gp_wide_columns wide;
};

/* Nothing found so far. */
void gp_columns_init(struct gp_columns *c);

/* file is for messages. Roles that were found before a failure stay filled (peek shows
 * them). Release in any case. */
enum gp_status gp_columns_choose(const char *file, const struct gp_sample_facts *f,
                                 const struct gp_ingest_options *o,
                                 struct gp_columns *out,
                                 struct gp_err *err) GP_MUST_USE;
void gp_columns_release(struct gp_columns *c);

/* Column an option names: header in any case, "#N" from 1. GP_USAGE with the nearest
 * header, or naming both of a duplicate. option is "--case" for the message. */
enum gp_status gp_column_named(const struct gp_sample_facts *f, const char *option,
                               const char *name, int *out,
                               struct gp_err *err) GP_MUST_USE;

/* The roles that options give, "none" included, with their second columns. */
enum gp_status gp_columns_given(const struct gp_sample_facts *f,
                                const struct gp_ingest_options *o,
                                struct gp_columns *out, struct gp_err *err) GP_MUST_USE;

#endif
