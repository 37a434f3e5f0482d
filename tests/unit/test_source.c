/* Bytes out of files, pipes and packed data: spec/reliability.md 4.1 A15, 4.4 D1-D7. */
#include "base/mem_refuse.h"
#include "ingest/source.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct gp_err err;

/* Reads the rest; *len bytes, to be freed. */
static enum gp_status drain(struct gp_source *s, char **bytes, size_t *len)
{
    size_t cap = 1 << 20, got;
    enum gp_status status;

    *len = 0;
    *bytes = malloc(cap);
    do {
        if (*len == cap)
            *bytes = realloc(*bytes, cap *= 2);
        status = gp_source_read(s, *bytes + *len, cap - *len, &got, &err);
        *len += got;
    } while (status == GP_OK && got != 0);
    return status;
}

static void expect_bytes(const char *path, const char *packing, const char *bytes,
                         size_t len)
{
    struct gp_source *s;
    char *out;
    size_t n;

    assert_int_equal(gp_source_open(path, NULL, &s, &err), GP_OK);
    assert_int_equal(drain(s, &out, &n), GP_OK);
    assert_int_equal(n, len);
    assert_memory_equal(out, bytes, len);
    assert_string_equal(gp_source_packing(s), packing);
    assert_int_equal(gp_source_bytes_read(s), gp_source_bytes_total(s));
    free(out);
    gp_source_close(s);
}

static void expect_failure(const char *path, enum gp_status status, const char *words)
{
    struct gp_source *s = NULL;
    enum gp_status st = gp_source_open(path, NULL, &s, &err);
    char *out = NULL;
    size_t n;

    if (st == GP_OK)
        st = drain(s, &out, &n);
    assert_int_equal(st, status);
    if (strstr(err.text, words) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", words, err.text);
    free(out);
    gp_source_close(s);
}

static void packing_is_known_by_content_not_by_name(void **state)
{
    const char text[] = "a,b\n1,2\n";

    (void)state;
    expect_bytes(scratch_text("plain.zst", text), "plain", text, 8);
    assert_true(
        scratch_run("gzip -c plain.zst > g.csv && zstd -qf plain.zst -o z.csv"));
    expect_bytes(scratch_path("g.csv"), "gzip", text, 8);
    expect_bytes(scratch_path("z.csv"), "zstd", text, 8);
    expect_bytes(scratch_text("a", "a"), "plain", "a", 1);
    expect_bytes(scratch_text("none", ""), "plain", "", 0);
}

static void several_frames_are_one_text(void **state)
{
    (void)state;
    scratch_text("x", "xx\n");
    scratch_text("y", "yy\n");
    scratch_text("e", "");
    scratch_file("skip", "\x52\x2A\x4D\x18\x03\0\0\0abc", 11);
    assert_true(scratch_run("for f in x y e; do zstd -qf $f; gzip -kf $f; done; "
                            "cat skip x.zst e.zst skip y.zst skip > m.zst; "
                            "cat x.gz e.gz y.gz > m.gz"));
    expect_bytes(scratch_path("m.zst"), "zstd", "xx\nyy\n", 6);
    expect_bytes(scratch_path("m.gz"), "gzip", "xx\nyy\n", 6);
    expect_bytes(scratch_path("e.zst"), "zstd", "", 0);
}

static size_t file_size(const char *path)
{
    FILE *f = fopen(path, "rb");
    long n;

    fseek(f, 0, SEEK_END);
    n = ftell(f);
    fclose(f);
    return (size_t)n;
}

static void cut_at_every_byte_is_an_early_end(void **state)
{
    static const char *const packed[] = {"t.zst", "t.gz"};
    size_t i, n, size;

    (void)state;
    scratch_text("t", "some text, some more text, and some more text\n");
    assert_true(scratch_run("zstd -qf t; gzip -kf t"));
    for (i = 0; i < 2; i++) {
        size = file_size(scratch_path(packed[i]));
        for (n = 4; n < size; n++) {
            assert_true(scratch_run("head -c %zu %s > cut", n, packed[i]));
            expect_failure(scratch_path("cut"), GP_SYSTEM, "ends early");
        }
    }
}

static void garbage_behind_packed_data_is_named_by_its_offset(void **state)
{
    (void)state;
    scratch_text("t", "text\n");
    assert_true(scratch_run("zstd -qf t; cp t.zst t2; printf 'garbage' >> t2; "
                            "gzip -kfn t; cp t.gz t3; printf 'x' >> t3"));
    expect_failure(scratch_path("t2"), GP_SYSTEM, "from byte 18 on");
    expect_failure(scratch_path("t3"), GP_SYSTEM, "from byte 25 on");
}

static void a_flipped_bit_is_an_error_or_changes_nothing(void **state)
{
    char text[2000], packed[4096];
    size_t i, size;
    FILE *f;

    (void)state;
    for (i = 0; i < sizeof text; i++)
        text[i] = (char)('a' + i * i % 17);
    scratch_file("t", text, sizeof text);
    assert_true(scratch_run("zstd -qf t"));
    size = file_size(scratch_path("t.zst"));
    f = fopen(scratch_path("t.zst"), "rb");
    assert_true(f != NULL && fread(packed, 1, size, f) == size);
    fclose(f);
    for (i = 32; i < size * 8; i++) {
        struct gp_source *s = NULL;
        char *out = NULL;
        size_t n = 0;
        enum gp_status status;

        packed[i / 8] = (char)(packed[i / 8] ^ 1 << i % 8);
        status = gp_source_open(scratch_file("bad", packed, size), NULL, &s, &err);
        if (status == GP_OK)
            status = drain(s, &out, &n);
        if (status == GP_OK) {
            assert_int_equal(n, sizeof text);
            assert_memory_equal(out, text, n);
        }
        free(out);
        gp_source_close(s);
        packed[i / 8] = (char)(packed[i / 8] ^ 1 << i % 8);
    }
}

static void a_large_window_is_refused_with_its_size(void **state)
{
    (void)state; /* window descriptor 0xA8: 2^31 */
    expect_failure(scratch_file("w", "\x28\xB5\x2F\xFD\0\xA8\1\0\0", 9), GP_INPUT,
                   "2048 MiB");
    scratch_text("d", "dictionary dictionary dictionary");
    scratch_text("t", "dictionary text");
    assert_true(scratch_run("zstd -qf --no-check -D d t -o w2"));
    scratch_file("w3", "\x28\xB5\x2F\xFD\x21\x07\x04\x01\0\0abc", 13);
    expect_failure(scratch_path("w3"), GP_INPUT, "dictionary");
}

static void a_bomb_is_refused_after_one_gibibyte(void **state)
{
    struct gp_source *s;
    enum gp_status status;
    size_t got, cap = 1 << 22;
    char *buf = malloc(cap);

    (void)state;
    assert_true(scratch_run("head -c 1200M /dev/zero | zstd -q -1 > bomb"));
    assert_int_equal(gp_source_open(scratch_path("bomb"), NULL, &s, &err), GP_OK);
    do
        status = gp_source_read(s, buf, cap, &got, &err);
    while (status == GP_OK && got != 0);
    assert_int_equal(status, GP_INPUT);
    assert_non_null(strstr(err.text, "unpacks to more than 102"));
    gp_source_close(s);
    free(buf);
    assert_true(scratch_run("rm bomb"));
}

static void what_is_no_file_is_refused(void **state)
{
    (void)state;
    expect_failure(scratch_dir(), GP_INPUT, "is a folder");
    expect_failure("/dev/null", GP_INPUT, "is a device");
    expect_failure(scratch_path("nothing"), GP_INPUT, "No such file");
    if (geteuid() != 0) {
        scratch_text("secret", "x");
        assert_true(scratch_run("chmod 0 secret"));
        expect_failure(scratch_path("secret"), GP_INPUT, "Permission denied");
    }
}

static void a_file_that_grows_while_it_is_read_is_an_error(void **state)
{
    struct gp_source *s;
    char *out;
    size_t n;

    (void)state;
    scratch_text("g", "a,b\n1,2\n");
    assert_int_equal(gp_source_open(scratch_path("g"), NULL, &s, &err), GP_OK);
    scratch_text("g", "a,b\n1,2\n3,4\n");
    assert_int_equal(drain(s, &out, &n), GP_SYSTEM);
    assert_non_null(strstr(err.text, "changed while it was read"));
    free(out);
    gp_source_close(s);
    assert_int_equal(gp_source_open(scratch_path("g"), NULL, &s, &err), GP_OK);
    assert_int_equal(truncate(scratch_path("g"), 5), 0);
    assert_int_equal(drain(s, &out, &n), GP_SYSTEM);
    free(out);
    gp_source_close(s);
}

static void files_of_proc_have_no_size_and_are_read(void **state)
{
    struct gp_source *s;
    char *out;
    size_t n;

    (void)state;
    assert_int_equal(gp_source_open("/proc/self/status", NULL, &s, &err), GP_OK);
    assert_int_equal(drain(s, &out, &n), GP_OK);
    assert_true(n > 0);
    free(out);
    gp_source_close(s);
}

/* Puts the output of a shell command on standard input. */
static void pipe_in(const char *command)
{
    char line[512];
    FILE *p;

    snprintf(line, sizeof line, "cd %s && %s", scratch_dir(), command);
    p = popen(line, "r");
    assert_non_null(p);
    assert_true(dup2(fileno(p), STDIN_FILENO) == STDIN_FILENO);
    pclose(p); /* the command has finished: its output fits the pipe */
}

static void a_pipe_is_read_twice_when_asked_for(void **state)
{
    static const bool asked[] = {false, true};
    size_t i;

    (void)state;
    assert_true(scratch_run("seq 9999 > seq && gzip -kf seq"));
    for (i = 0; i < 2; i++) {
        struct gp_source *s;
        char *first, *second, some[100];
        size_t n, m, got;

        pipe_in("cat seq.gz");
        assert_int_equal(gp_source_open("-", scratch_dir(), &s, &err), GP_OK);
        assert_string_equal(gp_source_name(s), "stdin");
        assert_int_equal(gp_source_read(s, some, sizeof some, &got, &err), GP_OK);
        if (asked[i])
            assert_int_equal(gp_source_will_rewind(s, &err), GP_OK);
        assert_int_equal(gp_source_rewind(s, &err), GP_OK);
        assert_int_equal(drain(s, &first, &n), GP_OK);
        assert_int_equal(gp_source_rewind(s, &err), GP_OK);
        assert_int_equal(drain(s, &second, &m), GP_OK);
        assert_int_equal(n, 48888);
        assert_int_equal(m, n);
        assert_memory_equal(first, second, n);
        free(first);
        free(second);
        gp_source_close(s);
    }
    assert_true(scratch_run("! ls | grep goatpath-"));
}

static void a_spool_that_cannot_be_made_is_named(void **state)
{
    struct gp_source *s;

    (void)state;
    pipe_in("echo x");
    assert_int_equal(gp_source_open("-", "/nowhere", &s, &err), GP_OK);
    assert_int_equal(gp_source_will_rewind(s, &err), GP_SYSTEM);
    assert_non_null(strstr(err.text, "/nowhere"));
    gp_source_close(s);
}

static void any_piece_size_gives_the_same_bytes(void **state)
{
    static const char *const packed[] = {"seq", "seq.gz", "seq.zst"};
    size_t i, piece;

    (void)state;
    assert_true(scratch_run("seq 999 > seq && gzip -kf seq && zstd -qf seq"));
    for (i = 0; i < 3; i++)
        for (piece = 1; piece < 40; piece += 3) {
            struct gp_source *s;
            char *out;
            size_t n;

            gp_input_read_at_most(piece);
            assert_int_equal(gp_source_open(scratch_path(packed[i]), NULL, &s, &err),
                             GP_OK);
            assert_int_equal(drain(s, &out, &n), GP_OK);
            assert_int_equal(n, 3888);
            assert_memory_equal(out + n - 4, "999\n", 4);
            free(out);
            gp_source_close(s);
        }
    gp_input_read_at_most(0);
}

static void a_refused_allocation_is_a_status(void **state)
{
    static const char *const packed[] = {"seq", "seq.gz", "seq.zst"};
    size_t i;

    (void)state;
    for (i = 0; i < 3; i++) {
        bool refused = true;
        uint64_t n;

        for (n = 0; refused; n++) {
            struct gp_source *s = NULL;
            char *out = NULL;
            size_t len;
            enum gp_status status;

            gp_mem_refuse(n, false);
            status = gp_source_open(scratch_path(packed[i]), NULL, &s, &err);
            if (status == GP_OK)
                status = drain(s, &out, &len);
            refused = gp_mem_refuse_none();
            assert_true(refused ? status == GP_SYSTEM : status == GP_OK);
            free(out);
            gp_source_close(s);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packing_is_known_by_content_not_by_name),
        cmocka_unit_test(several_frames_are_one_text),
        cmocka_unit_test(cut_at_every_byte_is_an_early_end),
        cmocka_unit_test(garbage_behind_packed_data_is_named_by_its_offset),
        cmocka_unit_test(a_flipped_bit_is_an_error_or_changes_nothing),
        cmocka_unit_test(a_large_window_is_refused_with_its_size),
        cmocka_unit_test(a_bomb_is_refused_after_one_gibibyte),
        cmocka_unit_test(what_is_no_file_is_refused),
        cmocka_unit_test(a_file_that_grows_while_it_is_read_is_an_error),
        cmocka_unit_test(files_of_proc_have_no_size_and_are_read),
        cmocka_unit_test(a_pipe_is_read_twice_when_asked_for),
        cmocka_unit_test(a_spool_that_cannot_be_made_is_named),
        cmocka_unit_test(any_piece_size_gives_the_same_bytes),
        cmocka_unit_test(a_refused_allocation_is_a_status),
    };

    return cmocka_run_group_tests(tests, NULL, scratch_teardown);
}
