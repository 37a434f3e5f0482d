/* settings.h - what the command line asks for. */
#ifndef DATASETS_SETTINGS_H
#define DATASETS_SETTINGS_H

#include "process.h"

#include <stdbool.h>
#include <stdint.h>

enum shape { EVENTS, INTERVAL, LIFECYCLE, HISTORY, WIDE, SHAPES };
enum line_end { LF, CRLF, CR, LINE_ENDS };
enum encoding { UTF_8, UTF_16LE, UTF_16BE, CP1252, ENCODINGS };

struct time_format;

struct settings {
    const struct process *process;
    uint64_t seed;
    uint32_t cases;
    uint64_t events; /* when not 0: as many cases as it takes to plan so many events */
    uint32_t weeks;  /* from the first case to the day of the export */
    uint32_t quiet;  /* the last of these weeks, in which no case begins any more */
    uint32_t people; /* at most */
    bool lively;     /* many detours, hence many variants */
    uint32_t dirty;  /* damaged rows per million */
    const char *folder;

    enum shape shape;
    char delimiter;
    enum line_end line_end;
    bool bom, quote_all;
    bool sep;          /* the first line is sep= and the delimiter */
    uint32_t preamble; /* lines about the export in front of the header */
    const struct time_format *time;
    enum encoding encoding;
};

extern const char *const shape_names[SHAPES];
extern const char *const encoding_names[ENCODINGS];
extern const char *const line_end_names[LINE_ENDS];

/* Fills s from the command line; says what is wrong on stderr and exits with 2, or
 * prints help and exits with 0. */
void settings_read(struct settings *s, int argc, char **argv);

#endif
