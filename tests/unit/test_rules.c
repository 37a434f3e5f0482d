/* Rules: sentences, templates, errors (design 7.4, spec 8). */
#include "base/mem.h"
#include "model/rules.h"
#include "tests/support/reading.h"
#include "tests/support/test.h"

#include <string.h>

static struct gp_rule read(const char *line)
{
    struct gp_err err = {0};
    struct gp_rule r;

    if (gp_rule_read(gp_slice(line), NULL, "rules", 1, &r, &err) != GP_OK)
        fail_msg("%s: %s", line, err.text);
    return r;
}

static void is(const char *line, enum gp_rule_kind kind, const char *a, const char *b)
{
    struct gp_rule r = read(line);

    if (r.kind != kind || !gp_slice_is(r.a, a) || !gp_slice_is(r.b, b))
        fail_msg("%s: kind %d, a \"%.*s\", b \"%.*s\"", line, (int)r.kind, (int)r.a.len,
                 r.a.at, (int)r.b.len, r.b.at);
}

static void refused(const char *line, const char *words)
{
    struct gp_err err = {0};
    struct gp_rule r;

    assert_int_equal(gp_rule_read(gp_slice(line), NULL, "rules", 7, &r, &err),
                     GP_INPUT);
    assert_int_equal(err.line, 7);
    if (strstr(err.text, words) == NULL)
        fail_msg("%s: found %s", line, err.text);
}

static void every_sentence_of_the_design_is_read(void **state)
{
    (void)state;
    is("starts with A", GP_RULE_STARTS, "A", "");
    is("ends with A b", GP_RULE_ENDS, "A b", "");
    is("A exactly 2", GP_RULE_EXACTLY, "A", "");
    is("A at most 3 times", GP_RULE_AT_MOST, "A", "");
    is("B needs A before", GP_RULE_PRECEDENCE, "A", "B");
    is("after A eventually B", GP_RULE_RESPONSE, "A", "B");
    is("after A at once B", GP_RULE_CHAIN_RESPONSE, "A", "B");
    is("never A", GP_RULE_NEVER, "A", "");
    is("never A and B", GP_RULE_NOT_CO_EXISTENCE, "A", "B");
    is("A within 2 days after B", GP_RULE_WITHIN, "B", "A");
    is("A and B by different people", GP_RULE_DIFFERENT_PERSON, "A", "B");
    is("A by Sales", GP_RULE_BY_GROUP, "A", "Sales");
    is("A by 2 people", GP_RULE_FOUR_EYES, "A", "");
}

static void a_before_b_forbids_an_a_after_a_b(void **state)
{
    (void)state;
    is("Approve before Order", GP_RULE_NOT_SUCCESSION, "Order", "Approve");
}

static void counts_are_words_or_digits(void **state)
{
    (void)state;
    assert_int_equal(read("A exactly once").n, 1);
    assert_int_equal(read("A at most twice").n, 2);
    assert_int_equal(read("A at least 12 times").n, 12);
    assert_int_equal(read("A fewer than 3 times").n, 2);
    assert_int_equal(read("absence(3, A)").n, 2);
    assert_int_equal(read("existence(A)").n, 1);
}

static void limits_carry_their_clock(void **state)
{
    struct gp_rule r = read("Pay within 2 business days after Order");

    (void)state;
    assert_int_equal(r.clock, GP_CLOCK_BUSINESS_DAYS);
    assert_true(r.span_us == 2 * GP_DAY_US);
    assert_true(read("within(Order, Pay, 10d)").span_us == 10 * GP_DAY_US);
}

static void templates_of_the_literature_are_read(void **state)
{
    (void)state;
    is("response(A, B)", GP_RULE_RESPONSE, "A", "B");
    is("Chain_Succession(\"A, a\", B)", GP_RULE_CHAIN_SUCCESSION, "A, a", "B");
    is("not co-existence(A, B)", GP_RULE_NOT_CO_EXISTENCE, "A", "B");
    is("not_coexistence(A, B)", GP_RULE_NOT_CO_EXISTENCE, "A", "B");
    refused("response(A)", "cannot read");
    refused("absence(0, A)", "cannot read");
}

static void quotes_and_known_names_settle_where_names_end(void **state)
{
    struct gp_dict names = {0};
    struct gp_rule r;

    (void)state;
    refused("Print and send and Sign by different people", "\"quotes\"");
    is("\"Print and send\" and Sign by different people", GP_RULE_DIFFERENT_PERSON,
       "Print and send", "Sign");
    assert_true(gp_dict_add(&names, gp_slice("Print and send")) != GP_NO_ID);
    assert_true(gp_dict_add(&names, gp_slice("Sign")) != GP_NO_ID);
    assert_int_equal(
        gp_rule_read(gp_slice("print and send and Sign by different people"), &names,
                     "", 1, &r, NULL),
        GP_OK);
    assert_true(gp_slice_is(r.b, "Sign"));
    gp_dict_release(&names);
}

static void comments_and_full_stops_are_no_part_of_a_rule(void **state)
{
    (void)state;
    is("  never A.   # because", GP_RULE_NEVER, "A", "");
    is("never Ticket #1", GP_RULE_NEVER, "Ticket #1", "");
}

static void what_cannot_be_read_names_line_and_nearest_word(void **state)
{
    (void)state;
    refused("after A eventualy B", "did you mean \"eventually\"");
    refused("A befor B", "did you mean \"before\"");
    refused("A within 2 months after B", "cannot read");
    refused("", "cannot read");
    refused("we are friendly", "expected a sentence such as");
}

static void a_file_of_rules_is_recognised_and_read(void **state)
{
    struct gp_err err = {0};
    struct gp_process *p = gp_process_from(
        NULL, "# our rules\n\nstarts with Request\nOrder needs Approve before\n", &err);

    (void)state;
    assert_non_null(p);
    assert_string_equal(p->format, "rules");
    assert_int_equal(p->n_rules, 2);
    assert_int_equal(p->rules[1].line, 4);
    gp_process_free(p);
    assert_null(
        gp_process_from(NULL, "starts with A\nnever B\nstarts by A\nafter C\n", &err));
    assert_int_equal(err.line, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sentence_of_the_design_is_read),
        cmocka_unit_test(a_before_b_forbids_an_a_after_a_b),
        cmocka_unit_test(counts_are_words_or_digits),
        cmocka_unit_test(limits_carry_their_clock),
        cmocka_unit_test(templates_of_the_literature_are_read),
        cmocka_unit_test(quotes_and_known_names_settle_where_names_end),
        cmocka_unit_test(comments_and_full_stops_are_no_part_of_a_rule),
        cmocka_unit_test(what_cannot_be_read_names_line_and_nearest_word),
        cmocka_unit_test(a_file_of_rules_is_recognised_and_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
