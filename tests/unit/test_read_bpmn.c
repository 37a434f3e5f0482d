/* Drawings, element by element: what each means for the runs, and how it is judged. */
#include "base/mem_refuse.h"
#include "tests/support/documents.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

/* Short hands for bodies of drawings. */
#define TASK(id)       "<task id='" id "' name='" id "'/>"
#define START(id)      "<startEvent id='" id "'/>"
#define END(id)        "<endEvent id='" id "'/>"
#define NODE(kind, id) "<" kind " id='" id "'/>"
#define FLOW(from, to) "<sequenceFlow sourceRef='" from "' targetRef='" to "'/>"
#define WHEN(from, to)                                                                 \
    "<sequenceFlow sourceRef='" from "' targetRef='" to                                \
    "'><conditionExpression>x</conditionExpression></sequenceFlow>"
#define DEFAULT(from, to)                                                              \
    "<sequenceFlow id='" from "_" to "' sourceRef='" from "' targetRef='" to "'/>"

static void expect(const char *body, size_t steps, const char *runs)
{
    struct gp_process *p = drawing_of(body);

    assert_string_equal(runs_of(p, 0, steps), runs);
    gp_process_free(p);
}

static void a_merge_without_waiting_runs_the_next_step_twice(void **state)
{
    static const char body[] = START("s") NODE("parallelGateway", "g") TASK("A")
        TASK("B") NODE("exclusiveGateway", "x") TASK("C") END("e") FLOW("s", "g")
            FLOW("g", "A") FLOW("g", "B") FLOW("A", "x") FLOW("B", "x") FLOW("x", "C")
                FLOW("C", "e");
    struct gp_process *p = drawing_of(body);

    (void)state;
    assert_string_equal(runs_of(p, 0, 6), "A B C C|A C B C|B A C C|B C A C");
    assert_true(has_finding(p, 0, GP_RUNS_TWICE, "x"));
    gp_process_free(p);
}

static void one_gateway_merges_and_splits(void **state)
{
    (void)state;
    expect(START("s") START("t") NODE("exclusiveGateway", "x") TASK("A") TASK("B")
               FLOW("s", "x") FLOW("t", "x") FLOW("x", "A") FLOW("x", "B"),
           4, "A|B");
}

static void an_event_gateway_chooses_and_events_pass(void **state)
{
    static const char body[] = START("s")
        NODE("eventBasedGateway",
             "g") "<intermediateCatchEvent id='m' name='Mail'><messageEventDefinition/>"
                  "</intermediateCatchEvent><intermediateCatchEvent id='t'>"
                  "<timerEventDefinition/></intermediateCatchEvent>" TASK("A") TASK("B")
                      FLOW("s", "g") FLOW("g", "m") FLOW("g", "t") FLOW("m", "A")
                          FLOW("t", "B");
    struct gp_process *p = drawing_of(body);
    uint32_t m;

    (void)state;
    assert_string_equal(runs_of(p, 0, 4), "A|B");
    m = (uint32_t)(element_of(p, "m") - p->elements);
    assert_true(p->elements[m].can_show);
    assert_true(gp_process_show(p, m));
    assert_false(gp_process_show(p, m));
    assert_string_equal(runs_of(p, 0, 4), "B|Mail A");
    gp_process_free(p);
}

static void conditional_flows_choose_some_or_the_default(void **state)
{
    (void)state;
    expect("<task id='A' name='A' default='A_D'/>" TASK("B") TASK("C") TASK("D")
               WHEN("A", "B") WHEN("A", "C") DEFAULT("A", "D"),
           4, "A B|A B C|A C|A C B|A D");
    expect("<task id='A' name='A'/>" TASK("B") TASK("C") WHEN("A", "B") FLOW("A", "C"),
           4, "A B C|A C|A C B");
}

static void an_interrupted_sub_process_forgets_its_inside(void **state)
{
    (void)state;
    expect(START("s") "<subProcess id='S'>" TASK("A") TASK("B")
               FLOW("A", "B") "</subProcess><boundaryEvent id='b' attachedToRef='S'>"
                              "<timerEventDefinition/></boundaryEvent>" TASK("C")
                                  TASK("Z") FLOW("s", "S") FLOW("S", "Z")
                                      FLOW("b", "C"),
           4, "A B C|A B Z|A C|C");
}

static void a_border_that_does_not_interrupt_fires_once(void **state)
{
    (void)state;
    expect(
        START("s") "<subProcess id='S'>" TASK(
            "A") "</subProcess><boundaryEvent id='b' attachedToRef='S' "
                 "cancelActivity='false'><timerEventDefinition/></boundaryEvent>" TASK(
                     "N") TASK("Z") FLOW("s", "S") FLOW("S", "Z") FLOW("b", "N"),
        4, "A N Z|A Z|A Z N|N A Z");
}

static void an_error_inside_leaves_by_its_border(void **state)
{
    static const char body[] =
        START("s") "<subProcess id='S'>" NODE("exclusiveGateway", "x") TASK("A") TASK(
            "B") "<endEvent id='bad'><errorEventDefinition "
                 "errorRef='E1'/></endEvent>" FLOW("x", "A") FLOW("x", "B") FLOW(
                     "B", "bad") "</subProcess><boundaryEvent id='b' attachedToRef='S'>"
                                 "<errorEventDefinition errorRef='E1'/></boundaryEvent>"
                                 "<boundaryEvent id='o' attachedToRef='S'>"
                                 "<errorEventDefinition "
                                 "errorRef='E2'/></boundaryEvent>" TASK("C") TASK("O")
                                     TASK("Z") FLOW("s", "S") FLOW("S", "Z")
                                         FLOW("b", "C") FLOW("o", "O");
    struct gp_process *p = drawing_of(body);

    (void)state;
    /* E2 is thrown by nobody: at any moment while S is going on */
    assert_string_equal(runs_of(p, 0, 4), "A O|A Z|B C|B O|O");
    assert_true(has_note(p, "nothing inside throws this by name"));
    gp_process_free(p);
}

static void an_error_nobody_catches_ends_everything(void **state)
{
    struct gp_process *p =
        drawing_of(START("s") NODE("parallelGateway", "g") TASK("A") TASK(
            "B") "<endEvent id='e'><errorEventDefinition/></endEvent>" FLOW("s", "g")
                       FLOW("g", "A") FLOW("g", "B") FLOW("A", "e"));

    (void)state;
    assert_string_equal(runs_of(p, 0, 4), "A|A B|B A");
    assert_true(has_note(p, "nothing catches this"));
    gp_process_free(p);
}

static void a_terminate_ends_only_its_scope(void **state)
{
    (void)state;
    expect(START("s") "<subProcess id='S'>" NODE("parallelGateway", "g") TASK("A")
               TASK("B") "<endEvent id='t'><terminateEventDefinition/></endEvent>" FLOW(
                   "g", "A") FLOW("g", "B") FLOW("A", "t") "</subProcess>" TASK("Z")
                   FLOW("s", "S") FLOW("S", "Z"),
           4, "A B Z|A Z|B A Z");
}

static void a_sub_process_begun_by_an_event(void **state)
{
    static const char *const body = START("s") TASK("A") TASK("B") FLOW("s", "A") FLOW(
        "A", "B") "<subProcess id='E' triggeredByEvent='true'><startEvent id='es' "
                  "isInterrupting='%s'><messageEventDefinition/></startEvent>" TASK("H")
                      FLOW("es", "H") "</subProcess>";
    char text[2000];

    (void)state;
    snprintf(text, sizeof text, body, "true");
    expect(text, 4, "A B|A B H|A H|H");
    snprintf(text, sizeof text, body, "false");
    expect(text, 4, "A B|A B H|A H B|H A B");
}

static void an_event_sub_process_inside_a_sub_process(void **state)
{
    (void)state;
    expect(START("s") "<subProcess id='S'>" TASK(
               "A") "<subProcess id='E' triggeredByEvent='true'><startEvent "
                    "id='es'/>" TASK("H")
                        FLOW("es", "H") "</subProcess></subProcess>" TASK("Z")
                            FLOW("s", "S") FLOW("S", "Z"),
           4, "A H Z|A Z|H Z");
}

static void loops_and_instances_count(void **state)
{
    (void)state;
    expect("<task id='A' name='A'><standardLoopCharacteristics "
           "loopMaximum='2'/></task>" TASK("B") FLOW("A", "B"),
           6, "A A B|A B");
    expect("<task id='A' name='A'><multiInstanceLoopCharacteristics/></task>" TASK("B")
               FLOW("A", "B"),
           4, "A A A B|A A B|A B");
    expect("<subProcess id='S'>" TASK("A") TASK("B")
               FLOW("A", "B") "<multiInstanceLoopCharacteristics isSequential='true'>"
                              "<loopCardinality>2</loopCardinality></"
                              "multiInstanceLoopCharacteristics>"
                              "</subProcess>" TASK("Z") FLOW("S", "Z"),
           6, "A B A B Z");
}

static void instances_may_be_none_when_asked(void **state)
{
    struct gp_read_options options = {.zero_instances = true};
    struct gp_process *p = document_of(
        "x.bpmn",
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process>"
        "<task id='A' name='A'><multiInstanceLoopCharacteristics/></task>" TASK("B")
            FLOW("A", "B") "</process></definitions>",
        &options);

    (void)state;
    assert_string_equal(runs_of(p, 0, 3), "A A B|A B|B");
    gp_process_free(p);
}

static void passes_that_may_overlap_are_approximated(void **state)
{
    struct gp_process *p = drawing_of(
        "<subProcess id='S'>" TASK("A") TASK("B")
            FLOW("A", "B") "<multiInstanceLoopCharacteristics/></"
                           "subProcess><subProcess id='T'>" START("q") TASK("C")
                               FLOW("q", "C") "<multiInstanceLoopCharacteristics/></"
                                              "subProcess>" FLOW("S", "T"));

    (void)state;
    assert_int_equal(element_of(p, "S")->verdict, GP_APPROXIMATED);
    assert_int_equal(element_of(p, "T")->verdict, GP_EXECUTED); /* one step a pass */
    gp_process_free(p);
}

static void an_ad_hoc_sub_process_allows_anything(void **state)
{
    struct gp_process *p = drawing_of("<adHocSubProcess id='S'>" TASK("A") TASK(
        "B") FLOW("A", "B") "</adHocSubProcess>" TASK("Z") FLOW("S", "Z"));

    (void)state;
    assert_string_equal(runs_of(p, 0, 3), "A A Z|A B Z|A Z|B A Z|B B Z|B Z|Z");
    assert_int_equal(element_of(p, "S")->verdict, GP_APPROXIMATED);
    gp_process_free(p);
}

static void an_empty_sub_process_and_a_lost_call_are_one_step(void **state)
{
    (void)state;
    expect("<subProcess id='S' name='Sub'/>"
           "<callActivity id='C' name='Call' calledElement='nowhere'/>" FLOW("S", "C"),
           3, "Sub Call");
}

static void a_link_without_an_arrival_is_not_understood(void **state)
{
    struct gp_process *p = drawing_of(
        TASK("A") "<intermediateThrowEvent id='t'><linkEventDefinition name='x'/>"
                  "</intermediateThrowEvent>" FLOW("A", "t"));

    (void)state;
    assert_string_equal(runs_of(p, 0, 3), "A");
    assert_int_equal(element_of(p, "t")->verdict, GP_NOT_UNDERSTOOD);
    gp_process_free(p);
}

static void an_unknown_node_on_a_flow_lets_everything_pass(void **state)
{
    static const char text[] =
        "<definitions "
        "xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process>" NODE(
            "quantumGateway", "q") TASK("A") TASK("B") TASK("C") FLOW("A", "q")
            FLOW("q", "B") FLOW("q", "C") "</process></definitions>";
    struct gp_process *p = document_of("x.bpmn", text, NULL);
    struct gp_read_options strict = {.strict = true};
    struct gp_input input = {"x.bpmn", {text, sizeof text - 1}};
    struct gp_err err;

    (void)state;
    assert_string_equal(runs_of(p, 0, 3), "A B|A B C|A C|A C B");
    assert_int_equal(element_of(p, "q")->verdict, GP_NOT_UNDERSTOOD);
    assert_true(element_of(p, "q")->on_flow);
    gp_process_free(p);
    assert_int_equal(gp_read_inputs(&input, 1, &strict, &p, &err), GP_INPUT);
    assert_non_null(strstr(err.text, "is not understood"));
}

static void a_flow_to_nowhere_is_told(void **state)
{
    struct gp_process *p =
        drawing_of(TASK("A") "<sequenceFlow id='f' sourceRef='A' targetRef='gone'/>");

    (void)state;
    assert_string_equal(runs_of(p, 0, 3), "A");
    assert_int_equal(element_of(p, "f")->verdict, GP_NOT_UNDERSTOOD);
    gp_process_free(p);
}

static void flows_may_be_known_by_the_nodes_alone(void **state)
{
    (void)state;
    expect("<task id='A' name='A'><outgoing>f</outgoing></task>"
           "<task id='B' name='B'><incoming>f</incoming></task><sequenceFlow id='f'/>",
           3, "A B");
}

static void lanes_roles_and_pools_own_steps(void **state)
{
    struct gp_process *p = document_of(
        "x.bpmn",
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'>"
        "<collaboration><participant id='pool' name='Support' processRef='P'/>"
        "<participant id='out' name='Customer'/></collaboration>"
        "<process id='P'><laneSet><lane name='Front'><flowNodeRef>A</flowNodeRef>"
        "<flowNodeRef>B</flowNodeRef><childLaneSet><lane name='Desk'>"
        "<flowNodeRef>A</flowNodeRef></lane></childLaneSet></lane></laneSet>" TASK("A")
            TASK("B") "<task id='C' "
                      "name='C'><potentialOwner><resourceRef>R</resourceRef>"
                      "</potentialOwner></task>" TASK(
                          "D") "</process>"
                               "<resource id='R' name='Judge'/></definitions>",
        NULL);

    (void)state;
    assert_true(gp_slice_is(element_of(p, "A")->owner_path, "Support / Front / Desk"));
    assert_true(
        gp_slice_is(gp_dict_name(&p->owners, element_of(p, "A")->owner), "Desk"));
    assert_true(
        gp_slice_is(gp_dict_name(&p->owners, element_of(p, "B")->owner), "Front"));
    assert_true(
        gp_slice_is(gp_dict_name(&p->owners, element_of(p, "C")->owner), "Judge"));
    assert_true(
        gp_slice_is(gp_dict_name(&p->owners, element_of(p, "D")->owner), "Support"));
    assert_int_equal(element_of(p, "out")->verdict, GP_INFORMATIONAL);
    gp_process_free(p);
}

static void two_lanes_for_one_step_are_suspicious(void **state)
{
    struct gp_process *p = drawing_of(
        "<laneSet><lane name='x'><flowNodeRef>A</flowNodeRef></lane><lane name='y'>"
        "<flowNodeRef>A</flowNodeRef></lane></laneSet>" TASK("A"));

    (void)state;
    assert_true(has_note(p, "two lanes claim this"));
    assert_true(gp_slice_is(gp_dict_name(&p->owners, element_of(p, "A")->owner), "x"));
    gp_process_free(p);
}

static void timers_on_borders_become_limits(void **state)
{
    struct gp_process *p = drawing_of(TASK("A") TASK(
        "B") "<boundaryEvent id='b' attachedToRef='A'><timerEventDefinition>"
             "<timeDuration>P1DT12H</timeDuration></timerEventDefinition></"
             "boundaryEvent>"
             "<boundaryEvent id='c' attachedToRef='B' name='after 2 days'>"
             "<timerEventDefinition/></boundaryEvent>"
             "<boundaryEvent id='d' attachedToRef='B'><timerEventDefinition>"
             "<timeDuration>P1M</timeDuration></timerEventDefinition></boundaryEvent>");

    (void)state;
    assert_int_equal(p->n_limits, 2);
    assert_true(p->limits[0].span_us == 36 * GP_HOUR_US && !p->limits[0].proposal);
    assert_true(gp_slice_is(p->elements[p->limits[0].step].id, "A"));
    assert_true(p->limits[1].span_us == 2 * GP_DAY_US && p->limits[1].proposal);
    assert_true(has_note(p, "P1M"));
    gp_process_free(p);
}

static void each_pool_is_a_net_and_messages_are_kept(void **state)
{
    struct gp_process *p = document_of(
        "x.bpmn",
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'>"
        "<collaboration><messageFlow id='m' sourceRef='A' targetRef='B'/>"
        "<messageFlow id='n' sourceRef='A' targetRef='gone'/></collaboration>"
        "<process id='P' name='One'>" TASK(
            "A") "</process><process id='Q' name='Two'>" TASK("B") "</process><process "
                                                                   "id='R'/></"
                                                                   "definitions>",
        NULL);

    (void)state;
    assert_int_equal(p->n_nets, 2);
    assert_true(gp_slice_is(p->nets[1]->name, "Two"));
    assert_string_equal(runs_of(p, 1, 3), "B");
    assert_int_equal(p->n_flows, 1);
    assert_int_equal(p->flows[0].kind, GP_FLOW_MESSAGE);
    assert_int_equal(element_of(p, "n")->verdict, GP_NOT_UNDERSTOOD);
    assert_int_equal(element_of(p, "B")->net, 1);
    assert_int_equal(p->n_rules, 1);
    assert_int_equal(p->rules[0].kind, GP_RULE_PRECEDENCE);
    assert_true(p->rules[0].drawn);
    assert_true(gp_slice_is(p->rules[0].text, "\"B\" needs \"A\" before"));
    gp_process_free(p);
}

/* A sends, and B answers; C is an event without a name in the log. */
static void a_message_that_may_be_an_answer_orders_nothing(void **state)
{
    struct gp_process *p =
        document_of("x.bpmn",
                    "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'>"
                    "<collaboration><messageFlow id='m' sourceRef='A' targetRef='C'/>"
                    "<messageFlow id='n' sourceRef='B' targetRef='A'/></collaboration>"
                    "<process id='P' name='One'>" TASK(
                        "A") "</process>"
                             "<process id='Q' name='Two'>" TASK(
                                 "B") "<startEvent id='C'/></process>"
                                      "</definitions>",
                    NULL);

    (void)state;
    assert_int_equal(p->n_rules, 0);
    assert_int_equal(element_of(p, "m")->verdict, GP_INFORMATIONAL);
    assert_int_equal(element_of(p, "n")->verdict, GP_INFORMATIONAL);
    gp_process_free(p);
}

static void calls_into_another_file_run_in_place(void **state)
{
    static const char main_file[] =
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process "
        "id='P'><callActivity id='c' name='c' calledElement='x:Q'/>" TASK("A")
            FLOW("c", "A") "</process></definitions>";
    static const char other[] =
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process "
        "id='Q'>" TASK("B") "</process></definitions>";
    struct gp_input inputs[2] = {{"main.bpmn", {main_file, sizeof main_file - 1}},
                                 {"other.bpmn", {other, sizeof other - 1}}};
    struct gp_process *p = NULL;

    (void)state;
    assert_int_equal(gp_read_inputs(inputs, 2, NULL, &p, NULL), GP_OK);
    assert_int_equal(p->n_nets, 1);
    assert_string_equal(runs_of(p, 0, 3), "B A");
    assert_int_equal(element_of(p, "B")->file, 1);
    gp_process_free(p);
}

static void memory_refused_anywhere_is_a_status(void **state)
{
    static const char text[] =
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process>"
        "<laneSet><lane name='x'><flowNodeRef>A</flowNodeRef></lane></laneSet>" START(
            "s") NODE("inclusiveGateway", "g") TASK("A") TASK("B")
            NODE("inclusiveGateway", "h") "<subProcess id='S'>" TASK(
                "C") "<standardLoopCharacteristics loopMaximum='2'/></subProcess>"
                     "<boundaryEvent id='b' attachedToRef='S' name='2 "
                     "days'><timerEventDefinition/>"
                     "</boundaryEvent>" FLOW("s", "g") FLOW("g", "A") FLOW("g", "B")
                         FLOW("A", "h") FLOW("B", "h")
                             FLOW("h", "S") "</process></definitions>";
    struct gp_input input = {"x.bpmn", {text, sizeof text - 1}};
    enum gp_status st;
    uint64_t n = 0;

    (void)state;
    do {
        struct gp_process *p = NULL;
        struct gp_states *s = NULL;
        bool refused;

        gp_mem_refuse(n++, false);
        st = gp_read_inputs(&input, 1, NULL, &p, NULL);
        if (st == GP_OK)
            st = gp_states_explore(p, p->nets[0], NULL, &s, NULL);
        refused = gp_mem_refuse_none();
        assert_true(refused ? st == GP_SYSTEM : st == GP_OK);
        gp_states_free(s);
        gp_process_free(p);
    } while (st != GP_OK && n < 10000);
    assert_int_equal(st, GP_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_merge_without_waiting_runs_the_next_step_twice),
        cmocka_unit_test(one_gateway_merges_and_splits),
        cmocka_unit_test(an_event_gateway_chooses_and_events_pass),
        cmocka_unit_test(conditional_flows_choose_some_or_the_default),
        cmocka_unit_test(an_interrupted_sub_process_forgets_its_inside),
        cmocka_unit_test(a_border_that_does_not_interrupt_fires_once),
        cmocka_unit_test(an_error_inside_leaves_by_its_border),
        cmocka_unit_test(an_error_nobody_catches_ends_everything),
        cmocka_unit_test(a_terminate_ends_only_its_scope),
        cmocka_unit_test(a_sub_process_begun_by_an_event),
        cmocka_unit_test(an_event_sub_process_inside_a_sub_process),
        cmocka_unit_test(loops_and_instances_count),
        cmocka_unit_test(instances_may_be_none_when_asked),
        cmocka_unit_test(passes_that_may_overlap_are_approximated),
        cmocka_unit_test(an_ad_hoc_sub_process_allows_anything),
        cmocka_unit_test(an_empty_sub_process_and_a_lost_call_are_one_step),
        cmocka_unit_test(a_link_without_an_arrival_is_not_understood),
        cmocka_unit_test(an_unknown_node_on_a_flow_lets_everything_pass),
        cmocka_unit_test(a_flow_to_nowhere_is_told),
        cmocka_unit_test(flows_may_be_known_by_the_nodes_alone),
        cmocka_unit_test(lanes_roles_and_pools_own_steps),
        cmocka_unit_test(two_lanes_for_one_step_are_suspicious),
        cmocka_unit_test(timers_on_borders_become_limits),
        cmocka_unit_test(each_pool_is_a_net_and_messages_are_kept),
        cmocka_unit_test(a_message_that_may_be_an_answer_orders_nothing),
        cmocka_unit_test(calls_into_another_file_run_in_place),
        cmocka_unit_test(memory_refused_anywhere_is_a_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
