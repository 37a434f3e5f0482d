/* process.h - how a company works, as tables that the generator obeys.
 *
 * A process says who does which step, how long that takes, which paths the manual
 * allows and in which ways people depart from it. deals.c and tickets.c hold one each;
 * nothing else in the generator knows what a deal or a ticket is.
 */
#ifndef DATASETS_PROCESS_H
#define DATASETS_PROCESS_H

#include "calendar.h"
#include "dice.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    MAX_PATH = 200,      /* steps of one case */
    MAX_ACTIVITIES = 32, /* documented or not */
    MAX_TEAMS = 12,
    MAX_ATTRIBUTES = 4,
    MAX_DEPARTURES = 16,
    MAX_FACTS = 4,
    NOBODY = 0xffff, /* a person: the system did it, or we don't know who */
    NONE = 0xff,     /* an activity, a team or an attribute: there is none */
};

/* A team's people do one thing at a time, in the order in which work arrives. */
struct team {
    const char *name;
    struct hours hours;
    bool by_region; /* a pool of people for each region, with that region's hours */
    uint8_t shifts; /* a day, people taking turns; 0: the same people every day */
    bool batches;   /* collects work and does it in its hours, one after the other */
    uint8_t busy;   /* per cent of its hours spent working; decides how many people */
    uint8_t fewest; /* people in a pool, at least */
};

enum doer {
    BY_SYSTEM,   /* no person: a web form, a monitor; a person where the case says so */
    BY_ANYONE,   /* whoever of the team is free first */
    BY_OWNER,    /* the first of the team who had this case, ever after */
    BY_ANOTHER,  /* anyone of the team who did not do the step named by apart_from */
    BY_CUSTOMER, /* the time passes at the customer's; booked on the last person */
};

struct activity {
    const char *name;
    uint8_t team; /* the owner in the manual */
    enum doer doer;
    uint8_t apart_from;  /* BY_ANOTHER: that activity; else NONE */
    bool after_customer; /* begins only when the customer has made up their mind */
    uint8_t least, most; /* minutes of work */
};

/* A column that describes the case. values == NULL: an amount of money. */
struct attribute {
    const char *column;
    const char *const *values;
    const uint8_t *weights; /* per cent, summing to 100 */
    uint8_t n;
};

/* How a departure changes a case that followed the manual. */
enum edit {
    EDIT_SKIP,          /* step is not done */
    EDIT_INSERT_AFTER,  /* label is done after the first step */
    EDIT_INSERT_BEFORE, /* label is done before the first step */
    EDIT_POSTPONE,  /* step is done only after the two steps that should follow it */
    EDIT_DONE_BY,   /* step is done by the person who last did as */
    EDIT_DELAY,     /* step is done late */
    EDIT_NO_START,  /* the first step is missing: the second stands in its place */
    EDIT_OTHER_END, /* the case ends with label instead of step */
    EDIT_STALL,     /* nothing happens any more after some step */
    EDITS,
};

/* What goatpath is expected to say about an edit. */
struct fact {
    const char *kind;   /* goatpath's machine name */
    const char *or_as;  /* another kind under which it may rightly appear, or NULL */
    uint8_t activity;   /* or NONE */
    uint8_t from, to;   /* teams of a handoff or ping-pong, or NONE */
    bool shown_by_next; /* only the event after the changed one gives it away */
};

struct departure {
    enum edit edit;
    uint8_t step, label, as; /* activities, or NONE */
    uint8_t team;            /* does label: someone of it; NONE: whoever last did as */
    uint16_t per_mille;      /* of the cases in which it could happen */
    uint8_t delay[2];        /* least and most, in process.delay_unit, each as likely */
    uint8_t favours_attribute, favours_value, favours_times; /* more often for these */
    struct fact facts[MAX_FACTS]; /* the unused ones without a kind */
};

/* Rows of such a table: a fact about an activity or between two teams. _OR: there is
 * another kind; _NEXT: shown by the next event. */
#define ABOUT(kind, activity)             kind, NULL, activity, NONE, NONE, false
#define ABOUT_OR(kind, or_as, activity)   kind, or_as, activity, NONE, NONE, false
#define ABOUT_NEXT(kind, or_as, activity) kind, or_as, activity, NONE, NONE, true
#define BETWEEN(kind, from, to)           kind, NULL, NONE, from, to, false
#define BETWEEN_NEXT(kind, from, to)      kind, NULL, NONE, from, to, true

struct limit {
    uint8_t activity;
    const char *words; /* as in the manual */
};

struct columns {
    const char *case_id, *activity, *time, *start, *end, *person, *team;
};

struct process {
    const char *name; /* also of the log file: "deals" */
    const char *id_prefix;
    struct columns columns;
    const char *manual; /* Markdown, ASCII */
    bool intervals;     /* events have a start and an end worth writing */

    const struct team *teams;
    unsigned n_teams;
    const struct hours *region_hours; /* by value of the region attribute */
    uint8_t region;                   /* attribute, or NONE */
    unsigned n_regions;               /* at least 1 */

    const struct activity *activities; /* documented ones first */
    unsigned n_activities;
    const struct attribute *attributes;
    unsigned n_attributes;
    uint8_t self_service; /* attribute that decides whether BY_SYSTEM is a person */
    uint32_t self_service_values; /* bits of the values where it is none */

    const struct departure *departures;
    unsigned n_departures;
    uint32_t delay_unit; /* minutes: whole weeks or days keep working hours intact */
    const struct limit *limits;
    unsigned n_limits;
    const uint8_t *ends; /* activities after which a case is over */
    unsigned n_ends;
    const char *never_used; /* a documented step that nobody does */

    /* Steps of one case as the manual allows them; lively: many detours. Returns how
     * many were written to steps[MAX_PATH]. */
    unsigned (*path)(struct dice *d, bool lively, uint8_t *steps);
    /* Minutes from first to last event that a case takes whatever its path. */
    uint32_t (*pace)(struct dice *d);
    /* Minutes that a step takes the company, as customers expect. */
    uint32_t step_takes;
    /* How many cases begin in this hour of the log, relative to other hours. */
    uint32_t (*arrivals)(uint32_t hour);
};

/* The tables of a process, which every file of one calls by the same names. */
#define COUNT(a) (sizeof(a) / sizeof *(a))
#define PROCESS_TABLES                                                                 \
    .teams = teams, .n_teams = COUNT(teams), .activities = activities,                 \
    .n_activities = COUNT(activities), .attributes = attributes,                       \
    .n_attributes = COUNT(attributes), .departures = departures,                       \
    .n_departures = COUNT(departures), .limits = limits, .n_limits = COUNT(limits),    \
    .ends = ends, .n_ends = COUNT(ends), .path = path, .pace = pace,                   \
    .arrivals = arrivals

extern const struct process deals, tickets;

/* A case's value of an attribute: index into values, or the amount in cents. */
uint32_t process_attribute(const struct process *p, uint64_t seed, uint32_t case_no,
                           unsigned attribute);

/* Digits of the number in a case id, enough for n_cases. */
unsigned process_id_digits(uint32_t n_cases);

unsigned process_n_facts(const struct departure *d);

bool process_is_end(const struct process *p, uint8_t activity);

#endif
