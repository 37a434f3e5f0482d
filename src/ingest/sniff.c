/* sniff.c - see sniff.h.
 *
 * Order matters: a byte order mark is believed first (UTF-32's begins like UTF-16's),
 * then known binary formats by their first bytes, then many NULs, then the question
 * whether all is UTF-8. Text that is not has an encoding of one byte a character, told by
 * its words (page_guess.h), unless broken bytes are rare among good UTF-8 characters: then
 * it is UTF-8 with damage, since other text hardly ever forms UTF-8 sequences by chance.
 * Where no such encoding makes words of the bytes, and East Asian ones may, the file is
 * refused: two bytes a character cut fields elsewhere, and a wrong guess would change more
 * than the look of names.
 */
#include "ingest/sniff.h"
#include "ingest/page_guess.h"
#include "ingest/recode.h"

#include <stdio.h>
#include <string.h>

enum { NUL_SAMPLE = 64 * 1024, GOOD_FOR_ONE_BAD = 10, OTHER_SCRIPT = 24 };

static const struct kind {
    const char *bytes;
    size_t len;
    const char *what;
} kinds[] = {
    {"PK\3\4", 4, "an archive inside another packing; unpack it once first"},
    {"PK\5\6", 4, "an empty zip archive"},
    {"\xD0\xCF\x11\xE0", 4,
     "an old Excel workbook (.xls), or one with a password; save it as .xlsx or CSV"},
    {"%PDF", 4, "a PDF document; export the data as CSV"},
    {"\x89PNG", 4, "a PNG picture"},
    {"\xFF\xD8\xFF", 3, "a JPEG picture"},
    {"SQLite format 3", 15, "an SQLite database; export the table as CSV"},
    {"PAR1", 4, "a Parquet file; export it as CSV"},
    {"\x7F"
     "ELF",
     4, "a program"},
    {"BZh", 3, "packed by bzip2; unpack it first, or pack it with gzip or zstd"},
    {"\xFD"
     "7zXZ",
     5, "packed by xz; unpack it first, or pack it with gzip or zstd"},
    {"\x04\x22\x4D\x18", 4, "packed by lz4; unpack it first, or pack it with zstd"},
    {"7z\xBC\xAF", 4, "a 7z archive; unpack it first"},
    {"Rar!", 4, "a RAR archive; unpack it first"},
    {"\x1F\x8B\x08", 3, "packed twice; unpack it once first"},
    {"\x28\xB5\x2F\xFD", 4, "packed twice; unpack it once first"},
    {"<?xml", 5, "an XML document; a log in XES can be converted to CSV"},
};

/* [{ or {" with blanks between. */
static bool looks_like_json(const char *bytes, size_t len)
{
    size_t i = 0, k;

    while (i < len && strchr(" \t\r\n", bytes[i]) != NULL && bytes[i] != '\0')
        i++;
    k = i + 1;
    while (k < len && strchr(" \t\r\n", bytes[k]) != NULL && bytes[k] != '\0')
        k++;
    return k < len && ((bytes[i] == '[' && bytes[k] == '{') ||
                       (bytes[i] == '{' && bytes[k] == '"'));
}

enum gp_status gp_sniff_binary(const char *name, const char *bytes, size_t len,
                               struct gp_err *err)
{
    size_t i;

    for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (len >= kinds[i].len && memcmp(bytes, kinds[i].bytes, kinds[i].len) == 0)
            return gp_fail_at(err, GP_INPUT, name, 0, "is no CSV but %s",
                              kinds[i].what);
    if (looks_like_json(bytes, len))
        return gp_fail_at(err, GP_INPUT, name, 0,
                          "is no CSV but JSON; export the data as CSV");
    return GP_OK;
}

size_t gp_sniff_utf8_bom(const char *bytes, size_t len)
{
    return len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

/* True when a byte order mark decides; UTF-32's are refused by the caller. */
static bool sniff_bom(const char *bytes, size_t len, struct gp_sniffed *out)
{
    if (gp_sniff_utf8_bom(bytes, len) != 0) {
        out->encoding = GP_ENCODING_UTF8;
        out->bom = 3;
    } else if (len >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0) {
        out->encoding = GP_ENCODING_UTF16LE;
        out->bom = 2;
    } else if (len >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0) {
        out->encoding = GP_ENCODING_UTF16BE;
        out->bom = 2;
    }
    if (out->bom != 0)
        snprintf(out->evidence, sizeof out->evidence, "byte order mark in front");
    return out->bom != 0;
}

static bool is_utf32(const char *bytes, size_t len)
{
    return len >= 4 && (memcmp(bytes, "\xFF\xFE\0\0", 4) == 0 ||
                        memcmp(bytes, "\0\0\xFE\xFF", 4) == 0);
}

static size_t count_nul(const char *bytes, size_t len)
{
    size_t i, n = 0;

    for (i = 0; i < len; i++)
        n += bytes[i] == '\0';
    return n;
}

static enum gp_status refuse_nuls(const char *name, const char *bytes, size_t len,
                                  struct gp_err *err)
{
    size_t looked_at = len < NUL_SAMPLE ? len : NUL_SAMPLE;
    size_t nuls = count_nul(bytes, looked_at);

    if (nuls == 0 || nuls * 100 <= looked_at)
        return GP_OK;
    return gp_fail_at(
        err, GP_INPUT, name, 0,
        "looks like UTF-16 or binary: %zu of its first %zu bytes are NUL; "
        "if it is text, give --encoding, for example --encoding utf-16le",
        nuls, looked_at);
}

/* Most bytes beyond ASCII stand three and more in a row, as in no Western language. */
static bool is_other_script(struct gp_slice bytes)
{
    size_t i, run = 0, all = 0, in_runs = 0;

    for (i = 0; i <= bytes.len; i++) {
        if (i < bytes.len && (unsigned char)bytes.at[i] >= 0x80) {
            run++;
            continue;
        }
        all += run;
        in_runs += run >= 3 ? run : 0;
        run = 0;
    }
    return in_runs >= OTHER_SCRIPT && in_runs * 2 > all;
}

static bool ends_field(char c)
{
    return c == '\0' || strchr(",;\t|\"\r\n", c) != NULL;
}

/* The first field with bytes beyond ASCII, or some of it. */
static struct gp_slice first_foreign_field(struct gp_slice bytes)
{
    size_t i = 0, from, to;

    while (i < bytes.len && (unsigned char)bytes.at[i] < 0x80)
        i++;
    for (from = i; from > 0 && !ends_field(bytes.at[from - 1]); from--)
        ;
    for (to = i; to < bytes.len && to - from < 40 && !ends_field(bytes.at[to]); to++)
        ;
    return gp_slice_n(bytes.at + from, to - from);
}

/* "shift_jis reads '...', gbk reads '...'": encodings in which all bytes are text. */
static size_t east_asian_readings(struct gp_slice bytes, struct gp_text *out)
{
    static const char *const encodings[] = {"shift_jis", "gbk", "big5", "euc-kr",
                                            "euc-jp"};
    struct gp_slice sample = first_foreign_field(bytes);
    char reading[160];
    size_t i, n = 0;

    for (i = 0; i < sizeof encodings / sizeof encodings[0]; i++) {
        if (!gp_recode_reads(encodings[i], bytes, sample, reading, sizeof reading))
            continue;
        gp_text_addf(out, "%s--encoding %s reads '%s'", n == 0 ? "" : ", ",
                     encodings[i], reading);
        n++;
    }
    return n;
}

static enum gp_status refuse_guess(const char *name, const struct gp_page_guess *g,
                                   const struct gp_text *readings, struct gp_err *err)
{
    if (readings->len != 0)
        return gp_fail_at(
            err, GP_INPUT, name, 0,
            "is no UTF-8, and its encoding cannot be told: choose the one "
            "that makes sense: %s; --encoding windows-1252 takes it for Western all "
            "the same",
            gp_text_z(readings));
    if (g->doubt[0] != '\0')
        return gp_fail_at(
            err, GP_INPUT, name, 0,
            "is no UTF-8, and its encoding cannot be told: %s; choose one, "
            "such as --encoding %s",
            g->doubt, g->page->name);
    return gp_fail_at(
        err, GP_INPUT, name, 0,
        "is no UTF-8, and its letters beyond ASCII stand in rows of three and more, as "
        "in no Western language: name its encoding, such as --encoding windows-1258 "
        "(Vietnamese) or windows-874 (Thai); --encoding windows-1252 takes it for "
        "Western all the same");
}

/* Bytes that no word can be made of stay Western: only the look of names is at stake. */
static void take_page(const struct gp_page_guess *g, const struct gp_utf8_watch *w,
                      struct gp_sniffed *out)
{
    unsigned long long bad = w->invalid, good = w->wide;

    out->encoding = GP_ENCODING_PAGE;
    out->page = g->verdict == GP_PAGE_NONE ? &gp_codepages[0] : g->page;
    snprintf(out->evidence, sizeof out->evidence, "%llu bytes are not valid UTF-8; %s",
             bad, g->evidence);
    if (g->latin && good * 10 >= bad && good >= 3)
        snprintf(
            out->doubt, sizeof out->doubt,
            "%llu characters are valid UTF-8 and %llu bytes are not: the file seems "
            "to mix encodings, and %s was taken for all of it",
            good, bad, out->page->name);
    else if (g->verdict != GP_PAGE_SURE)
        snprintf(out->doubt, sizeof out->doubt, "taken for %s; %s", out->page->name,
                 g->doubt);
}

/* Text that is no UTF-8. */
static enum gp_status sniff_page(const char *name, struct gp_slice bytes,
                                 const struct gp_utf8_watch *w, struct gp_sniffed *out,
                                 struct gp_err *err)
{
    struct gp_text readings = {0};
    struct gp_page_guess g;
    enum gp_status status = gp_page_guess(bytes, &g, err);
    bool other = is_other_script(bytes);

    if (status != GP_OK)
        return status;
    if (g.verdict == GP_PAGE_NONE || (other && g.latin))
        other |= east_asian_readings(bytes, &readings) != 0;
    else
        other = !g.latin && g.verdict == GP_PAGE_UNSURE && g.rival;
    if (!gp_text_ok(&readings))
        status = gp_fail_memory(err);
    else if (other)
        status = refuse_guess(name, &g, &readings, err);
    else
        take_page(&g, w, out);
    gp_text_release(&readings);
    return status;
}

static enum gp_status sniff_text(const char *name, const char *bytes, size_t len,
                                 bool whole, struct gp_sniffed *out, struct gp_err *err)
{
    struct gp_utf8_watch w = {0};
    unsigned long long bad, good;

    gp_utf8_watch_add(&w, bytes, len);
    if (whole)
        gp_utf8_watch_end(&w);
    bad = w.invalid;
    good = w.wide;
    out->encoding = GP_ENCODING_UTF8;
    if (bad == 0 && good == 0)
        snprintf(out->evidence, sizeof out->evidence, "only ASCII in the %s%zu bytes",
                 whole ? "" : "first ", len);
    else if (bad == 0)
        snprintf(out->evidence, sizeof out->evidence,
                 "%llu characters beyond ASCII, all valid UTF-8", good);
    else if (good >= GOOD_FOR_ONE_BAD * bad)
        snprintf(out->evidence, sizeof out->evidence,
                 "%llu characters are valid UTF-8, %llu are not and kept as they are",
                 good, bad);
    else
        return sniff_page(name, gp_slice_n(bytes, len), &w, out, err);
    return GP_OK;
}

enum gp_status gp_sniff(const char *name, const char *bytes, size_t len, bool whole,
                        struct gp_sniffed *out, struct gp_err *err)
{
    enum gp_status status;

    memset(out, 0, sizeof *out);
    if (is_utf32(bytes, len))
        return gp_fail_at(err, GP_INPUT, name, 0,
                          "is UTF-32; give --encoding utf-32, or save it as UTF-8");
    if (sniff_bom(bytes, len, out))
        return GP_OK;
    status = gp_sniff_binary(name, bytes, len, err);
    if (status == GP_OK)
        status = refuse_nuls(name, bytes, len, err);
    if (status == GP_OK)
        status = sniff_text(name, bytes, len, whole, out, err);
    return status;
}
