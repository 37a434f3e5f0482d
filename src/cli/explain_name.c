/* explain_name.c - what stands behind a row that is known by its names: every place of the
 * log that it counts, with case, file and lines.
 *
 *   'Qualify lead'                 an activity, person or team
 *   'Qualify lead > Send offer'    a pair of steps, or a handoff between people or teams
 *   'Ann > Bob > Ann'              ping-pong
 *   'repeat Send offer'            rework: self-loop, repeat, reopen
 *   'group Sales'                  the group, where a person is called so, too
 *
 * The places are collected as the miners count them (mine/links.h, pingpong.h, rework.h);
 * the heads tell the sums, which are those of the tables.
 */
#include "base/path.h"
#include "base/sort.h"
#include "cli/explain.h"
#include "cli/show.h"
#include "report/table.h"
#include "report/words.h"

#include <assert.h>
#include <string.h>

enum { USUAL_PLACES = 20, MOST_LINES = 20 };

struct place {
    uint32_t case_id;
    size_t first, n; /* in events */
    uint64_t times;  /* what the place counts for */
    int64_t span;    /* us */
};

struct places {
    const struct gp_stats *stats;
    enum gp_level level;
    struct place *at;
    size_t n, cap;
    uint32_t *event;
    size_t n_events, events_cap;
    const char *what; /* of the spans: "waiting"; NULL: nothing to tell */
    bool no_memory;
};

/* ---- collecting ---- */

static void begin_place(struct places *p, uint32_t case_id)
{
    if (!gp_reserve(&p->at, &p->cap, p->n + 1)) {
        p->no_memory = true;
        return;
    }
    p->at[p->n++] = (struct place){.case_id = case_id, .first = p->n_events};
}

static void add_event(struct places *p, size_t event)
{
    if (p->no_memory || !gp_reserve(&p->event, &p->events_cap, p->n_events + 1)) {
        p->no_memory = true;
        return;
    }
    p->event[p->n_events++] = (uint32_t)event;
    p->at[p->n - 1].n++;
}

static void end_place(struct places *p, uint64_t times, int64_t span)
{
    if (p->no_memory)
        return;
    if (times == 0) {
        p->n_events = p->at[--p->n].first;
        return;
    }
    p->at[p->n - 1].times = times;
    p->at[p->n - 1].span = span > 0 ? span : 0;
}

/* Every event of that activity, person or team, by case. */
static void collect_events(struct places *p, uint32_t id)
{
    const struct gp_eventlog *log = p->stats->log;
    size_t c, i;

    p->what = log->has_start ? "work" : NULL;
    for (c = 0; c < log->n_cases; c++) {
        int64_t work = 0;

        begin_place(p, (uint32_t)c);
        for (i = log->first[c]; i < log->first[c + 1] && !p->no_memory; i++) {
            if (gp_level_id(log, p->level, i) != id)
                continue;
            add_event(p, i);
            work += log->has_time ? gp_event_end(log, i) - gp_event_start(log, i) : 0;
        }
        end_place(p, p->no_memory ? 0 : p->at[p->n - 1].n, work);
    }
}

static void collect_links(struct places *p, uint32_t from, uint32_t to)
{
    const struct gp_eventlog *log = p->stats->log;
    size_t c, i;

    p->what = log->has_time ? "waiting" : NULL;
    for (c = 0; c < log->n_cases; c++)
        for (i = log->first[c]; i + 1 < log->first[c + 1]; i++) {
            if (gp_level_id(log, p->level, i) != from ||
                gp_level_id(log, p->level, i + 1) != to)
                continue;
            begin_place(p, (uint32_t)c);
            add_event(p, i);
            add_event(p, i + 1);
            end_place(p, 1, log->has_time ? gp_event_wait(log, i) : 0);
        }
}

/* A run of events of one owner, unknown ones between them left out. */
struct run {
    uint32_t owner;
    size_t first, last;
};

static void take_bounce(struct places *p, uint32_t case_id, const struct run run[3])
{
    const struct gp_eventlog *log = p->stats->log;

    begin_place(p, case_id);
    add_event(p, run[0].last);
    add_event(p, run[1].first);
    add_event(p, run[2].first);
    end_place(p, 1,
              log->has_time
                  ? gp_event_start(log, run[2].first) - gp_event_end(log, run[0].last)
                  : 0);
}

static void collect_bounces(struct places *p, uint32_t owner, uint32_t via)
{
    const struct gp_eventlog *log = p->stats->log;
    size_t c, i;

    p->what = log->has_time ? "away" : NULL;
    for (c = 0; c < log->n_cases; c++) {
        struct run run[3] = {{GP_NO_ID, 0, 0}, {GP_NO_ID, 0, 0}, {GP_NO_ID, 0, 0}};

        for (i = log->first[c]; i < log->first[c + 1]; i++) {
            uint32_t id = gp_level_id(log, p->level, i);

            if (id == GP_NO_ID)
                continue;
            if (id == run[2].owner) {
                run[2].last = i;
                continue;
            }
            run[0] = run[1];
            run[1] = run[2];
            run[2] = (struct run){id, i, i};
            if (id == owner && run[1].owner == via && run[0].owner == owner)
                take_bounce(p, (uint32_t)c, run);
        }
    }
}

/* ---- rework: a place a case ---- */

static bool is_again(const struct gp_eventlog *log, size_t c, size_t i, uint32_t a,
                     enum gp_rework_kind kind)
{
    bool next = i + 1 < log->first[c + 1];

    if (gp_id(log->activity, i) != a)
        return false;
    if (kind == GP_REOPEN)
        return next;
    if (kind == GP_REPEAT)
        return true;
    return (next && gp_id(log->activity, i + 1) == a) ||
           (i > log->first[c] && gp_id(log->activity, i - 1) == a);
}

/* Occurrences of the place's events, which are those of is_again. */
static uint64_t times_of(const struct places *p, const struct place *at,
                         enum gp_rework_kind kind)
{
    uint64_t times = 0;
    size_t k;

    if (kind == GP_REOPEN)
        return at->n;
    if (kind == GP_REPEAT)
        return at->n - (at->n > 0);
    for (k = at->first + 1; k < at->first + at->n; k++)
        times += p->event[k] == p->event[k - 1] + 1;
    return times;
}

static int64_t positive(int64_t us)
{
    return us > 0 ? us : 0;
}

static int64_t time_of(const struct places *p, const struct place *at, size_t c,
                       enum gp_rework_kind kind)
{
    const struct gp_eventlog *log = p->stats->log;
    const uint32_t *event = p->event + at->first;
    int64_t sum = 0;
    size_t k, run = 0;

    if (!log->has_time || at->n == 0)
        return 0;
    if (kind == GP_REOPEN)
        return positive(gp_event_end(log, log->first[c + 1] - 1) -
                        gp_event_end(log, event[0]));
    if (kind == GP_REPEAT)
        return positive(gp_event_end(log, event[at->n - 1]) -
                        gp_event_end(log, event[0]));
    for (k = 1; k <= at->n; k++)
        if (k == at->n || event[k] != event[k - 1] + 1) {
            sum += positive(gp_event_end(log, event[k - 1]) -
                            gp_event_end(log, event[run]));
            run = k;
        }
    return sum;
}

static void collect_rework(struct places *p, enum gp_rework_kind kind, uint32_t a)
{
    const struct gp_eventlog *log = p->stats->log;
    size_t c, i;

    p->what = log->has_time ? "from first to last" : NULL;
    for (c = 0; c < log->n_cases && !p->no_memory; c++) {
        begin_place(p, (uint32_t)c);
        for (i = log->first[c]; i < log->first[c + 1] && !p->no_memory; i++)
            if (is_again(log, c, i, a, kind))
                add_event(p, i);
        if (!p->no_memory)
            end_place(p, times_of(p, &p->at[p->n - 1], kind),
                      time_of(p, &p->at[p->n - 1], c, kind));
    }
}

/* ---- telling ---- */

static int longest_first(const void *ctx, const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    int names;

    if (x->span != y->span)
        return x->span > y->span ? -1 : 1;
    if (x->times != y->times)
        return x->times > y->times ? -1 : 1;
    names =
        gp_slice_cmp(gp_stats_case(ctx, x->case_id), gp_stats_case(ctx, y->case_id));
    return names != 0 ? names : (x->first > y->first) - (x->first < y->first);
}

static void lines_cell(struct gp_table *t, const struct places *p,
                       const struct place *at)
{
    struct gp_text lines = {0};
    size_t k;

    for (k = 0; k < at->n && k < MOST_LINES; k++)
        gp_text_addf(&lines, "%s%u", k > 0 ? " " : "",
                     p->stats->log->line[p->event[at->first + k]]);
    if (k < at->n)
        gp_text_addf(&lines, " and %zu more", at->n - k);
    gp_table_text_copy(t, gp_slice(gp_text_z(&lines)));
    t->failed |= lines.failed;
    gp_text_release(&lines);
}

static void make_table(const struct places *p, size_t most, struct gp_table *t)
{
    size_t i, n;

    gp_table_begin(t, "places", "Where it stands in the log");
    gp_table_column(t, "case", "Case", GP_CELL_TEXT, "case id");
    gp_table_column(t, "times", "Times", GP_CELL_COUNT, "what the row counts for");
    if (p->what != NULL)
        gp_table_column(t, "time_s", "Time", GP_CELL_SPAN,
                        "the row's part of the time in the head");
    gp_table_column(t, "file", "File", GP_CELL_TEXT, "file of the rows");
    gp_table_column(t, "lines", "Lines", GP_CELL_TEXT, "lines of its events");
    n = gp_table_cap(t, p->n, most);
    assert(n == 0 || p->at != NULL);
    for (i = 0; i < n; i++) {
        const struct place *at = &p->at[i];

        gp_table_row(t);
        gp_table_text(t, gp_stats_case(p->stats, at->case_id));
        gp_table_count(t, at->times);
        if (p->what != NULL)
            gp_table_span(t, at->span);
        gp_table_text(t,
                      gp_base_name(gp_event_file(p->stats->log, p->event[at->first])));
        lines_cell(t, p, at);
    }
}

static uint64_t count_cases(const struct places *p)
{
    uint64_t cases = 0;
    size_t i;

    for (i = 0; i < p->n; i++) /* still in order of cases */
        cases += i == 0 || p->at[i].case_id != p->at[i - 1].case_id;
    return cases;
}

static void make_head(const struct places *p, const char *id, struct gp_text *head)
{
    uint64_t times = 0;
    gp_i128 span = 0;
    size_t i;

    for (i = 0; i < p->n; i++) {
        times += p->at[i].times;
        span += p->at[i].span;
    }
    gp_explain_name(head, gp_slice(id));
    gp_text_addf(head, " (%s): ", gp_level_word(p->level));
    gp_text_add_count(head, times);
    gp_text_add(head, times == 1 ? " time in " : " times in ");
    gp_text_add_count(head, count_cases(p));
    gp_text_addf(head, " of %zu cases", p->stats->log->n_cases);
    if (p->what != NULL) {
        gp_text_add(head, "; ");
        gp_hours_words(head, span);
        gp_text_addf(head, " %s in all", p->what);
    }
    gp_text_add_char(head, '\n');
}

static enum gp_status tell(const struct gp_options *o, struct places *p, const char *id,
                           struct gp_err *err)
{
    struct gp_text head = {0};
    struct gp_table t = {0};
    enum gp_status st;

    make_head(p, id, &head);
    if (p->no_memory || !gp_sort(p->at, p->n, sizeof *p->at, longest_first, p->stats)) {
        gp_text_release(&head);
        return gp_fail_memory(err);
    }
    make_table(p, gp_show_rows(o, USUAL_PLACES), &t);
    st = gp_explain_show(o, &head, &t, err);
    gp_table_release(&t);
    return st;
}

/* ---- what is meant ---- */

/* "group Sales" names the group where a person is called so, too. */
static const char *without_level(const char *id, enum gp_level level)
{
    const char *word = gp_level_word(level);
    size_t len = strlen(word);

    return strncmp(id, word, len) == 0 && id[len] == ' ' ? id + len + 1 : NULL;
}

/* "A > B > C" in up to three names; the names themselves may hold " > ", so that all ways
 * to cut are tried, the first that names something wins. */
static bool find_parts(struct places *p, const char *id)
{
    const struct gp_dict *names = gp_level_dict(p->stats->log, p->level);
    const char *cut, *second;

    for (cut = strstr(id, " > "); cut != NULL; cut = strstr(cut + 1, " > ")) {
        uint32_t a = gp_dict_find(names, gp_slice_n(id, (size_t)(cut - id)));
        uint32_t b = gp_dict_find(names, gp_slice(cut + 3));

        if (a != GP_NO_ID && b != GP_NO_ID) {
            collect_links(p, a, b);
            return true;
        }
        for (second = strstr(cut + 3, " > "); a != GP_NO_ID && second != NULL;
             second = strstr(second + 1, " > ")) {
            b = gp_dict_find(names, gp_slice_n(cut + 3, (size_t)(second - cut - 3)));
            if (b == GP_NO_ID || gp_dict_find(names, gp_slice(second + 3)) != a ||
                p->level == GP_BY_ACTIVITY)
                continue;
            collect_bounces(p, a, b);
            return true;
        }
    }
    return false;
}

static bool find_rework(struct places *p, const char *id)
{
    int kind;

    for (kind = 0; p->level == GP_BY_ACTIVITY && kind < GP_REWORK_KINDS; kind++) {
        const char *word = gp_rework_name((enum gp_rework_kind)kind);
        size_t len = strlen(word);
        uint32_t a;

        if (strncmp(id, word, len) != 0 || id[len] != ' ')
            continue;
        a = gp_dict_find(&p->stats->log->activities, gp_slice(id + len + 1));
        if (a == GP_NO_ID)
            continue;
        collect_rework(p, (enum gp_rework_kind)kind, a);
        return true;
    }
    return false;
}

static bool find_places(struct places *p, const char *id)
{
    uint32_t name = gp_dict_find(gp_level_dict(p->stats->log, p->level), gp_slice(id));

    if (name != GP_NO_ID) {
        collect_events(p, name);
        return true;
    }
    return find_parts(p, id) || find_rework(p, id);
}

enum gp_status gp_explain_names(const struct gp_options *o, const struct gp_loaded *l,
                                const char *id, bool *found, struct gp_err *err)
{
    struct places p = {.stats = &l->stats};
    enum gp_status st = GP_OK;
    int level;

    *found = false;
    for (level = 0; level < GP_LEVELS && !*found; level++) {
        p.level = (enum gp_level)level;
        *found = find_places(&p, id);
    }
    for (level = 0; level < GP_LEVELS && !*found; level++) {
        const char *bare = without_level(id, (enum gp_level)level);

        p.level = (enum gp_level)level;
        *found = bare != NULL && find_places(&p, bare);
    }
    if (*found)
        st = tell(o, &p, id, err);
    gp_free(p.at);
    gp_free(p.event);
    return st;
}
