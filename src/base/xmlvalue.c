/* xmlvalue.c - see xmlvalue.h. */
#include "base/xmlvalue.h"

#include <string.h>

bool gp_xml_is_sound(struct gp_slice s)
{
    size_t i;

    if (!gp_utf8_valid(s.at, s.len))
        return false;
    for (i = 2; i < s.len; i++)
        if ((unsigned char)s.at[i] >= 0xBE && (unsigned char)s.at[i - 1] == 0xBF &&
            (unsigned char)s.at[i - 2] == 0xEF)
            return false;
    return true;
}

/* The number behind "&#", up to ";". 0: none that is allowed. */
static uint32_t numbered(const char *p, const char *end)
{
    uint32_t base = 10, n = 0;

    if (p < end && *p == 'x') {
        base = 16;
        p++;
    }
    if (p == end || end - p > 8)
        return 0;
    for (; p < end; p++) {
        uint32_t digit = *p >= '0' && *p <= '9'   ? (uint32_t)(*p - '0')
                         : *p >= 'a' && *p <= 'f' ? (uint32_t)(*p - 'a' + 10)
                         : *p >= 'A' && *p <= 'F' ? (uint32_t)(*p - 'A' + 10)
                                                  : 16;

        if (digit >= base)
            return 0;
        n = n * base + digit;
        if (n > 0x10FFFF)
            return 0;
    }
    return (n >= 0x20 && n < 0xD800) || (n >= 0xE000 && n < 0xFFFE) || n >= 0x10000 ? n
                                                                                    : 0;
}

/* One entity at *p, "&" and ";" included; false: not one that we know. */
static bool add_entity(struct gp_text *out, const char **p, const char *end)
{
    static const struct {
        const char *name;
        char c;
    } known[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    const char *from = *p + 1, *to = memchr(from, ';', (size_t)(end - from));
    size_t i;

    if (to == NULL)
        return false;
    *p = to + 1;
    if (to - from > 1 && *from == '#') {
        uint32_t c = numbered(from + 1, to);

        gp_utf8_encode(out, c);
        return c != 0;
    }
    for (i = 0; i < sizeof known / sizeof known[0]; i++)
        if (gp_slice_is(gp_slice_n(from, (size_t)(to - from)), known[i].name)) {
            gp_text_add_char(out, known[i].c);
            return true;
        }
    return false;
}

bool gp_xml_decode(struct gp_slice raw, struct gp_text *out)
{
    const char *p = raw.at, *end = raw.at + raw.len;

    while (p < end) {
        if (*p == '&') {
            if (!add_entity(out, &p, end))
                return false;
            continue;
        }
        gp_text_add_char(out, *p == '\n' || *p == '\t' ? ' ' : *p);
        p++;
    }
    return true;
}
