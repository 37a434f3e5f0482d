/* language.h - what a documented process allows, the naive way: every sequence of names
 * up to a length, by playing the token game on the first net. The oracle of states.h. */
#ifndef GP_TESTS_SUPPORT_LANGUAGE_H
#define GP_TESTS_SUPPORT_LANGUAGE_H

#include "base/text.h"
#include "model/process.h"

/* One line a complete run, names joined by a blank, sorted; the empty run is "-". */
void gp_naive_language(const struct gp_process *p, size_t longest, struct gp_text *out);

#endif
