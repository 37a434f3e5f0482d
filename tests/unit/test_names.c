/* Names of steps and activities: folding, likeness, matching, the mapping file.
 *
 * With arguments it compares two names the way tests/model/check_names.py wants it, who
 * knows the expected values; without arguments it runs its own tests and then the script.
 */
#include "base/mem_refuse.h"
#include "model/name_fold.h"
#include "model/names.h"
#include "model/names/name_assign.h"
#include "model/names/name_score.h"
#include "tests/support/reading.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *folded(const char *name, struct gp_text *t)
{
    gp_text_clear(t);
    assert_true(gp_name_fold(gp_slice(name), t));
    return gp_text_z(t);
}

static double score(const char *a, const char *b)
{
    struct gp_text x = {0}, y = {0};
    double s = gp_name_score(gp_slice(folded(a, &x)), gp_slice(folded(b, &y)));

    gp_text_release(&x);
    gp_text_release(&y);
    return s;
}

static void folding_drops_case_accents_width_and_punctuation(void **state)
{
    struct gp_text t = {0};

    (void)state;
    assert_string_equal(folded("  Pr\xC3\xBC"
                               "fung \xE2\x80\x93 Stra\xC3\x9F"
                               "e! ",
                               &t),
                        "prufung strasse");
    assert_string_equal(folded("\xEF\xBC\xA1pprove-cost", &t), "approve cost");
    assert_string_equal(folded("\xE3\x82\xAF\xE3\x83\xAD", &t),
                        "\xE3\x82\xAF\xE3\x83\xAD");
    assert_string_equal(folded("a\xFF"
                               "b",
                               &t),
                        "a b");
    assert_string_equal(folded("", &t), "");
    gp_text_release(&t);
}

static void codes_and_life_cycles_are_stripped(void **state)
{
    (void)state;
    assert_true(gp_slice_is(gp_name_strip(gp_slice("T02 Check")), "Check"));
    assert_true(gp_slice_is(gp_name_strip(gp_slice("Check+complete")), "Check"));
    assert_true(gp_slice_is(gp_name_strip(gp_slice("T02")), "T02"));
    assert_true(gp_slice_is(gp_name_strip(gp_slice("Order 66")), "Order 66"));
    assert_true(gp_slice_is(gp_name_strip(gp_slice("a+b")), "a+b"));
}

static void opposites_are_never_alike(void **state)
{
    (void)state;
    assert_true(score("Closed Won", "Closed Lost") == 0);
    assert_true(score("Approve", "Disapprove") == 0);
    assert_true(score("Escalate", "De-escalate") == 0);
    assert_true(score("Open ticket", "Reopen ticket") == 0);
    assert_true(score("Approved", "Not approved") == 0);
    assert_true(score("Approve order", "Order rejected") == 0);
    assert_true(score("Win", "Winter") < 0.6);
}

static void the_same_work_in_other_words_is_alike(void **state)
{
    (void)state;
    assert_true(score("Create quote", "Quote created") > 0.9);
    assert_true(score("Qualify lead", "Lead qualification") > 0.9);
    assert_true(score("Confirm with customer", "Customer confirmed") > 0.75);
    assert_true(score("Send invoice", "Pay salaries") < 0.55);
}

static void the_best_total_is_found_not_the_best_pair(void **state)
{
    /* greedy would take 0.9 and then 0.1 */
    static const double s[] = {0.9, 0.8, 0.7, 0.1};
    size_t partner[2];

    (void)state;
    assert_true(gp_name_assign(s, 2, 2, partner));
    assert_int_equal(partner[0], 1);
    assert_int_equal(partner[1], 0);
}

static void nobody_gets_a_pair_of_score_zero(void **state)
{
    static const double s[] = {0, 0.5, 0, 0, 0, 0};
    size_t partner[2];

    (void)state;
    assert_true(gp_name_assign(s, 2, 3, partner));
    assert_int_equal(partner[0], 1);
    assert_true(partner[1] == SIZE_MAX);
}

static double total(const double *s, size_t n, size_t m, const size_t *partner)
{
    double sum = 0;
    size_t i;

    for (i = 0; i < n; i++)
        sum += partner[i] == SIZE_MAX ? 0 : s[i * m + partner[i]];
    return sum;
}

static double best_total(const double *s, size_t n, size_t m, size_t row,
                         unsigned taken)
{
    double best = 0, sum;
    size_t k;

    if (row == n)
        return 0;
    best = best_total(s, n, m, row + 1, taken);
    for (k = 0; k < m; k++)
        if ((taken >> k & 1) == 0) {
            sum = s[row * m + k] + best_total(s, n, m, row + 1, taken | 1u << k);
            if (sum > best)
                best = sum;
        }
    return best;
}

static void assignment_equals_trying_everything(void **state)
{
    uint64_t x = 88172645463325252u;
    int round;

    (void)state;
    for (round = 0; round < 500; round++) {
        double s[30];
        size_t partner[6], n = 1 + (size_t)round % 6, m = 1 + (size_t)round / 6 % 5, i;

        for (i = 0; i < n * m; i++) {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            s[i] = x % 3 == 0 ? 0 : (double)(x % 1000) / 1000;
        }
        assert_true(gp_name_assign(s, n, m, partner));
        assert_float_equal(total(s, n, m, partner), best_total(s, n, m, 0, 0), 1e-9);
    }
}

struct lists {
    struct gp_dict steps, activities;
};

static struct lists lists(const char *const *steps, const char *const *activities)
{
    struct lists l = {0};

    for (; *steps != NULL; steps++)
        assert_true(gp_dict_add(&l.steps, gp_slice(*steps)) != GP_NO_ID);
    for (; *activities != NULL; activities++)
        assert_true(gp_dict_add(&l.activities, gp_slice(*activities)) != GP_NO_ID);
    return l;
}

static void release(struct lists *l)
{
    gp_dict_release(&l->steps);
    gp_dict_release(&l->activities);
}

static const char *const some_steps[] = {"Approve", "Create quote", "Check papers",
                                         "Archive", "Won",          NULL};
static const char *const some_activities[] = {
    "approve", "Approve", "Quote created", "T02 Check papers+complete", "Lost", NULL};

static void levels_come_in_order_and_nothing_is_silent(void **state)
{
    struct lists l = lists(some_steps, some_activities);
    struct gp_names_options o = {0};
    struct gp_names n;

    (void)state;
    assert_int_equal(gp_names_match(&l.steps, &l.activities, &o, &n, NULL), GP_OK);
    assert_int_equal(n.n, 7); /* 2 + 1 + 1 + 1 + 1 steps, and Lost */
    assert_int_equal(n.matches[0].how, GP_HOW_SAME); /* "Approve" before "approve" */
    assert_true(n.matches[0].shared);
    assert_int_equal(n.matches[1].how, GP_HOW_FOLDED);
    assert_int_equal(n.matches[2].how, GP_HOW_PROPOSED);
    assert_false(n.matches[2].used);
    assert_int_equal(n.matches[3].how, GP_HOW_FOLDED);
    assert_true(n.matches[3].stripped);
    assert_int_equal(n.matches[4].how, GP_HOW_NONE);
    assert_int_equal(n.matches[5].how, GP_HOW_NONE); /* Won is not Lost */
    assert_int_equal(n.matches[6].activity, 4);
    assert_int_equal(n.step_of[0], 0);
    assert_int_equal(n.step_of[2], GP_NO_ID);
    assert_int_equal(n.n_used, 3);
    assert_int_equal(n.n_steps_without, 3);
    assert_int_equal(n.n_activities_without, 2);
    gp_names_release(&n);
    release(&l);
}

static void a_name_may_stand_within_the_sentence_of_its_step(void **state)
{
    static const char *const steps[] = {"New: the desk records it",
                                        "Closed Won / Closed Lost",
                                        "Negotiate \xE2\x80\x93 terms are agreed",
                                        "Ask, if papers are missing",
                                        "Sign or Pay",
                                        "Note: look twice",
                                        "Keep or Scrap \xE2\x80\x93 the lead decides",
                                        NULL};
    static const char *const activities[] = {"new",       "Closed won", "Closed lost",
                                             "Negotiate", "ask",        "Pay",
                                             "Keep",      "Scrap",      NULL};
    static const uint32_t expected[] = {0, 1, 1, 2, 3, GP_NO_ID, 6, 6};
    struct lists l = lists(steps, activities);
    struct gp_names_options o = {0};
    struct gp_names n;
    size_t i;

    (void)state;
    assert_int_equal(gp_names_match(&l.steps, &l.activities, &o, &n, NULL), GP_OK);
    for (i = 0; i < 8; i++) /* "Sign or Pay": Sign is none, so neither is taken */
        assert_int_equal(n.step_of[i], expected[i]);
    assert_int_equal(n.matches[0].how, GP_HOW_FOLDED);
    assert_true(n.matches[0].stripped);
    gp_names_release(&n);
    release(&l);
}

static void proposals_are_used_only_when_accepted(void **state)
{
    struct lists l = lists(some_steps, some_activities);
    struct gp_names_options o = {.accept = 0.8};
    struct gp_names n;

    (void)state;
    assert_int_equal(gp_names_match(&l.steps, &l.activities, &o, &n, NULL), GP_OK);
    assert_int_equal(n.step_of[2], 1);
    gp_names_release(&n);
    release(&l);
}

static void the_mapping_file_comes_back_as_it_was_written(void **state)
{
    struct lists l = lists(some_steps, some_activities);
    struct gp_names_options o = {0};
    struct gp_text first = {0}, second = {0};
    struct gp_mapping mapping;
    struct gp_names n;

    (void)state;
    assert_int_equal(gp_names_match(&l.steps, &l.activities, &o, &n, NULL), GP_OK);
    gp_names_write(&first, &n, &l.steps, &l.activities, NULL);
    gp_names_release(&n);
    assert_non_null(strstr(first.at, "# Create quote\tQuote created\tproposed "));
    assert_int_equal(gp_mapping_read("m.tsv", gp_slice(first.at), &mapping, NULL),
                     GP_OK);
    assert_true(mapping.complete);
    o.mapping = &mapping;
    assert_int_equal(gp_names_match(&l.steps, &l.activities, &o, &n, NULL), GP_OK);
    gp_names_write(&second, &n, &l.steps, &l.activities, NULL);
    assert_string_equal(first.at, second.at);
    gp_names_release(&n);
    gp_mapping_release(&mapping);
    gp_text_release(&first);
    gp_text_release(&second);
    release(&l);
}

static void a_mapped_arrow_becomes_a_step(void **state)
{
    struct gp_process *p =
        reading_of("mermaid", "stateDiagram-v2\nnew --> open : take\n"
                              "open --> done : close\n");
    struct gp_mapping mapping;

    (void)state;
    process_runs(p, 5, "new open done\n");
    assert_int_equal(gp_mapping_read("m.csv", gp_slice("take,Taken\n# close,Closed\n"),
                                     &mapping, NULL),
                     GP_OK);
    assert_int_equal(gp_mapping_show(&mapping, p, NULL), GP_OK);
    process_runs(p, 5, "new take open done\n");
    gp_mapping_release(&mapping);
    gp_process_free(p);
}

static void a_csv_of_step_and_activity_is_a_mapping(void **state)
{
    struct lists l = lists(some_steps, some_activities);
    struct gp_mapping mapping;
    struct gp_names_options o = {.mapping = &mapping};
    struct gp_names n;

    (void)state;
    assert_int_equal(gp_mapping_read("m.csv",
                                     gp_slice("step,activity\nArchive,Lost\n"
                                              "\"Create quote\",\"Quote created\"\n"
                                              ",approve,ignore\n"),
                                     &mapping, NULL),
                     GP_OK);
    assert_int_equal(gp_names_match(&l.steps, &l.activities, &o, &n, NULL), GP_OK);
    assert_int_equal(n.step_of[4], 3);
    assert_int_equal(n.step_of[2], 1);
    assert_int_equal(n.step_of[0], GP_NO_ID);
    gp_names_release(&n);
    gp_mapping_release(&mapping);
    release(&l);
}

static void a_mapping_that_names_nothing_we_know_is_refused(void **state)
{
    struct lists l = lists(some_steps, some_activities);
    struct gp_mapping mapping;
    struct gp_names_options o = {.mapping = &mapping};
    struct gp_err err = {0};
    struct gp_names n;

    (void)state;
    assert_int_equal(gp_mapping_read("m.csv", gp_slice("Foo,Lost\n"), &mapping, &err),
                     GP_OK);
    assert_int_equal(gp_names_match(&l.steps, &l.activities, &o, &n, &err), GP_USAGE);
    assert_int_equal(err.line, 1);
    gp_mapping_release(&mapping);
    assert_int_equal(
        gp_mapping_read("m.tsv", gp_slice("Won\tLost\tby hand\n"), &mapping, &err),
        GP_OK);
    assert_int_equal(gp_names_match(&l.steps, &l.activities, &o, &n, &err), GP_USAGE);
    assert_non_null(strstr(err.text, "does not mention"));
    gp_mapping_release(&mapping);
    release(&l);
}

static void neighbours_that_match_give_a_bonus(void **state)
{
    static const char *const steps[] = {"A", "Send offer", "C", NULL};
    static const char *const activities[] = {"A", "Offer dispatch", "C", NULL};
    static const uint32_t before[] = {GP_NO_ID, 0, 1}, after[] = {1, 2, GP_NO_ID};
    struct lists l = lists(steps, activities);
    struct gp_names_options o = {.floor = 0.1,
                                 .step_before = before,
                                 .step_after = after,
                                 .activity_before = before,
                                 .activity_after = after};
    struct gp_names n;

    (void)state;
    assert_int_equal(gp_names_match(&l.steps, &l.activities, &o, &n, NULL), GP_OK);
    assert_int_equal(n.matches[1].how, GP_HOW_PROPOSED);
    assert_float_equal(n.matches[1].bonus, 0.1, 1e-12);
    gp_names_release(&n);
    release(&l);
}

static void a_refused_allocation_is_a_status(void **state)
{
    uint64_t nth;

    (void)state;
    for (nth = 0;; nth++) {
        struct lists l = lists(some_steps, some_activities);
        struct gp_names_options o = {0};
        struct gp_names n;
        enum gp_status st;
        bool refused;

        gp_mem_refuse(nth, false);
        st = gp_names_match(&l.steps, &l.activities, &o, &n, NULL);
        refused = gp_mem_refuse_none();
        if (st == GP_OK)
            gp_names_release(&n);
        else
            assert_int_equal(st, GP_SYSTEM);
        release(&l);
        if (!refused)
            break;
    }
}

/* The values of one pair, one a line. */
static int compare(char **name)
{
    struct gp_text x = {0}, y = {0}, t = {0};
    struct gp_slice a, b;

    if (!gp_name_fold(gp_slice(name[0]), &x) || !gp_name_fold(gp_slice(name[1]), &y))
        return 4;
    a = gp_text_slice(&x);
    b = gp_text_slice(&y);
    printf("folded_a\t%s\nfolded_b\t%s\n", gp_text_z(&x), gp_text_z(&y));
    gp_name_sort_words(a, &t);
    printf("token_sorted_a\t%s\n", gp_text_z(&t));
    gp_text_clear(&t);
    gp_name_sort_words(b, &t);
    printf("token_sorted_b\t%s\n", gp_text_z(&t));
    gp_text_clear(&t);
    printf("folded_equal\t%s\n", gp_slice_eq(a, b) ? "True" : "False");
    printf("osa\t%u\nsimilarity_osa\t%.17g\n", gp_name_osa(a, b), gp_name_edits(a, b));
    printf("jaro_winkler\t%.17g\nraw_jaro_winkler\t%.17g\n", gp_name_jaro_winkler(a, b),
           gp_name_jaro_winkler(gp_slice(name[0]), gp_slice(name[1])));
    gp_text_release(&x);
    gp_text_release(&y);
    gp_text_release(&t);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folding_drops_case_accents_width_and_punctuation),
        cmocka_unit_test(codes_and_life_cycles_are_stripped),
        cmocka_unit_test(opposites_are_never_alike),
        cmocka_unit_test(the_same_work_in_other_words_is_alike),
        cmocka_unit_test(the_best_total_is_found_not_the_best_pair),
        cmocka_unit_test(nobody_gets_a_pair_of_score_zero),
        cmocka_unit_test(assignment_equals_trying_everything),
        cmocka_unit_test(levels_come_in_order_and_nothing_is_silent),
        cmocka_unit_test(a_name_may_stand_within_the_sentence_of_its_step),
        cmocka_unit_test(proposals_are_used_only_when_accepted),
        cmocka_unit_test(the_mapping_file_comes_back_as_it_was_written),
        cmocka_unit_test(a_csv_of_step_and_activity_is_a_mapping),
        cmocka_unit_test(a_mapped_arrow_becomes_a_step),
        cmocka_unit_test(a_mapping_that_names_nothing_we_know_is_refused),
        cmocka_unit_test(neighbours_that_match_give_a_bonus),
        cmocka_unit_test(a_refused_allocation_is_a_status),
    };

    if (argc == 3)
        return compare(argv + 1);
    if (cmocka_run_group_tests(tests, NULL, NULL) != 0)
        return 1;
    execl("/usr/bin/python3", "python3", "tests/model/check_names.py", argv[0],
          (char *)NULL);
    perror("python3");
    return 1;
}
