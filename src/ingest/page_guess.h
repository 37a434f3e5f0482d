/* page_guess.h - which encoding of one byte a character some bytes are in, told by the
 * words that come out.
 *
 *   Za\xBF\xF3\xB3\xE6     windows-1250: "Zażółć", Polish
 *                          windows-1252: "Za¿ó³æ": signs in a word, letters of no language
 *
 * Where two readings differ and both make sense, that is said, not passed over.
 */
#ifndef GP_INGEST_PAGE_GUESS_H
#define GP_INGEST_PAGE_GUESS_H

#include "base/codepage.h"
#include "base/err.h"
#include "base/text.h"

#include <stdbool.h>

enum gp_page_verdict {
    GP_PAGE_SURE,
    GP_PAGE_UNSURE, /* another reading makes sense as well: doubt tells; or some words
                       make none */
    GP_PAGE_NONE,   /* no reading makes words of most of them */
};

struct gp_page_guess {
    enum gp_page_verdict verdict;
    const struct gp_codepage *page; /* the likeliest, never NULL */
    bool latin;                     /* letters like ours, with marks */
    bool rival;                     /* another reading makes sense as well */
    size_t words, fit; /* looked at; those that are words of a language there */
    char evidence[240]; /* "18 of 19 words make sense so, most as Polish: 'Zażółć'" */
    char doubt[200]; /* "'Señor' would be 'Seńor' in windows-1250", or "" when sure */
};

/* From the first words with bytes beyond ASCII; each counts once. GP_SYSTEM when memory
 * is short. */
enum gp_status gp_page_guess(struct gp_slice bytes, struct gp_page_guess *out,
                             struct gp_err *err) GP_MUST_USE;

#endif
