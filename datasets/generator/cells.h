/* cells.h - an event as the fields of a row.
 *
 * A shape is a list of columns. Names are made ready once (quoted where the dialect
 * wants it); ids, times and amounts are written into a scratch area when a row needs
 * them.
 */
#ifndef DATASETS_CELLS_H
#define DATASETS_CELLS_H

#include "company.h"
#include "log.h"
#include "settings.h"

enum { MAX_COLUMNS = 18, LABEL_ROOM = 56, SCRATCH_ROOM = 48 };

/* With OF_DAY the time of day of such a column, where the format has it apart.
 * The attributes of the case follow from ATTRIBUTE on. MOMENT is the time of a start or
 * complete row; TIME that of a row which has only one. */
enum column {
    CASE,
    ACTIVITY,
    TIME,
    START,
    END,
    MOMENT,
    TRANSITION,
    PERSON,
    TEAM,
    FIELD,
    OLD_VALUE,
    ATTRIBUTE,
    OF_DAY = 0x80,
};

bool cells_is_time(unsigned column);

struct text {
    const char *at;
    size_t n;
};

/* A name as it stands in the file. */
struct label {
    char at[LABEL_ROOM];
    unsigned n;
};

struct cells {
    const struct settings *settings;
    const struct company *company;
    uint8_t column[MAX_COLUMNS];
    unsigned n_columns;

    struct label header[MAX_COLUMNS], activity[MAX_ACTIVITIES], team[MAX_TEAMS];
    struct label value[MAX_ATTRIBUTES][8], transition[2], field, empty;
    struct label *person;
    unsigned digits; /* of a case number */

    char scratch[MAX_COLUMNS][SCRATCH_ROOM]; /* of the row at hand */
    uint8_t *state; /* by case: the activity last written, NONE at first */
};

/* n_cases decides how long the ids are. */
void cells_init(struct cells *c, const struct settings *s,
                const struct company *company, uint32_t n_cases);
void cells_release(struct cells *c);

struct label cells_label(const struct settings *s, const char *text);

/* What the label stands for in a row; label must outlive it. */
struct text cells_text(const struct label *label);

/* field[c->n_columns] receives the row of an event: of its beginning (half 0) or end
 * (half 1) in the shape lifecycle. Lent until the next call. */
void cells_fill(struct cells *c, const struct event *e, unsigned half,
                struct text *field);

#endif
