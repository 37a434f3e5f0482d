/* tables_owners.c - who hands work to whom, whose work comes back, who does how much.
 *
 * Handoffs here are directly-follows handoffs (design 4.4): an event and the next event
 * of its case whose owners are both known and differ. People and groups are two levels
 * of the same table, groups first; the shares of a level add up to 1.
 */
#include "report/tables/tables_parts.h"

static void handoff_columns(const struct gp_stats *s, struct gp_table *t)
{
    gp_table_column(t, "level", "Level", GP_CELL_TEXT, "resource or group");
    gp_table_column(t, "from", "From", GP_CELL_TEXT, "owner of an event");
    gp_table_column(t, "to", "To", GP_CELL_TEXT,
                    "other owner of the next event of the case (directly-follows "
                    "handoff)");
    gp_table_column(t, "count", "Times", GP_CELL_COUNT, "such handoffs");
    gp_table_column(t, "share", "Share", GP_CELL_SHARE,
                    "times / all handoffs of the level");
    gp_table_optional(t);
    gp_table_column(t, "cases", "Cases", GP_CELL_COUNT, "cases with at least one");
    if (!s->log->has_time)
        return;
    gp_table_column(t, "median_wait_s", "Median wait", GP_CELL_SPAN,
                    s->log->has_start
                        ? "max(0, start of the next event - end of this one)"
                        : "next event - this one; contains the service time of the "
                          "next");
    gp_table_column(t, "mean_wait_s", "Mean wait", GP_CELL_SPAN, "total / times");
    gp_table_optional(t);
    gp_table_column(t, "p90_wait_s", "P90 wait", GP_CELL_SPAN,
                    "9 of 10 of these waits are at most this");
    gp_table_optional(t);
    gp_table_column(t, "total_wait_s", "Total wait", GP_CELL_HOURS,
                    "sum of these waits");
}

static void handoff_row(const struct gp_stats *s, enum gp_level level,
                        const struct gp_link_stat *l, uint64_t all, struct gp_table *t)
{
    gp_table_row(t);
    gp_table_text(t, gp_slice(gp_level_word(level)));
    gp_table_text(t, gp_stats_name(s, level, l->from));
    gp_table_text(t, gp_stats_name(s, level, l->to));
    gp_table_count(t, l->count);
    gp_table_share(t, l->count, all);
    gp_table_count(t, l->cases);
    if (!s->log->has_time)
        return;
    gp_table_span(t, l->wait.median);
    gp_table_span(t, l->wait.mean);
    gp_table_span(t, l->wait.p90);
    gp_table_span(t, l->wait.sum);
}

void gp_make_handoffs(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_stats *s = f->stats;
    enum gp_level level;

    gp_table_begin(t, "handoffs", "Handoffs between people and between groups");
    handoff_columns(s, t);
    for (level = GP_BY_GROUP; level >= GP_BY_RESOURCE; level--) {
        const struct gp_links *links = &s->links[level];
        uint64_t all = gp_links_split(&s->links[level]).between;
        size_t i;

        for (i = 0; i < links->n; i++) {
            if (most != 0 && t->n_rows == most)
                t->n_left_out++;
            else
                handoff_row(s, level, &links->stat[i], all, t);
        }
    }
}

static void bounce_row(const struct gp_stats *s, const struct gp_pingpong *p, size_t i,
                       struct gp_table *t)
{
    const struct gp_bounce_stat *b = &p->pair[i];

    gp_table_row(t);
    gp_table_text(t, gp_slice(gp_level_word(p->level)));
    gp_table_text(t, gp_stats_name(s, p->level, b->owner));
    gp_table_text(t, gp_stats_name(s, p->level, b->via));
    gp_table_count(t, b->bounces);
    gp_table_share(t, b->bounces, p->bounces);
    gp_table_count(t, b->cases);
    if (!s->log->has_time)
        return;
    gp_table_of_spread(t, s, b->away.count, b->away.median);
    gp_table_of_spread(t, s, b->away.count, b->away.p90);
    gp_table_of_spread(t, s, b->away.count, b->away.sum);
}

void gp_make_ping_pong(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_stats *s = f->stats;
    enum gp_level level;
    size_t i;

    gp_table_begin(t, "ping-pong", "Ping-pong: work that comes straight back");
    gp_table_column(t, "level", "Level", GP_CELL_TEXT, "resource or group");
    gp_table_column(t, "owner", "Owner", GP_CELL_TEXT,
                    "gives the work away and gets it back");
    gp_table_column(t, "via", "Via", GP_CELL_TEXT, "the one who had it in between");
    gp_table_column(t, "bounces", "Bounces", GP_CELL_COUNT,
                    "owner, via, owner in a row; equal neighbours merged, unknown "
                    "owners dropped");
    gp_table_column(t, "share", "Share", GP_CELL_SHARE,
                    "bounces / all bounces of the level");
    gp_table_optional(t);
    gp_table_column(t, "cases", "Cases", GP_CELL_COUNT, "cases with at least one");
    if (s->log->has_time) {
        gp_table_column(t, "away_median_s", "Median away", GP_CELL_SPAN,
                        "from the owner's last end to the owner's next start");
        gp_table_column(t, "away_p90_s", "P90 away", GP_CELL_SPAN,
                        "9 of 10 of these are at most this");
        gp_table_optional(t);
        gp_table_column(t, "away_total_s", "Total away", GP_CELL_HOURS, "their sum");
    }
    for (level = GP_BY_GROUP; level >= GP_BY_RESOURCE; level--) {
        for (i = 0; i < s->pingpong[level].n; i++) {
            if (most != 0 && t->n_rows == most)
                t->n_left_out++;
            else
                bounce_row(s, &s->pingpong[level], i, t);
        }
    }
}

static void owner_columns(const struct gp_stats *s, struct gp_table *t)
{
    gp_table_column(t, "level", "Level", GP_CELL_TEXT, "resource or group");
    gp_table_column(t, "name", "Name", GP_CELL_TEXT, "as in the log");
    gp_table_column(t, "events", "Events", GP_CELL_COUNT, "events of the owner");
    gp_table_column(t, "share_of_events", "Of events", GP_CELL_SHARE,
                    "events / all events of the log");
    gp_table_column(t, "cases", "Cases", GP_CELL_COUNT, "cases with at least one");
    gp_table_column(t, "activities", "Activities", GP_CELL_COUNT,
                    "different activities done");
    gp_table_optional(t);
    gp_table_column(t, "given", "Given", GP_CELL_COUNT, "handoffs to somebody else");
    gp_table_column(t, "received", "Received", GP_CELL_COUNT,
                    "handoffs from somebody else");
    if (!s->log->has_time)
        return;
    gp_table_column(t, "received_wait_s", "Wait before", GP_CELL_HOURS,
                    "summed wait of the handoffs received");
    gp_table_column(t, "first", "First", GP_CELL_INSTANT, "first start seen, UTC");
    gp_table_optional(t);
    gp_table_column(t, "last", "Last", GP_CELL_INSTANT, "last end seen, UTC");
    gp_table_optional(t);
}

static void owner_row(const struct gp_stats *s, enum gp_level level,
                      const struct gp_owner_stat *o, struct gp_table *t)
{
    gp_table_row(t);
    gp_table_text(t, gp_slice(gp_level_word(level)));
    gp_table_text(t, gp_stats_name(s, level, o->owner));
    gp_table_count(t, o->events);
    gp_table_share(t, o->events, (gp_i128)s->log->n);
    gp_table_count(t, o->cases);
    gp_table_count(t, o->activities);
    gp_table_count(t, o->given);
    gp_table_count(t, o->received);
    if (!s->log->has_time)
        return;
    gp_table_span(t, o->received_wait);
    gp_table_instant(t, o->first);
    gp_table_instant(t, o->last);
}

void gp_make_resources(const struct gp_facts *f, size_t most, struct gp_table *t)
{
    const struct gp_stats *s = f->stats;
    enum gp_level level;
    size_t i;

    gp_table_begin(t, "resources", "People and groups");
    owner_columns(s, t);
    for (level = GP_BY_GROUP; level >= GP_BY_RESOURCE; level--) {
        for (i = 0; i < s->n_owners[level]; i++) {
            if (most != 0 && t->n_rows == most)
                t->n_left_out++;
            else
                owner_row(s, level, &s->owners[level][i], t);
        }
    }
}
