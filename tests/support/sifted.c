/* sifted.c - see sifted.h. */
#include "tests/support/sifted.h"
#include "base/instant.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *case_id, *activity;
    int start, end;
    const char *who, *team, *amount, *due;
} events[] = {
    {"a", "A", 0, 1, "Ann", "Sales", "10", "1970-01-02"},
    {"b", "A", 24, 24, "Bob", "Sales", "5", ""},
    {"a", "B", 3, 4, "Bob", "Legal", "", ""},
    {"b", "A", 25, 26, "Bob", "Sales", "5", ""},
    {"a", "C", 50, 51, "Ann", "Sales", "200", "1970-03-01"},
    {"b", "C", 26, 26, "", "", "5", ""},
    {"c", "B", 100, 100, "Ann", "", "", "1970-01-02"},
    {"d", "C", 200, 210, "Cid", "Legal", "1,500", ""},
    {"d", "A", 205, 206, "Cid", "Legal", "7.5", ""},
};

static enum gp_status add_events(struct gp_eventlog *log, struct gp_err *err)
{
    enum gp_status st = gp_eventlog_begin_file(log, "log.csv", err);
    size_t i;

    for (i = 0; i < sizeof events / sizeof events[0] && st == GP_OK; i++) {
        const struct gp_slice kept[] = {gp_slice(events[i].amount),
                                        gp_slice(events[i].due)};
        struct gp_event e = {.case_id = gp_slice(events[i].case_id),
                             .activity = gp_slice(events[i].activity),
                             .resource = gp_slice(events[i].who),
                             .group = gp_slice(events[i].team),
                             .start = events[i].start * GP_HOUR_US,
                             .end = events[i].end * GP_HOUR_US,
                             .line = (uint32_t)i + 2,
                             .kept = kept};

        st = gp_eventlog_add(log, &e, err);
    }
    return st == GP_OK ? gp_eventlog_group(log, err) : st;
}

static enum gp_status read_log(struct gp_ingest_result *in, struct gp_err *err)
{
    enum gp_status st;

    in->log = gp_eventlog_new(true, true, true, true);
    if (in->log == NULL)
        return gp_fail_memory(err);
    st = gp_eventlog_keep(in->log, "Amount", err);
    if (st == GP_OK)
        st = gp_eventlog_keep(in->log, "Due", err);
    if (st != GP_OK)
        return st;
    in->log->kept[1].passing = true;
    in->rows = in->used = in->events = in->events_read =
        sizeof events / sizeof events[0];
    return add_events(in->log, err);
}

static void name_cases(struct sifted *s)
{
    size_t c;

    for (c = 0; c < s->in.log->n_cases; c++) {
        strncat(s->cases, c > 0 ? " " : "", sizeof s->cases - strlen(s->cases) - 1);
        strncat(s->cases, s->in.log->cases.name[c].at,
                sizeof s->cases - strlen(s->cases) - 1);
    }
}

void sift_in(struct sifted *s, struct gp_slice expression, const char *tz, bool ends)
{
    static const char *const end = "C";
    struct gp_filter *f = NULL;
    char *text = malloc(expression.len + 1); /* not one of those that are refused */
    const char *z = text;

    memset(s, 0, sizeof *s);
    memcpy(text, expression.at, expression.len);
    text[expression.len] = '\0';
    s->status = gp_filter_parse(&z, 1, tz, &f, &s->err);
    if (s->status == GP_OK)
        s->status = read_log(&s->in, &s->err);
    if (s->status == GP_OK)
        s->status =
            gp_filter_apply(f, &s->in, &end, ends ? 1 : 0, &s->filtered, &s->err);
    if (s->status == GP_OK)
        name_cases(s);
    gp_filter_free(f);
    free(text);
}

void sifted_release(struct sifted *s)
{
    gp_filtered_release(&s->filtered);
    gp_eventlog_free(s->in.log);
    s->in.log = NULL;
}
