/* checks_clocks.c - files whose clocks differ by a constant, such as one in UTC and one in
 * local time.
 *
 *   orders.csv  Order  10:00   11:30   09:10          the step of the other file follows,
 *   depot.csv   Pick   08:05   10:55   07:40          and yet stands up to two hours before
 *
 * Two things show it. A step that both files record differs by the same multiple of a
 * quarter of an hour nearly always. Or the step that follows in the other file lies before
 * by anything up to such a multiple and never more: waits begin at nothing, so that
 * shifted ones begin with a sharp edge at the shift. Steps that merely run side by side
 * thin out to both sides and have no such edge. Nothing is moved here.
 */
#include "mine/checks/checks_parts.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_FILES = 8,
    STEPS = 16, /* the most frequent ones of a file are asked */
    BINS = 168, /* of five minutes to either side: 14 hours */
    QUARTER = 3,
    LEAST_SHIFT = 6 /* bins: half an hour, no clock that merely goes wrong */
};
static const int64_t BIN_US = 300 * GP_SECOND_US;

/* Differences between a step of the one file and a step of the other. */
struct gaps {
    uint32_t bin[2 * BINS]; /* [BINS + k]: from 5 k minutes on */
    uint64_t n, lower, upper;
    uint64_t round; /* whole quarters: of rounded times edges tell nothing */
};

/* Two files. */
struct pair {
    size_t a, b;
    uint32_t step[2][STEPS]; /* activities, the most frequent first */
    size_t n[2];
    struct gaps *gaps;           /* [STEPS * STEPS] */
    uint64_t same, at[2 * BINS]; /* steps in both; of them, near each bin's begin */
    int64_t first[2][STEPS];     /* of the case at hand */
    uint32_t times[2][STEPS];    /* so often in it */
    uint64_t cases;
};

struct found {
    int bins; /* b is so far behind a; negative: ahead. 0: nothing was found */
    uint64_t shown, of;
    uint32_t before, after; /* activities; the same where both files have it */
};

static size_t file_of(const struct gp_eventlog *log, size_t i)
{
    size_t f = 0;

    while (f + 1 < log->n_files && log->files[f + 1].first_event <= log->serial[i])
        f++;
    return f;
}

/* ---- counting ---- */

static bool choose_steps(const struct gp_eventlog *log, size_t file, uint32_t *step,
                         size_t *n)
{
    uint32_t *count = gp_array_zero(log->activities.n, sizeof *count);
    size_t i, k;

    if (count == NULL)
        return false;
    for (i = 0; i < log->n; i++)
        count[gp_id(log->activity, i)] += file_of(log, i) == file;
    for (*n = 0; *n < STEPS; ++*n) {
        uint32_t best = 0;

        for (k = 1; k < log->activities.n; k++)
            best = count[k] > count[best] ? (uint32_t)k : best;
        if (count[best] == 0)
            break;
        step[*n] = best;
        count[best] = 0;
    }
    gp_free(count);
    return true;
}

static void note_event(const struct gp_eventlog *log, struct pair *p, size_t i)
{
    size_t file = file_of(log, i), side = file == p->b, k;

    if (file != p->a && file != p->b)
        return;
    for (k = 0; k < p->n[side]; k++)
        if (p->step[side][k] == gp_id(log->activity, i) && p->times[side][k]++ == 0)
            p->first[side][k] = log->end[i];
}

static void add_gap(struct gaps *g, int64_t us)
{
    int64_t k = us >= 0 ? us / BIN_US : -((-us + BIN_US - 1) / BIN_US);

    g->n++;
    g->round += us % (QUARTER * BIN_US) == 0;
    if (k < -BINS)
        g->lower++;
    else if (k >= BINS)
        g->upper++;
    else
        g->bin[BINS + k]++;
}

/* The same step at the multiple of a quarter that is within two minutes. */
static void add_same(struct pair *p, int64_t us)
{
    int64_t quarter = QUARTER * BIN_US;
    int64_t k = (us + (us >= 0 ? quarter / 2 : -quarter / 2)) / quarter;
    int64_t off = us - k * quarter;

    p->same++;
    if (llabs(off) <= 120 * GP_SECOND_US && llabs(k) * QUARTER < BINS)
        p->at[BINS + k * QUARTER]++;
}

static void note_case(struct pair *p)
{
    size_t x, y;
    bool both = false;

    for (x = 0; x < p->n[0]; x++)
        for (y = 0; y < p->n[1]; y++) {
            if (p->times[0][x] == 0 || p->times[1][y] == 0)
                continue;
            both = true;
            if (p->step[0][x] != p->step[1][y])
                add_gap(&p->gaps[x * STEPS + y], p->first[1][y] - p->first[0][x]);
            else if (p->times[0][x] == 1 && p->times[1][y] == 1)
                add_same(p, p->first[1][y] - p->first[0][x]);
        }
    p->cases += both;
}

static void count_pair(const struct gp_eventlog *log, struct pair *p)
{
    size_t c, i;

    for (c = 0; c < log->n_cases; c++) {
        memset(p->times, 0, sizeof p->times);
        for (i = log->first[c]; i < log->first[c + 1]; i++)
            note_event(log, p, i);
        note_case(p);
    }
}

/* ---- judging ---- */

/* A bin of the gaps, or of the gaps seen from the other file. */
static uint64_t bin_of(const struct gaps *g, bool turned, int k)
{
    int at = turned ? -1 - k : k;

    return at >= -BINS && at < BINS ? g->bin[BINS + at] : 0;
}

static uint64_t bins_of(const struct gaps *g, bool turned, int from, int n)
{
    uint64_t sum = 0;
    int k;

    for (k = from; k < from + n; k++)
        sum += bin_of(g, turned, k);
    return sum;
}

/* Do the gaps begin sharply at bin k, with `below` of them before it? */
static bool is_edge(const struct gaps *g, bool turned, int k, uint64_t below)
{
    uint64_t quarter = bins_of(g, turned, k, QUARTER);
    uint64_t behind = bins_of(g, turned, k, -k);

    return below * 100 <= g->n && below * 10 <= behind && behind >= 20 &&
           quarter >= 10 && bin_of(g, turned, k) * 6 >= quarter &&
           bins_of(g, turned, k - QUARTER, QUARTER) * 10 <= quarter &&
           quarter * 2 >= bins_of(g, turned, k + QUARTER, QUARTER);
}

/* The edge of waits that begin before nothing; 0: there is none. *against: steps that
 * stand before the one they follow. */
static int find_edge(const struct gaps *g, bool turned, uint64_t *against)
{
    uint64_t below = turned ? g->upper : g->lower;
    uint64_t forward = (turned ? g->lower : g->upper) + bins_of(g, turned, 0, BINS);
    int k;

    *against = 0;
    if (g->n < 40 || forward * 5 < g->n || g->round * 2 > g->n)
        return 0;
    *against = g->n - forward;
    for (k = -BINS; k <= -LEAST_SHIFT; k++) {
        if (k % QUARTER == 0 && is_edge(g, turned, k, below))
            return k;
        below += bin_of(g, turned, k);
    }
    return 0;
}

/* Both files have the step: nearly always the same time apart, or, where one of them keeps
 * summer time, one of two an hour apart. */
static bool find_same(const struct pair *p, struct found *out)
{
    enum { HOUR = 12 };
    size_t k, best = BINS;
    uint64_t near, less, more;

    for (k = 0; k < (size_t)2 * BINS; k++)
        best = p->at[k] > p->at[best] ? k : best;
    less = best >= HOUR && best != BINS + HOUR ? p->at[best - HOUR] : 0;
    more =
        best + HOUR < (size_t)2 * BINS && best + HOUR != BINS ? p->at[best + HOUR] : 0;
    near = p->at[best] + (less > more ? less : more);
    if (p->same < 20 || best == BINS || near * 5 < p->same * 4)
        return false;
    *out = (struct found){.bins = BINS - (int)best, .shown = near, .of = p->same};
    return true;
}

/* The steps that lie before by a common edge must be most of those that lie before. */
static void find_edges(const struct pair *p, bool turned, struct found *out)
{
    uint64_t at[BINS + 1] = {0}, all = 0, most = 0, against;
    struct found best = {0};
    size_t x, y;

    for (x = 0; x < p->n[0]; x++)
        for (y = 0; y < p->n[1]; y++) {
            int k = find_edge(&p->gaps[x * STEPS + y], turned, &against);

            all += against;
            if (k == 0)
                continue;
            at[-k] += against;
            if (against > most) {
                most = against;
                best.before = turned ? p->step[1][y] : p->step[0][x];
                best.after = turned ? p->step[0][x] : p->step[1][y];
            }
            if (best.bins == 0 || at[-k] > at[best.bins])
                best.bins = -k;
        }
    best.shown = at[best.bins];
    best.of = all;
    if (best.bins == 0 || best.shown * 2 < all || best.shown <= out->shown)
        return;
    *out = best;
    out->bins = turned ? -best.bins : best.bins;
}

/* ---- telling ---- */

static void add_clock(struct gp_text *t, int bins)
{
    gp_text_addf(t, "%d:%02d h", bins / 12, bins % 12 * 5);
}

static void add_option(struct gp_text *t, const char *file, int bins)
{
    gp_text_addf(t, "--tz '%s=%c%02d:%02d'", file, bins < 0 ? '-' : '+', abs(bins) / 12,
                 abs(bins) % 12 * 5);
}

static void tell_found(const struct gp_eventlog *log, const struct found *f,
                       struct gp_text *t)
{
    gp_text_add_count(t, f->shown);
    gp_text_add(t, " of ");
    gp_text_add_count(t, f->of);
    if (f->before == f->after) {
        gp_text_add(t, " steps that both files record are so far apart");
        return;
    }
    gp_text_add(t, " steps that stand before the one they follow do so by up to that "
                   "and no more, such as ");
    gp_check_quote(t, gp_dict_name(&log->activities, f->after));
    gp_text_add(t, " before ");
    gp_check_quote(t, gp_dict_name(&log->activities, f->before));
}

/* Without its folders: reports do not depend on where a file lies. */
static const char *name_of(const struct gp_eventlog *log, size_t file)
{
    const char *name = log->files[file].name, *slash = strrchr(name, '/');

    return slash != NULL ? slash + 1 : name;
}

static void tell(struct gp_check_job *j, const struct pair *p, const struct found *f)
{
    const char *behind = name_of(j->log, f->bins > 0 ? p->b : p->a);
    const char *ahead = name_of(j->log, f->bins > 0 ? p->a : p->b);
    struct gp_check *c =
        gp_checks_add(j->out, "clocks-apart", "Files whose clocks seem to differ",
                      p->cases, j->log->n_cases, "cases",
                      "nothing was moved. If one of them is in local time, ");

    gp_text_addf(&c->found, "times of '%s' seem ", behind);
    add_clock(&c->found, abs(f->bins));
    gp_text_addf(&c->found, " behind those of '%s': ", ahead);
    tell_found(j->log, f, &c->found);
    add_option(&c->fix, ahead, abs(f->bins));
    gp_text_add(&c->fix, " or ");
    add_option(&c->fix, behind, -abs(f->bins));
    gp_text_add(&c->fix, " reads it so, or a zone in the place of the hours where it "
                         "keeps summer time; times with an offset of their own stay");
    gp_text_add(&c->effect,
                "waits from one file to the other are wrong by so much, and "
                "steps stand in the wrong order");
}

static bool look_at_pair(struct gp_check_job *j, size_t a, size_t b)
{
    struct pair *p = gp_array_zero(1, sizeof *p);
    struct found f = {0};
    bool good = p != NULL;

    if (good) {
        p->a = a;
        p->b = b;
        p->gaps = gp_array_zero((size_t)STEPS * STEPS, sizeof *p->gaps);
        good = p->gaps != NULL && choose_steps(j->log, a, p->step[0], &p->n[0]) &&
               choose_steps(j->log, b, p->step[1], &p->n[1]);
    }
    if (good) {
        count_pair(j->log, p);
        if (!find_same(p, &f)) {
            find_edges(p, false, &f);
            find_edges(p, true, &f);
        }
        if (f.bins != 0)
            tell(j, p, &f);
        gp_free(p->gaps);
    }
    gp_free(p);
    return good;
}

bool gp_checks_of_clocks(struct gp_check_job *j)
{
    const struct gp_eventlog *log = j->log;
    bool good = true;
    size_t a, b;

    if (!log->has_time || log->serial == NULL || log->n_files > MOST_FILES)
        return true;
    for (a = 0; a < log->n_files && good; a++)
        for (b = a + 1; b < log->n_files && good; b++)
            good = look_at_pair(j, a, b);
    return good;
}
