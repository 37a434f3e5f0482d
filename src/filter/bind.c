/* bind.c - names in a filter are looked up in the grouped log (bound.h). */
#include "filter/bound.h"

#include "base/nearest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what is not there ---- */

enum gp_status gp_filter_unknown(struct gp_binder *b, const struct gp_filter_term *t,
                                 const struct gp_filter_word *word, const char *what,
                                 const struct gp_dict *names)
{
    struct gp_text near = {0};
    enum gp_status st;

    gp_nearest_say(&near, word->text.at, names);
    st = gp_filter_fail(b->f, t->place.source, word->at, b->err,
                        "found \"%.200s\", but %s%s", word->text.at, what,
                        gp_text_z(&near));
    gp_text_release(&near);
    return st;
}

static enum gp_status no_times(struct gp_binder *b, const struct gp_filter_term *t)
{
    return gp_filter_fail(b->f, t->place.source, t->place.from, b->err,
                          "the log has no times, which this part asks for");
}

/* ---- fields ---- */

/* What a field's name means: a role, or a kept attribute. */
struct field {
    int role; /* -1: the attribute */
    size_t attribute;
};

static const enum gp_role builtin[] = {GP_ROLE_CASE,     GP_ROLE_ACTIVITY,
                                       GP_ROLE_RESOURCE, GP_ROLE_GROUP,
                                       GP_ROLE_TIME,     GP_ROLE_START};
enum { N_BUILTIN = sizeof builtin / sizeof builtin[0] };

static bool is_builtin(struct gp_slice name, int *role)
{
    size_t i;

    for (i = 0; i < N_BUILTIN; i++)
        if (gp_slice_is_nocase(name, gp_role_name(builtin[i]))) {
            *role = (int)builtin[i];
            return true;
        }
    return false;
}

/* "#3" is column 2; anything else is none: -1. */
static long column_number(struct gp_slice name)
{
    char *end = NULL;
    long n = name.len > 1 && name.at[0] == '#' ? strtol(name.at + 1, &end, 10) : 0;

    return n > 0 && *end == '\0' ? n - 1 : -1;
}

/* Is it the header, or the number, of the column that has a role? */
static bool is_header(const struct gp_ingest_result *in, struct gp_slice name,
                      int *role)
{
    size_t s, i;

    for (s = 0; s < in->n_sources; s++)
        for (i = 0; i < N_BUILTIN; i++) {
            const struct gp_role_found *found = &in->sources[s].role[builtin[i]];

            if (found->header != NULL && (gp_slice_is_nocase(name, found->header) ||
                                          column_number(name) == found->column)) {
                *role = (int)builtin[i];
                return true;
            }
        }
    return false;
}

/* "Region" finds "region" and, from --cases, "case:Region". */
static bool is_kept(const struct gp_eventlog *log, struct gp_slice name, size_t *k)
{
    int pass;

    for (pass = 0; pass < 3; pass++)
        for (*k = 0; *k < log->n_kept; ++*k) {
            const char *kept = log->kept[*k].name;

            if (pass == 2 && strncmp(kept, "case:", 5) == 0)
                kept += 5;
            if (pass == 0 ? gp_slice_is(name, kept) : gp_slice_is_nocase(name, kept))
                return true;
        }
    return false;
}

static enum gp_status no_field(struct gp_binder *b, const struct gp_filter_term *t)
{
    static const char *const others[] = {"duration", "events", "variant",  "started",
                                         "finished", "active", "contained"};
    const char *what = "the log has no such column";
    struct gp_dict names = {0};
    enum gp_status st;
    size_t i;

    for (i = 0; i < b->in->columns.n; i++) {
        if (gp_slice_eq(b->in->columns.name[i], t->field.text))
            what = "that column tells of rows, not of events";
        (void)gp_dict_add(&names, b->in->columns.name[i]);
    }
    for (i = 0; i < N_BUILTIN; i++)
        (void)gp_dict_add(&names, gp_slice(gp_role_name(builtin[i])));
    for (i = 0; i < sizeof others / sizeof others[0] && !t->field.quoted; i++)
        (void)gp_dict_add(&names, gp_slice(others[i]));
    for (i = 0; i < b->log->n_kept; i++)
        (void)gp_dict_add(&names, gp_slice(b->log->kept[i].name));
    st = gp_filter_unknown(b, t, &t->field, what, &names);
    gp_dict_release(&names);
    return st;
}

static enum gp_status find_field(struct gp_binder *b, const struct gp_filter_term *t,
                                 struct field *out)
{
    *out = (struct field){.role = -1};
    if ((!t->field.quoted && is_builtin(t->field.text, &out->role)) ||
        is_kept(b->log, t->field.text, &out->attribute) ||
        is_header(b->in, t->field.text, &out->role) ||
        is_builtin(t->field.text, &out->role))
        return GP_OK;
    return no_field(b, t);
}

/* ---- values ---- */

struct gp_filter_period gp_filter_instants(enum gp_filter_op op,
                                           struct gp_filter_period p)
{
    switch (op) {
    case GP_OP_BELOW:
        return (struct gp_filter_period){INT64_MIN, p.from};
    case GP_OP_AT_MOST:
        return (struct gp_filter_period){INT64_MIN, p.to};
    case GP_OP_ABOVE:
        return (struct gp_filter_period){p.to, INT64_MAX};
    case GP_OP_AT_LEAST:
        return (struct gp_filter_period){p.from, INT64_MAX};
    default:
        return p;
    }
}

static enum gp_status bind_time(struct gp_binder *b, bool start,
                                struct gp_bound_term *out)
{
    const struct gp_filter_term *t = out->term;

    if (!b->log->has_time)
        return no_times(b, t);
    if (t->op == GP_OP_MISSING || t->op == GP_OP_CONTAINS || t->names.n > 1)
        return gp_filter_fail(b->f, t->place.source, t->field.at, b->err,
                              "times are compared by =, !=, <, <=, >, >= and by \"in "
                              "2024-01..2024-03\"");
    if (!t->is_time)
        return gp_filter_fail(b->f, t->place.source, t->names.word[0].at, b->err,
                              "found \"%.80s\", expected a date such as 2024-05-31 or "
                              "\"2024-05-31 17:00\"",
                              t->names.word[0].text.at);
    out->time = start && b->log->start != NULL ? b->log->start : b->log->end;
    out->period = gp_filter_instants(t->op, t->period);
    return GP_OK;
}

static enum gp_status bind_role(struct gp_binder *b, enum gp_role role,
                                struct gp_bound_term *out)
{
    const struct gp_filter_term *t = out->term;
    const struct gp_eventlog *log = b->log;

    if (role == GP_ROLE_TIME || role == GP_ROLE_START)
        return bind_time(b, role == GP_ROLE_START, out);
    out->by_case = role == GP_ROLE_CASE;
    if (role == GP_ROLE_CASE)
        return gp_filter_match(b, &log->cases, "case id", out);
    out->id = role == GP_ROLE_ACTIVITY   ? log->activity
              : role == GP_ROLE_RESOURCE ? log->resource
                                         : log->group;
    if (out->id.at == NULL)
        return gp_filter_fail(b->f, t->place.source, t->field.at, b->err,
                              "the log has no column for the %s; --%s COLUMN names it",
                              gp_role_name(role), gp_role_name(role));
    return gp_filter_match(b,
                           role == GP_ROLE_ACTIVITY   ? &log->activities
                           : role == GP_ROLE_RESOURCE ? &log->resources
                                                      : &log->groups,
                           gp_role_name(role), out);
}

static enum gp_status bind_value(struct gp_binder *b, struct gp_bound_term *out)
{
    const struct gp_filter_term *t = out->term;
    struct field field;
    enum gp_status st = find_field(b, t, &field);
    char name[160];

    if (st != GP_OK)
        return st;
    if (field.role >= 0)
        return bind_role(b, (enum gp_role)field.role, out);
    out->id = b->log->kept[field.attribute].id;
    (void)snprintf(name, sizeof name, "\"%.140s\"", b->log->kept[field.attribute].name);
    return gp_filter_match(b, &b->log->kept[field.attribute].values, name, out);
}

/* ---- activities ---- */

/* A flag for each activity that the words name. */
static enum gp_status bind_names(struct gp_binder *b, const struct gp_filter_term *t,
                                 const struct gp_filter_words *words, bool **out)
{
    size_t i;

    *out = gp_array_zero(b->log->activities.n, sizeof **out);
    if (*out == NULL)
        return gp_fail_memory(b->err);
    for (i = 0; i < words->n; i++) {
        uint32_t id = gp_dict_find(&b->log->activities, words->word[i].text);

        if (id == GP_NO_ID)
            return gp_filter_unknown(b, t, &words->word[i],
                                     "the log has no such activity",
                                     &b->log->activities);
        (*out)[id] = true;
    }
    return GP_OK;
}

/* Every activity. */
static enum gp_status all_names(struct gp_binder *b, bool **out)
{
    *out = gp_array(b->log->activities.n, sizeof **out);
    if (*out == NULL)
        return gp_fail_memory(b->err);
    memset(*out, 1, b->log->activities.n * sizeof **out);
    return GP_OK;
}

static enum gp_status bind_followed(struct gp_binder *b, struct gp_bound_term *out)
{
    const struct gp_filter_term *t = out->term;
    enum gp_status st;

    if (t->limit != GP_SPAN_ANY && !b->log->has_time)
        return no_times(b, t);
    st = bind_names(b, t, &t->names, &out->names);
    return st == GP_OK ? bind_names(b, t, &t->then, &out->then) : st;
}

/* ---- rework ---- */

/* Ends that a case is reopened after: out->then. */
static enum gp_status bind_ends(struct gp_binder *b, struct gp_bound_term *out)
{
    const struct gp_filter_term *t = out->term;
    size_t i;

    if (t->names.n != 0)
        return bind_names(b, t, &t->names, &out->then);
    if (b->n_ends == 0)
        return gp_filter_fail(b->f, t->place.source, t->place.from, b->err,
                              "which activities end a case? --ends A,B names them, or "
                              "has reopen of A");
    out->then = gp_array_zero(b->log->activities.n, sizeof *out->then);
    if (out->then == NULL)
        return gp_fail_memory(b->err);
    for (i = 0; i < b->n_ends; i++) {
        uint32_t id = gp_dict_find(&b->log->activities, gp_slice(b->ends[i]));

        if (id != GP_NO_ID)
            out->then[id] = true;
    }
    return GP_OK;
}

static enum gp_status bind_rework(struct gp_binder *b, struct gp_bound_term *out)
{
    const struct gp_filter_term *t = out->term;
    enum gp_status st;

    out->rework = t->rework;
    if (t->rework == (GP_REWORK_LOOP | GP_REWORK_REPEAT) && t->names.n == 0 &&
        b->n_ends != 0)
        out->rework |= GP_REWORK_REOPEN; /* "has rework": all that can be known of */
    out->seen = gp_array_zero(b->log->activities.n, sizeof *out->seen);
    if (out->seen == NULL)
        return gp_fail_memory(b->err);
    st = t->names.n != 0 ? bind_names(b, t, &t->names, &out->names)
                         : all_names(b, &out->names);
    if (st == GP_OK && (out->rework & GP_REWORK_REOPEN) != 0)
        st = bind_ends(b, out);
    return st;
}

/* ---- variants ---- */

static enum gp_status match_ids(struct gp_binder *b, struct gp_bound_term *out)
{
    const struct gp_filter_term *t = out->term;
    struct gp_text id = {0};
    size_t i, v;

    for (i = 0; i < t->names.n; i++) {
        bool found = false;

        for (v = 0; v < b->variants.n; v++) {
            gp_text_clear(&id);
            gp_variant_id(&id, &b->variants.variant[v]);
            if (!gp_slice_is_nocase(t->names.word[i].text, gp_text_z(&id)))
                continue;
            out->variant[v] = found = true;
        }
        if (!found) {
            gp_text_release(&id);
            return gp_filter_fail(b->f, t->place.source, t->names.word[i].at, b->err,
                                  "found \"%.80s\", but the log has no such variant; "
                                  "`goatpath table variants` lists them",
                                  t->names.word[i].text.at);
        }
    }
    gp_text_release(&id);
    return GP_OK;
}

static enum gp_status bind_variant(struct gp_binder *b, struct gp_bound_term *out)
{
    const struct gp_filter_term *t = out->term;
    enum gp_status st = GP_OK;
    size_t v;

    if (!b->has_variants)
        st = gp_variants_mine(b->log, NULL, false, &b->variants, b->err);
    if (st != GP_OK)
        return st;
    b->has_variants = true;
    out->of_case = b->variants.of_case;
    out->variant = gp_array_zero(b->variants.n, sizeof *out->variant);
    if (out->variant == NULL)
        return gp_fail_memory(b->err);
    if (t->measure == GP_VARIANT_ID)
        return match_ids(b, out);
    for (v = 0; v < b->variants.n; v++) {
        double cases = (double)b->variants.variant[v].count;
        double x = t->measure == GP_VARIANT_RANK    ? (double)v + 1
                   : t->measure == GP_VARIANT_CASES ? cases
                                                    : cases / (double)b->log->n_cases;

        out->variant[v] = gp_filter_holds(t->op, x, t->number);
    }
    return GP_OK;
}

/* ---- all of them ---- */

enum gp_status gp_filter_bind(struct gp_binder *b, const struct gp_filter_term *t,
                              struct gp_bound_term *out)
{
    *out = (struct gp_bound_term){.term = t};
    switch (t->kind) {
    case GP_TERM_VALUE:
        return bind_value(b, out);
    case GP_TERM_PERIOD:
    case GP_TERM_DURATION:
        return b->log->has_time ? GP_OK : no_times(b, t);
    case GP_TERM_EVENTS:
        return t->names.n != 0 ? bind_names(b, t, &t->names, &out->names)
                               : all_names(b, &out->names);
    case GP_TERM_FOLLOWED:
        return bind_followed(b, out);
    case GP_TERM_VARIANT:
        return bind_variant(b, out);
    case GP_TERM_REWORK:
        return bind_rework(b, out);
    }
    return GP_OK;
}

void gp_bound_term_release(struct gp_bound_term *b)
{
    gp_free(b->match);
    gp_free(b->names);
    gp_free(b->then);
    gp_free(b->seen);
    gp_free(b->variant);
}

void gp_binder_release(struct gp_binder *b)
{
    if (b->has_variants)
        gp_variants_release(&b->variants);
}
