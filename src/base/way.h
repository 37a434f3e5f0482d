/* way.h - how wide a machine compares bytes: loops over many of them are written in
 * several ways, which all give the same answers.
 */
#ifndef GP_BASE_WAY_H
#define GP_BASE_WAY_H

#if defined(__x86_64__)
#define GP_HAS_X86 1
#else
#define GP_HAS_X86 0
#endif

/* A function for GP_WAY_AVX2. */
#define GP_AVX2 __attribute__((target("avx2,bmi,popcnt")))

/* The body of all ways; what it is given as a function is inlined, too, so that it becomes
 * part of each way. */
#define GP_EACH_WAY static inline __attribute__((always_inline))

enum gp_byte_way {
    GP_WAY_PORTABLE, /* machine words */
    GP_WAY_SSE2,     /* 16 bytes: every x86-64 */
    GP_WAY_AVX2,     /* 32 bytes */
};

/* The widest one that this machine has. */
enum gp_byte_way gp_byte_way(void);

/* No wider than that from now on: for tests, while there is one thread. */
void gp_byte_way_at_most(enum gp_byte_way way);

#endif
