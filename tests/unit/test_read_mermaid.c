/* Flowcharts and state diagrams, statement by statement, and hostile texts. */
#include "tests/support/reading.h"
#include "tests/support/test.h"

static struct gp_process *chart(const char *text)
{
    struct gp_process *p = reading_of(NULL, text);

    assert_string_equal(p->format, "mermaid");
    return p;
}

static void runs(const char *text, size_t longest, const char *expected)
{
    struct gp_process *p = chart(text);

    process_runs(p, longest, expected);
    gp_process_free(p);
}

static size_t count(const struct gp_process *p, enum gp_verdict v)
{
    size_t n[GP_N_VERDICTS];

    gp_process_count(p, n);
    return n[v];
}

static void a_chain_is_a_sequence(void **state)
{
    (void)state;
    runs("flowchart LR\n  a[A] --> b(B) --> c([C])\n", 8, "A B C\n");
    runs("graph TD;\nA-->B;B-->C;\n", 8, "A B C\n");
    runs("graph LR; A --> B; B --> C", 8, "A B C\n");
}

static void several_arrows_are_a_choice(void **state)
{
    (void)state;
    runs("flowchart TD\nA --> B\nA --> C\nB --> D\nC --> D\n", 8, "A B D\nA C D\n");
    runs("flowchart TD\nA --> B & C --> D\n", 8, "A B D\nA C D\n");
}

static void a_diamond_decides_and_does_no_work(void **state)
{
    struct gp_process *p;

    (void)state;
    runs("flowchart TD\nA --> q{ok?}\nq -- yes --> B\nq -->|no| A\n", 3,
         "A A B\nA B\n");
    p = chart("flowchart TD\nA --> q{ok?}\nq --> B\n");
    assert_true(gp_process_show(p, 2));
    gp_process_free(p);
}

static void a_fork_starts_all_and_a_join_waits_for_all(void **state)
{
    (void)state;
    runs("flowchart TD\nA --> f{+}\nf --> B\nf --> C\nB --> j{+}\nC --> j\nj --> D\n",
         8, "A B C D\nA C B D\n");
    runs("flowchart TD\nf@{ shape: fork }\nA --> f --> B & C --> j@{shape: join} --> "
         "D\n",
         8, "A B C D\nA C B D\n");
}

static void start_and_end_marks_do_no_work(void **state)
{
    (void)state;
    runs("flowchart TD\ns([Start]) --> A --> e((End))\n", 8, "A\n");
}

static void labels_lose_tags_and_entities(void **state)
{
    (void)state;
    runs("flowchart TD\na[\"Check <b>all</b><br/>papers\"] --> b[\"#quot;x#quot; &amp; "
         "y\"]\n",
         8, "Check all papers \"x\" & y\n");
    runs("flowchart TD\na[\"`Receive **the order**`\"] --> b[\"2 * 3\"]\n", 8,
         "Receive the order 2 * 3\n");
}

static void every_form_of_arrow_is_read(void **state)
{
    (void)state;
    runs("flowchart TD\nA --- B === C -.- D -.-> E ==> F --x G --o H\nH -- w --> I\n"
         "I == w ==> J\nJ -. w .-> K\nK ---->|w| L\nL e1@--> M\n",
         20, "A B C D E F G H I J K L M\n");
}

static void subgraphs_are_owners(void **state)
{
    struct gp_process *p = chart("flowchart TD\nA --> B\nsubgraph s1 [Sales]\nA\n"
                                 "subgraph \"Inside sales\"\nB\nend\nend\n");

    (void)state;
    assert_true(gp_slice_is(p->elements[1].owner_path, "Sales"));
    assert_true(gp_slice_is(p->elements[2].owner_path, "Sales / Inside sales"));
    assert_true(
        gp_slice_is(gp_dict_name(&p->owners, p->elements[2].owner), "Inside sales"));
    gp_process_free(p);
}

static void arrows_at_a_subgraph_mean_what_is_in_it(void **state)
{
    struct gp_process *p;

    (void)state;
    runs("flowchart TD\nA --> S\nsubgraph S [Sales]\nB --> C\nend\nS --> D\n", 8,
         "A B C D\n");
    /* the arrow in front of the frame, one frame in the other, and from frame to frame */
    runs("flowchart TD\nsubgraph X\nA\nsubgraph Y\nB --> C\nend\nA --> Y\nend\n"
         "X --> Z\nsubgraph Z\nD\nend\n",
         8, "A B C D\n");
    /* nothing in it: a step, as it is drawn */
    runs("flowchart TD\nA --> E\nsubgraph E\nend\nE --> B\n", 8, "A E B\n");
    /* a circle: what is named first; no end, so any */
    runs("flowchart TD\nA --> S\nsubgraph S\nB --> C\nC --> B\nend\n", 3,
         "A\nA B\nA B C\n");
    p = chart("flowchart TD\nA --> S\nsubgraph S\nB\nC\nend\nS --> D\n");
    assert_int_equal(count(p, GP_APPROXIMATED), 1);
    gp_process_free(p);
    runs("flowchart TD\nA --> S\nsubgraph S\nB\nC\nend\nS --> D\n", 8,
         "A B D\nA C D\n");
}

static void looks_are_informational_and_puzzles_are_named(void **state)
{
    struct gp_process *p = chart("flowchart TD\n%% words\nA --> B\nstyle A fill:#f9f\n"
                                 "classDef x fill:#f96\nclick A \"http://x\"\nA ==\n");
    const struct gp_element *last;

    (void)state;
    assert_int_equal(count(p, GP_NOT_UNDERSTOOD), 1);
    last = &p->elements[p->n_elements - 1];
    assert_true(gp_slice_is(last->name, "A =="));
    assert_int_equal(last->line, 7);
    gp_process_free(p);
}

static void states_are_the_steps(void **state)
{
    (void)state;
    runs("stateDiagram-v2\n[*] --> new: Created\nnew --> open\nopen --> new : again\n"
         "open --> [*]\n",
         4, "new open\nnew open new open\n");
}

static void arrows_are_the_steps_when_states_are_only_numbers(void **state)
{
    (void)state;
    runs("stateDiagram-v2\ns1 --> s2 : A\ns2 --> s3 : B\n", 4, "A B\n");
}

static void arrows_with_words_can_be_shown(void **state)
{
    struct gp_process *p = chart("stateDiagram-v2\nnew --> open : take\n");
    size_t i;

    (void)state;
    for (i = 0; i < p->n_elements; i++)
        if (gp_slice_is(p->elements[i].kind, "arrow"))
            assert_true(gp_process_show(p, (uint32_t)i));
    process_runs(p, 4, "new take open\n");
    gp_process_free(p);
}

static void forks_choices_and_names_of_states(void **state)
{
    (void)state;
    runs(
        "stateDiagram-v2\nstate f <<fork>>\nstate j <<join>>\nstate \"Do A\" as a\n"
        "[*] --> f\nf --> a\nf --> b\na --> j\nb --> j\nj --> c\nc --> [*]\nb : Do B\n",
        8, "Do A Do B c\nDo B Do A c\n");
    runs("stateDiagram\nstate q <<choice>>\na --> q\nq --> b : yes\nq --> c : no\n", 8,
         "a b\na c\n");
}

static void a_composite_state_is_a_frame(void **state)
{
    (void)state;
    runs("stateDiagram-v2\n[*] --> W\nstate W {\n[*] --> a\na --> b\nb --> [*]\n}\n"
         "W --> c\nc --> [*]\n",
         8, "a b c\n");
    runs("stateDiagram-v2\n[*] --> W\nstate W {\n[*] --> a\na --> [*]\n--\n[*] --> b\n"
         "b --> [*]\n}\nW --> [*]\n",
         8, "a b\nb a\n");
}

static void notes_are_informational(void **state)
{
    struct gp_process *p = chart("stateDiagram-v2\na --> b\nnote right of a\nwords --> "
                                 "here\nend note\nnote left of b : x\n%% y\n");

    (void)state;
    assert_int_equal(count(p, GP_NOT_UNDERSTOOD), 0);
    assert_int_equal(count(p, GP_INFORMATIONAL), 6);
    gp_process_free(p);
}

static void blocks_in_markdown_are_found_with_their_lines(void **state)
{
    struct gp_process *p =
        chart("# Title\n\nwords\n\n```mermaid\nflowchart TD\nA --> B\n"
              "```\n\n```mermaid\nsequenceDiagram\nA->>B: x\n```\n");
    size_t i, found = 0;

    (void)state;
    assert_int_equal(p->n_nets, 1);
    assert_int_equal(count(p, GP_NOT_UNDERSTOOD), 1);
    for (i = 0; i < p->n_elements; i++)
        if (gp_slice_is(p->elements[i].name, "B") && p->elements[i].line == 7)
            found++;
    assert_int_equal(found, 1);
    gp_process_free(p);
}

static void a_chart_without_an_end_may_end_anywhere(void **state)
{
    (void)state;
    runs("stateDiagram-v2\n[*] --> a\na --> b\nb --> a\n", 3, "a\na b\na b a\n");
}

static void hostile_texts_are_refused_or_read(void **state)
{
    static const char *const heads[] = {"flowchart TD\n", "stateDiagram-v2\n"};
    static const char *const pieces[] = {
        "A[",          "A[\n",        "A-->",   "subgraph x\n",
        "end\n",       "state x {\n", "}\n",    "A & ",
        "a --> b\n",   "\"",          "--\n",   "[*] --> a\n",
        "a --> [*]\n", "state \"x\n", "note\n", "A -- \n",
        "A@{",         "A{{{\n",      "\xFF",   "a:::b --> c:::d : e:::f\n"};
    size_t h, i;

    (void)state;
    for (h = 0; h < 2; h++)
        for (i = 0; i < sizeof pieces / sizeof *pieces; i++) {
            reading_survives("mermaid", heads[h], pieces[i], 20000);
            reading_survives("mermaid", heads[h], pieces[i], 3);
        }
    reading_survives("mermaid", "", "\n", 1000000);
}

static void a_refused_allocation_is_a_status(void **state)
{
    static const char *const texts[] = {
        "flowchart TD\nsubgraph s\nA[x] -- y --> B{z}\nend\nB --> C & D\n",
        "stateDiagram-v2\n[*] --> a : b\nstate W {\nx --> y\n--\nz\n}\na --> W\n"};
    size_t i;

    (void)state;
    for (i = 0; i < 2; i++)
        assert_true(reading_without_memory("mermaid", texts[i]) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chain_is_a_sequence),
        cmocka_unit_test(several_arrows_are_a_choice),
        cmocka_unit_test(a_diamond_decides_and_does_no_work),
        cmocka_unit_test(a_fork_starts_all_and_a_join_waits_for_all),
        cmocka_unit_test(start_and_end_marks_do_no_work),
        cmocka_unit_test(labels_lose_tags_and_entities),
        cmocka_unit_test(every_form_of_arrow_is_read),
        cmocka_unit_test(subgraphs_are_owners),
        cmocka_unit_test(arrows_at_a_subgraph_mean_what_is_in_it),
        cmocka_unit_test(looks_are_informational_and_puzzles_are_named),
        cmocka_unit_test(states_are_the_steps),
        cmocka_unit_test(arrows_are_the_steps_when_states_are_only_numbers),
        cmocka_unit_test(arrows_with_words_can_be_shown),
        cmocka_unit_test(forks_choices_and_names_of_states),
        cmocka_unit_test(a_composite_state_is_a_frame),
        cmocka_unit_test(notes_are_informational),
        cmocka_unit_test(blocks_in_markdown_are_found_with_their_lines),
        cmocka_unit_test(a_chart_without_an_end_may_end_anywhere),
        cmocka_unit_test(hostile_texts_are_refused_or_read),
        cmocka_unit_test(a_refused_allocation_is_a_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
