/* zone_rule.c - see zone_rule.h.
 *
 *   CET-1CEST,M3.5.0,M10.5.0/3   offsets are written west of Greenwich: -1 is +01:00;
 *   summer is one hour more unless said otherwise; M3.5.0 is the last Sunday of March,
 *   at 02:00 unless /time follows. /time may be negative or above 24 hours.
 */
#include "base/zone_rule.h"

#include "base/instant.h"

#include <stddef.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *skip_name(const char *s)
{
    if (*s == '<') {
        while (*s != '\0' && *s != '>')
            s++;
        return *s == '>' ? s + 1 : NULL;
    }
    while ((*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z'))
        s++;
    return s;
}

static const char *read_number(const char *s, int *n)
{
    *n = 0;
    if (!is_digit(*s))
        return NULL;
    while (is_digit(*s) && *n < 100000)
        *n = *n * 10 + (*s++ - '0');
    return s;
}

/* [+-]h[h[h]][:mm[:ss]] */
static const char *read_time(const char *s, int32_t *seconds)
{
    int sign = *s == '-' ? -1 : 1;
    int part, unit = 3600;

    if (*s == '+' || *s == '-')
        s++;
    for (*seconds = 0; unit > 0; unit /= 60) {
        s = read_number(s, &part);
        if (s == NULL)
            return NULL;
        *seconds += part * unit;
        if (*s != ':')
            break;
        s++;
    }
    *seconds *= sign;
    return s;
}

static const char *read_date(const char *s, struct gp_zone_date *d)
{
    d->kind = *s == 'M' || *s == 'J' ? *s++ : 'D';
    if (d->kind == 'M') {
        s = read_number(s, &d->month);
        s = s != NULL && *s == '.' ? read_number(s + 1, &d->week) : NULL;
        s = s != NULL && *s == '.' ? read_number(s + 1, &d->weekday) : NULL;
        if (s == NULL || d->month < 1 || d->month > 12 || d->week < 1 || d->week > 5 ||
            d->weekday > 6)
            return NULL;
    } else {
        s = read_number(s, &d->day);
    }
    d->seconds = 7200;
    return s != NULL && *s == '/' ? read_time(s + 1, &d->seconds) : s;
}

bool gp_zone_rule_parse(struct gp_zone_rule *rule, const char *s)
{
    *rule = (struct gp_zone_rule){0};
    s = skip_name(s);
    s = s != NULL ? read_time(s, &rule->winter) : NULL;
    if (s == NULL)
        return false;
    rule->winter = -rule->winter;
    if (*s == '\0')
        return true;
    rule->has_summer = true;
    rule->summer = rule->winter + 3600;
    s = skip_name(s);
    if (s != NULL && *s != ',') {
        s = read_time(s, &rule->summer);
        rule->summer = -rule->summer;
    }
    s = s != NULL && *s == ',' ? read_date(s + 1, &rule->begin) : NULL;
    s = s != NULL && *s == ',' ? read_date(s + 1, &rule->end) : NULL;
    return s != NULL && *s == '\0';
}

static int64_t day_of(const struct gp_zone_date *d, int year)
{
    int64_t first;
    int day;

    if (d->kind == 'D')
        return gp_days_from_civil(year, 1, 1) + d->day;
    if (d->kind == 'J')
        return gp_days_from_civil(year, 1, 1) + d->day - 1 +
               (d->day >= 60 && gp_days_in_month(year, 2) == 29);
    first = gp_days_from_civil(year, (unsigned)d->month, 1);
    /* gp_weekday counts from Monday, the rule from Sunday */
    day = (d->weekday + 6 - (int)gp_weekday(first) + 7) % 7 + 7 * (d->week - 1);
    if (day >= (int)gp_days_in_month(year, (unsigned)d->month))
        day -= 7;
    return first + day;
}

void gp_zone_rule_year(const struct gp_zone_rule *rule, int year,
                       struct gp_zone_change two[2])
{
    struct gp_zone_change on, off;

    on.at = day_of(&rule->begin, year) * 86400 + rule->begin.seconds - rule->winter;
    on.offset = rule->summer;
    off.at = day_of(&rule->end, year) * 86400 + rule->end.seconds - rule->summer;
    off.offset = rule->winter;
    two[0] = on.at < off.at ? on : off;
    two[1] = on.at < off.at ? off : on;
}
