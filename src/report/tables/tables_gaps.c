/* tables_gaps.c - the tables about the document: gaps, every occurrence of them, the names
 * of steps beside those of activities, and the figures of conformance. */
#include "base/path.h"
#include "report/judgement_words.h"
#include "report/tables/tables_parts.h"

static void gap_columns(struct gp_table *t)
{
    gp_table_begin(t, "gaps", "Gaps between the document and the log");
    gp_table_column(t, "id", "Id", GP_CELL_TEXT, "stable: made from kind and names");
    gp_table_column(t, "kind", "Kind", GP_CELL_TEXT, "see goatpath help measures");
    gp_table_column(t, "sentence", "What happens", GP_CELL_TEXT, "the gap in words");
    gp_table_column(t, "where", "Stands in", GP_CELL_TEXT,
                    "file and line of the document");
    gp_table_column(t, "cases", "Cases", GP_CELL_COUNT, "cases with it");
    gp_table_column(t, "occurrences", "Times", GP_CELL_COUNT, "occurrences");
    gp_table_column(t, "exposed", "Could be", GP_CELL_COUNT,
                    "cases in which it could have happened");
    gp_table_column(t, "share", "Share", GP_CELL_SHARE, "cases / cases it could be in");
    gp_table_column(t, "share_low", "Low", GP_CELL_SHARE, "Wilson 95 % interval");
    gp_table_column(t, "share_high", "High", GP_CELL_SHARE, "Wilson 95 % interval");
    gp_table_column(t, "spot_s", "At the spot", GP_CELL_HOURS,
                    "time beyond the usual between the steps around, summed");
    gp_table_column(t, "spot_low_s", "Low", GP_CELL_HOURS,
                    "95 % interval of the sum at the spot, over cases");
    gp_table_optional(t);
    gp_table_column(t, "spot_high_s", "High", GP_CELL_HOURS,
                    "95 % interval of the sum at the spot, over cases");
    gp_table_optional(t);
    gp_table_column(t, "whole_case_s", "Whole case", GP_CELL_HOURS,
                    "cases with it against following cases, one case (Hodges-Lehmann)");
    gp_table_column(t, "whole_low_s", "Low", GP_CELL_HOURS, "95 % interval");
    gp_table_column(t, "whole_high_s", "High", GP_CELL_HOURS, "95 % interval");
    gp_table_column(t, "compared_with", "With", GP_CELL_COUNT,
                    "cases compared: with it");
    gp_table_column(t, "compared_without", "Without", GP_CELL_COUNT,
                    "cases compared: following the document");
    gp_table_column(t, "certain", "Certain", GP_CELL_TEXT,
                    "yes when every cheapest reading says so");
}

static void add_words(struct gp_table *t, const struct gp_judgement *j,
                      const struct gp_gap *gap)
{
    struct gp_words words = {0};

    gp_words_gap(&words, &j->conformance, &j->gaps, gap);
    gp_table_text_copy(t, gp_slice(gp_text_z(&words.text)));
    t->failed |= !gp_text_ok(&words.text);
    gp_words_release(&words);
}

static void add_id(struct gp_table *t, const struct gp_gap *gap)
{
    struct gp_text id = {0};

    gp_gap_id(&id, gap);
    gp_table_text_take(t, &id);
}

static void add_where(struct gp_table *t, const struct gp_judgement *j,
                      const struct gp_gap *gap)
{
    struct gp_text where = {0};

    gp_gap_where(&where, j, gap);
    gp_table_text_take(t, &where);
}

static void add_share(struct gp_table *t, const struct gp_gap *gap)
{
    if (gap->exposed == 0) {
        gp_table_none(t);
        gp_table_none(t);
        gp_table_none(t);
        return;
    }
    gp_table_share(t, gap->cases, gap->exposed);
    gp_table_share(t, (gp_i128)(gap->share.low * 1e6), 1000000);
    gp_table_share(t, (gp_i128)(gap->share.high * 1e6), 1000000);
}

static void add_bill(struct gp_table *t, const struct gp_gap *gap)
{
    const struct gp_bill *b = &gap->bill;

    if (b->spot_why == GP_BILL_GIVEN) {
        gp_table_span(t, b->spot_us);
        gp_table_span(t, gp_bill_spot_low(gap));
        gp_table_span(t, b->spot_us + b->spot_half_us);
    } else {
        gp_table_none(t);
        gp_table_none(t);
        gp_table_none(t);
    }
    if (b->whole_why == GP_BILL_GIVEN) {
        gp_table_span(t, b->whole_us);
        gp_table_span(t, b->whole_low_us);
        gp_table_span(t, b->whole_high_us);
        gp_table_count(t, b->compared[0]);
        gp_table_count(t, b->compared[1]);
        return;
    }
    gp_table_none(t);
    gp_table_none(t);
    gp_table_none(t);
    gp_table_none(t);
    gp_table_none(t);
}

void gp_make_gaps(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_judgement *j = f->judgement;
    size_t i, n;

    gap_columns(t);
    if (j == NULL)
        return;
    n = gp_table_cap(t, j->gaps.n, most);
    for (i = 0; i < n; i++) {
        const struct gp_gap *gap = &j->gaps.gap[i];

        gp_table_row(t);
        add_id(t, gap);
        gp_table_text(t, gp_slice(gp_gap_kind_name((enum gp_gap_kind)gap->key.kind)));
        add_words(t, j, gap);
        add_where(t, j, gap);
        gp_table_count(t, gap->cases);
        gp_table_count(t, gap->occurrences);
        gp_table_count(t, gap->exposed);
        add_share(t, gap);
        add_bill(t, gap);
        gp_table_text(t, gp_slice(gp_gap_certain(gap)));
    }
}

/* "120 125": the lines of the events a hit rests on. */
static void add_lines(struct gp_table *t, const struct gp_eventlog *log,
                      const struct gp_gap_hit *hit)
{
    struct gp_text lines = {0};
    size_t k;

    for (k = 0; k < GP_GAP_EVENTS; k++)
        if (hit->event[k] != GP_NO_ID)
            gp_text_addf(&lines, "%s%u", lines.len != 0 ? " " : "",
                         log->line[hit->event[k]]);
    gp_table_text_take(t, &lines);
}

static void hit_row(struct gp_table *t, const struct gp_judgement *j,
                    const struct gp_gap *gap, const struct gp_gap_hit *hit)
{
    static const char *const certain[] = {"not checked", "yes", "no"};
    const struct gp_eventlog *log = j->stats->log;
    size_t any = hit->event[0] != GP_NO_ID ? hit->event[0] : log->first[hit->case_id];

    gp_table_row(t);
    add_id(t, gap);
    gp_table_text(t, gp_slice(gp_gap_kind_name((enum gp_gap_kind)gap->key.kind)));
    gp_table_text(t, gp_stats_case(j->stats, hit->case_id));
    gp_table_text(t, gp_base_name(gp_event_file(log, any)));
    add_lines(t, log, hit);
    gp_table_text(t, gp_slice(certain[hit->certain]));
}

static void hit_columns(struct gp_table *t)
{
    gp_table_begin(t, "gap-cases", "Every occurrence of every gap");
    gp_table_column(t, "gap", "Gap", GP_CELL_TEXT, "its id");
    gp_table_column(t, "kind", "Kind", GP_CELL_TEXT, "its kind");
    gp_table_column(t, "case", "Case", GP_CELL_TEXT, "case id");
    gp_table_column(t, "file", "File", GP_CELL_TEXT, "file of the rows");
    gp_table_column(t, "lines", "Lines", GP_CELL_TEXT,
                    "of the extra event, or of the events around the missing step");
    gp_table_column(t, "certain", "Certain", GP_CELL_TEXT,
                    "yes when every cheapest reading says so");
}

void gp_table_one_gap(const struct gp_judgement *j, const struct gp_gap *gap,
                      size_t most, struct gp_table *t)
{
    size_t k, n;

    hit_columns(t);
    n = gp_table_cap(t, gap->n_hits, most);
    for (k = 0; k < n; k++)
        hit_row(t, j, gap, &j->gaps.hit[gap->first_hit + k]);
}

void gp_make_gap_cases(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_judgement *j = f->judgement;
    size_t i, k, left;

    hit_columns(t);
    if (j == NULL)
        return;
    left = gp_table_cap(t, j->gaps.n_hits, most);
    for (i = 0; i < j->gaps.n; i++) {
        const struct gp_gap *gap = &j->gaps.gap[i];

        for (k = 0; k < gap->n_hits && left > 0; k++, left--)
            hit_row(t, j, gap, &j->gaps.hit[gap->first_hit + k]);
    }
}

void gp_make_matching(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_judgement *j = f->judgement;
    size_t i;

    (void)most;
    gp_table_begin(t, "matching", "Steps of the document and activities of the log");
    gp_table_column(t, "step", "Step", GP_CELL_TEXT, "name in the document");
    gp_table_column(t, "activity", "Activity", GP_CELL_TEXT, "name in the log");
    gp_table_column(t, "how", "How", GP_CELL_TEXT,
                    "same, folded (case, accents, signs), by hand, proposed");
    gp_table_column(t, "score", "Score", GP_CELL_SHARE, "of a proposal: 0 to 1");
    gp_table_column(
        t, "used", "Used", GP_CELL_TEXT,
        "a proposal counts only with --accept-names or in the mapping file");
    for (i = 0; j != NULL && i < j->matches.n; i++) {
        const struct gp_name_match *m = &j->matches.matches[i];

        gp_table_row(t);
        gp_table_text(t, gp_dict_name(&j->process->labels, m->step));
        gp_table_text(t, gp_dict_name(&j->stats->log->activities, m->activity));
        gp_table_text(t, gp_slice(m->how == GP_HOW_NONE ? "" : gp_how_name(m->how)));
        if (m->how == GP_HOW_PROPOSED)
            gp_table_share(t, (gp_i128)(m->score * 1e6 + 0.5), 1000000);
        else
            gp_table_none(t);
        gp_table_text(t, gp_slice(m->used ? "yes" : "no"));
    }
}

static void figure(struct gp_table *t, const char *key, const char *title)
{
    gp_table_row(t);
    gp_table_label(t, key, title);
}

static void share_or_none(struct gp_table *t, bool given, double share)
{
    if (given)
        gp_table_share(t, (gp_i128)(share * 1e6 + 0.5), 1000000);
    else
        gp_table_none(t);
}

static void for_comparison(struct gp_table *t, const struct gp_judgement *j)
{
    figure(t, "token_replay_fitness", "Token replay fitness, for comparison");
    share_or_none(t, j->quality.replay.exact, j->quality.replay.fitness);
    figure(t, "generalisation", "Generalisation, for comparison");
    share_or_none(t, true, j->quality.generalisation);
    figure(t, "simplicity", "Simplicity, for comparison");
    share_or_none(t, true, j->quality.simplicity);
    figure(t, "pm4py_log_fitness", "Log fitness as PM4Py computes it (--compat pm4py)");
    share_or_none(t, j->compat.measured, j->compat.log_fitness);
}

void gp_make_conformance(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_judgement *j = f->judgement;
    const struct gp_fitness *c;

    (void)most;
    gp_table_begin(t, "conformance", "Conformance");
    gp_table_column(t, "measure", "Measure", GP_CELL_LABEL, "see docs/measures.md");
    gp_table_column(t, "value", "Value", GP_CELL_MIXED, "its value");
    if (j == NULL)
        return;
    c = &j->conformance.closed;
    figure(t, "cases_judged", "Closed cases judged");
    gp_table_count(t, c->cases);
    figure(t, "cases_following", "Cases that follow exactly");
    gp_table_count(t, gp_judgement_following(j));
    figure(t, "share_following", "Share of closed cases");
    gp_table_share(t, (gp_i128)gp_judgement_following(j), (gp_i128)c->cases);
    figure(t, "open_cases", "Open cases, judged as far as they got");
    gp_table_count(t, j->conformance.open_cases);
    figure(t, "bounded_cases", "Cases bounded, not exact");
    gp_table_count(t, c->bounded);
    figure(t, "total_cost", "Deviations in closed cases");
    gp_table_count(t, c->total_cost);
    figure(t, "shortest_run", "Steps of the shortest run");
    gp_table_count(t, j->conformance.shortest);
    figure(t, "log_fitness", "Log fitness");
    gp_table_share(t, (gp_i128)(c->log * 1e6 + 0.5), 1000000);
    figure(t, "average_case_fitness", "Average case fitness");
    gp_table_share(t, (gp_i128)(c->average * 1e6 + 0.5), 1000000);
    figure(t, "precision", "Precision (escaping edges)");
    if (j->precision.measured)
        gp_table_share(t, (gp_i128)(j->precision.precision * 1e6 + 0.5), 1000000);
    else
        gp_table_none(t);
    figure(t, "prefixes_replayed", "Prefixes precision could replay");
    gp_table_share(t, (gp_i128)(j->precision.replayed * 1e6 + 0.5), 1000000);
    figure(t, "share_events_matched", "Share of events that are steps in place");
    gp_table_share(t, (gp_i128)j->conformance.matched_events,
                   (gp_i128)j->conformance.all_events);
    for_comparison(t, j);
}
