/* time_column.c - see time_column.h.
 *
 * Only dates written with two numbers before the year (or with two-digit years) need a
 * decision; each sign (dot, slash, dash) is decided by itself, since one cannot be
 * taken for another. In turn:
 *   1. dates that do not exist in a reading (month 25) rule it out; a reading with a
 *      twentieth of another's failures wins over it, so that one typing error among
 *      thousands does not;
 *   2. dots are written day first wherever dots are used;
 *   3. of three numbers of two digits the year is the one that hardly changes;
 *   4. rows of a case run one way in time (oldest or newest first): the reading under
 *      which steps against that way are rare wins over one where they are common.
 *
 * A spreadsheet that reads dates the other way round exchanges day and month where both
 * are possible, writes those in its own layout, and leaves the others as they are:
 * "25/03/2024 14:05:00" beside "3/5/2024 14:05". Layouts that part exactly at 12 tell.
 */
#include "ingest/time_column.h"

#include "base/instant.h"
#include "ingest/time_names.h"

#include <stdio.h>
#include <string.h>

enum {
    MIN_STEPS = 4,   /* so many steps the wrong way before order counts as evidence */
    STEPS_RATIO = 5, /* and so many times more than under the other reading */
    TYPO_RATIO = 20,
    STRAY_RATIO = 20 /* one value in so many is a stray, not the column's form */
};

/* That format, or no more than the order where one format does not read all. */
static void add_name(const struct gp_time_form_evidence *f, enum gp_time_form form,
                     int order, struct gp_text *out)
{
    if (f->mixed)
        gp_text_add(out, gp_time_order_word((enum gp_time_order)order));
    else
        gp_time_add_pattern(f, form, order, out);
}

static uint64_t against(const struct gp_time_steps *s)
{
    return s->forward < s->back ? s->forward : s->back;
}

static bool clearly_fewer(uint64_t few, uint64_t many)
{
    return many >= MIN_STEPS && many >= few * STEPS_RATIO;
}

/* Does the order of rows speak for a over b? */
static bool order_prefers(const struct gp_time_form_evidence *f, int a, int b)
{
    return clearly_fewer(against(&f->in_case[a]), against(&f->in_case[b])) ||
           (clearly_fewer(against(&f->in_file[a]), against(&f->in_file[b])) &&
            against(&f->in_case[a]) <= against(&f->in_case[b]));
}

static int count_met(const uint64_t *met)
{
    return __builtin_popcountll(met[0]) + __builtin_popcountll(met[1]);
}

/* Of three numbers of two digits the year is the one that hardly changes while the days
 * of the month do. position: 0 the first, 1 the last. */
static bool is_year(const struct gp_time_form_evidence *f, int position)
{
    enum { ENOUGH = 20, RATIO = 5 };

    return f->not_two == 0 && f->n >= ENOUGH &&
           count_met(f->met[1 - position]) >= RATIO * count_met(f->met[position]);
}

static bool possible(const struct gp_time_form_evidence *f, int order)
{
    uint64_t best = 0, failures = f->n - f->valid[order];
    int o;

    if (order == GP_ORDER_YMD ? f->not_two != 0 || is_year(f, 1) : is_year(f, 0))
        return false;
    for (o = GP_ORDER_DMY; o <= GP_ORDER_YMD; o++)
        if (f->valid[o] > best && (o != GP_ORDER_YMD || f->not_two == 0))
            best = f->valid[o];
    return failures == f->n - best || failures < TYPO_RATIO * (f->n - best);
}

static const char *const order_words[GP_ORDERS] = {"", "day first", "month first",
                                                   "year first"};

static void explain_high(const struct gp_time_form_evidence *f, int order,
                         struct gp_text *why)
{
    uint64_t high;

    if (order == GP_ORDER_YMD) {
        gp_text_add(why, is_year(f, 0)
                             ? "the first number hardly changes, the last one does: "
                               "year first"
                             : "other readings give dates that do not exist: year "
                               "first");
        return;
    }
    high = order == GP_ORDER_DMY ? f->front_high : f->middle_high;
    gp_text_add_count(why, high);
    gp_text_addf(why, " %s a number above 12 in %s position, ",
                 high == 1 ? "value has" : "values have",
                 order == GP_ORDER_DMY ? "first" : "second");
    gp_text_add_count(why, order == GP_ORDER_DMY ? f->middle_high : f->front_high);
    gp_text_addf(why, " in %s: %s", order == GP_ORDER_DMY ? "second" : "first",
                 order_words[order]);
}

static void explain_steps(const struct gp_time_form_evidence *f, int order, int other,
                          struct gp_text *why)
{
    bool in_case =
        clearly_fewer(against(&f->in_case[order]), against(&f->in_case[other]));
    const struct gp_time_steps *s = in_case ? f->in_case : f->in_file;

    gp_text_addf(why, "read %s, ", order_words[order]);
    gp_text_add_count(why, against(&s[order]));
    gp_text_addf(why, " steps in time run against the order of rows%s; read %s it is ",
                 in_case ? " of a case" : "", order_words[other]);
    gp_text_add_count(why, against(&s[other]));
}

static void explain_serial(const struct gp_time_form_evidence *f, struct gp_text *why)
{
    gp_text_add_count(why, f->n);
    gp_text_addf(why,
                 " values such as \"%s\" are taken for days since 1899-12-30, as "
                 "spreadsheets count them; if yours counts from 1904, --time-format "
                 "excel-1904",
                 f->example);
}

static enum gp_time_order decide_form(const struct gp_time_form_evidence *f,
                                      enum gp_time_form form, struct gp_text *why)
{
    int candidate[GP_ORDERS] = {0}, n = 0, i, k, o;

    for (o = GP_ORDER_DMY; o <= GP_ORDER_YMD; o++)
        if (possible(f, o))
            candidate[n++] = o;
    if (n == 1) {
        explain_high(f, candidate[0], why);
        return (enum gp_time_order)candidate[0];
    }
    if (form == GP_FORM_DOT && candidate[0] == GP_ORDER_DMY) {
        gp_text_add(why, "dates with dots are written day first");
        return GP_ORDER_DMY;
    }
    for (i = 0; i < n; i++) {
        for (k = 0; k < n; k++)
            if (k != i && !order_prefers(f, candidate[i], candidate[k]))
                break;
        if (k == n) {
            explain_steps(f, candidate[i], candidate[i == 0], why);
            return (enum gp_time_order)candidate[i];
        }
    }
    return GP_ORDER_UNKNOWN;
}

/* Two readings that are left; day and month first where fewer are. */
static void two_readings(const struct gp_time_form_evidence *f, int *order)
{
    int o, n = 0;

    for (o = GP_ORDER_DMY; o <= GP_ORDER_YMD && n < 2; o++)
        if (possible(f, o))
            order[n++] = o;
    if (n < 2) {
        order[0] = GP_ORDER_DMY;
        order[1] = GP_ORDER_MDY;
    }
}

static void explain_ambiguous(const struct gp_time_form_evidence *f,
                              enum gp_time_form form, struct gp_text *why)
{
    struct gp_time_scan t;
    int order[2], i;
    int64_t day = 0;

    two_readings(f, order);
    gp_text_addf(why, "\"%s\" can be ", f->example);
    for (i = 0; i < 2; i++) {
        int o = order[i];

        if (i == 1)
            gp_text_add(why, " or ");
        if (gp_time_scan(gp_slice(f->example), &t) &&
            gp_time_day(&t, (enum gp_time_order)o, &day) == GP_TIME_OK)
            gp_instant_date(why, day * GP_DAY_US);
        else
            gp_text_add(why, "no date");
        gp_text_addf(why, " (%s: --time-format '", order_words[o]);
        add_name(f, form, o, why);
        gp_text_add(why, "')");
    }
    if (f->front_high != 0 && f->middle_high != 0)
        gp_text_addf(why,
                     "; values exclude each other: %llu have a number above 12 in "
                     "first position, %llu in second",
                     (unsigned long long)f->front_high,
                     (unsigned long long)f->middle_high);
    else if (order[1] == GP_ORDER_YMD)
        gp_text_add(why, "; neither the numbers nor the order of rows decide");
    else
        gp_text_add(why, "; no value has a number above 12 in either position and the "
                         "order of rows does not decide");
}

/* A few values of another form than the column's, or values that are no dates at all, do
 * not make the column ambiguous: they are refused one by one. */
static bool stray(const struct gp_time_evidence *e,
                  const struct gp_time_form_evidence *f)
{
    bool none_valid = f->valid[GP_ORDER_DMY] == 0 && f->valid[GP_ORDER_MDY] == 0 &&
                      f->valid[GP_ORDER_YMD] == 0;

    return f->n < e->times && (none_valid || f->n * STRAY_RATIO <= e->times);
}

static void explain_stray(const struct gp_time_form_evidence *f, struct gp_text *why)
{
    gp_text_add_count(why, f->n);
    gp_text_addf(why,
                 " values such as \"%s\" cannot be read in one way only and are "
                 "refused",
                 f->example);
}

/* Do all values of some layouts have a number above 12 in the position, and none of the
 * others? Then *with and *without are one of each. */
static bool parts_at_12(const struct gp_time_form_evidence *f, int position,
                        const struct gp_time_layout_evidence **with,
                        const struct gp_time_layout_evidence **without)
{
    enum { ENOUGH = 10 }; /* by chance once in a million columns */
    uint64_t high = 0, low = 0;
    int i;

    for (i = 0; i < GP_LAYOUTS; i++) {
        const struct gp_time_layout_evidence *l = &f->of_layout[i];

        if (l->high[1 - position] != 0 ||
            (l->high[position] != 0 && l->high[position] != l->n))
            return false;
        if (l->n != 0)
            *(l->high[position] != 0 ? with : without) = l;
        high += l->high[position];
        low += l->n - l->high[position];
    }
    return high >= ENOUGH && low >= ENOUGH;
}

static bool exchanged(const struct gp_time_form_evidence *f, struct gp_text *why)
{
    const struct gp_time_layout_evidence *with = NULL, *without = NULL;

    if (!parts_at_12(f, 0, &with, &without) && !parts_at_12(f, 1, &with, &without))
        return false;
    gp_text_clear(why);
    gp_text_addf(
        why,
        "values such as \"%s\" all have a number above 12, and those of the "
        "layout of \"%s\" never: a spreadsheet seems to have exchanged day and "
        "month where it could; export again without opening the file there, or "
        "take all one way with --time-format dmy or mdy",
        with->example, without->example);
    return true;
}

static void name_form(const struct gp_time_evidence *e,
                      const struct gp_time_reading *reading, enum gp_time_form form,
                      struct gp_text *out)
{
    static const char *const names[GP_FORMS] = {
        [GP_FORM_ISO] = "iso 8601",      [GP_FORM_BASIC] = "iso 8601 basic",
        [GP_FORM_NAMED] = "month name",  [GP_FORM_EXCEL] = "excel",
        [GP_FORM_EPOCH_S] = "epoch",     [GP_FORM_EPOCH_MS] = "epoch-ms",
        [GP_FORM_EPOCH_US] = "epoch-us", [GP_FORM_EPOCH_NS] = "epoch-ns"};

    if (gp_time_needs_order(form))
        add_name(&e->form[form], form, (int)reading->order[form], out);
    else
        gp_text_add(out, names[form]);
}

/* How many values have each form, where there are several. */
static void explain_forms(const struct gp_time_evidence *e,
                          const struct gp_time_reading *reading, struct gp_text *why)
{
    int form, n = 0, told = 0;

    for (form = GP_FORM_NONE + 1; form < GP_FORMS; form++)
        n += reading->accept[form];
    for (form = GP_FORM_NONE + 1; form < GP_FORMS && n > 1; form++) {
        if (!reading->accept[form])
            continue;
        gp_text_add(why, told == 0       ? "; of the values looked at "
                         : told + 1 == n ? " and "
                                         : ", ");
        gp_text_add_count(why, e->form[form].n);
        gp_text_add(why, told++ == 0 ? " are " : " ");
        name_form(e, reading, (enum gp_time_form)form, why);
    }
}

/* The order of one form that needs one; GP_TIMES_DECIDED also where its few values are
 * given up. */
static enum gp_time_verdict decide_order(const struct gp_time_evidence *e,
                                         enum gp_time_form form,
                                         struct gp_time_reading *reading,
                                         struct gp_text *why)
{
    const struct gp_time_form_evidence *f = &e->form[form];

    if (gp_text_z(why)[0] != '\0')
        gp_text_add(why, "; ");
    reading->order[form] = decide_form(f, form, why);
    if (reading->order[form] != GP_ORDER_UNKNOWN)
        return exchanged(f, why) ? GP_TIMES_EXCHANGED : GP_TIMES_DECIDED;
    reading->accept[form] = false;
    if (stray(e, f)) {
        explain_stray(f, why);
        return GP_TIMES_DECIDED;
    }
    explain_ambiguous(f, form, why);
    return f->front_high != 0 && f->middle_high != 0 ? GP_TIMES_CONTRADICT
                                                     : GP_TIMES_AMBIGUOUS;
}

static void explain_decided(const struct gp_time_evidence *e,
                            const struct gp_time_reading *reading, struct gp_text *why)
{
    if (gp_text_z(why)[0] == '\0') {
        gp_text_add_count(why, e->times);
        gp_text_add(why, " of ");
        gp_text_add_count(why, e->values);
        gp_text_add(why, " values looked at are readable, in one way only");
    }
    explain_forms(e, reading, why);
    if (e->placeholders != 0) {
        gp_text_add(why, "; ");
        gp_text_add_count(why, e->placeholders);
        gp_text_add(why, " placeholders such as NULL or N/A count as no time");
    }
}

enum gp_time_verdict gp_time_decide(const struct gp_time_evidence *e,
                                    struct gp_time_reading *reading,
                                    enum gp_time_form *undecided, struct gp_text *why)
{
    int form;

    memset(reading, 0, sizeof *reading);
    *undecided = GP_FORM_NONE;
    for (form = GP_FORM_NONE + 1; form < GP_FORMS; form++) {
        const struct gp_time_form_evidence *f = &e->form[form];
        enum gp_time_verdict verdict = GP_TIMES_DECIDED;

        reading->accept[form] =
            f->n != 0 && (form < GP_FORM_EXCEL || f->n * 2 > e->times);
        if (form == GP_FORM_EXCEL && reading->accept[form])
            explain_serial(f, why);
        if (f->n != 0 && gp_time_needs_order((enum gp_time_form)form))
            verdict = decide_order(e, (enum gp_time_form)form, reading, why);
        if (verdict == GP_TIMES_AMBIGUOUS || verdict == GP_TIMES_CONTRADICT)
            *undecided = (enum gp_time_form)form;
        if (verdict != GP_TIMES_DECIDED)
            return verdict;
    }
    if (e->times == 0)
        return GP_TIMES_NONE;
    explain_decided(e, reading, why);
    return GP_TIMES_DECIDED;
}

void gp_time_reading_name(const struct gp_time_evidence *e,
                          const struct gp_time_reading *reading, struct gp_text *out)
{
    int form;

    for (form = GP_FORM_NONE + 1; form < GP_FORMS; form++) {
        if (!reading->accept[form])
            continue;
        if (gp_text_z(out)[0] != '\0')
            gp_text_add(out, " or ");
        name_form(e, reading, (enum gp_time_form)form, out);
    }
}
