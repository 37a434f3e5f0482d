/* child.h - the one door to child processes: gnuplot and dot, kept on a short lead.
 *
 *   struct gp_workdir w;
 *   gp_workdir_make(&w, err);
 *   gp_workdir_put(&w, "map.dot", dot, err);
 *   gp_child_start(&c, "dot", args, &w, 20, err);   several may run at once
 *   gp_child_wait(&c, err);
 *   gp_workdir_get(&w, "map.svg", most, &svg, err);
 *   gp_workdir_remove(&w);
 *
 * A program is looked for in /usr/bin, /usr/local/bin and /bin, nowhere else. It gets a
 * fixed argument list (no shell), the environment PATH and LC_ALL=C only, no open files
 * but /dev/null, the private folder as its working folder, and limits: 30 s of CPU,
 * 1 GiB of memory, 64 MiB a file, and the wall-clock seconds given
 * (spec/reliability.md 4.6 F2, F4; 4.7 G14). Nothing it does stops a report: the caller
 * turns a failure into a note.
 */
#ifndef GP_REPORT_CHILD_H
#define GP_REPORT_CHILD_H

#include "base/err.h"
#include "base/temporary.h"
#include "base/text.h"

#include <sys/types.h>

/* A private folder (mode 0700) under $TMPDIR or /tmp; what killed runs left there is
 * removed. w must not move. */
struct gp_workdir {
    char path[512]; /* empty: none */
    struct gp_temporary entry;
    int above, fd; /* $TMPDIR and the folder, opened */
};

enum gp_status gp_workdir_make(struct gp_workdir *w, struct gp_err *err) GP_MUST_USE;

/* Writes a new file. name: ours, without a slash. */
enum gp_status gp_workdir_put(const struct gp_workdir *w, const char *name,
                              struct gp_slice bytes, struct gp_err *err) GP_MUST_USE;

/* Appends a file's bytes. More than `most` bytes, a missing file or a symbolic link is
 * GP_SYSTEM. */
enum gp_status gp_workdir_get(const struct gp_workdir *w, const char *name, size_t most,
                              struct gp_text *out, struct gp_err *err) GP_MUST_USE;

/* Removes the folder and what lies in it. Does nothing when there is none. */
void gp_workdir_remove(struct gp_workdir *w);

struct gp_child {
    pid_t pid;           /* 0: none */
    int alive;           /* read end of a pipe that closes when the child ends */
    const char *program; /* borrowed until waited for */
    int64_t deadline_ms; /* monotonic clock */
    unsigned wall_seconds;
};

/* args: NULL-terminated, without the program's name; borrowed during the call.
 * GP_SYSTEM "gnuplot is not installed" when it is not found. */
enum gp_status gp_child_start(struct gp_child *c, const char *program,
                              const char *const *args, const struct gp_workdir *w,
                              unsigned wall_seconds, struct gp_err *err) GP_MUST_USE;

/* Waits for the end, or ends it at its deadline. GP_OK only for exit status 0. */
enum gp_status gp_child_wait(struct gp_child *c, struct gp_err *err) GP_MUST_USE;

#endif
