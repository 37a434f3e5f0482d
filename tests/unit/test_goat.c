/* .goat files that are not what they say: each is refused, none does harm. */
#include "base/checksum.h"
#include "base/frame.h"
#include "ingest/goat.h"
#include "ingest/goat/goat_form.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

static const char sample[] = "case,activity,time,resource,note\n"
                             "c1,a,2024-01-05T09:00:00Z,Ann,x\n"
                             "c2,a,2024-01-05T10:00:00Z,Bob,y\n"
                             "c1,b,2024-01-06T09:00:00Z,Bob,\n"
                             "c2,b,not a time,Bob,\n"
                             "c1,c,2024-01-07T09:00:00Z,,x\n";

static enum gp_status collect(void *ctx, const struct gp_text *piece,
                              struct gp_err *err)
{
    (void)err;
    gp_text_add_slice(ctx, gp_text_slice(piece));
    return GP_OK;
}

static struct gp_ingest_options options(struct gp_text *rejects)
{
    struct gp_ingest_options o = {.rejects_csv = rejects, .keep_all = true};

    o.reader.header = -1;
    o.max_rejects = 1;
    return o;
}

/* The sample as the bytes of a .goat file. */
static void make(struct gp_text *goat)
{
    const char *file = scratch_text("sample.csv", sample);
    struct gp_text rejects = {0};
    struct gp_ingest_options o = options(&rejects);
    struct gp_ingest_result r;
    struct gp_err err = {0};

    o.column[GP_ROLE_TIME] = "time";
    if (gp_ingest(&file, 1, &o, &r, &err) != GP_OK)
        fail_msg("%s", err.text);
    assert_int_equal(gp_goat_write(&r, &rejects, "", collect, goat, &err), GP_OK);
    gp_ingest_release(&r);
    gp_text_release(&rejects);
}

static enum gp_status read_bytes(const void *bytes, size_t n, struct gp_err *err)
{
    const char *file = scratch_file("x.goat", bytes, n);
    struct gp_text rejects = {0};
    struct gp_ingest_options o = options(&rejects);
    struct gp_ingest_result r;
    enum gp_status st;

    memset(err, 0, sizeof *err);
    memset(&r, 0, sizeof r);
    gp_rejects_init(&r.rejects, o.rejects_csv);
    st = gp_goat_read(file, &o, &r, err);
    gp_ingest_release(&r);
    gp_text_release(&rejects);
    return st;
}

static void what_was_written_is_read(void **state)
{
    struct gp_text goat = {0};
    struct gp_err err;

    (void)state;
    make(&goat);
    assert_int_equal(read_bytes(goat.at, goat.len, &err), GP_OK);
    gp_text_release(&goat);
}

static void a_file_cut_off_anywhere_is_refused(void **state)
{
    struct gp_text goat = {0};
    struct gp_err err;
    size_t n;

    (void)state;
    make(&goat);
    for (n = 0; n < goat.len; n++) {
        assert_int_equal(read_bytes(goat.at, n, &err), GP_SYSTEM);
        assert_non_null(strstr(err.text, "cut off"));
    }
    gp_text_add_char(&goat, 'x');
    assert_int_equal(read_bytes(goat.at, goat.len, &err), GP_SYSTEM);
    assert_non_null(strstr(err.text, "follows its end"));
    gp_text_release(&goat);
}

static void a_flipped_bit_anywhere_is_seen(void **state)
{
    struct gp_text goat = {0};
    struct gp_err err;
    size_t bit;

    (void)state;
    make(&goat);
    for (bit = 0; bit < goat.len * 8; bit++) {
        enum gp_status st;

        goat.at[bit / 8] = (char)(goat.at[bit / 8] ^ 1 << bit % 8);
        st = read_bytes(goat.at, goat.len, &err);
        if (strstr(err.text, "newer") == NULL) /* a flip made it say so of itself */
            assert_int_equal(st, GP_SYSTEM);
        else
            assert_int_equal(st, GP_INPUT);
        goat.at[bit / 8] = (char)(goat.at[bit / 8] ^ 1 << bit % 8);
    }
    gp_text_release(&goat);
}

static void a_newer_version_is_named(void **state)
{
    struct gp_text goat = {0};
    struct gp_err err;

    (void)state;
    make(&goat);
    goat.at[8] = 7;
    assert_int_equal(read_bytes(goat.at, goat.len, &err), GP_INPUT);
    assert_non_null(strstr(err.text, "newer goatpath (format 7, known up to 1)"));
    gp_text_release(&goat);
}

/* ---- files whose checksums are right and whose content is not ---- */

static uint64_t number(const char *at, unsigned bytes)
{
    return gp_goat_number((const unsigned char *)at, bytes);
}

static void put_number(char *at, uint64_t n, unsigned bytes)
{
    for (; bytes-- > 0; n >>= 8)
        *at++ = (char)(n & 0xff);
}

/* Copies a file with byte `at` of the unpacked block `which` changed by `by`, everything
 * around it made right again. False when there is no such byte. */
static bool forge(const struct gp_text *goat, size_t which, size_t at, unsigned by,
                  struct gp_text *out)
{
    size_t pos = GP_GOAT_START, block;

    gp_text_clear(out);
    gp_text_add_n(out, goat->at, pos);
    for (block = 0; pos < goat->len; block++) {
        uint64_t raw = number(goat->at + pos + 16, 8);
        uint64_t packed = number(goat->at + pos + 24, 8);
        size_t begin = out->len;
        char *bytes = gp_array((size_t)raw, 1);

        gp_text_add_n(out, goat->at + pos, GP_GOAT_HEAD);
        assert_true(gp_frame_unpack(goat->at + pos + GP_GOAT_HEAD, packed, bytes, raw));
        if (block == which && at >= raw) {
            gp_free(bytes);
            return false;
        }
        if (block == which)
            bytes[at] = (char)(bytes[at] + (int)by);
        assert_true(gp_frame_add(out, bytes, raw));
        put_number(out->at + begin + 24, out->len - begin - GP_GOAT_HEAD, 8);
        put_number(out->at + begin,
                   gp_checksum(out->at + begin + 8, out->len - begin - 8), 8);
        gp_free(bytes);
        pos += GP_GOAT_HEAD + packed;
    }
    return which < block;
}

/* Most bytes carry a meaning; a changed name or time is another log, and that is read. */
static void a_lie_with_a_right_checksum_does_no_harm(void **state)
{
    static const unsigned by[] = {1, 0x80};
    struct gp_text goat = {0}, lie = {0};
    struct gp_err err;
    size_t which, at, i, refused = 0, read = 0;

    (void)state;
    make(&goat);
    for (which = 0; which < 30; which++)
        for (at = 0; forge(&goat, which, at, 0, &lie); at++)
            for (i = 0; i < sizeof by / sizeof by[0]; i++) {
                enum gp_status st;

                assert_true(forge(&goat, which, at, by[i], &lie));
                st = read_bytes(lie.at, lie.len, &err);
                assert_true(st == GP_OK || st == GP_SYSTEM || st == GP_INPUT);
                refused += st != GP_OK;
                read += st == GP_OK;
            }
    assert_true(refused > 300 && read > 50);
    gp_text_release(&goat);
    gp_text_release(&lie);
}

/* ---- a file of version 1, for ever ---- */

static void a_file_of_version_1_stays_readable(void **state)
{
    static const char golden[] = "tests/golden/goat-1/log.goat";
    struct gp_text rejects = {0};
    struct gp_ingest_options o = options(&rejects);
    struct gp_ingest_result r;
    struct gp_err err = {0};
    const char *file = golden;

    (void)state;
    assert_true(gp_goat_is(golden, NULL));
    if (gp_ingest(&file, 1, &o, &r, &err) != GP_OK)
        fail_msg("%s", err.text);
    assert_int_equal(r.rows, 5);
    assert_int_equal(r.log->n, 4);
    assert_int_equal(r.log->n_cases, 2);
    assert_string_equal(r.log->cases.name[1].at, "c2");
    assert_int_equal(r.rejects.count[GP_REJECT_BAD_TIME], 1);
    assert_string_equal(r.rejects.example[GP_REJECT_BAD_TIME][0].found, "not a time");
    assert_string_equal(r.log->kept[0].name, "note");
    assert_int_equal(r.log->line[2], 6);
    assert_int_equal(r.log->end[0], INT64_C(1704445200000000));
    gp_ingest_release(&r);
    gp_text_release(&rejects);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read),
        cmocka_unit_test(a_file_cut_off_anywhere_is_refused),
        cmocka_unit_test(a_flipped_bit_anywhere_is_seen),
        cmocka_unit_test(a_newer_version_is_named),
        cmocka_unit_test(a_lie_with_a_right_checksum_does_no_harm),
        cmocka_unit_test(a_file_of_version_1_stays_readable),
    };

    return cmocka_run_group_tests(tests, NULL, scratch_teardown);
}
