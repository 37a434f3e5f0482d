/* column_choose.h - what the files that choose columns share (columns.h is for others).
 *
 * A chooser goes through the roles in turn; each part settles its columns with
 * evidence, or refuses with a sentence (column_refuse.h).
 */
#ifndef GP_INGEST_COLUMN_CHOOSE_H
#define GP_INGEST_COLUMN_CHOOSE_H

#include "ingest/columns/column_roles.h"

struct gp_chooser {
    const char *file;
    const struct gp_sample_facts *f;
    const struct gp_ingest_options *o;
    struct gp_columns *c;
    struct gp_err *err;
};

const struct gp_column_facts *gp_chosen_from(const struct gp_chooser *x, int column);
bool gp_is_taken(const struct gp_chooser *x, size_t column);
void gp_settle(struct gp_chooser *x, enum gp_role role, int column, double confidence);
bool gp_is_xes_name(const struct gp_column_facts *c);

/* Evidence. */
void gp_note_header(struct gp_chooser *x, enum gp_role role, int column);
void gp_note_case(struct gp_chooser *x, int column);
void gp_note_time(struct gp_chooser *x, enum gp_role role, int column);

/* The case; a table with one row a case becomes the shape wide (columns_wide.c). */
bool gp_is_by_the_book(const struct gp_sample_facts *f); /* usual names for all roles */
enum gp_status gp_choose_case(struct gp_chooser *x) GP_MUST_USE;
enum gp_status gp_rivals_as_case(struct gp_chooser *x, int best, int other,
                                 bool *out) GP_MUST_USE;

/* Time and start. */
enum gp_status gp_choose_times(struct gp_chooser *x) GP_MUST_USE;
enum gp_status gp_collect_times(struct gp_chooser *x, struct gp_candidates *ends,
                                struct gp_candidates *starts,
                                size_t *n_times) GP_MUST_USE;
bool gp_time_rival(struct gp_chooser *x, const struct gp_candidates *best,
                   enum gp_role role);

/* The column of the time of day that belongs to a column of dates, or -1; joining it to
 * the date of a role, with evidence; one date with the times of day of start and end
 * (true when it is one); and what could be joined but has no such name, as evidence. */
int gp_time_partner(const struct gp_chooser *x, int date);
void gp_join_moment(struct gp_chooser *x, enum gp_role role, int of_day);
bool gp_choose_sheet(struct gp_chooser *x);
void gp_join_stages(struct gp_chooser *x); /* the same for the dates of a wide table */
void gp_note_left_over(struct gp_chooser *x, enum gp_role role);

void gp_join_moments(struct gp_chooser *x); /* all of it, for time and start */

/* Resource or group; none is no failure. */
enum gp_status gp_choose_person(struct gp_chooser *x, enum gp_role role) GP_MUST_USE;

/* A history of changed fields (columns_history.c): *is tells whether it is one; then
 * everything is settled. */
enum gp_status gp_choose_history(struct gp_chooser *x, bool *is) GP_MUST_USE;
/* Its other roles, once the columns of values and fields are known. */
enum gp_status gp_choose_history_roles(struct gp_chooser *x) GP_MUST_USE;

/* A table with one row a case and its dates in columns (columns_wide.c). id: the column
 * that names each row's case, or -1 when --case gave it. *is as above. */
enum gp_status gp_choose_wide(struct gp_chooser *x, int id, bool *is) GP_MUST_USE;

/* GP_INPUT when the chosen case repeats while another column numbers the rows and dates of
 * steps stand in columns: the case may be the parent of what each row is. Else GP_OK. */
enum gp_status gp_refuse_parent(struct gp_chooser *x) GP_MUST_USE;
/* The same where the time that was chosen is that of each row's creation. */
enum gp_status gp_refuse_things_of_parent(struct gp_chooser *x) GP_MUST_USE;

#endif
