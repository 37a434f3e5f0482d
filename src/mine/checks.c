/* checks.c - see checks.h. The list, the texts they share, and the order of themes. */
#include "mine/checks/checks_parts.h"

#include "base/parallel.h"

#include <string.h>

struct gp_check *gp_checks_add(struct gp_checks *list, const char *name,
                               const char *title, uint64_t count, uint64_t of,
                               const char *of_what, const char *fix)
{
    struct gp_check *c = &list->none;

    if (gp_reserve(&list->check, &list->cap, list->n + 1)) {
        c = &list->check[list->n++];
        memset(c, 0, sizeof *c);
    } else {
        list->failed = true;
    }
    c->name = name;
    c->title = title;
    c->count = count;
    c->of = of;
    c->of_what = of_what;
    gp_text_add(&c->fix, fix);
    return c;
}

void gp_check_add_row(struct gp_check *c, struct gp_check_row row)
{
    size_t i = c->n_rows;

    if (i == GP_CHECK_ROWS && row.order >= c->row[i - 1].order)
        return;
    if (i < GP_CHECK_ROWS)
        c->n_rows++;
    else
        i--;
    for (; i > 0 && c->row[i - 1].order > row.order; i--)
        c->row[i] = c->row[i - 1];
    c->row[i] = row;
}

bool gp_checks_ok(const struct gp_checks *list)
{
    size_t i;

    for (i = 0; i < list->n; i++)
        if (!gp_text_ok(&list->check[i].found) || !gp_text_ok(&list->check[i].effect) ||
            !gp_text_ok(&list->check[i].fix))
            return false;
    return !list->failed;
}

static void release_texts(struct gp_check *c)
{
    gp_text_release(&c->found);
    gp_text_release(&c->effect);
    gp_text_release(&c->fix);
}

void gp_checks_release(struct gp_checks *list)
{
    size_t i;

    for (i = 0; i < list->n; i++)
        release_texts(&list->check[i]);
    release_texts(&list->none);
    gp_free(list->check);
    memset(list, 0, sizeof *list);
}

/* ---- texts ---- */

void gp_check_percent(struct gp_text *t, gp_i128 part, gp_i128 whole)
{
    gp_i128 tenths;

    if (whole <= 0)
        return;
    tenths = (part * 2000 + whole) / (2 * whole);
    if (tenths == 0 && part > 0)
        gp_text_add(t, "under 0.1 %");
    else if (tenths % 10 == 0)
        gp_text_addf(t, "%lld %%", (long long)(tenths / 10));
    else
        gp_text_addf(t, "%lld.%d %%", (long long)(tenths / 10), (int)(tenths % 10));
}

void gp_check_quote(struct gp_text *t, struct gp_slice name)
{
    enum { MOST = 80 };
    size_t n = name.len;

    if (n > MOST)
        for (n = MOST; n > 0 && ((unsigned char)name.at[n] & 0xC0) == 0x80;)
            n--;
    gp_text_add_char(t, '\'');
    gp_text_add_n(t, name.at, n);
    gp_text_add(t, n < name.len ? "...'" : "'");
}

void gp_check_hours(struct gp_text *t, gp_i128 us)
{
    gp_span_hours(t, us);
    gp_text_add(t, " h");
}

void gp_check_of(struct gp_text *t, uint64_t part, uint64_t whole, const char *what)
{
    gp_text_add_count(t, part);
    gp_text_add(t, " of ");
    gp_text_add_count(t, whole);
    gp_text_addf(t, " %s (", what);
    gp_check_percent(t, (gp_i128)part, (gp_i128)whole);
    gp_text_add_char(t, ')');
}

void gp_check_event(const struct gp_check_job *j, struct gp_check *c, size_t i)
{
    uint64_t order = j->log->serial != NULL ? j->log->serial[i] : j->log->line[i];

    if (c->n_rows == GP_CHECK_ROWS && order >= c->row[GP_CHECK_ROWS - 1].order)
        return; /* spares the search for the file */
    gp_check_add_row(
        c, (struct gp_check_row){gp_event_file(j->log, i), j->log->line[i], order});
}

/* ---- days ---- */

static int64_t day_number(int64_t us)
{
    return us >= 0 ? us / GP_DAY_US : -((-us + GP_DAY_US - 1) / GP_DAY_US);
}

size_t gp_check_day(const struct gp_check_days *d, int64_t us)
{
    return (size_t)(day_number(us) - d->first);
}

static void quiet_ends(struct gp_check_days *d, size_t n_events)
{
    uint64_t seen = 0, cut = n_events / 200;

    while (d->low < d->n && seen + d->events[d->low] <= cut)
        seen += d->events[d->low++];
    seen = 0;
    while (d->high > d->low && seen + d->events[d->high] <= cut)
        seen += d->events[d->high--];
}

static bool count_days(struct gp_check_job *j)
{
    const struct gp_eventlog *log = j->log;
    const struct gp_cases *cases = &j->s->cases;
    struct gp_check_days *d = &j->days;
    int64_t low = INT64_MAX, high = INT64_MIN;
    size_t i;

    if (!log->has_time || log->n == 0)
        return true;
    if (log->start == NULL) {
        low = cases->first;
        high = cases->last;
    }
    for (i = 0; log->start != NULL && i < log->n; i++) { /* an end may lie before */
        int64_t a = gp_event_start(log, i), b = log->end[i];

        low = a < low ? a : low;
        low = b < low ? b : low;
        high = a > high ? a : high;
        high = b > high ? b : high;
    }
    d->first = day_number(low);
    d->n = (size_t)(day_number(high) - d->first) + 1;
    d->high = d->n - 1;
    d->events = gp_array_zero(d->n * 3, sizeof *d->events);
    if (d->events == NULL)
        return false;
    d->case_starts = d->events + d->n;
    d->case_ends = d->case_starts + d->n;
    for (i = 0; i < log->n; i++)
        d->events[gp_check_day(d, gp_event_start(log, i))]++;
    for (i = 0; i < log->n_cases; i++) {
        d->case_starts[gp_check_day(d, cases->start[i])]++;
        d->case_ends[gp_check_day(d, cases->end[i])]++;
    }
    quiet_ends(d, log->n);
    return true;
}

/* ---- all themes ---- */

static bool (*const themes[])(struct gp_check_job *j) = {
    gp_checks_of_times, gp_checks_of_order,  gp_checks_of_cases,  gp_checks_of_names,
    gp_checks_of_drift, gp_checks_of_people, gp_checks_of_clocks,
};

enum { THEMES = sizeof themes / sizeof themes[0] };

/* Each theme has a list of its own, so that they can be looked for at the same time. */
struct search {
    struct gp_check_job job[THEMES];
    struct gp_checks list[THEMES];
    bool good[THEMES];
};

static void look(void *search, size_t i)
{
    struct search *s = search;

    s->good[i] = themes[i](&s->job[i]);
}

/* Moves the checks behind those of the list. */
static bool move(struct gp_checks *to, struct gp_checks *from)
{
    if (from->failed || !gp_reserve(&to->check, &to->cap, to->n + from->n))
        return false;
    if (from->n != 0)
        memcpy(to->check + to->n, from->check, from->n * sizeof *to->check);
    to->n += from->n;
    from->n = 0;
    return true;
}

enum gp_status gp_checks_mine(const struct gp_stats *stats, struct gp_checks *list,
                              struct gp_err *err)
{
    struct gp_check_job j = {.s = stats, .log = stats->log};
    struct search s = {0};
    bool good = count_days(&j);
    size_t i;

    for (i = 0; i < THEMES; i++) {
        s.job[i] = j;
        s.job[i].out = &s.list[i];
    }
    if (good)
        gp_parallel(look, &s, THEMES, stats->log->threads);
    for (i = 0; i < THEMES; i++) {
        good = good && s.good[i] && move(list, &s.list[i]);
        gp_checks_release(&s.list[i]);
    }
    gp_free(j.days.events);
    return good && gp_checks_ok(list) ? GP_OK : gp_fail_memory(err);
}
