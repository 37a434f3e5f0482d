/* recode.c - see recode.h. */
#include "ingest/recode.h"
#include "base/mem.h"

#include <assert.h>
#include <errno.h>
#include <iconv.h>

struct gp_recode {
    iconv_t iconv;
};

enum gp_status gp_recode_open(const char *encoding, struct gp_recode **out,
                              struct gp_err *err)
{
    struct gp_recode *r = gp_array_zero(1, sizeof *r);
    int why;

    *out = NULL;
    if (r == NULL)
        return gp_fail_memory(err);
    r->iconv = iconv_open("UTF-8", encoding);
    if (r->iconv != (iconv_t)-1) {
        *out = r;
        return GP_OK;
    }
    why = errno;
    gp_free(r);
    return why == EINVAL
               ? gp_fail(err, GP_USAGE,
                         "--encoding %s is not known here; `iconv -l` lists the names",
                         encoding)
               : gp_fail_memory(err);
}

void gp_recode_close(struct gp_recode *r)
{
    if (r == NULL)
        return;
    iconv_close(r->iconv);
    gp_free(r);
}

enum gp_recode_step gp_recode(struct gp_recode *r, char **in, size_t *left, char **out,
                              size_t *room)
{
    if (iconv(r->iconv, in, left, out, room) != (size_t)-1)
        return GP_RECODE_DONE;
    return errno == EILSEQ   ? GP_RECODE_BAD
           : errno == EINVAL ? GP_RECODE_CUT
                             : GP_RECODE_FULL;
}

void gp_recode_restart(struct gp_recode *r)
{
    iconv(r->iconv, NULL, NULL, NULL, NULL);
}

static bool all_valid(struct gp_recode *r, struct gp_slice bytes)
{
    char room[4096], *in = (char *)(uintptr_t)bytes.at;
    size_t left = bytes.len;
    enum gp_recode_step step;

    do {
        char *out = room;
        size_t free_bytes = sizeof room;

        step = gp_recode(r, &in, &left, &out, &free_bytes);
    } while (step == GP_RECODE_FULL);
    return step != GP_RECODE_BAD;
}

bool gp_recode_reads(const char *encoding, struct gp_slice bytes,
                     struct gp_slice sample, char *reading, size_t size)
{
    char *in = (char *)(uintptr_t)sample.at, *out = reading;
    size_t left = sample.len, room = size - 1;
    struct gp_recode *r;
    bool valid;

    if (gp_recode_open(encoding, &r, NULL) != GP_OK)
        return false;
    assert(r != NULL);
    valid = all_valid(r, bytes);
    if (valid) {
        gp_recode_restart(r);
        gp_recode(r, &in, &left, &out, &room);
        *out = '\0';
    }
    gp_recode_close(r);
    return valid;
}
