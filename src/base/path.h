/* path.h - names of files. */
#ifndef GP_BASE_PATH_H
#define GP_BASE_PATH_H

#include "base/text.h"

/* A name without its folders: reports must not tell where files lie (design 4.10). A slice
 * of path. */
struct gp_slice gp_base_name(const char *path);

#endif
