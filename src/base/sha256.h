/* sha256.h - SHA-256 of bytes (FIPS 180-4), for the hashes a Content-Security-Policy
 * names the report's own style and script by.
 */
#ifndef GP_BASE_SHA256_H
#define GP_BASE_SHA256_H

#include "base/text.h"

/* digest receives the 32 bytes. Cannot fail. O(len). */
void gp_sha256(const void *bytes, size_t len, unsigned char digest[32]);

/* Appends the digest in base64 with padding, as CSP wants it after "sha256-". */
void gp_sha256_base64(struct gp_text *t, struct gp_slice bytes);

#endif
