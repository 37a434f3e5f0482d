/* opinion_say.c - how a difference is told; see opinion_parts.h. */
#include "tests/support/opinion_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char sentence[512];

bool differs(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    return true;
}

bool number_differs(const char *what, const char *of, const char *with, int64_t got,
                    int64_t want)
{
    return got != want && differs("%s of \"%s\" \"%s\": mined %lld, naive %lld", what,
                                  of, with, (long long)got, (long long)want);
}

/* Where spans are negative (overlaps), a half may round either way by 1 us. */
static bool near(int64_t got, int64_t want)
{
    return got == want || (want < 0 && llabs(got - want) <= 1);
}

bool spread_differs(const char *what, const char *of, const char *with,
                    const struct gp_spread *g, const struct naive_spread *w)
{
    if (g->count == w->count && (int64_t)g->sum == w->sum && near(g->mean, w->mean) &&
        g->min == w->min && near(g->p25, w->p25) && near(g->median, w->median) &&
        near(g->p75, w->p75) && near(g->p90, w->p90) && near(g->p95, w->p95) &&
        g->max == w->max)
        return false;
    return differs(
        "%s of \"%s\" \"%s\": mined n %llu sum %lld p25 %lld median %lld max "
        "%lld, naive n %llu sum %lld p25 %lld median %lld max %lld",
        what, of, with, (unsigned long long)g->count, (long long)g->sum,
        (long long)g->p25, (long long)g->median, (long long)g->max,
        (unsigned long long)w->count, (long long)w->sum, (long long)w->p25,
        (long long)w->median, (long long)w->max);
}

const char *name_of(const struct gp_stats *s, enum gp_level level, uint32_t id)
{
    return gp_stats_name(s, level, id).at;
}

bool ordered(uint64_t count_a, uint64_t count_b, const char *a1, const char *b1,
             const char *a2, const char *b2)
{
    int c = strcmp(a1, b1);

    if (count_a != count_b)
        return count_a > count_b;
    return c < 0 || (c == 0 && strcmp(a2, b2) < 0);
}

const char *difference(void)
{
    return sentence;
}
