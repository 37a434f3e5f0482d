/* test_write_net.c - a document written as a net allows the same runs; what the form
 * cannot say is refused by name. */
#include "model/net/write_net.h"
#include "tests/support/documents.h"
#include "tests/support/test.h"

#include <string.h>

enum { STEPS = 8 };

static void same_runs(const char *name, const char *text)
{
    static const char *const endings[] = {".net.tsv", ".pnml"};
    struct gp_process *p = document_of(name, text, NULL);
    struct gp_text before = {0};
    size_t i;

    gp_text_add(&before, runs_of(p, 0, STEPS));
    assert_true(before.len != 0);
    for (i = 0; i < 2; i++) {
        struct gp_text out = {0};
        struct gp_process *again;

        assert_int_equal(gp_write_net(p, endings[i], &out, NULL), GP_OK);
        again = document_of(endings[i], out.at, NULL);
        assert_string_equal(runs_of(again, 0, STEPS), before.at);
        gp_process_free(again);
        gp_text_release(&out);
    }
    gp_text_release(&before);
    gp_process_free(p);
}

static void a_manual_with_every_block_keeps_its_runs(void **state)
{
    (void)state;
    same_runs("m.md",
              "1. A\n2. optional: B\n3. any order:\n   - C\n   - D\n"
              "4. one of:\n   - E end\n   - F\n5. repeat 2-3 until done\n6. G\n");
}

static void a_name_with_marks_of_xml_keeps_its_runs(void **state)
{
    (void)state;
    same_runs("m.md", "1. Check <&> \"all\"\n2. B's\n");
}

static void weights_and_final_tokens_are_kept(void **state)
{
    (void)state;
    same_runs("x.net.tsv",
              "P\t1\ta\t2\t0\nP\t2\tb\t0\t2\nT\tt\tx\t1\t2\nT\tu\t\t1:2\t2:2\n");
}

static void an_inclusive_join_is_refused_by_name(void **state)
{
    struct gp_process *p = drawing_of(
        "<startEvent id='s'/><inclusiveGateway id='o'/><task id='a' name='A'/>"
        "<task id='b' name='B'/><inclusiveGateway id='j' name='Both'/><endEvent "
        "id='e'/>"
        "<sequenceFlow id='1' sourceRef='s' targetRef='o'/>"
        "<sequenceFlow id='2' sourceRef='o' targetRef='a'/>"
        "<sequenceFlow id='3' sourceRef='o' targetRef='b'/>"
        "<sequenceFlow id='4' sourceRef='a' targetRef='j'/>"
        "<sequenceFlow id='5' sourceRef='b' targetRef='j'/>"
        "<sequenceFlow id='6' sourceRef='j' targetRef='e'/>");
    struct gp_text out = {0};
    struct gp_err err = {0};

    (void)state;
    assert_int_equal(gp_write_net(p, ".pnml", &out, &err), GP_INPUT);
    assert_non_null(strstr(err.text, "Both"));
    assert_int_equal(out.len, 0);
    gp_process_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_manual_with_every_block_keeps_its_runs),
        cmocka_unit_test(a_name_with_marks_of_xml_keeps_its_runs),
        cmocka_unit_test(weights_and_final_tokens_are_kept),
        cmocka_unit_test(an_inclusive_join_is_refused_by_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
