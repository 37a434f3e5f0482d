/* equal_names.h - steps and activities of one name are one: no folding, no proposals. */
#ifndef GP_TESTS_SUPPORT_EQUAL_NAMES_H
#define GP_TESTS_SUPPORT_EQUAL_NAMES_H

#include "mine/judged.h"

/* struct gp_step_names.label by equal bytes: [activities], the caller frees it with
 * gp_free. NULL: memory is short. */
uint32_t *equal_names(const struct gp_eventlog *log, const struct gp_process *process);

#endif
