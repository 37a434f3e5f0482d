/* lookalike.c - see lookalike.h. */
#include "mine/checks/lookalike.h"

#include "base/fold.h"

#include <string.h>

/* Zero-width and directional marks, and combining accents. */
static bool is_unseen(uint32_t cp)
{
    return cp == 0xAD || (cp >= 0x200B && cp <= 0x200F) ||
           (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x2069) ||
           cp == 0xFEFF || (cp >= 0xFE00 && cp <= 0xFE0F);
}

static bool is_combining(uint32_t cp)
{
    return cp >= 0x300 && cp <= 0x36F;
}

static bool dropped_sign(char c)
{
    return (unsigned char)c <= ' ' || strchr("-_.,:;'", c) != NULL;
}

void gp_lookalike_key(struct gp_text *out, struct gp_slice name)
{
    size_t i, n;

    for (i = 0; i < name.len; i += n) {
        uint32_t cp = 0;
        char folded[8];

        n = gp_utf8_decode(name.at + i, name.len - i, &cp);
        if (is_unseen(cp) || is_combining(cp) || cp == 0xA0 ||
            (n == 1 && dropped_sign(name.at[i])))
            continue;
        if (gp_fold(gp_slice_n(name.at + i, n), folded, sizeof folded) != 0)
            gp_text_add(out, folded);
        else
            gp_text_add_n(out, name.at + i, n);
    }
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ".0" behind a number at the end of the id. */
static size_t without_fraction(struct gp_slice id)
{
    if (id.len > 2 && id.at[id.len - 1] == '0' && id.at[id.len - 2] == '.' &&
        is_digit(id.at[id.len - 3]))
        return id.len - 2;
    return id.len;
}

uint64_t gp_lookalike_id_hash(struct gp_slice id)
{
    uint64_t h = UINT64_C(14695981039346656037); /* FNV-1a */
    size_t len = without_fraction(id), i, k, n;
    bool in_number = false;

    for (i = 0; i < len; i += n) {
        unsigned char c = (unsigned char)id.at[i];
        uint32_t cp = c;

        n = c < 0x80 ? 1 : gp_utf8_decode(id.at + i, len - i, &cp);
        if (c <= ' ' || (c >= 0x80 && (is_unseen(cp) || cp == 0xA0)))
            continue;
        if (c == '0' && !in_number && i + 1 < len && is_digit(id.at[i + 1]))
            continue;
        in_number = is_digit((char)c);
        c = c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
        for (k = 0; k < n; k++)
            h = (h ^ (k == 0 ? c : (unsigned char)id.at[i + k])) *
                UINT64_C(1099511628211);
    }
    return h;
}

/* ---- the same on paper ---- */

/* The base letters of composed Latin letters and the combining marks are both dropped to
 * one form: the letter, its marks gone; other signs stay as they are. */
static void looks(struct gp_text *out, struct gp_slice name)
{
    size_t i, n;

    for (i = 0; i < name.len; i += n) {
        uint32_t cp = 0, next = 0;
        char folded[8];
        size_t at;

        n = gp_utf8_decode(name.at + i, name.len - i, &cp);
        if (is_unseen(cp))
            continue;
        at = i + n;
        if (at < name.len)
            gp_utf8_decode(name.at + at, name.len - at, &next);
        if (is_combining(cp))
            gp_text_add_char(out, '^');
        else if (cp >= 0xC0 && cp < 0x180 &&
                 gp_fold(gp_slice_n(name.at + i, n), folded, sizeof folded) != 0)
            gp_text_addf(out, "%s^", folded);
        else if (is_combining(next) && cp >= 'A' && cp <= 'Z')
            gp_text_add_char(out, (char)(cp + 32)); /* folding lowers letters too */
        else
            gp_text_add_n(out, name.at + i, n);
    }
}

bool gp_lookalike_same_looks(struct gp_slice a, struct gp_slice b)
{
    struct gp_text x = {0}, y = {0};
    bool same;

    looks(&x, a);
    looks(&y, b);
    same = !gp_slice_eq(a, b) && x.len == y.len && !x.failed && !y.failed &&
           (x.len == 0 || memcmp(x.at, y.at, x.len) == 0);
    gp_text_release(&x);
    gp_text_release(&y);
    return same;
}

/* ---- one slip apart ---- */

enum { LONGEST = 63, LEAST_LETTERS = 5 };

static size_t word_length(const char *z)
{
    return strcspn(z, " ");
}

static bool has_digit(const char *z, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (is_digit(z[i]))
            return true;
    return false;
}

static bool words_slip(const char *a, size_t n, const char *b, size_t m)
{
    char x[LONGEST + 1], y[LONGEST + 1];

    if (n < LEAST_LETTERS || m < LEAST_LETTERS || n > LONGEST || m > LONGEST ||
        a[0] != b[0] || has_digit(a, n) || has_digit(b, m))
        return false;
    memcpy(x, a, n);
    memcpy(y, b, m);
    x[n] = y[m] = '\0';
    return gp_edit_distance(x, y) == 1;
}

bool gp_lookalike_slip(struct gp_slice a, struct gp_slice b)
{
    char left[256], right[256];
    const char *x = left, *y = right;
    unsigned differ = 0;

    if (a.len > 200 || b.len > 200 || a.len > b.len + 2 || b.len > a.len + 2)
        return false;
    gp_fold_words(a, left, sizeof left);
    gp_fold_words(b, right, sizeof right);
    while (*x != '\0' && *y != '\0') {
        size_t n = word_length(x), m = word_length(y);

        if (n != m || memcmp(x, y, n) != 0) {
            if (++differ > 1 || !words_slip(x, n, y, m))
                return false;
        }
        x += n + (x[n] == ' ');
        y += m + (y[m] == ' ');
    }
    return differ == 1 && *x == '\0' && *y == '\0';
}

void gp_lookalike_show(struct gp_text *out, struct gp_slice name)
{
    size_t i, n;

    for (i = 0; i < name.len; i += n) {
        uint32_t cp = 0;

        n = gp_utf8_decode(name.at + i, name.len - i, &cp);
        if (is_unseen(cp) || is_combining(cp) || (cp >= 0xC0 && cp < 0x180) ||
            cp == 0xA0)
            gp_text_addf(out, "<U+%04X>", (unsigned)cp);
        else
            gp_text_add_n(out, name.at + i, n);
    }
}
