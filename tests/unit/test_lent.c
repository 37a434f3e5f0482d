/* test_lent.c - memory lent to a library that cannot be told that there is none. */
#include "base/lent.h"
#include "base/mem_refuse.h"
#include "model/manual/markdown.h"
#include "tests/support/test.h"

#include <string.h>

struct work {
    size_t done;
    bool zeroed, kept;
};

/* Two loans, of which one moves, and one that is given back. */
static void take_some(void *ctx)
{
    struct work *w = ctx;
    char *a = gp_lent_calloc(3, 5), *b = gp_lent_realloc(NULL, 4), *c;

    w->zeroed = memcmp(a, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 15) == 0;
    w->done = 1;
    memcpy(b, "lent", 4);
    c = gp_lent_calloc(1, 1);
    w->done = 2;
    b = gp_lent_realloc(b, 100 * 1000);
    w->kept = memcmp(b, "lent", 4) == 0;
    w->done = 3;
    gp_lent_free(a);
    gp_lent_free(NULL);
    gp_lent_free(c);
    w->done = 4;
}

static void what_is_lent_is_kept_zeroed_and_called_in(void **state)
{
    struct work w = {0};

    (void)state;
    assert_true(gp_lent_during(take_some, &w));
    assert_true(w.zeroed && w.kept);
    assert_int_equal(w.done, 4);
}

static void a_library_is_left_where_memory_ends(void **state)
{
    const size_t done[] = {0, 0, 1, 2};
    size_t n;

    (void)state;
    for (n = 0; n < sizeof done / sizeof *done; n++) {
        struct work w = {0};

        gp_mem_refuse(n, false);
        assert_false(gp_lent_during(take_some, &w));
        assert_true(gp_mem_refuse_none());
        assert_int_equal(w.done, done[n]);
    }
}

static void too_much_is_refused(void *ctx)
{
    (void)ctx;
    (void)gp_lent_calloc(SIZE_MAX / 4, 8);
}

static void sizes_that_overflow_are_no_memory(void **state)
{
    (void)state;
    assert_false(gp_lent_during(too_much_is_refused, NULL));
}

static void a_manual_is_refused_wherever_memory_ends(void **state)
{
    const char *text = "# Road\n\n1. **New** (Sales) `within` 2 days\n"
                       "2. one of:\n   - Won\n   - Lost\n\n[a]: b\n";
    bool refused = true;
    size_t n;

    (void)state;
    for (n = 0; refused; n++) {
        struct gp_outline out;
        struct gp_err err;
        enum gp_status st;

        gp_mem_refuse(n, false);
        st = gp_markdown_read("manual.md", gp_slice(text), &out, &err);
        refused = gp_mem_refuse_none();
        assert_int_equal(st, refused ? GP_SYSTEM : GP_OK);
        if (st == GP_OK)
            gp_outline_release(&out);
    }
    assert_true(n > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_lent_is_kept_zeroed_and_called_in),
        cmocka_unit_test(a_library_is_left_where_memory_ends),
        cmocka_unit_test(sizes_that_overflow_are_no_memory),
        cmocka_unit_test(a_manual_is_refused_wherever_memory_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
