/* mermaid_state.c - state diagrams (mermaid.h).
 *
 *   [*] --> new : created        state fork1 <<fork>>
 *   new --> closed               state Working { [*] --> a   a --> [*] }
 *
 * Line by line. A composite state is a frame around its inside: arrows to it lead to its
 * own [*], arrows from it leave from its own end; the parts that "--" sets apart run side
 * by side. Inner states are the steps, the frame does no work.
 *
 *   frame in --> part in --> ... --> part out --> frame out
 */
#include "model/mermaid.h"

#include "base/mem.h"

#include <stdio.h>
#include <string.h>

enum { MAX_DEPTH = 32 };

struct frame {
    struct gp_slice id;
    uint32_t in, out; /* nodes */
    uint32_t part_in, part_out;
    size_t parts, first_node; /* first_node: of the part being read */
    bool entered, left;       /* has [*] --> x, x --> [*] */
};

struct states {
    struct gp_mermaid *m;
    struct frame frames[MAX_DEPTH];
    size_t depth; /* frames[0] is the diagram */
    size_t too_deep, made;
    uint64_t line;
    bool in_note, in_description;
    size_t arrows, labelled;
};

static bool starts(struct gp_slice s, const char *word)
{
    size_t len = strlen(word);

    return gp_slice_starts(s, word) &&
           (s.len == len || s.at[len] == ' ' || s.at[len] == '\t');
}

static struct gp_slice from(struct gp_slice s, size_t i)
{
    return gp_slice_trim(gp_slice_n(s.at + i, s.len - i));
}

static size_t find(struct gp_slice s, const char *z)
{
    size_t len = strlen(z), i;

    for (i = 0; i + len <= s.len; i++)
        if (memcmp(s.at + i, z, len) == 0)
            return i;
    return SIZE_MAX;
}

static uint32_t element_of(const struct states *st, uint32_t node)
{
    return node == GP_NO_ID ? GP_NO_ID : st->m->chart.nodes[node].element;
}

static uint32_t silent_node(struct states *st, const char *kind, struct gp_slice name)
{
    char id[40];
    int len = snprintf(id, sizeof id, "\x01%zu", st->made++);
    uint32_t n = gp_chart_node(&st->m->chart, gp_slice_n(id, (size_t)len));
    uint32_t e =
        gp_process_element(st->m->p, gp_slice(kind), gp_slice(""), name, st->line);

    if (n != GP_NO_ID && e != GP_NO_ID) {
        st->m->chart.nodes[n].element = e;
        st->m->p->elements[e].on_flow = true;
    }
    return n;
}

/* The node of a state, made when it is new. */
static uint32_t state_node(struct states *st, struct gp_slice id)
{
    struct gp_mermaid *m = st->m;
    size_t known = m->chart.n_nodes;
    uint32_t n = gp_chart_node(&m->chart, id), e;

    if (n == GP_NO_ID || m->chart.n_nodes == known)
        return n;
    e = gp_process_element(m->p, gp_slice("state"), id, id, st->line);
    m->chart.nodes[n].element = e;
    if (e != GP_NO_ID) {
        m->p->elements[e].on_flow = true;
        if (st->depth > 0)
            m->p->elements[e].parent = element_of(st, st->frames[st->depth].in);
    }
    return n;
}

/* ---- composite states ---- */

/* The nodes an arrow to, or from, a composite state belongs to: its frame is known by
 * the ids "in:NAME" and "out:NAME". */
static uint32_t frame_node(struct states *st, struct gp_slice id, const char *side)
{
    struct gp_text key = {0};
    uint32_t n = GP_NO_ID;

    gp_text_addf(&key, "\x02%s:", side);
    gp_text_add_slice(&key, id);
    if (gp_text_ok(&key))
        n = gp_chart_node(&st->m->chart, gp_slice_n(key.at, key.len));
    else
        st->m->p->failed = true;
    gp_text_release(&key);
    return n;
}

static void name_frame(struct states *st, uint32_t node, struct gp_slice id,
                       const char *kind)
{
    uint32_t e;

    if (node == GP_NO_ID || element_of(st, node) != GP_NO_ID)
        return;
    e = gp_process_element(st->m->p, gp_slice(kind), id, id, st->line);
    st->m->chart.nodes[node].element = e;
    if (e != GP_NO_ID)
        st->m->p->elements[e].on_flow = true;
}

static void open_part(struct states *st, struct frame *f)
{
    f->parts++;
    f->entered = f->left = false;
    f->part_in = silent_node(st, "part", f->id);
    f->part_out = silent_node(st, "part end", f->id);
    f->first_node = st->m->chart.n_nodes;
    gp_chart_edge(&st->m->chart, f->in, f->part_in, GP_NO_ID, st->line);
    gp_chart_edge(&st->m->chart, f->part_out, f->out, GP_NO_ID, st->line);
}

/* A part without [*]: it begins with its first state and may be left from any. */
static void close_part(struct states *st, struct frame *f)
{
    struct gp_chart *c = &st->m->chart;
    size_t i;

    if (st->m->p->failed || c->failed || f->part_in == GP_NO_ID)
        return;
    if (!f->entered && f->first_node < c->n_nodes)
        gp_chart_edge(c, f->part_in, (uint32_t)f->first_node, GP_NO_ID, st->line);
    for (i = f->first_node; !f->left && i < c->n_nodes && c->n_nodes < 500; i++)
        gp_chart_edge(c, (uint32_t)i, f->part_out, GP_NO_ID, st->line);
    if (f->first_node == c->n_nodes)
        gp_chart_edge(c, f->part_in, f->part_out, GP_NO_ID, st->line);
    else if (!f->left)
        gp_process_judge(st->m->p, element_of(st, f->in), GP_APPROXIMATED,
                         "no end is drawn inside: it may be left from any state");
}

static void open_composite(struct states *st, struct gp_slice id)
{
    struct frame *f;

    if (st->depth + 1 >= MAX_DEPTH) {
        st->too_deep++;
        gp_mermaid_puzzle(st->m, id, st->line, "states are nested deeper than 31");
        return;
    }
    f = &st->frames[++st->depth];
    memset(f, 0, sizeof *f);
    f->id = id;
    f->in = frame_node(st, id, "in");
    f->out = frame_node(st, id, "out");
    name_frame(st, f->in, id, "composite state");
    name_frame(st, f->out, id, "composite end");
    open_part(st, f);
}

static void close_composite(struct states *st)
{
    struct frame *f = &st->frames[st->depth];

    if (st->too_deep > 0) {
        st->too_deep--;
        return;
    }
    if (st->depth == 0) {
        gp_mermaid_puzzle(st->m, gp_slice("}"), st->line, "no state is open");
        return;
    }
    close_part(st, f);
    if (f->parts > 1 && f->in != GP_NO_ID && f->out != GP_NO_ID) {
        st->m->chart.nodes[f->in].splits = true;
        st->m->chart.nodes[f->out].waits = true;
    }
    st->depth--;
}

/* ---- arrows ---- */

static bool is_composite(const struct states *st, struct gp_slice id)
{
    struct gp_text key = {0};
    bool found;

    gp_text_add(&key, "\x02in:");
    gp_text_add_slice(&key, id);
    found = gp_text_ok(&key) &&
            gp_dict_find(&st->m->chart.ids, gp_slice_n(key.at, key.len)) != GP_NO_ID;
    gp_text_release(&key);
    return found;
}

static struct gp_slice bare_id(struct gp_slice s)
{
    size_t style = find(s, ":::");

    s = gp_slice_trim(style != SIZE_MAX ? gp_slice_n(s.at, style) : s);
    if (s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"')
        s = gp_slice_n(s.at + 1, s.len - 2);
    return s;
}

static uint32_t end_of_arrow(struct states *st, struct gp_slice id, bool source)
{
    struct frame *f = &st->frames[st->depth];
    uint32_t n;

    if (gp_slice_is(id, "[*]")) {
        *(source ? &f->entered : &f->left) = true;
        if (st->depth > 0)
            return source ? f->part_in : f->part_out;
        n = *(source ? &f->in : &f->out);
        if (n == GP_NO_ID) {
            n = silent_node(st, source ? "start" : "end", gp_slice(""));
            *(source ? &f->in : &f->out) = n;
            if (n != GP_NO_ID)
                *(source ? &st->m->chart.nodes[n].start : &st->m->chart.nodes[n].end) =
                    true;
        }
        return n;
    }
    if (is_composite(st, id))
        return frame_node(st, id, source ? "out" : "in");
    return state_node(st, id);
}

static void read_arrow(struct states *st, struct gp_slice s, size_t arrow)
{
    struct gp_slice left = bare_id(gp_slice_n(s.at, arrow)), right,
                    label = gp_slice("");
    uint32_t a, b, e = GP_NO_ID;
    size_t colon;

    right = from(s, arrow + 3);
    colon = find(right, ":");
    while (colon != SIZE_MAX && colon + 2 < right.len && right.at[colon + 1] == ':') {
        size_t more =
            find(gp_slice_n(right.at + colon + 3, right.len - colon - 3), ":");

        colon = more == SIZE_MAX ? more : colon + 3 + more; /* ::: is a style */
    }
    if (colon != SIZE_MAX) {
        label = from(right, colon + 1);
        right = gp_slice_n(right.at, colon);
    }
    right = bare_id(right);
    if (left.len == 0 || right.len == 0 || find(right, "-->") != SIZE_MAX) {
        gp_mermaid_puzzle(st->m, s, st->line, "expected \"state --> state : words\"");
        return;
    }
    a = end_of_arrow(st, left, true);
    b = end_of_arrow(st, right, false);
    st->arrows++;
    if (label.len > 0) {
        st->labelled++;
        e = gp_process_element(st->m->p, gp_slice("arrow"), gp_slice(""),
                               gp_mermaid_label(st->m, label), st->line);
        if (e != GP_NO_ID) {
            st->m->p->elements[e].can_show = true;
            st->m->p->elements[e].on_flow = true;
        }
    }
    gp_chart_edge(&st->m->chart, a, b, e, st->line);
}

/* ---- declarations ---- */

static void name_state(struct states *st, struct gp_slice id, struct gp_slice name)
{
    uint32_t e;

    if (is_composite(st, id))
        e = element_of(st, frame_node(st, id, "in"));
    else
        e = element_of(st, state_node(st, id));
    if (e != GP_NO_ID && name.len > 0)
        st->m->p->elements[e].name = gp_mermaid_label(st->m, name);
}

static void special_state(struct states *st, struct gp_slice id, struct gp_slice type)
{
    uint32_t n = state_node(st, id), e = element_of(st, n);
    bool parallel = gp_slice_is(type, "fork") || gp_slice_is(type, "join");

    if (e == GP_NO_ID)
        return;
    if (!parallel && !gp_slice_is(type, "choice"))
        gp_mermaid_puzzle(st->m, type, st->line, "expected fork, join or choice");
    st->m->chart.nodes[n].splits = st->m->chart.nodes[n].waits = parallel;
    st->m->p->elements[e].kind =
        gp_process_text(st->m->p, gp_slice(parallel ? "parallel" : "decision"));
}

/* "words" as X; *name stays empty without words. */
static struct gp_slice declared_id(struct gp_slice s, struct gp_slice *name)
{
    struct gp_slice id = s;
    const char *quote =
        s.len > 1 && s.at[0] == '"' ? memchr(s.at + 1, '"', s.len - 1) : NULL;

    if (quote != NULL) {
        *name = gp_slice_n(s.at + 1, (size_t)(quote - s.at) - 1);
        id = from(s, (size_t)(quote - s.at) + 1);
        id = starts(id, "as") ? from(id, 2) : *name;
    }
    return bare_id(id);
}

/* state X { | state "words" as X | state X <<fork>> | state X */
static void read_declaration(struct states *st, struct gp_slice s)
{
    struct gp_slice name = gp_slice(""), id;
    bool opens = s.len > 0 && s.at[s.len - 1] == '{';
    size_t mark = find(s, "<<"), close;

    if (mark == SIZE_MAX)
        mark = find(s, "[[");
    if (opens)
        s = gp_slice_trim(gp_slice_n(s.at, s.len - 1));
    if (mark != SIZE_MAX && mark + 2 < s.len) {
        struct gp_slice type = from(s, mark + 2);

        close = find(type, ">>");
        if (close == SIZE_MAX)
            close = find(type, "]]");
        if (close != SIZE_MAX)
            type.len = close;
        special_state(st, bare_id(gp_slice_n(s.at, mark)), gp_slice_trim(type));
        return;
    }
    id = declared_id(s, &name);
    if (id.len == 0) {
        gp_mermaid_puzzle(st->m, s, st->line, "expected the name of a state");
        return;
    }
    if (opens)
        open_composite(st, id);
    name_state(st, id, name);
}

static bool is_decoration(struct gp_slice s)
{
    static const char *const words[] = {"classDef",  "class",    "style", "direction",
                                        "click",     "hide",     "scale", "accTitle",
                                        "accTitle:", "accDescr:"};
    size_t i;

    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (starts(s, words[i]))
            return true;
    return false;
}

/* Notes and descriptions go over several lines; true while one is open. */
static bool read_commentary(struct states *st, struct gp_slice s)
{
    if (st->in_note || st->in_description) {
        if (gp_slice_is_nocase(s, "end note") ||
            (st->in_description && find(s, "}") != SIZE_MAX))
            st->in_note = st->in_description = false;
        gp_mermaid_ignore(st->m, "note", s, st->line);
        return true;
    }
    if (starts(s, "note") || starts(s, "Note")) {
        st->in_note = find(s, ":") == SIZE_MAX;
        gp_mermaid_ignore(st->m, "note", s, st->line);
        return true;
    }
    if (gp_slice_starts(s, "accDescr") && find(s, "{") != SIZE_MAX) {
        st->in_description = find(s, "}") == SIZE_MAX;
        gp_mermaid_ignore(st->m, "decoration", s, st->line);
        return true;
    }
    if (gp_slice_starts(s, "%%") || is_decoration(s)) {
        gp_mermaid_ignore(st->m, gp_slice_starts(s, "%%") ? "comment" : "decoration", s,
                          st->line);
        return true;
    }
    return false;
}

static void read_line(struct states *st, struct gp_slice s)
{
    size_t arrow, colon, comment = find(s, "%%");

    if (comment != SIZE_MAX && comment > 0)
        s = gp_slice_trim(gp_slice_n(s.at, comment));
    if (s.len > 0 && s.at[s.len - 1] == ';')
        s = gp_slice_trim(gp_slice_n(s.at, s.len - 1));
    if (s.len == 0 || read_commentary(st, s))
        return;
    arrow = find(s, "-->");
    colon = find(s, ":");
    if (gp_slice_is(s, "}")) {
        close_composite(st);
    } else if (gp_slice_is(s, "--") && st->depth > 0) {
        close_part(st, &st->frames[st->depth]);
        open_part(st, &st->frames[st->depth]);
    } else if (arrow != SIZE_MAX && !starts(s, "state")) {
        read_arrow(st, s, arrow);
    } else if (starts(s, "state")) {
        read_declaration(st, from(s, 5));
    } else if (colon != SIZE_MAX && find(s, ":::") != colon) {
        name_state(st, bare_id(gp_slice_n(s.at, colon)), from(s, colon + 1));
    } else if (find(s, " ") == SIZE_MAX) {
        (void)state_node(st, bare_id(s));
    } else {
        gp_mermaid_puzzle(st->m, s, st->line,
                          "not an arrow, a state or a note we know");
    }
}

/* ---- which reading: states or arrows? ---- */

/* s1, q0, S12: a number, not a name. */
static bool is_bare(struct gp_slice s)
{
    size_t letters = 0, i;

    while (letters < s.len && ((s.at[letters] >= 'a' && s.at[letters] <= 'z') ||
                               (s.at[letters] >= 'A' && s.at[letters] <= 'Z')))
        letters++;
    for (i = letters; i < s.len && s.at[i] >= '0' && s.at[i] <= '9'; i++)
        ;
    return i == s.len && letters <= 1 && i > letters;
}

static bool is_kind(const struct states *st, const struct gp_element *e,
                    const char *kind)
{
    (void)st;
    return gp_slice_is(e->kind, kind);
}

static void choose_steps(struct states *st, size_t first_element)
{
    struct gp_process *p = st->m->p;
    bool arrows = st->arrows > 0 && st->labelled == st->arrows;
    size_t i;

    for (i = first_element; i < p->n_elements; i++)
        if (is_kind(st, &p->elements[i], "state") && !is_bare(p->elements[i].name))
            arrows = false;
    for (i = first_element; i < p->n_elements && !p->failed; i++)
        if (is_kind(st, &p->elements[i], arrows ? "arrow" : "state")) {
            gp_process_make_step(p, (uint32_t)i);
            p->elements[i].can_show = false;
        }
    gp_process_note(p, GP_NOTE_FACT, GP_NO_ID, st->m->line,
                    arrows
                        ? "the words on the arrows are read as the steps, since the "
                          "states only have numbers"
                        : "the states are read as the steps; %zu arrows carry words, "
                          "which can be mapped to the log as events",
                    st->labelled);
}

/* Arrows may lead to a composite state before it is drawn: their frames come first. */
static void find_composites(struct states *st, struct gp_slice rest)
{
    struct gp_slice name;

    while (rest.len > 0 && !st->m->chart.failed) {
        const char *end = memchr(rest.at, '\n', rest.len);
        size_t len = end != NULL ? (size_t)(end - rest.at) : rest.len;
        struct gp_slice s = gp_slice_trim(gp_slice_n(rest.at, len)), id;

        len += end != NULL;
        rest = gp_slice_n(rest.at + len, rest.len - len);
        if (!starts(s, "state") || s.at[s.len - 1] != '{')
            continue;
        id = declared_id(gp_slice_trim(gp_slice_n(s.at + 5, s.len - 6)), &name);
        if (id.len == 0)
            continue;
        (void)frame_node(st, id, "in");
        (void)frame_node(st, id, "out");
    }
}

void gp_mermaid_states(struct gp_mermaid *m)
{
    struct states st = {.m = m, .line = m->line};
    size_t first = m->p->n_elements;
    struct gp_slice rest = m->rest;

    st.frames[0].in = st.frames[0].out = GP_NO_ID;
    find_composites(&st, rest);
    while (rest.len > 0 && !m->p->failed && !m->chart.failed) {
        const char *end = memchr(rest.at, '\n', rest.len);
        size_t len = end != NULL ? (size_t)(end - rest.at) : rest.len;

        read_line(&st, gp_slice_trim(gp_slice_n(rest.at, len)));
        len += end != NULL;
        rest = gp_slice_n(rest.at + len, rest.len - len);
        st.line++;
    }
    while (st.depth > 0 && !m->chart.failed) {
        gp_mermaid_puzzle(m, st.frames[st.depth].id, m->line,
                          "this state is not closed with }");
        close_composite(&st);
    }
    choose_steps(&st, first);
}
