/* sha256.c - see sha256.h.
 *
 * The message is cut into blocks of 64 bytes; the last ones carry a 1 bit, zeros and
 * the length in bits. Each block stirs eight words with 64 rounds (FIPS 180-4, 6.2).
 * Plain and slow enough to read: it hashes some 30 KB once a report.
 */
#include "base/sha256.h"

#include <string.h>

static const uint32_t round_constant[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2};

static uint32_t turn(uint32_t x, unsigned n)
{
    return (x >> n) | (x << (32 - n));
}

static void spread_block(const unsigned char *block, uint32_t w[64])
{
    size_t i;

    for (i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
               (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (; i < 64; i++) {
        uint32_t a = w[i - 15], b = w[i - 2];

        w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >> 3)) + w[i - 7] +
               (turn(b, 17) ^ turn(b, 19) ^ (b >> 10));
    }
}

static void stir(uint32_t h[8], const unsigned char *block)
{
    uint32_t w[64], v[8];
    size_t i;

    spread_block(block, w);
    memcpy(v, h, sizeof v);
    for (i = 0; i < 64; i++) {
        uint32_t choose = (v[4] & v[5]) ^ (~v[4] & v[6]);
        uint32_t most = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
        uint32_t s1 = turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25);
        uint32_t s0 = turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22);
        uint32_t t1 = v[7] + s1 + choose + round_constant[i] + w[i];

        memmove(v + 1, v, 7 * sizeof v[0]);
        v[4] += t1;
        v[0] = t1 + s0 + most;
    }
    for (i = 0; i < 8; i++)
        h[i] += v[i];
}

/* The rest of the message with its end mark and length: one block or two. */
static void stir_tail(uint32_t h[8], const unsigned char *rest, size_t n_rest,
                      uint64_t n_bytes)
{
    unsigned char tail[128] = {0};
    size_t n = n_rest < 56 ? 64 : 128, i;

    if (n_rest != 0)
        memcpy(tail, rest, n_rest);
    tail[n_rest] = 0x80;
    for (i = 0; i < 8; i++)
        tail[n - 1 - i] = (unsigned char)(n_bytes * 8 >> (8 * i));
    for (i = 0; i < n; i += 64)
        stir(h, tail + i);
}

void gp_sha256(const void *bytes, size_t len, unsigned char digest[32])
{
    uint32_t h[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                     0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    const unsigned char *at = bytes;
    size_t left = len, i;

    for (; left >= 64; left -= 64, at += 64)
        stir(h, at);
    stir_tail(h, at, left, len);
    for (i = 0; i < 32; i++)
        digest[i] = (unsigned char)(h[i / 4] >> (24 - 8 * (i % 4)));
}

void gp_sha256_base64(struct gp_text *t, struct gp_slice bytes)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned char d[33] = {0};
    size_t i;

    gp_sha256(bytes.at, bytes.len, d);
    for (i = 0; i < 33; i += 3) {
        uint32_t three = (uint32_t)d[i] << 16 | (uint32_t)d[i + 1] << 8 | d[i + 2];

        gp_text_add_char(t, digits[three >> 18]);
        gp_text_add_char(t, digits[three >> 12 & 63]);
        gp_text_add_char(t, digits[three >> 6 & 63]);
        gp_text_add_char(t, i == 30 ? '=' : digits[three & 63]); /* 32 bytes: one = */
    }
}
