/* truth.c - one function a section of truth.json, in the order of the file. Spans are
 * seconds where goatpath's report has them, and hours where people talk about them.
 */
#include "truth.h"

#include "times.h"

#include <stdio.h>
#include <string.h>

const char *truth_team(const struct story *s, uint8_t team)
{
    return team == NONE ? NULL : s->settings->process->teams[team].name;
}

const char *truth_activity(const struct story *s, uint8_t activity)
{
    return activity == NONE ? NULL : s->settings->process->activities[activity].name;
}

static void put_id(struct json *j, const struct story *s, uint32_t case_no)
{
    char id[32];
    unsigned digits = process_id_digits(s->export->log.n_cases);

    snprintf(id, sizeof id, "%s%0*u", s->settings->process->id_prefix, (int)digits,
             case_no + 1);
    json_text(j, NULL, id);
}

static void put_ids(struct json *j, const struct story *s, const char *key,
                    const uint32_t *id, uint64_t n)
{
    json_row_open(j, key, '[');
    for (uint64_t i = 0; i < n; i++)
        put_id(j, s, id[i]);
    json_close(j);
}

static uint64_t at_most(uint64_t n, uint64_t most)
{
    return n < most ? n : most;
}

static void put_instant(struct json *j, const char *key, uint32_t minute)
{
    struct date d = calendar_date(minute);
    char text[40];

    snprintf(text, sizeof text, "%04u-%02u-%02uT%02u:%02u:00.000Z", d.year, d.month,
             d.day, minute % DAY / HOUR, minute % HOUR);
    json_text(j, key, text);
}

static double hours(double minutes)
{
    return minutes / HOUR;
}

static void put_origin(struct json *j, const struct story *s)
{
    const struct settings *set = s->settings;
    char log[32], delimiter[] = {set->delimiter, '\0'};

    snprintf(log, sizeof log, "%s.csv", set->process->name);
    json_text(j, "process", set->process->name);
    json_number(j, "seed", set->seed);
    json_row_open(j, "files", '{');
    json_text(j, "log", log);
    json_text(j, "manual", "manual.md");
    json_close(j);
    json_open(j, "dialect", '{');
    json_text(j, "shape", shape_names[set->shape]);
    json_text(j, "delimiter", delimiter);
    json_text(j, "eol", line_end_names[set->line_end]);
    json_text(j, "time", set->time->name);
    json_text(j, "quote", set->quote_all ? "all" : "minimal");
    json_text(j, "encoding", encoding_names[set->encoding]);
    json_bool(j, "bom", set->bom);
    json_close(j);
}

/* A time's column, or two: "End Date,End Time". */
static void put_time(struct json *j, const struct story *s, const char *key,
                     const char *column)
{
    char two[2 * LABEL_ROOM];

    if (column != NULL && s->settings->time->print_clock != NULL) {
        snprintf(two, sizeof two, "%s Date,%s Time", column, column);
        column = two;
    }
    json_text(j, key, column);
}

/* What to give to goatpath as --case and so on; null: the shape has no such column. */
static void put_columns(struct json *j, const struct story *s)
{
    const struct columns *c = &s->settings->process->columns;
    enum shape shape = s->settings->shape;
    const char *const time[SHAPES] = {[EVENTS] = c->time,
                                      [INTERVAL] = c->end,
                                      [LIFECYCLE] = "Timestamp",
                                      [HISTORY] = c->time};

    json_open(j, "columns", '{');
    json_text(j, "case", c->case_id);
    json_text(j, "activity",
              shape == WIDE      ? NULL
              : shape == HISTORY ? "New Value"
                                 : c->activity);
    put_time(j, s, "time", time[shape]);
    put_time(j, s, "start", shape == INTERVAL ? c->start : NULL);
    json_text(j, "resource", shape == WIDE ? NULL : c->person);
    json_text(j, "group", shape == WIDE || shape == HISTORY ? NULL : c->team);
    json_text(j, "lifecycle", shape == LIFECYCLE ? "Transition" : NULL);
    json_close(j);
    json_row_open(j, "ends", '[');
    for (unsigned i = 0; i < s->settings->process->n_ends; i++)
        json_text(j, NULL, truth_activity(s, s->settings->process->ends[i]));
    json_close(j);
}

static void put_dirt(struct json *j, const struct story *s, const char *key,
                     unsigned from, unsigned to)
{
    const struct dirt_list *d = &s->written->dirt;

    json_open(j, key, '{');
    for (unsigned kind = from; kind < to; kind++) {
        json_row_open(j, dirt_names[kind], '{');
        json_number(j, "count", d->count[kind]);
        json_open(j, "lines", '[');
        for (uint64_t i = 0; i < at_most(d->count[kind], SHOWN_LINES); i++)
            json_number(j, NULL, d->line[kind][i]);
        json_close(j);
        json_close(j);
    }
    json_close(j);
}

static void put_file(struct json *j, const struct story *s)
{
    const struct written *w = s->written;
    uint64_t refused = 0;

    for (unsigned kind = 0; kind < REFUSED; kind++)
        refused += w->dirt.count[kind];
    json_open(j, "file", '{');
    json_number(j, "lines", w->lines);
    json_number(j, "rows", w->rows);
    json_number(j, "used", w->used);
    json_number(j, "rejected", refused);
    json_number(j, "ignored", w->dirt.count[OTHER_FIELD]);
    json_number(j, "running", s->export->running);
    put_dirt(j, s, "reasons", 0, REFUSED);
    put_dirt(j, s, "harmless", REFUSED, DIRTS);
    json_close(j);
}

static void put_log(struct json *j, const struct story *s)
{
    const struct counts *c = s->counts;

    json_open(j, "log", '{');
    json_number(j, "events", c->events);
    json_number(j, "cases", c->cases);
    json_number(j, "activities", c->activities);
    json_number(j, "variants", c->variants);
    json_number(j, "resources", c->people);
    json_number(j, "groups", c->teams);
    put_instant(j, "first", c->first);
    put_instant(j, "last", c->last);
    put_instant(j, "exported", s->settings->weeks * WEEK);
    json_number(j, "ties", c->ties);
    json_number(j, "overlaps", c->overlaps);
    json_close(j);
}

static void put_case_list(struct json *j, const struct story *s, const char *key,
                          const struct case_list *list)
{
    json_open(j, key, '{');
    json_number(j, "count", list->count);
    put_ids(j, s, "ids", list->id, at_most(list->count, SHOWN_CASES));
    json_close(j);
}

static void put_cases(struct json *j, const struct story *s)
{
    const struct counts *c = s->counts;

    json_open(j, "cases", '{');
    put_case_list(j, s, "completed", &c->completed);
    put_case_list(j, s, "open", &c->open);
    put_case_list(j, s, "stalled", &c->stalled);
    json_number(j, "untouched", s->export->untouched);
    json_number(j, "following", s->export->follow);
    json_number(j, "total_cost", s->export->cost);
    json_real(j, "mean_duration_hours",
              c->completed.count
                  ? hours((double)c->duration) / (double)c->completed.count
                  : 0);
    json_close(j);
}

static void put_delay(struct json *j, const struct story *s, const struct departure *d,
                      const struct ledger *l)
{
    double unit = hours(s->settings->process->delay_unit);
    double n = l->completed ? (double)l->completed : 1;

    json_row_open(j, "excess_hours", '{');
    json_real(j, "expected", unit * (d->delay[0] + d->delay[1]) / 2);
    json_real(j, "least", unit * d->delay[0]);
    json_real(j, "most", unit * d->delay[1]);
    json_number(j, "cases", l->completed);
    json_real(j, "mean", hours((double)l->longer) / n);
    json_real(j, "total", hours((double)l->longer));
    json_close(j);
}

static void put_favours(struct json *j, const struct story *s,
                        const struct departure *d)
{
    const struct attribute *a;

    if (d->favours_times == 0)
        return;
    a = &s->settings->process->attributes[d->favours_attribute];
    json_row_open(j, "more_often_where", '{');
    json_text(j, "column", a->column);
    json_text(j, "value", a->values[d->favours_value]);
    json_number(j, "times", d->favours_times);
    json_close(j);
}

static void put_fact(struct json *j, const struct story *s, const struct fact *f,
                     const struct shown *shown)
{
    json_open(j, NULL, '{');
    json_text(j, "kind", f->kind);
    json_text(j, "or", f->or_as);
    json_text(j, "activity", truth_activity(s, f->activity));
    json_text(j, "from", truth_team(s, f->from));
    json_text(j, "to", truth_team(s, f->to));
    json_number(j, "cases", shown->cases);
    json_number(j, "occurrences", shown->cases);
    json_number(j, "all_cases", shown->all_cases);
    put_ids(j, s, "case_ids", shown->id, at_most(shown->cases, SHOWN_IDS));
    json_close(j);
}

static void put_departures(struct json *j, const struct story *s)
{
    const struct process *p = s->settings->process;

    json_open(j, "departures", '[');
    for (unsigned i = 0; i < p->n_departures; i++) {
        const struct departure *d = &p->departures[i];
        const struct ledger *l = &s->export->ledger[i];

        json_open(j, NULL, '{');
        json_real(j, "probability", d->per_mille / 1000.0);
        put_favours(j, s, d);
        json_number(j, "possible_in", s->export->eligible[i]);
        json_number(j, "put_in", l->put_in);
        json_number(j, "alignment_cost", departure_cost(d->edit));
        put_delay(j, s, d, l);
        json_open(j, "facts", '[');
        for (unsigned f = 0; f < process_n_facts(d); f++)
            put_fact(j, s, &d->facts[f], &l->fact[f]);
        json_close(j);
        json_close(j);
    }
    json_close(j);
    json_row_open(j, "never_used", '[');
    json_text(j, NULL, p->never_used);
    json_close(j);
}

/* Cases without a departure keep them; those put in late are among the departures. */
static void put_limits(struct json *j, const struct story *s)
{
    const struct process *p = s->settings->process;

    json_open(j, "limits", '[');
    for (unsigned i = 0; i < p->n_limits; i++) {
        json_row_open(j, NULL, '{');
        json_text(j, "activity", truth_activity(s, p->limits[i].activity));
        json_text(j, "limit", p->limits[i].words);
        json_real(j, "longest_wait_hours",
                  hours(s->export->longest_wait[p->limits[i].activity]));
        json_close(j);
    }
    json_close(j);
}

void truth_write(const struct story *story)
{
    struct json j;

    json_begin(&j, story->settings->folder, "truth.json");
    put_origin(&j, story);
    put_columns(&j, story);
    put_file(&j, story);
    put_log(&j, story);
    put_cases(&j, story);
    put_departures(&j, story);
    put_limits(&j, story);
    truth_put_counts(&j, story);
    truth_put_company(&j, story);
    json_finish(&j);
}
