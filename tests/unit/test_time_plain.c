/* The clock that is read at once, beside the scanner that reads any. */
#include "tests/support/gen.h"
#include "tests/support/test.h"

#include "ingest/time_plain.h"
#include "ingest/time_scan.h"

#include <string.h>

static bool reads(const char *z, struct gp_plain_clock *c)
{
    return gp_plain_clock_read(gp_slice(z), strlen("2024-03-05"), c);
}

static void usual_clocks_are_read(void **state)
{
    static const struct {
        const char *text;
        int64_t of_day_us;
        bool has_offset;
        int32_t offset_s;
    } usual[] = {
        {"2024-03-05 13:45:40", INT64_C(49540000000), false, 0},
        {"2024-03-05T00:00:00", 0, false, 0},
        {"2024-03-05 23:59", INT64_C(86340000000), false, 0},
        {"2024-03-05 13:45:40.276", INT64_C(49540276000), false, 0},
        {"2024-03-05T13:45:40.0000019Z", INT64_C(49540000001), true, 0},
        {"2024-03-05T13:45:40Z", INT64_C(49540000000), true, 0},
        {"2024-03-05T13:45:40.5+02:00", INT64_C(49540500000), true, 7200},
        {"2024-03-05T13:45:40-11:30", INT64_C(49540000000), true, -41400},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        struct gp_plain_clock c;

        assert_true(reads(usual[i].text, &c));
        assert_int_equal(c.of_day_us, usual[i].of_day_us);
        assert_int_equal(c.has_offset, usual[i].has_offset);
        assert_int_equal(c.offset_s, usual[i].offset_s);
    }
}

static void anything_else_is_left_to_the_scanner(void **state)
{
    static const char *const other[] = {"2024-03-05",
                                        "2024-03-05 ",
                                        "2024-03-05 1:45",
                                        "2024-03-05 24:00:00",
                                        "2024-03-05 23:60:00",
                                        "2024-03-05 23:59:60",
                                        "2024-03-05 13:45:4",
                                        "2024-03-05 13:45:4x",
                                        "2024-03-05 13-45-40",
                                        "2024-03-05 13:45:40.",
                                        "2024-03-05 13:45 PM",
                                        "2024-03-05 13:45:40 ",
                                        "2024-03-05t13:45:40",
                                        "2024-03-05 1/:45:40",
                                        "2024-03-05 13:4::40",
                                        "2024-03-05 \2613:45:40",
                                        "2024-03-05 13:45:40+19:00",
                                        "2024-03-05 13:45:40+0200",
                                        "2024-03-05 13:45:40Zz",
                                        "2024-03-05 13:45:40+02:0"};
    struct gp_plain_clock c;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof other / sizeof other[0]; i++)
        assert_false(reads(other[i], &c));
}

static void what_is_read_at_once_the_scanner_reads_alike(void **state)
{
    static const char *const part[] = {"0", "1",  "2",     "3",  "5", "9", ":",
                                       ".", "00", "59:59", "+",  "-", "Z", "12:34:56",
                                       " ", "T",  "23:1",  "/5", ";"};
    uint64_t seed;
    size_t read = 0;

    (void)state;
    for (seed = 1; seed <= 200000; seed++) {
        struct gen g = {seed};
        char text[64] = "2024-03-05";
        size_t at = strlen(text), n = 1 + (size_t)gen_below(&g, 7);
        struct gp_time_scan scan = {0};
        struct gp_plain_clock c;

        strcat(text, gen_below(&g, 2) == 0 ? " " : "T");
        if (gen_below(&g, 2) == 0)
            strcat(text, "12:34:56");
        while (n-- > 0)
            strcat(text, part[gen_below(&g, sizeof part / sizeof part[0])]);
        if (!gp_plain_clock_read(gp_slice(text), at, &c))
            continue;
        read++;
        if (!gp_scan_rest(gp_slice(text), at, &scan) || !scan.has_time ||
            scan.leap_second || scan.of_day_us != c.of_day_us ||
            scan.has_offset != c.has_offset || scan.offset_s != c.offset_s)
            fail_msg("%s", text);
    }
    assert_true(read > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usual_clocks_are_read),
        cmocka_unit_test(anything_else_is_left_to_the_scanner),
        cmocka_unit_test(what_is_read_at_once_the_scanner_reads_alike),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
