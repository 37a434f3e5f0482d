/* progress.h - one line on a terminal that tells how far the reading is. */
#ifndef GP_CLI_PROGRESS_H
#define GP_CLI_PROGRESS_H

#include <stdint.h>
#include <time.h>

struct gp_progress {
    struct timespec begun, shown;
};

void gp_progress_begin(struct gp_progress *p);

/* The callback of gp_ingest_options: at most ten lines a second.
 * "deals.csv  45 %  1,204,000 rows  88 MB/s  3 s left" */
void gp_progress_show(void *progress, const char *file, uint64_t bytes, uint64_t total,
                      uint64_t rows);

/* Takes the line away again. */
void gp_progress_end(struct gp_progress *p);

#endif
