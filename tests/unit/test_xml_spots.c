/* test_xml_spots.c - tags are found where they stand, past comments, CDATA, instructions
 * and signs inside quotes. */
#include "report/propose/xml_spots.h"
#include "tests/support/test.h"

#include <string.h>

static const char text[] =
    "<?xml version='1.0'?><!-- <task id=\"no\"/> -->\n"
    "<b:defs xmlns:b='x'><b:task id='A' name='1 > 0'><![CDATA[<task id='no2'>]]>\n"
    "<b:out>f</b:out></b:task><b:task name=\"x/\" id = \"B\" /></b:defs>\n";

static void spots_are_where_the_tags_are(void **state)
{
    struct gp_xml_spots s;
    const struct gp_xml_spot *a, *b;

    (void)state;
    assert_true(gp_xml_spots_find(gp_slice(text), &s));
    assert_int_equal(s.n, 4);
    assert_int_equal(gp_xml_spot_of(&s, gp_slice("no")), GP_NO_ID);
    assert_int_equal(gp_xml_spot_of(&s, gp_slice("no2")), GP_NO_ID);
    a = &s.at[gp_xml_spot_of(&s, gp_slice("A"))];
    assert_memory_equal(text + a->begin, "<b:task id='A'", 14);
    assert_memory_equal(text + a->inside, "<![CDATA[", 9);
    assert_memory_equal(text + a->close, "</b:task>", 9);
    assert_memory_equal(text + a->end, "<b:task name", 12);
    assert_true(gp_xml_spot_is(a, "task"));
    assert_true(gp_slice_is(gp_xml_spot_prefix(a), "b:"));
    assert_true(gp_slice_is(gp_xml_spot_value(a, "name"), "1 > 0"));
    assert_int_equal(gp_xml_spot_child(&s, 1, "out"), 2);
    b = &s.at[gp_xml_spot_of(&s, gp_slice("B"))];
    assert_true(b->empty);
    assert_memory_equal(text + b->attributes, "/>", 2);
    assert_int_equal(b->parent, 0);
    gp_xml_spots_release(&s);
}

static void what_is_no_document_is_refused(void **state)
{
    static const char *const wrong[] = {
        "", "<a>", "</a>", "<a b='>", "<a><!-- ", "<!DOCTYPE a><a/>", "<a></a></b>"};
    struct gp_xml_spots s;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(gp_xml_spots_find(gp_slice(wrong[i]), &s));
        gp_xml_spots_release(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spots_are_where_the_tags_are),
        cmocka_unit_test(what_is_no_document_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
