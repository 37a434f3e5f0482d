/* XML is read as a stream and as a tree, and refused where it would hurt. */
#include "base/mem_refuse.h"
#include "base/xmltree.h"
#include "tests/support/test.h"

#include <string.h>

static enum gp_status parse(const char *text, struct gp_xmltree *t, struct gp_err *err)
{
    return gp_xmltree_parse("x.xml", gp_slice(text), t, err);
}

static void names_values_and_texts_are_found(void **state)
{
    struct gp_xmltree t;
    uint32_t b;

    (void)state;
    assert_int_equal(
        parse("<a xmlns='urn:x' q='1&amp;2'><b> one </b>\n<c/><b>two</b></a>", &t,
              NULL),
        GP_OK);
    assert_int_equal(t.n, 4);
    assert_true(gp_slice_is(gp_xmltree_space(&t, 0), "urn:x"));
    assert_true(gp_slice_is(gp_xmltree_attribute(&t, 0, "q"), "1&2"));
    assert_int_equal(gp_xmltree_attribute(&t, 0, "r").len, 0);
    b = gp_xmltree_child(&t, 0, "b");
    assert_true(gp_slice_is(gp_xmltree_text(&t, b), "one"));
    b = gp_xmltree_again(&t, b, "b");
    assert_true(gp_slice_is(gp_xmltree_text(&t, b), "two"));
    assert_int_equal(t.nodes[b].line, 2);
    assert_int_equal(gp_xmltree_again(&t, b, "b"), GP_NO_ID);
    gp_xmltree_release(&t);
}

static void a_walk_visits_or_skips_what_lies_inside(void **state)
{
    struct gp_xmltree t;

    (void)state;
    assert_int_equal(parse("<a><b><c/></b><d/></a>", &t, NULL), GP_OK);
    assert_int_equal(gp_xmltree_walk(&t, 0, 0, false), 1);
    assert_int_equal(gp_xmltree_walk(&t, 0, 1, false), 2);
    assert_int_equal(gp_xmltree_walk(&t, 0, 1, true), 3);
    assert_int_equal(gp_xmltree_walk(&t, 0, 2, false), 3);
    assert_int_equal(gp_xmltree_walk(&t, 0, 3, false), GP_NO_ID);
    assert_int_equal(gp_xmltree_walk(&t, 1, 2, false), GP_NO_ID);
    gp_xmltree_release(&t);
}

static void errors_tell_line_and_column(void **state)
{
    struct gp_xmltree t;
    struct gp_err err = {0};

    (void)state;
    assert_int_equal(parse("<a>\n <b></a>", &t, &err), GP_INPUT);
    assert_int_equal(err.line, 2);
    assert_non_null(strstr(err.text, "mismatched tag (column 7)"));
    assert_string_equal(err.file, "x.xml");
}

static void encodings_of_one_byte_a_character_are_read(void **state)
{
    static const struct {
        const char *text, *value;
    } rows[] = {
        {"<?xml version='1.0' encoding='windows-1250'?><a q='\xA3ukasz'/>", "Łukasz"},
        {"<?xml version='1.0' encoding='CP1251'?><a q='\xD0\xF3\xF1\xFC'/>", "Русь"},
        {"<?xml version='1.0' encoding='ISO-8859-2'?><a q='\xB6'/>", "ś"},
        {"<?xml version='1.0' encoding='Windows-1252'?><a q='\x80'/>", "€"},
    };
    struct gp_xmltree t;
    struct gp_err err = {0};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(parse(rows[i].text, &t, &err), GP_OK);
        assert_true(gp_slice_is(gp_xmltree_attribute(&t, 0, "q"), rows[i].value));
        gp_xmltree_release(&t);
    }
    /* a byte that is no character there; an encoding that nobody knows */
    assert_int_equal(
        parse("<?xml version='1.0' encoding='windows-1252'?><a q='\x81'/>", &t, &err),
        GP_INPUT);
    assert_int_equal(parse("<?xml version='1.0' encoding='klingon-1'?><a/>", &t, &err),
                     GP_INPUT);
    assert_non_null(strstr(err.text, "iconv -t UTF-8"));
}

static void declarations_are_refused(void **state)
{
    struct gp_xmltree t;
    struct gp_err err = {0};

    (void)state;
    assert_int_equal(parse("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", &t, &err),
                     GP_INPUT);
    assert_non_null(strstr(err.text, "document type declarations are not accepted"));
}

static void deep_nesting_is_refused(void **state)
{
    struct gp_text text = {0};
    struct gp_xmltree t;
    struct gp_err err = {0};
    int i;

    (void)state;
    for (i = 0; i < 257; i++)
        gp_text_add(&text, "<a>");
    assert_int_equal(parse(gp_text_z(&text), &t, &err), GP_INPUT);
    assert_non_null(strstr(err.text, "256"));
    gp_text_release(&text);
}

static void the_root_is_told_without_reading_on(void **state)
{
    struct gp_text space = {0}, name = {0};

    (void)state;
    assert_int_equal(gp_xml_root("x", gp_slice("<p:a xmlns:p='urn:y'><not closed"),
                                 &space, &name, NULL),
                     GP_OK);
    assert_string_equal(gp_text_z(&space), "urn:y");
    assert_string_equal(gp_text_z(&name), "a");
    gp_text_release(&space);
    gp_text_release(&name);
}

static void refused_memory_is_a_status(void **state)
{
    struct gp_xmltree t;
    uint64_t n = 0;
    enum gp_status st;

    (void)state;
    do {
        gp_mem_refuse(n++, false);
        st = parse("<a b='c'><d>text</d><e f='g'/></a>", &t, NULL);
        if (gp_mem_refuse_none())
            assert_int_equal(st, GP_SYSTEM);
    } while (st != GP_OK && n < 1000);
    assert_int_equal(st, GP_OK);
    gp_xmltree_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_values_and_texts_are_found),
        cmocka_unit_test(a_walk_visits_or_skips_what_lies_inside),
        cmocka_unit_test(errors_tell_line_and_column),
        cmocka_unit_test(encodings_of_one_byte_a_character_are_read),
        cmocka_unit_test(declarations_are_refused),
        cmocka_unit_test(deep_nesting_is_refused),
        cmocka_unit_test(the_root_is_told_without_reading_on),
        cmocka_unit_test(refused_memory_is_a_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
