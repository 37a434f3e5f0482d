/* mine.h - runs the miners in order; owns what they found. */
#ifndef GP_MINE_MINE_H
#define GP_MINE_MINE_H

#include "eventlog/eventlog.h"
#include "mine/activities.h"
#include "mine/bottlenecks.h"
#include "mine/cases.h"
#include "mine/links.h"
#include "mine/owners.h"
#include "mine/pingpong.h"
#include "mine/rework.h"
#include "mine/sameness.h"
#include "mine/timeline.h"
#include "mine/variants.h"

/* What is mined. */
enum gp_mined {
    GP_MINED_CASES = 1 << 0,    /* and paths: always, since the rest depends on them */
    GP_MINED_VARIANTS = 1 << 1, /* durations and examples of variants */
    GP_MINED_FOLLOWS = 1 << 2,  /* links by activity, all_waiting */
    GP_MINED_ACTIVITIES = 1 << 3 | GP_MINED_FOLLOWS,
    GP_MINED_HANDOFFS = 1 << 4,                   /* links by resource and group */
    GP_MINED_OWNERS = 1 << 5 | GP_MINED_HANDOFFS, /* ping-pong and owners by these */
    GP_MINED_BOTTLENECKS = 1 << 6 | GP_MINED_FOLLOWS | GP_MINED_HANDOFFS,
    GP_MINED_REWORK = 1 << 7,
    GP_MINED_SAMENESS = 1 << 8,
    GP_MINED_TIMELINE = 1 << 9,
    GP_MINED_ALL = (1 << 10) - 1,
};

struct gp_mine_options {
    unsigned only; /* gp_mined bits; 0: all. The rest is left empty in the stats */
    const char *const *ends; /* activity names (--ends) */
    size_t n_ends;
    bool filtered; /* ends may be of cases that a filter left out: they end none here */
    bool include_open; /* --open include: open cases count in durations */
    int64_t now;       /* INT64_MIN: the last instant of the log */
    unsigned threads;  /* 0 and 1: one; the results are the same */
};

struct gp_stats {
    const struct gp_eventlog *log; /* lent by the caller, outlives the stats */
    struct gp_activity_stat *activities;
    size_t n_activities;
    struct gp_cases cases;
    struct gp_variants variants;
    struct gp_links links[GP_LEVELS];
    struct gp_pingpong pingpong[GP_LEVELS];  /* [GP_BY_ACTIVITY] is empty */
    struct gp_owner_stat *owners[GP_LEVELS]; /* likewise */
    size_t n_owners[GP_LEVELS];
    struct gp_bottlenecks bottlenecks;
    struct gp_rework_stat *rework;
    size_t n_rework;
    struct gp_sameness sameness;
    struct gp_timeline timeline; /* n = 0 without times */
    uint32_t *ends; /* activity ids of --ends; GP_NO_ID: of no case that is left */
    size_t n_ends;
    gp_i128 all_waiting, all_case_time; /* us; case time of all cases, open ones too */
};

/* log: grouped. An end activity that the log does not have is GP_USAGE with the nearest
 * name. Release with gp_stats_release. */
enum gp_status gp_mine(const struct gp_eventlog *log,
                       const struct gp_mine_options *options, struct gp_stats *out,
                       struct gp_err *err) GP_MUST_USE;
void gp_stats_release(struct gp_stats *stats);

/* What is said of an end activity (--ends) that the log does not have: GP_USAGE. */
enum gp_status gp_unknown_end(const struct gp_eventlog *log, const char *name,
                              struct gp_err *err);

/* Which cases are open, [n_cases], as a document tells where --ends does not (design
 * 4.9): they leave the durations, of variants too, and the endings. */
enum gp_status gp_stats_set_open(struct gp_stats *stats, const bool *open,
                                 struct gp_err *err) GP_MUST_USE;

/* Name of an activity or owner on a level. */
struct gp_slice gp_stats_name(const struct gp_stats *stats, enum gp_level level,
                              uint32_t id);
struct gp_slice gp_stats_case(const struct gp_stats *stats, uint32_t case_id);

/* The case that event i belongs to. O(log cases). */
uint32_t gp_case_of_event(const struct gp_eventlog *log, uint32_t i);

#endif
