/* tags.c - see tags.h. */
#include "report/page/tags.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct gp_slice take_name(struct gp_slice *s)
{
    size_t n = 0;

    while (n < s->len && !is_blank(s->at[n]) && strchr("=/>\"'<", s->at[n]) == NULL)
        n++;
    *s = gp_slice_n(s->at + n, s->len - n);
    return gp_slice_n(s->at - n, n);
}

static void skip_blanks(struct gp_slice *s)
{
    while (s->len != 0 && is_blank(s->at[0]))
        *s = gp_slice_n(s->at + 1, s->len - 1);
}

static bool take_value(struct gp_slice *s, struct gp_slice *value)
{
    const char *end;

    if (s->len == 0 || (s->at[0] != '"' && s->at[0] != '\''))
        return false;
    end = memchr(s->at + 1, s->at[0], s->len - 1);
    if (end == NULL)
        return false;
    *value = gp_slice_n(s->at + 1, (size_t)(end - s->at) - 1);
    *s = gp_slice_n(end + 1, s->len - (size_t)(end + 1 - s->at));
    return memchr(value->at, '<', value->len) == NULL;
}

static bool take_attribute(struct gp_slice *s, struct gp_tag *tag)
{
    struct gp_tag_attribute a;

    a.name = take_name(s);
    skip_blanks(s);
    if (a.name.len == 0 || s->len == 0 || s->at[0] != '=')
        return false;
    *s = gp_slice_n(s->at + 1, s->len - 1);
    skip_blanks(s);
    if (!take_value(s, &a.raw) || tag->n == GP_TAG_ATTRIBUTES)
        return false;
    tag->attribute[tag->n++] = a;
    return true;
}

/* s begins behind '<'; afterwards behind '>'. */
bool gp_tag_take(struct gp_slice *s, struct gp_tag *tag)
{
    memset(tag, 0, sizeof *tag);
    if (s->len != 0 && s->at[0] == '/') {
        tag->closing = true;
        *s = gp_slice_n(s->at + 1, s->len - 1);
    }
    tag->name = take_name(s);
    if (tag->name.len == 0)
        return false;
    for (;;) {
        skip_blanks(s);
        if (s->len == 0)
            return false;
        if (s->at[0] == '>') {
            *s = gp_slice_n(s->at + 1, s->len - 1);
            return true;
        }
        if (s->at[0] == '/' && s->len > 1 && s->at[1] == '>') {
            tag->empty = true;
            *s = gp_slice_n(s->at + 2, s->len - 2);
            return !tag->closing;
        }
        if (!take_attribute(s, tag))
            return false;
    }
}

/* Skips to behind the mark; false when it is not there. */
bool gp_tag_skip_past(struct gp_slice *s, const char *mark)
{
    size_t n = strlen(mark), i;

    for (i = 0; i + n <= s->len; i++)
        if (memcmp(s->at + i, mark, n) == 0) {
            *s = gp_slice_n(s->at + i + n, s->len - i - n);
            return true;
        }
    return false;
}

/* --- decoding --- */

static size_t number_of(const char *digits, size_t n, unsigned base, uint32_t *cp)
{
    size_t i;

    *cp = 0;
    for (i = 0; i < n && *cp < 0x110000; i++) {
        char c = digits[i];
        unsigned d = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                     : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
                     : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10
                                            : 99;

        if (d >= base)
            break;
        *cp = *cp * base + d;
    }
    return i;
}

/* One entity at s (which begins with '&'): its code point and length; 0: not one. */
static size_t entity(struct gp_slice s, uint32_t *cp)
{
    static const struct {
        const char *name;
        uint32_t cp;
    } known[] = {{"&amp;", '&'},  {"&lt;", '<'},    {"&gt;", '>'},
                 {"&quot;", '"'}, {"&apos;", '\''}, {"&nbsp;", 0xA0}};
    size_t i, n;

    for (i = 0; i < sizeof known / sizeof known[0]; i++)
        if (gp_slice_starts(s, known[i].name)) {
            *cp = known[i].cp;
            return strlen(known[i].name);
        }
    if (gp_slice_starts(s, "&#x"))
        n = 3 + number_of(s.at + 3, s.len - 3, 16, cp);
    else if (gp_slice_starts(s, "&#"))
        n = 2 + number_of(s.at + 2, s.len - 2, 10, cp);
    else
        return 0;
    return n < s.len && s.at[n] == ';' && *cp != 0 && *cp < 0x110000 ? n + 1 : 0;
}

/* White space of any kind is a space, as XML reads attributes. */
void gp_tag_decode(struct gp_text *out, struct gp_slice raw)
{
    while (raw.len != 0) {
        uint32_t cp;
        size_t n = raw.at[0] == '&' ? entity(raw, &cp) : 0;

        if (n != 0)
            gp_utf8_encode(out, cp);
        else
            gp_text_add_char(out, is_blank(raw.at[0]) ? ' ' : raw.at[0]);
        n = n != 0 ? n : 1;
        raw = gp_slice_n(raw.at + n, raw.len - n);
    }
}
