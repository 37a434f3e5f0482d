/* measures.c - see measures.h. */
#include "report/measures.h"

#include "base/text.h"

static const char own[] = "goatpath, docs/measures.md";
static const char dfg[] =
    "van der Aalst 2016, Process Mining, 2nd ed.; goatpath, docs/measures.md";

static const char waiting[] =
    "Lashkevich et al. 2023, CAiSE; goatpath, docs/measures.md";

/* clang-format off */
static const struct gp_measure measures[] = {
    {"case", "Case",
     "All events with the same case id: one deal, ticket or order.",
     "cases", "", "the case column of the log"},
    {"event", "Event",
     "One thing that happened in a case: an activity with a start and an end "
     "(equal where the log has one time), and where the log has them a "
     "person and a team. A start row and its complete row are one event.",
     "events", "", "the rows that were used"},
    {"case duration", "Case duration",
     "Latest end of the case's events minus their earliest start. Open cases "
     "are left out unless --open include is given.",
     "time", "closed cases", own},
    {"variant", "Variant",
     "The sequence of activities of a case, by start, then end, then place "
     "in the file. Its id is made from the names only, so it is the same in "
     "every report.",
     "cases", "all cases", own},
    {"directly-follows", "Directly-follows",
     "A pair of activities a and b: b is the next event of the same case "
     "after a.",
     "pairs", "", dfg},
    {"wait", "Wait",
     "From the end of an event to the start of the next one of its case; 0 "
     "where they overlap. Where the log has one time per event, the wait "
     "contains the work on the later step.",
     "time", "all waiting: the waits of all directly-follows pairs", dfg},
    {"handoff", "Handoff",
     "A directly-follows pair whose two events have different known owners: "
     "people, or at team level teams. With an owner missing the pair is "
     "unassigned and is no handoff.",
     "pairs", "all directly-follows pairs", "directly-follows handoff; van der Aalst & Song 2004, BPM"},
    {"ping-pong", "Ping-pong",
     "Owners of a case in order, unknown ones dropped and equal neighbours "
     "merged: work that goes from A to B and straight back to A bounces "
     "once. Away is the time between leaving A and coming back.",
     "bounces", "the handoffs of that sequence", own},
    {"bottleneck", "Bottleneck",
     "A directly-follows pair or handoff, ranked by the sum of its waits.",
     "hours", "all waiting, and all case time", own},
    {"interval", "95 % interval of a total",
     "Every case of the log contributes its summed wait there (0 without "
     "it); the total varies as the sum of that many independent cases does: "
     "plus and minus 1.96 times the square root of n times the variance over "
     "the n cases, not below 0.",
     "hours", "", "normal interval of n times a mean"},
    {"shared rank", "Shared rank",
     "Neighbours in a ranking share a rank when the 95 % interval of the "
     "difference of their totals, case by case, includes 0.",
     "rank", "", own},
    {"cause of waiting", "Cause of waiting",
     "What the person who did a step was doing while it waited, from the moment it could "
     "begin (the end of the last step before it that does not run side by side with it) to "
     "its start; each moment has the first cause that holds of the five that follow. Needs "
     "starts, ends and people.",
     "hours", "the waits of all transitions", waiting},
    {"batching", "Batching",
     "The step was done in one go with the same step of other cases, by the same person, "
     "and waited for the last of them to be possible.",
     "hours", "the wait", waiting},
    {"contention", "Contention",
     "The person was busy with other work that could begin before this step, or at the "
     "same moment.",
     "hours", "the wait", waiting},
    {"prioritisation", "Prioritisation",
     "The person was busy with other work that could begin only after this step. It tells "
     "who was served first and is no proof of a priority.",
     "hours", "the wait", waiting},
    {"unavailability", "Unavailability",
     "The person was not busy and off duty, by their hours in --calendar: their own, "
     "those of their team, or everybody's; none is ever guessed.",
     "hours", "the wait", waiting},
    {"outside wait", "Outside",
     "The person was free, or is not known: the reason is not in the log. Without "
     "--calendar nights and weekends are in it.",
     "hours", "the wait", waiting},
    {"efficiency", "Cycle time efficiency",
     "Work / (work + wait), over all events and transitions; without a cause it would be "
     "at most work / (work + wait - that cause), nothing else moved.",
     "share", "work and waits", "Dumas et al., Fundamentals of BPM"},
    {"self-loop", "Self-loop",
     "An activity directly followed by itself. Its time runs from the end of "
     "the first to the end of the last of such a run.",
     "occurrences", "", own},
    {"repeat", "Repeat",
     "An activity that occurs again later in the case, at once or not. Its "
     "time runs from the end of the first to the end of the last occurrence.",
     "occurrences after the first", "", own},
    {"reopen", "Reopening",
     "An event that follows one of the activities given by --ends. Its time "
     "runs from that end to the end of the case's last event.",
     "occurrences", "", own},
    {"open case", "Open case",
     "A case whose last activity is none of --ends, or which a document calls open. Its "
     "age is the last "
     "instant of the log (or --now) minus its last end.",
     "cases", "all cases", own},
    {"stalled", "Stalled case",
     "An open case whose age lies above the 95th percentile of the waits after its last "
     "activity, where there are at least 20 such waits; as a gap against a document over "
     "closed cases, and above one day.",
     "cases", "open cases", own},
    {"quantile", "Median and other quantiles",
     "Linear between the two neighbouring values; exact on all values, not "
     "estimated.",
     "as the sample", "", "Hyndman & Fan 1996, American Statistician 50(4), type 7"},
    {"arrivals", "Arrivals",
     "Cases whose first event starts in the day, week or four weeks shown "
     "(UTC); endings likewise by the last end of closed cases.",
     "cases", "", own},
    {"in progress", "In progress",
     "Cases that have arrived and not ended when the day, week or four weeks "
     "end; open cases stay in progress.",
     "cases", "", own},
    {"sameness", "Sameness",
     "Whether the paths of a person, group or attribute value (20 cases or more) differ "
     "from those of all other cases: chi-square over the nine most frequent variants and "
     "the rest; different means a chance below 5 % after correction, and Cramer's V of "
     "0.1 or more.",
     "Cramer's V, 0 to 1", "", "Pearson 1900; Cramer 1946; Benjamini & Hochberg 1995"},
    {"tie", "Tie",
     "Two neighbouring events of a case with equal start and end: only their "
     "order in the file tells which came first.",
     "neighbours", "", own},
    {"rejected row", "Rejected row",
     "A row that could not become an event; each is listed with reason, file "
     "and line. Rows read are always rows used + rejected + ignored.",
     "rows", "", "two independent counters"},
};
/* clang-format on */

enum { N_PLAIN = sizeof measures / sizeof measures[0] };

size_t gp_measures_plain(void)
{
    return N_PLAIN;
}

const struct gp_measure *gp_measure_at(size_t i)
{
    if (i < N_PLAIN)
        return &measures[i];
    return gp_document_measures[i - N_PLAIN].name != NULL
               ? &gp_document_measures[i - N_PLAIN]
               : NULL;
}

const struct gp_measure *gp_measure_find(const char *name)
{
    const struct gp_measure *m;
    size_t i;

    for (i = 0; (m = gp_measure_at(i)) != NULL; i++)
        if (gp_slice_is_nocase(gp_slice(name), m->name))
            return m;
    return NULL;
}
