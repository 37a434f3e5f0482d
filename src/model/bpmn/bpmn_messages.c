/* bpmn_messages.c - message flows as an order between pools (spec/conformance.md 2.6):
 * the step that receives needs the step that sends before it.
 *
 *   Order pizza (customer)  - - - >  Bake pizza (vendor)
 *   "Bake pizza" needs "Order pizza" before
 *
 * Only between two steps: events of the drawing that are no steps leave no trace of their
 * own in a log, and a whole pool sends at no certain time. And only where the step that
 * receives does not send as well: what comes may be the answer.
 */
#include "model/bpmn/bpmn.h"

static uint32_t label_of(const struct gp_process *p, uint32_t element)
{
    return element != GP_NO_ID ? p->elements[element].label : GP_NO_ID;
}

static void add_rule(struct gp_process *p, const struct gp_flow *f)
{
    struct gp_rule r = {.kind = GP_RULE_PRECEDENCE,
                        .drawn = true,
                        .a = gp_dict_name(&p->labels, label_of(p, f->from)),
                        .b = gp_dict_name(&p->labels, label_of(p, f->to))};
    struct gp_text text = {0};

    if (f->element != GP_NO_ID) {
        r.file = p->elements[f->element].file;
        r.line = p->elements[f->element].line;
    }
    gp_text_add(&text, "\"");
    gp_text_add_slice(&text, r.b);
    gp_text_add(&text, "\" needs \"");
    gp_text_add_slice(&text, r.a);
    gp_text_add(&text, "\" before");
    r.text = gp_text_slice(&text);
    if (gp_text_ok(&text))
        gp_process_rule(p, &r);
    else
        p->failed = true;
    gp_text_release(&text);
}

/* A step that receives and sends may send first, and receive the answer. */
static bool is_sending(const struct gp_process *p, uint32_t label)
{
    size_t i;

    for (i = 0; i < p->n_flows; i++)
        if (p->flows[i].kind == GP_FLOW_MESSAGE &&
            label_of(p, p->flows[i].from) == label)
            return true;
    return false;
}

/* Does a flow before the i-th say the same? Names may stand in the drawing twice. */
static bool is_said(const struct gp_process *p, const struct gp_flow *f, size_t i)
{
    while (i-- > 0)
        if (p->flows[i].kind == GP_FLOW_MESSAGE &&
            label_of(p, p->flows[i].from) == label_of(p, f->from) &&
            label_of(p, p->flows[i].to) == label_of(p, f->to))
            return true;
    return false;
}

static void ignore(struct gp_process *p, const struct gp_flow *f, const char *reason)
{
    if (f->element != GP_NO_ID && p->elements[f->element].verdict == GP_EXECUTED)
        gp_process_judge(p, f->element, GP_INFORMATIONAL, "%s", reason);
}

void gp_bpmn_messages(struct bpmn *g)
{
    struct gp_process *p = g->p;
    size_t i;

    for (i = 0; i < p->n_flows; i++) {
        const struct gp_flow f = p->flows[i];

        if (f.kind != GP_FLOW_MESSAGE)
            continue;
        if (label_of(p, f.from) == GP_NO_ID || label_of(p, f.to) == GP_NO_ID)
            ignore(p, &f, "one end is no step, so it says nothing about order");
        else if (is_sending(p, label_of(p, f.to)))
            ignore(p, &f,
                   "the step that receives sends, too, so it says nothing about order");
        else if (!is_said(p, &f, i))
            add_rule(p, &f);
    }
}
