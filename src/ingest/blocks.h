/* blocks.h - the rows of a file, cut by several hands beside each other, and kept in the
 * order of the file.
 *
 * The bytes are cut into blocks where a record seems to end, by the parity of quotes alone.
 * Each block goes to a hand, which cuts its rows as if a file began there (rows.h). Whether
 * that was right shows when the block before has been cut: its last record must end where
 * the block ends. Where it does not, what is left over is cut again together with the next
 * block, from the true place, and what the hand did with that block is dropped. So a guess
 * may cost time, but never a row.
 *
 * The same is done on one thread, with one hand.
 */
#ifndef GP_INGEST_BLOCKS_H
#define GP_INGEST_BLOCKS_H

#include "ingest/rows.h"

enum { GP_BLOCKS_THREADS = 8, GP_BLOCKS_HANDS = GP_BLOCKS_THREADS + 3 }; /* at most */

/* What is done with the rows: usual ones come many at a time. Each hand has a context of its own, and rejects of its own
 * where refused rows go to. */
struct gp_blocks_user {
    /* Rows that lie in these bytes come, in order; the bytes stay until keep or drop. */
    void (*begin)(void *hand, struct gp_slice bytes);
    enum gp_status (*take)(void *hand, const struct gp_row *row, struct gp_err *err);
    enum gp_status (*take_usual)(void *hand, const struct gp_stretch *rows,
                                 struct gp_err *err);
    /* In the order of the file, one at a time: the rows taken since begin (and the refused
     * ones) are the next ones of the file; or they are none at all. */
    enum gp_status (*keep)(void *hand, struct gp_err *err);
    void (*drop)(void *hand);
    void *hand[GP_BLOCKS_HANDS]; /* [gp_blocks_hands(threads)] */
    struct gp_rejects *rejects[GP_BLOCKS_HANDS];
};

/* How many hands so many threads need. */
size_t gp_blocks_hands(unsigned threads);

struct gp_blocks_source {
    gp_read_fn read; /* the bytes from the first row on */
    void *ctx;
    const char *file;
    size_t field_limit;
    struct gp_rows_form form; /* its rejects are not looked at */
    uint64_t lines;           /* physical ones in front of the first row */
};

/* Reads to the end. counts: of all rows that were kept, scanned among them. Errors as of
 * gp_rows_next, of read, take and keep, at the place in the file where they belong. */
enum gp_status gp_blocks_read(const struct gp_blocks_source *source,
                              const struct gp_blocks_user *user, unsigned threads,
                              struct gp_reader_counts *counts,
                              struct gp_err *err) GP_MUST_USE;

/* Test hook: blocks of about n bytes; 0: as usual. */
void gp_blocks_of(size_t n);

#endif
