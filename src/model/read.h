/* read.h - a document, whatever its form, becomes a documented process.
 *
 * The form is recognised by content (design 7.1), never by file name alone. One row of
 * the table in read.c a form; a reader gets the whole document in memory.
 */
#ifndef GP_MODEL_READ_H
#define GP_MODEL_READ_H

#include "model/process.h"

enum { GP_DOCUMENT_LIMIT = 64 * 1024 * 1024 }; /* bytes of one file */

/* What an interrupted task has left in the log (spec 2.3). */
enum gp_task_events {
    GP_TASK_EITHER,
    GP_TASK_COMPLETE, /* events mark the end: an interrupted task left none */
    GP_TASK_START,    /* events mark the start: it left one */
};

struct gp_read_options {
    const char *format; /* NULL: by content; else bpmn, pnml, process tree, flat net,
                         * mermaid, table, rules or manual */
    enum gp_task_events task_events;
    bool zero_instances; /* a multi-instance task may run for no instance at all */
    bool strict;         /* an element on a flow that is not understood: GP_INPUT */
};

/* One file of a document. */
struct gp_input {
    const char *name;
    struct gp_slice bytes;
};

/* A reader: inputs[0] is the document; further ones only add called processes (BPMN).
 * On failure the sentence in err names file and line, and *out stays NULL. */
typedef enum gp_status gp_reader_fn(const struct gp_input *inputs, size_t n,
                                    const struct gp_read_options *options,
                                    struct gp_process **out, struct gp_err *err);

/* Reads files, recognises the form of the first, checks that there is something to
 * judge by (gp_process_check). options may be NULL. */
enum gp_status gp_read_files(const char *const *paths, size_t n,
                             const struct gp_read_options *options,
                             struct gp_process **out, struct gp_err *err) GP_MUST_USE;

/* The same for bytes already in memory; they are borrowed during the call. */
enum gp_status gp_read_inputs(const struct gp_input *inputs, size_t n,
                              const struct gp_read_options *options,
                              struct gp_process **out, struct gp_err *err) GP_MUST_USE;

/* The whole file, at most GP_DOCUMENT_LIMIT bytes, appended; what it is goes into the
 * sentence of a failure ("document"). */
enum gp_status gp_read_bytes(const char *path, const char *what, struct gp_text *bytes,
                             struct gp_err *err) GP_MUST_USE;

#endif
