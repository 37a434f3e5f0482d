/* dirt.h - the damage that real exports have, done on purpose and noted.
 *
 * A refused row never takes the place of a good one: it is a broken copy that comes
 * after it. The other kinds are harmless to a careful reader. So the events of a log
 * are the same with and without dirt, but for rows that the system exported twice
 * (export.h).
 */
#ifndef DATASETS_DIRT_H
#define DATASETS_DIRT_H

#include "cells.h"
#include "sink.h"

enum dirt {
    NO_CASE, /* first the rows that a reader must refuse */
    NO_ACTIVITY,
    NO_TIME,
    BAD_TIME,
    FIELD_COUNT,
    OPEN_QUOTE,
    HEADER_AGAIN,
    STRAY_QUOTE, /* then rows that are fine all the same */
    PADDED,
    BLANK_LINE, /* not a row at all */
    TWICE_THERE,
    OTHER_FIELD, /* history: a change of a field that is no activity */
    DIRTS,
    REFUSED = STRAY_QUOTE, /* kinds that are refused come before this */
    DRAWN = TWICE_THERE,   /* kinds that dirt_draw knows come before this */
};

enum { SHOWN_LINES = 200 };

struct dirt_list {
    uint64_t count[DIRTS];
    uint64_t line[DIRTS][SHOWN_LINES]; /* physical lines from 1, the first ones */
};

/* goatpath's words for the reasons why a row is refused, ours for the rest. */
extern const char *const dirt_names[DIRTS];

void dirt_note(struct dirt_list *d, enum dirt kind, uint64_t line);

/* Room for damaged fields, lent until the next damage. */
struct damage {
    const struct cells *cells;
    struct label label[4];
};

/* Breaks the fields of a row for good; returns how many fields it has now.
 * field has room for MAX_COLUMNS + 1. variant: there are several ways to do it. */
unsigned dirt_break(struct damage *d, enum dirt kind, uint64_t variant,
                    struct text *field);

/* Changes the row harmlessly; returns the kind that was possible. */
enum dirt dirt_soil(struct damage *d, enum dirt kind, struct text *field);

#endif
