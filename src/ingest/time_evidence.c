/* time_evidence.c - what each value of a column of times says about how it is written
 * (time_column.h). Nothing is decided here.
 */
#include "ingest/time_column.h"

#include "base/instant.h"
#include "base/mem.h"
#include "ingest/time_names.h"

#include <stdio.h>
#include <string.h>

void gp_time_evidence_release(struct gp_time_evidence *e)
{
    gp_free(e->last);
    e->last = NULL;
}

static bool room_for_case(struct gp_time_evidence *e, uint32_t case_number)
{
    size_t need = ((size_t)case_number + 1) * GP_ORDERS;

    if (!gp_reserve(&e->last, &e->cap_last, need))
        return false;
    for (; e->n_last < need; e->n_last++)
        e->last[e->n_last] = INT64_MIN;
    return true;
}

static void count_step(struct gp_time_steps *s, int64_t from, int64_t to)
{
    s->forward += to > from;
    s->back += to < from;
}

void gp_time_add_pattern(const struct gp_time_form_evidence *f, enum gp_time_form form,
                         int order, struct gp_text *out)
{
    static const char sign_of[GP_FORMS] = {
        [GP_FORM_DOT] = '.', [GP_FORM_SLASH] = '/', [GP_FORM_DASH] = '-'};
    static const char *const letters[GP_ORDERS] = {"dmY", "dmY", "mdY", "ymd"};
    const char *l = letters[order];
    char year = f->two_digit_year ? 'y' : 'Y';

    gp_text_addf(out, "%%%c%c%%%c%c%%%c", l[0], sign_of[form], l[1], sign_of[form],
                 l[2] == 'Y' ? year : l[2]);
    if (f->time)
        gp_text_addf(out, "%s%s%s%s%s", f->t == 'T' ? "T" : " ",
                     f->ampm ? "%I:%M" : "%H:%M", f->seconds ? ":%S" : "",
                     f->fraction ? ".%f" : "", f->ampm ? " %p" : "");
}

static bool note_layout(struct gp_time_form_evidence *f, const struct gp_time_scan *t)
{
    struct gp_text pattern = {0};
    bool good;

    f->two_digit_year = t->width[2] == 2;
    f->time = t->has_time;
    f->seconds = t->has_seconds;
    f->fraction = t->has_fraction;
    f->ampm = t->has_ampm;
    f->t = t->t;
    gp_time_add_pattern(f, t->form, GP_ORDER_DMY, &pattern);
    good = gp_text_ok(&pattern);
    (void)snprintf(f->layout.pattern, sizeof f->layout.pattern, "%s",
                   gp_text_z(&pattern));
    gp_text_release(&pattern);
    return good;
}

/* 5/3 has no leading zeros, 05/03 has them, 25/10 does not tell. */
static void note_high(struct gp_time_form_evidence *f, const struct gp_time_scan *t,
                      struct gp_slice text)
{
    bool bare = t->width[0] == 1 || t->width[1] == 1;
    struct gp_time_layout_evidence *l = &f->of_layout[bare + 2 * t->has_seconds];

    if (!bare && t->number[0] > 9 && t->number[1] > 9)
        return;
    if (l->n++ == 0)
        (void)snprintf(l->example, sizeof l->example, "%.*s", (int)text.len, text.at);
    l->high[0] += t->number[0] > 12;
    l->high[1] += t->number[1] > 12;
}

/* A date that can be read in one way only is a step from one that cannot: from
 * "06/03/2024" to "2024-03-07" it is a day forward, or it is three months back. */
static void add_clear(struct gp_time_evidence *e, const struct gp_time_scan *t,
                      uint32_t case_number)
{
    int64_t *last = e->last + (size_t)case_number * GP_ORDERS, day = 0, at;
    int64_t *form = &last[GP_ORDER_UNKNOWN]; /* of the row before; 0 and less: clear */
    int order;

    if (gp_time_day(t, GP_ORDER_DMY, &day) != GP_TIME_OK)
        return;
    at = day * GP_DAY_US + t->of_day_us;
    for (order = GP_ORDER_DMY; order <= GP_ORDER_YMD; order++) {
        if (*form > 0 && last[order] != INT64_MIN)
            count_step(&e->form[*form].in_case[order], last[order], at);
        last[order] = at;
    }
    *form = 0;
}

static void note_met(uint64_t *met, int64_t number)
{
    if (number >= 0 && number < 128)
        met[number / 64] |= UINT64_C(1) << (number % 64);
}

static void add_order(struct gp_time_evidence *e, const struct gp_time_scan *t,
                      uint32_t case_number)
{
    struct gp_time_form_evidence *f = &e->form[t->form];
    int64_t *last = e->last + (size_t)case_number * GP_ORDERS;
    int order;

    last[GP_ORDER_UNKNOWN] = t->form;

    f->front_high += t->number[0] > 12;
    f->middle_high += t->number[1] > 12;
    note_met(f->met[0], t->number[0]);
    note_met(f->met[1], t->number[2]);
    f->not_two += t->width[0] != 2 || t->width[1] != 2 || t->width[2] != 2;
    for (order = GP_ORDER_DMY; order <= GP_ORDER_YMD; order++) {
        int64_t day = 0, at;

        if (gp_time_day(t, (enum gp_time_order)order, &day) != GP_TIME_OK)
            continue;
        f->valid[order]++;
        at = day * GP_DAY_US + t->of_day_us;
        if (last[order] != INT64_MIN)
            count_step(&f->in_case[order], last[order], at);
        if (f->has_last)
            count_step(&f->in_file[order], f->last[order], at);
        last[order] = at;
        f->last[order] = at;
    }
    f->has_last = true;
}

bool gp_time_evidence_add(struct gp_time_evidence *e, struct gp_slice text,
                          uint32_t case_number)
{
    struct gp_time_scan t, other;
    struct gp_time_form_evidence *f;

    text = gp_slice_trim(text);
    if (text.len == 0)
        return true;
    if (gp_time_is_placeholder(text)) {
        e->placeholders++;
        return true;
    }
    e->values++;
    if (!gp_time_scan(text, &t))
        return true;
    f = &e->form[t.form];
    if (f->n++ == 0)
        (void)snprintf(f->example, sizeof f->example, "%.*s", (int)text.len, text.at);
    e->times++;
    e->date_only += !t.has_time;
    e->with_offset += t.has_offset || t.form >= GP_FORM_EPOCH_S;
    if (t.form >= GP_FORM_EXCEL)
        return true; /* numbers are the only form of their column */
    if (!room_for_case(e, case_number))
        return false;
    if (!gp_time_needs_order(t.form)) {
        add_clear(e, &t, case_number);
        return true;
    }
    if (f->n == 1 && !note_layout(f, &t))
        return false;
    f->mixed = f->mixed || !gp_time_format_scan(&f->layout, text, &other);
    note_high(f, &t, text);
    add_order(e, &t, case_number);
    return true;
}
