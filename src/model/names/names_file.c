/* names_file.c - the mapping file in and out (names.h).
 *
 *   step <tab> log name <tab> how <tab> owner <tab> tags
 *   Qualify lead <tab> Lead qualified <tab> folded <tab> Marketing <tab>
 *   # Send offer <tab> Offer sent <tab> proposed 0.87 (likeness 0.77; ...) <tab> Sales <tab>
 *
 * A proposal is confirmed by taking away its "# ". Names with tabs, quotes or line breaks
 * in them, or that begin with #, stand in double quotes.
 */
#include "model/names.h"
#include "model/plain.h"

#include "base/mem.h"

#include <stdio.h>
#include <string.h>

enum { MAX_CELLS = 5 };

/* ---- out ---- */

static void write_cell(struct gp_text *t, struct gp_slice s)
{
    bool quote = s.len > 0 && (s.at[0] == '#' || s.at[0] == '"' || s.at[0] == ' ' ||
                               s.at[s.len - 1] == ' ');
    size_t i;

    for (i = 0; i < s.len; i++)
        quote = quote || s.at[i] == '\t' || s.at[i] == '\n' || s.at[i] == '\r';
    if (!quote) {
        gp_text_add_slice(t, s);
        return;
    }
    gp_text_add_char(t, '"');
    for (i = 0; i < s.len; i++) {
        if (s.at[i] == '"')
            gp_text_add_char(t, '"');
        gp_text_add_char(t, s.at[i]);
    }
    gp_text_add_char(t, '"');
}

void gp_names_write(struct gp_text *t, const struct gp_names *n,
                    const struct gp_dict *steps, const struct gp_dict *activities,
                    const struct gp_slice *owners)
{
    size_t i;

    gp_text_add(t, "step\tlog name\thow\towner\ttags\n");
    for (i = 0; i < n->n; i++) {
        const struct gp_name_match *m = &n->matches[i];
        struct gp_slice owner = m->owner;

        if (owner.len == 0 && owners != NULL && m->step != GP_NO_ID)
            owner = owners[m->step];
        gp_text_add(t, m->how == GP_HOW_PROPOSED && !m->used ? "# " : "");
        if (m->step != GP_NO_ID)
            write_cell(t, gp_dict_name(steps, m->step));
        gp_text_add_char(t, '\t');
        if (m->activity != GP_NO_ID)
            write_cell(t, gp_dict_name(activities, m->activity));
        gp_text_addf(t, "\t%s", gp_how_name(m->how));
        if (m->how == GP_HOW_PROPOSED)
            gp_text_addf(t, " %.2f (likeness %.2f; neighbours %.2f; Jaro-Winkler %.2f)",
                         m->score, m->similarity, m->bonus, m->jaro_winkler);
        gp_text_add_char(t, '\t');
        write_cell(t, owner);
        gp_text_add_char(t, '\t');
        write_cell(t, m->tags);
        gp_text_add_char(t, '\n');
    }
}

/* ---- in ---- */

struct reading {
    struct gp_slice rest;
    char delimiter;
    uint64_t line;
    struct gp_mapping *out;
};

static bool take_cell(struct reading *r, struct gp_slice *out, bool *more)
{
    struct gp_slice *s = &r->rest;
    struct gp_text t = {0};
    size_t i = 0;
    bool inside = false;
    const char *copy;

    while (i < s->len && s->at[i] == ' ')
        i++;
    if (i < s->len && s->at[i] == '"') {
        inside = true;
        i++;
    }
    for (; i < s->len; i++) {
        char c = s->at[i];

        if (inside && c == '"' && i + 1 < s->len && s->at[i + 1] == '"')
            i++;
        else if (inside && c == '"') {
            inside = false;
            continue;
        } else if (!inside && (c == r->delimiter || c == '\n'))
            break;
        r->line += c == '\n';
        gp_text_add_char(&t, c);
    }
    *more = i < s->len && s->at[i] == r->delimiter;
    i += i < s->len;
    *s = gp_slice_n(s->at + i, s->len - i);
    copy = t.failed ? NULL : gp_arena_copy(&r->out->texts, gp_text_z(&t), t.len);
    *out = gp_slice_trim(gp_slice_n(copy, copy != NULL ? t.len : 0));
    gp_text_release(&t);
    return copy != NULL;
}

static enum gp_how how_of(struct gp_slice s)
{
    if (gp_slice_is_nocase(s, "same"))
        return GP_HOW_SAME;
    if (gp_slice_is_nocase(s, "folded"))
        return GP_HOW_FOLDED;
    if (gp_slice_is_nocase(s, "ignore"))
        return GP_HOW_IGNORED;
    return gp_slice_is_nocase(s, "none") ? GP_HOW_NONE : GP_HOW_MAPPED;
}

static bool is_header(const struct gp_slice *cell)
{
    return gp_slice_is_nocase(cell[0], "step") &&
           (gp_slice_is_nocase(cell[1], "activity") ||
            gp_slice_is_nocase(cell[1], "log name") ||
            gp_slice_is_nocase(cell[1], "event"));
}

static enum gp_status read_row(struct reading *r, struct gp_err *err)
{
    struct gp_slice cell[MAX_CELLS], spare;
    struct gp_mapping_row row = {.line = r->line};
    bool more = true;
    size_t n;

    for (n = 0; n < MAX_CELLS; n++)
        cell[n] = gp_slice("");
    while (r->rest.len > 0 && r->rest.at[0] == '#') {
        row.comment = true;
        r->rest = gp_slice_n(r->rest.at + 1, r->rest.len - 1);
    }
    for (n = 0; more; n++)
        if (!take_cell(r, n < MAX_CELLS ? &cell[n] : &spare, &more))
            return gp_fail_memory(err);
    r->line++;
    if (n < 2 && !row.comment && cell[0].len > 0)
        return gp_fail_at(
            err, GP_USAGE, r->out->file, row.line,
            "expected a step and the log's name for it, set apart by a tab "
            "or a comma");
    if (n < 2 || is_header(cell) || (cell[0].len == 0 && cell[1].len == 0))
        return GP_OK;
    r->out->complete = r->out->complete || (n > 2 && r->delimiter == '\t');
    row.step = cell[0];
    row.activity = cell[1];
    row.how = how_of(cell[2]);
    row.owner = cell[3];
    row.tags = cell[4];
    if (!gp_reserve(&r->out->rows, &r->out->cap, r->out->n + 1))
        return gp_fail_memory(err);
    r->out->rows[r->out->n++] = row;
    return GP_OK;
}

enum gp_status gp_mapping_read(const char *file, struct gp_slice bytes,
                               struct gp_mapping *out, struct gp_err *err)
{
    struct gp_input input = {.name = file, .bytes = bytes};
    struct reading r = {.line = 1, .out = out};
    struct gp_text text = {0};
    enum gp_status st;

    memset(out, 0, sizeof *out);
    (void)snprintf(out->file, sizeof out->file, "%s", file);
    st = gp_plain_read(&input, &text, err);
    r.rest = gp_text_slice(&text);
    r.delimiter = memchr(r.rest.at, '\t', r.rest.len) != NULL ? '\t'
                  : memchr(r.rest.at, ';', r.rest.len) != NULL &&
                          memchr(r.rest.at, ',', r.rest.len) == NULL
                      ? ';'
                      : ',';
    while (st == GP_OK && r.rest.len > 0)
        st = read_row(&r, err);
    gp_text_release(&text);
    if (st != GP_OK)
        gp_mapping_release(out);
    return st;
}

void gp_mapping_release(struct gp_mapping *m)
{
    gp_free(m->rows);
    gp_arena_release(&m->texts);
    memset(m, 0, sizeof *m);
}

static void show_all(struct gp_process *p, struct gp_slice name)
{
    size_t i;

    for (i = 0; i < p->n_elements; i++)
        if (p->elements[i].can_show && gp_slice_eq(p->elements[i].name, name))
            (void)gp_process_show(p, (uint32_t)i);
}

enum gp_status gp_mapping_show(const struct gp_mapping *m, struct gp_process *p,
                               struct gp_err *err)
{
    size_t i;

    for (i = 0; i < m->n; i++)
        if (!m->rows[i].comment && m->rows[i].step.len > 0 &&
            m->rows[i].activity.len > 0)
            show_all(p, m->rows[i].step);
    return p->failed ? gp_fail_memory(err) : GP_OK;
}
