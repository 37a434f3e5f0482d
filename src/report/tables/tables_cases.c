/* tables_cases.c - the cases themselves: every one, how long they take, which are open,
 * and how they come and go over time.
 *
 * Cases stand longest first, so that a cut list shows the ones worth a look; a log
 * without times by id. Durations are told for all cases and by the month a case began,
 * so that a trend shows; open cases are left out as everywhere (design 4.9).
 */
#include "base/instant.h"
#include "base/path.h"
#include "report/tables/tables_parts.h"

#include <stdlib.h>

struct dated {
    int64_t key;   /* what sorts it, ascending */
    uint32_t rank; /* of its id among all ids by bytes */
    uint32_t case_id;
};

static int by_key(const void *a, const void *b)
{
    const struct dated *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->rank > y->rank) - (x->rank < y->rank);
}

static int64_t duration(const struct gp_stats *s, size_t c)
{
    return s->cases.end[c] - s->cases.start[c];
}

/* Every case, longest first, then id by bytes; NULL when memory is short. */
static struct dated *longest_first(const struct gp_stats *s)
{
    size_t n = s->log->n_cases, c;
    struct dated *list = gp_array(n, sizeof *list);
    uint32_t *rank = gp_dict_ranks(&s->log->cases);

    if (list == NULL || rank == NULL) {
        gp_free(list);
        list = NULL;
    }
    for (c = 0; list != NULL && c < n; c++)
        list[c] = (struct dated){s->cases.start != NULL ? -duration(s, c) : 0, rank[c],
                                 (uint32_t)c};
    gp_free(rank);
    if (list != NULL)
        qsort(list, n, sizeof *list, by_key);
    return list;
}

static void case_row(const struct gp_stats *s, struct gp_table *t, uint32_t c)
{
    struct gp_text id = {0};

    gp_table_row(t);
    gp_table_text(t, gp_stats_case(s, c));
    if (s->log->has_time) {
        gp_table_instant(t, s->cases.start[c]);
        gp_table_instant(t, s->cases.end[c]);
        gp_table_span(t, duration(s, c));
    }
    gp_table_count(t, s->log->first[c + 1] - s->log->first[c]);
    gp_variant_id(&id, &s->variants.variant[s->variants.of_case[c]]);
    gp_table_text_take(t, &id);
    if (s->cases.open != NULL)
        gp_table_text(t, gp_slice(s->cases.open[c] ? "yes" : "no"));
    else
        gp_table_none(t);
}

void gp_make_cases(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_stats *s = f->stats;
    struct dated *list = longest_first(s);
    size_t i, n;

    gp_table_begin(t, "cases", "Cases");
    gp_table_column(t, "case", "Case", GP_CELL_TEXT, "id as in the log");
    if (s->log->has_time) {
        gp_table_column(t, "start", "Start", GP_CELL_INSTANT, "earliest start, UTC");
        gp_table_column(t, "end", "End", GP_CELL_INSTANT, "latest end, UTC");
        gp_table_column(t, "duration_s", "Duration", GP_CELL_SPAN,
                        "latest end - earliest start, calendar time");
    }
    gp_table_column(t, "events", "Events", GP_CELL_COUNT, "events of the case");
    gp_table_column(t, "variant", "Variant", GP_CELL_TEXT, "id of its path");
    gp_table_column(t, "open", "Open", GP_CELL_TEXT,
                    "yes: its last activity is none of --ends; empty without --ends");
    t->failed |= list == NULL;
    n = gp_table_cap(t, s->log->n_cases, most);
    for (i = 0; list != NULL && i < n; i++)
        case_row(s, t, list[i].case_id);
    gp_free(list);
}

static void spread_row(struct gp_table *t, struct gp_slice scope,
                       const struct gp_spread *d)
{
    gp_table_row(t);
    gp_table_text_copy(t, scope);
    gp_table_count(t, d->count);
    if (d->count == 0) {
        size_t i;

        for (i = 2; i < t->n_columns; i++)
            gp_table_none(t);
        return;
    }
    gp_table_span(t, d->mean);
    gp_table_span(t, d->min);
    gp_table_span(t, d->p25);
    gp_table_span(t, d->median);
    gp_table_span(t, d->p75);
    gp_table_span(t, d->p90);
    gp_table_span(t, d->p95);
    gp_table_span(t, d->max);
    gp_table_span(t, d->sum);
}

/* The month as one number, so that equal months compare equal: 2011-01 -> 24133. */
static int64_t month_of(int64_t us)
{
    int64_t days = us / GP_DAY_US - (us % GP_DAY_US < 0);
    unsigned month, day;
    int year;

    gp_civil_from_days(days, &year, &month, &day);
    return (int64_t)year * 12 + (int64_t)month - 1;
}

static bool counts(const struct gp_stats *s, size_t c)
{
    /* With --open include every case has its duration among the durations. */
    return s->cases.open == NULL || !s->cases.open[c] ||
           s->cases.n_durations == s->log->n_cases;
}

/* Cases with a duration that counts, by month; false when memory is short. */
static bool list_by_month(const struct gp_stats *s, struct dated **list, size_t *n)
{
    size_t c;

    *n = 0;
    *list = gp_array(s->log->n_cases, sizeof **list);
    for (c = 0; *list != NULL && c < s->log->n_cases; c++)
        if (counts(s, c))
            (*list)[(*n)++] =
                (struct dated){month_of(s->cases.start[c]), 0, (uint32_t)c};
    if (*list != NULL)
        qsort(*list, *n, sizeof **list, by_key);
    return *list != NULL;
}

static void month_row(struct gp_table *t, int64_t month, int64_t *spans, size_t n)
{
    struct gp_spread d = gp_spread_of(spans, n);
    struct gp_text text = {0};

    gp_text_addf(&text, "from %04d-%02d", (int)(month / 12), (int)(month % 12 + 1));
    spread_row(t, gp_slice(gp_text_z(&text)), &d);
    t->failed |= text.failed;
    gp_text_release(&text);
}

static void month_rows(const struct gp_stats *s, struct gp_table *t, size_t most)
{
    struct dated *list;
    size_t n, i, k;
    int64_t *spans = gp_array(s->log->n_cases, sizeof *spans);
    bool ok = list_by_month(s, &list, &n) && spans != NULL;

    t->failed |= !ok;
    for (i = 0; ok && i < n; i += k) {
        for (k = 0; i + k < n && list[i + k].key == list[i].key; k++)
            spans[k] = duration(s, list[i + k].case_id);
        if (most != 0 && t->n_rows >= most)
            t->n_left_out++;
        else
            month_row(t, list[i].key, spans, k);
    }
    gp_free(list);
    gp_free(spans);
}

void gp_make_durations(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    static const struct {
        const char *key, *title, *definition;
        bool optional;
    } column[] = {
        {"mean_s", "Mean", "sum / cases", false},
        {"min_s", "Least", "the shortest case", true},
        {"p25_s", "P25", "a quarter of the cases take at most this", true},
        {"median_s", "Median", "half of the cases take at most this", false},
        {"p75_s", "P75", "three quarters of the cases take at most this", true},
        {"p90_s", "P90", "9 of 10 cases take at most this", false},
        {"p95_s", "P95", "19 of 20 cases take at most this", true},
        {"max_s", "Most", "the longest case", false},
    };
    const struct gp_stats *s = f->stats;
    size_t i;

    gp_table_begin(t, "durations", "Case durations");
    gp_table_column(t, "scope", "Cases", GP_CELL_TEXT,
                    "all, or those that began in the month (UTC)");
    gp_table_column(t, "cases", "Number", GP_CELL_COUNT,
                    "cases counted; open ones only with --open include");
    for (i = 0; i < sizeof column / sizeof *column; i++) {
        gp_table_column(t, column[i].key, column[i].title, GP_CELL_SPAN,
                        column[i].definition);
        if (column[i].optional)
            gp_table_optional(t);
    }
    gp_table_column(t, "sum_s", "Total", GP_CELL_HOURS, "sum of the durations");
    if (!s->log->has_time)
        return;
    spread_row(t, gp_slice("all cases"), &s->cases.duration);
    month_rows(s, t, most);
}

static void open_columns(struct gp_table *t)
{
    gp_table_column(t, "case", "Case", GP_CELL_TEXT, "id as in the log");
    gp_table_column(t, "last_activity", "Last activity", GP_CELL_TEXT,
                    "activity of its last event");
    gp_table_column(t, "since", "Since", GP_CELL_INSTANT,
                    "latest end of the case, UTC");
    gp_table_column(t, "age_s", "Age", GP_CELL_SPAN,
                    "now - that end; now is the log's last instant unless --now");
    gp_table_column(t, "usual_p95_s", "Usual (P95)", GP_CELL_SPAN,
                    "19 of 20 waits after this activity are at most this; empty below "
                    "20 waits");
    gp_table_column(t, "stalled", "Stalled", GP_CELL_TEXT, "age above the usual wait");
    gp_table_column(t, "resource", "With", GP_CELL_TEXT, "resource of its last event");
    gp_table_optional(t);
    gp_table_column(t, "group", "Group", GP_CELL_TEXT, "group of its last event");
    gp_table_optional(t);
    gp_table_column(t, "file", "File", GP_CELL_TEXT, "file of its last event");
    gp_table_optional(t);
    gp_table_column(t, "line", "Line", GP_CELL_LINE, "line of its last event");
}

void gp_make_open_cases(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_stats *s = f->stats;
    size_t i, n;

    gp_table_begin(t, "open-cases", "Open cases");
    open_columns(t);
    n = gp_table_cap(t, s->cases.n_open, most);
    for (i = 0; i < n; i++) {
        const struct gp_open_case *o = &s->cases.open_case[i];
        uint32_t e = o->last_event;

        gp_table_row(t);
        gp_table_text(t, gp_stats_case(s, o->case_id));
        gp_table_text(t, gp_stats_name(s, GP_BY_ACTIVITY, gp_id(s->log->activity, e)));
        if (s->log->has_time) {
            gp_table_instant(t, s->cases.end[o->case_id]);
            gp_table_span(t, o->age);
        } else {
            gp_table_none(t);
            gp_table_none(t);
        }
        if (s->log->has_time && o->usual_p95 >= 0)
            gp_table_span(t, o->usual_p95);
        else
            gp_table_none(t);
        gp_table_text(t, gp_slice(o->stalled ? "yes" : "no"));
        gp_table_text(t, gp_stats_name(s, GP_BY_RESOURCE,
                                       gp_level_id(s->log, GP_BY_RESOURCE, e)));
        gp_table_text(
            t, gp_stats_name(s, GP_BY_GROUP, gp_level_id(s->log, GP_BY_GROUP, e)));
        gp_table_text(t, gp_base_name(gp_event_file(s->log, e)));
        gp_table_count(t, s->log->line[e]);
    }
}

void gp_make_timeline(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_timeline *l = &f->stats->timeline;
    size_t i, n;

    gp_table_begin(t, "timeline", "Timeline");
    gp_table_column(t, "from", "From", GP_CELL_INSTANT, "the bucket begins, UTC");
    gp_table_column(t, "length_s", "Length", GP_CELL_SPAN, "length of the bucket");
    gp_table_column(t, "arrivals", "Arrivals", GP_CELL_COUNT,
                    "cases whose first start lies in it");
    gp_table_column(t, "endings", "Endings", GP_CELL_COUNT,
                    "closed cases whose last end lies in it");
    gp_table_column(t, "in_progress", "In progress", GP_CELL_COUNT,
                    "cases arrived and not ended when it closes");
    gp_table_column(t, "events", "Events", GP_CELL_COUNT, "events that end in it");
    n = gp_table_cap(t, l->n, most);
    for (i = 0; i < n; i++) {
        gp_table_row(t);
        gp_table_instant(t, l->origin + (int64_t)i * l->step);
        gp_table_span(t, l->step);
        gp_table_count(t, l->arrivals[i]);
        gp_table_count(t, l->endings[i]);
        gp_table_count(t, l->in_progress[i]);
        gp_table_count(t, l->events[i]);
    }
}
