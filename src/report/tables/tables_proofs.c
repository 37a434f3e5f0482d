/* tables_proofs.c - the waits behind the causes of waiting (mine/proofs.h): of each pair
 * of steps and cause the longest, with the rows of the wait and of the work in between. */
#include "base/path.h"
#include "report/tables/tables_parts.h"

static void columns(struct gp_table *t)
{
    gp_table_begin(t, "cause-cases",
                   "The longest waits of each cause, with their rows");
    gp_table_column(t, "pair", "Id", GP_CELL_TEXT,
                    "of the pair of steps, as in causes");
    gp_table_column(t, "cause", "Cause", GP_CELL_TEXT, "of that part of the wait");
    gp_table_column(t, "from", "From", GP_CELL_TEXT, "activity that made it possible");
    gp_table_column(t, "to", "To", GP_CELL_TEXT, "activity that waited");
    gp_table_optional(t);
    gp_table_column(t, "case", "Case", GP_CELL_TEXT, "id as in the log");
    gp_table_column(t, "cause_s", "So long", GP_CELL_SPAN,
                    "the part of the wait that has this cause");
    gp_table_column(t, "wait_s", "Of wait", GP_CELL_SPAN,
                    "from the moment the work could begin to its start");
    gp_table_column(t, "resource", "Person", GP_CELL_TEXT, "who then did it");
    gp_table_column(t, "file", "File", GP_CELL_TEXT, "file of the event that waited");
    gp_table_optional(t);
    gp_table_column(t, "from_line", "Since line", GP_CELL_LINE,
                    "line of the event that made it possible");
    gp_table_column(t, "to_line", "To line", GP_CELL_LINE,
                    "line of the event that waited");
    gp_table_column(
        t, "meanwhile", "Meanwhile", GP_CELL_TEXT,
        "contention, prioritisation: the work of the person that filled most "
        "of the wait; batching: the event of the batch that could begin last");
    gp_table_column(t, "meanwhile_case", "Of case", GP_CELL_TEXT, "its case");
    gp_table_column(t, "meanwhile_file", "File", GP_CELL_TEXT, "its file");
    gp_table_optional(t);
    gp_table_column(t, "meanwhile_line", "Line", GP_CELL_LINE, "its line");
    gp_table_column(t, "others", "And others", GP_CELL_COUNT,
                    "further events of the person in the wait, of that cause");
}

static void id_cell(struct gp_table *t, const struct gp_cause_link *l)
{
    struct gp_text id = {0};

    gp_cause_id(&id, l);
    gp_table_text_take(t, &id);
}

static void line_cell(struct gp_table *t, const struct gp_eventlog *log, uint32_t event)
{
    if (event == GP_NO_ID)
        gp_table_none(t);
    else
        gp_table_count(t, log->line[event]);
}

static void meanwhile_cells(struct gp_table *t, const struct gp_stats *s,
                            const struct gp_proof *p)
{
    const struct gp_eventlog *log = s->log;
    uint32_t e = p->meanwhile;

    if (e == GP_NO_ID) {
        gp_table_text(t, gp_slice(""));
        gp_table_text(t, gp_slice(""));
        gp_table_text(t, gp_slice(""));
        gp_table_none(t);
        gp_table_none(t);
        return;
    }
    gp_table_text(t, gp_stats_name(s, GP_BY_ACTIVITY, gp_id(log->activity, e)));
    gp_table_text(t, gp_stats_case(s, gp_case_of_event(log, e)));
    gp_table_text(t, gp_base_name(gp_event_file(log, e)));
    line_cell(t, log, e);
    gp_table_count(t, p->others);
}

static void proof_row(struct gp_table *t, const struct gp_stats *s,
                      const struct gp_cause_link *l, enum gp_wait_cause cause,
                      const struct gp_proof *p)
{
    const struct gp_eventlog *log = s->log;

    gp_table_row(t);
    id_cell(t, l);
    gp_table_text(t, gp_slice(gp_wait_cause_name(cause)));
    gp_table_text(t, gp_stats_name(s, GP_BY_ACTIVITY, l->from));
    gp_table_text(t, gp_stats_name(s, GP_BY_ACTIVITY, l->to));
    gp_table_text(t, gp_stats_case(s, gp_case_of_event(log, p->event)));
    gp_table_span(t, p->amount);
    gp_table_span(t, gp_event_start(log, p->event) - gp_event_end(log, p->trigger));
    gp_table_text(t, gp_stats_name(s, GP_BY_RESOURCE,
                                   gp_level_id(log, GP_BY_RESOURCE, p->event)));
    gp_table_text(t, gp_base_name(gp_event_file(log, p->event)));
    line_cell(t, log, p->trigger);
    line_cell(t, log, p->event);
    meanwhile_cells(t, s, p);
}

void gp_table_proofs(const struct gp_facts *f, const struct gp_cause_link *link,
                     size_t n, size_t most, struct gp_table *t)
{
    const struct gp_causes *c = f->causes;
    size_t i, p;
    int k;

    columns(t);
    for (i = 0; i < n; i++)
        for (k = 0; k < GP_WAIT_CAUSES; k++)
            for (p = link[i].proof[k]; p < link[i].proof[k + 1]; p++)
                if (most == 0 || t->n_rows < most)
                    proof_row(t, f->stats, &link[i], (enum gp_wait_cause)k,
                              &c->proof[p]);
                else
                    t->n_left_out++;
}

void gp_make_cause_cases(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    if (gp_causes_cannot(f) != NULL)
        columns(t);
    else
        gp_table_proofs(f, f->causes->link, f->causes->n_links, most, t);
}
