/* text.c - see text.h. */
#include "base/text.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct gp_slice gp_slice(const char *z)
{
    return (struct gp_slice){z, strlen(z)};
}

bool gp_slice_is(struct gp_slice a, const char *z)
{
    return gp_slice_eq(a, gp_slice(z));
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool gp_slice_is_nocase(struct gp_slice a, const char *z)
{
    size_t i;

    for (i = 0; i < a.len && z[i] != '\0'; i++)
        if (lower(a.at[i]) != lower(z[i]))
            return false;
    return i == a.len && z[i] == '\0';
}

bool gp_slice_is_any_nocase(struct gp_slice a, const char *const *words, size_t n)
{
    char first = a.len != 0 ? lower(a.at[0]) : '\0';
    size_t i;

    for (i = 0; i < n; i++)
        if (lower(words[i][0]) == first && gp_slice_is_nocase(a, words[i]))
            return true;
    return false;
}

int gp_slice_cmp(struct gp_slice a, struct gp_slice b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n != 0 ? memcmp(a.at, b.at, n) : 0;

    if (c != 0)
        return c;
    return a.len < b.len ? -1 : a.len > b.len;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* A no-break space is two bytes; exports pad cells with it. */
static bool nbsp(const char *p)
{
    return (unsigned char)p[0] == 0xC2 && (unsigned char)p[1] == 0xA0;
}

struct gp_slice gp_slice_trim_blanks(struct gp_slice a)
{
    for (;;) {
        if (a.len >= 1 && blank(a.at[0]))
            a = gp_slice_n(a.at + 1, a.len - 1);
        else if (a.len >= 2 && nbsp(a.at))
            a = gp_slice_n(a.at + 2, a.len - 2);
        else
            break;
    }
    for (;;) {
        if (a.len >= 1 && blank(a.at[a.len - 1]))
            a.len -= 1;
        else if (a.len >= 2 && nbsp(a.at + a.len - 2))
            a.len -= 2;
        else
            return a;
    }
}

bool gp_slice_starts(struct gp_slice a, const char *z)
{
    size_t n = strlen(z);

    return a.len >= n && memcmp(a.at, z, n) == 0;
}

void gp_text_release(struct gp_text *t)
{
    gp_free(t->at);
    memset(t, 0, sizeof *t);
}

void gp_text_clear(struct gp_text *t)
{
    t->len = 0;
    if (t->at != NULL)
        t->at[0] = '\0';
}

bool gp_text_any_failed(void)
{
    return gp_mem_was_short();
}

static void fail(struct gp_text *t)
{
    t->failed = true;
    gp_mem_note_short();
}

bool gp_text_ok(const struct gp_text *t)
{
    return !t->failed;
}

const char *gp_text_z(const struct gp_text *t)
{
    return t->at != NULL ? t->at : "";
}

char *gp_text_grow(struct gp_text *t, size_t len)
{
    if (t->failed || len > SIZE_MAX / 2 - t->len ||
        !gp_reserve(&t->at, &t->cap, t->len + len + 1)) {
        fail(t);
        return NULL;
    }
    return t->at + t->len;
}

void gp_text_add_n(struct gp_text *t, const char *bytes, size_t len)
{
    char *to = gp_text_room(t, len);

    if (to == NULL)
        return;
    if (len != 0)
        memcpy(to, bytes, len);
    gp_text_ends(t, to + len);
}

void gp_text_add(struct gp_text *t, const char *z)
{
    gp_text_add_n(t, z, strlen(z));
}

void gp_text_add_slice(struct gp_text *t, struct gp_slice s)
{
    gp_text_add_n(t, s.at, s.len);
}

void gp_text_add_char(struct gp_text *t, char c)
{
    char *to = gp_text_room(t, 1);

    if (to == NULL)
        return;
    *to = c;
    gp_text_ends(t, to + 1);
}

void gp_text_addf(struct gp_text *t, const char *format, ...)
{
    va_list args, again;
    char small[256];
    int n;

    va_start(args, format);
    va_copy(again, args);
    n = vsnprintf(small, sizeof small, format, args);
    if (n >= 0 && (size_t)n < sizeof small) {
        gp_text_add_n(t, small, (size_t)n);
    } else if (n < 0 || t->failed ||
               !gp_reserve(&t->at, &t->cap, t->len + (size_t)n + 1)) {
        fail(t);
    } else {
        vsnprintf(t->at + t->len, (size_t)n + 1, format, again);
        t->len += (size_t)n;
    }
    va_end(again);
    va_end(args);
}

/* Two digits at a time. */
void gp_text_add_u64(struct gp_text *t, uint64_t n)
{
    static const char pairs[] = "00010203040506070809"
                                "10111213141516171819"
                                "20212223242526272829"
                                "30313233343536373839"
                                "40414243444546474849"
                                "50515253545556575859"
                                "60616263646566676869"
                                "70717273747576777879"
                                "80818283848586878889"
                                "90919293949596979899";
    char digits[24];
    size_t i = sizeof digits;

    for (; n >= 10; n /= 100)
        memcpy(digits + (i -= 2), pairs + 2 * (n % 100), 2);
    if (n != 0 || i == sizeof digits)
        digits[--i] = (char)('0' + n);
    gp_text_add_n(t, digits + i, sizeof digits - i);
}

void gp_text_add_count(struct gp_text *t, uint64_t n)
{
    char digits[32];
    size_t i = sizeof digits, k = 0;

    do {
        if (k != 0 && k % 3 == 0)
            digits[--i] = ',';
        digits[--i] = (char)('0' + n % 10);
        n /= 10;
        k++;
    } while (n != 0);
    gp_text_add_n(t, digits + i, sizeof digits - i);
}

/* Length that the first byte announces, and the least code point that needs it. */
static size_t utf8_need(unsigned char c, uint32_t *least)
{
    static const uint32_t smallest[5] = {0, 0, 0x80, 0x800, 0x10000};
    size_t n = c < 0x80 ? 1 : c >= 0xC2 && c < 0xE0 ? 2 : (c & 0xF0) == 0xE0 ? 3 : 0;

    if (c >= 0xF0 && c < 0xF5)
        n = 4;
    *least = smallest[n];
    return n;
}

size_t gp_utf8_decode(const char *s, size_t len, uint32_t *cp)
{
    const unsigned char *b = (const unsigned char *)s;
    uint32_t least, v;
    size_t i, n = utf8_need(b[0], &least);

    *cp = 0xFFFD;
    if (n == 1) {
        *cp = b[0];
        return 1;
    }
    if (n == 0 || n > len)
        return 1;
    v = b[0] & (0xFFu >> (n + 1));
    for (i = 1; i < n; i++) {
        if ((b[i] & 0xC0) != 0x80)
            return 1;
        v = v << 6 | (b[i] & 0x3Fu);
    }
    if (v < least || v > 0x10FFFF || (v >= 0xD800 && v <= 0xDFFF))
        return 1;
    *cp = v;
    return n;
}

void gp_utf8_encode(struct gp_text *t, uint32_t cp)
{
    char b[4];
    size_t n = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    size_t i;

    for (i = n - 1; i > 0; i--) {
        b[i] = (char)(0x80 | (cp & 0x3F));
        cp >>= 6;
    }
    b[0] = (char)(n == 1 ? cp : (0xF00u >> n) | cp);
    gp_text_add_n(t, b, n);
}

bool gp_utf8_valid(const char *s, size_t len)
{
    size_t i = 0;

    while (i < len) {
        uint32_t cp;
        size_t n = gp_utf8_decode(s + i, len - i, &cp);

        if (n == 1 && (unsigned char)s[i] >= 0x80)
            return false;
        i += n;
    }
    return true;
}

struct range {
    uint32_t first, last;
};

static bool in_ranges(const struct range *r, size_t n, uint32_t cp)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (cp >= r[i].first && cp <= r[i].last)
            return true;
    return false;
}

static size_t width_of(uint32_t cp)
{
    static const struct range none[] = {
        {0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},    {0x610, 0x61A},
        {0x64B, 0x65F},   {0x200B, 0x200F}, {0x202A, 0x202E},  {0x2060, 0x2064},
        {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF},  {0xFE00, 0xFE0F},
        {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF}};
    static const struct range wide[] = {
        {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},  {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},   {0xFE30, 0xFE4F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

    if (cp < 0x300)
        return 1;
    if (in_ranges(none, sizeof none / sizeof none[0], cp))
        return 0;
    return in_ranges(wide, sizeof wide / sizeof wide[0], cp) ? 2 : 1;
}

size_t gp_utf8_width(const char *s, size_t len)
{
    size_t i = 0, w = 0;

    while (i < len) {
        uint32_t cp;

        i += gp_utf8_decode(s + i, len - i, &cp);
        w += width_of(cp);
    }
    return w;
}

unsigned gp_edit_distance(const char *a, const char *b)
{
    enum { MOST = 63 };
    unsigned d[MOST + 1][MOST + 1];
    size_t n = strnlen(a, MOST), m = strnlen(b, MOST), i, j;

    for (i = 0; i <= n; i++)
        d[i][0] = (unsigned)i;
    for (j = 0; j <= m; j++)
        d[0][j] = (unsigned)j;
    for (i = 1; i <= n; i++) {
        for (j = 1; j <= m; j++) {
            unsigned same = lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1;
            unsigned best = d[i - 1][j - 1] + same;

            best = d[i - 1][j] + 1 < best ? d[i - 1][j] + 1 : best;
            best = d[i][j - 1] + 1 < best ? d[i][j - 1] + 1 : best;
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]) && d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    }
    return d[n][m];
}
