/* Bytes as UTF-8: spec/reliability.md 4.1 A9-A11. */
#include "ingest/decode.h"
#include "ingest/sniff.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct gp_err err;

struct decoded {
    char text[4096];
    size_t len;
    char encoding[40], evidence[200];
    bool bom;
    uint64_t invalid, nul;
};

static enum gp_status decode_twice(struct gp_decode *d, size_t cap, struct decoded *out)
{
    int way;

    for (way = 0; way < 2; way++) {
        enum gp_status status = GP_OK;
        size_t got = 1;

        for (out->len = 0; status == GP_OK && got != 0; out->len += got)
            status = gp_decode_read(d, out->text + out->len, cap, &got, &err);
        if (status == GP_OK && way == 0)
            status = gp_decode_rewind(d, &err);
        if (status != GP_OK)
            return status;
    }
    out->text[out->len] = '\0';
    snprintf(out->encoding, sizeof out->encoding, "%s", gp_decode_encoding(d));
    snprintf(out->evidence, sizeof out->evidence, "%s", gp_decode_evidence(d));
    out->bom = gp_decode_bom(d);
    out->invalid = gp_decode_invalid(d);
    out->nul = gp_decode_nul_bytes(d);
    return GP_OK;
}

static enum gp_status decode(const void *bytes, size_t len, const char *encoding,
                             size_t cap, struct decoded *out)
{
    struct gp_source *s;
    struct gp_decode *d;
    enum gp_status status;

    assert_int_equal(gp_source_open(scratch_file("in", bytes, len), NULL, &s, &err),
                     GP_OK);
    status = gp_decode_open(s, encoding, &d, &err);
    if (status == GP_OK)
        status = decode_twice(d, cap, out);
    gp_decode_close(d);
    gp_source_close(s);
    return status;
}

/* At every size of pieces the text is the same. */
static struct decoded expect(const void *bytes, size_t len, const char *encoding,
                             const char *text)
{
    struct decoded out;
    size_t cap;

    for (cap = 1; cap < 40; cap++) {
        gp_input_read_at_most(cap % 7);
        assert_int_equal(decode(bytes, len, encoding, cap, &out), GP_OK);
        assert_string_equal(out.text, text);
    }
    gp_input_read_at_most(0);
    return out;
}

static void expect_refusal(const void *bytes, size_t len, const char *words)
{
    struct decoded out;

    assert_int_equal(decode(bytes, len, NULL, 16, &out), GP_INPUT);
    if (strstr(err.text, words) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", words, err.text);
}

static void a_utf8_mark_is_removed(void **state)
{
    struct decoded d = expect("\xEF\xBB\xBF"
                              "a,b\n",
                              7, NULL, "a,b\n");

    (void)state;
    assert_true(d.bom);
    assert_string_equal(d.encoding, "utf-8");
    d = expect("\xEF\xBB\xBF", 3, NULL, "");
    assert_int_equal(d.len, 0);
}

static void utf16_with_a_mark_is_converted(void **state)
{
    struct decoded d;

    (void)state;
    d = expect("\xFF\xFE"
               "a\0,\0\xE4\0\n\0\x3D\xD8\x00\xDE",
               14, NULL, "a,\xC3\xA4\n\xF0\x9F\x98\x80");
    assert_string_equal(d.encoding, "utf-16le");
    d = expect("\xFE\xFF\0a\0\xE4\xD8\x3D\xDE\x00", 10, NULL,
               "a\xC3\xA4\xF0\x9F\x98\x80");
    assert_string_equal(d.encoding, "utf-16be");
}

static void cut_utf16_becomes_a_replacement(void **state)
{
    struct decoded d;

    (void)state;
    d = expect("\xFF\xFE"
               "a\0\x3D\xD8"
               "b\0c",
               9, NULL,
               "a\xEF\xBF\xBD"
               "b\xEF\xBF\xBD");
    assert_int_equal(d.invalid, 2);
}

static void what_is_not_utf8_is_windows_1252(void **state)
{
    struct decoded d =
        expect("caf\xE9 \x80 \x81\n", 9, NULL, "caf\xC3\xA9 \xE2\x82\xAC \xC2\x81\n");

    (void)state;
    assert_string_equal(d.encoding, "windows-1252");
    assert_non_null(strstr(d.evidence, "3 bytes are not valid UTF-8"));
    assert_int_equal(d.invalid, 0);
}

static void rare_damage_leaves_utf8_as_it_is(void **state)
{
    struct decoded d;

    (void)state;
    d = expect("\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3"
               "\xA4\xC3\xA4x\xFFy",
               23, NULL,
               "\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3"
               "\xA4\xC3\xA4x\xFFy");
    assert_string_equal(d.encoding, "utf-8");
    assert_int_equal(d.invalid, 1);
}

static void the_encoding_given_is_obeyed(void **state)
{
    struct decoded d =
        expect("\x96\xBC\x91\x4F,a\n", 7, "SHIFT_JIS", "\xE5\x90\x8D\xE5\x89\x8D,a\n");

    (void)state;
    assert_string_equal(d.encoding, "SHIFT_JIS");
    d = expect("a\0\n\0", 4, "UTF-16LE", "a\n");
    d = expect("\xE9\n", 2, "utf8", "\xE9\n");
    assert_int_equal(d.invalid, 1);
    assert_int_equal(decode("a", 1, "no-such", 16, &d), GP_USAGE);
    assert_non_null(strstr(err.text, "iconv -l"));
}

static void what_looks_like_binary_is_refused_with_a_hint(void **state)
{
    char nuls[1000];

    (void)state;
    expect_refusal("a\0,\0b\0\n\0", 8, "--encoding utf-16le");
    expect_refusal("\xFF\xFE\0\0a\0\0\0", 8, "--encoding utf-32");
    expect_refusal("%PDF-1.4", 8, "PDF");
    expect_refusal("\x89PNG\r\n", 6, "PNG");
    expect_refusal("SQLite format 3\0", 16, "SQLite");
    expect_refusal("<?xml version", 13, "XML");
    memset(nuls, 0, sizeof nuls);
    expect_refusal(nuls, sizeof nuls, "looks like UTF-16 or binary");
}

static void a_few_nuls_are_counted(void **state)
{
    char text[1000];
    struct decoded d;

    (void)state;
    memset(text, 'a', sizeof text);
    text[10] = text[990] = '\0';
    assert_int_equal(decode(text, sizeof text, NULL, 64, &d), GP_OK);
    assert_int_equal(d.nul, 2);
    assert_int_equal(d.len, sizeof text);
}

static void overlong_forms_and_surrogates_are_not_utf8(void **state)
{
    (void)state;
    assert_string_equal(expect("\xC0\xAF", 2, NULL, "\xC3\x80\xC2\xAF").encoding,
                        "windows-1252");
    assert_string_equal(
        expect("\xED\xA0\x80", 3, NULL, "\xC3\xAD\xC2\xA0\xE2\x82\xAC").encoding,
        "windows-1252");
}

static void a_character_cut_by_the_end_of_the_sample_is_no_damage(void **state)
{
    size_t len = 1024 * 1024 + 1;
    char *text = malloc(len);
    struct gp_source *s;
    struct gp_decode *d;

    (void)state;
    memset(text, 'a', len);
    memcpy(text + len - 2, "\xC3\xA4", 2);
    scratch_file("in", text, len);
    free(text);
    assert_int_equal(gp_source_open(scratch_path("in"), NULL, &s, &err), GP_OK);
    assert_int_equal(gp_decode_open(s, NULL, &d, &err), GP_OK);
    assert_string_equal(gp_decode_encoding(d), "utf-8");
    gp_decode_close(d);
    gp_source_close(s);
}

static void words_tell_the_encoding(void **state)
{
    static const char polish[] = "Nr;Osoba\n1;Pawe\xB3\n2;\xAF"
                                 "aneta \xA3uk\n3;prowadz\xB9"
                                 "ca\n";
    static const char french[] =
        "No;Etat\n1;Ferm\xE9\n2;5 m\xB3\n3;\xA3 5\n4;N\xBA 7\n";
    struct gp_sniffed s;

    (void)state;
    assert_int_equal(gp_sniff("x", polish, sizeof polish - 1, true, &s, &err), GP_OK);
    assert_string_equal(s.page->name, "windows-1250");
    assert_non_null(strstr(s.evidence, "prowadz\xC4\x85"
                                       "ca"));
    assert_int_equal(gp_sniff("x", french, sizeof french - 1, true, &s, &err), GP_OK);
    assert_string_equal(s.page->name, "windows-1252");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_utf8_mark_is_removed),
        cmocka_unit_test(utf16_with_a_mark_is_converted),
        cmocka_unit_test(cut_utf16_becomes_a_replacement),
        cmocka_unit_test(what_is_not_utf8_is_windows_1252),
        cmocka_unit_test(rare_damage_leaves_utf8_as_it_is),
        cmocka_unit_test(the_encoding_given_is_obeyed),
        cmocka_unit_test(what_looks_like_binary_is_refused_with_a_hint),
        cmocka_unit_test(a_few_nuls_are_counted),
        cmocka_unit_test(overlong_forms_and_surrogates_are_not_utf8),
        cmocka_unit_test(a_character_cut_by_the_end_of_the_sample_is_no_damage),
        cmocka_unit_test(words_tell_the_encoding),
    };

    return cmocka_run_group_tests(tests, NULL, scratch_teardown);
}
