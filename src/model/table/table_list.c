/* table_list.c - see table_list.h. */
#include "model/table/table_list.h"

#include <string.h>

/* The length of what stands between two steps of a list, 0: they go on at i. */
static size_t separator_at(struct gp_slice s, size_t i, bool loose)
{
    /* " or " in English, German, French, Spanish */
    static const char *const words[] = {", or ", " or ", " oder ", " ou ",
                                        " o ",   ",",    ";",      "/"};
    size_t k;

    if (!loose)
        return s.at[i] == '|' || s.at[i] == '&';
    for (k = 0; k < sizeof words / sizeof *words; k++)
        if (gp_slice_starts(gp_slice_n(s.at + i, s.len - i), words[k]))
            return strlen(words[k]);
    return 0;
}

bool gp_table_part(struct gp_slice s, size_t *from, bool loose, struct gp_slice *part)
{
    size_t i = *from, len = 0;

    if (i > s.len)
        return false;
    while (i < s.len && (len = separator_at(s, i, loose)) == 0)
        i++;
    *part = gp_slice_trim(gp_slice_n(s.at + *from, i - *from));
    *from = i == s.len ? s.len + 1 : i + len;
    return true;
}

bool gp_table_is_end(struct gp_slice s)
{
    static const char *const words[] = {"end",  "stop", "done", "-",    "\xE2\x80\x94",
                                        "ende", "fin",  "fine", "final"};
    size_t i;

    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (gp_slice_is_nocase(s, words[i]))
            return true;
    return false;
}
