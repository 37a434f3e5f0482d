/* escape.c - see escape.h. */
#include "base/escape.h"

#include <string.h>

/* Marks that reorder or hide text: they could make a name look like another one. */
static bool hides(uint32_t cp)
{
    return (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2060 && cp <= 0x2069) || cp == 0x061C || cp == 0xFEFF ||
           cp == 0x2028 || cp == 0x2029;
}

static bool control(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0);
}

/* One code point at *s, which moves on. *bad: the byte was not UTF-8. */
static uint32_t take(struct gp_slice *s, struct gp_slice *bytes, bool *bad)
{
    uint32_t cp;
    size_t n = gp_utf8_decode(s->at, s->len, &cp);

    *bad = n == 1 && (unsigned char)s->at[0] >= 0x80;
    *bytes = gp_slice_n(s->at, n);
    *s = gp_slice_n(s->at + n, s->len - n);
    return cp;
}

/* Bytes at the front that JSON takes as they are. */
static size_t plain_json(struct gp_slice s)
{
    size_t n = 0;

    while (n < s.len && s.at[n] >= 0x20 && s.at[n] < 0x7F && s.at[n] != '"' &&
           s.at[n] != '\\' && s.at[n] != '<')
        n++;
    return n;
}

void gp_escape_json(struct gp_text *t, struct gp_slice s)
{
    while (s.len != 0) {
        size_t plain = plain_json(s);
        struct gp_slice bytes;
        uint32_t cp;
        bool bad;

        if (plain != 0) {
            gp_text_add_n(t, s.at, plain);
            s = gp_slice_n(s.at + plain, s.len - plain);
            continue;
        }
        cp = take(&s, &bytes, &bad);
        if (bad)
            gp_text_add(t, "\\ufffd");
        else if (cp == '"' || cp == '\\')
            gp_text_addf(t, "\\%c", (char)cp);
        else if (cp == '\n')
            gp_text_add(t, "\\n");
        else if (cp == '\t')
            gp_text_add(t, "\\t");
        else if (cp < 0x20 || cp == '<' || cp == 0x7F || cp == 0x2028 || cp == 0x2029)
            gp_text_addf(t, "\\u%04x", (unsigned)cp);
        else
            gp_text_add_slice(t, bytes);
    }
}

static const char *html_entity(uint32_t cp)
{
    switch (cp) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void gp_escape_html(struct gp_text *t, struct gp_slice s)
{
    while (s.len != 0) {
        struct gp_slice bytes;
        bool bad;
        uint32_t cp = take(&s, &bytes, &bad);

        if (bad)
            gp_utf8_encode(t, 0xFFFD);
        else if (html_entity(cp) != NULL)
            gp_text_add(t, html_entity(cp));
        else if (cp < 0x20)
            gp_utf8_encode(t, 0x2400 + cp); /* a picture of the control character */
        else if (control(cp) || hides(cp))
            gp_text_addf(t, "[U+%04X]", (unsigned)cp);
        else
            gp_text_add_slice(t, bytes);
    }
}

void gp_escape_xml(struct gp_text *t, struct gp_slice s)
{
    while (s.len != 0) {
        struct gp_slice bytes;
        bool bad;
        uint32_t cp = take(&s, &bytes, &bad);

        if (html_entity(cp) != NULL)
            gp_text_add(t, html_entity(cp));
        else if (cp == '\n' || cp == '\r' || cp == '\t')
            gp_text_addf(t, "&#%u;", (unsigned)cp);
        else if (bad || cp < 0x20 || cp == 0xFFFE || cp == 0xFFFF)
            gp_utf8_encode(t, 0xFFFD);
        else
            gp_text_add_slice(t, bytes);
    }
}

/* First character a spreadsheet acts on, after spaces; full-width forms count too. */
static bool formula(struct gp_slice s)
{
    static const uint32_t risky[] = {'=',  '+',    '-',    '@',    '\t',
                                     '\r', 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20};
    uint32_t cp = ' ';
    size_t i, n;

    for (; s.len != 0 && (cp == ' ' || cp == 0xA0 || cp == 0x3000);
         s = gp_slice_n(s.at + n, s.len - n))
        n = gp_utf8_decode(s.at, s.len, &cp);
    for (i = 0; i < sizeof risky / sizeof risky[0]; i++)
        if (cp == risky[i])
            return true;
    return false;
}

static void csv_cell(struct gp_text *t, struct gp_slice s, bool guard)
{
    bool quote = guard;
    size_t i;

    for (i = 0; i < s.len && !quote; i++)
        quote = strchr(",\"\r\n;\t", s.at[i]) != NULL; /* also matches NUL */
    if (s.len != 0 && (s.at[0] == ' ' || s.at[s.len - 1] == ' '))
        quote = true;
    if (!quote) {
        gp_text_add_slice(t, s);
        return;
    }
    gp_text_add(t, guard ? "\"'" : "\"");
    for (i = 0; i < s.len; i++)
        gp_text_add_n(t, s.at[i] == '"' ? "\"\"" : &s.at[i], s.at[i] == '"' ? 2 : 1);
    gp_text_add_char(t, '"');
}

void gp_escape_csv(struct gp_text *t, struct gp_slice s)
{
    csv_cell(t, s, formula(s));
}

void gp_escape_csv_raw(struct gp_text *t, struct gp_slice s)
{
    csv_cell(t, s, false);
}

static void visible(struct gp_text *t, uint32_t cp, struct gp_slice bytes, bool bad)
{
    if (bad)
        gp_text_addf(t, "\\x%02X", (unsigned)(unsigned char)bytes.at[0]);
    else if (control(cp))
        gp_text_addf(t, "\\x%02X", (unsigned)cp);
    else if (hides(cp))
        gp_text_addf(t, "\\u%04X", (unsigned)cp);
    else
        gp_text_add_slice(t, bytes);
}

void gp_escape_terminal(struct gp_text *t, struct gp_slice s)
{
    while (s.len != 0) {
        struct gp_slice bytes;
        bool bad;
        uint32_t cp = take(&s, &bytes, &bad);

        visible(t, cp, bytes, bad);
    }
}

void gp_escape_terminal_lines(struct gp_text *t, struct gp_slice s)
{
    while (s.len != 0) {
        struct gp_slice bytes;
        bool bad;
        uint32_t cp = take(&s, &bytes, &bad);

        if (cp == '\n' || cp == '\t')
            gp_text_add_char(t, (char)cp);
        else
            visible(t, cp, bytes, bad);
    }
}

void gp_escape_dot(struct gp_text *t, struct gp_slice s)
{
    while (s.len != 0) {
        struct gp_slice bytes;
        bool bad;
        uint32_t cp = take(&s, &bytes, &bad);

        if (cp == '"')
            gp_text_add(t, "\\\"");
        else if (cp == '\\')
            gp_text_add(t, "\\\\");
        else if (cp == '&')
            gp_text_add(t, "&amp;"); /* graphviz reads entities */
        else if (bad)
            gp_utf8_encode(t, 0xFFFD);
        else if (control(cp) || hides(cp))
            gp_text_addf(t, "[U+%04X]", (unsigned)cp);
        else
            gp_text_add_slice(t, bytes);
    }
}

void gp_escape_plot(struct gp_text *t, struct gp_slice s)
{
    gp_text_add_char(t, '"');
    while (s.len != 0) {
        struct gp_slice bytes;
        bool bad;
        uint32_t cp = take(&s, &bytes, &bad);

        if (cp == '"')
            gp_text_add(t, "\xE2\x80\x9D"); /* gnuplot's data files know no escape */
        else if (cp == '\\')
            gp_text_add(t, "\xEF\xBC\xBC"); /* and read \n inside quotes */
        else if (bad || control(cp) || hides(cp))
            gp_utf8_encode(t, 0xFFFD);
        else
            gp_text_add_slice(t, bytes);
    }
    gp_text_add_char(t, '"');
}

void gp_escape_markdown(struct gp_text *t, struct gp_slice s)
{
    while (s.len != 0) {
        struct gp_slice bytes;
        bool bad;
        uint32_t cp = take(&s, &bytes, &bad);

        if (cp == '\n' || cp == '\r' || cp == '\t')
            gp_text_add_char(t, ' ');
        else if (cp == '&')
            gp_text_add(t, "&amp;");
        else if (cp == '<')
            gp_text_add(t, "&lt;");
        else if (cp == '|' || (cp < 0x80 && strchr("`*_[]()\\#!~>", (int)cp) != NULL))
            gp_text_addf(t, "\\%c", (char)cp);
        else
            visible(t, cp, bytes, bad);
    }
}

void gp_escape_shell(struct gp_text *t, struct gp_slice s)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789_-./:,+@%=";
    bool quote = s.len == 0;
    size_t i;

    for (i = 0; i < s.len; i++)
        quote |= memchr(plain, s.at[i], sizeof plain - 1) == NULL;
    if (!quote) {
        gp_text_add_slice(t, s);
        return;
    }
    gp_text_add_char(t, '\'');
    for (i = 0; i < s.len; i++)
        gp_text_add_n(t, s.at[i] == '\'' ? "'\\''" : s.at + i, s.at[i] == '\'' ? 4 : 1);
    gp_text_add_char(t, '\'');
}

static bool is_letter_or_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c & 0x80) != 0;
}

/* Characters of a paragraph that begin something wherever they stand. */
static bool marks_prose(struct gp_slice rest, char before)
{
    char next = rest.len > 1 ? rest.at[1] : ' ';

    switch (rest.at[0]) {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '<':
        return true;
    case '&':
        return next == '#' || is_letter_or_digit(next);
    case '_':
        return !is_letter_or_digit(before) || !is_letter_or_digit(next);
    default:
        return false;
    }
}

/* "- ", "# ", "> ", "12. ": where the mark is that would begin a list, a heading, ... */
static size_t first_mark(struct gp_slice s)
{
    size_t i = 0;

    if (s.len != 0 && strchr("-+>#=~", s.at[0]) != NULL)
        return 0;
    while (i < s.len && s.at[i] >= '0' && s.at[i] <= '9')
        i++;
    return i > 0 && i < s.len && (s.at[i] == '.' || s.at[i] == ')') ? i : SIZE_MAX;
}

void gp_escape_prose(struct gp_text *t, struct gp_slice s)
{
    size_t mark = first_mark(s), i = 0;
    char before = ' ';

    while (i < s.len) {
        struct gp_slice rest = gp_slice_n(s.at + i, s.len - i), bytes;
        bool bad, marked = i == mark || marks_prose(rest, before);
        uint32_t cp = take(&rest, &bytes, &bad);

        gp_text_add(t, marked ? "\\" : "");
        if (bad)
            gp_utf8_encode(t, 0xFFFD);
        else if (cp < 0x20 || cp == 0x7F)
            gp_text_add_char(t, ' ');
        else
            gp_text_add_slice(t, bytes);
        before = cp < 0x80 ? (char)cp : 'a';
        i += bytes.len;
    }
}
