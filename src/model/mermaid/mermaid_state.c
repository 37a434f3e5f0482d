/* mermaid_state.c - state diagrams (mermaid.h).
 *
 *   [*] --> new : created        state fork1 <<fork>>
 *   new --> closed               state Working { [*] --> a   a --> [*] }
 *
 * Line by line: arrows, declarations, notes. Composite states are mermaid_frame.c.
 */
#include "model/mermaid/mermaid_state.h"

#include "base/mem.h"

#include <stdio.h>
#include <string.h>

bool gp_state_starts(struct gp_slice s, const char *word)
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

uint32_t gp_state_silent(struct gp_statechart *st, const char *kind,
                         struct gp_slice name)
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
static uint32_t gp_state_node(struct gp_statechart *st, struct gp_slice id)
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
            m->p->elements[e].parent = gp_state_element(st, st->frames[st->depth].in);
    }
    return n;
}

/* ---- arrows ---- */

static struct gp_slice bare_id(struct gp_slice s)
{
    size_t style = find(s, ":::");

    s = gp_slice_trim(style != SIZE_MAX ? gp_slice_n(s.at, style) : s);
    if (s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"')
        s = gp_slice_n(s.at + 1, s.len - 2);
    return s;
}

/* [*]: where the frame begins, as the source of an arrow, or ends. */
static uint32_t edge_of_frame(struct gp_statechart *st, bool source)
{
    struct gp_state_frame *f = &st->frames[st->depth];
    uint32_t *n = source ? &f->in : &f->out;
    struct gp_chart_node *node;

    *(source ? &f->entered : &f->left) = true;
    if (st->depth > 0)
        return source ? f->part_in : f->part_out;
    if (*n != GP_NO_ID)
        return *n;
    *n = gp_state_silent(st, source ? "start" : "end", gp_slice(""));
    if (*n != GP_NO_ID) {
        node = &st->m->chart.nodes[*n];
        *(source ? &node->start : &node->end) = true;
    }
    return *n;
}

static uint32_t end_of_arrow(struct gp_statechart *st, struct gp_slice id, bool source)
{
    if (gp_slice_is(id, "[*]"))
        return edge_of_frame(st, source);
    if (gp_frame_is(st, id))
        return gp_frame_node(st, id, source ? "out" : "in");
    return gp_state_node(st, id);
}

static void read_arrow(struct gp_statechart *st, struct gp_slice s, size_t arrow)
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

static void name_state(struct gp_statechart *st, struct gp_slice id,
                       struct gp_slice name)
{
    uint32_t e;

    if (gp_frame_is(st, id))
        e = gp_state_element(st, gp_frame_node(st, id, "in"));
    else
        e = gp_state_element(st, gp_state_node(st, id));
    if (e != GP_NO_ID && name.len > 0)
        st->m->p->elements[e].name = gp_mermaid_label(st->m, name);
}

static void special_state(struct gp_statechart *st, struct gp_slice id,
                          struct gp_slice type)
{
    uint32_t n = gp_state_node(st, id), e = gp_state_element(st, n);
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
struct gp_slice gp_state_declared(struct gp_slice s, struct gp_slice *name)
{
    struct gp_slice id = s;
    const char *quote =
        s.len > 1 && s.at[0] == '"' ? memchr(s.at + 1, '"', s.len - 1) : NULL;

    if (quote != NULL) {
        *name = gp_slice_n(s.at + 1, (size_t)(quote - s.at) - 1);
        id = from(s, (size_t)(quote - s.at) + 1);
        id = gp_state_starts(id, "as") ? from(id, 2) : *name;
    }
    return bare_id(id);
}

/* state X { | state "words" as X | state X <<fork>> | state X */
static void read_declaration(struct gp_statechart *st, struct gp_slice s)
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
    id = gp_state_declared(s, &name);
    if (id.len == 0) {
        gp_mermaid_puzzle(st->m, s, st->line, "expected the name of a state");
        return;
    }
    if (opens)
        gp_frame_open(st, id);
    name_state(st, id, name);
}

static bool is_decoration(struct gp_slice s)
{
    static const char *const words[] = {"classDef",  "class",    "style", "direction",
                                        "click",     "hide",     "scale", "accTitle",
                                        "accTitle:", "accDescr:"};
    size_t i;

    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (gp_state_starts(s, words[i]))
            return true;
    return false;
}

/* Notes and descriptions go over several lines; true while one is open. */
static bool read_commentary(struct gp_statechart *st, struct gp_slice s)
{
    if (st->in_note || st->in_description) {
        if (gp_slice_is_nocase(s, "end note") ||
            (st->in_description && find(s, "}") != SIZE_MAX))
            st->in_note = st->in_description = false;
        gp_mermaid_ignore(st->m, "note", s, st->line);
        return true;
    }
    if (gp_state_starts(s, "note") || gp_state_starts(s, "Note")) {
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

static void read_line(struct gp_statechart *st, struct gp_slice s)
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
        gp_frame_close(st);
    } else if (gp_slice_is(s, "--") && st->depth > 0) {
        gp_frame_close_part(st, &st->frames[st->depth]);
        gp_frame_open_part(st, &st->frames[st->depth]);
    } else if (arrow != SIZE_MAX && !gp_state_starts(s, "state")) {
        read_arrow(st, s, arrow);
    } else if (gp_state_starts(s, "state")) {
        read_declaration(st, from(s, 5));
    } else if (colon != SIZE_MAX && find(s, ":::") != colon) {
        name_state(st, bare_id(gp_slice_n(s.at, colon)), from(s, colon + 1));
    } else if (find(s, " ") == SIZE_MAX) {
        (void)gp_state_node(st, bare_id(s));
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

static bool is_kind(const struct gp_statechart *st, const struct gp_element *e,
                    const char *kind)
{
    (void)st;
    return gp_slice_is(e->kind, kind);
}

static void choose_steps(struct gp_statechart *st, size_t first_element)
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

void gp_mermaid_states(struct gp_mermaid *m)
{
    struct gp_statechart st = {.m = m, .line = m->line};
    size_t first = m->p->n_elements;
    struct gp_slice rest = m->rest;

    st.frames[0].in = st.frames[0].out = GP_NO_ID;
    gp_frame_find_all(&st, rest);
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
        gp_frame_close(&st);
    }
    choose_steps(&st, first);
}
