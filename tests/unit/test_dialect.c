/* Delimiter, quote, preamble and header out of the first rows: design 3.2,
 * spec/reliability.md 4.1 A13. */
#include "ingest/dialect.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <string.h>

static struct gp_err err;
static const struct gp_reader_options detect = {.header = -1};

static enum gp_status find(const char *text, const struct gp_reader_options *options,
                           struct gp_dialect_found *out)
{
    struct fed fed = {text, strlen(text), 0, 0};
    struct gp_rows *rows;
    enum gp_status status;

    memset(out, 0, sizeof *out);
    assert_int_equal(gp_rows_open(fed_read, &fed, "fed", 0, &rows, &err), GP_OK);
    status = gp_dialect_find(rows, "fed", options, out, &err);
    gp_rows_close(rows);
    return status;
}

static struct gp_dialect_found found(const char *text)
{
    struct gp_dialect_found f;

    if (find(text, &detect, &f) != GP_OK)
        fail_msg("%s", err.text);
    return f;
}

static void each_delimiter_is_found(void **state)
{
    (void)state;
    assert_int_equal(found("a,b\n1,2\n").dialect.delimiter, ',');
    assert_int_equal(found("a;b\n1;2\n").dialect.delimiter, ';');
    assert_int_equal(found("a\tb\n1\t2\n").dialect.delimiter, '\t');
    assert_int_equal(found("a|b\n1|2\n").dialect.delimiter, '|');
    assert_int_equal(found("a\nb\n").dialect.delimiter, ',');
}

static void decimal_commas_do_not_fool_it(void **state)
{
    struct gp_dialect_found f = found("case;cost\n1;2,5\n2;3,5\n3;4,75\n");

    (void)state;
    assert_int_equal(f.dialect.delimiter, ';');
    assert_int_equal(f.n_columns, 2);
    assert_int_equal(found("1,5;2,5;3,5\n1,5;2,5;3,5\n").dialect.delimiter, ';');
}

static void delimiters_inside_names_do_not_fool_it(void **state)
{
    (void)state;
    assert_int_equal(
        found("id;name;city\n1;Smith, John;Rome\n2;Poe, Ann;Bonn\n").dialect.delimiter,
        ';');
    assert_int_equal(found("id,what\n1,\"a;b;c\"\n2,\"d;e;f\"\n").dialect.delimiter,
                     ',');
    assert_int_equal(found("id,tags\n1,a;b\n2,c\n3,d;e;f\n").dialect.delimiter, ',');
}

static void the_evidence_names_the_runner_up(void **state)
{
    struct gp_dialect_found f = found("id;cost\n1;2,5\n2;3,5\n");

    (void)state;
    assert_string_equal(f.delimiter_text, "\";\" gives 2 fields in 3 of 3 records; "
                                          "\",\" gives 2 in 2 of 3");
}

static void a_sep_line_decides_and_is_skipped(void **state)
{
    struct gp_dialect_found f = found("sep=;\r\na;b,c\r\n1;2\r\n");

    (void)state;
    assert_int_equal(f.dialect.delimiter, ';');
    assert_int_equal(f.dialect.header_line, 2);
    assert_int_equal(f.dialect.preamble_lines, 1);
    assert_string_equal(f.dialect.line_end, "CRLF");
    assert_int_equal(found("\"sep=|\"\na|b\n1|2\n").dialect.delimiter, '|');
}

static void single_quotes_are_found_where_they_read_better(void **state)
{
    (void)state;
    assert_int_equal(found("a,b\n1,'x,y'\n2,'z'\n3,'p,q'\n4,'r'\n").dialect.quote,
                     '\'');
    assert_int_equal(found("a,b\n1,O'Neil\n2,'t Hooft\n3,x\n").dialect.quote, '"');
}

static void a_preamble_is_skipped_and_counted(void **state)
{
    struct gp_dialect_found f = found(
        "Report of May\n\n# made by X, with care\nid,stage,since\n1,Lead,2024-05-01\n"
        "2,Won,2024-05-02\n3,Lost,2024-05-03\n");

    (void)state;
    assert_true(f.dialect.has_header);
    assert_int_equal(f.dialect.header_line, 4);
    assert_int_equal(f.dialect.preamble_lines, 3);
    assert_int_equal(f.n_columns, 3);
    f = found("Report;;;\n;;;\nid;who;what;when\n1;a;b;2024-05-01\n2;c;d;2024-05-02\n");
    assert_int_equal(f.dialect.header_line, 3);
}

static void no_row_is_taken_for_a_preamble_when_later_rows_differ(void **state)
{
    struct gp_dialect_found f;

    (void)state;
    f = found("a\n1,2,3\n4,5,6\n7\n8\n9,1,2\n");
    assert_int_equal(f.dialect.preamble_lines, 0);
    f = found("a,b,c\n1,2,3,4\n4,5,6,7\n8,9,1,2\n");
    assert_int_equal(f.dialect.header_line, 1);
    assert_int_equal(f.n_columns, 3);
    f = found("1,,,\n2,x,y,z\n3,,,\n4,x,y,z\n");
    assert_int_equal(f.dialect.preamble_lines, 0);
}

static void a_header_is_text_above_numbers_or_dates(void **state)
{
    struct gp_dialect_found f = found("id,what\n1,a\n2,a\n");

    (void)state;
    assert_true(f.dialect.has_header);
    assert_string_equal(f.header_text,
                        "text stands above numbers or dates in 1 of 2 columns");
    assert_true(found("case,activity\nx,A\ny,B\n").dialect.has_header);
    assert_true(found("case,activity\ncase,activity\nx,A\ny,B\nx,B\nz,A\nz,B\nu,A\nu,"
                      "B\nv,A\nv,B\nw,A\n")
                    .dialect.has_header);
}

static void a_first_row_like_the_others_is_no_header(void **state)
{
    (void)state;
    assert_false(found("1,2024-01-01\n2,2024-01-02\n").dialect.has_header);
    assert_false(found("x,A\ny,A\nx,B\n").dialect.has_header);
    assert_false(found("1,x\n").dialect.has_header);
}

static void options_are_obeyed_and_said_so(void **state)
{
    const struct gp_reader_options given = {
        .delimiter = ';', .quote = '\'', .header = 0};
    struct gp_dialect_found f;

    (void)state;
    assert_int_equal(find("a,b\n1,2\n", &given, &f), GP_OK);
    assert_int_equal(f.dialect.delimiter, ';');
    assert_int_equal(f.dialect.quote, '\'');
    assert_false(f.dialect.has_header);
    assert_int_equal(f.n_columns, 1);
    assert_string_equal(f.delimiter_text, "given by --delimiter");
    assert_string_equal(f.header_text, "given by --header");
}

static void last_columns_without_name_and_value_are_left_out(void **state)
{
    (void)state;
    assert_int_equal(found("a,b,,\n1,2,,\n3,4,,\n").n_columns, 2);
    assert_int_equal(found("a,b,,\n1,2,x,\n3,4,,\n").n_columns, 3);
}

static void line_ends_are_told_apart(void **state)
{
    (void)state;
    assert_string_equal(found("a,b\n1,\"x\r\ny\"\n").dialect.line_end, "LF");
    assert_string_equal(found("a,b\r1,2\r").dialect.line_end, "CR");
    assert_string_equal(found("a,b\r\n1,2\n").dialect.line_end, "mixed");
}

static void nothing_to_read_is_an_input_error(void **state)
{
    struct gp_dialect_found f;

    (void)state;
    assert_int_equal(find("", &detect, &f), GP_INPUT);
    assert_int_equal(find("\n \n\r\n", &detect, &f), GP_INPUT);
    assert_int_equal(find("a,\"b\n1,2\n3,4\n", &detect, &f), GP_INPUT);
    assert_int_equal(err.line, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_delimiter_is_found),
        cmocka_unit_test(decimal_commas_do_not_fool_it),
        cmocka_unit_test(delimiters_inside_names_do_not_fool_it),
        cmocka_unit_test(the_evidence_names_the_runner_up),
        cmocka_unit_test(a_sep_line_decides_and_is_skipped),
        cmocka_unit_test(single_quotes_are_found_where_they_read_better),
        cmocka_unit_test(a_preamble_is_skipped_and_counted),
        cmocka_unit_test(no_row_is_taken_for_a_preamble_when_later_rows_differ),
        cmocka_unit_test(a_header_is_text_above_numbers_or_dates),
        cmocka_unit_test(a_first_row_like_the_others_is_no_header),
        cmocka_unit_test(options_are_obeyed_and_said_so),
        cmocka_unit_test(last_columns_without_name_and_value_are_left_out),
        cmocka_unit_test(line_ends_are_told_apart),
        cmocka_unit_test(nothing_to_read_is_an_input_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
