/* found_calendar.c - see found_calendar.h. */
#include "report/found_calendar.h"

#include "base/calendar.h"
#include "base/calendar_text.h"

#include <string.h>

enum { DAY = 24 * 60 };

static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

/* Stretches of one weekday, in minutes. */
struct day {
    unsigned from[GP_HOURS_GRANULES], to[GP_HOURS_GRANULES];
    size_t n;
};

static void take_day(const bool *open, unsigned granule, struct day *d)
{
    unsigned k;

    for (d->n = 0, k = 0; k < DAY / granule; k++) {
        if (!open[k])
            continue;
        if (d->n > 0 && d->to[d->n - 1] == k * granule) {
            d->to[d->n - 1] += granule;
        } else {
            d->from[d->n] = k * granule;
            d->to[d->n++] = (k + 1) * granule;
        }
    }
}

/* Closes the shortest breaks until a calendar can say it. */
static void close_breaks(struct day *d)
{
    while (d->n > GP_SHIFTS) {
        size_t best = 1, i;

        for (i = 2; i < d->n; i++)
            if (d->from[i] - d->to[i - 1] < d->from[best] - d->to[best - 1])
                best = i;
        d->to[best - 1] = d->to[best];
        memmove(d->from + best, d->from + best + 1,
                (d->n - best - 1) * sizeof *d->from);
        memmove(d->to + best, d->to + best + 1, (d->n - best - 1) * sizeof *d->to);
        d->n--;
    }
}

static bool same(const struct day *a, const struct day *b)
{
    return a->n == b->n && memcmp(a->from, b->from, a->n * sizeof *a->from) == 0 &&
           memcmp(a->to, b->to, a->n * sizeof *a->to) == 0;
}

static void say_day(struct gp_text *out, unsigned first, unsigned last,
                    const struct day *d)
{
    size_t i;

    gp_text_add(out, weekdays[first]);
    if (last != first)
        gp_text_addf(out, "-%s", weekdays[last]);
    gp_text_add(out, d->n == 0 ? " closed" : "");
    for (i = 0; i < d->n; i++)
        gp_text_addf(out, " %02u:%02u-%02u:%02u", d->from[i] / 60, d->from[i] % 60,
                     d->to[i] / 60, d->to[i] % 60);
    gp_text_add_char(out, '\n');
}

static void take_hours(const struct gp_found_hours *h, unsigned weekday,
                       unsigned granule, struct day *out)
{
    take_day(h->open[weekday], granule, out);
    close_breaks(out);
}

/* Neighbouring days with the same hours share a line. */
static void say_week(struct gp_text *out, const struct gp_found_hours *h,
                     unsigned granule)
{
    struct day kept, next;
    unsigned w, first = 0;

    take_hours(h, 0, granule, &kept);
    for (w = 1; w < 7; w++) {
        take_hours(h, w, granule, &next);
        if (same(&kept, &next))
            continue;
        say_day(out, first, w - 1, &kept);
        first = w;
        kept = next;
    }
    say_day(out, first, 6, &kept);
}

static void share(struct gp_text *out, uint64_t part, uint64_t whole)
{
    gp_text_addf(out, "%.0f %%",
                 whole != 0 ? 100.0 * (double)part / (double)whole : 0.0);
}

static void say_support(struct gp_text *out, const struct gp_found_hours *h)
{
    gp_text_add(out, "# ");
    gp_text_add_count(out, h->stamps);
    gp_text_add(out, " starts and ends on ");
    gp_text_add_count(out, h->dates);
    gp_text_add(out, " days, ");
    share(out, h->within, h->stamps);
    gp_text_add(out, " of them within these hours");
    if (h->surely_within < h->within) {
        gp_text_add(out, ", only ");
        share(out, h->surely_within, h->stamps);
        gp_text_add(out, " within hours in which work is usual");
    }
    gp_text_add_char(out, '\n');
}

static bool can_be_said(struct gp_slice name)
{
    size_t i;

    for (i = 0; i < name.len; i++)
        if (name.at[i] == '#' || (unsigned char)name.at[i] < ' ')
            return false;
    return name.len != 0;
}

/* A line names a person first: a team of the same name cannot be meant. */
static bool is_person_s(const struct gp_eventlog *log, const struct gp_found_hours *h,
                        struct gp_slice name)
{
    return h->team != GP_NO_ID && gp_dict_find(&log->resources, name) != GP_NO_ID;
}

static void head(struct gp_text *out, const struct gp_hours_found *h,
                 const struct gp_hours_options *o, struct gp_slice title)
{
    gp_text_add(out, "# Hours at which people were seen at work in ");
    gp_text_add_slice(out, title);
    gp_text_add(out,
                ": PROPOSED from the log, not yet\n# decided by anybody. Only starts "
                "and ends are seen: who is not seen may be on duty all the same.\n"
                "# Correct it, add holidays (2026-12-25 closed), then give it with "
                "--calendar.\n");
    gp_text_addf(
        out,
        "# By steps of %u minutes: one counts when an activity is seen in it on "
        "%.0f %% of its days or more,\n# the fullest others until %.0f %% of all "
        "are within. ",
        o->granule, o->confidence * 100, o->support * 100);
    gp_text_addf(
        out,
        "%zu of %llu people and teams have hours of their own: %llu starts and "
        "ends\n# on %llu days, or more.\n",
        h->n - 1, (unsigned long long)(h->people + h->teams),
        (unsigned long long)o->least_stamps, (unsigned long long)o->least_dates);
    gp_text_addf(out, "zone %s\n", gp_zone_name(o->zone));
}

enum gp_status gp_found_calendar(const struct gp_hours_found *h,
                                 const struct gp_eventlog *log,
                                 const struct gp_hours_options *options,
                                 struct gp_slice title, struct gp_text *out,
                                 struct gp_err *err)
{
    struct gp_calendar *read = NULL;
    enum gp_status st;
    size_t i, unsaid = 0;

    head(out, h, options, title);
    for (i = 0; i < h->n; i++) {
        const struct gp_found_hours *f = &h->item[i];
        struct gp_slice name = gp_slice("");

        if (f->person != GP_NO_ID)
            name = gp_dict_name(&log->resources, f->person);
        else if (f->team != GP_NO_ID)
            name = gp_dict_name(&log->groups, f->team);
        if (i > 0 && (!can_be_said(name) || is_person_s(log, f, name))) {
            unsaid++;
            continue;
        }
        gp_text_add_char(out, '\n');
        if (i > 0) {
            gp_text_add(out, "for ");
            gp_text_add_slice(out, name);
            gp_text_add_char(out, '\n');
        }
        say_support(out, f);
        say_week(out, f, options->granule);
    }
    if (unsaid != 0)
        gp_text_addf(out,
                     "\n# %zu more have names that no line can hold, or that a person "
                     "and a team share.\n",
                     unsaid);
    if (!gp_text_ok(out))
        return gp_fail_memory(err);
    st = gp_calendar_parse("found", gp_slice_n(gp_text_z(out), out->len), NULL, &read,
                           err);
    gp_calendar_free(read);
    return st == GP_USAGE ? gp_fail(err, GP_BUG, "the hours found do not read back")
                          : st;
}
