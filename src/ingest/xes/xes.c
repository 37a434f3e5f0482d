/* xes.c - see xes.h.
 *
 *   piece of bytes -> expat -> batch of events (xes_events.h) -> one row after another
 *
 * A batch is what one piece completes, some hundred events; its memory is used again.
 */
#include "ingest/xes/xes.h"
#include "base/mem.h"
#include "base/xmlfast.h"
#include "ingest/blame.h"
#include "ingest/rows.h"
#include "ingest/xes/xes_events.h"

#include <string.h>

enum { PIECE = 64 * 1024 };
static const uint64_t LOOK = 4 * 1024 * 1024; /* a pipe keeps so much in memory */

struct gp_xes {
    struct gp_source *source;
    struct gp_xml_stream *xml;
    /* instead of xml; NULL: the XML is not of the usual form */
    struct gp_xmlfast *fast;
    bool use_fast;
    struct gp_xes_events events;
    char encoding[24];
    bool ended;
    char *piece;
    size_t next; /* event of the batch */
    uint64_t rows;
    size_t n_columns;
    struct gp_slice *field; /* [n_columns] of the row */
    struct gp_text record, about;
    struct gp_row row;
};

/* ---- what it is ---- */

/* The first character behind a byte order mark and blanks; bytes of UTF-16 that are 0 are
 * passed over. */
static char first_character(struct gp_slice s)
{
    size_t i = 0;

    if (s.len >= 3 && memcmp(s.at, "\xEF\xBB\xBF", 3) == 0)
        i = 3;
    else if (s.len >= 2 &&
             (memcmp(s.at, "\xFF\xFE", 2) == 0 || memcmp(s.at, "\xFE\xFF", 2) == 0))
        i = 2;
    while (i < s.len && (strchr(" \t\r\n", s.at[i]) != NULL)) /* strchr finds NUL */
        i++;
    return i < s.len ? s.at[i] : '\0';
}

enum gp_status gp_xes_recognise(const char *file, struct gp_slice bytes, bool *is_xes,
                                struct gp_err *err)
{
    struct gp_text space = {0}, name = {0};
    struct gp_err why = {0};
    enum gp_status st = GP_OK;

    *is_xes = false;
    if (first_character(bytes) != '<')
        return GP_OK;
    st = gp_xml_root(file, bytes, &space, &name, &why);
    *is_xes = st == GP_OK && strcmp(gp_text_z(&name), "log") == 0;
    if (st == GP_OK && !*is_xes &&
        gp_slice_is_nocase(gp_slice(gp_text_z(&name)), "html"))
        st = gp_fail_at(err, GP_INPUT, file, 0,
                        "is an HTML page, as some systems write what they call .xls; "
                        "open it in a spreadsheet and save it as .xlsx or CSV");
    else if (st == GP_OK && !*is_xes)
        st = gp_fail_at(err, GP_INPUT, file, 0,
                        "is XML with the root <%s> and no event log: XES begins with "
                        "<log>; export the log as XES or CSV",
                        gp_text_z(&name));
    else if (st != GP_OK && gp_slice_starts(bytes, "<?xml"))
        *err = why;
    else if (st == GP_INPUT && strstr(why.text, "document type") != NULL)
        *err = why;
    else if (st == GP_INPUT)
        st = GP_OK; /* text that happens to begin with < */
    gp_text_release(&space);
    gp_text_release(&name);
    return st;
}

/* What the XML declaration says, in small letters. */
static void note_encoding(struct gp_xes *x, struct gp_slice bytes)
{
    static const char mark[] = "encoding=";
    size_t i, n = 0;

    (void)memcpy(x->encoding, "utf-8", sizeof "utf-8");
    if (bytes.len >= 2 && (bytes.at[0] == '\0' || bytes.at[1] == '\0' ||
                           (unsigned char)bytes.at[0] >= 0xFE))
        (void)memcpy(x->encoding, "utf-16", sizeof "utf-16");
    if (!gp_slice_starts(bytes, "<?xml"))
        return;
    for (i = 0; i + sizeof mark < bytes.len && bytes.at[i] != '>'; i++)
        if (memcmp(bytes.at + i, mark, sizeof mark - 1) == 0)
            break;
    if (i + sizeof mark >= bytes.len || bytes.at[i] == '>')
        return; /* <?xml version="1.0"?> */
    for (i += sizeof mark; i < bytes.len && n + 1 < sizeof x->encoding; i++) {
        char c = bytes.at[i];

        if (c == '"' || c == '\'' || c == '>' || c == '?')
            break;
        x->encoding[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    if (n != 0)
        x->encoding[n] = '\0';
}

/* ---- reading ---- */

static void stop_parsers(struct gp_xes *x)
{
    gp_xml_stream_free(x->xml);
    gp_xmlfast_free(x->fast);
    x->xml = NULL;
    x->fast = NULL;
}

static enum gp_status start(struct gp_xes *x, struct gp_err *err)
{
    stop_parsers(x);
    gp_xes_events_restart(&x->events);
    x->next = 0;
    x->rows = 0;
    x->ended = false;
    if (x->use_fast)
        x->fast = gp_xmlfast_new(&gp_xes_handler, &x->events);
    else
        x->xml =
            gp_xml_stream_new(gp_source_name(x->source), &gp_xes_handler, &x->events);
    return x->xml != NULL || x->fast != NULL ? GP_OK : gp_fail_memory(err);
}

static enum gp_status read_source(void *source, char *buf, size_t cap, size_t *got,
                                  struct gp_err *err)
{
    return gp_source_read(source, buf, cap, got, err);
}

/* *odd: the fast parser gave up. */
static enum gp_status read_piece(struct gp_xes *x, size_t *got, bool *odd,
                                 struct gp_err *err)
{
    enum gp_status st;

    *odd = false;
    st = gp_source_read(x->source, x->piece, PIECE, got, err);
    if (st != GP_OK)
        return st;
    x->ended = *got == 0;
    st = x->fast != NULL
             ? gp_xmlfast_feed(x->fast, gp_slice_n(x->piece, *got), x->ended, odd, err)
             : gp_xml_stream_feed(x->xml, gp_slice_n(x->piece, *got), x->ended, err);
    if (st == GP_OK || strcmp(gp_source_packing(x->source), "plain") == 0)
        return st;
    return gp_blame_packing(read_source, x->source, x->piece, PIECE, st, err);
}

enum gp_status gp_xes_rewind(struct gp_xes *x, struct gp_err *err)
{
    enum gp_status st = gp_source_rewind(x->source, err);

    return st == GP_OK ? start(x, err) : st;
}

/* Looks at the first most bytes; *odd as above. */
static enum gp_status survey_once(struct gp_xes *x, uint64_t most, bool *odd,
                                  struct gp_err *err)
{
    uint64_t bytes = 0;
    bool spooled = false;
    enum gp_status st = start(x, err);
    size_t got;

    while (st == GP_OK && !*odd && !x->ended && bytes < most) {
        st = read_piece(x, &got, odd, err);
        if (bytes == 0 && st == GP_OK)
            note_encoding(x, gp_slice_n(x->piece, got));
        bytes += got;
        if (st == GP_OK && x->events.columns.n > GP_ROWS_COLUMNS)
            st =
                gp_fail_at(err, GP_INPUT, gp_source_name(x->source), 0,
                           "has more than %d keys of attributes; leave some out of the "
                           "export",
                           GP_ROWS_COLUMNS);
        if (st == GP_OK && bytes > LOOK && !spooled) {
            st = gp_source_will_rewind(x->source, err);
            spooled = true;
        }
    }
    return st;
}

/* Every key of the file: what the first piece lacks would be lost without a word. */
static enum gp_status survey(struct gp_xes *x, bool bounded, struct gp_err *err)
{
    bool odd = false;
    enum gp_status st;

    x->use_fast &= !bounded; /* what was not surveyed may turn out odd */
    x->events.only_columns = true;
    st = survey_once(x, bounded ? LOOK : UINT64_MAX, &odd, err);
    if (odd && st == GP_OK) {
        x->use_fast = odd = false;
        st = gp_source_rewind(x->source, err);
        if (st == GP_OK)
            st = survey_once(x, UINT64_MAX, &odd, err);
    }
    if (st == GP_OK && x->events.n_events == 0)
        st = gp_fail_at(err, GP_INPUT, gp_source_name(x->source), 0,
                        "is an XES log without events");
    x->events.only_columns = false;
    return st;
}

static enum gp_status describe(struct gp_xes *x, struct gp_err *err)
{
    size_t i, of_case = 0;

    x->n_columns = x->events.columns.n;
    x->field = gp_array_zero(x->n_columns, sizeof *x->field);
    for (i = 0; i < x->n_columns; i++)
        of_case += gp_slice_starts(x->events.columns.name[i], "case:");
    gp_text_addf(&x->about, "%zu attributes of events, %zu of cases",
                 x->n_columns - of_case, of_case);
    if (x->events.nested != 0) {
        gp_text_add(&x->about, "; ");
        gp_text_add_count(&x->about, x->events.nested);
        gp_text_add(&x->about, " nested too deep are left out");
    }
    if (x->events.empty != 0) {
        gp_text_add(&x->about, "; ");
        gp_text_add_count(&x->about, x->events.empty);
        gp_text_add(&x->about, " with an empty value");
    }
    if (x->events.same_names != 0) {
        gp_text_add(&x->about, "; ");
        gp_text_add_count(&x->about, x->events.same_names);
        gp_text_add(&x->about, " of ");
        gp_text_add_count(&x->about, x->events.n_named);
        gp_text_add(&x->about, " traces have the name of an earlier one and become one "
                               "case with it");
    }
    if (x->events.head.too_long)
        gp_text_add(&x->about, "; what stands before the traces is longer than 1 MiB "
                               "and left out");
    if (x->events.classifiers.len != 0)
        gp_text_addf(&x->about, "; classifiers: %s", gp_text_z(&x->events.classifiers));
    return x->field != NULL && gp_text_ok(&x->about) ? GP_OK : gp_fail_memory(err);
}

enum gp_status gp_xes_open(struct gp_source *source,
                           const struct gp_xes_options *options, struct gp_xes **out,
                           struct gp_err *err)
{
    struct gp_xes *x = gp_array_zero(1, sizeof *x);
    enum gp_status st;

    *out = NULL;
    if (x == NULL)
        return gp_fail_memory(err);
    x->source = source;
    x->piece = gp_array(PIECE, 1);
    st = gp_xes_events_init(&x->events, err);
    x->events.file = gp_source_name(source);
    x->events.wanted = options->classifier;
    x->use_fast = !options->plain;
    x->row.tells_empty = options->empties;
    if (st == GP_OK && x->piece == NULL)
        st = gp_fail_memory(err);
    if (st == GP_OK)
        st = survey(x, options->bounded, err);
    if (st == GP_OK)
        st = describe(x, err);
    if (st == GP_OK)
        st = gp_xes_rewind(x, err);
    if (st == GP_OK)
        *out = x;
    else
        gp_xes_close(x);
    return st;
}

void gp_xes_close(struct gp_xes *x)
{
    if (x == NULL)
        return;
    stop_parsers(x);
    gp_xes_events_release(&x->events);
    gp_free(x->piece);
    gp_free(x->field);
    gp_text_release(&x->record);
    gp_text_release(&x->about);
    gp_free(x);
}

/* ---- rows ---- */

static void fill(struct gp_xes *x, size_t first, size_t n)
{
    size_t i;

    for (i = first; i < first + n; i++) {
        const struct gp_xes_value *v = &x->events.value[i];

        if (v->column < x->n_columns) /* else unknown when the columns were counted */
            x->field[v->column] = gp_slice_n(x->events.text.at + v->at, v->len);
    }
}

/* concept:name="A" time:timestamp="..." : what a refused event is shown as. Few are. */
static struct gp_slice describe_row(const struct gp_row *row)
{
    struct gp_xes *x = row->reader;
    struct gp_text *t = &x->record;
    size_t i;

    gp_text_clear(t);
    for (i = 0; i < x->n_columns; i++) {
        if (x->field[i].len == 0)
            continue;
        gp_text_add(t, t->len != 0 ? " " : "");
        gp_text_add_slice(t, x->events.columns.name[i]);
        gp_text_add_n(t, "=\"", 2);
        gp_text_add_slice(t, x->field[i]);
        gp_text_add_char(t, '"');
    }
    return gp_slice_n(gp_text_z(t), gp_text_ok(t) ? t->len : 0);
}

/* Reads until there is an event, or no more. */
static enum gp_status next_batch(struct gp_xes *x, struct gp_err *err)
{
    enum gp_status st = GP_OK;
    bool odd = false;
    size_t got;

    while (st == GP_OK && !odd && x->next == x->events.n && !x->ended) {
        gp_xes_events_clear(&x->events);
        x->next = 0;
        st = read_piece(x, &got, &odd, err);
    }
    if (odd && st == GP_OK) /* it was not when its keys were looked for */
        st = gp_fail_at(err, GP_SYSTEM, gp_source_name(x->source), 0,
                        "changed while it was read; read it again when it is complete");
    return st;
}

enum gp_status gp_xes_next(struct gp_xes *x, const struct gp_row **row,
                           struct gp_err *err)
{
    const struct gp_xes_event *e;
    enum gp_status st = next_batch(x, err);
    size_t i;

    *row = NULL;
    if (st != GP_OK || x->next == x->events.n)
        return st;
    e = &x->events.event[x->next++];
    for (i = 0; i < x->n_columns; i++)
        x->field[i] = gp_slice_n(x->row.tells_empty ? NULL : "", 0);
    fill(x, e->trace, e->n_trace);
    fill(x, e->first, e->n);
    x->row.fields = x->field;
    x->row.n_fields = x->n_columns;
    x->row.line = e->line;
    x->row.record = gp_slice_n("", 0);
    x->row.describe = describe_row;
    x->row.reader = x;
    x->rows++;
    *row = &x->row;
    return GP_OK;
}

void gp_xes_count(const struct gp_xes *x, struct gp_reader_counts *out)
{
    memset(out, 0, sizeof *out);
    out->records = out->rows = x->rows;
    out->in_lists = x->events.nested;
    out->empty_values = x->events.empty;
    out->same_names = x->events.same_names;
    out->same_name_line = x->events.same_name_line;
    out->scanned = x->events.n_events - (x->events.n - x->next);
}

size_t gp_xes_n_columns(const struct gp_xes *x)
{
    return x->n_columns;
}

const struct gp_slice *gp_xes_columns(const struct gp_xes *x)
{
    return x->events.columns.name;
}

enum gp_value_kind gp_xes_kind(const struct gp_xes *x, size_t column)
{
    return x->events.kind[column];
}

const char *gp_xes_about(const struct gp_xes *x)
{
    return gp_text_z(&x->about);
}

const char *gp_xes_head(const struct gp_xes *x)
{
    return gp_text_z(&x->events.head.xml);
}

const char *gp_xes_encoding(const struct gp_xes *x)
{
    return x->encoding;
}
