/* err.c - see err.h. */
#include "base/err.h"
#include "base/budget.h"

#include <stdarg.h>
#include <stdbool.h>
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
    err->excerpt[0] = '\0';
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

static bool inside_character(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

void gp_err_excerpt(struct gp_err *err, const char *text, size_t at)
{
    enum { AROUND = 40 };
    size_t len = strlen(text), from = at > AROUND ? at - AROUND : 0;
    size_t to = len - at > AROUND ? at + AROUND : len;

    if (err == NULL)
        return;
    while (from > 0 && inside_character(text[from]))
        from--;
    while (to < len && inside_character(text[to]))
        to++;
    snprintf(err->excerpt, sizeof err->excerpt, "%s%.*s%s", from > 0 ? "..." : "",
             (int)(to - from), text + from, to < len ? "..." : "");
    err->caret = (unsigned)(at - from) + (from > 0 ? 3 : 0);
}

void gp_err_memory(struct gp_err *err)
{
    if (gp_budget_last_trouble()[0] != '\0')
        (void)gp_fail(err, GP_SYSTEM, "%s", gp_budget_last_trouble());
    else
        (void)gp_fail(err, GP_SYSTEM,
                      "out of memory; a smaller log or more memory would help");
}
