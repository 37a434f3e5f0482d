/* lent.c - see lent.h. */
#include "base/lent.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdint.h>

/* In front of the bytes that are lent. */
struct loan {
    struct loan *before, *after;
    max_align_t bytes[];
};

/* The library's calls carry nothing of ours, so this is the thread's. */
static _Thread_local struct {
    jmp_buf out;
    struct loan *last;
} lent;

static struct loan *loan_of(void *p)
{
    return (struct loan *)((char *)p - offsetof(struct loan, bytes));
}

static void link_in(struct loan *l)
{
    if (l->before != NULL)
        l->before->after = l;
    if (l->after != NULL)
        l->after->before = l;
    else
        lent.last = l;
}

void *gp_lent_calloc(size_t n, size_t size)
{
    struct loan *l = n == 0 || size <= SIZE_MAX / 2 / n
                         ? gp_array_zero(1, sizeof *l + n * size)
                         : NULL;

    if (l == NULL)
        longjmp(lent.out, 1);
    l->before = lent.last;
    link_in(l);
    return l->bytes;
}

void *gp_lent_realloc(void *old, size_t size)
{
    struct loan *l;

    if (old == NULL)
        return gp_lent_calloc(1, size);
    l = size <= SIZE_MAX / 2 ? gp_realloc(loan_of(old), 1, sizeof *l + size) : NULL;
    if (l == NULL)
        longjmp(lent.out, 1);
    link_in(l);
    return l->bytes;
}

void gp_lent_free(void *p)
{
    struct loan *l;

    if (p == NULL)
        return;
    l = loan_of(p);
    if (l->before != NULL)
        l->before->after = l->after;
    if (l->after != NULL)
        l->after->before = l->before;
    else
        lent.last = l->before;
    gp_free(l);
}

static void call_in(void)
{
    while (lent.last != NULL)
        gp_lent_free(lent.last->bytes);
}

bool gp_lent_during(void (*work)(void *ctx), void *ctx)
{
    lent.last = NULL;
    if (setjmp(lent.out) != 0) {
        call_in();
        return false;
    }
    work(ctx);
    call_in();
    return true;
}
