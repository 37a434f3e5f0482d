/* frame.h - zstd frames: made and taken apart at once, or taken apart as they come.
 *
 * The door to zstd. Whoever writes frames checks them by a checksum of its own
 * (checksum.h); a damaged frame of somebody else is told by zstd, and never more than that:
 * what comes out is exactly as long as it should be, or the answer is no.
 */
#ifndef GP_BASE_FRAME_H
#define GP_BASE_FRAME_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

/* ---- at once ---- */

/* n bytes as one frame, as small as is worth the time, behind what is in out. False: no
 * memory. */
bool gp_frame_add(struct gp_text *out, const void *bytes, size_t n);

/* False unless the frame is whole and gives just n bytes. */
bool gp_frame_unpack(const void *packed, size_t n_packed, void *to, size_t n);

/* ---- many, one after another ---- */

/* What zstd needs, made once: for one thread at a time. NULL: no memory. */
struct gp_framer *gp_framer_new(void);
void gp_framer_free(struct gp_framer *f);

/* The longest frame of n bytes. */
size_t gp_framer_most(size_t n);

/* n bytes as one frame, quickly, to `to`, which has room for gp_framer_most(n). Its
 * length; 0: no memory. */
size_t gp_framer_pack(struct gp_framer *f, const void *bytes, size_t n, void *to);

/* As gp_frame_unpack. */
bool gp_framer_unpack(struct gp_framer *f, const void *packed, size_t n_packed,
                      void *to, size_t n);

/* ---- as it comes ---- */

struct gp_unframer;

/* For frames that need at most 2^window_log bytes to look back at. NULL: no memory. */
struct gp_unframer *gp_unframer_new(unsigned window_log);
void gp_unframer_free(struct gp_unframer *u);

/* What follows begins a frame. */
void gp_unframer_begin(struct gp_unframer *u);

enum gp_unframed {
    GP_UNFRAMED_SOME,  /* more is to come */
    GP_UNFRAMED_WHOLE, /* this was the end of the frame */
    GP_UNFRAMED_DAMAGED,
    GP_UNFRAMED_NO_MEMORY,
};

/* Takes from packed[*at .. n) and gives to out[*got .. cap); *at and *got move on. why: of
 * GP_UNFRAMED_DAMAGED, in the words of zstd; static. */
enum gp_unframed gp_unframe(struct gp_unframer *u, const void *packed, size_t n,
                            size_t *at, void *out, size_t cap, size_t *got,
                            const char **why);

#endif
