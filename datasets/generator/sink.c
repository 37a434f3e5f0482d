/* sink.c - lines gather in a buffer; between two lines it may be encoded and written.
 * So no character is ever cut in two. */
#include "sink.h"

#include "need.h"

#include <stdlib.h>
#include <string.h>

enum { BUFFER = 1 << 20 };

static void fail(const struct sink *s)
{
    perror(s->path);
    exit(4);
}

/* One character of valid UTF-8 below U+10000; moves *at behind it. */
static uint16_t decode(const char **at)
{
    const unsigned char *s = (const unsigned char *)*at;

    if (s[0] < 0x80) {
        *at += 1;
        return s[0];
    }
    if (s[0] < 0xe0) {
        *at += 2;
        return (uint16_t)((s[0] & 0x1f) << 6 | (s[1] & 0x3f));
    }
    *at += 3;
    return (uint16_t)((s[0] & 0x0f) << 12 | (s[1] & 0x3f) << 6 | (s[2] & 0x3f));
}

static size_t encode(struct sink *s)
{
    const char *at = s->buffer, *end = at + s->n;
    char *out = s->encoded;

    while (at < end) {
        uint16_t c = decode(&at);

        if (s->encoding == CP1252) {
            *out++ = (char)(c < 256 ? c : '?');
        } else {
            bool little = s->encoding == UTF_16LE;

            *out++ = (char)(little ? c & 0xff : c >> 8);
            *out++ = (char)(little ? c >> 8 : c & 0xff);
        }
    }
    return (size_t)(out - s->encoded);
}

static void flush(struct sink *s)
{
    const char *at = s->encoding == UTF_8 ? s->buffer : s->encoded;
    size_t n = s->encoding == UTF_8 ? s->n : encode(s);

    if (fwrite(at, 1, n, s->file) != n)
        fail(s);
    s->n = 0;
}

void sink_open(struct sink *s, const char *folder, const char *name,
               enum encoding encoding, bool mark, enum line_end line_end)
{
    static const char *const ends[LINE_ENDS] = {"\n", "\r\n", "\r"};
    size_t room = strlen(folder) + strlen(name) + 2;

    *s = (struct sink){.path = need(room, 1),
                       .buffer = need(BUFFER + SINK_LINE, 1),
                       .encoded = need(2, BUFFER + SINK_LINE),
                       .encoding = encoding,
                       .line_end = ends[line_end]};
    snprintf(s->path, room, "%s/%s", folder, name);
    s->file = fopen(s->path, "wb");
    if (s->file == NULL)
        fail(s);
    if (mark || encoding == UTF_16LE || encoding == UTF_16BE)
        sink_put_z(s, "\xef\xbb\xbf");
}

void sink_put(struct sink *s, const char *at, size_t n)
{
    memcpy(s->buffer + s->n, at, n);
    s->n += n;
}

void sink_put_z(struct sink *s, const char *text)
{
    sink_put(s, text, strlen(text));
}

void sink_end_line(struct sink *s)
{
    sink_put_z(s, s->line_end);
    s->lines++;
    if (s->n >= BUFFER)
        flush(s);
}

void sink_close(struct sink *s)
{
    flush(s);
    if (fclose(s->file) != 0)
        fail(s);
    free(s->path);
    free(s->buffer);
    free(s->encoded);
}
