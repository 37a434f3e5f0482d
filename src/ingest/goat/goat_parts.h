/* goat_parts.h - what the files that read a .goat file share (goat_read.c begins).
 *
 * All that can fail tells g->err; a file that is cut off or contradicts itself is GP_SYSTEM.
 */
#ifndef GP_INGEST_GOAT_PARTS_H
#define GP_INGEST_GOAT_PARTS_H

#include "ingest/goat/goat_form.h"
#include "ingest/input.h"

#define GP_GOAT_SKIPPED SIZE_MAX

struct gp_goat_block {
    uint32_t items;
    uint64_t n_raw, n_packed;
    unsigned char *packed, *raw; /* packed begins with the head, but for the checksum */
    size_t cap_packed, cap_raw;
    bool failed;
};

struct gp_goat_reading {
    const char *name;
    const struct gp_ingest_options *o;
    struct gp_input *in;
    struct gp_ingest_result *r;
    struct gp_goat_facts f;
    struct gp_goat_block block;
    /* [n_columns] of a chunk, as they stand in the file */
    struct gp_goat_block *column;
    size_t n_columns;
    /* [f.n_kept] which one of the log each is; GP_GOAT_SKIPPED: none */
    size_t *attribute;
    uint64_t blocks, raw_bytes;
    size_t from;  /* of the chunk */
    bool bounded; /* cases and events: one block of each is enough */
    struct gp_err *err;
};

/* ---- blocks ---- */

/* GP_SYSTEM, with what is wrong and the block. */
enum gp_status gp_goat_damaged(const struct gp_goat_reading *g,
                               const char *what) GP_MUST_USE;

/* The next n bytes of the file. */
enum gp_status gp_goat_bytes_read(struct gp_goat_reading *g, void *to,
                                  size_t n) GP_MUST_USE;

/* The next block, which must have this tag: checked, but still packed. */
enum gp_status gp_goat_packed(struct gp_goat_reading *g, const char *tag,
                              struct gp_goat_block *b) GP_MUST_USE;

/* False: it cannot be unpacked. bytes: lent until the block is read anew. */
bool gp_goat_unpack(struct gp_goat_block *b, struct gp_goat_bytes *bytes);

/* The next block into g->block, unpacked. */
enum gp_status gp_goat_next(struct gp_goat_reading *g, const char *tag,
                            struct gp_goat_bytes *bytes) GP_MUST_USE;

/* Do the items of a block fit what is still due? */
bool gp_goat_fits(const struct gp_goat_block *b, uint64_t due);

void gp_goat_block_release(struct gp_goat_block *b);

/* ---- what is in them, in the order of the file ---- */

/* From the facts: g->r->log with the attributes that are wanted, without events. */
enum gp_status gp_goat_log(struct gp_goat_reading *g) GP_MUST_USE;

enum gp_status gp_goat_dictionaries(struct gp_goat_reading *g) GP_MUST_USE;
enum gp_status gp_goat_case_rows(struct gp_goat_reading *g) GP_MUST_USE;

/* Reads names until d has n. They must differ. */
enum gp_status gp_goat_names(struct gp_goat_reading *g, struct gp_dict *d,
                             uint64_t n) GP_MUST_USE;

/* The same, but they are not looked up, so that they may be many. Bounded: only those of the
 * first block. */
enum gp_status gp_goat_case_names(struct gp_goat_reading *g, struct gp_dict *d,
                                  uint64_t n) GP_MUST_USE;

/* Bounded: fewer of both, with as many names as there are cases, or more. */
enum gp_status gp_goat_cases(struct gp_goat_reading *g) GP_MUST_USE;
enum gp_status gp_goat_events(struct gp_goat_reading *g) GP_MUST_USE;

#endif
