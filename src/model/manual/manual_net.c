/* manual_net.c - see manual_net.h.
 *
 * The token walks along points, one between each two items:
 *
 *   o --[1. Draft]--> o --[2. Review]--> o --[3. Publish]--> o
 *
 * An item's extras hang on places of its own between its two points, so that a way back
 * from one item never opens a door of its neighbour:
 *
 *   before --core--> out --> late --> after        core   the step, choice, ...
 *      \_____________________/ ^                   out    may repeat, end, back to
 *            optional          redo (repeat A-B)   late   also reached when skipped
 *
 * `back to` behind a step that need not be done (optional, or the end of a branch of
 * `one of:`) is where that way always leads; behind a step everybody does it may be
 * taken. `end` inside a branch of `any order:` ends the whole process: it empties it.
 */
#include "model/manual/manual_net.h"

#include "base/mem.h"

struct building {
    struct gp_manual *m;
    struct gp_process *p;
    struct gp_net *net;
    uint32_t *enders; /* silent transitions that empty the net */
    size_t n_enders, cap;
};

static uint32_t build_item(struct building *b, uint32_t block, uint32_t at);

static const struct gp_outline_block *block_at(const struct building *b, uint32_t block)
{
    return &b->m->outline->blocks[block];
}

static uint32_t first_live(const struct building *b, uint32_t block)
{
    return gp_manual_live(b->m, block_at(b, block)->first);
}

static uint32_t next_live(const struct building *b, uint32_t block)
{
    return gp_manual_live(b->m, block_at(b, block)->next);
}

static uint32_t place(struct building *b)
{
    return gp_net_place(b->net, GP_NO_ID);
}

/* The items from `block` on, one after the other. */
static uint32_t build_sequence(struct building *b, uint32_t block, uint32_t at)
{
    for (; block != GP_NO_ID; block = next_live(b, block))
        at = build_item(b, block, at);
    return at;
}

static uint32_t build_choice(struct building *b, uint32_t block, uint32_t at)
{
    uint32_t element = b->m->steps[block].element, out = place(b), c;

    for (c = first_live(b, block); c != GP_NO_ID; c = next_live(b, c)) {
        uint32_t begin = place(b);

        gp_net_silent(b->net, element, at, begin);
        gp_net_silent(b->net, element, build_item(b, c, begin), out);
    }
    return out;
}

static uint32_t build_any_order(struct building *b, uint32_t block, uint32_t at)
{
    uint32_t element = b->m->steps[block].element, out = place(b), c;
    uint32_t split = gp_net_silent(b->net, element, at, GP_NO_ID);
    uint32_t join = gp_net_silent(b->net, element, GP_NO_ID, out);

    for (c = first_live(b, block); c != GP_NO_ID; c = next_live(b, c)) {
        uint32_t begin = place(b);

        gp_net_give(b->net, split, begin);
        gp_net_take(b->net, join, build_item(b, c, begin));
    }
    return out;
}

static uint32_t build_core(struct building *b, uint32_t block, uint32_t at)
{
    const struct gp_step *step = &b->m->steps[block];
    uint32_t out;

    switch (step->item.kind) {
    case GP_ITEM_ONE_OF:
        return build_choice(b, block, at);
    case GP_ITEM_ANY_ORDER:
        return build_any_order(b, block, at);
    case GP_ITEM_STEP:
        out = place(b);
        if (step->element != GP_NO_ID)
            gp_net_step(b->net, b->p->elements[step->element].label, step->element, at,
                        out);
        return build_sequence(b, first_live(b, block), out);
    case GP_ITEM_LABEL:
        return build_sequence(b, first_live(b, block), at);
    default:
        out = place(b);
        gp_net_silent(b->net, step->element, at, out);
        return out;
    }
}

/* Is there a way past this item without it? Then its way back is always taken. */
static bool is_off_the_way(const struct building *b, uint32_t block)
{
    if (b->m->steps[block].item.optional)
        return b->m->steps[block].item.kind != GP_ITEM_BACK;
    for (;;) {
        uint32_t parent = block_at(b, block)->parent;

        if (parent == GP_NO_ID || b->m->steps[parent].item.kind == GP_ITEM_ANY_ORDER)
            return false;
        if (b->m->steps[parent].item.kind == GP_ITEM_ONE_OF)
            return true;
        if (next_live(b, block) != GP_NO_ID)
            return false;
        block = parent;
    }
}

static void build_end(struct building *b, uint32_t block, uint32_t at)
{
    uint32_t t = gp_net_silent(b->net, b->m->steps[block].element, at, GP_NO_ID);

    if (b->m->steps[block].arm == GP_NO_ID)
        return;
    if (gp_reserve(&b->enders, &b->cap, b->n_enders + 1))
        b->enders[b->n_enders++] = t;
    else
        b->net->failed = true;
}

static bool is_plain(const struct gp_step *step)
{
    return !step->item.optional && !step->item.may_repeat && !step->item.may_end &&
           step->back == GP_NO_ID && step->n_ways == 0 && step->redo == GP_NO_ID;
}

/* Returns the point after the item. As deep as lists are nested: GP_OUTLINE_DEPTH. */
static uint32_t build_item(struct building *b, uint32_t block, uint32_t at)
{
    struct gp_step *step = &b->m->steps[block];
    uint32_t e = step->element, in = at, out, late;
    size_t i;

    step->before = at;
    if (step->item.kind == GP_ITEM_REPEAT || step->item.kind == GP_ITEM_EMPTY)
        return step->after = at;
    if (is_plain(step))
        return step->after = build_core(b, block, at);
    if (step->item.may_repeat ||
        (step->item.optional && step->item.kind == GP_ITEM_LABEL)) {
        in = place(b); /* back to the first step inside is not back to before all */
        gp_net_silent(b->net, e, at, in);
    }
    out = build_core(b, block, in);
    late = place(b);
    step->after = step->redo != GP_NO_ID ? place(b) : late;
    if (step->item.may_repeat)
        gp_net_silent(b->net, e, out, in);
    if (step->item.may_end)
        build_end(b, block, out);
    if (step->back != GP_NO_ID)
        gp_net_silent(b->net, e, out, b->m->steps[step->back].before);
    for (i = 0; i < step->n_ways; i++)
        gp_net_silent(b->net, e, out, b->m->steps[step->ways[i]].before);
    if (step->back == GP_NO_ID || !is_off_the_way(b, block))
        gp_net_silent(b->net, e, out, late);
    if (step->item.optional)
        gp_net_silent(b->net, e, at, late);
    if (step->item.back_anyway && step->back != GP_NO_ID)
        gp_net_silent(b->net, e, at, b->m->steps[step->back].before);
    if (step->redo != GP_NO_ID) {
        gp_net_silent(b->net, e, late, b->m->steps[step->redo].before);
        gp_net_silent(b->net, e, late, step->after);
    }
    return step->after;
}

void gp_manual_net(struct gp_manual *m, struct gp_process *p)
{
    struct building b = {.m = m, .p = p, .net = gp_process_net(p, GP_NO_ID)};
    uint32_t start = place(&b), end;
    size_t i, k;

    if (start != GP_NO_ID)
        b.net->places[start].initial = 1;
    end = build_sequence(&b, gp_manual_live(m, m->outline->first), start);
    gp_net_silent(b.net, GP_NO_ID, end, GP_NO_ID);
    for (i = 0; i < b.n_enders && !b.net->failed; i++)
        for (k = 0; k < b.net->n_places; k++)
            gp_net_reset(b.net, b.enders[i], (uint32_t)k);
    gp_free(b.enders);
    for (i = 0; i < p->n_elements; i++)
        if (p->elements[i].on_flow)
            p->elements[i].net = 0;
}

void gp_manual_limits(const struct gp_manual *m, struct gp_process *p)
{
    size_t i;

    for (i = 0; i < m->n_live; i++) {
        const struct gp_step *step = &m->steps[m->live[i]];
        struct gp_limit limit = {.kind = GP_LIMIT_STEP,
                                 .step = step->element,
                                 .from = GP_NO_ID,
                                 .span_us = step->item.limit.span_us,
                                 .clock = step->item.limit.clock,
                                 .line = m->outline->blocks[m->live[i]].line,
                                 .text = step->item.limit_text};

        if (!step->item.has_limit)
            continue;
        if (step->of != GP_NO_ID) {
            limit.kind = GP_LIMIT_AFTER;
            limit.from = m->steps[step->of].element;
        }
        gp_process_limit(p, &limit);
        if (i == 0 && step->of == GP_NO_ID)
            gp_process_note(p, GP_NOTE_SUSPICIOUS, step->element, limit.line,
                            "the first step has a time limit, but no step comes before "
                            "it: the limit is never checked");
    }
}
