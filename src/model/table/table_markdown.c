/* table_markdown.c - see table_markdown.h. */
#include "model/table/table_markdown.h"

#include "model/plain.h"
#include "model/table/table_header.h"

#include <string.h>

enum { MAX_CELLS = 64 };

/* The cells of "| a | b |"; 0: no row of a table. */
static size_t cells_of(struct gp_slice line, struct gp_slice *cell)
{
    size_t n = 0, from, i;

    line = gp_slice_trim(line);
    if (line.len < 2 || line.at[0] != '|')
        return 0;
    for (i = from = 1; i <= line.len && n < MAX_CELLS; i++) {
        if (i < line.len && (line.at[i] != '|' || line.at[i - 1] == '\\'))
            continue;
        if (i < line.len || from < line.len)
            cell[n++] = gp_slice_trim(gp_slice_n(line.at + from, i - from));
        from = i + 1;
    }
    return n;
}

/* |---|:--:| */
static bool is_rule(struct gp_slice line)
{
    size_t i, dashes = 0;

    line = gp_slice_trim(line);
    for (i = 0; i < line.len; i++) {
        if (strchr("|-: \t", line.at[i]) == NULL)
            return false;
        dashes += line.at[i] == '-';
    }
    return dashes != 0;
}

/* "1. Ask", "## Step 1: Ask": the steps are written out. */
static bool numbers_a_step(struct gp_slice line)
{
    size_t i = 0;

    while (i < line.len && strchr(" \t#*(", line.at[i]) != NULL)
        i++;
    if (line.len >= i + 5 && gp_slice_is_nocase(gp_slice_n(line.at + i, 5), "step "))
        i += 5;
    return i + 1 < line.len && line.at[i] == '1' &&
           strchr(".):", line.at[i + 1]) != NULL;
}

/* The words of a cell, without emphasis, as the reader of tables quotes them. */
static void add_cell(struct gp_text *out, struct gp_slice cell)
{
    size_t i;

    gp_text_add_char(out, '"');
    for (i = 0; i < cell.len; i++) {
        char c = cell.at[i];

        if (c == '*' || c == '`' || (c == '\\' && i + 1 < cell.len))
            continue;
        if (c == '"')
            gp_text_add_char(out, c);
        gp_text_add_char(out, c == '\t' ? ' ' : c);
    }
    gp_text_add_char(out, '"');
}

static void add_row(struct gp_text *out, const struct gp_slice *cell, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
        if (i > 0)
            gp_text_add_char(out, '\t');
        add_cell(out, cell[i]);
    }
}

static bool is_header(struct gp_slice line, struct gp_slice rest)
{
    struct gp_slice cell[MAX_CELLS], next;
    struct gp_table_places places;
    size_t n = cells_of(line, cell);

    return n > 1 && gp_plain_line(&rest, &next) && is_rule(next) &&
           gp_table_header(cell, n, &places);
}

bool gp_table_markdown(struct gp_slice text, struct gp_text *out)
{
    struct gp_slice rest = text, line, cell[MAX_CELLS];
    enum { BEFORE, IN, BEHIND } where = BEFORE;

    gp_text_clear(out);
    while (gp_plain_line(&rest, &line)) {
        size_t n = cells_of(line, cell);

        if (numbers_a_step(line))
            return false;
        if (where == BEFORE && is_header(line, rest))
            where = IN;
        else if (where == IN && n == 0)
            where = BEHIND;
        if (where == IN && !is_rule(line))
            add_row(out, cell, n);
        gp_text_add_char(out, '\n');
    }
    return where != BEFORE;
}
