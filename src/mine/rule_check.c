/* rule_check.c - see rule_check.h.
 *
 *   response(a, b) over  a c a b a     activations at 1, 3, 5
 *                        + . + . -     the last b stands at 4: the third is not fulfilled
 *
 * Backward rules walk from the left with the last position of each name, forward rules
 * from the right with the next one: linear for every rule, no lists. Pairs of persons
 * are counted by person, not one by one.
 */
#include "mine/rule_check.h"

#include <assert.h>

#define NOWHERE SIZE_MAX

struct checking {
    const struct gp_rule *rule;
    uint32_t a, b;
    const struct gp_rule_trace *t;
    uint64_t *scratch;
    const struct gp_rule_sink *sink;
    struct gp_rule_count n;
};

bool gp_rule_needs_case(const struct gp_rule *rule)
{
    return rule->kind >= GP_RULE_WITHIN;
}

/* Reports up to two positions of the case. */
static void report(struct checking *c, enum gp_rule_outcome outcome, size_t i, size_t k)
{
    uint32_t event[2];
    size_t n = 0, low = i, high = k;

    if (c->sink->each == NULL)
        return;
    if (k != NOWHERE && (i == NOWHERE || k < i)) {
        low = k;
        high = i;
    }
    if (low != NOWHERE)
        event[n++] = (uint32_t)(c->t->first + low);
    if (high != NOWHERE && high != low)
        event[n++] = (uint32_t)(c->t->first + high);
    c->sink->each(c->sink->context, c->sink->rule, c->sink->case_id, outcome, event, n);
}

static void violated(struct checking *c, size_t i, size_t k)
{
    c->n.violated++;
    report(c, GP_RULE_VIOLATED, i, k);
}

/* Not fulfilled so far: open cases may still do it. */
static void missing(struct checking *c, size_t i, size_t k)
{
    if (!c->t->open) {
        violated(c, i, k);
        return;
    }
    c->n.pending++;
    report(c, GP_RULE_PENDING, i, k);
}

static void cannot_tell(struct checking *c, size_t i, size_t k)
{
    c->n.cannot_tell++;
    report(c, GP_RULE_CANNOT_TELL, i, k);
}

static size_t first_of(const struct gp_rule_trace *t, uint32_t name)
{
    size_t i;

    for (i = 0; i < t->n && name != GP_NO_ID; i++)
        if (t->name[i] == name)
            return i;
    return NOWHERE;
}

static size_t start_of(const struct gp_rule_trace *t)
{
    return t->n > 0 ? 0 : NOWHERE;
}

/* ---- rules about the case as a whole ---- */

/* exactly, at least, at most, never: the event beyond the limit breaks it. */
static void check_count(struct checking *c, uint64_t least, uint64_t most)
{
    uint64_t n = 0;
    size_t i, breaks = NOWHERE;

    for (i = 0; i < c->t->n; i++)
        if (c->t->name[i] == c->a && c->a != GP_NO_ID && n++ == most)
            breaks = i;
    if (n > most)
        violated(c, breaks, NOWHERE);
    else if (n < least)
        missing(c, start_of(c->t), NOWHERE);
    else
        c->n.fulfilled++;
}

static void check_start(struct checking *c)
{
    if (c->t->n > 0 && c->t->name[0] == c->a)
        c->n.fulfilled++;
    else if (c->t->n == 0)
        missing(c, NOWHERE, NOWHERE);
    else
        violated(c, 0, NOWHERE);
}

static void check_end(struct checking *c)
{
    size_t n = c->t->n;

    if (n > 0 && c->t->name[n - 1] == c->a)
        c->n.fulfilled++;
    else
        missing(c, n > 0 ? n - 1 : NOWHERE, NOWHERE);
}

static void check_choice(struct checking *c, bool exclusive)
{
    size_t a = first_of(c->t, c->a), b = first_of(c->t, c->b);

    if (a == NOWHERE && b == NOWHERE)
        missing(c, start_of(c->t), NOWHERE);
    else if (exclusive && a != NOWHERE && b != NOWHERE)
        violated(c, a, b);
    else
        c->n.fulfilled++;
}

/* ---- rules about each a, each b ---- */

/* Each `one` asks for the other anywhere; forbidden: asks for its absence. */
static void check_existence(struct checking *c, uint32_t one, uint32_t other,
                            bool forbidden)
{
    bool there = first_of(c->t, other) != NOWHERE;
    size_t i;

    for (i = 0; i < c->t->n; i++) {
        if (c->t->name[i] != one)
            continue;
        if (there != forbidden)
            c->n.fulfilled++;
        else if (forbidden)
            violated(c, i, NOWHERE);
        else
            missing(c, i, NOWHERE);
    }
}

enum strength { PLAIN, ALTERNATE, CHAIN };

/* Each a asks for a later b. */
static void check_response(struct checking *c, enum strength strength)
{
    size_t next_a = NOWHERE, next_b = NOWHERE, i;

    for (i = c->t->n; i-- > 0;) {
        uint32_t name = c->t->name[i];

        if (name == c->a) {
            bool fulfilled = strength == CHAIN ? next_b == i + 1
                             : strength == ALTERNATE
                                 ? next_b != NOWHERE && next_b <= next_a
                                 : next_b != NOWHERE;
            bool over = strength == CHAIN ? i + 1 < c->t->n
                                          : strength == ALTERNATE && next_a != NOWHERE;

            if (fulfilled)
                c->n.fulfilled++;
            else if (over)
                violated(c, i, NOWHERE);
            else
                missing(c, i, NOWHERE);
            next_a = i;
        }
        if (name == c->b)
            next_b = i;
    }
}

/* Each b asks for an earlier a. */
static void check_precedence(struct checking *c, enum strength strength)
{
    size_t last_a = NOWHERE, last_b = NOWHERE, i;

    for (i = 0; i < c->t->n; i++) {
        uint32_t name = c->t->name[i];

        if (name == c->b) {
            bool fulfilled = last_a != NOWHERE;

            if (strength == CHAIN)
                fulfilled = fulfilled && last_a + 1 == i;
            if (strength == ALTERNATE)
                fulfilled = fulfilled && (last_b == NOWHERE || last_b <= last_a);
            if (fulfilled)
                c->n.fulfilled++;
            else
                violated(c, i, NOWHERE);
            last_b = i;
        }
        if (name == c->a)
            last_a = i;
    }
}

/* After a no b (at once: not as the next event). */
static void check_not_succession(struct checking *c, bool at_once)
{
    size_t next_b = NOWHERE, i;

    for (i = c->t->n; i-- > 0;) {
        if (c->t->name[i] == c->a) {
            if (at_once ? next_b == i + 1 : next_b != NOWHERE)
                violated(c, i, next_b);
            else
                c->n.fulfilled++;
        }
        if (c->t->name[i] == c->b)
            next_b = i;
    }
}

/* ---- rules about times and persons ---- */

/* Each a asks for the next b at most span later, both as they ended. */
static void check_within(struct checking *c)
{
    size_t next_b = NOWHERE, i;

    for (i = c->t->n; i-- > 0;) {
        if (c->t->name[i] == c->a) {
            int64_t from = gp_event_end(c->t->log, c->t->first + i);
            int64_t to = next_b != NOWHERE
                             ? gp_event_end(c->t->log, c->t->first + next_b)
                             : c->t->now;
            bool late =
                (next_b != NOWHERE || c->t->open) &&
                gp_elapsed(c->t->calendar, c->rule->clock, from, to) > c->rule->span_us;

            if (next_b != NOWHERE && !late)
                c->n.fulfilled++;
            else if (late)
                violated(c, i, next_b);
            else
                missing(c, i, next_b);
        }
        if (c->t->name[i] == c->b)
            next_b = i;
    }
}

static uint32_t person(const struct checking *c, size_t i)
{
    return gp_id(c->t->log->resource, c->t->first + i);
}

/* The pairs that are not as the rule says, one by one; only when somebody listens. */
static void report_pairs(struct checking *c, bool different)
{
    enum { MOST = 100 }; /* of one case; the counts are of all */
    size_t i, k, shown = 0;

    for (i = 0; i < c->t->n && shown < MOST; i++) {
        if (c->t->name[i] != c->a)
            continue;
        for (k = c->a == c->b ? i + 1 : 0; k < c->t->n && shown < MOST; k++) {
            uint32_t x = person(c, i), y = person(c, k);

            if (c->t->name[k] != c->b || k == i)
                continue;
            if (x == GP_NO_ID || y == GP_NO_ID)
                report(c, GP_RULE_CANNOT_TELL, i, k);
            else if ((x == y) == different)
                report(c, GP_RULE_VIOLATED, i, k);
            else
                continue;
            shown++;
        }
    }
}

static bool by_somebody(const struct checking *c, size_t i, uint32_t name)
{
    return c->t->name[i] == name && person(c, i) != GP_NO_ID;
}

/* Pairs of an a and a b by one person. scratch holds only zeros before and behind. */
static uint64_t pairs_by_one(struct checking *c)
{
    bool itself = c->a == c->b;
    uint64_t same = 0;
    size_t i;

    for (i = 0; i < c->t->n; i++)
        if (by_somebody(c, i, c->a)) {
            same += itself ? c->scratch[person(c, i)] : 0;
            c->scratch[person(c, i)]++;
        }
    for (i = 0; i < c->t->n && !itself; i++)
        if (by_somebody(c, i, c->b))
            same += c->scratch[person(c, i)];
    for (i = 0; i < c->t->n; i++)
        if (by_somebody(c, i, c->a))
            c->scratch[person(c, i)] = 0;
    return same;
}

/* Every pair of an a and a b: by the same person, or by two. */
static void check_persons(struct checking *c, bool different)
{
    uint64_t n_a = 0, n_b = 0, known_a = 0, known_b = 0, same, known, all, wrong;
    bool itself = c->a == c->b;
    size_t i;

    for (i = 0; i < c->t->n; i++) {
        n_a += c->t->name[i] == c->a;
        n_b += c->t->name[i] == c->b;
        known_a += by_somebody(c, i, c->a);
        known_b += by_somebody(c, i, c->b);
    }
    same = pairs_by_one(c);
    all = itself ? n_a * (n_a - (n_a > 0)) / 2 : n_a * n_b;
    known = itself ? known_a * (known_a - (known_a > 0)) / 2 : known_a * known_b;
    wrong = different ? same : known - same;
    c->n.cannot_tell += all - known;
    c->n.violated += wrong;
    c->n.fulfilled += known - wrong;
    if (c->sink->each != NULL && (wrong > 0 || all > known))
        report_pairs(c, different);
}

/* Each a is done by the group, or the person, of that name. */
static void check_group(struct checking *c)
{
    const struct gp_eventlog *log = c->t->log;
    size_t i;

    for (i = 0; i < c->t->n; i++) {
        size_t e = c->t->first + i;
        uint32_t group, resource;

        if (c->t->name[i] != c->a)
            continue;
        group = log->group.at != NULL ? gp_id(log->group, e) : GP_NO_ID;
        resource = log->resource.at != NULL ? gp_id(log->resource, e) : GP_NO_ID;
        if ((group != GP_NO_ID &&
             gp_slice_eq(gp_dict_name(&log->groups, group), c->rule->b)) ||
            (resource != GP_NO_ID &&
             gp_slice_eq(gp_dict_name(&log->resources, resource), c->rule->b)))
            c->n.fulfilled++;
        else if (group == GP_NO_ID && (log->group.at != NULL || resource == GP_NO_ID))
            cannot_tell(c, i, NOWHERE);
        else
            violated(c, i, NOWHERE);
    }
}

static void report_all(struct checking *c, enum gp_rule_outcome outcome)
{
    size_t i;

    for (i = 0; i < c->t->n && c->sink->each != NULL; i++)
        if (c->t->name[i] == c->a)
            report(c, outcome, i, NOWHERE);
}

/* At least n different persons among the a of a case that has one. */
static void check_four_eyes(struct checking *c)
{
    uint64_t persons = 0, unknown = 0, n = 0;
    size_t i;

    for (i = 0; i < c->t->n; i++) {
        uint32_t who;

        if (c->t->name[i] != c->a)
            continue;
        n++;
        who = person(c, i);
        unknown += who == GP_NO_ID;
        persons += who != GP_NO_ID && c->scratch[who]++ == 0;
    }
    for (i = 0; i < c->t->n; i++)
        if (c->t->name[i] == c->a && person(c, i) != GP_NO_ID)
            c->scratch[person(c, i)] = 0;
    if (n == 0)
        return;
    if (persons >= c->rule->n) {
        c->n.fulfilled++;
    } else if (c->t->open) {
        c->n.pending++;
        report_all(c, GP_RULE_PENDING);
    } else if (persons + unknown >= c->rule->n) {
        c->n.cannot_tell++;
        report_all(c, GP_RULE_CANNOT_TELL);
    } else {
        c->n.violated++;
        report_all(c, GP_RULE_VIOLATED);
    }
}

/* ---- which is which ---- */

static void check_case(struct checking *c)
{
    switch (c->rule->kind) {
    case GP_RULE_STARTS:
        check_start(c);
        break;
    case GP_RULE_ENDS:
        check_end(c);
        break;
    case GP_RULE_AT_LEAST:
        check_count(c, c->rule->n, UINT64_MAX);
        break;
    case GP_RULE_AT_MOST:
        check_count(c, 0, c->rule->n);
        break;
    case GP_RULE_EXACTLY:
        check_count(c, c->rule->n, c->rule->n);
        break;
    case GP_RULE_NEVER:
        check_count(c, 0, 0);
        break;
    default:
        check_choice(c, c->rule->kind == GP_RULE_EXCLUSIVE_CHOICE);
        break;
    }
}

static void check_order(struct checking *c)
{
    enum gp_rule_kind k = c->rule->kind;

    switch (k) {
    case GP_RULE_RESPONDED_EXISTENCE:
        check_existence(c, c->a, c->b, false);
        break;
    case GP_RULE_CO_EXISTENCE:
    case GP_RULE_NOT_CO_EXISTENCE:
        check_existence(c, c->a, c->b, k == GP_RULE_NOT_CO_EXISTENCE);
        check_existence(c, c->b, c->a, k == GP_RULE_NOT_CO_EXISTENCE);
        break;
    case GP_RULE_RESPONSE:
    case GP_RULE_ALTERNATE_RESPONSE:
    case GP_RULE_CHAIN_RESPONSE:
        check_response(c, (enum strength)(k - GP_RULE_RESPONSE));
        break;
    case GP_RULE_PRECEDENCE:
    case GP_RULE_ALTERNATE_PRECEDENCE:
    case GP_RULE_CHAIN_PRECEDENCE:
        check_precedence(c, (enum strength)(k - GP_RULE_PRECEDENCE));
        break;
    case GP_RULE_SUCCESSION:
    case GP_RULE_ALTERNATE_SUCCESSION:
    case GP_RULE_CHAIN_SUCCESSION:
        check_response(c, (enum strength)(k - GP_RULE_SUCCESSION));
        check_precedence(c, (enum strength)(k - GP_RULE_SUCCESSION));
        break;
    default:
        check_not_succession(c, k == GP_RULE_NOT_CHAIN_SUCCESSION);
        break;
    }
}

struct gp_rule_count gp_rule_check(const struct gp_rule *rule, uint32_t a, uint32_t b,
                                   const struct gp_rule_trace *trace, uint64_t *scratch,
                                   const struct gp_rule_sink *sink)
{
    struct checking c = {
        .rule = rule, .a = a, .b = b, .t = trace, .scratch = scratch, .sink = sink};

    if (rule->kind <= GP_RULE_EXCLUSIVE_CHOICE)
        check_case(&c);
    else if (!gp_rule_needs_case(rule))
        check_order(&c);
    else if (rule->kind == GP_RULE_WITHIN)
        check_within(&c);
    else if (rule->kind == GP_RULE_BY_GROUP)
        check_group(&c);
    else if (rule->kind == GP_RULE_FOUR_EYES)
        check_four_eyes(&c);
    else
        check_persons(&c, rule->kind == GP_RULE_DIFFERENT_PERSON);
    return c.n;
}
