/* name_sentence.c - see name_sentence.h. */
#include "model/names/name_sentence.h"

#include <string.h>

/* Length of the separator that begins at i, 0: none does. */
static size_t separator_at(struct gp_slice s, size_t i, const char *const *words,
                           size_t n)
{
    size_t k;

    for (k = 0; k < n; k++) {
        size_t len = strlen(words[k]);

        if (len <= s.len - i && memcmp(s.at + i, words[k], len) == 0)
            return len;
    }
    return 0;
}

struct gp_slice gp_name_head(struct gp_slice name)
{
    static const char *const begins[] = {
        ": ",  ", if ",          ", when ",       ", unless ",
        " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 "};
    size_t i;

    for (i = 1; i < name.len; i++)
        if (separator_at(name, i, begins, sizeof begins / sizeof *begins) != 0)
            return gp_slice_trim(gp_slice_n(name.at, i));
    return gp_slice_n(name.at, 0);
}

size_t gp_name_choices(struct gp_slice name, struct gp_slice *out, size_t most)
{
    static const char *const between[] = {"/", " or ", " oder ", " ou "};
    size_t i, start = 0, n = 0;

    for (i = 0; i <= name.len; i++) {
        size_t len = i == name.len ? 0
                                   : separator_at(name, i, between,
                                                  sizeof between / sizeof *between);

        if (len == 0 && i < name.len)
            continue;
        if (n == most)
            return 0;
        out[n] = gp_slice_trim(gp_slice_n(name.at + start, i - start));
        if (out[n++].len == 0)
            return 0;
        start = i + len;
        i += len > 0 ? len - 1 : 0;
    }
    return n > 1 ? n : 0;
}
