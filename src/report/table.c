/* table.c - see table.h.
 *
 * A table is a list of columns and one flat array of cells, row after row. What a cell
 * looks like to people and to machines is decided here, once; the renderers only
 * arrange and escape:
 *
 *   cell               people        machines   sort value
 *   SPAN 187200000000  2 d 4 h       187200     187200
 *   SHARE 262000       26.2 %        0.262      0.262
 *   INSTANT            2011-01-24 13:56   2011-01-24T13:56:00.000Z   1295877360
 */
#include "report/table.h"
#include "base/instant.h"

#include <assert.h>
#include <string.h>

void gp_table_begin(struct gp_table *t, const char *name, const char *title)
{
    memset(t, 0, sizeof *t);
    t->name = name;
    t->title = title;
}

void gp_table_release(struct gp_table *t)
{
    gp_free(t->column);
    gp_free(t->cell);
    gp_arena_release(&t->arena);
    memset(t, 0, sizeof *t);
}

size_t gp_table_cap(struct gp_table *t, size_t n, size_t most)
{
    if (most == 0 || n <= most)
        return n;
    t->n_left_out = n - most;
    return most;
}

bool gp_table_ok(const struct gp_table *t)
{
    return !t->failed;
}

void gp_table_column(struct gp_table *t, const char *key, const char *title,
                     enum gp_cell_kind kind, const char *definition)
{
    assert(t->n_rows == 0);
    if (!gp_reserve(&t->column, &t->cap_columns, t->n_columns + 1)) {
        t->failed = true;
        return;
    }
    t->column[t->n_columns++] = (struct gp_heading){
        .key = key, .title = title, .kind = kind, .definition = definition};
}

void gp_table_optional(struct gp_table *t)
{
    if (t->n_columns != 0)
        t->column[t->n_columns - 1].optional = true;
}

void gp_table_row(struct gp_table *t)
{
    assert(t->failed || t->n_cells == t->n_rows * t->n_columns);
    t->n_rows++;
}

static enum gp_cell_kind column_kind(const struct gp_table *t)
{
    return t->failed ? GP_CELL_NONE : t->column[t->n_cells % t->n_columns].kind;
}

static void put(struct gp_table *t, struct gp_cell cell)
{
    if (t->failed || !gp_reserve(&t->cell, &t->cap_cells, t->n_cells + 1)) {
        t->failed = true;
        return;
    }
    assert(t->n_cells < t->n_rows * t->n_columns);
    assert(cell.kind == GP_CELL_NONE || column_kind(t) == GP_CELL_MIXED ||
           cell.kind == column_kind(t));
    t->cell[t->n_cells++] = cell;
}

static void put_number(struct gp_table *t, enum gp_cell_kind kind, gp_i128 number)
{
    struct gp_cell c = {.kind = (unsigned char)kind, .number = (int64_t)number};
    gp_i128 *large;

    if (c.number != number) {
        large = gp_arena_alloc(&t->arena, sizeof *large);
        t->failed |= large == NULL;
        if (large != NULL)
            *large = number;
        c.large = large;
        c.is_large = true;
    }
    put(t, c);
}

static gp_i128 number_of(const struct gp_cell *c)
{
    return c->is_large ? *c->large : c->number;
}

void gp_table_text(struct gp_table *t, struct gp_slice text)
{
    assert(text.len <= UINT32_MAX);
    put(t, (struct gp_cell){
               .kind = GP_CELL_TEXT, .text = text.at, .n = (uint32_t)text.len});
}

static struct gp_slice text_of(const struct gp_cell *c)
{
    return gp_slice_n(c->text, c->n);
}

void gp_table_text_copy(struct gp_table *t, struct gp_slice text)
{
    const char *copy = gp_arena_copy(&t->arena, text.at, text.len);

    t->failed |= copy == NULL;
    gp_table_text(t, gp_slice_n(copy, copy != NULL ? text.len : 0));
}

void gp_table_text_take(struct gp_table *t, struct gp_text *text)
{
    gp_table_text_copy(t, gp_text_slice(text));
    t->failed |= !gp_text_ok(text);
    gp_text_release(text);
}

void gp_table_count(struct gp_table *t, uint64_t n)
{
    put_number(t, column_kind(t) == GP_CELL_LINE ? GP_CELL_LINE : GP_CELL_COUNT, n);
}

void gp_table_span(struct gp_table *t, gp_i128 us)
{
    put_number(t, column_kind(t) == GP_CELL_HOURS ? GP_CELL_HOURS : GP_CELL_SPAN, us);
}

void gp_table_share(struct gp_table *t, gp_i128 n, gp_i128 of)
{
    if (of == 0)
        gp_table_none(t);
    else
        put_number(t, GP_CELL_SHARE, (n * 2000000 + of) / (2 * of));
}

void gp_table_instant(struct gp_table *t, int64_t us)
{
    put_number(t, GP_CELL_INSTANT, us);
}

static void put_texts(struct gp_table *t, enum gp_cell_kind kind,
                      const struct gp_slice *texts, size_t n)
{
    struct gp_slice *copy = gp_arena_alloc(&t->arena, (n + 1) * sizeof *copy);

    t->failed |= copy == NULL;
    if (copy != NULL && n != 0)
        memcpy(copy, texts, n * sizeof *copy);
    assert(n <= UINT32_MAX);
    put(t,
        (struct gp_cell){.kind = (unsigned char)kind, .path = copy, .n = (uint32_t)n});
}

void gp_table_path(struct gp_table *t, const struct gp_slice *steps, size_t n)
{
    put_texts(t, GP_CELL_PATH, steps, n);
}

void gp_table_label(struct gp_table *t, const char *key, const char *title)
{
    struct gp_slice both[2] = {gp_slice(title), gp_slice(key)};

    put_texts(t, GP_CELL_LABEL, both, 2);
}

void gp_table_none(struct gp_table *t)
{
    put_number(t, GP_CELL_NONE, 0);
}

const struct gp_cell *gp_table_cell(const struct gp_table *t, size_t row, size_t column)
{
    assert(row < t->n_rows && column < t->n_columns);
    return &t->cell[row * t->n_columns + column];
}

bool gp_cell_is_number(enum gp_cell_kind kind)
{
    switch (kind) {
    case GP_CELL_COUNT:
    case GP_CELL_LINE:
    case GP_CELL_SPAN:
    case GP_CELL_HOURS:
    case GP_CELL_SHARE:
    case GP_CELL_INSTANT:
    case GP_CELL_MIXED:
        return true;
    default:
        return false;
    }
}

/* Totals may pass int64; nobody reads 292,000 years as days and hours. */
static int64_t narrow(gp_i128 us)
{
    return us > INT64_MAX ? INT64_MAX : us < -INT64_MAX ? -INT64_MAX : (int64_t)us;
}

/* Millionths as "26.2 %"; what is there but rounds to nothing is "<0.1 %". */
static void share_people(struct gp_text *out, gp_i128 millionths)
{
    uint64_t tenths = (uint64_t)((millionths + 500) / 1000);

    if (millionths > 0 && tenths == 0)
        gp_text_add(out, "<0.1 %");
    else
        gp_text_addf(out, "%llu.%llu %%", (unsigned long long)(tenths / 10),
                     (unsigned long long)(tenths % 10));
}

/* Of a path that nobody reads to its end people get the beginning, and what is not shown. */
static void path_people(const struct gp_cell *c, struct gp_text *out,
                        gp_escape_function *escape)
{
    size_t shown = c->n > GP_PATH_SHOWN ? GP_PATH_SHOWN : c->n, i;

    for (i = 0; i < shown; i++) {
        if (i != 0)
            gp_text_add(out, " \xE2\x86\x92 "); /* an arrow */
        escape(out, c->path[i]);
    }
    if (shown == c->n)
        return;
    gp_text_add(out, " ... and ");
    gp_text_add_count(out, c->n - shown);
    gp_text_add(out, c->n - shown == 1 ? " more step" : " more steps");
}

void gp_cell_people(const struct gp_cell *c, struct gp_text *out,
                    gp_escape_function *escape)
{
    switch (c->kind) {
    case GP_CELL_TEXT:
        escape(out, text_of(c));
        break;
    case GP_CELL_COUNT:
        gp_text_add_count(out, (uint64_t)c->number);
        break;
    case GP_CELL_LINE:
        gp_text_add_u64(out, (uint64_t)c->number);
        break;
    case GP_CELL_SPAN:
        gp_span_human(out, narrow(number_of(c)));
        break;
    case GP_CELL_HOURS:
        gp_span_hours(out, number_of(c));
        gp_text_add(out, " h");
        break;
    case GP_CELL_SHARE:
        share_people(out, number_of(c));
        break;
    case GP_CELL_INSTANT:
        gp_instant_short(out, c->number);
        break;
    case GP_CELL_PATH:
        path_people(c, out, escape);
        break;
    case GP_CELL_LABEL:
        escape(out, c->path[0]);
        break;
    default:
        break;
    }
}

void gp_cell_machine(const struct gp_cell *c, struct gp_text *out)
{
    size_t i;

    switch (c->kind) {
    case GP_CELL_TEXT:
        gp_text_add_slice(out, text_of(c));
        break;
    case GP_CELL_COUNT:
    case GP_CELL_LINE:
        gp_text_add_u64(out, (uint64_t)c->number);
        break;
    case GP_CELL_SPAN:
    case GP_CELL_HOURS:
    case GP_CELL_SHARE: /* millionths of 1, as us are of a second */
        gp_span_seconds(out, number_of(c));
        break;
    case GP_CELL_INSTANT:
        gp_instant_iso(out, c->number);
        break;
    case GP_CELL_PATH:
        for (i = 0; i < c->n; i++) {
            gp_text_add(out, i == 0 ? "" : " > ");
            gp_text_add_slice(out, c->path[i]);
        }
        break;
    case GP_CELL_LABEL:
        gp_text_add_slice(out, c->path[1]);
        break;
    default:
        break;
    }
}

void gp_cell_sort_value(const struct gp_cell *c, struct gp_text *out)
{
    if (c->kind == GP_CELL_INSTANT)
        gp_span_seconds(out, number_of(c));
    else if (gp_cell_is_number(c->kind))
        gp_cell_machine(c, out);
}
