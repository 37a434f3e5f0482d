/* checksum.h - 64 bits that tell whether bytes are still what they were. */
#ifndef GP_BASE_CHECKSUM_H
#define GP_BASE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/* XXH64 of the bytes with seed 0 (Collet, xxHash specification 0.1.1): the same on every
 * machine. No guard against an adversary. About 5 GB/s. */
uint64_t gp_checksum(const void *bytes, size_t n);

#endif
