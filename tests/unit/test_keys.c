/* Case ids, names and packed input as they should not be (spec/reliability.md 4.3, 4.4). */
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include "base/hashed.h"
#include "base/text.h"
#include "ingest/ingest.h"
#include "ingest/longname.h"

#include <string.h>
#include <time.h>

static enum gp_status read_file(const char *path, struct gp_ingest_options *o,
                                struct gp_ingest_result *r, struct gp_err *err)
{
    memset(err, 0, sizeof *err);
    o->reader.header = -1;
    return gp_ingest(&path, 1, o, r, err);
}

static enum gp_status read_text(const struct gp_text *t, struct gp_ingest_options *o,
                                struct gp_ingest_result *r, struct gp_err *err)
{
    assert_true(gp_text_ok(t));
    return read_file(scratch_file("log.csv", gp_text_z(t), t->len), o, r, err);
}

static enum gp_status read_z(const char *z, struct gp_ingest_result *r,
                             struct gp_err *err)
{
    struct gp_ingest_options o = {0};

    return read_file(scratch_text("log.csv", z), &o, r, err);
}

/* ---- C: keys and names ---- */

static void doubled_rows_are_kept(void **state) /* C1 */
{
    struct gp_ingest_result r;
    struct gp_err err;

    (void)state;
    assert_int_equal(read_z("Case ID,Activity,Timestamp\n1,a,2024-01-01\n"
                            "1,a,2024-01-01\n1,b,2024-01-02\n2,a,2024-01-01\n",
                            &r, &err),
                     GP_OK);
    assert_int_equal(r.used, 4);
    assert_int_equal(r.events, 4);
    gp_ingest_release(&r);
}

static void ids_that_nearly_agree_are_different_cases(void **state) /* C2 */
{
    struct gp_ingest_result r;
    struct gp_err err;

    (void)state;
    assert_int_equal(
        read_z("Case ID,Activity,Timestamp\n1,a,2024-01-01\n"
               "1.0,a,2024-01-01\n01,a,2024-01-01\nA,a,2024-01-01\n"
               "a,a,2024-01-01\n\"a b\",a,2024-01-01\n\"a  b\",b,2024-01-02\n"
               " 1 ,b,2024-01-02\n",
               &r, &err),
        GP_OK);
    assert_int_equal(r.log->n_cases, 7); /* only the blanks around " 1 " are nothing */
    gp_ingest_release(&r);
}

static double seconds(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Ids of 34 bytes: many of one sum, or with a number of their own. */
static double time_ids(bool same_sum)
{
    struct gp_dict d = {0};
    double begin = seconds();
    char id[35] = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
    unsigned i, k;

    assert_true(gp_dict_use_hash(&d));
    for (i = 0; i < 1u << 17; i++) {
        for (k = 0; k < 17; k++) { /* "Aa" and "BB" have the same sum 31 * h + c */
            bool bit = (i >> k & 1) != 0;

            id[2 * k] = same_sum ? (bit ? 'A' : 'B') : (char)('0' + (i >> k) % 10);
            id[2 * k + 1] = same_sum ? (bit ? 'a' : 'B') : (char)('a' + (i >> k) % 26);
        }
        (void)gp_dict_add(&d, gp_slice_n(id, 34));
    }
    gp_dict_release(&d);
    return seconds() - begin;
}

static void ids_made_to_collide_cost_no_more(void **state) /* C3 */
{
    double random, colliding;

    (void)state;
    (void)time_ids(false);
    random = time_ids(false);
    colliding = time_ids(true);
    assert_true(colliding < 3 * random + 0.1);
}

static void a_column_of_ids_is_no_activity(void **state) /* C5 */
{
    struct gp_ingest_options o = {0};
    struct gp_ingest_result r;
    struct gp_text t = {0};
    struct gp_err err;
    unsigned i;

    (void)state;
    gp_text_add(&t, "Case ID,Activity,Timestamp\n");
    for (i = 0; i < 60000; i++) /* usual at first, an id later */
        gp_text_addf(&t, "C%u,step %u,2024-01-%02u 10:%02u\n", i / 4,
                     i < 8000 ? i % 4 : i, 1 + i / 60 % 28, i % 60);
    assert_int_equal(read_text(&t, &o, &r, &err), GP_INPUT);
    if (strstr(err.text, "looks like an identifier") == NULL)
        fail_msg("%s", err.text);
    o.column[GP_ROLE_ACTIVITY] = "Activity"; /* the user says so */
    assert_int_equal(read_text(&t, &o, &r, &err), GP_OK);
    assert_int_equal(r.log->activities.n, 52004);
    gp_ingest_release(&r);
    gp_text_release(&t);
}

static void empty_keys_are_refused(void **state) /* C6 */
{
    struct gp_ingest_options o = {.max_rejects = 1};
    struct gp_ingest_result r;
    struct gp_err err;

    (void)state;
    assert_int_equal(
        read_file(scratch_text("log.csv", "Case ID,Activity,Timestamp\n1,a,2024-01-01\n"
                                          " ,b,2024-01-02\n1,\" \",2024-01-02\n"
                                          "1,b,2024-01-03\n2,a,2024-01-01\n"),
                  &o, &r, &err),
        GP_OK);
    assert_int_equal(r.rejects.count[GP_REJECT_NO_CASE], 1);
    assert_int_equal(r.rejects.count[GP_REJECT_NO_ACTIVITY], 1);
    gp_ingest_release(&r);
}

static void add_long(struct gp_text *t, size_t n, const char *end)
{
    size_t i;

    for (i = 0; i < n; i++)
        gp_text_add_char(t, 'x');
    gp_text_add(t, end);
}

/* An activity of 1 MiB is kept as its beginning and a hash; the last byte still counts. */
static void long_names_are_shown_short_and_stay_different(void **state) /* C6 */
{
    struct gp_ingest_options o = {0};
    struct gp_ingest_result r;
    struct gp_text t = {0};
    struct gp_err err;
    size_t i;

    (void)state;
    gp_text_add(&t, "Case ID,Activity,Timestamp\n");
    for (i = 0; i < 3; i++) {
        gp_text_addf(&t, "%zu,Start,2024-01-01\n%zu,", i, i);
        add_long(&t, 1 << 20, "");
        gp_text_addf(&t, ",2024-01-02\n%zu,", i);
        add_long(&t, 1 << 20, "y");
        gp_text_add(&t, ",2024-01-03\n");
    }
    assert_int_equal(read_text(&t, &o, &r, &err), GP_OK);
    assert_int_equal(r.log->activities.n, 3);
    for (i = 0; i < 3; i++)
        assert_true(r.log->activities.name[i].len < 300);
    gp_ingest_release(&r);
    gp_text_release(&t);
}

static void a_name_is_shortened_between_characters(void **state)
{
    struct gp_text name = {0}, kept = {0};
    struct gp_slice s;
    int i;

    (void)state;
    gp_text_add_char(&name, 'x');
    for (i = 0; i < 3000; i++)
        gp_text_add(&name, "\xC3\xBC");
    s = gp_longname_keep(&kept, gp_slice_n(name.at, name.len));
    assert_true(gp_utf8_valid(s.at, s.len));
    assert_non_null(strstr(gp_text_z(&kept), "... [6,001 bytes, "));
    assert_int_equal(strstr(gp_text_z(&kept), "...") - gp_text_z(&kept), 199);
    s = gp_longname_keep(&kept, gp_slice_n(name.at, GP_NAME_MOST - 1));
    assert_ptr_equal(s.at, name.at); /* short enough: itself */
    gp_text_release(&name);
    gp_text_release(&kept);
}

/* ---- D: packed input ---- */

static const char small[] = "Case ID,Activity,Timestamp\n1,a,2024-01-01\n"
                            "1,b,2024-01-02\n2,a,2024-01-03\n2,b,2024-01-04\n";

static enum gp_status read_made(const char *name, struct gp_ingest_result *r,
                                struct gp_err *err)
{
    struct gp_ingest_options o = {0};

    return read_file(scratch_path(name), &o, r, err);
}

static void what_is_packed_inside_is_data(void **state) /* D1 */
{
    struct gp_ingest_result r;
    struct gp_err err;

    (void)state;
    (void)scratch_text("twice.csv", small);
    assert_true(scratch_run("gzip -c twice.csv | gzip -c > twice.csv.gz"));
    assert_int_equal(read_made("twice.csv.gz", &r, &err), GP_INPUT);
    assert_non_null(strstr(err.text, "packed twice"));
}

static void frames_that_are_skipped_or_empty_are_no_end(void **state) /* D5 */
{
    struct gp_ingest_result r;
    struct gp_err err;

    (void)state;
    (void)scratch_text("part1", "Case ID,Activity,Timestamp\n1,a,2024-01-01\n");
    (void)scratch_text("part2", "1,b,2024-01-02\n2,a,2024-01-03\n2,b,2024-01-04\n");
    assert_true(scratch_run("(zstd -qc part1; "
                            "printf '\\120\\052\\115\\030\\004\\000\\000\\000skip'; "
                            ": | zstd -qc; zstd -qc part2) > frames.zst"));
    assert_int_equal(read_made("frames.zst", &r, &err), GP_OK);
    assert_int_equal(r.events, 4);
    gp_ingest_release(&r);
}

static void frames_without_a_checksum_are_noted(void **state) /* D4 */
{
    struct gp_ingest_result r;
    struct gp_err err;

    (void)state;
    (void)scratch_text("check.csv", small);
    assert_true(scratch_run("zstd -qc --no-check check.csv > bare.zst; "
                            "zstd -qc --check check.csv > sealed.zst"));
    assert_int_equal(read_made("bare.zst", &r, &err), GP_OK);
    assert_true(r.sources[0].counts.unchecked);
    gp_ingest_release(&r);
    assert_int_equal(read_made("sealed.zst", &r, &err), GP_OK);
    assert_false(r.sources[0].counts.unchecked);
    gp_ingest_release(&r);
}

static void a_dictionary_is_asked_for(void **state) /* D6 */
{
    struct gp_ingest_result r;
    struct gp_err err;

    (void)state;
    (void)scratch_text("plain.csv", small);
    assert_true(
        scratch_run("i=0; while [ $i -lt 200 ]; do "
                    "echo \"Case $i,activity $i,2024-01-$i\" > s$i; "
                    "i=$((i+1)); done; "
                    "zstd -q --train s[0-9]* -o dict --maxdict=1024 2>/dev/null; "
                    "zstd -qc -D dict plain.csv > dict.zst"));
    assert_int_equal(read_made("dict.zst", &r, &err), GP_INPUT);
    assert_non_null(strstr(err.text, "dictionary"));
}

static void kinds_that_are_not_unpacked_are_named(void **state) /* D7 */
{
    static const struct {
        const char *bytes, *says;
        size_t len;
    } kinds[] = {{"BZh91AY&SY\x01\x02\x03\x04", "bzip2", 14},
                 {"\xFD"
                  "7zXZ\0\0\x04\x01\x02\x03\x04",
                  "xz", 12},
                 {"7z\xBC\xAF\x27\x1C\0\x04\x01\x02", "7z", 10},
                 {"Rar!\x1A\x07\x01\0\x01\x02", "rar", 10}};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct gp_ingest_options o = {0};
        struct gp_ingest_result r;
        struct gp_err err;
        char small_letters[sizeof err.text];
        size_t k;

        assert_int_equal(
            read_file(scratch_file("log.csv", kinds[i].bytes, kinds[i].len), &o, &r,
                      &err),
            GP_INPUT);
        for (k = 0; err.text[k] != '\0'; k++)
            small_letters[k] = (char)(err.text[k] | 0x20);
        small_letters[k] = '\0';
        if (strstr(small_letters, kinds[i].says) == NULL)
            fail_msg("%s is not named: %s", kinds[i].says, err.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doubled_rows_are_kept),
        cmocka_unit_test(ids_that_nearly_agree_are_different_cases),
        cmocka_unit_test(ids_made_to_collide_cost_no_more),
        cmocka_unit_test(a_column_of_ids_is_no_activity),
        cmocka_unit_test(empty_keys_are_refused),
        cmocka_unit_test(long_names_are_shown_short_and_stay_different),
        cmocka_unit_test(a_name_is_shortened_between_characters),
        cmocka_unit_test(what_is_packed_inside_is_data),
        cmocka_unit_test(frames_that_are_skipped_or_empty_are_no_end),
        cmocka_unit_test(frames_without_a_checksum_are_noted),
        cmocka_unit_test(a_dictionary_is_asked_for),
        cmocka_unit_test(kinds_that_are_not_unpacked_are_named),
    };

    return cmocka_run_group_tests(tests, NULL, scratch_teardown);
}
