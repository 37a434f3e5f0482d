/* fuzz_filter.c - any bytes as a filter, on a small log: a status, never a crash. */
#include "tests/support/sifted.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sifted s;

    sift_in(&s, gp_slice_n((const char *)data, size), NULL, size % 2 == 0);
    sifted_release(&s);
    return 0;
}
