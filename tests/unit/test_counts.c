/* Counts beside the reader, 64 bytes at a time, against those of one byte at a time. */
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
    uint64_t seed;

    (void)state;
    for (seed = 1; seed <= 5000; seed++) {
        struct gen g = {seed};
        char text[500];
        size_t n = random_text(&g, part, sizeof part / sizeof part[0],
                               (unsigned)gen_below(&g, 100), text, sizeof text);
        struct gp_utf8_watch one = watched(text, n, 1);
        struct gp_utf8_watch many = watched(text, n, 1 + (size_t)gen_below(&g, 400));

        if (one.wide != many.wide || one.invalid != many.invalid)
            fail_msg("seed %d: %d wide, %d invalid; %d, %d", (int)seed, (int)one.wide,
                     (int)one.invalid, (int)many.wide, (int)many.invalid);
    }
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

static struct gp_recount counted(const char *bytes, size_t len, size_t piece)
{
    struct gp_recount r = {.delimiter = ',', .quote = '"'};
    size_t i;

    for (i = 0; i < len; i += piece)
        gp_recount_add(&r, bytes + i, len - i < piece ? len - i : piece);
    gp_recount_end(&r);
    return r;
}

static void records_are_counted_alike_in_pieces_of_any_size(void **state)
{
    static const char *const part[] = {"\n", "\r\n", "\r",   "\"",   "\"\"", ",",
                                       " ",  "\t",   "\n\n", "  \n", ",\n",  "\"\n\""};
    uint64_t seed;

    (void)state;
    for (seed = 1; seed <= 5000; seed++) {
        struct gen g = {seed};
        char text[500];
        size_t n = random_text(&g, part, sizeof part / sizeof part[0],
                               (unsigned)gen_below(&g, 100), text, sizeof text);
        struct gp_recount one = counted(text, n, 1);
        struct gp_recount many = counted(text, n, 1 + (size_t)gen_below(&g, 400));

        if (one.records != many.records || one.lines != many.lines)
            fail_msg("seed %d: %d records, %d lines; %d, %d", (int)seed,
                     (int)one.records, (int)one.lines, (int)many.records,
                     (int)many.lines);
    }
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
