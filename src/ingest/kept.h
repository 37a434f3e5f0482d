/* kept.h - the attributes that events carry besides their roles: which, and in which
 * column of each file.
 */
#ifndef GP_INGEST_KEPT_H
#define GP_INGEST_KEPT_H

#include "ingest/decide.h"

struct gp_kept {
    struct gp_dict names; /* of all files, in order of appearance */
    enum gp_value_kind *kind;
    size_t cap_kind;
    size_t n_lasting; /* the first of them; others are there for a filter only */
};

/* What the options keep of one file: d->keep gets a column for each name known so far,
 * -1 where the file has none. With keep_all that is every column without a role; of two
 * columns with one name the second is called "name (column 7)". */
enum gp_status gp_kept_add(struct gp_kept *k, const struct gp_reader *reader,
                           const struct gp_ingest_options *o, struct gp_decision *d,
                           struct gp_err *err) GP_MUST_USE;

/* After all files: names that later files added. */
enum gp_status gp_kept_extend(const struct gp_kept *k, struct gp_decision *d,
                              struct gp_err *err) GP_MUST_USE;

/* The attributes of an empty log. */
enum gp_status gp_kept_begin(const struct gp_kept *k, struct gp_eventlog *log,
                             struct gp_err *err) GP_MUST_USE;
void gp_kept_release(struct gp_kept *k);

#endif
