/* junit.c - gaps as JUnit XML, the form build systems show as test results; see sarif.h.
 *
 * A gap is a test case that failed, named by its id and sentence; its text is what stands
 * behind it and the rows. A documented step of which nothing is told has passed.
 */
#include "report/sarif.h"

#include "base/escape.h"
#include "base/path.h"
#include "report/judgement_words.h"

static void escaped(struct gp_text *out, const struct gp_text *t)
{
    gp_escape_html(out, gp_text_slice(t));
    out->failed |= t->failed;
}

static void add_words(struct gp_text *out, struct gp_words *w)
{
    escaped(out, &w->text);
    gp_words_release(w);
}

static void add_sentence(struct gp_text *out, const struct gp_judgement *j,
                         const struct gp_gap *gap)
{
    struct gp_words w = {0};

    gp_words_gap(&w, &j->conformance, &j->gaps, gap);
    add_words(out, &w);
}

static void begin_case(struct gp_text *out, const struct gp_judgement *j,
                       const struct gp_gap *gap)
{
    struct gp_slice file;
    uint64_t line;

    gp_text_addf(out, "    <testcase classname=\"gaps.%s\" name=\"",
                 gp_gap_kind_name((enum gp_gap_kind)gap->key.kind));
    gp_gap_id(out, gap);
    gp_text_add(out, " ");
    add_sentence(out, j, gap);
    gp_text_add(out, "\"");
    if (gp_gap_place(j, gap, &file, &line)) {
        gp_text_add(out, " file=\"");
        gp_escape_html(out, file);
        gp_text_addf(out, "\" line=\"%llu\"", (unsigned long long)line);
    }
    gp_text_add(out, ">\n");
}

static void add_rows(struct gp_text *out, const struct gp_judgement *j,
                     const struct gp_gap *gap)
{
    const struct gp_eventlog *log = j->stats->log;
    size_t i, k;

    for (i = 0; i < gap->n_examples; i++) {
        const struct gp_gap_hit *hit = &j->gaps.hit[gap->example[i]];

        gp_text_add(out, "case ");
        gp_escape_html(out, gp_stats_case(j->stats, hit->case_id));
        for (k = 0; k < GP_GAP_EVENTS && hit->event[k] != GP_NO_ID; k++) {
            gp_text_add(out, " ");
            gp_escape_html(out, gp_base_name(gp_event_file(log, hit->event[k])));
            gp_text_addf(out, ":%u", log->line[hit->event[k]]);
        }
        gp_text_add(out, "\n");
    }
}

static void add_lines(struct gp_text *out, const struct gp_judgement *j,
                      const struct gp_gap *gap)
{
    struct gp_words w = {0};
    int line = 0;

    while (gp_words_next_gap_line(&w, j, gap, &line)) {
        add_words(out, &w);
        gp_text_add_char(out, '\n');
    }
    gp_words_release(&w);
}

static void failure(struct gp_text *out, const struct gp_judgement *j,
                    const struct gp_gap *gap)
{
    struct gp_text where = {0};

    gp_text_add(out, "      <failure type=\"");
    gp_text_add(out, gp_gap_kind_name((enum gp_gap_kind)gap->key.kind));
    gp_text_add(out, "\" message=\"");
    add_sentence(out, j, gap);
    gp_text_add(out, "\">");
    gp_gap_where(&where, j, gap);
    escaped(out, &where);
    gp_text_add(out, where.len != 0 ? "\n" : "");
    add_lines(out, j, gap);
    add_rows(out, j, gap);
    gp_text_add(out, "</failure>\n");
    gp_text_release(&where);
}

static void one_gap(struct gp_text *out, const struct gp_judgement *j,
                    const struct gp_gap *gap)
{
    const struct gp_allowance *a = gp_gap_allowed(j, gap);

    begin_case(out, j, gap);
    if (a != NULL) {
        struct gp_words w = {0};

        gp_allowance_words(&w, a);
        gp_text_add(out, "      <skipped message=\"");
        add_words(out, &w);
        gp_text_add(out, "\"/>\n");
    } else {
        failure(out, j, gap);
    }
    gp_text_add(out, "    </testcase>\n");
}

/* A step of which no gap is told. */
static bool clean(const struct gp_judgement *j, size_t label)
{
    size_t i;

    for (i = 0; i < j->gaps.n; i++)
        if (j->gaps.gap[i].key.label == label && j->gaps.gap[i].cases != 0)
            return false;
    return true;
}

static bool is_test(const struct gp_gap *gap)
{
    return gap->cases != 0 && gap->key.sub != GP_SUB_LOOP;
}

void gp_junit_write(struct gp_text *out, const struct gp_judgement *j)
{
    const struct gp_dict *steps = &j->process->labels;
    uint64_t tests = 0, failures = 0, skipped = 0;
    size_t i;

    for (i = 0; i < steps->n; i++)
        tests += clean(j, i);
    for (i = 0; i < j->gaps.n; i++) {
        tests += is_test(&j->gaps.gap[i]);
        failures += gp_gap_counts(j, &j->gaps.gap[i]);
    }
    for (i = 0; i < j->gaps.n; i++)
        skipped +=
            is_test(&j->gaps.gap[i]) && gp_gap_allowed(j, &j->gaps.gap[i]) != NULL;
    gp_text_addf(out,
                 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
                 "  <testsuite name=\"goatpath gaps\" tests=\"%llu\" failures=\"%llu\" "
                 "skipped=\"%llu\" errors=\"0\">\n",
                 (unsigned long long)tests, (unsigned long long)failures,
                 (unsigned long long)skipped);
    for (i = 0; i < j->gaps.n; i++)
        if (is_test(&j->gaps.gap[i]))
            one_gap(out, j, &j->gaps.gap[i]);
    for (i = 0; i < steps->n; i++) {
        if (!clean(j, i))
            continue;
        gp_text_add(out, "    <testcase classname=\"steps\" name=\"");
        gp_escape_html(out, steps->name[i]);
        gp_text_add(out, "\"/>\n");
    }
    gp_text_add(out, "  </testsuite>\n</testsuites>\n");
}
