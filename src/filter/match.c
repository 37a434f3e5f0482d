/* match.c - which values of a field satisfy a comparison: a flag for each distinct value,
 * so that events are asked by number and never by text.
 */
#define _GNU_SOURCE /* memmem */
#include "base/fold.h"
#include "filter/bound.h"
#include "ingest/time_column.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- texts ---- */

static enum gp_status match_contains(struct gp_binder *b, const struct gp_dict *values,
                                     struct gp_slice part, bool *match)
{
    struct gp_text sought = {0}, value = {0};
    size_t i;
    bool good;

    gp_fold_letters(part, &sought);
    for (i = 0; i < values->n; i++) {
        gp_text_clear(&value);
        gp_fold_letters(values->name[i], &value);
        match[i] = memmem(gp_text_z(&value), value.len, gp_text_z(&sought),
                          sought.len) != NULL;
    }
    good = gp_text_ok(&sought) && gp_text_ok(&value);
    gp_text_release(&sought);
    gp_text_release(&value);
    return good ? GP_OK : gp_fail_memory(b->err);
}

static enum gp_status match_equal(struct gp_binder *b, const struct gp_dict *values,
                                  const char *name, struct gp_bound_term *out)
{
    const struct gp_filter_term *t = out->term;
    char what[160];
    size_t i;

    for (i = 0; i < t->names.n; i++) {
        uint32_t id = gp_dict_find(values, t->names.word[i].text);

        (void)snprintf(what, sizeof what, "no event has this %.100s", name);
        if (out->by_case)
            (void)snprintf(what, sizeof what, "no case has this id");
        if (id == GP_NO_ID)
            return gp_filter_unknown(b, t, &t->names.word[i], what, values);
        out->match[id] = true;
    }
    return GP_OK;
}

/* ---- numbers ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Groups of thousands: one to three digits that do not begin with 0, then three each. */
static bool is_grouped(const char *at, size_t len, char group)
{
    size_t first = 0, i;

    while (first < len && is_digit(at[first]))
        first++;
    if (first == 0 || first > 3 || at[0] == '0' || (len - first) % 4 != 0)
        return false;
    for (i = first; i < len; i++)
        if ((i - first) % 4 == 0 ? at[i] != group : !is_digit(at[i]))
            return false;
    return true;
}

/* Reads "1234.5", "1,234.5" (mark '.') or "1234,5", "1.234,5" (mark ','). */
static bool number_of(struct gp_slice s, char mark, double *out)
{
    const char group = mark == '.' ? ',' : '.';
    const char *at = s.at, *end = s.at + s.len, *whole;
    char text[64], *rest;
    size_t n = 0;

    if (s.len == 0 || s.len >= sizeof text)
        return false;
    if (*at == '+' || *at == '-')
        text[n++] = *at++;
    for (whole = at; at < end && (is_digit(*at) || *at == group); at++)
        if (*at != group)
            text[n++] = *at;
    if (memchr(whole, group, (size_t)(at - whole)) != NULL &&
        !is_grouped(whole, (size_t)(at - whole), group))
        return false;
    for (; at < end; at++) {
        if (!is_digit(*at) && *at != mark && strchr("+-eE", *at) == NULL)
            return false;
        text[n++] = *at == mark ? '.' : *at;
    }
    text[n] = '\0';
    *out = strtod(text, &rest);
    return n != 0 && *rest == '\0' && isfinite(*out);
}

/* How a column writes its numbers. */
struct numbers {
    size_t with_point, with_comma; /* values that can be read so */
    const char *both;              /* "1,234", which both read, differently; or NULL */
    const char *other;             /* the first that is no number; or NULL */
};

static struct numbers look_at(const struct gp_dict *values)
{
    struct numbers n = {0, 0, NULL, NULL};
    size_t i;

    for (i = 0; i < values->n; i++) {
        double x = 0, y = 0;
        bool point = number_of(values->name[i], '.', &x);
        bool comma = number_of(values->name[i], ',', &y);

        n.with_point += point;
        n.with_comma += comma;
        if (point && comma && n.both == NULL && (x < y || x > y) &&
            memchr(values->name[i].at, ',', values->name[i].len) != NULL)
            n.both = values->name[i].at;
        if (!point && !comma && n.other == NULL)
            n.other = values->name[i].at;
    }
    return n;
}

static enum gp_status match_number(struct gp_binder *b, const struct gp_dict *values,
                                   const char *name, const struct numbers *n,
                                   struct gp_bound_term *out)
{
    const struct gp_filter_term *t = out->term;
    size_t most = n->with_point > n->with_comma ? n->with_point : n->with_comma, i;
    char mark = n->with_comma > n->with_point ? ',' : '.';
    double x;

    if (most == 0)
        return gp_filter_fail(b->f, t->place.source, t->field.at, b->err,
                              "no value of %s is a number, such as \"%.80s\"", name,
                              n->other != NULL ? n->other : "");
    if (most * 2 < values->n)
        return gp_filter_fail(b->f, t->place.source, t->field.at, b->err,
                              "only %zu of %zu different values of %s are numbers; "
                              "another one is \"%.80s\"",
                              most, values->n, name, n->other != NULL ? n->other : "");
    if (n->with_point == n->with_comma && n->both != NULL)
        return gp_filter_fail(b->f, t->place.source, t->field.at, b->err,
                              "\"%.80s\" in %s can be read with thousands or with "
                              "decimals, and no value tells which; export numbers "
                              "without marks of thousands",
                              n->both, name);
    for (i = 0; i < values->n; i++)
        out->match[i] = number_of(values->name[i], mark, &x) &&
                        gp_filter_holds(t->op, x, t->number);
    return GP_OK;
}

/* ---- times ---- */

static enum gp_status decide_times(struct gp_binder *b, const struct gp_dict *values,
                                   const char *name, const struct gp_filter_term *t,
                                   struct gp_time_reading *out)
{
    struct gp_time_evidence evidence = {0};
    struct gp_text why = {0};
    enum gp_time_form undecided;
    enum gp_status st = GP_OK;
    size_t i;

    for (i = 0; i < values->n && st == GP_OK; i++)
        if (!gp_time_evidence_add(&evidence, values->name[i], 0))
            st = gp_fail_memory(b->err);
    if (st == GP_OK &&
        gp_time_decide(&evidence, out, &undecided, &why) != GP_TIMES_DECIDED)
        st = gp_filter_fail(b->f, t->place.source, t->field.at, b->err,
                            "%s cannot be read as times: %s", name, gp_text_z(&why));
    gp_text_release(&why);
    gp_time_evidence_release(&evidence);
    return st;
}

static enum gp_status match_time(struct gp_binder *b, const struct gp_dict *values,
                                 const char *name, struct gp_bound_term *out)
{
    const struct gp_filter_term *t = out->term;
    struct gp_filter_period p = gp_filter_instants(t->op, t->period);
    struct gp_time_parser parser = {.zone = b->f->zone};
    enum gp_status st = decide_times(b, values, name, t, &parser.reading);
    size_t i;

    for (i = 0; i < values->n && st == GP_OK; i++) {
        int64_t us;

        out->match[i] = gp_time_parse(&parser, values->name[i], &us) == GP_TIME_OK &&
                        us >= p.from && us < p.to;
    }
    return st;
}

/* ---- all of them ---- */

static enum gp_status match_order(struct gp_binder *b, const struct gp_dict *values,
                                  const char *name, struct gp_bound_term *out)
{
    const struct gp_filter_term *t = out->term;
    struct numbers n = look_at(values);

    if (t->is_number && (!t->is_time || n.with_point + n.with_comma != 0))
        return match_number(b, values, name, &n, out);
    if (t->is_time)
        return match_time(b, values, name, out);
    return gp_filter_fail(b->f, t->place.source, t->names.word[0].at, b->err,
                          "found \"%.80s\", expected a number, or a date such as "
                          "2024-05-31",
                          t->names.word[0].text.at);
}

/* An empty value, which `convert` keeps apart from none, is none here. */
static void match_missing(const struct gp_dict *values, bool *match)
{
    size_t i;

    for (i = 0; i < values->n; i++)
        match[i] = values->name[i].len == 0;
    match[values->n] = true;
}

enum gp_status gp_filter_match(struct gp_binder *b, const struct gp_dict *values,
                               const char *name, struct gp_bound_term *out)
{
    const struct gp_filter_term *t = out->term;
    enum gp_status st = GP_OK;
    size_t i;

    out->n = values->n;
    out->match = gp_array_zero(values->n + 1, sizeof *out->match);
    if (out->match == NULL)
        return gp_fail_memory(b->err);
    if (t->op == GP_OP_MISSING)
        match_missing(values, out->match);
    else if (t->op == GP_OP_CONTAINS)
        st = match_contains(b, values, t->names.word[0].text, out->match);
    else if (t->op == GP_OP_EQUAL)
        st = match_equal(b, values, name, out);
    else
        st = match_order(b, values, name, out);
    for (i = 0; t->negated && t->which != GP_WHICH_NOT_SAID && i <= values->n; i++)
        out->match[i] = !out->match[i];
    return st;
}
