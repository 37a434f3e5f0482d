/* One small table in every form: what people see, what machines get, what guests may
 * not do. */
#include "base/escape.h"
#include "base/instant.h"
#include "base/mem_refuse.h"
#include "report/table.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

static void fill(struct gp_table *t)
{
    struct gp_slice steps[2];

    steps[0] = gp_slice("New");
    steps[1] = gp_slice("Won");
    gp_table_begin(t, "people", "People & teams");
    gp_table_column(t, "name", "Name", GP_CELL_TEXT, "as in the \"log\"");
    gp_table_column(t, "events", "Events", GP_CELL_COUNT, "events");
    gp_table_column(t, "share", "Share", GP_CELL_SHARE, "events / all events");
    gp_table_optional(t);
    gp_table_column(t, "median_s", "Median", GP_CELL_SPAN, "of the waits");
    gp_table_column(t, "total_s", "Total", GP_CELL_HOURS, "of the waits");
    gp_table_column(t, "first", "First", GP_CELL_INSTANT, "UTC");
    gp_table_column(t, "path", "Path", GP_CELL_PATH, "steps");
    gp_table_row(t);
    gp_table_text(t, gp_slice("\xE6\x9D\x8E\xE9\x9B\xB7"));
    gp_table_count(t, 1234567);
    gp_table_share(t, 262, 1000);
    gp_table_span(t, 52 * GP_HOUR_US);
    gp_table_span(t, (gp_i128)52 * GP_HOUR_US);
    gp_table_instant(t, INT64_C(1295877360000000));
    gp_table_path(t, steps, 2);
    gp_table_row(t);
    gp_table_text(t, gp_slice("=cmd|'/C calc'!A1,\x1B[2J<b>"));
    gp_table_count(t, 5);
    gp_table_share(t, 1, 0);
    gp_table_none(t);
    gp_table_none(t);
    gp_table_none(t);
    gp_table_path(t, steps, 1);
}

static void csv_has_keys_and_machine_values(void **state)
{
    struct gp_table t;
    struct gp_text out = {0};

    (void)state;
    fill(&t);
    gp_table_render_csv(&t, &out, false);
    assert_string_equal(
        gp_text_z(&out),
        "name,events,share,median_s,total_s,first,path\n"
        "\xE6\x9D\x8E\xE9\x9B\xB7,1234567,0.262,187200,187200,2011-01-24T13:56:00.000Z,"
        "New > Won\n"
        "\"'=cmd|'/C calc'!A1,\x1B[2J<b>\",5,,,,,New\n");
    gp_text_release(&out);
    gp_table_release(&t);
}

static void blanks_of_any_width_hide_no_formula(void **state)
{
    static const char *const cells[] = {"=1", " +1", "\xE3\x80\x80=1", "\xC2\xA0 @x",
                                        "\xEF\xBC\x9D x"};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        struct gp_text out = {0};

        gp_escape_csv(&out, gp_slice(cells[i]));
        assert_non_null(strchr(gp_text_z(&out), '\''));
        gp_text_release(&out);
    }
}

static void raw_csv_has_no_guard(void **state)
{
    struct gp_table t;
    struct gp_text out = {0};

    (void)state;
    fill(&t);
    gp_table_render_csv(&t, &out, true);
    assert_non_null(strstr(gp_text_z(&out), "\n\"=cmd|"));
    gp_text_release(&out);
    gp_table_release(&t);
}

static void columns_align_by_display_width(void **state)
{
    struct gp_table t;
    struct gp_text out = {0};

    (void)state;
    gp_table_begin(&t, "wide", "Wide names");
    gp_table_column(&t, "name", "Name", GP_CELL_TEXT, "");
    gp_table_column(&t, "n", "N", GP_CELL_COUNT, "");
    gp_table_row(&t);
    gp_table_text(&t, gp_slice("\xE6\x9D\x8E\xE9\x9B\xB7")); /* 4 columns in 6 bytes */
    gp_table_count(&t, 1);
    gp_table_row(&t);
    gp_table_text(&t, gp_slice("Ze\xCC\x81")); /* 2 columns: e with an accent above */
    gp_table_count(&t, 1000);
    gp_table_render_text(&t, &out, 0);
    assert_string_equal(gp_text_z(&out), "Wide names\n\n"
                                         "Name      N\n"
                                         "----  -----\n"
                                         "\xE6\x9D\x8E\xE9\x9B\xB7      1\n"
                                         "Ze\xCC\x81    1,000\n");
    gp_text_release(&out);
    gp_table_release(&t);
}

static void people_read_units(void **state)
{
    struct gp_table t;
    struct gp_text out = {0};

    (void)state;
    fill(&t);
    gp_table_render_text(&t, &out, 0);
    assert_non_null(strstr(gp_text_z(&out),
                           "1,234,567  26.2 %  2 d 4 h  52.0 h  "
                           "2011-01-24 13:56  New \xE2\x86\x92 Won\n"));
    gp_text_release(&out);
    gp_table_release(&t);
}

/* Widest line of a rendered table, its title and notes left out. */
static size_t widest_line(const char *z)
{
    size_t widest = 0;
    const char *line = strstr(z, "\n\n") + 2;

    while (*line != '\0' && *line != '\n') {
        size_t len = strcspn(line, "\n"), w = gp_utf8_width(line, len);

        if (strncmp(line, "Texts are cut", 13) == 0 || strncmp(line, "No room", 7) == 0)
            break;
        widest = w > widest ? w : widest;
        line += len + (line[len] == '\n');
    }
    return widest;
}

static void a_table_fits_the_terminal_and_says_what_is_missing(void **state)
{
    struct gp_table t;
    size_t width;

    (void)state;
    fill(&t);
    for (width = 12; width < 120; width++) {
        struct gp_text out = {0};

        gp_table_render_text(&t, &out, width);
        assert_true(widest_line(gp_text_z(&out)) <= width);
        if (strstr(gp_text_z(&out), "Share") == NULL)
            fail_msg("width %zu: Share is neither shown nor missed", width);
        if (strstr(gp_text_z(&out), "\xE2\x80\xA6") != NULL)
            assert_non_null(strstr(gp_text_z(&out), "Texts are cut"));
        gp_text_release(&out);
    }
    gp_table_release(&t);
}

static void control_characters_never_reach_the_terminal(void **state)
{
    struct gp_table t;
    struct gp_text out = {0};

    (void)state;
    fill(&t);
    gp_table_render_text(&t, &out, 0);
    assert_null(strchr(gp_text_z(&out), 0x1B));
    assert_non_null(strstr(gp_text_z(&out), "\\x1B[2J"));
    gp_text_release(&out);
    gp_table_release(&t);
}

static void markdown_cells_keep_their_pipes(void **state)
{
    struct gp_table t;
    struct gp_text out = {0};

    (void)state;
    fill(&t);
    gp_table_render_markdown(&t, &out);
    assert_non_null(strstr(gp_text_z(&out), "|---|---:|---:|---:|---:|---:|---|\n"));
    assert_non_null(strstr(gp_text_z(&out), "cmd\\|"));
    assert_null(strstr(gp_text_z(&out), "<b>"));
    gp_text_release(&out);
    gp_table_release(&t);
}

static void html_cells_carry_values_to_sort_by(void **state)
{
    struct gp_table t;
    struct gp_text out = {0};
    const char *z;

    (void)state;
    fill(&t);
    t.n_left_out = 12;
    gp_table_render_html(&t, &out);
    z = gp_text_z(&out);
    assert_non_null(strstr(z, "<caption>People &amp; teams</caption>"));
    assert_non_null(strstr(z, "title=\"as in the &quot;log&quot;\""));
    assert_non_null(strstr(z, "<td class=\"n\" data-v=\"1234567\">1,234,567</td>"));
    assert_non_null(strstr(z, "<td class=\"n\" data-v=\"0.262\">26.2 %</td>"));
    assert_non_null(
        strstr(z, "<td class=\"n\" data-v=\"1295877360\">2011-01-24 13:56</td>"));
    assert_non_null(strstr(z, "<td class=\"n none\"></td>"));
    assert_non_null(strstr(z, "&lt;b&gt;"));
    assert_non_null(strstr(z, "12 more rows are in <code>tables/people.csv</code>"));
    gp_text_release(&out);
    gp_table_release(&t);
}

static void a_share_that_rounds_to_nothing_is_not_nothing(void **state)
{
    struct gp_cell c = {.kind = GP_CELL_SHARE, .number = 30};
    struct gp_text out = {0};

    (void)state;
    gp_cell_people(&c, &out, NULL);
    assert_string_equal(gp_text_z(&out), "<0.1 %");
    gp_text_release(&out);
}

static void a_refused_allocation_is_remembered(void **state)
{
    uint64_t nth;
    bool refused = true;

    (void)state;
    for (nth = 0; refused; nth++) {
        struct gp_table t;
        struct gp_text out = {0};

        gp_mem_refuse(nth, false);
        fill(&t);
        gp_table_render_text(&t, &out, 40);
        gp_table_render_csv(&t, &out, false);
        gp_table_render_html(&t, &out);
        refused = gp_mem_refuse_none();
        assert_true(!refused || !gp_table_ok(&t) || !gp_text_ok(&out));
        gp_text_release(&out);
        gp_table_release(&t);
    }
    assert_true(nth > 5);
}

static void a_path_that_nobody_reads_to_its_end_is_shortened(void **state)
{
    struct gp_slice steps[GP_PATH_SHOWN + 2];
    struct gp_text people = {0}, machine = {0};
    struct gp_cell cell = {.kind = GP_CELL_PATH, .path = steps};
    size_t i;

    (void)state;
    for (i = 0; i < GP_PATH_SHOWN + 2; i++)
        steps[i] = gp_slice(i < GP_PATH_SHOWN ? "a" : "z");
    for (i = GP_PATH_SHOWN; i <= GP_PATH_SHOWN + 2; i++) {
        gp_text_clear(&people);
        gp_text_clear(&machine);
        cell.n = (uint32_t)i;
        gp_cell_people(&cell, &people, gp_escape_markdown);
        gp_cell_machine(&cell, &machine);
        assert_null(strchr(gp_text_z(&people), 'z'));
        assert_int_equal(machine.len, 4 * i - 3); /* "a > a" */
        if (i == GP_PATH_SHOWN)
            assert_null(strstr(people.at, "more"));
        else
            assert_non_null(strstr(people.at, i == GP_PATH_SHOWN + 1
                                                  ? "a ... and 1 more step"
                                                  : "a ... and 2 more steps"));
    }
    gp_text_release(&people);
    gp_text_release(&machine);
}

static void rows_beyond_the_most_are_counted(void **state)
{
    struct gp_table t = {0};

    (void)state;
    assert_int_equal(gp_table_cap(&t, 7, 0), 7);
    assert_int_equal(gp_table_cap(&t, 7, 7), 7);
    assert_int_equal(t.n_left_out, 0);
    assert_int_equal(gp_table_cap(&t, 7, 5), 5);
    assert_int_equal(t.n_left_out, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_beyond_the_most_are_counted),
        cmocka_unit_test(csv_has_keys_and_machine_values),
        cmocka_unit_test(blanks_of_any_width_hide_no_formula),
        cmocka_unit_test(raw_csv_has_no_guard),
        cmocka_unit_test(columns_align_by_display_width),
        cmocka_unit_test(people_read_units),
        cmocka_unit_test(a_table_fits_the_terminal_and_says_what_is_missing),
        cmocka_unit_test(control_characters_never_reach_the_terminal),
        cmocka_unit_test(markdown_cells_keep_their_pipes),
        cmocka_unit_test(html_cells_carry_values_to_sort_by),
        cmocka_unit_test(a_share_that_rounds_to_nothing_is_not_nothing),
        cmocka_unit_test(a_path_that_nobody_reads_to_its_end_is_shortened),
        cmocka_unit_test(a_refused_allocation_is_remembered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
