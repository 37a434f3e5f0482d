/* figure.c - see figure.h. One function a figure; each fills script and data.
 *
 * Colours are few and fixed, so that a page can theme the pictures by them:
 * #4a72c4 bars, #a9bfe8 second series, #c2571a marks, #6b7585 text and axes, #dfe4ec
 * grid, and six steps of a heat map.
 */
#include "report/pictures/figure.h"

#include "base/escape.h"
#include "base/mem.h"

#include <string.h>

static const char prologue[] =
    "set encoding utf8\n"
    "set datafile separator tab\n"
    "set border 3 lc rgb '#6b7585' lw 0.8\n"
    "set tics nomirror out scale 0.5 tc rgb '#6b7585'\n"
    "set grid y lc rgb '#dfe4ec' lt 1 lw 1\n"
    "set style fill solid 1 noborder\n"
    "set decimalsign '.'\n"
    "set key noenhanced tc rgb '#6b7585' samplen 1.5 spacing 1.1\n"
    "set margins 8, 4, 3, 1.5\n";

static void begin(struct gp_figure *f, unsigned height)
{
    gp_text_addf(&f->script,
                 "# gnuplot %s.gp: draws %s.svg from %s.dat\n"
                 "reset session\n"
                 "set terminal svg noenhanced size 860,%u font 'Helvetica,13'\n"
                 "set output '%s.svg'\n",
                 f->name, f->name, f->name, height, f->name);
    gp_text_add(&f->script, prologue);
}

static void add_decimal(struct gp_text *t, gp_i128 us, int64_t unit)
{
    gp_i128 thousandths = us * 1000 / unit;

    if (thousandths < 0) {
        gp_text_add_char(t, '-');
        thousandths = -thousandths;
    }
    gp_text_addf(t, "%llu.%03u", (unsigned long long)(thousandths / 1000),
                 (unsigned)(thousandths % 1000));
}

/* --- case durations --- */

struct bins {
    int64_t width; /* us */
    size_t n;      /* bins of that width; what is longer stands in one more */
    int64_t unit;  /* of the axis */
    const char *unit_name;
};

/* At most 30 bins up to p95, of a width people count in. */
static struct bins choose_bins(const struct gp_spread *d)
{
    static const int64_t s = GP_SECOND_US, m = GP_MINUTE_US, h = GP_HOUR_US,
                         day = GP_DAY_US;
    const int64_t widths[] = {
        s,       5 * s,    15 * s,   m,        2 * m,     5 * m,     10 * m,    15 * m,
        30 * m,  h,        2 * h,    4 * h,    6 * h,     12 * h,    day,       2 * day,
        7 * day, 14 * day, 28 * day, 91 * day, 182 * day, 364 * day, 3640 * day};
    const size_t n_widths = sizeof widths / sizeof widths[0];
    struct bins b = {0, 0, s, "seconds"};
    size_t i = 0;

    while (i + 1 < n_widths && d->p95 / widths[i] >= 30)
        i++;
    b.width = widths[i];
    b.n = (size_t)(d->p95 / b.width) + 1;
    if (b.width * (int64_t)b.n >= 3 * day) {
        b.unit = day;
        b.unit_name = "days";
    } else if (b.width * (int64_t)b.n >= 3 * h) {
        b.unit = h;
        b.unit_name = "hours";
    } else if (b.width * (int64_t)b.n >= 3 * m) {
        b.unit = m;
        b.unit_name = "minutes";
    }
    return b;
}

/* middle, cases, share of cases up to here */
static void durations_data(struct gp_figure *f, const struct gp_cases *c,
                           const struct bins *b)
{
    size_t at = 0, bin, start;

    gp_text_add(&f->data, "middle\tcases\tshare_so_far\n");
    for (bin = 0; bin <= b->n; bin++) {
        int64_t end = (int64_t)(bin + 1) * b->width;

        start = at;
        while (at < c->n_durations && (bin == b->n || c->durations[at] < end))
            at++;
        add_decimal(&f->data, (gp_i128)end - b->width / 2, b->unit);
        gp_text_addf(&f->data, "\t%zu\t", at - start);
        add_decimal(&f->data, (gp_i128)at * 100, (int64_t)c->n_durations);
        gp_text_add_char(&f->data, '\n');
    }
}

/* A line at a duration with its name above the bars, to the left or to the right. */
static void mark(struct gp_text *t, unsigned tag, const char *name, gp_i128 us,
                 int64_t unit, bool left)
{
    gp_text_addf(t, "set arrow %u from ", tag);
    add_decimal(t, us, unit);
    gp_text_add(t, ", graph 0 to ");
    add_decimal(t, us, unit);
    gp_text_add(t, ", graph 1 nohead lc rgb '#c2571a' lw 1.5 dt 2 front\n");
    gp_text_addf(t, "set label %u '%s' at ", tag, name);
    add_decimal(t, us, unit);
    gp_text_addf(t, ", graph 1.06 %s tc rgb '#c2571a' front\n",
                 left ? "right offset -0.3,0" : "left offset 0.3,0");
}

static void durations(struct gp_figure *f, const struct gp_facts *facts)
{
    const struct gp_cases *c = &facts->stats->cases;
    struct bins b = choose_bins(&c->duration);

    f->name = "case-durations";
    f->title = "How long cases take";
    f->about =
        "Each bar counts the cases of one range of duration; the last, paler one "
        "holds all longer cases. The line is the share of cases done by then.";
    begin(f, 300);
    durations_data(f, c, &b);
    mark(&f->script, 1, "median", c->duration.median, b.unit, true);
    if (c->duration.p90 < (int64_t)b.n * b.width)
        mark(&f->script, 2, "90 %", c->duration.p90, b.unit, false);
    gp_text_add(&f->script, "set xrange [0:");
    add_decimal(&f->script, (gp_i128)(b.n + 1) * b.width, b.unit);
    gp_text_add(&f->script, "]\nset boxwidth ");
    add_decimal(&f->script, (gp_i128)b.width * 9 / 10, b.unit);
    gp_text_addf(&f->script,
                 "\nset yrange [0:*]\nset y2range [0:100]\nset y2tics 25\n"
                 "set border 11\nset margins 8, 9, 3.5, 2\n"
                 "set ylabel 'cases' tc rgb '#6b7585'\n"
                 "set y2label '%% of cases' tc rgb '#6b7585'\n"
                 "set xlabel '%s from first to last event' tc rgb '#6b7585'\n"
                 "plot 'case-durations.dat' skip 1 using 1:($0 < %zu ? $2 : 1/0) with "
                 "boxes lc rgb '#4a72c4' notitle, "
                 "'' skip 1 using 1:($0 < %zu ? 1/0 : $2) with boxes lc rgb '#a9bfe8' "
                 "notitle, '' skip 1 using 1:3 axes x1y2 with lines lc rgb '#6b7585' "
                 "lw 1.2 notitle\n",
                 b.unit_name, b.n, b.n);
}

/* --- arrivals and work in progress --- */

/* There are no halves of cases. */
static const char *whole_tics(uint64_t most)
{
    return most <= 5 ? "set ytics 1\n" : "set ytics auto\n";
}

/* most: begun or ended in one interval; at_once: in progress. */
static void arrivals_data(struct gp_figure *f, const struct gp_timeline *t,
                          uint64_t *most, uint64_t *at_once)
{
    size_t i;

    gp_text_add(&f->data, "from\tarrivals\tendings\tin_progress\n");
    for (i = 0; i < t->n; i++) {
        *most = t->arrivals[i] > *most ? t->arrivals[i] : *most;
        *most = t->endings[i] > *most ? t->endings[i] : *most;
        *at_once = t->in_progress[i] > *at_once ? t->in_progress[i] : *at_once;
        gp_text_addf(&f->data, "%lld\t%llu\t%llu\t%llu\n",
                     (long long)((t->origin + (int64_t)i * t->step) / GP_SECOND_US),
                     (unsigned long long)t->arrivals[i],
                     (unsigned long long)t->endings[i],
                     (unsigned long long)t->in_progress[i]);
    }
}

static void arrivals(struct gp_figure *f, const struct gp_facts *facts)
{
    const struct gp_timeline *t = &facts->stats->timeline;
    int64_t period = t->step * (int64_t)t->n;
    const char *format = period > 180 * GP_DAY_US   ? "%Y-%m"
                         : period > 100 * GP_DAY_US ? "%Y-%m-%d"
                         : period > 3 * GP_DAY_US   ? "%m-%d"
                                                    : "%m-%d %H:%M";
    bool few_days = period > 3 * GP_DAY_US && period <= 8 * GP_DAY_US;
    uint64_t most = 1, at_once = 1;

    f->name = "arrivals";
    f->title = "Arrivals, endings and work in progress";
    f->about = "Above: cases that begin and end in each interval. Below: cases that "
               "have begun and not ended.";
    begin(f, 380);
    arrivals_data(f, t, &most, &at_once);
    gp_text_addf(
        &f->script,
        "set xdata time\nset timefmt '%%s'\nset format x '%s'\n%s"
        "set xrange [%lld:%lld] noextend\n"
        "set multiplot layout 2,1\n"
        "set yrange [0:%llu.%llu]\n%s" /* room for the key */
        "set ylabel 'cases per %s' tc rgb '#6b7585'\n"
        "set key top right horizontal\n"
        "plot 'arrivals.dat' skip 1 using 1:2 with fillsteps lc rgb '#a9bfe8' title "
        "'begin', '' skip 1 using 1:3 with steps lc rgb '#c2571a' lw 1.5 title 'end'\n"
        "set yrange [0:*]\n%sset ylabel 'in progress' tc rgb '#6b7585'\n"
        "plot 'arrivals.dat' skip 1 using 1:4 with fillsteps lc rgb '#4a72c4' notitle\n"
        "unset multiplot\n",
        format, few_days ? "set xtics 86400\n" : "",
        (long long)(t->origin / GP_SECOND_US),
        (long long)((t->origin + period) / GP_SECOND_US),
        (unsigned long long)(most * 15 / 10), (unsigned long long)(most * 15 % 10),
        whole_tics(most),
        t->step == GP_DAY_US       ? "day"
        : t->step == 7 * GP_DAY_US ? "week"
                                   : "4 weeks",
        whole_tics(at_once));
}

/* --- waits by link --- */

enum { MOST_BARS = 12, NAME_WIDTH = 26, HEAD_WIDTH = 16, TAIL_WIDTH = 9 };

/* Bytes of the characters at the beginning that fit into a width. */
static size_t fitting(struct gp_slice s, size_t width)
{
    size_t at = 0, used = 0;

    while (at < s.len) {
        uint32_t cp;
        size_t n = gp_utf8_decode(s.at + at, s.len - at, &cp);

        used += gp_utf8_width(s.at + at, n);
        if (used > width)
            break;
        at += n;
    }
    return at;
}

/* The beginning and the end of a long name: "Approve the inv...step 12" is told from step
 * 13. The picture has the whole names in the table beside. */
static void add_cut(struct gp_text *t, struct gp_slice s)
{
    size_t head = s.len, tail, rest;
    uint32_t cp;

    if (gp_utf8_width(s.at, s.len) > NAME_WIDTH)
        head = fitting(s, HEAD_WIDTH);
    tail = head;
    rest = gp_utf8_width(s.at + tail, s.len - tail);
    while (rest > TAIL_WIDTH) {
        size_t n = gp_utf8_decode(s.at + tail, s.len - tail, &cp);

        rest -= gp_utf8_width(s.at + tail, n);
        tail += n;
    }
    gp_text_add_n(t, s.at, head);
    if (head < s.len)
        gp_text_add(t, "\xE2\x80\xA6");
    gp_text_add_n(t, s.at + tail, s.len - tail);
}

/* The label's width. */
static size_t bar(struct gp_figure *f, const struct gp_stats *s,
                  const struct gp_bottleneck *b)
{
    const struct gp_link_stat *l = &s->links[b->level].stat[b->link];
    gp_i128 low = b->total > b->half_width ? b->total - b->half_width : 0;
    struct gp_text label = {0};
    size_t width;

    add_cut(&label, gp_stats_name(s, b->level, l->from));
    gp_text_add(&label, " \xE2\x86\x92 ");
    add_cut(&label, gp_stats_name(s, b->level, l->to));
    gp_escape_plot(&f->data, gp_text_slice(&label));
    gp_text_add_char(&f->data, '\t');
    add_decimal(&f->data, b->total, GP_HOUR_US);
    gp_text_add_char(&f->data, '\t');
    add_decimal(&f->data, low, GP_HOUR_US);
    gp_text_add_char(&f->data, '\t');
    add_decimal(&f->data, b->total + b->half_width, GP_HOUR_US);
    gp_text_add_char(&f->data, '\n');
    f->data.failed = f->data.failed || label.failed;
    width = gp_utf8_width(gp_text_z(&label), label.len);
    gp_text_release(&label);
    return width;
}

static void waits(struct gp_figure *f, const struct gp_facts *facts)
{
    const struct gp_bottlenecks *all = &facts->stats->bottlenecks;
    static const struct {
        int by;
        const char *name;
    } scales[] = {{1, "hours"}, {1000, "thousand hours"}, {1000000, "million hours"}};
    size_t n = all->first[GP_BY_ACTIVITY + 1], scale = 0, widest = 12, width, i;

    n = n < MOST_BARS ? n : MOST_BARS;
    while (scale + 1 < 3 && all->item[0].total / GP_HOUR_US >= 2 * scales[scale + 1].by)
        scale++;
    f->name = "waits";
    f->title = "Where cases wait, with 95 % intervals";
    f->about = "Total hours between two steps; the thin line is the 95 % interval. "
               "Where lines overlap, the order may be chance.";
    begin(f, (unsigned)(90 + 26 * n));
    gp_text_add(&f->data, "path\ttotal_hours\tlow\thigh\n");
    for (i = 0; i < n; i++) {
        width = bar(f, facts->stats, &all->item[i]);
        widest = width > widest ? width : widest;
    }
    gp_text_addf(
        &f->script,
        "set margins %zu, 3, 3.5, 1\nunset grid\n"
        "set grid x lc rgb '#dfe4ec' lt 1 lw 1\n"
        "set border 1\nset ytics scale 0\nset yrange [%zu.5:-0.5]\nset xrange [0:*]\n"
        "set xlabel '%s of waiting in all' tc rgb '#6b7585'\nscale = %d.0\n"
        "plot 'waits.dat' skip 1 using ($2/scale):0:(0):($2/scale):($0-0.32):($0+0.32)"
        ":yticlabels(1) with boxxyerror lc rgb '#4a72c4' notitle, '' skip 1 using "
        "($2/scale):0:($3/scale):($4/scale) with xerrorbars lc rgb '#c2571a' lw 1.5 "
        "ps 0 notitle\n",
        widest * 9 / 10 + 2, n - 1, scales[scale].name, scales[scale].by);
}

/* --- weekday and hour --- */

static bool count_hours(const struct gp_stats *s, uint64_t count[7][24])
{
    size_t i, times = 0;

    for (i = 0; i < s->log->n; i++) {
        int64_t at = gp_event_start(s->log, i);
        int64_t days = at / GP_DAY_US - (at % GP_DAY_US < 0);
        int64_t rest = at - days * GP_DAY_US;

        count[gp_weekday(days)][rest / GP_HOUR_US]++;
        times += rest != 0;
    }
    return times * 2 > s->log->n; /* dates alone have no hours */
}

static void hours(struct gp_figure *f, uint64_t count[7][24])
{
    static const unsigned colour[] = {0xeef1f6, 0xd5e0f5, 0xabc2ea,
                                      0x7c9ddb, 0x4a72c4, 0x284b96};
    uint64_t most = 1;
    unsigned day, hour, step;

    f->name = "hours";
    f->title = "When work is done";
    f->about = "Events that begin in each hour of the week; the darker, the more.";
    begin(f, 250);
    for (day = 0; day < 7; day++)
        for (hour = 0; hour < 24; hour++)
            most = count[day][hour] > most ? count[day][hour] : most;
    gp_text_add(&f->data, "hour\tweekday\tevents\tcolour\n");
    for (day = 0; day < 7; day++)
        for (hour = 0; hour < 24; hour++) {
            uint64_t n = count[day][hour];

            step = n == 0 ? 0 : 1 + (unsigned)((gp_u128)n * 4 / most);
            gp_text_addf(&f->data, "%u\t%u\t%llu\t%u\n", hour, day,
                         (unsigned long long)n, colour[step]);
        }
    gp_text_add(&f->script,
                "unset grid\nunset border\nset tics scale 0\nset yrange [6.5:-0.5]\n"
                "set xrange [-0.5:23.5]\nset xtics 0,3\n"
                "set ytics ('Mon' 0, 'Tue' 1, 'Wed' 2, 'Thu' 3, 'Fri' 4, 'Sat' 5, "
                "'Sun' 6)\nset xlabel 'hour of the day' tc rgb '#6b7585'\n"
                "plot 'hours.dat' skip 1 using 1:2:($1-0.46):($1+0.46):($2-0.44):"
                "($2+0.44):4 with boxxyerror lc rgb variable notitle\n");
}

/* --- all --- */

static struct gp_figure *next(struct gp_figures *f)
{
    return &f->figure[f->n++];
}

enum gp_status gp_figures_make(const struct gp_facts *facts, struct gp_figures *out,
                               struct gp_err *err)
{
    const struct gp_stats *s = facts->stats;
    uint64_t count[7][24] = {{0}};
    size_t i;

    memset(out, 0, sizeof *out);
    if (!s->log->has_time)
        return GP_OK;
    if (s->bottlenecks.first[GP_BY_ACTIVITY + 1] > 0 && s->all_waiting > 0)
        waits(next(out), facts);
    if (s->cases.n_durations > 1 && s->cases.duration.max > 0)
        durations(next(out), facts);
    if (s->timeline.n > 1)
        arrivals(next(out), facts);
    if (count_hours(s, count))
        hours(next(out), count);
    for (i = 0; i < out->n; i++)
        if (!gp_text_ok(&out->figure[i].script) || !gp_text_ok(&out->figure[i].data))
            return gp_fail_memory(err);
    return GP_OK;
}

void gp_figures_release(struct gp_figures *f)
{
    size_t i;

    for (i = 0; i < f->n; i++) {
        gp_text_release(&f->figure[i].script);
        gp_text_release(&f->figure[i].data);
        gp_text_release(&f->figure[i].svg);
    }
    memset(f, 0, sizeof *f);
}

const struct gp_figure *gp_figure_named(const struct gp_figures *f, const char *name)
{
    size_t i;

    for (i = 0; i < f->n; i++)
        if (strcmp(f->figure[i].name, name) == 0)
            return &f->figure[i];
    return NULL;
}
