/* column_roles.c - see column_roles.h. What makes a column fit:
 *
 *   case       repeats, but is not one value for most rows (a placeholder); filled
 *   activity   few distinct values, words rather than numbers, each met many times
 *   time       nine tenths of its values are times
 */
#include "ingest/columns/column_roles.h"

#include "base/instant.h"
#include "ingest/times.h"

#include <string.h>

void gp_candidates_add(struct gp_candidates *c, int column, double score)
{
    size_t i = c->n < GP_BEST ? c->n++ : GP_BEST;

    for (; i > 0 && c->score[i - 1] < score; i--)
        if (i < GP_BEST) {
            c->score[i] = c->score[i - 1];
            c->column[i] = c->column[i - 1];
        }
    if (i < GP_BEST) {
        c->score[i] = score;
        c->column[i] = column;
    }
}

double gp_repeats(const struct gp_column_facts *c)
{
    return c->values.n != 0 ? (double)c->filled / (double)c->values.n : 0;
}

static double fill(const struct gp_sample_facts *f, size_t column)
{
    return f->n_rows != 0 ? (double)f->column[column].filled / (double)f->n_rows : 0;
}

/* 45321 is a day to a spreadsheet; without a fraction, and in a column that does not
 * speak of dates, it may be any number. */
static bool whole_days_by_chance(const struct gp_column_facts *c)
{
    return c->serials * 2 > c->filled && c->decimals == 0 && !c->hints.date_word;
}

bool gp_is_time(const struct gp_sample_facts *f, size_t column)
{
    const struct gp_column_facts *c = &f->column[column];

    return c->times != 0 && c->times * 10 >= (c->filled - c->placeholders) * 9 &&
           (c->numbers * 2 < c->filled ||
            ((c->says[GP_ROLE_TIME] >= 0.5 || c->says[GP_ROLE_START] >= 0.5 ||
              (c->hints.stamp_word && c->serials == 0)) &&
             !whole_days_by_chance(c)));
}

bool gp_is_of_day(const struct gp_column_facts *c)
{
    return gp_share_of(c, c->times_of_day) >= 0.9 &&
           (c->numbers * 2 < c->filled || c->hints.of_day_word);
}

bool gp_is_hour(const struct gp_column_facts *c)
{
    return c->hints.hour_word && c->hours == c->filled;
}

bool gp_is_plain(const struct gp_sample_facts *f, size_t column)
{
    const struct gp_column_facts *c = &f->column[column];

    return c->filled != 0 && !gp_is_time(f, column) && !gp_is_of_day(c) &&
           gp_share_of(c, c->decimals) < 0.5 && gp_share_of(c, c->booleans) < 0.9;
}

double gp_case_content(const struct gp_sample_facts *f, size_t column)
{
    const struct gp_column_facts *c = &f->column[column];
    double r = gp_repeats(c), content;

    if (!gp_is_plain(f, column) || fill(f, column) < 0.5)
        return 0;
    content = r < 1.02 ? 0 : r < 1.1 ? 0.3 : r < 1.3 ? 0.7 : r <= 1000 ? 1 : 0.6;
    if (c->values.n == 1)
        content = 0.2;
    else if (c->values.n > 10 && gp_share_of(c, c->most) > 0.2)
        content = 0; /* mostly one placeholder */
    return content * fill(f, column);
}

double gp_activity_content(const struct gp_sample_facts *f, size_t column)
{
    const struct gp_column_facts *c = &f->column[column];
    size_t n = c->values.n;
    double content = n <= 60 ? 1 : n <= 300 ? 0.7 : n <= 1000 ? 0.4 : 0.1;

    if (!gp_is_plain(f, column) || fill(f, column) < 0.5)
        return 0;
    if (n < 2)
        content = 0.2;
    if (gp_repeats(c) < 2 && c->filled > 20)
        content *= 0.3;
    if (gp_share_of(c, c->letters) < 0.5)
        content *= 0.4;
    if (gp_share_of(c, c->sentences) > 0.5)
        content *= 0.4;
    return content * fill(f, column);
}

enum gp_status gp_columns_same(const struct gp_sample_facts *f, size_t a, size_t b,
                               bool *out, struct gp_err *err)
{
    enum gp_status st = gp_sample_facts_determines(f, a, b, out, err);

    if (st == GP_OK && *out)
        st = gp_sample_facts_determines(f, b, a, out, err);
    return st;
}

bool gp_equal_texts(const struct gp_sample_facts *f, size_t a, size_t b)
{
    const struct gp_column_facts *x = &f->column[a], *y = &f->column[b];
    size_t i, different = 0;

    for (i = 0; i < f->n_rows; i++)
        different += !gp_slice_eq(gp_dict_name(&x->values, x->id[i]),
                                  gp_dict_name(&y->values, y->id[i]));
    return different * 1000 <= f->n_rows;
}

enum gp_status gp_change_share(const struct gp_sample_facts *f, int case_column,
                               size_t column, double *out, struct gp_err *err)
{
    struct gp_in_case k = {0};
    enum gp_status st = GP_OK;

    if (case_column >= 0)
        st = gp_sample_facts_in_case(f, (size_t)case_column, column, &k, err);
    *out = k.cases != 0 ? (double)k.changing / (double)k.cases : 1;
    return st;
}

static bool instant_of(struct gp_slice text, enum gp_time_order order, int64_t *us)
{
    struct gp_time_scan t;
    int64_t day = 0;

    if (!gp_time_scan(text, &t))
        return false;
    if (t.form < GP_FORM_EPOCH_S && gp_time_day(&t, order, &day) != GP_TIME_OK)
        return false;
    *us = day * GP_DAY_US + t.of_day_us - (int64_t)t.offset_s * GP_SECOND_US;
    return true;
}

double gp_share_ordered(const struct gp_sample_facts *f, size_t a, size_t b,
                        uint64_t *rows)
{
    const struct gp_column_facts *x = &f->column[a], *y = &f->column[b];
    double best = 0;
    int order;
    size_t i;

    *rows = 0;
    for (order = GP_ORDER_DMY; order <= GP_ORDER_MDY; order++) {
        uint64_t both = 0, ordered = 0;

        for (i = 0; i < f->n_rows && both < 5000; i++) {
            int64_t s = 0, e = 0;

            if (x->id[i] == GP_NO_ID || y->id[i] == GP_NO_ID ||
                !instant_of(x->values.name[x->id[i]], (enum gp_time_order)order, &s) ||
                !instant_of(y->values.name[y->id[i]], (enum gp_time_order)order, &e))
                continue;
            both++;
            ordered += s <= e;
        }
        if (both != 0 && (double)ordered / (double)both > best)
            best = (double)ordered / (double)both;
        if (both > *rows)
            *rows = both;
    }
    return best;
}
