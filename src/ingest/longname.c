/* longname.c - see longname.h. */
#include "ingest/longname.h"

#include "base/sha256.h"

/* So many bytes at most, and no character cut. */
static size_t cut_at(struct gp_slice name, size_t most)
{
    size_t n = 0;

    while (n < name.len) {
        uint32_t cp;
        size_t len = gp_utf8_decode(name.at + n, name.len - n, &cp);

        if (n + len > most)
            break;
        n += len;
    }
    return n;
}

struct gp_slice gp_longname_keep(struct gp_text *text, struct gp_slice name)
{
    unsigned char digest[32];
    int i;

    if (name.len < GP_NAME_MOST)
        return name;
    gp_sha256(name.at, name.len, digest);
    gp_text_clear(text);
    gp_text_add_n(text, name.at, cut_at(name, GP_NAME_SHOWN));
    gp_text_add(text, "... [");
    gp_text_add_count(text, name.len);
    gp_text_add(text, " bytes, ");
    for (i = 0; i < 8; i++)
        gp_text_addf(text, "%02x", digest[i]);
    gp_text_add_char(text, ']');
    return gp_text_slice(text);
}
