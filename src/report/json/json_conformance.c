/* json_conformance.c - the conformance section of report.json (design 5). */
#include "base/path.h"
#include "report/json/json_parts.h"
#include "report/judgement_words.h"

static void document(struct gp_json *j, const struct gp_process *p)
{
    size_t count[GP_N_VERDICTS];

    gp_process_count(p, count);
    gp_json_open_flat(j, "document", '{');
    gp_json_string(j, "file", gp_dict_name(&p->files, 0));
    gp_json_z(j, "format", p->format);
    gp_json_count(j, "steps", p->labels.n);
    gp_json_open_flat(j, "elements", '{');
    gp_json_count(j, "executed", count[GP_EXECUTED]);
    gp_json_count(j, "informational", count[GP_INFORMATIONAL]);
    gp_json_count(j, "approximated", count[GP_APPROXIMATED]);
    gp_json_count(j, "not_understood", count[GP_NOT_UNDERSTOOD]);
    gp_json_close(j);
    gp_json_close(j);
}

static void name_or_null(struct gp_json *j, const char *key, struct gp_slice name)
{
    if (name.len != 0)
        gp_json_string(j, key, name);
    else
        gp_json_null(j, key);
}

/* A proposal that was not used says so by its activity's own "how". */
static void matching(struct gp_json *out, const struct gp_judgement *j)
{
    static const char *const how[] = {"same",     "folded",  "mapped",
                                      "proposed", "ignored", NULL};
    size_t i;

    gp_json_open(out, "matching", '[');
    for (i = 0; i < j->matches.n; i++) {
        const struct gp_name_match *m = &j->matches.matches[i];

        gp_json_open_flat(out, NULL, '{');
        name_or_null(out, "step", gp_dict_name(&j->process->labels, m->step));
        name_or_null(out, "activity",
                     gp_dict_name(&j->stats->log->activities, m->activity));
        gp_json_z(out, "how", how[m->how]);
        if (m->how == GP_HOW_PROPOSED)
            gp_json_number(out, "score", m->score);
        else
            gp_json_null(out, "score");
        gp_json_bool(out, "used", m->used);
        gp_json_close(out);
    }
    gp_json_close(out);
}

static void variants(struct gp_json *out, const struct gp_judgement *j, size_t most)
{
    const struct gp_conformance *c = &j->conformance;
    size_t v, open;

    gp_json_open(out, "variants", '[');
    for (v = 0; v < c->variants->n && v < most; v++) {
        for (open = 0; open < 2; open++) {
            uint32_t item = c->item_of[v][open];
            struct gp_text id = {0};

            if (item == GP_NO_ID)
                continue;
            gp_variant_id(&id, &c->variants->variant[v]);
            gp_json_open_flat(out, NULL, '{');
            gp_json_text_take(out, "id", &id);
            gp_json_count(out, "count", c->item[item].cases);
            gp_json_count(out, "cost", gp_item_cost(c, item));
            gp_json_bool(out, "exact", c->alignments.of[item].exact);
            gp_json_bool(out, "open", open == 1);
            gp_json_close(out);
        }
    }
    gp_json_close(out);
}

/* Hours with the precision of a span in seconds. */
static void hours(struct gp_json *j, const char *key, gp_i128 us)
{
    gp_json_seconds(j, key, us / 3600);
}

static void hours_or_null(struct gp_json *j, const char *key, bool given, gp_i128 us)
{
    if (given)
        hours(j, key, us);
    else
        gp_json_null(j, key);
}

static void per_month(struct gp_json *j, const char *key, const struct gp_gaps *g,
                      bool given, gp_i128 us)
{
    gp_i128 month = 0;

    given = given && gp_gaps_per_month(g, us, &month);
    hours_or_null(j, key, given, month);
}

/* The two ends of the interval, each times n; empty when there is none. */
static void interval(struct gp_json *j, const char *key, bool given,
                     const struct gp_bill *b, uint64_t n)
{
    gp_json_open_flat(j, key, '[');
    if (given) {
        hours(j, NULL, (gp_i128)b->whole_low_us * n);
        hours(j, NULL, (gp_i128)b->whole_high_us * n);
    }
    gp_json_close(j);
}

static void spot_interval(struct gp_json *j, bool given, const struct gp_gap *gap)
{
    gp_json_open_flat(j, "spot_interval", '[');
    if (given) {
        hours(j, NULL, gp_bill_spot_low(gap));
        hours(j, NULL, gap->bill.spot_us + gap->bill.spot_half_us);
    }
    gp_json_close(j);
}

static void bill(struct gp_json *j, const struct gp_gaps *g, const struct gp_gap *gap)
{
    const struct gp_bill *b = &gap->bill;
    bool spot = b->spot_why == GP_BILL_GIVEN, whole = b->whole_why == GP_BILL_GIVEN;
    gp_i128 total = gp_bill_total(b, b->whole_us);

    gp_json_open_flat(j, "bill", '{');
    hours_or_null(j, "spot_hours", spot, b->spot_us);
    spot_interval(j, spot, gap);
    hours_or_null(j, "spot_median_hours", spot, b->spot_median_us);
    hours_or_null(j, "spot_over_mean_hours", spot && b->spot_has_usual,
                  b->spot_over_mean_us);
    per_month(j, "spot_hours_per_month", g, spot, b->spot_us);
    gp_json_count(j, "spot_measured", b->spot_n);
    gp_json_z(j, "spot_why_not", gp_bill_why_not(b->spot_why));
    hours_or_null(j, "whole_case_hours", whole, b->whole_us);
    interval(j, "interval", whole, b, 1);
    hours_or_null(j, "whole_total_hours", whole, total);
    interval(j, "whole_total_interval", whole, b, b->compared[0]);
    per_month(j, "whole_total_hours_per_month", g, whole, total);
    gp_json_open_flat(j, "compared", '[');
    gp_json_count(j, NULL, b->compared[0]);
    gp_json_count(j, NULL, b->compared[1]);
    gp_json_close(j);
    if (whole)
        gp_json_number(j, "p", b->p);
    else
        gp_json_null(j, "p");
    if (whole)
        gp_json_number(j, "q", b->q);
    else
        gp_json_null(j, "q");
    if (whole)
        gp_json_number(j, "cliffs_delta", b->delta);
    else
        gp_json_null(j, "cliffs_delta");
    gp_json_z(j, "within", g->stratum_name);
    gp_json_z(j, "why_not", gp_bill_why_not(b->whole_why));
    gp_json_close(j);
}

static void examples(struct gp_json *out, const struct gp_judgement *j,
                     const struct gp_gap *gap)
{
    const struct gp_eventlog *log = j->stats->log;
    size_t i, k;

    gp_json_open(out, "examples", '[');
    for (i = 0; i < gap->n_examples; i++) {
        const struct gp_gap_hit *hit = &j->gaps.hit[gap->example[i]];

        gp_json_open_flat(out, NULL, '{');
        gp_json_string(out, "case", gp_stats_case(j->stats, hit->case_id));
        gp_json_open_flat(out, "lines", '[');
        for (k = 0; k < GP_GAP_EVENTS; k++) {
            struct gp_text line = {0};

            if (hit->event[k] == GP_NO_ID)
                continue;
            gp_text_add_slice(&line, gp_base_name(gp_event_file(log, hit->event[k])));
            gp_text_addf(&line, ":%u", log->line[hit->event[k]]);
            gp_json_text_take(out, NULL, &line);
        }
        gp_json_close(out);
        gp_json_close(out);
    }
    gp_json_close(out);
}

static void causes(struct gp_json *out, const struct gp_judgement *j,
                   const struct gp_gap *gap)
{
    static const char *const kinds[] = {"resource", "group", "attribute", "month"};
    const struct gp_eventlog *log = j->stats->log;
    size_t i;

    gp_json_open(out, "causes", '[');
    for (i = 0; i < gap->n_causes; i++) {
        const struct gp_cause *c = &gap->cause[i];
        struct gp_text month = {0};

        gp_json_open_flat(out, NULL, '{');
        gp_json_z(out, "kind", kinds[c->kind]);
        gp_json_z(out, "column",
                  c->kind == GP_CAUSE_KEPT ? log->kept[c->column].name : NULL);
        if (c->kind == GP_CAUSE_MONTH) {
            gp_text_addf(&month, "%04u-%02u", c->value / 12, c->value % 12 + 1);
            gp_json_text_take(out, "value", &month);
        } else {
            const struct gp_dict *d = c->kind == GP_CAUSE_RESOURCE ? &log->resources
                                      : c->kind == GP_CAUSE_GROUP
                                          ? &log->groups
                                          : &log->kept[c->column].values;

            gp_json_string(out, "value", gp_dict_name(d, c->value));
        }
        gp_json_count(out, "with_gap", c->with_gap);
        gp_json_count(out, "cases", c->cases);
        gp_json_count(out, "other_with_gap", c->other_with_gap);
        gp_json_count(out, "other_cases", c->other_cases);
        gp_json_number(out, "q", c->q);
        gp_json_close(out);
    }
    gp_json_close(out);
}

static void gap_head(struct gp_json *out, const struct gp_judgement *j,
                     const struct gp_gap *gap)
{
    struct gp_text id = {0}, where = {0};
    struct gp_words words = {0};
    size_t i;
    int side;

    gp_gap_id(&id, gap);
    gp_json_text_take(out, "id", &id);
    gp_json_z(out, "kind", gp_gap_kind_name((enum gp_gap_kind)gap->key.kind));
    gp_json_z(out, "detail",
              gap->key.sub != GP_SUB_NONE ? gp_gap_sub_name(gap->key.sub) : NULL);
    name_or_null(out, "step", gp_gap_step(j, gap));
    name_or_null(out, "activity", gp_gap_activity(j, gap));
    gp_json_open_flat(out, "owners", '[');
    for (side = 0; side < 2; side++)
        if (gap->key.owner[side] != GP_NO_ID)
            gp_json_string(out, NULL, gp_gap_owner(j, gap, side));
    gp_json_close(out);
    gp_json_open_flat(out, "with", '[');
    for (i = 0; i < gap->n_with; i++)
        gp_json_string(out, NULL, gp_dict_name(&j->process->labels, gap->with[i]));
    gp_json_close(out);
    gp_words_gap(&words, &j->conformance, &j->gaps, gap);
    gp_json_text_take(out, "sentence", &words.text);
    gp_words_release(&words);
    gp_gap_where(&where, j, gap);
    if (where.len != 0 || !gp_text_ok(&where))
        gp_json_text_take(out, "where", &where);
    else
        gp_json_null(out, "where");
}

/* The line of --allow that accepts it, or accepted it; null without one. */
static void allowed(struct gp_json *out, const struct gp_judgement *j,
                    const struct gp_gap *gap)
{
    const struct gp_allowance *a = gp_gap_was_allowed(j, gap);

    if (a == NULL) {
        gp_json_null(out, "allowed");
        return;
    }
    gp_json_open_flat(out, "allowed", '{');
    gp_json_string(out, "reason", a->reason);
    gp_json_string(out, "owner", a->owner);
    gp_json_string(out, "until", a->until);
    gp_json_bool(out, "over", gp_gap_allowed(j, gap) == NULL);
    gp_json_close(out);
}

static void one_gap(struct gp_json *out, const struct gp_judgement *j,
                    const struct gp_gap *gap)
{
    gp_json_open(out, NULL, '{');
    gap_head(out, j, gap);
    gp_json_count(out, "cases", gap->cases);
    gp_json_count(out, "occurrences", gap->occurrences);
    gp_json_share(out, "share", (gp_i128)gap->cases, (gp_i128)gap->exposed);
    gp_json_open_flat(out, "share_interval", '[');
    if (gap->exposed != 0) {
        gp_json_number(out, NULL, gap->share.low);
        gp_json_number(out, NULL, gap->share.high);
    }
    gp_json_close(out);
    gp_json_z(out, "certain", gp_gap_certain(gap));
    gp_json_z(out, "judged_against", gap->approximated != 0 ? "approximated" : "exact");
    allowed(out, j, gap);
    bill(out, &j->gaps, gap);
    causes(out, j, gap);
    examples(out, j, gap);
    gp_json_close(out);
}

static void number_or_null(struct gp_json *out, const char *key, bool given,
                           double number)
{
    if (given)
        gp_json_number(out, key, number);
    else
        gp_json_null(out, key);
}

static void observed_ends(struct gp_json *out, const struct gp_conformance *c)
{
    uint32_t a;

    gp_json_open_flat(out, "observed_ends", '[');
    for (a = 0; c->endings.observed != NULL && a < c->log->activities.n; a++)
        if (c->endings.observed[a])
            gp_json_string(out, NULL, gp_dict_name(&c->log->activities, a));
    gp_json_close(out);
}

static void figures(struct gp_json *out, const struct gp_judgement *j)
{
    const struct gp_fitness *f = &j->conformance.closed;

    gp_json_count(out, "cases_judged", f->cases);
    gp_json_count(out, "cases_following", gp_judgement_following(j));
    gp_json_share(out, "share_following", (gp_i128)gp_judgement_following(j),
                  (gp_i128)f->cases);
    gp_json_count(out, "open_cases", j->conformance.open_cases);
    observed_ends(out, &j->conformance);
    gp_json_count(out, "bounded_cases", f->bounded);
    gp_json_count(out, "shortest_run", j->conformance.shortest);
    gp_json_count(out, "total_cost", f->total_cost);
    gp_json_number(out, "log_fitness", f->log);
    gp_json_number(out, "average_case_fitness", f->average);
    if (j->precision.measured)
        gp_json_number(out, "precision", j->precision.precision);
    else
        gp_json_null(out, "precision");
    gp_json_number(out, "prefixes_replayed", j->precision.replayed);
    gp_json_share(out, "share_events_matched", (gp_i128)j->conformance.matched_events,
                  (gp_i128)j->conformance.all_events);
}

/* Figures other tools show, by their definitions. */
static void for_comparison(struct gp_json *out, const struct gp_judgement *j)
{
    const struct gp_token_replay *r = &j->quality.replay;

    gp_json_open_flat(out, "for_comparison", '{');
    number_or_null(out, "token_replay_fitness", r->exact, r->fitness);
    gp_json_open_flat(out, "tokens", '[');
    if (r->exact) {
        gp_json_count(out, NULL, r->produced);
        gp_json_count(out, NULL, r->consumed);
        gp_json_count(out, NULL, r->missing);
        gp_json_count(out, NULL, r->remaining);
    }
    gp_json_close(out);
    gp_json_number(out, "generalisation", j->quality.generalisation);
    gp_json_number(out, "simplicity", j->quality.simplicity);
    number_or_null(out, "pm4py_log_fitness", j->compat.measured, j->compat.log_fitness);
    gp_json_close(out);
}

static void ties(struct gp_json *out, const struct gp_judgement *j)
{
    gp_json_open_flat(out, "ties", '{');
    gp_json_z(out, "order", j->ties_taken ? "benefit" : "file");
    gp_json_count(out, "deviating", j->ties.deviating);
    gp_json_count(out, "better", j->ties.better);
    gp_json_count(out, "turned", j->ties.turned);
    gp_json_count(out, "not_looked_at", j->ties.unknown);
    gp_json_close(out);
}

/* Deviations of closed cases by kind; their sum is total_cost. */
static void books(struct gp_json *out, const struct gp_judgement *j)
{
    int kind;

    gp_json_open_flat(out, "books", '{');
    for (kind = 0; kind < GP_GAP_N_PRIMARY; kind++)
        gp_json_count(out, gp_gap_kind_name((enum gp_gap_kind)kind),
                      j->gaps.cost_by_kind[kind]);
    gp_json_close(out);
}

void gp_json_conformance(struct gp_json *out, const struct gp_facts *f)
{
    const struct gp_judgement *j = f->judgement;
    size_t i;

    if (j == NULL)
        return;
    gp_json_open(out, "conformance", '{');
    document(out, j->process);
    matching(out, j);
    figures(out, j);
    for_comparison(out, j);
    ties(out, j);
    books(out, j);
    gp_json_rules(out, j);
    variants(out, j, f->most_variants);
    gp_json_open(out, "gaps", '[');
    for (i = 0; i < j->gaps.n; i++)
        one_gap(out, j, &j->gaps.gap[i]);
    gp_json_close(out);
    gp_json_close(out);
}
