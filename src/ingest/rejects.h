/* rejects.h - rows that became no event: reasons, counts, the first examples of each,
 * and (where wanted) all of them as CSV.
 *
 * Nothing is lost silently (design 3.6): a row that is refused passes through here.
 */
#ifndef GP_INGEST_REJECTS_H
#define GP_INGEST_REJECTS_H

#include "base/err.h"
#include "base/text.h"

#include <stdint.h>

enum gp_reject {
    GP_REJECT_NO_CASE,
    GP_REJECT_NO_ACTIVITY,
    GP_REJECT_NO_TIME,
    GP_REJECT_BAD_TIME,    /* unreadable time */
    GP_REJECT_IMPLAUSIBLE, /* year outside 1900..2199 */
    GP_REJECT_FIELD_COUNT, /* wrong number of fields */
    GP_REJECT_QUOTE_OPEN,  /* quote not closed */
    GP_REJECT_QUOTE_TEXT,  /* text after a closing quote */
    GP_REJECT_FIELD_LONG,  /* field too long */
    GP_REJECT_NUL,         /* NUL byte in a column that is used */
    GP_REJECT_HEADER_AGAIN,
    GP_REJECT_KINDS,
};

/* "no case", "no activity", ... : the words used in every output. */
const char *gp_reject_name(enum gp_reject reason);

enum { GP_REJECT_EXAMPLES = 20, GP_REJECT_TEXT = 200 };

struct gp_reject_example {
    /* lent by the caller of gp_rejects_add: lives as long as the log */
    const char *file;
    uint64_t line;
    /* the record's first bytes, owned, at most GP_REJECT_TEXT, then "..." */
    char *text;
    /* what was wrong in it, e.g. the unreadable time; owned, may be NULL */
    char *found;
};

struct gp_rejects {
    uint64_t added; /* so far: the sum of count */
    uint64_t count[GP_REJECT_KINDS];
    struct gp_reject_example example[GP_REJECT_KINDS][GP_REJECT_EXAMPLES];
    size_t n_examples[GP_REJECT_KINDS];
    struct gp_text *all; /* borrowed; when not NULL every reject is appended as CSV:
                            file,line,reason,found,record */
};

/* Writes that header line into *all when it is empty. */
void gp_rejects_init(struct gp_rejects *r, struct gp_text *all);
void gp_rejects_release(struct gp_rejects *r);
uint64_t gp_rejects_total(const struct gp_rejects *r);

/* The refused rows of `from`, which are behind those of r, go there; `from` is empty then.
 * Fails only for memory. */
enum gp_status gp_rejects_move(struct gp_rejects *from, struct gp_rejects *r,
                               struct gp_err *err) GP_MUST_USE;

/* record: the raw record (or its beginning); found may be empty. Fails only for memory.
 */
enum gp_status gp_rejects_add(struct gp_rejects *r, enum gp_reject reason,
                              const char *file, uint64_t line, struct gp_slice record,
                              struct gp_slice found, struct gp_err *err) GP_MUST_USE;

#endif
