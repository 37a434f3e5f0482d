/* source.c - see source.h.
 *
 *   plain   bytes pass through
 *   gzip    member, member, ...           each must end, nothing else may follow
 *   zstd    frame, skippable, frame, ...  the same
 *   zip     zipped.h
 *
 * Each zstd frame's header is looked at first (packed.h): the library says only "too
 * much memory" where the user needs to hear how much.
 */
#include "ingest/source.h"
#include "base/frame.h"
#include "base/mem.h"
#include "ingest/packed.h"
#include "ingest/zipped.h"

#include <string.h>
#include <zlib.h>

enum { PACKED_BLOCK = 128 * 1024, WINDOW_LOG = 27 };

static const uint64_t UNPACKED_MAX = UINT64_C(1) << 40;
static const uint64_t RATIO_AFTER = UINT64_C(1) << 30;
static const uint64_t RATIO_MAX = 1000;

enum packing { PLAIN, GZIP, ZSTD, ZIP };

struct gp_source {
    struct gp_input *in;
    enum packing packing;
    bool ended;    /* packed data came to its proper end */
    bool in_frame; /* inside a gzip member or zstd frame */
    bool unchecked;
    unsigned char block[PACKED_BLOCK];
    size_t pos, len; /* unread packed bytes in block */
    uint64_t unpacked;
    z_stream gz;
    bool gz_ready;
    struct gp_unframer *zstd;
    struct gp_zipped *zipped;
};

static void *gz_alloc(void *ctx, unsigned n, unsigned size)
{
    (void)ctx;
    return gp_array(n, size);
}

static void gz_free(void *ctx, void *p)
{
    (void)ctx;
    gp_free(p);
}

/* Tries to have n packed bytes in the block; fewer only at the end of the input. */
static enum gp_status want(struct gp_source *s, size_t n, struct gp_err *err)
{
    while (s->len - s->pos < n) {
        size_t got;
        enum gp_status status;

        memmove(s->block, s->block + s->pos, s->len - s->pos);
        s->len -= s->pos;
        s->pos = 0;
        status =
            gp_input_read(s->in, s->block + s->len, PACKED_BLOCK - s->len, &got, err);
        if (status != GP_OK || got == 0)
            return status;
        s->len += got;
    }
    return GP_OK;
}

static enum gp_status open_zip(struct gp_source *s, const char *path,
                               struct gp_err *err)
{
    struct gp_slice first = gp_slice_n((const char *)s->block, s->len);

    s->packing = ZIP;
    s->pos = s->len = 0;
    return gp_zipped_open(s->in, path, first, &s->zipped, err);
}

static enum gp_status recognise(struct gp_source *s, const char *path,
                                struct gp_err *err)
{
    enum gp_status status = want(s, 4, err);

    if (status != GP_OK)
        return status;
    if (gp_is_zip(s->block, s->len))
        return open_zip(s, path, err);
    if (gp_is_goat(s->block, s->len)) /* as a log it never comes here (goat.h) */
        return gp_fail_at(err, GP_INPUT, path, 0,
                          "a .goat file is a whole log: give it as the log, alone");
    s->packing = gp_is_zstd(s->block, s->len)   ? ZSTD
                 : gp_is_gzip(s->block, s->len) ? GZIP
                                                : PLAIN;
    if (s->packing == GZIP) {
        s->gz.zalloc = gz_alloc;
        s->gz.zfree = gz_free;
        s->gz_ready = inflateInit2(&s->gz, 15 + 16) == Z_OK;
        return s->gz_ready ? GP_OK : gp_fail_memory(err);
    }
    if (s->packing == ZSTD) {
        s->zstd = gp_unframer_new(WINDOW_LOG);
        if (s->zstd == NULL)
            return gp_fail_memory(err);
    }
    return GP_OK;
}

enum gp_status gp_source_open(const char *name, const char *tmpdir,
                              struct gp_source **out, struct gp_err *err)
{
    struct gp_source *s = gp_array_zero(1, sizeof *s);
    enum gp_status status;

    *out = NULL;
    if (s == NULL)
        return gp_fail_memory(err);
    status = gp_input_open(name, tmpdir, &s->in, err);
    if (status == GP_OK)
        status = recognise(s, name, err);
    if (status == GP_OK)
        *out = s;
    else
        gp_source_close(s);
    return status;
}

void gp_source_close(struct gp_source *s)
{
    if (s == NULL)
        return;
    if (s->gz_ready)
        inflateEnd(&s->gz);
    gp_unframer_free(s->zstd);
    gp_zipped_close(s->zipped);
    gp_input_close(s->in);
    gp_free(s);
}

static unsigned long long offset(const struct gp_source *s)
{
    return gp_input_bytes_read(s->in) - (s->len - s->pos);
}

static enum gp_status fail_early(const struct gp_source *s, struct gp_err *err)
{
    return gp_fail_at(err, GP_SYSTEM, gp_input_name(s->in), 0,
                      "ends early after %llu bytes (%llu unpacked): the %s data is cut "
                      "off; get a complete copy",
                      offset(s), (unsigned long long)s->unpacked, gp_source_packing(s));
}

static enum gp_status fail_damaged(const struct gp_source *s, const char *why,
                                   struct gp_err *err)
{
    return gp_fail_at(err, GP_SYSTEM, gp_input_name(s->in), 0,
                      "is damaged near byte %llu (%llu unpacked): %s; get a sound copy",
                      offset(s), (unsigned long long)s->unpacked,
                      why != NULL ? why : "no valid gzip data");
}

static enum gp_status fail_garbage(const struct gp_source *s, struct gp_err *err)
{
    return gp_fail_at(err, GP_SYSTEM, gp_input_name(s->in), 0,
                      "has something else behind the %s data, from byte %llu on; cut "
                      "it off or get a sound copy",
                      gp_source_packing(s), offset(s));
}

static enum gp_status refill(struct gp_source *s, struct gp_err *err)
{
    enum gp_status status = want(s, 1, err);

    if (status == GP_OK && s->pos == s->len)
        return fail_early(s, err);
    return status;
}

/* Between members: the end, another member, or garbage. */
static enum gp_status begin_member(struct gp_source *s, struct gp_err *err)
{
    enum gp_status status = want(s, 3, err);

    if (status != GP_OK)
        return status;
    if (s->pos == s->len) {
        s->ended = true;
        return GP_OK;
    }
    if (!gp_is_gzip(s->block + s->pos, s->len - s->pos))
        return fail_garbage(s, err);
    s->in_frame = true;
    if (inflateReset(&s->gz) != Z_OK)
        return gp_fail(err, GP_BUG, "zlib refuses to begin a gzip member");
    return GP_OK;
}

static enum gp_status read_gzip(struct gp_source *s, char *buf, size_t cap, size_t *got,
                                struct gp_err *err)
{
    unsigned room = cap < PACKED_BLOCK ? (unsigned)cap : PACKED_BLOCK;
    enum gp_status status = GP_OK;

    s->gz.next_out = (unsigned char *)buf;
    s->gz.avail_out = room;
    while (status == GP_OK && s->gz.avail_out == room) {
        int rc;

        if (!s->in_frame)
            status = begin_member(s, err);
        if (status != GP_OK || s->ended)
            break;
        s->gz.next_in = s->block + s->pos;
        s->gz.avail_in = (unsigned)(s->len - s->pos);
        rc = inflate(&s->gz, Z_NO_FLUSH);
        s->pos = s->len - s->gz.avail_in;
        if (rc == Z_STREAM_END)
            s->in_frame = false;
        else if (rc == Z_MEM_ERROR)
            status = gp_fail_memory(err);
        else if (rc != Z_OK && rc != Z_BUF_ERROR)
            status = fail_damaged(s, s->gz.msg, err);
        else if (s->gz.avail_out == room && s->pos == s->len)
            status = refill(s, err);
    }
    *got = room - s->gz.avail_out;
    return status;
}

static enum gp_status check_frame(struct gp_source *s, struct gp_err *err)
{
    struct gp_zstd_needs needs;

    if (!gp_zstd_needs(s->block + s->pos, s->len - s->pos, &needs))
        return GP_OK; /* skippable, or cut off: the decoder runs into its end */
    s->unchecked |= needs.unchecked;
    if (needs.dictionary)
        return gp_fail_at(err, GP_INPUT, gp_input_name(s->in), 0,
                          "needs a dictionary to be unpacked; unpack it with zstd -D");
    if (needs.window > UINT64_C(1) << WINDOW_LOG)
        return gp_fail_at(err, GP_INPUT, gp_input_name(s->in), 0,
                          "needs a window of %llu MiB to be unpacked, at most %d MiB "
                          "are allowed; unpack it with zstd -d --memory=%lluMB",
                          (unsigned long long)(needs.window >> 20),
                          1 << (WINDOW_LOG - 20),
                          (unsigned long long)(needs.window >> 20) + 1);
    return GP_OK;
}

/* Between frames: the end, another frame, or garbage. */
static enum gp_status begin_frame(struct gp_source *s, struct gp_err *err)
{
    enum gp_status status = want(s, GP_ZSTD_HEADER, err);

    if (status != GP_OK)
        return status;
    if (s->pos == s->len) {
        s->ended = true;
        return GP_OK;
    }
    if (!gp_is_zstd(s->block + s->pos, s->len - s->pos))
        return fail_garbage(s, err);
    s->in_frame = true;
    gp_unframer_begin(s->zstd);
    return check_frame(s, err);
}

static enum gp_status read_zstd(struct gp_source *s, char *buf, size_t cap, size_t *got,
                                struct gp_err *err)
{
    enum gp_status status = GP_OK;
    const char *why = NULL;

    *got = 0;
    while (status == GP_OK && *got == 0) {
        if (!s->in_frame)
            status = begin_frame(s, err);
        if (status != GP_OK || s->ended)
            break;
        switch (gp_unframe(s->zstd, s->block, s->len, &s->pos, buf, cap, got, &why)) {
        case GP_UNFRAMED_SOME:
            if (*got == 0 && s->pos == s->len)
                status = refill(s, err);
            break;
        case GP_UNFRAMED_WHOLE:
            s->in_frame = false;
            break;
        case GP_UNFRAMED_DAMAGED:
            status = fail_damaged(s, why, err);
            break;
        case GP_UNFRAMED_NO_MEMORY:
            status = gp_fail_memory(err);
            break;
        }
    }
    return status;
}

static enum gp_status read_plain(struct gp_source *s, char *buf, size_t cap,
                                 size_t *got, struct gp_err *err)
{
    size_t left = s->len - s->pos;

    if (left == 0)
        return gp_input_read(s->in, buf, cap, got, err);
    *got = cap < left ? cap : left; /* what was read to recognise it */
    memcpy(buf, s->block + s->pos, *got);
    s->pos += *got;
    return GP_OK;
}

static enum gp_status check_growth(const struct gp_source *s, struct gp_err *err)
{
    uint64_t packed = gp_input_bytes_read(s->in);

    if (s->unpacked <= RATIO_AFTER)
        return GP_OK;
    if (s->unpacked <= UNPACKED_MAX && s->unpacked / RATIO_MAX <= packed)
        return GP_OK;
    return gp_fail_at(err, GP_INPUT, gp_input_name(s->in), 0,
                      "unpacks to more than %llu MiB from %llu bytes: no log does; "
                      "unpack it with %s and look into it",
                      (unsigned long long)(s->unpacked >> 20),
                      (unsigned long long)packed, gp_source_packing(s));
}

enum gp_status gp_source_read(struct gp_source *s, char *buf, size_t cap, size_t *got,
                              struct gp_err *err)
{
    enum gp_status status;

    *got = 0;
    if (s->packing == PLAIN)
        return read_plain(s, buf, cap, got, err);
    if (s->packing == ZIP)
        return gp_zipped_read(s->zipped, buf, cap, got, err);
    if (s->ended)
        return GP_OK;
    status = s->packing == GZIP ? read_gzip(s, buf, cap, got, err)
                                : read_zstd(s, buf, cap, got, err);
    if (status != GP_OK)
        return status;
    s->unpacked += *got;
    return check_growth(s, err);
}

enum gp_status gp_source_look(struct gp_source *s, char *buf, size_t cap, size_t *got,
                              struct gp_err *err)
{
    enum gp_status status = GP_OK;
    size_t n = 1;

    *got = 0;
    while (status == GP_OK && n != 0 && *got < cap) {
        status = gp_source_read(s, buf + *got, cap - *got, &n, err);
        *got += n;
    }
    return status == GP_OK ? gp_source_rewind(s, err) : status;
}

enum gp_status gp_source_will_rewind(struct gp_source *s, struct gp_err *err)
{
    return s->packing == ZIP ? GP_OK : gp_input_will_rewind(s->in, err);
}

void gp_source_forget(struct gp_source *s)
{
    if (s->packing != ZIP)
        gp_input_forget(s->in);
}

enum gp_status gp_source_rewind(struct gp_source *s, struct gp_err *err)
{
    s->pos = s->len = 0;
    s->unpacked = 0;
    s->ended = s->in_frame = false;
    if (s->packing == ZIP)
        return gp_zipped_rewind(s->zipped, err);
    return gp_input_rewind(s->in, err);
}

bool gp_source_is_regular(const struct gp_source *s)
{
    return gp_input_is_regular(s->in) && strcmp(gp_input_name(s->in), "stdin") != 0;
}

bool gp_source_has_places(const struct gp_source *s)
{
    return s->packing == PLAIN && gp_input_is_regular(s->in);
}

enum gp_status gp_source_read_at(const struct gp_source *s, uint64_t at, char *buf,
                                 size_t cap, size_t *got, struct gp_err *err)
{
    return gp_input_read_at(s->in, at, buf, cap, got, err);
}

const char *gp_source_name(const struct gp_source *s)
{
    return gp_input_name(s->in);
}

const char *gp_source_packing(const struct gp_source *s)
{
    static const char *const name[] = {"plain", "gzip", "zstd", "zip"};

    return name[s->packing];
}

bool gp_source_unchecked(const struct gp_source *s)
{
    return s->unchecked;
}

const char *gp_source_workbook(const struct gp_source *s)
{
    return s->zipped != NULL ? gp_zipped_workbook(s->zipped) : NULL;
}

uint64_t gp_source_bytes_read(const struct gp_source *s)
{
    if (s->packing == ZIP) /* members are read out of order */
        return gp_zipped_bytes(s->zipped);
    return gp_input_bytes_read(s->in);
}

uint64_t gp_source_bytes_total(const struct gp_source *s)
{
    return gp_input_bytes_total(s->in);
}
