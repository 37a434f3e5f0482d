/* path.c - see path.h. */
#include "base/path.h"

#include <string.h>

struct gp_slice gp_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return gp_slice(slash != NULL ? slash + 1 : path);
}
