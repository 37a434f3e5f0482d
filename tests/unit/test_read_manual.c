/* The blocks of the manual (design 7.2), sentence by sentence, and hostile texts. */
#include "model/read.h"
#include "tests/support/reading.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

static struct gp_process *manual(const char *text)
{
    return reading_of("manual", text);
}

static void runs(const char *text, size_t longest, const char *expected)
{
    reading_runs("manual", text, longest, expected);
}

static bool element_is(const struct gp_process *p, size_t i, const char *kind,
                       const char *name, uint64_t line)
{
    return i < p->n_elements && gp_slice_is(p->elements[i].kind, kind) &&
           gp_slice_is(p->elements[i].name, name) && p->elements[i].line == line;
}

static void numbered_items_are_a_sequence(void **state)
{
    (void)state;
    runs("1. A\n2. B\n3. C\n", 8, "A B C\n");
    runs("1) A\n2) B\n", 8, "A B\n");
}

static void a_step_has_name_owner_limit_and_line(void **state)
{
    struct gp_process *p = manual("# Leads\n\n1. Lead created (Marketing)\n"
                                  "2. Qualify lead (Inside sales) within 2 business "
                                  "days\n3. Call (Sales) within 4 h of Lead created\n");

    (void)state;
    assert_true(element_is(p, 0, "heading", "Leads", 1));
    assert_int_equal(p->elements[0].verdict, GP_INFORMATIONAL);
    assert_true(element_is(p, 2, "step", "Qualify lead", 4));
    assert_true(gp_slice_is(p->elements[2].owner_path, "Inside sales"));
    assert_int_equal(p->n_limits, 2);
    assert_int_equal(p->limits[0].kind, GP_LIMIT_STEP);
    assert_int_equal(p->limits[0].clock, GP_CLOCK_BUSINESS_DAYS);
    assert_true(p->limits[0].span_us == 2 * GP_DAY_US);
    assert_true(gp_slice_is(p->limits[0].text, "within 2 business days"));
    assert_int_equal(p->limits[0].line, 4);
    assert_int_equal(p->limits[1].kind, GP_LIMIT_AFTER);
    assert_int_equal(p->limits[1].from, 1);
    assert_true(p->limits[1].span_us == 4 * GP_HOUR_US);
    gp_process_free(p);
}

static void items_wrap_over_lines(void **state)
{
    struct gp_process *p =
        manual("1. Qualify the\n   lead (Inside\n   sales) within 2\n"
               "business days\n2. B\n");

    (void)state;
    assert_true(element_is(p, 0, "step", "Qualify the lead", 1));
    assert_true(gp_slice_is(p->elements[0].owner_path, "Inside sales"));
    assert_int_equal(p->n_limits, 1);
    assert_true(element_is(p, 1, "step", "B", 5));
    gp_process_free(p);
}

static void an_optional_step_may_be_skipped(void **state)
{
    (void)state;
    runs("1. A\n2. optional: B (Sales)\n3. C\n", 8, "A B C\nA C\n");
    runs("1. A\n2. *OPTIONAL:* B\n", 8, "A\nA B\n");
    runs("1. A\n2. B (optional)\n", 8, "A\nA B\n");
}

static void a_step_that_may_repeat_is_done_again_at_once(void **state)
{
    (void)state;
    runs("1. A\n2. B may repeat\n3. C\n", 5, "A B B B C\nA B B C\nA B C\n");
    runs("1. optional: B (x) may repeat\n2. C (y), may repeat\n", 3,
         "B B C\nB C\nB C C\nC\nC C\nC C C\n");
}

static void one_of_is_an_exclusive_choice(void **state)
{
    (void)state;
    runs("1. A\n2. one of:\n   - B\n   - C (Sales)\n3. D\n", 8, "A B D\nA C D\n");
}

static void a_branch_may_be_a_sequence(void **state)
{
    (void)state;
    runs("1. one of:\n   - Lost (Sales) end\n   - the customer signs:\n     1. Signed\n"
         "     2. Won\n2. Z\n",
         8, "Lost\nLost Z\nSigned Won Z\n");
}

static void branches_need_no_exact_indentation(void **state)
{
    (void)state;
    runs("9. A\n10. one of:\n  - B\n  - C\n11. D\n", 8, "A B D\nA C D\n");
    runs("1. one of:\n- B\n- C\n2. D\n", 8, "B D\nC D\n");
}

static void any_order_takes_every_branch_once(void **state)
{
    (void)state;
    runs("1. any order:\n   - A\n   - B\n2. C\n", 8, "A B C\nB A C\n");
    runs("1. any order:\n   - x:\n     1. A\n     2. B\n   - optional: C\n", 8,
         "A B\nA B C\nA C B\nC A B\n");
}

static void repeat_until_done_is_a_loop(void **state)
{
    (void)state;
    runs("1. A\n2. B\n3. C\n4. repeat 2-3 until done\n5. D\n", 7,
         "A B C B C D\nA B C D\n");
    runs("1. A\n2. B\n3. repeat A - B until the customer agrees\n", 4,
         "A B\nA B A B\n");
    runs("1. Follow-up\n2. B\n3. repeat Follow-up-B until done\n", 4,
         "Follow-up B\nFollow-up B Follow-up B\n");
    runs("1. A\n2. optional: B\n3. repeat 1-2 until done\n", 3,
         "A\nA A\nA A A\nA A B\nA B\nA B A\n");
}

static void back_to_may_be_taken_behind_a_step_that_everybody_does(void **state)
{
    (void)state;
    runs("1. A\n2. B back to 1\n3. C\n", 6, "A B A B C\nA B C\n");
    runs("1. A\n2. B\n3. If not approved, back to 1\n4. C\n", 6, "A B A B C\nA B C\n");
    runs("1. A\n2. B (x) back to A\n", 4, "A B\nA B A B\n");
}

static void back_to_is_the_only_way_behind_a_step_that_need_not_be_done(void **state)
{
    (void)state;
    runs("1. A\n2. optional: B back to 1\n3. C\n", 5, "A B A C\nA C\n");
    runs("1. A\n2. one of:\n   - B back to 1\n   - C\n", 5, "A B A C\nA C\n");
}

static void a_loop_does_not_open_doors_of_its_neighbours(void **state)
{
    (void)state;
    runs("1. A may repeat\n2. B may repeat\n", 3, "A A B\nA B\nA B B\n");
    runs("1. A end\n2. B back to 2\n", 3, "A\nA B\nA B B\n");
}

static void end_after_a_name_lets_the_process_end_there(void **state)
{
    (void)state;
    runs("1. A\n2. optional: B (Sales) end\n3. C\n", 8, "A B\nA B C\nA C\n");
    runs("1. A (x), end\n2. Process month end\n", 8, "A\nA Process month end\n");
    runs("1. any order:\n   - A end\n   - B\n2. C\n", 8, "A\nA B\nA B C\nB A\nB A C\n");
}

static void a_step_with_numbered_items_is_done_before_them(void **state)
{
    (void)state;
    runs("1. A\n   1. B\n   2. C\n2. D\n", 8, "A B C D\n");
    runs("1. first phase:\n   1. B\n   2. C\n2. D\n", 8, "B C D\n");
}

static void windows_bytes_and_line_ends_are_read(void **state)
{
    struct gp_process *p = manual("1. Pr\xFC"
                                  "fung\r\n2. B\r\n");

    (void)state;
    assert_true(element_is(p, 0, "step",
                           "Pr\xC3\xBC"
                           "fung",
                           1));
    assert_true(element_is(p, 1, "step", "B", 2));
    gp_process_free(p);
}

/* A list within a list within a list. */
static void deeper_and_deeper(const char *item, size_t n)
{
    struct gp_text t = {0};
    size_t i, k;

    for (i = 0; i < n; i++) {
        for (k = 0; k < i; k++)
            gp_text_add(&t, "  ");
        gp_text_add(&t, item);
    }
    reading_survives("manual", "", gp_text_z(&t), 1);
    gp_text_release(&t);
}

static void hostile_texts_are_refused_or_read(void **state)
{
    static const struct {
        const char *piece;
        size_t n;
    } hostile[] = {
        {"> ", 20000},
        {"- ", 20000},
        {"1. x\n", 250000},
        {"\n", 1000000},
        {"1. within 1 d of ", 3000},
        {"(", 60000},
        {"1. a (optional) (optional)", 2000},
        {"1. back to a back to ", 3000},
        {"\xFF\xFE", 1000},
        {"[", 60000},
        {"*a_ ", 15000},
        {"<!--", 15000},
        {"`a``", 15000},
        {"![", 30000},
        {"# Rules\nA and and and and B\n", 2000},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof hostile / sizeof *hostile; i++)
        reading_survives("manual", "", hostile[i].piece, hostile[i].n);
    deeper_and_deeper("- a\n", 3000);
    deeper_and_deeper("1. one of:\n", 300);
}

static void a_refused_allocation_is_a_status(void **state)
{
    static const char text[] =
        "1. A (x)\n2. one of:\n   - B\n   - C end\n3. repeat 1-2\n\n"
        "# Rules\n\nA before B\n";

    (void)state;
    assert_true(reading_without_memory("manual", text) > 20);
}

/* The first quote behind which everything is clauses ends the name. */
static void a_quoted_name_may_hold_quotes(void **state)
{
    struct gp_process *p = gp_process_from(
        "manual",
        "1. \"\"Big\" deals, end\" (Sales (East)) within 2 days, may repeat\n"
        "2. \"A\" (B) within 1 day of 1\n",
        NULL);

    (void)state;
    assert_non_null(p);
    assert_true(gp_slice_is(gp_dict_name(&p->labels, 0), "\"Big\" deals, end"));
    assert_true(gp_slice_is(gp_dict_name(&p->owners, 0), "Sales (East)"));
    assert_true(gp_slice_is(gp_dict_name(&p->labels, 1), "A"));
    assert_int_equal(p->n_limits, 2);
    gp_process_free(p);
}

/* Saved by an old editor, with a byte order mark, either end first; no format is forced. */
static void utf16_is_recognised(void **state)
{
    static const char text[] = "1. Pr\xFC"
                               "fen\n2. Close\n";
    size_t big, i;

    (void)state;
    for (big = 0; big < 2; big++) {
        struct gp_text bytes = {0};
        struct gp_input input = {.name = "m.md"};
        struct gp_process *p = NULL;

        gp_text_add_n(&bytes, big ? "\xFE\xFF" : "\xFF\xFE", 2);
        for (i = 0; i + 1 < sizeof text; i++) {
            if (big)
                gp_text_add_char(&bytes, 0);
            gp_text_add_char(&bytes, text[i]);
            if (!big)
                gp_text_add_char(&bytes, 0);
        }
        input.bytes = gp_slice_n(bytes.at, bytes.len);
        assert_int_equal(gp_read_inputs(&input, 1, NULL, &p, NULL), GP_OK);
        assert_string_equal(p->format, "manual");
        assert_true(gp_slice_is(gp_dict_name(&p->labels, 0), "Pr\xC3\xBC"
                                                             "fen"));
        gp_process_free(p);
        gp_text_release(&bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbered_items_are_a_sequence),
        cmocka_unit_test(a_step_has_name_owner_limit_and_line),
        cmocka_unit_test(items_wrap_over_lines),
        cmocka_unit_test(an_optional_step_may_be_skipped),
        cmocka_unit_test(a_step_that_may_repeat_is_done_again_at_once),
        cmocka_unit_test(one_of_is_an_exclusive_choice),
        cmocka_unit_test(a_branch_may_be_a_sequence),
        cmocka_unit_test(branches_need_no_exact_indentation),
        cmocka_unit_test(any_order_takes_every_branch_once),
        cmocka_unit_test(repeat_until_done_is_a_loop),
        cmocka_unit_test(back_to_may_be_taken_behind_a_step_that_everybody_does),
        cmocka_unit_test(back_to_is_the_only_way_behind_a_step_that_need_not_be_done),
        cmocka_unit_test(a_loop_does_not_open_doors_of_its_neighbours),
        cmocka_unit_test(end_after_a_name_lets_the_process_end_there),
        cmocka_unit_test(a_step_with_numbered_items_is_done_before_them),
        cmocka_unit_test(windows_bytes_and_line_ends_are_read),
        cmocka_unit_test(hostile_texts_are_refused_or_read),
        cmocka_unit_test(a_refused_allocation_is_a_status),
        cmocka_unit_test(a_quoted_name_may_hold_quotes),
        cmocka_unit_test(utf16_is_recognised),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
