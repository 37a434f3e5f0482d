/* packed.h - what the first bytes of packed data say about the rest. */
#ifndef GP_INGEST_PACKED_H
#define GP_INGEST_PACKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool gp_is_gzip(const unsigned char *bytes, size_t n);
bool gp_is_zip(const unsigned char *bytes, size_t n);
bool gp_is_goat(const unsigned char *bytes, size_t n); /* goat.h */
bool gp_is_zstd(const unsigned char *bytes, size_t n); /* also a skippable frame */

enum { GP_ZSTD_HEADER = 18 }; /* bytes of the longest frame header */

struct gp_zstd_needs {
    uint64_t window; /* bytes */
    bool dictionary;
    bool unchecked; /* without a checksum of what is packed */
};

/* Reads a zstd frame header (RFC 8878, 3.1.1.1). False for a skippable frame and where
 * the header is cut off. */
bool gp_zstd_needs(const unsigned char *bytes, size_t n, struct gp_zstd_needs *out);

#endif
