/* read_table.c - see read_table.h.
 *
 *   text -> cells -> rows (one node each) -> edges from `next` -> chart.c -> net
 *
 * Rows of one step that follow each other, each with a `next` of its own, are one step
 * with a choice: many people write a row a condition.
 */
#include "model/table/read_table.h"

#include "base/mem.h"
#include "model/chart.h"
#include "model/duration.h"
#include "model/manual/manual_keyword.h"
#include "model/manual/no_step.h"
#include "model/plain.h"
#include "model/table/table_header.h"
#include "model/table/table_list.h"
#include "model/table/table_markdown.h"

#include <stdio.h>
#include <string.h>

enum { MAX_CELLS = 64 };

struct row {
    struct gp_slice cell[GP_TABLE_COLUMNS];
    uint64_t line;
    uint32_t node, element;
};

struct reading {
    const char *file;
    struct gp_slice rest;
    uint64_t line;
    char delimiter;
    struct gp_table_places place;
    struct gp_arena cells;
    struct row *rows;
    size_t n_rows, cap;
    struct gp_process *p;
    struct gp_chart chart;
    bool no_memory;
    struct gp_err *err;
};

/* ---- cells ---- */

/* One cell from *s on, without quotes; *more: another cell follows on this row. */
static bool take_cell(struct reading *r, struct gp_slice *out, bool *more)
{
    struct gp_text t = {0};
    struct gp_slice *s = &r->rest;
    bool quoted = s->len > 0 && s->at[0] == '"', inside = quoted;
    size_t i = quoted;
    const char *copy;

    for (; i < s->len; i++) {
        char c = s->at[i];

        if (inside && c == '"' && i + 1 < s->len && s->at[i + 1] == '"') {
            gp_text_add_char(&t, '"');
            i++;
        } else if (quoted && c == '"') {
            inside = false;
        } else if (!inside && (c == r->delimiter || c == '\n')) {
            break;
        } else {
            r->line += c == '\n';
            gp_text_add_char(&t, c);
        }
    }
    *more = i < s->len && s->at[i] == r->delimiter;
    i += i < s->len;
    *s = gp_slice_n(s->at + i, s->len - i);
    copy = gp_arena_copy(&r->cells, gp_text_z(&t), t.len);
    if (t.failed)
        copy = NULL;
    *out = gp_slice_trim(gp_slice_n(copy, copy != NULL ? t.len : 0));
    gp_text_release(&t);
    return copy != NULL;
}

/* The next row; *n cells, at most MAX_CELLS are kept. */
static enum gp_status take_row(struct reading *r, struct gp_slice *cell, size_t *n)
{
    struct gp_slice spare;
    bool more = true;

    for (*n = 0; more; *n += *n < MAX_CELLS)
        if (!take_cell(r, *n < MAX_CELLS ? &cell[*n] : &spare, &more))
            return gp_fail_memory(r->err);
    r->line++;
    return GP_OK;
}

static char delimiter_of(struct gp_slice line)
{
    static const char candidates[] = ",;\t";
    size_t most = 0, i, k;
    char best = 0;

    for (k = 0; k < 3; k++) {
        size_t n = 0;

        for (i = 0; i < line.len; i++)
            n += line.at[i] == candidates[k];
        if (n > most) {
            most = n;
            best = candidates[k];
        }
    }
    return best;
}

/* The header row, after empty lines. False: this is no step table. */
static bool read_header(struct reading *r)
{
    struct gp_slice cell[MAX_CELLS], line, rest = r->rest;
    size_t n;

    while (gp_plain_line(&rest, &line) && gp_slice_trim(line).len == 0) {
        r->rest = rest;
        r->line++;
    }
    r->delimiter = delimiter_of(line);
    if (r->delimiter == 0 || line.len > 4096)
        return false;
    r->no_memory = take_row(r, cell, &n) != GP_OK;
    if (r->no_memory)
        return false;
    return gp_table_header(cell, n, &r->place);
}

static enum gp_status read_rows(struct reading *r)
{
    struct gp_slice cell[MAX_CELLS];
    enum gp_status st = GP_OK;
    size_t n, k;

    while (st == GP_OK && r->rest.len > 0) {
        struct row row = {.line = r->line, .node = GP_NO_ID, .element = GP_NO_ID};
        bool empty = true;

        st = take_row(r, cell, &n);
        if (r->n_rows == 0)
            gp_table_settle(&r->place, cell, n);
        for (k = 0; k < GP_TABLE_COLUMNS; k++)
            row.cell[k] = r->place.at[k] < n ? cell[r->place.at[k]] : gp_slice("");
        for (k = 0; k < n; k++)
            empty = empty && cell[k].len == 0;
        if (st != GP_OK || empty)
            continue;
        if (r->n_rows >= GP_CHART_NODES)
            return gp_fail_at(r->err, GP_INPUT, r->file, row.line,
                              "a step table of more than %d rows is not accepted",
                              GP_CHART_NODES);
        if (!gp_reserve(&r->rows, &r->cap, r->n_rows + 1))
            return gp_fail_memory(r->err);
        r->rows[r->n_rows++] = row;
    }
    return st;
}

/* ---- steps ---- */

static enum gp_status add_limit(struct reading *r, const struct row *row,
                                enum gp_table_column column)
{
    struct gp_slice text = row->cell[column], span = text;
    struct gp_limit limit = {.kind = GP_LIMIT_STEP,
                             .step = row->element,
                             .from = GP_NO_ID,
                             .line = row->line,
                             .text = text};
    struct gp_duration d;
    const char *why;

    if (text.len == 0 || gp_slice_is(text, "-"))
        return GP_OK;
    if (text.len > 7 && gp_slice_is_nocase(gp_slice_n(text.at, 7), "within "))
        span = gp_slice_n(text.at + 7, text.len - 7);
    if (!gp_duration_is(span, &d, &why) && column == GP_TABLE_DEADLINE) {
        uint32_t e =
            gp_process_element(r->p, gp_slice("limit"), gp_slice(""), text, row->line);

        gp_process_judge(r->p, e, GP_NOT_UNDERSTOOD, "%s", why);
        return GP_OK; /* "immediately": words about a limit, no limit */
    }
    if (!gp_duration_is(span, &d, &why))
        return gp_fail_at(r->err, GP_INPUT, r->file, row->line,
                          "cannot read the time limit \"%.*s\": %s",
                          (int)(text.len < 100 ? text.len : 100), text.at, why);
    limit.span_us = d.span_us;
    limit.clock = d.clock;
    limit.proposal = column == GP_TABLE_DEADLINE && span.at[0] != 'P';
    gp_process_limit(r->p, &limit);
    return GP_OK;
}

static bool continues(const struct row *before, const struct row *row)
{
    return before->cell[GP_TABLE_NEXT].len > 0 && row->cell[GP_TABLE_NEXT].len > 0 &&
           gp_slice_eq(before->cell[GP_TABLE_STEP], row->cell[GP_TABLE_STEP]);
}

/* A step, or a box of a drawing that does no work. */
static uint32_t add_box(struct reading *r, const struct row *row)
{
    uint32_t e;

    if (gp_table_shape_works(row->cell[GP_TABLE_SHAPE]))
        return gp_process_step(r->p, row->cell[GP_TABLE_STEP], row->line);
    e = gp_process_element(r->p, gp_slice("node"), gp_slice(""),
                           row->cell[GP_TABLE_STEP], row->line);
    if (e != GP_NO_ID)
        r->p->elements[e].on_flow = true;
    return e;
}

static enum gp_status add_step(struct reading *r, size_t i)
{
    struct row *row = &r->rows[i];
    enum gp_status st;
    char id[24];
    int n;

    if (row->cell[GP_TABLE_STEP].len == 0) {
        uint32_t e = gp_process_element(r->p, gp_slice("row"), gp_slice(""),
                                        row->cell[GP_TABLE_OWNER], row->line);

        gp_process_judge(r->p, e, GP_NOT_UNDERSTOOD, "a row without a step");
        return GP_OK;
    }
    if (i > 0 && continues(row - 1, row)) {
        row->node = row[-1].node;
        row->element = row[-1].element;
    } else {
        n = snprintf(id, sizeof id, "%zu", i);
        row->node = gp_chart_node(&r->chart, gp_slice_n(id, (size_t)n));
        row->element = add_box(r, row);
        if (row->node == GP_NO_ID || row->element == GP_NO_ID)
            return gp_fail_memory(r->err);
        r->chart.nodes[row->node].element = row->element;
        if (!gp_table_shape_works(row->cell[GP_TABLE_SHAPE]))
            return GP_OK;
        gp_process_set_owner(r->p, row->element, row->cell[GP_TABLE_OWNER]);
    }
    st = add_limit(r, row, GP_TABLE_WITHIN);
    if (st == GP_OK)
        st = add_limit(r, row, GP_TABLE_DEADLINE);
    return st;
}

/* ---- next ---- */

static bool same(struct gp_slice a, struct gp_slice b)
{
    char z[256];

    if (a.len != b.len || b.len >= sizeof z)
        return gp_slice_eq(a, b);
    memcpy(z, b.at, b.len);
    z[b.len] = '\0';
    return gp_slice_is_nocase(a, z);
}

static uint32_t by_number(const struct reading *r, struct gp_slice s)
{
    size_t n = 0, i;

    for (i = 0; i < s.len && i < 6 && s.at[i] >= '0' && s.at[i] <= '9'; i++)
        n = n * 10 + (size_t)(s.at[i] - '0');
    return i == s.len && n >= 1 && n <= r->n_rows ? r->rows[n - 1].node : GP_NO_ID;
}

static uint32_t find_step(const struct reading *r, struct gp_slice s)
{
    size_t i;

    for (i = 0; i < r->n_rows; i++)
        if (r->rows[i].node != GP_NO_ID && same(s, r->rows[i].cell[GP_TABLE_STEP]))
            return r->rows[i].node;
    for (i = 0; i < r->n_rows; i++)
        if (r->rows[i].cell[GP_TABLE_ID].len > 0 &&
            same(s, r->rows[i].cell[GP_TABLE_ID]))
            return r->rows[i].node;
    return r->place.at[GP_TABLE_ID] == SIZE_MAX ? by_number(r, s) : GP_NO_ID;
}

/* A name, an id, or "step 3". */
static uint32_t find_next(const struct reading *r, struct gp_slice s)
{
    uint32_t node = find_step(r, s);
    struct gp_slice number;

    if (node == GP_NO_ID && s.len > 0 && gp_keyword_number(s, &number) == s.len)
        node = find_step(r, number);
    return node;
}

/* "4, 5 or 6" where each is a step, so that no name is cut. */
static bool is_loose_list(const struct reading *r, struct gp_slice s)
{
    struct gp_slice part;
    size_t from = 0;

    while (gp_table_part(s, &from, true, &part))
        if (find_next(r, part) == GP_NO_ID && !gp_table_is_end(part))
            return false;
    return true;
}

static enum gp_status unknown(const struct reading *r, const struct row *row,
                              struct gp_slice s)
{
    struct gp_dict names = {0};
    enum gp_status st;
    size_t i;

    for (i = 0; i < r->n_rows; i++)
        if (r->rows[i].cell[GP_TABLE_STEP].len > 0)
            (void)gp_dict_add(&names, r->rows[i].cell[GP_TABLE_STEP]);
    st = gp_no_step(r->file, row->line, "next: no step is called", s, &names, r->err);
    gp_dict_release(&names);
    return st;
}

static enum gp_status add_next(struct reading *r, const struct row *row,
                               struct gp_slice s)
{
    uint32_t to;

    s = gp_slice_trim(s);
    if (s.len == 0)
        return GP_OK;
    to = find_next(r, s);
    if (to == GP_NO_ID && !gp_table_is_end(s))
        return unknown(r, row, s);
    if (to == GP_NO_ID)
        r->chart.nodes[row->node].end = true;
    else
        gp_chart_edge(&r->chart, row->node, to, GP_NO_ID, row->line);
    return GP_OK;
}

/* No next: the row below follows; in a table of shapes the drawing ends here. */
static void add_following(struct reading *r, size_t i)
{
    const struct row *row = &r->rows[i];

    if (r->place.at[GP_TABLE_SHAPE] != SIZE_MAX) {
        r->chart.nodes[row->node].end = true;
        return;
    }
    while (++i < r->n_rows && r->rows[i].node == GP_NO_ID)
        ;
    if (i < r->n_rows)
        gp_chart_edge(&r->chart, row->node, r->rows[i].node, GP_NO_ID, row->line);
}

static enum gp_status add_edges(struct reading *r, size_t i)
{
    const struct row *row = &r->rows[i];
    struct gp_slice cell = row->cell[GP_TABLE_NEXT];
    struct gp_slice part;
    bool all, one, loose;
    size_t from = 0;
    enum gp_status st = GP_OK;

    if (row->node == GP_NO_ID)
        return GP_OK;
    if (cell.len == 0) {
        add_following(r, i);
        return GP_OK;
    }
    if (find_next(r, cell) != GP_NO_ID) /* a name with "&" in it */
        return add_next(r, row, cell);
    all = memchr(cell.at, '&', cell.len) != NULL;
    one = memchr(cell.at, '|', cell.len) != NULL;
    if (all && one)
        return gp_fail_at(r->err, GP_INPUT, r->file, row->line,
                          "next: expected either \"|\" (one of) or \"&\" (all), found "
                          "both");
    r->chart.nodes[row->node].splits = all;
    loose = !all && !one && is_loose_list(r, cell);
    if (!all && !one && !loose)
        return add_next(r, row, cell);
    while (st == GP_OK && gp_table_part(cell, &from, loose, &part))
        st = add_next(r, row, part);
    return st;
}

static void add_condition(struct reading *r, const struct row *row)
{
    uint32_t e;

    if (row->cell[GP_TABLE_CONDITION].len == 0)
        return;
    e = gp_process_element(r->p, gp_slice("condition"), gp_slice(""),
                           row->cell[GP_TABLE_CONDITION], row->line);
    gp_process_judge(r->p, e, GP_INFORMATIONAL, NULL);
    if (e != GP_NO_ID)
        r->p->elements[e].parent = row->element;
}

static enum gp_status build(struct reading *r)
{
    enum gp_status st = GP_OK;
    size_t i;

    for (i = 0; st == GP_OK && i < r->n_rows; i++) {
        st = add_step(r, i);
        add_condition(r, &r->rows[i]);
    }
    for (i = 0; st == GP_OK && i < r->n_rows; i++)
        st = add_edges(r, i);
    if (st != GP_OK)
        return st;
    if (r->n_rows > 0 && r->rows[0].node != GP_NO_ID)
        r->chart.nodes[r->rows[0].node].start = true;
    r->chart.meets = true;
    if (r->chart.n_nodes > 0)
        gp_chart_net(&r->chart, r->p, GP_NO_ID);
    return gp_process_ok(r->p) ? GP_OK : gp_fail_memory(r->err);
}

enum gp_status gp_read_table(const struct gp_input *inputs, size_t n,
                             const struct gp_read_options *options,
                             struct gp_process **out, struct gp_err *err)
{
    struct reading r = {.file = inputs[0].name, .line = 1, .err = err};
    struct gp_text text = {0}, table = {0};
    bool in_text = false;
    enum gp_status st;

    (void)n;
    (void)options;
    *out = NULL;
    r.p = gp_process_new(gp_slice(inputs[0].name), "table");
    st = r.p != NULL ? gp_plain_read(&inputs[0], &text, err) : gp_fail_memory(err);
    r.rest = gp_text_slice(&text);
    in_text = st == GP_OK && gp_table_markdown(r.rest, &table);
    if (in_text)
        r.rest = gp_text_slice(&table);
    if (!gp_text_ok(&table))
        st = gp_fail_memory(err);
    if (st == GP_OK && !read_header(&r))
        st = r.no_memory
                 ? gp_fail_memory(err)
                 : gp_fail_at(
                       err, GP_INPUT, r.file, r.line,
                       "expected a header with \"step\" and one of owner, within, "
                       "next, condition");
    if (st == GP_OK && in_text)
        gp_process_note(r.p, GP_NOTE_FACT, GP_NO_ID, r.line - 1,
                        "this table is read as the process, the text around it is not "
                        "read");
    if (st == GP_OK)
        st = read_rows(&r);
    if (st == GP_OK)
        st = build(&r);
    gp_chart_release(&r.chart);
    gp_arena_release(&r.cells);
    gp_free(r.rows);
    gp_text_release(&text);
    gp_text_release(&table);
    if (st != GP_OK) {
        gp_process_free(r.p);
        return st;
    }
    *out = r.p;
    return GP_OK;
}

static bool has_markdown_table(struct gp_slice bytes)
{
    struct gp_text table = {0};
    bool has =
        memchr(bytes.at, '|', bytes.len) != NULL && gp_table_markdown(bytes, &table);

    gp_text_release(&table);
    return has;
}

bool gp_table_looks(const struct gp_input *input)
{
    struct reading r = {.line = 1};
    struct gp_slice b = input->bytes;
    size_t i, len;
    bool looks;

    if (gp_slice_starts(b, "\xEF\xBB\xBF"))
        b = gp_slice_n(b.at + 3, b.len - 3);
    len = b.len < 8192 ? b.len : 8192;
    for (i = 0; i < len && (b.at[i] == '\n' || b.at[i] == '\r'); i++)
        ;
    while (i < len && b.at[i] != '\n' && b.at[i] != '\r')
        i++;
    r.rest = gp_slice_n(b.at, i); /* the header line only */
    looks = read_header(&r);
    gp_arena_release(&r.cells);
    return looks || has_markdown_table(b);
}
