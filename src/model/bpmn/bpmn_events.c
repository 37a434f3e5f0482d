/* bpmn_events.c - what kind of event, how often an activity runs (bpmn.h).
 *
 * Event definitions stand inside the event or are referenced from it; loop markers
 * stand inside the activity. Both only refine a node that is already there.
 */
#include "model/bpmn/bpmn.h"

enum { EXACT_LOOP = 16, EXACT_INSTANCES = 100 };

static const struct {
    const char *name;
    enum bpmn_event event;
    const char *ref; /* attribute that names what is thrown or caught */
} definitions[] = {
    {"timerEventDefinition", BPMN_TIMER, NULL},
    {"terminateEventDefinition", BPMN_TERMINATE, NULL},
    {"errorEventDefinition", BPMN_ERROR, "errorRef"},
    {"cancelEventDefinition", BPMN_CANCEL, NULL},
    {"escalationEventDefinition", BPMN_ESCALATION, "escalationRef"},
    {"compensateEventDefinition", BPMN_COMPENSATE, NULL},
    {"linkEventDefinition", BPMN_LINK, "name"},
};

static bool is_true(struct gp_slice s)
{
    return gp_slice_is(s, "true") || gp_slice_is(s, "1");
}

static bool is_false(struct gp_slice s)
{
    return gp_slice_is(s, "false") || gp_slice_is(s, "0");
}

static void define(struct bpmn *g, struct bpmn_node *n, uint32_t definition)
{
    const struct gp_xmltree *t = &g->docs[n->doc];
    size_t i;

    for (i = 0; i < sizeof definitions / sizeof *definitions; i++)
        if (gp_xmltree_is(t, definition, definitions[i].name)) {
            n->event = definitions[i].event;
            if (definitions[i].ref != NULL)
                n->ref = gp_xmltree_attribute(t, definition, definitions[i].ref);
        }
}

static void read_definitions(struct bpmn *g, struct bpmn_node *n)
{
    const struct gp_xmltree *t = &g->docs[n->doc];
    uint32_t child = t->nodes[n->tree].first;

    for (; child != GP_NO_ID; child = t->nodes[child].next) {
        const struct bpmn_id *id = NULL;

        if (gp_xmltree_is(t, child, "eventDefinitionRef"))
            id = gp_bpmn_find(g, n->doc, gp_xmltree_text(t, child));
        define(g, n, id != NULL ? id->tree : child);
    }
    if (n->event == BPMN_LINK && gp_slice_trim(n->ref).len == 0)
        n->ref = g->p->elements[n->element].name;
}

/* A whole number, or 0 when the text is anything else. */
static uint32_t number(struct gp_slice s)
{
    uint32_t n = 0;
    size_t i;

    s = gp_slice_trim(s);
    for (i = 0; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9' || n > 1000000)
            return 0;
        n = n * 10 + (uint32_t)(s.at[i] - '0');
    }
    return n;
}

static void read_standard_loop(struct bpmn *g, struct bpmn_node *n, uint32_t loop)
{
    const struct gp_xmltree *t = &g->docs[n->doc];

    n->loop = BPMN_REPEAT;
    n->loop_count = number(gp_xmltree_attribute(t, loop, "loopMaximum"));
    n->may_skip = is_true(gp_xmltree_attribute(t, loop, "testBefore"));
    if (n->loop_count > EXACT_LOOP) {
        n->loop_count = 0;
        gp_process_judge(g->p, g->element_of[n->doc][loop], GP_APPROXIMATED,
                         "a maximum above %d is taken as no limit", EXACT_LOOP);
    }
}

static void read_instances(struct bpmn *g, struct bpmn_node *n, uint32_t loop)
{
    const struct gp_xmltree *t = &g->docs[n->doc];
    uint32_t cardinality = gp_xmltree_child(t, loop, "loopCardinality");

    n->loop_count = number(gp_xmltree_text(t, cardinality));
    n->loop = n->loop_count > 0 ? BPMN_EXACTLY : BPMN_REPEAT;
    if (n->loop_count > EXACT_INSTANCES) {
        n->loop = BPMN_REPEAT;
        n->loop_count = 0;
        gp_process_judge(g->p, g->element_of[n->doc][loop], GP_APPROXIMATED,
                         "more than %d instances are taken as one or more",
                         EXACT_INSTANCES);
    }
    n->may_skip = n->loop == BPMN_REPEAT && g->options->zero_instances;
    n->overlaps = !is_true(gp_xmltree_attribute(t, loop, "isSequential"));
}

static void read_markers(struct bpmn *g, struct bpmn_node *n)
{
    const struct gp_xmltree *t = &g->docs[n->doc];
    uint32_t standard = gp_xmltree_child(t, n->tree, "standardLoopCharacteristics");
    uint32_t several = gp_xmltree_child(t, n->tree, "multiInstanceLoopCharacteristics");

    n->by_event = is_true(gp_xmltree_attribute(t, n->tree, "triggeredByEvent"));
    n->ad_hoc = gp_xmltree_is(t, n->tree, "adHocSubProcess");
    n->for_compensation =
        is_true(gp_xmltree_attribute(t, n->tree, "isForCompensation"));
    if (standard != GP_NO_ID)
        read_standard_loop(g, n, standard);
    if (several != GP_NO_ID)
        read_instances(g, n, several);
}

void gp_bpmn_events(struct bpmn *g)
{
    size_t i;

    for (i = 0; i < g->n_nodes; i++) {
        struct bpmn_node *n = &g->nodes[i];
        const struct gp_xmltree *t = &g->docs[n->doc];

        switch (n->kind) {
        case BPMN_START:
            n->interrupting =
                !is_false(gp_xmltree_attribute(t, n->tree, "isInterrupting"));
            read_definitions(g, n);
            break;
        case BPMN_BOUNDARY:
            n->interrupting =
                !is_false(gp_xmltree_attribute(t, n->tree, "cancelActivity"));
            read_definitions(g, n);
            break;
        case BPMN_END:
        case BPMN_CATCH:
        case BPMN_THROW:
            read_definitions(g, n);
            break;
        case BPMN_TASK:
        case BPMN_SUBPROCESS:
        case BPMN_CALL:
            read_markers(g, n);
            break;
        default:
            if (gp_xmltree_is(t, n->tree, "complexGateway"))
                gp_process_judge(g->p, n->element, GP_APPROXIMATED,
                                 "a complex gateway runs as an inclusive one");
            break;
        }
    }
}
