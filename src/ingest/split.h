/* split.h - where fields and rows end, found 64 bytes at a time.
 *
 *   1,"a,b",x\n2,...      ends of fields 1 7 9, a row that ends with the third of them
 *
 * Quotes are followed with strict rules only: an opening quote behind a separator, a
 * closing one in front of one, pairs inside. Where a quote stands otherwise, and at a
 * NUL byte, the splitter stops: what comes before is certain, what comes after is for a
 * reader with more patience. It never decides what is odd.
 */
#ifndef GP_INGEST_SPLIT_H
#define GP_INGEST_SPLIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GP_SPLIT_CHUNK = 64, GP_SPLIT_SPARE = 8 };

/* Ends of one row. */
struct gp_split_row {
    uint32_t ends;  /* number of field ends up to its own last one, included */
    uint32_t lines; /* physical lines that have ended by then */
};

struct gp_split {
    char delimiter, quote;
    bool (*run)(struct gp_split *s, const char *bytes, size_t from, size_t to);
    uint32_t *end; /* offsets of separators outside of quotes; CRLF counts as its CR */
    size_t n_ends, cap_ends;
    struct gp_split_row *row;
    size_t n_rows, cap_rows;
    uint32_t lines;
    /* Carried from chunk to chunk: */
    uint64_t inside;       /* all ones within quotes */
    uint64_t after_sep;    /* 1: the byte before is a separator outside of quotes */
    uint64_t after_close;  /* 1: ... is a closing quote */
    uint64_t after_return; /* 1: ... is a carriage return */
};

/* The way is chosen here (base/way.h). Zero the struct before the first call. */
void gp_split_init(struct gp_split *s, char delimiter, char quote);
void gp_split_release(struct gp_split *s);

/* Forgets everything found: the next byte begins a row. */
void gp_split_begin(struct gp_split *s);

/* Makes room for `bytes` more bytes. False: no memory. */
bool gp_split_room(struct gp_split *s, size_t bytes);

/* Takes bytes[from..to) (a whole number of chunks, from where the call before ended) and
 * appends what ends there; offsets are from bytes, below 2^32. False: stopped before the
 * end, nothing more can be taken until gp_split_begin. */
static inline bool gp_split_take(struct gp_split *s, const char *bytes, size_t from,
                                 size_t to)
{
    return s->run(s, bytes, from, to);
}

#endif
