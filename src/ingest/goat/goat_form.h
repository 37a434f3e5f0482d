/* goat_form.h - what the reader and the writer of .goat files agree on. */
#ifndef GP_INGEST_GOAT_FORM_H
#define GP_INGEST_GOAT_FORM_H

#include "eventlog/columns.h"
#include "ingest/ingest.h"

#include <string.h>

#define GP_GOAT_MAGIC "\x89GOAT\r\n\n" /* damaged by whatever changes line ends */

enum {
    GP_GOAT_VERSION = 1,
    GP_GOAT_START = 16, /* magic, version u32, 0 u32 */
    GP_GOAT_HEAD = 32,  /* of a block: checksum u64 of all behind it, tag, items u32,
                        * unpacked bytes u64, packed bytes u64 */
    GP_GOAT_CHUNK = 1 << 20,      /* events, names or cases of a block */
    GP_GOAT_RAW_MOST = 64 << 20,  /* bytes of a block, unpacked */
    GP_GOAT_TEXT_BLOCK = 4 << 20, /* names and rejects go on in a new block here */
};

#define GP_GOAT_FACTS   "FACT"
#define GP_GOAT_NAMES   "NAME"
#define GP_GOAT_CASES   "CASE"
#define GP_GOAT_COLUMN  "COLU"
#define GP_GOAT_REJECTS "REJE"
#define GP_GOAT_END     "END."

static inline uint64_t gp_goat_number(const unsigned char *at, unsigned bytes)
{
    uint64_t n = 0;

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    memcpy(&n, at, bytes);
#else
    while (bytes-- > 0)
        n = n << 8 | at[bytes];
#endif
    return n;
}

/* ---- numbers in base 128, lowest digits first ---- */

void gp_goat_put(struct gp_text *t, uint64_t n);
void gp_goat_put_signed(struct gp_text *t, int64_t n); /* 0 -1 1 -2 as 0 1 2 3 */

/* Bytes being read; after the first that is not there, failed. */
struct gp_goat_bytes {
    const unsigned char *at, *end;
    bool failed;
};
uint64_t gp_goat_get_long(struct gp_goat_bytes *b);
static inline uint64_t gp_goat_get(struct gp_goat_bytes *b)
{
    return b->at < b->end && *b->at < 0x80 ? *b->at++ : gp_goat_get_long(b);
}
static inline int64_t gp_goat_get_signed(struct gp_goat_bytes *b)
{
    uint64_t n = gp_goat_get(b);

    return (int64_t)(n >> 1 ^ (0 - (n & 1)));
}
struct gp_slice gp_goat_get_text(struct gp_goat_bytes *b, uint64_t len);

/* ---- facts ---- */

struct gp_goat_file {
    char *name;
    uint64_t first_event;
};

/* What the facts tell besides the result itself; names follow in blocks of their own. */
struct gp_goat_facts {
    uint64_t n_events, n_cases, n_ties;
    uint64_t n_activities, n_resources, n_groups;
    uint64_t n_columns, n_case_rows; /* headers; cases with rows beside their events */
    bool has_time, has_start, has_resource, has_group, has_open, has_serial;
    struct gp_goat_file *file; /* [n_files] */
    size_t n_files;
    struct gp_attribute *kept; /* [n_kept] name and kind */
    uint64_t *n_values;        /* [n_kept] */
    size_t n_kept;
    uint64_t rejects_bytes;
    char *given;
};

/* One walk over all facts, which reads or writes each where it stands: `out` is written
 * to, or NULL, and then `in` is read. */
struct gp_goat_coder {
    struct gp_text *out;
    struct gp_goat_bytes in;
    bool no_memory;
};
void gp_goat_facts(struct gp_goat_coder *c, struct gp_goat_facts *f,
                   struct gp_ingest_result *r);
void gp_goat_facts_release(struct gp_goat_facts *f);

#endif
