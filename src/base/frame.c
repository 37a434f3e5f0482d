/* frame.c - see frame.h. */
#include "base/frame.h"
#include "base/mem.h"

#include <zstd.h>
#include <zstd_errors.h>

enum { QUICK = -10, SMALL = 3 }; /* levels of zstd */

/* ---- at once ---- */

bool gp_frame_add(struct gp_text *out, const void *bytes, size_t n)
{
    size_t most = ZSTD_compressBound(n), packed;

    if (!gp_text_ok(out) || !gp_reserve(&out->at, &out->cap, out->len + most + 1))
        return false;
    packed = ZSTD_compress(out->at + out->len, most, bytes, n, SMALL);
    if (ZSTD_isError(packed))
        return false;
    out->len += packed;
    out->at[out->len] = '\0';
    return true;
}

bool gp_frame_unpack(const void *packed, size_t n_packed, void *to, size_t n)
{
    size_t got = ZSTD_decompress(to, n, packed, n_packed);

    return !ZSTD_isError(got) && got == n;
}

/* ---- many, one after another ---- */

struct gp_framer {
    ZSTD_CCtx *pack; /* each made when it is needed first */
    ZSTD_DCtx *unpack;
};

struct gp_framer *gp_framer_new(void)
{
    return gp_array_zero(1, sizeof(struct gp_framer));
}

void gp_framer_free(struct gp_framer *f)
{
    if (f == NULL)
        return;
    ZSTD_freeCCtx(f->pack);
    ZSTD_freeDCtx(f->unpack);
    gp_free(f);
}

size_t gp_framer_most(size_t n)
{
    return ZSTD_compressBound(n);
}

size_t gp_framer_pack(struct gp_framer *f, const void *bytes, size_t n, void *to)
{
    size_t packed;

    if (f->pack == NULL)
        f->pack = ZSTD_createCCtx();
    if (f->pack == NULL)
        return 0;
    packed = ZSTD_compressCCtx(f->pack, to, gp_framer_most(n), bytes, n, QUICK);
    return ZSTD_isError(packed) ? 0 : packed;
}

bool gp_framer_unpack(struct gp_framer *f, const void *packed, size_t n_packed,
                      void *to, size_t n)
{
    size_t got;

    if (f->unpack == NULL)
        f->unpack = ZSTD_createDCtx();
    if (f->unpack == NULL)
        return false;
    got = ZSTD_decompressDCtx(f->unpack, to, n, packed, n_packed);
    return !ZSTD_isError(got) && got == n;
}

/* ---- as it comes ---- */

struct gp_unframer {
    ZSTD_DCtx *unpack;
};

struct gp_unframer *gp_unframer_new(unsigned window_log)
{
    struct gp_unframer *u = gp_array_zero(1, sizeof *u);

    if (u == NULL)
        return NULL;
    u->unpack = ZSTD_createDCtx();
    if (u->unpack == NULL) {
        gp_free(u);
        return NULL;
    }
    ZSTD_DCtx_setParameter(u->unpack, ZSTD_d_windowLogMax, (int)window_log);
    return u;
}

void gp_unframer_free(struct gp_unframer *u)
{
    if (u == NULL)
        return;
    ZSTD_freeDCtx(u->unpack);
    gp_free(u);
}

void gp_unframer_begin(struct gp_unframer *u)
{
    ZSTD_DCtx_reset(u->unpack, ZSTD_reset_session_only);
}

enum gp_unframed gp_unframe(struct gp_unframer *u, const void *packed, size_t n,
                            size_t *at, void *out, size_t cap, size_t *got,
                            const char **why)
{
    ZSTD_inBuffer from = {packed, n, *at};
    ZSTD_outBuffer to = {out, cap, *got};
    size_t left = ZSTD_decompressStream(u->unpack, &to, &from);

    *at = from.pos;
    *got = to.pos;
    if (!ZSTD_isError(left))
        return left == 0 ? GP_UNFRAMED_WHOLE : GP_UNFRAMED_SOME;
    if (ZSTD_getErrorCode(left) == ZSTD_error_memory_allocation)
        return GP_UNFRAMED_NO_MEMORY;
    *why = ZSTD_getErrorName(left);
    return GP_UNFRAMED_DAMAGED;
}
