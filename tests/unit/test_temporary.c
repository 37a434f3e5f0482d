/* test_temporary.c - what a sweep removes and what it leaves. */
#include "tests/support/test.h"

#include "base/temporary.h"
#include "tests/support/scratch.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static int folder_of_tests(void)
{
    int dir = open(scratch_dir(), O_RDONLY | O_DIRECTORY);

    assert_true(dir >= 0);
    return dir;
}

static int make(int dir, const char *name)
{
    int fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL, 0600);

    assert_true(fd >= 0);
    return fd;
}

static bool is_there(int dir, const char *name)
{
    return faccessat(dir, name, F_OK, 0) == 0;
}

static void a_free_leftover_goes_and_one_in_use_stays(void **state)
{
    struct gp_temporary used = {0};
    int dir = folder_of_tests(), fd = make(dir, ".t-used.tmp");

    (void)state;
    close(make(dir, ".t-left.tmp"));
    close(make(dir, ".t-.tmp.other"));
    assert_true(gp_temporary_begin(&used, dir, ".t-used.tmp", fd));
    gp_temporary_sweep(dir, ".t-", ".tmp");
    assert_false(is_there(dir, ".t-left.tmp"));
    assert_true(is_there(dir, ".t-used.tmp"));
    assert_true(is_there(dir, ".t-.tmp.other"));
    gp_temporary_end(&used);
    close(fd);
    gp_temporary_sweep(dir, ".t-", ".tmp");
    assert_false(is_there(dir, ".t-used.tmp"));
    close(dir);
}

/* Between making and locking, a sweep of another start may hold it: it will be removed. */
static void what_a_sweep_holds_is_not_begun(void **state)
{
    struct gp_temporary t = {0};
    int dir = folder_of_tests(), fd = make(dir, ".s-new.tmp");
    int sweep = openat(dir, ".s-new.tmp", O_RDONLY);

    (void)state;
    assert_int_equal(flock(sweep, LOCK_EX | LOCK_NB), 0);
    assert_false(gp_temporary_begin(&t, dir, ".s-new.tmp", fd));
    assert_false(t.registered);
    close(sweep);
    assert_true(gp_temporary_begin(&t, dir, ".s-new.tmp", fd));
    gp_temporary_end(&t);
    close(fd);
    close(dir);
}

static void what_is_gone_is_not_begun(void **state)
{
    struct gp_temporary t = {0};
    int dir = folder_of_tests(), fd = make(dir, ".g-new.tmp");

    (void)state;
    assert_int_equal(unlinkat(dir, ".g-new.tmp", 0), 0);
    assert_false(gp_temporary_begin(&t, dir, ".g-new.tmp", fd));
    close(make(dir, ".g-new.tmp")); /* another file of that name */
    assert_false(gp_temporary_begin(&t, dir, ".g-new.tmp", fd));
    close(fd);
    close(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_free_leftover_goes_and_one_in_use_stays),
        cmocka_unit_test(what_a_sweep_holds_is_not_begun),
        cmocka_unit_test(what_is_gone_is_not_begun),
    };

    return cmocka_run_group_tests(tests, NULL, scratch_teardown);
}
