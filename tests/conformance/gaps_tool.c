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

int main(int argc, char **argv)
{
    struct gp_ingest_options in = {0};
    struct gp_ingest_result read;
    struct gp_conformance_options o = {.align = {.certainty_effort = 1000000}};
    struct gp_gaps_options go = {.now = INT64_MIN};
    struct gp_step_names names = {0};
    struct gp_process *p = NULL;
    struct gp_variants variants;
    struct gp_conformance c;
    struct gp_gaps gaps;
    struct gp_err err = {0};
    const char *document, *log;
    size_t i;
    int a;

    if (argc < 8)
        return 2;
    document = argv[1];
    log = argv[2];
    in.reader.header = -1;
    in.column[GP_ROLE_CASE] = argv[3];
    in.column[GP_ROLE_ACTIVITY] = argv[4];
    in.column[GP_ROLE_TIME] = argv[5];
    in.column[GP_ROLE_RESOURCE] = column(argv[6]);
    in.column[GP_ROLE_GROUP] = column(argv[7]);
    in.column[GP_ROLE_LIFECYCLE] = "none";
    in.shape = "events";
    if (gp_read_files(&document, 1, NULL, &p, &err) != GP_OK ||
        gp_ingest(&log, 1, &in, &read, &err) != GP_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 3;
    }
    for (a = 8; a < argc; a++) {
        if (strcmp(argv[a], "within") == 0 && a + 3 < argc) {
            struct gp_limit l = {.kind = GP_LIMIT_AFTER,
                                 .step = element_named(p, argv[a + 2]),
                                 .from = element_named(p, argv[a + 3]),
                                 .span_us = atoll(argv[a + 1]) * GP_SECOND_US,
                                 .text = gp_slice("within")};

            gp_process_limit(p, &l);
            a += 3;
        } else if (strcmp(argv[a], "stalled") == 0 && a + 1 < argc) {
            go.stalled_after = atoll(argv[++a]) * GP_SECOND_US;
        } else if (strcmp(argv[a], "end") == 0 && a + 1 < argc) {
            o.open = close_by(read.log, argv[++a]);
        }
    }
    names.label = equal_names(read.log, p);
    if (gp_variants_mine(read.log, NULL, true, &variants, &err) != GP_OK ||
        gp_conformance_run(read.log, &variants, p, &names, &o, &c, &err) != GP_OK ||
        gp_gaps_find(&c, &go, &gaps, &err) != GP_OK) {
        fprintf(stderr, "%s\n", err.text);
        return (int)err.status;
    }
    printf("total\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64
           "\t%" PRIu64 "\n",
           c.closed.cases, c.open_cases, c.closed.total_cost, gaps.cases_following,
           gaps.closed_without_any, gaps.limits_not_judged);
    for (i = 0; i < gaps.n; i++) {
        print_gap(&c, &gaps, &gaps.gap[i]);
        print_words(&c, &gaps, &gaps.gap[i]);
    }
    gp_gaps_release(&gaps);
    gp_conformance_release(&c);
    gp_variants_release(&variants);
    gp_ingest_release(&read);
    gp_free((void *)names.label);
    gp_free((void *)o.open);
    gp_process_free(p);
    return 0;
}
