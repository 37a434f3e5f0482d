/* fuzz_goat.c - any bytes as a .goat file: a status with a sentence, never a crash; what is
 * read keeps its promises.
 *
 * Checksums would keep a fuzzer outside, and so would packing: the input is the blocks as
 * they are unpacked, each as a tag's number, items and length, and becomes a file whose
 * checksums are right. An input that begins with the magic is taken as it is.
 */
#include "base/checksum.h"
#include "base/frame.h"
#include "ingest/goat.h"
#include "ingest/goat/goat_form.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_number(struct gp_text *t, uint64_t n, unsigned bytes)
{
    for (; bytes > 0; bytes--, n >>= 8)
        gp_text_add_char(t, (char)(n & 0xff));
}

static void add_block(struct gp_text *file, const char *tag, uint64_t items,
                      const void *bytes, size_t n)
{
    struct gp_text rest = {0}, packed = {0};

    if (!gp_frame_add(&packed, bytes, n))
        abort();
    gp_text_add_n(&rest, tag, 4);
    add_number(&rest, items, 4);
    add_number(&rest, n, 8);
    add_number(&rest, packed.len, 8);
    gp_text_add_n(&rest, packed.at, packed.len);
    add_number(file, gp_checksum(rest.at, rest.len), 8);
    gp_text_add_n(file, rest.at, rest.len);
    gp_text_release(&rest);
    gp_text_release(&packed);
}

/* tag u8, items u16, length u16, bytes; then the next. */
static void build(struct gp_text *file, const uint8_t *data, size_t size)
{
    static const char *const tags[] = {GP_GOAT_FACTS,  GP_GOAT_NAMES,   GP_GOAT_CASES,
                                       GP_GOAT_COLUMN, GP_GOAT_REJECTS, GP_GOAT_END};
    size_t at = 0;

    gp_text_add_n(file, GP_GOAT_MAGIC, 8);
    add_number(file, GP_GOAT_VERSION, 4);
    add_number(file, 0, 4);
    while (size - at >= 5) {
        size_t n = (size_t)gp_goat_number(data + at + 3, 2);

        n = n < size - at - 5 ? n : size - at - 5;
        add_block(file, tags[data[at] % 6], gp_goat_number(data + at + 1, 2),
                  data + at + 5, n);
        at += 5 + n;
    }
}

static void check(const struct gp_ingest_result *r)
{
    const struct gp_eventlog *log = r->log;
    size_t c, i;

    if (log->n != r->events || log->first[log->n_cases] != log->n ||
        log->cases.n != log->n_cases)
        abort();
    for (c = 0; c < log->n_cases; c++)
        if (log->first[c] >= log->first[c + 1])
            abort();
    for (i = 0; i < log->n; i++)
        if (gp_id(log->activity, i) >= log->activities.n ||
            (log->resource.at != NULL && gp_id(log->resource, i) != GP_NO_ID &&
             gp_id(log->resource, i) >= log->resources.n) ||
            gp_event_file(log, i) == NULL)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gp_text file = {0}, rejects = {0};
    struct gp_ingest_options o = {.keep_all = true, .rejects_csv = &rejects};
    struct gp_ingest_result r;
    struct gp_err err = {0};
    char path[64];
    int fd;

    if (size >= 8 && memcmp(data, GP_GOAT_MAGIC, 8) == 0)
        gp_text_add_n(&file, (const char *)data, size);
    else
        build(&file, data, size);
    snprintf(path, sizeof path, "/tmp/goatpath-fuzz-%ld", (long)getpid());
    fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || write(fd, gp_text_z(&file), file.len) != (ssize_t)file.len)
        abort();
    close(fd);
    memset(&r, 0, sizeof r);
    gp_rejects_init(&r.rejects, &rejects);
    if (gp_goat_read(path, &o, &r, &err) == GP_OK)
        check(&r);
    else if (err.text[0] == '\0')
        abort();
    gp_ingest_release(&r);
    unlink(path);
    gp_text_release(&file);
    gp_text_release(&rejects);
    return 0;
}
