/* logged.c - see logged.h. */
#include "tests/support/logged.h"

#include "tests/support/test.h"

struct gp_eventlog *logged_begin(const char *file, bool has_time, bool has_start,
                                 bool has_resource, bool has_group)
{
    struct gp_eventlog *log =
        gp_eventlog_new(has_time, has_start, has_resource, has_group);

    assert_non_null(log);
    assert_int_equal(gp_eventlog_begin_file(log, file, NULL), GP_OK);
    return log;
}

void logged_event(struct gp_eventlog *log, const char *case_id, const char *activity,
                  const char *resource, const char *group, int64_t start, int64_t end)
{
    const struct gp_event e = {
        .case_id = gp_slice(case_id),
        .activity = gp_slice(activity),
        .resource = gp_slice(resource),
        .group = gp_slice(group),
        .start = start,
        .end = end,
        .line = (uint32_t)log->n + 2,
    };

    assert_int_equal(gp_eventlog_add(log, &e, NULL), GP_OK);
}
