/* name_fold.c - see name_fold.h. */
#include "model/name_fold.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static bool is_word(utf8proc_int32_t c)
{
    utf8proc_category_t k = utf8proc_category(c);

    return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
           (k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO);
}

/* Valid UTF-8 only; what is invalid becomes a blank. */
static void add_valid(struct gp_text *t, struct gp_slice s)
{
    size_t i = 0;

    while (i < s.len) {
        uint32_t c;
        size_t n = gp_utf8_decode(s.at + i, s.len - i, &c);

        if ((n == 1 && c == 0xFFFD) || c == 0)
            gp_text_add_char(t, ' ');
        else
            gp_text_add_n(t, s.at + i, n);
        i += n;
    }
}

bool gp_name_fold(struct gp_slice name, struct gp_text *out)
{
    struct gp_text valid = {0};
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t len;
    size_t i = 0, start = out->len;
    bool gap = false;

    add_valid(&valid, name);
    if (!gp_text_ok(&valid)) {
        gp_text_release(&valid);
        return false;
    }
    len = utf8proc_map((const utf8proc_uint8_t *)gp_text_z(&valid),
                       (utf8proc_ssize_t)valid.len, &folded,
                       UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK |
                           UTF8PROC_CASEFOLD);
    gp_text_release(&valid);
    while (len > 0 && i < (size_t)len) {
        uint32_t c;
        size_t n = gp_utf8_decode((const char *)folded + i, (size_t)len - i, &c);

        if (is_word((utf8proc_int32_t)c)) {
            if (gap && out->len > start)
                gp_text_add_char(out, ' ');
            gp_text_add_n(out, (const char *)folded + i, n);
            gap = false;
        } else {
            gap = true;
        }
        i += n;
    }
    free(folded); /* the library allocates with malloc */
    return len >= 0 && gp_text_ok(out);
}

/* One to three letters and at least one digit, then a blank or punctuation. */
static size_t code_length(struct gp_slice s)
{
    size_t i = 0, letters;

    while (i < s.len &&
           ((s.at[i] >= 'A' && s.at[i] <= 'Z') || (s.at[i] >= 'a' && s.at[i] <= 'z')))
        i++;
    letters = i;
    while (i < s.len && s.at[i] >= '0' && s.at[i] <= '9')
        i++;
    if (letters > 3 || i == letters || i - letters > 4 || i >= s.len ||
        strchr(" .:-_", s.at[i]) == NULL)
        return 0;
    while (i < s.len && strchr(" .:-_", s.at[i]) != NULL)
        i++;
    return i < s.len ? i : 0;
}

struct gp_slice gp_name_strip(struct gp_slice name)
{
    static const char *const ends[] = {"complete", "start",  "schedule",  "assign",
                                       "suspend",  "resume", "ate_abort", "withdraw"};
    size_t i, n = code_length(name);

    name = gp_slice_n(name.at + n, name.len - n);
    for (i = name.len; i > 1 && name.at[i - 1] != '+'; i--)
        ;
    for (n = 0; i > 1 && n < sizeof ends / sizeof *ends; n++)
        if (gp_slice_is_nocase(gp_slice_n(name.at + i, name.len - i), ends[n]))
            return gp_slice_trim(gp_slice_n(name.at, i - 1));
    return gp_slice_trim(name);
}
