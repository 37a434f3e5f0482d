/* log.h - the events of a made-up log, case by case.
 *
 * A case's events stand side by side in the order in which they happened: case c has
 * event[first[c]] .. event[first[c + 1] - 1].
 */
#ifndef DATASETS_LOG_H
#define DATASETS_LOG_H

#include <stddef.h>
#include <stdint.h>

enum {
    STILL_RUNNING = 1, /* the export was made while this was going on: no end yet */
    TWICE = 2,         /* the export holds this row twice */
};

/* 16 bytes: fifty million of them fit into a small machine, twice. */
struct event {
    uint32_t case_no;    /* from 0 */
    uint32_t start, end; /* minutes, see calendar.h */
    uint16_t person;     /* or NOBODY */
    uint8_t activity;
    uint8_t marks;
};

struct log {
    struct event *event;
    size_t *first; /* [n_cases + 1] */
    uint32_t n_cases;
    size_t n_events;
};

#endif
