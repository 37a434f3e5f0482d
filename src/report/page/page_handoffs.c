/* page_handoffs.c - who hands work to whom: a matrix a level, the largest waits, and
 * work that comes straight back.
 *
 * A matrix shows the owners with most handoffs; all others are one row and one column,
 * so that its cells sum to all handoffs of the log.
 */
#include "report/page/html.h"
#include "report/page/page_parts.h"

#include "base/mem.h"
#include "base/sort.h"

#include <string.h>

enum { SIDE = 12, MOST_HANDOFFS = 15 };

struct matrix {
    const struct gp_stats *stats;
    enum gp_level level;
    uint32_t owner[SIDE];
    size_t n, n_others;
    uint32_t *place; /* [ids] row of the owner; n: among the others */
    uint64_t count[SIDE + 1][SIDE + 1];
    gp_i128 wait[SIDE + 1][SIDE + 1];
    uint64_t most;
};

static int by_handoffs(const void *ctx, const void *a, const void *b)
{
    const struct gp_owner_stat *o = ctx;
    const struct gp_owner_stat *x = &o[*(const size_t *)a], *y = &o[*(const size_t *)b];
    uint64_t p = x->given + x->received, q = y->given + y->received;

    return p != q ? (p > q ? -1 : 1) : 0; /* stable: by events, then names */
}

static bool choose_owners(struct matrix *m)
{
    const struct gp_owner_stat *o = m->stats->owners[m->level];
    size_t n = m->stats->n_owners[m->level], i, busy = 0;
    size_t *order = gp_array(n, sizeof *order);
    bool good = order != NULL;

    for (i = 0; good && i < n; i++) {
        order[i] = i;
        busy += o[i].given + o[i].received != 0;
    }
    good = good && gp_sort(order, n, sizeof *order, by_handoffs, o);
    m->n = busy <= SIDE ? busy : SIDE;
    m->n_others = busy - m->n;
    for (i = 0; good && i < m->n; i++) {
        m->owner[i] = o[order[i]].owner;
        m->place[m->owner[i]] = (uint32_t)i;
    }
    gp_free(order);
    return good;
}

static void fill(struct matrix *m)
{
    const struct gp_links *links = &m->stats->links[m->level];
    size_t i;

    for (i = 0; i < links->n; i++) {
        uint32_t from = m->place[links->stat[i].from];
        uint32_t to = m->place[links->stat[i].to];

        m->count[from][to] += links->stat[i].count;
        m->wait[from][to] += links->stat[i].wait.sum;
    }
    for (i = 0; i < m->n * m->n; i++)
        if (m->count[i / m->n][i % m->n] > m->most)
            m->most = m->count[i / m->n][i % m->n];
}

static bool make(struct matrix *m, const struct gp_stats *stats, enum gp_level level)
{
    size_t n_ids = gp_level_dict(stats->log, level)->n, i;

    memset(m, 0, sizeof *m);
    m->stats = stats;
    m->level = level;
    m->place = gp_array(n_ids, sizeof *m->place);
    for (i = 0; m->place != NULL && i < n_ids; i++)
        m->place[i] = UINT32_MAX;
    if (m->place == NULL || !choose_owners(m)) {
        gp_free(m->place);
        return false;
    }
    for (i = 0; i < n_ids; i++)
        if (m->place[i] == UINT32_MAX)
            m->place[i] = (uint32_t)m->n;
    fill(m);
    gp_free(m->place);
    return true;
}

static unsigned heat(uint64_t n, uint64_t most)
{
    static const unsigned floors[] = {2, 10, 25, 50}; /* percent of the largest cell */
    unsigned i;

    if (n == 0)
        return 0;
    for (i = 0; i < 4; i++)
        if ((gp_u128)n * 100 <= (gp_u128)most * floors[i])
            return i + 1;
    return 5;
}

static void owner_name(struct gp_text *out, const struct matrix *m, size_t i)
{
    if (i < m->n) {
        gp_html_name(out, gp_stats_name(m->stats, m->level, m->owner[i]));
        return;
    }
    gp_text_add(out, "<i>");
    gp_text_add_count(out, m->n_others);
    gp_text_add(out, m->n_others == 1 ? " other</i>" : " others</i>");
}

static void cell(struct gp_text *out, const struct matrix *m, size_t from, size_t to)
{
    uint64_t n = m->count[from][to];

    if (n == 0) {
        gp_text_add(out, from == to && from < m->n ? "<td class=\"m same\"></td>"
                                                   : "<td class=\"m\"></td>");
        return;
    }
    gp_text_addf(out, "<td class=\"m h%u\"", heat(n, m->most));
    if (m->stats->log->has_time) {
        gp_text_add(out, " title=\"");
        gp_span_hours(out, m->wait[from][to]);
        gp_text_add(out, " h of waiting in all\"");
    }
    gp_text_add(out, ">");
    gp_text_add_count(out, n);
    gp_text_add(out, "</td>");
}

static void row(struct gp_text *out, const struct matrix *m, size_t from, size_t side)
{
    uint64_t sum = 0;
    size_t to;

    gp_text_add(out, "<tr><th scope=\"row\">");
    owner_name(out, m, from);
    gp_text_add(out, "</th>");
    for (to = 0; to < side; to++) {
        cell(out, m, from, to);
        sum += m->count[from][to];
    }
    gp_text_add(out, "<td class=\"m sum\">");
    gp_text_add_count(out, sum);
    gp_text_add(out, "</td></tr>\n");
}

static void sums(struct gp_text *out, const struct matrix *m, size_t side)
{
    uint64_t all = 0;
    size_t from, to;

    gp_text_add(out, "<tr><th scope=\"row\">received</th>");
    for (to = 0; to < side; to++) {
        uint64_t sum = 0;

        for (from = 0; from < side; from++)
            sum += m->count[from][to];
        gp_text_add(out, "<td class=\"m sum\">");
        gp_text_add_count(out, sum);
        gp_text_add(out, "</td>");
        all += sum;
    }
    gp_text_add(out, "<td class=\"m sum\">");
    gp_text_add_count(out, all);
    gp_text_add(out, "</td></tr>\n");
}

static void draw(struct gp_text *out, const struct matrix *m)
{
    size_t side = m->n + (m->n_others != 0), i;

    gp_html_box(out, "Handoff matrix");
    gp_text_addf(
        out,
        "<table class=\"matrix\"><caption>Handoffs between %s: from the row to "
        "the column</caption>\n<thead><tr><td></td>",
        m->level == GP_BY_GROUP ? "groups" : "people");
    for (i = 0; i < side; i++) {
        gp_text_add(out, "<th scope=\"col\"><span>");
        owner_name(out, m, i);
        gp_text_add(out, "</span></th>");
    }
    gp_text_add(out,
                "<th scope=\"col\"><span>given</span></th></tr></thead>\n<tbody>\n");
    for (i = 0; i < side; i++)
        row(out, m, i, side);
    sums(out, m, side);
    gp_text_add(out, "</tbody></table>\n");
    gp_html_box_end(out);
}

static void unassigned(struct gp_text *out, const struct gp_stats *s,
                       enum gp_level level)
{
    const struct gp_link_stat *u = &s->links[level].unassigned;

    if (u->count == 0)
        return;
    gp_text_add(out, "<p class=\"left-out\">");
    gp_html_figure(out, GP_HTML_COUNT, u->count, "handoffs/unassigned/%s/count",
                   level == GP_BY_GROUP ? "group" : "resource");
    gp_text_add(out,
                u->count == 1 ? " step to the next has" : " steps to the next have");
    gp_text_add(out,
                " no owner on one side: unassigned, not counted as a handoff.</p>\n");
}

static enum gp_status level_part(struct gp_text *out, const struct gp_page *page,
                                 enum gp_level level, struct gp_err *err)
{
    const struct gp_stats *s = page->facts->stats;
    struct matrix m;

    gp_text_addf(out, "<h3>Between %s</h3>\n",
                 level == GP_BY_GROUP ? "groups" : "people");
    if (s->links[level].n == 0) {
        gp_text_add(out, "<p class=\"nothing\">Work never changes hands.</p>\n");
        unassigned(out, s, level);
        return GP_OK;
    }
    if (!make(&m, s, level))
        return gp_fail_memory(err);
    draw(out, &m);
    unassigned(out, s, level);
    gp_page_bottlenecks(out, s, level, MOST_HANDOFFS);
    return GP_OK;
}

enum gp_status gp_page_handoffs(struct gp_text *out, const struct gp_page *page,
                                struct gp_err *err)
{
    const struct gp_stats *s = page->facts->stats;
    enum gp_status st = GP_OK;

    if (!s->log->has_resource && !s->log->has_group)
        return GP_OK;
    gp_html_section(
        out, "handoffs", "Who hands work to whom",
        "A handoff is a step whose owner differs from the owner of the step "
        "before. The darker a cell, the more handoffs.");
    if (s->log->has_group)
        st = level_part(out, page, GP_BY_GROUP, err);
    if (st == GP_OK && s->log->has_resource)
        st = level_part(out, page, GP_BY_RESOURCE, err);
    gp_text_add(out, "<h3 id=\"pingpong\">Ping-pong: out and straight back</h3>\n");
    if (st == GP_OK)
        st = gp_html_table(out, page->facts, "ping-pong", 15, err);
    gp_html_section_end(out);
    return st;
}
