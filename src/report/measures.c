/* measures.c - see measures.h. */
#include "report/measures.h"

#include <string.h>

static const struct gp_measure measures[] = {
    {"case", "All events with the same case id: one deal, ticket or order.", "count",
     "the case column of the log"},
    {"event", "One thing that happened in a case: an activity with a time, and where the "
              "log has them a person and a team. A start row and its complete row are one "
              "event.",
     "count", "rows of the log that were used"},
    {"case duration", "Latest end of the case's events minus their earliest start. Open "
                      "cases are left out unless --open include is given.",
     "time, over closed cases", "end and start of the events"},
    {"variant", "The sequence of activities of a case, in order of start, then end, then "
                "place in the file. Its id is made from the names only.",
     "count of cases; share of all cases", "order of the events of a case"},
    {"directly-follows", "A pair (a, b): b is the next event of the same case after a.",
     "count of pairs; cases with at least one", "neighbouring events of a case"},
    {"wait", "Start of an event minus end of the event before it in the same case, or 0 "
             "where they overlap. Where the log has one time per event, the wait contains "
             "the work on the later step.",
     "time, over directly-follows pairs", "neighbouring events of a case"},
    {"handoff", "A directly-follows pair whose two events have different known owners: "
                "people, or at team level teams. Where an owner is missing the pair is "
                "unassigned and is no handoff.",
     "count of pairs", "directly-follows, not the enabling handoff of concurrent work"},
    {"ping-pong", "Work that comes back: with equal neighbours merged and unknown owners "
                  "dropped, an owner, another one, and the first again. Away is the time "
                  "between leaving the first and coming back.",
     "count of bounces; time away", "sequence of owners of a case"},
    {"bottleneck", "A directly-follows pair or handoff, ranked by the sum of its waits.",
     "total hours; share of all waiting and of all case time",
     "sum of waits over the log"},
    {"interval", "95 % interval of a total: every case of the log contributes its sum (0 "
                 "without the step), and the total varies as a sum of that many "
                 "independent cases does (normal interval).",
     "hours", "1.959964 * sqrt(n * variance over cases)"},
    {"shared rank", "Two neighbours in a ranking share a rank when the 95 % interval of "
                    "the difference of their totals, case by case, includes 0.",
     "rank", "paired difference over cases"},
    {"self-loop", "An activity directly followed by itself. Its time runs from the end of "
                  "the first to the end of the last of such a run.",
     "occurrences; cases; time a case", "neighbouring events of a case"},
    {"repeat", "An activity that occurs again later in the case, at once or not. Its time "
               "runs from the end of the first to the end of the last occurrence.",
     "occurrences after the first; cases; time a case", "events of a case"},
    {"reopen", "An event that follows one of the activities given by --ends. Its time "
               "runs from that end to the last event of the case.",
     "occurrences; cases; time a case", "--ends"},
    {"open case", "A case whose last activity is none of --ends. Its age is the last "
                  "instant of the log (or --now) minus its last end.",
     "count; age", "--ends"},
    {"stalled", "An open case whose age lies above the 95th percentile of the waits after "
                "its last activity (at least 20 such waits).",
     "count of open cases", "waits after the activity in the whole log"},
    {"quantile", "Median, quarter points, 90th and 95th percentile interpolate linearly "
                 "between the two neighbouring values; they are exact, not estimated.",
     "unit of the sample", "Hyndman & Fan 1996, type 7"},
    {"arrivals", "Cases whose first event starts in the bucket (day, week or four weeks, "
                 "UTC).",
     "cases a bucket", "first start of each case"},
    {"in progress", "Cases that have arrived and not ended when the bucket ends; open "
                    "cases stay in progress.",
     "cases", "arrivals minus endings"},
    {"tie", "Two neighbouring events of a case with equal start and end: only their order "
            "in the file tells which came first.",
     "count of neighbours", "start and end of the events"},
    {"rejected row", "A row that could not become an event; each is listed with its "
                     "reason, file and line. rows = used + rejected + ignored, always.",
     "count of rows", "two independent counters"},
};

enum { N_MEASURES = sizeof measures / sizeof measures[0] };

const struct gp_measure *gp_measures(size_t *n)
{
    *n = N_MEASURES;
    return measures;
}

const struct gp_measure *gp_measure_find(const char *name)
{
    size_t i;

    for (i = 0; i < N_MEASURES; i++)
        if (strcmp(measures[i].name, name) == 0)
            return &measures[i];
    return NULL;
}
