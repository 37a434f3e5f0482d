/* worker.c - see worker.h. */
#include "base/worker.h"
#include "base/mem.h"

#include <pthread.h>

struct gp_worker {
    void (*work)(void *ctx, size_t slot);
    void *ctx;
    size_t n_slots;
    bool beside;
    pthread_t thread;
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t changed;
    size_t given, done;
    bool ended;
};

static void *run(void *arg)
{
    struct gp_worker *w = arg;

    pthread_mutex_lock(&w->lock);
    for (;;) {
        while (w->done == w->given && !w->ended)
            pthread_cond_wait(&w->changed, &w->lock);
        if (w->done == w->given)
            break;
        pthread_mutex_unlock(&w->lock);
        w->work(w->ctx, w->done % w->n_slots);
        pthread_mutex_lock(&w->lock);
        w->done++;
        pthread_cond_signal(&w->changed);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

struct gp_worker *gp_worker_new(void (*work)(void *ctx, size_t slot), void *ctx,
                                size_t n_slots, bool beside)
{
    struct gp_worker *w = gp_array_zero(1, sizeof *w);

    if (w == NULL)
        return NULL;
    w->work = work;
    w->ctx = ctx;
    w->n_slots = n_slots;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->changed, NULL);
    w->beside = beside && pthread_create(&w->thread, NULL, run, w) == 0;
    return w;
}

size_t gp_worker_slot(struct gp_worker *w)
{
    size_t slot;

    pthread_mutex_lock(&w->lock);
    while (w->given - w->done == w->n_slots)
        pthread_cond_wait(&w->changed, &w->lock);
    slot = w->given % w->n_slots;
    pthread_mutex_unlock(&w->lock);
    return slot;
}

void gp_worker_give(struct gp_worker *w)
{
    if (!w->beside) {
        w->work(w->ctx, w->given++ % w->n_slots);
        w->done++;
        return;
    }
    pthread_mutex_lock(&w->lock);
    w->given++;
    pthread_cond_signal(&w->changed);
    pthread_mutex_unlock(&w->lock);
}

void gp_worker_free(struct gp_worker *w)
{
    if (w == NULL)
        return;
    if (w->beside) {
        pthread_mutex_lock(&w->lock);
        w->ended = true;
        pthread_cond_signal(&w->changed);
        pthread_mutex_unlock(&w->lock);
        pthread_join(w->thread, NULL);
    }
    pthread_cond_destroy(&w->changed);
    pthread_mutex_destroy(&w->lock);
    gp_free(w);
}
