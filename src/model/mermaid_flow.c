/* mermaid_flow.c - flowcharts (mermaid.h).
 *
 *   A[Draft] --> B{ok?} -- yes --> C & D      subgraph Sales ... end
 *
 * One pass over the characters: a statement ends at a line end or semicolon outside of
 * brackets and quotes. A statement that cannot be read to its end is given back to the
 * reader of the document with its line; what was read before it in the statement counts.
 */
#include "model/mermaid.h"

#include "base/mem.h"

#include <string.h>

enum { MAX_GROUP = 64, MAX_SUBGRAPHS = 32, MAX_LABEL = 4096 };

enum shape { BOX, DIAMOND, ROUND, HEXAGON };

static const struct {
    const char *open, *close;
    enum shape shape;
} shapes[] = {
    {"(((", ")))", ROUND}, {"([", "])", ROUND}, {"[(", ")]", BOX},
    {"((", "))", ROUND},   {"[[", "]]", BOX},   {"{{", "}}", HEXAGON},
    {"[/", NULL, BOX},     {"[\\", NULL, BOX},  {"[|", "|]", BOX},
    {"[", "]", BOX},       {"(-", "-)", ROUND}, {"(", ")", ROUND},
    {"{", "}", DIAMOND},   {">", "]", BOX},
};

struct flow {
    struct gp_mermaid *m;
    struct gp_slice s;
    size_t i;
    uint64_t line;
    struct gp_text owner;            /* "Sales / Inside sales" */
    size_t owner_len[MAX_SUBGRAPHS]; /* of the owner outside each open subgraph */
    size_t depth, too_deep;
    bool ampersand, undirected;
};

struct group {
    uint32_t node[MAX_GROUP];
    size_t n;
};

static char at(const struct flow *f, size_t ahead)
{
    return f->i + ahead < f->s.len ? f->s.at[f->i + ahead] : '\n';
}

static bool looking_at(const struct flow *f, const char *z)
{
    size_t len = strlen(z);

    return f->i + len <= f->s.len && memcmp(f->s.at + f->i, z, len) == 0;
}

static void skip_blanks(struct flow *f)
{
    while (f->i < f->s.len && (at(f, 0) == ' ' || at(f, 0) == '\t'))
        f->i++;
}

static void advance(struct flow *f, size_t to)
{
    for (; f->i < to && f->i < f->s.len; f->i++)
        f->line += f->s.at[f->i] == '\n';
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || (c & 0x80) != 0;
}

/* A node id: letters and digits; - and . only between them. */
static struct gp_slice take_id(struct flow *f)
{
    size_t start = f->i;

    while (f->i < f->s.len &&
           (is_word(at(f, 0)) ||
            (f->i > start && strchr("-./:", at(f, 0)) != NULL && is_word(at(f, 1)) &&
             !(at(f, 0) == ':' && at(f, 1) == ':'))))
        f->i++;
    return gp_slice_n(f->s.at + start, f->i - start);
}

static size_t find_from(const struct flow *f, size_t from, const char *z)
{
    size_t len = strlen(z), i;

    for (i = from; i + len <= f->s.len && i < from + MAX_LABEL; i++)
        if (memcmp(f->s.at + i, z, len) == 0)
            return i;
    return SIZE_MAX;
}

/* ---- nodes ---- */

/* The label of a shape; false when it does not close. */
static bool take_shape(struct flow *f, struct gp_slice *label, enum shape *shape)
{
    size_t k, end, width;

    for (k = 0; k < sizeof shapes / sizeof *shapes && !looking_at(f, shapes[k].open);
         k++)
        ;
    if (k == sizeof shapes / sizeof *shapes)
        return false;
    *shape = shapes[k].shape;
    width = strlen(shapes[k].open);
    f->i += width;
    skip_blanks(f);
    if (at(f, 0) == '"') {
        end = find_from(f, f->i + 1, "\"");
        if (end == SIZE_MAX)
            return false;
        *label = gp_slice_n(f->s.at + f->i + 1, end - f->i - 1);
        advance(f, end + 1);
        skip_blanks(f);
        end = f->i;
    } else {
        end = shapes[k].close != NULL ? find_from(f, f->i, shapes[k].close)
                                      : find_from(f, f->i, "]");
        if (end == SIZE_MAX)
            return false;
        *label = gp_slice_n(f->s.at + f->i, end - f->i);
        if (memchr(label->at, '\n', label->len) != NULL)
            return false;
    }
    f->i = end;
    if (shapes[k].close != NULL) {
        if (!looking_at(f, shapes[k].close))
            return false;
        f->i += strlen(shapes[k].close);
        return true;
    }
    if (looking_at(f, "/]") || looking_at(f, "\\]")) { /* [/ ... /] with quotes */
        f->i += 2;
    } else {
        f->i++;
        if (label->len > 0 && strchr("/\\", label->at[label->len - 1]) != NULL)
            label->len--;
    }
    return true;
}

static bool is_gateway(struct gp_slice label)
{
    static const char *const words[] = {"+",    "and",   "parallel",  "fork",
                                        "join", "split", "fork/join", ""};
    size_t i;

    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (gp_slice_is_nocase(label, words[i]))
            return true;
    return false;
}

static void set_kind(struct gp_mermaid *m, uint32_t e, const char *kind)
{
    m->p->elements[e].kind = gp_process_text(m->p, gp_slice(kind));
}

static void make_gateway(struct gp_mermaid *m, struct gp_chart_node *node)
{
    set_kind(m, node->element, "parallel");
    node->splits = node->waits = true;
}

/* What a node is follows from its shape and its words. */
static void shape_node(struct flow *f, uint32_t n, struct gp_slice text,
                       enum shape shape)
{
    struct gp_mermaid *m = f->m;
    struct gp_chart_node *node = &m->chart.nodes[n];
    struct gp_slice label = gp_mermaid_label(m, text);

    if (m->p->failed || node->element == GP_NO_ID)
        return;
    m->p->elements[node->element].name = label;
    if (shape != BOX && is_gateway(label) && !(shape == ROUND && label.len == 0)) {
        make_gateway(m, node);
    } else if (shape == DIAMOND || shape == HEXAGON) {
        set_kind(m, node->element, "decision");
        m->p->elements[node->element].can_show = true;
    } else if (shape == ROUND && gp_mermaid_is_start(label)) {
        set_kind(m, node->element, "start");
        m->p->elements[node->element].can_show = true;
    } else if (shape == ROUND && gp_mermaid_is_end(label)) {
        set_kind(m, node->element, "end");
        m->p->elements[node->element].can_show = true;
        node->end = true;
    } else {
        set_kind(m, node->element, "step");
    }
}

/* A node is a step unless its shape says otherwise; labels come last of all. */
static uint32_t new_node(struct flow *f, struct gp_slice id)
{
    struct gp_mermaid *m = f->m;
    size_t known = m->chart.n_nodes;
    uint32_t n = gp_chart_node(&m->chart, id), e;

    if (n == GP_NO_ID)
        return n;
    if (m->chart.n_nodes > known) {
        e = gp_process_element(m->p, gp_slice("step"), id, id, f->line);
        m->chart.nodes[n].element = e;
        if (e != GP_NO_ID)
            m->p->elements[e].on_flow = true;
    }
    e = m->chart.nodes[n].element;
    if (f->depth > 0 && e != GP_NO_ID && m->p->elements[e].owner == GP_NO_ID) {
        struct gp_slice path = gp_slice_n(gp_text_z(&f->owner), f->owner.len), inner;
        size_t outer = f->owner_len[f->depth - 1];

        inner = gp_slice_n(path.at + outer, path.len - outer);
        if (gp_slice_starts(inner, " / "))
            inner = gp_slice_n(inner.at + 3, inner.len - 3);
        if (inner.len == 0)
            return n;
        gp_process_set_owner(m->p, e, inner);
        m->p->elements[e].owner_path = gp_process_text(m->p, path);
    }
    return n;
}

/* @{ shape: fork, label: "..." } */
static bool take_attributes(struct flow *f, uint32_t n)
{
    size_t end = find_from(f, f->i, "}"), i;
    struct gp_slice body, label = gp_slice("");
    enum shape shape = BOX;
    bool gateway = false;

    if (end == SIZE_MAX)
        return false;
    body = gp_slice_n(f->s.at + f->i, end - f->i);
    for (i = 0; i + 5 < body.len; i++) {
        struct gp_slice rest = gp_slice_n(body.at + i, body.len - i);

        if (gp_slice_starts(rest, "label:")) {
            const char *open = memchr(rest.at, '"', rest.len), *close = NULL;

            if (open != NULL)
                close = memchr(open + 1, '"', rest.len - (size_t)(open + 1 - rest.at));
            if (close != NULL)
                label = gp_slice_n(open + 1, (size_t)(close - open - 1));
        }
        if (gp_slice_starts(rest, ": fork") || gp_slice_starts(rest, ": join"))
            gateway = true;
        if (gp_slice_starts(rest, ": diam") || gp_slice_starts(rest, ": decision"))
            shape = DIAMOND;
        if (gp_slice_starts(rest, ": circ") || gp_slice_starts(rest, ": stadium") ||
            gp_slice_starts(rest, ": sm-circ") || gp_slice_starts(rest, ": fr-circ"))
            shape = ROUND;
    }
    advance(f, end + 1);
    if (label.len > 0 || shape != BOX)
        shape_node(f, n, label.len > 0 ? label : f->m->chart.nodes[n].id, shape);
    if (gateway && f->m->chart.nodes[n].element != GP_NO_ID)
        make_gateway(f->m, &f->m->chart.nodes[n]);
    return true;
}

static bool take_node(struct flow *f, uint32_t *n)
{
    struct gp_slice id = take_id(f), label;
    enum shape shape;

    if (id.len == 0)
        return false;
    *n = new_node(f, id);
    if (*n == GP_NO_ID)
        return false;
    if (looking_at(f, "@{")) {
        f->i += 2;
        if (!take_attributes(f, *n))
            return false;
    } else if (strchr("[({", at(f, 0)) != NULL || at(f, 0) == '>') {
        if (!take_shape(f, &label, &shape))
            return false;
        shape_node(f, *n, label, shape);
    }
    if (looking_at(f, ":::")) {
        f->i += 3;
        (void)take_id(f);
    }
    return true;
}

/* A & B & C */
static bool take_group(struct flow *f, struct group *g)
{
    for (g->n = 0; g->n < MAX_GROUP;) {
        skip_blanks(f);
        if (!take_node(f, &g->node[g->n]))
            return false;
        g->n++;
        skip_blanks(f);
        if (at(f, 0) != '&')
            return true;
        f->i++;
    }
    return false;
}

/* ---- links ---- */

struct link {
    bool forward, backward, invisible;
    struct gp_slice label;
};

static bool is_stroke(char c)
{
    return c == '-' || c == '=' || c == '.';
}

static size_t strokes(const struct flow *f, size_t i)
{
    size_t n = 0;

    while (i + n < f->s.len && is_stroke(f->s.at[i + n]))
        n++;
    return n;
}

/* > x o at the end of a link; o and x only when no word goes on. */
static bool take_head(struct flow *f)
{
    if (at(f, 0) == '>' ||
        ((at(f, 0) == 'x' || at(f, 0) == 'o') && !is_word(at(f, 1)))) {
        f->i++;
        return true;
    }
    return false;
}

/* The words between "--" and "-->". */
static bool take_words(struct flow *f, struct link *l, const char *closing)
{
    size_t end = find_from(f, f->i, closing), newline = find_from(f, f->i, "\n");

    if (at(f, 0) == '"') {
        size_t quote = find_from(f, f->i + 1, "\"");

        end = quote == SIZE_MAX ? quote : find_from(f, quote, closing);
        newline = SIZE_MAX;
    }
    if (end == SIZE_MAX || end > newline)
        return false;
    l->label = gp_slice_n(f->s.at + f->i, end - f->i);
    advance(f, end);
    f->i += strokes(f, f->i);
    return true;
}

static bool take_link(struct flow *f, struct link *l)
{
    size_t n, start;

    memset(l, 0, sizeof *l);
    l->label = gp_slice("");
    skip_blanks(f);
    if (looking_at(f, "~~~")) {
        l->invisible = true;
        while (at(f, 0) == '~')
            f->i++;
        return true;
    }
    start = f->i;
    if (is_word(at(f, 0))) { /* e1@--> or o--o */
        size_t i = f->i;

        while (i < f->s.len && is_word(f->s.at[i]))
            i++;
        if (i < f->s.len && f->s.at[i] == '@')
            f->i = i + 1;
        else if ((at(f, 0) == 'o' || at(f, 0) == 'x') && is_stroke(at(f, 1)))
            f->i++;
    } else if (at(f, 0) == '<') {
        l->backward = true;
        f->i++;
    }
    n = strokes(f, f->i);
    if (n < 2) {
        f->i = start;
        return false;
    }
    start = f->i;
    f->i += n;
    l->forward = take_head(f);
    if (!l->forward && n == 2) {
        const char *closing = f->s.at[start] == '=' ? "==" : ".-";

        skip_blanks(f);
        if (f->s.at[start] == '-' && f->s.at[start + 1] == '-')
            closing = "--";
        if (!take_words(f, l, closing))
            return false;
        l->forward = take_head(f);
    }
    skip_blanks(f);
    if (at(f, 0) == '|') {
        size_t end = find_from(f, f->i + 1, "|");

        if (end == SIZE_MAX)
            return false;
        l->label = gp_slice_n(f->s.at + f->i + 1, end - f->i - 1);
        advance(f, end + 1);
    }
    return true;
}

static void add_edges(struct flow *f, const struct group *from, const struct group *to,
                      const struct link *l)
{
    struct gp_mermaid *m = f->m;
    uint32_t e = GP_NO_ID;
    size_t i, k;

    if (l->label.len > 0) {
        e = gp_process_element(m->p, gp_slice("arrow"), gp_slice(""),
                               gp_mermaid_label(m, l->label), f->line);
        gp_process_judge(m->p, e, GP_INFORMATIONAL, NULL);
    }
    if (l->invisible)
        return;
    f->undirected = f->undirected || (!l->forward && !l->backward);
    for (i = 0; i < from->n; i++)
        for (k = 0; k < to->n; k++) {
            gp_chart_edge(&m->chart, from->node[i], to->node[k], GP_NO_ID, f->line);
            if (l->backward)
                gp_chart_edge(&m->chart, to->node[k], from->node[i], GP_NO_ID, f->line);
        }
}

/* ---- statements ---- */

static bool ends_statement(const struct flow *f)
{
    return f->i >= f->s.len || at(f, 0) == '\n' || at(f, 0) == ';' ||
           looking_at(f, "%%");
}

static bool read_chain(struct flow *f)
{
    struct group from, to;
    struct link l;

    if (!take_group(f, &from))
        return false;
    for (;;) {
        skip_blanks(f);
        if (ends_statement(f))
            return true;
        if (!take_link(f, &l))
            return false;
        skip_blanks(f);
        if (at(f, 0) == '\n') { /* a link may end a line */
            while (f->i < f->s.len && (at(f, 0) == '\n' || at(f, 0) == ' '))
                advance(f, f->i + 1);
        }
        if (!take_group(f, &to))
            return false;
        f->ampersand = f->ampersand || to.n > 1;
        add_edges(f, &from, &to, &l);
        from = to;
    }
}

static struct gp_slice rest_of_line(struct flow *f)
{
    size_t start = f->i;

    while (f->i < f->s.len && at(f, 0) != '\n')
        f->i++;
    return gp_slice_trim(gp_slice_n(f->s.at + start, f->i - start));
}

static bool takes_word(const struct flow *f, const char *word)
{
    size_t len = strlen(word);

    return looking_at(f, word) && !is_word(at(f, len)) && at(f, len) != '-' &&
           strchr("[({>@", at(f, len)) == NULL;
}

static void open_subgraph(struct flow *f)
{
    struct gp_slice title, id;
    uint64_t line = f->line;
    uint32_t e;

    f->i += strlen("subgraph");
    title = rest_of_line(f);
    if (title.len > 0 && title.at[title.len - 1] == ';')
        title.len--;
    id = title;
    if (title.len > 0 && title.at[title.len - 1] == ']') {
        const char *open = memchr(title.at, '[', title.len);

        if (open != NULL) {
            id = gp_slice_trim(gp_slice_n(title.at, (size_t)(open - title.at)));
            title = gp_slice_n(open + 1, title.len - (size_t)(open - title.at) - 2);
        }
    }
    title = gp_mermaid_label(f->m, title);
    e = gp_process_element(f->m->p, gp_slice("subgraph"), id, title, line);
    gp_process_judge(f->m->p, e, GP_INFORMATIONAL, NULL);
    if (f->depth == MAX_SUBGRAPHS) {
        f->too_deep++;
        return;
    }
    f->owner_len[f->depth++] = f->owner.len;
    gp_text_add(&f->owner, f->owner.len > 0 && title.len > 0 ? " / " : "");
    gp_text_add_slice(&f->owner, title);
}

static void close_subgraph(struct flow *f)
{
    f->i += strlen("end");
    if (f->too_deep > 0)
        f->too_deep--;
    else if (f->depth > 0 && f->owner.at != NULL)
        f->owner.at[f->owner.len = f->owner_len[--f->depth]] = '\0';
    else if (f->depth > 0)
        f->depth--;
    else
        gp_mermaid_puzzle(f->m, gp_slice("end"), f->line, "no subgraph is open");
}

/* Looks, links and words for screen readers: drawn, not run. */
static bool is_decoration(const struct flow *f)
{
    static const char *const words[] = {"style",    "linkStyle", "classDef", "class",
                                        "click",    "direction", "accTitle", "accDescr",
                                        "callback", "href"};
    size_t i;

    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (takes_word(f, words[i]) &&
            (at(f, strlen(words[i])) == ' ' || at(f, strlen(words[i])) == ':'))
            return true;
    return looking_at(f, "%%");
}

static void read_decoration(struct flow *f)
{
    uint64_t line = f->line;
    size_t end = looking_at(f, "accDescr {") ? find_from(f, f->i, "}") : SIZE_MAX;
    struct gp_slice s;

    if (end != SIZE_MAX) {
        s = gp_slice_n(f->s.at + f->i, end + 1 - f->i);
        advance(f, end + 1);
    } else {
        s = rest_of_line(f);
    }
    gp_mermaid_ignore(f->m, gp_slice_starts(s, "%%") ? "comment" : "decoration", s,
                      line);
}

static void read_statement(struct flow *f)
{
    size_t start = f->i;
    uint64_t line = f->line;
    struct gp_slice rest;

    if (is_decoration(f)) {
        read_decoration(f);
    } else if (takes_word(f, "subgraph")) {
        open_subgraph(f);
    } else if (takes_word(f, "end")) {
        close_subgraph(f);
    } else if (!read_chain(f)) {
        if (f->m->chart.failed)
            return;
        rest = rest_of_line(f);
        rest =
            gp_slice_n(f->s.at + start, (size_t)(rest.at + rest.len - f->s.at) - start);
        gp_mermaid_puzzle(f->m, rest, line,
                          "not a node, an arrow or a subgraph we know");
    }
}

/* Steps get their labels when all shapes are known. */
static void make_steps(struct gp_mermaid *m)
{
    size_t i;

    for (i = 0; i < m->chart.n_nodes; i++) {
        uint32_t e = m->chart.nodes[i].element;

        if (e != GP_NO_ID && gp_slice_is(m->p->elements[e].kind, "step"))
            gp_process_make_step(m->p, e);
    }
}

void gp_mermaid_flowchart(struct gp_mermaid *m)
{
    struct flow f = {.m = m, .s = m->rest, .line = m->line};

    while (f.i < f.s.len && !m->p->failed && !m->chart.failed) {
        skip_blanks(&f);
        if (at(&f, 0) == '\n' || at(&f, 0) == ';') {
            advance(&f, f.i + 1);
            continue;
        }
        read_statement(&f);
    }
    make_steps(m);
    if (f.ampersand)
        gp_process_note(m->p, GP_NOTE_FACT, GP_NO_ID, m->line,
                        "\"&\" draws several arrows; they are read as a choice. For "
                        "parallel work draw a fork, such as {+}");
    if (f.undirected)
        gp_process_note(m->p, GP_NOTE_FACT, GP_NO_ID, m->line,
                        "lines without an arrow head are read from left to right");
    if (f.depth > 0)
        gp_process_note(m->p, GP_NOTE_FACT, GP_NO_ID, m->line,
                        "a subgraph is not closed with \"end\"");
    gp_text_release(&f.owner);
}
