/* opinion_parts.h - the comparisons behind opinion.h, by theme. Each is true when something
 * differs and has then said what (opinion_say.c). */
#ifndef GP_TESTS_SUPPORT_OPINION_PARTS_H
#define GP_TESTS_SUPPORT_OPINION_PARTS_H

#include "tests/support/opinion.h"

/* opinion_say.c: the first difference as a sentence; always true. */
__attribute__((format(printf, 1, 2))) bool differs(const char *format, ...);
const char *difference(void);
bool number_differs(const char *what, const char *of, const char *with, int64_t got,
                    int64_t want);
bool spread_differs(const char *what, const char *of, const char *with,
                    const struct gp_spread *g, const struct naive_spread *w);
const char *name_of(const struct gp_stats *s, enum gp_level level, uint32_t id);
/* a stands before b: by count descending, then by the two names. */
bool ordered(uint64_t count_a, uint64_t count_b, const char *a1, const char *b1,
             const char *a2, const char *b2);

/* opinion_owners.c */
bool links_differ(const struct naive_log *log, const struct gp_stats *s, int level);
bool bounces_differ(const struct naive_log *log, const struct gp_stats *s, int level);
bool owners_differ(const struct naive_log *log, const struct gp_stats *s, int level);
bool bottlenecks_differ(const struct naive_log *log, const struct gp_stats *s);

#endif
