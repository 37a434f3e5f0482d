/* zipped.c - see zipped.h. The directory of an archive stands at its end, so that one that
 * comes through a pipe is read into memory.
 */
#include "ingest/zipped.h"
#include "base/mem.h"
#include "ingest/workbook/workbook.h"

#include <string.h>

enum { BLOCK = 128 * 1024 };

static const size_t MOST = (size_t)1 << 30; /* in memory */

struct gp_zipped {
    struct gp_input *in;
    struct gp_archive *archive;
    struct gp_workbook *workbook; /* NULL: a member is read */
    size_t member;
    struct gp_text bytes; /* of an archive that came through a pipe */
};

/* All of a pipe, of which `first` was read before. */
static enum gp_status read_all(struct gp_zipped *z, struct gp_slice first,
                               struct gp_err *err)
{
    size_t got = first.len;
    enum gp_status status = GP_OK;

    gp_text_add_slice(&z->bytes, first);
    while (status == GP_OK && got != 0) {
        if (z->bytes.len > MOST)
            return gp_fail_at(
                err, GP_INPUT, gp_input_name(z->in), 0,
                "an archive of more than 1 GiB cannot come through a pipe; "
                "give it as a file");
        if (!gp_text_ok(&z->bytes) ||
            !gp_reserve(&z->bytes.at, &z->bytes.cap, z->bytes.len + BLOCK + 1))
            return gp_fail_memory(err);
        status = gp_input_read(z->in, z->bytes.at + z->bytes.len, BLOCK, &got, err);
        z->bytes.len += got;
        z->bytes.at[z->bytes.len] = '\0';
    }
    return status;
}

/* Folders, and what some systems put beside the files. */
static bool is_file(const char *name)
{
    size_t len = strlen(name);

    return len != 0 && name[len - 1] != '/' && strncmp(name, "__MACOSX/", 9) != 0 &&
           strstr(name, ".DS_Store") == NULL;
}

static enum gp_status fail_members(struct gp_zipped *z, size_t n, struct gp_err *err)
{
    enum { SHOWN = 5 };
    struct gp_text names = {0};
    size_t i, shown = 0;
    enum gp_status status;

    for (i = 0; i < gp_archive_members(z->archive) && shown < SHOWN; i++)
        if (is_file(gp_archive_name(z->archive, i)))
            gp_text_addf(&names, "%s\"%s\"", shown++ != 0 ? ", " : "",
                         gp_archive_name(z->archive, i));
    status =
        gp_fail_at(err, GP_INPUT, gp_input_name(z->in), 0,
                   "holds %zu files (%s%s); one log is expected: unpack it and name "
                   "the logs",
                   n, gp_text_z(&names), n > shown ? ", ..." : "");
    gp_text_release(&names);
    return status;
}

static enum gp_status choose_member(struct gp_zipped *z, struct gp_err *err)
{
    size_t i, n = 0;

    if (gp_workbook_recognise(z->archive))
        return gp_workbook_open(z->archive, gp_input_name(z->in), &z->workbook, err);
    for (i = 0; i < gp_archive_members(z->archive); i++)
        if (is_file(gp_archive_name(z->archive, i))) {
            z->member = i;
            n++;
        }
    if (n != 1)
        return fail_members(z, n, err);
    return gp_archive_begin(z->archive, z->member, err);
}

static enum gp_status open_archive(struct gp_zipped *z, const char *path,
                                   struct gp_slice first, struct gp_err *err)
{
    bool file = strcmp(path, "-") != 0 && gp_input_bytes_total(z->in) != 0;
    enum gp_status status = file ? GP_OK : read_all(z, first, err);

    if (status == GP_OK)
        status = gp_archive_open(file ? path : NULL, gp_text_slice(&z->bytes),
                                 gp_input_name(z->in), &z->archive, err);
    return status == GP_OK ? choose_member(z, err) : status;
}

enum gp_status gp_zipped_open(struct gp_input *in, const char *path,
                              struct gp_slice first, struct gp_zipped **out,
                              struct gp_err *err)
{
    struct gp_zipped *z = gp_array_zero(1, sizeof *z);
    enum gp_status status;

    *out = NULL;
    if (z == NULL)
        return gp_fail_memory(err);
    z->in = in;
    status = open_archive(z, path, first, err);
    if (status == GP_OK)
        *out = z;
    else
        gp_zipped_close(z);
    return status;
}

void gp_zipped_close(struct gp_zipped *z)
{
    if (z == NULL)
        return;
    gp_workbook_close(z->workbook);
    gp_archive_close(z->archive);
    gp_text_release(&z->bytes);
    gp_free(z);
}

enum gp_status gp_zipped_read(struct gp_zipped *z, char *buf, size_t cap, size_t *got,
                              struct gp_err *err)
{
    return z->workbook != NULL ? gp_workbook_read(z->workbook, buf, cap, got, err)
                               : gp_archive_read(z->archive, buf, cap, got, err);
}

enum gp_status gp_zipped_rewind(struct gp_zipped *z, struct gp_err *err)
{
    return z->workbook != NULL ? gp_workbook_rewind(z->workbook, err)
                               : gp_archive_begin(z->archive, z->member, err);
}

const char *gp_zipped_workbook(const struct gp_zipped *z)
{
    return z->workbook != NULL ? gp_workbook_about(z->workbook) : NULL;
}

uint64_t gp_zipped_bytes(const struct gp_zipped *z)
{
    return z->bytes.len != 0 ? z->bytes.len : gp_input_bytes_total(z->in);
}
