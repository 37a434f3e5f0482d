/* ingest_blocks.c - the rows of one file become events on several threads
 * (ingest_parts.h, blocks.h).
 *
 * Each hand has a maker of events with its own counts, times and rejects, and a batch for
 * the events. When the turn of its block comes, all of that goes to the log, the maker and
 * the rejects of the file, as if one had read the rows one by one.
 *
 * A part of a file is read one by one, and so is everything with --engine plain, and what
 * counts rows of cases beside their events, which goes in order.
 */
#include "ingest/ingest_parts.h"

#include "eventlog/batch.h"
#include "ingest/blocks.h"

struct hand {
    struct job *j;
    struct file *f;
    struct gp_event_maker *all;
    struct gp_event_maker maker;
    struct gp_batch batch;
    struct gp_rejects rejects;
    struct gp_text rejects_csv;
    struct gp_zone *zone; /* it remembers where it was */
    uint64_t strangers;   /* in front of its last row used */
    uint64_t *before;     /* of the file: the same */
};

bool gp_job_can_read_blocks(const struct job *j, const struct file *f,
                            const struct gp_event_maker *m)
{
    return j->o->most_rows == 0 && !j->o->bounded && gp_reader_has_blocks(f->reader) &&
           gp_events_are_apart(m);
}

static void begin(void *hand, struct gp_slice bytes)
{
    struct hand *h = hand;

    gp_batch_begin(&h->batch, bytes);
}

static enum gp_status take(void *hand, const struct gp_row *row, struct gp_err *err)
{
    struct hand *h = hand;
    uint64_t used = h->maker.count.used;
    enum gp_status st = gp_events_take(&h->maker, row, err);

    if (h->maker.count.used != used)
        h->strangers = gp_strangers(&h->maker);
    return st;
}

static enum gp_status take_usual(void *hand, const struct gp_stretch *rows,
                                 struct gp_err *err)
{
    struct hand *h = hand;
    enum gp_status st = GP_OK;
    size_t i = 0, from;

    while (i < rows->n && st == GP_OK) {
        from = i;
        st = gp_events_take_usual(&h->maker, rows, &i, err);
        if (i != from)
            h->strangers = gp_strangers(&h->maker);
        if (i < rows->n && st == GP_OK) {
            struct gp_row row = gp_stretch_row(rows, i++);

            st = take(h, &row, err);
        }
    }
    return st;
}

static void note_strangers(const struct hand *h)
{
    if (h->maker.count.used != 0)
        *h->before = gp_strangers(h->all) + h->strangers;
}

static enum gp_status keep(void *hand, struct gp_err *err)
{
    struct hand *h = hand;
    uint64_t rows;
    enum gp_status st;

    note_strangers(h);
    gp_events_give_counts(&h->maker, h->all);
    rows = h->all->count.used + h->all->count.rejected + h->all->count.ignored;
    st = gp_rejects_move(&h->rejects, h->all->rejects, err);
    if (st == GP_OK)
        st = gp_eventlog_add_batch(h->j->r->log, &h->batch, err);
    return st == GP_OK ? gp_job_rows_read(h->j, h->f, rows) : st;
}

static void drop_rejects(struct hand *h)
{
    struct gp_text *csv = h->rejects.all;

    gp_rejects_release(&h->rejects);
    h->rejects.all = csv;
    gp_text_clear(&h->rejects_csv);
}

static void drop(void *hand)
{
    struct hand *h = hand;
    struct gp_event_maker nobody = {0};

    gp_events_give_counts(&h->maker, &nobody);
    drop_rejects(h);
    gp_batch_drop(&h->batch);
}

static enum gp_status open_hand(struct hand *h, struct gp_err *err)
{
    enum gp_status st = gp_zone_open(gp_job_tz(h->j, h->f->name), &h->zone, err);

    gp_rejects_init(&h->rejects, NULL);
    if (h->all->rejects->all != NULL)
        h->rejects.all = &h->rejects_csv;
    h->maker = gp_job_maker(h->j, h->f, h->all->file);
    h->maker.header = h->all->header;
    h->maker.rejects = &h->rejects;
    h->maker.time.zone = h->maker.start.zone = h->zone;
    h->maker.batch = &h->batch;
    if (st == GP_OK)
        st = gp_batch_init(&h->batch, h->j->r->log, err);
    return st == GP_OK ? gp_events_begin(&h->maker, err) : st;
}

static void close_hand(struct hand *h)
{
    gp_events_release(&h->maker);
    gp_batch_release(&h->batch);
    gp_rejects_release(&h->rejects);
    gp_text_release(&h->rejects_csv);
    gp_zone_free(h->zone);
}

static enum gp_status read_by(struct hand *hand, size_t n, struct job *j,
                              struct file *f, struct gp_event_maker *m)
{
    struct gp_blocks_user user = {.begin = begin,
                                  .take = take,
                                  .take_usual = take_usual,
                                  .keep = keep,
                                  .drop = drop};
    uint64_t before = gp_strangers(m); /* strangers before the last row used */
    enum gp_status st = GP_OK;
    size_t i;

    for (i = 0; i < n && st == GP_OK; i++) {
        hand[i] = (struct hand){.j = j, .f = f, .all = m, .before = &before};
        st = open_hand(&hand[i], j->err);
        user.hand[i] = &hand[i];
        user.rejects[i] = &hand[i].rejects;
    }
    n = i;
    if (st == GP_OK)
        st = gp_reader_blocks(f->reader, &user, j->o->threads, j->err);
    for (i = 0; i < n; i++)
        close_hand(&hand[i]);
    if (st == GP_OK)
        gp_job_count_trailing(j, gp_strangers(m) - before);
    return st;
}

enum gp_status gp_job_read_blocks(struct job *j, struct file *f,
                                  struct gp_event_maker *m)
{
    size_t n = gp_blocks_hands(j->o->threads);
    struct hand *hand = gp_array_zero(n, sizeof *hand);
    enum gp_status st =
        hand != NULL ? read_by(hand, n, j, f, m) : gp_fail_memory(j->err);

    gp_free(hand);
    return st;
}
