/* However a file is cut in blocks, and by however many threads: the same log. */
#include "tests/support/gen.h"
#include "tests/support/import.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include "base/mem_refuse.h"
#include "ingest/blocks.h"

#include <stdio.h>
#include <string.h>

/* ---- rows of all kinds, so many good ones that the log is read ---- */

static void add_good(struct gen *g, struct gp_text *t, const char *end)
{
    static const char *const steps[] = {"Open",
                                        "Check",
                                        "\"Check, again\"",
                                        "Close",
                                        "\"Say \"\"no\"\"\"",
                                        "A step whose name is long enough"};
    static const char *const people[] = {"Ann", "Bob", "", "\"Li\nMei\"",
                                         "J\xC3\xB6rg"};

    gp_text_addf(t, "C-%d,%s,2024-0%d-%02d %02d:00:00,%s,%d%s", (int)gen_below(g, 40),
                 steps[gen_below(g, 6)], 1 + (int)gen_below(g, 4),
                 1 + (int)gen_below(g, 28), (int)gen_below(g, 24),
                 people[gen_below(g, 5)], (int)gen_below(g, 300), end);
}

static void add_odd(struct gen *g, struct gp_text *t)
{
    static const char *const odd[] = {
        ",Open,2024-01-01 10:00:00,Ann,1\n",
        "C-1,,2024-01-01 10:00:00,Ann,1\n",
        "C-1,Open,,Ann,1\n",
        "C-1,Open,yesterday,Ann,1\n",
        "C-1,Open,1024-01-01 10:00:00,Ann,1\n",
        "C-1,Open,2024-01-01,Ann,1\n", /* a date alone */
        "C-1,Open\n",
        "\n",
        "  \r\n",
        "Ticket ID,Status,Updated at,Agent,Amount\n",
        "C-1,5\" pipe,2024-01-01 10:00:00,Ann,1\n",
        "C-1,\"never closed,2024-01-01 10:00:00,Ann,1\n",
        "C-1,\"closed\" badly,2024-01-01 10:00:00,Ann,1\n",
        "  C-1 , Open ,2024-01-01 10:00:00, Ann ,1\n",
        "Total,12\n",
    };

    gp_text_add(t, odd[gen_below(g, sizeof odd / sizeof odd[0])]);
}

static void random_log(uint64_t seed, struct gp_text *t)
{
    struct gen g = {seed};
    size_t n = 60 + (size_t)gen_below(&g, 240), i;
    unsigned odd = (unsigned)gen_below(&g, 8);
    const char *end = gen_chance(&g, 70) ? "\n" : "\r\n";

    gp_text_clear(t);
    gp_text_addf(t, "Ticket ID,Status,Updated at,Agent,Amount%s", end);
    for (i = 0; i < 40; i++)
        add_good(&g, t, end);
    for (i = 0; i < n; i++)
        if (gen_chance(&g, odd))
            add_odd(&g, t);
        else
            add_good(&g, t, end);
    if (gen_chance(&g, 30))
        gp_text_add(t, "Total,99\nPrinted for Ann\n");
}

/* ---- a log as text ---- */

static void show_dict(struct gp_text *t, const struct gp_dict *d)
{
    size_t i;

    for (i = 0; i < d->n; i++) {
        gp_text_addf(t, " %zu=", i);
        gp_text_add_slice(t, d->name[i]);
    }
    gp_text_add(t, "\n");
}

static void show_counts(struct gp_text *t, const struct gp_ingest_result *r)
{
    const struct gp_reader_counts *c = &r->sources[0].counts;
    size_t i, k;

    gp_text_addf(t, "%d rows %d used %d ignored %d trailing %d dates\n", (int)r->rows,
                 (int)r->used, (int)r->ignored, (int)r->trailing, (int)r->date_only);
    gp_text_addf(t, "%d records %d blank %d lines %d odd %d short, error %d\n",
                 (int)c->records, (int)c->blank_lines, (int)c->physical_lines,
                 (int)c->odd_quotes, (int)c->short_rows, c->quote_error);
    for (i = 0; i < GP_TIME_NOTES; i++)
        for (k = 0; k < r->time_rows[i].n; k++)
            gp_text_addf(t, "note %zu line %d\n", i, (int)r->time_rows[i].row[k].line);
    for (i = 0; i < GP_REJECT_KINDS; i++)
        for (k = 0; k < r->rejects.n_examples[i]; k++)
            gp_text_addf(t, "%d: %d %s\n", (int)i, (int)r->rejects.example[i][k].line,
                         r->rejects.example[i][k].text);
}

static void show_log(struct gp_text *t, const struct gp_eventlog *log)
{
    size_t c, i;

    show_dict(t, &log->cases);
    show_dict(t, &log->activities);
    show_dict(t, &log->resources);
    for (c = 0; c < log->n_cases; c++)
        for (i = log->first[c]; i < log->first[c + 1]; i++)
            gp_text_addf(t, "%zu %d %d %d %lld %d\n", c, (int)log->line[i],
                         (int)gp_id(log->activity, i), (int)gp_id(log->resource, i),
                         (long long)log->end[i],
                         log->n_kept != 0 ? (int)gp_id(log->kept[0].id, i) : 0);
    if (log->n_kept != 0)
        show_dict(t, &log->kept[0].values);
}

/* True: it is a log, else the error is shown. */
static bool read_and_show(const char *csv, bool strict, bool plain, unsigned threads,
                          struct gp_text *out)
{
    static const char *const keep[] = {"Amount"};
    struct gp_ingest_options o = import_plain();
    struct gp_text refused = {0};
    struct gp_ingest_result r;
    struct gp_err err;
    bool good;

    gp_text_clear(out);
    o.strict = strict;
    o.reader.plain = plain;
    o.threads = threads;
    o.rejects_csv = &refused;
    o.max_rejects = 0.9;
    o.keep = keep;
    o.n_keep = 1;
    good = import_text(csv, &o, &r, &err) == GP_OK;
    if (good) {
        show_counts(out, &r);
        show_log(out, r.log);
        gp_ingest_release(&r);
    } else {
        gp_text_addf(out, "%s:%d\n", err.text, (int)err.line);
    }
    gp_text_add_n(out, refused.at, refused.len);
    gp_text_release(&refused);
    return good;
}

static void any_blocks_give_the_log_that_libcsv_gives(void **state)
{
    static const size_t sizes[] = {1, 30, 64, 333, 5000};
    struct gp_text csv = {0}, plain = {0}, blocks = {0};
    uint64_t seed;
    size_t s, n_read = 0;

    (void)state;
    for (seed = 1; seed <= 60; seed++) {
        bool strict = seed % 6 == 0;

        random_log(seed, &csv);
        n_read += read_and_show(gp_text_z(&csv), strict, true, 1, &plain);
        for (s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
            unsigned threads = 1 + (unsigned)((seed + s) % 4);

            gp_blocks_of(sizes[s]);
            (void)read_and_show(gp_text_z(&csv), strict, false, threads, &blocks);
            gp_blocks_of(0);
            if (strcmp(gp_text_z(&plain), gp_text_z(&blocks)) != 0)
                fail_msg("seed %d, blocks of %zu, %u threads:\n%s\n---\n%s", (int)seed,
                         sizes[s], threads, gp_text_z(&plain), gp_text_z(&blocks));
        }
    }
    assert_true(n_read >= 45);
    gp_text_release(&csv);
    gp_text_release(&plain);
    gp_text_release(&blocks);
}

/* Of each character come more bytes than there were: the room that is left in a block may
 * be too little for the next one. Behind the first MiB, which was decoded before. */
static void another_encoding_is_read_to_its_end(void **state)
{
    enum { ROWS = 40000 };
    static const size_t sizes[] = {0, 999, 1000, 1001};
    struct gp_ingest_options o = import_plain();
    struct gp_text csv = {0};
    struct gp_ingest_result r;
    struct gp_err err;
    size_t i, s;

    (void)state;
    gp_text_add(&csv, "Ticket ID,Status,Updated at,Agent\n");
    for (i = 0; i < ROWS; i++)
        gp_text_addf(&csv, "C-%zu,%s,2024-01-%02zu 10:00:00,\"J\xF6rg, M\xFCller\"\n",
                     i / 4,
                     i % 4 < 3 ? "Gepr\xFC"
                                 "ft"
                               : "Closed",
                     1 + i % 28);
    for (s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        gp_blocks_of(sizes[s]);
        assert_int_equal(import_text(gp_text_z(&csv), &o, &r, &err), GP_OK);
        assert_int_equal(r.used, ROWS);
        gp_ingest_release(&r);
    }
    gp_blocks_of(0);
    gp_text_release(&csv);
}

/* The n-th allocation fails: a status, no leak. On one thread, which alone can count. */
static void memory_may_run_short_anywhere(void **state)
{
    struct gp_ingest_options o = import_plain();
    struct gp_text csv = {0};
    enum gp_status st = GP_SYSTEM;
    uint64_t n;

    (void)state;
    random_log(7, &csv);
    o.max_rejects = 0.9;
    gp_blocks_of(500);
    for (n = 0; st != GP_OK && n < 20000; n += 1 + n / 16) {
        struct gp_ingest_result r;
        struct gp_err err;

        gp_mem_refuse(n, false);
        st = import_text(gp_text_z(&csv), &o, &r, &err);
        if (st == GP_OK)
            gp_ingest_release(&r);
        else if (st != GP_SYSTEM)
            fail_msg("allocation %d: %s", (int)n, err.text);
        if (gp_mem_refuse_none() && st == GP_OK)
            st = GP_SYSTEM; /* one was refused that nobody needed */
    }
    gp_blocks_of(0);
    assert_int_equal(st, GP_OK);
    gp_text_release(&csv);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_blocks_give_the_log_that_libcsv_gives),
        cmocka_unit_test(another_encoding_is_read_to_its_end),
        cmocka_unit_test(memory_may_run_short_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, scratch_teardown);
}
