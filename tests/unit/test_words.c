/* test_words.c - findings as sentences. */
#include "report/words.h"
#include "tests/support/story.h"
#include "tests/support/test.h"

#include <string.h>

static void share_is(int64_t n, int64_t of, const char *expected)
{
    struct gp_text t = {0};

    gp_share_words(&t, n, of);
    assert_string_equal(gp_text_z(&t), expected);
    gp_text_release(&t);
}

static void shares_carry_no_more_precision_than_helps(void **state)
{
    (void)state;
    share_is(0, 10, "0 %");
    share_is(1, 100000, "under 0.1 %");
    share_is(41, 1000, "4.1 %");
    share_is(380, 1000, "38 %");
    share_is(995, 1000, "99.5 %");
    share_is(99999, 100000, "over 99.9 %");
    share_is(10, 10, "100 %");
    share_is(1, 0, "-");
}

static void hours_are(gp_i128 us, const char *expected)
{
    struct gp_text t = {0};

    gp_hours_words(&t, us);
    assert_string_equal(gp_text_z(&t), expected);
    gp_text_release(&t);
}

static void hours_read_well_at_every_size(void **state)
{
    const gp_i128 h = GP_HOUR_US;

    (void)state;
    hours_are(0, "0.0 h");
    hours_are(GP_SECOND_US, "under 0.1 h");
    hours_are(h * 5 / 2, "2.5 h");
    hours_are(h * 1204, "1,204 h");
    hours_are(h * 999999, "999,999 h");
    hours_are(h * 3213528, "3.21 million h");
    hours_are(h * 213213528, "213 million h");
}

static void one_and_many_are_told_apart(void **state)
{
    struct gp_words w = {0};

    (void)state;
    gp_words_count(&w, 1, "case", "cases");
    gp_words_say(&w, ", ");
    gp_words_count(&w, 1204, "case", "cases");
    assert_string_equal(gp_text_z(&w.text), "1 case, 1,204 cases");
    gp_words_release(&w);
}

static void names_are_escaped_for_html_and_figures_stand_out(void **state)
{
    struct gp_words w = {0};
    struct gp_text html = {0};

    (void)state;
    gp_words_count(&w, 2, "case", "cases");
    gp_words_say(&w, " of ");
    gp_words_name(&w, gp_slice("<b>\"A\" & 'B'"));
    gp_words_html(&html, &w);
    assert_string_equal(
        gp_text_z(&html),
        "<b>2</b> cases of \xE2\x80\x98<bdi class=\"name\">&lt;b&gt;&quot;"
        "A&quot; &amp; &#39;B&#39;</bdi>\xE2\x80\x99");
    gp_words_release(&w);
    gp_text_release(&html);
}

/* Head and detail of the first finding of that kind. */
static void tells(const struct story *s, enum gp_finding_kind kind, const char *head,
                  const char *detail)
{
    struct gp_words h = {0}, d = {0};
    struct gp_finding *f;
    size_t n, i;

    assert_int_equal(gp_findings(&s->stats, &f, &n, NULL), GP_OK);
    for (i = 0; i < n && f[i].kind != kind; i++)
        continue;
    assert_true(i < n);
    gp_words_finding(&h, &d, &s->facts, &f[i]);
    assert_string_equal(gp_text_z(&h.text), head);
    assert_string_equal(gp_text_z(&d.text), detail);
    gp_words_release(&h);
    gp_words_release(&d);
    gp_free(f);
}

/* Cases 1 and 2 wait 100 h and 110 h from A to B, and 1 h from B to C. */
static void a_wait_is_told_with_share_cases_median_and_interval(void **state)
{
    struct story s;

    (void)state;
    story_tell(&s, "1 A 0|1 B 100|1 C 101|2 A 0|2 B 110|2 C 111", NULL);
    tells(&s, GP_FINDING_WAIT,
          "Cases wait 210 h between \xE2\x80\x98"
          "A\xE2\x80\x99 and \xE2\x80\x98"
          "B\xE2\x80\x99",
          "99.1 % of all waiting; 2 of 2 cases; median 4 d 9 h; 95 %: 190 to 230 h");
    story_release(&s);
}

static void tell_pingpong_story(struct story *s)
{
    static const char *const ids[] = {"1", "2", "3", "4", "5"};
    size_t i;

    story_begin(s);
    for (i = 0; i < 5; i++) {
        story_event(s, ids[i], "A", 0, "Ann", "-");
        story_event(s, ids[i], "B", 2, "Bob", "-");
        story_event(s, ids[i], "A", 5, "Ann", "-");
    }
    story_end(s, NULL);
}

static void ping_pong_and_rework_are_told(void **state)
{
    struct story s;

    (void)state;
    tell_pingpong_story(&s);
    tells(&s, GP_FINDING_PINGPONG,
          "Work goes from \xE2\x80\x98"
          "Ann\xE2\x80\x99 to \xE2\x80\x98"
          "Bob\xE2\x80\x99 and straight back 5 times",
          "5 of 5 cases; away 25.0 h in all, median 5 h; between all people: 5 bounces "
          "in 5 cases");
    tells(&s, GP_FINDING_REWORK,
          "\xE2\x80\x98"
          "A\xE2\x80\x99 is done again in 5 of 5 cases",
          "100 % of all cases; 5 repetitions; 25.0 h from its first to its last time, "
          "median "
          "5 h");
    story_release(&s);
}

static void rejected_rows_are_told_by_reason(void **state)
{
    struct gp_ingest_result in = {.rows = 10, .used = 7};
    struct gp_words h = {0}, d = {0};

    (void)state;
    in.rejects.count[GP_REJECT_NO_CASE] = 1;
    in.rejects.count[GP_REJECT_BAD_TIME] = 2;
    gp_words_rows(&h, &d, &in);
    assert_string_equal(gp_text_z(&h.text), "3 rows of 10 could not be used");
    assert_string_equal(gp_text_z(&d.text),
                        "30 % of rows; no case: 1 row; unreadable time: 2 rows");
    gp_words_release(&h);
    gp_words_release(&d);
}

static void remarks_behind_the_last_row_are_told_as_such(void **state)
{
    struct gp_ingest_result in = {.rows = 10, .used = 9, .trailing = 1};
    struct gp_words h = {0}, d = {0};

    (void)state;
    in.rejects.count[GP_REJECT_FIELD_COUNT] = 1;
    gp_words_rows(&h, &d, &in);
    assert_string_equal(gp_text_z(&d.text),
                        "10 % of rows; wrong number of fields: 1 row; it stands behind "
                        "the last row used, as totals and remarks of reports do");
    gp_words_release(&h);
    gp_words_release(&d);
}

static void span_is(int64_t us, const char *text)
{
    struct gp_text t = {0};

    gp_span_human(&t, us);
    assert_string_equal(gp_text_z(&t), text);
    gp_text_release(&t);
}

static void spans_below_a_second_are_told_in_milliseconds(void **state)
{
    (void)state;
    span_is(0, "0 s");
    span_is(400, "under 1 ms");
    span_is(1500, "2 ms");
    span_is(999499, "999 ms");
    span_is(999500, "1 s");
}

/* "95 %: under to under 0.1 h" tells nothing. */
static void an_interval_too_small_for_figures_is_left_out(void **state)
{
    struct story s;
    struct gp_words h = {0}, d = {0};
    struct gp_finding *f;
    size_t n;

    (void)state;
    story_tell(&s, "1 A 0|1 B 0.01|2 A 0|2 B 0.012", NULL);
    assert_int_equal(gp_findings(&s.stats, &f, &n, NULL), GP_OK);
    assert_true(n > 0 && f[0].kind == GP_FINDING_WAIT);
    gp_words_finding(&h, &d, &s.facts, &f[0]);
    assert_null(strstr(gp_text_z(&d.text), "95 %"));
    gp_words_release(&h);
    gp_words_release(&d);
    gp_free(f);
    story_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_carry_no_more_precision_than_helps),
        cmocka_unit_test(hours_read_well_at_every_size),
        cmocka_unit_test(remarks_behind_the_last_row_are_told_as_such),
        cmocka_unit_test(spans_below_a_second_are_told_in_milliseconds),
        cmocka_unit_test(an_interval_too_small_for_figures_is_left_out),
        cmocka_unit_test(one_and_many_are_told_apart),
        cmocka_unit_test(names_are_escaped_for_html_and_figures_stand_out),
        cmocka_unit_test(a_wait_is_told_with_share_cases_median_and_interval),
        cmocka_unit_test(ping_pong_and_rework_are_told),
        cmocka_unit_test(rejected_rows_are_told_by_reason),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
