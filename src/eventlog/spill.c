/* spill.c - see spill.h.
 *
 *   a sheet   all that a log had when it was full: the names of its cases, and its events
 *   a slab    so many events of a sheet as one thread sorts by part at a time
 *
 *   put    each case of a sheet gets a part, by its hash, and a number in it; each slab is
 *          sorted by part and told as columns; names and slabs go to the tape, a block a
 *          part, packed
 *   take   sheet by sheet: the names of a part get their numbers in the log that is filled,
 *          then the blocks of all slabs go into its columns
 *
 * So a case is named once a sheet. Always packed: told as columns an event takes about 12
 * bytes and packs to 10 (docs/performance.md).
 */
#include "eventlog/spill.h"
#include "base/mem.h"
#include "eventlog/spill_parts.h"

struct gp_spill *gp_spill_new(void)
{
    struct gp_spill *s = gp_array_zero(1, sizeof *s);

    if (s == NULL)
        return NULL;
    pthread_mutex_init(&s->rooms.lock, NULL);
    if (gp_tape_open(&s->tape) && gp_hashed_init(&s->hash))
        return s;
    gp_spill_free(s);
    return NULL;
}

void gp_spill_free(struct gp_spill *s)
{
    if (s == NULL)
        return;
    gp_spill_rooms_free(&s->rooms);
    pthread_mutex_destroy(&s->rooms.lock);
    gp_tape_close(&s->tape);
    gp_hashed_release(&s->hash);
    gp_free(s->sheet);
    gp_free(s->blocks);
    gp_free(s);
}

uint64_t gp_spill_events(const struct gp_spill *s, size_t part)
{
    return s->events[part];
}
