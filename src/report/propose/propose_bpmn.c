/* propose_bpmn.c - see propose.h: changes of a BPMN drawing, put in between its bytes.
 *
 *   a step with a change     a colour, its documentation, a note beside it
 *   a new step               propose_step.c
 *
 * Nothing that was there is written anew: tags get attributes and neighbours, all other
 * bytes stay.
 */
#include "report/propose/propose_bpmn.h"

#include "base/escape.h"

void gp_add_tag(struct gp_text *t, const char *open, struct gp_slice prefix,
                const char *name)
{
    gp_text_add(t, open);
    gp_text_add_slice(t, prefix);
    gp_text_add(t, name);
}

void gp_add_change(struct gp_text *t, const struct gp_change *c)
{
    gp_text_addf(t, "%s, ", gp_change_words(c->kind));
    gp_escape_xml(t, gp_text_slice(&c->evidence));
}

/* A shape that has a colour keeps it. */
static void colour(struct gp_marking *m, uint32_t shape, enum gp_change_kind kind)
{
    const struct gp_xml_spot *s = gp_marking_spot(m, shape);

    if (gp_xml_spot_value(s, "fill").len == 0 &&
        gp_xml_spot_value(s, "stroke").len == 0 &&
        gp_xml_spot_value(s, "background-color").len == 0 &&
        gp_xml_spot_value(s, "border-color").len == 0)
        gp_add_colour(gp_insert(&m->inserts, s->attributes), gp_change_colour(kind));
}

/* As the first thing inside the element, where the standard wants it; an empty one has no
 * inside. */
static void document(struct gp_marking *m, uint32_t at, const struct gp_change *c)
{
    const struct gp_xml_spot *s = gp_marking_spot(m, at);
    struct gp_slice prefix = gp_xml_spot_prefix(s);
    struct gp_text *t;

    if (s->empty)
        return;
    t = gp_insert(&m->inserts, s->inside);
    gp_add_tag(t, "<", prefix, "documentation>");
    gp_add_change(t, c);
    gp_add_tag(t, "</", prefix, "documentation>");
}

/* A note beside the step: at the end of what it lies in, where artifacts stand. */
static void note(struct gp_marking *m, uint32_t at, const struct gp_bounds *b,
                 const char *text)
{
    const struct gp_xml_spot *parent =
        gp_marking_spot(m, gp_marking_spot(m, at)->parent);
    struct gp_slice prefix = gp_xml_spot_prefix(gp_marking_spot(m, at));
    struct gp_text *t = gp_insert(&m->inserts, parent->close);
    size_t number = m->named += 2;
    struct gp_bounds place = {b->x + b->width / 2, b->y - 70, 230, 60};

    gp_add_tag(t, "<", prefix, "textAnnotation");
    gp_text_addf(t, " id=\"goatpath_%zu\">", number - 1);
    gp_add_tag(t, "<", prefix, "text>");
    gp_text_add(t, text);
    gp_add_tag(t, "</", prefix, "text>");
    gp_add_tag(t, "</", prefix, "textAnnotation>\n<");
    gp_text_add_slice(t, prefix);
    gp_text_addf(t, "association id=\"goatpath_%zu\" sourceRef=\"", number);
    gp_text_add_slice(t, gp_marking_spot(m, at)->id);
    gp_text_addf(t, "\" targetRef=\"goatpath_%zu\"/>\n", number - 1);
    gp_add_shape(m, number - 1, &place, NULL);
    gp_add_edge(m, number, place.x, b->y, place.x, place.y + place.height);
}

/* All changes of one element: first..to. */
static void mark(struct gp_marking *m, size_t first, size_t to)
{
    uint32_t at =
        gp_xml_spot_of(&m->spots, gp_marking_id(m, m->changes->at[first].element));
    uint32_t shape =
        gp_xml_spot_about(&m->spots, gp_marking_id(m, m->changes->at[first].element));
    bool drawn, shown;
    struct gp_text words = {0};
    struct gp_bounds b = {0};
    size_t i;

    drawn = m->plane != GP_NO_ID && gp_bounds_of(m, shape, &b);
    shown = at != GP_NO_ID && (drawn || !gp_marking_spot(m, at)->empty);
    for (i = first; i < to; i++)
        if (!shown) {
            gp_text_add_slice(&m->out->told,
                              gp_text_slice(&m->changes->at[i].evidence));
            gp_text_add(&m->out->told, "\n");
        } else {
            document(m, at, &m->changes->at[i]);
            gp_text_add(&words, words.len != 0 ? "&#10;" : "");
            gp_add_change(&words, &m->changes->at[i]);
            m->out->n++;
        }
    if (words.len != 0 && drawn) {
        colour(m, shape, m->changes->at[first].kind);
        note(m, at, &b, gp_text_z(&words));
    }
    m->inserts.failed |= !gp_text_ok(&words);
    gp_text_release(&words);
}

/* The first new step behind an element is wired in; more of them are remarked. */
static void mark_all(struct gp_marking *m)
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
                    gp_add_step(m, &m->changes->at[i]);
        mark(m, first, to);
    }
    if (m->out->n != 0)
        gp_text_add(
            gp_insert(&m->inserts, gp_marking_spot(m, 0)->attributes),
            " xmlns:goatpath-bioc=\"http://bpmn.io/schema/bpmn/biocolor/1.0\" "
            "xmlns:goatpath-color=\"http://www.omg.org/spec/BPMN/non-normative/color/"
            "1.0\"");
}

/* Our ids must be new. */
static bool was_proposed(const struct gp_marking *m)
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
    struct gp_marking m = {.p = p, .changes = changes, .out = out, .plane = GP_NO_ID};
    bool whole;

    if (!gp_utf8_valid(document->bytes.at, document->bytes.len) ||
        !gp_xml_spots_find(document->bytes, &m.spots) || was_proposed(&m)) {
        gp_xml_spots_release(&m.spots);
        return gp_fail_at(
            err, GP_INPUT, document->name, 0,
            "cannot be marked: expected UTF-8 without marks of an earlier "
            "proposal");
    }
    m.plane = gp_xml_spot_child(&m.spots, 0, "BPMNPlane");
    if (m.plane != GP_NO_ID && gp_marking_spot(&m, m.plane)->empty)
        m.plane = GP_NO_ID;
    mark_all(&m);
    whole = gp_inserts_apply(&m.inserts, document->bytes, &out->written);
    gp_text_add_slice(&out->changed, gp_text_slice(&out->written));
    whole = whole && gp_text_ok(&out->changed) && gp_text_ok(&out->told);
    gp_inserts_release(&m.inserts);
    gp_xml_spots_release(&m.spots);
    return whole ? GP_OK : gp_fail_memory(err);
}
