/* err.h - how a failure is told.
 *
 * What can fail returns enum gp_status; the sentence for the user goes into the
 * caller's struct gp_err. The statuses are the program's exit codes (design 2).
 */
#ifndef GP_BASE_ERR_H
#define GP_BASE_ERR_H

#include <stddef.h>
#include <stdint.h>

enum gp_status {
    GP_OK = 0,
    GP_GATE = 1,   /* done, and a --fail-on condition was met */
    GP_USAGE = 2,  /* the command line is wrong */
    GP_INPUT = 3,  /* the input cannot be used */
    GP_SYSTEM = 4, /* I/O, memory, disk */
    GP_BUG = 5,    /* a defect in goatpath */
};

#define GP_MUST_USE     __attribute__((warn_unused_result))
#define GP_PRINTF(f, a) __attribute__((format(printf, f, a)))

/* One plain sentence with what was found, what was expected, what to do. file is empty
 * and line 0 where there is none. Long texts end in "...". */
struct gp_err {
    enum gp_status status;
    uint64_t line;
    char file[256];
    char text[1536];
    char excerpt[96]; /* of what the user wrote, with the place that is meant; or "" */
    unsigned caret;   /* bytes of excerpt before that place */
};

/* Fills err (which may be NULL) and returns status, so that `return gp_fail(...)` reads
 * well. Arguments may come from a log: control characters are made visible when shown.
 */
enum gp_status gp_fail(struct gp_err *err, enum gp_status status, const char *format,
                       ...) GP_PRINTF(3, 4);

/* The same, at a place in a file; line 0 when only the file is known. */
enum gp_status gp_fail_at(struct gp_err *err, enum gp_status status, const char *file,
                          uint64_t line, const char *format, ...) GP_PRINTF(5, 6);

/* Adds where it happened to an error that does not say so yet. */
void gp_err_place(struct gp_err *err, const char *file, uint64_t line);

/* Adds what the user wrote around byte `at` of text, so that a caret can show the place. */
void gp_err_excerpt(struct gp_err *err, const char *text, size_t at);

/* Out of memory, in the words every caller uses. Inline, so that an analyser sees that
 * it never returns GP_OK. */
void gp_err_memory(struct gp_err *err);
static inline enum gp_status gp_fail_memory(struct gp_err *err)
{
    gp_err_memory(err);
    return GP_SYSTEM;
}

#endif
