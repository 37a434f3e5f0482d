/* plain.c - see plain.h.
 *
 *   bytes -> which encoding? -> UTF-8 -> one kind of line end -> within the limits?
 *
 * The check for size comes first, so that nothing large is ever copied.
 */
#include "model/plain.h"

#include <string.h>

/* What Windows-1252 has at 0x80..0x9F; 0 where it has nothing. */
static const uint16_t windows[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static void add_windows(struct gp_text *text, struct gp_slice b)
{
    size_t i;

    for (i = 0; i < b.len; i++) {
        uint32_t c = (unsigned char)b.at[i];

        if (c >= 0x80 && c < 0xA0)
            c = windows[c - 0x80] != 0 ? windows[c - 0x80] : 0xFFFD;
        gp_utf8_encode(text, c);
    }
}

static uint32_t unit(struct gp_slice b, size_t i, bool big)
{
    unsigned char first = (unsigned char)b.at[i], second = (unsigned char)b.at[i + 1];

    return big ? (uint32_t)first << 8 | second : (uint32_t)second << 8 | first;
}

static void add_utf16(struct gp_text *text, struct gp_slice b, bool big)
{
    size_t i;

    for (i = 2; i + 1 < b.len; i += 2) {
        uint32_t c = unit(b, i, big);

        if (c >= 0xD800 && c < 0xDC00 && i + 3 < b.len) {
            uint32_t low = unit(b, i + 2, big);

            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        gp_utf8_encode(text, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
    }
}

/* CR LF and CR become LF, in place. */
static void unify_line_ends(struct gp_text *text)
{
    size_t from, to = 0;

    for (from = 0; from < text->len; from++) {
        if (text->at[from] == '\r') {
            text->at[to++] = '\n';
            if (from + 1 < text->len && text->at[from + 1] == '\n')
                from++;
        } else {
            text->at[to++] = text->at[from];
        }
    }
    text->len = to;
    if (text->at != NULL)
        text->at[to] = '\0';
}

static enum gp_status check(const char *file, const struct gp_text *text,
                            struct gp_err *err)
{
    struct gp_slice rest = gp_text_slice(text), line;
    uint64_t n = 0;

    if (memchr(rest.at, '\0', rest.len) != NULL)
        return gp_fail_at(err, GP_INPUT, file, 0,
                          "the document holds zero bytes; expected a text");
    while (gp_plain_line(&rest, &line))
        if (++n > GP_PLAIN_LINES)
            return gp_fail_at(
                err, GP_INPUT, file, n,
                "a written document of more than %d lines is not accepted",
                GP_PLAIN_LINES);
        else if (line.len > GP_PLAIN_LINE)
            return gp_fail_at(err, GP_INPUT, file, n,
                              "a line of more than %d bytes is not accepted",
                              GP_PLAIN_LINE);
    return GP_OK;
}

enum gp_status gp_plain_read(const struct gp_input *input, struct gp_text *text,
                             struct gp_err *err)
{
    struct gp_slice b = input->bytes;

    if (b.len > GP_PLAIN_BYTES)
        return gp_fail_at(err, GP_INPUT, input->name, 0,
                          "a written document over 8 MiB is not accepted");
    if (b.len >= 2 && memcmp(b.at, "\xFF\xFE", 2) == 0)
        add_utf16(text, b, false);
    else if (b.len >= 2 && memcmp(b.at, "\xFE\xFF", 2) == 0)
        add_utf16(text, b, true);
    else if (!gp_utf8_valid(b.at, b.len))
        add_windows(text, b);
    else if (gp_slice_starts(b, "\xEF\xBB\xBF"))
        gp_text_add_n(text, b.at + 3, b.len - 3);
    else
        gp_text_add_slice(text, b);
    if (!gp_text_ok(text))
        return gp_fail_memory(err);
    unify_line_ends(text);
    return check(input->name, text, err);
}

bool gp_plain_line(struct gp_slice *rest, struct gp_slice *line)
{
    const char *end;
    size_t len;

    if (rest->len == 0)
        return false;
    end = memchr(rest->at, '\n', rest->len);
    len = end != NULL ? (size_t)(end - rest->at) : rest->len;
    *line = gp_slice_n(rest->at, len);
    len += end != NULL;
    rest->at += len;
    rest->len -= len;
    return true;
}
