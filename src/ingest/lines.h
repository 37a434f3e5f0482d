/* lines.h - physical lines, as a text editor counts them, out of blocks of bytes.
 *
 * CRLF, LF and a lone CR each end a line, mixed as they come. A record may span lines:
 * its bytes stay in the window from gp_lines_begin on, and all but its first line can
 * be given back.
 */
#ifndef GP_INGEST_LINES_H
#define GP_INGEST_LINES_H

#include "base/text.h"
#include "ingest/recount.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where the bytes come from: *got = 0 only at the end. */
typedef enum gp_status (*gp_read_fn)(void *ctx, char *buf, size_t cap, size_t *got,
                                     struct gp_err *err);

struct gp_lines {
    gp_read_fn read;
    void *ctx;
    char *buf; /* the window; always one byte of room behind end */
    size_t cap;
    size_t keep;     /* where the record begins; earlier bytes may go */
    size_t pos, end; /* next line; end of what was read */
    size_t lf, cr;   /* none of each between pos and here; behind, nobody looked */
    size_t limit;    /* longest record */
    uint64_t base;   /* bytes that have left the window */
    uint64_t line;   /* lines handed out */
    bool eof;
    bool hold; /* read no more: what is in the window is all for now */
    struct gp_recount recount;
    bool recounting;
};

/* limit: bytes a record may have, lines and line ends included. read: NULL where the owner
 * fills the window. */
enum gp_status gp_lines_init(struct gp_lines *l, gp_read_fn read, void *ctx,
                             size_t limit, struct gp_err *err) GP_MUST_USE;
void gp_lines_release(struct gp_lines *l);

/* Reads until the window has n bytes (n <= 1 MiB) or the end is reached. */
enum gp_status gp_lines_look(struct gp_lines *l, size_t n,
                             struct gp_err *err) GP_MUST_USE;

/* Back to the first byte while nothing has left the window. */
bool gp_lines_can_restart(const struct gp_lines *l);
void gp_lines_restart(struct gp_lines *l);

/* Forgets everything: the reader behind begins anew. */
void gp_lines_reset(struct gp_lines *l);

/* A gp_read_fn (lines is a struct gp_lines): takes the bytes out of the window that nobody
 * has read yet, then those behind it. */
enum gp_status gp_lines_drain(void *lines, char *buf, size_t cap, size_t *got,
                              struct gp_err *err) GP_MUST_USE;

/* For a window that is filled by its owner and holds (hold): empties it, the next byte is
 * behind `line` lines; appends bytes, of which those that were read may go; or gets room
 * for n bytes behind end. False: no memory. */
void gp_lines_empty(struct gp_lines *l, uint64_t line);
bool gp_lines_append(struct gp_lines *l, const char *bytes, size_t n);
bool gp_lines_room(struct gp_lines *l, size_t n);

enum gp_line_kind {
    GP_LINE,      /* at buf + keep + at, len bytes without the line end */
    GP_LINE_END,  /* no more lines (hold: no complete line more) */
    GP_LINE_LONG, /* the record passes the limit with this line, which is not taken */
};
struct gp_line {
    enum gp_line_kind kind;
    size_t at, len; /* at: offset within the record */
};

/* The next record begins here. */
void gp_lines_begin(struct gp_lines *l);

/* Takes the next line into the record. Offsets stay valid, pointers do not. */
enum gp_status gp_lines_next(struct gp_lines *l, struct gp_line *line,
                             struct gp_err *err) GP_MUST_USE;

/* Gives back everything of the record behind its first `bytes` bytes and one line. */
void gp_lines_give_back(struct gp_lines *l, size_t bytes, uint64_t first_line);

/* Drops the rest of a line that is too long; *odd changes with each quote in it. *whole:
 * up to its end, else (hold) up to the window's. */
enum gp_status gp_lines_drop(struct gp_lines *l, char quote, bool *odd, bool *whole,
                             struct gp_err *err) GP_MUST_USE;

/* Counts records a second time, from here to the end (recount.h). */
void gp_lines_recount(struct gp_lines *l, char delimiter, char quote);

/* The count under way, NULL if none is: from here on the caller adds what is read. */
struct gp_recount *gp_lines_hand_over_recount(struct gp_lines *l);

#endif
