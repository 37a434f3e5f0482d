/* beside.c - see beside.h. A ring of blocks; the thread fills, the caller empties. */
#include "ingest/beside.h"
#include "base/mem.h"

#include <pthread.h>
#include <string.h>

enum { BLOCKS = 4, BLOCK = 256 * 1024 };

struct block {
    char *bytes; /* [BLOCK] */
    size_t len, taken;
    enum gp_status status;
    struct gp_err err;
};

struct gp_beside {
    gp_read_fn read;
    void *ctx;
    struct block block[BLOCKS];
    pthread_t thread;
    bool joined;
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t changed;
    uint64_t filled, emptied;
    bool stop;
};

/* False: that was the last one. */
static bool fill(struct gp_beside *b, struct block *k)
{
    k->taken = 0;
    memset(&k->err, 0, sizeof k->err);
    k->status = b->read(b->ctx, k->bytes, BLOCK, &k->len, &k->err);
    return k->status == GP_OK && k->len != 0;
}

static void *run(void *arg)
{
    struct gp_beside *b = arg;
    bool more = true;

    pthread_mutex_lock(&b->lock);
    while (more) {
        while (b->filled - b->emptied == BLOCKS && !b->stop)
            pthread_cond_wait(&b->changed, &b->lock);
        if (b->stop)
            break;
        pthread_mutex_unlock(&b->lock);
        more = fill(b, &b->block[b->filled % BLOCKS]);
        pthread_mutex_lock(&b->lock);
        b->filled++;
        pthread_cond_signal(&b->changed);
    }
    pthread_mutex_unlock(&b->lock);
    return NULL;
}

static void release(struct gp_beside *b)
{
    size_t i;

    for (i = 0; i < BLOCKS; i++)
        gp_free(b->block[i].bytes);
    pthread_mutex_destroy(&b->lock);
    pthread_cond_destroy(&b->changed);
    gp_free(b);
}

struct gp_beside *gp_beside_start(gp_read_fn read, void *ctx)
{
    struct gp_beside *b = gp_array_zero(1, sizeof *b);
    bool good = b != NULL;
    size_t i;

    if (b == NULL)
        return NULL;
    b->read = read;
    b->ctx = ctx;
    pthread_mutex_init(&b->lock, NULL);
    pthread_cond_init(&b->changed, NULL);
    for (i = 0; i < BLOCKS; i++) {
        b->block[i].bytes = gp_array(BLOCK, 1);
        good = good && b->block[i].bytes != NULL;
    }
    if (good && pthread_create(&b->thread, NULL, run, b) == 0)
        return b;
    release(b);
    return NULL;
}

static void join(struct gp_beside *b)
{
    if (!b->joined)
        pthread_join(b->thread, NULL);
    b->joined = true;
}

void gp_beside_stop(struct gp_beside *b)
{
    if (b == NULL)
        return;
    pthread_mutex_lock(&b->lock);
    b->stop = true;
    pthread_cond_signal(&b->changed);
    pthread_mutex_unlock(&b->lock);
    join(b);
    release(b);
}

static struct block *wait_for_block(struct gp_beside *b)
{
    pthread_mutex_lock(&b->lock);
    while (b->filled == b->emptied)
        pthread_cond_wait(&b->changed, &b->lock);
    pthread_mutex_unlock(&b->lock);
    return &b->block[b->emptied % BLOCKS];
}

static void hand_back(struct gp_beside *b)
{
    pthread_mutex_lock(&b->lock);
    b->emptied++;
    pthread_cond_signal(&b->changed);
    pthread_mutex_unlock(&b->lock);
}

enum gp_status gp_beside_read(void *beside, char *buf, size_t cap, size_t *got,
                              struct gp_err *err)
{
    struct gp_beside *b = beside;
    struct block *k = wait_for_block(b);
    size_t left = k->len - k->taken;

    *got = 0;
    if (k->status != GP_OK || k->len == 0) { /* the last block; it stays the last */
        join(b);
        if (err != NULL && k->status != GP_OK)
            *err = k->err;
        return k->status;
    }
    *got = left < cap ? left : cap;
    memcpy(buf, k->bytes + k->taken, *got);
    k->taken += *got;
    if (k->taken == k->len)
        hand_back(b);
    return GP_OK;
}
