/* truth_counts.c - what a plain count finds: the figures that goatpath's report has
 * too. */
#include "truth.h"

#include <stdio.h>
#include <string.h>

/* The line of the manual on which a documented step stands; 0 for other names. */
static unsigned manual_line(const char *manual, const char *step)
{
    char item[64];
    const char *found;
    unsigned line = 1;

    snprintf(item, sizeof item, " %s (", step);
    found = strstr(manual, item);
    if (found == NULL)
        return 0;
    for (const char *at = manual; at < found; at++)
        line += *at == '\n';
    return line;
}

static void put_activities(struct json *j, const struct story *s)
{
    const struct process *p = s->settings->process;

    json_open(j, "activities", '[');
    for (unsigned i = 0; i < p->n_activities; i++) {
        const struct activity_count *a = &s->counts->activity[i];

        json_row_open(j, NULL, '{');
        json_text(j, "name", p->activities[i].name);
        json_number(j, "events", a->events);
        json_number(j, "cases", a->cases);
        json_number(j, "starts", a->starts);
        json_number(j, "ends", a->ends);
        json_text(j, "owner", truth_team(s, p->activities[i].team));
        json_number(j, "manual_line", manual_line(p->manual, p->activities[i].name));
        json_close(j);
    }
    json_close(j);
}

static void put_link(struct json *j, const char *key, const char *from, const char *to,
                     const struct link *l)
{
    json_row_open(j, key, '{');
    if (from != NULL) {
        json_text(j, "from", from);
        json_text(j, "to", to);
    }
    json_number(j, "count", l->count);
    json_number(j, "cases", l->cases);
    json_number(j, "wait_seconds", l->wait * 60);
    json_close(j);
}

static void put_follows(struct json *j, const struct story *s)
{
    const struct process *p = s->settings->process;
    const struct link *most = NULL;
    unsigned from = 0, to = 0;

    json_open(j, "directly_follows", '[');
    for (unsigned a = 0; a < p->n_activities; a++) {
        for (unsigned b = 0; b < p->n_activities; b++) {
            const struct link *l = &s->counts->follows[a][b];

            if (l->count == 0)
                continue;
            put_link(j, NULL, p->activities[a].name, p->activities[b].name, l);
            if (most == NULL || l->wait > most->wait) {
                most = l;
                from = a;
                to = b;
            }
        }
    }
    json_close(j);
    if (most != NULL)
        put_link(j, "bottleneck", p->activities[from].name, p->activities[to].name,
                 most);
}

static void put_team_handoffs(struct json *j, const struct story *s)
{
    const struct process *p = s->settings->process;

    json_open(j, "group", '[');
    for (unsigned a = 0; a < p->n_teams; a++)
        for (unsigned b = 0; b < p->n_teams; b++)
            if (s->counts->team_handoff[a][b].count > 0)
                put_link(j, NULL, p->teams[a].name, p->teams[b].name,
                         &s->counts->team_handoff[a][b]);
    json_close(j);
}

static void put_handoffs(struct json *j, const struct story *s)
{
    json_open(j, "handoffs", '{');
    put_link(j, "resource_total", NULL, NULL, &s->counts->person_handoff);
    put_team_handoffs(j, s);
    json_open(j, "unassigned", '{');
    put_link(j, "resource", NULL, NULL, &s->counts->person_unassigned);
    put_link(j, "group", NULL, NULL, &s->counts->team_unassigned);
    json_close(j);
    json_close(j);
}

static void put_bounces(struct json *j, const struct story *s)
{
    const struct process *p = s->settings->process;
    const struct bounces *of_team = &s->counts->team_bounces;
    const struct bounces *both[] = {&s->counts->person_bounces, of_team};

    json_open(j, "ping_pong", '{');
    for (unsigned i = 0; i < 2; i++) {
        json_row_open(j, i ? "group" : "resource", '{');
        json_number(j, "handoffs", both[i]->handoffs);
        json_number(j, "bounces", both[i]->bounces);
        json_number(j, "cases", both[i]->cases);
        json_close(j);
    }
    json_open(j, "group_pairs", '[');
    for (unsigned a = 0; a < p->n_teams; a++) {
        for (unsigned b = 0; b < p->n_teams; b++) {
            if (of_team->pair[a][b].bounces == 0)
                continue;
            json_row_open(j, NULL, '{');
            json_text(j, "owner", p->teams[a].name);
            json_text(j, "via", p->teams[b].name);
            json_number(j, "bounces", of_team->pair[a][b].bounces);
            json_number(j, "cases", of_team->pair[a][b].cases);
            json_close(j);
        }
    }
    json_close(j);
    json_close(j);
}

static void put_rework(struct json *j, const struct story *s)
{
    static const char *const names[] = {"self-loop", "repeat", "reopen"};
    const struct process *p = s->settings->process;

    json_open(j, "rework", '[');
    for (unsigned kind = 0; kind < REWORKS; kind++) {
        for (unsigned a = 0; a < p->n_activities; a++) {
            const struct rework_count *r = &s->counts->rework[kind][a];

            if (r->cases == 0)
                continue;
            json_row_open(j, NULL, '{');
            json_text(j, "kind", names[kind]);
            json_text(j, "activity", p->activities[a].name);
            json_number(j, "cases", r->cases);
            json_number(j, "occurrences", r->occurrences);
            json_number(j, "seconds", r->time * 60);
            json_close(j);
        }
    }
    json_close(j);
}

void truth_put_counts(struct json *j, const struct story *s)
{
    put_activities(j, s);
    put_follows(j, s);
    put_handoffs(j, s);
    put_bounces(j, s);
    put_rework(j, s);
}
