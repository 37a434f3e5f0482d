/* pipeline.c - see pipeline.h. */
#include "base/pipeline.h"

#include <pthread.h>

enum { MOST_THREADS = 8, MOST_SLOTS = 16 };

struct run {
    const struct gp_pipeline *p;
    size_t n_slots;
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t changed;
    /* in order: of those filled, whose work was begun */
    size_t filled, taken, finished;
    bool worked[MOST_SLOTS];
    bool filling, finishing; /* somebody is */
    bool ended, stop;
};

/* What the lock is given back for; each is called with it and returns with it. */
static void do_finish(struct run *r)
{
    size_t slot = r->finished % r->n_slots;
    bool more;

    r->finishing = true;
    pthread_mutex_unlock(&r->lock);
    more = r->p->finish(r->p->ctx, slot);
    pthread_mutex_lock(&r->lock);
    r->finishing = false;
    r->worked[slot] = false;
    r->finished++;
    r->stop = r->stop || !more;
}

static void do_work(struct run *r)
{
    size_t slot = r->taken++ % r->n_slots;

    pthread_mutex_unlock(&r->lock);
    r->p->work(r->p->ctx, slot);
    pthread_mutex_lock(&r->lock);
    r->worked[slot] = true;
}

static void do_fill(struct run *r)
{
    size_t slot = r->filled % r->n_slots;
    bool more;

    r->filling = true;
    pthread_mutex_unlock(&r->lock);
    more = r->p->fill(r->p->ctx, slot);
    pthread_mutex_lock(&r->lock);
    r->filling = false;
    r->filled += more;
    r->ended = !more;
}

typedef void (*step_fn)(struct run *r);

/* The latest stage that has something to do comes first: it frees a slot. */
static step_fn next_step(const struct run *r)
{
    if (!r->finishing && r->finished < r->taken && r->worked[r->finished % r->n_slots])
        return do_finish;
    if (r->taken < r->filled)
        return do_work;
    if (!r->filling && !r->ended && r->filled - r->finished < r->n_slots)
        return do_fill;
    return NULL;
}

static void *run(void *arg)
{
    struct run *r = arg;

    pthread_mutex_lock(&r->lock);
    while (!r->stop && !(r->ended && r->finished == r->filled)) {
        step_fn step = next_step(r);

        if (step != NULL) {
            step(r);
            pthread_cond_broadcast(&r->changed);
        } else {
            pthread_cond_wait(&r->changed, &r->lock);
        }
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

void gp_pipeline_run(const struct gp_pipeline *p)
{
    struct run r = {.p = p,
                    .n_slots = p->n_slots < MOST_SLOTS ? p->n_slots : MOST_SLOTS};
    pthread_t helper[MOST_THREADS - 1];
    unsigned started = 0, i;

    pthread_mutex_init(&r.lock, NULL);
    pthread_cond_init(&r.changed, NULL);
    while (started + 1 < p->threads && started < MOST_THREADS - 1 &&
           pthread_create(&helper[started], NULL, run, &r) == 0)
        started++;
    run(&r);
    for (i = 0; i < started; i++)
        pthread_join(helper[i], NULL);
    pthread_cond_destroy(&r.changed);
    pthread_mutex_destroy(&r.lock);
}
