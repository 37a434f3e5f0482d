/* calls.h - calls of the system that a signal may interrupt, made again until they are done.
 */
#ifndef GP_BASE_CALLS_H
#define GP_BASE_CALLS_H

#include <stdbool.h>

/* openat; dir may be AT_FDCWD, mode counts where a file is made. -1 with errno. */
int gp_open(int dir, const char *path, int flags, unsigned mode);

bool gp_sync(int fd); /* fsync; false with errno */

#endif
