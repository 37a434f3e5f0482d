/* zipped.h - the one log in a zip archive as bytes: its only file, or the first sheet of a
 * workbook as CSV text (workbook.h).
 */
#ifndef GP_INGEST_ZIPPED_H
#define GP_INGEST_ZIPPED_H

#include "base/text.h"
#include "ingest/input.h"

struct gp_zipped;

/* in: borrowed until close; `first` bytes of it were read. path: as in was opened. GP_INPUT
 * when there are several files in it (names some), or more than 1 GiB through a pipe. */
enum gp_status gp_zipped_open(struct gp_input *in, const char *path,
                              struct gp_slice first, struct gp_zipped **out,
                              struct gp_err *err) GP_MUST_USE;
void gp_zipped_close(struct gp_zipped *z);

/* As gp_source_read; and back to the first byte, at any time. */
enum gp_status gp_zipped_read(struct gp_zipped *z, char *buf, size_t cap, size_t *got,
                              struct gp_err *err) GP_MUST_USE;
enum gp_status gp_zipped_rewind(struct gp_zipped *z, struct gp_err *err) GP_MUST_USE;

/* As gp_source_workbook. */
const char *gp_zipped_workbook(const struct gp_zipped *z);

/* Packed bytes; all were read, since members are read out of order. */
uint64_t gp_zipped_bytes(const struct gp_zipped *z);

#endif
