/* checks.c - see checks.h. What the reading refused, and what it had to decide. */
#include "report/checks.h"

#include "base/path.h"
#include "ingest/time_names.h"

#include <string.h>

static void add_rows(struct gp_check *c, const struct gp_first_rows *rows)
{
    size_t i;

    for (i = 0; i < rows->n; i++)
        gp_check_add_row(
            c, (struct gp_check_row){rows->row[i].file, rows->row[i].line, i});
}

static void add_time_rows(struct gp_check *c, const struct gp_ingest_result *in,
                          enum gp_time_note note)
{
    add_rows(c, &in->time_rows[note]);
}

/* ---- refused rows ---- */

static const struct {
    enum gp_reject reason;
    const char *name, *title, *fix;
} refused[] = {
    {GP_REJECT_NO_CASE, "empty-case-ids", "Rows without a case id",
     "export the id with every row; total lines at the end need nothing"},
    {GP_REJECT_NO_ACTIVITY, "empty-activities", "Rows without an activity",
     "check --activity; ask what an empty step means"},
    {GP_REJECT_NO_TIME, "empty-times", "Rows without a time",
     "check --time; planned steps without a time need nothing"},
    {GP_REJECT_BAD_TIME, "unreadable-times", "Rows whose time cannot be read",
     "--time-format names another form; --rejects FILE lists them all"},
    {GP_REJECT_IMPLAUSIBLE, "implausible-years",
     "Rows with a year outside 1900 to 2199",
     "correct them; 9999 and 0001 are often an empty date of the source system"},
    {GP_REJECT_FIELD_COUNT, "wrong-field-count", "Rows with a wrong number of fields",
     "quote texts that hold the delimiter in the export"},
    {GP_REJECT_QUOTE_OPEN, "open-quotes", "Rows with a quote that is not closed",
     "double quotes inside quoted fields in the export"},
    {GP_REJECT_QUOTE_TEXT, "text-after-quotes", "Rows with text after a closing quote",
     "double quotes inside quoted fields in the export"},
    {GP_REJECT_FIELD_LONG, "long-fields", "Rows with a field that is too long",
     "leave texts and attachments out of the export"},
    {GP_REJECT_NUL, "nul-bytes", "Rows with a NUL byte in a column that is used",
     "export as UTF-8 text"},
    {GP_REJECT_HEADER_AGAIN, "repeated-headers", "Header lines among the rows",
     "nothing is lost; files were joined with their headers"},
};

_Static_assert(sizeof refused / sizeof *refused == GP_REJECT_KINDS, "one a reason");

static void refused_rows(const struct gp_ingest_result *in, struct gp_checks *out)
{
    size_t i, k;

    for (i = 0; i < GP_REJECT_KINDS; i++) {
        enum gp_reject r = refused[i].reason;
        uint64_t n = in->rejects.count[r];
        bool behind = in->trailing == gp_rejects_total(&in->rejects);
        struct gp_check *c;

        if (n == 0)
            continue;
        c = gp_checks_add(out, refused[i].name, refused[i].title, n, in->rows, "rows",
                          behind ? "nothing: no case misses them" : refused[i].fix);
        for (k = 0; k < in->rejects.n_examples[r]; k++)
            gp_check_add_row(c,
                             (struct gp_check_row){in->rejects.example[r][k].file,
                                                   in->rejects.example[r][k].line, k});
        gp_text_add(&c->effect,
                    r == GP_REJECT_HEADER_AGAIN ? "left out; they are no events"
                    : behind ? "left out; they stand behind the last row used, as "
                               "totals and remarks of reports do"
                             : "left out of every figure: paths of their cases "
                               "miss a step, and the wait around it is counted "
                               "for its neighbours");
    }
}

/* ---- bytes ---- */

static void bytes(const struct gp_ingest_result *in, struct gp_checks *out)
{
    uint64_t odd = 0, invalid = 0, unchecked = 0;
    struct gp_check *c;
    size_t i;

    for (i = 0; i < in->n_sources; i++) {
        odd += in->sources[i].counts.odd_quotes;
        invalid += in->sources[i].counts.invalid_utf8;
        unchecked += in->sources[i].counts.unchecked;
    }
    if (unchecked != 0) {
        c = gp_checks_add(out, "packed-without-checksum",
                          "Files packed without a checksum", unchecked, in->n_sources,
                          "files", "pack with `zstd --check`, which is the default");
        gp_text_add(&c->effect, "damage on the way may have changed values without "
                                "being noticed");
    }
    if (invalid != 0) {
        c = gp_checks_add(out, "undecodable-bytes", "Bytes that are not UTF-8", invalid,
                          0, NULL,
                          "--encoding windows-1252 (or another) reads them; in a UTF-8 "
                          "terminal `grep -naxv '.*' FILE` shows their lines");
        add_rows(c, &in->undecodable);
        gp_text_add(&c->effect, "shown as replacement marks; names that differ only "
                                "there look the same and are counted apart");
    }
    if (odd != 0) {
        c = gp_checks_add(out, "odd-quotes", "Quotes inside unquoted fields", odd,
                          in->rows, "rows",
                          "quote such fields in the export and double their quotes");
        add_rows(c, &in->odd_quotes);
        gp_text_add(&c->effect, "kept as they are; if a quoted text lost its first "
                                "quote, names carry a part of their neighbour");
    }
}

static void encodings(const struct gp_ingest_result *in, struct gp_checks *out)
{
    struct gp_check *c;
    uint64_t n = 0, shown = 0;
    size_t i;

    for (i = 0; i < in->n_sources; i++)
        n += in->sources[i].dialect.encoding_doubt != NULL;
    if (n == 0)
        return;
    c = gp_checks_add(out, "encoding-unsure", "Files whose encoding is not certain", n,
                      in->n_sources, "files",
                      "--encoding with the right one, or export as UTF-8");
    for (i = 0; i < in->n_sources && shown < 3; i++) {
        const char *doubt = in->sources[i].dialect.encoding_doubt;

        if (doubt == NULL)
            continue;
        gp_text_add(&c->found, shown++ != 0 ? "; " : "");
        gp_text_add_slice(&c->found, gp_base_name(in->sources[i].name));
        gp_text_add(&c->found, ": ");
        gp_text_add(&c->found, doubt);
    }
    if (n > shown)
        gp_text_add(&c->found, "; and so on");
    gp_text_add(&c->effect,
                "no figure depends on it; names may look wrong, and may not "
                "be found in a document");
}

/* ---- XES ---- */

/* Where another column is the case, names of traces mean nothing. */
static void shared_names(const struct gp_ingest_result *in, struct gp_checks *out)
{
    const char *const by_name = "case:concept:name";
    struct gp_check_row first = {0};
    struct gp_check *c;
    uint64_t n = 0;
    size_t i;

    for (i = 0; i < in->n_sources; i++) {
        const struct gp_source_found *s = &in->sources[i];
        const char *header = s->role[GP_ROLE_CASE].header;

        if (s->counts.same_names == 0 || header == NULL || strcmp(header, by_name) != 0)
            continue;
        if (n == 0)
            first = (struct gp_check_row){s->name, s->counts.same_name_line, i};
        n += s->counts.same_names;
    }
    if (n == 0)
        return;
    c = gp_checks_add(
        out, "shared-trace-names", "Traces of XES with the name of an earlier trace", n,
        0, NULL,
        "where they are other cases, give each trace a name of its own, or "
        "--case another attribute of traces");
    gp_check_add_row(c, first);
    gp_text_add(&c->effect,
                "each is one case with the trace whose name it has, its "
                "events in the order of their times: fewer and longer cases "
                "than traces");
}

static void attributes(const struct gp_ingest_result *in, struct gp_checks *out)
{
    uint64_t lists = 0, empty = 0;
    struct gp_check *c;
    size_t i;

    for (i = 0; i < in->n_sources; i++) {
        lists += in->sources[i].counts.in_lists;
        empty += in->sources[i].counts.empty_values;
    }
    if (lists != 0) {
        c = gp_checks_add(out, "attributes-left-out",
                          "Attributes of XES nested too deep", lists, 0, NULL,
                          "nothing for paths and times; where a value matters, ask for "
                          "it less than eight levels deep, in a list below 1 MiB");
        gp_text_add(&c->effect, "left out: no figure has them, nor has what `goatpath "
                                "convert` writes");
    }
    if (empty != 0) {
        c = gp_checks_add(out, "empty-attributes",
                          "Attributes of XES with an empty value", empty, 0, NULL,
                          "nothing, where no value was known");
        gp_text_add(&c->effect,
                    "taken as none in every figure; `goatpath convert` writes them "
                    "again, but for names of steps, people and teams");
    }
}

/* ---- people ---- */

/* NULL is nobody, until somebody is called so: read as a name, and told. */
static void placeholder_names(const struct gp_eventlog *log, bool teams,
                              struct gp_checks *out)
{
    const struct gp_dict *names = teams ? &log->groups : &log->resources;
    const struct gp_ids *ids = teams ? &log->group : &log->resource;
    struct gp_check *c;
    uint64_t n = 0;
    size_t i, of = names->n;

    for (i = 0; i < names->n && of == names->n; i++)
        if (gp_time_is_placeholder(names->name[i]))
            of = i;
    if (!(teams ? log->has_group : log->has_resource) || of == names->n)
        return;
    for (i = 0; i < log->n; i++)
        n += gp_id(*ids, i) == of;
    c = gp_checks_add(out, teams ? "placeholder-groups" : "placeholder-people",
                      teams ? "Events of a team whose name says none"
                            : "Events of a person whose name says nobody",
                      n, log->n, "events", "--missing with that name makes it empty");
    gp_text_add_slice(&c->found, names->name[of]);
    gp_text_add(&c->effect,
                teams ? "read as a team: work seems to be handed to and from it"
                      : "read as a person: work seems to be handed to and from it");
}

/* ---- times ---- */

static uint64_t times_read(const struct gp_ingest_result *in)
{
    return in->with_offset + in->without_offset;
}

static void date_only(const struct gp_ingest_result *in, const struct gp_stats *s,
                      struct gp_checks *out)
{
    uint64_t all = times_read(in);
    bool mixed = in->date_only < all;
    struct gp_check *c;

    if (in->date_only == 0)
        return;
    c = gp_checks_add(out, mixed ? "mixed-precision" : "date-only",
                      mixed ? "Times without a time of day, among others that have one"
                            : "Times without a time of day",
                      in->date_only, all, "times",
                      "ask for the time of day in the export");
    add_time_rows(c, in, GP_TIME_DATE_ONLY);
    gp_text_add(&c->effect, mixed
                                ? "taken as midnight: they come before everything else "
                                  "of their day, right or wrong"
                                : "taken as midnight: waits are whole days, give or "
                                  "take one, and steps of one day have no order but "
                                  "the file's");
    if (!mixed && s->log->n > s->log->n_cases) {
        gp_text_add(&c->effect, " (");
        gp_check_percent(&c->effect, (gp_i128)s->log->n_ties,
                         (gp_i128)(gp_links_of_log(s->log)));
        gp_text_add(&c->effect, " of links)");
    }
}

static void zones(const struct gp_ingest_result *in, struct gp_checks *out)
{
    struct gp_check *c;
    uint64_t few =
        in->with_offset < in->without_offset ? in->with_offset : in->without_offset;

    if (few != 0) {
        c = gp_checks_add(out, "mixed-zones",
                          "Times with an offset beside times without one", few,
                          times_read(in), "times",
                          "ask for offsets everywhere; --tz ZONE is taken for those "
                          "without");
        add_time_rows(c, in,
                      in->with_offset < in->without_offset ? GP_TIME_WITH_OFFSET
                                                           : GP_TIME_WITHOUT_OFFSET);
        gp_text_add(&c->effect,
                    "those without one are taken in the zone of --tz, else UTC: "
                    "where that is wrong they are shifted by hours against "
                    "the others");
    }
    if (in->dst_gaps != 0) {
        c = gp_checks_add(out, "dst-gaps", "Times that the clock skips in spring",
                          in->dst_gaps, times_read(in), "times",
                          "--tz is another zone, or ask for times with offsets");
        add_time_rows(c, in, GP_TIME_GAP);
        gp_text_add(&c->effect, "no such time exists in the zone: moved on by the gap; "
                                "waits on both sides may be an hour off");
    }
    if (in->dst_overlaps != 0) {
        c = gp_checks_add(out, "dst-overlaps",
                          "Times that the clock shows twice in "
                          "autumn",
                          in->dst_overlaps, times_read(in), "times",
                          "ask for times with offsets, or in UTC");
        add_time_rows(c, in, GP_TIME_OVERLAP);
        gp_text_add(&c->effect,
                    "taken as the first of both: waits on both sides may be "
                    "an hour off");
    }
}

/* What was taken for something else than it says. */
static void odd_times(const struct gp_ingest_result *in, struct gp_checks *out)
{
    struct gp_check *c;

    if (in->placeholder_times != 0) {
        c = gp_checks_add(out, "placeholder-times",
                          "Placeholders such as NULL or N/A in the place of times",
                          in->placeholder_times, in->placeholder_times + times_read(in),
                          "times", "nothing, where no time was known");
        add_time_rows(c, in, GP_TIME_PLACEHOLDER);
        gp_text_add(&c->effect, "taken for no time: such a row is rejected, or still "
                                "running where only its end is missing");
    }
    if (in->leap_seconds != 0) {
        c = gp_checks_add(out, "leap-seconds", "Times in the second 23:59:60",
                          in->leap_seconds, times_read(in), "times", "nothing");
        add_time_rows(c, in, GP_TIME_LEAP_SECOND);
        gp_text_add(&c->effect, "taken for the next second");
    }
}

/* Files of one run whose times are written differently. */
static void formats(const struct gp_ingest_result *in, struct gp_checks *out)
{
    struct gp_check *c;
    uint64_t n = 0;
    size_t i;

    for (i = 1; i < in->n_sources; i++)
        n += in->sources[i].time_format != NULL && in->sources[0].time_format != NULL &&
             strcmp(in->sources[i].time_format, in->sources[0].time_format) != 0;
    for (i = 0; n == 0 && i < in->n_sources; i++)
        if (in->sources[i].time_format != NULL &&
            strstr(in->sources[i].time_format, " or ") != NULL)
            break;
    if (n == 0 && i >= in->n_sources)
        return;
    if (n == 0)
        c = gp_checks_add(out, "mixed-formats",
                          "Forms of time in one column, besides "
                          "the first",
                          1, 0, NULL,
                          "ask for one form in the export, or give "
                          "--time-format");
    else
        c = gp_checks_add(out, "mixed-formats",
                          "Files with another form of time than "
                          "the first",
                          n, in->n_sources, "files",
                          "look at each with `goatpath peek`; --time-format decides");
    gp_text_add(&c->found, in->sources[n == 0 ? i : 0].time_format);
    gp_text_add(&c->effect, "each was read in its own form; a form that was guessed "
                            "wrongly exchanges day and month");
}

/* ---- work with start and complete ---- */

static void pairs(const struct gp_ingest_result *in, struct gp_checks *out)
{
    struct gp_check *c;

    if (in->unpaired_completes * 100 >= in->events_read &&
        in->unpaired_completes != 0) {
        c = gp_checks_add(out, "unpaired-completes", "Completes without a start",
                          in->unpaired_completes, in->events_read, "events",
                          "ask for the start rows too; --instance COLUMN pairs them");
        gp_text_add(&c->effect,
                    "kept as instants: they have no service time, and their "
                    "work counts as waiting");
    }
    if (in->running * 1000 >= in->events && in->running != 0) {
        c = gp_checks_add(out, "unpaired-starts", "Starts without a complete",
                          in->running, in->events, "events",
                          "nothing where work goes on at the end of the log; else ask "
                          "for the complete rows");
        gp_text_add(&c->effect, "kept as instants: their work counts as waiting");
    }
}

/* ---- --cases ---- */

static void joined(const struct gp_ingest_result *in, struct gp_checks *out)
{
    struct gp_check *c;

    if (in->joined.rows == 0 || in->joined.cases_without == 0)
        return;
    c = gp_checks_add(out, "cases-without-attributes", "Cases without a row in --cases",
                      in->joined.cases_without, in->log->n_cases, "cases",
                      "ask for their rows; --cases-key names another column of ids");
    gp_text_add(&c->effect, "their attributes are empty: whatever is told by attribute "
                            "leaves them out");
}

enum gp_status gp_checks_find(const struct gp_ingest_result *in,
                              const struct gp_stats *stats, struct gp_checks *out,
                              struct gp_err *err)
{
    memset(out, 0, sizeof *out);
    refused_rows(in, out);
    bytes(in, out);
    encodings(in, out);
    shared_names(in, out);
    attributes(in, out);
    gp_checks_of_shapes(in, out);
    joined(in, out);
    placeholder_names(in->log, false, out);
    placeholder_names(in->log, true, out);
    if (stats->log->has_time) {
        formats(in, out);
        zones(in, out);
        date_only(in, stats, out);
        odd_times(in, out);
        pairs(in, out);
        gp_checks_of_clock(in, stats, out);
    }
    return gp_checks_mine(stats, out, err);
}
