/* The fast XML reader: it hands out what the parser of all XML does, or calls it odd. */
#include "base/text.h"
#include "tests/support/test.h"
#include "tests/support/xmls.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const size_t pieces[] = {1, 2, 3, 7, 64, 65536};

static void check(const char *xml, size_t len, bool is_odd)
{
    size_t i;

    for (i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        bool odd;
        const char *complaint = xmls_complaint(xml, len, pieces[i], &odd);

        if (complaint != NULL)
            fail_msg("pieces of %zu: %s", pieces[i], complaint);
        if (odd != is_odd)
            fail_msg("pieces of %zu: %s is %s odd", pieces[i], xml,
                     odd ? "called" : "not called");
    }
}

static void usual_xml_is_read_as_by_the_parser_of_all_xml(void **state)
{
    static const char *const usual[] = {
        "<a/>",
        "<a></a>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<a b=\"c\">\n\n <d e='f' /></a "
        ">\n",
        "<?xml version='1.0'?><a/>",
        "<log xes.version=\"1.0\" xmlns=\"http://x\"><!-- a > b\n & -->\n<e "
        "k=\"\"/></log>",
        "<a b=\"x &amp; &lt;y&gt; &quot;z&apos; &#233;&#x20AC;\" c=\">\"/>",
        "<a b=\"one\ntwo\tthree\"\n c='\"'/>\n<!---->\n",
        "<a b=\"Z\xC3\xBCrich \xE6\x97\xA5\xE6\x9C\xAC \xF0\x9F\x98\x80\"/>",
        "<a><b><c/></b><b/></a>",
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof usual / sizeof *usual; i++)
        check(usual[i], strlen(usual[i]), false);
}

static void whatever_else_is_odd(void **state)
{
    static const char *const other[] = {
        "",
        "x",
        "<a>text</a>",
        "<a><b></a></b>",
        "<a>",
        "<a/><b/>",
        "<a b=\"c\" b=\"d\"/>",
        "<a b=c/>",
        "<a b=\"<\"/>",
        "<a b=\"&nbsp;\"/>",
        "<a b=\"&\"/>",
        "<a b=\"&#0;\"/>",
        "<a b=\"&#xD800;\"/>",
        "<a b=\"\xFF\"/>",
        "<a b=\"\xEF\xBF\xBF\"/>",
        "<a b=\"\x01\"/>",
        "<a\r\n/>",
        "<x:a xmlns:x=\"y\"/>",
        "<a xml:lang=\"de\"/>",
        "<a><![CDATA[x]]></a>",
        "<!DOCTYPE a><a/>",
        "<?php ?><a/>",
        " <?xml version=\"1.0\"?><a/>",
        "<?xml version=\"1.0\" encoding=\"latin1\"?><a/>",
        "<!-- a -- b --><a/>",
        "<a b=\"c\"d=\"e\"/>",
        "<a / >",
        "<1a/>",
        "\xEF\xBB\xBF<a/>",
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof other / sizeof *other; i++)
        check(other[i], strlen(other[i]), true);
    check("<a b=\"x\0y\"/>", 12, true);
}

static void limits_are_those_of_the_parser(void **state)
{
    struct gp_text t = {0};
    size_t i;

    (void)state;
    for (i = 0; i < 256; i++)
        gp_text_add(&t, "<a>");
    for (i = 0; i < 256; i++)
        gp_text_add(&t, "</a>");
    check(gp_text_z(&t), t.len, false);
    gp_text_clear(&t);
    for (i = 0; i < 257; i++)
        gp_text_add(&t, "<a>");
    check(gp_text_z(&t), t.len, true);
    gp_text_clear(&t);
    gp_text_add(&t, "<a b=\"");
    for (i = 0; i < 80000; i++)
        gp_text_add_char(&t, 'x');
    gp_text_add(&t, "\"/>");
    check(gp_text_z(&t), 60000, true); /* not closed */
    gp_text_release(&t);
}

/* Changes a byte or two of a sound document, many times: never a difference. */
static void damaged_documents_are_never_read_differently(void **state)
{
    static const char sound[] =
        "<?xml version=\"1.0\"?>\n<log x.y=\"1\" xmlns=\"http://x\">\n<!-- c -->\n"
        "<trace><string key=\"a\" value=\"b &amp; c\"/>\n<event><date key='t' "
        "value=\"2024-01-01T00:00:00Z\"/><string key=\"n\" "
        "value=\"Z\xC3\xBC\"></string>"
        "</event></trace></log>\n";
    static const char bytes[] = "<>/\"'=&;!-? \n\ra1:\xC3\xFF";
    char copy[sizeof sound];
    uint64_t seed = 7;
    int i;

    (void)state;
    for (i = 0; i < 20000; i++) {
        const char *complaint;
        int changes = 1 + (int)(seed >> 60) % 2;
        bool odd;

        memcpy(copy, sound, sizeof sound);
        while (changes-- > 0) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            copy[(seed >> 33) % (sizeof sound - 1)] =
                bytes[(seed >> 20) % (sizeof bytes - 1)];
        }
        complaint = xmls_complaint(copy, sizeof sound - 1, 1 + (seed >> 50) % 40, &odd);
        if (complaint != NULL)
            fail_msg("%s\n%s", complaint, copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usual_xml_is_read_as_by_the_parser_of_all_xml),
        cmocka_unit_test(whatever_else_is_odd),
        cmocka_unit_test(limits_are_those_of_the_parser),
        cmocka_unit_test(damaged_documents_are_never_read_differently),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
