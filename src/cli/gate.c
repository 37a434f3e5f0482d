/* gate.c - see gate.h. */
#include "cli/gate.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct condition {
    struct gp_slice name;
    char op[3];
    double number;
};

/* The figures there are, and what they are figures of. */
static const struct figure_name {
    const char *name;
    bool of_document, of_checks;
} figures[] = {
    {"gaps", true, false},         {"fitness", true, false},
    {"following", true, false},    {"precision", true, false},
    {"checks", false, true},       {"rejected", false, false},
    {"wait.median", false, false}, {"wait.p90", false, false},
    {"wait.p95", false, false},
};

static const char *skip_blanks(const char *z)
{
    return z + strspn(z, " \t");
}

/* Seconds in a unit; 1 without one; 0 for an unknown one. */
static double unit(const char *z)
{
    static const struct {
        const char *name;
        double seconds;
    } units[] = {{"", 1},     {"s", 1},     {"min", 60}, {"m", 60},
                 {"h", 3600}, {"d", 86400}, {"%", 0.01}};
    size_t i;

    for (i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strcmp(z, units[i].name) == 0)
            return units[i].seconds;
    return 0;
}

static enum gp_status parse(const char *z, struct condition *c, struct gp_err *err)
{
    const char *at = skip_blanks(z);
    size_t len = strcspn(at, "<>= \t");
    char *end;
    double scale;

    c->name = gp_slice_n(at, len);
    at = skip_blanks(at + len);
    len = strspn(at, "<>=");
    if (len == 0 || len > 2)
        goto wrong;
    memcpy(c->op, at, len);
    c->op[len] = '\0';
    at = skip_blanks(at + len);
    c->number = strtod(at, &end);
    scale = unit(skip_blanks(end));
    if (end == at || scale == 0)
        goto wrong;
    c->number *= scale;
    return GP_OK;
wrong:
    return gp_fail(err, GP_USAGE,
                   "--fail-on: found \"%s\", expected a condition such as gaps>0, "
                   "fitness<0.9, wait.p90>2d",
                   z);
}

/* Of all waits: exact, over every directly-follows pair of the log. */
static enum gp_status wait_figure(struct gp_slice name, const struct gp_stats *s,
                                  double *out, struct gp_err *err)
{
    const struct gp_eventlog *log = s->log;
    size_t c, i, n = 0;
    int64_t *waits = gp_array(log->n, sizeof *waits);
    struct gp_spread all;

    if (waits == NULL)
        return gp_fail_memory(err);
    for (c = 0; c < log->n_cases; c++)
        for (i = log->first[c]; i + 1 < log->first[c + 1]; i++)
            waits[n++] = gp_event_wait(log, i);
    all = gp_spread_of(waits, n);
    gp_free(waits);
    if (gp_slice_is(name, "wait.median"))
        *out = (double)all.median / 1e6;
    else if (gp_slice_is(name, "wait.p90"))
        *out = (double)all.p90 / 1e6;
    else
        *out = (double)all.p95 / 1e6;
    return GP_OK;
}

static uint64_t count_gaps(const struct gp_judgement *j)
{
    uint64_t n = 0;
    size_t i;

    for (i = 0; i < j->gaps.n; i++)
        n += gp_gap_counts(j, &j->gaps.gap[i]);
    return n;
}

/* A figure of the log against the document, which is there. */
static enum gp_status judged_figure(struct gp_slice name, const struct gp_judgement *j,
                                    double *out, struct gp_err *err)
{
    const struct gp_fitness *c = &j->conformance.closed;

    if (gp_slice_is(name, "gaps"))
        *out = (double)count_gaps(j);
    else if (gp_slice_is(name, "fitness"))
        *out = c->log;
    else if (gp_slice_is(name, "following"))
        *out = c->cases != 0 ? (double)gp_judgement_following(j) / (double)c->cases : 1;
    else if (j->precision.measured)
        *out = j->precision.precision;
    else
        return gp_fail(err, GP_INPUT,
                       "--fail-on: precision cannot be measured against this document");
    return GP_OK;
}

/* A figure that gp_gate_check found to be there. */
static enum gp_status figure(struct gp_slice name, const struct gp_facts *f,
                             double *out, struct gp_err *err)
{
    if (gp_slice_starts(name, "wait."))
        return wait_figure(name, f->stats, out, err);
    if (gp_slice_is(name, "rejected")) {
        *out = (double)gp_rejects_total(&f->ingest->rejects);
        return GP_OK;
    }
    if (gp_slice_is(name, "checks")) {
        assert(f->checks != NULL);
        *out = (double)f->checks->n;
        return GP_OK;
    }
    assert(f->judgement != NULL);
    return judged_figure(name, f->judgement, out, err);
}

static bool holds(double x, const char *op, double y)
{
    if (op[0] == '<')
        return op[1] == '=' ? x <= y : x < y;
    if (op[0] == '>')
        return op[1] == '=' ? x >= y : x > y;
    return !(x < y) && !(x > y);
}

static const struct figure_name *named(struct gp_slice name)
{
    size_t i;

    for (i = 0; i < sizeof figures / sizeof figures[0]; i++)
        if (gp_slice_is(name, figures[i].name))
            return &figures[i];
    return NULL;
}

enum gp_status gp_gate_check(const char *condition, bool has_document, bool has_checks,
                             struct gp_err *err)
{
    struct condition c = {.op = ""};
    const struct figure_name *f;
    enum gp_status st = parse(condition, &c, err);

    if (st != GP_OK)
        return st;
    f = named(c.name);
    if (f == NULL)
        return gp_fail(
            err, GP_USAGE,
            "--fail-on: no figure \"%.*s\"; there are gaps, fitness, following, "
            "precision (with --document), checks, rejected, wait.median, wait.p90, "
            "wait.p95",
            (int)c.name.len, c.name.at);
    if (f->of_document && !has_document)
        return gp_fail(err, GP_USAGE,
                       "--fail-on: %s is a figure of a document; give --document FILE",
                       f->name);
    if (f->of_checks && !has_checks)
        return gp_fail(err, GP_USAGE,
                       "--fail-on: checks are looked for by check and report only");
    return GP_OK;
}

enum gp_status gp_gate(const char *condition, const struct gp_facts *facts, bool *met,
                       struct gp_err *err)
{
    struct condition c = {.op = ""};
    enum gp_status st =
        gp_gate_check(condition, facts->judgement != NULL, facts->checks != NULL, err);
    double value = 0;

    *met = false;
    if (st == GP_OK)
        st = parse(condition, &c, err);
    if (st == GP_OK)
        st = figure(c.name, facts, &value, err);
    *met = st == GP_OK && holds(value, c.op, c.number);
    return st;
}
