/* dialect.c - see dialect.h.
 *
 * The file is read with each candidate delimiter that occurs in it. A candidate is good
 * when most records have the same number of fields (Q), when few records still contain
 * another candidate outside of quotes (T), and when there are many fields (M):
 *
 *     score = Q * (0.1 + 0.9 T) * (M - 1) / M,   less 1/5 when the first record differs
 *
 *   1,5;2;Paul     by ";" 3 fields, nothing left over: a comma between digits is a
 *   2,5;3;Anna     decimal comma and does not count. By "," 2 fields, ";" left over.
 *
 * The idea is CleverCSV's (van den Burg et al., 2019: pattern score times type score),
 * cut down to four candidates.
 */
#include "ingest/dialect.h"
#include "base/mem.h"
#include "ingest/columns/header.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { SAMPLE = 1024 * 1024 };

static const char candidates[] = ",;\t|";

/* What is measured, with every candidate. */
struct looked {
    struct gp_rows *rows;
    struct gp_slice sample; /* their bytes */
    uint64_t skip_lines;    /* sep= */
    bool plain;
};

struct measure {
    char delimiter;
    uint64_t records, usual, clean; /* all; with the usual number of fields; without
                                       another candidate */
    size_t fields;                  /* the usual number */
    bool first_agrees;
};

static const char *shown(char delimiter)
{
    switch (delimiter) {
    case '\t':
        return "tab";
    case ',':
        return "\",\"";
    case ';':
        return "\";\"";
    case '|':
        return "\"|\"";
    default:
        return "the delimiter given";
    }
}

static bool is_candidate(char c)
{
    return c == ',' || c == ';' || c == '\t' || c == '|';
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes that count when something is sought that was left over. */
struct special {
    bool is[256];
};

static struct special special_of(char delimiter, char quote)
{
    struct special s = {0};
    const char *c;

    for (c = candidates; *c != '\0'; c++)
        s.is[(unsigned char)*c] = *c != delimiter;
    s.is[(unsigned char)quote] = true;
    return s;
}

/* Is another candidate left in the record, outside of quotes? */
static bool leftover(struct gp_slice record, const struct special *s, char quote)
{
    bool inside = false;
    size_t i;

    for (i = 0; i < record.len; i++) {
        char c = record.at[i];

        if (!s->is[(unsigned char)c])
            continue;
        if (c == quote)
            inside = !inside;
        else if (!inside && !(c == ',' && i > 0 && i + 1 < record.len &&
                              digit(record.at[i - 1]) && digit(record.at[i + 1])))
            return true;
    }
    return false;
}

/* The most frequent number of fields; the larger one of equally frequent ones. */
static void find_usual(struct measure *m, const uint64_t *times, size_t n)
{
    size_t i;

    for (i = 1; i < n; i++)
        if (times[i] != 0 && times[i] >= m->usual) {
            m->usual = times[i];
            m->fields = i;
        }
}

static enum gp_status measure_rows(struct gp_rows *rows, char quote, uint64_t **times,
                                   size_t *cap, struct measure *m, struct gp_err *err)
{
    const struct special special = special_of(m->delimiter, quote);
    const struct gp_row *row;
    uint64_t comments = 0;
    size_t first = 0, n = 0;
    enum gp_status status;

    while ((status = gp_rows_next(rows, &row, err)) == GP_OK && row != NULL) {
        if (row->n_fields == 1 && row->record.at[0] == '#') {
            comments++;
            continue;
        }
        if (!gp_reserve(times, cap, row->n_fields + 1))
            return gp_fail_memory(err);
        assert(*times != NULL);
        for (; n <= row->n_fields; n++)
            (*times)[n] = 0;
        (*times)[row->n_fields]++;
        first = first != 0 ? first : row->n_fields;
        m->clean += !leftover(row->record, &special, quote);
    }
    if (status != GP_OK)
        return status;
    m->records = gp_rows_counts(rows)->records - comments;
    find_usual(m, *times, n);
    m->first_agrees = first == m->fields;
    return GP_OK;
}

static enum gp_status measure(const struct looked *l, char delimiter, char quote,
                              struct measure *m, struct gp_err *err)
{
    struct gp_rows_form form = {
        .delimiter = delimiter, .quote = quote, .plain = l->plain};
    uint64_t *times = NULL;
    size_t cap = 0;
    enum gp_status status;

    memset(m, 0, sizeof *m);
    m->delimiter = delimiter;
    status = gp_rows_start(l->rows, &form, l->skip_lines, true, err);
    if (status == GP_OK)
        status = measure_rows(l->rows, quote, &times, &cap, m, err);
    gp_free(times);
    return status;
}

static double score(const struct measure *m)
{
    double n = (double)m->records, fields = (double)m->fields, s;

    if (m->fields < 2)
        return 0;
    s = (double)m->usual / n * (0.1 + 0.9 * (double)m->clean / n) * (fields - 1) /
        fields;
    return m->first_agrees ? s : s * 0.8;
}

static void explain_delimiter(const struct measure *best, const struct measure *second,
                              char *text, size_t size)
{
    int n;

    if (best->fields < 2) {
        snprintf(text, size, "none of , ; tab | gives more than one column");
        return;
    }
    n = snprintf(text, size, "%s gives %zu fields in %llu of %llu records",
                 shown(best->delimiter), best->fields, (unsigned long long)best->usual,
                 (unsigned long long)best->records);
    if (second->fields >= 2 && n > 0 && (size_t)n < size)
        snprintf(text + n, size - (size_t)n, "; %s gives %zu in %llu of %llu",
                 shown(second->delimiter), second->fields,
                 (unsigned long long)second->usual,
                 (unsigned long long)second->records);
}

static enum gp_status choose(const struct looked *l, char quote, struct measure *best,
                             char *text, size_t size, struct gp_err *err)
{
    struct measure second = {0}, m;
    const char *c;

    memset(best, 0, sizeof *best);
    best->delimiter = ',';
    for (c = candidates; *c != '\0'; c++) {
        enum gp_status status;

        if (*c != ',' && memchr(l->sample.at, *c, l->sample.len) == NULL)
            continue;
        status = measure(l, *c, quote, &m, err);
        if (status != GP_OK)
            return status;
        if (*c == ',' || score(&m) > score(best)) {
            second = *best;
            *best = m;
        } else if (score(&m) > score(&second)) {
            second = m;
        }
    }
    explain_delimiter(best, &second, text, size);
    return GP_OK;
}

/* "sep=;" as Excel writes and reads it: names the delimiter and is no row. */
static char sep_line(struct gp_slice sample)
{
    const char *end = memchr(sample.at, '\n', sample.len);
    struct gp_slice line = {sample.at,
                            end != NULL ? (size_t)(end - sample.at) : sample.len};

    if (line.len > 0 && line.at[line.len - 1] == '\r')
        line.len--;
    if (line.len == 7 && line.at[0] == '"' && line.at[6] == '"')
        line = gp_slice_n(line.at + 1, 5);
    if (line.len != 5 || !gp_slice_is_nocase(gp_slice_n(line.at, 4), "sep="))
        return '\0';
    return line.at[4];
}

static bool beside(struct gp_slice sample, size_t i)
{
    return i >= sample.len || sample.at[i] == '\n' || sample.at[i] == '\r' ||
           is_candidate(sample.at[i]);
}

/* How often a quote stands in front of a value, and how often behind one. */
static void count_quotes(struct gp_slice sample, char quote, size_t *before,
                         size_t *behind)
{
    const char *end = sample.at + sample.len, *p = sample.at;

    *before = *behind = 0;
    while (p < end && (p = memchr(p, quote, (size_t)(end - p))) != NULL) {
        size_t i = (size_t)(p - sample.at);

        *before += i == 0 || beside(sample, i - 1);
        *behind += beside(sample, i + 1);
        p++;
    }
}

/* May ' be the quote? It is tried where it stands around values and " does not. */
static bool single_quotes(struct gp_slice sample)
{
    size_t before, behind, double_before, double_behind;

    count_quotes(sample, '\'', &before, &behind);
    count_quotes(sample, '"', &double_before, &double_behind);
    return before >= 4 && behind >= 4 && double_before * 10 < before;
}

static const char *line_end_kind(struct gp_slice sample, char quote)
{
    bool lf = false, crlf = false, cr = false, inside = false;
    size_t i;

    if (memchr(sample.at, '\r', sample.len) == NULL)
        return "LF";
    for (i = 0; i < sample.len; i++) {
        char c = sample.at[i];

        if (c == quote)
            inside = !inside;
        if (inside || (c != '\r' && c != '\n'))
            continue;
        if (c == '\n')
            lf = true;
        else if (i + 1 < sample.len && sample.at[i + 1] == '\n')
            crlf = true, i++;
        else if (i + 1 < sample.len)
            cr = true;
    }
    if (lf + crlf + cr > 1)
        return "mixed";
    return crlf ? "CRLF" : cr ? "CR" : "LF";
}

/* One delimiter (given, or by sep=) or the best one, with one quote. */
static enum gp_status measure_all(const struct looked *l, char delimiter, char quote,
                                  struct gp_dialect_found *out, struct measure *m,
                                  struct gp_err *err)
{
    if (delimiter != '\0')
        return measure(l, delimiter, quote, m, err);
    return choose(l, quote, m, out->delimiter_text, sizeof out->delimiter_text, err);
}

static enum gp_status find_delimiter(struct gp_rows *rows, struct gp_slice sample,
                                     const struct gp_reader_options *options,
                                     struct gp_dialect_found *out, size_t *usual,
                                     struct gp_err *err)
{
    char sep = sep_line(sample);
    char delimiter = options->delimiter != '\0' ? options->delimiter : sep;
    struct looked l = {rows, sample, sep != '\0', options->plain};
    struct measure m, single;
    enum gp_status status;

    out->dialect.quote = options->quote != '\0' ? options->quote : '"';
    out->skip_lines = l.skip_lines;
    status = measure_all(&l, delimiter, out->dialect.quote, out, &m, err);
    if (status == GP_OK && options->quote == '\0' && single_quotes(sample)) {
        status = measure_all(&l, delimiter, '\'', out, &single, err);
        if (status == GP_OK && score(&single) > score(&m)) {
            out->dialect.quote = '\'';
            m = single;
        }
    }
    if (options->delimiter != '\0')
        snprintf(out->delimiter_text, sizeof out->delimiter_text,
                 "given by --delimiter");
    else if (sep != '\0')
        snprintf(out->delimiter_text, sizeof out->delimiter_text,
                 "the first line says sep=");
    out->dialect.delimiter = m.delimiter;
    *usual = m.fields;
    return status;
}

enum gp_status gp_dialect_find(struct gp_rows *rows, const char *file,
                               const struct gp_reader_options *options,
                               struct gp_dialect_found *out, struct gp_err *err)
{
    struct gp_dialect *d = &out->dialect;
    struct gp_rows_form form = {0};
    struct gp_header_found header;
    struct gp_slice sample;
    size_t usual;
    bool whole;
    enum gp_status status = gp_rows_look(rows, SAMPLE, &sample, &whole, err);

    if (status != GP_OK)
        return status;
    if (sample.len == 0)
        return gp_fail_at(err, GP_INPUT, file, 0, "is empty: no events");
    status = find_delimiter(rows, sample, options, out, &usual, err);
    if (status != GP_OK)
        return status;
    form.delimiter = d->delimiter;
    form.quote = d->quote;
    form.plain = options->plain;
    status = gp_header_find(rows, &form, out->skip_lines, usual, options->header, file,
                            &header, err);
    if (status != GP_OK)
        return status;
    out->skip_lines = header.skip_lines;
    out->n_columns = header.n_columns;
    memcpy(out->header_text, header.evidence, sizeof out->header_text);
    d->has_header = header.has_header;
    d->header_line = header.has_header ? header.line : 0;
    d->preamble_lines = header.skip_lines;
    d->line_end = line_end_kind(sample, d->quote);
    d->delimiter_evidence = out->delimiter_text;
    d->header_evidence = out->header_text;
    return GP_OK;
}
