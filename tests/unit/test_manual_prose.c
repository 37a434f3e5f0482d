/* Manuals as people write them: prose between the items, several lists, names in sentences,
 * owners and limits in brackets. */
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

static void refused(const char *text, uint64_t line, const char *words)
{
    reading_refused("manual", text, line, words);
}

static bool element_is(const struct gp_process *p, size_t i, const char *kind,
                       const char *name, uint64_t line)
{
    return i < p->n_elements && gp_slice_is(p->elements[i].kind, kind) &&
           gp_slice_is(p->elements[i].name, name) && p->elements[i].line == line;
}

static void bullets_below_a_step_are_commentary(void **state)
{
    (void)state;
    runs("1. A\n   - ask nicely\n   - smile\n2. B\n", 8, "A B\n");
}

static void prose_between_items_is_kept_as_commentary(void **state)
{
    struct gp_process *p = manual("1. A\n\nBecause it matters.\n\n2. B\n");

    (void)state;
    assert_int_equal(p->n_elements, 3);
    assert_true(element_is(p, 1, "prose", "Because it matters.", 3));
    assert_int_equal(p->elements[1].verdict, GP_INFORMATIONAL);
    gp_process_free(p);
}

static void plain_numbered_text_is_a_manual(void **state)
{
    (void)state;
    runs("Step 1: A\nStep 2: B is done\nby hand\nStep 3: C\n", 8,
         "A B is done by hand C\n");
}

static void numbers_right_below_a_paragraph_are_seen(void **state)
{
    (void)state;
    runs("1. A\n\nSome words\n2. B\n3. C\n", 8, "A B C\n");
    runs("1. A\n1.1 B\n1.2 C\n2. D\n", 8, "A B C D\n");
    runs("(1) A\n(2) B\n", 8, "A B\n");
}

static void bullets_alone_are_steps_when_there_is_one_list(void **state)
{
    (void)state;
    runs("Our work:\n\n- A\n- B\n", 8, "A B\n");
    refused("- A\n- B\n\nand\n\n- C\n", 0, "no numbered steps");
}

static void numbers_refer_to_the_nearest_list(void **state)
{
    (void)state;
    runs("1. A\n2. one of:\n   - x:\n     1. B\n     2. C back to 1\n     3. D\n   - "
         "E\n",
         6, "A B C B C D\nA B C D\nA E\n");
    runs("1. A\n2. phase:\n   1. B\n   2. C\n3. D back to 2.2\n", 6,
         "A B C D\nA B C D C D\n");
}

static void a_name_in_quotes_is_not_looked_into(void **state)
{
    struct gp_process *p;

    (void)state;
    p = manual("1. \"Repeat the test within 2 days\" (Lab) within 3 h\n2. B\n");
    assert_true(element_is(p, 0, "step", "Repeat the test within 2 days", 1));
    assert_true(gp_slice_is(p->elements[0].owner_path, "Lab"));
    assert_true(p->limits[0].span_us == 3 * GP_HOUR_US);
    gp_process_free(p);
}

static void words_that_only_look_like_keywords_stay_in_names(void **state)
{
    struct gp_process *p = manual("1. Send back to customer\n2. Work within the team\n"
                                  "3. Contact provider(s)\n4. One of us calls\n");

    (void)state;
    assert_true(element_is(p, 0, "step", "Send back to customer", 1));
    assert_true(element_is(p, 1, "step", "Work within the team", 2));
    assert_true(element_is(p, 2, "step", "Contact provider(s)", 3));
    assert_true(element_is(p, 3, "step", "One of us calls", 4));
    gp_process_free(p);
}

static void the_first_sentence_is_the_name(void **state)
{
    struct gp_process *p = manual("1. Call the customer (Sales). Be nice, e.g. smile.\n"
                                  "2. **Scope the attack** Usually you know.\n");

    (void)state;
    assert_true(element_is(p, 0, "step", "Call the customer", 1));
    assert_true(gp_slice_is(p->elements[0].owner_path, "Sales"));
    assert_true(element_is(p, 1, "remark", "Be nice, e.g. smile.", 1));
    assert_true(element_is(p, 2, "step", "Scope the attack", 2));
    gp_process_free(p);
}

static void a_sentence_with_a_keyword_that_cannot_be_read_is_an_error(void **state)
{
    (void)state;
    refused("1. A\n2. repeat until done\n", 2, "repeat");
    refused("1. A\n2. repeat 1-7 until done\n", 2, "1-7");
    refused("1. A\n2. B (Sales) within soon\n", 2, "within soon");
    refused("1. A\n2. B within 2 fortnights\n", 2, "unit");
    refused("1. A\n2. B within 2 months\n", 2, "no fixed length");
    refused("1. Alpha\n2. B (x) within 2 days of Alhpa\n", 2,
            "the nearest is \"Alpha\"");
    refused("1. A\n2. back to 9\n", 2, "\"9\"");
    refused("1. A (x) back to 2\n2. B\n", 1, "comes later");
    refused("1. A\n2. optional B\n", 2, "optional: NAME");
    refused("1. A\n2. one of:\n3. B\n", 2, "nothing to choose from");
    refused("1. A\n2. one of: B, C\n", 2, "nested below");
    refused("1. within 2 days\n", 1, "step before");
    refused("1. any order:\n   - A\n   - B (x) back to A\n", 3, "any order");
}

static void rules_under_their_heading_are_read(void **state)
{
    struct gp_process *p =
        manual("1. A\n2. B\n\n## Rules\n\nA and B by different people\n"
               "B within 2 h after A\n\n- never C\n- we are friendly\n");

    (void)state;
    assert_int_equal(p->n_rules, 3);
    assert_int_equal(p->rules[0].kind, GP_RULE_DIFFERENT_PERSON);
    assert_int_equal(p->rules[0].line, 6);
    assert_int_equal(p->rules[1].kind, GP_RULE_WITHIN);
    assert_int_equal(p->rules[1].line, 7);
    assert_int_equal(p->rules[2].kind, GP_RULE_NEVER);
    assert_int_equal(p->rules[2].line, 9);
    assert_int_equal(p->elements[p->n_elements - 1].verdict, GP_NOT_UNDERSTOOD);
    gp_process_free(p);
    refused("1. A\n\n# Rules\n\nafter A sometimes B\n", 5, "cannot read the rule");
}

static void lists_that_begin_again_are_read_one_after_the_other(void **state)
{
    struct gp_process *p =
        manual("# One\n\n1. A\n2. B\n\n# Two\n\n1. C\n2. D back to 1\n");

    (void)state;
    process_runs(p, 6, "A B C D\nA B C D C D\n");
    assert_int_equal(p->n_notes, 1);
    gp_process_free(p);
}

static void paths_of_arrows_are_one_process(void **state)
{
    (void)state;
    runs(
        "The flow:\n\n- **A** -> B \xE2\x86\x92 C (happy)\n- B --> D -> B\n\nOther:\n\n"
        "- x: y\n",
        6, "A B C\nA B D B C\n");
    refused("- the price 3 -> 4\n\nand\n\n- b\n", 0, "no numbered steps");
}

static void the_owner_may_stand_behind_the_limit(void **state)
{
    struct gp_process *p =
        manual("1. Log\n2. Work on it within 4 hours (Service Desk)\n"
               "3. Close the month end (Finance)\n");

    (void)state;
    assert_true(element_is(p, 1, "step", "Work on it", 2));
    assert_true(gp_slice_is(p->elements[1].owner_path, "Service Desk"));
    assert_int_equal(p->n_limits, 1);
    assert_true(p->limits[0].span_us == 4 * GP_HOUR_US);
    assert_true(element_is(p, 2, "step", "Close the month end", 3));
    assert_true(gp_slice_is(p->elements[2].owner_path, "Finance"));
    gp_process_free(p);
}

static void steps_are_read_as_word_processors_write_them(void **state)
{
    struct gp_process *p =
        manual("1) Qualify (Sales Rep) \xE2\x80\x93 max. 5 days\r\n"
               "2) Offer \xE2\x80\x93 within two weeks\r\n"
               "3) Close\r\n   a) Win it\r\n   b) Lose it (Sales)\r\n4) Bill\r\n");
    static const char *const names[] = {"Qualify", "Offer",   "Close",
                                        "Win it",  "Lose it", "Bill"};
    size_t i, n = 0;

    (void)state;
    for (i = 0; i < p->n_elements; i++)
        if (gp_slice_is(p->elements[i].kind, "step")) {
            assert_true(n < 6 && element_is(p, i, "step", names[n], n + 1));
            n++;
        }
    assert_int_equal(n, 6);
    assert_true(gp_slice_is(p->elements[0].owner_path, "Sales Rep"));
    assert_int_equal(p->n_limits, 1);
    assert_true(p->limits[0].span_us == 14 * GP_DAY_US);
    gp_process_free(p);
}

static void bold_words_before_an_explanation_are_the_name(void **state)
{
    struct gp_process *p = manual("1. **Log**: the desk writes it down\n"
                                  "2. **Qualify:** is there a budget?\n"
                                  "3. **Close** \xE2\x80\x93 the contract is signed\n"
                                  "4. **Do not** wait\n");
    static const char *const names[] = {"Log", "Qualify", "Close", "Do not wait"};
    size_t i, n = 0;

    (void)state;
    for (i = 0; i < p->n_elements; i++)
        if (gp_slice_is(p->elements[i].kind, "step")) {
            assert_true(n < 4 && element_is(p, i, "step", names[n], n + 1));
            n++;
        }
    assert_int_equal(n, 4);
    gp_process_free(p);
}

static void a_limit_may_stand_in_the_bracket_of_the_owner(void **state)
{
    struct gp_process *p =
        manual("1. Log\n2. Screen (Inside sales, within 2 days)\n"
               "3. Call (within 4 h)\n4. Ask (Legal; within 2 moons)\n");

    (void)state;
    assert_true(element_is(p, 1, "step", "Screen", 2));
    assert_true(gp_slice_is(p->elements[1].owner_path, "Inside sales"));
    assert_true(element_is(p, 2, "step", "Call", 3));
    assert_true(element_is(p, 3, "step", "Ask", 4));
    assert_true(element_is(p, 4, "limit", "within 2 moons", 4));
    assert_int_equal(p->elements[4].verdict, GP_NOT_UNDERSTOOD);
    assert_int_equal(p->n_limits, 2);
    assert_true(p->limits[0].span_us == 2 * GP_DAY_US);
    gp_process_free(p);
}

static void a_line_of_prose_with_arrows_is_a_path(void **state)
{
    (void)state;
    runs("# Refunds\n\nThe process: **Ask \xE2\x86\x92 Check \xE2\x86\x92 Pay**\n\n"
         "Ask -> Check -> Pay again -> End\n\n- web\n- mail\n",
         6, "Ask Check Pay\n");
    refused("Prices go from 3 -> 4 this year.\n", 0, "no numbered steps");
}

static void numbered_headings_are_steps_where_no_list_is(void **state)
{
    (void)state;
    runs("# Claims\n\n## Step 1: Receive\nBy mail or phone.\n\n## Step 2: Assess\n- a\n"
         "- b\n\n## Step 3 \xE2\x80\x94 Pay\n",
         6, "Receive Assess Pay\n");
    runs("## 1. Overview\n\n## 2. Step 1 - Ask\n\n## 3. Step 2 - Answer\n", 6,
         "Ask Answer\n");
    runs("### 1. Detect\n- see it\n- say it\n### 2. Log\n### 3) Close\n", 6,
         "Detect Log Close\n");
    runs("## Step 1: Prepare\n1. Open\n2. Fill in\n", 6, "Open Fill in\n");
}

static void numbered_chapters_are_no_steps(void **state)
{
    (void)state;
    refused("## 1. Purpose\nx\n## 2. Scope\ny\n## 3. Handling\nz\n", 0,
            "no numbered steps");
    runs("## 1. Purpose\nx\n## 2. Roles\ny\n## 3. Handling\n- A\n- B\n", 6, "A B\n");
    refused("## 1. Detect\n## 2. Log\n", 0, "no numbered steps");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bullets_below_a_step_are_commentary),
        cmocka_unit_test(prose_between_items_is_kept_as_commentary),
        cmocka_unit_test(plain_numbered_text_is_a_manual),
        cmocka_unit_test(numbers_right_below_a_paragraph_are_seen),
        cmocka_unit_test(bullets_alone_are_steps_when_there_is_one_list),
        cmocka_unit_test(numbers_refer_to_the_nearest_list),
        cmocka_unit_test(a_name_in_quotes_is_not_looked_into),
        cmocka_unit_test(words_that_only_look_like_keywords_stay_in_names),
        cmocka_unit_test(the_first_sentence_is_the_name),
        cmocka_unit_test(a_sentence_with_a_keyword_that_cannot_be_read_is_an_error),
        cmocka_unit_test(rules_under_their_heading_are_read),
        cmocka_unit_test(lists_that_begin_again_are_read_one_after_the_other),
        cmocka_unit_test(paths_of_arrows_are_one_process),
        cmocka_unit_test(the_owner_may_stand_behind_the_limit),
        cmocka_unit_test(steps_are_read_as_word_processors_write_them),
        cmocka_unit_test(bold_words_before_an_explanation_are_the_name),
        cmocka_unit_test(a_limit_may_stand_in_the_bracket_of_the_owner),
        cmocka_unit_test(a_line_of_prose_with_arrows_is_a_path),
        cmocka_unit_test(numbered_headings_are_steps_where_no_list_is),
        cmocka_unit_test(numbered_chapters_are_no_steps),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
