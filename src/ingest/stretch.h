/* stretch.h - usual rows of a table, one behind the other, as the splitter left them.
 *
 * Whoever makes something of many rows goes through the ends of their fields without a row
 * in between, and asks for one only where it needs patience.
 */
#ifndef GP_INGEST_STRETCH_H
#define GP_INGEST_STRETCH_H

#include "ingest/row.h"
#include "ingest/split.h"

/* Lent until the next call on the rows. */
struct gp_stretch {
    size_t n, n_columns;
    const char *window;
    size_t begin;        /* of the first row in the window */
    const uint32_t *end; /* [n * n_columns] of fields: their separators in the window */
    const struct gp_split_row *row; /* [n] */
    uint64_t line;                  /* physical line of the first row, from 1 */
    uint32_t lines_before;          /* of those that row counts, in front of it */
    char quote;
    char *undoubled; /* as of a row */
};

/* Ends of the fields of row i. */
static inline const uint32_t *gp_stretch_ends(const struct gp_stretch *s, size_t i)
{
    return s->end + i * s->n_columns;
}

/* Where row i begins. */
static inline const char *gp_stretch_at(const struct gp_stretch *s, size_t i)
{
    const char *last;

    if (i == 0)
        return s->window + s->begin;
    last = s->window + gp_stretch_ends(s, i)[-1];
    return last + (last[0] == '\r' && last[1] == '\n' ? 2 : 1);
}

static inline uint64_t gp_stretch_line(const struct gp_stretch *s, size_t i)
{
    return s->line + (i == 0 ? 0 : s->row[i - 1].lines - s->lines_before);
}

static inline struct gp_row gp_stretch_row(const struct gp_stretch *s, size_t i)
{
    const char *at = gp_stretch_at(s, i);
    const uint32_t *end = gp_stretch_ends(s, i);

    return (struct gp_row){
        .n_fields = s->n_columns,
        .line = gp_stretch_line(s, i),
        .record = gp_slice_n(at, (size_t)(s->window + end[s->n_columns - 1] - at)),
        .window = s->window,
        .end = end,
        .quote = s->quote,
        .undoubled = s->undoubled};
}

#endif
