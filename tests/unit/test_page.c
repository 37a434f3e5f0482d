/* test_page.c - the page as text: policy, order, escaping, completeness without pictures. */
#include "base/mem.h"
#include "base/mem_refuse.h"
#include "base/sha256.h"
#include "report/page/page.h"
#include "report/report.h"
#include "tests/support/scratch.h"
#include "tests/support/story.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

static enum gp_status make_page(const struct story *s, struct gp_text *html)
{
    struct gp_finding *f = NULL;
    struct gp_figures figures = {0};
    struct gp_map_levels levels = {0};
    struct gp_page page = {
        &s->facts, NULL, 0, &figures, &levels, "dot is not installed\n", NULL};
    enum gp_status st = gp_findings(&s->stats, &f, &page.n_findings, NULL);

    page.finding = f;
    if (st == GP_OK)
        st = gp_figures_make(&s->facts, &figures, NULL);
    if (st == GP_OK)
        st = gp_map_levels_make(&s->stats, &levels, NULL);
    if (st == GP_OK)
        st = gp_page_write(html, &page, NULL);
    gp_free(f);
    gp_figures_release(&figures);
    gp_map_levels_release(&levels);
    return st;
}

static void tell_hostile(struct story *s)
{
    story_begin(s);
    story_event(s, "<script>1</script>", "</style><b>", 0, "\"onload=\"x", "</script>");
    story_event(s, "<script>1</script>", "javascript:x", 5, "'x'", "&amp;");
    story_end(s, NULL);
}

static size_t count_of(const char *text, const char *what)
{
    size_t n = 0;

    while ((text = strstr(text, what)) != NULL) {
        n++;
        text++;
    }
    return n;
}

static void names_never_become_markup(void **state)
{
    struct story s;
    struct gp_text html = {0};

    (void)state;
    tell_hostile(&s);
    assert_int_equal(make_page(&s, &html), GP_OK);
    assert_int_equal(count_of(html.at, "<script"), 1);
    assert_int_equal(count_of(html.at, "</script"), 1);
    assert_int_equal(count_of(html.at, "</style"), 1);
    assert_int_equal(count_of(html.at, "\"onload=\""), 0);
    assert_true(count_of(html.at, "&lt;script&gt;1&lt;/script&gt;") > 0);
    assert_true(count_of(html.at, "&amp;amp;") > 0);
    gp_text_release(&html);
    story_release(&s);
}

static void policy_is(const char *html, const char *element, const char *directive)
{
    struct gp_text open = {0}, want = {0};
    const char *from, *to;

    gp_text_addf(&open, "<%s>", element);
    from = strstr(html, open.at);
    assert_non_null(from);
    from += open.len;
    gp_text_clear(&open);
    gp_text_addf(&open, "</%s>", element);
    to = strstr(from, open.at);
    assert_non_null(to);
    gp_text_addf(&want, "%s 'sha256-", directive);
    gp_sha256_base64(&want, gp_slice_n(from, (size_t)(to - from)));
    gp_text_add(&want, "'");
    assert_non_null(strstr(html, want.at));
    gp_text_release(&open);
    gp_text_release(&want);
}

static void the_policy_names_style_and_script_by_their_hashes(void **state)
{
    struct story s;
    struct gp_text html = {0};

    (void)state;
    tell_hostile(&s);
    assert_int_equal(make_page(&s, &html), GP_OK);
    assert_non_null(strstr(html.at, "default-src 'none'"));
    policy_is(html.at, "style", "style-src");
    policy_is(html.at, "script", "script-src");
    assert_int_equal(count_of(html.at, " style=\""), 0);
    gp_text_release(&html);
    story_release(&s);
}

static void a_page_without_pictures_is_complete_and_says_so(void **state)
{
    static const char *const sections[] = {"findings", "waits",   "handoffs",
                                           "variants", "map",     "time",
                                           "rework",   "quality", "definitions"};
    struct story s;
    struct gp_text html = {0}, id = {0};
    size_t i;

    (void)state;
    story_tell(&s, "1 A 0 Ann Sales|1 B 5 Bob Legal|2 A 0 Ann Sales|2 B 7 Bob Legal",
               NULL);
    assert_int_equal(make_page(&s, &html), GP_OK);
    for (i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        gp_text_clear(&id);
        gp_text_addf(&id, "<section id=\"%s\"", sections[i]);
        assert_non_null(strstr(html.at, id.at));
    }
    assert_non_null(strstr(html.at, "A picture is missing: dot is not installed."));
    assert_non_null(strstr(html.at, "figures/waits.dat"));
    gp_text_release(&html);
    gp_text_release(&id);
    story_release(&s);
}

static void cases_of_one_event_are_told_at_once(void **state)
{
    static const struct {
        const char *lines;
        size_t told;
    } logs[] = {{"1 A 0|2 A 1|2 B 2", 1}, {"1 A 0|2 A 1|2 B 2|3 A 0|3 B 1", 0}};
    size_t i;

    (void)state;
    for (i = 0; i < 2; i++) {
        struct story s;
        struct gp_text html = {0};

        story_tell(&s, logs[i].lines, NULL);
        assert_int_equal(make_page(&s, &html), GP_OK);
        assert_int_equal(count_of(html.at, "1 of 2 cases have one event only"),
                         logs[i].told);
        gp_text_release(&html);
        story_release(&s);
    }
}

static void mistyped_years_are_told_at_once(void **state)
{
    struct story s;
    struct gp_text html = {0};
    char name[20];
    int i;

    (void)state;
    story_begin(&s);
    for (i = 0; i < 30; i++) {
        snprintf(name, sizeof name, "%d", i);
        story_event(&s, name, "A", i, "Ann", "Sales");
        story_event(&s, name, "B", i == 7 ? 60000 : i + 4, "Bob", "Legal");
    }
    story_end(&s, NULL);
    assert_int_equal(make_page(&s, &html), GP_OK);
    assert_int_equal(
        count_of(html.at,
                 "<strong>Times long after all others: 1 event</strong>; their "
                 "cases hold 99.8 % of all case time"),
        1);
    gp_text_release(&html);
    story_release(&s);
}

/* Status rows beside work items with a start: most waits hold work after all. */
static void completes_without_a_start_are_told_with_the_clock(void **state)
{
    struct story s;
    struct gp_text html = {0};

    (void)state;
    story_tell(&s, "1 A 0-1|1 B 5-6|2 A 0-2|2 B 7-7", NULL);
    s.ingest.unpaired_completes = 2;
    s.ingest.events_read = 4;
    assert_int_equal(make_page(&s, &html), GP_OK);
    assert_int_equal(count_of(html.at, "2 of 4 events have one time only"), 1);
    assert_int_equal(count_of(html.at, "waits are the time between"), 0);
    gp_text_release(&html);
    story_release(&s);
}

static void every_finding_has_its_evidence_with_file_and_line(void **state)
{
    struct story s;
    struct gp_text html = {0};
    const char *finding;

    (void)state;
    story_tell(&s, "1 A 0|1 B 5|2 A 0|2 B 7", NULL);
    assert_int_equal(make_page(&s, &html), GP_OK);
    finding = strstr(html.at, "<li class=\"finding k0\">");
    assert_non_null(finding);
    assert_non_null(strstr(finding, "<code>story.csv:4</code>")); /* A of case 2 */
    gp_text_release(&html);
    story_release(&s);
}

static void the_same_log_gives_the_same_page(void **state)
{
    struct story s;
    struct gp_text one = {0}, two = {0};

    (void)state;
    tell_hostile(&s);
    assert_int_equal(make_page(&s, &one), GP_OK);
    assert_int_equal(make_page(&s, &two), GP_OK);
    assert_string_equal(one.at, two.at);
    gp_text_release(&one);
    gp_text_release(&two);
    story_release(&s);
}

static void refused_memory_is_a_status(void **state)
{
    struct story s;
    uint64_t n;
    bool refused = true;

    (void)state;
    tell_hostile(&s);
    for (n = 0; refused; n += 1 + n / 8) {
        struct gp_text html = {0};
        enum gp_status st;

        gp_mem_refuse(n, true);
        st = make_page(&s, &html);
        refused = gp_mem_refuse_none();
        assert_int_equal(st, refused ? GP_SYSTEM : GP_OK);
        gp_text_release(&html);
    }
    story_release(&s);
}

static void a_whole_report_is_a_folder(void **state)
{
    struct story s;
    struct gp_report_written w;

    (void)state;
    tell_hostile(&s);
    assert_int_equal(
        gp_report_write(scratch_path("out"), &s.facts, NULL, false, &w, NULL), GP_OK);
    assert_true(w.html_bytes > 10000);
    assert_true(
        scratch_run("cd out && test -s report.html -a -s report.json -a -s "
                    "rejected.csv -a -s tables/cases.csv -a -s figures/map.dot"));
    gp_report_written_release(&w);
    assert_int_equal(
        gp_report_write(scratch_path("out"), &s.facts, NULL, false, NULL, NULL),
        GP_OK); /* over an older report */
    story_release(&s);
    scratch_remove();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_never_become_markup),
        cmocka_unit_test(the_policy_names_style_and_script_by_their_hashes),
        cmocka_unit_test(a_page_without_pictures_is_complete_and_says_so),
        cmocka_unit_test(cases_of_one_event_are_told_at_once),
        cmocka_unit_test(mistyped_years_are_told_at_once),
        cmocka_unit_test(completes_without_a_start_are_told_with_the_clock),
        cmocka_unit_test(every_finding_has_its_evidence_with_file_and_line),
        cmocka_unit_test(the_same_log_gives_the_same_page),
        cmocka_unit_test(refused_memory_is_a_status),
        cmocka_unit_test(a_whole_report_is_a_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
