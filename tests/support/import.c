/* import.c - see import.h. */
#include "tests/support/import.h"

#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <string.h>

struct gp_ingest_options import_plain(void)
{
    return (struct gp_ingest_options){.reader = {.header = -1}};
}

enum gp_status import_text(const char *text, const struct gp_ingest_options *o,
                           struct gp_ingest_result *r, struct gp_err *err)
{
    const char *path = scratch_text("log.csv", text);

    memset(err, 0, sizeof *err);
    return gp_ingest(&path, 1, o, r, err);
}

void import_or_fail(const char *text, const struct gp_ingest_options *o,
                    struct gp_ingest_result *r)
{
    struct gp_err err;

    if (import_text(text, o, r, &err) != GP_OK)
        fail_msg("%s\n%s", text, err.text);
}

static void tell_event(const struct gp_eventlog *log, size_t i, struct gp_text *out)
{
    gp_text_add_slice(out, gp_dict_name(&log->activities, gp_id(log->activity, i)));
    if (log->has_resource && gp_id(log->resource, i) != GP_NO_ID) {
        gp_text_add(out, " by ");
        gp_text_add_slice(out, gp_dict_name(&log->resources, gp_id(log->resource, i)));
    }
}

void import_tell(const struct gp_eventlog *log, struct gp_text *out)
{
    size_t c, i;

    for (c = 0; c < log->n_cases; c++) {
        gp_text_add(out, c != 0 ? "; " : "");
        gp_text_add_slice(out, gp_dict_name(&log->cases, (uint32_t)c));
        for (i = log->first[c]; i < log->first[c + 1]; i++) {
            gp_text_add(out, i == log->first[c] ? ": " : ", ");
            tell_event(log, i, out);
        }
    }
}
