/* Rows out of bytes, whatever the quotes do: spec/reliability.md 4.1, A2-A9, A12. */
#include "base/mem_refuse.h"
#include "ingest/rows.h"
#include "tests/support/naive_rows.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What came out of the last reading: "line:a|b" rows, "line reason" refusals. */
static struct gp_text rows_seen, refused_seen;
static struct gp_reader_counts counts;

struct want {
    char delimiter;
    size_t n_columns, piece, field_limit;
    const struct gp_slice *header;
    const bool *used;
};

static void show_row(const struct gp_row *row)
{
    size_t i;

    gp_text_addf(&rows_seen, "%llu:", (unsigned long long)row->line);
    for (i = 0; i < row->n_fields; i++) {
        if (i > 0)
            gp_text_add_char(&rows_seen, '|');
        gp_text_add_slice(&rows_seen, gp_row_field(row, i));
    }
    gp_text_add_char(&rows_seen, '\n');
}

static void show_refused(const struct gp_rejects *r)
{
    size_t kind, i;

    for (kind = 0; kind < GP_REJECT_KINDS; kind++)
        for (i = 0; i < r->n_examples[kind]; i++)
            gp_text_addf(&refused_seen, "%llu %s\n",
                         (unsigned long long)r->example[kind][i].line,
                         gp_reject_name((enum gp_reject)kind));
}

static enum gp_status read_rows(struct gp_rows *rows, const struct gp_rows_form *form)
{
    const struct gp_row *row = NULL;
    enum gp_status status = gp_rows_start(rows, form, 0, false, NULL);

    while (status == GP_OK) {
        status = gp_rows_next(rows, &row, NULL);
        if (status != GP_OK || row == NULL)
            break;
        show_row(row);
    }
    counts = *gp_rows_counts(rows);
    return status;
}

static enum gp_status read_bytes(const char *bytes, size_t len, const struct want *want)
{
    struct fed fed = {bytes, len, 0, want->piece};
    struct gp_rejects rejects;
    struct gp_rows_form form = {want->delimiter != '\0' ? want->delimiter : ',',
                                '"',
                                want->n_columns,
                                want->header,
                                want->used,
                                &rejects,
                                false};
    struct gp_rows *rows = NULL;
    enum gp_status status;

    gp_text_clear(&rows_seen);
    gp_text_clear(&refused_seen);
    gp_rejects_init(&rejects, NULL);
    status = gp_rows_open(fed_read, &fed, "fed", want->field_limit, &rows, NULL);
    if (status == GP_OK)
        status = read_rows(rows, &form);
    show_refused(&rejects);
    gp_rejects_release(&rejects);
    gp_rows_close(rows);
    return status;
}

static void expect_with(const char *bytes, size_t len, struct want want,
                        const char *rows, const char *refused)
{
    for (want.piece = 0; want.piece < 9; want.piece++) {
        assert_int_equal(read_bytes(bytes, len, &want), GP_OK);
        assert_string_equal(gp_text_z(&rows_seen), rows);
        assert_string_equal(gp_text_z(&refused_seen), refused);
        assert_int_equal(counts.records, counts.rows + counts.rejected);
        if (!counts.quote_error)
            assert_int_equal(counts.scanned, counts.records);
    }
}

static void expect(const char *text, size_t n_columns, const char *rows,
                   const char *refused)
{
    expect_with(text, strlen(text), (struct want){.n_columns = n_columns}, rows,
                refused);
}

static void a_last_row_needs_no_line_end(void **state)
{
    (void)state;
    expect("a,b\n1,2\n", 2, "1:a|b\n2:1|2\n", "");
    expect("a,b\n1,2", 2, "1:a|b\n2:1|2\n", "");
    expect("a,b\n1,", 2, "1:a|b\n2:1|\n", "");
    expect("a,b\n1,\"2\"", 2, "1:a|b\n2:1|2\n", "");
}

static void every_line_end_counts_as_in_an_editor(void **state)
{
    (void)state;
    expect("a,b\r\n1,2\r\n3,4\r\n", 2, "1:a|b\n2:1|2\n3:3|4\n", "");
    expect("a,b\r1,2\r3,4\r", 2, "1:a|b\n2:1|2\n3:3|4\n", "");
    expect("a,b\r1,2\n3,4\r\n5,6", 2, "1:a|b\n2:1|2\n3:3|4\n4:5|6\n", "");
    expect("a,b\n\r1,2\n\r3,4", 2, "1:a|b\n3:1|2\n5:3|4\n", "");
    assert_int_equal(counts.blank_lines, 2);
    assert_int_equal(counts.physical_lines, 5);
}

static void blank_lines_are_counted_and_no_rows(void **state)
{
    (void)state;
    expect("a,b\n\n \t \n1,2\n\n", 2, "1:a|b\n4:1|2\n", "");
    assert_int_equal(counts.blank_lines, 3);
    expect_with("a\tb\n\t\n", 6, (struct want){.n_columns = 2, .delimiter = '\t'},
                "1:a|b\n2:|\n", "");
}

static void a_quoted_field_may_hold_anything(void **state)
{
    (void)state;
    expect("\"a,b\",\"c\"\"d\"\n\"\",\" e \"\n", 2, "1:a,b|c\"d\n2:| e \n", "");
    expect("1,\"x\ny\r\nz\"\n2,b\n", 2, "1:1|x\ny\r\nz\n4:2|b\n", "");
    expect("\"a\" , b\n", 2, "1:a|b\n", "");
    assert_int_equal(counts.odd_quotes, 0);
}

static void an_unclosed_quote_costs_its_own_line(void **state)
{
    (void)state;
    expect("a,b\n1,\"x\n2,y\n3,z\n", 2, "1:a|b\n3:2|y\n4:3|z\n",
           "2 quote not closed\n");
    assert_true(counts.quote_error);
    assert_int_equal(counts.physical_lines, 4);
}

static void wrong_pairs_of_quotes_do_not_swallow_rows(void **state)
{
    (void)state;
    expect("1,\"x\n2,\"y\"\n3,\"z\"\n", 2, "2:2|y\n3:3|z\n", "1 quote not closed\n");
    expect("1,\"x\n2,y\n3,\"z\n4,d\n", 2, "2:2|y\n4:4|d\n",
           "1 quote not closed\n3 quote not closed\n");
    expect("1,\"x,y\n2,b\",c,d\n3,e,f\n", 3, "3:3|e|f\n",
           "1 quote not closed\n2 text after a closing quote\n");
}

static void a_long_quoted_field_is_not_taken_back(void **state)
{
    struct gp_text t = {0};
    struct want want = {.n_columns = 2};
    int i;

    (void)state;
    gp_text_add(&t, "1,\"");
    for (i = 0; i < 500; i++)
        gp_text_addf(&t, "line %d %0400d\n", i, i);
    gp_text_add(&t, "\"\n2,b\n");
    assert_int_equal(read_bytes(t.at, t.len, &want), GP_OK);
    assert_int_equal(counts.rows, 2);
    assert_int_equal(counts.scanned, 2);
    assert_int_equal(counts.physical_lines, 502);
    gp_text_release(&t);
}

static void odd_quotes_are_kept_where_the_fields_fit(void **state)
{
    (void)state;
    expect("\"ab\"cd,e\na\"b,c\nx, \"y\"\n", 2, "1:\"ab\"cd|e\n2:a\"b|c\n3:x|\"y\"\n",
           "");
    assert_int_equal(counts.odd_quotes, 3);
    expect("a\"b,\"c,d\"\n", 2, "1:a\"b|c,d\n", "");
    expect("\"a,b\"x,\"c\"\"d\"\n", 2, "1:\"a,b\"x|c\"d\n", "");
}

static void odd_quotes_are_refused_where_they_do_not(void **state)
{
    (void)state;
    expect("\"ab\"cd,e,f\n1,2\n", 2, "2:1|2\n", "1 text after a closing quote\n");
    expect("\"ab\"cd\n1,2\n", 2, "2:1|2\n", "1 text after a closing quote\n");
}

static void extra_fields_must_be_empty(void **state)
{
    (void)state;
    expect("1,2,,\n1,2,3\n1,2\n", 2, "1:1|2\n3:1|2\n", "2 wrong number of fields\n");
}

static void missing_fields_must_be_unused(void **state)
{
    const bool used[] = {true, true, false, false};

    (void)state;
    expect_with("1,2\n1,2,3\n1\n1,2,3,4\n", 20,
                (struct want){.n_columns = 4, .used = used},
                "1:1|2||\n2:1|2|3|\n4:1|2|3|4\n", "3 wrong number of fields\n");
    assert_int_equal(counts.short_rows, 2);
    expect("1,2\n", 4, "", "1 wrong number of fields\n");
}

static void more_than_65536_columns_are_refused(void **state)
{
    size_t n = 100000;
    char *wide = malloc(n + 3);

    (void)state;
    memset(wide, ',', n);
    memcpy(wide + n, "\n1", 3);
    expect_with(wide, n + 2, (struct want){0}, "2:1\n", "1 wrong number of fields\n");
    free(wide);
}

static void a_field_over_the_limit_is_refused(void **state)
{
    const char text[] = "1,abcdef\n2,abcde\n3,\"ab\ncdef\"\n4,x\n";

    (void)state;
    expect_with(text, sizeof text - 1, (struct want){.n_columns = 2, .field_limit = 5},
                "2:2|abcde\n5:4|x\n",
                "3 quote not closed\n4 text after a closing quote\n1 field too long\n");
}

static void an_endless_line_is_refused_in_bounded_memory(void **state)
{
    size_t n = 40 * 1024 * 1024;
    char *wide = malloc(n + 5);
    struct want want = {.n_columns = 2};

    (void)state;
    memset(wide, 'x', n);
    memcpy(wide, "1,2\n\"", 5);
    memcpy(wide + n, "\r\n3,4", 5);
    for (want.piece = 0; want.piece < 3000000; want.piece += 999999) {
        assert_int_equal(read_bytes(wide, n + 5, &want), GP_OK);
        assert_string_equal(gp_text_z(&rows_seen), "1:1|2\n3:3|4\n");
        assert_string_equal(gp_text_z(&refused_seen), "2 field too long\n");
        assert_true(counts.quote_error);
    }
    free(wide);
}

static void broken_quotes_everywhere_stay_linear(void **state)
{
    struct gp_text t = {0};
    struct want want = {.n_columns = 2};
    int i;

    (void)state;
    for (i = 0; i < 400000; i++)
        gp_text_add(&t, i % 2 != 0 ? "1,x\n" : "2,\"y\n");
    assert_int_equal(read_bytes(t.at, t.len, &want), GP_OK);
    assert_int_equal(counts.rejected, 200000);
    assert_int_equal(counts.rows, 200000);
    gp_text_release(&t);
}

static void a_nul_matters_only_where_it_is_used(void **state)
{
    const char bytes[] = "1,a\0b\n\0,c\n2,d\n";
    const bool used[] = {true, false};
    struct want want = {.n_columns = 2, .used = used};

    (void)state;
    assert_int_equal(read_bytes(bytes, sizeof bytes - 1, &want), GP_OK);
    assert_string_equal(gp_text_z(&refused_seen),
                        "2 NUL byte in a column that is used\n");
    assert_int_equal(counts.rows, 2);
    assert_memory_equal(rows_seen.at, "1:1|a\0b\n3:2|d\n", 14);
}

static void the_header_in_the_middle_is_refused(void **state)
{
    const struct gp_slice header[] = {{"a", 1}, {"b", 1}};

    (void)state;
    expect_with("1,2\na,b\n\"a\", b \na,c\n", 20,
                (struct want){.n_columns = 2, .header = header}, "1:1|2\n4:a|c\n",
                "2 header again\n3 header again\n");
}

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void random_bytes_read_as_the_naive_reader_reads_them(void **state)
{
    static const char alphabet[] = "ab,,,\"\"\n\n\r \t;";
    uint64_t seed = 88172645463325252u;
    int round;

    (void)state;
    for (round = 0; round < 20000; round++) {
        char bytes[40];
        size_t len = next_random(&seed) % sizeof bytes, i;
        uint64_t start = seed;
        const char *complaint;

        for (i = 0; i < len; i++)
            bytes[i] = alphabet[next_random(&seed) % (sizeof alphabet - 1)];
        complaint = naive_rows_complaint(bytes, len, round % 5 == 0 ? '\t' : ',',
                                         round % 3 == 0 ? (size_t)round % 4 : 0,
                                         (size_t)round % 7, round % 11 == 0 ? 3 : 0);
        if (complaint != NULL)
            fail_msg("seed %llu: %s", (unsigned long long)start, complaint);
    }
}

static void a_refused_allocation_is_a_status_and_leaks_nothing(void **state)
{
    const char text[] = "a,b\n1,\"x\n2,y\n\"p\"q,r\n1,2,3\n\"long\nfield\",z\n";
    struct want want = {.n_columns = 2};
    uint64_t n;
    bool refused = true;

    (void)state;
    gp_text_release(&rows_seen);
    for (n = 0; refused; n++) {
        enum gp_status status;

        gp_mem_refuse(n, false);
        status = read_bytes(text, sizeof text - 1, &want);
        refused = gp_mem_refuse_none();
        assert_true(status == GP_OK || (status == GP_SYSTEM && refused));
        gp_text_release(&rows_seen);
        gp_text_release(&refused_seen);
    }
    assert_true(n > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_last_row_needs_no_line_end),
        cmocka_unit_test(every_line_end_counts_as_in_an_editor),
        cmocka_unit_test(blank_lines_are_counted_and_no_rows),
        cmocka_unit_test(a_quoted_field_may_hold_anything),
        cmocka_unit_test(an_unclosed_quote_costs_its_own_line),
        cmocka_unit_test(wrong_pairs_of_quotes_do_not_swallow_rows),
        cmocka_unit_test(a_long_quoted_field_is_not_taken_back),
        cmocka_unit_test(odd_quotes_are_kept_where_the_fields_fit),
        cmocka_unit_test(odd_quotes_are_refused_where_they_do_not),
        cmocka_unit_test(extra_fields_must_be_empty),
        cmocka_unit_test(missing_fields_must_be_unused),
        cmocka_unit_test(more_than_65536_columns_are_refused),
        cmocka_unit_test(a_field_over_the_limit_is_refused),
        cmocka_unit_test(an_endless_line_is_refused_in_bounded_memory),
        cmocka_unit_test(broken_quotes_everywhere_stay_linear),
        cmocka_unit_test(a_nul_matters_only_where_it_is_used),
        cmocka_unit_test(the_header_in_the_middle_is_refused),
        cmocka_unit_test(random_bytes_read_as_the_naive_reader_reads_them),
        cmocka_unit_test(a_refused_allocation_is_a_status_and_leaks_nothing),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    gp_text_release(&rows_seen);
    gp_text_release(&refused_seen);
    return failed;
}
