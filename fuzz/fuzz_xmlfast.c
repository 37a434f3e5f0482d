/* fuzz_xmlfast.c - any bytes as XML: what the fast reader hands out, the parser of all XML
 * hands out. The first byte chooses the size of the pieces.
 */
#include "tests/support/xmls.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *complaint;
    bool odd;

    if (size == 0)
        return 0;
    complaint =
        xmls_complaint((const char *)data + 1, size - 1, (size_t)data[0] + 1, &odd);
    if (complaint != NULL) {
        fprintf(stderr, "%s\n", complaint);
        abort();
    }
    return 0;
}
