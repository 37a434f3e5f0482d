/* page_guess.c - see page_guess.h.
 *
 * Every page is given a cost in bits: how surprising its words are. Each letter beyond
 * ASCII costs what it costs in the language that explains the page best (letters.h: the
 * rank in its alphabet tells the frequency, as Zipf has it), a word of another language a
 * little more, since names come from everywhere. What no language does is dear: signs
 * inside words, capitals behind small letters, scripts mixed in a word, control
 * characters, letters of no alphabet. A vowel between vowels or a consonant between
 * consonants costs something: r?gle has an e, not a c in its gap.
 *
 * Two pages are compared by the words that they read differently. The likeliest page is
 * taken; it is sure when every other that reads differently is a hundred times less likely.
 * Distinct words are counted, not rows: one name in all rows is one piece of evidence.
 */
#include "ingest/page_guess.h"
#include "base/map.h"
#include "base/mem.h"
#include "ingest/letters.h"

#include <math.h>
#include <stdio.h>

enum { WORDS = 400, WORD_BYTES = 48, LANGUAGES = 32 };

static const double FOREIGN = 12, CONTROL = 14, SIGN_INSIDE = 12, SIGN_BESIDE = 7,
                    JOINS = 5, ORDINAL = 2, CAPITAL = 6, MIXED = 8, CLUSTER = 2.5,
                    OTHER_LANGUAGE = 6, SURE = 7;

/* A byte as a page reads it. */
struct glyph {
    uint32_t cp, small;
    enum gp_script script;
    bool upper, vowel;
};

struct reading {
    const struct gp_codepage *page;
    struct glyph glyph[256];
    size_t n; /* languages that can be written */
    const struct gp_language *language[LANGUAGES];
    float cost[LANGUAGES][256]; /* in bits, of their letters; FOREIGN for others */
    size_t best;                /* the language that explains the words best */
    double word[WORDS];         /* in bits, of each word in a text of that language */
    size_t fit, fit_best;       /* words without anything odd; those of the language */
    uint32_t example;           /* the longest word that fits */
    size_t example_len;
    uint32_t misfit; /* the first word that does not */
};

static bool in_word(unsigned char c)
{
    return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Words with bytes beyond ASCII; a single such byte alone is none. */
static enum gp_status collect(struct gp_slice bytes, struct gp_dict *words,
                              struct gp_err *err)
{
    size_t i = 0, end, high;

    while (i < bytes.len && words->n < WORDS) {
        for (end = i, high = 0; end < bytes.len && end - i < WORD_BYTES &&
                                in_word((unsigned char)bytes.at[end]);
             end++)
            high += (unsigned char)bytes.at[end] >= 0x80;
        if (high != 0 && end - i > 1 &&
            gp_dict_add(words, gp_slice_n(bytes.at + i, end - i)) == GP_NO_ID)
            return gp_fail_memory(err);
        i = end > i ? end : i + 1;
    }
    return GP_OK;
}

/* ---- a page and its languages ---- */

static void read_glyphs(struct reading *r)
{
    size_t i;

    for (i = 0; i < 256; i++) {
        struct glyph *g = &r->glyph[i];

        g->cp = i < 0x80 ? (uint32_t)i : r->page->high[i - 0x80];
        g->small = gp_letter_small(g->cp);
        g->upper = g->small != g->cp;
        g->script = gp_letter_script(g->cp);
        g->vowel = gp_letter_is_vowel(g->cp);
    }
}

/* False where the page lacks letters of it: nobody writes it so. Of a dozen letters one
 * may lack, as œ did for long. */
static bool price_letters(struct reading *r, const struct gp_language *language,
                          float *cost)
{
    struct gp_slice s = gp_slice(language->letters);
    size_t at, n, i, rank = 0, lacking = 0;
    double sum = 0;
    uint32_t cp;

    for (i = 0; i < 256; i++)
        cost[i] = (float)FOREIGN;
    for (at = 0; at < s.len; at += n, rank++) {
        bool there = false;

        n = gp_utf8_decode(s.at + at, s.len - at, &cp);
        sum += 1.0 / (double)(rank + 2);
        for (i = 0x80; i < 256; i++)
            if (r->glyph[i].small == cp) {
                cost[i] = (float)log2((double)(rank + 2));
                there = true;
            }
        lacking += !there;
    }
    if (lacking > rank / 12)
        return false;
    for (i = 0x80; i < 256; i++)
        if (cost[i] < (float)FOREIGN)
            cost[i] += (float)log2(sum);
    return true;
}

static void read_page(struct reading *r, const struct gp_codepage *page)
{
    size_t i;

    memset(r, 0, sizeof *r);
    r->page = page;
    read_glyphs(r);
    for (i = 0; i < gp_n_languages && r->n < LANGUAGES; i++)
        if (price_letters(r, &gp_languages[i], r->cost[r->n]))
            r->language[r->n++] = &gp_languages[i];
}

/* ---- the cost of a word ---- */

/* Signs that do stand inside words: it’s, l·l, a hyphen that may be one, and blanks and
 * dashes that put two words together. */
static bool joins(uint32_t cp)
{
    return cp == 0x2019 || cp == 0xB7 || cp == 0xAD || cp == 0xA0 || cp == 0x2013 ||
           cp == 0x2014 || cp == 0x2026;
}

static double sign_cost(const struct glyph *g, const struct glyph *before,
                        const struct glyph *behind, bool *odd)
{
    bool inside = before != NULL && behind != NULL;

    if (g->cp >= 0x80 && g->cp < 0xA0) {
        *odd = true;
        return CONTROL;
    }
    if (joins(g->cp))
        return JOINS;
    if ((g->cp == 0xBA || g->cp == 0xAA) && behind == NULL)
        return ORDINAL; /* Nº, 1ª */
    *odd |= inside;
    return inside ? SIGN_INSIDE : SIGN_BESIDE;
}

static double beside_cost(const struct glyph *g, const struct glyph *before, bool *odd)
{
    double cost = 0;

    if (before == NULL || before->script == GP_SCRIPT_NONE)
        return 0;
    if (before->script != g->script)
        cost += MIXED;
    else if (g->upper && !before->upper && before->script != GP_SCRIPT_HEBREW &&
             before->script != GP_SCRIPT_ARABIC)
        cost += CAPITAL;
    *odd |= cost != 0;
    return cost;
}

/* What a word costs in any language. */
static double shape_cost(const struct reading *r, struct gp_slice word, bool *odd)
{
    double cost = 0;
    size_t i;

    for (i = 0; i < word.len; i++) {
        const struct glyph *g = &r->glyph[(unsigned char)word.at[i]];
        const struct glyph *before =
            i > 0 ? &r->glyph[(unsigned char)word.at[i - 1]] : NULL;
        const struct glyph *behind =
            i + 1 < word.len ? &r->glyph[(unsigned char)word.at[i + 1]] : NULL;
        bool high = (unsigned char)word.at[i] >= 0x80;

        if (g->script == GP_SCRIPT_NONE) {
            cost += sign_cost(g, before, behind, odd);
            continue;
        }
        if (high || (before != NULL && (unsigned char)word.at[i - 1] >= 0x80))
            cost += beside_cost(g, before, odd);
        if (high && g->script == GP_SCRIPT_LATIN && before != NULL && behind != NULL &&
            before->script == GP_SCRIPT_LATIN && behind->script == GP_SCRIPT_LATIN &&
            before->vowel == g->vowel && behind->vowel == g->vowel)
            cost += CLUSTER;
    }
    return cost;
}

/* What its letters cost in one language. */
static double letter_cost(const struct reading *r, const float *cost,
                          struct gp_slice word, bool *foreign)
{
    double sum = 0;
    size_t i;

    for (i = 0; i < word.len; i++) {
        unsigned char c = (unsigned char)word.at[i];

        if (c < 0x80 || r->glyph[c].script == GP_SCRIPT_NONE)
            continue;
        sum += cost[c];
        *foreign |= cost[c] >= (float)FOREIGN;
    }
    return sum;
}

/* What a word costs in each language; fits: is it one of its words? Returns the least. */
static double weigh(const struct reading *r, struct gp_slice word, double *cost,
                    bool *fits)
{
    double least = 1e9, shape;
    bool odd = false;
    size_t i;

    shape = shape_cost(r, word, &odd);
    for (i = 0; i < r->n; i++) {
        bool foreign = false;

        cost[i] = shape + letter_cost(r, r->cost[i], word, &foreign);
        fits[i] = !odd && !foreign;
        least = cost[i] < least ? cost[i] : least;
    }
    return least;
}

/* In a text of one language, with names of others in it. */
static double among(double cost, double least)
{
    return cost < least + OTHER_LANGUAGE ? cost : least + OTHER_LANGUAGE;
}

static void find_language(struct reading *r, const struct gp_dict *words)
{
    double total[LANGUAGES] = {0}, cost[LANGUAGES], least;
    bool fits[LANGUAGES];
    size_t w, i;

    for (w = 0; w < words->n; w++) {
        least = weigh(r, words->name[w], cost, fits);
        for (i = 0; i < r->n; i++)
            total[i] += among(cost[i], least);
    }
    for (i = 1; i < r->n; i++)
        if (total[i] < total[r->best])
            r->best = i;
}

static void weigh_all(struct reading *r, const struct gp_dict *words)
{
    double cost[LANGUAGES], least;
    bool fits[LANGUAGES];
    uint32_t w;
    size_t i;

    find_language(r, words);
    for (w = 0; w < words->n; w++) {
        struct gp_slice word = gp_dict_name(words, w);
        bool any = false;

        least = weigh(r, word, cost, fits);
        r->word[w] = among(cost[r->best], least);
        for (i = 0; i < r->n; i++)
            any |= fits[i];
        if (!any && r->fit == w)
            r->misfit = w;
        r->fit += any;
        r->fit_best += fits[r->best];
        if (any && word.len > r->example_len) {
            r->example = w;
            r->example_len = word.len;
        }
    }
}

/* ---- the decision ---- */

/* Most files that are no UTF-8 come from Windows, and of the West. */
static double rarity(const struct reading *r)
{
    size_t place = (size_t)(r->page - gp_codepages);

    return place == 0 ? 0 : place < 4 ? 3 : 6;
}

static bool differ(const struct reading *a, const struct reading *b,
                   struct gp_slice word)
{
    size_t i;

    for (i = 0; i < word.len; i++) {
        unsigned char c = (unsigned char)word.at[i];

        if (a->glyph[c].cp != b->glyph[c].cp)
            return true;
    }
    return false;
}

/* How many bits likelier a is than b: by the words that they read differently, of which
 * *first is one (words->n: none). */
static double advantage(const struct reading *a, const struct reading *b,
                        const struct gp_dict *words, size_t *first)
{
    double bits = rarity(b) - rarity(a);
    size_t w;

    *first = words->n;
    for (w = 0; w < words->n; w++)
        if (differ(a, b, words->name[w])) {
            bits += b->word[w] - a->word[w];
            *first = *first < w ? *first : w;
        }
    return bits;
}

/* The word as the page reads it, in quotes. */
static void add_word(char *text, size_t size, const struct reading *r,
                     struct gp_slice word)
{
    size_t n = strlen(text), i;

    if (n + 4 > size)
        return;
    text[n++] = '\'';
    for (i = 0; i < word.len && n + 5 < size; i++)
        n += gp_codepage_put(r->page, text + n, (unsigned char)word.at[i]);
    text[n++] = '\'';
    text[n] = '\0';
}

static void add(char *text, size_t size, const char *more)
{
    size_t n = strlen(text);

    snprintf(text + n, size - n, "%s", more);
}

static void explain(const struct reading *best, const struct gp_dict *words,
                    struct gp_page_guess *out)
{
    bool known = best->fit_best >= 5 && out->verdict == GP_PAGE_SURE;

    if (best->fit == 0) {
        snprintf(out->evidence, sizeof out->evidence, "no word beyond ASCII tells");
        return;
    }
    snprintf(out->evidence, sizeof out->evidence,
             "%zu of %zu words beyond ASCII make sense so%s%s: ", best->fit, words->n,
             known ? ", most as " : "", known ? best->language[best->best]->name : "");
    add_word(out->evidence, sizeof out->evidence, best,
             gp_dict_name(words, best->example));
}

static void explain_doubt(const struct reading *best, const struct reading *other,
                          struct gp_slice word, struct gp_page_guess *out)
{
    add_word(out->doubt, sizeof out->doubt, best, word);
    add(out->doubt, sizeof out->doubt, " would be ");
    add_word(out->doubt, sizeof out->doubt, other, word);
    add(out->doubt, sizeof out->doubt, " in ");
    add(out->doubt, sizeof out->doubt, other->page->name);
}

static void explain_misfits(const struct reading *best, const struct gp_dict *words,
                            struct gp_page_guess *out)
{
    snprintf(out->doubt, sizeof out->doubt,
             "%zu of %zu words beyond ASCII make no sense so: ", words->n - best->fit,
             words->n);
    add_word(out->doubt, sizeof out->doubt, best, gp_dict_name(words, best->misfit));
}

static void decide(const struct reading *all, const struct gp_dict *words,
                   struct gp_page_guess *out)
{
    const struct reading *best = all, *other = NULL;
    size_t i, first, differs = 0;
    double margin = SURE;

    for (i = 1; i < gp_n_codepages; i++)
        if (advantage(best, &all[i], words, &first) < 0)
            best = &all[i];
    for (i = 0; i < gp_n_codepages; i++) {
        double bits = advantage(best, &all[i], words, &first);

        if (first == words->n || bits >= margin)
            continue;
        margin = bits;
        other = &all[i];
        differs = first;
    }
    out->page = best->page;
    out->latin = best->language[best->best]->script == GP_SCRIPT_LATIN;
    out->words = words->n;
    out->fit = best->fit;
    out->verdict = best->fit * 2 < words->n                        ? GP_PAGE_NONE
                   : other != NULL || best->fit * 5 < words->n * 4 ? GP_PAGE_UNSURE
                                                                   : GP_PAGE_SURE;
    explain(best, words, out);
    out->rival = other != NULL;
    if (other != NULL)
        explain_doubt(best, other, words->name[differs], out);
    else if (out->verdict != GP_PAGE_SURE)
        explain_misfits(best, words, out);
}

enum gp_status gp_page_guess(struct gp_slice bytes, struct gp_page_guess *out,
                             struct gp_err *err)
{
    struct reading *all = gp_array(gp_n_codepages, sizeof *all);
    struct gp_dict words = {0};
    enum gp_status status;
    size_t i;

    memset(out, 0, sizeof *out);
    status = all != NULL ? collect(bytes, &words, err) : gp_fail_memory(err);
    for (i = 0; i < gp_n_codepages && status == GP_OK; i++) {
        read_page(&all[i], &gp_codepages[i]);
        weigh_all(&all[i], &words);
    }
    if (status == GP_OK)
        decide(all, &words, out);
    gp_dict_release(&words);
    gp_free(all);
    return status;
}
