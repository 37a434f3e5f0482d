/* gaps_tool - the gaps of a log against a document, one line each, for check_gaps.py.
 *
 *   gaps_tool DOCUMENT LOG CASE ACTIVITY TIME [RESOURCE|- [GROUP|-]]
 *             [within SECONDS STEP FROM] [stalled SECONDS] [end ACTIVITY]...
 *
 * Prints tab-separated lines: total; gap with its key, rule and figures; say with its
 * sentence; hit with case, certainty, hours and lines.
 */
#include "ingest/ingest.h"
#include "mine/gaps.h"
#include "model/read.h"
#include "report/gap_words.h"
#include "tests/support/equal_names.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_name(const struct gp_dict *d, uint32_t id)
{
    struct gp_slice s = gp_dict_name(d, id);

    printf("\t%.*s", (int)s.len, s.at != NULL ? s.at : "");
}

static void print_gap(const struct gp_conformance *c, const struct gp_gaps *g,
                      const struct gp_gap *gap)
{
    struct gp_text id = {0};
    size_t i, k;

    gp_gap_id(&id, gap);
    printf("gap\t%s\t%s\t%u", gp_text_z(&id), gp_gap_kind_name(gap->key.kind),
           gap->key.sub);
    print_name(&c->process->labels, gap->key.label);
    print_name(&c->process->labels, gap->key.other);
    print_name(&c->log->activities, gap->key.activity);
    print_name(&g->owners, gap->key.owner[0]);
    print_name(&g->owners, gap->key.owner[1]);
    printf("\t%s",
           gap->key.rule != GP_NO_ID ? c->process->rules[gap->key.rule].text.at : "");
    printf("\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%.6f\t%.6f\t%.3f\t%.3f\t%.3f",
           gap->cases, gap->occurrences, gap->exposed, gap->share.low, gap->share.high,
           (double)gap->bill.spot_us / 3.6e9, (double)gap->bill.whole_us / 3.6e9,
           gap->bill.q);
    for (i = 0; i < gap->n_with; i++)
        print_name(&c->process->labels, gap->with[i]);
    putchar('\n');
    for (i = 0; i < gap->n_hits; i++) {
        const struct gp_gap_hit *h = &g->hit[gap->first_hit + i];

        printf("hit\t%s", gp_dict_name(&c->log->cases, h->case_id).at);
        printf("\t%s\t%.3f\t",
               h->certain == GP_CERTAIN_YES  ? "yes"
               : h->certain == GP_CERTAIN_NO ? "no"
                                             : "not checked",
               (double)h->elapsed_us / 3.6e9);
        for (k = 0; k < GP_GAP_EVENTS; k++)
            if (h->event[k] != GP_NO_ID)
                printf(" %u", c->log->line[h->event[k]]);
        putchar('\n');
    }
    gp_text_release(&id);
}

static void print_words(const struct gp_conformance *c, const struct gp_gaps *g,
                        const struct gp_gap *gap)
{
    struct gp_words w = {0};
    size_t i;

    gp_words_gap(&w, c, g, gap);
    gp_words_say(&w, ". ");
    gp_words_gap_spot(&w, g, gap);
    gp_words_say(&w, " ");
    gp_words_gap_whole(&w, g, gap);
    gp_words_say(&w, " ");
    gp_words_gap_certain(&w, gap);
    for (i = 0; i < gap->n_causes; i++) {
        gp_words_say(&w, " | ");
        gp_words_gap_cause(&w, c, &gap->cause[i]);
    }
    printf("say\t%s\n", gp_text_z(&w.text));
    gp_words_release(&w);
}

static uint32_t element_named(const struct gp_process *p, const char *name)
{
    uint32_t label = gp_dict_find(&p->labels, gp_slice(name)), i;

    for (i = 0; i < p->n_elements; i++)
        if (label != GP_NO_ID && p->elements[i].label == label)
            return i;
    fprintf(stderr, "no step %s\n", name);
    exit(2);
}

/* Cases whose last event is one of the activities named so far are closed. */
static const bool *close_by(const struct gp_eventlog *log, const char *activity)
{
    static bool *open;
    size_t c;

    if (open == NULL) {
        open = gp_array(log->n_cases, sizeof *open);
        if (open == NULL)
            exit(4);
        memset(open, 1, log->n_cases);
    }
    for (c = 0; c < log->n_cases; c++)
        if (gp_slice_is(gp_dict_name(&log->activities,
                                     gp_id(log->activity, log->first[c + 1] - 1)),
                        activity))
            open[c] = false;
    return open;
}

static const char *column(const char *name)
{
    return strcmp(name, "-") == 0 ? "none" : name;
}

/* What has to be read, and how it is to be judged. */
struct job {
    struct gp_process *process;
    struct gp_ingest_result read;
    struct gp_conformance_options judge;
    struct gp_gaps_options gaps;
};

static enum gp_status read_both(struct job *j, char **argv, struct gp_err *err)
{
    const char *document = argv[1], *log = argv[2];
    struct gp_ingest_options in = {.reader.header = -1, .shape = "events"};
    enum gp_status st = gp_read_files(&document, 1, NULL, &j->process, err);

    in.column[GP_ROLE_CASE] = argv[3];
    in.column[GP_ROLE_ACTIVITY] = argv[4];
    in.column[GP_ROLE_TIME] = argv[5];
    in.column[GP_ROLE_RESOURCE] = column(argv[6]);
    in.column[GP_ROLE_GROUP] = column(argv[7]);
    in.column[GP_ROLE_LIFECYCLE] = "none";
    return st == GP_OK ? gp_ingest(&log, 1, &in, &j->read, err) : st;
}

/* within SECONDS STEP FROM, stalled SECONDS, end ACTIVITY. */
static void take_terms(struct job *j, int n, char **term)
{
    int i;

    for (i = 0; i < n; i++) {
        if (strcmp(term[i], "within") == 0 && i + 3 < n) {
            struct gp_limit l = {.kind = GP_LIMIT_AFTER,
                                 .step = element_named(j->process, term[i + 2]),
                                 .from = element_named(j->process, term[i + 3]),
                                 .span_us = atoll(term[i + 1]) * GP_SECOND_US,
                                 .text = gp_slice("within")};

            gp_process_limit(j->process, &l);
            i += 3;
        } else if (strcmp(term[i], "stalled") == 0 && i + 1 < n) {
            j->gaps.stalled_after = atoll(term[++i]) * GP_SECOND_US;
        } else if (strcmp(term[i], "end") == 0 && i + 1 < n) {
            j->judge.open = close_by(j->read.log, term[++i]);
        }
    }
}

static void print_all(const struct gp_conformance *c, const struct gp_gaps *g)
{
    size_t i;

    printf("total\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64
           "\t%" PRIu64 "\n",
           c->closed.cases, c->open_cases, c->closed.total_cost, g->cases_following,
           g->closed_without_any, g->limits_not_judged);
    for (i = 0; i < g->n; i++) {
        print_gap(c, g, &g->gap[i]);
        print_words(c, g, &g->gap[i]);
    }
}

static enum gp_status judge(const struct job *j, struct gp_err *err)
{
    const struct gp_eventlog *log = j->read.log;
    struct gp_step_names names = {.label = equal_names(log, j->process)};
    struct gp_variants variants = {0};
    struct gp_conformance c = {0};
    struct gp_gaps gaps = {0};
    enum gp_status st = gp_variants_mine(log, NULL, true, &variants, err);

    if (st == GP_OK)
        st = gp_conformance_run(log, &variants, j->process, &names, &j->judge, &c, err);
    if (st == GP_OK)
        st = gp_gaps_find(&c, &j->gaps, &gaps, err);
    if (st == GP_OK)
        print_all(&c, &gaps);
    gp_gaps_release(&gaps);
    gp_conformance_release(&c);
    gp_variants_release(&variants);
    gp_free((void *)names.label);
    return st;
}

int main(int argc, char **argv)
{
    struct job j = {.judge.align.certainty_effort = 1000000, .gaps.now = INT64_MIN};
    struct gp_err err = {0};
    enum gp_status st;

    if (argc < 8)
        return 2;
    st = read_both(&j, argv, &err);
    if (st == GP_OK) {
        take_terms(&j, argc - 8, argv + 8);
        st = judge(&j, &err);
    }
    if (st != GP_OK)
        fprintf(stderr, "%s\n", err.text);
    gp_ingest_release(&j.read);
    gp_free((void *)j.judge.open);
    gp_process_free(j.process);
    return (int)st;
}
