/* manual_keyword.c - see manual_keyword.h.
 *
 * A phrase is written folded: lower case, without accents, one blank between its words. An
 * apostrophe ends a word ("à l'étape" is "a l etape"). A phrase that ends with a colon
 * stands before one ("Frist: 2 Tage").
 */
#include "model/manual/manual_keyword.h"

#include "base/fold.h"

#include <string.h>

enum { LONGEST_WORD = 32 };

struct phrase {
    enum gp_keyword meaning;
    const char *words;
};

static const struct phrase phrases[] = {
    {GP_KEYWORD_WITHIN, "within"},
    {GP_KEYWORD_WITHIN, "no later than"},
    {GP_KEYWORD_WITHIN, "not later than"},
    {GP_KEYWORD_WITHIN, "in less than"},
    {GP_KEYWORD_WITHIN, "deadline:"},
    {GP_KEYWORD_WITHIN, "innerhalb von"},
    {GP_KEYWORD_WITHIN, "innerhalb"},
    {GP_KEYWORD_WITHIN, "binnen"},
    {GP_KEYWORD_WITHIN, "spatestens nach"},
    {GP_KEYWORD_WITHIN, "spatestens innerhalb von"},
    {GP_KEYWORD_WITHIN, "frist:"},
    {GP_KEYWORD_WITHIN, "dans un delai de"},
    {GP_KEYWORD_WITHIN, "dans un delai maximum de"},
    {GP_KEYWORD_WITHIN, "dans un delai maximal de"},
    {GP_KEYWORD_WITHIN, "dans les"},
    {GP_KEYWORD_WITHIN, "sous"},
    {GP_KEYWORD_WITHIN, "en moins de"},
    {GP_KEYWORD_WITHIN, "delai:"},
    {GP_KEYWORD_WITHIN, "en un plazo de"},
    {GP_KEYWORD_WITHIN, "en un plazo maximo de"},
    {GP_KEYWORD_WITHIN, "en el plazo de"},
    {GP_KEYWORD_WITHIN, "dentro de"},
    {GP_KEYWORD_WITHIN, "en menos de"},
    {GP_KEYWORD_WITHIN, "plazo:"},
    {GP_KEYWORD_AFTER, "of"},
    {GP_KEYWORD_AFTER, "after"},
    {GP_KEYWORD_AFTER, "nach"},
    {GP_KEYWORD_AFTER, "apres"},
    {GP_KEYWORD_AFTER, "despues de"},
    {GP_KEYWORD_AFTER, "tras"},
    {GP_KEYWORD_BACK, "back to"},
    {GP_KEYWORD_BACK, "go back to"},
    {GP_KEYWORD_BACK, "goes back to"},
    {GP_KEYWORD_BACK, "return to"},
    {GP_KEYWORD_BACK, "returns to"},
    {GP_KEYWORD_BACK, "continue with"},
    {GP_KEYWORD_BACK, "continue at"},
    {GP_KEYWORD_BACK, "go to"},
    {GP_KEYWORD_BACK, "goes to"},
    {GP_KEYWORD_BACK, "proceed to"},
    {GP_KEYWORD_BACK, "zuruck zu"},
    {GP_KEYWORD_BACK, "zuruck zum"},
    {GP_KEYWORD_BACK, "weiter mit"},
    {GP_KEYWORD_BACK, "weiter bei"},
    {GP_KEYWORD_BACK, "retour a"},
    {GP_KEYWORD_BACK, "revenir a"},
    {GP_KEYWORD_BACK, "retourner a"},
    {GP_KEYWORD_BACK, "reprendre a"},
    {GP_KEYWORD_BACK, "volver al"},
    {GP_KEYWORD_BACK, "volver a"},
    {GP_KEYWORD_BACK, "vuelve al"},
    {GP_KEYWORD_BACK, "vuelta al"},
    {GP_KEYWORD_BACK, "regresar al"},
    {GP_KEYWORD_STEP, "step"},
    {GP_KEYWORD_STEP, "schritt"},
    {GP_KEYWORD_STEP, "punkt"},
    {GP_KEYWORD_STEP, "etape"},
    {GP_KEYWORD_STEP, "l etape"},
    {GP_KEYWORD_STEP, "paso"},
    {GP_KEYWORD_IF, "if"},
    {GP_KEYWORD_IF, "when"},
    {GP_KEYWORD_IF, "in case"},
    {GP_KEYWORD_IF, "unless"},
    {GP_KEYWORD_IF, "falls"},
    {GP_KEYWORD_IF, "wenn"},
    {GP_KEYWORD_IF, "sofern"},
    {GP_KEYWORD_IF, "sobald"},
    {GP_KEYWORD_IF, "bei"},
    {GP_KEYWORD_IF_FIRST, "ist"}, /* "Ist der Kunde nicht zufrieden, ..." */
    {GP_KEYWORD_IF_FIRST, "sind"},
    {GP_KEYWORD_IF_FIRST, "wird"},
    {GP_KEYWORD_IF_FIRST, "kann"},
    {GP_KEYWORD_IF_FIRST, "fehlt"},
    {GP_KEYWORD_IF_FIRST, "fehlen"},
    {GP_KEYWORD_IF, "si"},
    {GP_KEYWORD_IF, "s il"},
    {GP_KEYWORD_IF, "en cas de"},
    {GP_KEYWORD_IF, "lorsque"},
    {GP_KEYWORD_IF, "en caso de"},
    {GP_KEYWORD_IF, "cuando"},
    {GP_KEYWORD_IF_NEEDED, "if needed"},
    {GP_KEYWORD_IF_NEEDED, "if necessary"},
    {GP_KEYWORD_IF_NEEDED, "if required"},
    {GP_KEYWORD_IF_NEEDED, "falls notig"},
    {GP_KEYWORD_IF_NEEDED, "falls erforderlich"},
    {GP_KEYWORD_IF_NEEDED, "wenn notig"},
    {GP_KEYWORD_IF_NEEDED, "bei bedarf"},
    {GP_KEYWORD_IF_NEEDED, "si necessaire"},
    {GP_KEYWORD_IF_NEEDED, "si es necesario"},
    {GP_KEYWORD_IF_NEEDED, "si procede"},
    {GP_KEYWORD_THEN, "and"},
    {GP_KEYWORD_THEN, "then"},
    {GP_KEYWORD_THEN, "and then"},
    {GP_KEYWORD_THEN, "und"},
    {GP_KEYWORD_THEN, "dann"},
    {GP_KEYWORD_THEN, "danach"},
    {GP_KEYWORD_THEN, "anschliesend"},
    {GP_KEYWORD_THEN, "anschliessend"},
    {GP_KEYWORD_THEN, "et"},
    {GP_KEYWORD_THEN, "puis"},
    {GP_KEYWORD_THEN, "ensuite"},
    {GP_KEYWORD_THEN, "y"},
    {GP_KEYWORD_THEN, "luego"},
    {GP_KEYWORD_THEN, "despues"},
    {GP_KEYWORD_NOT, "not"},
    {GP_KEYWORD_NOT, "never"},
    {GP_KEYWORD_NOT, "don t"},
    {GP_KEYWORD_NOT, "nicht"},
    {GP_KEYWORD_NOT, "nie"},
    {GP_KEYWORD_NOT, "niemals"},
    {GP_KEYWORD_NOT, "kein"},
    {GP_KEYWORD_NOT, "ne"},
    {GP_KEYWORD_NOT, "jamais"},
    {GP_KEYWORD_NOT, "no"},
    {GP_KEYWORD_NOT, "nunca"},
    {GP_KEYWORD_OPTIONAL, "optional"},
    {GP_KEYWORD_OPTIONAL, "facultatif"},
    {GP_KEYWORD_OPTIONAL, "optionnel"},
    {GP_KEYWORD_OPTIONAL, "opcional"},
    {GP_KEYWORD_MAY_REPEAT, "may repeat"},
    {GP_KEYWORD_MAY_REPEAT, "may be repeated"},
    {GP_KEYWORD_MAY_REPEAT, "kann wiederholt werden"},
    {GP_KEYWORD_MAY_REPEAT, "peut etre repete"},
    {GP_KEYWORD_MAY_REPEAT, "puede repetirse"},
    {GP_KEYWORD_ONE_OF, "one of"},
    {GP_KEYWORD_ONE_OF, "one of these"},
    {GP_KEYWORD_ONE_OF, "one of the following"},
    {GP_KEYWORD_ONE_OF, "entweder"},
    {GP_KEYWORD_ONE_OF, "eines von"},
    {GP_KEYWORD_ONE_OF, "l un de"},
    {GP_KEYWORD_ONE_OF, "uno de"},
    {GP_KEYWORD_ANY_ORDER, "any order"},
    {GP_KEYWORD_ANY_ORDER, "in any order"},
    {GP_KEYWORD_ANY_ORDER, "in beliebiger reihenfolge"},
    {GP_KEYWORD_ANY_ORDER, "dans n importe quel ordre"},
    {GP_KEYWORD_ANY_ORDER, "en cualquier orden"},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool in_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) ||
           c == '-' || c == '_' || (c & 0x80) != 0;
}

static size_t width_of_apostrophe(struct gp_slice s, size_t i)
{
    if (i < s.len && s.at[i] == '\'')
        return 1;
    return i + 3 <= s.len && memcmp(s.at + i, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

static size_t end_of_word(struct gp_slice s, size_t i)
{
    while (i < s.len && in_word(s.at[i]) && width_of_apostrophe(s, i) == 0)
        i++;
    return i;
}

/* Past blanks of all widths, and an apostrophe between two words. */
static size_t between_words(struct gp_slice s, size_t i)
{
    i += width_of_apostrophe(s, i);
    while (i < s.len)
        if (s.at[i] == ' ' || s.at[i] == '\t' || s.at[i] == '\n')
            i++;
        else if (i + 2 <= s.len && memcmp(s.at + i, "\xC2\xA0", 2) == 0)
            i += 2;
        else
            break;
    return i;
}

/* The bytes of s that are this phrase; 0: they are not. */
static size_t phrase_length(struct gp_slice s, const char *phrase)
{
    size_t i = 0;

    for (;;) {
        size_t end = end_of_word(s, i), len = strcspn(phrase, " :");
        char word[LONGEST_WORD];

        if (end == i || end - i >= sizeof word)
            return 0;
        gp_fold(gp_slice_n(s.at + i, end - i), word, sizeof word);
        if (strlen(word) != len || memcmp(word, phrase, len) != 0)
            return 0;
        phrase += len;
        if (*phrase == '\0')
            return width_of_apostrophe(s, end) == 0 ? end : 0;
        i = between_words(s, end);
        if (*phrase == ':')
            return i < s.len && s.at[i] == ':' ? i + 1 : 0;
        phrase++;
    }
}

size_t gp_keyword(struct gp_slice s, enum gp_keyword meaning)
{
    size_t i, len, longest = 0;

    for (i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        if (phrases[i].meaning != meaning || s.len == 0)
            continue;
        len = phrase_length(s, phrases[i].words);
        if (len > longest)
            longest = len;
    }
    return longest;
}

bool gp_keyword_in(struct gp_slice s, enum gp_keyword meaning)
{
    size_t i = 0, next;

    for (; i<s.len; i = next> i ? next : i + 1) {
        if (gp_keyword(gp_slice_n(s.at + i, s.len - i), meaning) != 0)
            return true;
        next = end_of_word(s, i);
    }
    return false;
}

size_t gp_keyword_number(struct gp_slice s, struct gp_slice *number)
{
    size_t word = gp_keyword(s, GP_KEYWORD_STEP), start, i;

    start = i = word == 0 ? 0 : between_words(s, word);
    while (i < s.len && (is_digit(s.at[i]) || (s.at[i] == '.' && i > start &&
                                               i + 1 < s.len && is_digit(s.at[i + 1]))))
        i++;
    *number = gp_slice_n(s.at + start, i - start);
    return i == start || (i < s.len && in_word(s.at[i])) ? 0 : i;
}
