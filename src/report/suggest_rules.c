/* suggest_rules.c - see suggest_rules.h. */
#include "report/suggest_rules.h"

#include "model/rules.h"
#include "report/words.h"

#include <string.h>

/* {a}, {b}: names; {n}: a number. As model/rule_sentence.c reads them. */
static const char *pattern_of(enum gp_rule_kind kind)
{
    switch (kind) {
    case GP_RULE_STARTS:
        return "starts with {a}";
    case GP_RULE_ENDS:
        return "ends with {a}";
    case GP_RULE_EXACTLY:
        return "{a} exactly {n}";
    case GP_RULE_AT_LEAST:
        return "{a} at least {n}";
    case GP_RULE_AT_MOST:
        return "{a} at most {n}";
    case GP_RULE_CHAIN_RESPONSE:
        return "after {a} at once {b}";
    case GP_RULE_ALTERNATE_RESPONSE:
        return "after {a} eventually {b} before the next";
    case GP_RULE_RESPONSE:
        return "after {a} eventually {b}";
    case GP_RULE_CHAIN_PRECEDENCE:
        return "{b} needs {a} just before";
    case GP_RULE_ALTERNATE_PRECEDENCE:
        return "{b} needs a new {a} before";
    case GP_RULE_PRECEDENCE:
        return "{b} needs {a} before";
    case GP_RULE_RESPONDED_EXISTENCE:
        return "if {a} then {b}";
    case GP_RULE_CO_EXISTENCE:
        return "{a} and {b} both or none";
    case GP_RULE_NOT_SUCCESSION:
        return "never {b} after {a}";
    default:
        return "never {a} and {b}";
    }
}

static const char *title_of(enum gp_rule_kind kind)
{
    switch (kind) {
    case GP_RULE_STARTS:
    case GP_RULE_ENDS:
        return "How a case begins and ends";
    case GP_RULE_EXACTLY:
    case GP_RULE_AT_LEAST:
    case GP_RULE_AT_MOST:
        return "How often";
    case GP_RULE_CHAIN_RESPONSE:
    case GP_RULE_ALTERNATE_RESPONSE:
    case GP_RULE_RESPONSE:
        return "What must follow";
    case GP_RULE_CHAIN_PRECEDENCE:
    case GP_RULE_ALTERNATE_PRECEDENCE:
    case GP_RULE_PRECEDENCE:
        return "What must come before";
    case GP_RULE_RESPONDED_EXISTENCE:
    case GP_RULE_CO_EXISTENCE:
        return "What belongs together";
    case GP_RULE_NOT_SUCCESSION:
        return "What never comes after";
    default:
        return "What never happens in one case";
    }
}

static void quoted(struct gp_text *out, struct gp_slice name)
{
    gp_text_add_char(out, '"');
    gp_text_add_slice(out, name);
    gp_text_add_char(out, '"');
}

static void sentence(struct gp_text *out, const struct gp_suggestion *s,
                     struct gp_slice a, struct gp_slice b)
{
    const char *at = pattern_of(s->kind), *hole;

    for (; (hole = strchr(at, '{')) != NULL; at = hole + 3) {
        gp_text_add_n(out, at, (size_t)(hole - at));
        if (hole[1] == 'n')
            gp_text_addf(out, "%llu", (unsigned long long)s->n);
        else
            quoted(out, hole[1] == 'a' ? a : b);
    }
    gp_text_add(out, at);
}

static void evidence(struct gp_text *out, const struct gp_suggestion *s)
{
    struct gp_interval share = gp_wilson(s->kept, s->of);

    gp_text_add(out, "  # kept in ");
    gp_text_add_count(out, s->kept);
    gp_text_add(out, " of ");
    gp_text_add_count(out, s->of);
    gp_text_addf(out, " cases; at least %.1f %% (95 %%)\n", share.low * 100);
}

static bool can_be_said(struct gp_slice name)
{
    size_t i;

    for (i = 0; i < name.len; i++)
        if (name.at[i] == '"' || (unsigned char)name.at[i] < ' ')
            return false;
    return name.len != 0;
}

/* The line means the rule, whoever reads it. */
static bool reads_back(const struct gp_text *line, const struct gp_suggestion *s,
                       struct gp_slice a, struct gp_slice b)
{
    struct gp_slice bare = gp_rule_bare(gp_slice_n(gp_text_z(line), line->len));
    struct gp_rule rule = {0};
    struct gp_err err = {0};

    return gp_rule_read(bare, NULL, "", 1, &rule, &err) == GP_OK &&
           rule.kind == s->kind && gp_slice_cmp(rule.a, a) == 0 &&
           (s->b == GP_NO_ID || gp_slice_cmp(rule.b, b) == 0) && rule.n == s->n;
}

static void head(struct gp_text *out, const struct gp_suggestions *s,
                 const struct gp_stats *stats, struct gp_slice title)
{
    gp_text_add(out, "# Rules that ");
    gp_text_add_slice(out, title);
    gp_text_add(out,
                " keeps: PROPOSED from the log and not yet decided by anybody. They "
                "say what\n# is, not what should be: delete what is chance, keep "
                "what is meant.\n# From ");
    gp_text_add_count(out, s->cases);
    gp_text_add(out, s->cases == 1 ? " closed case" : " closed cases");
    if (s->activities < stats->n_activities)
        gp_text_addf(out, " and the %zu most frequent of %zu activities", s->activities,
                     stats->n_activities);
    gp_text_addf(out, "; a rule is proposed when %d cases or more\n# activate it. ",
                 GP_SUGGEST_CASES);
    gp_text_add_count(out, s->implied);
    gp_text_add(out, " more hold and are left out, because these say so.\n");
    if (s->n == 0)
        gp_text_add(out, "# No rule holds in enough cases.\n");
}

static enum gp_status write_rule(const struct gp_suggestion *s,
                                 const struct gp_stats *stats, struct gp_text *out,
                                 uint64_t *unsaid, struct gp_err *err)
{
    struct gp_slice a = gp_stats_name(stats, GP_BY_ACTIVITY, s->a);
    struct gp_slice b =
        s->b != GP_NO_ID ? gp_stats_name(stats, GP_BY_ACTIVITY, s->b) : gp_slice("-");
    struct gp_text line = {0};
    enum gp_status st = GP_OK;

    if (!can_be_said(a) || !can_be_said(b)) {
        (*unsaid)++;
        return GP_OK;
    }
    sentence(&line, s, a, b);
    if (!gp_text_ok(&line))
        st = gp_fail_memory(err);
    else if (!reads_back(&line, s, a, b))
        st = gp_fail(err, GP_BUG, "a proposed rule does not read back: %s",
                     gp_text_z(&line));
    else
        gp_text_add_slice(out, gp_slice_n(gp_text_z(&line), line.len));
    if (st == GP_OK)
        evidence(out, s);
    gp_text_release(&line);
    return st;
}

enum gp_status gp_suggest_rules(const struct gp_suggestions *s,
                                const struct gp_stats *stats, struct gp_slice title,
                                struct gp_text *out, struct gp_err *err)
{
    const char *group = NULL;
    enum gp_status st = GP_OK;
    uint64_t unsaid = 0;
    size_t i;

    head(out, s, stats, title);
    for (i = 0; st == GP_OK && i < s->n; i++) {
        if (group == NULL || strcmp(group, title_of(s->item[i].kind)) != 0) {
            group = title_of(s->item[i].kind);
            gp_text_addf(out, "\n# %s\n", group);
        }
        st = write_rule(&s->item[i], stats, out, &unsaid, err);
    }
    if (unsaid != 0)
        gp_text_addf(out,
                     "\n# %llu more are about names that no rule can hold (quotation "
                     "marks, line ends).\n",
                     (unsigned long long)unsaid);
    return st;
}
