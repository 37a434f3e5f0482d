/* decode.c - see decode.h.
 *
 * The first MiB is read once to decide (sniff.h) and then handed out before anything
 * else. Three ways lead to UTF-8: as it is, by table, by iconv (recode.h); the choice is
 * made once and is a function pointer in the loop. A character cut by the border of a
 * block waits in `raw` for its rest; characters that do not fit into a reader's last few
 * bytes of room wait in `few`, so that "no bytes" always is the end.
 */
#include "ingest/decode.h"
#include "base/mem.h"
#include "ingest/recode.h"
#include "ingest/sniff.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { HEAD = 1024 * 1024, RAW = 64 * 1024, FEW = 16 };

static const char REPLACEMENT[] = "\xEF\xBF\xBD";

struct gp_decode {
    struct gp_source *source;
    const char *label; /* what the user is told */
    struct gp_sniffed sniffed;
    enum gp_status (*convert)(struct gp_decode *d, char *buf, size_t cap, size_t *got,
                              struct gp_err *err);
    char *head; /* first bytes of the source until they are handed out; all the bytes
                   there are where source is NULL */
    size_t head_pos, head_len;
    struct gp_recode *recode; /* by iconv; or NULL */
    char raw[RAW];
    size_t raw_pos, raw_len;
    bool raw_end; /* the source has ended */
    char few[FEW];
    size_t few_pos, few_len;
    uint64_t nul_bytes, replaced;
    struct gp_utf8_watch watch;
};

static enum gp_status read_source(struct gp_decode *d, char *buf, size_t cap,
                                  size_t *got, struct gp_err *err)
{
    size_t left = d->head_len - d->head_pos;

    *got = 0;
    if (left == 0)
        return d->source != NULL ? gp_source_read(d->source, buf, cap, got, err)
                                 : GP_OK;
    *got = cap < left ? cap : left;
    memcpy(buf, d->head + d->head_pos, *got);
    d->head_pos += *got;
    if (d->head_pos == d->head_len) {
        gp_free(d->head);
        d->head = NULL;
        d->head_pos = d->head_len = 0;
    }
    return GP_OK;
}

/* Makes room in raw behind what is left of it, and reads. */
static enum gp_status refill(struct gp_decode *d, struct gp_err *err)
{
    enum gp_status status;
    size_t got;

    memmove(d->raw, d->raw + d->raw_pos, d->raw_len - d->raw_pos);
    d->raw_len -= d->raw_pos;
    d->raw_pos = 0;
    status = read_source(d, d->raw + d->raw_len, RAW - d->raw_len, &got, err);
    d->raw_len += got;
    d->raw_end = status == GP_OK && got == 0;
    return status;
}

static enum gp_status convert_page(struct gp_decode *d, char *buf, size_t cap,
                                   size_t *got, struct gp_err *err)
{
    size_t n = 0;

    if (d->raw_pos == d->raw_len) {
        enum gp_status status = refill(d, err);

        if (status != GP_OK)
            return status;
    }
    while (d->raw_pos < d->raw_len && n + 3 <= cap)
        n += gp_codepage_put(d->sniffed.page, buf + n,
                             (unsigned char)d->raw[d->raw_pos++]);
    *got = n;
    return GP_OK;
}

static enum gp_status convert_none(struct gp_decode *d, char *buf, size_t cap,
                                   size_t *got, struct gp_err *err)
{
    return read_source(d, buf, cap, got, err);
}

/* Bytes that are no character of the encoding: one unit of them becomes U+FFFD. */
static void replace(struct gp_decode *d, char **out, size_t *room)
{
    bool two = d->sniffed.encoding == GP_ENCODING_UTF16LE ||
               d->sniffed.encoding == GP_ENCODING_UTF16BE;
    size_t left = d->raw_len - d->raw_pos, skip = two ? 2 : 1;

    memcpy(*out, REPLACEMENT, 3);
    *out += 3;
    *room -= 3;
    d->raw_pos += skip < left ? skip : left;
    d->replaced++;
}

static enum gp_status convert_iconv(struct gp_decode *d, char *buf, size_t cap,
                                    size_t *got, struct gp_err *err)
{
    char *out = buf;
    size_t room = cap;

    while (out == buf && room >= 3) {
        char *in = d->raw + d->raw_pos;
        size_t left = d->raw_len - d->raw_pos;
        enum gp_recode_step step = gp_recode(d->recode, &in, &left, &out, &room);

        d->raw_pos = d->raw_len - left;
        if (step == GP_RECODE_BAD || (step == GP_RECODE_CUT && d->raw_end)) {
            if (room < 3)
                break;
            replace(d, &out, &room);
        } else if (step == GP_RECODE_FULL) {
            break;
        } else if (out == buf) { /* all taken, or the rest is a cut character */
            enum gp_status status = GP_OK;

            if (d->raw_end)
                break;
            status = refill(d, err);
            if (status != GP_OK)
                return status;
        }
    }
    *got = (size_t)(out - buf);
    return GP_OK;
}

static enum gp_status open_iconv(struct gp_decode *d, const char *name,
                                 struct gp_err *err)
{
    d->convert = convert_iconv;
    return gp_recode_open(name, &d->recode, err);
}

static bool is_utf8_name(const char *name)
{
    return gp_slice_is_nocase(gp_slice(name), "utf-8") ||
           gp_slice_is_nocase(gp_slice(name), "utf8");
}

static enum gp_status obey(struct gp_decode *d, const char *name, struct gp_err *err)
{
    enum gp_status status =
        gp_sniff_binary(gp_source_name(d->source), d->head, d->head_len, err);

    if (status != GP_OK)
        return status;
    snprintf(d->sniffed.evidence, sizeof d->sniffed.evidence, "given by --encoding");
    d->sniffed.encoding = GP_ENCODING_NAMED;
    d->label = name;
    if (!is_utf8_name(name))
        return open_iconv(d, name, err);
    d->sniffed.encoding = GP_ENCODING_UTF8;
    d->sniffed.bom = gp_sniff_utf8_bom(d->head, d->head_len);
    d->label = "utf-8";
    return GP_OK;
}

static enum gp_status detect(struct gp_decode *d, bool whole, struct gp_err *err)
{
    static const char *const label[] = {"utf-8", "utf-16le", "utf-16be"};
    enum gp_status status = gp_sniff(gp_source_name(d->source), d->head, d->head_len,
                                     whole, &d->sniffed, err);

    if (status != GP_OK)
        return status;
    if (d->sniffed.encoding == GP_ENCODING_PAGE) {
        d->convert = convert_page;
        d->label = d->sniffed.page->name;
        return GP_OK;
    }
    d->label = label[d->sniffed.encoding];
    if (d->sniffed.encoding == GP_ENCODING_UTF16LE)
        return open_iconv(d, "UTF-16LE", err);
    if (d->sniffed.encoding == GP_ENCODING_UTF16BE)
        return open_iconv(d, "UTF-16BE", err);
    return GP_OK;
}

static enum gp_status read_head(struct gp_decode *d, bool *whole, struct gp_err *err)
{
    *whole = false;
    d->head = gp_array(HEAD, 1);
    if (d->head == NULL)
        return gp_fail_memory(err);
    while (d->head_len < HEAD) {
        size_t got;
        enum gp_status status = gp_source_read(d->source, d->head + d->head_len,
                                               HEAD - d->head_len, &got, err);

        if (status != GP_OK)
            return status;
        *whole = got == 0;
        if (got == 0)
            break;
        d->head_len += got;
    }
    return GP_OK;
}

enum gp_status gp_decode_open(struct gp_source *source, const char *encoding,
                              struct gp_decode **out, struct gp_err *err)
{
    struct gp_decode *d = gp_array_zero(1, sizeof *d);
    enum gp_status status;
    bool whole;

    *out = NULL;
    if (d == NULL)
        return gp_fail_memory(err);
    d->source = source;
    d->convert = convert_none;
    status = read_head(d, &whole, err);
    if (status == GP_OK)
        status = encoding != NULL ? obey(d, encoding, err) : detect(d, whole, err);
    d->head_pos = d->sniffed.bom;
    if (status == GP_OK)
        *out = d;
    else
        gp_decode_close(d);
    return status;
}

void gp_decode_close(struct gp_decode *d)
{
    if (d == NULL)
        return;
    gp_recode_close(d->recode);
    gp_free(d->head);
    gp_free(d);
}

static const char *iconv_name(const struct gp_decode *d)
{
    return d->sniffed.encoding == GP_ENCODING_UTF16LE   ? "UTF-16LE"
           : d->sniffed.encoding == GP_ENCODING_UTF16BE ? "UTF-16BE"
                                                        : d->label;
}

enum gp_status gp_decode_apart(const struct gp_decode *d, struct gp_slice bytes,
                               struct gp_decode **out, struct gp_err *err)
{
    struct gp_decode *a = gp_array_zero(1, sizeof *a);
    enum gp_status status = GP_OK;

    *out = NULL;
    if (a == NULL)
        return gp_fail_memory(err);
    a->label = d->label;
    a->sniffed = d->sniffed;
    a->convert = d->convert;
    a->head = gp_array(bytes.len, 1);
    a->head_len = bytes.len;
    if (a->head == NULL)
        status = gp_fail_memory(err);
    else
        memcpy(a->head, bytes.at, bytes.len);
    if (status == GP_OK && d->convert == convert_iconv)
        status = open_iconv(a, iconv_name(d), err);
    if (status == GP_OK)
        *out = a;
    else
        gp_decode_close(a);
    return status;
}

static void count(struct gp_decode *d, const char *bytes, size_t len)
{
    const char *end = bytes + len, *p = bytes;

    gp_utf8_watch_add(&d->watch, bytes, len);
    while (p < end && (p = memchr(p, '\0', (size_t)(end - p))) != NULL) {
        d->nul_bytes++;
        p++;
    }
}

/* Into little room: what is converted at once would not fit. */
static enum gp_status convert_few(struct gp_decode *d, char *buf, size_t cap,
                                  size_t *got, struct gp_err *err)
{
    enum gp_status status = GP_OK;
    size_t left;

    if (d->few_pos == d->few_len) {
        d->few_pos = d->few_len = 0;
        status = d->convert(d, d->few, FEW, &d->few_len, err);
    }
    left = d->few_len - d->few_pos;
    *got = left < cap ? left : cap;
    memcpy(buf, d->few + d->few_pos, *got);
    d->few_pos += *got;
    return status;
}

enum gp_status gp_decode_read(void *decode, char *buf, size_t cap, size_t *got,
                              struct gp_err *err)
{
    struct gp_decode *d = decode;
    enum gp_status status;

    *got = 0;
    status = cap < FEW || d->few_pos < d->few_len ? convert_few(d, buf, cap, got, err)
                                                  : d->convert(d, buf, cap, got, err);
    if (status != GP_OK)
        return status;
    count(d, buf, *got);
    if (*got == 0) {
        assert(d->head_pos == d->head_len && d->raw_pos == d->raw_len);
        gp_utf8_watch_end(&d->watch);
    }
    return GP_OK;
}

enum gp_status gp_decode_rewind(struct gp_decode *d, struct gp_err *err)
{
    size_t bom = d->sniffed.bom;
    enum gp_status status;

    gp_free(d->head);
    d->head = NULL;
    d->head_pos = d->head_len = d->raw_pos = d->raw_len = d->few_pos = d->few_len = 0;
    d->raw_end = false;
    d->nul_bytes = d->replaced = 0;
    memset(&d->watch, 0, sizeof d->watch);
    if (d->recode != NULL)
        gp_recode_restart(d->recode);
    status = gp_source_rewind(d->source, err);
    while (status == GP_OK && bom > 0) {
        size_t got;

        status = gp_source_read(d->source, d->raw, bom, &got, err);
        if (got == 0)
            break;
        bom -= got;
    }
    return status;
}

const char *gp_decode_encoding(const struct gp_decode *d)
{
    return d->label;
}

const char *gp_decode_evidence(const struct gp_decode *d)
{
    return d->sniffed.evidence;
}

const char *gp_decode_doubt(const struct gp_decode *d)
{
    return d->sniffed.doubt[0] != '\0' ? d->sniffed.doubt : NULL;
}

bool gp_decode_bom(const struct gp_decode *d)
{
    return d->sniffed.bom != 0;
}

uint64_t gp_decode_nul_bytes(const struct gp_decode *d)
{
    return d->nul_bytes;
}

uint64_t gp_decode_invalid(const struct gp_decode *d)
{
    return d->watch.invalid + d->replaced;
}
