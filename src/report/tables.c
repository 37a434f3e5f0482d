/* tables.c - the table of tables: name -> maker; what the makers (tables/) share. */
#include "report/tables.h"
#include "report/tables/tables_parts.h"

#include <string.h>

/* In reading order; the same rows are told to people by gp_table_names. */
static const struct gp_table_name tables[] = {
    {"overview", "the log in twenty figures", false,
     GP_MINED_FOLLOWS | GP_MINED_HANDOFFS, gp_make_overview},
    {"bottlenecks", "where cases wait longest, with intervals and shared ranks", false,
     GP_MINED_BOTTLENECKS, gp_make_bottlenecks},
    {"waits", "all waiting, split by what happens to the owner", false,
     GP_MINED_FOLLOWS | GP_MINED_HANDOFFS, gp_make_waits},
    {"causes", "why cases wait: what the next person was doing (needs starts)", false,
     GP_MINED_CASES, gp_make_causes},
    {"cause-cases",
     "the longest waits of each cause, with the rows and the work meanwhile", false,
     GP_MINED_CASES, gp_make_cause_cases},
    {"handoffs", "work passing between people and between groups", false,
     GP_MINED_OWNERS, gp_make_handoffs},
    {"ping-pong", "work that comes back to where it just was", false, GP_MINED_OWNERS,
     gp_make_ping_pong},
    {"rework", "steps a case does again", false, GP_MINED_REWORK, gp_make_rework},
    {"variants", "the distinct paths and how many cases walk each", false,
     GP_MINED_VARIANTS, gp_make_variants},
    {"sameness", "paths of each person, group and value against all others", false,
     GP_MINED_SAMENESS, gp_make_sameness},
    {"activities", "each activity: events, cases, starts, ends, waits after it", false,
     GP_MINED_ACTIVITIES, gp_make_activities},
    {"directly-follows", "which activity directly follows which, and the waits", false,
     GP_MINED_FOLLOWS, gp_make_follows},
    {"cases", "every case: start, end, duration, events, variant", false,
     GP_MINED_CASES, gp_make_cases},
    {"durations", "spread of case durations, in all and by month of start", false,
     GP_MINED_CASES, gp_make_durations},
    {"open-cases", "cases that have not ended, by age (needs --ends)", false,
     GP_MINED_CASES, gp_make_open_cases},
    {"timeline", "arrivals, endings and cases in progress over time", false,
     GP_MINED_TIMELINE, gp_make_timeline},
    {"resources", "people and groups: events, cases, handoffs", false, GP_MINED_OWNERS,
     gp_make_resources},
    {"quality", "rows read, used and rejected; ties, overlaps, odd values", false,
     GP_MINED_ALL, gp_make_quality},
    {"checks", "what may be wrong with the data, and which results that weakens", false,
     GP_MINED_ALL, gp_make_checks},
    {"evidence", "the longest links of each bottleneck with file and line", false,
     GP_MINED_BOTTLENECKS, gp_make_evidence},
    {"gaps", "where the log leaves the document, with shares and hours", true,
     GP_MINED_ALL, gp_make_gaps},
    {"gap-cases", "every occurrence of every gap, with case, file and lines", true,
     GP_MINED_ALL, gp_make_gap_cases},
    {"conformance", "fitness, precision and the cases that follow the document", true,
     GP_MINED_ALL, gp_make_conformance},
    {"rules", "the rules of the document: where they apply, kept and broken", true,
     GP_MINED_ALL, gp_make_rules},
    {"matching", "steps of the document beside activities of the log", true,
     GP_MINED_ALL, gp_make_matching},
    {NULL, NULL, false, 0, NULL},
};

const struct gp_table_name *gp_table_names(void)
{
    return tables;
}

/* The row of that name, or the last one, which has none. */
static const struct gp_table_name *named(const char *name)
{
    const struct gp_table_name *t = tables;

    while (t->name != NULL && strcmp(t->name, name) != 0)
        t++;
    return t;
}

unsigned gp_table_needs(const char *name)
{
    const struct gp_table_name *t = named(name);

    return t->name != NULL ? t->needs : GP_MINED_ALL;
}

enum gp_status gp_table_make(const char *name, const struct gp_facts *facts,
                             size_t most, struct gp_table *out, struct gp_err *err)
{
    const struct gp_table_name *t = named(name);

    memset(out, 0, sizeof *out);
    if (t->name == NULL)
        return gp_fail(err, GP_USAGE, "there is no table \"%s\"", name);
    t->make(facts, most, out);
    if (gp_table_ok(out))
        return GP_OK;
    gp_table_release(out);
    return gp_fail_memory(err);
}

void gp_table_of_spread(struct gp_table *t, const struct gp_stats *s, uint64_t count,
                        gp_i128 us)
{
    if (s->log->has_time && count != 0)
        gp_table_span(t, us);
    else
        gp_table_none(t);
}
