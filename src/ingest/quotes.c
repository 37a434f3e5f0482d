/* quotes.c - see quotes.h.
 *
 *   a,"b,c",d      closed      a,"b            open
 *   a,"b"c,d       odd         a,b"c,d         odd        a, "b",c   odd
 */
#include "ingest/quotes.h"

#include <string.h>

static const char *find(const char *p, const char *end, char c)
{
    const char *q = p < end ? memchr(p, c, (size_t)(end - p)) : NULL;

    return q != NULL ? q : end;
}

static bool blank(char c, char delimiter)
{
    return (c == ' ' || c == '\t') && c != delimiter;
}

/* Behind the closing quote of the quoted field whose content begins at p; NULL when the
 * line ends before. Doubled quotes belong to the content. */
static const char *behind_quoted(const char *p, const char *end, char quote)
{
    for (;;) {
        p = find(p, end, quote);
        if (p == end)
            return NULL;
        if (p + 1 == end || p[1] != quote)
            return p + 1;
        p += 2;
    }
}

static const char *skip_blanks(const char *p, const char *end, char delimiter)
{
    while (p < end && blank(*p, delimiter))
        p++;
    return p;
}

enum gp_quotes gp_quotes_judge(const char *line, size_t len, char delimiter, char quote,
                               bool inside)
{
    const char *p = line, *end = line + len;
    const char *next_quote = inside ? line : find(line, end, quote);

    for (;;) {
        if (inside || (p < end && *p == quote)) {
            p = behind_quoted(inside ? p : p + 1, end, quote);
            if (p == NULL)
                return GP_QUOTES_OPEN;
            p = skip_blanks(p, end, delimiter);
            if (p < end && *p != delimiter)
                return GP_QUOTES_ODD;
            next_quote = find(p, end, quote);
            inside = false;
        } else {
            p = find(p, end, delimiter);
            if (next_quote < p)
                return GP_QUOTES_ODD;
        }
        if (p == end || next_quote == end)
            return GP_QUOTES_CLOSED;
        p++;
    }
}

static struct gp_slice trim(const char *from, const char *to, char delimiter)
{
    while (from < to && blank(*from, delimiter))
        from++;
    while (to > from && blank(to[-1], delimiter))
        to--;
    return gp_slice_n(from, (size_t)(to - from));
}

/* Copies content with doubled quotes undoubled. */
static struct gp_slice undouble(char *to, const char *p, const char *end, char quote)
{
    size_t n = 0;

    while (p < end) {
        to[n++] = *p;
        p += *p == quote ? 2 : 1;
    }
    return gp_slice_n(to, n);
}

/* The content of a quoted field, between its quotes. */
static struct gp_slice content(const char *p, const char *end, char quote, char **text)
{
    struct gp_slice field = gp_slice_n(p, (size_t)(end - p));

    if (find(p, end, quote) != end) {
        field = undouble(*text, p, end, quote);
        *text += field.len;
    }
    return field;
}

size_t gp_quotes_split(const char *record, size_t len, char delimiter, char quote,
                       char *text, struct gp_slice *fields, size_t cap)
{
    const char *p = record, *end = record + len;
    size_t n = 0;

    for (;;) {
        const char *behind = NULL, *stop;
        struct gp_slice field;

        if (p < end && *p == quote)
            behind = behind_quoted(p + 1, end, quote);
        stop = find(behind != NULL ? behind : p, end, delimiter);
        if (behind != NULL && skip_blanks(behind, end, delimiter) == stop)
            field = content(p + 1, behind - 1, quote, &text);
        else
            field = trim(p, stop, delimiter);
        if (n < cap)
            fields[n] = field;
        n++;
        if (stop == end)
            return n;
        p = stop + 1;
    }
}
