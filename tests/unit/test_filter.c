/* Filters: which cases of a log known by heart are left (tests/support/sifted.h), and
 * what is said about an expression that cannot be meant. */
#include "tests/support/test.h"

#include "base/instant.h"
#include "base/mem_refuse.h"
#include "tests/support/sifted.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void leaves(const char *expression, const char *cases)
{
    struct sifted s;

    sift_in(&s, gp_slice(expression), NULL, false);
    if (s.status != GP_OK)
        fail_msg("%s: %s", expression, s.err.text);
    if (strcmp(s.cases, cases) != 0)
        fail_msg("%s: leaves \"%s\", not \"%s\"", expression, s.cases, cases);
    sifted_release(&s);
}

/* The sentence holds `part`, and the caret stands before `at` ("": at the end). */
static void refused(const char *expression, const char *at, const char *part)
{
    struct sifted s;

    sift_in(&s, gp_slice(expression), NULL, false);
    if (s.status != GP_USAGE || strstr(s.err.text, part) == NULL)
        fail_msg("%s: status %d: %s", expression, s.status, s.err.text);
    if (strncmp(s.err.excerpt + s.err.caret, at, strlen(at)) != 0 ||
        (*at == '\0' && s.err.excerpt[s.err.caret] != '\0'))
        fail_msg("%s: the caret stands at \"%s\"", expression,
                 s.err.excerpt + s.err.caret);
    sifted_release(&s);
}

static void leaves_none(const char *expression, const char *part)
{
    struct sifted s;

    sift_in(&s, gp_slice(expression), NULL, false);
    if (s.status != GP_INPUT || strstr(s.err.text, part) == NULL)
        fail_msg("%s: status %d: %s", expression, s.status, s.err.text);
    sifted_release(&s);
}

/* ---- terms ---- */

static void a_value_is_asked_of_one_event_and_its_opposite_of_none(void **state)
{
    (void)state;
    leaves("resource = Ann", "a c");
    leaves("resource != Ann", "b d");
    leaves("resource in (Ann, Cid)", "a c d");
    leaves("resource not in (Ann, Cid)", "b");
    leaves("resource ~ AN", "a c");
    leaves("resource ~ \"\u00C4N\"", "a c"); /* accents do not count */
    leaves("resource !~ an", "b d");
    leaves("resource is missing", "b");
    leaves("resource is not missing", "a c d");
    leaves("case in (a, d)", "a d");
    leaves("case != a", "b c d");
    leaves("activity = B and group = Legal", "a");
}

static void a_word_before_it_says_which_events_are_asked(void **state)
{
    (void)state;
    leaves("any resource != Ann", "a b d");
    leaves("all resource in (Ann, Bob)", "a c");
    leaves("all resource != Cid", "a b c");
    leaves("all group is missing", "c");
    leaves("first resource = Bob", "b");
    leaves("last group = Sales", "a");
    leaves("last group != Sales", "b c d");
    leaves("last group is missing", "b c");
    leaves("starts with A", "a b");
    leaves("starts with (A, B)", "a b c");
    leaves("ends with C", "a b");
    leaves("not ends with C", "c d");
}

static void columns_compare_as_numbers_and_times(void **state)
{
    (void)state;
    leaves("Amount > 100", "a d"); /* "1,500" is 1500: "7.5" tells the mark */
    leaves("Amount <= 7.5", "b d");
    leaves("all Amount < 2000", "b d"); /* a has an event without one */
    leaves("\"amount\" >= 1500", "d");
    leaves("Amount = \"1,500\"", "d");
    leaves("Due < 1970-02", "a c");
    leaves("Due in 1970-01-02", "a c");
    leaves("last Due >= 1970-03-01", "a");
    leaves("Due > 1970-03-01 or Due is not missing", "c"); /* of every event */
}

static void the_time_frame_asks_for_edges_or_all_of_a_case(void **state)
{
    (void)state;
    leaves("started in 1970-01-01", "a");
    leaves("started in 1970-01-02", "b");
    leaves("started before 1970-01-02", "a");
    leaves("started since 1970-01-02", "b c d");
    leaves("started after 1970-01-02", "c d");
    leaves("started until 1970-01-02", "a b");
    leaves("finished in 1970-01-03", "a"); /* 51 h */
    leaves("contained in 1970-01-02..1970-01-05", "b c");
    leaves("active in 1970-01-03", "a");
    leaves("active in \"1970-01-03 02:59..1970-01-03 03:00\"", "a"); /* its last hour */
    leaves("active in 1970", "a b c d");
    leaves("time = \"1970-01-09 18:00\"", "d"); /* ends at 210 h */
    leaves("start = \"1970-01-09 08:00\"", "d");
    leaves("all time < 1970-01-03", "b");
}

static void dates_are_on_the_clocks_of_the_zone(void **state)
{
    struct sifted s;

    (void)state;
    sift_in(&s, gp_slice("started in 1970-01-01"), "America/New_York", false);
    assert_string_equal(s.cases, "b"); /* 05:00 to 29:00 UTC */
    sifted_release(&s);
    sift_in(&s, gp_slice("started in 1970-01-01T00:00Z"), "America/New_York", false);
    assert_string_equal(s.cases, "a");
    sifted_release(&s);
}

static void durations_run_from_the_first_start_to_the_latest_end(void **state)
{
    (void)state;
    leaves("duration = 51h", "a");
    leaves("duration = 10 hours", "d"); /* its first event ends last */
    leaves("duration > 0s", "a b d");
    leaves("duration <= 2h or duration = 0", "b c");
    leaves("duration < \"1 day and 3 hours\"", "b c d");
    leaves("duration != 51h", "b c d");
}

static void events_are_counted(void **state)
{
    (void)state;
    leaves("events = 3", "a b");
    leaves("events < 2", "c");
    leaves("events of A >= 2", "b");
    leaves("events of (B, C) = 0 or events of A = 0", "c");
}

static void followers_have_a_distance(void **state)
{
    (void)state;
    leaves("A followed by C", "a b");
    leaves("A directly followed by C", "b");
    leaves("A eventually followed by (B, C)", "a b");
    leaves("(A, B) directly followed by C", "a b");
    leaves("A followed by A", "b");
    leaves("A followed by C within 1h", "b");  /* 26 - 26 */
    leaves("A followed by C after 1h", "a b"); /* b: 26 - 24 */
    leaves("A followed by C after 2h", "a");
    leaves("A followed by B within 2h", "a"); /* 3 - 1 */
    leaves("C followed by A within 0s", "d"); /* they overlap */
    leaves("A never followed by C", "d");
    leaves("A never followed by C within 1 day", "a d");
    leaves("A never directly followed by C", "a d");
    leaves("not (A followed by C)", "c d");
}

static void variants_have_rank_cases_and_share(void **state)
{
    (void)state;
    leaves("variant rank <= 2", "a b"); /* all once: by names A A C, A B C, B, C A */
    leaves("variant rank = 3", "c");
    leaves("variant cases = 1 and variant share >= 25%", "a b c d");
    leaves_none("variant share > 0.25", "no case has `variant share > 0.25`");
}

static void rework_is_repeat_loop_or_reopen(void **state)
{
    struct sifted s;

    (void)state;
    leaves("has repeat", "b");
    leaves("has self-loop of A", "b");
    leaves("has rework", "b");
    leaves("has reopen of C", "d");
    sift_in(&s, gp_slice("has reopen"), NULL, true);
    assert_string_equal(s.cases, "d");
    sifted_release(&s);
    sift_in(&s, gp_slice("has rework"), NULL, true);
    assert_string_equal(s.cases, "b d");
    sifted_release(&s);
    sift_in(&s, gp_slice("has rework of A"), NULL, true);
    assert_string_equal(s.cases, "b");
    sifted_release(&s);
}

/* ---- how they are combined ---- */

static void not_binds_closer_than_and_and_that_than_or(void **state)
{
    (void)state;
    leaves("case = a or case = b and case = c", "a");
    leaves("(case = a or case = b) and case != a", "b");
    leaves("not case = a and not case = b", "c d");
    leaves("not (case = a or case = b)", "c d");
    leaves("not not case = a", "a");
    leaves("NOT Case = a And ResOurce = Ann", "c");
    leaves("'resource' = \"Ann\"and(events=1)", "c");
}

static void several_expressions_hold_together(void **state)
{
    static const char *const two[] = {"case in (a, b)", "resource = Ann or case = d"};
    struct gp_filter *f = NULL;
    struct sifted s;

    (void)state;
    sift_in(&s, gp_slice("events > 0"), NULL, false);
    assert_int_equal(gp_filter_parse(two, 2, NULL, &f, &s.err), GP_OK);
    gp_filtered_release(&s.filtered);
    assert_int_equal(gp_filter_apply(f, &s.in, NULL, 0, &s.filtered, &s.err), GP_OK);
    assert_int_equal(s.filtered.cases, 1);
    assert_int_equal(s.filtered.n, 2);
    assert_int_equal(s.filtered.n_parts, 3);
    assert_string_equal(s.filtered.part[1].text, "resource = Ann");
    assert_int_equal(s.filtered.part[1].cases, 2); /* of the whole log */
    gp_filter_free(f);
    sifted_release(&s);
}

static void nesting_has_a_limit_and_no_depth_costs_a_stack(void **state)
{
    enum { DEEP = 100000 };
    struct gp_text t = {0};
    struct gp_filter *f = NULL;
    struct gp_err err;
    const char *z;
    int i;

    (void)state;
    for (i = 0; i < GP_FILTER_NESTING; i++)
        gp_text_add(&t, i % 2 == 0 ? "(" : "not ");
    gp_text_add(&t, "events > 0");
    for (i = 0; i < GP_FILTER_NESTING / 2; i++)
        gp_text_add_char(&t, ')');
    leaves(gp_text_z(&t), "a b c d"); /* 32 nots */
    gp_text_clear(&t);
    for (i = 0; i < DEEP; i++)
        gp_text_add(&t, "(not ");
    z = gp_text_z(&t);
    assert_int_equal(gp_filter_parse(&z, 1, NULL, &f, &err), GP_USAGE);
    assert_non_null(strstr(err.text, "more than 64 deep"));
    gp_text_clear(&t);
    for (i = 0; i < DEEP; i++)
        gp_text_add(&t, "events > 0 and ");
    gp_text_add(&t, "case = a");
    z = gp_text_z(&t);
    assert_int_equal(gp_filter_parse(&z, 1, NULL, &f, &err), GP_OK);
    gp_filter_free(f);
    gp_text_release(&t);
}

/* ---- what is told ---- */

static void what_the_log_does_not_have_is_an_error_with_the_nearest(void **state)
{
    (void)state;
    refused("resource = Anm", "Anm", "the nearest is \"Ann\"");
    refused("A followed by (C, D)", "D)", "no such activity");
    refused("amont > 3", "amont", "the nearest is \"Amount\"");
    refused("case = e", "e", "no case has this id");
    refused("variant = V-12345678", "V-12345678", "no such variant");
    refused("has reopen", "has reopen", "--ends");
    refused("group > 3", "group", "no value of group is a number");
    refused("time = soon", "soon", "expected a date");
    refused("Amount < 1970-01-02", "Amount", "cannot be read as times");
}

static void what_cannot_be_meant_is_shown_with_its_place(void **state)
{
    (void)state;
    refused("", "", "the expression ends here");
    refused("  resource = ", "", "expected a value");
    refused("resource Ann", "Ann", "expected one of =");
    refused("resource = Ann case = a", "case", "expected and, or");
    refused("(resource = Ann", "(resource", "not closed");
    refused("resource = Ann)", ")", "no bracket is open");
    refused("resource = \"Ann", "\"Ann", "quote is not closed");
    refused("resource in Ann", "Ann", "expected a list such as (A, B)");
    refused("resource in", "", "expected a list such as (A, B)");
    refused("events > many", "many", "expected a number");
    refused("duration > 3 months", "3 months", "no fixed length");
    refused("duration > 2 business days", "2 business", "calendar");
    refused("started in 1970-13", "1970-13", "expected a date");
    refused("started in 1970-02..1970-01", "1970-02..", "expected a date");
    refused("variant share > lots", "lots", "expected a share");
    refused("A followed C", "C", "expected followed by");
    refused("(A, B) = 3", "=", "expected followed by");
    refused("started 1970", "1970", "expected in, before");
    refused("events ~ 3", "~", "expected one of");
    refused("resource = \"B\xC3\xB8\" and x ! y", "! y", "character 23");
}

static void no_case_left_says_which_part_took_the_last(void **state)
{
    (void)state;
    leaves_none("started in 1971", "no case has `started in 1971`");
    leaves_none("case = a and (case = b or case = c)",
                "cases with `case = a` (1 case) and cases with `(case = b or case = "
                "c)` (2 cases), but none with both");
    leaves_none("not (events > 0)", "every case has `(events > 0)`");
    leaves_none("case = a and events > 9",
                "Each part alone: case = a: 1; events > 9: 0");
}

/* ---- the log that is left ---- */

static void a_cut_log_has_only_the_names_it_uses(void **state)
{
    const struct gp_eventlog *log;
    struct sifted s;

    (void)state;
    sift_in(&s, gp_slice("Due is missing and case in (b, d)"), NULL, false);
    log = s.in.log;
    assert_string_equal(s.cases, "b d");
    assert_int_equal(log->n, 5);
    assert_int_equal(log->activities.n, 2); /* no B any more */
    assert_string_equal(log->activities.name[gp_id(log->activity, 2)].at, "C");
    assert_int_equal(log->resources.n, 2);
    assert_string_equal(log->resources.name[gp_id(log->resource, 4)].at, "Cid");
    assert_true(gp_id(log->resource, 2) == GP_NO_ID);
    assert_int_equal(gp_dict_find(&log->cases, gp_slice("d")), 1);
    assert_int_equal(gp_dict_find(&log->cases, gp_slice("a")), GP_NO_ID);
    assert_int_equal(log->line[3], 9);
    assert_int_equal(log->first[1], 3);
    assert_int_equal(log->n_kept, 1); /* Due was there for the filter only */
    assert_string_equal(log->kept[0].values.name[gp_id(log->kept[0].id, 4)].at, "7.5");
    sifted_release(&s);
}

static void rows_of_other_cases_are_ignored_ones(void **state)
{
    struct gp_filter *f = NULL;
    const char *z = "case in (a, c)";
    struct sifted s;

    (void)state;
    sift_in(&s, gp_slice("events > 0"), NULL, false);
    gp_filtered_release(&s.filtered);
    s.in.used += 4; /* complete rows of a and d, and one of a case without events */
    assert_true(gp_case_rows_add(&s.in.case_rows, gp_slice("a"), 1));
    assert_true(gp_case_rows_add(&s.in.case_rows, gp_slice("d"), 2));
    assert_true(gp_case_rows_add(&s.in.case_rows, gp_slice("none"), 1));
    assert_int_equal(gp_filter_parse(&z, 1, NULL, &f, &s.err), GP_OK);
    assert_int_equal(gp_filter_apply(f, &s.in, NULL, 0, &s.filtered, &s.err), GP_OK);
    assert_int_equal(s.in.used, 5);
    assert_int_equal(s.in.ignored, 8); /* 3 of b, 4 of d, 1 of none */
    assert_int_equal(s.filtered.rows, 8);
    assert_int_equal(s.in.events, 4);
    assert_int_equal(s.in.events_read, 9);
    gp_filter_free(f);
    gp_case_rows_release(&s.in.case_rows);
    sifted_release(&s);
}

static void rows_that_do_not_add_up_are_a_defect(void **state)
{
    struct gp_filter *f = NULL;
    const char *z = "case = a";
    struct sifted s;

    (void)state;
    sift_in(&s, gp_slice("events > 0"), NULL, false);
    gp_filtered_release(&s.filtered);
    s.in.used++;
    assert_int_equal(gp_filter_parse(&z, 1, NULL, &f, &s.err), GP_OK);
    assert_int_equal(gp_filter_apply(f, &s.in, NULL, 0, &s.filtered, &s.err), GP_BUG);
    gp_filter_free(f);
    sifted_release(&s);
}

/* ---- hostile worlds ---- */

static void a_refused_allocation_is_a_status(void **state)
{
    static const char expression[] =
        "resource = Ann or Due < 1970-02 and not (A followed by (B, C) within 2d) or "
        "variant rank = 1 and has rework and Amount > 3 and case in (a, b)";
    struct sifted s;
    uint64_t n;

    (void)state;
    for (n = 0;; n++) {
        bool refused_one;

        gp_mem_refuse(n, false);
        sift_in(&s, gp_slice(expression), NULL, false);
        refused_one = gp_mem_refuse_none();
        sifted_release(&s);
        if (!refused_one)
            break;
        /* some can do without: fewer threads, no table in front of a dictionary */
        if (s.status != GP_SYSTEM && strcmp(s.cases, "a b c") != 0)
            fail_msg("allocation %llu: status %d \"%s\": %s", (unsigned long long)n,
                     s.status, s.cases, s.err.text);
    }
    assert_string_equal(s.cases, "a b c");
    assert_true(n > 50);
}

/* What the fuzzer begins with, and what it has found. */
static void the_corpus_is_harmless(void **state)
{
    static const char folder[] = "fuzz/corpus/filter";
    struct dirent *entry;
    DIR *dir = opendir(folder);
    int n = 0, left = 0;

    (void)state;
    assert_non_null(dir);
    while ((entry = readdir(dir)) != NULL) {
        char path[512], bytes[4096];
        struct sifted s;
        FILE *f;

        if (entry->d_name[0] == '.')
            continue;
        (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        f = fopen(path, "rb");
        assert_non_null(f);
        sift_in(&s, gp_slice_n(bytes, fread(bytes, 1, sizeof bytes, f)), NULL, true);
        (void)fclose(f);
        left += s.status == GP_OK;
        n++;
        sifted_release(&s);
    }
    (void)closedir(dir);
    assert_true(n >= 20 && left >= 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_asked_of_one_event_and_its_opposite_of_none),
        cmocka_unit_test(a_word_before_it_says_which_events_are_asked),
        cmocka_unit_test(columns_compare_as_numbers_and_times),
        cmocka_unit_test(the_time_frame_asks_for_edges_or_all_of_a_case),
        cmocka_unit_test(dates_are_on_the_clocks_of_the_zone),
        cmocka_unit_test(durations_run_from_the_first_start_to_the_latest_end),
        cmocka_unit_test(events_are_counted),
        cmocka_unit_test(followers_have_a_distance),
        cmocka_unit_test(variants_have_rank_cases_and_share),
        cmocka_unit_test(rework_is_repeat_loop_or_reopen),
        cmocka_unit_test(not_binds_closer_than_and_and_that_than_or),
        cmocka_unit_test(several_expressions_hold_together),
        cmocka_unit_test(nesting_has_a_limit_and_no_depth_costs_a_stack),
        cmocka_unit_test(what_the_log_does_not_have_is_an_error_with_the_nearest),
        cmocka_unit_test(what_cannot_be_meant_is_shown_with_its_place),
        cmocka_unit_test(no_case_left_says_which_part_took_the_last),
        cmocka_unit_test(a_cut_log_has_only_the_names_it_uses),
        cmocka_unit_test(rows_of_other_cases_are_ignored_ones),
        cmocka_unit_test(rows_that_do_not_add_up_are_a_defect),
        cmocka_unit_test(a_refused_allocation_is_a_status),
        cmocka_unit_test(the_corpus_is_harmless),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
