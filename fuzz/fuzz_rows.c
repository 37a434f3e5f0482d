/* fuzz_rows.c - any bytes as rows: no crash, everything adds up, sound input reads as
 * the naive reader reads it.
 *
 * The first two bytes choose: delimiter, number of columns, size of the pieces, field
 * limit.
 */
#include "tests/support/naive_rows.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char delimiters[] = {',', ';', '\t', '|'};
    const char *complaint;

    if (size < 2)
        return 0;
    complaint = naive_rows_complaint((const char *)data + 2, size - 2,
                                     delimiters[data[0] & 3], data[0] >> 2 & 7,
                                     data[0] >> 5, data[1] < 64 ? data[1] : 0);
    if (complaint != NULL) {
        fprintf(stderr, "%s\n", complaint);
        abort();
    }
    return 0;
}
