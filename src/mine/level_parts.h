/* level_parts.h - what links.c, pingpong.c and owners.c do with each event of a level of
 * owners, so that level.c can walk the log once for all three.
 *
 * Each part is begun, shown every link or event in a walk that counts, made ready, shown
 * them again in rounds that put spans beside their keys (keyed.h), and ended. False:
 * memory is short. Each is released in any case.
 */
#ifndef GP_MINE_LEVEL_PARTS_H
#define GP_MINE_LEVEL_PARTS_H

#include "mine/keyed.h"
#include "mine/links.h"
#include "mine/owners.h"
#include "mine/pingpong.h"

/* ---- links ------------------------------------------------------------------------- */

struct gp_links_part {
    const struct gp_eventlog *log;
    struct gp_keyed keyed;
    struct gp_links *out;
};

enum { GP_LINK_UNASSIGNED, GP_LINK_PAIRS }; /* pairs are numbered from GP_LINK_PAIRS */

bool gp_links_begin(struct gp_links_part *p, const struct gp_eventlog *log,
                    enum gp_level level, struct gp_links *out);
bool gp_links_ready(struct gp_links_part *p);
void gp_links_take(struct gp_links_part *p); /* after a round */
bool gp_links_end(struct gp_links_part *p, const uint32_t *rank);
void gp_links_part_release(struct gp_links_part *p);

/* Not for links within one owner: they have no key. */
static inline bool gp_links_count(struct gp_links_part *p, uint32_t from, uint32_t to,
                                  uint32_t times)
{
    size_t number = GP_LINK_UNASSIGNED;

    if (from != GP_NO_ID && to != GP_NO_ID) {
        number = gp_pairs_add(&p->out->pairs, from, to);
        if (number == SIZE_MAX)
            return false;
        number += GP_LINK_PAIRS;
    }
    return gp_keyed_count(&p->keyed, number, times);
}

/* Everything was counted before: nothing is added. */
static inline void gp_links_put(struct gp_links_part *p, uint32_t from, uint32_t to,
                                uint32_t c, int64_t wait)
{
    size_t number = GP_LINK_UNASSIGNED;

    if (from != GP_NO_ID && to != GP_NO_ID)
        number = gp_pairs_add(&p->out->pairs, from, to) + GP_LINK_PAIRS;
    gp_keyed_put(&p->keyed, number, c, wait);
}

/* ---- ping-pong --------------------------------------------------------------------- */

/* Events in a row with one owner (unknown owners between them are dropped). */
struct gp_stays {
    uint32_t before, now;        /* owners of the last two; GP_NO_ID: none yet */
    int64_t before_end, now_end; /* of their last events */
};

static const struct gp_stays gp_no_stays = {GP_NO_ID, GP_NO_ID, 0, 0};

struct gp_bounces_part {
    struct gp_pairs pairs;
    struct gp_keyed keyed;
    struct gp_pingpong *out;
};

enum { GP_BOUNCE_ALL, GP_BOUNCE_PAIRS };

bool gp_bounces_begin(struct gp_bounces_part *p, const struct gp_eventlog *log,
                      enum gp_level level, struct gp_pingpong *out);
bool gp_bounces_ready(struct gp_bounces_part *p);
void gp_bounces_take(struct gp_bounces_part *p);
bool gp_bounces_end(struct gp_bounces_part *p, const uint32_t *rank);
void gp_bounces_release(struct gp_bounces_part *p);

/* Steps to the next event; true when it begins a bounce. left: then, the end of the stay to
 * which the work comes back. */
static inline bool gp_stays_step(struct gp_stays *s, uint32_t owner, int64_t end,
                                 int64_t *left)
{
    bool changed = owner != s->now, bounce = changed && owner == s->before;

    *left = s->before_end;
    s->before = changed ? s->now : s->before;
    s->before_end = changed ? s->now_end : s->before_end;
    s->now = owner;
    s->now_end = end;
    return bounce;
}

/* The next event of a case whose owner is known. */
static inline bool gp_bounces_count(struct gp_bounces_part *p, struct gp_stays *s,
                                    uint32_t owner)
{
    uint32_t via = s->now;
    int64_t left;
    size_t number;

    p->out->handoffs += owner != via && via != GP_NO_ID;
    if (!gp_stays_step(s, owner, 0, &left))
        return true;
    number = gp_pairs_add(&p->pairs, owner, via);
    return number != SIZE_MAX &&
           gp_keyed_count(&p->keyed, number + GP_BOUNCE_PAIRS, 1) &&
           gp_keyed_count(&p->keyed, GP_BOUNCE_ALL, 1);
}

static inline void gp_bounces_put(struct gp_bounces_part *p, struct gp_stays *s,
                                  uint32_t owner, uint32_t c, int64_t start,
                                  int64_t end)
{
    uint32_t via = s->now;
    int64_t left, away;

    if (!gp_stays_step(s, owner, end, &left))
        return;
    away = start > left ? start - left : 0;
    gp_keyed_put(&p->keyed, gp_pairs_add(&p->pairs, owner, via) + GP_BOUNCE_PAIRS, c,
                 away);
    gp_keyed_put(&p->keyed, GP_BOUNCE_ALL, c, away);
}

/* ---- owners ------------------------------------------------------------------------ */

struct gp_owner_seen {
    int64_t first, last;
    uint32_t events, cases;
    uint32_t last_case; /* + 1 */
};

struct gp_owners_part {
    struct gp_owner_seen *seen; /* [n] */
    size_t n;
    struct gp_pairs done; /* (owner, activity) */
    bool *is_done;        /* [done.n] in a matrix; hashed pairs all occur */
};

bool gp_owners_begin(struct gp_owners_part *p, size_t n, size_t n_activities);
struct gp_owner_stat *gp_owners_end(struct gp_owners_part *p,
                                    const struct gp_links *links,
                                    const uint32_t *rank); /* the caller frees it */
void gp_owners_release(struct gp_owners_part *p);

static inline bool gp_owners_see(struct gp_owners_part *p, uint32_t owner,
                                 uint32_t activity, uint32_t c, int64_t start,
                                 int64_t end)
{
    struct gp_owner_seen *s = &p->seen[owner];
    size_t number = gp_pairs_add(&p->done, owner, activity);

    s->first = start < s->first ? start : s->first;
    s->last = end > s->last ? end : s->last;
    s->events++;
    s->cases += s->last_case != c + 1;
    s->last_case = c + 1;
    if (p->is_done != NULL)
        p->is_done[number] = true;
    return number != SIZE_MAX;
}

#endif
