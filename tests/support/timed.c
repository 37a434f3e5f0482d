/* timed.c - see timed.h. */
#include "tests/support/timed.h"

#include "tests/support/test.h"

enum gp_time_result timed_as(enum gp_time_order order, const char *text, int64_t *us)
{
    struct gp_time_parser p = {0};
    int form;

    for (form = 0; form < GP_FORMS; form++) {
        p.reading.order[form] = order;
        p.reading.accept[form] = true;
    }
    return gp_time_parse(&p, gp_slice(text), us);
}

void timed_is(enum gp_time_order order, const char *text, int64_t us)
{
    int64_t got = -1;

    if (timed_as(order, text, &got) != GP_TIME_OK || got != us)
        fail_msg("\"%s\" gave %lld, expected %lld", text, (long long)got,
                 (long long)us);
}

void timed_refused(const char *text, enum gp_time_result why)
{
    int64_t got = -1;
    enum gp_time_result r = timed_as(GP_ORDER_DMY, text, &got);

    if (r != why)
        fail_msg("\"%s\" gave result %d (%lld), expected %d", text, (int)r,
                 (long long)got, (int)why);
}
