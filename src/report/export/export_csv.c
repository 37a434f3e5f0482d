/* export_csv.c - see export.h. */
#include "base/escape.h"
#include "base/instant.h"
#include "report/export.h"

#include <string.h>

enum { PIECE = 1 << 20 };

static const char *const reserved[] = {"case", "activity", "time", "start",
                                       "end",  "resource", "group"};

static bool is_reserved(const char *name)
{
    size_t i;

    for (i = 0; i < sizeof reserved / sizeof reserved[0]; i++)
        if (gp_slice_is_nocase(gp_slice(name), reserved[i]))
            return true;
    return false;
}

static void header(struct gp_text *t, const struct gp_eventlog *log)
{
    size_t k;

    gp_text_add(t, "case,activity");
    if (log->has_time)
        gp_text_add(t, log->has_start ? ",start,end" : ",time");
    gp_text_add(t, log->has_resource ? ",resource" : "");
    gp_text_add(t, log->has_group ? ",group" : "");
    for (k = 0; k < log->n_kept; k++) {
        gp_text_add(t, is_reserved(log->kept[k].name) ? ",source:" : ",");
        gp_escape_csv_raw(t, gp_slice(log->kept[k].name));
    }
    gp_text_add_char(t, '\n');
}

static void cell(struct gp_text *t, const struct gp_dict *names, uint32_t id)
{
    gp_text_add_char(t, ',');
    gp_escape_csv_raw(t, gp_dict_name(names, id));
}

static void times(struct gp_text *t, const struct gp_eventlog *log, size_t i)
{
    if (log->has_start) {
        gp_text_add_char(t, ',');
        gp_instant_iso(t, log->start[i]);
    }
    gp_text_add_char(t, ',');
    if (log->open == NULL || !log->open[i])
        gp_instant_iso(t, log->end[i]);
}

static void row(struct gp_text *t, const struct gp_eventlog *log, uint32_t c, size_t i)
{
    size_t k;

    gp_escape_csv_raw(t, gp_dict_name(&log->cases, c));
    cell(t, &log->activities, gp_id(log->activity, i));
    if (log->has_time)
        times(t, log, i);
    if (log->has_resource)
        cell(t, &log->resources, gp_id(log->resource, i));
    if (log->has_group)
        cell(t, &log->groups, gp_id(log->group, i));
    for (k = 0; k < log->n_kept; k++)
        cell(t, &log->kept[k].values, gp_id(log->kept[k].id, i));
    gp_text_add_char(t, '\n');
}

static enum gp_status flush(struct gp_text *t, size_t above, const struct gp_sink *sink,
                            struct gp_err *err)
{
    enum gp_status st;

    if (t->len <= above && gp_text_ok(t))
        return GP_OK;
    if (!gp_text_ok(t))
        return gp_fail_memory(err);
    st = sink->write(sink->ctx, t, err);
    gp_text_clear(t);
    return st;
}

enum gp_status gp_export_csv(const struct gp_eventlog *log, const char *head,
                             const struct gp_sink *sink, struct gp_err *err)
{
    struct gp_text t = {0};
    enum gp_status st = GP_OK;
    uint32_t c;
    size_t i;

    (void)head;
    header(&t, log);
    for (c = 0; c < log->n_cases && st == GP_OK; c++)
        for (i = log->first[c]; i < log->first[c + 1] && st == GP_OK; i++) {
            row(&t, log, c, i);
            st = flush(&t, PIECE, sink, err);
        }
    if (st == GP_OK)
        st = flush(&t, 0, sink, err);
    gp_text_release(&t);
    return st;
}
