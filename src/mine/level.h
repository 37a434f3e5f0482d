/* level.h - what is mined of persons, or of groups, in as few walks as can be: handoffs
 * (links.h), ping-pong (pingpong.h) and who works (owners.h).
 */
#ifndef GP_MINE_LEVEL_H
#define GP_MINE_LEVEL_H

#include "mine/links.h"
#include "mine/owners.h"
#include "mine/pingpong.h"

/* level: GP_BY_RESOURCE or GP_BY_GROUP; one that the log does not have gives nothing. rank:
 * of the level's names (gp_dict_ranks). whole: with pingpong and *owners, which come by
 * events descending, then names, for the caller to free; else links only. O(events). What was made is to be released after a failure, too. */
enum gp_status gp_level_mine(const struct gp_eventlog *log, enum gp_level level,
                             const uint32_t *rank, bool whole, struct gp_links *links,
                             struct gp_pingpong *pingpong,
                             struct gp_owner_stat **owners, size_t *n_owners,
                             struct gp_err *err) GP_MUST_USE;

#endif
