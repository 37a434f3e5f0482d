/* One exported file as rows, from its bytes on: the parts together, every file of the
 * shared collections, every size of pieces. */
#include "base/mem_refuse.h"
#include "ingest/input.h"
#include "ingest/reader.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct gp_err err;
static const struct gp_reader_options detect = {.header = -1};

/* The rest of the reader's rows as "line:a|b\n", appended. */
static enum gp_status show_rows(struct gp_reader *r, struct gp_text *out)
{
    const struct gp_row *row = NULL;
    enum gp_status status;
    size_t i;

    for (;;) {
        status = gp_reader_next(r, &row, &err);
        if (status != GP_OK || row == NULL)
            return status;
        gp_text_addf(out, "%llu", (unsigned long long)row->line);
        for (i = 0; i < row->n_fields; i++) {
            gp_text_add_char(out, i == 0 ? ':' : '|');
            gp_text_add_slice(out, gp_row_field(row, i));
        }
        gp_text_add_char(out, '\n');
    }
}

static void check_counts(const struct gp_reader_counts *c, const struct gp_rejects *r,
                         const char *path)
{
    if (c->records != c->rows + c->rejected || gp_rejects_total(r) != c->rejected)
        fail_msg("%s: records do not add up", path);
    if (!c->quote_error && c->scanned != c->records)
        fail_msg("%s: %llu records, %llu by the second count", path,
                 (unsigned long long)c->records, (unsigned long long)c->scanned);
}

/* Header and rows as text; what could not be opened gives its status. */
static enum gp_status read_path(const char *path,
                                const struct gp_reader_options *options,
                                struct gp_text *out, struct gp_reader_counts *counts)
{
    struct gp_rejects rejects;
    struct gp_reader *r;
    enum gp_status status;
    size_t i;

    gp_rejects_init(&rejects, NULL);
    status = gp_reader_open(path, options, &rejects, &r, &err);
    if (status == GP_OK) {
        for (i = 0; i < gp_reader_n_columns(r); i++) {
            gp_text_add(out, i == 0 ? "" : "|");
            gp_text_add_slice(out, gp_reader_header(r)[i]);
        }
        gp_text_add_char(out, '\n');
        status = show_rows(r, out);
        *counts = *gp_reader_counts(r);
        if (status == GP_OK)
            check_counts(counts, &rejects, path);
        gp_reader_close(r);
    }
    gp_rejects_release(&rejects);
    return status;
}

static void expect(const char *text, const char *rows)
{
    struct gp_text out = {0};
    struct gp_reader_counts counts;

    if (read_path(scratch_text("in.csv", text), &detect, &out, &counts) != GP_OK)
        fail_msg("%s", err.text);
    assert_string_equal(gp_text_z(&out), rows);
    gp_text_release(&out);
}

static void expect_refusal(const char *text, const char *words)
{
    struct gp_text out = {0};
    struct gp_reader_counts counts;

    assert_int_equal(read_path(scratch_text("in.csv", text), &detect, &out, &counts),
                     GP_INPUT);
    if (strstr(err.text, words) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", words, err.text);
    gp_text_release(&out);
}

static void a_plain_export_is_read(void **state)
{
    (void)state;
    expect("case,activity\n1,A\n\n2,\"B, C\"\n", "case|activity\n2:1|A\n4:2|B, C\n");
    expect("\xEF\xBB\xBF"
           "case;n\r\n1;2,5",
           "case|n\n2:1|2,5\n");
    expect("x,,y\n1,2,3\n", "x|column 2|y\n2:1|2|3\n");
    expect("1,2\n3,4\n", "column 1|column 2\n1:1|2\n2:3|4\n");
    expect("\"two\nlines\",n\na,1\n", "two\nlines|n\n3:a|1\n");
}

static void nothing_to_read_is_refused(void **state)
{
    (void)state;
    expect_refusal("", "is empty");
    expect_refusal("\xEF\xBB\xBF", "is empty");
    expect_refusal("case,activity\n", "only a header line");
    expect_refusal("\n\n \n", "no row that can be read");
}

static void the_counts_tell_everything(void **state)
{
    struct gp_text out = {0};
    struct gp_reader_counts c;
    const char *path = scratch_text("in.csv", "Title\n\na,b,when\n1,x,2024-01-01\n\n"
                                              "2,\"y,2024-01-01\na,b,when\n3,z\"z,"
                                              "2024-01-02\n4,w,2024-01-03\n");

    (void)state;
    assert_int_equal(read_path(path, &detect, &out, &c), GP_OK);
    assert_string_equal(gp_text_z(&out),
                        "a|b|when\n4:1|x|2024-01-01\n8:3|z\"z|2024-01-02\n"
                        "9:4|w|2024-01-03\n");
    assert_int_equal(c.records, 5);
    assert_int_equal(c.rejected, 2);
    assert_int_equal(c.preamble_lines, 2);
    assert_int_equal(c.blank_lines, 1);
    assert_int_equal(c.physical_lines, 9);
    assert_int_equal(c.odd_quotes, 1);
    assert_true(c.quote_error);
    gp_text_release(&out);
}

static void unused_columns_may_be_missing(void **state)
{
    const bool used[] = {true, false};
    struct gp_rejects rejects;
    struct gp_reader *r;
    struct gp_text out = {0};

    (void)state;
    gp_rejects_init(&rejects, NULL);
    scratch_text("in.csv", "a,n\nx,1\ny\nz,2\n");
    assert_int_equal(
        gp_reader_open(scratch_path("in.csv"), &detect, &rejects, &r, &err), GP_OK);
    assert_int_equal(gp_reader_use(r, used, &err), GP_OK);
    assert_int_equal(show_rows(r, &out), GP_OK);
    assert_string_equal(gp_text_z(&out), "2:x|1\n3:y|\n4:z|2\n");
    assert_int_equal(gp_reader_counts(r)->short_rows, 1);
    gp_text_release(&out);
    gp_reader_close(r);
    gp_rejects_release(&rejects);
}

static void the_sample_is_the_first_rows_without_counting(void **state)
{
    struct gp_rejects rejects;
    struct gp_reader *r;
    const struct gp_row *sample;
    size_t n;
    bool whole;

    (void)state;
    gp_rejects_init(&rejects, NULL);
    scratch_text("in.csv", "a,n\nx,1\ny\n\"q,2\nz,3\n");
    assert_int_equal(
        gp_reader_open(scratch_path("in.csv"), &detect, &rejects, &r, &err), GP_OK);
    sample = gp_reader_sample(r, &n, &whole);
    assert_true(whole);
    assert_int_equal(n, 3);
    assert_int_equal(sample[1].line, 3);
    assert_int_equal(sample[1].n_fields, 2);
    assert_true(gp_slice_is(sample[2].fields[0], "z"));
    assert_int_equal(gp_rejects_total(&rejects), 0);
    gp_reader_close(r);
    gp_rejects_release(&rejects);
}

/* A log of 40,000 rows, some quoted over lines, over 1 MiB. */
static const char *long_log(void)
{
    FILE *f = fopen(scratch_path("long.csv"), "wb");
    int i;

    assert_non_null(f);
    fputs("case,activity,note,when\n", f);
    for (i = 0; i < 40000; i++)
        fprintf(f, "%d,\"Step %d\",%s,2024-01-%02d 10:00\n", i / 5, i % 7,
                i % 50 == 0 ? "\"two\nlines \"\"here\"\"\"" : "plain", i % 28 + 1);
    fclose(f);
    return scratch_path("long.csv");
}

static void rewinding_gives_the_same_rows_again(void **state)
{
    static const char *const how[] = {"long.csv", "long.csv.zst", "-"};
    size_t i;

    (void)state;
    long_log();
    assert_true(scratch_run("zstd -qf long.csv"));
    for (i = 0; i < 3; i++) {
        struct gp_reader_options options = {.header = -1, .tmpdir = scratch_dir()};
        const char *name = i == 2 ? "-" : scratch_path(how[i]);
        struct gp_text first = {0}, second = {0};
        struct gp_reader_counts counts;
        struct gp_reader *r;
        FILE *p = NULL;
        char command[300];

        snprintf(command, sizeof command, "cat %s", scratch_path("long.csv"));
        if (i == 2) {
            p = popen(command, "r");
            assert_true(p != NULL && dup2(fileno(p), STDIN_FILENO) == STDIN_FILENO);
        }
        assert_int_equal(gp_reader_open(name, &options, NULL, &r, &err), GP_OK);
        assert_int_equal(gp_reader_will_rewind(r, &err), GP_OK);
        assert_int_equal(show_rows(r, &first), GP_OK);
        counts = *gp_reader_counts(r);
        assert_int_equal(counts.rows, 40000);
        assert_int_equal(counts.scanned, 40000);
        assert_int_equal(gp_reader_rewind(r, &err), GP_OK);
        assert_int_equal(show_rows(r, &second), GP_OK);
        assert_string_equal(gp_text_z(&first), gp_text_z(&second));
        assert_memory_equal(&counts, gp_reader_counts(r), sizeof counts);
        gp_text_release(&first);
        gp_text_release(&second);
        gp_reader_close(r);
        if (p != NULL)
            pclose(p);
    }
}

static void any_piece_size_gives_the_same_rows(void **state)
{
    struct gp_text whole = {0};
    struct gp_reader_counts counts;
    size_t piece;

    (void)state;
    long_log();
    assert_true(scratch_run("head -c 30000 long.csv > short.csv; head -c 1200000 "
                            "long.csv > middle.csv"));
    assert_int_equal(read_path(scratch_path("short.csv"), &detect, &whole, &counts),
                     GP_OK);
    for (piece = 1; piece < 20; piece++) {
        struct gp_text out = {0};

        gp_input_read_at_most(piece);
        assert_int_equal(read_path(scratch_path("short.csv"), &detect, &out, &counts),
                         GP_OK);
        assert_string_equal(gp_text_z(&out), gp_text_z(&whole));
        gp_text_release(&out);
    }
    gp_input_read_at_most(0);
    gp_text_clear(&whole);
    assert_int_equal(read_path(scratch_path("middle.csv"), &detect, &whole, &counts),
                     GP_OK);
    for (piece = 101; piece < 9000; piece += 2222) {
        struct gp_text out = {0};

        gp_input_read_at_most(piece);
        assert_int_equal(read_path(scratch_path("middle.csv"), &detect, &out, &counts),
                         GP_OK);
        assert_string_equal(gp_text_z(&out), gp_text_z(&whole));
        gp_text_release(&out);
    }
    gp_input_read_at_most(0);
    gp_text_release(&whole);
}

static void an_early_end_is_told_while_reading(void **state)
{
    struct gp_text out = {0};
    struct gp_reader_counts counts;

    (void)state;
    long_log();
    assert_true(scratch_run("zstd -qf long.csv && head -c -9 long.csv.zst > cut"));
    assert_int_equal(read_path(scratch_path("cut"), &detect, &out, &counts), GP_SYSTEM);
    assert_non_null(strstr(err.text, "ends early"));
    gp_text_release(&out);
}

static void a_refused_allocation_is_a_status_and_leaks_nothing(void **state)
{
    bool refused = true;
    uint64_t n;

    (void)state;
    scratch_text("in.csv",
                 "Title\nid;who;what\n1;\"a\nb\";c\n2;\"x;y\n3;p\"q;r\n4;;\n");
    for (n = 0; refused; n++) {
        struct gp_reader *r = NULL;
        struct gp_rejects rejects;
        const struct gp_row *row = NULL;
        enum gp_status status;

        gp_mem_refuse(n, false);
        gp_rejects_init(&rejects, NULL);
        status = gp_reader_open(scratch_path("in.csv"), &detect, &rejects, &r, &err);
        do
            if (status == GP_OK)
                status = gp_reader_next(r, &row, &err);
        while (status == GP_OK && row != NULL);
        refused = gp_mem_refuse_none();
        assert_true(status == GP_OK || (refused && status == GP_SYSTEM));
        gp_reader_close(r);
        gp_rejects_release(&rejects);
    }
    assert_true(n > 20);
}

static const char *shared(const char *folder)
{
    static char path[400];
    const char *root = getenv("GOATPATH_SHARED");

    snprintf(path, sizeof path, "%s/%s", root != NULL ? root : "../shared", folder);
    return path;
}

/* Reads every file of a folder; returns how many were there. */
static unsigned read_folder(const char *folder)
{
    char path[900];
    unsigned n = 0;
    DIR *d = opendir(folder);
    struct dirent *e;

    while (d != NULL && (e = readdir(d)) != NULL) {
        struct gp_text out = {0};
        struct gp_reader_counts counts;
        enum gp_status status;

        if (e->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        status = read_path(path, &detect, &out, &counts);
        if (status != GP_OK && (status != GP_INPUT || err.text[0] == '\0'))
            fail_msg("%s: status %d %s", path, (int)status, err.text);
        gp_text_release(&out);
        n++;
    }
    if (d != NULL)
        closedir(d);
    return n;
}

static void every_shared_file_adds_up(void **state)
{
    static const char *const folders[] = {
        "csv-torture/csv-spectrum", "csv-torture/csvkit",    "csv-torture/duckdb",
        "csv-torture/polluted",     "csv-torture/univocity", "logs"};
    unsigned n = 0;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof folders / sizeof *folders; i++)
        n += read_folder(shared(folders[i]));
    if (n == 0)
        skip();
    assert_true(n > 500);
}

/* Names and values of all rows, each followed by a NUL. */
static void add_pairs(struct gp_text *t, struct gp_reader *r)
{
    const struct gp_row *row;
    size_t i;

    while (gp_reader_next(r, &row, &err) == GP_OK && row != NULL)
        for (i = 0; i < row->n_fields; i++) {
            gp_text_add_slice(t, gp_reader_header(r)[i]);
            gp_text_add_char(t, '\0');
            gp_text_add_slice(t, gp_row_field(row, i));
            gp_text_add_char(t, '\0');
        }
}

/* The shared copies of the CRLF files have lost their CRs, so line ends inside of values
 * compare as LF. */
static void csv_spectrum_reads_as_its_json_says(void **state)
{
    static const char *const names[] = {"comma_in_quotes",
                                        "empty",
                                        "empty_crlf",
                                        "escaped_quotes",
                                        "json",
                                        "newlines",
                                        "newlines_crlf",
                                        "quotes_and_newlines",
                                        "simple",
                                        "simple_crlf",
                                        "utf8"};
    static const char script[] =
        "import json,sys\n"
        "want=[x for row in json.load(open(sys.argv[1],encoding='utf-8'))"
        " for kv in row.items() for x in kv]\n"
        "want=[x.replace('\\r\\n','\\n') for x in want]\n"
        "got=open(sys.argv[2],'rb').read().decode().split('\\0')[:-1]\n"
        "sys.exit(want!=got)\n";
    struct gp_reader_options options = {.header = 1};
    size_t i;

    (void)state;
    if (access(shared("csv-torture/csv-spectrum"), R_OK) != 0)
        skip();
    scratch_text("compare.py", script);
    for (i = 0; i < sizeof names / sizeof *names; i++) {
        char path[600], json[600], cwd[400];
        struct gp_text t = {0};
        struct gp_reader *r;

        snprintf(path, sizeof path, "%s/csvs__%s.csv",
                 shared("csv-torture/csv-spectrum"), names[i]);
        assert_int_equal(gp_reader_open(path, &options, NULL, &r, &err), GP_OK);
        add_pairs(&t, r);
        scratch_file("got", t.at, t.len);
        assert_non_null(getcwd(cwd, sizeof cwd));
        snprintf(json, sizeof json, "%s/json__%s.json",
                 shared("csv-torture/csv-spectrum"), names[i]);
        if (!scratch_run("/usr/bin/python3 compare.py %s%s%s got",
                         json[0] == '/' ? "" : cwd, json[0] == '/' ? "" : "/", json))
            fail_msg("%s differs from its JSON", names[i]);
        gp_text_release(&t);
        gp_reader_close(r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_export_is_read),
        cmocka_unit_test(nothing_to_read_is_refused),
        cmocka_unit_test(the_counts_tell_everything),
        cmocka_unit_test(unused_columns_may_be_missing),
        cmocka_unit_test(the_sample_is_the_first_rows_without_counting),
        cmocka_unit_test(rewinding_gives_the_same_rows_again),
        cmocka_unit_test(any_piece_size_gives_the_same_rows),
        cmocka_unit_test(an_early_end_is_told_while_reading),
        cmocka_unit_test(a_refused_allocation_is_a_status_and_leaks_nothing),
        cmocka_unit_test(every_shared_file_adds_up),
        cmocka_unit_test(csv_spectrum_reads_as_its_json_says),
    };

    return cmocka_run_group_tests(tests, NULL, scratch_teardown);
}
