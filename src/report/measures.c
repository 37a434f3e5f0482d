/* measures.c - see measures.h. */
#include "report/measures.h"

#include <stddef.h>

static const char own[] = "goatpath, docs/measures.md";
static const char quantiles[] =
    "Hyndman & Fan 1996, American Statistician 50(4), type 7";
static const char dfg[] =
    "van der Aalst 2016, Process Mining, 2nd ed., 2.4; goatpath, docs/measures.md";

static const struct gp_measure measures[] = {
    {"case", "Case", "All events with the same case id, by start, end, file and line.",
     "cases", "", own},
    {"event", "Event",
     "A row that was used, or a start row and its complete row paired. It has a case, "
     "an "
     "activity, a start and an end (equal where the log has one time).",
     "events", "", own},
    {"duration", "Case duration",
     "Latest end minus earliest start of a case. Open cases are left out unless asked "
     "for.",
     "time", "closed cases", own},
    {"wait", "Wait",
     "From the end of an event to the start of the next one of its case; 0 where they "
     "overlap. Where events have one time, it includes the work on the next step.",
     "time", "all waiting of the log", dfg},
    {"bottleneck", "Bottleneck",
     "A directly-follows pair or handoff, ranked by its total wait. Neighbours share a "
     "rank when the 95 % interval of their difference, case by case, includes 0.",
     "hours", "all waiting of the log", own},
    {"interval", "95 % interval of a total",
     "Every case contributes its summed wait there (0 without it): total +- 1.96 times "
     "the square root of n times the variance over the n cases. Not below 0.",
     "hours", "", "normal interval of n times a mean; goatpath, docs/measures.md"},
    {"handoff", "Handoff",
     "A step whose owner differs from the owner of the step before, both being known. "
     "With one owner missing it counts as unassigned.",
     "handoffs", "all steps to a next one",
     "directly-follows handoff; van der Aalst & Song 2004, BPM"},
    {"ping-pong", "Ping-pong",
     "Owners of a case in order, unknown ones dropped and equal neighbours merged: "
     "work "
     "that goes from A to B and straight back to A bounces once. Its time is how long "
     "it was away.",
     "bounces", "all handoffs of that chain", own},
    {"self-loop", "Self-loop", "A step directly followed by itself.", "occurrences",
     "cases", own},
    {"repeat", "Repeat",
     "A step that occurs again later in the case, at once or not. Its time runs from "
     "the first to the last occurrence.",
     "occurrences", "cases", own},
    {"reopen", "Reopening", "Any step after an activity that ends cases.",
     "occurrences", "cases", own},
    {"variant", "Variant",
     "The sequence of activities of a case. Its id depends on the names only, so it is "
     "the same in every report.",
     "cases", "all cases", own},
    {"open", "Open case", "A case whose last activity is not one of the ends given.",
     "cases", "all cases", own},
    {"stalled", "Stalled case",
     "An open case that has waited longer than 95 % of the waits after the same "
     "activity, where there are at least 20 such waits.",
     "cases", "open cases", own},
    {"median", "Median, 90 % within", "Exact quantiles, linear between neighbours.",
     "as the sample", "", quantiles},
    {"share", "Share", "A part of the whole that is named beside it.", "%", "as named",
     own},
    {NULL, NULL, NULL, NULL, NULL, NULL},
};

const struct gp_measure *gp_measures(void)
{
    return measures;
}
