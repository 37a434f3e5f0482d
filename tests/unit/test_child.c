/* test_child.c - the door to child processes: what a child gets, and what it may not. */
#include "tests/support/test.h"

#include "report/pictures/child.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct place {
    struct gp_workdir w;
    struct gp_text out;
    struct gp_err err;
};

static int open_place(void **state)
{
    static struct place p;

    memset(&p, 0, sizeof p);
    *state = &p;
    return gp_workdir_make(&p.w, &p.err) == GP_OK ? 0 : -1;
}

static int close_place(void **state)
{
    struct place *p = *state;

    gp_workdir_remove(&p->w);
    gp_text_release(&p->out);
    return 0;
}

static enum gp_status run_sh(struct place *p, const char *script, unsigned seconds)
{
    const char *args[] = {"-c", script, NULL};
    struct gp_child c;
    enum gp_status st = gp_child_start(&c, "sh", args, &p->w, seconds, &p->err);

    return st == GP_OK ? gp_child_wait(&c, &p->err) : st;
}

static void a_child_has_a_bare_environment(void **state)
{
    struct place *p = *state;

    setenv("GNUPLOT_LIB", "/somewhere", 1);
    assert_int_equal(run_sh(p, "env > out", 10), GP_OK);
    assert_int_equal(gp_workdir_get(&p->w, "out", 1000, &p->out, &p->err), GP_OK);
    assert_non_null(strstr(p->out.at, "LC_ALL=C\n"));
    assert_null(strstr(p->out.at, "GNUPLOT_LIB"));
    assert_null(strstr(p->out.at, "HOME"));
}

static void a_child_works_in_the_private_folder(void **state)
{
    struct place *p = *state;
    struct stat s;

    assert_int_equal(stat(p->w.path, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0700);
    assert_int_equal(
        gp_workdir_put(&p->w, "in", gp_slice("to be turned over"), &p->err), GP_OK);
    assert_int_equal(run_sh(p, "tr a-z A-Z < in > out", 10), GP_OK);
    assert_int_equal(gp_workdir_get(&p->w, "out", 1000, &p->out, &p->err), GP_OK);
    assert_string_equal(p->out.at, "TO BE TURNED OVER");
}

static void a_child_that_hangs_is_ended_with_its_children(void **state)
{
    struct place *p = *state;

    assert_int_equal(run_sh(p, "sleep 60 & sleep 60", 1), GP_SYSTEM);
    assert_non_null(strstr(p->err.text, "not done after 1 s"));
}

static void a_failing_child_is_told_with_its_status(void **state)
{
    struct place *p = *state;

    assert_int_equal(run_sh(p, "exit 7", 10), GP_SYSTEM);
    assert_string_equal(p->err.text, "sh failed (status 7)");
}

static void a_program_that_is_not_there_is_said_so(void **state)
{
    struct place *p = *state;
    const char *args[] = {NULL};
    struct gp_child c;

    assert_int_equal(
        gp_child_start(&c, "no-such-program-here", args, &p->w, 1, &p->err), GP_SYSTEM);
    assert_string_equal(p->err.text, "no-such-program-here is not installed");
}

static void huge_output_is_cut_off_by_the_file_limit(void **state)
{
    struct place *p = *state;

    assert_int_equal(run_sh(p, "exec head -c 200000000 /dev/zero > out", 10),
                     GP_SYSTEM);
    assert_int_equal(gp_workdir_get(&p->w, "out", 1000, &p->out, &p->err), GP_SYSTEM);
    assert_non_null(strstr(p->err.text, "too large"));
}

static void a_planted_link_is_not_followed(void **state)
{
    struct place *p = *state;

    assert_int_equal(run_sh(p, "ln -s /etc/passwd out", 10), GP_OK);
    assert_int_equal(gp_workdir_get(&p->w, "out", 100000, &p->out, &p->err), GP_SYSTEM);
    assert_int_equal(gp_workdir_put(&p->w, "out", gp_slice("x"), &p->err), GP_SYSTEM);
}

static void children_run_side_by_side(void **state)
{
    struct place *p = *state;
    const char *args[] = {"-c", "sleep 0.2", NULL};
    struct gp_child a, b;

    assert_int_equal(gp_child_start(&a, "sh", args, &p->w, 10, &p->err), GP_OK);
    assert_int_equal(gp_child_start(&b, "sh", args, &p->w, 10, &p->err), GP_OK);
    assert_int_equal(gp_child_wait(&a, &p->err), GP_OK);
    assert_int_equal(gp_child_wait(&b, &p->err), GP_OK);
}

#define in_place(test) cmocka_unit_test_setup_teardown(test, open_place, close_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_place(a_child_has_a_bare_environment),
        in_place(a_child_works_in_the_private_folder),
        in_place(a_child_that_hangs_is_ended_with_its_children),
        in_place(a_failing_child_is_told_with_its_status),
        in_place(a_program_that_is_not_there_is_said_so),
        in_place(huge_output_is_cut_off_by_the_file_limit),
        in_place(a_planted_link_is_not_followed),
        in_place(children_run_side_by_side),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
