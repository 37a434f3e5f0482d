/* gaps_rules.c - broken rules as gaps: rule-broken, and by their own names two steps by
 * one person (O6) and too few persons (O7). Pending and untellable activations are no
 * gaps; they stand in the counts of rules.h.
 */
#include "mine/gaps/gaps_parts.h"

#include "mine/rules.h"

static enum gp_gap_kind kind_of(const struct gp_rule *rule)
{
    if (rule->kind == GP_RULE_DIFFERENT_PERSON)
        return GP_GAP_SAME_PERSON;
    if (rule->kind == GP_RULE_FOUR_EYES)
        return GP_GAP_FOUR_EYES;
    return GP_GAP_RULE_BROKEN;
}

static struct gp_gap_key key_of(const struct gp_gapper *g, size_t rule)
{
    struct gp_gap_key key = gp_gap_key_of(kind_of(&g->c->process->rules[rule]));

    key.rule = (uint32_t)rule;
    return key;
}

/* The events a broken rule rests on; of more than there is room for, the last ones: with
 * them it broke. */
static void note(void *context, size_t rule, uint32_t case_id,
                 enum gp_rule_outcome outcome, const uint32_t *event, size_t n)
{
    struct gp_gapper *g = context;
    struct gp_gap_key key = key_of(g, rule);
    struct gp_gap_hit hit = {.case_id = case_id,
                             .event = {GP_NO_ID, GP_NO_ID, GP_NO_ID},
                             .certain = GP_CERTAIN_YES,
                             .around = {GP_NO_ID, GP_NO_ID}};
    size_t skip = n > GP_GAP_EVENTS ? n - GP_GAP_EVENTS : 0, i;

    if (outcome != GP_RULE_VIOLATED)
        return;
    for (i = skip; i < n; i++)
        hit.event[i - skip] = event[i];
    gp_gapper_hit(g, gp_gapper_gap(g, &key), &hit);
}

enum gp_status gp_gaps_rules(struct gp_gapper *g, struct gp_err *err)
{
    const struct gp_process *p = g->c->process;
    struct gp_rule_stat *stat = gp_array_zero(p->n_rules, sizeof *stat);
    struct gp_rules_options o = {.open = g->c->open_case,
                                 .now = g->out->now,
                                 .counts_as = g->c->names->label,
                                 .calendar = g->o->calendar,
                                 .each = note,
                                 .context = g};
    enum gp_status st = GP_OK;
    size_t i;

    if (stat == NULL)
        return gp_fail_memory(err);
    g->out->rule = stat;
    if (p->n_rules > 0)
        st = gp_rules_judge(g->log, g->c->variants, p, &o, stat, err);
    for (i = 0; st == GP_OK && i < p->n_rules; i++) {
        struct gp_gap_key key = key_of(g, i);
        uint32_t gap;

        g->out->rules_not_judged += !stat[i].judged && !p->rules[i].drawn;
        if (stat[i].violated == 0)
            continue;
        gap = gp_gapper_gap(g, &key);
        if (gap != GP_NO_ID)
            g->out->gap[gap].exposed = stat[i].cases_activated;
    }
    return st;
}
