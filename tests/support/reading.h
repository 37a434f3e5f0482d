/* reading.h - texts as documents of one form: what runs they allow, how they are refused,
 * and that hostile ones do no harm. format: of struct gp_read_options, NULL by content. */
#ifndef GP_TESTS_SUPPORT_READING_H
#define GP_TESTS_SUPPORT_READING_H

#include "model/process.h"

/* NULL on failure; err may be NULL. */
struct gp_process *gp_process_from(const char *format, const char *text,
                                   struct gp_err *err);

/* The same; fails the test with what is wrong. */
struct gp_process *reading_of(const char *format, const char *text);

/* Fails the test unless these are all runs of at most `longest` steps, a line each in
 * order of bytes (language.h). */
void reading_runs(const char *format, const char *text, size_t longest,
                  const char *runs);
void process_runs(const struct gp_process *p, size_t longest, const char *runs);

/* Fails the test unless the text is refused, at this line and with these words. */
void reading_refused(const char *format, const char *text, uint64_t line,
                     const char *words);

/* The head and n times the piece: a status, never a crash; the sanitizers watch. */
void reading_survives(const char *format, const char *head, const char *piece,
                      size_t n);

/* Refuses the first allocation, then the second, ... until the text is read: GP_SYSTEM
 * or a document each time. How many were refused. */
uint64_t reading_without_memory(const char *format, const char *text);

#endif
