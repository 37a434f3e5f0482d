/* language.h - what a documented process allows, the naive way: every sequence of names
 * up to a length, by playing the token game on the first net. The oracle of states.h. */
#ifndef GP_TESTS_SUPPORT_LANGUAGE_H
#define GP_TESTS_SUPPORT_LANGUAGE_H

#include "model/read.h"

/* One line a complete run, names joined by a blank, sorted; the empty run is "-". */
void gp_naive_language(const struct gp_process *p, size_t longest, struct gp_text *out);

/* Reads a text as a document of the form given (NULL: by content); NULL on failure. */
struct gp_process *gp_process_from(const char *format, const char *text,
                                   struct gp_err *err);

#endif
