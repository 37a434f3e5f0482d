/* archive.c - see archive.h. */
#include "ingest/archive.h"
#include "base/mem.h"

#include <zip.h>

static const uint64_t MEMBERS_MAX = 65536;
static const uint64_t MEMBER_MAX = UINT64_C(64) << 30;
static const uint64_t RATIO_AFTER = UINT64_C(1) << 20;
static const uint64_t RATIO_MAX = 200;

struct gp_archive {
    const char *name;
    zip_t *zip;
    zip_file_t *file; /* the member being read; NULL: none */
    const char *member;
    uint64_t packed, unpacked;
};

/* A kind of archive that nobody unpacks here; everything else is damage. */
static bool is_unknown_kind(zip_error_t *why)
{
    switch (zip_error_code_zip(why)) {
    case ZIP_ER_MULTIDISK:
    case ZIP_ER_COMPNOTSUPP:
    case ZIP_ER_ENCRNOTSUPP:
    case ZIP_ER_NOPASSWD:
    case ZIP_ER_WRONGPASSWD:
    case ZIP_ER_OPNOTSUPP:
        return true;
    default:
        return false;
    }
}

static enum gp_status fail_open(const char *name, zip_error_t *why, struct gp_err *err)
{
    if (zip_error_code_zip(why) == ZIP_ER_MEMORY)
        return gp_fail_memory(err);
    if (is_unknown_kind(why))
        return gp_fail_at(err, GP_INPUT, name, 0,
                          "is a zip archive of a kind that is not read: %s; unpack it",
                          zip_error_strerror(why));
    return gp_fail_at(err, GP_SYSTEM, name, 0,
                      "looks like a zip archive or workbook and is damaged: %s; get a "
                      "complete copy",
                      zip_error_strerror(why));
}

/* Within the member that is read or should be. */
static enum gp_status fail_member(const struct gp_archive *a, zip_error_t *why,
                                  struct gp_err *err)
{
    if (zip_error_code_zip(why) == ZIP_ER_MEMORY)
        return gp_fail_memory(err);
    if (is_unknown_kind(why))
        return gp_fail_at(err, GP_INPUT, a->name, 0,
                          "\"%s\" cannot be unpacked: %s; unpack it", a->member,
                          zip_error_strerror(why));
    return gp_fail_at(err, GP_SYSTEM, a->name, 0,
                      "\"%s\" is damaged after %llu bytes: %s; get a sound copy",
                      a->member, (unsigned long long)a->unpacked,
                      zip_error_strerror(why));
}

static zip_t *open_zip(const char *path, struct gp_slice bytes, zip_error_t *why)
{
    zip_source_t *source = path != NULL
                               ? zip_source_file_create(path, 0, -1, why)
                               : zip_source_buffer_create(bytes.at, bytes.len, 0, why);
    zip_t *zip = source != NULL ? zip_open_from_source(source, ZIP_RDONLY, why) : NULL;

    if (zip == NULL && source != NULL)
        zip_source_free(source);
    return zip;
}

enum gp_status gp_archive_open(const char *path, struct gp_slice bytes,
                               const char *name, struct gp_archive **out,
                               struct gp_err *err)
{
    struct gp_archive *a = gp_array_zero(1, sizeof *a);
    enum gp_status st = GP_OK;
    zip_error_t why;

    *out = NULL;
    if (a == NULL)
        return gp_fail_memory(err);
    a->name = name;
    zip_error_init(&why);
    a->zip = open_zip(path, bytes, &why);
    if (a->zip == NULL)
        st = fail_open(name, &why, err);
    else if ((uint64_t)zip_get_num_entries(a->zip, 0) > MEMBERS_MAX)
        st = gp_fail_at(err, GP_INPUT, name, 0,
                        "is an archive of %lld members; one log is expected",
                        (long long)zip_get_num_entries(a->zip, 0));
    zip_error_fini(&why);
    if (st == GP_OK)
        *out = a;
    else
        gp_archive_close(a);
    return st;
}

void gp_archive_close(struct gp_archive *a)
{
    if (a == NULL)
        return;
    if (a->file != NULL)
        zip_fclose(a->file);
    if (a->zip != NULL)
        zip_discard(a->zip);
    gp_free(a);
}

size_t gp_archive_members(const struct gp_archive *a)
{
    return (size_t)zip_get_num_entries(a->zip, 0);
}

const char *gp_archive_name(const struct gp_archive *a, size_t i)
{
    const char *name = zip_get_name(a->zip, i, ZIP_FL_ENC_GUESS);

    return name != NULL ? name : "";
}

size_t gp_archive_find(const struct gp_archive *a, const char *name)
{
    zip_int64_t i = zip_name_locate(a->zip, name, ZIP_FL_NOCASE);

    return i >= 0 ? (size_t)i : SIZE_MAX;
}

enum gp_status gp_archive_begin(struct gp_archive *a, size_t i, struct gp_err *err)
{
    zip_stat_t info;

    if (a->file != NULL)
        zip_fclose(a->file);
    a->unpacked = 0;
    a->member = gp_archive_name(a, i);
    a->file = zip_fopen_index(a->zip, i, 0);
    if (a->file == NULL)
        return fail_member(a, zip_get_error(a->zip), err);
    a->packed = UINT64_MAX;
    if (zip_stat_index(a->zip, i, 0, &info) == 0 && (info.valid & ZIP_STAT_COMP_SIZE))
        a->packed = info.comp_size;
    return GP_OK;
}

static enum gp_status check_growth(const struct gp_archive *a, struct gp_err *err)
{
    if (a->unpacked <= RATIO_AFTER ||
        (a->unpacked <= MEMBER_MAX && a->unpacked / RATIO_MAX <= a->packed))
        return GP_OK;
    return gp_fail_at(err, GP_INPUT, a->name, 0,
                      "\"%s\" unpacks to more than %llu MiB from %llu bytes: no log "
                      "does; unpack it and look into it",
                      a->member, (unsigned long long)(a->unpacked >> 20),
                      (unsigned long long)a->packed);
}

enum gp_status gp_archive_read(struct gp_archive *a, char *buf, size_t cap, size_t *got,
                               struct gp_err *err)
{
    zip_int64_t n = zip_fread(a->file, buf, cap);

    *got = 0;
    if (n < 0)
        return fail_member(a, zip_file_get_error(a->file), err);
    *got = (size_t)n;
    a->unpacked += (uint64_t)n;
    return check_growth(a, err);
}

enum gp_status gp_archive_read_fn(void *archive, char *buf, size_t cap, size_t *got,
                                  struct gp_err *err)
{
    return gp_archive_read(archive, buf, cap, got, err);
}
