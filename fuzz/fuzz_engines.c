/* fuzz_engines.c - any bytes as rows: the fast engines read what the plain one reads. */
#include "tests/support/engines.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *complaint = engines_fuzzed((const char *)data, size);

    if (complaint != NULL) {
        fprintf(stderr, "%s\n", complaint);
        abort();
    }
    return 0;
}
