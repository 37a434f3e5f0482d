/* ingest_parts.h - the steps of reading a log (ingest.c), of which only looking at it
 * (look.c) takes some: ingest_open.c up to the decisions, ingest_read.c the rows
 * (ingest.h is for others).
 */
#ifndef GP_INGEST_INGEST_PARTS_H
#define GP_INGEST_INGEST_PARTS_H

#include "ingest/decide.h"
#include "ingest/events.h"
#include "ingest/ingest.h"
#include "ingest/kept.h"

struct file {
    const char *name;
    struct gp_reader *reader; /* NULL while closed */
    struct gp_decision decision;
    struct gp_zone *zone; /* of times without one */
};

struct job {
    const struct gp_ingest_options *o;
    struct gp_ingest_result *r;
    struct file *file;
    size_t n_files;
    struct gp_slice *missing; /* markers, into o->missing */
    size_t n_missing;
    struct gp_kept kept;
    uint64_t undecided; /* dates in a form that the samples do not have */
    bool once;          /* some file cannot be read again */
    struct gp_err *err;
};

/* Opens the file unless it is open. */
enum gp_status gp_job_open(struct job *j, struct file *f) GP_MUST_USE;
void gp_job_close(struct file *f);

/* The zone of a file's times that carry none, as gp_zone_open takes it. */
const char *gp_job_tz(const struct job *j, const char *file);

/* GP_USAGE when one of the zones is none, or is given for a file that is not read. */
enum gp_status gp_job_zones_fit(struct job *j) GP_MUST_USE;

/* Opens the zone of the file's times. */
enum gp_status gp_job_zone(struct job *j, struct file *f) GP_MUST_USE;

/* GP_USAGE when a name is given twice. */
enum gp_status gp_job_no_file_twice(struct job *j) GP_MUST_USE;

/* Opens each file, looks at its first MiB and decides; what one leaves open may be told by
 * another. */
enum gp_status gp_job_look(struct job *j) GP_MUST_USE;

/* Before reading: the markers of --missing; the log with the columns that any file has,
 * once all are decided on; the columns that the reader of an open file must give. */
enum gp_status gp_job_split_missing(struct job *j) GP_MUST_USE;
enum gp_status gp_job_make_log(struct job *j) GP_MUST_USE;
enum gp_status gp_job_use_columns(struct job *j, const struct file *f) GP_MUST_USE;

/* A maker as the options and the decision say; name: of the file, for messages. */
struct gp_event_maker gp_job_maker(const struct job *j, const struct file *f,
                                   const char *name);

/* The rows of an open file, one after another or by several hands, become events; m counts
 * them and takes none itself in the second case. */
bool gp_job_can_read_blocks(const struct job *j, const struct file *f,
                            const struct gp_event_maker *m);
enum gp_status gp_job_read_blocks(struct job *j, struct file *f,
                                  struct gp_event_maker *m) GP_MUST_USE;

/* After the last file: events by case, and what became of starts and completes. */
enum gp_status gp_job_group(struct job *j) GP_MUST_USE;

/* Now and then while rows are read: progress, and whether the activity can be one. */
enum gp_status gp_job_rows_read(const struct job *j, const struct file *f,
                                uint64_t rows) GP_MUST_USE;

/* Rows that are none of the table: too few fields, or none where names should be. */
static inline uint64_t gp_strangers(const struct gp_event_maker *m)
{
    return m->rejects->added - m->count.unread;
}

/* Totals and remarks stand behind the table in the exports of many systems: n strangers
 * behind the last row used. A few are no sign that the rows are read wrongly. */
void gp_job_count_trailing(struct job *j, uint64_t n);

/* Reads the file's rows into the log, checks the balance, and closes it. */
enum gp_status gp_job_read(struct job *j, struct file *f,
                           struct gp_source_found *found) GP_MUST_USE;

/* A .goat file, which is a whole log, or a look at it; and whether what was read can be
 * used. looked: NULL for all of it. */
enum gp_status gp_job_read_goat(struct job *j, struct gp_looked *looked) GP_MUST_USE;
enum gp_status gp_job_judge(struct job *j) GP_MUST_USE;

/* Fails with "what", and the commonest reason for refused rows with its first one. */
enum gp_status gp_job_first_reject(const struct job *j, enum gp_status status,
                                   const char *what);

#endif
