/* tables.c - the table of tables: name -> maker, and what the makers share.
 *
 *   goatpath table activities   ->  names[]  ->  gp_make_activities  ->  struct
 * gp_table
 */
#include "report/tables.h"
#include "report/tables/tables_parts.h"

#include <string.h>

/* In reading order; the same rows are told to people by gp_table_names. */
static const struct gp_table_name names[] = {
    {"overview", "the log in twenty figures", false,
     GP_MINED_FOLLOWS | GP_MINED_OWNERS},
    {"bottlenecks", "where cases wait longest, with intervals and shared ranks", false,
     GP_MINED_BOTTLENECKS},
    {"waits", "all waiting, split by what happens to the owner", false,
     GP_MINED_FOLLOWS | GP_MINED_OWNERS},
    {"causes", "why cases wait: what the next person was doing (needs starts)", false,
     GP_MINED_CASES},
    {"cause-cases",
     "the longest waits of each cause, with the rows and the work meanwhile", false,
     GP_MINED_CASES},
    {"handoffs", "work passing between people and between groups", false,
     GP_MINED_OWNERS},
    {"ping-pong", "work that comes back to where it just was", false, GP_MINED_OWNERS},
    {"rework", "steps a case does again", false, GP_MINED_REWORK},
    {"variants", "the distinct paths and how many cases walk each", false,
     GP_MINED_CASES},
    {"sameness", "paths of each person, group and value against all others", false,
     GP_MINED_SAMENESS},
    {"activities", "each activity: events, cases, starts, ends, waits after it", false,
     GP_MINED_ACTIVITIES},
    {"directly-follows", "which activity directly follows which, and the waits", false,
     GP_MINED_FOLLOWS},
    {"cases", "every case: start, end, duration, events, variant", false,
     GP_MINED_CASES},
    {"durations", "spread of case durations, in all and by month of start", false,
     GP_MINED_CASES},
    {"open-cases", "cases that have not ended, by age (needs --ends)", false,
     GP_MINED_CASES},
    {"timeline", "arrivals, endings and cases in progress over time", false,
     GP_MINED_TIMELINE},
    {"resources", "people and groups: events, cases, handoffs", false, GP_MINED_OWNERS},
    {"quality", "rows read, used and rejected; ties, overlaps, odd values", false,
     GP_MINED_ALL},
    {"checks", "what may be wrong with the data, and which results that weakens", false,
     GP_MINED_ALL},
    {"evidence", "the longest links of each bottleneck with file and line", false,
     GP_MINED_BOTTLENECKS},
    {"gaps", "where the log leaves the document, with shares and hours", true,
     GP_MINED_ALL},
    {"gap-cases", "every occurrence of every gap, with case, file and lines", true,
     GP_MINED_ALL},
    {"conformance", "fitness, precision and the cases that follow the document", true,
     GP_MINED_ALL},
    {"rules", "the rules of the document: where they apply, kept and broken", true,
     GP_MINED_ALL},
    {"matching", "steps of the document beside activities of the log", true,
     GP_MINED_ALL},
    {NULL, NULL, false, 0},
};

static gp_table_maker *const makers[] = {
    gp_make_overview,    gp_make_bottlenecks, gp_make_waits,       gp_make_causes,
    gp_make_cause_cases, gp_make_handoffs,    gp_make_ping_pong,   gp_make_rework,
    gp_make_variants,    gp_make_sameness,    gp_make_activities,  gp_make_follows,
    gp_make_cases,       gp_make_durations,   gp_make_open_cases,  gp_make_timeline,
    gp_make_resources,   gp_make_quality,     gp_make_checks,      gp_make_evidence,
    gp_make_gaps,        gp_make_gap_cases,   gp_make_conformance, gp_make_rules,
    gp_make_matching,
};

_Static_assert(sizeof makers / sizeof *makers + 1 == sizeof names / sizeof *names,
               "a maker for each name");

const struct gp_table_name *gp_table_names(void)
{
    return names;
}

unsigned gp_table_needs(const char *name)
{
    size_t i = 0;

    while (names[i].name != NULL && strcmp(names[i].name, name) != 0)
        i++;
    return names[i].name != NULL ? names[i].needs : GP_MINED_ALL;
}

enum gp_status gp_table_make(const char *name, const struct gp_facts *facts,
                             size_t most, struct gp_table *out, struct gp_err *err)
{
    size_t i = 0;

    memset(out, 0, sizeof *out);
    while (names[i].name != NULL && strcmp(names[i].name, name) != 0)
        i++;
    if (names[i].name == NULL)
        return gp_fail(err, GP_USAGE, "there is no table \"%s\"", name);
    makers[i](facts, most, out);
    if (gp_table_ok(out))
        return GP_OK;
    gp_table_release(out);
    return gp_fail_memory(err);
}

size_t gp_table_cap(struct gp_table *t, size_t n, size_t most)
{
    if (most == 0 || n <= most)
        return n;
    t->n_left_out = n - most;
    return most;
}

void gp_table_of_spread(struct gp_table *t, const struct gp_stats *s, uint64_t count,
                        gp_i128 us)
{
    if (s->log->has_time && count != 0)
        gp_table_span(t, us);
    else
        gp_table_none(t);
}

const char *gp_level_word(enum gp_level level)
{
    static const char *const words[GP_LEVELS] = {"activity", "resource", "group"};

    return words[level];
}

uint64_t gp_all_links(const struct gp_stats *s)
{
    return s->log->n - s->log->n_cases;
}

struct gp_wait_split gp_wait_split(const struct gp_stats *s, enum gp_level level)
{
    const struct gp_links *links = &s->links[level];
    struct gp_wait_split split = {0};
    size_t i;

    for (i = 0; i < links->n; i++) {
        split.between += links->stat[i].count;
        split.between_us += links->stat[i].wait.sum;
    }
    split.same = links->same;
    split.same_us = links->same_wait;
    split.unassigned = links->unassigned.count;
    split.unassigned_us = links->unassigned.wait.sum;
    return split;
}

gp_i128 gp_bottleneck_low(const struct gp_bottleneck *b)
{
    return b->total > b->half_width ? b->total - b->half_width : 0;
}
