/* judgement_words.c - see judgement_words.h. */
#include "report/judgement_words.h"
#include "base/escape.h"

#include <string.h>

struct gp_slice gp_gap_step(const struct gp_judgement *j, const struct gp_gap *gap)
{
    return gp_dict_name(&j->process->labels, gap->key.label);
}

struct gp_slice gp_gap_activity(const struct gp_judgement *j, const struct gp_gap *gap)
{
    return gp_dict_name(&j->stats->log->activities, gap->key.activity);
}

struct gp_slice gp_gap_owner(const struct gp_judgement *j, const struct gp_gap *gap,
                             int which)
{
    return gp_dict_name(&j->gaps.owners, gap->key.owner[which]);
}

bool gp_gap_place(const struct gp_judgement *j, const struct gp_gap *gap,
                  struct gp_slice *file, uint64_t *line)
{
    const struct gp_process *p = j->process;
    uint32_t number = GP_NO_ID;

    if (gap->key.rule != GP_NO_ID) {
        number = p->rules[gap->key.rule].file;
        *line = p->rules[gap->key.rule].line;
    } else if (gap->key.limit != GP_NO_ID) {
        number = p->limits[gap->key.limit].file;
        *line = p->limits[gap->key.limit].line;
    } else if (gap->key.element != GP_NO_ID) {
        number = p->elements[gap->key.element].file;
        *line = p->elements[gap->key.element].line;
    }
    if (number == GP_NO_ID)
        return false;
    *file = gp_dict_name(&p->files, number);
    return true;
}

void gp_gap_where(struct gp_text *out, const struct gp_judgement *j,
                  const struct gp_gap *gap)
{
    struct gp_slice file;
    uint64_t line;

    if (!gp_gap_place(j, gap, &file, &line))
        return;
    gp_text_add_slice(out, file);
    if (line != 0)
        gp_text_addf(out, ":%llu", (unsigned long long)line);
}

/* Names and reasons are written by a user: said as names are, for each renderer. */
void gp_allowance_words(struct gp_words *w, const struct gp_allowance *a)
{
    gp_words_name(w, a->reason);
    gp_words_say(w, " (");
    gp_words_name(w, a->owner);
    gp_words_say(w, a->ends == INT64_MAX ? ", for good)" : ", until ");
    if (a->ends != INT64_MAX) {
        gp_words_say(w, a->until.at);
        gp_words_say(w, ")");
    }
}

const char *gp_bill_why_not(enum gp_why_not why)
{
    static const char *const words[] = {NULL, "the log has no times",
                                        "fewer than 10 cases to compare",
                                        "this kind of gap has no such figure"};

    return words[why];
}

enum gp_gap_group gp_gap_group(const struct gp_judgement *j, const struct gp_gap *gap)
{
    if (gap->key.sub == GP_SUB_LOOP || gap->cases == 0)
        return GP_GROUP_INFORMATION;
    if (gp_gap_allowed(j, gap) != NULL)
        return GP_GROUP_ALLOWED;
    if (gap->approximated == gap->occurrences)
        return GP_GROUP_APPROXIMATED;
    if (gap->key.kind == GP_GAP_STALLED || gap->key.kind == GP_GAP_CRACKS)
        return GP_GROUP_STANDING;
    return GP_GROUP_GAPS;
}

size_t gp_gap_group_count(const struct gp_judgement *j, enum gp_gap_group group)
{
    size_t n = 0, i;

    for (i = 0; i < j->gaps.n; i++)
        n += gp_gap_group(j, &j->gaps.gap[i]) == group;
    return n;
}

const char *gp_gap_group_title(enum gp_gap_group group)
{
    static const char *const titles[GP_N_GROUPS] = {
        "Gaps", "Open cases that stand still", "Judged by approximated elements",
        "Allowed", "For information"};

    return titles[group];
}

/* ---- what stands behind it ---- */

static void share(struct gp_words *w, const struct gp_judgement *j,
                  const struct gp_gap *gap)
{
    const gp_i128 million = 1000000;

    if (gap->exposed == 0)
        return;
    if (gap->n_hits == 0) {
        gp_words_say(w, "At most ");
        gp_words_share(w, (gp_i128)(gap->share.high * 1e6), million);
        gp_words_say(w, " of such cases (95 %).");
        return;
    }
    gp_words_say(w, "Share: ");
    gp_words_share(w, (gp_i128)(gap->share.low * 1e6), million);
    gp_words_say(w, " to ");
    gp_words_share(w, (gp_i128)(gap->share.high * 1e6), million);
    gp_words_say(w, gp_gap_group(j, gap) == GP_GROUP_STANDING
                        ? " (95 %) of the open cases."
                        : " (95 %) of the cases in which it could have happened.");
}

static void doubt(struct gp_words *w, const struct gp_gap *gap)
{
    if (gap->certain_no != 0)
        gp_words_gap_certain(w, gap);
    if (gap->approximated != 0) {
        gp_words_say(w, w->n != 0 ? " " : "");
        gp_words_say(w,
                     "Judged against an element of the drawing that is approximated.");
    }
}

static void allowed(struct gp_words *w, const struct gp_judgement *j,
                    const struct gp_gap *gap)
{
    if (gp_gap_was_allowed(j, gap) == NULL)
        return;
    gp_words_say(w,
                 gp_gap_allowed(j, gap) != NULL ? "Allowed: " : "No longer allowed: ");
    gp_allowance_words(w, gp_gap_was_allowed(j, gap));
    gp_words_say(w, ".");
}

static void cause(struct gp_words *w, const struct gp_judgement *j,
                  const struct gp_gap *gap)
{
    if (gap->n_causes == 0)
        return;
    gp_words_say(w, gap->cause[0].kind == GP_CAUSE_MONTH ? "More often in "
                                                         : "More often with ");
    gp_words_gap_cause(w, &j->conformance, &gap->cause[0]);
    gp_words_say(w, ".");
}

enum gp_gap_line {
    GP_GAP_LINE_SPOT,
    GP_GAP_LINE_WHOLE,
    GP_GAP_LINE_SHARE,
    GP_GAP_LINE_DOUBT,
    GP_GAP_LINE_ALLOWED,
    GP_GAP_LINE_CAUSE,
    GP_GAP_LINES,
};

static bool has_bill(const struct gp_gap *gap)
{
    return gap->key.kind != GP_GAP_UNMAPPED && gap->key.kind != GP_GAP_NEVER_USED &&
           gap->key.kind != GP_GAP_HANDOFF_NEVER_SEEN;
}

static void gap_line(struct gp_words *w, const struct gp_judgement *j,
                     const struct gp_gap *gap, enum gp_gap_line line)
{
    switch (line) {
    case GP_GAP_LINE_SPOT:
        if (has_bill(gap))
            gp_words_gap_spot(w, &j->gaps, gap);
        break;
    case GP_GAP_LINE_WHOLE:
        if (has_bill(gap))
            gp_words_gap_whole(w, &j->gaps, gap);
        break;
    case GP_GAP_LINE_SHARE:
        share(w, j, gap);
        break;
    case GP_GAP_LINE_DOUBT:
        doubt(w, gap);
        break;
    case GP_GAP_LINE_ALLOWED:
        allowed(w, j, gap);
        break;
    default:
        cause(w, j, gap);
        break;
    }
}

/* Lines that only say why there is no figure. */
static bool is_reason(const struct gp_gap *gap, int line)
{
    return (line == GP_GAP_LINE_SPOT && gap->bill.spot_why != GP_BILL_GIVEN) ||
           (line == GP_GAP_LINE_WHOLE && gap->bill.whole_why != GP_BILL_GIVEN);
}

bool gp_words_next_gap_figure(struct gp_words *w, const struct gp_judgement *j,
                              const struct gp_gap *gap, int *line)
{
    gp_words_clear(w);
    for (; w->n == 0 && *line < GP_GAP_LINES; ++*line)
        if (!is_reason(gap, *line))
            gap_line(w, j, gap, (enum gp_gap_line) * line);
    return w->n != 0;
}

bool gp_words_next_gap_line(struct gp_words *w, const struct gp_judgement *j,
                            const struct gp_gap *gap, int *line)
{
    gp_words_clear(w);
    while (w->n == 0 && *line < GP_GAP_LINES)
        gap_line(w, j, gap, (enum gp_gap_line)(*line)++);
    return w->n != 0;
}

void gp_gap_lines_terminal(struct gp_text *out, const struct gp_judgement *j,
                           const struct gp_gap *gap, const char *indent)
{
    struct gp_words w = {0};
    int line = 0;

    while (gp_words_next_gap_line(&w, j, gap, &line)) {
        gp_text_add(out, indent);
        gp_escape_terminal(out, gp_text_slice(&w.text));
        gp_text_add_char(out, '\n');
    }
    out->failed |= w.text.failed;
    gp_words_release(&w);
}

/* Told either way: what the order of events at the same time decides. */
static void ties(struct gp_words *w, const struct gp_judgement *j)
{
    if (j->ties.turned != 0) {
        gp_words_say(w, "; ");
        gp_words_count(w, j->ties.turned, j->ties_taken ? "case follows" : "more case",
                       j->ties_taken ? "cases follow" : "more cases");
        gp_words_say(w, j->ties_taken
                            ? " only because events at the same time are taken in the "
                              "order that suits the document"
                            : " would follow if events at the same time were taken in "
                              "another order (--ties benefit)");
    }
    if (j->ties.unknown != 0) {
        gp_words_say(w, "; the order of events at the same time was not looked at in ");
        gp_words_count(w, j->ties.unknown, "deviating case", "deviating cases");
    }
}

/* "; 2 cases are bounded, not exact", if there are any */
static void also(struct gp_words *w, uint64_t n, const char *one, const char *many,
                 const char *what)
{
    if (n == 0)
        return;
    gp_words_say(w, "; ");
    gp_words_count(w, n, one, many);
    gp_words_say(w, what);
}

static void followers(struct gp_words *w, const struct gp_judgement *j)
{
    const struct gp_fitness *f = &j->conformance.closed;
    uint64_t following = gp_judgement_following(j);
    bool flow = j->conformance.has_flow;

    if (f->cases == 0) {
        gp_words_say(w, "No case is closed yet: none can follow ");
    } else {
        gp_words_count(w, following, NULL, NULL);
        gp_words_say(w, " of ");
        gp_words_count(w, f->cases, "closed case", "closed cases");
        gp_words_say(w, " (");
        gp_words_share(w, (gp_i128)following, (gp_i128)f->cases);
        gp_words_say(w, flow ? ") follow " : ") keep all rules of ");
    }
    gp_words_name(w, gp_dict_name(&j->process->files, 0));
    gp_words_say(w, flow ? " exactly" : "");
}

/* Of a document without steps: "12 rules, 9 of them never broken". */
static void rules_kept(struct gp_words *w, const struct gp_judgement *j)
{
    size_t n = j->process->n_rules, whole = 0, i;

    for (i = 0; i < n; i++)
        whole += j->gaps.rule[i].violated == 0 && j->gaps.rule[i].activations != 0;
    gp_words_count(w, n, "rule", "rules");
    gp_words_say(w, ", ");
    gp_words_count(w, whole, NULL, NULL);
    gp_words_say(w, " of them kept wherever they apply");
}

static void fitness(struct gp_words *w, const struct gp_judgement *j)
{
    const struct gp_fitness *f = &j->conformance.closed;
    size_t with = 0, steps = gp_judgement_steps(j, &with);

    gp_words_count(w, f->total_cost, "deviation", "deviations");
    gp_words_say(w, " in closed cases; log fitness ");
    gp_words_share(w, (gp_i128)(f->log * 1e6), 1000000);
    gp_words_say(w, "; ");
    gp_words_share(w, (gp_i128)j->conformance.matched_events,
                   (gp_i128)j->conformance.all_events);
    gp_words_say(w, " of the events are documented steps in place; ");
    gp_words_count(w, with, NULL, NULL);
    gp_words_say(w, " of ");
    gp_words_count(w, steps, "step has", "steps have");
    gp_words_say(w, " an activity in the log");
}

/* The activity that is proposed for a step and waits; "" when there is none. */
static struct gp_slice proposed(const struct gp_judgement *j, uint32_t step)
{
    size_t i;

    for (i = 0; i < j->matches.n; i++) {
        const struct gp_name_match *m = &j->matches.matches[i];

        if (m->step == step && m->how == GP_HOW_PROPOSED && !m->used)
            return gp_stats_name(j->stats, GP_BY_ACTIVITY, m->activity);
    }
    return gp_slice("");
}

/* ": ‘A’, ‘B’ and 3 more"; of steps to be confirmed "‘A’ (‘a’?)". */
static void name_steps(struct gp_words *w, const struct gp_judgement *j,
                       bool unrecorded, size_t n)
{
    enum { MOST = 2 };
    uint32_t i;
    size_t named = 0;

    for (i = 0; i < j->process->labels.n && named < MOST; i++) {
        if (!j->not_judged[i] || j->unrecorded[i] != unrecorded)
            continue;
        gp_words_say(w, named++ == 0 ? ": " : ", ");
        gp_words_name(w, gp_dict_name(&j->process->labels, i));
        if (unrecorded)
            continue;
        gp_words_say(w, " (");
        gp_words_name(w, proposed(j, i));
        gp_words_say(w, "?)");
    }
    if (named == 0 || n <= named)
        return;
    gp_words_say(w, " and ");
    gp_words_count(w, n - named, NULL, NULL);
    gp_words_say(w, " more");
}

/* "; 3 of 4 owners are nobody in the log (‘Sales’, ‘Legal’, ‘Board’): ..." */
static void name_strangers(struct gp_words *w, const struct gp_judgement *j)
{
    enum { MOST = 3 };
    const struct gp_dict *owners = &j->process->owners;
    size_t i, named = 0;

    if (j->gaps.owners_strange == 0)
        return;
    gp_words_say(w, "; ");
    gp_words_count(w, j->gaps.owners_strange, NULL, NULL);
    gp_words_say(w, " of ");
    gp_words_count(w, owners->n, "documented owner", "documented owners");
    gp_words_say(w, j->gaps.owners_strange == 1 ? " is nobody in the log ("
                                                : " are nobody in the log (");
    for (i = 0; i < owners->n && named < MOST; i++) {
        if (j->gaps.owner_seen[i])
            continue;
        gp_words_say(w, named++ == 0 ? "" : ", ");
        gp_words_name(w, gp_dict_name(owners, (uint32_t)i));
    }
    gp_words_say(w, named < j->gaps.owners_strange ? " ...)" : ")");
    gp_words_say(w, ": who did their steps, and handoffs, are not judged");
}

static void not_judged(struct gp_words *w, const struct gp_judgement *j)
{
    uint64_t needs = j->gaps.limits_not_judged + j->gaps.rules_not_judged;

    also(w, j->n_not_judged, "step is", "steps are",
         " not judged until the name in the log is confirmed");
    if (j->n_not_judged != 0) {
        name_steps(w, j, false, j->n_not_judged);
        gp_words_say(w, ", see goatpath model names");
    }
    also(w, j->n_unrecorded, "step is", "steps are",
         " not judged, since the log has no such activity");
    if (j->n_unrecorded != 0)
        name_steps(w, j, true, j->n_unrecorded);
    also(w, j->gaps.owners_folded, "owner is", "owners are",
         " written otherwise than in the document, and taken for the same");
    name_strangers(w, j);
    also(w, needs, "limit or rule is", "limits and rules are",
         needs == 1 ? " not judged: the log has no times or persons for it"
                    : " not judged: the log has no times or persons for them");
}

/* "; 187 cases end with ‘Closed Lost’, which the document does not have" */
static void observed_ends(struct gp_words *w, const struct gp_judgement *j)
{
    const struct gp_endings *e = &j->conformance.endings;
    const struct gp_dict *activities = &j->conformance.log->activities;
    uint32_t a, named = 0;

    if (e->n_observed == 0)
        return;
    also(w, e->n_observed, "case is", "cases are", " closed by ");
    for (a = 0; a < activities->n; a++) {
        if (!e->observed[a])
            continue;
        gp_words_say(w, named++ > 0 ? ", " : "");
        gp_words_name(w, gp_dict_name(activities, a));
    }
    gp_words_say(w, ", which the document does not have but hardly anything follows "
                    "(--ends names other ends)");
}

/* Said once instead of with every gap. */
static void no_comparison(struct gp_words *w, const struct gp_judgement *j)
{
    size_t i, without = 0;

    for (i = 0; i < j->gaps.n; i++)
        without += j->gaps.gap[i].bill.whole_why == GP_BILL_TOO_FEW ||
                   j->gaps.gap[i].bill.spot_why == GP_BILL_TOO_FEW;
    if (without == 0 || j->gaps.cases_following >= GP_BILL_ENOUGH)
        return;
    gp_words_say(w, "; fewer than ");
    gp_words_count(w, GP_BILL_ENOUGH, NULL, NULL);
    gp_words_say(w, " closed cases follow, too few to price gaps against them");
}

void gp_words_conformance(struct gp_words *head, struct gp_words *detail,
                          const struct gp_judgement *j)
{
    followers(head, j);
    if (j->conformance.has_flow)
        fitness(detail, j);
    else
        rules_kept(detail, j);
    if (j->conformance.has_flow && j->process->n_rules + j->process->n_limits != 0)
        also(detail, j->gaps.closed_keeping, "closed case", "closed cases",
             j->gaps.closed_keeping == 1 ? " keeps all limits and rules"
                                         : " keep all limits and rules");
    not_judged(detail, j);
    ties(detail, j);
    observed_ends(detail, j);
    also(detail, j->conformance.open_cases, "open case is", "open cases are",
         j->conformance.open_cases == 1 ? " judged as far as it got"
                                        : " judged as far as they got");
    no_comparison(detail, j);
    also(detail, j->conformance.closed.bounded, "case is", "cases are",
         " bounded, not exact");
}
