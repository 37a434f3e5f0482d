/* times.h - the ways in which exports write a date and a time. */
#ifndef DATASETS_TIMES_H
#define DATASETS_TIMES_H

#include <stdint.h>

enum { TIME_ROOM = 32 };

struct time_format {
    const char *name;
    const char *example;
    uint32_t unit; /* minutes that it cannot tell apart: 1, or a day */
    /* Writes at most TIME_ROOM bytes, no NUL; returns how many. */
    unsigned (*print)(char *out, uint32_t minute);
    /* The time of day, for a column of its own; NULL: print writes it too. */
    unsigned (*print_clock)(char *out, uint32_t minute);
};

extern const struct time_format time_formats[];
extern const unsigned n_time_formats;

/* NULL when there is none of that name. */
const struct time_format *time_format_find(const char *name);

#endif
