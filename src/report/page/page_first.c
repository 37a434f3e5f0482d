/* page_first.c - the first screen: what was read, then the findings as sentences. */
#include "base/path.h"
#include "report/page/html.h"
#include "report/page/page_parts.h"

#include <string.h>

/* --- what was read --- */

static void title(struct gp_text *out, const struct gp_ingest_result *in)
{
    size_t i;

    gp_text_add(out, "<p class=\"eyebrow\">Process report</p>\n<h1>");
    for (i = 0; i < in->n_sources && i < 3; i++) {
        gp_text_add(out, i != 0 ? ", " : "");
        gp_html_name(out, gp_base_name(in->sources[i].name));
    }
    if (in->n_sources > 3)
        gp_text_addf(out, " and %zu more", in->n_sources - 3);
    gp_text_add(out, "</h1>\n");
}

/* What the whole report is about, when that is not the whole log. */
static void filter_line(struct gp_text *out, const struct gp_filtered *f)
{
    size_t i;

    if (f == NULL)
        return;
    gp_text_add(out, "<p class=\"only\">Only cases with ");
    for (i = 0; i < f->n; i++) {
        gp_text_add(out, i > 0 ? " and also <code>" : "<code>");
        gp_html_text(out, gp_slice(f->expression[i]));
        gp_text_add(out, "</code>");
    }
    gp_text_add(out, ": ");
    gp_html_figure(out, GP_HTML_COUNT, f->cases, "filter/cases_kept");
    gp_text_add(out, " of ");
    gp_html_figure(out, GP_HTML_COUNT, f->cases_read, "filter/cases_read");
    gp_text_add(out, " cases, ");
    gp_html_figure(out, GP_HTML_COUNT, f->events, "filter/events_kept");
    gp_text_add(out, " of ");
    gp_html_figure(out, GP_HTML_COUNT, f->events_read, "filter/events_read");
    gp_text_add(out, " events</p>\n");
}

static void tile(struct gp_text *out, const char *name)
{
    gp_text_addf(out, "<div><dt>%s</dt><dd>", name);
}

static void tile_end(struct gp_text *out, const char *under)
{
    gp_text_add(out, "</dd>");
    if (under != NULL && under[0] != '\0') {
        gp_text_add(out, "<dd class=\"under\">");
        gp_html_text(out, gp_slice(under));
        gp_text_add(out, "</dd>");
    }
    gp_text_add(out, "</div>\n");
}

static void time_tiles(struct gp_text *out, const struct gp_stats *s)
{
    struct gp_text under = {0};

    tile(out, "Period");
    gp_text_add(out, "<span class=\"period\"><b>");
    gp_instant_date(out, s->cases.first);
    gp_text_add(out, "</b> to <b>");
    gp_instant_date(out, s->cases.last);
    gp_text_add(out, "</b></span>");
    gp_span_human(&under, s->cases.last - s->cases.first);
    tile_end(out, gp_text_z(&under));
    gp_text_clear(&under);
    if (s->cases.n_durations != 0) {
        tile(out, "Median case");
        gp_html_figure(out, GP_HTML_SPAN, s->cases.duration.median,
                       "log/case_duration/median");
        gp_text_add(&under, s->cases.n_durations != s->log->n_cases
                                ? "closed cases; 9 of 10 within "
                                : "9 of 10 within ");
        gp_span_human(&under, s->cases.duration.p90);
        tile_end(out, gp_text_z(&under));
    }
    gp_text_clear(&under);
    tile(out, "Waiting in all");
    gp_html_figure(out, GP_HTML_HOURS_SHORT, s->all_waiting, "waits/total");
    gp_span_human(&under, (int64_t)(s->all_waiting / (gp_i128)s->log->n_cases));
    gp_text_add(&under, " a case");
    tile_end(out, gp_text_z(&under));
    out->failed = out->failed || under.failed;
    gp_text_release(&under);
}

static void owners_tile(struct gp_text *out, const struct gp_stats *s)
{
    struct gp_text under = {0};

    if (!s->log->has_resource && !s->log->has_group)
        return;
    tile(out, s->log->has_resource ? "People" : "Groups");
    if (s->log->has_resource)
        gp_html_figure(out, GP_HTML_COUNT, s->n_owners[GP_BY_RESOURCE],
                       "log/resources");
    else
        gp_html_figure(out, GP_HTML_COUNT, s->n_owners[GP_BY_GROUP], "log/groups");
    if (s->log->has_resource && s->log->has_group) {
        gp_text_add(&under, "in ");
        gp_text_add_count(&under, s->n_owners[GP_BY_GROUP]);
        gp_text_add(&under, s->n_owners[GP_BY_GROUP] == 1 ? " group" : " groups");
    }
    tile_end(out, gp_text_z(&under));
    gp_text_release(&under);
}

static void tiles(struct gp_text *out, const struct gp_page *page)
{
    const struct gp_stats *s = page->facts->stats;
    struct gp_text under = {0};

    gp_text_add(out, "<dl class=\"tiles\">\n");
    tile(out, "Cases");
    gp_html_figure(out, GP_HTML_COUNT, s->log->n_cases, "log/cases");
    if (s->cases.open != NULL) {
        gp_text_add_count(&under, s->cases.n_open);
        gp_text_add(&under, " open");
    }
    tile_end(out, gp_text_z(&under));
    tile(out, "Events");
    gp_html_figure(out, GP_HTML_COUNT, s->log->n, "log/events");
    gp_text_clear(&under);
    gp_text_add(&under, "of ");
    gp_text_add_count(&under, s->n_activities);
    gp_text_add(&under, s->n_activities == 1 ? " activity" : " activities");
    tile_end(out, gp_text_z(&under));
    if (s->log->has_time)
        time_tiles(out, s);
    tile(out, "Variants");
    gp_html_figure(out, GP_HTML_COUNT, s->variants.n, "log/variants");
    tile_end(out, s->variants.n == 1 ? "path, the same for all" : "different paths");
    owners_tile(out, s);
    gp_text_add(out, "</dl>\n");
    gp_text_release(&under);
}

static void column_used(struct gp_text *out, const struct gp_source_found *src,
                        enum gp_role role, const char **between)
{
    if (src->role[role].column < 0 || src->role[role].header == NULL)
        return;
    gp_text_add(out, *between);
    gp_text_add(out, gp_role_name(role));
    gp_text_add(out, " from ");
    gp_html_name(out, gp_slice(src->role[role].header));
    *between = ", ";
}

static void source_line(struct gp_text *out, const struct gp_source_found *src)
{
    const char *between = "";
    int role;

    gp_text_add(out, "<li>");
    gp_html_name(out, gp_base_name(src->name));
    gp_text_add(out, ": ");
    gp_text_add_count(out, src->counts.records);
    gp_text_add(out, src->counts.records == 1 ? " row; " : " rows; ");
    for (role = 0; role < GP_ROLES; role++)
        column_used(out, src, (enum gp_role)role, &between);
    if (src->shape == GP_SHAPE_WIDE)
        gp_text_add(out, "; each row is a case, its steps are columns of dates");
    gp_text_add(out, ".</li>\n");
}

/* The other clock, where the document has limits on it. */
static void opening_hours(struct gp_text *out, const struct gp_judgement *j)
{
    struct gp_text name = {0};

    if (j == NULL || j->gaps.calendar == NULL || !gp_uses_calendar(j->process))
        return;
    gp_calendar_say(&name, j->gaps.calendar);
    gp_text_add(out, "Limits in business time are judged by ");
    gp_html_name(out, gp_slice(gp_text_z(&name)));
    gp_text_add(out, ". ");
    out->failed |= !gp_text_ok(&name);
    gp_text_release(&name);
}

/* Whether waits are without work: only where events have a start and an end. */
static void work_in_waits(struct gp_text *out, const struct gp_ingest_result *in,
                          bool has_start)
{
    if (!has_start) {
        gp_text_add(out, "Events have one time each, so <strong>waits include the work "
                         "on the next step</strong>.");
        return;
    }
    if (in->unpaired_completes == 0) {
        gp_text_add(out, "Events have a start and an end: waits are the time between.");
        return;
    }
    gp_text_add_count(out, in->unpaired_completes);
    gp_text_add(out, " of ");
    gp_text_add_count(out, in->events_read);
    gp_text_add(out,
                " events have one time only, so that <strong>waits before these "
                "include their work</strong>; the others have a start and an end.");
}

/* Which clock the hours are of, and whether waits contain work. */
static void clock_line(struct gp_text *out, const struct gp_page *page)
{
    const struct gp_eventlog *log = page->facts->stats->log;
    const char *tz =
        page->facts->ingest->n_sources != 0 ? page->facts->ingest->sources[0].tz : NULL;

    gp_text_add(out, "<li>");
    if (!log->has_time) {
        gp_text_add(out, "The log has no times: everything about time is left out, and "
                         "events stand in the order of the file.</li>\n");
        return;
    }
    gp_text_add(out, "Clock: times are shown in UTC");
    if (tz != NULL && !gp_slice_is(gp_slice(tz), "UTC")) {
        gp_text_add(out, " (in the file: ");
        gp_html_text(out, gp_slice(tz));
        gp_text_add(out, ")");
    }
    gp_text_add(out, "; hours are calendar hours, 24 a day. ");
    opening_hours(out, page->facts->judgement);
    work_in_waits(out, page->facts->ingest, log->has_start);
    gp_text_add(out, "</li>\n");
}

static void rows_line(struct gp_text *out, const struct gp_ingest_result *in)
{
    gp_text_add(out, "<li>Rows: ");
    gp_html_figure(out, GP_HTML_COUNT, in->rows, "quality/rows");
    gp_text_add(out, " read = ");
    gp_html_figure(out, GP_HTML_COUNT, in->used, "quality/used");
    gp_text_add(out, " used + ");
    gp_html_figure(out, GP_HTML_COUNT, gp_rejects_total(&in->rejects),
                   "quality/rejected");
    gp_text_add(out, " rejected + ");
    gp_html_figure(out, GP_HTML_COUNT, in->ignored, "quality/ignored");
    gp_text_add(out, " ignored. <a href=\"#quality\">Data quality</a></li>\n");
}

/* Without neighbours there is nothing to see, and often the wrong column is the reason. */
static void single_events_line(struct gp_text *out, const struct gp_eventlog *log)
{
    uint64_t single = 0;
    size_t c;

    for (c = 0; c < log->n_cases; c++)
        single += log->first[c + 1] - log->first[c] == 1;
    if (single * 2 < log->n_cases)
        return;
    gp_text_add(out, "<li><strong>");
    gp_text_add_count(out, single);
    gp_text_add(out, " of ");
    gp_text_add_count(out, log->n_cases);
    gp_text_add(out, log->n_cases == 1 ? " case has" : " cases have");
    gp_text_add(out, " one event only</strong>, so that nothing can be seen of their "
                     "waits and paths. Does the column of the case hold the steps of a "
                     "case together? <code>--case COLUMN</code> names another. <a "
                     "href=\"#limits\">Limits of the data</a></li>\n");
}

/* A few mistyped years can be most of the time of a log: totals are not read without
 * knowing that. Of other checks, how many found something. */
static void checks_line(struct gp_text *out, const struct gp_checks *checks)
{
    static const char *const first[] = {"zero-times", "far-past-times",
                                        "far-future-times"};
    size_t i, k;

    if (checks == NULL || checks->n == 0)
        return;
    gp_text_add(out, "<li>");
    for (i = 0; i < checks->n; i++)
        for (k = 0; k < sizeof first / sizeof *first; k++) {
            const struct gp_check *c = &checks->check[i];

            if (strcmp(c->name, first[k]) != 0)
                continue;
            gp_text_addf(out, "<strong>%s: ", c->title);
            gp_text_add_count(out, c->count);
            gp_text_add(out,
                        c->count == 1 ? " event</strong>; " : " events</strong>; ");
            gp_html_text(out, gp_slice(gp_text_z(&c->effect)));
            gp_text_add(out, ". ");
        }
    gp_text_add_count(out, checks->n);
    gp_text_add(out, checks->n == 1 ? " check" : " checks");
    gp_text_add(out, " found what weakens results: <a href=\"#limits\">Limits of the "
                     "data</a></li>\n");
}

enum gp_status gp_page_read(struct gp_text *out, const struct gp_page *page,
                            struct gp_err *err)
{
    const struct gp_ingest_result *in = page->facts->ingest;
    size_t i;

    (void)err;
    gp_text_add(out, "<header class=\"first\">\n");
    title(out, in);
    filter_line(out, page->facts->filtered);
    tiles(out, page);
    gp_text_add(out, "<ul class=\"read\">\n");
    for (i = 0; i < in->n_sources && i < 5; i++)
        source_line(out, &in->sources[i]);
    rows_line(out, in);
    clock_line(out, page);
    single_events_line(out, page->facts->stats->log);
    checks_line(out, page->facts->checks);
    gp_text_add(out, "</ul>\n</header>\n");
    return GP_OK;
}

/* --- the findings --- */

static const char *section_of(const struct gp_finding *f)
{
    static const char *const ids[GP_FINDING_KINDS] = {
        "waits", "handoffs", "handoffs", "rework", "variants", "time", "open",
    };

    return ids[f->kind];
}

static void finding_begin(struct gp_text *out, const char *kind, unsigned colour)
{
    gp_text_addf(out, "<li class=\"finding k%u\"><p class=\"kind\">%s</p>\n<div>",
                 colour, kind);
}

static void sentence(struct gp_text *out, const struct gp_words *head,
                     const struct gp_words *detail)
{
    gp_text_add(out, "<h3>");
    gp_words_html(out, head);
    gp_text_add(out, "</h3>\n<p class=\"detail\">");
    gp_words_html(out, detail);
    gp_text_add(out, "</p>\n");
}

static const char *title_of(const char *section)
{
    static const char *const titles[][2] = {
        {"waits", "All waits"},      {"handoffs", "All handoffs"},
        {"rework", "All rework"},    {"variants", "All paths"},
        {"time", "All durations"},   {"open", "All open cases"},
        {"quality", "Data quality"},
    };
    size_t i = 0;

    while (strcmp(titles[i][0], section) != 0)
        i++;
    return titles[i][1];
}

static void share_at_side(struct gp_text *out, gp_i128 part, gp_i128 whole,
                          const char *of, const char *section)
{
    gp_text_add(out, "</div>\n<div class=\"side\">");
    if (part > 0 && whole > 0) {
        gp_text_add(out, "<b>");
        gp_share_words(out, part, whole);
        gp_text_addf(out, "</b> <small>%s</small>", of);
        gp_html_bar(out, part, whole);
    }
    gp_text_addf(out, "<a href=\"#%s\">%s</a></div></li>\n", section,
                 title_of(section));
}

static void side(struct gp_text *out, const struct gp_stats *s,
                 const struct gp_finding *f)
{
    gp_i128 cases = (gp_i128)s->log->n_cases;

    switch (f->kind) {
    case GP_FINDING_WAIT:
    case GP_FINDING_HANDOFF:
        share_at_side(out, f->hours_us, f->of_us, "of all waiting", section_of(f));
        break;
    case GP_FINDING_LONG_CASES:
        share_at_side(out, f->hours_us, f->of_us, "of all case time", section_of(f));
        break;
    default:
        share_at_side(out, (gp_i128)f->cases, cases, "of cases", section_of(f));
        break;
    }
}

static void finding(struct gp_text *out, const struct gp_page *page,
                    const struct gp_finding *f)
{
    static const char *const shown[GP_FINDING_KINDS] = {
        "Evidence: the longest waits",   "Evidence: the longest waits",
        "Evidence: the longest detours", "Evidence: where it took longest",
        "Evidence: the longest of them", "Evidence: the longest cases",
        "Evidence: the oldest of them",
    };
    bool links = f->kind == GP_FINDING_WAIT || f->kind == GP_FINDING_HANDOFF;
    struct gp_words head = {0}, detail = {0};

    gp_words_finding(&head, &detail, page->facts, f);
    finding_begin(out, gp_finding_word(f->kind), (unsigned)f->kind);
    sentence(out, &head, &detail);
    gp_html_evidence(out, page->facts->stats,
                     links ? GP_EVIDENCE_LINKS : GP_EVIDENCE_EVENTS, f->example,
                     f->n_examples, shown[f->kind]);
    side(out, page->facts->stats, f);
    gp_words_release(&head);
    gp_words_release(&detail);
}

static void rows_finding(struct gp_text *out, const struct gp_page *page)
{
    const struct gp_ingest_result *in = page->facts->ingest;
    struct gp_words head = {0}, detail = {0};

    gp_words_rows(&head, &detail, in);
    finding_begin(out, "Data", GP_FINDING_KINDS);
    sentence(out, &head, &detail);
    share_at_side(out, (gp_i128)gp_rejects_total(&in->rejects), (gp_i128)in->rows,
                  "of rows", "quality");
    gp_words_release(&head);
    gp_words_release(&detail);
}

enum gp_status gp_page_findings(struct gp_text *out, const struct gp_page *page,
                                struct gp_err *err)
{
    size_t i;

    (void)err;
    gp_html_section(out, "findings", "What stands out", NULL);
    gp_text_add(out, "<ol class=\"findings\">\n");
    gp_page_first_gaps(out, page);
    for (i = 0; i < page->n_findings && page->finding[i].kind == GP_FINDING_WAIT; i++)
        finding(out, page, &page->finding[i]);
    gp_page_first_causes(out, page);
    for (; i < page->n_findings; i++)
        if (page->finding[i].kind != GP_FINDING_STALLED ||
            page->facts->judgement == NULL) /* told as gaps, by the steps to come */
            finding(out, page, &page->finding[i]);
    rows_finding(out, page);
    gp_text_add(out, "</ol>\n");
    gp_html_section_end(out);
    return GP_OK;
}
