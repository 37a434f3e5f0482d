/* folder.c - see folder.h. */
#include "report/folder.h"
#include "base/calls.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum gp_status system_fail(struct gp_err *err, const char *what,
                                  const char *folder, const char *name)
{
    int why = errno;

    return gp_fail(err, GP_SYSTEM, "cannot %s %s%s%s: %s", what, folder,
                   name[0] != '\0' ? "/" : "", name, strerror(why));
}

/* --- is the folder ours? --- */

static const char mark[] = "report.json";

static bool holds_a_report(int dir)
{
    char begin[4096];
    int fd = gp_open(dir, mark, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0);
    ssize_t n;

    if (fd < 0)
        return false;
    n = read(fd, begin, sizeof begin - 1);
    (void)close(fd);
    begin[n > 0 ? n : 0] = '\0';
    return strstr(begin, "\"schema\": \"goatpath/1\"") != NULL ||
           strstr(begin, "\"schema\":\"goatpath/1\"") != NULL;
}

/* Takes over fd. Hidden names do not count: they may be leftovers of ours. */
static bool is_empty(int fd)
{
    DIR *d = fdopendir(fd);
    const struct dirent *e;
    bool empty = true;

    if (d == NULL) {
        (void)close(fd);
        return false;
    }
    while (empty && (e = readdir(d)) != NULL)
        empty = e->d_name[0] == '.';
    (void)closedir(d);
    return empty;
}

enum gp_status gp_folder_check(const char *path, bool force, struct gp_err *err)
{
    struct stat s;
    bool ours;
    int fd;

    if (lstat(path, &s) != 0)
        return errno == ENOENT ? GP_OK : system_fail(err, "look at", path, "");
    if (S_ISLNK(s.st_mode))
        return gp_fail(err, GP_USAGE,
                       "%s is a symbolic link; give the folder itself with -o", path);
    if (!S_ISDIR(s.st_mode))
        return gp_fail(err, GP_USAGE, "%s is not a folder; give another with -o", path);
    fd = gp_open(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);
    if (fd < 0)
        return system_fail(err, "open", path, "");
    ours = force || holds_a_report(fd);
    if (ours)
        (void)close(fd);
    else
        ours = is_empty(fd);
    if (ours)
        return GP_OK;
    return gp_fail(err, GP_USAGE,
                   "%s holds files that are no goatpath report; give another folder "
                   "with -o, or --force to write into it",
                   path);
}

enum gp_status gp_folder_check_input(const char *path, const char *name,
                                     const char *input, struct gp_err *err)
{
    char full[2048];
    struct stat a, b;
    int n = snprintf(full, sizeof full, "%s/%s", path, name);

    if (n < 0 || (size_t)n >= sizeof full || stat(full, &a) != 0 ||
        stat(input, &b) != 0)
        return GP_OK;
    if (a.st_dev != b.st_dev || a.st_ino != b.st_ino)
        return GP_OK;
    return gp_fail(err, GP_USAGE,
                   "the report would overwrite its own input %s; give "
                   "another folder with -o",
                   input);
}

/* --- writing --- */

static const char stage_begin[] = ".goatpath-part-";

static void close_stage(struct gp_folder *f)
{
    if (f->stage >= 0)
        (void)close(f->stage);
    f->stage = -1;
}

static bool make_stage(struct gp_folder *f)
{
    char name[48];
    unsigned i;

    gp_temporary_sweep(f->dir, stage_begin, "");
    for (i = 0; i < 1000; i++) {
        (void)snprintf(name, sizeof name, "%s%ld-%u", stage_begin, (long)getpid(), i);
        if (mkdirat(f->dir, name, 0700) != 0) {
            if (errno != EEXIST)
                break;
            continue;
        }
        f->stage =
            gp_open(f->dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);
        if (f->stage >= 0 &&
            gp_temporary_begin(&f->stage_entry, f->dir, name, f->stage))
            return true;
        close_stage(f);
    }
    return false;
}

enum gp_status gp_folder_open(struct gp_folder *f, const char *path, bool force,
                              struct gp_err *err)
{
    size_t n = strlen(path);
    enum gp_status st;

    memset(f, 0, sizeof *f);
    f->dir = f->stage = -1;
    while (n > 1 && path[n - 1] == '/')
        n--;
    if (n == 0 || n >= sizeof f->path)
        return gp_fail(err, GP_USAGE, "the name of the folder is empty or too long");
    memcpy(f->path, path, n);
    st = gp_folder_check(f->path, force, err);
    if (st != GP_OK)
        return st;
    f->made = mkdir(f->path, 0777) == 0;
    if (!f->made && errno != EEXIST)
        return errno == ENOENT
                   ? gp_fail(
                         err, GP_SYSTEM,
                         "cannot make the folder %s: the folder that it is to lie "
                         "in does not exist; make it first, or name another with -o",
                         f->path)
                   : system_fail(err, "make the folder", f->path, "");
    f->dir =
        gp_open(AT_FDCWD, f->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);
    if (f->dir >= 0 && make_stage(f))
        return GP_OK;
    st = system_fail(err, "write into", f->path, "");
    gp_folder_abandon(f);
    return st;
}

static bool write_all(int fd, struct gp_slice s)
{
    while (s.len != 0) {
        ssize_t n = write(fd, s.at, s.len < (1u << 20) ? s.len : 1u << 20);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        s = gp_slice_n(s.at + n, s.len - (size_t)n);
    }
    return gp_sync(fd);
}

static bool remember(struct gp_folder *f, const char *name)
{
    size_t n = strlen(name) + 1;

    if (!gp_reserve(&f->name, &f->cap, f->n + 1))
        return false;
    f->name[f->n] = gp_array(n, 1);
    if (f->name[f->n] == NULL)
        return false;
    memcpy(f->name[f->n++], name, n);
    return true;
}

static void staged_name(char *out, size_t size, size_t i)
{
    (void)snprintf(out, size, "%zu", i);
}

enum gp_status gp_folder_put(struct gp_folder *f, const char *name,
                             struct gp_slice bytes, struct gp_err *err)
{
    char staged[24];
    bool good;
    int fd, why;

    staged_name(staged, sizeof staged, f->n);
    if (!remember(f, name))
        return gp_fail_memory(err);
    fd = gp_open(f->stage, staged, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                 0666);
    good = fd >= 0 && write_all(fd, bytes);
    why = errno;
    if (fd >= 0 && close(fd) != 0 && good) {
        good = false;
        why = errno;
    }
    f->bytes += bytes.len;
    if (good)
        return GP_OK;
    return gp_fail(err, GP_SYSTEM, "cannot write %s/%s (%zu bytes): %s", f->path, name,
                   bytes.len, strerror(why));
}

/* --- giving names --- */

/* The folder a name lies in, opened; *last: the name in it. -1 when it cannot be. */
static int folder_of(const struct gp_folder *f, const char *name, bool make,
                     const char **last)
{
    const char *slash = strchr(name, '/');
    char sub[64];

    *last = name;
    if (slash == NULL)
        return dup(f->dir);
    *last = slash + 1;
    if ((size_t)(slash - name) >= sizeof sub) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(sub, name, (size_t)(slash - name));
    sub[slash - name] = '\0';
    if (make && mkdirat(f->dir, sub, 0777) != 0 && errno != EEXIST)
        return -1;
    return gp_open(f->dir, sub, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0);
}

static bool give_name(const struct gp_folder *f, size_t i)
{
    char staged[24];
    const char *last;
    int to = folder_of(f, f->name[i], true, &last);
    bool good;

    staged_name(staged, sizeof staged, i);
    good = to >= 0 && renameat(f->stage, staged, to, last) == 0 && gp_sync(to);
    if (to >= 0)
        (void)close(to);
    return good;
}

/* By report.json the next run knows the folder as ours: it comes first, so that a run
 * killed between two names leaves no folder that the next one refuses. */
enum gp_status gp_folder_commit(struct gp_folder *f, struct gp_err *err)
{
    size_t i, later;

    for (later = 0; later < 2; later++)
        for (i = 0; i < f->n; i++)
            if ((strcmp(f->name[i], mark) != 0) == (later == 1) && !give_name(f, i))
                return system_fail(err, "write", f->path, f->name[i]);
    f->made = false; /* it is the user's now */
    return GP_OK;
}

void gp_folder_drop(const struct gp_folder *f, const char *name)
{
    const char *last;
    int dir = folder_of(f, name, false, &last);
    size_t i;

    for (i = 0; i < f->n; i++)
        if (strcmp(f->name[i], name) == 0)
            break;
    if (dir >= 0 && i == f->n)
        (void)unlinkat(dir, last, 0);
    if (dir >= 0)
        (void)close(dir);
}

void gp_folder_abandon(struct gp_folder *f)
{
    char staged[24];
    size_t i;

    for (i = 0; i < f->n; i++) {
        staged_name(staged, sizeof staged, i);
        if (f->stage >= 0)
            (void)unlinkat(f->stage, staged, 0);
        gp_free(f->name[i]);
    }
    gp_free(f->name);
    if (f->stage_entry.registered)
        (void)unlinkat(f->dir, f->stage_entry.name, AT_REMOVEDIR);
    gp_temporary_end(&f->stage_entry);
    close_stage(f);
    if (f->dir >= 0)
        (void)close(f->dir);
    if (f->made)
        (void)rmdir(f->path);
    memset(f, 0, sizeof *f);
    f->dir = f->stage = -1;
}
