/* changes.c - see changes.h. Gaps are facts about cases; a change is what a document says
 * about a step. So several gaps can give one change (a step that is missing at the
 * beginning, in the middle and at the end is optional), and one gap several (a step that
 * is done behind two others is added behind both).
 */
#include "report/propose/changes.h"

#include "base/mem.h"
#include "base/sort.h"
#include "model/duration.h"
#include "report/gap_words.h"

#include <string.h>

const char *gp_change_words(enum gp_change_kind kind)
{
    static const char *const words[] = {"to be decided",
                                        "proposed, may be left out",
                                        "proposed, may be done again",
                                        "proposed, other owner",
                                        "proposed, new",
                                        "proposed, to be struck out"};

    return words[kind];
}

struct proposing {
    const struct gp_judgement *j;
    const struct gp_practice *practice;
    const struct gp_extras *extras;
    struct gp_changes *out;
    uint64_t *missing; /* [elements] cases without the step, over all kinds */
    bool failed;
};

static bool is_usual(uint64_t cases, uint64_t of)
{
    return cases >= GP_CHANGE_CASES && cases * 100 >= of * GP_CHANGE_SHARE;
}

/* A change with the sentence of its gap as evidence. */
static struct gp_change *add(struct proposing *p, enum gp_change_kind kind,
                             uint32_t element, const struct gp_gap *gap)
{
    struct gp_words words = {0};
    struct gp_change *c;

    if (p->failed || !gp_reserve(&p->out->at, &p->out->cap, p->out->n + 1)) {
        p->failed = true;
        return NULL;
    }
    c = &p->out->at[p->out->n++];
    *c = (struct gp_change){.kind = kind,
                            .element = element,
                            .name = gp_slice(""),
                            .owner = gp_slice(""),
                            .gap = gap};
    gp_gap_id(&c->evidence, gap);
    gp_words_gap(&words, &p->j->conformance, &p->j->gaps, gap);
    gp_text_add(&c->evidence, ": ");
    gp_text_add_slice(&c->evidence, gp_text_slice(&words.text));
    gp_words_release(&words);
    return c;
}

static void say_share(struct gp_text *t, uint64_t n, uint64_t of)
{
    gp_share_words(t, (gp_i128)n, (gp_i128)of);
}

static struct gp_slice owner_name(const struct proposing *p, uint32_t owner)
{
    return gp_usual_name(p->j->stats->log, owner);
}

/* ---- steps that are missing -------------------------------------------------------- */

static bool is_missing(const struct gp_gap *gap)
{
    return gap->key.kind == GP_GAP_SKIPPED || gap->key.kind == GP_GAP_WRONG_START ||
           gap->key.kind == GP_GAP_ENDED_EARLY;
}

/* Of the ways in which a step is missing, the one that most cases have; else the first. */
static bool stands_for_step(const struct gp_gaps *g, const struct gp_gap *gap)
{
    const struct gp_gap *other;

    for (other = g->gap; other < g->gap + g->n; other++)
        if (is_missing(other) && other->key.element == gap->key.element &&
            (other->cases > gap->cases || (other->cases == gap->cases && other < gap)))
            return false;
    return true;
}

static void propose_optional(struct proposing *p)
{
    const struct gp_gaps *g = &p->j->gaps;
    size_t i;

    for (i = 0; i < g->n; i++)
        if (is_missing(&g->gap[i]) && gp_gap_counts(p->j, &g->gap[i]) &&
            g->gap[i].key.element != GP_NO_ID)
            p->missing[g->gap[i].key.element] += g->gap[i].cases;
    for (i = 0; i < g->n; i++) {
        const struct gp_gap *gap = &g->gap[i];
        uint64_t all;

        if (!is_missing(gap) || !gp_gap_counts(p->j, gap) ||
            gap->key.element == GP_NO_ID)
            continue;
        all = p->missing[gap->key.element];
        if (stands_for_step(g, gap) && is_usual(all, gap->exposed))
            add(p, GP_CHANGE_OPTIONAL, gap->key.element, gap);
    }
}

/* ---- steps that are not documented ------------------------------------------------- */

static bool is_added(const struct proposing *p, const struct gp_gap *gap,
                     uint32_t activity)
{
    if (gap->key.kind == GP_GAP_UNDOCUMENTED_STEP)
        return gap->key.activity == activity;
    return gap->key.kind == GP_GAP_OUT_OF_PLACE &&
           gap->key.label == p->j->names.label[activity];
}

static void say_extra(struct proposing *p, struct gp_change *c,
                      const struct gp_extra *e)
{
    uint64_t cases = p->j->stats->log->n_cases;

    gp_text_add(&c->evidence, "; here in ");
    gp_text_add_count(&c->evidence, e->cases);
    gp_text_add(&c->evidence, e->cases == 1 ? " case (" : " cases (");
    say_share(&c->evidence, e->cases, cases);
    gp_text_add(&c->evidence, ")");
    c->name = gp_dict_name(&p->j->stats->log->activities, e->activity);
    c->always = e->cases * 100 >= cases * 95;
    c->repeats = e->events * 10 >= e->cases * 11;
    if (e->by.known == 0)
        return;
    gp_text_add(&c->evidence, ", ");
    say_share(&c->evidence, e->by.owned, e->by.known);
    gp_text_add(&c->evidence, " of it by ");
    gp_text_add_slice(&c->evidence, owner_name(p, e->by.owner));
    if (e->by.owned * 100 >= e->by.known * GP_CHANGE_OWNER)
        c->owner = owner_name(p, e->by.owner);
}

/* Behind every step behind which it is usual; else behind the one where it is most. */
static void propose_steps(struct proposing *p, const struct gp_gap *gap)
{
    uint64_t cases = p->j->stats->log->n_cases, most = 0;
    struct gp_change *c;
    size_t i;

    for (i = 0; i < p->extras->n; i++)
        if (is_added(p, gap, p->extras->at[i].activity) &&
            p->extras->at[i].cases > most)
            most = p->extras->at[i].cases;
    for (i = 0; i < p->extras->n; i++) {
        const struct gp_extra *e = &p->extras->at[i];

        if (!is_added(p, gap, e->activity) ||
            (e->cases != most && !is_usual(e->cases, cases)))
            continue;
        if (e->cases == most)
            most = UINT64_MAX; /* of equals the first */
        c = add(p, GP_CHANGE_ADD, e->after, gap);
        if (c != NULL)
            say_extra(p, c, e);
    }
}

/* ---- owners ------------------------------------------------------------------------ */

/* The gap that says it; an owner that differs in few cases has none worth telling. */
static const struct gp_gap *owner_gap(const struct proposing *p, uint32_t element,
                                      struct gp_slice owner)
{
    const struct gp_gaps *g = &p->j->gaps;
    size_t i;

    for (i = 0; i < g->n; i++)
        if (g->gap[i].key.kind == GP_GAP_WRONG_OWNER &&
            g->gap[i].key.element == element &&
            gp_slice_eq(gp_dict_name(&g->owners, g->gap[i].key.owner[0]), owner) &&
            gp_gap_counts(p->j, &g->gap[i]))
            return &g->gap[i];
    return NULL;
}

static void propose_owners(struct proposing *p)
{
    uint32_t i;

    for (i = 0; i < p->practice->n_steps; i++) {
        const struct gp_practice_step *s = &p->practice->step[i];
        const struct gp_gap *gap;
        struct gp_change *c;

        if (s->by.known == 0 || s->by.owned * 100 < s->by.known * GP_CHANGE_OWNER)
            continue;
        gap = owner_gap(p, i, owner_name(p, s->by.owner));
        if (gap == NULL || gap->cases < GP_CHANGE_CASES)
            continue;
        c = add(p, GP_CHANGE_HANDS, i, gap);
        if (c == NULL)
            return;
        c->owner = owner_name(p, s->by.owner);
        gp_text_add(&c->evidence, "; ");
        say_share(&c->evidence, s->by.owned, s->by.known);
        gp_text_add(&c->evidence, " of the step is done so");
    }
}

/* ---- remarks ----------------------------------------------------------------------- */

/* What is kept of a limit, beside the limit; nothing where it usually is. */
static void propose_limit(struct proposing *p, const struct gp_gap *gap)
{
    const struct gp_limit *l = &p->j->process->limits[gap->key.limit];
    const struct gp_practice_limit *seen = &p->practice->limit[gap->key.limit];
    struct gp_duration usual = {0, l->clock};
    struct gp_change *c;
    size_t kept = 0;

    while (kept < seen->n && seen->span[kept] <= l->span_us)
        kept++;
    if (gap->key.element == GP_NO_ID || kept * 100 >= seen->n * GP_CHANGE_LIMIT)
        return;
    c = add(p, GP_CHANGE_NOTE, gap->key.element, gap);
    if (c == NULL)
        return;
    gp_text_add(&c->evidence, "; ");
    say_share(&c->evidence, kept, seen->n);
    gp_text_add(&c->evidence, " keep it");
    usual.span_us = gp_practice_usual(seen, l->clock, GP_CHANGE_LIMIT, &kept);
    if (usual.span_us == 0)
        return;
    gp_text_add(&c->evidence, ", ");
    say_share(&c->evidence, kept, seen->n);
    gp_text_add(&c->evidence, " keep ");
    gp_duration_write(&c->evidence, &usual);
}

/* The first step of the document with this label. */
static uint32_t element_of(const struct gp_process *p, const struct gp_gap *gap)
{
    uint32_t i;

    if (gap->key.element != GP_NO_ID || gap->key.label == GP_NO_ID)
        return gap->key.element;
    for (i = 0; i < p->n_elements; i++)
        if (p->elements[i].label == gap->key.label)
            return i;
    return GP_NO_ID;
}

/* Among branches in any order "may repeat" also allows what comes between. */
static bool in_any_order(const struct gp_process *p, uint32_t element)
{
    while (element != GP_NO_ID && !gp_slice_is(p->elements[element].kind, "any order"))
        element = p->elements[element].parent;
    return element != GP_NO_ID;
}

static void propose_repeat(struct proposing *p, const struct gp_gap *gap,
                           uint32_t element)
{
    bool helps =
        gap->at_once * 4 >= gap->occurrences || in_any_order(p->j->process, element);

    if (is_usual(gap->cases, gap->exposed))
        add(p, helps ? GP_CHANGE_REPEAT : GP_CHANGE_NOTE, element, gap);
}

static void propose(struct proposing *p, const struct gp_gap *gap)
{
    uint32_t element = element_of(p->j->process, gap);

    switch (gap->key.kind) {
    case GP_GAP_UNDOCUMENTED_STEP:
    case GP_GAP_OUT_OF_PLACE:
        if (is_usual(gap->cases, p->j->stats->log->n_cases))
            propose_steps(p, gap);
        return;
    case GP_GAP_REPEATED:
        propose_repeat(p, gap, element);
        return;
    case GP_GAP_WRONG_ORDER:
    case GP_GAP_BOTH_ALTERNATIVES:
        if (is_usual(gap->cases, gap->exposed))
            add(p, GP_CHANGE_NOTE, element, gap);
        return;
    case GP_GAP_LATE:
        if (is_usual(gap->cases, gap->exposed))
            propose_limit(p, gap);
        return;
    case GP_GAP_NEVER_USED:
        if (gap->exposed >= GP_CHANGE_UNUSED)
            add(p, GP_CHANGE_STRIKE, element, gap);
        return;
    default:
        return;
    }
}

/* ---- all of it --------------------------------------------------------------------- */

static uint64_t line_of(const struct gp_process *p, const struct gp_change *c)
{
    return c->element != GP_NO_ID ? p->elements[c->element].line : 0;
}

static int by_line(const void *ctx, const void *a, const void *b)
{
    const struct gp_process *p = ctx;
    const struct gp_change *x = a, *y = b;

    if (line_of(p, x) != line_of(p, y))
        return line_of(p, x) < line_of(p, y) ? -1 : 1;
    if (x->element != y->element)
        return x->element < y->element ? -1 : 1;
    return (x->kind > y->kind) - (x->kind < y->kind);
}

/* Added steps of one place come in the order in which they are done. */
static size_t place_of(const struct proposing *p, const struct gp_change *c)
{
    size_t i = 0;

    while (p->extras->at[i].after != c->element ||
           !gp_slice_eq(
               gp_dict_name(&p->j->stats->log->activities, p->extras->at[i].activity),
               c->name))
        i++;
    return i;
}

static void order_added(struct proposing *p)
{
    struct gp_change *at = p->out->at, moving;
    size_t i, k;

    for (i = 1; i < p->out->n; i++) {
        moving = at[i];
        for (k = i;
             k > 0 && moving.kind == GP_CHANGE_ADD && at[k - 1].kind == GP_CHANGE_ADD &&
             at[k - 1].element == moving.element &&
             place_of(p, &at[k - 1]) > place_of(p, &moving);
             k--)
            at[k] = at[k - 1];
        at[k] = moving;
    }
}

enum gp_status gp_changes_find(const struct gp_judgement *j,
                               const struct gp_practice *practice,
                               const struct gp_extras *extras, struct gp_changes *out,
                               struct gp_err *err)
{
    struct proposing p = {.j = j, .practice = practice, .extras = extras, .out = out};
    size_t i;

    memset(out, 0, sizeof *out);
    p.missing = gp_array_zero(j->process->n_elements, sizeof *p.missing);
    p.failed = p.missing == NULL;
    if (!p.failed)
        propose_optional(&p);
    propose_owners(&p);
    for (i = 0; i < j->gaps.n; i++)
        if (gp_gap_counts(j, &j->gaps.gap[i]) ||
            (j->gaps.gap[i].key.kind == GP_GAP_NEVER_USED &&
             gp_gap_allowed(j, &j->gaps.gap[i]) == NULL))
            propose(&p, &j->gaps.gap[i]);
    p.failed =
        p.failed || !gp_sort(out->at, out->n, sizeof *out->at, by_line, j->process);
    if (!p.failed)
        order_added(&p);
    for (i = 0; i < out->n; i++)
        p.failed = p.failed || !gp_text_ok(&out->at[i].evidence);
    gp_free(p.missing);
    return p.failed ? gp_fail_memory(err) : GP_OK;
}

void gp_changes_release(struct gp_changes *c)
{
    size_t i;

    for (i = 0; i < c->n; i++)
        gp_text_release(&c->at[i].evidence);
    gp_free(c->at);
    memset(c, 0, sizeof *c);
}
