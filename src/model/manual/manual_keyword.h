/* manual_keyword.h - words that mean something in a manual, in the languages manuals are
 * written in: English, German, French, Spanish.
 *
 *   "within"  "innerhalb von"  "dans un délai de"  "en un plazo de"
 *   "back to"  "zurück zu"  "retour à"  "volver al"
 */
#ifndef GP_MODEL_MANUAL_KEYWORD_H
#define GP_MODEL_MANUAL_KEYWORD_H

#include "base/text.h"

enum gp_keyword {
    GP_KEYWORD_WITHIN,    /* a duration follows */
    GP_KEYWORD_AFTER,     /* within 2 days AFTER a step */
    GP_KEYWORD_BACK,      /* a step follows */
    GP_KEYWORD_STEP,      /* a number follows */
    GP_KEYWORD_IF,        /* a condition follows */
    GP_KEYWORD_IF_FIRST,  /* the same, but only as the first word of a sentence */
    GP_KEYWORD_IF_NEEDED, /* a step that may be left out follows */
    GP_KEYWORD_THEN,      /* joins what follows to what stood before */
    GP_KEYWORD_NOT,
    GP_KEYWORD_OPTIONAL,
    GP_KEYWORD_MAY_REPEAT,
    GP_KEYWORD_ONE_OF,
    GP_KEYWORD_ANY_ORDER,
};

/* The bytes of the longest phrase of this meaning that s begins with, in any case and
 * with or without accents; 0: none. */
size_t gp_keyword(struct gp_slice s, enum gp_keyword meaning);

/* Does any word of s mean this? */
bool gp_keyword_in(struct gp_slice s, enum gp_keyword meaning);

/* The bytes of the number of a step that s begins with, "3" or "3.2", the word for step
 * before it included; 0: none. *number: the digits alone. */
size_t gp_keyword_number(struct gp_slice s, struct gp_slice *number);

#endif
