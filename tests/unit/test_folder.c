/* test_folder.c - a folder holds the old report or the new one, and nothing of others. */
#include "report/folder.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

static const char ours[] = "{\n  \"schema\": \"goatpath/1\"\n}\n";

static void write_report(const char *path, const char *html)
{
    struct gp_folder f;

    assert_int_equal(gp_folder_open(&f, path, false, NULL), GP_OK);
    assert_int_equal(gp_folder_put(&f, "report.html", gp_slice(html), NULL), GP_OK);
    assert_int_equal(gp_folder_put(&f, "tables/a.csv", gp_slice("a\n"), NULL), GP_OK);
    assert_int_equal(gp_folder_put(&f, "report.json", gp_slice(ours), NULL), GP_OK);
    assert_int_equal(gp_folder_commit(&f, NULL), GP_OK);
    gp_folder_abandon(&f);
}

static void a_report_is_written_and_written_again(void **state)
{
    (void)state;
    write_report(scratch_path("r1"), "one");
    assert_true(scratch_run("test $(cat r1/report.html) = one -a -f r1/tables/a.csv"));
    write_report(scratch_path("r1"), "two");
    assert_true(scratch_run("test $(cat r1/report.html) = two"));
    assert_true(scratch_run("test $(ls -A r1 | wc -l) -eq 3"));
}

static void nothing_is_left_when_it_is_abandoned(void **state)
{
    struct gp_folder f;

    (void)state;
    assert_int_equal(gp_folder_open(&f, scratch_path("r2"), false, NULL), GP_OK);
    assert_int_equal(gp_folder_put(&f, "report.html", gp_slice("x"), NULL), GP_OK);
    gp_folder_abandon(&f);
    assert_true(scratch_run("test ! -e r2"));
}

static void a_folder_of_others_is_not_touched_without_force(void **state)
{
    struct gp_folder f;
    struct gp_err err;

    (void)state;
    assert_true(scratch_run("mkdir -p mine && echo x >mine/notes.txt"));
    assert_int_equal(gp_folder_open(&f, scratch_path("mine"), false, &err), GP_USAGE);
    assert_non_null(strstr(err.text, "--force"));
    assert_true(scratch_run("test $(ls -A mine | wc -l) -eq 1"));
    assert_int_equal(gp_folder_open(&f, scratch_path("mine"), true, &err), GP_OK);
    gp_folder_abandon(&f);
    assert_true(scratch_run("test $(ls -A mine) = notes.txt"));
}

static void links_and_files_are_refused(void **state)
{
    struct gp_folder f;

    (void)state;
    assert_true(scratch_run("mkdir -p real && ln -sfn real link && echo x >file"));
    assert_int_equal(gp_folder_open(&f, scratch_path("link"), true, NULL), GP_USAGE);
    assert_int_equal(gp_folder_open(&f, scratch_path("file"), true, NULL), GP_USAGE);
    assert_int_equal(gp_folder_open(&f, "", true, NULL), GP_USAGE);
}

static void a_planted_link_inside_is_not_followed(void **state)
{
    struct gp_folder f;

    (void)state;
    write_report(scratch_path("r3"), "one");
    assert_true(
        scratch_run("mkdir -p other && rm -r r3/tables && ln -s ../other r3/tables"));
    assert_int_equal(gp_folder_open(&f, scratch_path("r3"), false, NULL), GP_OK);
    assert_int_equal(gp_folder_put(&f, "tables/a.csv", gp_slice("a\n"), NULL), GP_OK);
    assert_int_equal(gp_folder_commit(&f, NULL), GP_SYSTEM);
    gp_folder_abandon(&f);
    assert_true(scratch_run("test -z \"$(ls -A other)\""));
}

/* As when it is killed there: what got its name so far is known as ours. */
static void a_commit_that_ends_half_way_is_followed_by_another(void **state)
{
    struct gp_folder f;

    (void)state;
    assert_int_equal(gp_folder_open(&f, scratch_path("r6"), false, NULL), GP_OK);
    assert_int_equal(gp_folder_put(&f, "a.csv", gp_slice("a\n"), NULL), GP_OK);
    assert_int_equal(gp_folder_put(&f, "report.html", gp_slice("x"), NULL), GP_OK);
    assert_int_equal(gp_folder_put(&f, "report.json", gp_slice(ours), NULL), GP_OK);
    assert_true(scratch_run("mkdir r6/report.html"));
    assert_int_equal(gp_folder_commit(&f, NULL), GP_SYSTEM);
    gp_folder_abandon(&f);
    assert_true(scratch_run("rmdir r6/report.html && test -e r6/a.csv"));
    write_report(scratch_path("r6"), "whole");
}

static void an_input_is_never_overwritten(void **state)
{
    struct gp_err err;
    const char *input;

    (void)state;
    write_report(scratch_path("r4"), "one");
    input = scratch_path("r4/report.html");
    assert_int_equal(
        gp_folder_check_input(scratch_path("r4"), "report.html", input, &err),
        GP_USAGE);
    assert_int_equal(
        gp_folder_check_input(scratch_path("r4"), "report.json", input, &err), GP_OK);
}

/* A file size limit stands for a full disk. */
static void a_full_disk_leaves_the_old_report(void **state)
{
    static char big[1 << 16];
    struct rlimit before, small;
    struct gp_folder f;
    struct gp_err err;

    (void)state;
    write_report(scratch_path("r5"), "old");
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 4096;
    assert_int_equal(gp_folder_open(&f, scratch_path("r5"), false, NULL), GP_OK);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_int_equal(
        gp_folder_put(&f, "report.html", gp_slice_n(big, sizeof big), &err), GP_SYSTEM);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    gp_folder_abandon(&f);
    assert_non_null(strstr(err.text, "r5/report.html (65536 bytes)"));
    assert_true(
        scratch_run("test $(cat r5/report.html) = old -a $(ls -A r5 | wc -l) -eq 3"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_is_written_and_written_again),
        cmocka_unit_test(nothing_is_left_when_it_is_abandoned),
        cmocka_unit_test(a_folder_of_others_is_not_touched_without_force),
        cmocka_unit_test(links_and_files_are_refused),
        cmocka_unit_test(a_planted_link_inside_is_not_followed),
        cmocka_unit_test(a_commit_that_ends_half_way_is_followed_by_another),
        cmocka_unit_test(an_input_is_never_overwritten),
        cmocka_unit_test(a_full_disk_leaves_the_old_report),
    };

    return cmocka_run_group_tests(tests, NULL, scratch_teardown);
}
