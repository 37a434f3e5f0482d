/* test_discover.c - the tree of small logs, by hand: each cut, what is rare, what is
 * optional or repeated, cases that stop, and the main road where no cut is. */
#include "mine/discover/discover.h"
#include "tests/support/language.h"
#include "tests/support/test.h"
#include "tests/support/trees.h"

#include "base/mem_refuse.h"

#include <string.h>

static const struct gp_discover_options usual = {0.2, 0.1};

/* "ABC*3 AC*2": ways of one letter a step, and their cases. */
static size_t ways_of(const char *text, struct gp_way *way, uint32_t *label)
{
    size_t n = 0;

    while (*text != '\0') {
        way[n] = (struct gp_way){.label = label, .length = 0, .cases = 0};
        for (; *text != '*'; text++)
            if (*text != '-') {
                *label++ = (uint32_t)(*text - 'A');
                way[n].length++;
            }
        for (text++; *text != '\0' && *text != ' '; text++)
            way[n].cases = way[n].cases * 10 + (uint64_t)(*text - '0');
        text += *text == ' ';
        n++;
    }
    return n;
}

static const char *tree_of(const char *text)
{
    static char shown[1024];
    struct gp_way way[64];
    uint32_t label[1024];
    struct gp_tree tree;
    struct gp_text line = {0};
    size_t n = ways_of(text, way, label);

    assert_int_equal(gp_discover(way, n, 26, &usual, &tree, NULL), GP_OK);
    tree_line(&line, &tree, tree.root);
    strcpy(shown, line.at);
    gp_text_release(&line);
    gp_tree_release(&tree);
    return shown;
}

static void every_cut_is_found(void **state)
{
    (void)state;
    assert_string_equal(tree_of("ABC*10"), ">(A,B,C)");
    assert_string_equal(tree_of("ABD*10 ACD*10"), ">(A,X(B,C),D)");
    assert_string_equal(tree_of("ABCD*10 ACBD*10"), ">(A,+(B,C),D)");
    assert_string_equal(tree_of("ABD*10 ABCABD*5"), ">(*(>(A,B),C),D)");
    assert_string_equal(tree_of("AC*5 ABC*5"), ">(A,X(B,-),C)");
    assert_string_equal(tree_of("ABBC*5 ABC*5"), ">(A,*(B,-),C)");
}

static void blocks_lie_in_blocks(void **state)
{
    (void)state; /* B, C and D or E at the same time, then again after F */
    assert_string_equal(
        tree_of("ABCG*5 ACBG*5 ADG*5 AEG*5 ABCFADG*5 AEFABCG*5 ADFAEG*5"),
        ">(*(>(A,X(+(B,C),D,E)),F),G)");
}

static void what_few_cases_do_is_left_out(void **state)
{
    (void)state; /* 5 of 100 skip B, 5 go back from C: below 10 and 20 % */
    assert_string_equal(tree_of("ABC*90 AC*5 ABCBC*5"), ">(A,B,C)");
    assert_string_equal(tree_of("ABC*80 AC*20"), ">(A,X(B,-),C)");
}

static void cases_that_stop_make_the_rest_optional(void **state)
{
    (void)state;
    assert_string_equal(tree_of("A*5 AB*5 ABC*5 ABCD*5"),
                        ">(A,X(>(B,X(>(C,X(D,-)),-)),-))");
}

static void all_of_it_again_is_a_loop(void **state)
{
    (void)state;
    assert_string_equal(tree_of("AB*5 ABAB*5"), "*(>(A,B),-)");
}

static void without_a_cut_the_main_road_is_kept(void **state)
{
    (void)state; /* in a circle, from anywhere: not every order, and no first step */
    assert_string_equal(tree_of("ABC*2 BCA*1 CAB*1"), ">(A,B,C)");
    assert_string_equal(tree_of("-*3"), "-");
}

/* A log that holds each run of a tree up to a length is followed by what is found. */
static void what_is_found_allows_what_was_seen(void **state)
{
    uint64_t seed = 5;
    size_t round;

    (void)state;
    for (round = 0; round < 200; round++) {
        struct gp_tree t = {0}, found;
        uint32_t root = random_tree(&t, &seed, 6, 4), label[2000], n_labels = 0;
        struct gp_process *p = process_of_tree(&t, root), *q;
        struct gp_text runs = {0}, again = {0};
        struct gp_way way[400];
        size_t n = 0;
        const char *at, *line;

        gp_naive_language(p, 4, &runs);
        for (line = at = gp_text_z(&runs); *at != '\0' && n < 100; at++) {
            if (*at != '\n')
                continue;
            way[n] = (struct gp_way){label + n_labels, 0, 10};
            for (; line < at; line++)
                if (*line >= 'A' && *line <= 'F') {
                    label[n_labels++] = (uint32_t)(*line - 'A');
                    way[n].length++;
                }
            n++;
            line = at + 1;
        }
        assert_int_equal(gp_discover(way, n, 6, &usual, &found, NULL), GP_OK);
        if (!gp_tree_is_silent(&found, found.root) && n > 0) {
            q = process_of_tree(&found, found.root);
            gp_naive_language(q, 4, &again);
            assert_true(again.len > 0);
            gp_process_free(q);
        }
        gp_text_release(&runs);
        gp_text_release(&again);
        gp_tree_release(&found);
        gp_tree_release(&t);
        gp_process_free(p);
    }
}

static void short_memory_is_a_failure_not_a_crash(void **state)
{
    struct gp_way way[64];
    uint32_t label[1024];
    size_t n = ways_of("ABCG*5 ACBG*5 ADG*5 ABCFADG*5 AAB*1", way, label);
    uint64_t nth;

    (void)state;
    for (nth = 0; nth < 600; nth++) {
        struct gp_tree tree;
        enum gp_status st;

        gp_mem_refuse(nth, false);
        st = gp_discover(way, n, 26, &usual, &tree, NULL);
        (void)gp_mem_refuse_none();
        assert_true(st == GP_OK || st == GP_SYSTEM);
        gp_tree_release(&tree);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cut_is_found),
        cmocka_unit_test(blocks_lie_in_blocks),
        cmocka_unit_test(what_few_cases_do_is_left_out),
        cmocka_unit_test(cases_that_stop_make_the_rest_optional),
        cmocka_unit_test(all_of_it_again_is_a_loop),
        cmocka_unit_test(without_a_cut_the_main_road_is_kept),
        cmocka_unit_test(what_is_found_allows_what_was_seen),
        cmocka_unit_test(short_memory_is_a_failure_not_a_crash),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
