/* rules.c - see rules.h.
 *
 * A line is either a sentence (rule_sentence.c) or a template of the literature,
 * response(a, b), as other tools write it. Both give the same struct gp_rule; there
 * "absence(3, a)" becomes "at most 2".
 */
#include "model/rules.h"

#include "model/duration.h"
#include "model/plain.h"
#include "model/rule_sentence.h"

#include <string.h>

enum { MAX_ARGUMENTS = 3 };

struct form {
    const char *name;
    const char *arguments; /* a, b names; n a count (may be left out); d a duration */
    enum gp_rule_kind kind;
};

static const struct form templates[] = {
    {"init", "a", GP_RULE_STARTS},
    {"end", "a", GP_RULE_ENDS},
    {"existence", "na", GP_RULE_AT_LEAST},
    {"absence", "na", GP_RULE_AT_MOST},
    {"exactly", "na", GP_RULE_EXACTLY},
    {"never", "a", GP_RULE_NEVER},
    {"choice", "ab", GP_RULE_CHOICE},
    {"exclusive choice", "ab", GP_RULE_EXCLUSIVE_CHOICE},
    {"responded existence", "ab", GP_RULE_RESPONDED_EXISTENCE},
    {"co-existence", "ab", GP_RULE_CO_EXISTENCE},
    {"coexistence", "ab", GP_RULE_CO_EXISTENCE},
    {"response", "ab", GP_RULE_RESPONSE},
    {"alternate response", "ab", GP_RULE_ALTERNATE_RESPONSE},
    {"chain response", "ab", GP_RULE_CHAIN_RESPONSE},
    {"precedence", "ab", GP_RULE_PRECEDENCE},
    {"alternate precedence", "ab", GP_RULE_ALTERNATE_PRECEDENCE},
    {"chain precedence", "ab", GP_RULE_CHAIN_PRECEDENCE},
    {"succession", "ab", GP_RULE_SUCCESSION},
    {"alternate succession", "ab", GP_RULE_ALTERNATE_SUCCESSION},
    {"chain succession", "ab", GP_RULE_CHAIN_SUCCESSION},
    {"not co-existence", "ab", GP_RULE_NOT_CO_EXISTENCE},
    {"not coexistence", "ab", GP_RULE_NOT_CO_EXISTENCE},
    {"not succession", "ab", GP_RULE_NOT_SUCCESSION},
    {"not chain succession", "ab", GP_RULE_NOT_CHAIN_SUCCESSION},
    {"within", "abd", GP_RULE_WITHIN},
    {"same person", "ab", GP_RULE_SAME_PERSON},
    {"different person", "ab", GP_RULE_DIFFERENT_PERSON},
    {"by group", "ab", GP_RULE_BY_GROUP},
    {"four-eyes", "an", GP_RULE_FOUR_EYES},
};
enum { N_TEMPLATES = sizeof templates / sizeof *templates };

/* Equal when case, hyphens and underscores do not count. */
static bool same_template(struct gp_slice s, const char *name)
{
    size_t i;

    if (s.len != strlen(name))
        return false;
    for (i = 0; i < s.len; i++) {
        char a = s.at[i], b = name[i];

        if (a == '_' || a == '-')
            a = ' ';
        if (a >= 'A' && a <= 'Z')
            a = (char)(a - 'A' + 'a');
        if (a != (b == '-' ? ' ' : b))
            return false;
    }
    return true;
}

static struct gp_slice without_quotes(struct gp_slice s)
{
    s = gp_slice_trim(s);
    if (s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"')
        return gp_slice_n(s.at + 1, s.len - 2);
    return s;
}

/* Cuts at commas outside quotes; MAX_ARGUMENTS + 1 when there are too many. */
static size_t cut_arguments(struct gp_slice s, struct gp_slice *out)
{
    size_t n = 0, from = 0, i;
    bool quoted = false;

    for (i = 0; i <= s.len; i++) {
        if (i < s.len && s.at[i] == '"')
            quoted = !quoted;
        if (i < s.len && (s.at[i] != ',' || quoted))
            continue;
        if (n == MAX_ARGUMENTS)
            return n + 1;
        out[n++] = without_quotes(gp_slice_n(s.at + from, i - from));
        from = i + 1;
    }
    return n;
}

static bool set_argument(char role, struct gp_slice s, struct gp_rule *out)
{
    struct gp_duration d;
    const char *why;

    if (s.len == 0)
        return false;
    if (role == 'n')
        return gp_rule_count(s, &out->n);
    if (role == 'd') {
        if (!gp_duration_is(s, &d, &why))
            return false;
        out->span_us = d.span_us;
        out->clock = d.clock;
        return true;
    }
    *(role == 'a' ? &out->a : &out->b) = s;
    return true;
}

/* response(a, b). False when this is no template, or not one with these arguments. */
static bool read_template(struct gp_slice line, struct gp_rule *out)
{
    const char *open = memchr(line.at, '(', line.len);
    struct gp_slice name, argument[MAX_ARGUMENTS];
    const char *roles;
    size_t i, n, k = 0;

    if (open == NULL || line.at[line.len - 1] != ')')
        return false;
    name = gp_slice_trim(gp_slice_n(line.at, (size_t)(open - line.at)));
    n = cut_arguments(gp_slice_n(open + 1, line.len - (size_t)(open + 1 - line.at) - 1),
                      argument);
    for (i = 0; i < N_TEMPLATES && !same_template(name, templates[i].name); i++)
        ;
    if (i == N_TEMPLATES)
        return false;
    memset(out, 0, sizeof *out);
    out->a = out->b = gp_slice("");
    out->kind = templates[i].kind;
    out->n = 1;
    roles = templates[i].arguments;
    if (roles[0] == 'n' && n == 1)
        roles++;
    for (; k < n && roles[k] != '\0'; k++)
        if (!set_argument(roles[k], argument[k], out))
            return false;
    if (k != n || roles[k] != '\0' || (out->kind == GP_RULE_AT_MOST && out->n == 0))
        return false;
    out->n -= out->kind == GP_RULE_AT_MOST;
    return true;
}

struct gp_slice gp_rule_bare(struct gp_slice line)
{
    bool quoted = false;
    size_t i;

    line = gp_slice_trim(line);
    for (i = 0; i < line.len; i++) {
        quoted = quoted != (line.at[i] == '"');
        if (line.at[i] == '#' && !quoted &&
            (i == 0 ||
             (line.at[i - 1] == ' ' && (i + 1 == line.len || line.at[i + 1] == ' '))))
            break;
    }
    line = gp_slice_trim(gp_slice_n(line.at, i));
    if (line.len > 0 && line.at[line.len - 1] == '.')
        line.len--;
    return line;
}

bool gp_rule_begins(struct gp_slice line)
{
    static const char *const keywords[] = {"starts with ", "ends with ", "after ",
                                           "never ",       "either ",    "before "};
    size_t i;

    for (i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        size_t len = strlen(keywords[i]);

        if (line.len >= len &&
            gp_slice_is_nocase(gp_slice_n(line.at, len), keywords[i]))
            return true;
    }
    return false;
}

static enum gp_status cannot_read(struct gp_slice line, const char *file,
                                  uint64_t number, struct gp_err *err)
{
    struct gp_slice found = {0};
    const char *nearest = gp_rule_nearest(line, &found);
    int len = (int)(line.len < 200 ? line.len : 200);

    if (nearest != NULL)
        return gp_fail_at(err, GP_INPUT, file, number,
                          "cannot read the rule \"%.*s\"; did you mean \"%s\" for "
                          "\"%.*s\"?",
                          len, line.at, nearest, (int)found.len, found.at);
    return gp_fail_at(
        err, GP_INPUT, file, number,
        "cannot read the rule \"%.*s\"; expected a sentence such as \"B "
        "needs A before\", \"A before B\", \"never A and B\", \"A at most "
        "2\" or \"B within 2 days after A\"",
        len, line.at);
}

enum gp_status gp_rule_read(struct gp_slice line, const struct gp_dict *names,
                            const char *file, uint64_t number, struct gp_rule *out,
                            struct gp_err *err)
{
    struct gp_slice bare = gp_rule_bare(line);
    enum gp_rule_cut cut = GP_RULE_CUT_CLEAR;

    if (bare.len == 0)
        return cannot_read(bare, file, number, err);
    if (!read_template(bare, out))
        cut = gp_rule_sentence(bare, names, out);
    out->text = bare;
    out->file = 0;
    out->line = number;
    if (cut == GP_RULE_CUT_CLEAR)
        return GP_OK;
    if (cut == GP_RULE_CUT_NONE)
        return cannot_read(bare, file, number, err);
    return gp_fail_at(
        err, GP_INPUT, file, number,
        cut == GP_RULE_CUT_LONG
            ? "the rule \"%.*s...\" is too long: expected at most 64 words"
            : "the rule \"%.*s\" can be cut into names in several ways; "
              "put names in \"quotes\"",
        (int)(bare.len < 200 ? bare.len : 200), bare.at);
}

enum gp_status gp_read_rules(const struct gp_input *inputs, size_t n,
                             const struct gp_read_options *options,
                             struct gp_process **out, struct gp_err *err)
{
    struct gp_text text = {0};
    struct gp_slice rest, line;
    struct gp_process *p = gp_process_new(gp_slice(inputs[0].name), "rules");
    enum gp_status st =
        p != NULL ? gp_plain_read(&inputs[0], &text, err) : gp_fail_memory(err);
    uint64_t number = 0;

    (void)n;
    (void)options;
    *out = NULL;
    rest = gp_text_slice(&text);
    while (st == GP_OK && gp_plain_line(&rest, &line)) {
        struct gp_rule rule = {0};

        number++;
        if (gp_rule_bare(line).len == 0)
            continue;
        st = gp_rule_read(line, NULL, inputs[0].name, number, &rule, err);
        if (st == GP_OK) {
            (void)gp_process_element(p, gp_slice("rule"), gp_slice(""), rule.text,
                                     number);
            gp_process_rule(p, &rule);
        }
    }
    gp_text_release(&text);
    if (st == GP_OK && !gp_process_ok(p))
        st = gp_fail_memory(err);
    if (st != GP_OK) {
        gp_process_free(p);
        return st;
    }
    *out = p;
    return GP_OK;
}

/* "3. ", "- ", "```": a rule never looks like that, a manual does. */
static bool is_list_or_fence(struct gp_slice line)
{
    size_t i = 0;

    while (i < line.len && line.at[i] >= '0' && line.at[i] <= '9')
        i++;
    if (i > 0 && i < line.len)
        return line.at[i] == '.' || line.at[i] == ')';
    return gp_slice_starts(line, "- ") || gp_slice_starts(line, "* ") ||
           gp_slice_starts(line, "+ ") || gp_slice_starts(line, "```") ||
           gp_slice_starts(line, "|");
}

/* The first lines decide: a file of rules has nothing else, apart from a slip or two. */
bool gp_rules_looks(const struct gp_input *input)
{
    struct gp_slice rest = input->bytes, line;
    unsigned rules = 0, others = 0;

    if (gp_slice_starts(rest, "\xEF\xBB\xBF"))
        rest = gp_slice_n(rest.at + 3, rest.len - 3);
    while (rules + others < 30 && gp_plain_line(&rest, &line)) {
        struct gp_slice bare = gp_rule_bare(line);
        struct gp_rule rule;

        if (bare.len == 0)
            continue;
        if (is_list_or_fence(bare))
            return false;
        if (gp_rule_begins(bare) ||
            gp_rule_read(line, NULL, "", 0, &rule, NULL) == GP_OK)
            rules++;
        else
            others++;
    }
    return rules > 2 * others;
}
