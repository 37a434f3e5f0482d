/* config.h - option files: `name = value` lines, # comments. */
#ifndef GP_CLI_CONFIG_H
#define GP_CLI_CONFIG_H

#include "base/err.h"

/* Called for every line; name and value are borrowed. */
typedef enum gp_status gp_config_fn(void *ctx, const char *file, uint64_t line,
                                    const char *name, const char *value,
                                    struct gp_err *err);

/* GP_USAGE when the file cannot be read or a line has no "="; else what fn says. */
enum gp_status gp_config_read(const char *file, gp_config_fn *fn, void *ctx,
                              struct gp_err *err) GP_MUST_USE;

/* The same for goatpath.conf in the folder of `log`; none there is fine. One that another
 * user owns is not trusted and not read (spec/reliability.md 7). */
enum gp_status gp_config_beside(const char *log, gp_config_fn *fn, void *ctx,
                                struct gp_err *err) GP_MUST_USE;

#endif
