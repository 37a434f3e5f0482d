/* dirt.c - each kind of damage as a change to the fields of one row.
 *
 *   D-00012,Proposal sent,2023-05-04 10:12:00,...   no case   ,Proposal sent,2023-...
 *                                                   2 fields  D-00012,Proposal sent
 */
#include "dirt.h"

#include <assert.h>
#include <string.h>

const char *const dirt_names[DIRTS] = {
    [NO_CASE] = "no case",
    [NO_ACTIVITY] = "no activity",
    [NO_TIME] = "no time",
    [BAD_TIME] = "unreadable time",
    [FIELD_COUNT] = "wrong number of fields",
    [OPEN_QUOTE] = "quote not closed",
    [HEADER_AGAIN] = "header again",
    [STRAY_QUOTE] = "stray quote",
    [PADDED] = "blanks around values",
    [BLANK_LINE] = "blank line",
    [TWICE_THERE] = "row twice",
    [OTHER_FIELD] = "other field",
};

void dirt_note(struct dirt_list *d, enum dirt kind, uint64_t line)
{
    if (d->count[kind] < SHOWN_LINES)
        d->line[kind][d->count[kind]] = line;
    d->count[kind]++;
}

static void set_column(const struct cells *c, struct text *field, unsigned column,
                       const struct label *label)
{
    for (unsigned i = 0; i < c->n_columns; i++)
        if (c->column[i] == column)
            field[i] = cells_text(label);
}

static void set_times(const struct cells *c, struct text *field,
                      const struct label *label)
{
    for (unsigned i = 0; i < c->n_columns; i++)
        if (cells_is_time(c->column[i]))
            field[i] = cells_text(label);
}

static void join(struct label *l, const char *at, size_t n)
{
    assert(l->n + n <= sizeof l->at);
    memcpy(l->at + l->n, at, n);
    l->n += (unsigned)n;
}

/* The field without quotes of its own, between before and after. */
static struct text dress(struct label *l, struct text field, const char *before,
                         const char *after)
{
    bool quoted = field.n > 0 && field.at[0] == '"';

    l->n = 0;
    join(l, before, strlen(before));
    join(l, field.at + quoted, field.n - (quoted ? 2 : 0));
    join(l, after, strlen(after));
    return cells_text(l);
}

unsigned dirt_break(struct damage *d, enum dirt kind, uint64_t variant,
                    struct text *field)
{
    const struct cells *c = d->cells;
    unsigned n = c->n_columns;
    struct label *l = &d->label[0];

    switch (kind) {
    case NO_CASE:
        set_column(c, field, CASE, &c->empty);
        return n;
    case NO_ACTIVITY:
        set_column(c, field, ACTIVITY, &c->empty);
        return n;
    case NO_TIME:
        set_times(c, field, &c->empty);
        return n;
    case BAD_TIME:
        *l = cells_label(c->settings, "31/02/2024");
        set_times(c, field, l);
        return n;
    case FIELD_COUNT: /* cut off, or one too many */
        *l = cells_label(c->settings, "see note");
        field[n] = cells_text(l);
        return variant % 2 ? n + 1 : 2;
    case OPEN_QUOTE:
        field[n - 1] = dress(l, field[n - 1], "\"", "");
        return n;
    default: /* HEADER_AGAIN */
        for (unsigned i = 0; i < n; i++)
            field[i] = cells_text(&c->header[i]);
        return n;
    }
}

/* A quote in the middle of a quoted field would break the row: then blanks instead. */
enum dirt dirt_soil(struct damage *d, enum dirt kind, struct text *field)
{
    const struct cells *c = d->cells;
    struct text *last = &field[c->n_columns - 1];
    bool attributes = c->column[c->n_columns - 1] >= ATTRIBUTE;

    if (kind == STRAY_QUOTE && attributes && last->at[0] != '"') {
        *last = dress(&d->label[0], *last, "", " \"new");
        return STRAY_QUOTE;
    }
    for (unsigned i = 0; i < c->n_columns; i++) {
        bool quoted = field[i].n > 0 && field[i].at[0] == '"';

        if (c->column[i] == CASE || c->column[i] == ACTIVITY)
            field[i] = dress(&d->label[c->column[i] == CASE], field[i],
                             quoted ? "\"  " : "  ", quoted ? " \"" : " ");
    }
    return PADDED;
}
