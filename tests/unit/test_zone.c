/* Zones: local times to UTC, gaps and overlaps of summer time, rules of far years. */
#include "tests/support/test.h"

#include "base/instant.h"
#include "base/mem_refuse.h"
#include "base/zone.h"
#include "base/zone_rule.h"

#include <stdio.h>
#include <string.h>

static int64_t at(int year, unsigned month, unsigned day, int hour, int minute)
{
    return gp_days_from_civil(year, month, day) * GP_DAY_US + hour * GP_HOUR_US +
           minute * GP_MINUTE_US;
}

static struct gp_zone *open_zone(const char *name)
{
    struct gp_zone *z = NULL;
    struct gp_err err = {0};

    if (gp_zone_open(name, &z, &err) != GP_OK)
        fail_msg("%s: %s", name, err.text);
    return z;
}

static void expect(struct gp_zone *z, int64_t local, int64_t utc, enum gp_local how)
{
    enum gp_local got = GP_LOCAL_ONCE;
    int64_t us = gp_zone_to_utc(z, local, &got);

    if (us != utc || got != how)
        fail_msg("%s: got %lld (%d), expected %lld (%d)", gp_zone_name(z),
                 (long long)us, (int)got, (long long)utc, (int)how);
}

static void fixed_offsets_shift(void **state)
{
    static const struct {
        const char *name;
        int minutes;
    } zones[] = {{"UTC", 0}, {"", 0},         {"+02:00", 120},  {"-0530", -330},
                 {"+1", 60}, {"+14:00", 840}, {"-12:00", -720}, {"+05:45", 345}};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof zones / sizeof *zones; i++) {
        struct gp_zone *z = open_zone(zones[i].name);

        expect(z, at(2024, 7, 1, 12, 0),
               at(2024, 7, 1, 12, 0) - zones[i].minutes * GP_MINUTE_US, GP_LOCAL_ONCE);
        expect(z, at(1900, 1, 1, 0, 0),
               at(1900, 1, 1, 0, 0) - zones[i].minutes * GP_MINUTE_US, GP_LOCAL_ONCE);
        gp_zone_free(z);
    }
}

static void names_that_are_no_zone_are_usage_errors(void **state)
{
    static const char *const bad[] = {"Europe/Berlim", "/etc/passwd", "../etc/passwd",
                                      ":/etc/passwd",  "+2:",         "+99",
                                      "Europe",        "zone.tab",    "+-1"};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct gp_zone *z = NULL;
        struct gp_err err = {0};

        assert_int_equal(gp_zone_open(bad[i], &z, &err), GP_USAGE);
        assert_null(z);
        assert_non_null(strstr(err.text, bad[i]));
    }
}

static void summer_time_of_berlin(void **state)
{
    struct gp_zone *z = open_zone("Europe/Berlin");

    (void)state;
    expect(z, at(2024, 1, 15, 12, 0), at(2024, 1, 15, 11, 0), GP_LOCAL_ONCE);
    expect(z, at(2024, 7, 15, 12, 0), at(2024, 7, 15, 10, 0), GP_LOCAL_ONCE);
    /* 31 March 2024: 02:00 -> 03:00 */
    expect(z, at(2024, 3, 31, 1, 59), at(2024, 3, 31, 0, 59), GP_LOCAL_ONCE);
    expect(z, at(2024, 3, 31, 2, 0), at(2024, 3, 31, 1, 0), GP_LOCAL_GAP);
    expect(z, at(2024, 3, 31, 2, 30), at(2024, 3, 31, 1, 30), GP_LOCAL_GAP);
    expect(z, at(2024, 3, 31, 3, 0), at(2024, 3, 31, 1, 0), GP_LOCAL_ONCE);
    /* 27 October 2024: 03:00 -> 02:00 */
    expect(z, at(2024, 10, 27, 1, 59), at(2024, 10, 26, 23, 59), GP_LOCAL_ONCE);
    expect(z, at(2024, 10, 27, 2, 0), at(2024, 10, 27, 0, 0), GP_LOCAL_OVERLAP);
    expect(z, at(2024, 10, 27, 2, 59), at(2024, 10, 27, 0, 59), GP_LOCAL_OVERLAP);
    expect(z, at(2024, 10, 27, 3, 0), at(2024, 10, 27, 2, 0), GP_LOCAL_ONCE);
    gp_zone_free(z);
}

static void years_after_the_table_follow_the_rule(void **state)
{
    struct gp_zone *z = open_zone("Europe/Berlin");

    (void)state;
    expect(z, at(2150, 7, 1, 12, 0), at(2150, 7, 1, 10, 0), GP_LOCAL_ONCE);
    expect(z, at(2150, 12, 1, 12, 0), at(2150, 12, 1, 11, 0), GP_LOCAL_ONCE);
    expect(z, at(2199, 12, 31, 12, 0), at(2199, 12, 31, 11, 0), GP_LOCAL_ONCE);
    gp_zone_free(z);
}

static void other_zones_and_old_times(void **state)
{
    struct gp_zone *z = open_zone("Asia/Kathmandu");

    (void)state;
    expect(z, at(2024, 1, 1, 5, 45), at(2024, 1, 1, 0, 0), GP_LOCAL_ONCE);
    expect(z, at(1980, 1, 1, 5, 30), at(1980, 1, 1, 0, 0), GP_LOCAL_ONCE);
    gp_zone_free(z);
    z = open_zone("Pacific/Apia"); /* 30 December 2011 did not exist */
    expect(z, at(2011, 12, 29, 12, 0), at(2011, 12, 29, 22, 0), GP_LOCAL_ONCE);
    expect(z, at(2011, 12, 30, 12, 0), at(2011, 12, 30, 22, 0), GP_LOCAL_GAP);
    expect(z, at(2011, 12, 31, 12, 0), at(2011, 12, 30, 22, 0), GP_LOCAL_ONCE);
    gp_zone_free(z);
    z = open_zone("America/New_York");
    expect(z, at(2024, 11, 3, 1, 30), at(2024, 11, 3, 5, 30), GP_LOCAL_OVERLAP);
    gp_zone_free(z);
    z = open_zone("Australia/Lord_Howe"); /* half an hour of summer time */
    expect(z, at(2024, 10, 6, 2, 15), at(2024, 10, 5, 15, 45), GP_LOCAL_GAP);
    gp_zone_free(z);
}

static void jumping_about_gives_the_same_as_asking_once(void **state)
{
    struct gp_zone *z = open_zone("Europe/Berlin");
    uint64_t x = 99;
    int i;

    (void)state;
    for (i = 0; i < 3000; i++) {
        struct gp_zone *fresh = open_zone("Europe/Berlin");
        enum gp_local a, b;
        int64_t local;

        x = x * 6364136223846793005u + 1442695040888963407u;
        local =
            at(1900, 1, 1, 0, 0) + (int64_t)(x >> 40) % 15000000 * GP_MINUTE_US * 10;
        assert_int_equal(gp_zone_to_utc(z, local, &a),
                         gp_zone_to_utc(fresh, local, &b));
        assert_int_equal(a, b);
        gp_zone_free(fresh);
        if (i % 10 != 0)
            i += 9;
    }
    gp_zone_free(z);
}

static void rules_of_every_kind(void **state)
{
    struct gp_zone_rule r;
    struct gp_zone_change two[2];

    (void)state;
    assert_true(gp_zone_rule_parse(&r, "CET-1CEST,M3.5.0,M10.5.0/3"));
    assert_int_equal(r.winter, 3600);
    gp_zone_rule_year(&r, 2024, two);
    assert_int_equal(two[0].at, at(2024, 3, 31, 1, 0) / GP_SECOND_US);
    assert_int_equal(two[0].offset, 7200);
    assert_int_equal(two[1].at, at(2024, 10, 27, 1, 0) / GP_SECOND_US);
    assert_true(gp_zone_rule_parse(&r, "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"));
    gp_zone_rule_year(&r, 2024, two); /* the south: winter comes first */
    assert_int_equal(two[0].offset, 37800);
    assert_true(gp_zone_rule_parse(&r, "A0B,J60/0,300/0"));
    gp_zone_rule_year(&r, 2024, two);
    assert_int_equal(two[0].at, at(2024, 3, 1, 0, 0) / GP_SECOND_US);
    assert_int_equal(two[1].at, at(2024, 10, 27, 0, 0) / GP_SECOND_US - 3600);
    assert_true(gp_zone_rule_parse(&r, "UTC0"));
    assert_false(r.has_summer);
    assert_false(gp_zone_rule_parse(&r, "CET"));
    assert_false(gp_zone_rule_parse(&r, "CET-1CEST,M13.5.0,M10.5.0"));
    assert_false(gp_zone_rule_parse(&r, "CET-1CEST,M3.5.0"));
}

/* Every truncation and every flipped byte of a real file: refused or read, no crash. */
static void damaged_files_are_refused_or_read_without_harm(void **state)
{
    static unsigned char bytes[8192], copy[8192];
    FILE *f = fopen("/usr/share/zoneinfo/Europe/Berlin", "rb");
    size_t n, i;

    (void)state;
    assert_non_null(f);
    n = fread(bytes, 1, sizeof bytes, f);
    assert_int_equal(fclose(f), 0);
    for (i = 0; i < n; i++) {
        struct gp_zone *z = NULL;
        struct gp_err err = {0};

        if (gp_zone_from_tzif("cut", bytes, i, &z, &err) == GP_OK)
            gp_zone_free(z);
        memcpy(copy, bytes, n);
        copy[i] ^= 0xFF;
        if (gp_zone_from_tzif("bent", copy, n, &z, &err) == GP_OK) {
            enum gp_local how;

            (void)gp_zone_to_utc(z, at(2024, 3, 31, 2, 30), &how);
            gp_zone_free(z);
        }
    }
}

static void refused_allocations_are_told(void **state)
{
    uint64_t n;

    (void)state;
    for (n = 0;; n++) {
        struct gp_zone *z = NULL;
        struct gp_err err = {0};
        enum gp_status st;

        gp_mem_refuse(n, false);
        st = gp_zone_open("Europe/Berlin", &z, &err);
        if (!gp_mem_refuse_none()) {
            assert_int_equal(st, GP_OK);
            gp_zone_free(z);
            return;
        }
        assert_int_not_equal(st, GP_OK);
        assert_null(z);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fixed_offsets_shift),
        cmocka_unit_test(names_that_are_no_zone_are_usage_errors),
        cmocka_unit_test(summer_time_of_berlin),
        cmocka_unit_test(years_after_the_table_follow_the_rule),
        cmocka_unit_test(other_zones_and_old_times),
        cmocka_unit_test(jumping_about_gives_the_same_as_asking_once),
        cmocka_unit_test(rules_of_every_kind),
        cmocka_unit_test(damaged_files_are_refused_or_read_without_harm),
        cmocka_unit_test(refused_allocations_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
