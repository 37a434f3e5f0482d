/* manual_words.c - see manual_words.h. */
#include "model/manual/manual_words.h"

#include <string.h>

bool gp_words_begin(struct gp_slice s, const char *words)
{
    size_t len = strlen(words);

    return s.len >= len && gp_slice_is_nocase(gp_slice_n(s.at, len), words) &&
           (s.len == len ||
            !((s.at[len] >= 'a' && s.at[len] <= 'z') ||
              (s.at[len] >= 'A' && s.at[len] <= 'Z') ||
              (s.at[len] >= '0' && s.at[len] <= '9') || s.at[len] == '-' ||
              s.at[len] == '_' || s.at[len] == '\'' || (s.at[len] & 0x80) != 0));
}

struct gp_slice gp_words_without_end(struct gp_slice s, const char *chars)
{
    s = gp_slice_trim(s);
    while (s.len > 0 && strchr(chars, s.at[s.len - 1]) != NULL)
        s = gp_slice_trim(gp_slice_n(s.at, s.len - 1));
    return s;
}
