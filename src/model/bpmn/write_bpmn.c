/* write_bpmn.c - see write_bpmn.h.
 *
 *   net -> boxes and arrows (drawing.c) -> coordinates (drawing_place.c) -> XML
 *
 * Ids are numbers behind a letter: of the net, then of the box, so that they are unique.
 */
#include "model/bpmn/write_bpmn.h"

#include "base/escape.h"
#include "base/mem.h"
#include "model/bpmn/drawing.h"
#include "model/duration.h"

#include <string.h>

enum { LEFT = 160, TOP = 80, LABEL = 30, BETWEEN = 60, NOTE_WIDTH = 180 };

struct writing {
    const struct gp_process *p;
    struct gp_text *out, *lost;
    struct gp_drawing *drawing; /* [p->n_nets] */
    bool lanes;                 /* any step has an owner, or there are several pools */
};

static void add_xml(struct gp_text *out, struct gp_slice s)
{
    gp_escape_xml(out, s);
}

static void add_attribute(struct gp_text *out, const char *name, struct gp_slice value)
{
    gp_text_addf(out, " %s=\"", name);
    add_xml(out, value);
    gp_text_add(out, "\"");
}

/* ---- the process ------------------------------------------------------------------- */

static const char *tag_of(enum gp_drawn_kind kind)
{
    static const char *const tags[] = {"startEvent",       "endEvent",
                                       "endEvent",         "task",
                                       "exclusiveGateway", "parallelGateway"};

    return tags[kind];
}

/* Is this limit one of the step in the box? */
static bool limits(const struct gp_limit *l, const struct gp_drawn *n)
{
    return !l->proposal && n->element != GP_NO_ID && l->step == n->element &&
           l->kind != GP_LIMIT_CASE;
}

static void add_span(struct gp_text *out, const struct gp_limit *l)
{
    const struct gp_duration d = {l->span_us, l->clock};

    gp_duration_write(out, &d);
}

static struct gp_slice name_of(const struct writing *w, uint32_t element)
{
    return element != GP_NO_ID ? w->p->elements[element].name : gp_slice("");
}

static void add_limits(const struct writing *w, const struct gp_drawn *n)
{
    bool any = false;
    size_t i;

    for (i = 0; i < w->p->n_limits; i++) {
        const struct gp_limit *l = &w->p->limits[i];

        if (!limits(l, n))
            continue;
        gp_text_add(w->out, any ? "" : "      <bpmn:extensionElements>\n");
        gp_text_add(w->out, "        <goatpath:limit within=\"");
        add_span(w->out, l);
        gp_text_add(w->out, "\"");
        if (l->kind == GP_LIMIT_AFTER)
            add_attribute(w->out, "of", name_of(w, l->from));
        gp_text_add(w->out, "/>\n");
        any = true;
    }
    gp_text_add(w->out, any ? "      </bpmn:extensionElements>\n" : "");
}

static bool has_limit(const struct writing *w, const struct gp_drawn *n)
{
    size_t i;

    for (i = 0; i < w->p->n_limits; i++)
        if (limits(&w->p->limits[i], n))
            return true;
    return false;
}

static void add_node(const struct writing *w, size_t net, size_t i)
{
    const struct gp_drawing *d = &w->drawing[net];
    const struct gp_drawn *n = &d->node[i];
    size_t k;

    gp_text_addf(w->out, "    <bpmn:%s id=\"n%zu_%zu\"", tag_of(n->kind), net, i);
    if (n->kind == GP_DRAWN_STEP)
        add_attribute(w->out, "name", gp_dict_name(&w->p->labels, n->label));
    gp_text_add(w->out, ">\n");
    if (n->kind == GP_DRAWN_STEP)
        add_limits(w, n);
    for (k = 0; k < d->n_arrows; k++)
        if (d->arrow[k].to == i)
            gp_text_addf(w->out, "      <bpmn:incoming>f%zu_%zu</bpmn:incoming>\n", net,
                         k);
    for (k = 0; k < d->n_arrows; k++)
        if (d->arrow[k].from == i)
            gp_text_addf(w->out, "      <bpmn:outgoing>f%zu_%zu</bpmn:outgoing>\n", net,
                         k);
    if (n->kind == GP_DRAWN_TERMINATE)
        gp_text_add(w->out, "      <bpmn:terminateEventDefinition/>\n");
    gp_text_addf(w->out, "    </bpmn:%s>\n", tag_of(n->kind));
}

static void add_lanes(const struct writing *w, size_t net)
{
    const struct gp_drawing *d = &w->drawing[net];
    size_t i, k;

    if (!w->lanes)
        return;
    gp_text_addf(w->out, "    <bpmn:laneSet id=\"s%zu\">\n", net);
    for (i = 0; i < d->n_lanes; i++) {
        gp_text_addf(w->out, "      <bpmn:lane id=\"l%zu_%zu\"", net, i);
        if (d->lane[i].owner != GP_NO_ID)
            add_attribute(w->out, "name",
                          gp_dict_name(&w->p->owners, d->lane[i].owner));
        gp_text_add(w->out, ">\n");
        for (k = 0; k < d->n; k++)
            if (d->node[k].lane == i)
                gp_text_addf(w->out,
                             "        <bpmn:flowNodeRef>n%zu_%zu</bpmn:flowNodeRef>\n",
                             net, k);
        gp_text_add(w->out, "      </bpmn:lane>\n");
    }
    gp_text_add(w->out, "    </bpmn:laneSet>\n");
}

/* Limits once more, as text beside the step. */
static void add_notes(const struct writing *w, size_t net)
{
    const struct gp_drawing *d = &w->drawing[net];
    size_t i, k;

    for (i = 0; i < d->n; i++) {
        if (d->node[i].kind != GP_DRAWN_STEP || !has_limit(w, &d->node[i]))
            continue;
        gp_text_addf(w->out, "    <bpmn:textAnnotation id=\"t%zu_%zu\"><bpmn:text>",
                     net, i);
        for (k = 0; k < w->p->n_limits; k++) {
            const struct gp_limit *l = &w->p->limits[k];

            if (!limits(l, &d->node[i]))
                continue;
            gp_text_add(w->out, "within ");
            add_span(w->out, l);
            if (l->kind == GP_LIMIT_AFTER) {
                gp_text_add(w->out, " of ");
                add_xml(w->out, name_of(w, l->from));
            }
            gp_text_add(w->out, " ");
        }
        w->out->len--; /* the last blank */
        gp_text_add(w->out, "</bpmn:text></bpmn:textAnnotation>\n");
        gp_text_addf(w->out,
                     "    <bpmn:association id=\"a%zu_%zu\" sourceRef=\"n%zu_%zu\" "
                     "targetRef=\"t%zu_%zu\"/>\n",
                     net, i, net, i, net, i);
    }
}

static void add_rules(const struct writing *w)
{
    size_t i;

    if (w->p->n_rules == 0)
        return;
    gp_text_add(w->out, "    <bpmn:extensionElements>\n");
    for (i = 0; i < w->p->n_rules; i++) {
        gp_text_add(w->out, "      <goatpath:rule");
        add_attribute(w->out, "text", w->p->rules[i].text);
        gp_text_add(w->out, "/>\n");
    }
    gp_text_add(w->out, "    </bpmn:extensionElements>\n");
}

static void add_process(const struct writing *w, size_t net)
{
    const struct gp_drawing *d = &w->drawing[net];
    size_t i;

    gp_text_addf(w->out, "  <bpmn:process id=\"p%zu\" isExecutable=\"false\">\n", net);
    if (net == 0)
        add_rules(w);
    add_lanes(w, net);
    for (i = 0; i < d->n; i++)
        add_node(w, net, i);
    for (i = 0; i < d->n_arrows; i++)
        gp_text_addf(w->out,
                     "    <bpmn:sequenceFlow id=\"f%zu_%zu\" sourceRef=\"n%zu_%u\" "
                     "targetRef=\"n%zu_%u\"/>\n",
                     net, i, net, d->arrow[i].from, net, d->arrow[i].to);
    add_notes(w, net);
    gp_text_add(w->out, "  </bpmn:process>\n");
}

static void add_pools(const struct writing *w)
{
    size_t n;

    if (!w->lanes)
        return;
    gp_text_add(w->out, "  <bpmn:collaboration id=\"c\">\n");
    for (n = 0; n < w->p->n_nets; n++) {
        gp_text_addf(w->out, "    <bpmn:participant id=\"pool%zu\"", n);
        add_attribute(w->out, "name", w->p->nets[n]->name);
        gp_text_addf(w->out, " processRef=\"p%zu\"/>\n", n);
    }
    gp_text_add(w->out, "  </bpmn:collaboration>\n");
}

/* ---- the picture ------------------------------------------------------------------- */

static void add_bounds(const struct writing *w, int x, int y, int width, int height)
{
    gp_text_addf(w->out,
                 "        <dc:Bounds x=\"%d\" y=\"%d\" width=\"%d\" "
                 "height=\"%d\"/>\n      </bpmndi:BPMNShape>\n",
                 x, y, width, height);
}

static void add_shapes(const struct writing *w, size_t net)
{
    const struct gp_drawing *d = &w->drawing[net];
    size_t i;

    if (w->lanes) {
        gp_text_addf(w->out,
                     "      <bpmndi:BPMNShape id=\"pool%zu_di\" "
                     "bpmnElement=\"pool%zu\" isHorizontal=\"true\">\n",
                     net, net);
        add_bounds(w, LEFT - 2 * LABEL, d->lane[0].y, d->width + 2 * LABEL, d->height);
    }
    for (i = 0; w->lanes && i < d->n_lanes; i++) {
        gp_text_addf(w->out,
                     "      <bpmndi:BPMNShape id=\"l%zu_%zu_di\" "
                     "bpmnElement=\"l%zu_%zu\" isHorizontal=\"true\">\n",
                     net, i, net, i);
        add_bounds(w, LEFT - LABEL, d->lane[i].y, d->width + LABEL, d->lane[i].height);
    }
    for (i = 0; i < d->n; i++) {
        const struct gp_drawn *n = &d->node[i];

        gp_text_addf(w->out,
                     "      <bpmndi:BPMNShape id=\"n%zu_%zu_di\" "
                     "bpmnElement=\"n%zu_%zu\"%s>\n",
                     net, i, net, i,
                     n->kind == GP_DRAWN_CHOICE ? " isMarkerVisible=\"true\"" : "");
        add_bounds(w, n->x, n->y, n->width, n->height);
        if (n->kind != GP_DRAWN_STEP || !has_limit(w, n))
            continue;
        gp_text_addf(w->out,
                     "      <bpmndi:BPMNShape id=\"t%zu_%zu_di\" "
                     "bpmnElement=\"t%zu_%zu\">\n",
                     net, i, net, i);
        add_bounds(w, n->x + 20, n->y - 28, NOTE_WIDTH, 26);
    }
}

static void add_edges(const struct writing *w, size_t net)
{
    const struct gp_drawing *d = &w->drawing[net];
    size_t i, k;

    for (i = 0; i < d->n_arrows; i++) {
        gp_text_addf(w->out,
                     "      <bpmndi:BPMNEdge id=\"f%zu_%zu_di\" "
                     "bpmnElement=\"f%zu_%zu\">\n",
                     net, i, net, i);
        for (k = 0; k < d->arrow[i].n; k++)
            gp_text_addf(w->out, "        <di:waypoint x=\"%d\" y=\"%d\"/>\n",
                         d->arrow[i].x[k], d->arrow[i].y[k]);
        gp_text_add(w->out, "      </bpmndi:BPMNEdge>\n");
    }
    for (i = 0; i < d->n; i++) {
        const struct gp_drawn *n = &d->node[i];

        if (n->kind != GP_DRAWN_STEP || !has_limit(w, n))
            continue;
        gp_text_addf(w->out,
                     "      <bpmndi:BPMNEdge id=\"a%zu_%zu_di\" "
                     "bpmnElement=\"a%zu_%zu\">\n"
                     "        <di:waypoint x=\"%d\" y=\"%d\"/>\n"
                     "        <di:waypoint x=\"%d\" y=\"%d\"/>\n"
                     "      </bpmndi:BPMNEdge>\n",
                     net, i, net, i, n->x + 20, n->y, n->x + 20, n->y - 2);
    }
}

static void add_picture(const struct writing *w)
{
    size_t n;

    gp_text_addf(w->out,
                 "  <bpmndi:BPMNDiagram id=\"diagram\">\n"
                 "    <bpmndi:BPMNPlane id=\"plane\" bpmnElement=\"%s\">\n",
                 w->lanes ? "c" : "p0");
    for (n = 0; n < w->p->n_nets; n++)
        add_shapes(w, n);
    for (n = 0; n < w->p->n_nets; n++)
        add_edges(w, n);
    gp_text_add(w->out, "    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>\n");
}

/* ---- all of it --------------------------------------------------------------------- */

static void tell_lost(const struct writing *w)
{
    size_t names = 0, messages = 0, i;

    for (i = 0; i < w->p->n_limits; i++)
        if (w->p->limits[i].proposal || w->p->limits[i].kind == GP_LIMIT_CASE) {
            gp_text_add(w->lost, "the limit \"");
            gp_text_add_slice(w->lost, w->p->limits[i].text);
            gp_text_add(w->lost, w->p->limits[i].proposal ? "\", only proposed\n"
                                                          : "\" of the whole case\n");
        }
    for (i = 0; i < w->p->n_flows; i++) {
        names += w->p->flows[i].name.len != 0;
        messages += w->p->flows[i].kind == GP_FLOW_MESSAGE;
    }
    if (names != 0)
        gp_text_addf(w->lost, "the words on %zu arrow%s\n", names,
                     names == 1 ? "" : "s");
    if (messages != 0)
        gp_text_addf(w->lost, "%zu message%s between pools\n", messages,
                     messages == 1 ? "" : "s");
}

static enum gp_status draw(struct writing *w, struct gp_err *err)
{
    enum gp_status st = GP_OK;
    int y = TOP;
    size_t n;

    w->lanes = w->p->n_nets > 1;
    for (n = 0; n < w->p->n_elements; n++)
        w->lanes = w->lanes || (w->p->elements[n].label != GP_NO_ID &&
                                w->p->elements[n].owner != GP_NO_ID);
    for (n = 0; st == GP_OK && n < w->p->n_nets; n++) {
        st = gp_drawing_make(w->p, w->p->nets[n], &w->drawing[n], err);
        if (st == GP_OK && !gp_drawing_place(w->p, &w->drawing[n], LEFT, y))
            st = gp_fail_memory(err);
        y += w->drawing[n].height + BETWEEN;
    }
    return st;
}

static void write(const struct writing *w)
{
    size_t n;

    gp_text_add(w->out,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<bpmn:definitions "
                "xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"\n"
                "    xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\"\n"
                "    xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\"\n"
                "    xmlns:di=\"http://www.omg.org/spec/DD/20100524/DI\"\n"
                "    xmlns:goatpath=\"" GP_BPMN_OWN_SPACE "\"\n"
                "    id=\"d\" targetNamespace=\"" GP_BPMN_OWN_SPACE "\">\n");
    add_pools(w);
    for (n = 0; n < w->p->n_nets; n++)
        add_process(w, n);
    add_picture(w);
    gp_text_add(w->out, "</bpmn:definitions>\n");
}

enum gp_status gp_write_bpmn(const struct gp_process *p, struct gp_text *out,
                             struct gp_text *lost, struct gp_err *err)
{
    struct writing w = {.p = p, .out = out, .lost = lost};
    enum gp_status st;
    size_t n;

    if (p->n_nets == 0)
        return gp_fail(err, GP_INPUT, "%s: rules alone have no order of steps to draw",
                       gp_dict_name(&p->files, 0).at);
    w.drawing = gp_array_zero(p->n_nets, sizeof *w.drawing);
    st = w.drawing != NULL ? draw(&w, err) : gp_fail_memory(err);
    if (st == GP_OK) {
        write(&w);
        tell_lost(&w);
        st = gp_text_ok(out) && gp_text_ok(lost) ? GP_OK : gp_fail_memory(err);
    }
    for (n = 0; w.drawing != NULL && n < p->n_nets; n++)
        gp_drawing_release(&w.drawing[n]);
    gp_free(w.drawing);
    return st;
}
