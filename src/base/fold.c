/* fold.c - see fold.h. Code points U+00C0..U+017F and those of Vietnamese fold by tables
 * of base letters; Cyrillic and Greek letters become small; everything else passes
 * through. */
#include "base/fold.h"

#include <string.h>

/* Base letters of U+00C0..U+00FF and U+0100..U+017F; '.' is no letter. */
static const char latin1[] =
    "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty";
static const char extended[] =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* U+1EA0..U+1EF9, the letters with two marks, each capital before its small letter. */
static const char vietnamese[] = "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiii"
                                 "oooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy";

static char base_letter(uint32_t cp)
{
    if (cp >= 0x1EA0 && cp < 0x1EA0 + sizeof vietnamese - 1)
        return vietnamese[cp - 0x1EA0];
    if (cp == 0x1A0 || cp == 0x1A1)
        return 'o';
    if (cp == 0x1AF || cp == 0x1B0)
        return 'u';
    if (cp >= 0x218 && cp <= 0x21B) /* Romanian, with the comma below */
        return cp < 0x21A ? 's' : 't';
    if (cp >= 0xC0 && cp < 0x100)
        return latin1[cp - 0xC0];
    if (cp >= 0x100 && cp < 0x100 + sizeof extended - 1)
        return extended[cp - 0x100];
    return 0;
}

/* The small letter in scripts that have capitals; with its two dots or without, a
 * Cyrillic e is the same. */
static uint32_t small_letter(uint32_t cp)
{
    if (cp == 0x401 || cp == 0x451)
        return 0x435;
    if ((cp >= 0x410 && cp <= 0x42F) || (cp >= 0x391 && cp <= 0x3A9))
        return cp + 0x20;
    if (cp >= 0x402 && cp <= 0x40F)
        return cp + 0x50;
    return cp;
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_alnum(char c)
{
    return is_upper(c) || is_lower(c) || (c >= '0' && c <= '9');
}

/* A capital begins a word after a small letter or digit (caseID), or when it ends a run
 * of capitals (SLAName). */
static bool begins_word(struct gp_slice s, size_t i)
{
    char before = i > 0 ? s.at[i - 1] : 0;
    char after = i + 1 < s.len ? s.at[i + 1] : 0;

    if (!is_upper(s.at[i]) || i == 0)
        return false;
    return is_lower(before) || (is_upper(before) && is_lower(after));
}

struct folding {
    char *out;
    size_t n, room;
    bool gap; /* a blank is due before the next letter */
};

static void put(struct folding *f, const char *bytes, size_t n)
{
    size_t blank = f->gap && f->n > 0;

    if (f->n + blank + n >= f->room)
        return;
    if (blank)
        f->out[f->n++] = ' ';
    memcpy(f->out + f->n, bytes, n);
    f->n += n;
    f->gap = false;
}

static size_t put_wide(struct folding *f, struct gp_slice s, size_t i)
{
    uint32_t cp = 0;
    char small[2];
    size_t n = gp_utf8_decode(s.at + i, s.len - i, &cp);
    char base = base_letter(cp);

    if (cp == 0xA0 || cp == 0x3000 || cp == 0xFEFF || base == '.')
        f->gap = true;
    else if (base != 0)
        put(f, &base, 1);
    else if (small_letter(cp) != cp) {
        cp = small_letter(cp); /* below U+0800: two bytes */
        small[0] = (char)(0xC0 | cp >> 6);
        small[1] = (char)(0x80 | (cp & 0x3F));
        put(f, small, sizeof small);
    } else
        put(f, s.at + i, n);
    return n;
}

size_t gp_fold_words(struct gp_slice s, char *out, size_t room)
{
    struct folding f = {out, 0, room, false};
    size_t i = 0;

    while (i < s.len) {
        char c = s.at[i];

        if ((unsigned char)c >= 0x80) {
            i += put_wide(&f, s, i);
            continue;
        }
        if (is_alnum(c)) {
            char low = is_upper(c) ? (char)(c + 32) : c;

            f.gap |= begins_word(s, i);
            put(&f, &low, 1);
        } else {
            f.gap = true;
        }
        i++;
    }
    out[f.n] = '\0';
    return f.n;
}

size_t gp_fold(struct gp_slice word, char *out, size_t room)
{
    size_t n = gp_fold_words(word, out, room), i, k = 0;

    for (i = 0; i < n; i++)
        if (out[i] != ' ')
            out[k++] = out[i];
    out[k] = '\0';
    return k;
}

/* ---- letters in their places ---- */

static bool is_accent(uint32_t cp)
{
    return cp >= 0x300 && cp < 0x370;
}

static void add_wide(struct gp_text *out, const char *bytes, size_t n, uint32_t cp)
{
    char base = base_letter(cp);

    if (base != 0 && base != '.')
        gp_text_add_char(out, base);
    else if (small_letter(cp) != cp)
        gp_utf8_encode(out, small_letter(cp));
    else if (!is_accent(cp))
        gp_text_add_n(out, bytes, n);
}

void gp_fold_letters(struct gp_slice s, struct gp_text *out)
{
    size_t i = 0;

    while (i < s.len) {
        uint32_t cp = (unsigned char)s.at[i];
        size_t n = cp < 0x80 ? 1 : gp_utf8_decode(s.at + i, s.len - i, &cp);

        if (cp >= 0x80)
            add_wide(out, s.at + i, n, cp);
        else
            gp_text_add_char(out, is_upper(s.at[i]) ? (char)(s.at[i] + 32) : s.at[i]);
        i += n;
    }
}
