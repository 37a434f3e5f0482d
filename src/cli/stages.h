/* stages.h - what each stage of a run cost, told with --verbose. */
#ifndef GP_CLI_STAGES_H
#define GP_CLI_STAGES_H

#include <stdbool.h>

struct gp_stages {
    bool on;
    double cpu_s, wall_s; /* when the stage before ended */
};

void gp_stages_begin(struct gp_stages *s, bool on);

/* The stage that has just ended; the callback of gp_ingest_options. */
void gp_stage_ended(void *stages, const char *name);

#endif
