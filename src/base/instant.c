/* instant.c - see instant.h.
 *
 * Civil dates count days in 400-year eras that begin on 1 March, so that the leap day
 * is the last of its year and month lengths follow one linear formula.
 */
#include "base/instant.h"

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

int64_t gp_days_from_civil(int year, unsigned month, unsigned day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = floor_div(y, 400);
    int64_t yoe = y - era * 400;
    int64_t doy = (153 * ((int64_t)month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void gp_civil_from_days(int64_t days, int *year, unsigned *month, unsigned *day)
{
    int64_t z = days + 719468;
    int64_t era = floor_div(z, 146097);
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;

    *day = (unsigned)(doy - (153 * mp + 2) / 5 + 1);
    *month = (unsigned)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int)(yoe + era * 400 + (*month <= 2));
}

unsigned gp_days_in_month(int year, unsigned month)
{
    static const unsigned char days[12] = {31, 28, 31, 30, 31, 30,
                                           31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    if (month < 1 || month > 12)
        return 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

unsigned gp_weekday(int64_t days)
{
    int64_t w = (days + 3) % 7; /* 1970-01-01 was a Thursday */

    return (unsigned)(w < 0 ? w + 7 : w);
}

static int64_t date_part(struct gp_text *t, int64_t us)
{
    int64_t days = floor_div(us, GP_DAY_US);
    int year;
    unsigned month, day;

    gp_civil_from_days(days, &year, &month, &day);
    gp_text_addf(t, "%04d-%02u-%02u", year, month, day);
    return us - days * GP_DAY_US;
}

void gp_instant_iso(struct gp_text *t, int64_t us)
{
    int64_t rest = date_part(t, us);
    int64_t s = rest / GP_SECOND_US;
    int64_t frac = rest % GP_SECOND_US;

    gp_text_addf(t, "T%02d:%02d:%02d", (int)(s / 3600), (int)(s / 60 % 60),
                 (int)(s % 60));
    if (frac % 1000 == 0)
        gp_text_addf(t, ".%03dZ", (int)(frac / 1000));
    else
        gp_text_addf(t, ".%06dZ", (int)frac);
}

void gp_instant_short(struct gp_text *t, int64_t us)
{
    int64_t s = date_part(t, us) / GP_SECOND_US;

    gp_text_addf(t, " %02d:%02d", (int)(s / 3600), (int)(s / 60 % 60));
}

void gp_instant_date(struct gp_text *t, int64_t us)
{
    (void)date_part(t, us);
}

/* "2 d 4 h": whole big units, then whole small ones unless none or big is large. */
static void two_units(struct gp_text *t, uint64_t small_units, uint64_t per_big,
                      const char *big_name, const char *small_name)
{
    uint64_t big = small_units / per_big, small = small_units % per_big;

    gp_text_add_count(t, big);
    gp_text_addf(t, " %s", big_name);
    if (small != 0 && big < 100)
        gp_text_addf(t, " %u %s", (unsigned)small, small_name);
}

void gp_span_human(struct gp_text *t, int64_t us)
{
    uint64_t u = us < 0 ? 0 - (uint64_t)us : (uint64_t)us;
    uint64_t s = (u + 500000) / 1000000;

    if (us < 0)
        gp_text_add(t, "-");
    if (u != 0 && u < 1000)
        gp_text_add(t, "under 1 ms");
    else if (u != 0 && u < 999500)
        gp_text_addf(t, "%u ms", (unsigned)((u + 500) / 1000));
    else if (s < 60)
        gp_text_addf(t, "%u s", (unsigned)s);
    else if (s < 600)
        two_units(t, s, 60, "min", "s");
    else if ((s + 30) / 60 < 60)
        gp_text_addf(t, "%u min", (unsigned)((s + 30) / 60));
    else if ((s + 30) / 60 < 24 * 60)
        two_units(t, (s + 30) / 60, 60, "h", "min");
    else
        two_units(t, (s + 1800) / 3600, 24, "d", "h");
}

static void add_gp_u128(struct gp_text *t, gp_u128 n)
{
    const uint64_t chunk = UINT64_C(1000000000000000000);

    if (n >= chunk) {
        add_gp_u128(t, n / chunk);
        gp_text_addf(t, "%018llu", (unsigned long long)(n % chunk));
    } else {
        gp_text_add_u64(t, (uint64_t)n);
    }
}

void gp_span_seconds(struct gp_text *t, gp_i128 us)
{
    gp_u128 u = us < 0 ? (gp_u128)0 - (gp_u128)us : (gp_u128)us;
    bool narrow = u <= UINT64_MAX; /* as nearly always */
    unsigned frac = (unsigned)(narrow ? (uint64_t)u % 1000000 : u % 1000000);
    char digits[16];
    int n;

    if (us < 0)
        gp_text_add(t, "-");
    add_gp_u128(t, narrow ? (uint64_t)u / 1000000 : u / 1000000);
    if (frac == 0)
        return;
    digits[0] = '.';
    for (n = 6; n >= 1; n--) {
        digits[n] = (char)('0' + frac % 10);
        frac /= 10;
    }
    for (n = 6; digits[n] == '0'; n--)
        continue;
    gp_text_add_n(t, digits, (size_t)n + 1);
}

void gp_span_hours(struct gp_text *t, gp_i128 us)
{
    gp_u128 u = us < 0 ? (gp_u128)0 - (gp_u128)us : (gp_u128)us;
    gp_u128 tenths = (u + GP_HOUR_US / 20) / (GP_HOUR_US / 10);

    if (us < 0 && tenths != 0)
        gp_text_add(t, "-");
    if (tenths >= 1000) {
        gp_text_add_count(t, (uint64_t)((u + GP_HOUR_US / 2) / GP_HOUR_US));
    } else {
        gp_text_add_u64(t, (uint64_t)(tenths / 10));
        gp_text_addf(t, ".%u", (unsigned)(tenths % 10));
    }
}
