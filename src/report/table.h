/* table.h - a format-neutral table: typed cells that every renderer lays out its own
 * way.
 *
 *   struct gp_table t = {0};
 *   gp_table_begin(&t, "activities", "Activities");
 *   gp_table_column(&t, "events", "Events", GP_CELL_COUNT, "events of the activity");
 *   gp_table_row(&t);
 *   gp_table_count(&t, 42);
 *
 * Cells are given in column order. Like gp_text, a table remembers a failed allocation:
 * ask gp_table_ok once. Texts are borrowed and must outlive the table, except those
 * given through gp_table_text_copy and gp_table_text_take.
 */
#ifndef GP_REPORT_TABLE_H
#define GP_REPORT_TABLE_H

#include "base/json.h"
#include "base/mem.h"
#include "base/sample.h"
#include "base/text.h"

#include <stdbool.h>

enum gp_cell_kind {
    GP_CELL_TEXT, /* from the log or the program: always escaped by the renderer */
    GP_CELL_COUNT,
    GP_CELL_LINE,    /* a line number: as an editor wants it, no thousands marks */
    GP_CELL_SPAN,    /* us; people read "2 d 4 h", machines seconds */
    GP_CELL_HOURS,   /* us; people read hours, machines seconds */
    GP_CELL_SHARE,   /* 0..1 in millionths; people read "26.2 %" */
    GP_CELL_INSTANT, /* us */
    GP_CELL_PATH,    /* texts joined by an arrow, GP_PATH_SHOWN at most; machines get
                        "a > b", whole */
    GP_CELL_LABEL,   /* our own words: people read path[0], machines the key path[1] */
    GP_CELL_MIXED,   /* only of columns: each cell has a kind of its own */
    GP_CELL_NONE,    /* empty: not known, or does not apply */
};

enum { GP_PATH_SHOWN = 100 };

/* 16 bytes: a table of all cases has millions. */
struct gp_cell {
    union {                          /* kind says which of these is there */
        int64_t number;              /* count, us, millionths */
        const gp_i128 *large;        /* is_large: such a number, in the table's arena */
        const char *text;            /* [n] */
        const struct gp_slice *path; /* [n], in the table's arena */
    };
    uint32_t n;
    unsigned char kind; /* gp_cell_kind */
    bool is_large;
};

struct gp_heading {
    /* for CSV and JSON: "median_wait_s" style: lower case, unit last */
    const char *key;
    const char *title; /* for people */
    enum gp_cell_kind kind;
    const char *definition; /* one sentence with denominator and unit */
    bool optional; /* gives way first where there is little room (a terminal) */
};

struct gp_table {
    const char *name; /* "activities": also the CSV file's name */
    const char *title;
    struct gp_heading *column;
    size_t n_columns, cap_columns;
    struct gp_cell *cell; /* [n_rows * n_columns] */
    size_t n_cells, cap_cells;
    size_t n_rows;
    uint64_t n_left_out; /* rows that exist and are not here (said under the table) */
    struct gp_arena arena;
    bool failed;
};

void gp_table_begin(struct gp_table *t, const char *name, const char *title);
void gp_table_column(struct gp_table *t, const char *key, const char *title,
                     enum gp_cell_kind kind, const char *definition);
void gp_table_optional(struct gp_table *t); /* the column just given is optional */
void gp_table_row(struct gp_table *t); /* asserts that the row before is complete */
void gp_table_text(struct gp_table *t, struct gp_slice text);
void gp_table_text_copy(struct gp_table *t, struct gp_slice text);
void gp_table_text_take(struct gp_table *t, struct gp_text *text); /* and releases it */
void gp_table_count(struct gp_table *t, uint64_t n); /* fits COUNT and LINE columns */
void gp_table_span(struct gp_table *t, gp_i128 us);  /* fits SPAN and HOURS columns */
void gp_table_share(struct gp_table *t, gp_i128 n, gp_i128 of); /* none when of is 0 */
void gp_table_instant(struct gp_table *t, int64_t us);
void gp_table_path(struct gp_table *t, const struct gp_slice *steps,
                   size_t n); /* copied array */
/* A name of our own in the first column of a list of measures: machines read the key
 * (unit last: "case_duration_median_s"), people the title. Both literals. */
void gp_table_label(struct gp_table *t, const char *key, const char *title);
void gp_table_none(struct gp_table *t);
/* Rows to fill of n there are, the rest noted in n_left_out; most 0: all. */
size_t gp_table_cap(struct gp_table *t, size_t n, size_t most);
bool gp_table_ok(const struct gp_table *t);
void gp_table_release(struct gp_table *t);

/* For renderers. People's form of a cell, every text through escape; the machine's form
 * as it is (seconds, ISO instants, shares 0..1, texts unescaped); a number to sort by
 * (instants as seconds since 1970). Nothing for GP_CELL_NONE. */
typedef void gp_escape_function(struct gp_text *t, struct gp_slice s);
void gp_cell_people(const struct gp_cell *c, struct gp_text *out,
                    gp_escape_function *escape);
void gp_cell_machine(const struct gp_cell *c, struct gp_text *out);
void gp_cell_sort_value(const struct gp_cell *c, struct gp_text *out);
bool gp_cell_is_number(enum gp_cell_kind kind); /* right-aligned, sorts by value */
const struct gp_cell *gp_table_cell(const struct gp_table *t, size_t row,
                                    size_t column);

/* Renderers append to out; a table that failed makes out fail. width: columns of the
 * terminal, 0 for no limit; texts are cut by display width with an ellipsis only there,
 * and the cut is said. */
void gp_table_render_text(const struct gp_table *t, struct gp_text *out, size_t width);
void gp_table_render_markdown(const struct gp_table *t, struct gp_text *out);
void gp_table_render_csv(const struct gp_table *t, struct gp_text *out, bool raw);
void gp_table_render_html(const struct gp_table *t, struct gp_text *out);

/* {"name", "rows": [{key: value, ...}], "left_out"} under key (NULL inside an array). */
void gp_table_render_json(const struct gp_table *t, struct gp_json *out,
                          const char *key);

#endif
