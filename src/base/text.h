/* text.h - byte slices, and a growing buffer that output is written into.
 *
 * The buffer remembers a failed allocation instead of reporting each one: write freely,
 * ask gp_text_ok once before using the result.
 */
#ifndef GP_BASE_TEXT_H
#define GP_BASE_TEXT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Borrowed bytes; not NUL-terminated. */
struct gp_slice {
    const char *at;
    size_t len;
};

struct gp_slice gp_slice(const char *z);
static inline struct gp_slice gp_slice_n(const char *at, size_t len)
{
    return (struct gp_slice){at, len};
}
/* memcmp, with the usual length of names and ids looked at in place. */
static inline bool gp_bytes_eq(const char *a, const char *b, size_t n)
{
    uint64_t x[2], y[2];

    if (n < 8 || n > 16)
        return n == 0 || memcmp(a, b, n) == 0;
    memcpy(&x[0], a, 8);
    memcpy(&x[1], a + n - 8, 8);
    memcpy(&y[0], b, 8);
    memcpy(&y[1], b + n - 8, 8);
    return x[0] == y[0] && x[1] == y[1];
}
/* Two words that hold all of up to 16 bytes, and nothing beyond them: with the length they
 * tell one from another. Of longer ones, the first and the last eight bytes. */
static inline void gp_bytes_ends(const char *p, size_t n, uint64_t *first,
                                 uint64_t *last)
{
    uint32_t a = 0, b = 0;

    if (n >= 8) {
        memcpy(first, p, 8);
        memcpy(last, p + n - 8, 8);
        return;
    }
    if (n >= 4) {
        memcpy(&a, p, 4);
        memcpy(&b, p + n - 4, 4);
    } else if (n > 0) {
        a = (unsigned char)p[0];
        b = (uint32_t)(unsigned char)p[n / 2] << 8 | (unsigned char)p[n - 1];
    }
    *first = a;
    *last = b;
}
static inline bool gp_slice_eq(struct gp_slice a, struct gp_slice b)
{
    return a.len == b.len && gp_bytes_eq(a.at, b.at, a.len);
}
bool gp_slice_is(struct gp_slice a, const char *z);
bool gp_slice_is_nocase(struct gp_slice a, const char *z); /* ASCII letters only */
bool gp_slice_is_any_nocase(struct gp_slice a, const char *const *words, size_t n);
int gp_slice_cmp(struct gp_slice a, struct gp_slice b); /* by bytes, shorter first */
/* Without ASCII blanks, tabs, CR, LF and U+00A0 around it. */
struct gp_slice gp_slice_trim_blanks(struct gp_slice a);
static inline bool gp_byte_is_ink(char c) /* no blank, nor a byte of U+00A0 */
{
    return c > ' ' && c <= '~';
}
static inline struct gp_slice gp_slice_trim(struct gp_slice a)
{
    if (a.len != 0 && gp_byte_is_ink(a.at[0]) && gp_byte_is_ink(a.at[a.len - 1]))
        return a; /* as nearly always */
    return gp_slice_trim_blanks(a);
}
bool gp_slice_starts(struct gp_slice a, const char *z);

struct gp_text {
    char *at; /* NUL-terminated when not NULL */
    size_t len, cap;
    bool failed;
};

void gp_text_release(struct gp_text *t);
void gp_text_clear(struct gp_text *t);
bool gp_text_ok(const struct gp_text *t);
/* Has any text of this run failed, be it a part that went into another one and took its
 * failure with it? What is written asks (the hooks of mem.h forget it). */
bool gp_text_any_failed(void);
const char *gp_text_z(const struct gp_text *t); /* "" when empty */

/* The same with its length; lent until the text changes. */
static inline struct gp_slice gp_text_slice(const struct gp_text *t)
{
    return gp_slice_n(gp_text_z(t), t->len);
}

/* Room for len bytes behind the text and a NUL; NULL: no memory, which the text remembers.
 * gp_text_ends says where what was written there ends. */
char *gp_text_grow(struct gp_text *t, size_t len);
static inline char *gp_text_room(struct gp_text *t, size_t len)
{
    return t->cap - t->len > len && !t->failed ? t->at + t->len : gp_text_grow(t, len);
}
static inline void gp_text_ends(struct gp_text *t, char *end)
{
    *end = '\0';
    t->len = (size_t)(end - t->at);
}

void gp_text_add(struct gp_text *t, const char *z);
void gp_text_add_n(struct gp_text *t, const char *bytes, size_t len);
void gp_text_add_slice(struct gp_text *t, struct gp_slice s);
void gp_text_add_char(struct gp_text *t, char c);
void gp_text_addf(struct gp_text *t, const char *format, ...) GP_PRINTF(2, 3);
void gp_text_add_u64(struct gp_text *t, uint64_t n);
void gp_text_add_count(struct gp_text *t, uint64_t n); /* 1,234,567 */

/* UTF-8: decodes one code point at s[0..len), len >= 1. Returns its length in bytes; an
 * invalid byte gives length 1 and *cp = 0xFFFD. */
size_t gp_utf8_decode(const char *s, size_t len, uint32_t *cp);
void gp_utf8_encode(struct gp_text *t, uint32_t cp);
bool gp_utf8_valid(const char *s, size_t len);

/* Columns a terminal uses for the text: 0 for combining and zero-width marks, 2 for
 * wide characters (East Asian Wide and Fullwidth, emoji). */
size_t gp_utf8_width(const char *s, size_t len);

/* Edit distance with transpositions of neighbours (optimal string alignment), by bytes,
 * ASCII case folded; for "did you mean". Strings over 63 bytes are compared cut. */
unsigned gp_edit_distance(const char *a, const char *b);

#endif
