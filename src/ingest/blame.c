/* blame.c - see blame.h. */
#include "ingest/blame.h"

enum { MOST = 256 * 1024 * 1024 };

enum gp_status gp_blame_packing(gp_read_fn read, void *context, char *piece, size_t cap,
                                enum gp_status refused, struct gp_err *err)
{
    struct gp_err of_packing = {0};
    size_t got = 1, all = 0;
    enum gp_status st = GP_OK;

    if (refused != GP_INPUT)
        return refused;
    for (; st == GP_OK && got != 0 && all < MOST; all += got)
        st = read(context, piece, cap, &got, &of_packing);
    if (st != GP_SYSTEM)
        return refused;
    if (err != NULL)
        *err = of_packing;
    return st;
}
