/* Workbooks as text, their numbers and dates, and archives within bounds. */
#include "ingest/source.h"
#include "ingest/workbook/cell_format.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

static struct gp_err err;

static void expect_number(const char *number, enum gp_cell_form form, bool since_1904,
                          const char *text)
{
    struct gp_text out = {0};

    gp_cell_number(&out, gp_slice(number), form, since_1904);
    assert_string_equal(gp_text_z(&out), text);
    gp_text_release(&out);
}

static void a_serial_day_is_a_date_in_both_systems(void **state)
{
    (void)state;
    expect_number("45352", GP_SHOWS_DATE, false, "2024-03-01");
    expect_number("45352", GP_SHOWS_BOTH, false, "2024-03-01T00:00:00");
    expect_number("45352.395833333336", GP_SHOWS_BOTH, false, "2024-03-01T09:30:00");
    expect_number("45352.25", GP_SHOWS_DATE, false, "2024-03-01T06:00:00");
    expect_number("43890", GP_SHOWS_DATE, true, "2024-03-01");
    expect_number("0.5", GP_SHOWS_TIME, false, "12:00:00");
    expect_number("2958465", GP_SHOWS_DATE, false, "9999-12-31");
}

static void the_29_february_1900_never_was(void **state)
{
    (void)state;
    expect_number("1", GP_SHOWS_DATE, false, "1900-01-01");
    expect_number("59", GP_SHOWS_DATE, false, "1900-02-28");
    expect_number("60", GP_SHOWS_DATE, false, "1900-02-28");
    expect_number("61", GP_SHOWS_DATE, false, "1900-03-01");
}

static void times_are_rounded_to_milliseconds(void **state)
{
    (void)state;
    expect_number("45352.99999999999", GP_SHOWS_BOTH, false, "2024-03-02T00:00:00");
    expect_number("45352.000002893519", GP_SHOWS_BOTH, false,
                  "2024-03-01T00:00:00.250");
}

static void other_numbers_are_shown_as_spreadsheets_do(void **state)
{
    (void)state;
    expect_number("12", GP_SHOWS_NUMBER, false, "12");
    expect_number("0.10000000000000001", GP_SHOWS_NUMBER, false, "0.1");
    expect_number("1.2345678901E+10", GP_SHOWS_NUMBER, false, "12345678901");
    expect_number("-1", GP_SHOWS_DATE, false, "-1");
    expect_number("soon", GP_SHOWS_DATE, false, "soon");
    expect_number("", GP_SHOWS_DATE, false, "");
}

static void number_formats_say_what_they_show(void **state)
{
    static const struct {
        unsigned id;
        const char *code;
        enum gp_cell_form form;
    } known[] = {{0, "", GP_SHOWS_NUMBER},
                 {14, "", GP_SHOWS_DATE},
                 {22, "", GP_SHOWS_BOTH},
                 {21, "", GP_SHOWS_TIME},
                 {46, "", GP_SHOWS_NUMBER},
                 {164, "dd\\.mm\\.yyyy", GP_SHOWS_DATE},
                 {164, "mmm yy", GP_SHOWS_DATE},
                 {164, "[$-409]d/m/yy h:mm AM/PM;@", GP_SHOWS_BOTH},
                 {164, "[h]:mm:ss", GP_SHOWS_NUMBER},
                 {164, "mm:ss.0", GP_SHOWS_TIME},
                 {164, "0.00\" days\"", GP_SHOWS_NUMBER},
                 {164, "#,##0.00 [$EUR]", GP_SHOWS_NUMBER},
                 {164, "[Red]0;[Blue]-0", GP_SHOWS_NUMBER},
                 {164, "General", GP_SHOWS_NUMBER},
                 {164, "\"", GP_SHOWS_NUMBER},
                 {164, "\\", GP_SHOWS_NUMBER}};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof known / sizeof known[0]; i++)
        if (gp_cell_form(known[i].id, gp_slice(known[i].code)) != known[i].form)
            fail_msg("format %u \"%s\"", known[i].id, known[i].code);
}

/* ---- files ---- */

/* Makes files by a line of Python in the scratch folder. */
static void python(const char *line)
{
    FILE *f = fopen(scratch_path("make.py"), "w");

    assert_non_null(f);
    fprintf(f,
            "import zipfile\n"
            "def z(name, parts):\n"
            "    with zipfile.ZipFile(name, 'w', zipfile.ZIP_DEFLATED) as f:\n"
            "        for n, t in parts: f.writestr(n, t)\n"
            "def book(name, rows, strings='<sst/>', sheets='<sheet r:id=\"r\"/>'):\n"
            "    z(name, [('[Content_Types].xml', '<Types/>'),\n"
            "      ('xl/workbook.xml', '<workbook xmlns:r=\"r\"><sheets>%%s</sheets>"
            "</workbook>' %% sheets),\n"
            "      ('xl/_rels/workbook.xml.rels', '<R><Relationship Id=\"r\" "
            "Target=\"s.xml\"/></R>'),\n"
            "      ('xl/sharedStrings.xml', strings),\n"
            "      ('xl/s.xml', '<worksheet><sheetData>%%s</sheetData></worksheet>' "
            "%% rows)])\n"
            "%s\n",
            line);
    assert_int_equal(fclose(f), 0);
    assert_true(scratch_run("python3 make.py"));
}

static enum gp_status unpack(const char *path, struct gp_text *out)
{
    struct gp_source *s = NULL;
    enum gp_status st = gp_source_open(path, NULL, &s, &err);
    char buf[7];
    size_t got = 1;

    while (st == GP_OK && got != 0) {
        st = gp_source_read(s, buf, sizeof buf, &got, &err);
        gp_text_add_n(out, buf, got);
    }
    gp_source_close(s);
    return st;
}

static void expect_text(const char *line, const char *text)
{
    struct gp_text out = {0};

    python(line);
    if (unpack(scratch_path("a"), &out) != GP_OK)
        fail_msg("%s", err.text);
    assert_string_equal(gp_text_z(&out), text);
    gp_text_release(&out);
}

static void expect_refusal(const char *line, const char *words)
{
    struct gp_text out = {0};

    python(line);
    assert_int_not_equal(unpack(scratch_path("a"), &out), GP_OK);
    if (strstr(err.text, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", err.text, words);
    gp_text_release(&out);
}

static void a_line_is_a_row_of_the_sheet(void **state)
{
    (void)state;
    expect_text(
        "book('a', '<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"C2\"><v>3</v></c>"
        "</row><row r=\"4\"><c r=\"B4\" t=\"b\"><v>1</v></c></row>"
        "<row r=\"5\"><c r=\"A5\" s=\"1\"/></row>')",
        "\n1,,3\n\n,TRUE,\n\n");
}

static void text_is_shared_inline_or_the_value_of_a_formula(void **state)
{
    (void)state;
    expect_text(
        "book('a', '<row><c t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><t>in\\r\\n"
        "line</t></is></c><c t=\"str\"><f>A1&amp;1</f><v>x\"y</v></c>"
        "<c t=\"e\"><v>#N/A</v></c><c t=\"s\"><v>9</v></c></row>', "
        "'<sst><si><t>no</t></si><si><r><t>a</t></r><r><t>b</t></r>"
        "<rPh><t>read</t></rPh></si></sst>')",
        "\"ab\",\"in line\",\"x\"\"y\",\"#N/A\"\n");
}

static void broken_workbooks_are_refused(void **state)
{
    (void)state;
    expect_refusal("book('a', '<row r=\"5\"/><row r=\"5\"/>')", "out of order");
    expect_refusal("book('a', '<row><c r=\"ZZZ1\"><v>1</v></c></row>')", "columns");
    expect_refusal("book('a', '<row>')", "not well-formed");
    expect_refusal("book('a', '', sheets='')", "no sheet");
    expect_refusal("book('a', '', sheets='<sheet r:id=\"q\"/>')", "no sheet");
    expect_refusal("book('a', '<!DOCTYPE x>')", "not well-formed");
}

static void a_zip_holds_one_file_and_several_are_named(void **state)
{
    (void)state;
    expect_text(
        "z('a', [('x/', ''), ('x/log.csv', 'a,b'), ('__MACOSX/._log.csv', '?')])",
        "a,b");
    expect_refusal("z('a', [('one.csv', ''), ('../two.csv', '')])",
                   "holds 2 files (\"one.csv\", \"../two.csv\")");
    expect_refusal("z('a', [('x/', '')])", "holds 0 files");
}

static void a_zip_bomb_is_refused_by_its_ratio(void **state)
{
    (void)state;
    expect_refusal("z('a', [('log.csv', '0' * 30000000)])", "no log does");
}

static void an_archive_cut_off_or_changed_is_no_crash(void **state)
{
    char bytes[4096];
    struct gp_text out = {0};
    size_t n, i;
    FILE *f;

    (void)state;
    python("book('a', '<row r=\"1\"><c t=\"s\"><v>0</v></c></row>', "
           "'<sst><si><t>x</t></si></sst>')");
    f = fopen(scratch_path("a"), "rb");
    assert_non_null(f);
    n = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    for (i = 4; i < n; i++) {
        gp_text_clear(&out);
        assert_int_not_equal(unpack(scratch_file("cut", bytes, i), &out), GP_OK);
        bytes[i] ^= 0x55;
        (void)unpack(scratch_file("changed", bytes, n), &out);
        bytes[i] ^= 0x55;
    }
    gp_text_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_serial_day_is_a_date_in_both_systems),
        cmocka_unit_test(the_29_february_1900_never_was),
        cmocka_unit_test(times_are_rounded_to_milliseconds),
        cmocka_unit_test(other_numbers_are_shown_as_spreadsheets_do),
        cmocka_unit_test(number_formats_say_what_they_show),
        cmocka_unit_test(a_line_is_a_row_of_the_sheet),
        cmocka_unit_test(text_is_shared_inline_or_the_value_of_a_formula),
        cmocka_unit_test(broken_workbooks_are_refused),
        cmocka_unit_test(a_zip_holds_one_file_and_several_are_named),
        cmocka_unit_test(a_zip_bomb_is_refused_by_its_ratio),
        cmocka_unit_test(an_archive_cut_off_or_changed_is_no_crash),
    };

    return cmocka_run_group_tests(tests, NULL, scratch_teardown);
}
