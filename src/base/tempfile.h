/* tempfile.h - files without a name: gone with us whatever happens, even kill -9. */
#ifndef GP_BASE_TEMPFILE_H
#define GP_BASE_TEMPFILE_H

/* The folder for temporary files: `given` (--tmpdir), else $TMPDIR, else /tmp. */
const char *gp_tempfile_folder(const char *given);

/* Opens a new file in the folder for reading and writing, that nobody else can name or
 * open: O_TMPFILE, and where the file system has no such thing a name that nobody can
 * guess or plant (O_EXCL, mode 0600), taken away at once. Close-on-exec. -1 with errno. */
int gp_tempfile_open(const char *folder);

#endif
