/* test_convert.c - a document in another form allows the same runs, with the same owners
 * and limits; what a form cannot hold is told, what it cannot say is refused. */
#include "model/bpmn/drawing.h"
#include "model/convert.h"
#include "model/net/net_tree.h"
#include "model/same_runs.h"
#include "tests/support/documents.h"
#include "tests/support/language.h"
#include "tests/support/test.h"
#include "tests/support/trees.h"

#include "base/mem_refuse.h"

#include <stdio.h>
#include <string.h>

static char written[64 * 1024], lost[4096];

static struct gp_process *convert_to(const struct gp_process *p, const char *ending)
{
    struct gp_text out = {0}, without = {0};
    struct gp_err err = {0};

    if (gp_convert(p, ending, &out, &without, &err) != GP_OK)
        fail_msg("%s", err.text);
    snprintf(written, sizeof written, "%s", gp_text_z(&out));
    snprintf(lost, sizeof lost, "%s", gp_text_z(&without));
    gp_text_release(&out);
    gp_text_release(&without);
    return document_of(ending, written, NULL);
}

static const char *manual_of(const char *name, const char *text)
{
    struct gp_process *p = document_of(name, text, NULL);

    gp_process_free(convert_to(p, ".md"));
    gp_process_free(p);
    return strchr(strstr(written, "Written"), '\n') + 2;
}

static void refused(const char *name, const char *text, const char *words)
{
    struct gp_process *p = document_of(name, text, NULL);
    struct gp_text out = {0}, without = {0};
    struct gp_err err = {0};

    assert_int_equal(gp_convert(p, ".md", &out, &without, &err), GP_INPUT);
    assert_non_null(strstr(err.text, words));
    gp_text_release(&out);
    gp_text_release(&without);
    gp_process_free(p);
}

/* Owners, limits and rules included: through a drawing and back into words. */
static void through_a_drawing(const char *text)
{
    struct gp_process *p = document_of("m.md", text, NULL), *drawn;

    drawn = convert_to(p, ".bpmn");
    assert_string_equal(lost, "");
    gp_process_free(convert_to(drawn, ".md"));
    assert_string_equal(strchr(strstr(written, "Written"), '\n') + 2, text);
    gp_process_free(drawn);
    gp_process_free(p);
}

static void a_manual_comes_back_as_it_was(void **state)
{
    static const char text[] = "1. Log ticket (First line)\n"
                               "2. Triage (First line) within 4 hours\n"
                               "3. optional: Call customer\n"
                               "4. one of:\n"
                               "   - Fix (Second line), may repeat\n"
                               "   - Escalate\n"
                               "     1. Wait for vendor\n"
                               "5. any order:\n"
                               "   - Test within 2 business days of \"Log ticket\"\n"
                               "   - Document\n"
                               "6. repeat 4-5 until done\n"
                               "7. Confirm\n"
                               "8. optional: Reopen, back to 2\n"
                               "9. optional: Close\n"
                               "\n"
                               "## Rules\n"
                               "\n"
                               "- never Fix and Escalate\n";

    (void)state;
    assert_string_equal(manual_of("m.md", text), text);
    assert_string_equal(lost, "");
    through_a_drawing(text);
}

static void names_that_look_like_clauses_are_quoted(void **state)
{
    (void)state;
    assert_string_equal(
        manual_of("x.net.tsv",
                  "P\t0\t\t1\t0\nP\t1\t\t0\t0\nP\t2\t\t0\t0\nP\t3\t\t0\t0\n"
                  "P\t4\t\t0\t0\nP\t5\t\t0\t0\nP\t6\t\t0\t0\nP\t7\t\t0\t1\n"
                  "T\t0\tSent back to customer\t0\t1\nT\t1\tDone.\t1\t2\n"
                  "T\t2\t1. Look\t2\t3\nT\t3\t*Check*\t3\t4\nT\t4\tWeek "
                  "end\t4\t5\nT\t5\tA within 2 days\t5\t6\n"
                  "T\t6\toptional: B\t6\t7\n"),
        "1. \"Sent back to customer\"\n"
        "2. \"Done.\"\n"
        "3. 1\\. Look\n"
        "4. \\*Check\\*\n"
        "5. Week end\n"
        "6. \"A within 2 days\"\n"
        "7. \"optional: B\"\n");
}

static void what_a_manual_cannot_hold_is_told(void **state)
{
    struct gp_process *p = document_of("m.md", "1. A (X) within 2 days\n2. B\n", NULL);

    (void)state;
    p->limits[0].kind = GP_LIMIT_CASE;
    gp_process_free(convert_to(p, ".md"));
    assert_string_equal(lost, "the limit \"within 2 days\" of \"A\" (line 1)\n");
    gp_process_free(convert_to(p, ".pnml"));
    assert_string_equal(lost, "1 owner of a step\n1 time limit\n");
    gp_process_free(p);
}

static void ways_that_cross_are_refused_with_the_steps(void **state)
{
    (void)state; /* A and B at once, C after A, D after both, E after B */
    refused(
        "x.net.tsv",
        "P\t0\ts\t1\t0\nP\t1\ta\t0\t0\nP\t2\tb\t0\t0\nP\t3\tc\t0\t0\nP\t4\td\t0\t0\n"
        "P\t5\te\t0\t0\nP\t6\tf\t0\t0\nP\t7\tg\t0\t0\nP\t8\tend\t0\t1\n"
        "T\t0\t\t0\t1,2\nT\t1\tA\t1\t3,4\nT\t2\tB\t2\t5\nT\t3\tC\t3\t6\n"
        "T\t4\tD\t4,5\t7\nT\t5\t\t6,7\t8\n",
        "nested blocks cannot say");
}

static void what_cannot_be_drawn_is_refused_by_name(void **state)
{
    struct gp_process *p =
        document_of("x.net.tsv",
                    "P\t0\ts\t1\t0\nP\t1\ta\t0\t0\nP\t2\tb\t0\t0\nP\t3\tc\t0\t0\n"
                    "P\t4\tend\t0\t1\nT\t0\t\t0\t1,2\nT\t1\tApprove\t1,2\t4\n"
                    "T\t2\tWait\t1\t3\nT\t3\tGo\t2,3\t4\n",
                    NULL);
    struct gp_text out = {0}, without = {0};
    struct gp_err err = {0};

    (void)state;
    assert_int_equal(gp_convert(p, ".bpmn", &out, &without, &err), GP_INPUT);
    assert_non_null(strstr(err.text, "\"Approve\" waits for what another step"));
    gp_text_release(&out);
    gp_text_release(&without);
    gp_process_free(p);
}

/* Boxes do not lie on each other, and arrows begin and end at boxes. */
static void a_drawing_has_room_for_everything(void **state)
{
    struct gp_process *p = document_of(
        "m.md",
        "1. A (X)\n2. one of:\n   - B (Y)\n   - C\n   - D (X)\n3. any order:\n"
        "   - E (Y)\n   - F\n4. G (X), back to 2\n5. H\n",
        NULL);
    struct gp_drawing d;
    size_t i, k;

    (void)state;
    assert_int_equal(gp_drawing_make(p, p->nets[0], &d, NULL), GP_OK);
    assert_true(gp_drawing_place(p, &d, 100, 50));
    for (i = 0; i < d.n; i++) {
        assert_true(d.node[i].x >= 100 && d.node[i].y >= 50);
        assert_true(d.node[i].x + d.node[i].width <= 100 + d.width);
        assert_true(d.node[i].y + d.node[i].height <= 50 + d.height);
        for (k = 0; k < i; k++)
            assert_true(d.node[i].x >= d.node[k].x + d.node[k].width ||
                        d.node[k].x >= d.node[i].x + d.node[i].width ||
                        d.node[i].y >= d.node[k].y + d.node[k].height ||
                        d.node[k].y >= d.node[i].y + d.node[i].height);
    }
    for (i = 0; i < d.n_arrows; i++) {
        const struct gp_drawn_arrow *a = &d.arrow[i];

        assert_int_equal(a->x[0], d.node[a->from].x + d.node[a->from].width);
        assert_int_equal(a->x[a->n - 1], d.node[a->to].x);
    }
    gp_drawing_release(&d);
    gp_process_free(p);
}

static void several_pools_are_refused_by_name(void **state)
{
    struct gp_process *p = document_of("m.md", "1. A\n", NULL);
    struct gp_net *net = gp_process_net(p, GP_NO_ID);
    struct gp_text out = {0}, without = {0};
    struct gp_err err = {0};

    (void)state;
    net->name = gp_slice("Supplier");
    gp_net_step(net, 0, 0, gp_net_place(net, GP_NO_ID), gp_net_place(net, GP_NO_ID));
    assert_int_equal(gp_convert(p, ".md", &out, &without, &err), GP_INPUT);
    assert_non_null(strstr(err.text, "Supplier"));
    gp_text_release(&out);
    gp_text_release(&without);
    gp_process_free(p);
}

static void ways_that_meet_late_are_written_once_more(void **state)
{
    (void)state; /* S, then A or B; A goes on to C or D, B to D only */
    assert_string_equal(manual_of("m.mmd", "flowchart TD\n S-->A\n S-->B\n A-->C\n "
                                           "A-->D\n B-->D\n C-->E\n D-->E\n"),
                        "1. S\n"
                        "2. one of:\n"
                        "   - A\n"
                        "     1. one of:\n"
                        "        - C\n"
                        "        - D\n"
                        "   - B\n"
                        "     1. D\n"
                        "3. E\n");
}

/* One random tree there and back; what differs is told with its runs. */
static void there_and_back(const struct gp_tree *t, uint32_t root, uint64_t seed,
                           const char *ending)
{
    struct gp_process *p = process_of_tree(t, root), *again = NULL;
    struct gp_text before = {0}, after = {0}, out = {0}, without = {0}, line = {0};
    struct gp_err err = {0};

    tree_line(&line, t, root);
    if (gp_convert(p, ending, &out, &without, &err) != GP_OK)
        fail_msg("seed %llu, %s: %s\n%s", (unsigned long long)seed, line.at, err.text,
                 gp_text_z(&out));
    again = document_of(ending, out.at, NULL);
    gp_naive_language(p, 5, &before);
    gp_naive_language(again, 5, &after);
    if (strcmp(gp_text_z(&before), gp_text_z(&after)) != 0)
        fail_msg("seed %llu, %s:\n%s", (unsigned long long)seed, line.at, out.at);
    gp_process_free(p);
    gp_process_free(again);
    gp_text_release(&before);
    gp_text_release(&after);
    gp_text_release(&out);
    gp_text_release(&without);
    gp_text_release(&line);
}

static void random_trees_keep_their_runs(void **state)
{
    uint64_t seed = 1;
    size_t round;

    (void)state;
    for (round = 0; round < 600; round++) {
        uint64_t begun = seed;
        struct gp_tree t = {0};
        uint32_t root = random_tree(&t, &seed, 6, 2 + (unsigned)(round % 8));

        if (gp_tree_steps(&t, root, 1) != 0)
            there_and_back(&t, root, begun, round % 2 == 0 ? ".md" : ".bpmn");
        gp_tree_release(&t);
    }
}

/* The comparison of runs against the plain enumeration of them. */
static void runs_are_compared_as_their_words_say(void **state)
{
    uint64_t seed = 7;
    size_t round, differ = 0;

    (void)state;
    for (round = 0; round < 300; round++) {
        struct gp_tree t = {0};
        uint32_t a = random_tree(&t, &seed, 1, 3), b = random_tree(&t, &seed, 1, 3);
        struct gp_process *p = process_of_tree(&t, a), *q = process_of_tree(&t, b);
        struct gp_text before = {0}, after = {0};
        enum gp_sameness_of_runs same;

        gp_naive_language(p, 8, &before);
        gp_naive_language(q, 8, &after);
        assert_int_equal(gp_same_runs(p, q, 0, &same, NULL, NULL), GP_OK);
        assert_int_equal(same == GP_RUNS_SAME,
                         strcmp(gp_text_z(&before), gp_text_z(&after)) == 0);
        differ += same == GP_RUNS_DIFFER;
        gp_text_release(&before);
        gp_text_release(&after);
        gp_process_free(p);
        gp_process_free(q);
        gp_tree_release(&t);
    }
    assert_in_range(differ, 100, 280);
}

static void a_difference_is_told_by_a_shortest_run(void **state)
{
    struct gp_process *p = document_of("a.md", "1. A\n2. B\n3. optional: C\n", NULL);
    struct gp_process *q = document_of("b.md", "1. A\n2. B, may repeat\n", NULL);
    struct gp_text difference = {0};
    enum gp_sameness_of_runs same;

    (void)state;
    assert_int_equal(gp_same_runs(p, q, 0, &same, &difference, NULL), GP_OK);
    assert_int_equal(same, GP_RUNS_DIFFER);
    assert_string_equal(difference.at, "A -> B -> B");
    gp_text_release(&difference);
    gp_process_free(p);
    gp_process_free(q);
}

static void short_memory_is_a_failure_not_a_crash(void **state)
{
    struct gp_process *p = document_of(
        "m.md", "1. A (X)\n2. one of:\n   - B\n   - C\n3. any order:\n   - D\n   - E\n",
        NULL);
    uint64_t n;

    (void)state;
    for (n = 0; n < 4000; n += 1 + n / 50) {
        struct gp_text out = {0}, without = {0};
        enum gp_status st;

        gp_mem_refuse(n, false);
        st = gp_convert(p, n % 2 == 0 ? ".md" : ".bpmn", &out, &without, NULL);
        (void)gp_mem_refuse_none();
        assert_true(st == GP_OK || st == GP_SYSTEM);
        gp_text_release(&out);
        gp_text_release(&without);
    }
    gp_process_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_manual_comes_back_as_it_was),
        cmocka_unit_test(names_that_look_like_clauses_are_quoted),
        cmocka_unit_test(what_a_manual_cannot_hold_is_told),
        cmocka_unit_test(ways_that_cross_are_refused_with_the_steps),
        cmocka_unit_test(what_cannot_be_drawn_is_refused_by_name),
        cmocka_unit_test(a_drawing_has_room_for_everything),
        cmocka_unit_test(several_pools_are_refused_by_name),
        cmocka_unit_test(ways_that_meet_late_are_written_once_more),
        cmocka_unit_test(random_trees_keep_their_runs),
        cmocka_unit_test(runs_are_compared_as_their_words_say),
        cmocka_unit_test(a_difference_is_told_by_a_shortest_run),
        cmocka_unit_test(short_memory_is_a_failure_not_a_crash),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
