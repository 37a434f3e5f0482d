/* PNML, process trees and flat nets: what is read, what is refused, and where. */
#include "tests/support/documents.h"
#include "tests/support/test.h"

#include <string.h>

#define PLACE(id)          "<place id='" id "'/>"
#define STEP(id)           "<transition id='" id "'><name><text>" id "</text></name></transition>"
#define ARC(from, to)      "<arc source='" from "' target='" to "'/>"
#define START              "<place id='s'><initialMarking><text>1</text></initialMarking></place>"
#define PNML(body, finals) "<pnml><net><page>" body "</page>" finals "</net></pnml>"

static void refuses(const char *name, const char *text, uint64_t line,
                    const char *words)
{
    struct gp_input input = {name, {text, strlen(text)}};
    struct gp_process *p = NULL;
    struct gp_err err = {0};

    assert_int_equal(gp_read_inputs(&input, 1, NULL, &p, &err), GP_INPUT);
    assert_null(p);
    assert_int_equal(err.line, line);
    if (strstr(err.text, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", err.text, words);
}

static void expect(const char *name, const char *text, size_t steps, const char *runs)
{
    struct gp_process *p = document_of(name, text, NULL);

    assert_string_equal(runs_of(p, 0, steps), runs);
    gp_process_free(p);
}

static void a_net_keeps_its_own_final_marking(void **state)
{
    (void)state;
    expect("x.pnml",
           PNML(START PLACE("m") PLACE("e") STEP("A") STEP("B") ARC("s", "A")
                    ARC("A", "m") ARC("m", "B") ARC("B", "e"),
                "<finalmarkings><marking><place idref='m'><text>1</text></place>"
                "</marking></finalmarkings>"),
           4, "A");
}

static void without_a_final_marking_the_last_places_count(void **state)
{
    struct gp_process *p = document_of(
        "x.pnml", PNML(START PLACE("e") STEP("A") ARC("s", "A") ARC("A", "e"), ""),
        NULL);

    (void)state;
    assert_string_equal(runs_of(p, 0, 4), "A");
    assert_true(has_note(p, "no final marking is given"));
    gp_process_free(p);
}

static void weights_and_silent_transitions_are_read(void **state)
{
    (void)state;
    expect(
        "x.pnml",
        PNML(START PLACE("m") PLACE("e") STEP(
                 "A") "<transition id='t'><name><text>tau</text></name>"
                      "<toolspecific tool='ProM' activity='$invisible$'/></transition>"
                      "<transition id='u'/>" STEP("B") ARC(
                          "s",
                          "t") "<arc source='t' target='m'><inscription><text>2</text>"
                               "</inscription></arc>" ARC("m", "B") ARC("B", "e") ARC(
                                   "e", "u") ARC("u", "e") ARC("e", "A") ARC("A", "e"),
             "<finalmarkings><marking><place idref='e'><text>2</text></place>"
             "</marking></finalmarkings>"),
        3, "B A B|B B|B B A");
}

static void reset_and_inhibitor_arcs_are_read(void **state)
{
    (void)state;
    expect(
        "x.pnml",
        PNML(START PLACE("a") PLACE("b") PLACE("e") STEP("A") STEP("B") STEP(
                 "C") "<transition id='t'/>" ARC("s", "t") ARC("t", "a") ARC("t", "b")
                 ARC("a", "A") ARC("A", "e")
                     ARC("b", "B") "<arc source='a' target='C' type='inhibitor'/>" ARC(
                         "b", "C") "<arc source='a' target='B' type='reset'/>" ARC("B",
                                                                                   "e"),
             "<finalmarkings><marking><place idref='e'><text>1</text></place>"
             "</marking></finalmarkings>"),
        3, "A C|B");
}

static void broken_nets_are_refused_with_their_line(void **state)
{
    (void)state;
    refuses("x.pnml", "<pnml>\n<net/>\n</pnml>", 0, "no step");
    refuses("x.pnml", "<pnml/>", 1, "expected a <net>");
    refuses("x.pnml", "<pnml><net>\n<arc source='a' target='b'/></net></pnml>", 2,
            "an arc joins a place and a transition");
    refuses("x.pnml", "<pnml><net><place id='a'/>\n<place id='a'/></net></pnml>", 2,
            "used twice");
    refuses("x.pnml",
            "<pnml><net><place id='a'><initialMarking><text>300</text>"
            "</initialMarking></place></net></pnml>",
            1, "from 0 to 255");
    refuses("x.pnml",
            "<pnml><net><referencePlace id='a' ref='b'/><referencePlace id='b' "
            "ref='a'/><transition id='t'/><arc source='a' target='t'/></net></pnml>",
            1, "an arc joins");
}

#define NODE(kind, id)      "<" kind " id='" id "' name='" id "'/>"
#define CHILD(parent, node) "<parentsNode sourceId='" parent "' targetId='" node "'/>"
#define TREE(root, body)                                                               \
    "<ptml><processTree root='" root "'>" body "</processTree></ptml>"

static void trees_of_all_blocks_are_read(void **state)
{
    (void)state;
    expect("x.ptml",
           TREE("q",
                NODE("sequence", "q") NODE("manualTask", "A") NODE("xor", "x")
                    NODE("manualTask", "B") NODE("automaticTask", "tau") CHILD("q", "A")
                        CHILD("q", "x") CHILD("x", "B") CHILD("x", "tau")),
           4, "A|A B");
    expect("x.ptml",
           TREE("q", NODE("and", "q") NODE("manualTask", "A") NODE("manualTask", "B")
                         CHILD("q", "A") CHILD("q", "B")),
           4, "A B|B A");
    expect("x.ptml",
           TREE("q", NODE("or", "q") NODE("manualTask", "A") NODE("manualTask", "B")
                         CHILD("q", "A") CHILD("q", "B")),
           4, "A|A B|B|B A");
    expect("x.ptml",
           TREE("q", NODE("xorLoop", "q") NODE("manualTask", "A")
                         NODE("manualTask", "R") NODE("manualTask", "E") CHILD("q", "A")
                             CHILD("q", "R") CHILD("q", "E")),
           5, "A E|A R A E");
}

static void trees_that_are_none_are_refused(void **state)
{
    (void)state;
    refuses("x.ptml", TREE("nowhere", ""), 1, "names a node that does not exist");
    refuses("x.ptml",
            TREE("a", NODE("sequence", "a") NODE("sequence", "b") CHILD("a", "b")
                          CHILD("b", "a")),
            1, "circle");
    refuses("x.ptml",
            TREE("a", NODE("xor", "a") NODE("manualTask", "b") CHILD("a", "b")
                          CHILD("a", "b")),
            1, "two parents");
    refuses("x.ptml",
            TREE("a", NODE("xorLoop", "a") NODE("manualTask", "b") CHILD("a", "b")), 1,
            "a loop has a body");
}

static void a_part_of_a_tree_that_hangs_loose_is_told(void **state)
{
    struct gp_process *p = document_of(
        "x.ptml", TREE("A", NODE("manualTask", "A") NODE("manualTask", "B")), NULL);

    (void)state;
    assert_int_equal(element_of(p, "B")->verdict, GP_NOT_UNDERSTOOD);
    gp_process_free(p);
}

static void flat_nets_are_read_and_refused_by_line(void **state)
{
    (void)state;
    expect(
        "x.net.tsv",
        "# note\nP\t0\tp\t1\t0\r\nP\t1\tq\t0\t1\nT\t0\tA\t0:1\t1:1\nT\t1\t\t0\t1:1\n",
        3, "()|A");
    refuses("x", "P\t0\tp\t1\t0\nT\t0\tA\t7:1\t\n", 2, "the id of a place above");
    refuses("x", "P\t0\tp\t1\t0\nP\t0\tp\t1\t0\n", 2, "not used yet");
    refuses("x", "P\t0\tp\t1\t0\nQ\n", 2, "begins with P or T");
    refuses("x", "P\t0\tp\t1000\t0\n", 1, "from 0 to 255");
    refuses("x", "P\t0\tp\t1\t0\nT\t0\tA\t0:x\t\n", 2, "place:weight");
}

static void other_xml_is_refused_by_name(void **state)
{
    (void)state;
    refuses("x", "<?xml version='1.0'?><html/>", 0, "root <html>");
    refuses("x", "", 0, "empty");
    refuses("x", "<definitions><a></definitions>", 1, "mismatched tag");
}

static void is_read_as(const char *text, const char *form)
{
    struct gp_process *p = document_of("x", text, NULL);

    assert_string_equal(p->format, form);
    gp_process_free(p);
}

static void forms_are_recognised_by_content(void **state)
{
    (void)state;
    is_read_as(TREE("A", NODE("manualTask", "A")), "process tree");
    is_read_as("<n:pnml xmlns:n='y'><net>" START STEP("A")
                   ARC("s", "A") "</net></n:pnml>",
               "pnml");
    is_read_as("P\t0\tp\t1\t0\nT\t0\tA\t0:1\t\n", "flat net");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_net_keeps_its_own_final_marking),
        cmocka_unit_test(without_a_final_marking_the_last_places_count),
        cmocka_unit_test(weights_and_silent_transitions_are_read),
        cmocka_unit_test(reset_and_inhibitor_arcs_are_read),
        cmocka_unit_test(broken_nets_are_refused_with_their_line),
        cmocka_unit_test(trees_of_all_blocks_are_read),
        cmocka_unit_test(trees_that_are_none_are_refused),
        cmocka_unit_test(a_part_of_a_tree_that_hangs_loose_is_told),
        cmocka_unit_test(flat_nets_are_read_and_refused_by_line),
        cmocka_unit_test(other_xml_is_refused_by_name),
        cmocka_unit_test(forms_are_recognised_by_content),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
