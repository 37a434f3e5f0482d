/* way.c - see way.h. */
#include "base/way.h"

#include <stdbool.h>

static enum gp_byte_way at_most = GP_WAY_AVX2;

enum gp_byte_way gp_byte_way(void)
{
#if GP_HAS_X86
    bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
                __builtin_cpu_supports("popcnt");
    enum gp_byte_way has = avx2 ? GP_WAY_AVX2 : GP_WAY_SSE2;
#else
    enum gp_byte_way has = GP_WAY_PORTABLE;
#endif

    return has < at_most ? has : at_most;
}

void gp_byte_way_at_most(enum gp_byte_way way)
{
    at_most = way;
}
