/* sentences.c - what each kind of finding says, and what became of the rows; see words.h.
 *
 * One function a kind. The head is a whole sentence with its largest figure; the detail
 * gives share, cases, median and interval, separated by semicolons.
 */
#include "report/words.h"

#include <string.h>

const char *gp_finding_word(enum gp_finding_kind kind)
{
    static const char *const names[GP_FINDING_KINDS] = {
        "Wait", "Handoff", "Ping-pong", "Rework", "Variants", "Long cases", "Stalled",
    };

    return names[kind];
}

/* --- the findings --- */

struct telling {
    struct gp_words *head, *detail;
    const struct gp_stats *stats;
    const struct gp_causes *causes; /* NULL: not known */
    const struct gp_finding *f;
};

static void name(struct gp_words *w, const struct gp_stats *s, enum gp_level level,
                 uint32_t id)
{
    gp_words_name(w, gp_stats_name(s, level, id));
}

/* "46 of 2,000 cases" */
static void of_cases(struct gp_words *w, const struct gp_stats *s, uint64_t cases)
{
    gp_words_count(w, cases, NULL, NULL);
    gp_words_say(w, " of ");
    gp_words_count(w, s->log->n_cases, "case", "cases");
}

/* "; shares rank 2 with 'A' -> 'B'", or that the order among many is chance. */
static void say_ties(struct gp_words *w, const struct gp_stats *s, size_t item)
{
    const struct gp_bottlenecks *all = &s->bottlenecks;
    const struct gp_bottleneck *b = &all->item[item];
    const struct gp_link_stat *other;
    size_t i, ties = 0, first = SIZE_MAX;

    for (i = all->first[b->level]; i < all->first[b->level + 1]; i++)
        if (i != item && all->item[i].rank == b->rank) {
            ties++;
            first = first != SIZE_MAX ? first : i;
        }
    if (ties == 0)
        return;
    gp_words_say(w, "; shares rank ");
    gp_words_count(w, b->rank, NULL, NULL);
    gp_words_say(w, " with ");
    if (ties > 2) {
        gp_words_count(w, ties, NULL, NULL);
        gp_words_say(w, " others: their order may be chance");
        return;
    }
    other = &s->links[b->level].stat[all->item[first].link];
    name(w, s, b->level, other->from);
    gp_words_say(w, " \xE2\x86\x92 ");
    name(w, s, b->level, other->to);
    gp_words_say(w, ties > 1 ? " and one more" : "");
}

/* "; 95 %: 1,050 to 1,358 h"; "0 to 80 h": waits are never negative. */
static void say_interval(struct gp_words *w, gp_i128 total, int64_t half_width)
{
    struct gp_text low = {0}, high = {0};
    size_t same;

    if (half_width <= 0)
        return;
    gp_hours_words(&high, total + half_width);
    if (total > half_width)
        gp_hours_words(&low, total - half_width);
    else
        gp_text_add(&low, "0 h");
    if (strcmp(gp_text_z(&low), gp_text_z(&high)) == 0) {
        gp_text_release(&low); /* too little for figures: "under 0.1 h" */
        gp_text_release(&high);
        return;
    }
    same = strcspn(gp_text_z(&low), " ");
    gp_words_say(w, "; 95 %: ");
    if (gp_text_ok(&low) && gp_text_ok(&high) &&
        strcmp(low.at + same, high.at + strcspn(high.at, " ")) == 0)
        low.at[same] = '\0'; /* the unit stands once */
    gp_words_say(w, gp_text_z(&low));
    w->word[w->n - 1].kind = GP_WORD_FIGURE;
    gp_words_say(w, " to ");
    gp_words_say(w, gp_text_z(&high));
    w->word[w->n - 1].kind = GP_WORD_FIGURE;
    w->text.failed = w->text.failed || low.failed || high.failed;
    gp_text_release(&low);
    gp_text_release(&high);
}

/* "; outside 72 %, prioritisation 17 %": the two largest causes, where the steps wait for
 * each other as they follow each other. */
static void say_why(const struct telling *t, const struct gp_link_stat *s)
{
    const struct gp_causes *c = t->causes;
    int first = 0, second = -1, i;
    size_t k;

    for (k = 0; c != NULL && k < c->n_links; k++)
        if (c->link[k].from == s->from && c->link[k].to == s->to)
            break;
    if (c == NULL || k == c->n_links || c->link[k].sum.wait != s->wait.sum ||
        s->wait.sum == 0)
        return;
    for (i = 1; i < GP_WAIT_CAUSES; i++)
        if (c->link[k].sum.cause[i] > c->link[k].sum.cause[first])
            first = i;
    for (i = 0; i < GP_WAIT_CAUSES; i++)
        if (i != first && c->link[k].sum.cause[i] > 0 &&
            (second < 0 || c->link[k].sum.cause[i] > c->link[k].sum.cause[second]))
            second = i;
    for (i = first; i >= 0; i = i == first ? second : -1) {
        gp_words_say(t->detail, i == first ? "; why: " : ", ");
        gp_words_say(t->detail, gp_wait_cause_name((enum gp_wait_cause)i));
        gp_words_say(t->detail, " ");
        gp_words_share(t->detail, c->link[k].sum.cause[i], c->link[k].sum.wait);
    }
}

static void tell_wait(const struct telling *t)
{
    const struct gp_bottleneck *b = &t->stats->bottlenecks.item[t->f->item];
    const struct gp_link_stat *s = &t->stats->links[b->level].stat[b->link];

    gp_words_say(t->head, "Cases wait ");
    gp_words_hours(t->head, b->total);
    gp_words_say(t->head, s->from == s->to ? " between one " : " between ");
    name(t->head, t->stats, b->level, s->from);
    if (s->from == s->to) {
        gp_words_say(t->head, " and the next");
    } else {
        gp_words_say(t->head, " and ");
        name(t->head, t->stats, b->level, s->to);
    }
    gp_words_share(t->detail, b->total, b->all_waiting);
    gp_words_say(t->detail, " of all waiting; ");
    of_cases(t->detail, t->stats, s->cases);
    gp_words_say(t->detail, "; median ");
    gp_words_span(t->detail, s->wait.median);
    say_interval(t->detail, b->total, b->half_width);
    say_ties(t->detail, t->stats, t->f->item);
    say_why(t, s);
}

static void tell_handoff(const struct telling *t)
{
    const struct gp_bottleneck *b = &t->stats->bottlenecks.item[t->f->item];
    const struct gp_link_stat *s = &t->stats->links[b->level].stat[b->link];

    gp_words_say(t->head, "Work waits ");
    gp_words_hours(t->head, b->total);
    gp_words_say(t->head, " when it passes from ");
    if (b->level == GP_BY_GROUP)
        gp_words_say(t->head, "group ");
    name(t->head, t->stats, b->level, s->from);
    gp_words_say(t->head, b->level == GP_BY_GROUP ? " to group " : " to ");
    name(t->head, t->stats, b->level, s->to);
    gp_words_share(t->detail, b->total, b->all_waiting);
    gp_words_say(t->detail, " of all waiting; ");
    gp_words_count(t->detail, s->count, "handoff", "handoffs");
    gp_words_say(t->detail, " in ");
    of_cases(t->detail, t->stats, s->cases);
    gp_words_say(t->detail, "; median ");
    gp_words_span(t->detail, s->wait.median);
    say_interval(t->detail, b->total, b->half_width);
    say_ties(t->detail, t->stats, t->f->item);
}

static void tell_pingpong(const struct telling *t)
{
    const struct gp_pingpong *all = &t->stats->pingpong[t->f->level];
    const struct gp_bounce_stat *p = &all->pair[t->f->item];

    gp_words_say(t->head, "Work goes from ");
    name(t->head, t->stats, t->f->level, p->owner);
    gp_words_say(t->head, " to ");
    name(t->head, t->stats, t->f->level, p->via);
    gp_words_say(t->head, " and straight back ");
    gp_words_count(t->head, p->bounces, "time", "times");
    of_cases(t->detail, t->stats, p->cases);
    if (t->stats->log->has_time) {
        gp_words_say(t->detail, "; away ");
        gp_words_hours(t->detail, p->away.sum);
        gp_words_say(t->detail, " in all, median ");
        gp_words_span(t->detail, p->away.median);
    }
    gp_words_say(t->detail, "; between all ");
    gp_words_say(t->detail, t->f->level == GP_BY_GROUP ? "groups: " : "people: ");
    gp_words_count(t->detail, all->bounces, "bounce", "bounces");
    gp_words_say(t->detail, " in ");
    gp_words_count(t->detail, all->cases, "case", "cases");
}

static void tell_rework(const struct telling *t)
{
    const struct gp_rework_stat *r = &t->stats->rework[t->f->item];
    bool reopen = r->kind == GP_REOPEN;

    if (reopen) {
        gp_words_count(t->head, r->cases, "case goes on after ", "cases go on after ");
        name(t->head, t->stats, GP_BY_ACTIVITY, r->activity);
    } else {
        name(t->head, t->stats, GP_BY_ACTIVITY, r->activity);
        gp_words_say(t->head, " is done again in ");
        of_cases(t->head, t->stats, r->cases);
    }
    gp_words_share(t->detail, (gp_i128)r->cases, (gp_i128)t->stats->log->n_cases);
    gp_words_say(t->detail, " of all cases; ");
    gp_words_count(t->detail, r->occurrences, reopen ? "reopening" : "repetition",
                   reopen ? "reopenings" : "repetitions");
    if (!t->stats->log->has_time)
        return;
    gp_words_say(t->detail, "; ");
    gp_words_hours(t->detail, r->time.sum);
    gp_words_say(t->detail, reopen ? " until the case really ends, median "
                                   : " from its first to its last time, median ");
    gp_words_span(t->detail, r->time.median);
}

static void tell_odd_variants(const struct telling *t)
{
    gp_words_count(t->head, t->f->cases, "case walks", "cases walk");
    gp_words_say(t->head, " a path that no other case walks");
    gp_words_share(t->detail, (gp_i128)t->f->cases, (gp_i128)t->stats->log->n_cases);
    gp_words_say(t->detail, " of cases; ");
    gp_words_count(t->detail, t->f->item, NULL, NULL);
    gp_words_say(t->detail, " of ");
    gp_words_count(t->detail, t->stats->variants.n, "variant", "variants");
    if (t->stats->log->has_time) {
        gp_words_say(t->detail, "; ");
        gp_words_share(t->detail, t->f->hours_us, t->f->of_us);
        gp_words_say(t->detail, " of all case time");
    }
}

static void tell_long_cases(const struct telling *t)
{
    const struct gp_cases *c = &t->stats->cases;

    bool closed = t->f->item != t->stats->log->n_cases;

    gp_words_say(t->head, closed ? "The slowest tenth of the closed cases takes "
                                 : "The slowest tenth of the cases takes ");
    gp_words_share(t->head, t->f->hours_us, t->f->of_us);
    gp_words_say(t->head, closed ? " of the time of all closed cases"
                                 : " of the time of all cases");
    gp_words_count(t->detail, t->f->cases, NULL, NULL);
    gp_words_say(t->detail, " of ");
    gp_words_count(t->detail, t->f->item, closed ? "closed case" : "case",
                   closed ? "closed cases" : "cases");
    gp_words_say(t->detail, "; ");
    gp_words_hours(t->detail, t->f->hours_us);
    gp_words_say(t->detail, "; they last ");
    gp_words_span(t->detail, c->durations[c->n_durations - t->f->cases]);
    gp_words_say(t->detail, " or longer, the median case ");
    gp_words_span(t->detail, c->duration.median);
}

static void tell_stalled(const struct telling *t)
{
    int64_t oldest = 0;
    size_t i;

    for (i = 0; i < t->stats->cases.n_open && oldest == 0; i++)
        if (t->stats->cases.open_case[i].stalled)
            oldest = t->stats->cases.open_case[i].age;
    gp_words_count(t->head, t->f->cases, "open case has", "open cases have");
    gp_words_say(t->head, " stalled: nothing for longer than 95 % of such waits take");
    gp_words_count(t->detail, t->f->cases, NULL, NULL);
    gp_words_say(t->detail, " of ");
    gp_words_count(t->detail, t->f->item, "open case", "open cases");
    gp_words_say(t->detail, "; ");
    gp_words_hours(t->detail, t->f->hours_us);
    gp_words_say(t->detail, " since their last events, the longest ");
    gp_words_span(t->detail, oldest);
}

void gp_words_finding(struct gp_words *head, struct gp_words *detail,
                      const struct gp_facts *facts, const struct gp_finding *f)
{
    static void (*const tell[GP_FINDING_KINDS])(const struct telling *) = {
        tell_wait,         tell_handoff,    tell_pingpong, tell_rework,
        tell_odd_variants, tell_long_cases, tell_stalled,
    };
    struct telling t = {head, detail, facts->stats, facts->causes, f};

    tell[f->kind](&t);
}

/* --- the rows --- */

static void say_reasons(struct gp_words *w, const struct gp_rejects *r)
{
    const char *between = "";
    int reason;

    for (reason = 0; reason < GP_REJECT_KINDS; reason++) {
        if (r->count[reason] == 0)
            continue;
        gp_words_say(w, between);
        gp_words_say(w, gp_reject_name((enum gp_reject)reason));
        gp_words_say(w, ": ");
        gp_words_count(w, r->count[reason], "row", "rows");
        between = "; ";
    }
}

void gp_words_rows(struct gp_words *head, struct gp_words *detail,
                   const struct gp_ingest_result *in)
{
    uint64_t rejected = gp_rejects_total(&in->rejects);

    if (rejected == 0) {
        gp_words_say(head, "Every row could be read: ");
        gp_words_count(head, in->used, "row", "rows");
        gp_words_say(head, " used, ");
        gp_words_count(head, 0, NULL, NULL);
        gp_words_say(head, " rejected");
    } else {
        gp_words_count(head, rejected, "row", "rows");
        gp_words_say(head, " of ");
        gp_words_count(head, in->rows, NULL, NULL);
        gp_words_say(head, " could not be used");
        gp_words_share(detail, (gp_i128)rejected, (gp_i128)in->rows);
        gp_words_say(detail, " of rows; ");
        say_reasons(detail, &in->rejects);
        if (in->trailing == rejected)
            gp_words_say(detail,
                         rejected == 1
                             ? "; it stands behind the last row used, as totals "
                               "and remarks of reports do"
                             : "; they stand behind the last row used, as totals "
                               "and remarks of reports do");
    }
    if (in->ignored != 0) {
        gp_words_say(head, "; ");
        gp_words_count(head, in->ignored, "row", "rows");
        gp_words_say(head, " ignored");
    }
}
