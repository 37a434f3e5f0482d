/* fuzz_xlsx.c - any bytes as the parts of a workbook, or as an archive: a status, never a
 * crash; no line of the text has more fields than a sheet has columns.
 *
 * The first byte chooses: an odd one takes the rest as an archive, an even one as styles,
 * shared strings and sheet, separated by FF, in an archive made here (stored, not packed).
 */
#include "ingest/workbook/workbook.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct part {
    const char *name;
    struct gp_slice bytes;
    size_t at;
};

static void little(struct gp_text *t, uint64_t x, int bytes)
{
    for (; bytes > 0; bytes--, x >>= 8)
        gp_text_add_char(t, (char)(x & 0xFF));
}

static uint32_t crc(struct gp_slice s)
{
    uint32_t c = 0xFFFFFFFFu;
    size_t i;
    int k;

    for (i = 0; i < s.len; i++)
        for (c ^= (uint8_t)s.at[i], k = 0; k < 8; k++)
            c = c >> 1 ^ (0xEDB88320u & (0u - (c & 1)));
    return ~c;
}

/* What local header and directory have in common. */
static void common(struct gp_text *t, const struct part *p)
{
    little(t, 20, 2);
    little(t, 0, 2 + 2 + 4);
    little(t, crc(p->bytes), 4);
    little(t, p->bytes.len, 4);
    little(t, p->bytes.len, 4);
    little(t, strlen(p->name), 2);
    little(t, 0, 2);
}

static void archive_of(struct gp_text *t, struct part *p, size_t n)
{
    size_t i, directory;

    for (i = 0; i < n; i++) {
        p[i].at = t->len;
        little(t, 0x04034B50, 4);
        common(t, &p[i]);
        gp_text_add(t, p[i].name);
        gp_text_add_slice(t, p[i].bytes);
    }
    directory = t->len;
    for (i = 0; i < n; i++) {
        little(t, 0x02014B50, 4);
        little(t, 20, 2);
        common(t, &p[i]);
        little(t, 0, 2 + 2 + 2);
        little(t, 0, 4);
        little(t, p[i].at, 4);
        gp_text_add(t, p[i].name);
    }
    directory = t->len - directory;
    little(t, 0x06054B50, 4);
    little(t, 0, 4);
    little(t, n, 2);
    little(t, n, 2);
    little(t, directory, 4);
    little(t, t->len - directory - 16, 4);
    little(t, 0, 2);
}

static struct gp_slice next_part(struct gp_slice *rest)
{
    const char *end = rest->len != 0 ? memchr(rest->at, 0xFF, rest->len) : NULL;
    size_t n = end != NULL ? (size_t)(end - rest->at) : rest->len;
    struct gp_slice part = gp_slice_n(rest->at, n);

    n += end != NULL;
    *rest = gp_slice_n(rest->at + n, rest->len - n);
    return part;
}

static void make(struct gp_text *t, struct gp_slice rest)
{
    struct part parts[] = {
        {"[Content_Types].xml", gp_slice("<Types/>"), 0},
        {"xl/workbook.xml",
         gp_slice(
             "<workbook xmlns:r=\"r\"><sheets><sheet r:id=\"a\"/></sheets></workbook>"),
         0},
        {"xl/_rels/workbook.xml.rels",
         gp_slice("<R><Relationship Id=\"a\" Target=\"s.xml\"/></R>"), 0},
        {"xl/styles.xml", next_part(&rest), 0},
        {"xl/sharedStrings.xml", next_part(&rest), 0},
        {"xl/s.xml", rest, 0},
    };

    archive_of(t, parts, sizeof parts / sizeof parts[0]);
}

static void read_all(struct gp_workbook *w)
{
    char buf[100];
    size_t got = 1, fields = 0, i;
    struct gp_err err = {0};

    while (got != 0 && gp_workbook_read(w, buf, sizeof buf, &got, &err) == GP_OK)
        for (i = 0; i < got; i++) {
            fields = buf[i] == '\n' ? 0 : fields + (buf[i] == ',');
            if (fields > (size_t)1 << 24)
                abort();
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gp_slice rest = gp_slice_n((const char *)data + 1, size > 0 ? size - 1 : 0);
    struct gp_text made = {0};
    struct gp_archive *archive = NULL;
    struct gp_workbook *book = NULL;
    struct gp_err err = {0};

    if (size == 0)
        return 0;
    if (data[0] % 2 == 0) {
        make(&made, rest);
        rest = gp_text_slice(&made);
    }
    if (gp_archive_open(NULL, rest, "fuzz", &archive, &err) == GP_OK &&
        gp_workbook_recognise(archive) &&
        gp_workbook_open(archive, "fuzz", &book, &err) == GP_OK)
        read_all(book);
    else if (data[0] % 2 == 0 && archive == NULL)
        abort(); /* the archive made here is sound */
    gp_workbook_close(book);
    gp_archive_close(archive);
    gp_text_release(&made);
    return 0;
}
