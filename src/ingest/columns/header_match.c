/* header_match.c - see header_match.h. */
#include "ingest/columns/header_match.h"

#include "base/fold.h"

#include <string.h>

struct gp_header_words gp_header_words_fold(struct gp_slice header)
{
    struct gp_header_words w;

    w.len = gp_fold_words(header, w.at, sizeof w.at);
    w.of_case = gp_slice_starts(header, "case:");
    return w;
}

static enum gp_phrase_place place_in(const char *text, size_t len, const char *phrase,
                                     size_t n)
{
    if (n > len || n == 0)
        return GP_NOWHERE;
    if (n == len)
        return memcmp(text, phrase, n) == 0 ? GP_WHOLE : GP_NOWHERE;
    if (text[len - n - 1] == ' ' && memcmp(text + len - n, phrase, n) == 0)
        return GP_ENDS;
    if (text[n] == ' ' && memcmp(text, phrase, n) == 0)
        return GP_BEGINS;
    return GP_NOWHERE;
}

enum gp_phrase_place gp_best_place(const char *list, const char *text, size_t len,
                                   size_t *length)
{
    enum gp_phrase_place best = GP_NOWHERE;

    *length = 0;
    while (*list != '\0') {
        size_t n = strcspn(list, "|");
        enum gp_phrase_place p = place_in(text, len, list, n);

        if (p > best || (p == best && p != GP_NOWHERE && n > *length)) {
            best = p;
            *length = n;
        }
        list += n;
        list += *list == '|';
    }
    return best;
}

bool gp_is_one_of(const char *list, const char *text, size_t len)
{
    size_t n;

    return gp_best_place(list, text, len, &n) == GP_WHOLE;
}

bool gp_has_word_of(const char *list, const struct gp_header_words *w)
{
    size_t i = 0;

    while (i < w->len) {
        size_t n = strcspn(w->at + i, " ");

        if (gp_is_one_of(list, w->at + i, n))
            return true;
        i += n + 1;
    }
    return false;
}
