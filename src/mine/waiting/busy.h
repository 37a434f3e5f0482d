/* busy.h - when one person was busy, and since when the oldest of that work was possible.
 *
 *   Q 11:00-12:00 possible since 11:00     R 11:30-12:30 possible since 10:50
 *   ->  11:00-11:30 since 11:00    11:30-12:30 since 10:50
 *
 * How much of a wait that began at `mark` such work filled, and how much of it work that
 * was possible by then, are sums over stretches. Many waits are asked about at once: they
 * are taken by mark, stretches are put into a tree of sums in the order of their "since",
 * so that each answer is a difference of two sums (Fenwick 1994).
 */
#ifndef GP_MINE_BUSY_H
#define GP_MINE_BUSY_H

#include "base/calendar.h"
#include "mine/waiting/enabling.h"

struct gp_busy_stretch {
    int64_t from, to, since; /* us */
};

struct gp_busy {
    struct gp_busy_stretch *stretch; /* disjoint, in order of time */
    size_t n, cap;
    /* [n + 1] summed up to each: all, and within opening hours */
    int64_t *length, *open;
    size_t length_cap, open_cap;
    const struct gp_calendar *calendar; /* NULL: always open */
    /* scratch of gp_busy_of and gp_busy_ask */
    struct gp_busy_work *heap;
    int64_t *edge, *tree;
    uint32_t *by_since, *by_mark;
    size_t heap_cap, edge_cap, tree_cap, by_since_cap, by_mark_cap;
};

struct gp_busy_question {
    int64_t from, to, mark;
    int64_t busy;    /* answer: of [from, to) */
    int64_t earlier; /* of that, with work possible at mark or before */
    int64_t open;    /* of busy, within opening hours; all without a calendar */
};

/* The person's events, by start, replace what the struct knew. False: no memory. */
bool gp_busy_of(struct gp_busy *b, const struct gp_eventlog *log,
                const struct gp_enabling *enabling, const uint32_t *event, size_t n);

/* Answers n questions. O((n + stretches) log). False: no memory. */
bool gp_busy_ask(struct gp_busy *b, struct gp_busy_question *question, size_t n);
void gp_busy_release(struct gp_busy *b);

#endif
