/* config.c - see config.h. */
#include "cli/config.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINE_MOST = 4096 };

static char *trimmed(char *z)
{
    struct gp_slice s = gp_slice_trim(gp_slice(z));

    z = z + (s.at - z);
    z[s.len] = '\0';
    return z;
}

static enum gp_status take_line(const char *file, uint64_t line, char *text,
                                gp_config_fn *fn, void *ctx, struct gp_err *err)
{
    char *equals;

    text = trimmed(text);
    if (*text == '\0' || *text == '#')
        return GP_OK;
    equals = strchr(text, '=');
    if (equals == NULL)
        return gp_fail_at(
            err, GP_USAGE, file, line,
            "found \"%s\", expected name = value, such as: case = Deal ID", text);
    *equals = '\0';
    return fn(ctx, file, line, trimmed(text), trimmed(equals + 1), err);
}

enum gp_status gp_config_read(const char *file, gp_config_fn *fn, void *ctx,
                              struct gp_err *err)
{
    FILE *f = fopen(file, "re");
    char text[LINE_MOST];
    enum gp_status st = GP_OK;
    uint64_t line = 0;

    if (f == NULL)
        return gp_fail_at(err, GP_USAGE, file, 0, "cannot be read as a config: %s",
                          strerror(errno));
    while (st == GP_OK && fgets(text, sizeof text, f) != NULL) {
        line++;
        if (strlen(text) + 1 == sizeof text)
            st = gp_fail_at(err, GP_USAGE, file, line,
                            "a config line is at most %d bytes", LINE_MOST - 2);
        else
            st = take_line(file, line, text, fn, ctx, err);
    }
    fclose(f);
    return st;
}

enum gp_status gp_config_beside(const char *log, gp_config_fn *fn, void *ctx,
                                struct gp_err *err)
{
    const char *slash = strrchr(log, '/');
    int dir = slash != NULL ? (int)(slash - log) + 1 : 0;
    char path[LINE_MOST];
    struct stat info;

    if (snprintf(path, sizeof path, "%.*sgoatpath.conf", dir, log) >= (int)sizeof path)
        return GP_OK;
    if (stat(path, &info) != 0 || !S_ISREG(info.st_mode) || info.st_uid != geteuid())
        return GP_OK;
    return gp_config_read(path, fn, ctx, err);
}
