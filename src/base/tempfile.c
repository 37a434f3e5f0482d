/* tempfile.c - see tempfile.h. O_TMPFILE is Linux's own. */
#define _GNU_SOURCE
#include "base/tempfile.h"
#include "base/calls.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *gp_tempfile_folder(const char *given)
{
    const char *folder = given != NULL ? given : getenv("TMPDIR");

    return folder != NULL && folder[0] != '\0' ? folder : "/tmp";
}

static int open_named(const char *folder)
{
    static const char pattern[] = "/goatpath-XXXXXX";
    size_t len = strlen(folder);
    char *path = gp_array(len + sizeof pattern, 1);
    int fd, why;

    if (path == NULL) {
        errno = ENOMEM;
        return -1;
    }
    memcpy(path, folder, len);
    memcpy(path + len, pattern, sizeof pattern);
    fd = mkostemp(path, O_CLOEXEC);
    why = errno;
    if (fd >= 0)
        unlink(path);
    gp_free(path);
    errno = why;
    return fd;
}

int gp_tempfile_open(const char *folder)
{
    int fd = -1;

#ifdef O_TMPFILE
    fd = gp_open(AT_FDCWD, folder, O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
        return fd;
#endif
    return open_named(folder);
}
