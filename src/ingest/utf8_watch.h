/* utf8_watch.h - how much of some bytes is UTF-8, and how much is not.
 */
#ifndef GP_INGEST_UTF8_WATCH_H
#define GP_INGEST_UTF8_WATCH_H

#include <stddef.h>
#include <stdint.h>

/* Runs over UTF-8 in pieces of any size; a sequence may be cut by a piece's border. */
struct gp_utf8_watch {
    unsigned char left;      /* continuation bytes still missing */
    unsigned char low, high; /* what the next one may be */
    uint64_t invalid;        /* bytes or cut sequences that are no UTF-8 */
    uint64_t wide;           /* complete characters of two and more bytes */
};
void gp_utf8_watch_add(struct gp_utf8_watch *w, const char *bytes, size_t len);
void gp_utf8_watch_end(struct gp_utf8_watch *w); /* a sequence cut by the end */

#endif
