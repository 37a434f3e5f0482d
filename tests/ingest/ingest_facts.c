/* ingest_facts.c - prints what gp_ingest found in a log, as lines of "name<tab>value",
 * for check_logs.py. With --events also every event: case, activity, resource, group,
 * start, end, line.
 *
 *   ingest_facts [--case C] [--activity C] ... [--time-format F] [--events] LOG...
 */
#include "ingest/ingest.h"

#include "base/instant.h"

#include <stdio.h>
#include <string.h>

static bool take_option(struct gp_ingest_options *o, const char *name,
                        const char *value)
{
    int role;

    for (role = 0; role < GP_ROLES; role++)
        if (strcmp(name, gp_role_name((enum gp_role)role)) == 0) {
            o->column[role] = value;
            return true;
        }
    if (strcmp(name, "time-format") == 0)
        o->time_format = value;
    else if (strcmp(name, "tz") == 0)
        o->tz = value;
    else if (strcmp(name, "shape") == 0)
        o->shape = value;
    else if (strcmp(name, "missing") == 0)
        o->missing = value;
    else if (strcmp(name, "delimiter") == 0)
        o->reader.delimiter = value[0];
    else
        return false;
    return true;
}

static void print_instant(const char *name, int64_t us)
{
    struct gp_text t = {0};

    gp_instant_iso(&t, us);
    printf("%s\t%s\n", name, gp_text_z(&t));
    gp_text_release(&t);
}

static void print_source(const struct gp_source_found *s)
{
    int role;

    printf("shape\t%s\nshape evidence\t%s\n", gp_shape_name(s->shape),
           s->shape_evidence);
    for (role = 0; role < GP_ROLES; role++) {
        const struct gp_role_found *f = &s->role[role];

        printf("%s\t%s\n", gp_role_name((enum gp_role)role),
               f->header != NULL ? f->header : "-");
        printf("%s evidence\t%.2f %s\n", gp_role_name((enum gp_role)role),
               f->confidence, f->evidence);
    }
    printf("time format\t%s\ntime format evidence\t%s\ntz\t%s\n",
           s->time_format != NULL ? s->time_format : "-", s->time_evidence, s->tz);
}

static void print_log(const struct gp_ingest_result *r)
{
    const struct gp_eventlog *log = r->log;
    int64_t first = INT64_MAX, last = INT64_MIN;
    size_t i;

    for (i = 0; i < log->n && log->has_time; i++) {
        first = gp_event_start(log, i) < first ? gp_event_start(log, i) : first;
        last = gp_event_end(log, i) > last ? gp_event_end(log, i) : last;
    }
    printf("rows\t%llu\nused\t%llu\nrejected\t%llu\nevents\t%llu\nrunning\t%llu\n",
           (unsigned long long)r->rows, (unsigned long long)r->used,
           (unsigned long long)gp_rejects_total(&r->rejects),
           (unsigned long long)r->events, (unsigned long long)r->running);
    printf("end before start\t%llu\nother transitions\t%llu\nties\t%llu\n",
           (unsigned long long)r->end_before_start,
           (unsigned long long)r->other_transitions, (unsigned long long)log->n_ties);
    printf("cases\t%zu\nactivities\t%zu\nresources\t%zu\ngroups\t%zu\n", log->cases.n,
           log->activities.n, log->resources.n, log->groups.n);
    if (log->has_time) {
        print_instant("first", first);
        print_instant("last", last);
    }
}

static void print_name(const struct gp_dict *d, struct gp_ids ids, size_t i)
{
    struct gp_slice s = ids.at != NULL ? gp_dict_name(d, gp_id(ids, i)) : gp_slice("");

    printf("\t%.*s", (int)s.len, s.at);
}

static void print_events(const struct gp_eventlog *log)
{
    size_t c, i;

    for (c = 0; c < log->n_cases; c++)
        for (i = log->first[c]; i < log->first[c + 1]; i++) {
            printf("event\t%zu", c);
            print_name(&log->activities, log->activity, i);
            print_name(&log->resources, log->resource, i);
            print_name(&log->groups, log->group, i);
            printf("\t%lld\t%lld\t%u\n", (long long)gp_event_start(log, i),
                   (long long)gp_event_end(log, i), log->line[i]);
        }
}

int main(int argc, char **argv)
{
    struct gp_ingest_options o = {.reader = {.header = -1}};
    struct gp_ingest_result r;
    struct gp_err err = {0};
    bool events = false;
    enum gp_status st;
    int i = 1;

    for (; i + 1 < argc && strncmp(argv[i], "--", 2) == 0; i++) {
        if (strcmp(argv[i], "--events") == 0)
            events = true;
        else if (take_option(&o, argv[i] + 2, argv[i + 1]))
            i++;
        else
            return 2;
    }
    st = gp_ingest((const char *const *)argv + i, (size_t)(argc - i), &o, &r, &err);
    printf("status\t%d\n", (int)st);
    if (st != GP_OK) {
        printf("message\t%s:%llu: %s\n", err.file, (unsigned long long)err.line,
               err.text);
        return (int)st;
    }
    print_source(&r.sources[0]);
    print_log(&r);
    if (events)
        print_events(r.log);
    gp_ingest_release(&r);
    return 0;
}
