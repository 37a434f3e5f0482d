/* manual_headings.c - see manual_headings.h.
 *
 *   ## 1. Overview                     no step
 *   ## 2. Step 1 - Assign the lead     -> item 1 "Assign the lead"
 *   The lead is assigned ...           commentary, as below any step
 */
#include "model/manual/manual_headings.h"

#include "base/fold.h"

#include <string.h>

enum { WORDED_LEAST = 2, PLAIN_LEAST = 3, MAX_GAP = 9, LEVELS = 7, MAX_NUMBER = 10000 };

struct heading {
    uint64_t number;
    struct gp_slice name;
    bool worded; /* "Step 3", not only "3." */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Behind blanks, dots, colons, brackets and dashes of all widths. */
static struct gp_slice behind_marks(struct gp_slice s)
{
    size_t i = 0;

    while (i < s.len) {
        struct gp_slice rest = gp_slice_n(s.at + i, s.len - i);

        if (strchr(" \t.:)-", s.at[i]) != NULL)
            i++;
        else if (gp_slice_starts(rest, "\xE2\x80\x93") ||
                 gp_slice_starts(rest, "\xE2\x80\x94"))
            i += 3;
        else
            return rest;
    }
    return gp_slice_n(s.at + i, 0);
}

/* Takes the number s begins with; false: none. */
static bool take_number(struct gp_slice *s, uint64_t *number)
{
    size_t i = 0;

    for (*number = 0; i < s->len && is_digit(s->at[i]) && *number < MAX_NUMBER; i++)
        *number = *number * 10 + (uint64_t)(s->at[i] - '0');
    *s = gp_slice_n(s->at + i, s->len - i);
    return i != 0;
}

/* The length of a word for "step" that s begins with, the blank behind it included. */
static size_t step_word(struct gp_slice s)
{
    static const char *const words[] = {"step",  "schritt", "etape", "paso", "passo",
                                        "etapa", "stap",    "krok",  "adim", "trin",
                                        "steg",  "шаг",     "etap",  "fase", "phase",
                                        "stage", "ステップ"};
    const char *blank = memchr(s.at, ' ', s.len);
    char word[32];
    size_t i;

    if (blank == NULL)
        return 0;
    gp_fold(gp_slice_n(s.at, (size_t)(blank - s.at)), word, sizeof word);
    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word, words[i]) == 0)
            return (size_t)(blank - s.at) + 1;
    return 0;
}

/* "3. Step 1 - Assign": worded, 1. "3. Assign": 3. "3.2 Assign" and "Assign": neither. */
static bool read_heading(struct gp_slice text, struct heading *h)
{
    struct gp_slice s = gp_slice_trim(text), rest;
    bool plain = take_number(&s, &h->number);
    size_t n;

    rest = behind_marks(s);
    n = step_word(rest);
    if (n != 0 && (rest.at != s.at || !plain)) {
        rest = gp_slice_n(rest.at + n, rest.len - n);
        h->worded = take_number(&rest, &h->number);
        h->name = gp_slice_trim(behind_marks(rest));
        return h->worded && h->name.len != 0;
    }
    h->worded = false;
    h->name = gp_slice_trim(rest);
    return plain && rest.at != s.at && h->name.len != 0 && !is_digit(h->name.at[0]);
}

/* What chapters of manuals are called. */
static const char *const chapters[] = {
    "purpose",   "scope",        "introduction", "overview",      "background",
    "objective", "objectives",   "definition",   "definitions",   "role",
    "roles",     "responsible",  "references",   "appendix",      "annex",
    "procedure", "process",      "glossary",     "contact",       "contacts",
    "history",   "kpi",          "kpis",         "audience",      "responsibilities",
    "about",     "summary",      "terms",        "prerequisites", "steps",
    "rules",     "general",      "goal",         "goals",         "requirements",
    "systems",   "documents",    "records",      "zweck",         "ziel",
    "umfang",    "einleitung",   "ubersicht",    "begriffe",      "rollen",
    "ablauf",    "anhang",       "objet",        "objectif",      "portee",
    "objetivo",  "alcance",      "introduccion", "definiciones",  "escopo",
    "scopo",     "introduzione", "doel",         "inleiding",     "cel",
    "zakres",    "genel",        "amac",         "kapsam",
};

static bool is_chapter(struct gp_slice name)
{
    char words[256], *word, *next;
    size_t i;

    gp_fold_words(name, words, sizeof words);
    for (word = strtok_r(words, " ", &next); word != NULL;
         word = strtok_r(NULL, " ", &next))
        for (i = 0; i < sizeof chapters / sizeof *chapters; i++)
            if (strcmp(word, chapters[i]) == 0)
                return true;
    return false;
}

static bool has_numbered_list(const struct gp_outline *o)
{
    uint32_t b;

    for (b = o->first; b != GP_NO_ID; b = o->blocks[b].next)
        if (o->blocks[b].kind == GP_BLOCK_ITEM && o->blocks[b].ordered)
            return true;
    return false;
}

/* Headings of a level that number steps one after the other; 0: not these. */
static size_t count(const struct gp_outline *o, unsigned level, bool worded)
{
    uint64_t last = 0;
    size_t n = 0;
    uint32_t b;

    for (b = o->first; b != GP_NO_ID; b = o->blocks[b].next) {
        struct heading h;

        if (o->blocks[b].kind != GP_BLOCK_HEADING || o->blocks[b].level != level ||
            !read_heading(o->blocks[b].text, &h) || h.worded != worded)
            continue;
        if (h.number <= last || h.number > last + (worded ? MAX_GAP : 1) ||
            (!worded && is_chapter(h.name)))
            return 0;
        last = h.number;
        n++;
    }
    return n >= (worded ? WORDED_LEAST : PLAIN_LEAST) ? n : 0;
}

static void make_items(struct gp_outline *o, unsigned level, bool worded)
{
    uint32_t b, list = 0;

    for (b = 0; b < o->n; b++)
        if (o->blocks[b].list > list)
            list = o->blocks[b].list;
    for (b = o->first; b != GP_NO_ID; b = o->blocks[b].next) {
        struct gp_outline_block *block = &o->blocks[b];
        struct heading h;

        if (block->kind != GP_BLOCK_HEADING || block->level != level ||
            !read_heading(block->text, &h) || h.worded != worded)
            continue;
        block->kind = GP_BLOCK_ITEM;
        block->ordered = true;
        block->number = h.number;
        block->level = 1;
        block->list = list + 1;
        block->text = h.name;
        block->bold = 0;
    }
}

size_t gp_manual_headings(struct gp_outline *o)
{
    unsigned level;
    size_t n;
    int plain;

    if (has_numbered_list(o))
        return 0;
    for (plain = 0; plain < 2; plain++)
        for (level = 1; level < LEVELS; level++) {
            n = count(o, level, plain == 0);
            if (n != 0) {
                make_items(o, level, plain == 0);
                return n;
            }
        }
    return 0;
}
