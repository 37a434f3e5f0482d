/* mermaid.h - what the readers of the two Mermaid diagrams share (read_mermaid.h). */
#ifndef GP_MODEL_MERMAID_H
#define GP_MODEL_MERMAID_H

#include "model/chart.h"

/* One diagram on its way into a process. */
struct gp_mermaid {
    struct gp_process *p;
    struct gp_chart chart;
    struct gp_slice rest; /* what is still to be read, behind the header */
    uint64_t line;        /* of the first byte of rest */
};

/* Statement by statement; what is not understood becomes an element with its line. Both
 * leave a finished chart; memory trouble is remembered in p. */
void gp_mermaid_flowchart(struct gp_mermaid *m);
void gp_mermaid_states(struct gp_mermaid *m);

/* An element for something that is drawn but does not run. */
void gp_mermaid_ignore(struct gp_mermaid *m, const char *kind, struct gp_slice text,
                       uint64_t line);
void gp_mermaid_puzzle(struct gp_mermaid *m, struct gp_slice text, uint64_t line,
                       const char *why);

/* A label without tags, entities and quotes; owned by the process. */
struct gp_slice gp_mermaid_label(struct gp_mermaid *m, struct gp_slice s);

/* "Start", "End", ...: a mark, no work. */
bool gp_mermaid_is_start(struct gp_slice label);
bool gp_mermaid_is_end(struct gp_slice label);

#endif
