/* rules.c - see rules.h.
 *
 *   names in rules -> numbers        activities -> the same numbers
 *   each variant once per rule, times its closed and its open cases
 *   rules about times and persons, and evidence: each case of the log
 *
 * Rules look only at the names they speak of, so a log with a thousand activities costs
 * no more than one with ten.
 */
#include "mine/rules.h"

#include "base/mem.h"
#include "mine/rule_check.h"

struct judging {
    const struct gp_eventlog *log;
    const struct gp_variants *variants;
    const struct gp_process *p;
    const struct gp_rules_options *options;
    struct gp_dict names; /* of all rules */
    uint32_t *counts_as;  /* [activities] in names */
    uint32_t *name;       /* the sequence in hand */
    uint64_t *scratch;    /* [resources] zeros */
    uint64_t *open_of;    /* [variants] open cases */
    bool *telling;        /* [variants] something to report, closed and open */
    int64_t now;
};

static bool is_open(const struct judging *j, uint32_t c)
{
    return j->options->open != NULL && j->options->open[c];
}

static bool number_names(struct judging *j)
{
    size_t i;

    for (i = 0; i < j->p->n_rules; i++) {
        const struct gp_rule *r = &j->p->rules[i];

        if (gp_dict_add(&j->names, r->a) == GP_NO_ID)
            return false;
        if (r->b.len > 0 && r->kind != GP_RULE_BY_GROUP &&
            gp_dict_add(&j->names, r->b) == GP_NO_ID)
            return false;
    }
    for (i = 0; i < j->log->activities.n; i++) {
        struct gp_slice name = gp_dict_name(&j->log->activities, (uint32_t)i);

        if (j->options->counts_as != NULL && j->options->counts_as[i] != GP_NO_ID)
            name = gp_dict_name(&j->p->labels, j->options->counts_as[i]);
        j->counts_as[i] = name.len > 0 ? gp_dict_find(&j->names, name) : GP_NO_ID;
    }
    return true;
}

static size_t longest(const struct judging *j)
{
    size_t most = 0, i;

    for (i = 0; i < j->variants->n; i++)
        if (j->variants->variant[i].length > most)
            most = j->variants->variant[i].length;
    return most;
}

static bool prepare(struct judging *j)
{
    size_t i;

    j->counts_as = gp_array(j->log->activities.n, sizeof *j->counts_as);
    j->name = gp_array(longest(j), sizeof *j->name);
    j->scratch = gp_array_zero(j->log->resources.n, sizeof *j->scratch);
    j->open_of = gp_array_zero(j->variants->n, sizeof *j->open_of);
    j->telling = gp_array_zero(2 * j->variants->n, sizeof *j->telling);
    if (j->counts_as == NULL || j->name == NULL || j->scratch == NULL ||
        j->open_of == NULL || j->telling == NULL || !number_names(j))
        return false;
    for (i = 0; i < j->log->n_cases; i++)
        j->open_of[j->variants->of_case[i]] += is_open(j, (uint32_t)i);
    j->now = j->options->now;
    for (i = 0; j->now == INT64_MIN && j->log->end != NULL && i < j->log->n; i++)
        if (i == 0 || j->log->end[i] > j->now)
            j->now = j->log->end[i];
    return true;
}

static void add(struct gp_rule_stat *s, const struct gp_rule_count *n, uint64_t cases)
{
    uint64_t activations = n->fulfilled + n->violated + n->pending + n->cannot_tell;

    s->activations += cases * activations;
    s->fulfilled += cases * n->fulfilled;
    s->violated += cases * n->violated;
    s->pending += cases * n->pending;
    s->cannot_tell += cases * n->cannot_tell;
    s->cases_activated += activations > 0 ? cases : 0;
    s->cases_vacuous += activations == 0 ? cases : 0;
    s->cases_violated += n->violated > 0 ? cases : 0;
    s->cases_pending += n->pending > 0 ? cases : 0;
    s->cases_cannot_tell += n->cannot_tell > 0 ? cases : 0;
    s->cases_satisfied += activations > 0 && n->fulfilled == activations ? cases : 0;
}

static bool is_recorded(const struct judging *j, struct gp_slice name)
{
    uint32_t number = gp_dict_find(&j->names, name);
    size_t i;

    for (i = 0; i < j->log->activities.n; i++)
        if (j->counts_as[i] == number)
            return true;
    return false;
}

static bool can_judge(const struct judging *j, const struct gp_rule *r)
{
    const struct gp_eventlog *log = j->log;

    if (r->drawn && !(is_recorded(j, r->a) && is_recorded(j, r->b)))
        return false;
    switch (r->kind) {
    case GP_RULE_WITHIN:
        return log->end != NULL && gp_clock_known(j->options->calendar, r->clock);
    case GP_RULE_SAME_PERSON:
    case GP_RULE_DIFFERENT_PERSON:
    case GP_RULE_FOUR_EYES:
        return log->resource.at != NULL;
    case GP_RULE_BY_GROUP:
        return log->resource.at != NULL || log->group.at != NULL;
    default:
        return true;
    }
}

static void load(struct judging *j, const uint32_t *activity, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        j->name[i] = j->counts_as[activity[i]];
}

struct numbers {
    uint32_t a, b;
};

static struct numbers numbers_of(const struct judging *j, const struct gp_rule *r)
{
    struct numbers n = {gp_dict_find(&j->names, r->a), GP_NO_ID - 1};

    if (r->b.len > 0 && r->kind != GP_RULE_BY_GROUP)
        n.b = gp_dict_find(&j->names, r->b);
    return n;
}

/* Rules about the order: a variant's closed and open cases differ only in being open. */
static void judge_variants(struct judging *j, size_t rule, struct gp_rule_stat *out)
{
    static const struct gp_rule_sink nowhere = {0};
    const struct gp_rule *r = &j->p->rules[rule];
    struct numbers n = numbers_of(j, r);
    size_t v;
    int open;

    for (v = 0; v < j->variants->n; v++) {
        const struct gp_variant *variant = &j->variants->variant[v];
        uint64_t cases[2] = {variant->count - j->open_of[v], j->open_of[v]};

        load(j, variant->path, variant->length);
        for (open = 0; open < 2; open++) {
            struct gp_rule_trace t = {
                .name = j->name, .n = variant->length, .open = open == 1};
            struct gp_rule_count c;

            if (cases[open] == 0)
                continue;
            c = gp_rule_check(r, n.a, n.b, &t, j->scratch, &nowhere);
            add(out, &c, cases[open]);
            j->telling[2 * v + (size_t)open] = c.violated + c.pending > 0;
        }
    }
}

/* Every case, or (when the counts are known) those of variants that have something to
 * tell. */
static void judge_cases(struct judging *j, size_t rule, struct gp_rule_stat *out)
{
    const struct gp_rule *r = &j->p->rules[rule];
    struct numbers n = numbers_of(j, r);
    struct gp_rule_sink sink = {
        .each = j->options->each, .context = j->options->context, .rule = rule};
    uint32_t c;

    for (c = 0; c < j->log->n_cases; c++) {
        size_t first = j->log->first[c], events = j->log->first[c + 1] - first;
        struct gp_rule_trace t = {.name = j->name,
                                  .n = events,
                                  .open = is_open(j, c),
                                  .log = j->log,
                                  .first = first,
                                  .now = is_open(j, c) ? j->now : INT64_MAX,
                                  .calendar = j->options->calendar};
        struct gp_rule_count count;

        if (out == NULL && !j->telling[2 * j->variants->of_case[c] + t.open])
            continue;
        sink.case_id = c;
        load(j, j->variants->variant[j->variants->of_case[c]].path, events);
        count = gp_rule_check(r, n.a, n.b, &t, j->scratch, &sink);
        if (out != NULL)
            add(out, &count, 1);
    }
}

enum gp_status gp_rules_judge(const struct gp_eventlog *log,
                              const struct gp_variants *variants,
                              const struct gp_process *p,
                              const struct gp_rules_options *options,
                              struct gp_rule_stat *out, struct gp_err *err)
{
    struct judging j = {.log = log, .variants = variants, .p = p, .options = options};
    enum gp_status st = prepare(&j) ? GP_OK : gp_fail_memory(err);
    size_t i;

    for (i = 0; st == GP_OK && i < p->n_rules; i++) {
        out[i] = (struct gp_rule_stat){.judged = can_judge(&j, &p->rules[i])};
        if (!out[i].judged)
            continue;
        if (gp_rule_needs_case(&p->rules[i])) {
            judge_cases(&j, i, &out[i]);
            continue;
        }
        judge_variants(&j, i, &out[i]);
        if (options->each != NULL)
            judge_cases(&j, i, NULL);
    }
    gp_dict_release(&j.names);
    gp_free(j.counts_as);
    gp_free(j.name);
    gp_free(j.scratch);
    gp_free(j.open_of);
    gp_free(j.telling);
    return st;
}
