/* name_score.c - see name_score.h.
 *
 * Names are short, so everything lives in arrays on the stack: at most 1,024 letters
 * and 128 words.
 */
#include "model/names/name_score.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_LETTERS = 1024, MAX_WORDS = 128, MAX_WORD = 64 };

struct letters {
    uint32_t at[MAX_LETTERS];
    size_t n;
};

struct words {
    struct gp_slice at[MAX_WORDS];
    size_t n;
};

static void decode(struct gp_slice s, struct letters *out)
{
    size_t i = 0;

    if (s.len > MAX_LETTERS)
        s.len = MAX_LETTERS;
    for (out->n = 0; i < s.len; out->n++)
        i += gp_utf8_decode(s.at + i, s.len - i, &out->at[out->n]);
}

static void split(struct gp_slice s, struct words *out)
{
    size_t i = 0, start;

    out->n = 0;
    while (i < s.len && out->n < MAX_WORDS) {
        while (i < s.len && s.at[i] == ' ')
            i++;
        for (start = i; i < s.len && s.at[i] != ' '; i++)
            ;
        if (i > start)
            out->at[out->n++] = gp_slice_n(s.at + start, i - start);
    }
}

static unsigned min3(unsigned a, unsigned b, unsigned c)
{
    unsigned m = a < b ? a : b;

    return m < c ? m : c;
}

static unsigned osa(const struct letters *a, const struct letters *b)
{
    unsigned rows[3][MAX_LETTERS + 1];
    size_t i, k;

    for (k = 0; k <= b->n; k++)
        rows[0][k] = (unsigned)k;
    for (i = 1; i <= a->n; i++) {
        unsigned *now = rows[i % 3], *before = rows[(i + 2) % 3];
        const unsigned *earlier = rows[(i + 1) % 3];

        now[0] = (unsigned)i;
        for (k = 1; k <= b->n; k++) {
            unsigned change = a->at[i - 1] != b->at[k - 1];

            now[k] = min3(before[k] + 1, now[k - 1] + 1, before[k - 1] + change);
            if (i > 1 && k > 1 && a->at[i - 1] == b->at[k - 2] &&
                a->at[i - 2] == b->at[k - 1] && earlier[k - 2] + 1 < now[k])
                now[k] = earlier[k - 2] + 1;
        }
    }
    return rows[a->n % 3][b->n];
}

unsigned gp_name_osa(struct gp_slice a, struct gp_slice b)
{
    struct letters x, y;

    decode(a, &x);
    decode(b, &y);
    return osa(&x, &y);
}

double gp_name_edits(struct gp_slice a, struct gp_slice b)
{
    struct letters x, y;
    size_t longer;

    decode(a, &x);
    decode(b, &y);
    longer = x.n > y.n ? x.n : y.n;
    return longer == 0 ? 1 : 1 - (double)osa(&x, &y) / (double)longer;
}

static int by_bytes(const void *a, const void *b)
{
    return gp_slice_cmp(*(const struct gp_slice *)a, *(const struct gp_slice *)b);
}

void gp_name_sort_words(struct gp_slice a, struct gp_text *sorted)
{
    struct words w;
    size_t i;

    split(a, &w);
    qsort(w.at, w.n, sizeof *w.at, by_bytes);
    for (i = 0; i < w.n; i++) {
        gp_text_add(sorted, i > 0 ? " " : "");
        gp_text_add_slice(sorted, w.at[i]);
    }
}

static double sorted_edits(struct gp_slice a, struct gp_slice b)
{
    struct gp_text x = {0}, y = {0};
    double score;

    gp_name_sort_words(a, &x);
    gp_name_sort_words(b, &y);
    score = gp_text_ok(&x) && gp_text_ok(&y)
                ? gp_name_edits(gp_text_slice(&x), gp_text_slice(&y))
                : 0;
    gp_text_release(&x);
    gp_text_release(&y);
    return score;
}

/* ---- words ---- */

/* Endings of the same work: approves, approved, approval, approving -> approv. The
 * longest that leaves four letters goes; those of English and German are close enough
 * to share one table. */
static struct gp_slice stem(struct gp_slice w)
{
    static const char *const endings[] = {
        "ications", "ication", "ations", "ation", "ments", "ment", "ungen", "ings",
        "ing",      "ung",     "ions",   "ion",   "als",   "al",   "ers",   "er",
        "ied",      "ies",     "ed",     "es",    "en",    "s",    "y",     "e"};
    size_t i;

    for (i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t len = strlen(endings[i]);

        if (w.len >= len + 4 && memcmp(w.at + w.len - len, endings[i], len) == 0) {
            w.len -= len;
            break;
        }
    }
    while (w.len > 4 && w.at[w.len - 1] == w.at[w.len - 2])
        w.len--;
    return w;
}

static bool same_word(struct gp_slice a, struct gp_slice b)
{
    struct gp_slice x = stem(a), y = stem(b);

    if (gp_slice_eq(x, y))
        return true;
    return a.len >= 5 && b.len >= 5 && a.len < MAX_WORD && b.len < MAX_WORD &&
           (gp_name_osa(x, y) <= 1 || gp_name_osa(a, b) <= 1);
}

/* Dice over words: 2 * shared / (words of a + words of b). Words are shared when their
 * stems are equal, or one edit apart and at least 5 letters long. */
static double shared_words(struct gp_slice a, struct gp_slice b)
{
    struct words x, y;
    bool taken[MAX_WORDS] = {false};
    size_t i, k, shared = 0;

    split(a, &x);
    split(b, &y);
    for (i = 0; i < x.n; i++)
        for (k = 0; k < y.n; k++)
            if (!taken[k] && same_word(x.at[i], y.at[k])) {
                taken[k] = true;
                shared++;
                break;
            }
    return x.n + y.n == 0 ? 1 : 2 * (double)shared / (double)(x.n + y.n);
}

/* ---- Jaro ---- */

static double jaro(const struct letters *a, const struct letters *b)
{
    bool in_a[MAX_LETTERS] = {false}, in_b[MAX_LETTERS] = {false};
    size_t longer = a->n > b->n ? a->n : b->n, reach, same = 0, swapped = 0, i, k;
    double m;

    if (longer == 0)
        return 1;
    reach = longer / 2 > 0 ? longer / 2 - 1 : 0;
    for (i = 0; i < a->n; i++)
        for (k = i > reach ? i - reach : 0; k < b->n && k <= i + reach; k++)
            if (!in_b[k] && a->at[i] == b->at[k]) {
                in_a[i] = in_b[k] = true;
                same++;
                break;
            }
    if (same == 0)
        return 0;
    for (i = k = 0; i < a->n; i++) {
        if (!in_a[i])
            continue;
        while (!in_b[k])
            k++;
        swapped += a->at[i] != b->at[k++];
    }
    m = (double)same;
    return (m / (double)a->n + m / (double)b->n + (m - (double)swapped / 2) / m) / 3;
}

double gp_name_jaro_winkler(struct gp_slice a, struct gp_slice b)
{
    struct letters x, y;
    size_t prefix = 0;
    double j;

    decode(a, &x);
    decode(b, &y);
    j = jaro(&x, &y);
    while (prefix < 4 && prefix < x.n && prefix < y.n && x.at[prefix] == y.at[prefix])
        prefix++;
    return j + 0.1 * (double)prefix * (1 - j);
}

/* ---- opposites ---- */

static bool holds(const struct words *w, struct gp_slice word)
{
    struct gp_slice wanted = stem(word);
    size_t i;

    for (i = 0; i < w->n; i++)
        if (gp_slice_eq(stem(w->at[i]), wanted))
            return true;
    return false;
}

static bool has(const struct words *w, const char *word)
{
    return holds(w, gp_slice(word));
}

static const char *const opposites[][2] = {
    {"won", "lost"},
    {"win", "lose"},
    {"open", "close"},
    {"opened", "closed"},
    {"approve", "reject"},
    {"approve", "decline"},
    {"accept", "decline"},
    {"accept", "reject"},
    {"start", "end"},
    {"begin", "end"},
    {"start", "stop"},
    {"start", "finish"},
    {"start", "complete"},
    {"sent", "received"},
    {"send", "receive"},
    {"escalate", "deescalate"},
    {"pass", "fail"},
    {"passed", "failed"},
    {"add", "remove"},
    {"create", "delete"},
    {"first", "second"},
    {"first", "last"},
    {"before", "after"},
    {"in", "out"},
    {"incoming", "outgoing"},
    {"enable", "disable"},
    {"increase", "decrease"},
    {"internal", "external"},
    {"buy", "sell"},
    {"granted", "denied"},
    {"grant", "deny"},
    {"genehmigen", "ablehnen"},
    {"genehmigt", "abgelehnt"},
    {"gewonnen", "verloren"},
    {"offen", "geschlossen"},
    {"minor", "major"},
};

static bool opposite_pair(const struct words *a, const struct words *b)
{
    size_t i;

    for (i = 0; i < sizeof opposites / sizeof *opposites; i++) {
        bool a0 = has(a, opposites[i][0]), a1 = has(a, opposites[i][1]);
        bool b0 = has(b, opposites[i][0]), b1 = has(b, opposites[i][1]);

        if ((a0 && !a1 && b1 && !b0) || (a1 && !a0 && b0 && !b1))
            return true;
    }
    return false;
}

static const char *const negations[] = {"un", "dis", "de", "re", "not", "non", "nicht"};
enum { N_NEGATIONS = sizeof negations / sizeof *negations };

/* b has "dis" + a word of a, or "not" beside it, and a has not. */
static bool negates(const struct words *a, const struct words *b)
{
    size_t k, n;

    for (n = 0; n < N_NEGATIONS; n++) {
        size_t len = strlen(negations[n]);

        for (k = 0; k < b->n; k++) {
            struct gp_slice w = b->at[k], rest;

            if (gp_slice_is(w, negations[n]) && k + 1 < b->n && !has(a, negations[n]) &&
                holds(a, b->at[k + 1])) /* "de escalate" */
                return true;
            if (w.len < len + 4 || memcmp(w.at, negations[n], len) != 0)
                continue;
            rest = gp_slice_n(w.at + len, w.len - len);
            if (holds(a, rest) && !holds(a, w))
                return true;
        }
    }
    return false;
}

/* "not" on one side only. */
static bool has_not(const struct words *w)
{
    return has(w, "not") || has(w, "no") || has(w, "never") || has(w, "nicht");
}

/* Does one name say the opposite of the other: won/lost, approve/disapprove, not? */
static bool are_opposite(struct gp_slice a, struct gp_slice b)
{
    struct words x, y;

    split(a, &x);
    split(b, &y);
    return opposite_pair(&x, &y) || negates(&x, &y) || negates(&y, &x) ||
           has_not(&x) != has_not(&y);
}

double gp_name_score(struct gp_slice a, struct gp_slice b)
{
    double best = gp_name_edits(a, b), other = sorted_edits(a, b);

    if (are_opposite(a, b))
        return 0;
    if (other > best)
        best = other;
    other = shared_words(a, b);
    return other > best ? other : best;
}
