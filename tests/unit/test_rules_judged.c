/* Rules over real logs against counts made otherwise (shared/expected/conformance).
 *
 * Without arguments it hands itself to tests/model/check_rules.py, which knows the
 * expectations; with arguments it judges one log:
 *
 *   judge LOG RULES CASE ACTIVITY TIME RESOURCE [END...]   "none": no such column
 */
#include "base/mem.h"
#include "ingest/ingest.h"
#include "mine/rules.h"
#include "model/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const outcomes[] = {"violated", "pending", "cannot tell"};

static void print_case(void *context, size_t rule, uint32_t case_id,
                       enum gp_rule_outcome outcome, const uint32_t *event, size_t n)
{
    const struct gp_eventlog *log = context;
    struct gp_slice name = gp_dict_name(&log->cases, case_id);
    size_t i;

    printf("case\t%zu\t%s\t%.*s\t", rule, outcomes[outcome], (int)name.len, name.at);
    for (i = 0; i < n; i++)
        printf("%s%u", i > 0 ? "," : "", log->line[event[i]]);
    printf("\n");
}

static bool *open_cases(const struct gp_eventlog *log, char **ends, int n)
{
    bool *open = gp_array_zero(log->n_cases, sizeof *open);
    size_t c;
    int i;

    for (c = 0; open != NULL && n > 0 && c < log->n_cases; c++) {
        struct gp_slice last =
            gp_dict_name(&log->activities, gp_id(log->activity, log->first[c + 1] - 1));

        open[c] = true;
        for (i = 0; i < n; i++)
            open[c] = open[c] && !gp_slice_is(last, ends[i]);
    }
    return open;
}

static int judge(const struct gp_eventlog *log, const struct gp_process *p, bool *open)
{
    struct gp_rule_stat *stat = gp_array_zero(p->n_rules, sizeof *stat);
    struct gp_rules_options options = {
        .open = open, .now = INT64_MIN, .each = print_case, .context = (void *)log};
    struct gp_variants variants;
    struct gp_err err = {0};
    size_t i;

    if (stat == NULL || gp_variants_mine(log, open, true, &variants, &err) != GP_OK ||
        gp_rules_judge(log, &variants, p, &options, stat, &err) != GP_OK)
        return 4;
    for (i = 0; i < p->n_rules; i++)
        printf("rule\t%zu\t%llu\t%llu\t%llu\t%llu\t%llu\t%llu\t%llu\t%llu\n", i,
               (unsigned long long)stat[i].activations,
               (unsigned long long)stat[i].fulfilled,
               (unsigned long long)stat[i].violated,
               (unsigned long long)stat[i].pending,
               (unsigned long long)stat[i].cannot_tell,
               (unsigned long long)stat[i].cases_activated,
               (unsigned long long)stat[i].cases_satisfied,
               (unsigned long long)stat[i].cases_violated);
    gp_variants_release(&variants);
    gp_free(stat);
    return 0;
}

static int show(int argc, char **argv)
{
    struct gp_ingest_options o = {.reader = {.header = -1}, .max_rejects = 1};
    const char *log = argv[2], *rules = argv[3];
    struct gp_read_options form = {.format = "rules"};
    struct gp_ingest_result r = {0};
    struct gp_process *p = NULL;
    struct gp_err err = {0};
    bool *open = NULL;
    int rc = 3;

    o.column[GP_ROLE_CASE] = argv[4];
    o.column[GP_ROLE_ACTIVITY] = argv[5];
    o.column[GP_ROLE_TIME] = argv[6];
    o.column[GP_ROLE_RESOURCE] = argv[7];
    o.column[GP_ROLE_LIFECYCLE] = o.column[GP_ROLE_START] = "none";
    o.column[GP_ROLE_GROUP] = o.column[GP_ROLE_INSTANCE] = "none";
    o.shape = "events";
    if (gp_ingest(&log, 1, &o, &r, &err) == GP_OK &&
        gp_read_files(&rules, 1, &form, &p, &err) == GP_OK) {
        open = open_cases(r.log, argv + 8, argc - 8);
        rc = judge(r.log, p, open);
    } else {
        printf("error\t%s:%llu: %s\n", err.file, (unsigned long long)err.line,
               err.text);
    }
    gp_free(open);
    gp_process_free(p);
    gp_ingest_release(&r);
    return rc;
}

int main(int argc, char **argv)
{
    if (argc >= 8)
        return show(argc, argv);
    execl("/usr/bin/python3", "python3", "tests/model/check_rules.py", argv[0],
          (char *)NULL);
    perror("python3");
    return 1;
}
