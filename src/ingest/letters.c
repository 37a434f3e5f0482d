/* letters.c - see letters.h. The orders are those of common letter counts of texts; only
 * the order is used, so a letter that should stand a place higher changes little.
 */
#include "ingest/letters.h"
#include "base/text.h"

const struct gp_language gp_languages[] = {
    {"French", GP_SCRIPT_LATIN, "éèàêçùâîôûëïœ"},
    {"German", GP_SCRIPT_LATIN, "üäößé"},
    {"Spanish", GP_SCRIPT_LATIN, "óíáéñúü"},
    {"Portuguese", GP_SCRIPT_LATIN, "ãçáéíóêõúâàô"},
    {"Italian", GP_SCRIPT_LATIN, "àèòùìé"},
    {"Catalan", GP_SCRIPT_LATIN, "óàéíèçòúïü"},
    {"Danish", GP_SCRIPT_LATIN, "øåæé"},
    {"Swedish", GP_SCRIPT_LATIN, "äåöé"},
    {"Icelandic", GP_SCRIPT_LATIN, "áíðóéþöæúý"},
    {"Dutch", GP_SCRIPT_LATIN, "ëéïöü"},
    {"Estonian", GP_SCRIPT_LATIN, "äõüöšž"},
    {"Polish", GP_SCRIPT_LATIN, "łąęóżśćńź"},
    {"Czech", GP_SCRIPT_LATIN, "íáéěřčžýšůúňťďó"},
    {"Slovak", GP_SCRIPT_LATIN, "íáéýžčúšťľóôňäĺŕď"},
    {"Hungarian", GP_SCRIPT_LATIN, "áéöóőíüúű"},
    {"Croatian", GP_SCRIPT_LATIN, "čšžćđ"},
    {"Romanian", GP_SCRIPT_LATIN, "ăîâşţ"},
    {"Turkish", GP_SCRIPT_LATIN, "ıüşöğçİâî"},
    {"Lithuanian", GP_SCRIPT_LATIN, "ėšžųūįąčę"},
    {"Latvian", GP_SCRIPT_LATIN, "āīēšūņžļčķģ"},
    {"Greek", GP_SCRIPT_GREEK, "αοιετσνηυρπκμλςωίόάέήγθδύχφβώξζψϊ"},
    {"Russian", GP_SCRIPT_CYRILLIC, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"},
    {"Ukrainian", GP_SCRIPT_CYRILLIC, "оаниітврескдлумпзяьбгчйхжїцюшщфєґ"},
    {"Bulgarian", GP_SCRIPT_CYRILLIC, "аиоентрсвлкдмпъзягбучжйщхцшфюь"},
    {"Serbian", GP_SCRIPT_CYRILLIC, "аиоенрстјувкдмплзбгћчшжцхђњљфџ"},
    {"Hebrew", GP_SCRIPT_HEBREW, "יוהלארתבשמנםקחדפעכטגסצזןףךץ"},
    {"Arabic", GP_SCRIPT_ARABIC, "اليمونرتبةعدسفهكقحجشصطخأضىذزإثظغئءآؤ"},
};
const size_t gp_n_languages = sizeof gp_languages / sizeof gp_languages[0];

enum gp_script gp_letter_script(uint32_t cp)
{
    static const struct {
        uint32_t from, to;
        enum gp_script script;
    } blocks[] = {
        {'A', 'Z', GP_SCRIPT_LATIN},        {'a', 'z', GP_SCRIPT_LATIN},
        {0xC0, 0xD6, GP_SCRIPT_LATIN},      {0xD8, 0xF6, GP_SCRIPT_LATIN},
        {0xF8, 0x17F, GP_SCRIPT_LATIN},     {0x386, 0x386, GP_SCRIPT_GREEK},
        {0x388, 0x3CE, GP_SCRIPT_GREEK},    {0x401, 0x45F, GP_SCRIPT_CYRILLIC},
        {0x490, 0x491, GP_SCRIPT_CYRILLIC}, {0x5D0, 0x5EA, GP_SCRIPT_HEBREW},
        {0x621, 0x6D2, GP_SCRIPT_ARABIC},
    };
    size_t i;

    for (i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
        if (cp >= blocks[i].from && cp <= blocks[i].to)
            return blocks[i].script;
    return GP_SCRIPT_NONE;
}

/* In U+0100 to U+017F capitals and small letters take turns. */
static uint32_t small_extended(uint32_t cp)
{
    bool odd = (cp >= 0x139 && cp <= 0x148) || cp >= 0x179; /* capitals are odd */

    if (cp == 0x130 || cp == 0x131 || cp == 0x138 || cp == 0x149 || cp == 0x17F)
        return cp; /* their partner is elsewhere, or nowhere */
    if (cp == 0x178)
        return 0xFF;
    return (cp & 1) == odd ? cp + 1 : cp;
}

uint32_t gp_letter_small(uint32_t cp)
{
    if ((cp >= 'A' && cp <= 'Z') || (cp >= 0xC0 && cp <= 0xDE && cp != 0xD7) ||
        (cp >= 0x391 && cp <= 0x3AB) || (cp >= 0x410 && cp <= 0x42F))
        return cp + 0x20;
    if (cp >= 0x100 && cp <= 0x17F)
        return small_extended(cp);
    if (cp >= 0x388 && cp <= 0x38A)
        return cp + 37;
    if (cp >= 0x401 && cp <= 0x40F)
        return cp + 0x50;
    switch (cp) {
    case 0x386:
        return 0x3AC;
    case 0x38C:
        return 0x3CC;
    case 0x38E:
    case 0x38F:
        return cp + 63;
    case 0x490:
        return 0x491;
    default:
        return cp;
    }
}

bool gp_letter_is_vowel(uint32_t cp)
{
    static const char vowels[] = "aeiouyáéíóúýàèìòùâêîôûäëïöüÿãõåæøœăąęěőůűıāēīūėįų";
    uint32_t small = gp_letter_small(cp), one;
    size_t i, n;

    for (i = 0; i < sizeof vowels - 1; i += n) {
        n = gp_utf8_decode(vowels + i, sizeof vowels - 1 - i, &one);
        if (one == small)
            return true;
    }
    return false;
}
