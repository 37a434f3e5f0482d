/* draft_manual.c - see draft_manual.h.
 *
 *   3. Triage (First line) within 4 hours
 *      - usual: here in 1,402 of 1,434 cases (98 %); First line does 92 %; 85 % within 4 hours
 *
 * All evidence is commentary to whoever reads the manual.
 */
#include "report/draft_manual.h"

#include "base/mem.h"
#include "model/read.h"
#include "model/same_runs.h"
#include "model/write_manual.h"
#include "report/words.h"

enum {
    MOST_RARE = 8,
    PARAGRAPHS = 3,
    WORTH_NAMING = 20, /* percent of a step */
};

struct writing {
    const struct gp_draft *d;
    struct gp_manual_words *words; /* [n_steps] */
    struct gp_text *evidence;      /* [n_steps] */
    struct gp_slice *note;         /* [n_steps] of evidence */
    struct gp_text paragraph[PARAGRAPHS];
    struct gp_slice prose[PARAGRAPHS];
};

static void add_share(struct gp_text *t, uint64_t n, uint64_t of)
{
    gp_share_words(t, (gp_i128)n, (gp_i128)of);
}

/* "1,020 of 1,434 cases (71 %)" */
static void add_part(struct gp_text *t, uint64_t n, uint64_t of)
{
    gp_text_add_count(t, n);
    gp_text_add(t, " of ");
    gp_text_add_count(t, of);
    gp_text_add(t, of == 1 ? " case (" : " cases (");
    add_share(t, n, of);
    gp_text_add(t, ")");
}

/* ---- the steps --------------------------------------------------------------------- */

static void add_owner(struct writing *w, size_t step)
{
    const struct gp_practice_step *s = &w->d->practice.step[w->d->element[step]];
    struct gp_slice name = gp_usual_name(w->d->judgement.stats->log, s->by.owner);

    if (s->by.owned * 100 < s->by.known * WORTH_NAMING || s->by.known == 0)
        return;
    if (s->by.owned * 100 >= s->by.known * GP_DRAFT_OWNER &&
        gp_manual_takes_owner(name))
        w->words[step].owner = name;
    gp_text_add(&w->evidence[step], "; ");
    gp_text_add_slice(&w->evidence[step], name);
    gp_text_add(&w->evidence[step], " does ");
    add_share(&w->evidence[step], s->by.owned, s->by.known);
    if (s->by.owned * 100 < s->by.known * GP_DRAFT_OWNER)
        gp_text_add(&w->evidence[step], " of it, nobody more");
}

static void add_limit(struct writing *w, size_t step)
{
    const struct gp_practice_limit *l = &w->d->practice.limit[w->d->limit[step]];
    struct gp_duration limit = {0, GP_CLOCK_WALL};
    size_t kept;

    limit.span_us = gp_practice_usual(l, GP_CLOCK_WALL, GP_DRAFT_LIMIT, &kept);
    if (limit.span_us == 0)
        return;
    w->words[step].limit = limit;
    gp_text_add(&w->evidence[step], "; ");
    add_share(&w->evidence[step], kept, l->n);
    gp_text_add(&w->evidence[step], " within ");
    gp_duration_write(&w->evidence[step], &limit);
    gp_text_add(&w->evidence[step], ", median ");
    gp_span_human(&w->evidence[step], gp_quantile_sorted(l->span, l->n, 50));
}

static bool add_step(struct writing *w, size_t step)
{
    const struct gp_practice_step *s = &w->d->practice.step[w->d->element[step]];
    struct gp_text *t = &w->evidence[step];

    gp_text_add(t, "usual: here in ");
    add_part(t, s->cases, w->d->judgement.stats->log->n_cases);
    if (s->events > s->cases) {
        gp_text_add(t, ", ");
        gp_text_add_count(t, s->events);
        gp_text_add(t, " times");
    }
    add_owner(w, step);
    add_limit(w, step);
    w->note[step] = gp_text_slice(t);
    w->words[step].note = &w->note[step];
    w->words[step].n_notes = 1;
    return gp_text_ok(t);
}

/* ---- what stands before them ------------------------------------------------------- */

static void add_origin(struct gp_text *t, const struct gp_draft *d)
{
    gp_text_add(t,
                "DRAFT, written from the log and not yet decided by anybody: it says "
                "what is usual, not what should be. Drawn from the ");
    gp_text_add_count(t, d->ways_used);
    gp_text_add(t, " most usual of ");
    gp_text_add_count(t, d->ways);
    gp_text_add(t, " paths: ");
    add_part(t, d->cases_used, d->cases);
    gp_text_add(t, ".");
}

static void add_fitness(struct gp_text *t, const struct gp_draft *d)
{
    const struct gp_judgement *j = &d->judgement;
    const struct gp_fitness *f = &j->conformance.closed;

    gp_text_add(t, "How well it tells the whole log: ");
    add_part(t, f->following, f->cases);
    gp_text_add(t, " follow it exactly, ");
    add_share(t, j->conformance.matched_events, j->conformance.all_events);
    gp_text_addf(t, " of the events are steps in place; log fitness %.3f", f->log);
    if (j->precision.measured)
        gp_text_addf(t, ", precision %.3f (1: it allows nothing that does not happen)",
                     j->precision.precision);
    gp_text_add(t, ".");
}

static void add_rare(struct gp_text *t, const struct gp_draft *d)
{
    const struct gp_dict *names = &d->judgement.stats->log->activities;
    size_t i;

    if (d->n_rare == 0)
        return;
    gp_text_add(t, "Left out, because few cases have it: ");
    for (i = 0; i < d->n_rare && i < MOST_RARE; i++) {
        gp_text_add(t, i != 0 ? "; " : "");
        gp_text_add_slice(t, gp_dict_name(names, d->rare[i].activity));
        gp_text_add(t, " (");
        gp_text_add_count(t, d->rare[i].cases);
        gp_text_add(t, ")");
    }
    if (d->n_rare > MOST_RARE)
        gp_text_addf(t, "; and %zu more", d->n_rare - MOST_RARE);
    gp_text_add(t, ".");
}

static size_t add_prose(struct writing *w)
{
    size_t n = 0, i;

    add_origin(&w->paragraph[0], w->d);
    add_fitness(&w->paragraph[1], w->d);
    add_rare(&w->paragraph[2], w->d);
    for (i = 0; i < PARAGRAPHS; i++)
        if (w->paragraph[i].len != 0)
            w->prose[n++] = gp_slice(gp_text_z(&w->paragraph[i]));
    return n;
}

/* ---- all of it --------------------------------------------------------------------- */

/* Words beside the steps must not have changed what they mean. */
static enum gp_status check(const struct gp_draft *d, struct gp_slice written,
                            struct gp_err *err)
{
    const struct gp_input input = {.name = "draft", .bytes = written};
    const struct gp_read_options options = {.format = "manual"};
    enum gp_sameness_of_runs same = GP_RUNS_SAME;
    struct gp_process *again = NULL;
    enum gp_status st = gp_read_inputs(&input, 1, &options, &again, err);

    if (st == GP_OK)
        st = gp_same_runs(d->process, again, 0, &same, NULL, err);
    if (st == GP_OK && same == GP_RUNS_DIFFER)
        st = gp_fail(err, GP_BUG, "the draft does not read back as it was meant");
    gp_process_free(again);
    return st;
}

enum gp_status gp_draft_manual(const struct gp_draft *d, struct gp_slice title,
                               struct gp_text *out, struct gp_err *err)
{
    struct writing w = {.d = d};
    struct gp_manual_page page = {
        .title = title, .prose = w.prose, .tree = &d->tree, .labels = &d->names};
    size_t before = out->len, i;
    enum gp_status st = GP_OK;
    bool good;

    w.words = gp_array_zero(d->n_steps, sizeof *w.words);
    w.evidence = gp_array_zero(d->n_steps, sizeof *w.evidence);
    w.note = gp_array_zero(d->n_steps, sizeof *w.note);
    good = w.words != NULL && w.evidence != NULL && w.note != NULL;
    for (i = 0; good && i < d->n_steps; i++)
        good = add_step(&w, i);
    page.n_prose = add_prose(&w);
    page.words = w.words;
    for (i = 0; i < PARAGRAPHS; i++)
        good = good && gp_text_ok(&w.paragraph[i]);
    st = good ? gp_manual_write(&page, out, err) : gp_fail_memory(err);
    if (st == GP_OK)
        st = check(d, gp_slice_n(gp_text_z(out) + before, out->len - before), err);
    for (i = 0; w.evidence != NULL && i < d->n_steps; i++)
        gp_text_release(&w.evidence[i]);
    for (i = 0; i < PARAGRAPHS; i++)
        gp_text_release(&w.paragraph[i]);
    gp_free(w.words);
    gp_free(w.evidence);
    gp_free(w.note);
    return st;
}
