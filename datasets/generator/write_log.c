/* write_log.c - rows in the order of their time.
 *
 * Rows with equal times stay in the order of cases and, within a case, of events. With
 * start and complete rows an event gives two rows, which are placed one by one.
 */
#include "write_log.h"

#include "need.h"
#include "sink.h"
#include "write_wide.h"

#include <stdio.h>
#include <stdlib.h>

struct writer {
    const struct settings *settings;
    const struct log *log;
    struct written *out;
    struct sink sink;
    struct cells cells;
    struct damage damage;
    struct dice dice;
    unsigned halves; /* rows that an event may give: 1, or 2 for start and complete */
    unsigned next_dirt; /* the kinds take turns, so that a small log has some of each */
};

static void put_row(struct writer *w, const struct text *field, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        if (i > 0)
            sink_put(&w->sink, &w->settings->delimiter, 1);
        sink_put(&w->sink, field[i].at, field[i].n);
    }
    sink_end_line(&w->sink);
}

static void put_header(struct writer *w)
{
    struct text field[MAX_COLUMNS];

    for (unsigned i = 0; i < w->cells.n_columns; i++)
        field[i] = cells_text(&w->cells.header[i]);
    put_row(w, field, w->cells.n_columns);
}

/* What stands in front of the table. */
static void put_front(struct writer *w)
{
    static const char *const about[] = {"Exported by the back office",
                                        "All regions, all teams"};
    const struct settings *s = w->settings;

    if (s->sep) {
        sink_put_z(&w->sink, "sep=");
        sink_put(&w->sink, &s->delimiter, 1);
        sink_end_line(&w->sink);
    }
    for (uint32_t i = 0; i < s->preamble; i++) {
        sink_put_z(&w->sink, about[i % 2]);
        sink_end_line(&w->sink);
    }
}

static void put_dirty(struct writer *w, struct text *field)
{
    struct dirt_list *list = &w->out->dirt;
    enum dirt kind = (enum dirt)(w->next_dirt++ % DRAWN);
    unsigned n = w->cells.n_columns;

    if (kind == STRAY_QUOTE || kind == PADDED)
        dirt_note(list, dirt_soil(&w->damage, kind, field), w->sink.lines + 1);
    put_row(w, field, n);
    if (kind < REFUSED) {
        n = dirt_break(&w->damage, kind, list->count[kind], field);
        dirt_note(list, kind, w->sink.lines + 1);
        put_row(w, field, n);
        w->out->rows++;
    } else if (kind == BLANK_LINE) {
        dirt_note(list, kind, w->sink.lines + 1);
        sink_end_line(&w->sink);
    }
}

/* In a history other fields change too. */
static void put_other_field(struct writer *w, struct text *field)
{
    const struct cells *c = &w->cells;
    struct label name = cells_label(w->settings, "Next step");
    struct label value = cells_label(w->settings, "call back");

    for (unsigned i = 0; i < c->n_columns; i++) {
        if (c->column[i] == FIELD)
            field[i] = cells_text(&name);
        else if (c->column[i] == OLD_VALUE)
            field[i] = cells_text(&c->empty);
        else if (c->column[i] == ACTIVITY)
            field[i] = cells_text(&value);
    }
    dirt_note(&w->out->dirt, OTHER_FIELD, w->sink.lines + 1);
    put_row(w, field, c->n_columns);
    w->out->rows++;
}

static void write_row(struct writer *w, const struct event *e, unsigned half)
{
    struct text field[MAX_COLUMNS + 1];
    bool first = w->cells.state[e->case_no] == NONE;

    cells_fill(&w->cells, e, half, field);
    w->out->rows++;
    w->out->used++;
    if (e->marks & TWICE)
        dirt_note(&w->out->dirt, TWICE_THERE, w->sink.lines + 1);
    if (w->settings->dirty && dice_below(&w->dice, 1000000) < w->settings->dirty)
        put_dirty(w, field);
    else
        put_row(w, field, w->cells.n_columns);
    if (w->settings->shape == HISTORY && first && e->case_no % 3 == 0)
        put_other_field(w, field);
}

/* A step without length has no start row, a running one no complete row. */
static bool has_half(const struct writer *w, const struct event *e, unsigned half)
{
    if (w->halves == 1)
        return true;
    if (half == 0)
        return e->end > e->start || (e->marks & STILL_RUNNING);
    return !(e->marks & STILL_RUNNING);
}

static uint32_t time_of(const struct event *e, unsigned half)
{
    return half ? e->end : e->start;
}

/* Rows (event * halves + half) by time: counted per minute, then placed. */
static uint32_t *rows_by_time(const struct writer *w, uint32_t *n_rows)
{
    uint32_t minutes = w->settings->weeks * WEEK, sum = 0;
    uint32_t *begin = need((size_t)minutes + 2, sizeof *begin);
    uint32_t n = (uint32_t)w->log->n_events * w->halves;
    uint32_t *row = need(n, sizeof *row);

    for (uint32_t i = 0; i < n; i++) {
        const struct event *e = &w->log->event[i / w->halves];

        begin[time_of(e, i % w->halves) + 1] += has_half(w, e, i % w->halves);
    }
    for (uint32_t m = 0; m <= minutes; m++)
        begin[m] = sum += begin[m];
    for (uint32_t i = 0; i < n; i++) {
        const struct event *e = &w->log->event[i / w->halves];

        if (has_half(w, e, i % w->halves))
            row[begin[time_of(e, i % w->halves)]++] = i;
    }
    *n_rows = sum;
    free(begin);
    return row;
}

static void write_rows(struct writer *w)
{
    uint32_t n;
    uint32_t *row = rows_by_time(w, &n);

    put_header(w);
    for (uint32_t i = 0; i < n; i++)
        write_row(w, &w->log->event[row[i] / w->halves], row[i] % w->halves);
    free(row);
}

void write_log(const struct settings *s, const struct company *c, const struct log *log,
               struct written *out)
{
    struct writer w = {.settings = s,
                       .log = log,
                       .out = out,
                       .dice = dice_for(s->seed, 0, FOR_DIRT),
                       .halves = s->shape == LIFECYCLE ? 2 : 1};
    char name[32];

    *out = (struct written){0};
    snprintf(name, sizeof name, "%s.csv", s->process->name);
    sink_open(&w.sink, s->folder, name, s->encoding, s->bom, s->line_end);
    put_front(&w);
    cells_init(&w.cells, s, c, log->n_cases);
    w.damage.cells = &w.cells;
    if (s->shape == WIDE)
        write_wide(&w.sink, &w.cells, log, out);
    else
        write_rows(&w);
    out->lines = w.sink.lines;
    cells_release(&w.cells);
    sink_close(&w.sink);
}
