/* fuzz_mermaid.c - any bytes as a document of the form "mermaid": a status, never a crash. */
#include "model/read.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gp_input input = {.name = "fuzz",
                             .bytes = gp_slice_n((const char *)data, size)};
    struct gp_read_options options = {.format = "mermaid"};
    struct gp_process *p = NULL;
    struct gp_err err;

    if (gp_read_inputs(&input, 1, &options, &p, &err) == GP_OK)
        gp_process_free(p);
    return 0;
}
