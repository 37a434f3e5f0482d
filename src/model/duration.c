/* duration.c - see duration.h.
 *
 *   duration = amount unit { [","] ["and"] amount unit }   |   ISO 8601 "P..."
 *   amount   = digits [("." | ",") digits]   |   a word: a, two, ...
 *   unit     = ["business" | "working"] word of the table ["ouvrés" | "hábiles"]
 *
 * Amounts are counted in millionths, so that "1.5 h" is exact and nothing is a float.
 */
#include "model/duration.h"

#include "base/fold.h"

#include <string.h>

enum { MILLION = 1000000, MAX_AMOUNT = 1000000 };

static const struct {
    const char *word;
    uint8_t value;
} words[] = {{"a", 1},    {"an", 1},    {"one", 1},     {"two", 2},     {"three", 3},
             {"four", 4}, {"five", 5},  {"six", 6},     {"seven", 7},   {"eight", 8},
             {"nine", 9}, {"ten", 10},  {"eleven", 11}, {"twelve", 12}, {"ein", 1},
             {"eine", 1}, {"einer", 1}, {"einem", 1},   {"eines", 1},   {"zwei", 2},
             {"drei", 3}, {"vier", 4},  {"sechs", 6},   {"un", 1},      {"une", 1},
             {"deux", 2}, {"trois", 3}, {"quatre", 4},  {"cinq", 5},    {"una", 1},
             {"dos", 2},  {"tres", 3},  {"cuatro", 4},  {"cinco", 5}};

struct unit {
    const char *name;
    int64_t us;
    enum gp_clock clock;
};
#define WALL GP_CLOCK_WALL
#define DAYS GP_CLOCK_BUSINESS_DAYS
#define WEEK (7 * GP_DAY_US)
static const struct unit units[] = {
    {"s", GP_SECOND_US, WALL},
    {"sec", GP_SECOND_US, WALL},
    {"secs", GP_SECOND_US, WALL},
    {"second", GP_SECOND_US, WALL},
    {"seconds", GP_SECOND_US, WALL},
    {"sekunde", GP_SECOND_US, WALL},
    {"sekunden", GP_SECOND_US, WALL},
    {"m", GP_MINUTE_US, WALL},
    {"min", GP_MINUTE_US, WALL},
    {"mins", GP_MINUTE_US, WALL},
    {"minute", GP_MINUTE_US, WALL},
    {"minutes", GP_MINUTE_US, WALL},
    {"minuten", GP_MINUTE_US, WALL},
    {"h", GP_HOUR_US, WALL},
    {"hr", GP_HOUR_US, WALL},
    {"hrs", GP_HOUR_US, WALL},
    {"hour", GP_HOUR_US, WALL},
    {"hours", GP_HOUR_US, WALL},
    {"std", GP_HOUR_US, WALL},
    {"stunde", GP_HOUR_US, WALL},
    {"stunden", GP_HOUR_US, WALL},
    {"d", GP_DAY_US, WALL},
    {"day", GP_DAY_US, WALL},
    {"days", GP_DAY_US, WALL},
    {"tag", GP_DAY_US, WALL},
    {"tage", GP_DAY_US, WALL},
    {"tagen", GP_DAY_US, WALL},
    {"w", WEEK, WALL},
    {"wk", WEEK, WALL},
    {"wks", WEEK, WALL},
    {"week", WEEK, WALL},
    {"weeks", WEEK, WALL},
    {"woche", WEEK, WALL},
    {"wochen", WEEK, WALL},
    {"bd", GP_DAY_US, DAYS},
    {"workday", GP_DAY_US, DAYS},
    {"workdays", GP_DAY_US, DAYS},
    {"weekday", GP_DAY_US, DAYS},
    {"weekdays", GP_DAY_US, DAYS},
    {"werktag", GP_DAY_US, DAYS},
    {"werktage", GP_DAY_US, DAYS},
    {"werktagen", GP_DAY_US, DAYS},
    {"arbeitstag", GP_DAY_US, DAYS},
    {"arbeitstage", GP_DAY_US, DAYS},
    {"arbeitstagen", GP_DAY_US, DAYS},
    {"bh", GP_HOUR_US, GP_CLOCK_BUSINESS_TIME},
    {"arbeitsstunde", GP_HOUR_US, GP_CLOCK_BUSINESS_TIME},
    {"arbeitsstunden", GP_HOUR_US, GP_CLOCK_BUSINESS_TIME},
    {"seconde", GP_SECOND_US, WALL},
    {"secondes", GP_SECOND_US, WALL},
    {"heure", GP_HOUR_US, WALL},
    {"heures", GP_HOUR_US, WALL},
    {"jour", GP_DAY_US, WALL},
    {"jours", GP_DAY_US, WALL},
    {"semaine", WEEK, WALL},
    {"semaines", WEEK, WALL},
    {"segundo", GP_SECOND_US, WALL},
    {"segundos", GP_SECOND_US, WALL},
    {"minuto", GP_MINUTE_US, WALL},
    {"minutos", GP_MINUTE_US, WALL},
    {"hora", GP_HOUR_US, WALL},
    {"horas", GP_HOUR_US, WALL},
    {"dia", GP_DAY_US, WALL},
    {"dias", GP_DAY_US, WALL},
    {"semana", WEEK, WALL},
    {"semanas", WEEK, WALL},
};
static const char *const unfixed[] = {
    "month", "months", "mo",      "year", "years", "yr",     "yrs",  "y",
    "monat", "monate", "monaten", "jahr", "jahre", "jahren", "mois", "an",
    "ans",   "annee",  "annees",  "mes",  "meses", "ano",    "anos"};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

static size_t blanks(struct gp_slice s, size_t i)
{
    while (i < s.len && (s.at[i] == ' ' || s.at[i] == '\t' || s.at[i] == '\n'))
        i++;
    return i;
}

static struct gp_slice word_at(struct gp_slice s, size_t i)
{
    size_t end = i;

    while (end < s.len && is_letter(s.at[end]))
        end++;
    return gp_slice_n(s.at + i, end - i);
}

/* "1,000" may be a thousand or one: not a number we read. */
static bool is_thousands(struct gp_slice s, size_t i)
{
    return i + 3 < s.len && s.at[i] == ',' && is_digit(s.at[i + 1]) &&
           is_digit(s.at[i + 2]) && is_digit(s.at[i + 3]) &&
           (i + 4 == s.len || !is_digit(s.at[i + 4]));
}

/* Digits with an optional fraction from *i on, in millionths; -1 when unreadable. */
static int64_t digits(struct gp_slice s, size_t *i)
{
    int64_t value = 0, part = MILLION;

    for (; *i < s.len && is_digit(s.at[*i]); (*i)++) {
        value = value * 10 + (s.at[*i] - '0');
        if (value > MAX_AMOUNT)
            return -1;
    }
    value *= MILLION;
    if (is_thousands(s, *i))
        return -1;
    if (*i + 1 < s.len && (s.at[*i] == '.' || s.at[*i] == ',') &&
        is_digit(s.at[*i + 1]))
        for ((*i)++; *i < s.len && is_digit(s.at[*i]); (*i)++) {
            part /= 10;
            value += part * (s.at[*i] - '0');
        }
    return value;
}

/* 0: there is none. */
static int64_t amount_at(struct gp_slice s, size_t *i)
{
    struct gp_slice word;
    size_t k;

    if (*i < s.len && is_digit(s.at[*i]))
        return digits(s, i);
    word = word_at(s, *i);
    for (k = 0; k < sizeof words / sizeof *words; k++)
        if (word.len > 0 && gp_slice_is_nocase(word, words[k].word)) {
            *i += word.len;
            return (int64_t)words[k].value * MILLION;
        }
    return 0;
}

static bool is_one_of(struct gp_slice word, const char *const *list, size_t n)
{
    char folded[32];
    size_t i;

    if (word.len == 0 || word.len >= sizeof folded)
        return false;
    gp_fold(word, folded, sizeof folded);
    for (i = 0; i < n; i++)
        if (strcmp(folded, list[i]) == 0)
            return true;
    return false;
}

static bool is_business(struct gp_slice word)
{
    static const char *const before[] = {"business", "working", "work", "office"};

    return is_one_of(word, before, sizeof before / sizeof *before);
}

/* "jours ouvrés": the word that makes working time of it stands behind. */
static bool is_business_behind(struct gp_slice word)
{
    static const char *const behind[] = {
        "ouvre", "ouvres",  "ouvree",  "ouvrees",   "ouvrable",  "ouvrables",
        "habil", "habiles", "laboral", "laborales", "laborable", "laborables"};

    return is_one_of(word, behind, sizeof behind / sizeof *behind);
}

static bool as_business(struct unit *u)
{
    if (u->clock != GP_CLOCK_WALL)
        return false;
    u->clock = u->us < GP_DAY_US ? GP_CLOCK_BUSINESS_TIME : GP_CLOCK_BUSINESS_DAYS;
    if (u->us == WEEK)
        u->us = 5 * GP_DAY_US;
    return true;
}

static bool unit_at(struct gp_slice s, size_t *i, struct unit *out, const char **why)
{
    struct gp_slice word = word_at(s, *i);
    bool business = is_business(word);
    size_t k, at = *i;

    if (business || gp_slice_is_nocase(word, "calendar")) {
        at += word.len;
        if (at < s.len && s.at[at] == '-')
            at++;
        at = blanks(s, at);
        word = word_at(s, at);
    }
    if (is_one_of(word, unfixed, sizeof unfixed / sizeof *unfixed)) {
        *why = "months and years have no fixed length; write days or weeks";
        return false;
    }
    for (k = 0; k < sizeof units / sizeof *units; k++)
        if (is_one_of(word, &units[k].name, 1)) {
            *out = units[k];
            *i = at + word.len;
            at = blanks(s, *i);
            if (!business && is_business_behind(word_at(s, at))) {
                *i = at + word_at(s, at).len;
                business = true;
            }
            return !business || as_business(out);
        }
    *why = "expected a unit: s, min, h, days, weeks, business hours or business days";
    return false;
}

/* Behind a part: is another one coming? Then its begin. */
static size_t next_part(struct gp_slice s, size_t i)
{
    size_t at = blanks(s, i);

    if (at < s.len && s.at[at] == ',')
        at = blanks(s, at + 1);
    if (gp_slice_is_nocase(word_at(s, at), "and"))
        at = blanks(s, at + 3);
    return at < s.len && is_digit(s.at[at]) ? at : i;
}

static bool add_part(struct gp_duration *d, int64_t millionths, const struct unit *u,
                     const char **why)
{
    gp_i128 us = (gp_i128)millionths * u->us / MILLION + d->span_us;

    if (d->span_us != 0 && d->clock != u->clock) {
        *why = "wall time and business time cannot be mixed in one duration";
        return false;
    }
    if (us > INT64_MAX / 4) {
        *why = "the duration is too long";
        return false;
    }
    d->span_us = (int64_t)us;
    d->clock = u->clock;
    return true;
}

int64_t gp_duration_iso_unit(char letter, bool time)
{
    switch (letter) {
    case 'W':
        return WEEK;
    case 'D':
        return GP_DAY_US;
    case 'H':
        return time ? GP_HOUR_US : 0;
    case 'M':
        return time ? GP_MINUTE_US : 0;
    case 'S':
        return time ? GP_SECOND_US : 0;
    default:
        return 0;
    }
}

/* P2DT4H, P1W; years and months only when they are 0. */
static bool read_iso(struct gp_slice s, struct gp_duration *out, size_t *used,
                     const char **why)
{
    struct unit u = {0};
    bool time = false;
    size_t i = 1;

    while (i < s.len && (s.at[i] == 'T' || is_digit(s.at[i]))) {
        int64_t amount;

        if (s.at[i] == 'T') {
            time = true;
            i++;
            continue;
        }
        amount = digits(s, &i);
        u.us = i < s.len ? gp_duration_iso_unit(s.at[i], time) : 0;
        *why = "expected an ISO 8601 duration without years and months, such as P2DT4H";
        if (amount < 0 || (u.us == 0 && (amount != 0 || i >= s.len)) ||
            !add_part(out, amount, &u, why))
            return false;
        i++;
    }
    *used = i;
    return out->span_us > 0;
}

bool gp_duration_read(struct gp_slice s, struct gp_duration *out, size_t *used,
                      const char **why)
{
    size_t i = 0, next = 0;

    memset(out, 0, sizeof *out);
    *why = "expected a duration such as 2 business days or 4 h";
    if (s.len > 1 && s.at[0] == 'P' && (is_digit(s.at[1]) || s.at[1] == 'T'))
        return read_iso(s, out, used, why);
    do {
        int64_t amount = amount_at(s, &next);
        struct unit u;

        if (amount <= 0)
            return false;
        if (next < s.len && s.at[next] == '-')
            next++;
        next = blanks(s, next);
        if (!unit_at(s, &next, &u, why) || !add_part(out, amount, &u, why))
            return false;
        i = next;
        next = next_part(s, i);
    } while (next != i);
    *used = i;
    return out->span_us > 0;
}

bool gp_duration_is(struct gp_slice s, struct gp_duration *out, const char **why)
{
    size_t used = 0;

    s = gp_slice_trim(s);
    if (!gp_duration_read(s, out, &used, why))
        return false;
    *why = "expected nothing after the duration";
    return used == s.len;
}

bool gp_duration_begins(struct gp_slice s)
{
    size_t i = 0, at;
    struct unit u;
    const char *why;

    if (s.len > 0 && is_digit(s.at[0]))
        return true;
    if (amount_at(s, &i) <= 0)
        return false;
    at = blanks(s, i);
    return at > i && unit_at(s, &at, &u, &why);
}

void gp_duration_write(struct gp_text *t, const struct gp_duration *d)
{
    static const struct {
        int64_t us;
        const char *name;
    } sizes[] = {{GP_DAY_US, "day"}, {GP_HOUR_US, "hour"}, {GP_MINUTE_US, "minute"}};
    const char *business = d->clock == GP_CLOCK_WALL ? "" : "business ";
    size_t i;

    for (i = 0; i < 3; i++) {
        if ((d->clock == GP_CLOCK_BUSINESS_TIME && i == 0) ||
            (d->clock == GP_CLOCK_BUSINESS_DAYS && i > 0))
            continue; /* a business day has no fixed number of hours */
        if (d->span_us % sizes[i].us == 0) {
            int64_t n = d->span_us / sizes[i].us;

            gp_text_addf(t, "%lld %s%s%s", (long long)n, business, sizes[i].name,
                         n == 1 ? "" : "s");
            return;
        }
    }
    if (d->clock == GP_CLOCK_BUSINESS_DAYS) {
        gp_text_addf(t, "%lld.%06lld business days",
                     (long long)(d->span_us / GP_DAY_US),
                     (long long)(d->span_us % GP_DAY_US / (GP_DAY_US / MILLION)));
        return;
    }
    gp_span_seconds(t, d->span_us);
    gp_text_addf(t, " %sseconds", business);
}
