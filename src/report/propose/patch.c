/* patch.c - see patch.h.
 *
 * The changes are known line by line, so nothing has to be compared: lines that change
 * are gathered with their neighbours into hunks.
 *
 *   @@ -3,4 +3,5 @@      from line 3 four lines become five
 */
#include "report/propose/patch.h"

#include "base/mem.h"

#include <string.h>

enum { AROUND = 3 };

void gp_patch_begin(struct gp_patch *p, struct gp_slice text)
{
    const char *first = memchr(text.at, '\n', text.len);
    size_t cap = 0, from = 0, to;

    memset(p, 0, sizeof *p);
    p->end = first != NULL && first > text.at && first[-1] == '\r' ? "\r\n" : "\n";
    p->no_newline = text.len != 0 && text.at[text.len - 1] != '\n';
    for (; from < text.len && !p->failed; from = to + 1) {
        const char *end = memchr(text.at + from, '\n', text.len - from);

        to = end != NULL ? (size_t)(end - text.at) : text.len;
        if (!gp_reserve(&p->line, &cap, p->n + 1)) {
            p->failed = true;
            return;
        }
        p->line[p->n++] =
            (struct gp_patch_line){.old = gp_slice_n(text.at + from, to - from)};
    }
}

void gp_patch_release(struct gp_patch *p)
{
    size_t i;

    for (i = 0; i < p->n; i++) {
        gp_text_release(&p->line[i].new);
        gp_text_release(&p->line[i].behind);
    }
    gp_free(p->line);
    memset(p, 0, sizeof *p);
}

static bool changes(const struct gp_patch_line *l)
{
    return l->replaced || l->behind.len != 0;
}

/* A line keeps its end; one put in gets that of the text. */
static void add_old(const struct gp_patch *p, size_t i, const char *mark,
                    struct gp_text *out)
{
    gp_text_add(out, mark);
    gp_text_add_slice(out, p->line[i].old);
    gp_text_add(out, "\n");
}

static void add_new(const struct gp_patch *p, size_t i, const char *mark,
                    struct gp_text *out)
{
    struct gp_slice old = p->line[i].old;

    gp_text_add(out, mark);
    gp_text_add_slice(out, gp_text_slice(&p->line[i].new));
    gp_text_add(out, old.len != 0 && old.at[old.len - 1] == '\r' ? "\r\n" : "\n");
}

static size_t add_behind(const struct gp_patch *p, size_t i, const char *mark,
                         struct gp_text *out)
{
    const struct gp_text *t = &p->line[i].behind;
    const char *at = gp_text_z(t);
    size_t n = 0;

    for (; *at != '\0'; n++) {
        const char *end = strchr(at, '\n');
        size_t len = end != NULL ? (size_t)(end - at) : strlen(at);

        gp_text_add(out, mark);
        gp_text_add_n(out, at, len);
        gp_text_add(out, p->end);
        at += len + (end != NULL);
    }
    return n;
}

void gp_patch_apply(const struct gp_patch *p, struct gp_text *out)
{
    size_t i;

    for (i = 0; i < p->n; i++) {
        if (p->line[i].replaced)
            add_new(p, i, "", out);
        else
            add_old(p, i, "", out);
        if (i + 1 == p->n && p->no_newline && p->line[i].behind.len == 0 &&
            gp_text_ok(out))
            out->at[--out->len] = '\0';
        (void)add_behind(p, i, "", out);
    }
}

/* ---- the patch --------------------------------------------------------------------- */

static const char no_newline[] = "\\ No newline at end of file\n";

/* Lines i..to of the text as they were and as they become. */
static void add_lines(const struct gp_patch *p, size_t i, size_t to,
                      struct gp_text *out)
{
    for (; i < to; i++) {
        const struct gp_patch_line *l = &p->line[i];
        bool open = p->no_newline && i + 1 == p->n;
        bool twice = l->replaced || (open && l->behind.len != 0);

        add_old(p, i, twice ? "-" : " ", out);
        if (open)
            gp_text_add(out, no_newline);
        if (l->replaced)
            add_new(p, i, "+", out);
        else if (twice)
            add_old(p, i, "+", out);
        if (open && l->replaced && l->behind.len == 0)
            gp_text_add(out, no_newline);
        (void)add_behind(p, i, "+", out);
    }
}

static size_t lines_behind(const struct gp_patch *p, size_t from, size_t to)
{
    struct gp_text ignored = {0};
    size_t n = 0;

    for (; from < to; from++)
        n += add_behind(p, from, "", &ignored);
    gp_text_release(&ignored);
    return n;
}

static void add_name(struct gp_text *out, const char *mark, struct gp_slice name)
{
    gp_text_add(out, mark);
    gp_text_add_slice(out, name);
    gp_text_add(out, memchr(name.at, ' ', name.len) != NULL ? "\t\n" : "\n");
}

void gp_patch_write(const struct gp_patch *p, struct gp_slice name, struct gp_text *out)
{
    size_t from = 0, before = 0, i, to, added;
    bool first = true;

    for (i = 0; i < p->n; i = to) {
        to = i + 1;
        if (!changes(&p->line[i]))
            continue;
        from = i > AROUND ? i - AROUND : 0;
        for (to = i + 1; to < p->n && to <= i + 2 * AROUND + 1; to++)
            if (changes(&p->line[to]))
                i = to;
        to = i + 1 + AROUND < p->n ? i + 1 + AROUND : p->n;
        if (first) {
            add_name(out, "--- ", name);
            add_name(out, "+++ ", name);
            first = false;
        }
        added = lines_behind(p, from, to);
        gp_text_addf(out, "@@ -%zu,%zu +%zu,%zu @@\n", from + 1, to - from,
                     from + 1 + before, to - from + added);
        add_lines(p, from, to, out);
        before += added;
    }
}
