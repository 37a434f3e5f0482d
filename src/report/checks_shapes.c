/* checks_shapes.c - what wide tables and histories cannot tell, or told besides events
 * (checks.h).
 */
#include "report/checks.h"

#include <stddef.h>

#define COUNT(member) offsetof(struct gp_ingest_result, member)

static const struct {
    size_t count;
    const char *name, *title, *effect, *fix;
} notes[] = {
    {COUNT(wide_events), "last-visits-only",
     "Events from tables with one date for each step",
     "a step done again shows its last date only: loops, repeats, rework and ping-pong "
     "cannot be seen, waits before repeated steps are too long",
     "ask for the history of the field, a row for each change"},
    {COUNT(undated), "no-step-dated", "Rows without a date of any step",
     "ignored: these cases have not begun", "nothing; --events names the columns"},
    {COUNT(planned), "planned-closings", "Dates of the closing of cases still open",
     "plans, no events", "nothing; a forecast of sales says nothing of the past"},
    {COUNT(unclosed), "closed-without-date",
     "Closed cases without a date of their closing",
     "their last step is missing; their duration is too short",
     "ask why the date is empty"},
    {COUNT(contradict), "open-with-closing-date",
     "Open cases that have a date of their closing",
     "taken as closed on that date; the status says otherwise",
     "ask which of both is right"},
    {COUNT(other_fields), "other-fields", "Rows that tell of other fields of the case",
     "ignored: no events", "--field names another field"},
    {COUNT(context_rows), "owner-changes",
     "Rows that tell whose a case is from then on, or of its creation",
     "no events of their own; they give later events their person or team",
     "nothing; --resource and --group name a column instead"},
    {COUNT(first_states), "first-states",
     "States before the first change, dated by the creation", "used as events",
     "nothing"},
    {COUNT(unknown_starts), "undated-first-states",
     "States before the first change without a time",
     "left out: these cases seem to begin with their second state",
     "ask for the creation date of the cases in the export"},
};

void gp_checks_of_shapes(const struct gp_ingest_result *in, struct gp_checks *out)
{
    size_t i;

    for (i = 0; i < sizeof notes / sizeof *notes; i++) {
        uint64_t n =
            *(const uint64_t *)(const void *)((const char *)in + notes[i].count);

        if (n != 0)
            gp_text_add(&gp_checks_add(out, notes[i].name, notes[i].title, n, 0, NULL,
                                       notes[i].fix)
                             ->effect,
                        notes[i].effect);
    }
}
