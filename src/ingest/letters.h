/* letters.h - the letters beyond a to z by which languages are known, and what kind of
 * character a code point is. For telling encodings apart (page_guess.h).
 */
#ifndef GP_INGEST_LETTERS_H
#define GP_INGEST_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum gp_script {
    GP_SCRIPT_LATIN,
    GP_SCRIPT_GREEK,
    GP_SCRIPT_CYRILLIC,
    GP_SCRIPT_HEBREW,
    GP_SCRIPT_ARABIC,
    GP_SCRIPT_NONE, /* signs */
};

struct gp_language {
    const char *name;
    enum gp_script script;
    const char *letters; /* UTF-8, small, the most frequent first */
};

extern const struct gp_language gp_languages[];
extern const size_t gp_n_languages;

enum gp_script gp_letter_script(uint32_t cp);
uint32_t gp_letter_small(uint32_t cp); /* of a capital; else cp */
bool gp_letter_is_vowel(uint32_t cp);  /* of the Latin script; small or capital */

#endif
