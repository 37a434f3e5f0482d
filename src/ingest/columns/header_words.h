/* header_words.h - what a header says about its column's role.
 *
 * Synonyms stand in tables of header_roles.c, most for English, German, French, Spanish,
 * Italian, Portuguese, Dutch, Polish and Japanese, the usual ones for Swedish, Danish,
 * Norwegian, Czech, Turkish, Russian, Chinese, Korean, Vietnamese and Indonesian: a
 * language is a few rows more.
 */
#ifndef GP_INGEST_HEADER_WORDS_H
#define GP_INGEST_HEADER_WORDS_H

#include "ingest/ingest.h"

/* 0..1: how much the header says that the column has the role; 1 is the very name of
 * the role (case:concept:name, "Case ID"), 0 says nothing or speaks against it. */
double gp_header_score(struct gp_slice header, enum gp_role role);

/* What else headers tell. */
struct gp_header_hints {
    bool case_attribute; /* "case:startdate": XES attribute of the case */
    bool start_word, end_word;
    bool thing_word;     /* names or numbers something: Deal Name, Record ID, Title */
    bool bare_id;        /* "Id" and nothing else */
    bool row_word;       /* numbers rows or events: Event ID, No., no header at all */
    bool not_event_time; /* due, planned, synced, ...: no time of an event */
    bool field_name; /* "field", "field_name", "property": the column of a history that
                        names what changed */
    /* "name", "attribute": so in the company of a value column */
    bool maybe_field_name;
    bool new_value, old_value, value;
    bool made_by;     /* created by, changed by, author: who wrote a row of a history */
    bool creation;    /* when something was made: created, opened, reported */
    bool closing;     /* when it ended: closed, resolved, finished, won */
    bool no_step;     /* in a wide table: due, planned, expected, synced, birth */
    bool entry, exit; /* when a stage was entered, left */
    bool last_change; /* updated, modified: whatever was touched last */
    bool closed_flag; /* "is closed" */
    bool people_word; /* speaks of somebody: who, by, member, customer, agent */
    bool date_word;   /* speaks of a date: Date, Datum, fecha, 日付 */
    bool of_day_word; /* speaks of a time of day: Time, Uhrzeit, hora, 時刻 */
    bool stamp_word;  /* ends like a time stamp: created_at, closed on */
    bool hour_word;   /* of an hour of the day: Hour, Stunde; not of Hours */
};
struct gp_header_hints gp_header_hints(struct gp_slice header);

/* What the name of a field in a history says: 0..1 that its values are the states of a
 * process; and whether it tells of the creation. */
double gp_field_is_process(struct gp_slice name);
bool gp_field_is_creation(struct gp_slice name);

/* A status of cases that are over: closed, won, lost, done, "Closed Won", true. */
bool gp_says_closed(struct gp_slice status);

/* "List Before" and "List After", "Von Phase" and "Nach Phase": the same but for words
 * for what was before and what is now. */
bool gp_header_is_change(struct gp_slice before, struct gp_slice after);

/* "Move In Time" and "Move Out Time", "intime" and "outtime": coming and going. */
bool gp_header_is_stay(struct gp_slice in, struct gp_slice out);

/* "Sub Status" and "Status", "subcategory" and "category". */
bool gp_header_is_sub_of(struct gp_slice sub, struct gp_slice of);

/* "Start Date" and "Start Time", "Datum" and "Uhrzeit": the same but for the words for
 * dates and times. */
bool gp_header_same_moment(struct gp_slice a, struct gp_slice b);

/* Only words for times: "Time", "Uhrzeit". */
bool gp_header_is_bare_time(struct gp_slice header);

/* "sys_updated_by" and "sys_updated_at": same words but for the last one. */
bool gp_header_same_stem(struct gp_slice a, struct gp_slice b);

#endif
