/* equal_names.c - see equal_names.h. */
#include "tests/support/equal_names.h"

#include "base/mem.h"

uint32_t *equal_names(const struct gp_eventlog *log, const struct gp_process *process)
{
    uint32_t *label = gp_array(log->activities.n, sizeof *label);
    size_t i;

    for (i = 0; label != NULL && i < log->activities.n; i++)
        label[i] =
            gp_dict_find(&process->labels, gp_dict_name(&log->activities, (uint32_t)i));
    return label;
}
