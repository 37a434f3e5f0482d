/* column_facts.c - see column_facts.h.
 *
 * Every value of the sample becomes a number in its column's dictionary, once; all
 * questions about columns and pairs of columns are then loops over numbers. The kind of
 * a value (time, number, ...) is found once for each distinct value and counted by rows.
 */
#include "ingest/columns/column_facts.h"

#include "eventlog/front.h"
#include "ingest/time_names.h"
#include "ingest/time_scan.h"
#include "ingest/time_why.h"

#include <string.h>

double gp_share_of(const struct gp_column_facts *c, uint64_t n)
{
    return c->filled != 0 ? (double)n / (double)c->filled : 0;
}

/* ---- kinds of values ---- */

enum kind {
    TIME = 1,
    NUMBER = 2,
    DECIMAL = 4,
    BOOLEAN = 8,
    LETTERS = 16,
    SINGLE = 32,
    SENTENCE = 64,
    START = 128,
    COMPLETE = 256,
    TRANSITION = 512,
    DATE = 1024,
    TIME_OF_DAY = 2048,
    SERIAL = 4096,
    PLACEHOLDER = 8192,
    CUT_SHORT = 16384,
    HOUR = 32768,
    LATE_HOUR = 65536
};

char gp_lifecycle_kind(struct gp_slice v)
{
    static const char *const starts[] = {
        "start",    "started",   "begin",       "begun",    "beginn",
        "begonnen", "gestartet", "debut",       "début",    "inicio",
        "início",   "iniciado",  "inizio",      "iniziato", "gestart",
        "aanvang",  "begonnen",  "rozpoczęcie", "開始"};
    static const char *const completes[] = {
        "complete", "completed", "end",         "ended",         "finish",
        "finished", "ende",      "beendet",     "abgeschlossen", "fertig",
        "fin",      "terminé",   "fine",        "terminato",     "completato",
        "fim",      "concluído", "finalizado",  "completado",    "einde",
        "voltooid", "koniec",    "zakończenie", "完了",          "終了"};
    static const char *const others[] = {
        "schedule",   "scheduled",      "assign",   "assigned",   "reassign",
        "suspend",    "suspended",      "resume",   "resumed",    "withdraw",
        "withdrawn",  "ate_abort",      "pi_abort", "manualskip", "autoskip",
        "enable",     "enabled",        "unknown",  "abort",      "aborted",
        "abort_case", "abort_activity", "allocate", "release",    "skip"};

    if (gp_slice_is_any_nocase(v, starts, sizeof starts / sizeof *starts))
        return 'S';
    if (gp_slice_is_any_nocase(v, completes, sizeof completes / sizeof *completes))
        return 'C';
    return gp_slice_is_any_nocase(v, others, sizeof others / sizeof *others) ? 'T' : 0;
}

/* "€ 3,444.00" without its currency, a sign or three capitals in front or behind. */
static struct gp_slice without_currency(struct gp_slice v)
{
    size_t n = 0;

    while (n < v.len && (v.at[n] == '$' || (unsigned char)v.at[n] >= 0x80 ||
                         (v.at[n] >= 'A' && v.at[n] <= 'Z')))
        n++;
    if (n != 0 && n <= 3)
        return gp_slice_trim(gp_slice_n(v.at + n, v.len - n));
    for (n = v.len; n > 0 && (v.at[n - 1] == '$' || v.at[n - 1] == '%' ||
                              (unsigned char)v.at[n - 1] >= 0x80 ||
                              (v.at[n - 1] >= 'A' && v.at[n - 1] <= 'Z'));)
        n--;
    return v.len - n <= 3 ? gp_slice_trim(gp_slice_n(v.at, n)) : v;
}

static unsigned plain_number_kind(struct gp_slice v)
{
    size_t i, digits = 0, marks = 0;

    for (i = 0; i < v.len; i++) {
        char c = v.at[i];

        if (c >= '0' && c <= '9')
            digits++;
        else if (c == '.' || c == ',')
            marks++;
        else if (i != 0 || (c != '-' && c != '+'))
            return 0;
    }
    return digits == 0 ? 0 : marks == 0 ? NUMBER : NUMBER | DECIMAL;
}

/* A number with a currency is one only with a mark: "A12" is a name. */
static unsigned number_kind(struct gp_slice v)
{
    struct gp_slice bare = without_currency(v);
    unsigned kind = plain_number_kind(bare);

    return bare.len == v.len || kind == (NUMBER | DECIMAL) ? kind : 0;
}

/* 0 to 23, and from 13 on. */
static unsigned hour_kind(struct gp_slice v)
{
    unsigned hour = 0;
    size_t i;

    for (i = 0; i < v.len && v.at[i] >= '0' && v.at[i] <= '9'; i++)
        hour = hour < 24 ? hour * 10 + (unsigned)(v.at[i] - '0') : hour;
    if (i != v.len || v.len == 0 || v.len > 2 || hour > 23)
        return 0;
    return hour > 12 ? HOUR | LATE_HOUR : HOUR;
}

/* Read as told, which is no order of days and months: that fits any layout. */
static bool is_time(struct gp_slice v, const struct gp_time_format *told,
                    struct gp_time_scan *t)
{
    if (told == NULL || told->order != GP_ORDER_UNKNOWN)
        return gp_time_scan(v, t);
    return gp_time_format_scan(told, v, t);
}

static unsigned kind_of(struct gp_slice v, const struct gp_time_format *told)
{
    static const char *const booleans[] = {"true", "false", "yes", "no",
                                           "t",    "f",     "y",   "n"};
    struct gp_time_scan t;
    unsigned kind = number_kind(v) | hour_kind(v);
    size_t i, blanks = 0;

    if (is_time(v, told, &t)) {
        kind |= TIME;
        if (t.form < GP_FORM_EPOCH_S && t.of_day_us == 0)
            kind |= DATE;
        if (t.form == GP_FORM_EXCEL)
            kind |= SERIAL;
        if (t.could_be_id)
            kind |= NUMBER;
        else if (t.form != GP_FORM_BASIC && t.form < GP_FORM_EXCEL)
            kind &= ~(unsigned)(NUMBER | DECIMAL); /* 01.02.2024 */
    }
    if (gp_is_scientific(v))
        kind |= CUT_SHORT;
    if (gp_time_is_placeholder(v))
        kind = (kind | PLACEHOLDER) & ~(unsigned)(TIME | DATE);
    if (gp_time_of_day(v, &t))
        kind |= TIME_OF_DAY;
    if (gp_slice_is_any_nocase(v, booleans, sizeof booleans / sizeof *booleans))
        kind |= BOOLEAN;
    for (i = 0; i < v.len; i++) {
        if (((v.at[i] | 32) >= 'a' && (v.at[i] | 32) <= 'z') ||
            (unsigned char)v.at[i] >= 0x80)
            kind |= LETTERS;
        blanks += v.at[i] == ' ';
    }
    if (v.len == 1)
        kind |= SINGLE;
    if (blanks >= 8 || v.len > 80)
        kind |= SENTENCE;
    switch (gp_lifecycle_kind(v)) {
    case 'S':
        return kind | START | TRANSITION;
    case 'C':
        return kind | COMPLETE | TRANSITION;
    case 'T':
        return kind | TRANSITION;
    default:
        return kind;
    }
}

static void count_kind(struct gp_column_facts *c, unsigned kind)
{
    c->times += (kind & TIME) != 0;
    c->dates += (kind & DATE) != 0;
    c->times_of_day += (kind & TIME_OF_DAY) != 0;
    c->hours += (kind & HOUR) != 0;
    c->late_hours += (kind & LATE_HOUR) != 0;
    c->serials += (kind & SERIAL) != 0;
    c->cut_short += (kind & CUT_SHORT) != 0;
    c->placeholders += (kind & PLACEHOLDER) != 0;
    c->numbers += (kind & NUMBER) != 0;
    c->decimals += (kind & DECIMAL) != 0;
    c->booleans += (kind & BOOLEAN) != 0;
    c->letters += (kind & LETTERS) != 0;
    c->singles += (kind & SINGLE) != 0;
    c->sentences += (kind & SENTENCE) != 0;
    c->starts += (kind & START) != 0;
    c->completes += (kind & COMPLETE) != 0;
    c->transitions += (kind & TRANSITION) != 0;
}

struct gp_slice gp_unread_time(const struct gp_column_facts *c)
{
    struct gp_time_scan t;
    size_t i;

    for (i = 0; i < c->values.n; i++)
        if (!gp_time_scan(c->values.name[i], &t) &&
            !gp_time_is_placeholder(c->values.name[i]))
            return c->values.name[i];
    return gp_dict_name(&c->values, 0);
}

/* ---- gathering ---- */

/* Totals, remarks and broken rows have too few fields: what a column holds is seen in
 * whole rows, as long as they are the rule. */
static size_t count_rows(const struct gp_row *rows, size_t n_rows, bool *whole)
{
    size_t n = 0, i;

    for (i = 0; i < n_rows; i++)
        n += !rows[i].filled_up;
    *whole = n * 2 >= n_rows;
    return *whole ? n : n_rows;
}

enum { MANY_ROWS = 1000 }; /* from here on a table in front of the dictionary pays */

static bool intern_column(struct gp_column_facts *c, size_t column,
                          const struct gp_row *rows, size_t n_rows, bool whole)
{
    struct gp_front front = {0};
    bool ok = true;
    size_t n = 0, i;

    for (i = 0; i < n_rows && ok; i++) {
        struct gp_slice v = column < rows[i].n_fields
                                ? gp_slice_trim(gp_row_field(&rows[i], column))
                                : gp_slice_n("", 0);

        if (whole && rows[i].filled_up)
            continue;
        c->id[n] = v.len == 0            ? GP_NO_ID
                   : n_rows >= MANY_ROWS ? gp_front_add(&front, &c->values, v)
                                         : gp_dict_add(&c->values, v);
        ok = v.len == 0 || c->id[n] != GP_NO_ID;
        c->filled += v.len != 0;
        n++;
    }
    gp_front_release(&front);
    return ok;
}

static bool count_kinds(struct gp_column_facts *c, size_t n_rows,
                        const struct gp_time_format *told)
{
    struct value {
        unsigned kind;
        uint32_t rows;
    } *value = gp_array_zero(c->values.n, sizeof *value);
    size_t i;

    if (value == NULL)
        return false;
    for (i = 0; i < c->values.n; i++)
        value[i].kind = kind_of(c->values.name[i], told);
    for (i = 0; i < n_rows; i++)
        if (c->id[i] != GP_NO_ID) {
            struct value *v = &value[c->id[i]];

            count_kind(c, v->kind);
            if (++v->rows > c->most)
                c->most = v->rows;
        }
    gp_free(value);
    return true;
}

enum gp_status gp_sample_facts_gather(struct gp_sample_facts *f,
                                      const struct gp_slice *header, size_t n_columns,
                                      const struct gp_row *rows, size_t n_rows,
                                      const struct gp_time_format *told,
                                      struct gp_err *err)
{
    bool whole;
    size_t i;
    int role;

    f->n_rows = count_rows(rows, n_rows, &whole);
    f->n_columns = 0;
    f->column = gp_array_zero(n_columns, sizeof *f->column);
    if (f->column == NULL)
        return gp_fail_memory(err);
    for (i = 0; i < n_columns; i++) {
        struct gp_column_facts *c = &f->column[i];

        f->n_columns = i + 1;
        c->header = header[i];
        c->hints = gp_header_hints(header[i]);
        for (role = 0; role < GP_ROLES; role++)
            c->says[role] = gp_header_score(header[i], (enum gp_role)role);
        c->id = gp_array(f->n_rows, sizeof *c->id);
        if (c->id == NULL || !intern_column(c, i, rows, n_rows, whole) ||
            !count_kinds(c, f->n_rows, told))
            return gp_fail_memory(err);
    }
    return GP_OK;
}

void gp_sample_facts_release(struct gp_sample_facts *f)
{
    size_t i;

    for (i = 0; i < f->n_columns; i++) {
        gp_dict_release(&f->column[i].values);
        gp_free(f->column[i].id);
    }
    gp_free(f->column);
    f->column = NULL;
    f->n_columns = 0;
}

/* ---- pairs ---- */

enum gp_status gp_sample_facts_in_case(const struct gp_sample_facts *f,
                                       size_t case_column, size_t column,
                                       struct gp_in_case *out, struct gp_err *err)
{
    const struct gp_column_facts *c = &f->column[case_column], *v = &f->column[column];
    uint32_t *first = gp_array(c->values.n, sizeof *first);
    unsigned char *state = gp_array_zero(c->values.n, 1); /* rows seen; 3: changes */
    size_t i;

    memset(out, 0, sizeof *out);
    if (first == NULL || state == NULL) {
        gp_free(first);
        gp_free(state);
        return gp_fail_memory(err);
    }
    for (i = 0; i < f->n_rows; i++) {
        uint32_t k = c->id[i];

        if (k == GP_NO_ID || v->id[i] == GP_NO_ID)
            continue;
        if (state[k] == 0) {
            first[k] = v->id[i];
            state[k] = 1;
        } else if (state[k] != 3) {
            state[k] = first[k] == v->id[i] ? 2 : 3;
        }
    }
    for (i = 0; i < c->values.n; i++) {
        out->cases += state[i] >= 2;
        out->changing += state[i] == 3;
    }
    gp_free(first);
    gp_free(state);
    return GP_OK;
}

enum gp_status gp_sample_facts_determines(const struct gp_sample_facts *f, size_t a,
                                          size_t b, bool *out, struct gp_err *err)
{
    const struct gp_column_facts *x = &f->column[a], *y = &f->column[b];
    uint32_t *meets = gp_array(x->values.n, sizeof *meets);
    uint64_t rows = 0, broken = 0;
    size_t i;

    if (meets == NULL)
        return gp_fail_memory(err);
    memset(meets, 0xFF, x->values.n * sizeof *meets);
    for (i = 0; i < f->n_rows; i++) {
        if (x->id[i] == GP_NO_ID || y->id[i] == GP_NO_ID)
            continue;
        rows++;
        if (meets[x->id[i]] == GP_NO_ID)
            meets[x->id[i]] = y->id[i];
        else
            broken += meets[x->id[i]] != y->id[i];
    }
    *out = rows != 0 && broken * 100 <= rows;
    gp_free(meets);
    return GP_OK;
}

uint64_t gp_sample_facts_runs(const struct gp_sample_facts *f, size_t column)
{
    const struct gp_column_facts *c = &f->column[column];
    uint64_t runs = 0;
    size_t i;

    for (i = 0; i < f->n_rows; i++)
        runs += i == 0 || c->id[i] != c->id[i - 1];
    return runs;
}
