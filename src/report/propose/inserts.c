/* inserts.c - see inserts.h. */
#include "report/propose/inserts.h"

#include "base/mem.h"
#include "base/sort.h"

struct gp_insert {
    size_t byte; /* of the document */
    size_t order;
    struct gp_text text;
};

struct gp_text *gp_insert(struct gp_inserts *inserts, size_t byte)
{
    if (inserts->failed || !gp_reserve(&inserts->at, &inserts->cap, inserts->n + 1)) {
        inserts->failed = true;
        return &inserts->nowhere;
    }
    inserts->at[inserts->n] = (struct gp_insert){.byte = byte, .order = inserts->n};
    return &inserts->at[inserts->n++].text;
}

static int by_place(const void *ctx, const void *a, const void *b)
{
    const struct gp_insert *x = a, *y = b;

    (void)ctx;
    if (x->byte != y->byte)
        return x->byte < y->byte ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

bool gp_inserts_apply(struct gp_inserts *inserts, struct gp_slice document,
                      struct gp_text *out)
{
    size_t done = 0, i;

    if (inserts->failed ||
        !gp_sort(inserts->at, inserts->n, sizeof *inserts->at, by_place, NULL))
        return false;
    for (i = 0; i < inserts->n; i++) {
        const struct gp_insert *in = &inserts->at[i];

        if (!gp_text_ok(&in->text))
            return false;
        gp_text_add_n(out, document.at + done, in->byte - done);
        gp_text_add_slice(out, gp_text_slice(&in->text));
        done = in->byte;
    }
    gp_text_add_n(out, document.at + done, document.len - done);
    return gp_text_ok(out);
}

void gp_inserts_release(struct gp_inserts *inserts)
{
    size_t i;

    for (i = 0; i < inserts->n; i++)
        gp_text_release(&inserts->at[i].text);
    gp_free(inserts->at);
    gp_text_release(&inserts->nowhere);
}
