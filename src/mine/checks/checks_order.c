/* checks_order.c - what decides the order of a case's events, and whether it can be
 * trusted: ties, duplicate rows, overlaps, ends before starts, the order of the file.
 *
 *   09:00 A   10:00 B   10:00 C   12:00 D    one tie of different activities: the file
 *                                            decides B C or C B; the waits A-B and C-D
 *                                            (3 h) rest on it
 */
#include "mine/checks/checks_parts.h"

#include "base/sort.h"

static bool tied(const struct gp_eventlog *log, size_t a, size_t b)
{
    return gp_event_start(log, a) == gp_event_start(log, b) &&
           gp_event_end(log, a) == gp_event_end(log, b);
}

/* The run of tied events that begins at i, in a case that ends before `stop`. */
static size_t run_end(const struct gp_eventlog *log, size_t i, size_t stop)
{
    while (i + 1 < stop && tied(log, i, i + 1))
        i++;
    return i + 1;
}

/* ---- ties ---- */

struct ties {
    uint64_t neighbours, cases;
    gp_i128 waiting;
    struct gp_check rows; /* only its rows are used */
};

/* Neighbours with different activities in the run [from, to). */
static uint64_t mixed(const struct gp_eventlog *log, size_t from, size_t to)
{
    uint64_t n = 0;

    for (; from + 1 < to; from++)
        n += gp_id(log->activity, from) != gp_id(log->activity, from + 1);
    return n;
}

static void ties_of_case(const struct gp_check_job *j, size_t c, struct ties *t)
{
    const struct gp_eventlog *log = j->log;
    size_t i = log->first[c], stop = log->first[c + 1], end, counted = i;
    bool any = false;

    for (; i < stop; i = end) {
        uint64_t n;

        end = run_end(log, i, stop);
        n = end - i > 1 ? mixed(log, i, end) : 0;
        if (n == 0)
            continue;
        any = true;
        t->neighbours += n;
        gp_check_event(j, &t->rows, i);
        if (i > counted) /* not twice between two ties */
            t->waiting += gp_event_wait(log, i - 1);
        if (end < stop)
            t->waiting += gp_event_wait(log, end - 1);
        counted = end;
    }
    t->cases += any;
}

static void copy_rows(struct gp_check *to, const struct gp_check *from)
{
    size_t i;

    for (i = 0; i < from->n_rows; i++)
        gp_check_add_row(to, from->row[i]);
}

static void ties(struct gp_check_job *j)
{
    const struct gp_eventlog *log = j->log;
    struct ties t = {0};
    struct gp_check *c;
    size_t i;

    for (i = 0; log->has_time && log->n_ties != 0 && i < log->n_cases; i++)
        ties_of_case(j, i, &t);
    if (t.neighbours == 0 ||
        (t.cases * 1000 < log->n_cases && t.waiting * 1000 < j->s->all_waiting))
        return;
    c = gp_checks_add(
        j->out, "ties", "Neighbours with equal times", t.neighbours,
        gp_links_of_log(log), "links",
        "ask for finer times, or for a column that numbers the steps of a "
        "case; rows must stand in that order");
    copy_rows(c, &t.rows);
    gp_text_add(&c->effect, "the file decides their order: the path of ");
    gp_check_of(&c->effect, t.cases, log->n_cases, "cases");
    if (t.waiting > 0) {
        gp_text_add(&c->effect, " and ");
        gp_check_percent(&c->effect, t.waiting, j->s->all_waiting);
        gp_text_add(&c->effect, " of all waiting (");
        gp_check_hours(&c->effect, t.waiting);
        gp_text_add(&c->effect, ")");
    }
    gp_text_add(&c->effect, " rests on it");
}

/* ---- the same row twice ---- */

static uint32_t owner(struct gp_ids column, uint32_t i)
{
    return column.at != NULL ? gp_id(column, i) : 0;
}

static int compare_rows(const void *ctx, const void *a, const void *b)
{
    const struct gp_eventlog *log = ctx;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    if (gp_id(log->activity, x) != gp_id(log->activity, y))
        return gp_id(log->activity, x) < gp_id(log->activity, y) ? -1 : 1;
    if (owner(log->resource, x) != owner(log->resource, y))
        return owner(log->resource, x) < owner(log->resource, y) ? -1 : 1;
    return 0;
}

struct twice {
    uint64_t rows, cases;
    uint32_t last_case;
    uint32_t *run;
    size_t cap;
    struct gp_check shown;
};

/* Equal rows among the tied run [from, to). */
static bool twice_in_run(const struct gp_check_job *j, size_t c, size_t from, size_t to,
                         struct twice *t)
{
    size_t n = to - from, i;

    if (!gp_reserve(&t->run, &t->cap, n))
        return false;
    for (i = 0; i < n; i++)
        t->run[i] = (uint32_t)(from + i);
    if (!gp_sort(t->run, n, sizeof *t->run, compare_rows, j->log))
        return false;
    for (i = 1; i < n; i++) {
        if (compare_rows(j->log, &t->run[i - 1], &t->run[i]) != 0)
            continue;
        t->rows++;
        t->cases += t->last_case != c;
        t->last_case = (uint32_t)c;
        gp_check_event(j, &t->shown, t->run[i]);
    }
    return true;
}

static bool duplicates(struct gp_check_job *j)
{
    const struct gp_eventlog *log = j->log;
    struct twice t = {.last_case = GP_NO_ID};
    struct gp_check *c;
    bool good = true;
    size_t k, i, end;

    for (k = 0; log->has_time && log->n_ties != 0 && good && k < log->n_cases; k++) {
        for (i = log->first[k]; good && i < log->first[k + 1]; i = end) {
            end = run_end(log, i, log->first[k + 1]);
            good = end - i < 2 || twice_in_run(j, k, i, end, &t);
        }
    }
    gp_free(t.run);
    if (t.rows == 0)
        return good;
    c = gp_checks_add(j->out, "duplicate-rows",
                      "Rows with case, activity, time and person of another", t.rows,
                      log->n, "events",
                      "remove doubled rows in the export (overlapping periods, joined "
                      "tables), or keep the column that tells them apart");
    copy_rows(c, &t.shown);
    gp_text_add(&c->effect, "kept: counted as work done again in ");
    gp_check_of(&c->effect, t.cases, log->n_cases, "cases");
    gp_text_add(&c->effect, "; variants and rework are larger by that");
    return good;
}

/* ---- spans that do not fit ---- */

static void ends_before_starts(struct gp_check_job *j)
{
    const struct gp_eventlog *log = j->log;
    struct gp_check rows = {0}, *c;
    gp_i128 lost = 0;
    uint64_t n = 0;
    size_t i;

    for (i = 0; log->has_start && i < log->n; i++) {
        if (log->end[i] >= log->start[i])
            continue;
        n++;
        lost += log->start[i] - log->end[i];
        gp_check_event(j, &rows, i);
    }
    if (n == 0)
        return;
    c = gp_checks_add(j->out, "end-before-start", "Events that end before they start",
                      n, log->n, "events",
                      "swap the columns (--start, --time) if it is most of them; else "
                      "correct these rows");
    copy_rows(c, &rows);
    gp_text_add(&c->effect, "kept as recorded: service times are short of ");
    gp_check_hours(&c->effect, lost);
    gp_text_add(&c->effect, ", and the waits after them long by as much");
}

static void overlaps(struct gp_check_job *j)
{
    const struct gp_eventlog *log = j->log;
    uint64_t n = log->has_start ? j->s->links[GP_BY_ACTIVITY].overlaps : 0;
    uint64_t links = gp_links_of_log(log);
    struct gp_check *c;
    size_t k, i;

    if (n * 100 < links || n == 0)
        return;
    c = gp_checks_add(j->out, "overlaps",
                      "Events that start before the one before ended", n, links,
                      "links",
                      "nothing to repair where work runs side by side; else check that "
                      "start and end are not swapped");
    for (k = 0; k < log->n_cases; k++)
        for (i = log->first[k]; i + 1 < log->first[k + 1]; i++)
            if (log->start[i + 1] < log->end[i])
                gp_check_event(j, c, i + 1);
    gp_text_add(&c->effect, "their wait counts as 0 (");
    gp_check_percent(&c->effect, (gp_i128)n, (gp_i128)links);
    gp_text_add(&c->effect,
                " of all links): directly-follows pairs show steps that ran "
                "side by side as if one followed the other");
}

/* ---- the order of the file ---- */

static bool goes_back(const struct gp_eventlog *log, size_t i)
{
    if (log->serial != NULL && log->serial[i] < log->serial[i + 1])
        return false;
    if (log->serial == NULL && log->line[i] <= log->line[i + 1])
        return false;
    return gp_event_start(log, i) < gp_event_start(log, i + 1) &&
           gp_event_end(log, i) < gp_event_end(log, i + 1);
}

/* A file that is newest first turns ties round; a few rows out of order say that clocks
 * or entries are late; anything between is a file in some other order, which is fine. */
static void file_order(struct gp_check_job *j)
{
    const struct gp_eventlog *log = j->log;
    uint64_t links = gp_links_of_log(log), back = 0;
    struct gp_check rows = {0}, *c;
    size_t k, i;
    bool newest_first;

    for (k = 0; log->has_time && k < log->n_cases; k++) {
        for (i = log->first[k]; i + 1 < log->first[k + 1]; i++) {
            if (!goes_back(log, i))
                continue;
            back++;
            gp_check_event(j, &rows, i + 1);
        }
    }
    newest_first = back * 10 > (links - log->n_ties) * 9 && log->n_ties != 0;
    if (back * 1000 < links || back == 0 || (!newest_first && back * 20 > links))
        return;
    c = gp_checks_add(j->out, newest_first ? "newest-first" : "file-order",
                      "Neighbours whose rows stand the other way round in the file",
                      back, links, "links",
                      newest_first
                          ? "sort the export oldest first"
                          : "ask whether times are entered later, or come from "
                            "clocks that differ");
    copy_rows(c, &rows);
    if (newest_first)
        gp_text_add(&c->effect, "the file is written newest first, so that events with "
                                "equal times stand in reverse");
    else
        gp_text_add(&c->effect,
                    "ordered by time; if the file has the true order, these "
                    "links and the paths of their cases are wrong");
}

bool gp_checks_of_order(struct gp_check_job *j)
{
    bool good = duplicates(j);

    ties(j);
    file_order(j);
    ends_before_starts(j);
    overlaps(j);
    return good;
}
