/* tables_causes.c - why cases wait, in all and by pair of steps (mine/causes.h). */
#include "report/tables/tables_parts.h"

static void cause_columns(struct gp_table *t, bool has_calendar)
{
    gp_table_begin(t, "causes", "Why cases wait: what the next person was doing");
    gp_table_column(t, "pair", "Id", GP_CELL_TEXT,
                    "for `goatpath explain`; a hash of the names");
    gp_table_column(t, "from", "From", GP_CELL_TEXT,
                    "activity that made the next one possible; first row: all");
    gp_table_column(t, "to", "To", GP_CELL_TEXT, "activity that could begin then");
    gp_table_column(t, "count", "Times", GP_CELL_COUNT, "such transitions");
    gp_table_column(t, "total_wait_s", "Total wait", GP_CELL_HOURS,
                    "from the moment the work could begin to its start");
    if (has_calendar)
        gp_table_column(t, "open_wait_s", "In opening h", GP_CELL_HOURS,
                        "of it within the opening hours of --calendar");
    gp_table_column(t, "batching_s", "Batching", GP_CELL_HOURS,
                    "waited for the batch to fill in which it was done");
    gp_table_column(t, "contention_s", "Contention", GP_CELL_HOURS,
                    "the person was busy with work that could begin before it");
    gp_table_column(t, "prioritisation_s", "Prioritisation", GP_CELL_HOURS,
                    "the person was busy with work that could begin only after it");
    gp_table_column(t, "unavailability_s", "Unavailability", GP_CELL_HOURS,
                    "the person was off duty by --calendar");
    gp_table_column(
        t, "outside_s", "Outside", GP_CELL_HOURS,
        "the person was free, or is not known: the reason is not in the log");
}

static void cause_row(struct gp_table *t, const struct gp_cause_link *link,
                      struct gp_slice from, struct gp_slice to,
                      const struct gp_cause_sum *sum, bool has_calendar)
{
    struct gp_text id = {0};
    int i;

    gp_table_row(t);
    if (link != NULL)
        gp_cause_id(&id, link);
    gp_table_text_take(t, &id);
    gp_table_text(t, from);
    gp_table_text(t, to);
    gp_table_count(t, sum->count);
    gp_table_span(t, sum->wait);
    if (has_calendar)
        gp_table_span(t, sum->open);
    for (i = 0; i < GP_WAIT_CAUSES; i++)
        gp_table_span(t, sum->cause[i]);
}

void gp_make_causes(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_causes *c = f->causes;
    size_t i, n;

    cause_columns(t, c != NULL && c->has_calendar);
    if (gp_causes_cannot(f) != NULL)
        return;
    cause_row(t, NULL, gp_slice("all"), gp_slice("all"), &c->all, c->has_calendar);
    n = gp_table_cap(t, c->n_links, most);
    for (i = 0; i < n; i++)
        cause_row(t, &c->link[i],
                  gp_stats_name(f->stats, GP_BY_ACTIVITY, c->link[i].from),
                  gp_stats_name(f->stats, GP_BY_ACTIVITY, c->link[i].to),
                  &c->link[i].sum, c->has_calendar);
}
