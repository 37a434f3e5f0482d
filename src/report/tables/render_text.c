/* render_text.c - a table for a terminal: columns aligned by display width.
 *
 *   Activities
 *
 *   Activity            Events  Cases  Median wait after
 *   ------------------  ------  -----  -----------------
 *   check ticket             9      6             4 h 5 min
 *
 * All cells are laid out once into one pool, their widths measured as a terminal counts
 * (wide characters 2, combining marks 0). When the table is wider than the terminal the
 * widest texts give way first, down to COMFORT columns; then optional columns, from the
 * right; then texts again, down to LEAST; at last any column but the first, from the
 * right. What is cut or left out is said under the table.
 */
#include "base/escape.h"
#include "report/table.h"

#include <string.h>

enum { GAP = 2, COMFORT = 20, LEAST = 8 }; /* a path needs twice as much */

struct layout {
    const struct gp_table *t;
    struct gp_text pool;
    size_t *end;   /* [n_columns + n_cells] where each cell's text ends in the pool */
    size_t *width; /* [n_columns] */
    bool *hidden;  /* [n_columns] columns without room */
    size_t last;   /* the last column shown */
    bool cut;
};

static struct gp_slice laid_out(const struct layout *l, size_t i)
{
    size_t from = i == 0 ? 0 : l->end[i - 1];

    return gp_slice_n(gp_text_z(&l->pool) + from, l->end[i] - from);
}

static void lay_out(struct layout *l)
{
    const struct gp_table *t = l->t;
    size_t i;

    for (i = 0; i < t->n_columns; i++) {
        gp_escape_terminal(&l->pool, gp_slice(t->column[i].title));
        l->end[i] = l->pool.len;
    }
    for (i = 0; i < t->n_cells; i++) {
        gp_cell_people(&t->cell[i], &l->pool, gp_escape_terminal);
        l->end[t->n_columns + i] = l->pool.len;
    }
}

static void measure(struct layout *l)
{
    size_t n = l->t->n_columns, i;

    for (i = 0; i < n + l->t->n_cells; i++) {
        struct gp_slice s = laid_out(l, i);
        size_t w = gp_utf8_width(s.at, s.len);

        if (w > l->width[i % n])
            l->width[i % n] = w;
    }
}

static size_t total_width(const struct layout *l)
{
    size_t sum = 0, i;

    for (i = 0; i < l->t->n_columns; i++)
        if (!l->hidden[i])
            sum += l->width[i] + (sum == 0 ? 0 : GAP);
    return sum;
}

/* Narrows the widest text by one column if it is wider than least. */
static bool narrow_text(struct layout *l, size_t least)
{
    size_t n = l->t->n_columns, best = n, i;

    for (i = 0; i < n; i++) {
        enum gp_cell_kind kind = l->t->column[i].kind;
        size_t needed = kind == GP_CELL_PATH ? 2 * least : least;

        if (!gp_cell_is_number(kind) && !l->hidden[i] && l->width[i] > needed &&
            (best == n || l->width[i] > l->width[best]))
            best = i;
    }
    if (best == n)
        return false;
    l->width[best]--;
    l->cut = true;
    return true;
}

static bool hide_column(struct layout *l, bool only_optional)
{
    size_t i;

    for (i = l->t->n_columns; i-- > 1;)
        if (!l->hidden[i] && (l->t->column[i].optional || !only_optional)) {
            l->hidden[i] = true;
            return true;
        }
    return false;
}

static void fit(struct layout *l, size_t width)
{
    size_t i;

    while (width != 0 && total_width(l) > width)
        if (!narrow_text(l, COMFORT) && !hide_column(l, true) &&
            !narrow_text(l, LEAST) && !hide_column(l, false))
            break;
    for (i = 0; i < l->t->n_columns; i++)
        if (!l->hidden[i])
            l->last = i;
}

static void blanks(struct gp_text *out, size_t n)
{
    while (n-- > 0)
        gp_text_add_char(out, ' ');
}

/* The longest beginning of s that leaves one column for the ellipsis. */
static size_t add_cut(struct gp_text *out, struct gp_slice s, size_t width)
{
    size_t at = 0, used = 0;

    while (at < s.len) {
        uint32_t cp;
        size_t n = gp_utf8_decode(s.at + at, s.len - at, &cp);
        size_t w = gp_utf8_width(s.at + at, n);

        if (used + w + 1 > width)
            break;
        used += w;
        at += n;
    }
    gp_text_add_n(out, s.at, at);
    gp_text_add(out, "\xE2\x80\xA6");
    return used + 1;
}

static void add_cell(const struct layout *l, struct gp_text *out, size_t i)
{
    size_t column = i % l->t->n_columns, width = l->width[column];
    struct gp_slice s = laid_out(l, i);
    size_t w = gp_utf8_width(s.at, s.len);
    bool last = column == l->last;

    if (gp_cell_is_number(l->t->column[column].kind)) {
        blanks(out, w < width ? width - w : 0);
        gp_text_add_slice(out, s);
    } else if (w > width) {
        w = add_cut(out, s, width);
        blanks(out, last ? 0 : width - w);
    } else {
        gp_text_add_slice(out, s);
        blanks(out, last ? 0 : width - w);
    }
    if (!last)
        blanks(out, GAP);
}

/* Blanks at the end of a line come from empty cells. */
static void end_line(struct gp_text *out)
{
    while (out->len != 0 && out->at[out->len - 1] == ' ')
        out->at[--out->len] = '\0';
    gp_text_add_char(out, '\n');
}

static void add_row(const struct layout *l, struct gp_text *out, size_t row)
{
    size_t i;

    for (i = 0; i < l->t->n_columns; i++)
        if (!l->hidden[i])
            add_cell(l, out, row * l->t->n_columns + i);
    end_line(out);
}

static void add_rule(const struct layout *l, struct gp_text *out)
{
    size_t i, k;

    for (i = 0; i < l->t->n_columns; i++) {
        for (k = 0; k < l->width[i] && !l->hidden[i]; k++)
            gp_text_add_char(out, '-');
        blanks(out, l->hidden[i] ? 0 : GAP);
    }
    end_line(out);
}

static void add_notes(const struct layout *l, struct gp_text *out)
{
    const struct gp_table *t = l->t;
    size_t i, n_hidden = 0;

    if (t->n_rows == 0)
        gp_text_add(out, "(no rows)\n");
    if (t->n_left_out != 0) {
        gp_text_add(out, "... and ");
        gp_text_add_count(out, t->n_left_out);
        gp_text_add(out, t->n_left_out == 1 ? " more row\n" : " more rows\n");
    }
    if (l->cut)
        gp_text_add(out, "Texts are cut (\xE2\x80\xA6) to the width of the terminal; "
                         "--csv gives them whole.\n");
    for (i = 0; i < t->n_columns; i++)
        if (l->hidden[i]) {
            gp_text_add(out, n_hidden++ == 0 ? "No room here, in --csv: " : ", ");
            gp_text_add(out, t->column[i].title);
        }
    gp_text_add(out, n_hidden != 0 ? ".\n" : "");
}

void gp_table_render_text(const struct gp_table *t, struct gp_text *out, size_t width)
{
    struct layout l = {.t = t};
    size_t row;

    l.end = gp_array_zero(t->n_columns + t->n_cells + 1, sizeof *l.end);
    l.width = gp_array_zero(t->n_columns + 1, sizeof *l.width);
    l.hidden = gp_array_zero(t->n_columns + 1, sizeof *l.hidden);
    if (l.end == NULL || l.width == NULL || l.hidden == NULL || t->failed) {
        out->failed = true;
        goto done;
    }
    lay_out(&l);
    out->failed |= l.pool.failed;
    if (out->failed)
        goto done;
    measure(&l);
    fit(&l, width);
    gp_escape_terminal(out, gp_slice(t->title));
    gp_text_add(out, "\n\n");
    add_row(&l, out, 0);
    add_rule(&l, out);
    for (row = 1; row <= t->n_rows; row++)
        add_row(&l, out, row);
    add_notes(&l, out);
done:
    gp_text_release(&l.pool);
    gp_free(l.end);
    gp_free(l.width);
    gp_free(l.hidden);
}
