/* Counts beside the reader, 64 bytes at a time in every way that this machine has, against
 * those of one byte at a time. */
#include "base/way.h"
#include "ingest/recount.h"
#include "ingest/utf8_watch.h"
#include "tests/support/gen.h"
#include "tests/support/test.h"

#include <string.h>

static size_t random_text(struct gen *g, const char *const *part, size_t n_parts,
                          unsigned sound, char *out, size_t cap)
{
    size_t n = 0, want = (size_t)gen_below(g, cap - 16);

    while (n < want) {
        const char *p =
            gen_chance(g, sound) ? "abcdefghij" : part[gen_below(g, n_parts)];

        memcpy(out + n, p, strlen(p));
        n += strlen(p);
    }
    return n;
}

static struct gp_utf8_watch watched(const char *bytes, size_t len, size_t piece)
{
    struct gp_utf8_watch w = {0};
    size_t i;

    for (i = 0; i < len; i += piece)
        gp_utf8_watch_add(&w, bytes + i, len - i < piece ? len - i : piece);
    gp_utf8_watch_end(&w);
    return w;
}

static struct gp_recount counted(const char *bytes, size_t len, size_t piece)
{
    struct gp_recount r = {.delimiter = ',', .quote = '"'};
    size_t i;

    for (i = 0; i < len; i += piece)
        gp_recount_add(&r, bytes + i, len - i < piece ? len - i : piece);
    gp_recount_end(&r);
    return r;
}

/* Both counts of a reader. */
struct both {
    uint64_t a, b;
};
typedef struct both count_fn(const char *bytes, size_t len, size_t piece);

static struct both characters(const char *bytes, size_t len, size_t piece)
{
    struct gp_utf8_watch w = watched(bytes, len, piece);

    return (struct both){w.wide, w.invalid};
}

static struct both records(const char *bytes, size_t len, size_t piece)
{
    struct gp_recount r = counted(bytes, len, piece);

    return (struct both){r.records, r.lines};
}

static void alike(count_fn *count, const char *text, size_t n, size_t piece,
                  uint64_t seed)
{
    enum gp_byte_way widest = gp_byte_way(), way;
    struct both one = count(text, n, 1);

    for (way = GP_WAY_PORTABLE; way <= widest; way++) {
        struct both many;

        gp_byte_way_at_most(way);
        many = count(text, n, piece);
        if (one.a != many.a || one.b != many.b)
            fail_msg("seed %d, way %d: %d and %d; %d and %d", (int)seed, (int)way,
                     (int)one.a, (int)one.b, (int)many.a, (int)many.b);
    }
    gp_byte_way_at_most(widest);
}

/* Random texts of these parts, one byte at a time and in larger pieces. */
static void alike_in_pieces(count_fn *count, const char *const *part, size_t n_parts)
{
    uint64_t seed;

    for (seed = 1; seed <= 5000; seed++) {
        struct gen g = {seed};
        char text[500];
        size_t n = random_text(&g, part, n_parts, (unsigned)gen_below(&g, 100), text,
                               sizeof text);

        alike(count, text, n, 1 + (size_t)gen_below(&g, 400), seed);
    }
}

static void utf8_is_counted_alike_in_pieces_of_any_size(void **state)
{
    static const char *const part[] = {"\xC3\xA4",
                                       "\xC3",
                                       "\xA4",
                                       "\xE2\x82\xAC",
                                       "\xF0\x9F\x98\x80",
                                       "\xED\xA0\x80",
                                       "\xC1\x80",
                                       "\xDF\xBF",
                                       "\xC2\x80",
                                       "\xF5",
                                       "\xE0\x80\x80",
                                       "\xC3\xA4\xC3\xA4",
                                       " ",
                                       "\xFF",
                                       "\xF4\x90\x80\x80"};

    (void)state;
    alike_in_pieces(characters, part, sizeof part / sizeof part[0]);
}

static void utf8_counts_characters_and_what_is_none(void **state)
{
    /* Jörg, a euro sign, a lone second byte, a first byte at the end */
    const char text[] = "J\xC3\xB6rg \xE2\x82\xAC \x80 \xC3";
    struct gp_utf8_watch w = watched(text, sizeof text - 1, sizeof text);

    (void)state;
    assert_int_equal(w.wide, 2);
    assert_int_equal(w.invalid, 2);
}

static void records_are_counted_alike_in_pieces_of_any_size(void **state)
{
    static const char *const part[] = {"\n", "\r\n", "\r",   "\"",   "\"\"", ",",
                                       " ",  "\t",   "\n\n", "  \n", ",\n",  "\"\n\""};

    (void)state;
    alike_in_pieces(records, part, sizeof part / sizeof part[0]);
}

static void blank_lines_and_line_ends_within_quotes_are_no_records(void **state)
{
    /* a,b | "c\nd",e | (blank) | (blanks) | f without its line end */
    const char text[] = "a,b\r\n\"c\nd\",e\n\r\n  \t\nf";
    struct gp_recount r = counted(text, sizeof text - 1, sizeof text);

    (void)state;
    assert_int_equal(r.records, 3);
    assert_int_equal(r.lines, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_counted_alike_in_pieces_of_any_size),
        cmocka_unit_test(utf8_counts_characters_and_what_is_none),
        cmocka_unit_test(records_are_counted_alike_in_pieces_of_any_size),
        cmocka_unit_test(blank_lines_and_line_ends_within_quotes_are_no_records),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
