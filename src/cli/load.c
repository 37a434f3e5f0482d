/* load.c - see load.h. */
#include "cli/load.h"
#include "base/escape.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/remarks.h"
#include "cli/show.h"
#include "model/read.h"
#include "report/checks.h"
#include "report/tables.h"

#include <string.h>

/* "goatpath report deals.csv --case 'Deal ID'": names without folders, so that the report
 * holds no path of this machine. */
static void add_log_name(struct gp_text *out, const char *path)
{
    const char *slash = strrchr(path, '/');

    gp_text_add_char(out, ' ');
    gp_escape_shell(out, gp_slice(slash != NULL ? slash + 1 : path));
}

/* What a .goat file was made from, with the options of then, comes before those of now. */
static void describe_rerun(struct gp_text *out, const struct gp_options *o,
                           size_t first, const struct gp_ingest_result *in)
{
    size_t i;

    gp_text_add(out, "goatpath report");
    for (i = first; in->given == NULL && i < o->n_operands; i++)
        add_log_name(out, o->operand[i]);
    for (i = 0; in->given != NULL && i < in->n_sources; i++)
        add_log_name(out, in->sources[i].name);
    gp_text_add(out, in->given != NULL ? in->given : "");
    gp_text_add(out, gp_text_z(&o->given));
}

/* The ends of a preset are those of its names that the log knows, as the log writes them;
 * --ends is stronger. */
static enum gp_status take_ends(struct gp_options *o, const struct gp_loaded *l,
                                struct gp_err *err)
{
    const struct gp_dict *names = &l->ingest.log->activities;
    struct gp_text found = {0};
    size_t i;

    if (o->preset == NULL || o->ends.n != 0)
        return GP_OK;
    for (i = 0; i < names->n; i++) {
        struct gp_slice ends = o->preset_read.ends, end;

        while (gp_preset_next(&ends, ',', &end)) {
            if (!gp_preset_same(names->name[i], end))
                continue;
            if (!gp_reserve(&o->ends.at, &o->ends.cap, o->ends.n + 1))
                return gp_fail_memory(err);
            o->ends.at[o->ends.n] =
                gp_arena_copy(&o->arena, names->name[i].at, names->name[i].len);
            if (o->ends.at[o->ends.n++] == NULL)
                return gp_fail_memory(err);
            gp_text_add(&found, found.len != 0 ? ", " : "");
            gp_text_add_slice(&found, names->name[i]);
            break;
        }
    }
    if (!o->quiet && found.len != 0)
        gp_output_remark("preset %s: cases end with %s (--ends)", o->preset,
                         gp_text_z(&found));
    gp_text_release(&found);
    return GP_OK;
}

static enum gp_status apply_filter(struct gp_options *o, struct gp_filter *filter,
                                   struct gp_loaded *l, struct gp_err *err)
{
    enum gp_status st = take_ends(o, l, err);

    if (st == GP_OK)
        st = gp_filter_apply(filter, &l->ingest, o->ends.at, o->ends.n, &l->filtered,
                             err);

    gp_stage_ended(&l->stages, "filter");
    return st;
}

static enum gp_status read_logs(struct gp_options *o, size_t first, struct gp_loaded *l,
                                struct gp_err *err)
{
    struct gp_progress progress;
    struct gp_filter *filter = NULL;
    enum gp_status st = GP_OK;

    if (o->filter.n != 0)
        st = gp_filter_parse(o->filter.at, o->filter.n, o->ingest.tz, &filter, err);
    if (st != GP_OK)
        return st;
    o->ingest.filtered |= filter != NULL;
    if (filter != NULL)
        o->ingest.also = gp_filter_columns(filter, &o->ingest.n_also);

    gp_progress_begin(&progress);
    if (!o->quiet && gp_output_progress_wanted()) {
        o->ingest.progress = gp_progress_show;
        o->ingest.progress_ctx = &progress;
    }
    o->ingest.rejects_csv = &l->rejects_csv;
    o->ingest.stage = gp_stage_ended;
    o->ingest.stage_ctx = &l->stages;
    gp_stages_begin(&l->stages, o->verbose);
    st = gp_ingest(o->operand + first, o->n_operands - first, &o->ingest, &l->ingest,
                   err);
    gp_progress_end(&progress);
    l->has_ingest = st == GP_OK;
    if (st == GP_OK && filter != NULL)
        st = apply_filter(o, filter, l, err);
    gp_filter_free(filter);
    return st;
}

static enum gp_status write_side_files(const struct gp_options *o,
                                       const struct gp_loaded *l, struct gp_err *err)
{
    enum gp_status st = GP_OK;

    if (o->rejects != NULL)
        st = gp_output_write(&l->rejects_csv, o->rejects, o->force, err);
    if (st == GP_OK && o->save_config != NULL) {
        struct gp_text config = {0};

        gp_options_config(&config, o, &l->ingest.sources[0]);
        st = gp_output_write(&config, o->save_config, o->force, err);
        gp_text_release(&config);
    }
    return st;
}

static enum gp_status allow(const struct gp_options *o, struct gp_loaded *l,
                            struct gp_err *err)
{
    struct gp_text bytes = {0};
    enum gp_status st = gp_read_bytes(o->allow, "list of allowed gaps", &bytes, err);

    if (st == GP_OK)
        st = gp_allow_parse(&l->allowances, o->allow, gp_text_slice(&bytes), err);
    if (st == GP_OK)
        st = gp_judgement_allow(&l->judgement, &l->allowances, err);
    if (st == GP_OK && !o->quiet)
        gp_remark_allowances(o, &l->allowances);
    gp_text_release(&bytes);
    return st;
}

static enum gp_status read_names(const struct gp_options *o, struct gp_loaded *l,
                                 struct gp_err *err)
{
    struct gp_text bytes = {0};
    enum gp_status st = gp_read_bytes(o->names, "mapping file", &bytes, err);

    if (st == GP_OK)
        st = gp_mapping_read(o->names, gp_text_slice(&bytes), &l->mapping, err);
    if (st == GP_OK)
        st = gp_mapping_show(&l->mapping, l->process, err);
    gp_text_release(&bytes);
    return st;
}

/* Does the command tell why cases wait, and can this log? */
static bool tells_causes(const struct gp_options *o, const struct gp_loaded *l)
{
    const struct gp_eventlog *log = l->ingest.log;

    if (!log->has_start || !log->has_resource)
        return false;
    if (o->command == GP_CMD_TABLE)
        return strcmp(o->operand[0], "causes") == 0 ||
               strcmp(o->operand[0], "cause-cases") == 0 ||
               (strcmp(o->operand[0], "waits") == 0 && o->format == GP_FORMAT_JSON);
    return o->command == GP_CMD_REPORT ||
           (o->command == GP_CMD_OVERVIEW && o->format == GP_FORMAT_JSON) ||
           (o->command == GP_CMD_EXPLAIN && strncmp(o->operand[0], "C-", 2) == 0);
}

/* The longest waits of each pair and cause: with explain as many as are shown, and else
 * ten of the pairs that wait longest, where they are told at all. */
static void want_proofs(const struct gp_options *o, struct gp_causes_options *how)
{
    bool table = o->command == GP_CMD_TABLE;

    if (table && strcmp(o->operand[0], "causes") == 0 && o->format != GP_FORMAT_JSON)
        return;
    how->most_proofs = GP_EVIDENCE;
    how->most_proved = GP_BOTTLENECKS_MOST;
    if (o->command != GP_CMD_EXPLAIN)
        return;
    how->most_proofs = gp_show_rows(o, GP_EVIDENCE);
    how->most_proofs = how->most_proofs != 0 ? how->most_proofs : SIZE_MAX;
    how->most_proved = 0;
}

/* The zone of the log's times is that of the opening hours, unless the file names one. */
static enum gp_status read_calendar(const struct gp_options *o, struct gp_loaded *l,
                                    struct gp_err *err)
{
    struct gp_text bytes = {0};
    enum gp_status st;

    if (o->calendar == NULL)
        return l->process != NULL && gp_uses_calendar(l->process)
                   ? gp_calendar_usual(o->ingest.tz, &l->calendar, err)
                   : GP_OK;
    st = gp_read_bytes(o->calendar, "calendar", &bytes, err);
    if (st == GP_OK)
        st = gp_calendar_parse(o->calendar, gp_text_slice(&bytes), o->ingest.tz,
                               &l->calendar, err);
    if (st == GP_OK && !o->quiet && !tells_causes(o, l) &&
        (l->process == NULL || !gp_uses_calendar(l->process)))
        gp_output_remark(
            "%s is not used: %s", o->calendar,
            l->process != NULL
                ? "the document has no limit in business time"
                : "only limits of a document and causes of waiting between "
                  "starts and ends need opening hours");
    gp_text_release(&bytes);
    return st;
}

static enum gp_status prepare_judging(const struct gp_options *o, struct gp_loaded *l,
                                      struct gp_err *err)
{
    struct gp_judgement_options *how = &l->how;
    enum gp_status st = o->names != NULL ? read_names(o, l, err) : GP_OK;

    if (st == GP_OK && o->compat != NULL && strcmp(o->compat, "pm4py") != 0)
        st =
            gp_fail(err, GP_USAGE, "--compat: found \"%s\", expected pm4py", o->compat);
    if (st == GP_OK && o->ties != NULL && strcmp(o->ties, "file") != 0 &&
        strcmp(o->ties, "benefit") != 0)
        st = gp_fail(err, GP_USAGE, "--ties: found \"%s\", expected file or benefit",
                     o->ties);
    if (st != GP_OK)
        return st;
    *how = (struct gp_judgement_options){.now = o->now, .accept = o->accept_names};
    how->calendar = l->calendar;
    how->compare_within = o->compare_within;
    how->compat = o->compat != NULL;
    how->all_closed = o->open_include;
    how->mapping = o->names != NULL ? &l->mapping : NULL;
    return GP_OK;
}

/* --ties benefit: the log is put into the order that suits the document best, and mined
 * again. */
static enum gp_status order_ties(struct gp_loaded *l,
                                 const struct gp_mine_options *mine, struct gp_err *err)
{
    enum gp_status st = gp_judge_ties(&l->stats, l->process, &l->how, &l->ties, err);

    if (st == GP_OK && l->ties.order != NULL) {
        st = gp_eventlog_reorder(l->ingest.log, l->ties.order, err);
        gp_stats_release(&l->stats);
        l->has_stats = false;
        if (st == GP_OK)
            st = gp_mine(l->ingest.log, mine, &l->stats, err);
        l->has_stats = st == GP_OK;
    }
    l->how.ties_taken = &l->ties;
    return st;
}

static enum gp_status judge(const struct gp_options *o, struct gp_loaded *l,
                            struct gp_err *err)
{
    struct gp_judgement_options *how = &l->how;
    enum gp_status st;

    st = gp_judge(&l->stats, l->process, how, &l->judgement, err);
    l->has_judgement = st == GP_OK;
    if (l->has_judgement)
        l->facts.judgement = &l->judgement;
    if (st == GP_OK && o->ends.n == 0 && l->judgement.conformance.open_cases != 0)
        st = gp_stats_set_open(&l->stats, l->judgement.conformance.open_case, err);
    return st == GP_OK && o->allow != NULL ? allow(o, l, err) : st;
}

/* Is anything told of the data's quality? Else looking for it is time lost. */
static bool tells_checks(const struct gp_options *o)
{
    static const char *const tables[] = {"quality", "checks"};
    size_t i;

    if (o->fail_on != NULL)
        return true;
    for (i = 0; o->command == GP_CMD_TABLE && i < sizeof tables / sizeof tables[0]; i++)
        if (strcmp(o->operand[0], tables[i]) == 0)
            return true;
    return o->command == GP_CMD_REPORT || o->command == GP_CMD_CHECK ||
           (o->command == GP_CMD_OVERVIEW && o->format == GP_FORMAT_JSON);
}

/* What the command tells of. A table needs little, unless it is judged by something. */
static unsigned mined_for(const struct gp_options *o)
{
    if (o->command != GP_CMD_TABLE || o->document != NULL || tells_checks(o))
        return GP_MINED_ALL;
    return gp_table_needs(o->operand[0]);
}

static enum gp_status find_checks(struct gp_loaded *l, struct gp_err *err)
{
    enum gp_status st = gp_checks_find(&l->ingest, &l->stats, &l->checks, err);

    if (st == GP_OK)
        l->facts.checks = &l->checks;
    return st;
}

/* Opening hours are those given, never the usual ones: nobody is called off duty by a
 * guess. */
static enum gp_status find_causes(const struct gp_options *o, struct gp_loaded *l,
                                  struct gp_err *err)
{
    const struct gp_cases *cases = &l->stats.cases;
    struct gp_causes_options how = {.calendar =
                                        o->calendar != NULL ? l->calendar : NULL};
    enum gp_status st = GP_OK;

    if (!tells_causes(o, l))
        return GP_OK;
    if (how.calendar != NULL && l->judgement.gaps.calendar == NULL)
        st = gp_calendar_cover(l->calendar, cases->first, cases->last, err);
    if (st == GP_OK && how.calendar != NULL) {
        st = gp_duty_find(l->ingest.log, how.calendar, &l->duty, err);
        how.duty = &l->duty;
        if (st == GP_OK && !o->quiet)
            gp_remark_duty(o, how.calendar, &l->duty);
    }
    want_proofs(o, &how);
    if (st == GP_OK)
        st = gp_causes_find(l->ingest.log, &how, &l->causes, err);
    if (st == GP_OK)
        l->facts.causes = &l->causes;
    return st;
}

enum gp_status gp_load_events(struct gp_options *o, size_t first, struct gp_loaded *l,
                              struct gp_err *err)
{
    enum gp_status st = GP_OK;

    memset(l, 0, sizeof *l);
    if (first >= o->n_operands)
        return gp_fail(
            err, GP_USAGE,
            "no log is named; give an exported log, or - for standard input");
    st = gp_refuse_documents(o, first, err);
    if (st == GP_OK && o->document != NULL)
        st = gp_read_files(&o->document, 1, NULL, &l->process, err);
    if (st == GP_OK)
        st = read_logs(o, first, l, err);
    if (st != GP_OK)
        return st;
    if (!o->quiet && o->document == NULL)
        gp_remark_no_document(o);
    if (!o->quiet && gp_rejects_total(&l->ingest.rejects) != 0)
        gp_remark_rejects(&l->ingest);
    if (!o->quiet)
        gp_remark_attributes(&l->ingest);
    if (!o->quiet)
        gp_remark_doubts(&l->ingest);
    if (!o->quiet && o->ingest.cases != NULL)
        gp_remark_joined(o, &l->ingest.joined);
    if (!o->quiet && o->filter.n != 0)
        gp_remark_filtered(&l->filtered);
    return write_side_files(o, l, err);
}

enum gp_status gp_load(struct gp_options *o, size_t first, struct gp_loaded *l,
                       struct gp_err *err)
{
    struct gp_mine_options mine;
    enum gp_status st = gp_load_events(o, first, l, err);

    if (st == GP_OK)
        st = take_ends(o, l, err);
    mine = (struct gp_mine_options){.only = mined_for(o),
                                    .ends = o->ends.at,
                                    .n_ends = o->ends.n,
                                    .filtered = o->filter.n != 0,
                                    .include_open = o->open_include,
                                    .now = o->now,
                                    .threads = o->ingest.threads};
    if (st == GP_OK)
        st = gp_mine(l->ingest.log, &mine, &l->stats, err);
    if (st != GP_OK)
        return st;
    l->has_stats = true;
    st = read_calendar(o, l, err);
    if (st == GP_OK && l->process != NULL)
        st = prepare_judging(o, l, err);
    if (st == GP_OK && l->process != NULL && o->ties != NULL &&
        strcmp(o->ties, "benefit") == 0)
        st = order_ties(l, &mine, err);
    if (st != GP_OK)
        return st;
    gp_stage_ended(&l->stages, "mine");
    describe_rerun(&l->rerun, o, first, &l->ingest);
    l->facts = (struct gp_facts){.ingest = &l->ingest,
                                 .stats = &l->stats,
                                 .filtered = o->filter.n != 0 ? &l->filtered : NULL,
                                 .most_variants = o->variants,
                                 .rerun = gp_text_z(&l->rerun)};
    if (!gp_text_ok(&l->rerun))
        return gp_fail_memory(err);
    if (l->process != NULL)
        st = judge(o, l, err);
    if (st == GP_OK && tells_checks(o))
        st = find_checks(l, err);
    return st == GP_OK ? find_causes(o, l, err) : st;
}

void gp_loaded_release(struct gp_loaded *l)
{
    gp_stage_ended(&l->stages, "report");
    if (l->has_judgement)
        gp_judgement_release(&l->judgement);
    gp_calendar_free(l->calendar);
    gp_duty_release(&l->duty);
    gp_ties_release(&l->ties);
    gp_mapping_release(&l->mapping);
    gp_allow_release(&l->allowances);
    gp_filtered_release(&l->filtered);
    gp_process_free(l->process);
    if (l->has_stats)
        gp_stats_release(&l->stats);
    if (l->has_ingest)
        gp_ingest_release(&l->ingest);
    gp_checks_release(&l->checks);
    gp_causes_release(&l->causes);
    gp_text_release(&l->rejects_csv);
    gp_text_release(&l->rerun);
}
