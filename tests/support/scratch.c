/* scratch.c - see scratch.h. */
#include "tests/support/scratch.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char dir[] = "/tmp/goatpath-test-XXXXXX";
static bool made;

const char *scratch_dir(void)
{
    if (!made && mkdtemp(dir) == NULL)
        abort();
    made = true;
    return dir;
}

const char *scratch_path(const char *name)
{
    static char paths[8][256];
    static unsigned next;
    char *path = paths[next++ % 8];

    snprintf(path, sizeof paths[0], "%s/%s", scratch_dir(), name);
    return path;
}

const char *scratch_file(const char *name, const void *bytes, size_t len)
{
    const char *path = scratch_path(name);
    FILE *f = fopen(path, "wb");

    if (f == NULL || fwrite(bytes, 1, len, f) != len || fclose(f) != 0)
        abort();
    return path;
}

const char *scratch_text(const char *name, const char *text)
{
    return scratch_file(name, text, strlen(text));
}

bool scratch_run(const char *format, ...)
{
    char command[1024];
    int n = snprintf(command, sizeof command, "cd %s && ", scratch_dir());
    va_list args;

    va_start(args, format);
    vsnprintf(command + n, sizeof command - (size_t)n, format, args);
    va_end(args);
    return system(command) == 0;
}

void scratch_remove(void)
{
    if (made && !scratch_run("rm -rf %s", dir))
        abort();
    made = false;
    memcpy(dir + sizeof dir - 7, "XXXXXX", 6);
}

enum gp_status fed_read(void *fed, char *buf, size_t cap, size_t *got,
                        struct gp_err *err)
{
    struct fed *f = fed;
    size_t n = f->len - f->pos;

    (void)err;
    if (n > cap)
        n = cap;
    if (f->piece != 0 && n > f->piece)
        n = f->piece;
    if (n != 0)
        memcpy(buf, f->bytes + f->pos, n);
    f->pos += n;
    *got = n;
    return GP_OK;
}

int scratch_teardown(void **state)
{
    (void)state;
    scratch_remove();
    return 0;
}
