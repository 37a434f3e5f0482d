/* row.c - see row.h. */
#include "ingest/row.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Pairs of quotes become one each. The text is shorter than its field and goes to the
 * field's own place, so that a field may be asked for as often as one likes. */
static struct gp_slice undouble(const struct gp_row *row, const char *p,
                                const char *end)
{
    char *begin = row->undoubled + (p - row->record.at), *to = begin;

    for (; p < end; p++) {
        *to++ = *p;
        if (*p == row->quote)
            p++;
    }
    return gp_slice_n(begin, (size_t)(to - begin));
}

struct gp_slice gp_row_odd_field(const struct gp_row *row, const char *p,
                                 const char *end)
{
    if (p < end && *p == row->quote) {
        p++;
        end--;
        if (memchr(p, row->quote, (size_t)(end - p)) != NULL)
            return undouble(row, p, end);
        return gp_slice_n(p, (size_t)(end - p));
    }
    while (p < end && is_blank(*p))
        p++;
    while (end > p && is_blank(end[-1]))
        end--;
    return gp_slice_n(p, (size_t)(end - p));
}
