/* rule_sentence.c - see rule_sentence.h.
 *
 *   "Pay within 10 d after Order"   against   "{b} within {d} after {a}"
 *    Pay -> b    10 d -> d    Order -> a
 *
 * A pattern is words and holes; a hole takes as many words as fit. Every way to fill the
 * holes is tried (a rule has at most 64 words); the way with the most names that are
 * known or quoted wins, then the earlier pattern. Two equally good ways of one pattern
 * are not decided by us. A table instead of code: adding a sentence is one row.
 */
#include "model/rule_sentence.h"

#include "model/duration.h"

#include <string.h>

enum { MAX_WORDS = 64, MANY_NAMES = 1000 };

struct pattern {
    const char *words; /* {a} {b} names, {n} a count, {d} a duration */
    enum gp_rule_kind kind;
    bool one_less; /* fewer than n: at most n - 1 */
};

static const struct pattern patterns[] = {
    {"starts with {a}", GP_RULE_STARTS, false},
    {"ends with {a}", GP_RULE_ENDS, false},
    {"never {a} and {b}", GP_RULE_NOT_CO_EXISTENCE, false},
    {"never {b} at once after {a}", GP_RULE_NOT_CHAIN_SUCCESSION, false},
    {"never {b} after {a}", GP_RULE_NOT_SUCCESSION, false},
    {"never {a}", GP_RULE_NEVER, false},
    {"{a} and {b} not together", GP_RULE_NOT_CO_EXISTENCE, false},
    {"{a} and {b} by different people", GP_RULE_DIFFERENT_PERSON, false},
    {"{a} and {b} by different persons", GP_RULE_DIFFERENT_PERSON, false},
    {"{a} and {b} by the same person", GP_RULE_SAME_PERSON, false},
    {"{a} and {b} by same person", GP_RULE_SAME_PERSON, false},
    {"{a} by at least {n} people", GP_RULE_FOUR_EYES, false},
    {"{a} by {n} different people", GP_RULE_FOUR_EYES, false},
    {"{a} by {n} people", GP_RULE_FOUR_EYES, false},
    {"{a} by {n} persons", GP_RULE_FOUR_EYES, false},
    {"{b} within {d} after {a}", GP_RULE_WITHIN, false},
    {"{b} within {d} of {a}", GP_RULE_WITHIN, false},
    {"{a} exactly {n}", GP_RULE_EXACTLY, false},
    {"{a} at most {n}", GP_RULE_AT_MOST, false},
    {"{a} at least {n}", GP_RULE_AT_LEAST, false},
    {"{a} fewer than {n}", GP_RULE_AT_MOST, true},
    {"{a} less than {n}", GP_RULE_AT_MOST, true},
    {"after {a} eventually {b} before the next", GP_RULE_ALTERNATE_RESPONSE, false},
    {"after {a} at once {b}", GP_RULE_CHAIN_RESPONSE, false},
    {"after {a} eventually {b}", GP_RULE_RESPONSE, false},
    {"after {a} comes {b}", GP_RULE_RESPONSE, false},
    {"{b} needs {a} just before", GP_RULE_CHAIN_PRECEDENCE, false},
    {"{b} needs {a} at once before", GP_RULE_CHAIN_PRECEDENCE, false},
    {"{b} needs a new {a} before", GP_RULE_ALTERNATE_PRECEDENCE, false},
    {"{b} needs {a} before", GP_RULE_PRECEDENCE, false},
    {"before {b} there was {a}", GP_RULE_PRECEDENCE, false},
    {"if {a} then {b}", GP_RULE_RESPONDED_EXISTENCE, false},
    {"{a} and {b} both or none", GP_RULE_CO_EXISTENCE, false},
    {"either {a} or {b}", GP_RULE_EXCLUSIVE_CHOICE, false},
    {"{a} or {b}", GP_RULE_CHOICE, false},
    {"{b} before {a}", GP_RULE_NOT_SUCCESSION, false},
    {"{a} by {b}", GP_RULE_BY_GROUP, false},
};
enum { N_PATTERNS = sizeof patterns / sizeof *patterns };

struct word {
    struct gp_slice text; /* without quotes */
    bool quoted;
};

struct matching {
    struct word word[MAX_WORDS];
    size_t n;
    const struct gp_dict *names;
    const struct pattern *pattern;
    struct gp_rule now; /* the holes filled so far */
    unsigned known;     /* names among them that are known or quoted */
    struct gp_rule best;
    unsigned best_known;
    unsigned ways; /* of best_known, in the best pattern */
    const struct pattern *best_pattern;
};

static bool quote_at(struct gp_slice s, size_t i, size_t *len, const char **closing)
{
    if (s.at[i] == '"') {
        *len = 1;
        *closing = "\"";
        return true;
    }
    *closing = "\xE2\x80\x9D";
    *len = 3;
    return i + 3 <= s.len && (memcmp(s.at + i, "\xE2\x80\x9C", 3) == 0 ||
                              memcmp(s.at + i, "\xE2\x80\x9E", 3) == 0);
}

static size_t find(struct gp_slice s, size_t i, const char *what)
{
    size_t len = strlen(what);

    for (; i + len <= s.len; i++)
        if (memcmp(s.at + i, what, len) == 0)
            return i;
    return s.len;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* False: too many. */
static bool cut_words(struct gp_slice s, struct word *word, size_t *n)
{
    size_t i = 0;

    *n = 0;
    while (i < s.len) {
        const char *closing;
        size_t len, end;

        if (is_space(s.at[i])) {
            i++;
            continue;
        }
        if (*n == MAX_WORDS)
            return false;
        if (quote_at(s, i, &len, &closing) &&
            (end = find(s, i + len, closing)) < s.len) {
            word[(*n)++] =
                (struct word){gp_slice_n(s.at + i + len, end - i - len), true};
            i = end + strlen(closing);
            continue;
        }
        for (end = i; end < s.len && !is_space(s.at[end]); end++)
            ;
        word[(*n)++] = (struct word){gp_slice_n(s.at + i, end - i), false};
        i = end;
    }
    return true;
}

static struct gp_slice without_comma(struct gp_slice s)
{
    while (s.len > 0 && (s.at[s.len - 1] == ',' || s.at[s.len - 1] == '.'))
        s.len--;
    return s;
}

/* Words from i to before k as one slice. A quoted word stands alone. */
static struct gp_slice span(const struct matching *m, size_t i, size_t k)
{
    struct gp_slice last = m->word[k - 1].text;

    if (k == i + 1)
        return m->word[i].quoted ? last : without_comma(last);
    for (size_t w = i; w < k; w++)
        if (m->word[w].quoted)
            return gp_slice("");
    return without_comma(gp_slice_n(m->word[i].text.at,
                                    (size_t)(last.at + last.len - m->word[i].text.at)));
}

static bool is_known(const struct matching *m, struct gp_slice s)
{
    size_t i;

    if (m->names == NULL)
        return false;
    if (gp_dict_find(m->names, s) != GP_NO_ID)
        return true;
    for (i = 0; i < m->names->n && m->names->n <= MANY_NAMES; i++) {
        struct gp_slice name = gp_dict_name(m->names, (uint32_t)i);

        if (name.len == s.len && gp_slice_is_nocase(s, name.at))
            return true;
    }
    return false;
}

bool gp_rule_count(struct gp_slice s, uint64_t *n)
{
    static const char *const words[] = {"zero",  "one",  "two", "three",
                                        "four",  "five", "six", "seven",
                                        "eight", "nine", "ten"};
    size_t i, first = 0;
    struct gp_slice rest;

    while (first < s.len && !is_space(s.at[first]))
        first++;
    rest = gp_slice_trim(gp_slice_n(s.at + first, s.len - first));
    s.len = first;
    if (rest.len > 0 && !gp_slice_is_nocase(rest, "times") &&
        !gp_slice_is_nocase(rest, "time"))
        return false;
    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (gp_slice_is_nocase(s, words[i])) {
            *n = i;
            return true;
        }
    if (gp_slice_is_nocase(s, "once") || gp_slice_is_nocase(s, "twice")) {
        *n = gp_slice_is_nocase(s, "once") ? 1 : 2;
        return true;
    }
    for (*n = 0, i = 0; i < s.len && i < 9; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
        *n = *n * 10 + (uint64_t)(s.at[i] - '0');
    }
    return i > 0 && i == s.len;
}

static bool fill(struct matching *m, char hole, size_t i, size_t k)
{
    struct gp_slice s = span(m, i, k);
    struct gp_duration d;
    const char *why;

    if (s.len == 0)
        return false;
    if (hole == 'n')
        return gp_rule_count(s, &m->now.n) && (!m->pattern->one_less || m->now.n-- > 0);
    if (hole == 'd') {
        if (!gp_duration_is(s, &d, &why))
            return false;
        m->now.span_us = d.span_us;
        m->now.clock = d.clock;
        return true;
    }
    *(hole == 'a' ? &m->now.a : &m->now.b) = s;
    m->known += (k == i + 1 && m->word[i].quoted) || is_known(m, s);
    return true;
}

static void accept(struct matching *m)
{
    if (m->ways == 0 || m->known > m->best_known) {
        m->best = m->now;
        m->best.kind = m->pattern->kind;
        m->best_known = m->known;
        m->best_pattern = m->pattern;
        m->ways = 1;
    } else if (m->known == m->best_known && m->pattern == m->best_pattern) {
        m->ways++;
    }
}

static const char *next_word(const char *p)
{
    while (*p != '\0' && *p != ' ')
        p++;
    return *p == ' ' ? p + 1 : p;
}

/* p: the rest of the pattern, i: the next word. As deep as a pattern is long. */
static void match(struct matching *m, const char *p, size_t i)
{
    size_t k, len = strcspn(p, " ");

    if (*p == '\0') {
        if (i == m->n)
            accept(m);
        return;
    }
    if (*p != '{') {
        struct gp_slice w;

        if (i == m->n || m->word[i].quoted)
            return;
        w = without_comma(m->word[i].text);
        if (w.len == len) {
            char literal[16];

            memcpy(literal, p, len);
            literal[len] = '\0';
            if (gp_slice_is_nocase(w, literal))
                match(m, next_word(p), i + 1);
        }
        return;
    }
    for (k = i + 1; k <= m->n; k++) {
        struct gp_rule kept = m->now;
        unsigned known = m->known;

        if (fill(m, p[1], i, k))
            match(m, next_word(p), k);
        m->now = kept;
        m->known = known;
    }
}

enum gp_rule_cut gp_rule_sentence(struct gp_slice sentence, const struct gp_dict *names,
                                  struct gp_rule *out)
{
    struct matching m = {.names = names};
    size_t i;

    if (!cut_words(sentence, m.word, &m.n))
        return GP_RULE_CUT_LONG;
    for (i = 0; i < N_PATTERNS; i++) {
        m.pattern = &patterns[i];
        memset(&m.now, 0, sizeof m.now);
        m.now.a = m.now.b = gp_slice("");
        m.known = 0;
        match(&m, patterns[i].words, 0);
    }
    if (m.ways == 0)
        return GP_RULE_CUT_NONE;
    *out = m.best;
    return m.ways == 1 ? GP_RULE_CUT_CLEAR : GP_RULE_CUT_SEVERAL;
}

const char *gp_rule_nearest(struct gp_slice sentence, struct gp_slice *found)
{
    static const char *const keywords[] = {"starts",    "ends",   "exactly",   "never",
                                           "needs",     "before", "after",     "within",
                                           "different", "people", "eventually"};
    struct word word[MAX_WORDS];
    const char *nearest = NULL;
    unsigned least = 3;
    size_t n, i, k;

    (void)cut_words(sentence, word, &n);
    for (i = 0; i < n; i++)
        for (k = 0; k < sizeof keywords / sizeof *keywords; k++) {
            char z[32] = "";
            unsigned distance;

            if (word[i].text.len < 4 || word[i].text.len >= sizeof z)
                continue;
            memcpy(z, word[i].text.at, word[i].text.len);
            distance = gp_edit_distance(z, keywords[k]);
            if (distance > 0 && distance < least) {
                least = distance;
                nearest = keywords[k];
                *found = word[i].text;
            }
        }
    return nearest;
}
