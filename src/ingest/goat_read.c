/* goat_read.c - see goat.h.
 *
 * Blocks are read one after another; the columns of a chunk of events are unpacked side by
 * side, into the grouped log as it will stay. What a file says of itself is checked where
 * it is used: the checksums only tell accidents from intent.
 */
#include "eventlog/fill.h"
#include "ingest/goat.h"
#include "ingest/goat_form.h"
#include "ingest/input.h"
#include "ingest/packed.h"

#include "base/checksum.h"
#include "base/parallel.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define GP_SKIPPED SIZE_MAX

struct block {
    uint32_t items;
    uint64_t n_raw, n_packed;
    unsigned char *packed, *raw; /* packed begins with the head, but for the checksum */
    size_t cap_packed, cap_raw;
    bool failed;
};

struct reading {
    const char *name;
    const struct gp_ingest_options *o;
    struct gp_input *in;
    struct gp_ingest_result *r;
    struct gp_goat_facts f;
    struct block block;
    struct block *column; /* [n_columns] of a chunk, as they stand in the file */
    size_t n_columns;
    size_t *attribute; /* [f.n_kept] which one of the log each is; GP_SKIPPED: none */
    uint64_t blocks, raw_bytes;
    size_t from; /* of the chunk */
    struct gp_err *err;
};

bool gp_goat_is(const char *name)
{
    bool is_stdin = strcmp(name, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : -1;
    unsigned char head[8];
    struct stat st;
    bool is;

    if (!is_stdin && (stat(name, &st) != 0 || !S_ISREG(st.st_mode)))
        return false;
    if (!is_stdin)
        fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    is = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
         pread(fd, head, sizeof head, is_stdin ? lseek(fd, 0, SEEK_CUR) : 0) ==
             (ssize_t)sizeof head &&
         gp_is_goat(head, sizeof head);
    if (!is_stdin && fd >= 0)
        close(fd);
    return is;
}

static enum gp_status damaged(const struct reading *g, const char *what)
{
    return gp_fail_at(
        g->err, GP_INPUT, g->name, 0,
        "this .goat file is damaged: %s (block %llu); convert the log again", what,
        (unsigned long long)g->blocks);
}

/* ---- blocks ---- */

static enum gp_status read_all(struct reading *g, void *to, size_t n)
{
    unsigned char *at = to;

    while (n != 0) {
        size_t got = 0;
        enum gp_status st = gp_input_read(g->in, at, n, &got, g->err);

        if (st != GP_OK)
            return st;
        if (got == 0)
            return damaged(g, "it is cut off");
        at += got;
        n -= got;
    }
    return GP_OK;
}

/* As with packed logs: what comes out is at most 1,000 times what went in, beyond 1 GiB. */
static bool is_bomb(struct reading *g, uint64_t raw)
{
    g->raw_bytes += raw;
    return g->raw_bytes > (UINT64_C(1) << 30) + 1000 * gp_input_bytes_read(g->in);
}

static enum gp_status read_head(struct reading *g, const char *tag, struct block *b,
                                uint64_t *sum)
{
    unsigned char head[GP_GOAT_HEAD];
    enum gp_status st = read_all(g, head, sizeof head);

    if (st != GP_OK)
        return st;
    *sum = gp_goat_number(head, 8);
    b->items = (uint32_t)gp_goat_number(head + 12, 4);
    b->n_raw = gp_goat_number(head + 16, 8);
    b->n_packed = gp_goat_number(head + 24, 8);
    if (b->n_raw > GP_GOAT_RAW_MOST || b->n_packed > 2 * (uint64_t)GP_GOAT_RAW_MOST)
        return damaged(g, "a block says it is larger than any");
    if (!gp_reserve(&b->packed, &b->cap_packed, (size_t)b->n_packed + GP_GOAT_HEAD))
        return gp_fail_memory(g->err);
    memcpy(b->packed, head + 8, GP_GOAT_HEAD - 8);
    return memcmp(head + 8, tag, 4) == 0 ? GP_OK : damaged(g, "another block was due");
}

/* The next block, checked but still packed. */
static enum gp_status read_block(struct reading *g, const char *tag, struct block *b)
{
    const size_t before = GP_GOAT_HEAD - 8;
    uint64_t sum = 0;
    enum gp_status st;

    g->blocks++;
    st = read_head(g, tag, b, &sum);
    if (st == GP_OK)
        st = read_all(g, b->packed + before, (size_t)b->n_packed);
    if (st != GP_OK)
        return st;
    if (gp_checksum(b->packed, before + (size_t)b->n_packed) != sum)
        return damaged(g, "a checksum differs");
    if (is_bomb(g, b->n_raw))
        return damaged(g, "it would unpack to more than 1,000 times its size");
    return gp_reserve(&b->raw, &b->cap_raw, (size_t)b->n_raw + 1)
               ? GP_OK
               : gp_fail_memory(g->err);
}

static bool unpack(struct block *b, struct gp_goat_bytes *bytes)
{
    *bytes = (struct gp_goat_bytes){b->raw, b->raw + b->n_raw, false};
    return gp_zstd_unpack(b->packed + GP_GOAT_HEAD - 8, (size_t)b->n_packed, b->raw,
                          (size_t)b->n_raw);
}

static enum gp_status next_block(struct reading *g, const char *tag,
                                 struct gp_goat_bytes *bytes)
{
    enum gp_status st = read_block(g, tag, &g->block);

    if (st == GP_OK && !unpack(&g->block, bytes))
        return damaged(g, "a block cannot be unpacked");
    return st;
}

/* The items of a block must fit what is still due. */
static bool fits(const struct block *b, uint64_t due)
{
    return b->items != 0 && b->items <= due && b->items <= b->n_raw;
}

/* ---- facts ---- */

static enum gp_status read_start(struct reading *g)
{
    unsigned char start[GP_GOAT_START];
    enum gp_status st = read_all(g, start, sizeof start);
    uint64_t version;

    if (st != GP_OK)
        return st;
    version = gp_goat_number(start + 8, 4);
    if (memcmp(start, GP_GOAT_MAGIC, 8) != 0)
        return damaged(g, "it does not begin like one");
    if (version > GP_GOAT_VERSION)
        return gp_fail_at(
            g->err, GP_INPUT, g->name, 0,
            "this .goat file was written by a newer goatpath (format %llu, "
            "known up to %d); take that one, or convert the log again",
            (unsigned long long)version, GP_GOAT_VERSION);
    if (version == 0 || gp_goat_number(start + 12, 4) != 0)
        return damaged(g, "its version is none");
    return GP_OK;
}

static bool plausible(const struct gp_goat_facts *f, const struct gp_ingest_result *r)
{
    uint64_t most = UINT32_MAX - 2;
    size_t i;

    if (f->n_events == 0 || f->n_events > most || f->n_cases == 0 ||
        f->n_cases > f->n_events || f->n_ties > f->n_events || f->n_activities == 0 ||
        f->n_activities > most || f->n_resources > most || f->n_groups > most ||
        f->n_case_rows > most || f->n_columns > most ||
        (f->has_start && !f->has_time) || f->n_files == 0 ||
        f->has_serial != (f->n_files > 1) || f->n_files != r->n_sources ||
        r->events != f->n_events ||
        r->rows != r->used + gp_rejects_total(&r->rejects) + r->ignored)
        return false;
    for (i = 0; i < f->n_files; i++)
        if (f->file[i].first_event > most ||
            (i > 0 && f->file[i].first_event < f->file[i - 1].first_event))
            return false;
    for (i = 0; i < f->n_kept; i++)
        if (f->n_values[i] > most)
            return false;
    return true;
}

static enum gp_status read_facts(struct reading *g)
{
    struct gp_goat_coder c = {0};
    enum gp_status st = next_block(g, GP_GOAT_FACTS, &c.in);

    if (st != GP_OK)
        return st;
    gp_goat_facts(&c, &g->f, g->r);
    if (c.no_memory)
        return gp_fail_memory(g->err);
    if (c.in.failed || c.in.at != c.in.end || !plausible(&g->f, g->r))
        return damaged(g, "its facts contradict each other");
    g->r->given = g->f.given;
    g->f.given = NULL;
    return GP_OK;
}

/* ---- the log, empty ---- */

static size_t attribute_named(const struct gp_goat_facts *f, const char *name)
{
    size_t k = 0;

    while (k < f->n_kept && !gp_slice_is_nocase(gp_slice(f->kept[k].name), name))
        k++;
    return k;
}

/* Attribute k of the file becomes the log's next one, unless it is one already. */
static enum gp_status keep(struct reading *g, size_t k, bool passing)
{
    struct gp_eventlog *log = g->r->log;
    enum gp_status st;

    if (g->attribute[k] != GP_SKIPPED)
        return GP_OK;
    st = gp_eventlog_keep(log, g->f.kept[k].name, g->err);
    if (st != GP_OK)
        return st;
    g->attribute[k] = log->n_kept - 1;
    log->kept[log->n_kept - 1].kind = g->f.kept[k].kind;
    log->kept[log->n_kept - 1].passing = passing;
    return GP_OK;
}

static enum gp_status no_attribute(const struct reading *g, const char *name)
{
    struct gp_text all = {0};
    enum gp_status st;
    size_t k;

    for (k = 0; k < g->f.n_kept; k++)
        gp_text_addf(&all, "%s\"%s\"", k > 0 ? ", " : "", g->f.kept[k].name);
    st = gp_fail_at(g->err, GP_USAGE, g->name, 0,
                    "--keep %s: this .goat file has no such attribute; it has %s", name,
                    all.len != 0 ? gp_text_z(&all) : "none");
    gp_text_release(&all);
    return st;
}

static enum gp_status choose_attributes(struct reading *g)
{
    const struct gp_ingest_options *o = g->o;
    enum gp_status st = GP_OK;
    size_t i, k;

    g->attribute = gp_array(g->f.n_kept, sizeof *g->attribute);
    if (g->attribute == NULL)
        return gp_fail_memory(g->err);
    for (k = 0; k < g->f.n_kept; k++)
        g->attribute[k] = GP_SKIPPED;
    for (k = 0; k < g->f.n_kept && o->keep_all && st == GP_OK; k++)
        st = keep(g, k, false);
    for (i = 0; i < o->n_keep && !o->keep_all && st == GP_OK; i++) {
        k = attribute_named(&g->f, o->keep[i]);
        st = k < g->f.n_kept ? keep(g, k, false) : no_attribute(g, o->keep[i]);
    }
    for (i = 0; i < o->n_also && st == GP_OK; i++) {
        k = attribute_named(&g->f, o->also[i]);
        st = k < g->f.n_kept ? keep(g, k, true) : GP_OK;
    }
    return st;
}

static enum gp_status make_log(struct reading *g)
{
    const struct gp_goat_facts *f = &g->f;
    struct gp_eventlog *log =
        gp_eventlog_new(f->has_time, f->has_start, f->has_resource, f->has_group);
    enum gp_status st = log != NULL ? GP_OK : gp_fail_memory(g->err);
    size_t i;

    g->r->log = log;
    if (st == GP_OK)
        st = choose_attributes(g);
    for (i = 0; i < f->n_files && st == GP_OK; i++) {
        st = gp_eventlog_begin_file(log, f->file[i].name, g->err);
        if (st == GP_OK)
            log->files[i].first_event = (uint32_t)f->file[i].first_event;
    }
    if (st != GP_OK)
        return st;
    log->has_open = f->has_open;
    log->has_serial = f->has_serial;
    gp_eventlog_threads(log, g->o->threads);
    g->column = gp_array_zero(GP_COLUMN_KEPT + f->n_kept, sizeof *g->column);
    g->n_columns = g->column != NULL ? GP_COLUMN_KEPT + f->n_kept : 0;
    return g->column != NULL ? GP_OK : gp_fail_memory(g->err);
}

/* The log's number of a column of the file. */
static size_t column_of(const struct reading *g, size_t i)
{
    size_t k = i < GP_COLUMN_KEPT ? 0 : g->attribute[i - GP_COLUMN_KEPT];

    return i < GP_COLUMN_KEPT ? i : k == GP_SKIPPED ? GP_SKIPPED : GP_COLUMN_KEPT + k;
}

static bool stands_in_file(const struct reading *g, size_t i)
{
    return i >= GP_COLUMN_KEPT || gp_column_wanted(g->r->log, i);
}

/* ---- names ---- */

/* listed: names are not looked up, so that they may be many; else they must differ. */
static enum gp_status take_names(struct reading *g, struct gp_dict *d, bool listed,
                                 struct gp_goat_bytes *b)
{
    uint32_t i;

    for (i = 0; i < g->block.items; i++) {
        struct gp_slice name = gp_goat_get_text(b, gp_goat_get(b));
        size_t n = d->n;

        if (b->failed || (name.len == 0 && d != &g->r->columns))
            return damaged(g, "a name is cut off");
        if (listed ? !gp_dict_append(d, name) : gp_dict_add(d, name) == GP_NO_ID)
            return gp_fail_memory(g->err);
        if (d->n != n + 1)
            return damaged(g, "a name stands there twice");
    }
    return b->at == b->end ? GP_OK : damaged(g, "there is more than names");
}

static enum gp_status skip_names(struct reading *g, uint64_t n)
{
    enum gp_status st = GP_OK;
    uint64_t done;

    for (done = 0; done < n && st == GP_OK; done += g->block.items) {
        st = read_block(g, GP_GOAT_NAMES, &g->block);
        if (st == GP_OK && !fits(&g->block, n - done))
            st = damaged(g, "there are more names than it says");
    }
    return st;
}

static enum gp_status read_names(struct reading *g, struct gp_dict *d, uint64_t n,
                                 bool listed)
{
    enum gp_status st = GP_OK;

    while (d->n < n && st == GP_OK) {
        struct gp_goat_bytes b;

        st = next_block(g, GP_GOAT_NAMES, &b);
        if (st == GP_OK && !fits(&g->block, n - d->n))
            st = damaged(g, "there are more names than it says");
        if (st == GP_OK)
            st = take_names(g, d, listed, &b);
    }
    return st;
}

static enum gp_status read_dictionaries(struct reading *g)
{
    struct gp_eventlog *log = g->r->log;
    const struct gp_goat_facts *f = &g->f;
    enum gp_status st = read_names(g, &log->activities, f->n_activities, false);
    size_t i;

    if (st == GP_OK)
        st = read_names(g, &log->resources, f->n_resources, false);
    if (st == GP_OK)
        st = read_names(g, &log->groups, f->n_groups, false);
    if (st == GP_OK)
        st = read_names(g, &g->r->columns, f->n_columns, false);
    for (i = 0; i < f->n_kept && st == GP_OK; i++)
        st = g->attribute[i] != GP_SKIPPED
                 ? read_names(g, &log->kept[g->attribute[i]].values, f->n_values[i],
                              false)
                 : skip_names(g, f->n_values[i]);
    return st;
}

static enum gp_status read_case_rows(struct reading *g)
{
    struct gp_case_rows *rows = &g->r->case_rows;
    enum gp_status st = read_names(g, &rows->cases, g->f.n_case_rows, false);
    struct gp_goat_bytes b;
    uint32_t i;

    while (rows->n < g->f.n_case_rows && st == GP_OK) {
        st = next_block(g, GP_GOAT_CASES, &b);
        if (st == GP_OK && !fits(&g->block, g->f.n_case_rows - rows->n))
            st = damaged(g, "there are more cases than it says");
        if (st == GP_OK &&
            !gp_reserve(&rows->more, &rows->cap, rows->n + g->block.items))
            st = gp_fail_memory(g->err);
        for (i = 0; st == GP_OK && i < g->block.items; i++)
            rows->more[rows->n++] = gp_goat_get_signed(&b);
        if (st == GP_OK && (b.failed || b.at != b.end))
            st = damaged(g, "numbers of rows are cut off");
    }
    return st;
}

/* ---- cases and events ---- */

static enum gp_status take_cases(struct reading *g, struct gp_goat_bytes *b,
                                 uint64_t *at)
{
    struct gp_eventlog *log = g->r->log;
    uint32_t i;

    for (i = 0; i < g->block.items; i++) {
        uint64_t n = gp_goat_get(b);

        log->first[log->n_cases++] = (uint32_t)*at;
        if (n == 0 || n > g->f.n_events - *at)
            return damaged(g, "cases have other events than there are");
        *at += n;
    }
    return !b->failed && b->at == b->end ? GP_OK
                                         : damaged(g, "numbers of events are cut off");
}

static enum gp_status read_cases(struct reading *g)
{
    struct gp_eventlog *log = g->r->log;
    enum gp_status st = read_names(g, &log->cases, g->f.n_cases, true);
    size_t cap = 0;
    uint64_t at = 0;

    while (log->n_cases < g->f.n_cases && st == GP_OK) {
        struct gp_goat_bytes b;

        st = next_block(g, GP_GOAT_CASES, &b);
        if (st == GP_OK && !fits(&g->block, g->f.n_cases - log->n_cases))
            st = damaged(g, "there are more cases than it says");
        if (st == GP_OK &&
            !gp_reserve(&log->first, &cap, log->n_cases + g->block.items + 1))
            st = gp_fail_memory(g->err);
        if (st == GP_OK)
            st = take_cases(g, &b, &at);
    }
    if (st != GP_OK)
        return st;
    log->first[log->n_cases] = (uint32_t)at;
    return at == g->f.n_events ? GP_OK
                               : damaged(g, "cases have other events than there are");
}

static bool get_ids(struct gp_goat_bytes *b, uint32_t *id, size_t n, uint64_t names,
                    bool must)
{
    size_t i;

    for (i = 0; i < n; i++) {
        uint64_t x = gp_goat_get(b);

        if (x > names || (must && x == 0))
            return false;
        id[i] = (uint32_t)x - 1;
    }
    return true;
}

static bool get_steps(struct gp_goat_bytes *b, uint32_t *v, size_t n)
{
    uint64_t at = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        at += (uint64_t)gp_goat_get_signed(b);
        if (at > UINT32_MAX)
            return false;
        v[i] = (uint32_t)at;
    }
    return true;
}

/* Ends in years that goatpath reads, and some; starts follow as spans before the ends. */
static bool get_times(struct gp_goat_bytes *b, int64_t *v, size_t n, bool steps)
{
    const int64_t most = INT64_C(1) << 57;
    uint64_t at = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        uint64_t x = (uint64_t)gp_goat_get_signed(b);

        at = steps ? at + x : x;
        v[i] = (int64_t)at;
        if (v[i] > most || v[i] < -most)
            return false;
    }
    return true;
}

static uint64_t names_of(const struct gp_eventlog *log, size_t column)
{
    switch (column) {
    case GP_COLUMN_ACTIVITY:
        return log->activities.n;
    case GP_COLUMN_RESOURCE:
        return log->resources.n;
    case GP_COLUMN_GROUP:
        return log->groups.n;
    default:
        return log->kept[column - GP_COLUMN_KEPT].values.n;
    }
}

static bool get_column(struct gp_goat_bytes *b, struct gp_eventlog *log, size_t column,
                       size_t from, size_t n)
{
    char *to = (char *)gp_column_get(log, column) + from * gp_column_size(column);
    size_t i;

    switch (column) {
    case GP_COLUMN_LINE:
    case GP_COLUMN_SERIAL:
        return get_steps(b, (uint32_t *)(void *)to, n);
    case GP_COLUMN_END:
    case GP_COLUMN_START:
        return get_times(b, (int64_t *)(void *)to, n, column == GP_COLUMN_END);
    case GP_COLUMN_OPEN:
        for (i = 0; i < n; i++)
            to[i] = gp_goat_get(b) != 0;
        return true;
    default:
        return get_ids(b, (uint32_t *)(void *)to, n, names_of(log, column),
                       column == GP_COLUMN_ACTIVITY);
    }
}

static void unpack_column(void *ctx, size_t i)
{
    struct reading *g = ctx;
    struct block *b = &g->column[i];
    size_t column = column_of(g, i);
    struct gp_goat_bytes bytes;

    if (stands_in_file(g, i) && column != GP_SKIPPED)
        b->failed = !unpack(b, &bytes) ||
                    !get_column(&bytes, g->r->log, column, g->from, b->items) ||
                    bytes.failed || bytes.at != bytes.end;
}

/* Starts came as spans before the ends. */
static void settle_starts(struct gp_eventlog *log, size_t from, size_t n)
{
    size_t i;

    for (i = from; log->has_start && i < from + n; i++)
        log->start[i] += log->end[i];
}

static enum gp_status read_chunk(struct reading *g, size_t n)
{
    struct gp_eventlog *log = g->r->log;
    size_t room = 2 * log->cap < g->f.n_events ? 2 * log->cap : (size_t)g->f.n_events,
           i;
    enum gp_status st = GP_OK;

    for (i = 0; i < g->n_columns && st == GP_OK; i++) {
        if (!stands_in_file(g, i))
            continue;
        st = read_block(g, GP_GOAT_COLUMN, &g->column[i]);
        if (st == GP_OK && (g->column[i].items != n || n > g->column[i].n_raw))
            st = damaged(g, "a column has other events than there are");
    }
    if (st != GP_OK)
        return st;
    if (g->from + n > log->cap &&
        !gp_eventlog_room(log, room > g->from + n ? room : g->from + n))
        return gp_fail_memory(g->err);
    gp_parallel(unpack_column, g, g->n_columns, g->o->threads);
    for (i = 0; i < g->n_columns; i++)
        if (g->column[i].failed)
            return damaged(g, "a column holds what cannot be");
    settle_starts(log, g->from, n);
    return GP_OK;
}

static bool in_order(const struct gp_eventlog *log)
{
    size_t c, i;

    for (c = 0; c < log->n_cases; c++)
        for (i = log->first[c] + (size_t)1; i < log->first[c + 1]; i++)
            if (gp_event_start(log, i) < gp_event_start(log, i - 1))
                return false;
    return true;
}

static enum gp_status read_events(struct reading *g)
{
    struct gp_eventlog *log = g->r->log;
    enum gp_status st = GP_OK;

    for (g->from = 0; g->from < g->f.n_events && st == GP_OK;
         g->from += GP_GOAT_CHUNK) {
        uint64_t left = g->f.n_events - g->from;

        st = read_chunk(g, left < GP_GOAT_CHUNK ? (size_t)left : GP_GOAT_CHUNK);
    }
    log->n = (size_t)g->f.n_events;
    log->n_ties = g->f.n_ties;
    return st == GP_OK && !in_order(log) ? damaged(g, "events are out of order") : st;
}

/* ---- the rest ---- */

static enum gp_status read_rejects(struct reading *g)
{
    struct gp_text *all = g->r->rejects.all;
    uint64_t left = g->f.rejects_bytes;
    enum gp_status st = GP_OK;

    if (all != NULL)
        gp_text_clear(all);
    while (left != 0 && st == GP_OK) {
        struct gp_goat_bytes b;

        st = next_block(g, GP_GOAT_REJECTS, &b);
        if (st == GP_OK && (!fits(&g->block, left) || g->block.n_raw != g->block.items))
            st = damaged(g, "refused rows are cut off");
        if (st == GP_OK && all != NULL)
            gp_text_add_n(all, (const char *)b.at, g->block.items);
        left -= st == GP_OK ? g->block.items : 0;
    }
    return st == GP_OK && all != NULL && all->failed ? gp_fail_memory(g->err) : st;
}

static enum gp_status read_end(struct reading *g)
{
    uint64_t blocks = g->blocks;
    struct gp_goat_bytes b;
    enum gp_status st = next_block(g, GP_GOAT_END, &b);
    unsigned char more;
    size_t got = 0;

    if (st == GP_OK && g->block.items != (uint32_t)blocks)
        st = damaged(g, "blocks are missing");
    if (st == GP_OK)
        st = gp_input_read(g->in, &more, 1, &got, g->err);
    return st == GP_OK && got != 0 ? damaged(g, "something follows its end") : st;
}

static enum gp_status read_file(struct reading *g)
{
    enum gp_status st = read_start(g);

    if (st == GP_OK)
        st = read_facts(g);
    if (st == GP_OK)
        st = make_log(g);
    if (st == GP_OK)
        st = read_dictionaries(g);
    if (st == GP_OK)
        st = read_case_rows(g);
    if (st == GP_OK)
        st = read_cases(g);
    if (st == GP_OK)
        st = read_events(g);
    if (st == GP_OK)
        st = read_rejects(g);
    return st == GP_OK ? read_end(g) : st;
}

static void release_block(struct block *b)
{
    gp_free(b->packed);
    gp_free(b->raw);
}

enum gp_status gp_goat_read(const char *name, const struct gp_ingest_options *o,
                            struct gp_ingest_result *out, struct gp_err *err)
{
    struct reading g = {.name = name, .o = o, .r = out, .err = err};
    enum gp_status st = gp_input_open(name, o->reader.tmpdir, &g.in, err);
    size_t i;

    if (st == GP_OK) {
        gp_input_forget(g.in);
        st = read_file(&g);
    }
    gp_input_close(g.in);
    release_block(&g.block);
    for (i = 0; g.column != NULL && i < g.n_columns; i++)
        release_block(&g.column[i]);
    gp_free(g.column);
    gp_free(g.attribute);
    gp_goat_facts_release(&g.f);
    return st;
}
