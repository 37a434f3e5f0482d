/* owners.h - who works: events, cases and handoffs of each resource or group; mined by
 * level.h.
 *
 * given      handoffs that leave the owner; received: handoffs that reach it
 * received_wait  summed wait of the handoffs it received: work that lay before it
 */
#ifndef GP_MINE_OWNERS_H
#define GP_MINE_OWNERS_H

#include "mine/links.h"

struct gp_owner_stat {
    uint32_t owner;
    uint64_t events, cases, activities;
    uint64_t given, received;
    gp_i128 received_wait; /* us */
    int64_t first, last;   /* first start and last end seen, us */
};

#endif
