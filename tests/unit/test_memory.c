/* What a budget does: large arrays in files, logs that move to disk and come back. */
#include "base/big.h"
#include "base/budget.h"
#include "base/checksum.h"
#include "base/mem.h"
#include "eventlog/eventlog.h"
#include "eventlog/fill.h"
#include "eventlog/spill.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* The budget of this program: everything large in files of the scratch folder. */
static int begin(void **state)
{
    (void)state;
    gp_budget_set(0, scratch_dir());
    return 0;
}

static void the_checksum_is_xxh64(void **state)
{
    char bytes[101];
    size_t i;

    (void)state;
    for (i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 7 + 3);
    assert_true(gp_checksum("", 0) == UINT64_C(0xEF46DB3751D8E999));
    assert_true(gp_checksum("abc", 3) == UINT64_C(0x44BC2CF5AD770999));
    assert_true(gp_checksum("The quick brown fox jumps over the lazy dog", 43) ==
                UINT64_C(0x0B242D361FDA71BC));
    assert_true(gp_checksum(bytes, 101) != gp_checksum(bytes, 100));
}

static void a_large_array_keeps_its_content_when_its_pages_are_dropped(void **state)
{
    uint64_t *a = gp_array_zero(100000, sizeof *a), *b;
    size_t i;

    (void)state;
    assert_true(gp_big_is(a));
    for (i = 0; i < 100000; i++) {
        assert_int_equal(a[i], 0);
        a[i] = i * i;
    }
    gp_big_drop();
    b = gp_realloc(a, 300000, sizeof *b);
    assert_non_null(b);
    gp_big_drop();
    for (i = 0; i < 100000; i++)
        assert_int_equal(b[i], i * i);
    for (; i < 300000; i++)
        assert_int_equal(b[i], 0);
    b = gp_realloc(b, 10, sizeof *b);
    assert_int_equal(b[9], 81);
    gp_free(b);
}

static void a_growing_array_leaves_the_heap(void **state)
{
    size_t cap = 0, n = 0, i;
    uint32_t *list = NULL;

    (void)state;
    for (; n < 50000; n++) {
        assert_true(gp_reserve(&list, &cap, n + 1));
        list[n] = (uint32_t)n;
    }
    assert_true(gp_big_is(list));
    for (i = 0; i < n; i++)
        assert_int_equal(list[i], i);
    gp_free(list);
}

static void a_piece_can_be_put_into_any_array(void **state)
{
    char *small = gp_array_zero(100, 1), *large = gp_array_walked(100000, 1);

    (void)state;
    gp_big_put(small, 10, "abc", 3);
    assert_memory_equal(small + 10, "abc", 4);
    gp_big_put(large, 99990, "abc", 3);
    assert_memory_equal(large + 99990, "abc", 4);
    gp_free(small);
    gp_free(large);
}

static void no_room_on_the_disk_is_said_with_the_bytes_needed(void **state)
{
    struct rlimit before, little = {1000000, 0};
    struct gp_err err = {0};
    void *p;

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    little.rlim_max = before.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    p = gp_array(5000000, 1);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_null(p);
    assert_int_equal(gp_fail_memory(&err), GP_SYSTEM);
    assert_non_null(strstr(err.text, "5000000 bytes"));
    assert_non_null(strstr(err.text, scratch_dir()));
}

/* ---- logs ---- */

enum { EVENTS = 20000, CASES = 700 };

/* Events of all cases mixed, some at equal times, some open, some without a resource. */
static struct gp_eventlog *fill(size_t limit, bool stay)
{
    struct gp_eventlog *log = gp_eventlog_new(true, true, true, false);
    struct gp_err err;
    uint32_t i, r = 1;

    log->limit = limit;
    gp_eventlog_threads(log, 3);
    log->stays = stay;
    assert_int_equal(gp_eventlog_keep(log, "note", &err), GP_OK);
    for (i = 0; i < EVENTS; i++) {
        char c[32], a[32], w[32], v[32];
        struct gp_slice kept;
        struct gp_event e = {.line = i + 2, .kept = &kept};

        if (i % (EVENTS / 2) == 0)
            assert_int_equal(gp_eventlog_begin_file(log, i == 0 ? "one" : "two", &err),
                             GP_OK);
        r = r * 1103515245 + 12345;
        snprintf(c, sizeof c, "case %u", r >> 8 & 0xffff % CASES);
        snprintf(a, sizeof a, "step %u", (r >> 12) % 9);
        snprintf(w, sizeof w, "who %u", (r >> 16) % 5);
        snprintf(v, sizeof v, "%u", r % 97);
        e.case_id = gp_slice(c);
        e.activity = gp_slice(a);
        e.resource = gp_slice((r >> 20) % 7 == 0 ? "" : w);
        kept = gp_slice((r >> 4) % 3 == 0 ? "" : v);
        e.start = (int64_t)((r >> 10) % 50) * 1000 - 20000;
        e.end = e.start + (r >> 18) % 3;
        e.kind = e.end == e.start && r % 5 == 0 ? GP_ROW_OPEN : GP_ROW_EVENT;
        assert_int_equal(gp_eventlog_add(log, &e, &err), GP_OK);
    }
    assert_int_equal(log->spill != NULL, !stay);
    assert_int_equal(gp_eventlog_group(log, &err), GP_OK);
    return log;
}

static void assert_same_ids(struct gp_ids a, struct gp_ids b, size_t n)
{
    size_t i;

    assert_int_equal(a.wide, b.wide);
    for (i = 0; i < n; i++)
        assert_int_equal(gp_id(a, i), gp_id(b, i));
}

static void assert_same(const struct gp_eventlog *a, const struct gp_eventlog *b)
{
    size_t i;

    assert_int_equal(a->n, b->n);
    assert_int_equal(a->n_cases, b->n_cases);
    assert_int_equal(a->n_ties, b->n_ties);
    assert_memory_equal(a->first, b->first, (a->n_cases + 1) * sizeof *a->first);
    for (i = 0; i < a->n_cases; i++) {
        struct gp_slice name = gp_dict_name(&a->cases, (uint32_t)i);

        assert_true(gp_slice_eq(name, gp_dict_name(&b->cases, (uint32_t)i)));
        assert_int_equal(gp_dict_find(&b->cases, name), i);
    }
    assert_same_ids(a->activity, b->activity, a->n);
    assert_same_ids(a->resource, b->resource, a->n);
    assert_memory_equal(a->start, b->start, a->n * sizeof *a->start);
    assert_memory_equal(a->end, b->end, a->n * sizeof *a->end);
    assert_memory_equal(a->line, b->line, a->n * sizeof *a->line);
    assert_memory_equal(a->serial, b->serial, a->n * sizeof *a->serial);
    assert_memory_equal(a->open, b->open, a->n * sizeof *a->open);
    assert_same_ids(a->kept[0].id, b->kept[0].id, a->n);
}

static void a_log_that_moved_to_disk_is_the_same_log(void **state)
{
    static const size_t limits[] = {0, 200000, 500000};
    struct gp_eventlog *stayed = fill(SIZE_MAX, true);
    size_t i;

    (void)state;
    for (i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        struct gp_eventlog *moved = fill(limits[i], false);

        assert_same(stayed, moved);
        assert_true(gp_dict_index(&moved->cases));
        assert_int_equal(gp_dict_find(&moved->cases, gp_slice("nobody")), GP_NO_ID);
        gp_eventlog_free(moved);
    }
    gp_eventlog_free(stayed);
}

/* ---- events on disk ---- */

/* A log with every column that there is, of one attribute; wide: of ids. */
static struct gp_eventlog *whole_log(bool wide)
{
    struct gp_eventlog *log = gp_eventlog_new(true, true, true, true);
    struct gp_err err;

    assert_non_null(log);
    assert_int_equal(gp_eventlog_keep(log, "note", &err), GP_OK);
    gp_eventlog_expect_instances(log);
    log->stays = log->has_open = true;
    log->activity.wide = log->resource.wide = log->group.wide = wide;
    log->kept[0].id.wide = wide;
    return log;
}

/* Event i of those whose times are whole ones of a unit. */
static void add_event(struct gp_eventlog *log, uint32_t i, int64_t unit)
{
    struct gp_slice kept = gp_slice(i % 2 == 0 ? "yes" : "");
    struct gp_event e = {.case_id = gp_slice(i % 3 == 0 ? "c" : "another case"),
                         .instance = gp_slice(i % 4 == 0 ? "work" : ""),
                         .activity = gp_slice(i % 5 == 0 ? "a" : "b"),
                         .resource = gp_slice(i % 7 == 0 ? "r" : ""),
                         .line = 4 * i + i % 2,
                         .kind = (enum gp_row_kind)(i % GP_ROW_GONE),
                         .kept = &kept};
    struct gp_err err;

    e.end = ((int64_t)i * i % 977 - 400) * unit;
    e.start = e.end - i % 3 * unit;
    assert_int_equal(gp_eventlog_add(log, &e, &err), GP_OK);
}

static struct gp_spill *put(struct gp_eventlog *log)
{
    struct gp_spill *s = gp_spill_new();
    struct gp_err err;

    assert_non_null(s);
    assert_int_equal(gp_eventlog_settle(log, &err), GP_OK);
    assert_true(gp_spill_put(s, log));
    return s;
}

/* A part as it comes back into a log like the one that was put. */
static enum gp_status take(struct gp_spill *s, size_t part,
                           const struct gp_eventlog *like, struct gp_eventlog **out,
                           struct gp_err *err)
{
    *out = whole_log(like->activity.wide);
    (*out)->has_serial = true;
    assert_true(gp_eventlog_expect(*out, gp_spill_events(s, part) + 1, GP_ROW_EVENT));
    return gp_spill_take(s, part, *out, err);
}

static struct gp_slice name_of(const struct gp_dict *d, struct gp_ids ids, size_t i)
{
    return gp_dict_name(d, gp_id(ids, i));
}

/* Event i of a part is the one that had its number. */
static void assert_same_event(struct gp_eventlog *part, size_t i,
                              const struct gp_eventlog *log)
{
    size_t k = part->serial[i] - log->moved;

    assert_true(k < log->n);
    assert_true(i == 0 || part->serial[i - 1] < part->serial[i]);
    assert_true(gp_slice_eq(gp_dict_name(&part->cases, part->case_id[i]),
                            gp_dict_name(&log->cases, log->case_id[k])));
    assert_true(gp_slice_eq(name_of(&part->instances, part->instance, i),
                            name_of(&log->instances, log->instance, k)));
    assert_true(part->start[i] == log->start[k] && part->end[i] == log->end[k]);
    assert_int_equal(part->line[i], log->line[k]);
    assert_int_equal(part->open[i], log->open[k]);
    assert_int_equal(gp_id(part->activity, i), gp_id(log->activity, k));
    assert_int_equal(gp_id(part->resource, i), gp_id(log->resource, k));
    assert_int_equal(gp_id(part->group, i), gp_id(log->group, k));
    assert_int_equal(gp_id(part->kept[0].id, i), gp_id(log->kept[0].id, k));
}

static void assert_all_come_back(struct gp_spill *s, const struct gp_eventlog *log)
{
    size_t part, i, n = 0;

    for (part = 0; part < GP_SPILL_PARTS; part++) {
        struct gp_eventlog *back;
        struct gp_err err;

        assert_int_equal(take(s, part, log, &back, &err), GP_OK);
        assert_int_equal(back->n, gp_spill_events(s, part));
        assert_int_equal(gp_eventlog_settle(back, &err), GP_OK);
        for (i = 0; i < back->n; i++)
            assert_same_event(back, i, log);
        n += back->n;
        gp_eventlog_free(back);
    }
    assert_int_equal(n, log->n);
}

static void an_event_at_the_ends_of_every_range_comes_back(void **state)
{
    struct gp_eventlog *log = whole_log(true);
    struct gp_spill *s;

    (void)state;
    log->moved = UINT32_MAX - 4;
    add_event(log, 1, 1);
    add_event(log, 4, 1);
    log->line[0] = 0;
    log->line[1] = UINT32_MAX;
    log->start[0] = log->end[1] = INT64_MIN;
    log->end[0] = log->start[1] = INT64_MAX;
    gp_ids_set(log->activity, 0, UINT32_MAX - 1);
    gp_ids_set(log->resource, 1, UINT32_MAX);
    gp_ids_set(log->group, 0, INT32_MAX);
    gp_ids_set(log->kept[0].id, 0, UINT32_MAX);
    s = put(log);
    assert_all_come_back(s, log);
    gp_spill_free(s);
    gp_eventlog_free(log);
}

static void times_of_any_unit_come_back(void **state)
{
    static const int64_t unit[] = {1, 1000, 1000 * 1000, 60 * 1000 * 1000};
    enum { MANY = 10000 };
    size_t u;

    (void)state;
    for (u = 0; u < sizeof unit / sizeof unit[0]; u++) {
        struct gp_eventlog *log = whole_log(u % 2 == 0);
        struct gp_spill *s;
        uint32_t i;

        gp_eventlog_threads(log, 1 + (unsigned)u);
        for (i = 0; i < MANY; i++)
            add_event(log, i, unit[u]);
        s = put(log);
        assert_all_come_back(s, log);
        gp_spill_free(s);
        gp_eventlog_free(log);
    }
}

/* The nameless file that was opened last. */
static int last_file(void)
{
    struct stat about;
    int fd;

    for (fd = 255; fd > 2; fd--)
        if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_nlink == 0)
            return fd;
    return -1;
}

/* Any bit that changes on the disk is found, wherever it is. */
static void a_block_that_comes_back_changed_ends_the_run(void **state)
{
    enum { FLIPS = 40 };
    struct gp_eventlog *log = whole_log(false);
    size_t flip, part, bytes, i;

    (void)state;
    for (i = 0; i < 50; i++)
        add_event(log, 3 * (uint32_t)i, 1);
    for (flip = 0; flip < FLIPS; flip++) {
        struct gp_spill *s = put(log);
        struct gp_eventlog *back = NULL;
        struct gp_err err = {0};
        enum gp_status st = GP_OK;
        struct stat about;
        unsigned char byte;
        int file = last_file();

        assert_int_equal(fstat(file, &about), 0);
        bytes = (size_t)about.st_size;
        assert_int_equal(pread(file, &byte, 1, (off_t)(flip * bytes / FLIPS)), 1);
        byte ^= (unsigned char)(1u << flip % 8);
        assert_int_equal(pwrite(file, &byte, 1, (off_t)(flip * bytes / FLIPS)), 1);
        for (part = 0; part < GP_SPILL_PARTS && st == GP_OK; part++) {
            gp_eventlog_free(back);
            st = take(s, part, log, &back, &err);
        }
        assert_int_equal(st, GP_SYSTEM);
        assert_non_null(strstr(err.text, "a checksum differs"));
        assert_int_equal(back->n, 0);
        gp_eventlog_free(back);
        gp_spill_free(s);
    }
    gp_eventlog_free(log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_checksum_is_xxh64),
        cmocka_unit_test(a_large_array_keeps_its_content_when_its_pages_are_dropped),
        cmocka_unit_test(a_growing_array_leaves_the_heap),
        cmocka_unit_test(a_piece_can_be_put_into_any_array),
        cmocka_unit_test(a_log_that_moved_to_disk_is_the_same_log),
        cmocka_unit_test(an_event_at_the_ends_of_every_range_comes_back),
        cmocka_unit_test(times_of_any_unit_come_back),
        cmocka_unit_test(a_block_that_comes_back_changed_ends_the_run),
        cmocka_unit_test(no_room_on_the_disk_is_said_with_the_bytes_needed),
    };

    return cmocka_run_group_tests(tests, begin, scratch_teardown);
}
