/* story.c - see story.h. */
#include "tests/support/story.h"

#include "report/checks.h"
#include "tests/support/logged.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char story_name[] = "story.csv";
static char story_zone[] = "UTC";

static void add(struct story *s, const char *c, const char *a, double start, double end,
                const char *who, const char *team)
{
    const double hour = GP_HOUR_US;

    logged_event(s->log, c, a, strcmp(who, "-") == 0 ? "" : who,
                 strcmp(team, "-") == 0 ? "" : team, (int64_t)(start * hour),
                 (int64_t)(end * hour));
}

static void open_log(struct story *s, bool spans)
{
    memset(s, 0, sizeof *s);
    s->log = logged_begin(story_name, true, spans, true, true);
}

void story_begin(struct story *s)
{
    open_log(s, false);
}

void story_event(struct story *s, const char *case_id, const char *activity,
                 double hour, const char *resource, const char *group)
{
    add(s, case_id, activity, hour, hour, resource, group);
}

void story_end(struct story *s, const char *ends)
{
    struct gp_mine_options o = {
        .ends = &ends, .n_ends = ends != NULL ? 1 : 0, .now = INT64_MIN, .threads = 2};
    int role;

    assert_int_equal(gp_eventlog_group(s->log, NULL), GP_OK);
    assert_int_equal(gp_mine(s->log, &o, &s->stats, NULL), GP_OK);
    gp_rejects_init(&s->ingest.rejects, NULL);
    for (role = 0; role < GP_ROLES; role++)
        s->source.role[role].column = -1;
    s->source.name = story_name;
    s->source.tz = story_zone;
    s->source.dialect.encoding = "utf-8";
    s->source.dialect.delimiter = ',';
    s->source.shape = GP_SHAPE_EVENTS;
    s->source.counts.records = s->log->n;
    s->ingest.log = s->log;
    s->ingest.sources = &s->source;
    s->ingest.n_sources = 1;
    s->ingest.rows = s->ingest.used = s->ingest.events = s->log->n;
    s->ingest.events_read = s->log->n;
    s->ingest.without_offset = s->log->n;
    assert_int_equal(gp_checks_find(&s->ingest, &s->stats, &s->checks, NULL), GP_OK);
    s->facts = (struct gp_facts){
        .ingest = &s->ingest,
        .stats = &s->stats,
        .most_variants = 1000,
        .rerun = "goatpath report story.csv -o out",
        .checks = &s->checks,
    };
}

static void tell_line(struct story *s, char *line)
{
    char *rest = NULL, *word[5], *to;
    double start;
    int i;

    for (i = 0; i < 5; i++) {
        word[i] = strtok_r(i == 0 ? line : NULL, " ", &rest);
        if (word[i] == NULL)
            word[i] = "-";
    }
    start = strtod(word[2], &to);
    add(s, word[0], word[1], start, *to == '-' ? strtod(to + 1, NULL) : start, word[3],
        word[4]);
}

void story_tell(struct story *s, const char *lines, const char *ends)
{
    char *copy = strdup(lines), *rest = NULL, *line;
    const char *dash;
    bool spans = false;

    assert_non_null(copy);
    for (dash = strchr(lines, '-'); dash != NULL && !spans;
         dash = strchr(dash + 1, '-'))
        spans = dash > lines && dash[-1] >= '0' && dash[-1] <= '9';
    open_log(s, spans);
    for (line = strtok_r(copy, "|", &rest); line != NULL;
         line = strtok_r(NULL, "|", &rest))
        tell_line(s, line);
    free(copy);
    story_end(s, ends);
}

void story_release(struct story *s)
{
    gp_checks_release(&s->checks);
    gp_stats_release(&s->stats);
    gp_rejects_release(&s->ingest.rejects);
    gp_eventlog_free(s->log);
}
