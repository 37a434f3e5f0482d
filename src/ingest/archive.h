/* archive.h - the members of a zip archive, read one at a time and never extracted; the
 * one door to libzip.
 *
 * Bounded (spec/reliability.md E8): 65,536 members, 64 GiB a member, and 200 times its
 * packed size once a member gives more than 1 MiB. Names of members are only looked at.
 */
#ifndef GP_INGEST_ARCHIVE_H
#define GP_INGEST_ARCHIVE_H

#include "base/text.h"

struct gp_archive;

/* path: of a regular file, or NULL: then the bytes are the archive, borrowed until close.
 * name: for messages, borrowed. GP_SYSTEM when it is damaged, GP_INPUT
 * when it is too large or of a kind that is not read. */
enum gp_status gp_archive_open(const char *path, struct gp_slice bytes,
                               const char *name, struct gp_archive **out,
                               struct gp_err *err) GP_MUST_USE;
void gp_archive_close(struct gp_archive *a);

size_t gp_archive_members(const struct gp_archive *a);
const char *gp_archive_name(const struct gp_archive *a,
                            size_t i); /* lent until close */

/* The member of a name, or SIZE_MAX. */
size_t gp_archive_find(const struct gp_archive *a, const char *name);

/* Begins a member at its first byte; whatever was being read is left. */
enum gp_status gp_archive_begin(struct gp_archive *a, size_t i,
                                struct gp_err *err) GP_MUST_USE;

/* Up to cap bytes of it; *got = 0 only at its end. GP_SYSTEM when it is damaged,
 * GP_INPUT beyond the limits. */
enum gp_status gp_archive_read(struct gp_archive *a, char *buf, size_t cap, size_t *got,
                               struct gp_err *err) GP_MUST_USE;
/* The same as a gp_read_fn of lines.h; archive is a struct gp_archive. */
enum gp_status gp_archive_read_fn(void *archive, char *buf, size_t cap, size_t *got,
                                  struct gp_err *err) GP_MUST_USE;

#endif
