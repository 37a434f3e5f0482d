/* temporary.h - files and folders that must not outlive the program.
 *
 * Whoever makes one keeps it open, and so locked, until it has its final name or is
 * removed. SIGINT, SIGTERM, SIGHUP and SIGQUIT remove what is registered; what a kill -9
 * or a power cut leaves behind has a name that says whose it is and a lock that is free,
 * and is removed by the next start that looks (spec/reliability.md 4.7 G2, G3).
 */
#ifndef GP_BASE_TEMPORARY_H
#define GP_BASE_TEMPORARY_H

#include <stdbool.h>

struct gp_temporary {
    int dir; /* the folder it lies in, borrowed */
    char name[256];
    struct gp_temporary *next;
    bool registered;
};

/* dir/name has just been made and is open as fd; both stay open until gp_temporary_end.
 * t must not move meanwhile. False when another start took it for a leftover before it
 * was locked: make another one. */
bool gp_temporary_begin(struct gp_temporary *t, int dir, const char *name, int fd);

/* It has its final name, or is gone. Also for a t that is all zero. */
void gp_temporary_end(struct gp_temporary *t);

/* Removes what earlier runs of this user left in a folder: names that begin and end so
 * (there is something between) and whose lock is free; of a folder the files in it, too. */
void gp_temporary_sweep(int dir, const char *begin, const char *end);

/* From here on a signal that ends the program first removes what is registered; a second
 * one ends it at once. Once, before any thread is started; a signal that is ignored stays
 * so. Without memory for a thread signals work as ever. */
void gp_temporary_watch(void);

/* Before the program ends by itself: nobody waits for signals any more. */
void gp_temporary_watch_end(void);

/* In a child, between fork and exec: signals as they are for others. */
void gp_temporary_unwatch(void);

#endif
