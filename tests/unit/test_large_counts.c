/* Counts beyond 2^31 and 2^32 (spec/reliability.md C7): the arithmetic that reports do with
 * them, and the end of what can be numbered. */
#include "tests/support/test.h"

#include "base/map.h"
#include "base/stats.h"
#include "eventlog/eventlog.h"
#include "mine/checks.h"
#include "report/words.h"

#include <math.h>
#include <string.h>

static const uint64_t THREE = UINT64_C(3000000000); /* above 2^31 */
static const uint64_t FIVE = UINT64_C(5000000000);  /* above 2^32 */

/* Events are numbered in 32 bits: one more is refused, never counted from 0 again. */
static void more_events_than_numbers_are_refused(void **state)
{
    struct gp_eventlog *log = gp_eventlog_new(true, false, false, false);
    struct gp_event e = {.case_id = gp_slice("c"), .activity = gp_slice("a")};
    struct gp_err err = {0};

    (void)state;
    assert_non_null(log);
    assert_int_equal(gp_eventlog_begin_file(log, "log.csv", &err), GP_OK);
    log->n = UINT32_MAX - 1;
    assert_int_equal(gp_eventlog_add(log, &e, &err), GP_INPUT);
    assert_non_null(strstr(err.text, "more than 4,294,967,293 events"));
    log->n = 0;
    gp_eventlog_free(log);
}

static void shares_of_billions_are_exact(void **state)
{
    struct gp_text t = {0};
    struct gp_interval i = gp_wilson(THREE, 2 * THREE);

    (void)state;
    /* 0.5 -+ 1.96 * 0.5 / sqrt(6e9) */
    assert_true(fabs(i.low - (0.5 - 1.2652e-5)) < 1e-9);
    assert_true(fabs(i.high - (0.5 + 1.2652e-5)) < 1e-9);
    gp_text_add_count(&t, FIVE);
    gp_text_add_char(&t, ' ');
    gp_check_percent(&t, THREE, 3 * FIVE);
    gp_text_add_char(&t, ' ');
    gp_share_words(&t, 2 * (gp_i128)FIVE, 4 * (gp_i128)FIVE);
    assert_string_equal(gp_text_z(&t), "5,000,000,000 20 % 50 %");
    gp_text_release(&t);
}

/* Case time of 2^33 cases of 300 years is beyond 64 bits in microseconds. */
static void sums_of_spans_are_exact(void **state)
{
    gp_i128 years = (gp_i128)300 * 365 * GP_DAY_US, all = years * (INT64_C(1) << 33);
    struct gp_text t = {0};

    (void)state;
    assert_true(all / (INT64_C(1) << 33) == years);
    gp_check_percent(&t, all / 4, all);
    gp_text_add_char(&t, ' ');
    gp_span_hours(&t, all); /* 300 * 365 * 24 * 2^33 hours */
    assert_string_equal(gp_text_z(&t), "25 % 22,574,348,107,776,000");
    gp_text_release(&t);
}

static void a_tally_counts_beyond_32_bits(void **state)
{
    struct gp_tally tally = {0};
    uint64_t *place = gp_tally_at(&tally, FIVE), key = 0, value = 0;

    (void)state;
    assert_non_null(place);
    *place += FIVE;
    *gp_tally_at(&tally, FIVE) += FIVE;
    assert_true(gp_tally_next(&tally, true, &key, &value));
    assert_true(key == FIVE && value == 2 * FIVE);
    assert_false(gp_tally_next(&tally, false, &key, &value));
    gp_tally_release(&tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_events_than_numbers_are_refused),
        cmocka_unit_test(shares_of_billions_are_exact),
        cmocka_unit_test(sums_of_spans_are_exact),
        cmocka_unit_test(a_tally_counts_beyond_32_bits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
