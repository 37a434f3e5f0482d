/* manual_words.h - looking at the words of a sentence; shared by the manual_*.c files that
 * take a list item apart. Slices are parts of the slices given. */
#ifndef GP_MODEL_MANUAL_WORDS_H
#define GP_MODEL_MANUAL_WORDS_H

#include "base/text.h"

/* From byte i on. */
static inline struct gp_slice gp_words_from(struct gp_slice s, size_t i)
{
    return gp_slice_n(s.at + i, s.len - i);
}

static inline bool gp_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Does s begin with these words (any case; words are set apart by one blank)? */
bool gp_words_begin(struct gp_slice s, const char *words);

/* Trimmed, and without any of these characters at its end. */
struct gp_slice gp_words_without_end(struct gp_slice s, const char *chars);

#endif
