/* hashed.c - see hashed.h.
 *
 * The slot is told by the top bits of the half of the hash that is stored, so that a
 * growing table moves from slot to slot in order, without a look at any name.
 */
#include "base/hashed.h"
#include "base/big.h"
#include "base/mem.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { BITS_LEAST = 10, BITS_MOST = 32 };

/* Without /dev/urandom the clock and our own address have to do. */
static void draw_key(struct gp_hashed *h)
{
    FILE *f = fopen("/dev/urandom", "rb");
    size_t got = f != NULL ? fread(h->key, sizeof h->key, 1, f) : 0;

    if (f != NULL)
        fclose(f);
    if (got == 1)
        return;
    h->key[0] = (uint64_t)time(NULL) * UINT64_C(0x9E3779B97F4A7C15);
    h->key[1] = gp_hashed_fold((uint64_t)(uintptr_t)h, UINT64_C(0xD6E8FEB86659FD93)) ^
                (uint64_t)clock();
}

bool gp_hashed_init(struct gp_hashed *h)
{
    memset(h, 0, sizeof *h);
    h->bits = BITS_LEAST;
    h->slot = gp_array_zero((size_t)1 << h->bits, sizeof *h->slot);
    draw_key(h);
    return h->slot != NULL;
}

void gp_hashed_release(struct gp_hashed *h)
{
    gp_free(h->slot);
    memset(h, 0, sizeof *h);
}

void gp_hashed_empty(struct gp_hashed *h)
{
    memset(h->slot, 0, sizeof *h->slot << h->bits);
    h->n = 0;
}

uint64_t gp_hashed_front(const struct gp_hashed *h, uint64_t state,
                         struct gp_slice *name)
{
    uint64_t first, last;

    for (; name->len > 16; name->len -= 16, name->at += 16) {
        gp_bytes_ends(name->at, 16, &first, &last);
        state = gp_hashed_fold(first ^ state, last ^ h->key[1]);
    }
    return state;
}

static void place(uint64_t *slot, unsigned bits, uint64_t entry)
{
    size_t mask = ((size_t)1 << bits) - 1;
    size_t at = (size_t)(entry >> (64 - bits));

    while (slot[at] != 0)
        at = (at + 1) & mask;
    slot[at] = entry;
}

bool gp_hashed_room(struct gp_hashed *h)
{
    size_t size = (size_t)1 << h->bits, i;
    uint64_t *wider;

    if (h->n < size / 8 * 5)
        return true;
    if (h->bits == BITS_MOST)
        return false;
    wider = gp_array_zero(2 * size, sizeof *wider);
    if (wider == NULL)
        return false;
    gp_big_looked_up(wider);
    for (i = 0; i < size; i++)
        if (h->slot[i] != 0)
            place(wider, h->bits + 1, h->slot[i]);
    gp_free(h->slot);
    h->slot = wider;
    h->bits++;
    return true;
}

void gp_hashed_put(struct gp_hashed *h, uint64_t hash, uint32_t number)
{
    place(h->slot, h->bits, (hash >> 32 << 32) | ((uint64_t)number + 1));
    h->n++;
}
