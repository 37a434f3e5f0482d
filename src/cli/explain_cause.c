/* explain_cause.c - why the waits from one step to another: each cause with its hours, and
 * its longest waits with the rows and the work in between. */
#include "cli/explain.h"
#include "cli/show.h"
#include "report/tables.h"
#include "report/words.h"

static void head_of(const struct gp_stats *s, const struct gp_cause_link *link,
                    struct gp_text *head)
{
    int k;

    gp_cause_id(head, link);
    gp_text_add(head, ": why cases wait from ");
    gp_explain_name(head, gp_stats_name(s, GP_BY_ACTIVITY, link->from));
    gp_text_add(head, " to ");
    gp_explain_name(head, gp_stats_name(s, GP_BY_ACTIVITY, link->to));
    gp_text_add(head, "\n  ");
    gp_hours_words(head, link->sum.wait);
    gp_text_add(head, " in all, ");
    gp_text_add_count(head, link->sum.count);
    gp_text_add(head, " times, from the moment the work could begin\n");
    for (k = 0; k < GP_WAIT_CAUSES && link->sum.wait > 0; k++) {
        gp_text_addf(head, "  %-14s ", gp_wait_cause_name((enum gp_wait_cause)k));
        gp_hours_words(head, link->sum.cause[k]);
        gp_text_add(head, ", ");
        gp_share_words(head, link->sum.cause[k], link->sum.wait);
        gp_text_add(head, "\n");
    }
}

enum gp_status gp_explain_cause(const struct gp_options *o, const struct gp_loaded *l,
                                const struct gp_cause_link *link, struct gp_err *err)
{
    struct gp_text head = {0};
    struct gp_table t = {0};
    enum gp_status st;

    head_of(&l->stats, link, &head);
    gp_table_proofs(&l->facts, link, 1, 0, &t);
    st = gp_explain_show(o, &head, &t, err);
    gp_table_release(&t);
    return st;
}
