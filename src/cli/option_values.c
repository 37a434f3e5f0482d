/* option_values.c - see option_values.h. */
#include "cli/option_values.h"
#include "base/budget.h"
#include "base/parallel.h"
#include "ingest/times.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static enum gp_status number(const struct gp_option *option, const char *value,
                             double most, double *out, struct gp_err *err)
{
    char *end;

    errno = 0;
    *out = strtod(value, &end);
    if (*value == '\0' || *end != '\0' || errno != 0 || !(*out >= 0 && *out <= most))
        return gp_fail(err, GP_USAGE,
                       "--%s: found \"%s\", expected a number from 0 to %.0f",
                       option->name, value, most);
    return GP_OK;
}

static enum gp_status whole(const struct gp_option *option, const char *value,
                            double most, size_t *out, struct gp_err *err)
{
    double x = 0;
    enum gp_status st = number(option, value, most, &x, err);

    *out = (size_t)x;
    if (st == GP_OK && (double)*out < x)
        st = gp_fail(err, GP_USAGE, "--%s: found \"%s\", expected a whole number",
                     option->name, value);
    return st;
}

/* *first: value is a, not b. b may be NULL. */
static enum gp_status one_of(const struct gp_option *option, const char *value,
                             const char *a, const char *b, bool *first,
                             struct gp_err *err)
{
    *first = strcmp(value, a) == 0;
    if (*first || (b != NULL && strcmp(value, b) == 0))
        return GP_OK;
    return gp_fail(err, GP_USAGE, "--%s: found \"%s\", expected %s%s%s", option->name,
                   value, a, b != NULL ? " or " : "", b != NULL ? b : "");
}

enum gp_status gp_set_text(struct gp_options *o, void *member,
                           const struct gp_option *option, const char *value,
                           struct gp_err *err)
{
    (void)o, (void)option, (void)err;
    *(const char **)member = value;
    return GP_OK;
}

enum gp_status gp_set_flag(struct gp_options *o, void *member,
                           const struct gp_option *option, const char *value,
                           struct gp_err *err)
{
    (void)o, (void)option, (void)value, (void)err;
    *(bool *)member = true;
    return GP_OK;
}

/* ---- lists ---- */

enum gp_status gp_set_word(struct gp_options *o, void *member,
                           const struct gp_option *option, const char *value,
                           struct gp_err *err)
{
    struct gp_word_list *words = member;

    (void)o, (void)option;
    if (!gp_reserve(&words->at, &words->cap, words->n + 1))
        return gp_fail_memory(err);
    words->at[words->n++] = value;
    return GP_OK;
}

enum gp_status gp_set_zone(struct gp_options *o, void *member,
                           const struct gp_option *option, const char *value,
                           struct gp_err *err)
{
    if (strchr(value, '=') != NULL)
        return gp_set_word(o, &o->file_tz, option, value, err);
    *(const char **)member = value;
    return GP_OK;
}

/* The name up to the next comma that has no backslash, which *value steps over. */
static void next_name(const char **value, struct gp_text *name)
{
    const char *at = *value;

    for (; *at != '\0' && *at != ','; at++) {
        if (at[0] == '\\' && at[1] == ',')
            at++;
        gp_text_add_char(name, *at);
    }
    *value = *at == ',' ? at + 1 : at;
}

enum gp_status gp_set_words(struct gp_options *o, void *member,
                            const struct gp_option *option, const char *value,
                            struct gp_err *err)
{
    enum gp_status st = GP_OK;
    struct gp_text name = {0};

    while (st == GP_OK && *value != '\0') {
        gp_text_clear(&name);
        next_name(&value, &name);
        struct gp_slice s = gp_slice_trim(gp_slice(gp_text_z(&name)));
        const char *copy = gp_arena_copy(&o->arena, s.at, s.len);

        st = copy != NULL && gp_text_ok(&name)
                 ? gp_set_word(o, member, option, copy, err)
                 : gp_fail_memory(err);
    }
    gp_text_release(&name);
    return st;
}

/* ---- numbers ---- */

enum gp_status gp_set_count(struct gp_options *o, void *member,
                            const struct gp_option *option, const char *value,
                            struct gp_err *err)
{
    (void)o;
    return whole(option, value, 1e15, member, err);
}

enum gp_status gp_set_percent(struct gp_options *o, void *member,
                              const struct gp_option *option, const char *value,
                              struct gp_err *err)
{
    size_t n = 0;
    enum gp_status st = whole(option, value, 100, &n, err);

    (void)o;
    *(unsigned *)member = (unsigned)n;
    return st;
}

enum gp_status gp_set_score(struct gp_options *o, void *member,
                            const struct gp_option *option, const char *value,
                            struct gp_err *err)
{
    (void)o;
    return number(option, value, 1, member, err);
}

enum gp_status gp_set_threads(struct gp_options *o, void *member,
                              const struct gp_option *option, const char *value,
                              struct gp_err *err)
{
    size_t n = 0;
    enum gp_status st = whole(option, value, 64, &n, err);

    (void)o;
    if (st == GP_OK)
        *(unsigned *)member = n >= 1 ? (unsigned)n : gp_parallel_default();
    return st;
}

/* Bytes of "256M", "256MiB", "1.5G", "300MB" (millions), "268435456"; 0: not a size. */
static double size_of(const char *value, const char **end)
{
    static const char letters[] = "KMGT";
    char *at;
    double n = strtod(value, &at), unit = 1024;
    const char *letter =
        *at != '\0' ? strchr(letters, toupper((unsigned char)*at)) : NULL;
    long power = letter != NULL ? letter - letters + 1 : 0;

    at += letter != NULL;
    if (letter != NULL && strcmp(at, "B") == 0)
        unit = 1000;
    if (letter != NULL && (strcmp(at, "B") == 0 || strcmp(at, "iB") == 0))
        at += strlen(at);
    *end = at;
    for (; power > 0; power--)
        n *= unit;
    return n;
}

enum gp_status gp_set_memory(struct gp_options *o, void *member,
                             const struct gp_option *option, const char *value,
                             struct gp_err *err)
{
    const char *end = value;
    double n = *value >= '0' && *value <= '9' ? size_of(value, &end) : -1;

    (void)o;
    if (*end != '\0' || !(n >= 0 && n < 1e18))
        return gp_fail(err, GP_USAGE,
                       "--%s: found \"%s\", expected a size such as 256M or 2G",
                       option->name, value);
    if (n != 0 && n < (double)GP_BUDGET_LEAST)
        return gp_fail(err, GP_USAGE,
                       "--%s: found \"%s\"; the least that a run can do with is 64M",
                       option->name, value);
    *(uint64_t *)member = (uint64_t)n;
    return GP_OK;
}

enum gp_status gp_set_max_rejects(struct gp_options *o, void *member,
                                  const struct gp_option *option, const char *value,
                                  struct gp_err *err)
{
    double x;
    enum gp_status st = number(option, value, 100, &x, err);

    (void)o;
    if (st == GP_OK) /* 0 would be the default */
        *(double *)member = x > 0 ? x / 100 : 1e-12;
    return st;
}

enum gp_status gp_set_instant(struct gp_options *o, void *member,
                              const struct gp_option *option, const char *value,
                              struct gp_err *err)
{
    struct gp_time_scan scan;
    int64_t day;

    (void)o;
    if (!gp_time_scan(gp_slice(value), &scan) || scan.form != GP_FORM_ISO ||
        gp_time_day(&scan, GP_ORDER_YMD, &day) != GP_TIME_OK)
        return gp_fail(err, GP_USAGE,
                       "--%s: found \"%s\", expected an instant such as "
                       "2024-05-31T17:00:00Z",
                       option->name, value);
    *(int64_t *)member =
        day * GP_DAY_US + scan.of_day_us - scan.offset_s * GP_SECOND_US;
    return GP_OK;
}

/* ---- one of a few words ---- */

enum gp_status gp_set_character(struct gp_options *o, void *member,
                                const struct gp_option *option, const char *value,
                                struct gp_err *err)
{
    static const struct {
        const char *word;
        char c;
    } words[] = {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'},  {"\\t", '\t'},
                 {"pipe", '|'},  {"single", '\''},   {"double", '"'}};
    size_t i;

    (void)o;
    for (i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(value, words[i].word) == 0) {
            *(char *)member = words[i].c;
            return GP_OK;
        }
    }
    if (strlen(value) != 1 || (unsigned char)value[0] >= 0x80 || value[0] == '\n' ||
        value[0] == '\r')
        return gp_fail(err, GP_USAGE,
                       "--%s: found \"%s\", expected one character, or tab, comma, "
                       "semicolon, pipe",
                       option->name, value);
    *(char *)member = value[0];
    return GP_OK;
}

enum gp_status gp_set_yes_no(struct gp_options *o, void *member,
                             const struct gp_option *option, const char *value,
                             struct gp_err *err)
{
    bool yes;
    enum gp_status st = one_of(option, value, "yes", "no", &yes, err);

    (void)o;
    *(int *)member = yes ? 1 : 0;
    return st;
}

enum gp_status gp_set_include(struct gp_options *o, void *member,
                              const struct gp_option *option, const char *value,
                              struct gp_err *err)
{
    (void)o;
    return one_of(option, value, "include", NULL, member, err);
}

enum gp_status gp_set_engine(struct gp_options *o, void *member,
                             const struct gp_option *option, const char *value,
                             struct gp_err *err)
{
    (void)o;
    return one_of(option, value, "plain", "fast", member, err);
}

enum gp_status gp_set_format(struct gp_options *o, void *member,
                             const struct gp_option *option, const char *value,
                             struct gp_err *err)
{
    enum gp_format *format = member;

    (void)o, (void)value, (void)err;
    if (strcmp(option->name, "json") == 0)
        *format = GP_FORMAT_JSON;
    else
        *format = strcmp(option->name, "csv") == 0 ? GP_FORMAT_CSV : GP_FORMAT_MARKDOWN;
    return GP_OK;
}
