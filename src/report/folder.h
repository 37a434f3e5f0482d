/* folder.h - a folder that holds either the old report or the new one, whole.
 *
 *   struct gp_folder f;
 *   gp_folder_open(&f, "out", force, err);
 *   gp_folder_put(&f, "tables/cases.csv", bytes, err);   as often as needed
 *   gp_folder_commit(&f, err);
 *   gp_folder_abandon(&f);                               on every way out
 *
 * Files are first written, synced and closed in a hidden folder inside the destination;
 * only when all of them are there are they renamed, one by one, to their names. Until
 * then the old report stays as it is, also when the disk is full. Files that are not a
 * report's are never touched; hidden folders that killed runs left are removed.
 * f must not move between open and abandon.
 */
#ifndef GP_REPORT_FOLDER_H
#define GP_REPORT_FOLDER_H

#include "base/err.h"
#include "base/mem.h"
#include "base/temporary.h"
#include "base/text.h"

struct gp_folder {
    char path[1024];
    struct gp_temporary stage_entry;
    int dir, stage; /* descriptors; -1: closed */
    bool made;      /* the folder was made by us */
    char **name;    /* [n] "report.html", "tables/cases.csv", ... owned */
    size_t n, cap;
    uint64_t bytes;
};

/* GP_USAGE when path is a symbolic link, something else than a folder, or a folder with
 * files in it that is no goatpath report (force allows the last); GP_SYSTEM when it
 * cannot be read. What does not exist yet is fine. Call before work starts. */
enum gp_status gp_folder_check(const char *path, bool force,
                               struct gp_err *err) GP_MUST_USE;

/* GP_USAGE when the input file would be overwritten by a file of that name. */
enum gp_status gp_folder_check_input(const char *path, const char *name,
                                     const char *input, struct gp_err *err) GP_MUST_USE;

/* Checks, makes the folder when it is not there, and begins. */
enum gp_status gp_folder_open(struct gp_folder *f, const char *path, bool force,
                              struct gp_err *err) GP_MUST_USE;

/* name: at most one subfolder deep; ours, never text from a log. */
enum gp_status gp_folder_put(struct gp_folder *f, const char *name,
                             struct gp_slice bytes, struct gp_err *err) GP_MUST_USE;

/* All files get their names. */
enum gp_status gp_folder_commit(struct gp_folder *f, struct gp_err *err) GP_MUST_USE;

/* After a commit: removes a file of an older report that this one does not have. */
void gp_folder_drop(const struct gp_folder *f, const char *name);

/* Removes what was not committed and releases f; also after a commit. */
void gp_folder_abandon(struct gp_folder *f);

#endif
