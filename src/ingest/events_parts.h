/* events_parts.h - what the shapes share when they take rows (events.h is for others).
 */
#ifndef GP_INGEST_EVENTS_PARTS_H
#define GP_INGEST_EVENTS_PARTS_H

#include "ingest/events.h"

/* The trimmed value, empty where it is a marker of --missing, too. */
struct gp_slice gp_event_cell_or_missing(const struct gp_event_maker *m,
                                         const struct gp_row *row, int column);

/* The text of the time or start: its cell, joined with that of the time of day where
 * there is one. Lent until the next row. */
struct gp_slice gp_event_time(struct gp_event_maker *m, const struct gp_row *row,
                              enum gp_role role);

/* Case, activity, resource, group, kept attributes, line; *reason is set when one that
 * must be there is missing (then false). */
bool gp_event_names(struct gp_event_maker *m, const struct gp_row *row,
                    struct gp_event *e, enum gp_reject *reason);

/* The names, and one time: start and end. False: the row was refused, or that failed; *st
 * says which. */
bool gp_event_moment(struct gp_event_maker *m, const struct gp_row *row,
                     struct gp_event *e, enum gp_status *st, struct gp_err *err);

/* Was there too little memory for names that are put together? */
bool gp_event_names_failed(const struct gp_event_maker *m);

enum gp_status gp_event_refuse(struct gp_event_maker *m, const struct gp_row *row,
                               enum gp_reject reason, struct gp_slice found,
                               struct gp_err *err) GP_MUST_USE;
enum gp_reject gp_time_reject(enum gp_time_result r);

/* To the batch, or the log. */
enum gp_status gp_event_hand_on(struct gp_event_maker *m, const struct gp_event *e,
                                struct gp_err *err) GP_MUST_USE;

/* Counts the row as used and appends its event. */
enum gp_status gp_event_append(struct gp_event_maker *m, const struct gp_event *e,
                               struct gp_err *err) GP_MUST_USE;

/* How rows of a history are taken. */
enum gp_status gp_history_take(struct gp_event_maker *m, const struct gp_row *row,
                               struct gp_err *err) GP_MUST_USE;

enum gp_status gp_wide_begin(struct gp_event_maker *m, struct gp_err *err) GP_MUST_USE;
void gp_wide_free(struct gp_wide_state *s);

#endif
