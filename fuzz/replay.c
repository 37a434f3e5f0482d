/* replay.c - the inputs of a fuzzer's corpus once more, without a fuzzer: whatever made
 * one of them worth keeping stays found.
 *
 *   replay FILE...
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 20 };

int main(int argc, char **argv)
{
    static uint8_t bytes[MOST];
    int i;

    for (i = 1; i < argc; i++) {
        FILE *f = fopen(argv[i], "rb");
        uint8_t *exact;
        size_t n;

        if (f == NULL) {
            perror(argv[i]);
            return 1;
        }
        n = fread(bytes, 1, sizeof bytes, f);
        (void)fclose(f);
        exact = malloc(n + 1); /* so that a checker sees what is read behind the end */
        if (exact == NULL)
            return 1;
        for (size_t k = 0; k < n; k++)
            exact[k] = bytes[k];
        (void)LLVMFuzzerTestOneInput(exact, n);
        free(exact);
    }
    return 0;
}
