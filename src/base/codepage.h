/* codepage.h - encodings of one byte a character: which character each byte beyond ASCII
 * is. The first one, windows-1252, is what is assumed where nothing tells.
 */
#ifndef GP_BASE_CODEPAGE_H
#define GP_BASE_CODEPAGE_H

#include <stddef.h>
#include <stdint.h>

struct gp_codepage {
    const char *name;   /* as iconv and --encoding know it */
    uint16_t high[128]; /* code points of the bytes 0x80 to 0xFF */
};

extern const struct gp_codepage gp_codepages[];
extern const size_t gp_n_codepages;

/* The page of a name in any case, cp1250 for windows-1250 included; NULL: none. */
const struct gp_codepage *gp_codepage_named(const char *name);

/* The character of a byte as UTF-8: 1 to 3 bytes, which is how many are returned. */
static inline size_t gp_codepage_put(const struct gp_codepage *page, char *out,
                                     unsigned char byte)
{
    unsigned cp = byte < 0x80 ? byte : page->high[byte - 0x80];

    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    out[0] = (char)(0xE0 | cp >> 12);
    out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[2] = (char)(0x80 | (cp & 0x3F));
    return 3;
}

#endif
