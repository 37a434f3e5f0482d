/* measures_document.c - the measures of a log against a document, and the kinds of gaps.
 * See measures.h. */
#include "report/measures.h"

#include <stddef.h>

static const char own[] = "goatpath, docs/measures.md";
static const char aligned[] =
    "alignments: Adriansyah 2014, Aligning Observed and Modeled Behavior; goatpath, "
    "docs/measures.md";
static const char could[] = "cases in which it could have happened";

/* clang-format off */
const struct gp_measure gp_document_measures[] = {
    {"deviation", "Deviation",
     "An event without a step, or a step without an event, in the cheapest reading of a "
     "case against the document. The cost of a case is the least number of them over all "
     "readings; where that is not proven it is called a bound.",
     "deviations", "", aligned},
    {"following", "Cases that follow",
     "Closed cases whose cost is 0: their path is one of the document's. Owners and limits "
     "are judged apart.",
     "cases", "closed cases", own},
    {"events at the same time", "Events at the same time",
     "Cases that deviate, and would follow if neighbouring events with equal times (2 to 5 "
     "of them) were taken in another order than that of the file; --ties benefit takes "
     "them so.",
     "cases", "", own},
    {"open case against a document", "Open case, with a document",
     "A case whose last event is no step that can end the process, that holds no step "
     "after which nothing can follow, and whose last event is no other activity that nine "
     "in ten cases with it (and five) end with; with --ends, one whose last activity is "
     "none of those. Steps still to come are no deviations.",
     "cases", "all cases", own},
    {"log fitness", "Log fitness",
     "1 minus the cost of all closed cases, divided by their events plus the shortest run "
     "of the document for each.",
     "share", "what it would cost if no event were a step", aligned},
    {"average case fitness", "Average case fitness",
     "The mean over closed cases of 1 - cost / (events + shortest run).",
     "share", "", aligned},
    {"shortest run", "Shortest run",
     "The cost of a case without events: the fewest steps with which the document can be "
     "finished.",
     "deviations", "", own},
    {"share of events in place", "Events in place",
     "Events that are a documented step at its place in the reading of their case.",
     "events", "all events but declared ignored ones", own},
    {"precision", "Precision",
     "How much more than the log the document allows: after each beginning of a case that "
     "can be replayed, the steps that could come next and never do.",
     "share", "steps that could come next, each weighted by its cases",
     "escaping edges: Munoz-Gama & Carmona 2010, BPM"},
    {"prefixes replayed", "Prefixes replayed",
     "Beginnings of cases that the document can replay without a deviation: on them rests "
     "precision.",
     "beginnings of cases", "all beginnings of cases", own},
    {"token replay", "Token replay",
     "For comparison: tokens missing and remaining when every event is forced; fitness is "
     "(1 - missing/consumed)/2 + (1 - remaining/produced)/2. Only for documents without "
     "silent steps and repeated names.",
     "share", "", "Rozinat & van der Aalst 2008, Information Systems 33"},
    {"generalisation", "Generalisation",
     "For comparison: 1 minus the mean over all steps of 1 / square root of how often each "
     "was used, 1 for never.",
     "share", "", "Buijs et al. 2014; goatpath, docs/measures.md"},
    {"simplicity", "Simplicity",
     "For comparison: 1 / (1 + how many arcs above 2 a place or step of the document has "
     "on average).",
     "share", "", "Vazquez-Barreiros et al. 2015; goatpath, docs/measures.md"},
    {"pm4py fitness", "Log fitness as PM4Py computes it",
     "For comparison, with --compat pm4py: as log fitness, but every silent step of the "
     "drawing costs a ten-thousandth, so that a perfect log shows a little less than 1.",
     "share", "", "PM4Py 2.7, alignments"},
    {"gap", "Gap",
     "Deviations, or findings along the alignment, of one kind about the same step, owners "
     "or rule, in all cases. Every deviation belongs to exactly one gap.",
     "cases, occurrences", could, own},
    {"share interval", "Interval of a share",
     "The 95 % interval of a share of cases; where something never happened in n cases, at "
     "most 1 - 0.05^(1/n).",
     "share", could, "Wilson 1927, J. Am. Stat. Assoc. 22"},
    {"certain", "Certain",
     "Whether every cheapest reading of the case holds as many deviations of this kind "
     "about this step. If not, the case can be read in another way with as few deviations.",
     "yes, no, not checked", "", own},
    {"at the spot", "At the spot",
     "Hours of a gap where it happens: the time between the matches around it beyond the "
     "median (and beyond the mean, which a few long waits do not inflate) between the "
     "same steps in cases that follow; for late the time past the limit, for ping-pong the time away, for a handoff its wait, for stalled the age. "
     "Always wall clock. The 95 % interval of the sum is over the cases in which the gap could have "
     "happened, each with its own sum.",
     "hours", "", own},
    {"per month", "Per month",
     "Hours divided by the months from the first to the last instant of the log, a month "
     "being a twelfth of 365.2425 days; not given below 28 days.",
     "hours a month", "", own},
    {"whole case", "Whole case",
     "How much longer closed cases with the gap took than closed cases that follow the "
     "document: the median of all differences, its 95 % interval from the ranks, at least "
     "10 cases on each side. It does not say that the gap caused it.",
     "time", "", "Hodges & Lehmann 1963; Mann & Whitney 1947; van Elteren 1960"},
    {"cause", "Where it happens more often",
     "A person, team, kept attribute or month that cases with the gap have more often than "
     "others in which it could have happened; by chance less than 5 % after correction "
     "over all values tried.",
     "cases", could, "z test of two shares; Benjamini & Hochberg 1995"},
    {"business time", "Business time",
     "Time within opening hours (--calendar, else Mon-Fri 09:00-17:00); a business day is "
     "a day with opening hours, each counting 1 in proportion to its own hours.",
     "hours, business days", "", own},

    {"activation", "Activation of a rule",
     "A place where a rule applies at all: for \"after A eventually B\" each A. It is kept, "
     "broken, pending in an open case, or cannot be told where a person is not known. Cases "
     "without one say nothing about the rule.",
     "activations", "all activations of the rule",
     "MINERful's event-based confidence; goatpath, docs/measures.md"},
    {"proposed rule", "Proposed rule",
     "A rule that at least --kept percent of the closed cases keep that activate it, of which "
     "there are 30 or more (model rules); left out where other proposed rules say the same.",
     "cases", "the cases that activate it", "goatpath, docs/measures.md"},
    {"hours found", "Hours found",
     "Hours of a weekday in which, for some activity, a start or end is seen on a tenth of its "
     "days or more, and the fullest others until 70 % of all starts and ends are within (model "
     "calendar). Who is not seen may be on duty all the same.",
     "starts and ends", "all of that person or team",
     "Lopez-Pintado & Dumas 2022; goatpath, docs/measures.md"},
    {"outside", "Gap: outside", "A case of which no event is a documented step.",
     "cases", "all cases", own},
    {"wrong-order", "Gap: wrong order",
     "A step done before or after its place: an event of it too many and one too few in "
     "the same case, with other steps between them.",
     "cases", "all cases", own},
    {"undocumented-step", "Gap: undocumented step",
     "An event whose activity is no step of the document.", "cases", "all cases", own},
    {"both-alternatives", "Gap: both ways",
     "A step was done as well as another one, and the document asks for one of the two: "
     "neither can come after the other within one round of every loop.",
     "cases", "all cases", own},
    {"repeated", "Gap: repeated",
     "An event of a step that was matched elsewhere in the case.",
     "cases", "all cases", own},
    {"out-of-place", "Gap: out of place",
     "Any other event of a documented step where the document does not allow it.",
     "cases", "all cases", own},
    {"wrong-start", "Gap: wrong start",
     "A step missing before the first event that is in place.", "cases", could, own},
    {"skipped", "Gap: skipped",
     "A step missing, with an event of the case after it.", "cases", could, own},
    {"ended-early", "Gap: ended early",
     "A step missing after the last event of a closed case.", "cases", could, own},
    {"wrong-owner", "Gap: wrong owner",
     "A step in place done by another owner than the documented one; unknown owners are "
     "never guessed.",
     "cases", could, own},
    {"undocumented-handoff", "Gap: new handoff",
     "Two neighbouring events of known, different owners between whom the document has no "
     "handoff.",
     "cases", "all cases", own},
    {"handoff-never-seen", "Gap: handoff never seen",
     "A documented handoff that never happened, and in how many cases it could have.",
     "cases", could, own},
    {"never-used", "Gap: never used",
     "A documented step that was never in place, and in how many cases it could have been.",
     "cases", could, own},
    {"late", "Gap: late",
     "A documented limit passed: from the event that made the step possible (or the named "
     "step, or the start of the case) to the step, by the clock of the limit; an open case "
     "is late when the limit passed without the step.",
     "cases", could, own},
    {"same-person", "Gap: same person",
     "Two steps that the document wants by different people, done by one; each pair of "
     "events counts.",
     "cases", "cases with both steps", own},
    {"four-eyes", "Gap: four eyes",
     "Fewer different known people than the document asks for did the step.",
     "cases", "cases with the step", own},
    {"cracks", "Gap: nobody's turn",
     "A stalled case that lies with an owner to whom none of the possible next steps "
     "belongs.",
     "cases", "open cases", own},
    {"unmapped", "Gap: not judged",
     "A step whose name in the log waits to be confirmed, or that every run has and the "
     "log does not record: it is not judged, and never called skipped.",
     "steps", "", own},
    {"time-order", "Gap: time order",
     "Neighbouring events of a case that stand in the file the other way round than their "
     "times say, in a file that is otherwise in order.",
     "cases", "all cases", own},
    {"rule-broken", "Gap: rule broken",
     "An activation of a rule of the document that is not fulfilled, and can no longer be.",
     "cases", "cases to which the rule applies",
     "Pesic & van der Aalst 2006, DECLARE; goatpath, docs/measures.md"},
    {NULL, NULL, NULL, NULL, NULL, NULL},
};
/* clang-format on */
