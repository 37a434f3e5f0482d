/* gap_words.c - see gap_words.h. One short function a kind; the table at the end says
 * which. Figures never stand without what they are a share of. */
#include "report/gap_words.h"

#include "model/duration.h"
#include "model/mention.h"

#include <stdio.h>

struct speaker {
    struct gp_words *w;
    const struct gp_conformance *c;
    const struct gp_gaps *g;
    const struct gp_gap *gap;
};

static void say(const struct speaker *s, const char *z)
{
    gp_words_say(s->w, z);
}

static void label(const struct speaker *s, uint32_t id)
{
    gp_words_name(s->w, gp_dict_name(&s->c->process->labels, id));
}

static void step(const struct speaker *s)
{
    label(s, s->gap->key.label);
}

static void activity(const struct speaker *s, uint32_t id)
{
    gp_words_name(s->w, gp_dict_name(&s->c->log->activities, id));
}

static void owner(const struct speaker *s, size_t i)
{
    gp_words_name(s->w, gp_dict_name(&s->g->owners, s->gap->key.owner[i]));
}

/* " in 40 of 310 cases (12.9 %)" */
static void in_cases(const struct speaker *s)
{
    say(s, " in ");
    gp_words_count(s->w, s->gap->cases, NULL, NULL);
    say(s, " of ");
    gp_words_count(s->w, s->gap->exposed, "case", "cases");
    if (s->gap->exposed == 0)
        return;
    say(s, " (");
    gp_words_share(s->w, (gp_i128)s->gap->cases, (gp_i128)s->gap->exposed);
    say(s, ")");
}

static void how_often(const struct speaker *s)
{
    if (s->gap->occurrences == s->gap->cases)
        return;
    say(s, ", ");
    gp_words_count(s->w, s->gap->occurrences, "time", "times");
}

static void mostly_after(const struct speaker *s)
{
    if (s->gap->mostly_after == GP_NO_ID)
        return;
    say(s, ", mostly after ");
    activity(s, s->gap->mostly_after);
}

/* The upper 95 % limit of what was not seen in n cases. */
static void not_in(const struct speaker *s)
{
    uint64_t n = s->gap->exposed;

    if (n == 0) {
        say(s, "; no case came to where it could have");
        return;
    }
    say(s, ": not once in ");
    gp_words_count(s->w, n, "case", "cases");
    say(s, " where it could have come");
    if (n < 30)
        say(s, "; too few cases to say more");
}

static void outside(const struct speaker *s)
{
    gp_words_count(s->w, s->gap->cases, "case has", "cases have");
    say(s, " nothing to do with the document: no event is a step of it");
}

static void wrong_order(const struct speaker *s)
{
    step(s);
    if (s->gap->key.sub == GP_SUB_SWAPPED) {
        say(s, " was done before ");
        label(s, s->gap->key.other);
        say(s, ", documented after it,");
    } else if (s->gap->key.sub == GP_SUB_EARLY) {
        say(s, " was done earlier than documented");
    } else {
        say(s, " was done later than documented");
    }
    in_cases(s);
}

static void undocumented_step(const struct speaker *s)
{
    struct gp_slice name = gp_dict_name(&s->c->log->activities, s->gap->key.activity);
    uint32_t mention = gp_process_mention(s->c->process, name);

    activity(s, s->gap->key.activity);
    if (mention == GP_NO_ID) {
        say(s, " is not in the document; it was done");
    } else {
        say(s, " is no step of the document, which only mentions it in line ");
        gp_words_count(s->w, s->c->process->elements[mention].line, NULL, NULL);
        say(s, "; it was done");
    }
    in_cases(s);
    how_often(s);
    mostly_after(s);
}

/* "A, B and C", "A, B, C, D and others" */
static void list_with(const struct speaker *s, const char *last)
{
    size_t n = s->gap->n_with, i;

    for (i = 0; i < n; i++) {
        say(s, i == 0 ? "" : i + 1 < n || s->gap->more_with ? ", " : last);
        label(s, s->gap->with[i]);
    }
    if (s->gap->more_with) {
        say(s, last);
        say(s, "others");
    }
}

static void both_alternatives(const struct speaker *s)
{
    step(s);
    say(s, " was done as well as ");
    list_with(s, " and ");
    in_cases(s);
    how_often(s);
    say(s, "; the document asks for one way");
}

/* ", each time at once", ", 2 times at once" */
static void of_them(const struct speaker *s, uint64_t n, const char *how)
{
    if (n == 0)
        return;
    say(s, ", ");
    if (n == s->gap->occurrences)
        say(s, n == 1 ? "" : "each time ");
    else
        gp_words_count(s->w, n, "time ", "times ");
    say(s, how);
}

static void repeated(const struct speaker *s)
{
    step(s);
    say(s, " was done again");
    in_cases(s);
    how_often(s);
    of_them(s, s->gap->at_once, "at once");
    of_them(s, s->gap->after_return, "after the work came back");
}

static void out_of_place(const struct speaker *s)
{
    step(s);
    say(s, " was done where the document does not allow it");
    in_cases(s);
    how_often(s);
    mostly_after(s);
}

static void wrong_start(const struct speaker *s)
{
    step(s);
    say(s, " is missing at the beginning");
    in_cases(s);
}

static void skipped(const struct speaker *s)
{
    step(s);
    say(s, " was skipped");
    in_cases(s);
}

static void ended_early(const struct speaker *s)
{
    say(s, "Cases were closed without ");
    step(s);
    in_cases(s);
}

static void wrong_owner(const struct speaker *s)
{
    step(s);
    say(s, " was done by ");
    owner(s, 0);
    say(s, ", documented for ");
    owner(s, 1);
    say(s, ",");
    in_cases(s);
}

static void undocumented_handoff(const struct speaker *s)
{
    owner(s, 0);
    say(s, " handed work to ");
    owner(s, 1);
    say(s, ", which the document does not foresee,");
    in_cases(s);
    how_often(s);
}

static void handoff_never_seen(const struct speaker *s)
{
    say(s, "The documented handoff from ");
    owner(s, 0);
    say(s, " to ");
    owner(s, 1);
    say(s, " never happens");
    not_in(s);
}

/* The step is an activity of the log, wherever it stands there. */
static bool is_done(const struct speaker *s)
{
    size_t a;

    for (a = 0; a < s->c->log->activities.n; a++)
        if (s->c->names->label[a] == s->gap->key.label)
            return true;
    return false;
}

static void never_used(const struct speaker *s)
{
    say(s, "The documented step ");
    step(s);
    say(s, is_done(s) ? " is never done in its place" : " is never used");
    not_in(s);
}

static void duration(const struct speaker *s, const struct gp_duration *d)
{
    struct gp_text t = {0};

    gp_duration_write(&t, d);
    say(s, gp_text_z(&t));
    s->w->text.failed |= !gp_text_ok(&t);
    gp_text_release(&t);
}

/* "wall clock", or the opening hours; a number always says by which clock it is. */
static void clock_of(const struct speaker *s, enum gp_clock clock)
{
    struct gp_text t = {0};

    if (clock == GP_CLOCK_WALL || s->g->calendar == NULL) {
        say(s, clock == GP_CLOCK_WALL ? "wall clock" : "business time");
        return;
    }
    gp_calendar_say(&t, s->g->calendar);
    gp_words_name(s->w, gp_slice(gp_text_z(&t)));
    s->w->text.failed |= !gp_text_ok(&t);
    gp_text_release(&t);
}

static void late(const struct speaker *s)
{
    const struct gp_limit *l = &s->c->process->limits[s->gap->key.limit];
    const struct gp_duration d = {l->span_us, l->clock};

    if (l->kind == GP_LIMIT_CASE)
        say(s, "The whole case");
    else
        step(s);
    say(s, " took longer than documented (");
    duration(s, &d);
    if (l->kind == GP_LIMIT_AFTER) {
        say(s, " after ");
        label(s, s->c->process->elements[l->from].label);
    }
    say(s, ", ");
    clock_of(s, l->clock);
    say(s, ")");
    in_cases(s);
}

static void ping_pong(const struct speaker *s)
{
    say(s, "Work went from ");
    owner(s, 0);
    say(s, " to ");
    owner(s, 1);
    say(s, " and back");
    in_cases(s);
    how_often(s);
    if (s->gap->key.sub == GP_SUB_LOOP)
        say(s, "; the document foresees it");
}

static void stalled(const struct speaker *s)
{
    gp_words_count(s->w, s->gap->cases, "open case stands", "open cases stand");
    say(s, " still after ");
    activity(s, s->gap->key.activity);
    if (s->gap->key.label != GP_NO_ID) {
        say(s, "; next would be ");
        list_with(s, " or ");
    }
    if (s->gap->key.owner[1] != GP_NO_ID && s->gap->n_with == 1) {
        say(s, " by ");
        owner(s, 1);
    }
}

static void cracks(const struct speaker *s)
{
    gp_words_count(s->w, s->gap->cases, "stalled case lies", "stalled cases lie");
    say(s, " with ");
    owner(s, 0);
    say(s, ", who cannot go on; ");
    owner(s, 1);
    say(s, " should");
}

static void unmapped(const struct speaker *s)
{
    const bool *unrecorded = s->c->names->unrecorded;

    step(s);
    say(s, unrecorded != NULL && unrecorded[s->gap->key.label]
               ? " is not judged: the log has no activity of that name"
               : " is not judged: its name in the log waits to be confirmed");
}

static void time_order(const struct speaker *s)
{
    say(s, "Events stand in the file in another order than their times say");
    in_cases(s);
    how_often(s);
}

static void rule_broken(const struct speaker *s)
{
    const struct gp_rule *rule = &s->c->process->rules[s->gap->key.rule];

    say(s, "The rule ");
    gp_words_name(s->w, rule->text);
    say(s, " was broken");
    in_cases(s);
    how_often(s);
    if (rule->kind == GP_RULE_WITHIN) {
        say(s, " (");
        clock_of(s, rule->clock);
        say(s, ")");
    }
}

void gp_words_gap(struct gp_words *w, const struct gp_conformance *c,
                  const struct gp_gaps *g, const struct gp_gap *gap)
{
    static void (*const speak[GP_GAP_N_KINDS])(const struct speaker *) = {
        outside,
        wrong_order,
        undocumented_step,
        both_alternatives,
        repeated,
        out_of_place,
        wrong_start,
        skipped,
        ended_early,
        wrong_owner,
        undocumented_handoff,
        handoff_never_seen,
        never_used,
        late,
        rule_broken,
        rule_broken,
        ping_pong,
        stalled,
        cracks,
        unmapped,
        time_order,
        rule_broken,
    };
    const struct speaker s = {w, c, g, gap};

    speak[gap->key.kind](&s);
}

void gp_words_gap_certain(struct gp_words *w, const struct gp_gap *gap)
{
    if (gap->certain_no > 0) {
        if (gap->occurrences == 1) {
            gp_words_say(w, "It");
        } else {
            gp_words_count(w, gap->certain_no, NULL, NULL);
            gp_words_say(w, " of ");
            gp_words_count(w, gap->occurrences, NULL, NULL);
            gp_words_say(w, " occurrences");
        }
        gp_words_say(w, " can also be read in another way with as few deviations.");
    } else if (gap->certain_unchecked > 0) {
        gp_words_say(w, "Whether there are other readings with as few deviations was "
                        "not checked.");
    }
}

void gp_words_gap_cause(struct gp_words *w, const struct gp_conformance *c,
                        const struct gp_cause *cause)
{
    const struct gp_eventlog *log = c->log;
    char month[32];

    if (cause->kind == GP_CAUSE_RESOURCE) {
        gp_words_name(w, gp_dict_name(&log->resources, cause->value));
    } else if (cause->kind == GP_CAUSE_GROUP) {
        gp_words_name(w, gp_dict_name(&log->groups, cause->value));
    } else if (cause->kind == GP_CAUSE_KEPT) {
        const struct gp_attribute *kept = &log->kept[cause->column];

        gp_words_name(w, gp_slice(kept->name));
        gp_words_say(w, " ");
        gp_words_name(w, gp_dict_name(&kept->values, cause->value));
    } else {
        (void)snprintf(month, sizeof month, "%u-%02u", cause->value / 12,
                       cause->value % 12 + 1);
        gp_words_say(w, month);
    }
    gp_words_say(w, ": ");
    gp_words_count(w, cause->with_gap, NULL, NULL);
    gp_words_say(w, " of ");
    gp_words_count(w, cause->cases, "case", "cases");
    gp_words_say(w, ", all others ");
    gp_words_count(w, cause->other_with_gap, NULL, NULL);
    gp_words_say(w, " of ");
    gp_words_count(w, cause->other_cases, NULL, NULL);
}
