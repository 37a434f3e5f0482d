/* calls.c - see calls.h. */
#include "base/calls.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

int gp_open(int dir, const char *path, int flags, unsigned mode)
{
    int fd;

    do
        fd = openat(dir, path, flags, (mode_t)mode);
    while (fd < 0 && errno == EINTR);
    return fd;
}

bool gp_sync(int fd)
{
    int done;

    do
        done = fsync(fd);
    while (done != 0 && errno == EINTR);
    return done == 0;
}
