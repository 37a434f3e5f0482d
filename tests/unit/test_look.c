/* Looking at a bounded part of a log: places of a big file, the order of day and month,
 * pipes that can be read once. */
#include "tests/support/test.h"

#include "base/mem.h"
#include "base/text.h"
#include "ingest/ingest.h"
#include "ingest/places.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ROWS = 60000 };

/* 7,quoted text,7: the number twice, and line breaks in every third text. */
static void add_row(struct gp_text *t, unsigned i)
{
    gp_text_addf(t, "%u,\"step %u, with%sa longer text\",x%u\n", i, i % 5,
                 i % 3 == 0 ? "\n1,\"\"2\"\",x9\n" : " ", i);
}

static const char *rows_file(const char *name, const char *last)
{
    struct gp_text t = {0};
    const char *path;
    unsigned i;

    gp_text_add(&t, "number,text,again\n");
    for (i = 0; i < ROWS; i++)
        add_row(&t, i);
    gp_text_add(&t, last);
    path = scratch_file(name, gp_text_z(&t), t.len);
    gp_text_release(&t);
    return path;
}

struct seen {
    uint64_t rows, wrong;
    unsigned last;
};

static enum gp_status take(void *ctx, const struct gp_row *row, struct gp_err *err)
{
    struct seen *s = ctx;
    struct gp_slice again = gp_row_field(row, 2);

    (void)err;
    s->rows++;
    s->last = (unsigned)strtoul(gp_row_field(row, 0).at, NULL, 10);
    s->wrong +=
        again.len != gp_row_field(row, 0).len + 1 ||
        memcmp(again.at + 1, gp_row_field(row, 0).at, gp_row_field(row, 0).len) != 0;
    return GP_OK;
}

static struct gp_places look_at(const char *path, struct seen *seen,
                                struct gp_rejects *rejects)
{
    struct gp_reader_options o = {.header = -1};
    struct gp_reader *r = NULL;
    struct gp_places places = {0};
    struct gp_err err = {0};
    struct gp_rejects all;

    memset(seen, 0, sizeof *seen);
    gp_rejects_init(&all, NULL);
    gp_rejects_init(rejects, NULL);
    assert_int_equal(gp_reader_open(path, &o, &all, &r, &err), GP_OK);
    assert_int_equal(gp_places_look(r, rejects, take, seen, &places, &err), GP_OK);
    gp_reader_close(r);
    gp_rejects_release(&all);
    return places;
}

static void places_give_rows_as_they_stand_in_the_file(void **state)
{
    struct seen seen;
    struct gp_rejects rejects;
    struct gp_places p =
        look_at(rows_file("places.csv", "60000,end,x60000"), &seen, &rejects);

    (void)state;
    assert_int_equal(p.n, GP_PLACES);
    assert_int_equal(p.rows, seen.rows);
    assert_true(seen.rows > 16 * 1000 && seen.rows < ROWS / 2);
    assert_int_equal(seen.wrong, 0); /* no row cut by the border of a place */
    assert_int_equal(seen.last, 60000);
    assert_int_equal(gp_rejects_total(&rejects), 0);
    gp_rejects_release(&rejects);
}

static void what_would_be_refused_in_a_place_is_counted(void **state)
{
    struct seen seen;
    struct gp_rejects rejects;

    (void)state;
    (void)look_at(rows_file("damaged.csv", "60000,end\n60001,end,x60001\n"), &seen,
                  &rejects);
    assert_int_equal(rejects.count[GP_REJECT_FIELD_COUNT], 1);
    assert_int_equal(gp_rejects_total(&rejects), 1);
    assert_int_equal(seen.last, 60001);
    gp_rejects_release(&rejects);
}

static void a_small_file_and_a_packed_one_have_no_places(void **state)
{
    struct seen seen;
    struct gp_rejects rejects;

    (void)state;
    assert_int_equal(
        look_at(scratch_text("small.csv", "a,b,c\n1,2,x1\n"), &seen, &rejects).n, 0);
    (void)rows_file("packed.csv", "");
    assert_true(scratch_run("gzip -f packed.csv"));
    assert_int_equal(look_at(scratch_path("packed.csv.gz"), &seen, &rejects).n, 0);
    assert_int_equal(seen.rows, 0);
}

static void places_of_utf16_begin_at_whole_characters(void **state)
{
    struct seen seen;
    struct gp_rejects rejects;
    struct gp_places p;

    (void)state;
    (void)rows_file("wide.csv", "60000,end,x60000\n");
    assert_true(scratch_run("(printf '\\377\\376'; "
                            "iconv -f UTF-8 -t UTF-16LE wide.csv) > wide16.csv"));
    p = look_at(scratch_path("wide16.csv"), &seen, &rejects);
    assert_true(p.n > 4);
    assert_int_equal(seen.wrong, 0);
    assert_int_equal(seen.last, 60000);
    assert_int_equal(gp_rejects_total(&rejects), 0);
}

/* Dates that can be read both ways, about 2 MB of them, then one that cannot. */
static const char *dates_file(const char *name, const char *last)
{
    struct gp_text t = {0};
    const char *path;
    unsigned i;

    gp_text_add(&t, "Case ID,Activity,Timestamp\n");
    for (i = 0; i < ROWS; i++)
        gp_text_addf(&t, "C%u,step %u,%02u/%02u/2023 10:00:00\n", i / 4, i % 4,
                     1 + i * 7 % 12, 1 + i * 5 % 12);
    gp_text_add(&t, last);
    path = scratch_file(name, gp_text_z(&t), t.len);
    gp_text_release(&t);
    return path;
}

static void the_order_of_day_and_month_is_sought_in_the_places_first(void **state)
{
    struct gp_ingest_options o = {.reader = {.header = -1}, .most_rows = 10};
    struct gp_look look;
    struct gp_err err = {0};

    (void)state;
    assert_int_equal(
        gp_ingest_look(dates_file("dates.csv", "C1,step 1,31/01/2023 10:00:00\n"), &o,
                       &look, &err),
        GP_OK);
    assert_int_equal(look.problem.status, GP_OK);
    assert_string_equal(look.found.time_format, "%d/%m/%Y %H:%M:%S");
    assert_true(look.found.order_sampled);
    assert_int_equal(look.looked.order_bytes, 0); /* the last place decided */
    assert_non_null(strstr(look.found.time_evidence, "a report looks at the whole"));
    assert_int_equal(look.first.log->n, 10);
    gp_look_release(&look);
}

/* Rows of starts and of ends become one event, in the places, too. */
static void starts_and_ends_are_paired_in_the_places(void **state)
{
    struct gp_ingest_options o = {.reader = {.header = -1}, .most_rows = 10};
    struct gp_text t = {0};
    struct gp_look look;
    struct gp_err err = {0};
    const char *path;
    unsigned i;

    (void)state;
    gp_text_add(&t, "Case ID,Activity,lifecycle:transition,Timestamp\n");
    for (i = 0; i < ROWS; i++)
        gp_text_addf(&t, "C%u,step %u,%s,2023-01-%02u 10:00:00\n", i / 8, i / 2 % 4,
                     i % 2 == 0 ? "start" : "complete", 1 + i % 8);
    path = scratch_file("lifecycle.csv", gp_text_z(&t), t.len);
    gp_text_release(&t);
    assert_int_equal(gp_ingest_look(path, &o, &look, &err), GP_OK);
    assert_int_equal(look.problem.status, GP_OK);
    assert_int_equal(look.found.shape, GP_SHAPE_LIFECYCLE);
    assert_int_equal(look.looked.places, GP_PLACES);
    assert_int_equal(gp_rejects_total(&look.elsewhere), 0);
    assert_int_equal(look.first.log->n, 5);
    gp_look_release(&look);
}

static void a_short_file_is_looked_at_whole_for_the_order(void **state)
{
    struct gp_ingest_options o = {.reader = {.header = -1}, .most_rows = 10};
    struct gp_look look;
    struct gp_err err = {0};

    (void)state;
    assert_int_equal(gp_ingest_look(dates_file("open.csv", ""), &o, &look, &err),
                     GP_OK);
    assert_int_equal(look.problem.status, GP_INPUT);
    assert_non_null(strstr(look.problem.text, "ambiguous: "));
    assert_false(look.found.order_sampled);
    assert_true(look.looked.order_bytes > 1024 * 1024);
    gp_look_release(&look);
}

static void a_pipe_is_opened_once(void **state)
{
    struct gp_ingest_options o = {.reader = {.header = -1}, .most_rows = 3};
    struct gp_look look;
    struct gp_err err = {0};

    (void)state;
    (void)dates_file("piped.csv", "C1,step 1,31/01/2023 10:00:00\n");
    assert_true(scratch_run("mkfifo pipe && (cat piped.csv > pipe 2>/dev/null &)"));
    assert_int_equal(gp_ingest_look(scratch_path("pipe"), &o, &look, &err), GP_OK);
    assert_int_equal(look.problem.status, GP_OK);
    assert_int_equal(look.looked.places, 0);
    assert_int_equal(look.first.log->n, 3);
    assert_int_equal(look.first.log->line[0], 2); /* the first row, not one behind */
    gp_look_release(&look);
}

static void several_pipes_are_read_from_their_first_row(void **state)
{
    struct gp_ingest_options o = {.reader = {.header = -1}};
    const char *files[2];
    struct gp_ingest_result r;
    struct gp_err err = {0};

    (void)state;
    (void)scratch_text("a.csv", "Case ID,Activity,Timestamp\n1,a,2024-01-01\n"
                                "1,b,2024-01-02\n2,a,2024-01-03\n2,b,2024-01-04\n");
    assert_true(scratch_run("mkfifo one two && (cat a.csv > one &) && "
                            "(sed 's/^\\([12]\\)/3\\1/' a.csv > two &)"));
    files[0] = scratch_path("one");
    files[1] = scratch_path("two");
    assert_int_equal(gp_ingest(files, 2, &o, &r, &err), GP_OK);
    assert_int_equal(r.events, 8);
    assert_int_equal(r.log->cases.n, 4);
    gp_ingest_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_give_rows_as_they_stand_in_the_file),
        cmocka_unit_test(what_would_be_refused_in_a_place_is_counted),
        cmocka_unit_test(a_small_file_and_a_packed_one_have_no_places),
        cmocka_unit_test(places_of_utf16_begin_at_whole_characters),
        cmocka_unit_test(the_order_of_day_and_month_is_sought_in_the_places_first),
        cmocka_unit_test(starts_and_ends_are_paired_in_the_places),
        cmocka_unit_test(a_short_file_is_looked_at_whole_for_the_order),
        cmocka_unit_test(a_pipe_is_opened_once),
        cmocka_unit_test(several_pipes_are_read_from_their_first_row),
    };

    return cmocka_run_group_tests(tests, NULL, scratch_teardown);
}
