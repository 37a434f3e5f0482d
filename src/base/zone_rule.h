/* zone_rule.h - the yearly rule of a zone, as POSIX writes it:
 * "CET-1CEST,M3.5.0,M10.5.0/3" (RFC 8536 3.3, POSIX.1-2017 8.3 TZ).
 */
#ifndef GP_BASE_ZONE_RULE_H
#define GP_BASE_ZONE_RULE_H

#include <stdbool.h>
#include <stdint.h>

/* When the clocks change: day of the year, or a weekday of a month; and how many
 * seconds after that midnight. */
struct gp_zone_date {
    char kind; /* 'M': month.week.weekday, 'J': 1..365 without 29 February, 'D': 0..365
                */
    int month, week, weekday, day;
    int32_t seconds;
};

struct gp_zone_rule {
    int32_t winter, summer; /* offsets east of UTC, s */
    bool has_summer;
    struct gp_zone_date begin, end; /* of summer time */
};

struct gp_zone_change {
    int64_t at; /* s UTC */
    int32_t offset;
};

/* False when the text is no such rule. */
bool gp_zone_rule_parse(struct gp_zone_rule *rule, const char *text);

/* The two changes of a year, in order of time; rule has summer time. */
void gp_zone_rule_year(const struct gp_zone_rule *rule, int year,
                       struct gp_zone_change two[2]);

#endif
