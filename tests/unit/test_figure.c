/* test_figure.c - plot scripts as text; drawing where gnuplot is installed. */
#include "report/pictures/figure.h"
#include "report/pictures/pictures.h"
#include "tests/support/scratch.h"
#include "tests/support/story.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

static const char evil[] = "`touch pwned`";

static void tell_evil(struct story *s)
{
    story_begin(s);
    story_event(s, "1", evil, 0.5, "-", "-");
    story_event(s, "1", "\"; system('id'); \"", 60, "-", "-");
    story_event(s, "2", evil, 1.5, "-", "-");
    story_event(s, "2", "@x{/Bold y}\n!id", 130, "-", "-");
    story_end(s, NULL);
}

static void log_text_stands_in_data_files_only(void **state)
{
    struct story s;
    struct gp_figures f;
    size_t i;

    (void)state;
    tell_evil(&s);
    assert_int_equal(gp_figures_make(&s.facts, &f, NULL), GP_OK);
    assert_int_equal(f.n, 4);
    for (i = 0; i < f.n; i++) {
        assert_null(strchr(f.figure[i].script.at, '`'));
        assert_null(strstr(f.figure[i].script.at, "system"));
        assert_null(strstr(f.figure[i].script.at, "Bold"));
    }
    assert_non_null(strstr(gp_figure_named(&f, "waits")->data.at, evil));
    gp_figures_release(&f);
    story_release(&s);
}

/* But for the room beside the bars, a number: as much as the longest label needs. */
static void scripts_do_not_depend_on_names(void **state)
{
    struct story a, b;
    struct gp_figures f, g;
    size_t i;

    (void)state;
    story_tell(&a, "1 A 0|1 B 60|2 A 1|2 C 130", NULL);
    story_tell(&b, "x Q 0|x R 60|y Q 1|y S 130", NULL);
    assert_int_equal(gp_figures_make(&a.facts, &f, NULL), GP_OK);
    assert_int_equal(gp_figures_make(&b.facts, &g, NULL), GP_OK);
    for (i = 0; i < f.n; i++)
        assert_string_equal(f.figure[i].script.at, g.figure[i].script.at);
    gp_figures_release(&f);
    gp_figures_release(&g);
    story_release(&a);
    story_release(&b);
}

/* Durations of 1 h and 2 h: bins of 5 min. */
static void every_case_stands_in_one_bin(void **state)
{
    struct story s;
    struct gp_figures f;
    const char *at;
    unsigned long sum = 0, n;
    double middle, share = 0;

    (void)state;
    story_tell(&s, "1 A 0|1 B 1|2 A 0|2 B 2|3 A 0|3 B 2", NULL);
    assert_int_equal(gp_figures_make(&s.facts, &f, NULL), GP_OK);
    at = strchr(gp_figure_named(&f, "case-durations")->data.at, '\n') + 1;
    for (; sscanf(at, "%lf\t%lu\t%lf", &middle, &n, &share) == 3;
         at = strchr(at, '\n') + 1)
        sum += n;
    assert_int_equal(sum, 3);
    assert_int_equal((int)(share + 0.5), 100);
    gp_figures_release(&f);
    story_release(&s);
}

static void long_names_that_differ_at_their_end_stay_apart(void **state)
{
    struct story s;
    struct gp_figures f;
    const char *waits;

    (void)state;
    story_tell(&s,
               "1 Approve-the-invoice-of-step-12 0|1 Approve-the-invoice-of-step-13 1",
               NULL);
    assert_int_equal(gp_figures_make(&s.facts, &f, NULL), GP_OK);
    /* 26 + 3 + 26 letters; short names leave the room to the bars */
    assert_non_null(strstr(gp_figure_named(&f, "waits")->script.at, "set margins 51,"));
    waits = gp_figure_named(&f, "waits")->data.at;
    assert_non_null(strstr(waits, "Approve-the-invo\xE2\x80\xA6"
                                  "f-step-12 \xE2\x86\x92 Approve-the-invo\xE2\x80\xA6"
                                  "f-step-13"));
    gp_figures_release(&f);
    story_release(&s);
}

static void a_log_without_times_has_no_figures(void **state)
{
    struct story s;
    struct gp_figures f;

    (void)state;
    story_tell(&s, "1 A 0|1 B 1", NULL);
    s.log->has_time = false;
    assert_int_equal(gp_figures_make(&s.facts, &f, NULL), GP_OK);
    assert_int_equal(f.n, 0);
    s.log->has_time = true;
    gp_figures_release(&f);
    story_release(&s);
}

static void gnuplot_draws_all_and_runs_nothing(void **state)
{
    struct story s;
    struct gp_figures f;
    struct gp_text notes = {0};
    size_t i;

    (void)state;
    if (!scratch_run("command -v gnuplot >/dev/null"))
        skip();
    tell_evil(&s);
    assert_int_equal(gp_figures_make(&s.facts, &f, NULL), GP_OK);
    assert_int_equal(gp_pictures_draw(&f, NULL, &notes, NULL), GP_OK);
    assert_string_equal(gp_text_z(&notes), "");
    for (i = 0; i < f.n; i++)
        assert_non_null(strstr(gp_text_z(&f.figure[i].svg), "</svg>"));
    assert_non_null(strstr(gp_figure_named(&f, "waits")->svg.at, evil));
    gp_figures_release(&f);
    story_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(log_text_stands_in_data_files_only),
        cmocka_unit_test(scripts_do_not_depend_on_names),
        cmocka_unit_test(every_case_stands_in_one_bin),
        cmocka_unit_test(long_names_that_differ_at_their_end_stay_apart),
        cmocka_unit_test(a_log_without_times_has_no_figures),
        cmocka_unit_test(gnuplot_draws_all_and_runs_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, scratch_teardown);
}
