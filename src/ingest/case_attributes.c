/* case_attributes.c - see case_attributes.h. */
#include "ingest/case_attributes.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct join {
    struct gp_eventlog *log;
    const char *file, *key, *case_header;
    struct gp_reader *reader;
    size_t n_columns, key_column;
    size_t *attribute; /* [n_columns] which of them; SIZE_MAX for the key */
    bool *seen;        /* [n_cases] */
    struct gp_case_join *out;
    struct gp_err *err;
};

/* ---- which column holds the case ids ---- */

static enum gp_status given_key(struct join *j)
{
    const struct gp_slice *header = gp_reader_header(j->reader);
    char *end;
    size_t i;

    for (i = 0; i < j->n_columns; i++)
        if (gp_slice_is_nocase(header[i], j->key)) {
            j->key_column = i;
            return GP_OK;
        }
    i = j->key[0] == '#' ? strtoul(j->key + 1, &end, 10) : 0;
    if (i >= 1 && i <= j->n_columns && *end == '\0') {
        j->key_column = i - 1;
        return GP_OK;
    }
    return gp_fail_at(j->err, GP_USAGE, j->file, 0,
                      "--cases-key %s: found no such column", j->key);
}

/* Rows of the sample whose value in this column is a case of the log. */
static size_t matches(const struct join *j, size_t column)
{
    size_t n = 0, i, found = 0;
    bool whole;
    const struct gp_row *row = gp_reader_sample(j->reader, &n, &whole);

    for (i = 0; i < n; i++)
        found += gp_dict_find(&j->log->cases,
                              gp_slice_trim(gp_row_field(&row[i], column))) != GP_NO_ID;
    return found * 2 >= n ? found : 0;
}

static enum gp_status find_key(struct join *j)
{
    const struct gp_slice *header = gp_reader_header(j->reader);
    size_t i, best = 0, n_best = 0;

    for (i = 0; i < j->n_columns && j->case_header != NULL; i++)
        if (gp_slice_is_nocase(header[i], j->case_header)) {
            j->key_column = i;
            return GP_OK;
        }
    for (i = 0; i < j->n_columns; i++) {
        size_t n = matches(j, i);

        if (n > best) {
            best = n;
            n_best = 0;
            j->key_column = i;
        }
        n_best += n != 0 && n == best;
    }
    if (n_best == 1)
        return GP_OK;
    return gp_fail_at(j->err, GP_INPUT, j->file, 0,
                      "found %s of case ids of the log; choose it with --cases-key "
                      "COLUMN",
                      n_best == 0 ? "no column" : "two columns");
}

/* ---- attributes ---- */

static bool is_kept(const struct gp_eventlog *log, const char *name)
{
    size_t k;

    for (k = 0; k < log->n_kept; k++)
        if (strcmp(log->kept[k].name, name) == 0)
            return true;
    return false;
}

static enum gp_status add_attribute(struct join *j, size_t column)
{
    struct gp_slice header = gp_reader_header(j->reader)[column];
    struct gp_text name = {0};
    struct gp_attribute *a;
    enum gp_status st;

    if (!gp_slice_starts(header, "case:"))
        gp_text_add(&name, "case:");
    gp_text_add_slice(&name, header);
    while (gp_text_ok(&name) && is_kept(j->log, gp_text_z(&name)))
        gp_text_add(&name, " (joined)");
    st = gp_text_ok(&name) ? gp_eventlog_keep(j->log, gp_text_z(&name), j->err)
                           : gp_fail_memory(j->err);
    gp_text_release(&name);
    if (st != GP_OK)
        return st;
    j->attribute[column] = j->log->n_kept - 1;
    a = &j->log->kept[j->log->n_kept - 1];
    a->kind = gp_reader_kind(j->reader, column);
    return gp_ids_missing(&a->id, j->log->n) ? GP_OK : gp_fail_memory(j->err);
}

static enum gp_status add_attributes(struct join *j)
{
    enum gp_status st = GP_OK;
    size_t i;

    j->attribute = gp_array(j->n_columns, sizeof *j->attribute);
    j->seen = gp_array_zero(j->log->n_cases, sizeof *j->seen);
    if (j->attribute == NULL || j->seen == NULL)
        return gp_fail_memory(j->err);
    for (i = 0; i < j->n_columns && st == GP_OK; i++) {
        j->attribute[i] = SIZE_MAX;
        if (i != j->key_column)
            st = add_attribute(j, i);
    }
    return st;
}

/* ---- rows ---- */

static enum gp_status take_row(struct join *j, const struct gp_row *row)
{
    struct gp_eventlog *log = j->log;
    uint32_t c =
        gp_dict_find(&log->cases, gp_slice_trim(gp_row_field(row, j->key_column)));
    size_t column, i;

    j->out->rows++;
    if (c == GP_NO_ID || j->seen[c]) {
        j->out->unmatched += c == GP_NO_ID;
        j->out->repeated += c != GP_NO_ID;
        return GP_OK;
    }
    j->seen[c] = true;
    j->out->cases_without--;
    for (column = 0; column < j->n_columns; column++) {
        struct gp_slice value = gp_slice_trim(gp_row_field(row, column));
        struct gp_attribute *a;
        uint32_t id;

        if (j->attribute[column] == SIZE_MAX || value.len == 0)
            continue;
        a = &log->kept[j->attribute[column]];
        id = gp_dict_add(&a->values, value);
        if (id == GP_NO_ID)
            return gp_fail_memory(j->err);
        for (i = log->first[c]; i < log->first[c + 1]; i++)
            if (!gp_ids_put(&a->id, i, id, log->n, log->n))
                return gp_fail_memory(j->err);
    }
    return GP_OK;
}

static enum gp_status take_rows(struct join *j)
{
    const struct gp_row *row = NULL;
    enum gp_status st;

    do {
        st = gp_reader_next(j->reader, &row, j->err);
        if (st == GP_OK && row != NULL)
            st = take_row(j, row);
    } while (st == GP_OK && row != NULL);
    j->out->rejected = gp_reader_counts(j->reader)->rejected;
    return st;
}

enum gp_status gp_case_attributes_join(struct gp_eventlog *log, const char *file,
                                       const char *key, const char *case_header,
                                       const struct gp_reader_options *reader,
                                       struct gp_case_join *out, struct gp_err *err)
{
    struct join j = {.log = log,
                     .file = file,
                     .key = key,
                     .case_header = case_header,
                     .out = out,
                     .err = err};
    struct gp_reader_options how = {
        .header = -1, .field_limit = reader->field_limit, .tmpdir = reader->tmpdir};
    enum gp_status st;

    memset(out, 0, sizeof *out);
    if (!gp_dict_index(&log->cases))
        return gp_fail_memory(err);
    out->cases_without = log->n_cases;
    st = gp_reader_open(file, &how, NULL, &j.reader, err);
    if (st != GP_OK)
        return st;
    j.n_columns = gp_reader_n_columns(j.reader);
    st = key != NULL ? given_key(&j) : find_key(&j);
    if (st == GP_OK)
        st = add_attributes(&j);
    if (st == GP_OK)
        st = take_rows(&j);
    gp_reader_close(j.reader);
    gp_free(j.attribute);
    gp_free(j.seen);
    return st;
}
