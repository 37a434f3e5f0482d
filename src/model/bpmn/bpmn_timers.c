/* bpmn_timers.c - durations of timers become time limits (spec/conformance.md 2.5).
 *
 * A timer on the border of a task with an ISO 8601 duration limits the task, counted
 * from when it became possible. Durations in the words of a label ("after 2 days") are
 * only proposals. Years and months have no fixed length and are refused.
 */
#include "model/bpmn/bpmn.h"
#include "model/duration.h"

#define SHOWN(s) (int)((s).len < 100 ? (s).len : 100), (s).at

struct cursor {
    const char *at, *end;
};

static bool digits(struct cursor *c, int64_t *n)
{
    const char *begin = c->at;

    for (*n = 0; c->at < c->end && *c->at >= '0' && *c->at <= '9' && *n < 100000000;
         c->at++)
        *n = *n * 10 + (*c->at - '0');
    return c->at > begin;
}

/* PnW, PnDTnHnMnS; false for anything else, also for years and months. */
static bool iso_duration(struct gp_slice s, int64_t *us)
{
    struct cursor c = {s.at, s.at + s.len};
    bool time = false, some = false;

    *us = 0;
    if (s.len < 3 || *c.at++ != 'P')
        return false;
    while (c.at < c.end) {
        int64_t n, unit;

        if (*c.at == 'T' && !time) {
            time = true;
            c.at++;
            continue;
        }
        if (!digits(&c, &n) || c.at == c.end)
            return false;
        unit = gp_duration_iso_unit(*c.at++, time);
        if (unit == 0 || (time && unit >= GP_DAY_US) || n > INT64_MAX / 4 / unit ||
            *us > INT64_MAX / 2 - n * unit)
            return false;
        *us += n * unit;
        some = true;
    }
    return some;
}

static const struct {
    const char *word;
    int64_t us;
} words[] = {
    {"minutes", GP_MINUTE_US}, {"minute", GP_MINUTE_US},  {"mins", GP_MINUTE_US},
    {"min", GP_MINUTE_US},     {"minuten", GP_MINUTE_US}, {"hours", GP_HOUR_US},
    {"hour", GP_HOUR_US},      {"hrs", GP_HOUR_US},       {"h", GP_HOUR_US},
    {"stunden", GP_HOUR_US},   {"stunde", GP_HOUR_US},    {"std", GP_HOUR_US},
    {"days", GP_DAY_US},       {"day", GP_DAY_US},        {"d", GP_DAY_US},
    {"tage", GP_DAY_US},       {"tag", GP_DAY_US},        {"tagen", GP_DAY_US},
    {"weeks", 7 * GP_DAY_US},  {"week", 7 * GP_DAY_US},   {"wochen", 7 * GP_DAY_US},
    {"woche", 7 * GP_DAY_US},
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The first "number unit" in a label. */
static bool spoken_duration(struct gp_slice s, int64_t *us)
{
    struct cursor c = {s.at, s.at + s.len};

    while (c.at < c.end) {
        const char *word;
        int64_t n;
        size_t i;

        if (!digits(&c, &n)) {
            c.at++;
            continue;
        }
        while (c.at < c.end && *c.at == ' ')
            c.at++;
        for (word = c.at; c.at < c.end && is_letter(*c.at);)
            c.at++;
        for (i = 0; i < sizeof words / sizeof *words; i++)
            if (gp_slice_is_nocase(gp_slice_n(word, (size_t)(c.at - word)),
                                   words[i].word) &&
                n > 0 && n < 100000) {
                *us = n * words[i].us;
                return true;
            }
    }
    return false;
}

static void add_limit(struct bpmn *g, const struct bpmn_node *n, int64_t us,
                      bool proposal, struct gp_slice text)
{
    const struct bpmn_node *task = &g->nodes[n->attached];
    struct gp_limit limit = {.kind = GP_LIMIT_STEP,
                             .step = task->element,
                             .from = GP_NO_ID,
                             .span_us = us,
                             .proposal = proposal || !gp_bpmn_is_step(task),
                             .file = g->file_of[n->doc],
                             .line = g->docs[n->doc].nodes[n->tree].line,
                             .text = text};

    gp_process_limit(g->p, &limit);
}

static void read_timer(struct bpmn *g, const struct bpmn_node *n)
{
    const struct gp_xmltree *t = &g->docs[n->doc];
    uint32_t timer = gp_xmltree_child(t, n->tree, "timerEventDefinition");
    struct gp_slice formal =
        gp_xmltree_text(t, gp_xmltree_child(t, timer, "timeDuration"));
    struct gp_slice name = g->p->elements[n->element].name;
    int64_t us;

    if (iso_duration(formal, &us))
        add_limit(g, n, us, false, formal);
    else if (formal.len > 0)
        gp_process_note(g->p, GP_NOTE_FACT, n->element, t->nodes[timer].line,
                        "the duration \"%.*s\" has no fixed length; no limit is made "
                        "of it",
                        SHOWN(formal));
    else if (spoken_duration(name, &us)) {
        add_limit(g, n, us, true, name);
        gp_process_note(g->p, GP_NOTE_PROPOSAL, n->element, t->nodes[n->tree].line,
                        "the label \"%.*s\" may be a time limit; confirm it to use it",
                        SHOWN(name));
    }
}

void gp_bpmn_timers(struct bpmn *g)
{
    size_t i;

    for (i = 0; i < g->n_nodes; i++)
        if (g->nodes[i].kind == BPMN_BOUNDARY && g->nodes[i].event == BPMN_TIMER &&
            g->nodes[i].attached != GP_NO_ID)
            read_timer(g, &g->nodes[i]);
}
