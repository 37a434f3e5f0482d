/* err.c - see err.h. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void vfill(struct gp_err *err, enum gp_status status, const char *file,
                  uint64_t line, const char *format, va_list args)
{
    int n;

    if (err == NULL)
        return;
    err->status = status;
    err->line = line;
    snprintf(err->file, sizeof err->file, "%s", file != NULL ? file : "");
    n = vsnprintf(err->text, sizeof err->text, format, args);
    if (n >= (int)sizeof err->text)
        memcpy(err->text + sizeof err->text - 4, "...", 4);
}

enum gp_status gp_fail(struct gp_err *err, enum gp_status status, const char *format,
                       ...)
{
    va_list args;

    va_start(args, format);
    vfill(err, status, NULL, 0, format, args);
    va_end(args);
    return status;
}

enum gp_status gp_fail_at(struct gp_err *err, enum gp_status status, const char *file,
                          uint64_t line, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vfill(err, status, file, line, format, args);
    va_end(args);
    return status;
}

void gp_err_place(struct gp_err *err, const char *file, uint64_t line)
{
    if (err == NULL || err->file[0] != '\0')
        return;
    snprintf(err->file, sizeof err->file, "%s", file);
    err->line = line;
}

void gp_err_memory(struct gp_err *err)
{
    (void)gp_fail(err, GP_SYSTEM,
                  "out of memory; a smaller log, --filter, or more memory would help");
}
