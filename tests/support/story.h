/* story.h - a log written as lines of text, mined, with the facts a report is made from.
 *
 *   "1 A 0 Ann Sales|1 B 3 Bob Legal"   case, activity, hour, resource, group; | between
 *
 * One time per event unless the hour is "2-5" (start and end in all events then). "-" is
 * a missing resource or group. Hours count from 1970-01-01; lines from 2 of story.csv.
 */
#ifndef GP_TESTS_SUPPORT_STORY_H
#define GP_TESTS_SUPPORT_STORY_H

#include "report/facts.h"

struct story {
    struct gp_eventlog *log;
    struct gp_stats stats;
    struct gp_ingest_result ingest;
    struct gp_source_found source;
    struct gp_checks checks;
    struct gp_facts facts;
};

/* ends: activity that ends cases, or NULL. Never fails: asserts. */
void story_tell(struct story *s, const char *lines, const char *ends);

/* The same with one event a time in memory, for many events. */
void story_begin(struct story *s);
void story_event(struct story *s, const char *case_id, const char *activity,
                 double hour, const char *resource, const char *group);
void story_end(struct story *s, const char *ends);

void story_release(struct story *s);

#endif
