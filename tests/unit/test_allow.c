/* test_allow.c - accepted gaps: the file, the patterns, the last day. */
#include "mine/allow.h"
#include "tests/support/test.h"

#include <string.h>

static enum gp_status parse(struct gp_allowances *a, const char *text,
                            struct gp_err *err)
{
    return gp_allow_parse(a, "allow.csv", gp_slice(text), err);
}

static void lines_have_four_fields_with_semicolons_or_as_csv(void **state)
{
    struct gp_allowances a;

    (void)state;
    assert_int_equal(parse(&a,
                           "gap;reason;owner;until\n# a remark\n\n"
                           "G-1a2b3c4d; pilot, north ; Ana ;2024-06-30\r\n"
                           "late*,\"slow, \"\"old\"\" scanner\",Ben,never\n",
                           NULL),
                     GP_OK);
    assert_int_equal(a.n, 2);
    assert_true(gp_slice_is(a.at[0].reason, "pilot, north"));
    assert_true(gp_slice_is(a.at[0].owner, "Ana"));
    assert_int_equal(a.at[0].line, 4);
    assert_true(gp_slice_is(a.at[1].reason, "slow, \"old\" scanner"));
    assert_true(a.at[1].ends == INT64_MAX);
    gp_allow_release(&a);
}

static void the_day_named_is_the_last_day(void **state)
{
    struct gp_allowances a;

    (void)state;
    assert_int_equal(parse(&a, "x;r;o;1970-01-01", NULL), GP_OK);
    assert_true(a.at[0].ends == GP_DAY_US);
    gp_allow_release(&a);
}

static void a_line_that_cannot_be_read_is_named(void **state)
{
    static const char *const wrong[] = {
        "x;r;o",      "x;r;o;soon", "x;r;o;2024-02-30", "x;;o;never",
        "x;r;;never", ";r;o;never", "x;r;o;never;more",
    };
    struct gp_allowances a;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct gp_err err = {0};

        assert_int_equal(parse(&a, wrong[i], &err), GP_USAGE);
        assert_int_equal(err.line, 1);
        assert_string_equal(err.file, "allow.csv");
        gp_allow_release(&a);
    }
}

static bool matches(const char *pattern, const char *text)
{
    return gp_allow_matches(gp_slice(pattern), gp_slice(text));
}

static void a_star_stands_for_anything_and_all_else_for_itself(void **state)
{
    (void)state;
    assert_true(matches("G-1a2b3c4d", "G-1a2b3c4d"));
    assert_false(matches("G-1a2b3c4", "G-1a2b3c4d"));
    assert_true(matches("*", ""));
    assert_true(matches("late/*", "late/Pay"));
    assert_false(matches("late/*", "skipped/Pay"));
    assert_true(matches("*a*b", "xaayab"));
    assert_false(matches("*a*b", "xaayabc"));
    assert_false(matches("", "x"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_have_four_fields_with_semicolons_or_as_csv),
        cmocka_unit_test(the_day_named_is_the_last_day),
        cmocka_unit_test(a_line_that_cannot_be_read_is_named),
        cmocka_unit_test(a_star_stands_for_anything_and_all_else_for_itself),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
