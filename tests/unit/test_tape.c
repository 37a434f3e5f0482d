/* A tape: what went there comes back as it was, in any pieces, or with a reason. */
#include "base/budget.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "base/tape.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

enum { RUNS = 8, LENGTH = 100003 };

static int begin(void **state)
{
    (void)state;
    gp_budget_set(0, scratch_dir());
    return 0;
}

static unsigned char byte_of(size_t run, size_t i)
{
    return (unsigned char)(run * 37 + i * 11 + i / 251);
}

struct writing {
    struct gp_tape tape;
    uint64_t at[RUNS];
};

static void write_run(void *ctx, size_t run)
{
    struct writing *w = ctx;
    unsigned char *bytes = gp_array(LENGTH, 1);
    size_t i;

    for (i = 0; i < LENGTH; i++)
        bytes[i] = byte_of(run, i);
    if (!gp_tape_write(&w->tape, bytes, LENGTH, &w->at[run]))
        w->at[run] = UINT64_MAX;
    gp_free(bytes);
}

/* Pieces of 1, 2, 3, ... bytes, so that every one begins elsewhere in the buffer. */
static void assert_run(struct writing *w, size_t run, size_t cap)
{
    char buffer[64];
    unsigned char piece[512];
    struct gp_tape_run r = gp_tape_run(&w->tape, w->at[run], LENGTH, buffer, cap);
    size_t i, k, n;

    for (i = 0, n = 1; i < LENGTH; i += n, n = n % 500 + 1) {
        n = n < LENGTH - i ? n : LENGTH - i;
        assert_true(gp_tape_next(&r, piece, n));
        for (k = 0; k < n; k++)
            if (piece[k] != byte_of(run, i + k))
                fail_msg("run %zu, byte %zu", run, i + k);
    }
}

static void runs_of_several_threads_come_back_in_pieces(void **state)
{
    struct writing w;
    struct gp_err err = {0};
    size_t run, cap;

    (void)state;
    for (cap = 1; cap <= 64; cap *= 4) {
        assert_true(gp_tape_open(&w.tape));
        gp_parallel(write_run, &w, RUNS, 4);
        for (run = 0; run < RUNS; run++)
            assert_run(&w, run, cap);
        assert_int_equal(gp_tape_status(&w.tape, &err), GP_OK);
        gp_tape_close(&w.tape);
    }
}

static void more_than_there_is_fails_with_a_sentence(void **state)
{
    struct gp_tape t;
    struct gp_tape_run r;
    struct gp_err err = {0};
    char buffer[8], to[8];
    uint64_t at = 0;

    (void)state;
    assert_true(gp_tape_open(&t));
    assert_true(gp_tape_write(&t, "abcde", 5, &at));
    r = gp_tape_run(&t, at, 5, buffer, sizeof buffer);
    assert_true(gp_tape_next(&r, to, 3));
    assert_false(gp_tape_next(&r, to, 3));
    assert_int_equal(gp_tape_status(&t, &err), GP_SYSTEM);
    assert_non_null(strstr(err.text, "cannot be read back"));
    gp_tape_close(&t);
}

static void what_lies_beside_a_forgotten_run_stays(void **state)
{
    struct writing w;
    struct stat before, after;

    (void)state;
    assert_true(gp_tape_open(&w.tape));
    gp_parallel(write_run, &w, RUNS, 1);
    assert_int_equal(fstat(w.tape.file, &before), 0);
    gp_tape_forget(&w.tape, w.at[1], LENGTH);
    assert_run(&w, 3, 64); /* reading it once forgets it, too */
    assert_int_equal(fstat(w.tape.file, &after), 0);
    assert_int_equal(after.st_size, before.st_size);
    assert_true(after.st_blocks <= before.st_blocks);
    assert_run(&w, 0, 64);
    assert_run(&w, 2, 64);
    assert_run(&w, 4, 64);
    gp_tape_close(&w.tape);
}

static void a_full_disk_is_said_with_the_bytes_needed(void **state)
{
    struct rlimit before, limit = {.rlim_cur = 4096};
    struct gp_tape t;
    char *bytes = gp_array_zero(10000, 1);
    uint64_t at;
    bool good;

    (void)state;
    assert_true(gp_tape_open(&t));
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    limit.rlim_max = before.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    good = gp_tape_write(&t, bytes, 10000, &at);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_false(good);
    assert_non_null(strstr(gp_budget_last_trouble(), "10000 bytes are needed"));
    gp_tape_close(&t);
    gp_free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_of_several_threads_come_back_in_pieces),
        cmocka_unit_test(more_than_there_is_fails_with_a_sentence),
        cmocka_unit_test(what_lies_beside_a_forgotten_run_stays),
        cmocka_unit_test(a_full_disk_is_said_with_the_bytes_needed),
    };

    return cmocka_run_group_tests(tests, begin, scratch_teardown);
}
