/* workbook.c - see workbook.h.
 *
 *   <row r="2"><c r="A2" t="s"><v>7</v></c><c r="C2" s="3"><v>45352.4</v></c></row>
 *     -> D-1,,2024-03-01T09:36:00
 *
 * The sheet streams: a piece of it is parsed when the text of the last one was taken.
 * The cells of the open row stand in one text; a row is written when it ends, with as
 * many cells as the widest row before it, so that empty cells at its end are not taken
 * for a damaged record.
 */
#include "ingest/workbook/workbook.h"
#include "ingest/blame.h"
#include "ingest/workbook/workbook_parts.h"

#include <string.h>

enum { PIECE = 64 * 1024, ROWS_MAX = 1048576, COLUMNS_MAX = 16384 };

struct cell {
    size_t at, len; /* in cells */
};

struct gp_workbook {
    struct gp_archive *archive;
    const char *name;
    struct gp_workbook_parts parts;
    struct gp_text about;
    struct gp_xml_stream *xml;
    char *piece;
    bool ended;
    struct gp_text out; /* lines that were not taken yet, from `taken` on */
    size_t taken;

    /* The sheet: */
    unsigned row; /* the last one written */
    unsigned now; /* the open one */
    size_t column, width, n_cells;
    struct cell *cell; /* [n_cells] of the open row */
    size_t cap_cells;
    struct gp_text cells, value;
    char type; /* of the open cell: s shared, n number, b boolean, or text */
    enum gp_cell_form form;
    size_t depth, inside, skipped; /* inside <v> or <t>; skipped: <rPh>, <f> */
};

/* ---- cells ---- */

/* Column of "BC12", from 0; the next one where there is no reference. */
static size_t column_of(const struct gp_workbook *w, struct gp_slice reference)
{
    size_t i, n = 0;

    for (i = 0; i < reference.len && i < 4; i++) {
        char c = reference.at[i];

        if (c < 'A' || c > 'Z')
            break;
        n = n * 26 + (size_t)(c - 'A') + 1;
    }
    return n != 0 ? n - 1 : w->column;
}

static enum gp_status open_cell(struct gp_workbook *w, const struct gp_xml_tag *tag,
                                struct gp_err *err)
{
    struct gp_slice type = gp_xml_attribute(tag, "t");
    unsigned style = gp_workbook_number(tag, "s", 0);

    w->column = column_of(w, gp_xml_attribute(tag, "r"));
    if (w->column >= COLUMNS_MAX)
        return gp_fail_at(err, GP_INPUT, w->name, w->now,
                          "the sheet has more than 16,384 columns");
    w->type = type.len == 0 || gp_slice_is(type, "n") ? 'n'
              : gp_slice_is(type, "s")                ? 's'
              : gp_slice_is(type, "b")                ? 'b'
                                                      : 't';
    w->form = style < w->parts.n_styles ? w->parts.style[style] : GP_SHOWS_NUMBER;
    gp_text_clear(&w->value);
    return GP_OK;
}

/* One character: line breaks are blanks, quotes are doubled. */
static void add_text(struct gp_text *t, struct gp_slice s)
{
    size_t i;

    for (i = 0; i < s.len; i++) {
        char c = s.at[i];

        if (c == '\r' && i + 1 < s.len && s.at[i + 1] == '\n')
            continue;
        gp_text_add_char(t, c == '\r' || c == '\n' || c == '\0' ? ' ' : c);
        if (c == '"')
            gp_text_add_char(t, c);
    }
}

static struct gp_slice shared(const struct gp_workbook *w, struct gp_slice number)
{
    const struct gp_workbook_parts *p = &w->parts;
    size_t n = 0, i;

    for (i = 0; i < number.len && number.at[i] >= '0' && number.at[i] <= '9' && i < 10;
         i++)
        n = n * 10 + (size_t)(number.at[i] - '0');
    if (i == 0 || n >= p->n_strings)
        return gp_slice_n("", 0);
    return gp_slice_n(gp_text_z(&p->strings) + p->string[n],
                      p->string[n + 1] - p->string[n]);
}

/* The value as a quoted CSV field; nothing when it is empty. */
static void add_value(struct gp_workbook *w)
{
    struct gp_slice v = gp_text_slice(&w->value);

    if (w->type == 's')
        v = shared(w, v);
    if (v.len == 0)
        return;
    if (w->type == 'n') {
        gp_cell_number(&w->cells, gp_slice_trim(v), w->form, w->parts.since_1904);
    } else if (w->type == 'b') {
        gp_text_add(&w->cells, gp_slice_is(v, "0") ? "FALSE" : "TRUE");
    } else {
        gp_text_add_char(&w->cells, '"');
        add_text(&w->cells, v);
        gp_text_add_char(&w->cells, '"');
    }
}

static enum gp_status close_cell(struct gp_workbook *w, struct gp_err *err)
{
    size_t at = w->cells.len;

    if (!gp_reserve(&w->cell, &w->cap_cells, w->column + 1))
        return gp_fail_memory(err);
    add_value(w);
    if (w->cells.len != at) {
        for (; w->n_cells <= w->column; w->n_cells++)
            w->cell[w->n_cells] = (struct cell){0, 0};
        w->cell[w->column] = (struct cell){at, w->cells.len - at};
    }
    w->column++;
    return gp_text_ok(&w->cells) && gp_text_ok(&w->value) ? GP_OK : gp_fail_memory(err);
}

/* ---- rows ---- */

static enum gp_status open_row(struct gp_workbook *w, const struct gp_xml_tag *tag,
                               struct gp_err *err)
{
    w->now = gp_workbook_number(tag, "r", w->row + 1);
    if (w->now <= w->row || w->now > ROWS_MAX)
        return gp_fail_at(err, GP_INPUT, w->name, w->now,
                          "the sheet's rows are out of order, or more than 1,048,576");
    w->n_cells = w->column = 0;
    gp_text_clear(&w->cells);
    return GP_OK;
}

static enum gp_status close_row(struct gp_workbook *w, struct gp_err *err)
{
    size_t i;

    for (w->row++; w->row < w->now; w->row++)
        gp_text_add_char(&w->out, '\n');
    if (w->n_cells > w->width)
        w->width = w->n_cells;
    for (i = 0; i < w->width && w->n_cells != 0; i++) {
        if (i != 0)
            gp_text_add_char(&w->out, ',');
        if (i < w->n_cells)
            gp_text_add_n(&w->out, gp_text_z(&w->cells) + w->cell[i].at,
                          w->cell[i].len);
    }
    gp_text_add_char(&w->out, '\n');
    return gp_text_ok(&w->out) ? GP_OK : gp_fail_memory(err);
}

/* ---- tags: worksheet 1, sheetData 2, row 3, c 4, v or is 5 ---- */

static enum gp_status on_open(void *context, const struct gp_xml_tag *tag,
                              struct gp_err *err)
{
    struct gp_workbook *w = context;

    w->depth = tag->depth;
    if (w->skipped != 0)
        return GP_OK;
    if (tag->depth == 3 && gp_slice_is(tag->name, "row"))
        return open_row(w, tag, err);
    if (w->now == 0 || tag->depth < 4)
        return GP_OK;
    if (tag->depth == 4)
        return gp_slice_is(tag->name, "c") ? open_cell(w, tag, err) : GP_OK;
    if (gp_slice_is(tag->name, "rPh") || gp_slice_is(tag->name, "f"))
        w->skipped = tag->depth;
    else if (gp_slice_is(tag->name, "v") || gp_slice_is(tag->name, "t"))
        w->inside = tag->depth;
    return GP_OK;
}

static enum gp_status on_close(void *context, struct gp_err *err)
{
    struct gp_workbook *w = context;
    size_t depth = w->depth--;

    if (depth == w->skipped)
        w->skipped = 0;
    if (depth == w->inside)
        w->inside = 0;
    if (w->skipped != 0 || w->now == 0)
        return GP_OK;
    if (depth == 4)
        return close_cell(w, err);
    if (depth == 3) {
        enum gp_status st = close_row(w, err);

        w->now = 0;
        return st;
    }
    return GP_OK;
}

static enum gp_status on_text(void *context, struct gp_slice text, struct gp_err *err)
{
    struct gp_workbook *w = context;

    (void)err;
    if (w->inside != 0 && w->skipped == 0)
        gp_text_add_slice(&w->value, text);
    return GP_OK;
}

static const struct gp_xml_handler sheet = {
    .open = on_open, .close = on_close, .text = on_text};

/* ---- the workbook ---- */

bool gp_workbook_recognise(const struct gp_archive *a)
{
    return gp_archive_find(a, "[Content_Types].xml") != SIZE_MAX &&
           gp_archive_find(a, "xl/workbook.xml") != SIZE_MAX;
}

enum gp_status gp_workbook_rewind(struct gp_workbook *w, struct gp_err *err)
{
    size_t member = gp_archive_find(w->archive, gp_text_z(&w->parts.target));

    if (member == SIZE_MAX)
        return gp_fail_at(err, GP_INPUT, w->name, 0, "the workbook has no part \"%s\"",
                          gp_text_z(&w->parts.target));
    gp_xml_stream_free(w->xml);
    w->xml = gp_xml_stream_new(w->name, &sheet, w);
    if (w->xml == NULL)
        return gp_fail_memory(err);
    gp_text_clear(&w->out);
    w->taken = 0;
    w->ended = false;
    w->row = w->now = 0;
    w->width = w->depth = w->inside = w->skipped = 0;
    return gp_archive_begin(w->archive, member, err);
}

static void describe(struct gp_workbook *w)
{
    gp_text_addf(&w->about, "sheet \"%s\"", gp_text_z(&w->parts.sheet_name));
    if (w->parts.n_sheets > 1)
        gp_text_addf(&w->about,
                     ", the first that is shown of %zu; the others are not read",
                     w->parts.n_sheets);
}

enum gp_status gp_workbook_open(struct gp_archive *archive, const char *name,
                                struct gp_workbook **out, struct gp_err *err)
{
    struct gp_workbook *w = gp_array_zero(1, sizeof *w);
    enum gp_status st;

    *out = NULL;
    if (w == NULL)
        return gp_fail_memory(err);
    w->archive = archive;
    w->name = name;
    w->piece = gp_array(PIECE, 1);
    st = w->piece != NULL ? gp_workbook_parts_read(&w->parts, archive, name, err)
                          : gp_fail_memory(err);
    if (st == GP_OK)
        describe(w);
    if (st == GP_OK)
        st = gp_text_ok(&w->about) ? gp_workbook_rewind(w, err) : gp_fail_memory(err);
    if (st == GP_OK)
        *out = w;
    else
        gp_workbook_close(w);
    return st;
}

void gp_workbook_close(struct gp_workbook *w)
{
    if (w == NULL)
        return;
    gp_workbook_parts_release(&w->parts);
    gp_xml_stream_free(w->xml);
    gp_free(w->piece);
    gp_text_release(&w->about);
    gp_text_release(&w->out);
    gp_text_release(&w->cells);
    gp_text_release(&w->value);
    gp_free(w->cell);
    gp_free(w);
}

static enum gp_status read_piece(struct gp_workbook *w, struct gp_err *err)
{
    size_t got = 0;
    enum gp_status st;

    gp_text_clear(&w->out);
    w->taken = 0;
    st = gp_archive_read(w->archive, w->piece, PIECE, &got, err);
    if (st != GP_OK)
        return st;
    w->ended = got == 0;
    st = gp_xml_stream_feed(w->xml, gp_slice_n(w->piece, got), w->ended, err);
    return st == GP_OK ? GP_OK
                       : gp_blame_packing(gp_archive_read_fn, w->archive, w->piece,
                                          PIECE, st, err);
}

enum gp_status gp_workbook_read(struct gp_workbook *w, char *buf, size_t cap,
                                size_t *got, struct gp_err *err)
{
    *got = 0;
    while (w->taken == w->out.len) {
        enum gp_status st;

        if (w->ended)
            return GP_OK;
        st = read_piece(w, err);
        if (st != GP_OK)
            return st;
    }
    *got = w->out.len - w->taken < cap ? w->out.len - w->taken : cap;
    memcpy(buf, w->out.at + w->taken, *got);
    w->taken += *got;
    return GP_OK;
}

const char *gp_workbook_about(const struct gp_workbook *w)
{
    return gp_text_z(&w->about);
}
