/* The step table, and one process in four forms with equal languages (spec 2.7). */
#include "tests/support/reading.h"
#include "tests/support/test.h"

static void runs(const char *text, const char *expected)
{
    reading_runs(NULL, text, 8, expected);
}

static void refused(const char *text, uint64_t line, const char *words)
{
    reading_refused("table", text, line, words);
}

static void an_empty_next_is_the_following_row(void **state)
{
    (void)state;
    runs("step,owner\nA,x\nB,y\n", "A B\n");
    runs("Step;Owner;Next\r\nA;x;\r\nB;y;\r\n", "A B\n");
    runs("step\tnext\nA\t\nB\t\n", "A B\n");
}

static void a_bar_is_a_choice(void **state)
{
    (void)state;
    runs("step,next\nA,B | C\nB,D\nC,D\nD,\n", "A B D\nA C D\n");
    runs("step,next,condition\nA,B,ok\nA,end,not ok\nB,\n", "A\nA B\n");
}

static void branches_of_a_split_wait_where_they_meet(void **state)
{
    (void)state;
    runs("step,next\nA,B & C\nB,D\nC,D\nD,\n", "A B C D\nA C B D\n");
    runs("step,next\nA,B & C\nB,E | D\nE,D\nC,D\nD,\n",
         "A B C D\nA B C E D\nA B E C D\nA C B D\nA C B E D\n");
}

static void splits_may_lie_in_splits(void **state)
{
    (void)state;
    runs(
        "step,next\nA,B & C\nB,D & E\nD,F\nE,F\nC,F\nF,\n",
        "A B C D E F\nA B C E D F\nA B D C E F\nA B D E C F\nA B E C D F\nA B E D C F\n"
        "A C B D E F\nA C B E D F\n");
    runs(
        "step,next\nA,B & C & D\nB,X\nC,X\nX,Y\nD,Y\nY,\n",
        "A B C D X Y\nA B C X D Y\nA B D C X Y\nA C B D X Y\nA C B X D Y\nA C D B X Y\n"
        "A D B C X Y\nA D C B X Y\n");
}

static void rows_may_lead_back(void **state)
{
    (void)state;
    runs("step,next\nA,\nB,A | end\n", "A B\nA B A B\nA B A B A B\nA B A B A B A B\n");
}

static void steps_have_owner_limit_and_line(void **state)
{
    struct gp_process *p = reading_of(
        NULL,
        "id,step,owner,within,next\n1,A,Sales,,2\n2,\"B, b\",,2 business days,\n");

    (void)state;
    assert_true(gp_slice_is(p->elements[0].owner_path, "Sales"));
    assert_true(gp_slice_is(p->elements[1].name, "B, b"));
    assert_int_equal(p->elements[1].line, 3);
    assert_int_equal(p->n_limits, 1);
    assert_false(p->limits[0].proposal);
    gp_process_free(p);
    p = reading_of(NULL, "step,deadline\nA,\nB,2 days\nC,P2D\n");
    assert_true(p->limits[0].proposal);
    assert_false(p->limits[1].proposal);
    gp_process_free(p);
}

static void what_cannot_be_read_is_refused_with_its_line(void **state)
{
    (void)state;
    refused("step,next\nAlpha,Bta\nBeta,\n", 2, "the nearest is \"Beta\"");
    refused("step,next\nA,B & C | D\nB,\nC,\nD,\n", 2, "both");
    refused("step,within\nA,soon\n", 2, "soon");
    refused("a,b\nc,d\n", 2, "header");
}

/* Register; check papers and money in any order; decide; approve and pay, or reject. */
static void one_process_in_four_forms_has_one_language(void **state)
{
    static const char expected[] = "R C M K A P\nR C M K J\nR M C K A P\nR M C K J\n";

    (void)state;
    reading_runs("table", "step,next\nR,C & M\nC,K\nM,K\nK,A | J\nA,P\nP,end\nJ,end\n",
                 8, expected);
    reading_runs(
        "manual",
        "1. R\n2. any order:\n   - C\n   - M\n3. K\n4. one of:\n   - ok:\n     1. A\n"
        "     2. P\n   - J\n",
        8, expected);
    reading_runs(
        "mermaid",
        "flowchart TD\nR --> f{+}\nf --> C\nf --> M\nC --> j{+}\nM --> j\nj --> K\n"
        "K --> q{ok?}\nq --> A\nq --> J\nA --> P\n",
        8, expected);
    reading_runs("bpmn",
                 "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\">"
                 "<process id=\"p\"><startEvent id=\"s\"/><task id=\"R\" name=\"R\"/>"
                 "<parallelGateway id=\"f\"/><task id=\"C\" name=\"C\"/>"
                 "<task id=\"M\" name=\"M\"/><parallelGateway id=\"j\"/>"
                 "<task id=\"K\" name=\"K\"/><exclusiveGateway id=\"q\"/>"
                 "<task id=\"A\" name=\"A\"/><task id=\"J\" name=\"J\"/>"
                 "<task id=\"P\" name=\"P\"/><endEvent id=\"e\"/>"
                 "<sequenceFlow id=\"1\" sourceRef=\"s\" targetRef=\"R\"/>"
                 "<sequenceFlow id=\"2\" sourceRef=\"R\" targetRef=\"f\"/>"
                 "<sequenceFlow id=\"3\" sourceRef=\"f\" targetRef=\"C\"/>"
                 "<sequenceFlow id=\"4\" sourceRef=\"f\" targetRef=\"M\"/>"
                 "<sequenceFlow id=\"5\" sourceRef=\"C\" targetRef=\"j\"/>"
                 "<sequenceFlow id=\"6\" sourceRef=\"M\" targetRef=\"j\"/>"
                 "<sequenceFlow id=\"7\" sourceRef=\"j\" targetRef=\"K\"/>"
                 "<sequenceFlow id=\"8\" sourceRef=\"K\" targetRef=\"q\"/>"
                 "<sequenceFlow id=\"9\" sourceRef=\"q\" targetRef=\"A\"/>"
                 "<sequenceFlow id=\"10\" sourceRef=\"q\" targetRef=\"J\"/>"
                 "<sequenceFlow id=\"11\" sourceRef=\"A\" targetRef=\"P\"/>"
                 "<sequenceFlow id=\"12\" sourceRef=\"P\" targetRef=\"e\"/>"
                 "<sequenceFlow id=\"13\" sourceRef=\"J\" targetRef=\"e\"/>"
                 "</process></definitions>",
                 8, expected);
}

static void hostile_tables_are_refused_or_read(void **state)
{
    (void)state;
    reading_survives("table", "step,next\n", "A,A & A\n", 4000);
    reading_survives("table", "step,next\n", "\"", 50000);
    reading_survives("table", "step,next\n", "A,A|", 10000);
    reading_survives("table", "step,next\n", ",,,\n", 100000);
    reading_survives("table", "step,next\n", "A,\n", 1000000);
    reading_survives("table", "step,", "next,", 10000);
}

static void a_refused_allocation_is_a_status(void **state)
{
    (void)state;
    assert_true(reading_without_memory("table", "step,next\nA,B & C\nB,D\nC,D\nD,\n") >
                20);
}

static void a_table_in_a_markdown_text_is_read(void **state)
{
    struct gp_process *p =
        reading_of(NULL, "# Orders\n\nAs agreed in May.\n\n"
                         "| Step | Activity | Responsible | SLA |\n"
                         "|-----:|:---------|:-----------:|-----|\n"
                         "| 1 | **Receive** order | Sales | 1 day |\n"
                         "| 2 | Check \"credit\" | Finance \\| Risk | 2 days |\n\n"
                         "| Name | Role |\n|---|---|\n| Ann | Sales |\n");

    (void)state;
    assert_true(gp_slice_is(gp_slice(p->format), "table"));
    assert_int_equal(p->n_elements, 2);
    assert_true(gp_slice_is(p->elements[0].name, "Receive order"));
    assert_int_equal(p->elements[0].line, 7);
    assert_true(gp_slice_is(p->elements[1].name, "Check \"credit\""));
    assert_true(gp_slice_is(p->elements[1].owner_path, "Finance | Risk"));
    assert_int_equal(p->n_limits, 2);
    assert_int_equal(p->notes[0].line, 5);
    gp_process_free(p);
    p = reading_of(NULL,
                   "1. Ask\n2. Answer\n\n| Step | Owner |\n|---|---|\n| x | y |\n");
    assert_true(gp_slice_is(gp_slice(p->format), "manual"));
    gp_process_free(p);
}

static void numbers_in_the_first_column_are_no_names(void **state)
{
    (void)state;
    runs("Step,Description,R\n1,Ask,x\n2,Answer,y\n", "Ask Answer\n");
    runs("No.;Task name;Followed by\n1;Ask;2\n2;Answer;\n", "Ask Answer\n");
    runs("Step,Description,Owner\nAsk,to ask,x\nAnswer,to answer,y\n", "Ask Answer\n");
}

static void next_steps_are_listed_as_people_write_lists(void **state)
{
    (void)state;
    runs("No;Step;Next\n1;A;2, 3 or 4\n2;B;4\n3;C;4\n4;D;end\n", "A B D\nA C D\nA D\n");
    runs("Nr.;Schritt;Weiter mit\n1;A;Schritt 2 oder 3\n2;B;Ende\n3;C;Ende\n",
         "A B\nA C\n");
    runs("step,next\nA,\"B, with care\"\n\"B, with care\",\n", "A B, with care\n");
    refused("step,next\nA,\"B or X\"\nB,\n", 2, "\"B or X\"");
}

static void shapes_that_do_no_work_are_no_steps(void **state)
{
    (void)state;
    runs("Process Step ID,Process Step Description,Next Step ID,Connector "
         "Label,Shape Type,Function\n"
         "P1,Begin,P2,,Start,Sales\nP2,A,P3,,Process,Sales\n"
         "P3,Good?,\"P4,P5\",\"Yes,No\",Decision,Sales\n"
         "P4,B,P6,,Process,Sales\nP5,C,,,Process,Sales\nP6,Over,,,End,\n",
         "A B\nA C\n");
}

static void words_about_a_deadline_are_told_and_not_refused(void **state)
{
    struct gp_process *p =
        reading_of(NULL, "step,owner,deadline\nA,x,immediately\nB,x,2 days\n");

    (void)state;
    assert_int_equal(p->n_limits, 1);
    assert_int_equal(p->elements[1].verdict, GP_NOT_UNDERSTOOD);
    gp_process_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_in_a_markdown_text_is_read),
        cmocka_unit_test(numbers_in_the_first_column_are_no_names),
        cmocka_unit_test(next_steps_are_listed_as_people_write_lists),
        cmocka_unit_test(shapes_that_do_no_work_are_no_steps),
        cmocka_unit_test(words_about_a_deadline_are_told_and_not_refused),
        cmocka_unit_test(an_empty_next_is_the_following_row),
        cmocka_unit_test(a_bar_is_a_choice),
        cmocka_unit_test(branches_of_a_split_wait_where_they_meet),
        cmocka_unit_test(splits_may_lie_in_splits),
        cmocka_unit_test(rows_may_lead_back),
        cmocka_unit_test(steps_have_owner_limit_and_line),
        cmocka_unit_test(what_cannot_be_read_is_refused_with_its_line),
        cmocka_unit_test(one_process_in_four_forms_has_one_language),
        cmocka_unit_test(hostile_tables_are_refused_or_read),
        cmocka_unit_test(a_refused_allocation_is_a_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
