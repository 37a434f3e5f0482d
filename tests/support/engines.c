/* engines.c - see engines.h. A reading becomes one text; the texts are compared. */
#include "tests/support/engines.h"
#include "base/mem.h"
#include "base/way.h"
#include "ingest/blocks.h"
#include "ingest/split.h"
#include "tests/support/scratch.h"

#include <string.h>

static void show_row(struct gp_text *t, const struct gp_row *row, const bool *used)
{
    size_t i;

    gp_text_addf(t, "%llu:", (unsigned long long)row->line);
    for (i = 0; i < row->n_fields; i++) {
        if (used != NULL && !used[i])
            continue;
        gp_text_addf(t, " %zu=%zu<", i, gp_row_field(row, i).len);
        gp_text_add_slice(t, gp_row_field(row, i));
        gp_text_add_char(t, '>');
    }
    gp_text_addf(t, " of %zu, record %zu<", row->n_fields, row->record.len);
    gp_text_add_slice(t, row->record);
    gp_text_add(t, ">\n");
}

static void show_counts(struct gp_text *t, const struct gp_reader_counts *c)
{
    gp_text_addf(t,
                 "%llu records, %llu rows, %llu refused, %llu blank, %llu lines, "
                 "%llu scanned, quote error %d, %llu odd, %llu short\n",
                 (unsigned long long)c->records, (unsigned long long)c->rows,
                 (unsigned long long)c->rejected, (unsigned long long)c->blank_lines,
                 (unsigned long long)c->physical_lines, (unsigned long long)c->scanned,
                 c->quote_error, (unsigned long long)c->odd_quotes,
                 (unsigned long long)c->short_rows);
}

static const char *read_all(const char *bytes, size_t len, const struct engines_want *w,
                            bool plain, struct gp_text *out)
{
    struct fed fed = {bytes, len, 0, w->piece};
    struct gp_rows *rows = NULL;
    struct gp_rejects rejects;
    struct gp_text refused = {0};
    struct gp_rows_form form = {w->delimiter, '"',      w->n_columns, w->header,
                                w->used,      &rejects, plain};
    const struct gp_row *row = NULL;
    struct gp_err err;
    enum gp_status st;

    gp_rejects_init(&rejects, &refused);
    st = gp_rows_open(fed_read, &fed, "fed", w->field_limit, &rows, &err);
    if (st == GP_OK)
        st = gp_rows_start(rows, &form, 0, false, &err);
    while (st == GP_OK) {
        st = gp_rows_next(rows, &row, &err);
        if (st != GP_OK || row == NULL)
            break;
        show_row(out, row, w->used);
    }
    if (st == GP_OK)
        show_counts(out, gp_rows_counts(rows));
    gp_text_add_n(out, refused.at, refused.len);
    gp_rows_close(rows);
    gp_rejects_release(&rejects);
    gp_text_release(&refused);
    return st == GP_OK ? NULL : "an engine fails";
}

/* ---- the same in blocks ---- */

struct shown {
    struct gp_text rows, refused, *all_rows, *all_refused;
    struct gp_rejects rejects;
    const bool *used;
    struct gp_slice bytes;
    bool outside; /* a record did not lie in the bytes told of */
};

static void begin_shown(void *hand, struct gp_slice bytes)
{
    struct shown *s = hand;

    s->bytes = bytes;
}

static enum gp_status take_shown(void *hand, const struct gp_row *row,
                                 struct gp_err *err)
{
    struct shown *s = hand;

    (void)err;
    show_row(&s->rows, row, s->used);
    s->outside |= row->record.at < s->bytes.at ||
                  row->record.at + row->record.len > s->bytes.at + s->bytes.len;
    return GP_OK;
}

static enum gp_status take_usual_shown(void *hand, const struct gp_stretch *rows,
                                       struct gp_err *err)
{
    enum gp_status st = GP_OK;
    size_t i;

    for (i = 0; i < rows->n && st == GP_OK; i++) {
        struct gp_row row = gp_stretch_row(rows, i);

        st = take_shown(hand, &row, err);
    }
    return st;
}

static void drop_shown(void *hand)
{
    struct shown *s = hand;

    gp_text_clear(&s->rows);
    gp_text_clear(&s->refused);
}

static enum gp_status keep_shown(void *hand, struct gp_err *err)
{
    struct shown *s = hand;

    (void)err;
    gp_text_add_n(s->all_rows, s->rows.at, s->rows.len);
    gp_text_add_n(s->all_refused, s->refused.at, s->refused.len);
    drop_shown(hand);
    return GP_OK;
}

static const char *read_blocks(const char *bytes, size_t len,
                               const struct engines_want *w, size_t block,
                               unsigned threads, struct gp_text *out)
{
    struct fed fed = {bytes, len, 0, w->piece};
    struct gp_blocks_source source = {
        .read = fed_read,
        .ctx = &fed,
        .file = "fed",
        .field_limit = w->field_limit,
        .form = {w->delimiter, '"', w->n_columns, w->header, w->used, NULL, false}};
    struct gp_blocks_user user = {.begin = begin_shown,
                                  .take = take_shown,
                                  .take_usual = take_usual_shown,
                                  .keep = keep_shown,
                                  .drop = drop_shown};
    static const struct shown none;
    struct shown hand[GP_BLOCKS_HANDS];
    struct gp_text refused = {0};
    struct gp_reader_counts counts;
    const char *complaint = NULL;
    struct gp_err err;
    size_t i, n = gp_blocks_hands(threads);

    gp_text_add(&refused, "file,line,reason,found,record\n");
    for (i = 0; i < n; i++) {
        hand[i] = none;
        hand[i].all_rows = out;
        hand[i].all_refused = &refused;
        hand[i].used = w->used;
        gp_rejects_init(&hand[i].rejects, NULL);
        hand[i].rejects.all = &hand[i].refused;
        user.hand[i] = &hand[i];
        user.rejects[i] = &hand[i].rejects;
    }
    gp_blocks_of(block);
    if (gp_blocks_read(&source, &user, threads, &counts, &err) != GP_OK)
        complaint = "reading in blocks fails";
    gp_blocks_of(0);
    show_counts(out, &counts);
    gp_text_add_n(out, refused.at, refused.len);
    for (i = 0; i < n; i++) {
        if (hand[i].outside)
            complaint = "a record lies outside of its block";
        gp_rejects_release(&hand[i].rejects);
        gp_text_release(&hand[i].rows);
        gp_text_release(&hand[i].refused);
    }
    gp_text_release(&refused);
    return complaint;
}

static bool same(const struct gp_text *a, const struct gp_text *b)
{
    return gp_slice_eq(gp_slice_n(a->at, a->len), gp_slice_n(b->at, b->len));
}

/* Borders of blocks fall everywhere. */
static const char *blocks_complaint(const char *bytes, size_t len,
                                    const struct engines_want *want,
                                    const struct gp_text *plain)
{
    static const size_t sizes[2][2] = {{1, 64}, {7, 200}};
    const size_t *size = sizes[len % 2];
    struct gp_text blocks = {0};
    const char *complaint = NULL;
    size_t i;

    for (i = 0; complaint == NULL && i < 2; i++) {
        if (len / size[i] > 2000)
            continue;
        gp_text_clear(&blocks);
        complaint = read_blocks(bytes, len, want, size[i] + len % 5,
                                want->threads != 0 ? want->threads : 1, &blocks);
        if (complaint == NULL && !same(plain, &blocks))
            complaint = "reading in blocks differs";
    }
    gp_text_release(&blocks);
    return complaint;
}

const char *engines_complaint(const char *bytes, size_t len,
                              const struct engines_want *want)
{
    static const char *const differs[] = {
        "the portable way differs", "the SSE2 way differs", "the AVX2 way differs"};
    struct gp_text plain = {0}, fast = {0};
    const char *complaint = read_all(bytes, len, want, true, &plain);
    enum gp_byte_way widest = gp_byte_way(), way;

    for (way = GP_WAY_PORTABLE; complaint == NULL && way <= widest; way++) {
        gp_byte_way_at_most(way);
        gp_text_clear(&fast);
        complaint = read_all(bytes, len, want, false, &fast);
        if (complaint == NULL && !same(&plain, &fast))
            complaint = differs[way];
    }
    gp_byte_way_at_most(widest);
    if (complaint == NULL)
        complaint = blocks_complaint(bytes, len, want, &plain);
    gp_text_release(&plain);
    gp_text_release(&fast);
    return complaint;
}

/* One sound row that is `len` bytes long where that is possible. */
static void add_row(struct gp_text *t, const struct engines_want *w, size_t len)
{
    size_t i;

    for (i = 1; i < w->n_columns; i++)
        gp_text_add_char(t, w->delimiter);
    for (; i < len; i++)
        gp_text_add_char(t, 'x');
    gp_text_add_char(t, '\n');
}

const char *engines_fuzzed(const char *data, size_t len)
{
    static const char delimiters[] = {',', ';', '\t', '|'};
    const unsigned char *head = (const unsigned char *)data;
    struct gp_slice header[8];
    bool used[8];
    struct engines_want want = {.header = header, .used = used};
    struct gp_text bytes = {0};
    const char *complaint;
    size_t i;

    if (len < 4)
        return NULL;
    want.delimiter = delimiters[head[0] & 3];
    want.n_columns = 1 + (head[0] >> 2 & 7);
    want.piece = (head[0] & 0x20) != 0 ? (size_t)head[0] + 1 : 0;
    want.field_limit = head[2] >= 0xC0 ? (size_t)head[2] - 0xBF : 0;
    for (i = 0; i < want.n_columns; i++) {
        header[i] = gp_slice_n("name", 1 + i % 4);
        used[i] = (head[1] >> i & 1) != 0;
    }
    add_row(&bytes, &want, head[3] & 63);
    gp_text_add_n(&bytes, data + 4, len - 4);
    for (i = 0; i < 16 && (head[3] & 0x40) != 0; i++)
        add_row(&bytes, &want, i);
    complaint = engines_complaint(bytes.at, bytes.len, &want);
    gp_text_release(&bytes);
    return complaint;
}
