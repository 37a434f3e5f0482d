/* goat_write.c - see goat.h. Blocks in the order in which they are read (goat_read.c). */
#include "ingest/goat.h"
#include "ingest/goat/goat_form.h"

#include "base/checksum.h"
#include "base/frame.h"

#include <string.h>

struct writing {
    const struct gp_ingest_result *in;
    enum gp_status (*write)(void *ctx, const struct gp_text *piece, struct gp_err *err);
    void *ctx;
    struct gp_text raw, packed;
    uint64_t blocks;
    struct gp_err *err;
};

static void add_number(struct gp_text *t, uint64_t n, unsigned bytes)
{
    for (; bytes > 0; bytes--, n >>= 8)
        gp_text_add_char(t, (char)(n & 0xff));
}

/* Packs w->raw and sends it off; w->raw is empty then. The head of a block is written when
 * what follows is known. */
static enum gp_status send_block(struct writing *w, const char *tag, size_t items)
{
    static const char empty[GP_GOAT_HEAD];
    struct gp_text head = {0};
    enum gp_status st;

    gp_text_clear(&w->packed);
    gp_text_add_n(&w->packed, empty, sizeof empty);
    if (!gp_text_ok(&w->raw) ||
        !gp_frame_add(&w->packed, gp_text_z(&w->raw), w->raw.len))
        return gp_fail_memory(w->err);
    gp_text_add_n(&head, tag, 4);
    add_number(&head, items, 4);
    add_number(&head, w->raw.len, 8);
    add_number(&head, w->packed.len - GP_GOAT_HEAD, 8);
    if (gp_text_ok(&head)) { /* the checksum, in front, is of all that follows it */
        memcpy(w->packed.at + 8, head.at, head.len);
        gp_text_clear(&head);
        add_number(&head, gp_checksum(w->packed.at + 8, w->packed.len - 8), 8);
    }
    if (gp_text_ok(&head))
        memcpy(w->packed.at, head.at, head.len);
    st = gp_text_ok(&head) ? w->write(w->ctx, &w->packed, w->err)
                           : gp_fail_memory(w->err);
    gp_text_release(&head);
    w->blocks++;
    gp_text_clear(&w->raw);
    return st;
}

static enum gp_status write_names(struct writing *w, const struct gp_dict *d)
{
    enum gp_status st = GP_OK;
    size_t i, items = 0;

    for (i = 0; i < d->n && st == GP_OK; i++) {
        gp_goat_put(&w->raw, d->name[i].len);
        gp_text_add_slice(&w->raw, d->name[i]);
        items++;
        if (items == GP_GOAT_CHUNK || w->raw.len >= GP_GOAT_TEXT_BLOCK) {
            st = send_block(w, GP_GOAT_NAMES, items);
            items = 0;
        }
    }
    return st == GP_OK && items != 0 ? send_block(w, GP_GOAT_NAMES, items) : st;
}

static enum gp_status write_case_rows(struct writing *w)
{
    const struct gp_case_rows *rows = &w->in->case_rows;
    enum gp_status st = write_names(w, &rows->cases);
    size_t i, items = 0;

    for (i = 0; i < rows->cases.n && st == GP_OK; i++) {
        gp_goat_put_signed(&w->raw, rows->more[i]);
        if (++items == GP_GOAT_CHUNK || i + 1 == rows->cases.n) {
            st = send_block(w, GP_GOAT_CASES, items);
            items = 0;
        }
    }
    return st;
}

static enum gp_status write_cases(struct writing *w)
{
    const struct gp_eventlog *log = w->in->log;
    enum gp_status st = write_names(w, &log->cases);
    size_t c, items = 0;

    for (c = 0; c < log->n_cases && st == GP_OK; c++) {
        gp_goat_put(&w->raw, log->first[c + 1] - log->first[c]);
        if (++items == GP_GOAT_CHUNK || c + 1 == log->n_cases) {
            st = send_block(w, GP_GOAT_CASES, items);
            items = 0;
        }
    }
    return st;
}

/* ---- columns ---- */

static void put_ids(struct gp_text *t, struct gp_ids ids, size_t from, size_t n)
{
    size_t i;

    for (i = from; i < from + n; i++)
        gp_goat_put(t, (uint32_t)(gp_id(ids, i) + 1));
}

static void put_steps(struct gp_text *t, const uint32_t *v, size_t n)
{
    int64_t before = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        gp_goat_put_signed(t, v[i] - before);
        before = v[i];
    }
}

/* Against the value before, or against another column. */
static void put_times(struct gp_text *t, const int64_t *v, const int64_t *than,
                      size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
        uint64_t before = than != NULL ? (uint64_t)than[i]
                          : i > 0      ? (uint64_t)v[i - 1]
                                       : 0;

        gp_goat_put_signed(t, (int64_t)((uint64_t)v[i] - before));
    }
}

static void put_column(struct gp_text *t, const struct gp_eventlog *log, size_t column,
                       size_t from, size_t n)
{
    size_t i;

    switch (column) {
    case GP_COLUMN_LINE:
        put_steps(t, log->line + from, n);
        break;
    case GP_COLUMN_SERIAL:
        put_steps(t, log->serial + from, n);
        break;
    case GP_COLUMN_END:
        put_times(t, log->end + from, NULL, n);
        break;
    case GP_COLUMN_START:
        put_times(t, log->start + from, log->end + from, n);
        break;
    case GP_COLUMN_OPEN:
        for (i = 0; i < n; i++)
            gp_goat_put(t, log->open[from + i]);
        break;
    case GP_COLUMN_ACTIVITY:
        put_ids(t, log->activity, from, n);
        break;
    case GP_COLUMN_RESOURCE:
        put_ids(t, log->resource, from, n);
        break;
    case GP_COLUMN_GROUP:
        put_ids(t, log->group, from, n);
        break;
    default:
        put_ids(t, log->kept[column - GP_COLUMN_KEPT].id, from, n);
    }
}

static enum gp_status write_events(struct writing *w)
{
    const struct gp_eventlog *log = w->in->log;
    enum gp_status st = GP_OK;
    size_t from, i;

    for (from = 0; from < log->n; from += GP_GOAT_CHUNK) {
        size_t n = log->n - from < GP_GOAT_CHUNK ? log->n - from : GP_GOAT_CHUNK;

        for (i = 0; i < gp_columns(log) && st == GP_OK; i++) {
            if (gp_column_get(log, i) == NULL)
                continue;
            put_column(&w->raw, log, i, from, n);
            st = send_block(w, GP_GOAT_COLUMN, n);
        }
    }
    return st;
}

static enum gp_status write_rejects(struct writing *w, const struct gp_text *csv)
{
    enum gp_status st = GP_OK;
    size_t at;

    for (at = 0; csv != NULL && at < csv->len && st == GP_OK;
         at += GP_GOAT_TEXT_BLOCK) {
        size_t left = csv->len - at,
               n = left < GP_GOAT_TEXT_BLOCK ? left : GP_GOAT_TEXT_BLOCK;

        gp_text_add_n(&w->raw, csv->at + at, n);
        st = send_block(w, GP_GOAT_REJECTS, n);
    }
    return st;
}

/* ---- the file ---- */

static bool fill_facts(const struct gp_ingest_result *in, struct gp_goat_facts *f)
{
    const struct gp_eventlog *log = in->log;
    size_t i;

    f->n_events = log->n;
    f->n_cases = log->n_cases;
    f->n_ties = log->n_ties;
    f->n_activities = log->activities.n;
    f->n_resources = log->resources.n;
    f->n_groups = log->groups.n;
    f->n_columns = in->columns.n;
    f->n_case_rows = in->case_rows.cases.n;
    f->has_time = log->end != NULL;
    f->has_start = log->start != NULL;
    f->has_resource = log->resource.at != NULL;
    f->has_group = log->group.at != NULL;
    f->has_open = log->open != NULL;
    f->has_serial = log->serial != NULL;
    f->kept = log->kept; /* borrowed */
    f->n_kept = log->n_kept;
    f->n_values = gp_array(log->n_kept, sizeof *f->n_values);
    f->file = gp_array(log->n_files, sizeof *f->file);
    if (f->n_values == NULL || f->file == NULL)
        return false;
    for (i = 0; i < log->n_kept; i++)
        f->n_values[i] = log->kept[i].values.n;
    for (i = 0; i < log->n_files; i++)
        f->file[i] =
            (struct gp_goat_file){log->files[i].name, log->files[i].first_event};
    f->n_files = log->n_files;
    return true;
}

static enum gp_status write_facts(struct writing *w, const struct gp_text *rejects_csv,
                                  const char *given)
{
    struct gp_goat_facts f = {.given = (char *)(uintptr_t)given,
                              .rejects_bytes =
                                  rejects_csv != NULL ? rejects_csv->len : 0};
    struct gp_goat_coder c = {.out = &w->raw};
    enum gp_status st = fill_facts(w->in, &f) ? GP_OK : gp_fail_memory(w->err);

    if (st == GP_OK) /* only read while `out` is written */
        gp_goat_facts(&c, &f, (struct gp_ingest_result *)(uintptr_t)w->in);
    gp_free(f.n_values);
    gp_free(f.file);
    return st == GP_OK ? send_block(w, GP_GOAT_FACTS, 1) : st;
}

static enum gp_status write_start(struct writing *w)
{
    gp_text_clear(&w->packed);
    gp_text_add_n(&w->packed, GP_GOAT_MAGIC, 8);
    add_number(&w->packed, GP_GOAT_VERSION, 4);
    add_number(&w->packed, 0, 4);
    return w->write(w->ctx, &w->packed, w->err);
}

static enum gp_status write_dictionaries(struct writing *w)
{
    const struct gp_eventlog *log = w->in->log;
    const struct gp_dict *const each[] = {&log->activities, &log->resources,
                                          &log->groups, &w->in->columns};
    enum gp_status st = GP_OK;
    size_t i;

    for (i = 0; i < sizeof each / sizeof each[0] && st == GP_OK; i++)
        st = write_names(w, each[i]);
    for (i = 0; i < log->n_kept && st == GP_OK; i++)
        st = write_names(w, &log->kept[i].values);
    return st;
}

enum gp_status gp_goat_write(const struct gp_ingest_result *in,
                             const struct gp_text *rejects_csv, const char *given,
                             enum gp_status (*write)(void *ctx,
                                                     const struct gp_text *piece,
                                                     struct gp_err *err),
                             void *ctx, struct gp_err *err)
{
    struct writing w = {.in = in, .write = write, .ctx = ctx, .err = err};
    enum gp_status st = write_start(&w);

    if (st == GP_OK)
        st = write_facts(&w, rejects_csv, given);
    if (st == GP_OK)
        st = write_dictionaries(&w);
    if (st == GP_OK)
        st = write_case_rows(&w);
    if (st == GP_OK)
        st = write_cases(&w);
    if (st == GP_OK)
        st = write_events(&w);
    if (st == GP_OK)
        st = write_rejects(&w, rejects_csv);
    if (st == GP_OK)
        st = send_block(&w, GP_GOAT_END, (size_t)w.blocks);
    gp_text_release(&w.raw);
    gp_text_release(&w.packed);
    return st;
}
