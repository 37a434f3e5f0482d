/* XES as rows: keys are columns, what damages it is told, nothing outside is opened. */
#include "base/mem_refuse.h"
#include "ingest/input.h"
#include "ingest/reader.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct gp_err err;

#define EVENT(name) "<event><string key=\"concept:name\" value=\"" name "\"/></event>"
#define NAMED(name) "<string key=\"concept:name\" value=\"" name "\"/>"

/* Header and rows as "a|b\n1:x|y\n"; the status of whatever failed. */
static enum gp_status read_as(const char *path, const char *classifier,
                              struct gp_text *out)
{
    struct gp_reader_options options = {.header = -1, .classifier = classifier};
    struct gp_reader *r = NULL;
    const struct gp_row *row = NULL;
    enum gp_status st = gp_reader_open(path, &options, NULL, &r, &err);
    size_t i;

    if (st != GP_OK)
        return st;
    for (i = 0; i < gp_reader_n_columns(r); i++) {
        gp_text_add(out, i == 0 ? "" : "|");
        gp_text_add_slice(out, gp_reader_header(r)[i]);
    }
    gp_text_add_char(out, '\n');
    while ((st = gp_reader_next(r, &row, &err)) == GP_OK && row != NULL) {
        gp_text_addf(out, "%llu", (unsigned long long)row->line);
        for (i = 0; i < row->n_fields; i++) {
            gp_text_add_char(out, i == 0 ? ':' : '|');
            gp_text_add_slice(out, gp_row_field(row, i));
        }
        gp_text_add_char(out, '\n');
    }
    gp_reader_close(r);
    return st;
}

static void expect(const char *xml, const char *rows)
{
    struct gp_text out = {0};

    if (read_as(scratch_text("in.xes", xml), NULL, &out) != GP_OK)
        fail_msg("%s", err.text);
    assert_string_equal(gp_text_z(&out), rows);
    gp_text_release(&out);
}

static void expect_refusal(const char *xml, const char *words)
{
    struct gp_text out = {0};

    assert_int_equal(read_as(scratch_text("in.xes", xml), NULL, &out), GP_INPUT);
    if (strstr(err.text, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", err.text, words);
    gp_text_release(&out);
}

static void a_key_is_a_column_and_an_event_a_row_at_its_line(void **state)
{
    (void)state;
    expect("<log>\n<trace>" NAMED(
               "c1") "<int key=\"amount\" value=\"7\"/>\n"
                     "<event>" NAMED(
                         "a") "</event>\n"
                              "<event>" NAMED(
                                  "b") "<id key=\"x\" "
                                       "value=\"&lt;1&gt;\"/></event></trace>\n"
                                       "<trace>" NAMED("c2")
                                           EVENT("a") "</trace></log>",
           "case:concept:name|case:amount|concept:name|x\n"
           "3:c1|7|a|\n4:c1|7|b|<1>\n5:c2||a|\n");
}

static void a_trace_without_a_name_is_called_by_its_id_or_place(void **state)
{
    (void)state;
    expect("<log><trace>" EVENT("a") "</trace><trace>"
                                     "<id key=\"identity:id\" value=\"77\"/>" EVENT(
                                         "b") "</trace></log>",
           "case:concept:name|concept:name|case:identity:id\n"
           "1:trace 1|a|\n1:77|b|77\n");
}

static void what_is_nested_is_a_column_and_a_list_is_one_value(void **state)
{
    (void)state;
    expect(
        "<log><global scope=\"event\">" NAMED("none") "</global><trace>" NAMED(
            "c") "<event><string key=\"concept:name\" value=\"a\"><string key=\"in\" "
                 "value=\"1\"/></string><list key=\"l\"><values><int key=\"i\" "
                 "value=\"1\"/>"
                 "</values></list></event></trace></log>",
        "case:concept:name|concept:name|concept:name/in|l\n"
        "1:c|a|1|<values><int key=\"i\" value=\"1\"/></values>\n");
    expect(
        "<log><trace>" NAMED("c") "<container key=\"k\"><string key=\"s\" "
                                  "value=\"&lt;\"/><list key=\"n\"/></container>" EVENT(
                                      "a") "</trace></log>",
        "case:concept:name|case:k|concept:name\n"
        "1:c|<string key=\"s\" value=\"&lt;\"/><list key=\"n\"/>|a\n");
    expect(
        "<log><trace><string key=\"concept:name\" value=\"c\"><id key=\"x\" "
        "value=\"1\">"
        "<int key=\"y\" value=\"2\"/></id><int key=\"z\" value=\"3\"/></string>" EVENT(
            "a") EVENT("b") "</trace></log>",
        "case:concept:name|case:concept:name/x|case:concept:name/x/y|"
        "case:concept:name/z|concept:name\n1:c|1|2|3|a\n1:c|1|2|3|b\n");
}

static void an_event_outside_a_trace_has_no_case(void **state)
{
    (void)state;
    expect("<log>" EVENT("a") "<trace>" NAMED("c") EVENT("b") "</trace></log>",
           "case:concept:name|concept:name\n1:|a\n1:c|b\n");
}

static void a_prefix_and_another_namespace_do_not_matter(void **state)
{
    (void)state;
    expect("<x:log xmlns:x=\"http://example.org\"><x:trace><x:string "
           "key=\"concept:name\" value=\"c\"/><x:event><x:string key=\"concept:name\" "
           "value=\"a\"/></x:event></x:trace></x:log>",
           "case:concept:name|concept:name\n1:c|a\n");
}

static void a_wanted_classifier_is_a_column(void **state)
{
    struct gp_text out = {0};

    (void)state;
    assert_int_equal(
        read_as(scratch_text("in.xes",
                             "<log><classifier name=\"Both\" keys=\"concept:name 'my "
                             "key'\"/><trace>" NAMED("c") "<event>" NAMED(
                                 "a") "<string key=\"my key\" value=\"z\"/></event>"
                                      "</trace></log>"),
                "both", &out),
        GP_OK);
    assert_string_equal(gp_text_z(&out), "case:concept:name|concept:name|my key|Both\n"
                                         "1:c|a|z|a+z\n");
    gp_text_release(&out);
}

static void damage_is_told_with_its_line(void **state)
{
    (void)state;
    expect_refusal("<log><trace>" NAMED("c") EVENT("a"), "not well-formed");
    expect_refusal("<?xml version=\"1.0\"?><a><log/></a>", "root <a>");
    expect_refusal("<log></log>", "without events");
    expect_refusal("<log><trace>" EVENT("a") NAMED("late") "</trace></log>",
                   "stand before its events");
    expect_refusal("<log><trace><event><string value=\"x\"/></event></trace></log>",
                   "needs a key");
}

static void nothing_is_expanded_and_nothing_outside_is_opened(void **state)
{
    (void)state;
    expect_refusal("<!DOCTYPE log [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>"
                   "<log><trace>" EVENT("&b;") "</trace></log>",
                   "document type declarations are not accepted");
    expect_refusal("<?xml version=\"1.0\"?><!DOCTYPE log SYSTEM \"file:///etc/passwd\">"
                   "<log/>",
                   "document type declarations are not accepted");
}

/* A log longer than a piece, whose last events have a key of their own. */
static const char *long_log(size_t n)
{
    struct gp_text t = {0};
    const char *path;
    size_t i;

    gp_text_add(&t, "<log>");
    for (i = 0; i < n; i++)
        gp_text_addf(&t,
                     "%s<event>" NAMED("step %zu") "<string key=\"%s\" "
                                                   "value=\"%zu\"/></event>%s\n",
                     i % 7 == 0 ? "<trace>" NAMED("c") : "", i % 5,
                     i + 1 == n ? "late" : "key", i,
                     i % 7 == 6 || i + 1 == n ? "</trace>" : "");
    gp_text_add(&t, "</log>");
    path = scratch_text("long.xes", gp_text_z(&t));
    gp_text_release(&t);
    return path;
}

static void a_key_that_comes_last_is_a_column_all_the_same(void **state)
{
    struct gp_text out = {0};

    (void)state;
    assert_int_equal(read_as(long_log(5000), NULL, &out), GP_OK);
    assert_non_null(
        strstr(gp_text_z(&out), "case:concept:name|concept:name|key|late\n"));
    assert_non_null(strstr(gp_text_z(&out), "\n5000:c|step 4||4999\n"));
    gp_text_release(&out);
}

static void the_size_of_the_pieces_changes_nothing(void **state)
{
    struct gp_text whole = {0}, pieces = {0};
    const char *path = long_log(300);
    static const size_t sizes[] = {1, 2, 3, 7, 64, 1000};
    size_t i;

    (void)state;
    assert_int_equal(read_as(path, NULL, &whole), GP_OK);
    for (i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        gp_text_clear(&pieces);
        gp_input_read_at_most(sizes[i]);
        assert_int_equal(read_as(path, NULL, &pieces), GP_OK);
        gp_input_read_at_most(0);
        assert_string_equal(gp_text_z(&whole), gp_text_z(&pieces));
    }
    gp_text_release(&whole);
    gp_text_release(&pieces);
}

static void a_log_cut_off_anywhere_is_refused(void **state)
{
    static const char log[] =
        "<log><trace>" NAMED("c") EVENT("a") EVENT("b") "</trace></log>";
    struct gp_text out = {0};
    size_t n;

    (void)state;
    for (n = 5; n < sizeof log - 1; n++)
        if (read_as(scratch_file("cut.xes", log, n), NULL, &out) == GP_OK)
            fail_msg("cut after %zu bytes it is read", n);
    gp_text_release(&out);
}

static void a_refused_allocation_is_a_status(void **state)
{
    const char *path = long_log(40);
    uint64_t nth;

    (void)state;
    for (nth = 0;; nth++) {
        struct gp_text out = {0};
        enum gp_status st;

        gp_mem_refuse(nth, false);
        st = read_as(path, NULL, &out);
        if (!gp_mem_refuse_none()) {
            gp_text_release(&out);
            break;
        }
        if (st != GP_SYSTEM && gp_text_ok(&out))
            fail_msg("allocation %llu: status %d", (unsigned long long)nth, (int)st);
        gp_text_release(&out);
    }
    assert_true(nth > 10);
}

static void utf_16_and_packed_logs_are_read(void **state)
{
    struct gp_text plain = {0}, other = {0};
    const char *path;

    (void)state;
    assert_int_equal(read_as(long_log(50), NULL, &plain), GP_OK);
    assert_true(
        scratch_run("gzip -c long.xes >long.gz && zstd -q -f long.xes -o long.zst && "
                    "(printf '\\377\\376'; iconv -t utf-16le long.xes) >long.16"));
    for (path = "long.gz"; path != NULL;
         path = strcmp(path, "long.gz") == 0    ? "long.zst"
                : strcmp(path, "long.zst") == 0 ? "long.16"
                                                : NULL) {
        gp_text_clear(&other);
        assert_int_equal(read_as(scratch_path(path), NULL, &other), GP_OK);
        assert_string_equal(gp_text_z(&plain), gp_text_z(&other));
    }
    gp_text_release(&plain);
    gp_text_release(&other);
}

static void the_encoding_is_what_the_declaration_says(void **state)
{
    static const struct {
        const char *declaration, *encoding;
    } files[] = {{"", "utf-8"},
                 {"<?xml version='1.0' encoding='ISO-8859-1'?>", "iso-8859-1"},
                 {"<?xml version=\"1.0\" ?>\n<!--written with a library-->", "utf-8"},
                 {"<?xml version=\"1.0\" ?><!-- encoding=\"latin\" -->", "utf-8"}};
    struct gp_reader_options options = {.header = -1};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof files / sizeof *files; i++) {
        struct gp_text xml = {0};
        struct gp_reader *r = NULL;

        gp_text_addf(&xml, "%s<log><trace>%s%s</trace></log>", files[i].declaration,
                     NAMED("c1"), EVENT("a"));
        assert_int_equal(gp_reader_open(scratch_text("in.xes", gp_text_z(&xml)),
                                        &options, NULL, &r, &err),
                         GP_OK);
        assert_string_equal(gp_reader_dialect(r)->encoding, files[i].encoding);
        gp_reader_close(r);
        gp_text_release(&xml);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_is_a_column_and_an_event_a_row_at_its_line),
        cmocka_unit_test(a_trace_without_a_name_is_called_by_its_id_or_place),
        cmocka_unit_test(what_is_nested_is_a_column_and_a_list_is_one_value),
        cmocka_unit_test(an_event_outside_a_trace_has_no_case),
        cmocka_unit_test(a_prefix_and_another_namespace_do_not_matter),
        cmocka_unit_test(a_wanted_classifier_is_a_column),
        cmocka_unit_test(the_encoding_is_what_the_declaration_says),
        cmocka_unit_test(damage_is_told_with_its_line),
        cmocka_unit_test(nothing_is_expanded_and_nothing_outside_is_opened),
        cmocka_unit_test(a_key_that_comes_last_is_a_column_all_the_same),
        cmocka_unit_test(the_size_of_the_pieces_changes_nothing),
        cmocka_unit_test(a_log_cut_off_anywhere_is_refused),
        cmocka_unit_test(a_refused_allocation_is_a_status),
        cmocka_unit_test(utf_16_and_packed_logs_are_read),
    };

    return cmocka_run_group_tests(tests, NULL, scratch_teardown);
}
