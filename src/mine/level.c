/* level.c - see level.h.
 *
 *   Ann Ann Bob Ann     first walk   Ann 3 events, Bob 1; Ann>Bob, Bob>Ann; Ann-Bob-Ann
 *                       second walk  the waits of Ann>Bob and Bob>Ann, the time away
 *
 * Links within one owner are many, and only their number and sum is ever asked for: these
 * have no sample.
 */
#include "mine/level.h"

#include "mine/level_parts.h"
#include "mine/walk.h"

#include <string.h>

struct walk {
    const struct gp_eventlog *log;
    struct gp_ids ids;
    bool whole; /* not only links */
    struct gp_links_part links;
    struct gp_bounces_part bounces;
    struct gp_owners_part owners;
};

static bool count_case(struct walk *w, struct gp_times times, uint32_t c)
{
    struct gp_links *links = w->links.out;
    struct gp_stays stays = gp_no_stays;
    size_t first = w->log->first[c], end = w->log->first[c + 1], i;
    uint32_t before = GP_NO_ID;
    bool good = true;

    for (i = first; i < end && good; i++) {
        uint32_t id = gp_id(w->ids, i);

        if (i > first && id == before && id != GP_NO_ID) {
            links->same++;
            links->same_wait += gp_times_wait(times, i - 1);
        } else if (i > first) {
            good = gp_links_count(&w->links, before, id, 1);
        }
        before = id;
        if (id == GP_NO_ID || !w->whole)
            continue;
        good = good && gp_bounces_count(&w->bounces, &stays, id) &&
               gp_owners_see(&w->owners, id, gp_id(w->log->activity, i), c,
                             gp_times_start(times, i), gp_times_end(times, i));
    }
    return good;
}

static void put_case(struct walk *w, struct gp_times times, uint32_t c)
{
    struct gp_stays stays = gp_no_stays;
    size_t first = w->log->first[c], end = w->log->first[c + 1], i;
    uint32_t before = GP_NO_ID;

    for (i = first; i < end; i++) {
        uint32_t id = gp_id(w->ids, i);

        if (i > first && (id != before || id == GP_NO_ID))
            gp_links_put(&w->links, before, id, c, gp_times_wait(times, i - 1));
        before = id;
        if (id != GP_NO_ID && w->whole)
            gp_bounces_put(&w->bounces, &stays, id, c, gp_times_start(times, i),
                           gp_times_end(times, i));
    }
}

static bool count(struct walk *w)
{
    struct gp_times times = gp_times_of(w->log);
    size_t c;
    bool good = true;

    for (c = 0; c < w->log->n_cases && good; c++)
        good = count_case(w, times, (uint32_t)c);
    return good;
}

static bool put(struct walk *w)
{
    struct gp_times times = gp_times_of(w->log);
    size_t c;

    for (;;) {
        bool links = gp_keyed_round(&w->links.keyed);
        bool bounces = gp_keyed_round(&w->bounces.keyed);

        if ((!links && !gp_keyed_is_done(&w->links.keyed)) ||
            (!bounces && !gp_keyed_is_done(&w->bounces.keyed)))
            return false;
        if (!links && !bounces)
            return true;
        for (c = 0; c < w->log->n_cases; c++)
            put_case(w, times, (uint32_t)c);
        gp_links_take(&w->links);
        gp_bounces_take(&w->bounces);
    }
}

static bool begin_others(struct walk *w, enum gp_level level,
                         struct gp_pingpong *pingpong)
{
    return gp_bounces_begin(&w->bounces, w->log, level, pingpong) &&
           gp_owners_begin(&w->owners, gp_level_dict(w->log, level)->n,
                           w->log->activities.n);
}

enum gp_status gp_level_mine(const struct gp_eventlog *log, enum gp_level level,
                             const uint32_t *rank, bool whole, struct gp_links *links,
                             struct gp_pingpong *pingpong,
                             struct gp_owner_stat **owners, size_t *n_owners,
                             struct gp_err *err)
{
    struct walk w = {.log = log, .ids = gp_level_ids(log, level), .whole = whole};
    bool good;

    links->level = pingpong->level = level;
    if (w.ids.at == NULL)
        return GP_OK;
    good = gp_links_begin(&w.links, log, level, links) &&
           (!whole || begin_others(&w, level, pingpong)) && count(&w) &&
           gp_links_ready(&w.links) && (!whole || gp_bounces_ready(&w.bounces)) &&
           put(&w) && gp_links_end(&w.links, rank);
    if (good && whole) {
        *owners = gp_owners_end(&w.owners, links, rank);
        *n_owners = *owners != NULL ? w.owners.n : 0;
        good = *owners != NULL && gp_bounces_end(&w.bounces, rank);
    }
    gp_links_part_release(&w.links);
    gp_bounces_release(&w.bounces);
    gp_owners_release(&w.owners);
    return good ? GP_OK : gp_fail_memory(err);
}
