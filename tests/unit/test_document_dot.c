/* test_document_dot.c - the document as a picture: what is drawn, what is left out, and what
 * happens to its steps. */
#include "base/mem.h"
#include "report/document_dot.h"
#include "report/page/page.h"
#include "report/pictures/document_graph.h"
#include "tests/support/documents.h"
#include "tests/support/story.h"
#include "tests/support/test.h"

#include <string.h>

static const char manual[] = "# M\n\n"
                             "1. A (Sales)\n"
                             "2. optional: B (Sales)\n"
                             "3. any order:\n"
                             "   - C (Sales)\n"
                             "   - D (Sales)\n"
                             "4. E (Sales) end\n";

static size_t boxes_of(const struct gp_document_graph *g, enum gp_box_kind kind)
{
    size_t n = 0, i;

    for (i = 0; i < g->n_boxes; i++)
        n += g->box[i].kind == kind;
    return n;
}

static bool has_arrow(const struct gp_process *p, const struct gp_document_graph *g,
                      const char *from, const char *to)
{
    size_t i;

    for (i = 0; i < g->n_arrows; i++) {
        const struct gp_box *a = &g->box[g->arrow[i].from],
                            *b = &g->box[g->arrow[i].to];

        if (gp_slice_is(gp_dict_name(&p->labels, a->label), from) &&
            gp_slice_is(gp_dict_name(&p->labels, b->label), to))
            return true;
    }
    return false;
}

static void a_manual_is_drawn_without_places_that_say_nothing(void **state)
{
    struct gp_process *p = document_of("m.md", manual, NULL);
    struct gp_document_graph g;

    (void)state;
    gp_document_graph_make(p, &g);
    assert_false(g.failed);
    assert_int_equal(boxes_of(&g, GP_BOX_STEP), 5);
    assert_int_equal(boxes_of(&g, GP_BOX_START), 1);
    assert_int_equal(boxes_of(&g, GP_BOX_END), 1);
    assert_int_equal(boxes_of(&g, GP_BOX_ALL), 2); /* the split and its join */
    assert_true(has_arrow(p, &g, "A", "B"));
    assert_false(has_arrow(p, &g, "B", "A"));
    gp_document_graph_release(&g);
    gp_process_free(p);
}

static void a_choice_parts_from_the_step_before_it(void **state)
{
    struct gp_process *p =
        document_of("m.md", "1. A\n2. one of:\n   - B\n   - C\n3. E\n", NULL);
    struct gp_document_graph g;

    (void)state;
    gp_document_graph_make(p, &g);
    assert_int_equal(boxes_of(&g, GP_BOX_CHOICE), 0);
    assert_true(has_arrow(p, &g, "A", "B") && has_arrow(p, &g, "A", "C"));
    assert_true(has_arrow(p, &g, "B", "E") && has_arrow(p, &g, "C", "E"));
    gp_document_graph_release(&g);
    gp_process_free(p);
}

static void names_of_a_document_stay_inside_their_quotation_marks(void **state)
{
    struct gp_process *p =
        document_of("m.md", "1. A\"];evil[label=\"x\n2. B\\\n", NULL);
    struct gp_document_picture picture;

    (void)state;
    assert_int_equal(gp_document_picture_make(p, NULL, &picture, NULL), GP_OK);
    assert_null(strstr(picture.dot.at, "A\"];evil"));
    gp_document_picture_release(&picture);
    gp_process_free(p);
}

struct judged {
    struct story s;
    struct gp_process *p;
    struct gp_judgement j;
};

/* A is skipped once in three, B never done, D comes twice in case 3. */
static void judge(struct judged *x)
{
    static const struct gp_judgement_options options = {.now = INT64_MIN};

    story_tell(&x->s,
               "1 A 0 Ann Sales|1 C 1 Ann Sales|1 D 2 Ann Sales|1 E 3 Ann Sales|"
               "2 C 0 Ann Sales|2 D 1 Ann Sales|2 E 2 Ann Sales|"
               "3 A 0 Ann Sales|3 D 1 Ann Sales|3 C 2 Ann Sales|3 D 3 Ann Sales|"
               "3 E 4 Ann Sales",
               NULL);
    x->p = document_of("m.md", manual, NULL);
    assert_int_equal(gp_judge(&x->s.stats, x->p, &options, &x->j, NULL), GP_OK);
    x->s.facts.judgement = &x->j;
}

static void judged_release(struct judged *x)
{
    gp_judgement_release(&x->j);
    gp_process_free(x->p);
    story_release(&x->s);
}

static size_t number_of(const struct gp_process *p, const char *name)
{
    size_t i = 0;

    while (!gp_slice_is(gp_dict_name(&p->labels, p->elements[i].label), name))
        i++;
    return i;
}

static void each_step_tells_how_often_it_was_done_skipped_and_extra(void **state)
{
    struct judged x;
    struct gp_step_fate *f;

    (void)state;
    judge(&x);
    f = gp_step_fates(&x.j);
    assert_non_null(f);
    assert_int_equal(f[number_of(x.p, "A")].done, 2);
    assert_int_equal(f[number_of(x.p, "A")].skipped, 1);
    assert_int_equal(gp_step_fate_colour(&f[number_of(x.p, "A")]), 3);
    assert_int_equal(f[number_of(x.p, "D")].done, 3);
    assert_int_equal(f[number_of(x.p, "D")].extra, 1);
    assert_int_equal(f[number_of(x.p, "E")].done, 3);
    assert_int_equal(gp_step_fate_colour(&f[number_of(x.p, "E")]), 0);
    assert_int_equal(f[number_of(x.p, "B")].done, 0);
    assert_int_equal(gp_step_fate_colour(&f[number_of(x.p, "B")]), 5);
    gp_free(f);
    judged_release(&x);
}

static void gaps_come_first_on_the_page_and_link_to_their_evidence(void **state)
{
    struct judged x;
    struct gp_figures figures = {0};
    struct gp_map_levels levels = {0};
    struct gp_text html = {0}, id = {0};
    struct gp_page page = {NULL, NULL, 0, &figures, &levels, "", NULL};
    const char *first, *section;

    (void)state;
    judge(&x);
    page.facts = &x.s.facts;
    assert_int_equal(gp_map_levels_make(&x.s.stats, &levels, NULL), GP_OK);
    assert_int_equal(gp_page_write(&html, &page, NULL), GP_OK);
    section = strstr(html.at, "<section id=\"gaps\"");
    first =
        strstr(html.at, "<li class=\"finding gap bare\"><p class=\"kind\">Document");
    assert_non_null(section);
    assert_true(first != NULL && first < section);
    gp_gap_id(&id, &x.j.gaps.gap[0]);
    assert_non_null(strstr(first, id.at));
    assert_true(strstr(first, id.at) < section);
    assert_non_null(strstr(section, "m.md:3")); /* where A stands */
    assert_non_null(strstr(section, "<code>story.csv:"));
    assert_non_null(strstr(section, "<small class=\"doc\">documented</small>"));
    assert_non_null(strstr(section, "not documented: 1 deviation"));
    gp_text_release(&html);
    gp_text_release(&id);
    gp_map_levels_release(&levels);
    judged_release(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_manual_is_drawn_without_places_that_say_nothing),
        cmocka_unit_test(a_choice_parts_from_the_step_before_it),
        cmocka_unit_test(names_of_a_document_stay_inside_their_quotation_marks),
        cmocka_unit_test(each_step_tells_how_often_it_was_done_skipped_and_extra),
        cmocka_unit_test(gaps_come_first_on_the_page_and_link_to_their_evidence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
