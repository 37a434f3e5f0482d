/* Encodings told by words: spec/reliability.md 4.1 A11. Words are written as UTF-8 and
 * brought into the encoding by the tables themselves, which iconv checks. */
#include "base/mem_refuse.h"
#include "ingest/letters.h"
#include "ingest/page_guess.h"
#include "ingest/recode.h"
#include "tests/support/test.h"

#include <string.h>

static struct gp_err err;

static const struct gp_codepage *page_of(const char *name)
{
    size_t i;

    for (i = 0; i < gp_n_codepages; i++)
        if (strcmp(gp_codepages[i].name, name) == 0)
            return &gp_codepages[i];
    fail_msg("no page %s", name);
    return NULL;
}

/* The text in an encoding; every character must be in it. */
static size_t encode(const char *text, const struct gp_codepage *page, char *out)
{
    size_t n = 0, at, len, i;
    uint32_t cp;

    for (at = 0; text[at] != '\0'; at += len) {
        len = gp_utf8_decode(text + at, strlen(text + at), &cp);
        if (cp < 0x80) {
            out[n++] = (char)cp;
            continue;
        }
        for (i = 0; i < 128 && page->high[i] != cp; i++)
            ;
        if (i == 128)
            fail_msg("U+%04X of '%s' is not in %s", cp, text, page->name);
        out[n++] = (char)(i + 128);
    }
    return n;
}

static struct gp_page_guess guess(const char *text, const char *page)
{
    struct gp_page_guess g;
    char bytes[1024];
    size_t n = encode(text, page_of(page), bytes);

    assert_int_equal(gp_page_guess(gp_slice_n(bytes, n), &g, &err), GP_OK);
    return g;
}

static void each_language_is_known_by_its_words(void **state)
{
    static const struct {
        const char *words, *pages[4], *language;
    } rows[] = {
        {"Zgłoszenie przyjęte, w trakcie, zamknięte, Łukasz Żółkiewski, Kępińska, źle, "
         "część, śledzi",
         {"windows-1250", "iso-8859-2", "ibm852"},
         "Polish"},
        {"Přijato, čeká na zákazníka, uzavřeno, Dvořák, Šťastný, Růžička, žádost",
         {"windows-1250", "iso-8859-2", "ibm852"},
         "Czech"},
        {"Beérkezett, folyamatban, lezárva, Szőke Gergő, Kovács, ügyfélre vár, "
         "határidő",
         {"windows-1250"}, /* and in iso-8859-2 the same bytes */
         "Hungarian"},
        {"Açıldı, İşlemde, Kapatıldı, Ayşe Yılmaz, Oğuz Şahin, müşteri, görüşme",
         {"windows-1254"},
         "Turkish"},
        {"Открыта, в работе, ожидание клиента, закрыта, Иван Петров, Мария",
         {"windows-1251", "koi8-r", "iso-8859-5", "ibm866"},
         "Russian"},
        {"Відкрито, очікує відповіді, закрито, Олена Шевченко, їхній, є",
         {"windows-1251", "koi8-u"},
         "Ukrainian"},
        {"Ανοιχτό, σε εξέλιξη, αναμονή πελάτη, κλειστό, Γιώργος Παπαδόπουλος",
         {"windows-1253"},
         "Greek"},
        {"Gauta, vykdoma, užbaigta, Žydrūnas, Jonušauskaitė, šį, kliento užklausa ėjo",
         {"windows-1257"},
         "Lithuanian"},
        {"Geprüft, Rückfrage, abgeschlossen, Müller, Jörg Weiß, Größe, für, Änderung",
         {"windows-1252", "ibm850", "macintosh"},
         "German"},
        {"Créé, validé, à vérifier, clôturé, Hélène, Lefèvre, François, réouvert, reçu",
         {"windows-1252", "ibm850", "macintosh"},
         "French"},
        {"Aberto, em análise, aguardando aprovação, concluído, João, Conceição, "
         "solução",
         {"windows-1252", "ibm850"},
         "Portuguese"},
        {"Åpnet, påbegynt, løst, avsluttet, Bjørn, Kjærsti, bestått, første",
         {"windows-1252"},
         "Danish"},
    };
    size_t i, k;

    (void)state;
    for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (k = 0; k < 4 && rows[i].pages[k] != NULL; k++) {
            struct gp_page_guess g = guess(rows[i].words, rows[i].pages[k]);

            assert_string_equal(g.page->name, rows[i].pages[k]);
            if (g.fit >= 5 && g.verdict == GP_PAGE_SURE &&
                strstr(g.evidence, rows[i].language) == NULL)
                fail_msg("%s is not in: %s", rows[i].language, g.evidence);
        }
}

static void what_reads_the_same_in_two_pages_is_no_doubt(void **state)
{
    struct gp_page_guess g = guess("Müller, Köln, Weiß", "windows-1250");

    (void)state;
    assert_string_equal(g.page->name, "windows-1252"); /* and 1250, and 1254 */
    assert_int_equal(g.verdict, GP_PAGE_SURE);
    assert_string_equal(g.doubt, "");
}

static void a_name_that_makes_sense_twice_is_a_doubt(void **state)
{
    struct gp_page_guess g = guess("Ann, Muñoz, Bob, Muñoz", "windows-1252");

    (void)state;
    assert_int_equal(g.words, 1); /* once, however often it stands there */
    assert_int_equal(g.verdict, GP_PAGE_UNSURE);
    assert_true(g.rival);
    assert_string_equal(g.doubt, "'Muñoz' would be 'Muńoz' in windows-1250");
}

static void bytes_of_two_a_character_are_words_of_no_language(void **state)
{
    struct gp_page_guess g;

    (void)state;
    assert_int_equal(
        gp_page_guess(
            gp_slice("\x8E\xF3\x95t \x91\xCE\x89\x9E\x92\x86 \x8A\xAE\x97\xB9 "
                     "\x93"
                     "c\x92\x86 \x97\xE9\x96\xD8"),
            &g, &err),
        GP_OK); /* Shift-JIS */
    assert_int_equal(g.verdict, GP_PAGE_NONE);
    assert_true(g.fit * 2 < g.words);
}

static void bytes_without_a_word_are_western(void **state)
{
    struct gp_page_guess g;

    (void)state;
    assert_int_equal(gp_page_guess(gp_slice("10 \x80, 5 \xB0, 7 \xA7"), &g, &err),
                     GP_OK);
    assert_string_equal(g.page->name, "windows-1252");
    assert_int_equal(g.words, 0);
    assert_int_equal(g.verdict, GP_PAGE_SURE);
}

/* Every byte that iconv knows is the same character there; about a few signs of old Macs
 * the tables differ (U+0394 or U+2206). */
static void the_tables_are_those_of_iconv(void **state)
{
    size_t i, b;

    (void)state;
    for (i = 0; i < gp_n_codepages; i++)
        for (b = 0x80; b < 0x100; b++) {
            char byte = (char)b, ours[4], theirs[16];
            size_t n = gp_codepage_put(&gp_codepages[i], ours, (unsigned char)b);

            ours[n] = '\0';
            if (strcmp(gp_codepages[i].name, "macintosh") != 0 &&
                gp_recode_reads(gp_codepages[i].name, gp_slice_n(&byte, 1),
                                gp_slice_n(&byte, 1), theirs, sizeof theirs) &&
                theirs[0] != '\0' && strcmp(ours, theirs) != 0)
                fail_msg("%s: byte %02zX is '%s', not '%s'", gp_codepages[i].name, b,
                         theirs, ours);
        }
}

static void capitals_have_small_letters(void **state)
{
    static const char *const pairs[] = {"Aa", "Éé", "Łł", "Źź", "Ňň", "Ÿÿ", "Ωω",
                                        "Άά", "Όό", "Ώώ", "Яя", "Ёё", "Її", "Ґґ"};
    size_t i, n;
    uint32_t big, small;

    (void)state;
    for (i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        n = gp_utf8_decode(pairs[i], strlen(pairs[i]), &big);
        gp_utf8_decode(pairs[i] + n, strlen(pairs[i]) - n, &small);
        assert_int_equal(gp_letter_small(big), small);
        assert_int_equal(gp_letter_small(small), small);
    }
    assert_int_equal(gp_letter_small(0xD7), 0xD7); /* times */
    assert_true(gp_letter_is_vowel(0xC9));         /* É */
    assert_false(gp_letter_is_vowel(0x159));       /* ř */
}

static void a_refused_allocation_is_a_status(void **state)
{
    bool refused = true;
    uint64_t n;

    (void)state;
    for (n = 0; refused; n++) {
        struct gp_page_guess g;
        enum gp_status st;

        gp_mem_refuse(n, false);
        st = gp_page_guess(gp_slice("caf\xE9 na\xEFve"), &g, &err);
        refused = gp_mem_refuse_none();
        assert_int_equal(st, refused ? GP_SYSTEM : GP_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_language_is_known_by_its_words),
        cmocka_unit_test(what_reads_the_same_in_two_pages_is_no_doubt),
        cmocka_unit_test(a_name_that_makes_sense_twice_is_a_doubt),
        cmocka_unit_test(bytes_of_two_a_character_are_words_of_no_language),
        cmocka_unit_test(bytes_without_a_word_are_western),
        cmocka_unit_test(the_tables_are_those_of_iconv),
        cmocka_unit_test(capitals_have_small_letters),
        cmocka_unit_test(a_refused_allocation_is_a_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
