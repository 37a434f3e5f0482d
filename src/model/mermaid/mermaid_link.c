/* mermaid_link.c - the arrows of a flowchart (mermaid_flow.h).
 *
 *   -->   ---   -.->   ==>   <-->   --o   -- yes -->   -->|yes|   ~~~
 */
#include "model/mermaid/mermaid_flow.h"

#include <string.h>

static bool is_stroke(char c)
{
    return c == '-' || c == '=' || c == '.';
}

static size_t strokes(const struct gp_flowchart *f, size_t i)
{
    size_t n = 0;

    while (i + n < f->s.len && is_stroke(f->s.at[i + n]))
        n++;
    return n;
}

/* > x o at the end of a link; o and x only when no word goes on. */
static bool take_head(struct gp_flowchart *f)
{
    if (gp_flow_at(f, 0) == '>' ||
        ((gp_flow_at(f, 0) == 'x' || gp_flow_at(f, 0) == 'o') &&
         !gp_flow_is_word(gp_flow_at(f, 1)))) {
        f->i++;
        return true;
    }
    return false;
}

/* The words between "--" and "-->". */
static bool take_words(struct gp_flowchart *f, struct gp_flow_link *l,
                       const char *closing)
{
    size_t end = gp_flow_find(f, f->i, closing), newline = gp_flow_find(f, f->i, "\n");

    if (gp_flow_at(f, 0) == '"') {
        size_t quote = gp_flow_find(f, f->i + 1, "\"");

        end = quote == SIZE_MAX ? quote : gp_flow_find(f, quote, closing);
        newline = SIZE_MAX;
    }
    if (end == SIZE_MAX || end > newline)
        return false;
    l->label = gp_slice_n(f->s.at + f->i, end - f->i);
    gp_flow_advance(f, end);
    f->i += strokes(f, f->i);
    return true;
}

/* What may stand before the strokes: the id of e1@-->, the near end of o--o, <--> */
static void take_tail(struct gp_flowchart *f, struct gp_flow_link *l)
{
    size_t i = f->i;

    if (gp_flow_at(f, 0) == '<') {
        l->backward = true;
        f->i++;
        return;
    }
    while (i < f->s.len && gp_flow_is_word(f->s.at[i]))
        i++;
    if (i > f->i && i < f->s.len && f->s.at[i] == '@')
        f->i = i + 1;
    else if ((gp_flow_at(f, 0) == 'o' || gp_flow_at(f, 0) == 'x') &&
             is_stroke(gp_flow_at(f, 1)))
        f->i++;
}

/* Strokes, with a label between them if there are only two, and the head. */
static bool take_line(struct gp_flowchart *f, struct gp_flow_link *l, size_t n)
{
    size_t start = f->i;
    const char *closing = f->s.at[start] == '=' ? "==" : ".-";

    f->i += n;
    l->forward = take_head(f);
    if (l->forward || n != 2)
        return true;
    gp_flow_skip_blanks(f);
    if (f->s.at[start] == '-' && f->s.at[start + 1] == '-')
        closing = "--";
    if (!take_words(f, l, closing))
        return false;
    l->forward = take_head(f);
    return true;
}

/* The label of -->|label|, if there is one. */
static bool take_bars(struct gp_flowchart *f, struct gp_flow_link *l)
{
    size_t end;

    gp_flow_skip_blanks(f);
    if (gp_flow_at(f, 0) != '|')
        return true;
    end = gp_flow_find(f, f->i + 1, "|");
    if (end == SIZE_MAX)
        return false;
    l->label = gp_slice_n(f->s.at + f->i + 1, end - f->i - 1);
    gp_flow_advance(f, end + 1);
    return true;
}

bool gp_flow_link(struct gp_flowchart *f, struct gp_flow_link *l)
{
    size_t n, start;

    memset(l, 0, sizeof *l);
    l->label = gp_slice("");
    gp_flow_skip_blanks(f);
    if (gp_flow_looks_at(f, "~~~")) {
        l->invisible = true;
        while (gp_flow_at(f, 0) == '~')
            f->i++;
        return true;
    }
    start = f->i;
    take_tail(f, l);
    n = strokes(f, f->i);
    if (n < 2) {
        f->i = start;
        return false;
    }
    return take_line(f, l, n) && take_bars(f, l);
}
