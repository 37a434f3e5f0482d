/* write_wide.c - the case's own columns, then its activities in the order of the
 * process. Such a table cannot say that a step was done again, nor by whom (export.c).
 */
#include "write_wide.h"

#include "times.h"

struct wide {
    struct sink *sink;
    struct cells *cells;
    const struct settings *settings;
};

static void put_next(const struct wide *w, struct text t)
{
    sink_put(w->sink, &w->settings->delimiter, 1);
    sink_put(w->sink, t.at, t.n);
}

static void put_header(const struct wide *w)
{
    sink_put(w->sink, w->cells->header[0].at, w->cells->header[0].n);
    for (unsigned i = 1; i < w->cells->n_columns; i++)
        put_next(w, cells_text(&w->cells->header[i]));
    for (unsigned i = 0; i < w->settings->process->n_activities; i++)
        put_next(w, cells_text(&w->cells->activity[i]));
    sink_end_line(w->sink);
}

static void put_case(const struct wide *w, const struct event *trace, size_t n)
{
    struct text field[MAX_COLUMNS];
    struct label time[MAX_ACTIVITIES];

    for (unsigned i = 0; i < w->settings->process->n_activities; i++)
        time[i] = w->cells->empty;
    for (size_t i = 0; i < n; i++) {
        char text[TIME_ROOM + 1] = "";

        w->settings->time->print(text, trace[i].end);
        time[trace[i].activity] = cells_label(w->settings, text);
    }
    cells_fill(w->cells, trace, 0, field);
    sink_put(w->sink, field[0].at, field[0].n);
    for (unsigned i = 1; i < w->cells->n_columns; i++)
        put_next(w, field[i]);
    for (unsigned i = 0; i < w->settings->process->n_activities; i++)
        put_next(w, cells_text(&time[i]));
    sink_end_line(w->sink);
}

void write_wide(struct sink *sink, struct cells *cells, const struct log *log,
                struct written *out)
{
    struct wide w = {sink, cells, cells->settings};

    put_header(&w);
    for (uint32_t c = 0; c < log->n_cases; c++) {
        size_t n = log->first[c + 1] - log->first[c];

        if (n == 0)
            continue;
        put_case(&w, &log->event[log->first[c]], n);
        out->rows++;
        out->used++;
    }
}
