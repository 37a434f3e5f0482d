/* sink.h - an output file that counts its lines and knows its encoding.
 *
 * What is put in is UTF-8; what reaches the file is the encoding asked for. A failed
 * write ends the program with a message.
 */
#ifndef DATASETS_SINK_H
#define DATASETS_SINK_H

#include "settings.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct sink {
    FILE *file;
    char *path, *buffer, *encoded;
    size_t n;
    enum encoding encoding;
    const char *line_end;
    uint64_t lines; /* ended so far */
};

/* Opens folder/name. UTF-16 begins with a byte order mark in any case. */
void sink_open(struct sink *s, const char *folder, const char *name,
               enum encoding encoding, bool mark, enum line_end line_end);

/* A line may be put in many pieces; together at most SINK_LINE bytes. */
enum { SINK_LINE = 1 << 16 };
void sink_put(struct sink *s, const char *at, size_t n);
void sink_put_z(struct sink *s, const char *text);
void sink_end_line(struct sink *s);

void sink_close(struct sink *s);

#endif
