/* caseids.c - see caseids.h.
 *
 *   caller   fills batch 2 |         fills batch 3 |
 *   thread       settles 1 | settles 2 | sleeps ...
 *
 * A ring of batches between the two; without a thread a full batch is settled at once.
 */
#include "eventlog/caseids.h"

#include <pthread.h>
#include <string.h>

enum { RING = 4, STRIDE = GP_DICT_MANY, TEXT_MOST = 1024 * 1024 };

struct batch {
    uint32_t at[GP_CASEIDS_BATCH + 1]; /* where each id's bytes begin in text */
    struct gp_text text;
    size_t n;
};

struct gp_caseids {
    struct gp_dict *cases;
    uint32_t *number;
    size_t n, cap; /* settled */
    struct batch batch[RING];
    bool threaded, failed;
    pthread_t thread;
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t changed;
    uint64_t filled, settled; /* batches; the caller fills number `filled` */
    bool closing;
};

static bool settle_stride(struct gp_caseids *c, const struct gp_slice *id,
                          const uint64_t *hash, size_t n)
{
    if (!gp_dict_add_many(c->cases, id, hash, n, c->number + c->n))
        return false;
    c->n += n;
    return true;
}

static bool hash_and_settle(struct gp_caseids *c, const struct batch *b, size_t from,
                            size_t n)
{
    struct gp_slice id[STRIDE];
    uint64_t hash[STRIDE];
    size_t i;

    for (i = 0; i < n; i++) {
        uint32_t at = b->at[from + i];

        id[i] = gp_slice_n(b->text.at + at, b->at[from + i + 1] - at);
        hash[i] = gp_dict_hash(c->cases, id[i]);
    }
    return settle_stride(c, id, hash, n);
}

static bool settle_batch(struct gp_caseids *c, struct batch *b)
{
    size_t i;
    bool good = gp_text_ok(&b->text) && gp_reserve(&c->number, &c->cap, c->n + b->n);

    for (i = 0; good && i < b->n; i += STRIDE)
        good = hash_and_settle(c, b, i, b->n - i < STRIDE ? b->n - i : STRIDE);
    b->n = 0;
    gp_text_clear(&b->text);
    return good;
}

static void *run(void *arg)
{
    struct gp_caseids *c = arg;

    pthread_mutex_lock(&c->lock);
    for (;;) {
        bool good = !c->failed;

        while (c->settled == c->filled && !c->closing)
            pthread_cond_wait(&c->changed, &c->lock);
        if (c->settled == c->filled)
            break;
        pthread_mutex_unlock(&c->lock);
        good = good && settle_batch(c, &c->batch[c->settled % RING]);
        pthread_mutex_lock(&c->lock);
        c->failed |= !good;
        c->settled++;
        pthread_cond_broadcast(&c->changed);
    }
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

struct gp_caseids *gp_caseids_new(struct gp_dict *cases, bool thread)
{
    struct gp_caseids *c = gp_array_zero(1, sizeof *c);

    if (c == NULL)
        return NULL;
    c->cases = cases;
    if (!gp_dict_use_hash(cases)) {
        gp_free(c);
        return NULL;
    }
    pthread_mutex_init(&c->lock, NULL);
    pthread_cond_init(&c->changed, NULL);
    c->threaded = thread && pthread_create(&c->thread, NULL, run, c) == 0;
    return c;
}

void gp_caseids_free(struct gp_caseids *c)
{
    size_t i;

    if (c == NULL)
        return;
    if (c->threaded) {
        pthread_mutex_lock(&c->lock);
        c->closing = true;
        pthread_cond_broadcast(&c->changed);
        pthread_mutex_unlock(&c->lock);
        pthread_join(c->thread, NULL);
    }
    pthread_mutex_destroy(&c->lock);
    pthread_cond_destroy(&c->changed);
    for (i = 0; i < RING; i++)
        gp_text_release(&c->batch[i].text);
    gp_free(c->number);
    gp_free(c);
}

/* Gives the batch under way to whoever settles it, and waits until at most `most` are
 * still to be done. */
static bool hand_over(struct gp_caseids *c, uint64_t most)
{
    bool good;

    if (!c->threaded)
        return settle_batch(c, &c->batch[0]);
    pthread_mutex_lock(&c->lock);
    c->filled++;
    pthread_cond_broadcast(&c->changed);
    while (c->filled - c->settled > most)
        pthread_cond_wait(&c->changed, &c->lock);
    good = !c->failed;
    pthread_mutex_unlock(&c->lock);
    return good;
}

bool gp_caseids_add(struct gp_caseids *c, struct gp_slice id)
{
    struct batch *b = &c->batch[c->threaded ? c->filled % RING : 0];

    if (id.len > UINT32_MAX - b->text.len)
        return false;
    gp_text_add_slice(&b->text, id);
    b->at[++b->n] = (uint32_t)b->text.len;
    if (b->n < GP_CASEIDS_BATCH && b->text.len < TEXT_MOST)
        return true;
    return hand_over(c, RING - 1);
}

bool gp_caseids_number(struct gp_caseids *c, const struct gp_slice *id,
                       const uint64_t *hash, size_t n)
{
    bool good = gp_reserve(&c->number, &c->cap, c->n + n);
    size_t i;

    for (i = 0; good && i < n; i += STRIDE)
        good = settle_stride(c, id + i, hash + i, n - i < STRIDE ? n - i : STRIDE);
    return good;
}

bool gp_caseids_settle(struct gp_caseids *c, uint32_t **numbers)
{
    bool good = hand_over(c, 0);

    *numbers = c->number;
    return good;
}

uint32_t *gp_caseids_room(struct gp_caseids *c, size_t n)
{
    if (!gp_reserve(&c->number, &c->cap, c->n + n))
        return NULL;
    c->n += n;
    return c->number + c->n - n;
}

void gp_caseids_forget(struct gp_caseids *c)
{
    c->n = 0;
}

uint32_t *gp_caseids_take(struct gp_caseids *c)
{
    uint32_t *numbers = c->number;

    c->number = NULL;
    c->n = c->cap = 0;
    return numbers;
}
