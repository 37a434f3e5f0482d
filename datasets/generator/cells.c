/* cells.c - columns, labels and numbers. No text of ours holds a quote or a line end.
 */
#include "cells.h"

#include "need.h"
#include "times.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    uint8_t column[8];
    unsigned n;
    bool attributes;
} shapes[SHAPES] = {
    [EVENTS] = {{CASE, ACTIVITY, TIME, PERSON, TEAM}, 5, true},
    [INTERVAL] = {{CASE, ACTIVITY, START, END, PERSON, TEAM}, 6, true},
    [LIFECYCLE] = {{CASE, ACTIVITY, TRANSITION, MOMENT, PERSON, TEAM}, 6, true},
    [HISTORY] = {{CASE, FIELD, OLD_VALUE, ACTIVITY, TIME, PERSON}, 6, false},
    [WIDE] = {{CASE}, 1, true},
};

struct label cells_label(const struct settings *s, const char *text)
{
    struct label l = {.n = (unsigned)strlen(text)};

    assert(l.n + 2 <= sizeof l.at);
    if (!s->quote_all && strchr(text, s->delimiter) == NULL) {
        memcpy(l.at, text, l.n);
        return l;
    }
    l.at[0] = l.at[l.n + 1] = '"';
    memcpy(l.at + 1, text, l.n);
    l.n += 2;
    return l;
}

struct text cells_text(const struct label *label)
{
    return (struct text){label->at, label->n};
}

static const char *column_name(const struct settings *s, unsigned column)
{
    const struct process *p = s->process;
    const char *const names[] = {
        [CASE] = p->columns.case_id,
        [ACTIVITY] = s->shape == HISTORY ? "New Value" : p->columns.activity,
        [TIME] = p->columns.time,
        [START] = p->columns.start,
        [END] = p->columns.end,
        [MOMENT] = "Timestamp",
        [TRANSITION] = "Transition",
        [PERSON] = p->columns.person,
        [TEAM] = p->columns.team,
        [FIELD] = "Field",
        [OLD_VALUE] = "Old Value",
    };

    return column < ATTRIBUTE ? names[column]
                              : p->attributes[column - ATTRIBUTE].column;
}

bool cells_is_time(unsigned column)
{
    column &= ~(unsigned)OF_DAY;
    return column == TIME || column == START || column == END || column == MOMENT;
}

static void add_column(struct cells *c, unsigned column)
{
    const char *name = column_name(c->settings, column & ~(unsigned)OF_DAY);
    char header[LABEL_ROOM];
    bool apart = cells_is_time(column) && c->settings->time->print_clock != NULL;

    snprintf(header, sizeof header, "%s%s", name,
             !apart            ? ""
             : column & OF_DAY ? " Time"
                               : " Date");
    c->header[c->n_columns] = cells_label(c->settings, header);
    c->column[c->n_columns++] = (uint8_t)column;
    if (apart && !(column & OF_DAY))
        add_column(c, column | OF_DAY);
}

static void choose_columns(struct cells *c)
{
    const struct process *p = c->settings->process;
    enum shape shape = c->settings->shape;

    for (unsigned i = 0; i < shapes[shape].n; i++)
        add_column(c, shapes[shape].column[i]);
    for (unsigned i = 0; shapes[shape].attributes && i < p->n_attributes; i++)
        add_column(c, ATTRIBUTE + i);
}

static void label_people(struct cells *c)
{
    char name[LABEL_ROOM];

    c->person = need(c->company->n_people, sizeof *c->person);
    for (uint16_t i = 0; i < c->company->n_people; i++) {
        company_name(i, name, sizeof name);
        c->person[i] = cells_label(c->settings, name);
    }
}

void cells_init(struct cells *c, const struct settings *s,
                const struct company *company, uint32_t n_cases)
{
    const struct process *p = s->process;

    *c = (struct cells){
        .settings = s, .company = company, .digits = process_id_digits(n_cases)};
    choose_columns(c);
    for (unsigned i = 0; i < p->n_activities; i++)
        c->activity[i] = cells_label(s, p->activities[i].name);
    for (unsigned i = 0; i < p->n_teams; i++)
        c->team[i] = cells_label(s, p->teams[i].name);
    for (unsigned i = 0; i < p->n_attributes; i++)
        for (unsigned j = 0; j < p->attributes[i].n; j++)
            c->value[i][j] = cells_label(s, p->attributes[i].values[j]);
    label_people(c);
    c->transition[0] = cells_label(s, "start");
    c->transition[1] = cells_label(s, "complete");
    c->field = cells_label(s, p->columns.activity);
    c->empty = cells_label(s, "");
    c->state = need(n_cases, 1);
    memset(c->state, NONE, n_cases);
}

void cells_release(struct cells *c)
{
    free(c->person);
    free(c->state);
}

/* Scratch text is written from its second byte on, so that quotes fit around it. */
static struct text wrapped(const struct cells *c, char *scratch, unsigned n)
{
    if (!c->settings->quote_all)
        return (struct text){scratch + 1, n};
    scratch[0] = scratch[n + 1] = '"';
    return (struct text){scratch, n + 2};
}

static struct text case_id(const struct cells *c, char *scratch, uint32_t case_no)
{
    const char *prefix = c->settings->process->id_prefix;
    unsigned n = (unsigned)strlen(prefix);
    uint32_t number = case_no + 1;

    memcpy(scratch + 1, prefix, n);
    for (unsigned i = c->digits; i-- > 0; number /= 10)
        scratch[1 + n + i] = (char)('0' + number % 10);
    return wrapped(c, scratch, n + c->digits);
}

static struct text instant(const struct cells *c, char *scratch, uint32_t minute,
                           bool of_day)
{
    const struct time_format *f = c->settings->time;
    unsigned n = (of_day ? f->print_clock : f->print)(scratch + 1, minute);

    if (memchr(scratch + 1, c->settings->delimiter, n) == NULL)
        return wrapped(c, scratch, n);
    scratch[0] = scratch[n + 1] = '"';
    return (struct text){scratch, n + 2};
}

/* 1250000 cents -> 12500.00 */
static struct text amount(const struct cells *c, char *scratch, uint32_t cents)
{
    char digits[16];
    unsigned from = sizeof digits;

    for (unsigned n = 0; n < 3 || cents > 0; n++, cents /= 10) {
        if (n == 2)
            digits[--from] = '.';
        digits[--from] = (char)('0' + cents % 10);
    }
    memcpy(scratch + 1, digits + from, sizeof digits - from);
    return wrapped(c, scratch, (unsigned)sizeof digits - from);
}

static struct text attribute(const struct cells *c, char *scratch, uint32_t case_no,
                             unsigned i)
{
    const struct settings *s = c->settings;
    uint32_t value = process_attribute(s->process, s->seed, case_no, i);

    if (s->process->attributes[i].values == NULL)
        return amount(c, scratch, value);
    return cells_text(&c->value[i][value]);
}

static const struct label *label_of(const struct cells *c, const struct event *e,
                                    unsigned half, unsigned column)
{
    uint8_t team, state;

    switch (column) {
    case ACTIVITY:
        return &c->activity[e->activity];
    case TRANSITION:
        return &c->transition[half];
    case PERSON:
        return e->person == NOBODY ? &c->empty : &c->person[e->person];
    case TEAM:
        team = company_team(c->company, e->person);
        return team == NONE ? &c->empty : &c->team[team];
    case OLD_VALUE:
        state = c->state[e->case_no];
        return state == NONE ? &c->empty : &c->activity[state];
    default:
        return &c->field;
    }
}

static struct text cell(struct cells *c, unsigned i, const struct event *e,
                        unsigned half)
{
    unsigned column = c->column[i] & ~(unsigned)OF_DAY;
    bool of_day = c->column[i] & OF_DAY;
    char *scratch = c->scratch[i];

    switch (column) {
    case CASE:
        return case_id(c, scratch, e->case_no);
    case TIME:
        return instant(c, scratch, e->end, of_day);
    case START:
        return instant(c, scratch, e->start, of_day);
    case END:
        return e->marks & STILL_RUNNING ? cells_text(&c->empty)
                                        : instant(c, scratch, e->end, of_day);
    case MOMENT:
        return instant(c, scratch, half ? e->end : e->start, of_day);
    default:
        if (column >= ATTRIBUTE)
            return attribute(c, scratch, e->case_no, column - ATTRIBUTE);
        return cells_text(label_of(c, e, half, column));
    }
}

void cells_fill(struct cells *c, const struct event *e, unsigned half,
                struct text *field)
{
    for (unsigned i = 0; i < c->n_columns; i++)
        field[i] = cell(c, i, e, half);
    c->state[e->case_no] = e->activity;
}
