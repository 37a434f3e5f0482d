/* read_bpmn.c - see read_bpmn.h; the passes are listed in bpmn.h. */
#include "model/bpmn/read_bpmn.h"

#include "base/mem.h"
#include "model/bpmn/bpmn.h"

enum { MAX_NODES = 5000 };

static enum gp_status open_documents(struct bpmn *g, struct gp_err *err)
{
    enum gp_status st = GP_OK;
    size_t i, read = 0;

    for (i = 0; i < g->n_docs && st == GP_OK; i++) {
        st = gp_xmltree_parse(g->inputs[i].name, g->inputs[i].bytes, &g->docs[i], err);
        if (st == GP_OK)
            read++;
        g->file_of[i] = gp_process_file(g->p, gp_slice(g->inputs[i].name));
    }
    g->n_docs = read;
    return st;
}

static void make_steps(struct bpmn *g)
{
    size_t i;

    for (i = 0; i < g->n_nodes; i++) {
        const struct bpmn_node *n = &g->nodes[i];

        if (!gp_bpmn_is_step(n))
            continue;
        if (g->p->elements[n->element].name.len > 0)
            gp_process_make_step(g->p, n->element);
        else
            gp_process_note(g->p, GP_NOTE_SUSPICIOUS, n->element,
                            g->p->elements[n->element].line,
                            "a step without a name cannot be seen in a log: it is "
                            "passed silently");
    }
}

/* Steps of one name in the hands of different owners (spec 3). */
static enum gp_status compare_owners(struct bpmn *g, struct gp_err *err)
{
    struct gp_process *p = g->p;
    uint32_t *first = gp_array(p->labels.n, sizeof *first);
    size_t i;

    if (first == NULL)
        return gp_fail_memory(err);
    for (i = 0; i < p->labels.n; i++)
        first[i] = GP_NO_ID;
    for (i = 0; i < p->n_elements; i++) {
        const struct gp_element *e = &p->elements[i];

        if (e->label == GP_NO_ID)
            continue;
        if (first[e->label] == GP_NO_ID)
            first[e->label] = (uint32_t)i;
        else if (p->elements[first[e->label]].owner != e->owner)
            gp_process_note(p, GP_NOTE_SUSPICIOUS, (uint32_t)i, e->line,
                            "another step of this name (line %llu) has another owner",
                            (unsigned long long)p->elements[first[e->label]].line);
    }
    gp_free(first);
    return GP_OK;
}

static enum gp_status refuse_misunderstood(const struct bpmn *g, struct gp_err *err)
{
    size_t i;

    for (i = 0; i < g->p->n_elements; i++) {
        const struct gp_element *e = &g->p->elements[i];

        if (e->verdict == GP_NOT_UNDERSTOOD &&
            (e->on_flow || gp_slice_is(e->kind, "sequenceFlow")))
            return gp_fail_at(err, GP_INPUT, gp_dict_name(&g->p->files, e->file).at,
                              e->line, "%.*s \"%.*s\" is not understood: %.*s",
                              (int)e->kind.len, e->kind.at,
                              (int)(e->name.len < 100 ? e->name.len : 100), e->name.at,
                              (int)e->reason.len, e->reason.at);
    }
    return GP_OK;
}

static enum gp_status build(struct bpmn *g, struct gp_err *err)
{
    enum gp_status st = open_documents(g, err);

    if (st != GP_OK)
        return st;
    gp_bpmn_elements(g);
    if (g->n_nodes > MAX_NODES)
        return gp_fail_at(err, GP_INPUT, g->inputs[0].name, 0,
                          "%zu nodes are more than a drawing may have here (%d)",
                          g->n_nodes, MAX_NODES);
    if (!g->failed)
        gp_bpmn_events(g);
    if (!g->failed)
        gp_bpmn_links(g);
    if (!g->failed)
        gp_bpmn_owners(g);
    if (!g->failed) {
        make_steps(g);
        gp_bpmn_timers(g);
        gp_bpmn_own(g);
    }
    if (!g->failed && gp_process_ok(g->p))
        gp_bpmn_nets(g);
    if (!g->failed && gp_process_ok(g->p))
        gp_bpmn_messages(g);
    if (g->failed || !gp_process_ok(g->p))
        return gp_fail_memory(err);
    st = compare_owners(g, err);
    if (st == GP_OK && g->options->strict)
        st = refuse_misunderstood(g, err);
    return st;
}

static void release(struct bpmn *g, size_t n_docs)
{
    size_t i;

    for (i = 0; i < n_docs; i++) {
        if (g->docs != NULL)
            gp_xmltree_release(&g->docs[i]);
        if (g->element_of != NULL)
            gp_free(g->element_of[i]);
    }
    for (i = 0; i < g->n_nodes; i++) {
        gp_free(g->nodes[i].in.at);
        gp_free(g->nodes[i].out.at);
        gp_free(g->nodes[i].borders.at);
    }
    for (i = 0; i < g->n_scopes; i++)
        gp_free(g->scopes[i].nodes.at);
    gp_free(g->nodes);
    gp_free(g->flows);
    gp_free(g->scopes);
    gp_free(g->ids);
    gp_free(g->docs);
    gp_free(g->element_of);
    gp_free(g->file_of);
    gp_dict_release(&g->keys);
    gp_text_release(&g->key);
}

enum gp_status gp_read_bpmn(const struct gp_input *inputs, size_t n,
                            const struct gp_read_options *options,
                            struct gp_process **out, struct gp_err *err)
{
    struct bpmn g = {.options = options, .inputs = inputs, .n_docs = n};
    enum gp_status st;

    *out = NULL;
    g.p = gp_process_new(gp_slice(inputs[0].name), "bpmn");
    g.docs = gp_array_zero(n, sizeof *g.docs);
    g.element_of = gp_array_zero(n, sizeof *g.element_of);
    g.file_of = gp_array_zero(n, sizeof *g.file_of);
    if (g.p == NULL || g.docs == NULL || g.element_of == NULL || g.file_of == NULL)
        st = gp_fail_memory(err);
    else
        st = build(&g, err);
    release(&g, n);
    if (st == GP_OK)
        *out = g.p;
    else
        gp_process_free(g.p);
    return st;
}
