/* propose_bpmn.c - see propose.h: changes of a BPMN drawing, put in between its bytes.
 *
 *   a step with a change     a colour, its documentation, a note beside it
 *   a new step behind A      a coloured task on a conditional way A -> new -> B beside the
 *                            old one A -> B, which becomes A's default: A then has exactly
 *                            one of the two
 *
 * Nothing that was there is written anew: tags get attributes and neighbours, all other
 * bytes stay.
 */
#include "report/propose.h"

#include "base/escape.h"
#include "base/mem.h"
#include "base/sort.h"
#include "report/xml_spots.h"

#include <stdlib.h>
#include <string.h>

struct put {
    size_t at; /* byte of the document */
    size_t order;
    struct gp_text text;
};

struct box {
    double x, y, width, height;
};

struct marking {
    const struct gp_process *p;
    const struct gp_changes *changes;
    struct gp_proposal *out;
    struct gp_xml_spots spots;
    struct put *put;
    size_t n, cap, named;   /* named: ids given out */
    uint32_t plane;         /* spot of the BPMNPlane, GP_NO_ID: no picture */
    struct gp_text nowhere; /* takes what is put after memory ran out */
    bool failed;
};

/* Text that goes in at a byte; what is put at one byte keeps its order. */
static struct gp_text *put(struct marking *m, size_t at)
{
    if (m->failed || !gp_reserve(&m->put, &m->cap, m->n + 1)) {
        m->failed = true;
        return &m->nowhere;
    }
    m->put[m->n] = (struct put){.at = at, .order = m->n};
    return &m->put[m->n++].text;
}

static const struct gp_xml_spot *spot(const struct marking *m, uint32_t i)
{
    return &m->spots.at[i];
}

static struct gp_slice id_of(const struct marking *m, uint32_t element)
{
    return element != GP_NO_ID ? m->p->elements[element].id : gp_slice("");
}

/* An open tag, "<b:documentation" with the prefix of its neighbour. */
static void tag(struct gp_text *t, const char *open, struct gp_slice prefix,
                const char *name)
{
    gp_text_add(t, open);
    gp_text_add_slice(t, prefix);
    gp_text_add(t, name);
}

/* ---- marks ------------------------------------------------------------------------- */

static const char *colour_of(enum gp_change_kind kind)
{
    switch (kind) {
    case GP_CHANGE_ADD:
        return "#C8E6C9";
    case GP_CHANGE_STRIKE:
        return "#E0E0E0";
    case GP_CHANGE_HANDS:
        return "#BBDEFB";
    case GP_CHANGE_NOTE:
        return "#FFF9C4";
    default:
        return "#FFE0B2";
    }
}

static void add_colour(struct gp_text *t, const char *colour)
{
    gp_text_addf(t,
                 " goatpath-bioc:stroke=\"#424242\" goatpath-bioc:fill=\"%s\" "
                 "goatpath-color:background-color=\"%s\" "
                 "goatpath-color:border-color=\"#424242\"",
                 colour, colour);
}

/* A shape that has a colour keeps it. */
static void colour(struct marking *m, uint32_t shape, enum gp_change_kind kind)
{
    const struct gp_xml_spot *s = spot(m, shape);

    if (gp_xml_spot_value(s, "fill").len == 0 &&
        gp_xml_spot_value(s, "stroke").len == 0 &&
        gp_xml_spot_value(s, "background-color").len == 0 &&
        gp_xml_spot_value(s, "border-color").len == 0)
        add_colour(put(m, s->attributes), colour_of(kind));
}

static void say(struct gp_text *t, const struct gp_change *c)
{
    gp_text_addf(t, "%s, ", gp_change_words(c->kind));
    gp_escape_xml(t, gp_slice_n(gp_text_z(&c->evidence), c->evidence.len));
}

/* As the first thing inside the element, where the standard wants it; an empty one has no
 * inside. */
static void document(struct marking *m, uint32_t at, const struct gp_change *c)
{
    const struct gp_xml_spot *s = spot(m, at);
    struct gp_slice prefix = gp_xml_spot_prefix(s);
    struct gp_text *t;

    if (s->empty)
        return;
    t = put(m, s->inside);
    tag(t, "<", prefix, "documentation>");
    say(t, c);
    tag(t, "</", prefix, "documentation>");
}

static bool box_of(const struct marking *m, uint32_t shape, struct box *b)
{
    uint32_t bounds =
        shape != GP_NO_ID ? gp_xml_spot_child(&m->spots, shape, "Bounds") : GP_NO_ID;
    static const char *const names[] = {"x", "y", "width", "height"};
    double value[4];
    char number[40];
    size_t i;

    for (i = 0; bounds != GP_NO_ID && i < 4; i++) {
        struct gp_slice v = gp_xml_spot_value(spot(m, bounds), names[i]);

        if (v.len == 0 || v.len >= sizeof number)
            return false;
        memcpy(number, v.at, v.len);
        number[v.len] = '\0';
        value[i] = strtod(number, NULL);
    }
    if (bounds != GP_NO_ID)
        *b = (struct box){value[0], value[1], value[2], value[3]};
    return bounds != GP_NO_ID;
}

static struct gp_slice prefix_of(const struct marking *m, const char *name)
{
    uint32_t found = gp_xml_spot_child(&m->spots, m->plane, name);

    return found != GP_NO_ID ? gp_xml_spot_prefix(spot(m, found)) : gp_slice("");
}

/* A shape at the end of the plane. */
static void add_shape(struct marking *m, size_t number, const struct box *b,
                      const char *fill)
{
    const struct gp_xml_spot *plane = spot(m, m->plane);
    struct gp_text *t = put(m, plane->close);

    tag(t, "<", gp_xml_spot_prefix(plane), "BPMNShape");
    gp_text_addf(t, " id=\"goatpath_%zu_di\" bpmnElement=\"goatpath_%zu\"", number,
                 number);
    if (fill != NULL)
        add_colour(t, fill);
    tag(t, "><", prefix_of(m, "Bounds"), "Bounds");
    gp_text_addf(t, " x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%.0f\"/>", b->x,
                 b->y, b->width, b->height);
    tag(t, "</", gp_xml_spot_prefix(plane), "BPMNShape>\n");
}

static void add_edge(struct marking *m, size_t number, double x1, double y1, double x2,
                     double y2)
{
    const struct gp_xml_spot *plane = spot(m, m->plane);
    struct gp_slice way = prefix_of(m, "waypoint");
    struct gp_text *t;

    if (way.len == 0)
        return; /* a drawing without arrows has no prefix for them */
    t = put(m, plane->close);
    tag(t, "<", gp_xml_spot_prefix(plane), "BPMNEdge");
    gp_text_addf(t, " id=\"goatpath_%zu_di\" bpmnElement=\"goatpath_%zu\">", number,
                 number);
    tag(t, "<", way, "waypoint");
    gp_text_addf(t, " x=\"%.0f\" y=\"%.0f\"/>", x1, y1);
    tag(t, "<", way, "waypoint");
    gp_text_addf(t, " x=\"%.0f\" y=\"%.0f\"/>", x2, y2);
    tag(t, "</", gp_xml_spot_prefix(plane), "BPMNEdge>\n");
}

/* A note beside the step: at the end of what it lies in, where artifacts stand. */
static void note(struct marking *m, uint32_t at, const struct box *b, const char *text)
{
    const struct gp_xml_spot *parent = spot(m, spot(m, at)->parent);
    struct gp_slice prefix = gp_xml_spot_prefix(spot(m, at));
    struct gp_text *t = put(m, parent->close);
    size_t number = m->named += 2;
    struct box place = {b->x + b->width / 2, b->y - 70, 230, 60};

    tag(t, "<", prefix, "textAnnotation");
    gp_text_addf(t, " id=\"goatpath_%zu\">", number - 1);
    tag(t, "<", prefix, "text>");
    gp_text_add(t, text);
    tag(t, "</", prefix, "text>");
    tag(t, "</", prefix, "textAnnotation>\n<");
    gp_text_add_slice(t, prefix);
    gp_text_addf(t, "association id=\"goatpath_%zu\" sourceRef=\"", number);
    gp_text_add_slice(t, spot(m, at)->id);
    gp_text_addf(t, "\" targetRef=\"goatpath_%zu\"/>\n", number - 1);
    add_shape(m, number - 1, &place, NULL);
    add_edge(m, number, place.x, b->y, place.x, place.y + place.height);
}

/* All changes of one element: first..to. */
static void mark(struct marking *m, size_t first, size_t to)
{
    uint32_t at = gp_xml_spot_of(&m->spots, id_of(m, m->changes->at[first].element));
    uint32_t shape =
        gp_xml_spot_about(&m->spots, id_of(m, m->changes->at[first].element));
    bool drawn, shown;
    struct gp_text words = {0};
    struct box b = {0};
    size_t i;

    drawn = m->plane != GP_NO_ID && box_of(m, shape, &b);
    shown = at != GP_NO_ID && (drawn || !spot(m, at)->empty);
    for (i = first; i < to; i++)
        if (!shown) {
            gp_text_add_n(&m->out->told, gp_text_z(&m->changes->at[i].evidence),
                          m->changes->at[i].evidence.len);
            gp_text_add(&m->out->told, "\n");
        } else {
            document(m, at, &m->changes->at[i]);
            gp_text_add(&words, words.len != 0 ? "&#10;" : "");
            say(&words, &m->changes->at[i]);
            m->out->n++;
        }
    if (words.len != 0 && drawn) {
        colour(m, shape, m->changes->at[first].kind);
        note(m, at, &b, gp_text_z(&words));
    }
    m->failed = m->failed || !gp_text_ok(&words);
    gp_text_release(&words);
}

/* ---- new steps --------------------------------------------------------------------- */

/* The only arrow that leaves the step, to something that does not wait for others. */
static const struct gp_flow *way_on(const struct marking *m, uint32_t element)
{
    const struct gp_flow *found = NULL;
    size_t i;

    for (i = 0; i < m->p->n_flows; i++) {
        const struct gp_flow *f = &m->p->flows[i];

        if (f->kind != GP_FLOW_SEQUENCE || f->from != element)
            continue;
        if (found != NULL || f->element == GP_NO_ID)
            return NULL;
        found = f;
    }
    if (found == NULL ||
        gp_slice_is(m->p->elements[found->to].kind, "parallelGateway") ||
        gp_slice_is(m->p->elements[found->to].kind, "inclusiveGateway") ||
        gp_slice_is(m->p->elements[found->to].kind, "complexGateway"))
        return NULL;
    return found;
}

/* Beside the reference that the element already has to its arrow, if it has one. */
static void refer(struct marking *m, uint32_t at, const char *name, size_t number)
{
    uint32_t old = gp_xml_spot_child(&m->spots, at, name);
    struct gp_text *t;

    if (old == GP_NO_ID)
        return;
    t = put(m, spot(m, old)->end);
    tag(t, "<", gp_xml_spot_prefix(spot(m, old)), name);
    gp_text_addf(t, ">goatpath_%zu", number);
    tag(t, "</", gp_xml_spot_prefix(spot(m, old)), name);
    gp_text_add(t, ">");
}

/* The lane of the owner lists the new step. */
static void put_in_lane(struct marking *m, struct gp_slice owner, size_t number)
{
    uint32_t i, ref;
    struct gp_text *t;

    for (i = 0; owner.len != 0 && i < m->p->n_elements; i++) {
        const struct gp_element *e = &m->p->elements[i];
        uint32_t at;

        if (!gp_slice_is(e->kind, "lane") || !gp_slice_eq(e->name, owner))
            continue;
        at = gp_xml_spot_of(&m->spots, e->id);
        ref =
            at != GP_NO_ID ? gp_xml_spot_child(&m->spots, at, "flowNodeRef") : GP_NO_ID;
        if (ref == GP_NO_ID)
            continue;
        t = put(m, spot(m, ref)->end);
        tag(t, "<", gp_xml_spot_prefix(spot(m, ref)), "flowNodeRef>");
        gp_text_addf(t, "goatpath_%zu", number);
        tag(t, "</", gp_xml_spot_prefix(spot(m, ref)), "flowNodeRef>");
        return;
    }
}

static void add_flow(struct gp_text *t, struct gp_slice prefix, size_t number)
{
    tag(t, "<", prefix, "sequenceFlow");
    gp_text_addf(t, " id=\"goatpath_%zu\" sourceRef=\"", number);
}

/* The task and its two arrows, behind the element A. */
static void add_task(struct marking *m, uint32_t a, uint32_t b, size_t task,
                     const struct gp_change *c)
{
    struct gp_slice prefix = gp_xml_spot_prefix(spot(m, a));
    struct gp_text *t = put(m, spot(m, a)->end);

    gp_text_add(t, "\n");
    tag(t, "<", prefix, "task");
    gp_text_addf(t, " id=\"goatpath_%zu\" name=\"", task);
    gp_escape_xml(t, c->name);
    tag(t, "\"><", prefix, "documentation>");
    say(t, c);
    tag(t, "</", prefix, "documentation>");
    if (c->repeats)
        tag(t, "<", prefix, "standardLoopCharacteristics/>");
    tag(t, "</", prefix, "task>\n");
    add_flow(t, prefix, task + 1);
    gp_text_add_slice(t, spot(m, a)->id);
    gp_text_addf(t, "\" targetRef=\"goatpath_%zu\">", task);
    tag(t, "<", prefix, "conditionExpression>");
    gp_text_add(t, "where it is done");
    tag(t, "</", prefix, "conditionExpression>");
    tag(t, "</", prefix, "sequenceFlow>\n");
    add_flow(t, prefix, task + 2);
    gp_text_addf(t, "goatpath_%zu\" targetRef=\"", task);
    gp_text_add_slice(t, spot(m, b)->id);
    gp_text_add(t, "\"/>\n");
}

static void draw_task(struct marking *m, const struct gp_flow *f, size_t task)
{
    struct box a, b, new;
    uint32_t to = gp_xml_spot_about(&m->spots, id_of(m, f->to));

    if (m->plane == GP_NO_ID ||
        !box_of(m, gp_xml_spot_about(&m->spots, id_of(m, f->from)), &a))
        return;
    new = (struct box){a.x, a.y + a.height + 40, 100, 80};
    add_shape(m, task, &new, colour_of(GP_CHANGE_ADD));
    add_edge(m, task + 1, a.x + a.width / 2, a.y + a.height, new.x + 50, new.y);
    if (box_of(m, to, &b))
        add_edge(m, task + 2, new.x + new.width, new.y + 40, b.x + b.width / 2,
                 b.y + b.height);
}

/* False: the step cannot be put in there. */
static bool add_step(struct marking *m, const struct gp_change *c)
{
    const struct gp_flow *f = c->element != GP_NO_ID ? way_on(m, c->element) : NULL;
    uint32_t a = gp_xml_spot_of(&m->spots, id_of(m, c->element)), b, arrow;
    struct gp_text *t;
    size_t task;

    if (f == NULL || a == GP_NO_ID || gp_xml_spot_value(spot(m, a), "default").len != 0)
        return false;
    b = gp_xml_spot_of(&m->spots, id_of(m, f->to));
    arrow = gp_xml_spot_of(&m->spots, id_of(m, f->element));
    if (b == GP_NO_ID || arrow == GP_NO_ID)
        return false;
    task = m->named + 1;
    m->named += 3;
    t = put(m, spot(m, a)->attributes);
    gp_text_add(t, " default=\"");
    gp_text_add_slice(t, spot(m, arrow)->id);
    gp_text_add(t, "\"");
    refer(m, a, "outgoing", task + 1);
    refer(m, b, "incoming", task + 2);
    add_task(m, a, b, task, c);
    put_in_lane(m, c->owner, task);
    draw_task(m, f, task);
    m->out->n++;
    return true;
}

/* ---- all of it --------------------------------------------------------------------- */

/* The first new step behind an element is wired in; more of them are remarked. */
static void mark_all(struct marking *m)
{
    size_t first = 0, to, i;
    bool added;

    for (; first < m->changes->n; first = to) {
        const struct gp_change *at = &m->changes->at[first];

        for (to = first;
             to < m->changes->n && m->changes->at[to].element == at->element; to++)
            ;
        for (i = first, added = false; i < to && !added; i++)
            added = m->changes->at[i].kind == GP_CHANGE_ADD &&
                    add_step(m, &m->changes->at[i]);
        mark(m, first, to);
    }
    if (m->out->n != 0)
        gp_text_add(
            put(m, spot(m, 0)->attributes),
            " xmlns:goatpath-bioc=\"http://bpmn.io/schema/bpmn/biocolor/1.0\" "
            "xmlns:goatpath-color=\"http://www.omg.org/spec/BPMN/non-normative/color/"
            "1.0\"");
}

static int by_place(const void *ctx, const void *a, const void *b)
{
    const struct put *x = a, *y = b;

    (void)ctx;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static bool assemble(struct marking *m, struct gp_slice text)
{
    size_t done = 0, i;

    if (m->failed || !gp_sort(m->put, m->n, sizeof *m->put, by_place, NULL))
        return false;
    for (i = 0; i < m->n; i++) {
        if (!gp_text_ok(&m->put[i].text))
            return false;
        gp_text_add_n(&m->out->written, text.at + done, m->put[i].at - done);
        gp_text_add_n(&m->out->written, gp_text_z(&m->put[i].text), m->put[i].text.len);
        done = m->put[i].at;
    }
    gp_text_add_n(&m->out->written, text.at + done, text.len - done);
    gp_text_add_n(&m->out->changed, gp_text_z(&m->out->written), m->out->written.len);
    return gp_text_ok(&m->out->written) && gp_text_ok(&m->out->changed) &&
           gp_text_ok(&m->out->told);
}

/* Our ids must be new. */
static bool was_proposed(const struct marking *m)
{
    size_t i;

    for (i = 0; i < m->spots.n; i++)
        if (gp_slice_starts(m->spots.at[i].id, "goatpath_"))
            return true;
    return false;
}

enum gp_status gp_propose_bpmn(const struct gp_process *p,
                               const struct gp_changes *changes,
                               const struct gp_input *document, struct gp_proposal *out,
                               struct gp_err *err)
{
    struct marking m = {.p = p, .changes = changes, .out = out, .plane = GP_NO_ID};
    enum gp_status st = GP_OK;
    size_t i;

    if (!gp_utf8_valid(document->bytes.at, document->bytes.len) ||
        !gp_xml_spots_find(document->bytes, &m.spots) || was_proposed(&m)) {
        gp_xml_spots_release(&m.spots);
        return gp_fail_at(
            err, GP_INPUT, document->name, 0,
            "cannot be marked: expected UTF-8 without marks of an earlier "
            "proposal");
    }
    m.plane = gp_xml_spot_child(&m.spots, 0, "BPMNPlane");
    if (m.plane != GP_NO_ID && spot(&m, m.plane)->empty)
        m.plane = GP_NO_ID;
    mark_all(&m);
    if (!assemble(&m, document->bytes))
        st = gp_fail_memory(err);
    for (i = 0; i < m.n; i++)
        gp_text_release(&m.put[i].text);
    gp_free(m.put);
    gp_text_release(&m.nowhere);
    gp_xml_spots_release(&m.spots);
    return st;
}
