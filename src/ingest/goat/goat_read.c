/* goat_read.c - see goat.h: the file from its start to its end.
 *
 *   start   facts   names, rows by case   cases, events   refused rows   end
 *                   goat_log.c            goat_events.c   (blocks: goat_blocks.c)
 */
#include "ingest/goat.h"
#include "ingest/goat/goat_parts.h"
#include "ingest/packed.h"

#include <string.h>

bool gp_goat_is(const char *name, const char *tmpdir)
{
    unsigned char head[8];

    return gp_is_goat(head, gp_input_look(name, tmpdir, head, sizeof head));
}

/* ---- facts ---- */

static enum gp_status read_start(struct gp_goat_reading *g)
{
    unsigned char start[GP_GOAT_START];
    enum gp_status st = gp_goat_bytes_read(g, start, sizeof start);
    uint64_t version;

    if (st != GP_OK)
        return st;
    version = gp_goat_number(start + 8, 4);
    if (memcmp(start, GP_GOAT_MAGIC, 8) != 0)
        return gp_goat_damaged(g, "it does not begin like one");
    if (version > GP_GOAT_VERSION)
        return gp_fail_at(
            g->err, GP_INPUT, g->name, 0,
            "this .goat file was written by a newer goatpath (format %llu, "
            "known up to %d); take that one, or convert the log again",
            (unsigned long long)version, GP_GOAT_VERSION);
    if (version == 0 || gp_goat_number(start + 12, 4) != 0)
        return gp_goat_damaged(g, "its version is none");
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

static enum gp_status read_facts(struct gp_goat_reading *g)
{
    struct gp_goat_coder c = {0};
    enum gp_status st = gp_goat_next(g, GP_GOAT_FACTS, &c.in);

    if (st != GP_OK)
        return st;
    gp_goat_facts(&c, &g->f, g->r);
    if (c.no_memory)
        return gp_fail_memory(g->err);
    if (c.in.failed || c.in.at != c.in.end || !plausible(&g->f, g->r))
        return gp_goat_damaged(g, "its facts contradict each other");
    g->r->given = g->f.given;
    g->f.given = NULL;
    return GP_OK;
}

/* ---- the rest ---- */

static enum gp_status read_rejects(struct gp_goat_reading *g)
{
    struct gp_text *all = g->r->rejects.all;
    uint64_t left = g->f.rejects_bytes;
    enum gp_status st = GP_OK;

    if (all != NULL)
        gp_text_clear(all);
    while (left != 0 && st == GP_OK) {
        struct gp_goat_bytes b;

        st = gp_goat_next(g, GP_GOAT_REJECTS, &b);
        if (st == GP_OK &&
            (!gp_goat_fits(&g->block, left) || g->block.n_raw != g->block.items))
            st = gp_goat_damaged(g, "refused rows are cut off");
        if (st == GP_OK && all != NULL)
            gp_text_add_n(all, (const char *)b.at, g->block.items);
        left -= st == GP_OK ? g->block.items : 0;
    }
    return st == GP_OK && all != NULL && all->failed ? gp_fail_memory(g->err) : st;
}

static enum gp_status read_end(struct gp_goat_reading *g)
{
    uint64_t blocks = g->blocks;
    struct gp_goat_bytes b;
    enum gp_status st = gp_goat_next(g, GP_GOAT_END, &b);
    unsigned char more;
    size_t got = 0;

    if (st == GP_OK && g->block.items != (uint32_t)blocks)
        st = gp_goat_damaged(g, "blocks are missing");
    if (st == GP_OK)
        st = gp_input_read(g->in, &more, 1, &got, g->err);
    return st == GP_OK && got != 0 ? gp_goat_damaged(g, "something follows its end")
                                   : st;
}

static enum gp_status read_file(struct gp_goat_reading *g)
{
    enum gp_status st = read_start(g);

    if (st == GP_OK)
        st = read_facts(g);
    if (st == GP_OK)
        st = gp_goat_log(g);
    if (st == GP_OK)
        st = gp_goat_dictionaries(g);
    if (st == GP_OK)
        st = gp_goat_case_rows(g);
    if (st == GP_OK)
        st = gp_goat_cases(g);
    if (st == GP_OK)
        st = gp_goat_events(g);
    if (st != GP_OK || g->r->log->n < g->f.n_events)
        return st; /* a look is over */
    st = read_rejects(g);
    return st == GP_OK ? read_end(g) : st;
}

static enum gp_status take(struct gp_goat_reading *g, struct gp_looked *looked)
{
    enum gp_status st = gp_input_open(g->name, g->o->reader.tmpdir, &g->in, g->err);
    size_t i;

    if (st == GP_OK) {
        g->name = gp_input_name(g->in);
        gp_input_forget(g->in);
        st = read_file(g);
    }
    if (st == GP_OK && looked != NULL) {
        looked->whole = g->r->log->n == g->f.n_events;
        looked->rows = looked->whole ? g->r->rows : g->r->log->n;
        looked->size = gp_input_bytes_total(g->in);
        looked->bytes = gp_input_bytes_read(g->in);
    }
    gp_input_close(g->in);
    gp_goat_block_release(&g->block);
    for (i = 0; g->column != NULL && i < g->n_columns; i++)
        gp_goat_block_release(&g->column[i]);
    gp_free(g->column);
    gp_free(g->attribute);
    gp_goat_facts_release(&g->f);
    return st;
}

enum gp_status gp_goat_read(const char *name, const struct gp_ingest_options *o,
                            struct gp_ingest_result *out, struct gp_err *err)
{
    struct gp_goat_reading g = {.name = name, .o = o, .r = out, .err = err};

    return take(&g, NULL);
}

enum gp_status gp_goat_look(const char *name, const struct gp_ingest_options *o,
                            struct gp_ingest_result *out, struct gp_looked *looked,
                            struct gp_err *err)
{
    struct gp_goat_reading g = {
        .name = name, .o = o, .r = out, .bounded = true, .err = err};

    return take(&g, looked);
}
