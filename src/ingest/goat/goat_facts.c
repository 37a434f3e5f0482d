/* goat_facts.c - everything about a log that is not its events, in one order, for reading
 * and writing alike (goat_form.h).
 *
 * This order is version 1 and must not change: what is added later belongs behind it, under
 * a new version. Texts are their length + 1 (0: NULL) and their bytes.
 */
#include "ingest/goat/goat_form.h"

#include "base/bits.h"

#include <string.h>

void gp_goat_put(struct gp_text *t, uint64_t n)
{
    char digits[10];
    size_t len = 0;

    for (; n >= 0x80; n >>= 7)
        digits[len++] = (char)(n | 0x80);
    digits[len++] = (char)n;
    gp_text_add_n(t, digits, len);
}

void gp_goat_put_signed(struct gp_text *t, int64_t n)
{
    gp_goat_put(t, gp_zigzag(n));
}

/* Up to 8 digits of 7 bits, lowest byte first, pushed together. */
static uint64_t push_together(uint64_t x)
{
    x = (x & UINT64_C(0x7f007f007f007f00)) >> 1 | (x & UINT64_C(0x007f007f007f007f));
    x = (x & UINT64_C(0x3fff00003fff0000)) >> 2 | (x & UINT64_C(0x00003fff00003fff));
    return (x & UINT64_C(0x0fffffff00000000)) >> 4 | (x & UINT64_C(0x000000000fffffff));
}

/* Nearly all numbers of a column have 2 to 6 digits: those come without a loop. */
uint64_t gp_goat_get_long(struct gp_goat_bytes *b)
{
    uint64_t n = 0;
    unsigned shift;

    if (b->end - b->at >= 8) {
        uint64_t word = gp_goat_number(b->at, 8);
        uint64_t ends = ~word & UINT64_C(0x8080808080808080); /* of numbers */

        if (ends != 0) {
            b->at += __builtin_ctzll(ends) / 8 + 1;
            return push_together(word & (ends ^ (ends - 1)) &
                                 UINT64_C(0x7f7f7f7f7f7f7f7f));
        }
    }
    for (shift = 0; shift < 64 && b->at < b->end; shift += 7) {
        n |= (uint64_t)(*b->at & 0x7f) << shift;
        if ((*b->at++ & 0x80) == 0)
            return n;
    }
    b->failed = true;
    b->at = b->end;
    return 0;
}

struct gp_slice gp_goat_get_text(struct gp_goat_bytes *b, uint64_t len)
{
    struct gp_slice s = {(const char *)b->at, (size_t)len};

    if (len > (uint64_t)(b->end - b->at)) {
        b->failed = true;
        b->at = b->end;
        return gp_slice_n("", 0);
    }
    b->at += len;
    return s;
}

/* ---- one fact ---- */

static void number(struct gp_goat_coder *c, uint64_t *n)
{
    if (c->out != NULL)
        gp_goat_put(c->out, *n);
    else
        *n = gp_goat_get(&c->in);
}

static void flag(struct gp_goat_coder *c, bool *yes)
{
    uint64_t n = *yes;

    number(c, &n);
    c->in.failed |= n > 1;
    *yes = n != 0;
}

/* A number of at most `most`. */
static unsigned choice(struct gp_goat_coder *c, unsigned n, unsigned most)
{
    uint64_t x = n;

    number(c, &x);
    c->in.failed |= x > most;
    return x <= most ? (unsigned)x : 0;
}

static void column(struct gp_goat_coder *c, int *n)
{
    *n = (int)choice(c, (unsigned)(*n + 1), 65536) - 1;
}

static void share(struct gp_goat_coder *c, double *x)
{
    uint64_t bits;

    memcpy(&bits, x, sizeof bits);
    number(c, &bits);
    memcpy(x, &bits, sizeof bits);
    if (!(*x >= 0 && *x <= 1)) {
        c->in.failed = true;
        *x = 0;
    }
}

static void text(struct gp_goat_coder *c, char **z)
{
    struct gp_slice s;
    uint64_t len;

    if (c->out != NULL) {
        gp_goat_put(c->out, *z != NULL ? strlen(*z) + 1 : 0);
        if (*z != NULL)
            gp_text_add(c->out, *z);
        return;
    }
    *z = NULL;
    len = gp_goat_get(&c->in);
    if (len == 0)
        return;
    s = gp_goat_get_text(&c->in, len - 1);
    *z = gp_array(s.len + 1, 1);
    c->no_memory |= *z == NULL;
    if (*z == NULL)
        return;
    if (s.len != 0)
        memcpy(*z, s.at, s.len);
    (*z)[s.len] = '\0';
}

static void const_text(struct gp_goat_coder *c, const char **z)
{
    char *own = (char *)(uintptr_t)*z;

    text(c, &own);
    *z = own;
}

/* Texts that are never NULL. */
static void some_text(struct gp_goat_coder *c, char **z)
{
    text(c, z);
    c->in.failed |= *z == NULL;
}

/* How many of something follow: each takes a byte at least. */
static size_t how_many(struct gp_goat_coder *c, size_t n)
{
    uint64_t x = n;

    number(c, &x);
    if (c->out == NULL && x > (uint64_t)(c->in.end - c->in.at)) {
        c->in.failed = true;
        return 0;
    }
    return (size_t)x;
}

/* ---- facts of a source ---- */

static void dialect(struct gp_goat_coder *c, struct gp_dialect *d)
{
    d->format = (enum gp_format_in)choice(c, d->format, GP_IN_WORKBOOK);
    d->delimiter = (char)choice(c, (unsigned char)d->delimiter, 255);
    d->quote = (char)choice(c, (unsigned char)d->quote, 255);
    flag(c, &d->has_header);
    flag(c, &d->bom);
    number(c, &d->preamble_lines);
    number(c, &d->header_line);
    const_text(c, &d->packing);
    const_text(c, &d->encoding);
    const_text(c, &d->line_end);
    const_text(c, &d->delimiter_evidence);
    const_text(c, &d->encoding_evidence);
    const_text(c, &d->header_evidence);
    c->in.failed |= d->packing == NULL || d->encoding == NULL;
}

static void counts(struct gp_goat_coder *c, struct gp_reader_counts *n)
{
    uint64_t *const each[] = {&n->records,     &n->rows,           &n->rejected,
                              &n->blank_lines, &n->preamble_lines, &n->physical_lines,
                              &n->scanned,     &n->odd_quotes,     &n->short_rows,
                              &n->nul_bytes,   &n->invalid_utf8};
    size_t i;

    for (i = 0; i < sizeof each / sizeof each[0]; i++)
        number(c, each[i]);
    flag(c, &n->quote_error);
}

static void role(struct gp_goat_coder *c, struct gp_role_found *f)
{
    column(c, &f->column);
    column(c, &f->column2);
    text(c, &f->header);
    share(c, &f->confidence);
    text(c, &f->evidence);
    if (f->column >= 0 && (f->header == NULL || f->evidence == NULL))
        c->in.failed = true;
}

static void source(struct gp_goat_coder *c, struct gp_source_found *s)
{
    int i;

    some_text(c, &s->name);
    number(c, &s->bytes);
    dialect(c, &s->dialect);
    counts(c, &s->counts);
    s->shape = (enum gp_shape)choice(c, s->shape, GP_SHAPE_HISTORY);
    text(c, &s->shape_evidence);
    text(c, &s->preset);
    text(c, &s->looks_like);
    text(c, &s->field);
    text(c, &s->events);
    for (i = 0; i < GP_ROLE_INSTANCE + 1; i++)
        role(c, &s->role[i]);
    text(c, &s->xes_head);
    text(c, &s->time_format);
    text(c, &s->time_evidence);
    flag(c, &s->order_sampled);
    some_text(c, &s->tz);
}

static void sources(struct gp_goat_coder *c, struct gp_ingest_result *r)
{
    size_t n = how_many(c, r->n_sources), i;

    if (c->out == NULL && n != 0 && !c->in.failed) {
        r->sources = gp_array_zero(n, sizeof *r->sources);
        c->no_memory |= r->sources == NULL;
    }
    c->in.failed |= n == 0;
    for (i = 0; i < n && r->sources != NULL && !c->in.failed; i++) {
        r->n_sources = i + 1;
        source(c, &r->sources[i]);
    }
}

/* ---- facts of the reading ---- */

static void counters(struct gp_goat_coder *c, struct gp_ingest_result *r)
{
    uint64_t *const each[] = {
        &r->rows,
        &r->used,
        &r->ignored,
        &r->events,
        &r->running,
        &r->unpaired_completes,
        &r->other_transitions,
        &r->end_before_start,
        &r->dst_gaps,
        &r->dst_overlaps,
        &r->joined.rows,
        &r->joined.unmatched,
        &r->joined.repeated,
        &r->joined.rejected,
        &r->joined.cases_without,
        &r->other_fields,
        &r->context_rows,
        &r->first_states,
        &r->unknown_starts,
        &r->undated,
        &r->planned,
        &r->unclosed,
        &r->contradict,
        &r->wide_events,
        &r->date_only,
        &r->placeholder_times,
        &r->leap_seconds,
        &r->trailing,
        &r->with_offset,
        &r->without_offset,
        &r->events_read,
        &r->filtered_rows,
    };
    size_t i;

    for (i = 0; i < sizeof each / sizeof each[0]; i++)
        number(c, each[i]);
}

/* The number of a source: files of rows are known by it. */
static void file_of(struct gp_goat_coder *c, const struct gp_ingest_result *r,
                    const char **name)
{
    size_t file = 0;

    while (c->out != NULL && file + 1 < r->n_sources &&
           strcmp(r->sources[file].name, *name) != 0)
        file++;
    file = choice(c, (unsigned)file, (unsigned)(r->n_sources - 1));
    if (c->out == NULL)
        *name = r->sources[file].name;
}

static void example(struct gp_goat_coder *c, const struct gp_ingest_result *r,
                    struct gp_reject_example *e)
{
    file_of(c, r, &e->file);
    number(c, &e->line);
    text(c, &e->text);
    text(c, &e->found);
    c->in.failed |= e->text == NULL;
}

static void rejects(struct gp_goat_coder *c, struct gp_ingest_result *r)
{
    struct gp_rejects *x = &r->rejects;
    unsigned kinds = choice(c, GP_REJECT_KINDS, GP_REJECT_KINDS), kind, n, i;

    for (kind = 0; kind < kinds && !c->in.failed && !c->no_memory; kind++) {
        number(c, &x->count[kind]);
        n = choice(c, (unsigned)x->n_examples[kind], GP_REJECT_EXAMPLES);
        for (i = 0; i < n && !c->in.failed && !c->no_memory; i++) {
            x->n_examples[kind] = i + 1;
            example(c, r, &x->example[kind][i]);
        }
        if (c->out == NULL)
            x->added += x->count[kind];
    }
}

static void first_rows(struct gp_goat_coder *c, const struct gp_ingest_result *r,
                       struct gp_first_rows *rows)
{
    size_t i;

    rows->n = choice(c, (unsigned)rows->n, GP_TIME_LINES);
    for (i = 0; i < rows->n && !c->in.failed; i++) {
        file_of(c, r, &rows->row[i].file);
        number(c, &rows->row[i].line);
    }
}

/* The first files of version 1 end before these. */
static void later_facts(struct gp_goat_coder *c, struct gp_ingest_result *r)
{
    size_t i;

    for (i = 0; i < GP_TIME_NOTES && !c->in.failed; i++)
        first_rows(c, r, &r->time_rows[i]);
    for (i = 0; i < r->n_sources; i++) {
        flag(c, &r->sources[i].counts.unchecked);
        number(c, &r->sources[i].counts.in_lists);
        number(c, &r->sources[i].counts.empty_values);
    }
}

/* And the next ones before these. */
static void odd_rows(struct gp_goat_coder *c, struct gp_ingest_result *r)
{
    first_rows(c, r, &r->odd_quotes);
    if (!c->in.failed)
        first_rows(c, r, &r->undecodable);
}

/* And these before those. */
static void doubts(struct gp_goat_coder *c, struct gp_ingest_result *r)
{
    size_t i;

    for (i = 0; i < r->n_sources && !c->in.failed; i++) {
        const_text(c, &r->sources[i].dialect.encoding_doubt);
        number(c, &r->sources[i].counts.same_names);
        number(c, &r->sources[i].counts.same_name_line);
    }
}

/* ---- facts of the log ---- */

static void files(struct gp_goat_coder *c, struct gp_goat_facts *f)
{
    size_t n = how_many(c, f->n_files), i;

    if (c->out == NULL && !c->in.failed) {
        f->file = gp_array_zero(n, sizeof *f->file);
        c->no_memory |= f->file == NULL;
    }
    for (i = 0; i < n && f->file != NULL && !c->in.failed; i++) {
        f->n_files = i + 1;
        some_text(c, &f->file[i].name);
        number(c, &f->file[i].first_event);
    }
}

static void attributes(struct gp_goat_coder *c, struct gp_goat_facts *f)
{
    size_t n = how_many(c, f->n_kept), i;

    if (c->out == NULL && !c->in.failed) {
        f->kept = gp_array_zero(n, sizeof *f->kept);
        f->n_values = gp_array_zero(n, sizeof *f->n_values);
        c->no_memory |= f->kept == NULL || f->n_values == NULL;
    }
    for (i = 0; i < n && !c->no_memory && !c->in.failed; i++) {
        f->n_kept = i + 1;
        some_text(c, &f->kept[i].name);
        f->kept[i].kind =
            (enum gp_value_kind)choice(c, f->kept[i].kind, GP_VALUE_KINDS - 1);
        number(c, &f->n_values[i]);
    }
}

void gp_goat_facts(struct gp_goat_coder *c, struct gp_goat_facts *f,
                   struct gp_ingest_result *r)
{
    uint64_t *const numbers[] = {&f->n_events,     &f->n_cases,     &f->n_ties,
                                 &f->n_activities, &f->n_resources, &f->n_groups,
                                 &f->n_columns,    &f->n_case_rows, &f->rejects_bytes};
    bool *const flags[] = {&f->has_time,  &f->has_start, &f->has_resource,
                           &f->has_group, &f->has_open,  &f->has_serial};
    size_t i;

    for (i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        number(c, numbers[i]);
    for (i = 0; i < sizeof flags / sizeof flags[0]; i++)
        flag(c, flags[i]);
    text(c, &f->given);
    files(c, f);
    attributes(c, f);
    sources(c, r);
    counters(c, r);
    if (r->n_sources != 0 && !c->in.failed && !c->no_memory) {
        rejects(c, r);
        if (c->out != NULL || c->in.at < c->in.end)
            later_facts(c, r);
        if (c->out != NULL || c->in.at < c->in.end)
            odd_rows(c, r);
        if (c->out != NULL || c->in.at < c->in.end)
            doubts(c, r);
    }
}

void gp_goat_facts_release(struct gp_goat_facts *f)
{
    size_t i;

    for (i = 0; i < f->n_files; i++)
        gp_free(f->file[i].name);
    gp_free(f->file);
    for (i = 0; i < f->n_kept; i++)
        gp_free(f->kept[i].name);
    gp_free(f->kept);
    gp_free(f->n_values);
    gp_free(f->given);
    memset(f, 0, sizeof *f);
}
