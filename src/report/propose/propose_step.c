/* propose_step.c - a new step behind A: a coloured task on a conditional way A -> new -> B
 * beside the old one A -> B, which becomes A's default: A then has exactly one of the two.
 */
#include "report/propose/propose_bpmn.h"

#include "base/escape.h"

/* The only arrow that leaves the step, to something that does not wait for others. */
static const struct gp_flow *way_on(const struct gp_marking *m, uint32_t element)
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

/* Beside the first reference of that name that the element has; false: it has none. */
static bool refer(struct gp_marking *m, uint32_t at, const char *name, size_t number)
{
    uint32_t old = at != GP_NO_ID ? gp_xml_spot_child(&m->spots, at, name) : GP_NO_ID;
    struct gp_slice prefix;
    struct gp_text *t;

    if (old == GP_NO_ID)
        return false;
    prefix = gp_xml_spot_prefix(gp_marking_spot(m, old));
    t = gp_insert(&m->inserts, gp_marking_spot(m, old)->end);
    gp_add_tag(t, "<", prefix, name);
    gp_text_addf(t, ">goatpath_%zu", number);
    gp_add_tag(t, "</", prefix, name);
    gp_text_add(t, ">");
    return true;
}

/* The lane of the owner lists the new step, where it lists any. */
static void put_in_lane(struct gp_marking *m, struct gp_slice owner, size_t number)
{
    size_t i;

    for (i = 0; owner.len != 0 && i < m->p->n_elements; i++) {
        const struct gp_element *e = &m->p->elements[i];

        if (gp_slice_is(e->kind, "lane") && gp_slice_eq(e->name, owner) &&
            refer(m, gp_xml_spot_of(&m->spots, e->id), "flowNodeRef", number))
            return;
    }
}

static void add_flow(struct gp_text *t, struct gp_slice prefix, size_t number)
{
    gp_add_tag(t, "<", prefix, "sequenceFlow");
    gp_text_addf(t, " id=\"goatpath_%zu\" sourceRef=\"", number);
}

/* The task and its two arrows, behind the element A. */
static void add_task(struct gp_marking *m, uint32_t a, uint32_t b, size_t task,
                     const struct gp_change *c)
{
    struct gp_slice prefix = gp_xml_spot_prefix(gp_marking_spot(m, a));
    struct gp_text *t = gp_insert(&m->inserts, gp_marking_spot(m, a)->end);

    gp_text_add(t, "\n");
    gp_add_tag(t, "<", prefix, "task");
    gp_text_addf(t, " id=\"goatpath_%zu\" name=\"", task);
    gp_escape_xml(t, c->name);
    gp_add_tag(t, "\"><", prefix, "documentation>");
    gp_add_change(t, c);
    gp_add_tag(t, "</", prefix, "documentation>");
    if (c->repeats)
        gp_add_tag(t, "<", prefix, "standardLoopCharacteristics/>");
    gp_add_tag(t, "</", prefix, "task>\n");
    add_flow(t, prefix, task + 1);
    gp_text_add_slice(t, gp_marking_spot(m, a)->id);
    gp_text_addf(t, "\" targetRef=\"goatpath_%zu\">", task);
    gp_add_tag(t, "<", prefix, "conditionExpression>");
    gp_text_add(t, "where it is done");
    gp_add_tag(t, "</", prefix, "conditionExpression>");
    gp_add_tag(t, "</", prefix, "sequenceFlow>\n");
    add_flow(t, prefix, task + 2);
    gp_text_addf(t, "goatpath_%zu\" targetRef=\"", task);
    gp_text_add_slice(t, gp_marking_spot(m, b)->id);
    gp_text_add(t, "\"/>\n");
}

static void draw_task(struct gp_marking *m, const struct gp_flow *f, size_t task)
{
    struct gp_bounds a, b, new;
    uint32_t to = gp_xml_spot_about(&m->spots, gp_marking_id(m, f->to));

    if (m->plane == GP_NO_ID ||
        !gp_bounds_of(m, gp_xml_spot_about(&m->spots, gp_marking_id(m, f->from)), &a))
        return;
    new = (struct gp_bounds){a.x, a.y + a.height + 40, 100, 80};
    gp_add_shape(m, task, &new, gp_change_colour(GP_CHANGE_ADD));
    gp_add_edge(m, task + 1, a.x + a.width / 2, a.y + a.height, new.x + 50, new.y);
    if (gp_bounds_of(m, to, &b))
        gp_add_edge(m, task + 2, new.x + new.width, new.y + 40, b.x + b.width / 2,
                    b.y + b.height);
}

bool gp_add_step(struct gp_marking *m, const struct gp_change *c)
{
    const struct gp_flow *f = c->element != GP_NO_ID ? way_on(m, c->element) : NULL;
    uint32_t a = gp_xml_spot_of(&m->spots, gp_marking_id(m, c->element)), b, arrow;
    struct gp_text *t;
    size_t task;

    if (f == NULL || a == GP_NO_ID ||
        gp_xml_spot_value(gp_marking_spot(m, a), "default").len != 0)
        return false;
    b = gp_xml_spot_of(&m->spots, gp_marking_id(m, f->to));
    arrow = gp_xml_spot_of(&m->spots, gp_marking_id(m, f->element));
    if (b == GP_NO_ID || arrow == GP_NO_ID)
        return false;
    task = m->named + 1;
    m->named += 3;
    t = gp_insert(&m->inserts, gp_marking_spot(m, a)->attributes);
    gp_text_add(t, " default=\"");
    gp_text_add_slice(t, gp_marking_spot(m, arrow)->id);
    gp_text_add(t, "\"");
    (void)refer(m, a, "outgoing", task + 1);
    (void)refer(m, b, "incoming", task + 2);
    add_task(m, a, b, task, c);
    put_in_lane(m, c->owner, task);
    draw_task(m, f, task);
    m->out->n++;
    return true;
}
