/* proofs.c - see proofs.h.
 *
 * Lists are chains of nodes in one array: most pairs have few waits of most causes, and
 * nodes that are cut off are used again.
 */
#include "mine/waiting/proofs.h"

#include "base/sort.h"
#include "mine/links.h"
#include "mine/mine.h"

#include <string.h>

struct gp_proof_node {
    int64_t amount;
    uint32_t event, next;
};

struct gp_proof_list {
    uint32_t head, n;
    int64_t least; /* shorter ones are not among the longest */
};

static const uint64_t most_looks = UINT64_C(100000000);

void gp_proofs_init(struct gp_proofs *p, size_t most)
{
    *p = (struct gp_proofs){.most = most, .free = GP_NO_ID};
}

void gp_proofs_release(struct gp_proofs *p)
{
    gp_free(p->list);
    gp_free(p->node);
    gp_free(p->scratch);
    gp_proofs_init(p, 0);
}

/* ---- the longest ---- */

static int longest_first(const void *ctx, const void *a, const void *b)
{
    const struct gp_proof *x = a, *y = b;
    const struct gp_eventlog *log = ctx;
    int c;

    if (x->amount != y->amount)
        return x->amount > y->amount ? -1 : 1;
    c = gp_slice_cmp(gp_dict_name(&log->cases, gp_case_of_event(log, x->event)),
                     gp_dict_name(&log->cases, gp_case_of_event(log, y->event)));
    return c != 0 ? c : (x->event > y->event) - (x->event < y->event);
}

static bool sort_list(struct gp_proofs *p, const struct gp_eventlog *log,
                      const struct gp_proof_list *l)
{
    uint32_t at, n = 0;

    if (!gp_reserve(&p->scratch, &p->scratch_cap, (size_t)l->n + 1))
        return false;
    for (at = l->head; at != GP_NO_ID; at = p->node[at].next)
        p->scratch[n++] =
            (struct gp_proof){.event = p->node[at].event, .amount = p->node[at].amount};
    return gp_sort(p->scratch, l->n, sizeof *p->scratch, longest_first, log);
}

static bool put(struct gp_proofs *p, struct gp_proof_list *l, uint32_t e,
                int64_t amount)
{
    uint32_t at = p->free;

    if (at != GP_NO_ID) {
        p->free = p->node[at].next;
    } else {
        if (!gp_reserve(&p->node, &p->nodes_cap, p->n_nodes + 1))
            return false;
        at = (uint32_t)p->n_nodes++;
    }
    p->node[at] = (struct gp_proof_node){amount, e, l->head};
    l->head = at;
    l->n++;
    return true;
}

/* Leaves the longest; the nodes of the others are free. */
static bool cut(struct gp_proofs *p, const struct gp_eventlog *log,
                struct gp_proof_list *l)
{
    uint32_t at = l->head, i;

    if (!sort_list(p, log, l))
        return false;
    for (i = 0; i < p->most; i++, at = p->node[at].next) {
        p->node[at].event = p->scratch[i].event;
        p->node[at].amount = p->scratch[i].amount;
        l->least = p->scratch[i].amount;
        if (i + 1 == p->most) {
            uint32_t rest = p->node[at].next;

            p->node[at].next = GP_NO_ID;
            at = rest;
            break;
        }
    }
    l->n = (uint32_t)p->most;
    while (at != GP_NO_ID) {
        uint32_t next = p->node[at].next;

        p->node[at].next = p->free;
        p->free = at;
        at = next;
    }
    return true;
}

static bool grow_lists(struct gp_proofs *p, size_t need)
{
    if (need <= p->n_lists)
        return true;
    if (!gp_reserve(&p->list, &p->lists_cap, need))
        return false;
    for (; p->n_lists < need; p->n_lists++)
        p->list[p->n_lists] = (struct gp_proof_list){.head = GP_NO_ID};
    return true;
}

bool gp_proofs_offer(struct gp_proofs *p, const struct gp_eventlog *log, size_t pair,
                     uint32_t e, const int64_t cause[GP_WAIT_CAUSES])
{
    size_t k;

    if (p->most == 0)
        return true;
    if (!grow_lists(p, (pair + 1) * GP_WAIT_CAUSES))
        return false;
    for (k = 0; k < GP_WAIT_CAUSES; k++) {
        struct gp_proof_list *l = &p->list[pair * GP_WAIT_CAUSES + k];

        if (cause[k] <= 0 || cause[k] < l->least)
            continue;
        if (!put(p, l, e, cause[k]) || (l->n / 2 >= p->most && !cut(p, log, l)))
            return false;
    }
    return true;
}

bool gp_proofs_take(struct gp_proofs *p, const struct gp_eventlog *log, size_t pair,
                    enum gp_wait_cause cause, struct gp_proof **out, size_t *n,
                    size_t *cap)
{
    size_t number = pair * GP_WAIT_CAUSES + cause, take;

    if (number >= p->n_lists)
        return true;
    take = p->list[number].n < p->most ? p->list[number].n : p->most;
    if (!sort_list(p, log, &p->list[number]) || !gp_reserve(out, cap, *n + take + 1))
        return false;
    if (take != 0)
        memcpy(*out + *n, p->scratch, take * sizeof **out);
    *n += take;
    return true;
}

/* ---- meanwhile ---- */

struct explainer {
    const struct gp_proof_facts *f;
    struct gp_proof *proof;
    const unsigned char *cause;
    int64_t *latest;      /* [events of the person] latest end so far */
    uint32_t *last_ready; /* [batches] the event that became possible last */
    size_t latest_cap;
    uint64_t looks;
};

/* Events of the person's list that begin before t. */
static size_t begun_before(const struct gp_eventlog *log, const uint32_t *event,
                           size_t n, int64_t t)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (log->start[event[middle]] < t)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* From when on other work of the person counts in e's wait (spec/waiting.md S4.2). */
static int64_t mark_of(const struct gp_proof_facts *f, uint32_t e, uint32_t other)
{
    uint32_t batch = f->batches->of[e];

    return batch == GP_NO_ID || f->batches->of[other] == batch
               ? f->enabling->enabled[e]
               : f->batches->ready[batch];
}

static void find_work(struct explainer *x, struct gp_proof *p, bool earlier,
                      const uint32_t *event, size_t n)
{
    const struct gp_eventlog *log = x->f->log;
    int64_t since = x->f->enabling->enabled[p->event], best = 0;
    int64_t until = log->start[p->event];
    size_t k = begun_before(log, event, n, until);

    while (k-- > 0 && x->latest[k] > since && x->looks++ < most_looks) {
        int64_t mark = mark_of(x->f, p->event, event[k]);
        int64_t from = log->start[event[k]] > mark ? log->start[event[k]] : mark;
        int64_t to = log->end[event[k]] < until ? log->end[event[k]] : until;

        if (to <= from || (x->f->enabling->enabled[event[k]] <= mark) != earlier)
            continue;
        p->others += p->meanwhile != GP_NO_ID;
        if (to - from > best) {
            best = to - from;
            p->meanwhile = event[k];
        }
    }
}

static void explain(struct explainer *x, size_t i, const uint32_t *event, size_t n)
{
    struct gp_proof *p = &x->proof[i];
    uint32_t batch = x->f->batches->of[p->event];

    if (x->cause[i] == GP_WAIT_BATCHING && batch != GP_NO_ID)
        p->meanwhile = x->last_ready[batch];
    else if (x->cause[i] == GP_WAIT_CONTENTION || x->cause[i] == GP_WAIT_PRIORITISATION)
        find_work(x, p, x->cause[i] == GP_WAIT_CONTENTION, event, n);
}

static bool explain_person(struct explainer *x, const uint32_t *order, size_t n_order,
                           const uint32_t *event, size_t n)
{
    const struct gp_eventlog *log = x->f->log;
    size_t k;

    if (!gp_reserve(&x->latest, &x->latest_cap, n + 1))
        return false;
    for (k = 0; k < n; k++) {
        int64_t ends = log->end[event[k]];
        uint32_t batch = x->f->batches->of[event[k]];

        x->latest[k] = k > 0 && x->latest[k - 1] > ends ? x->latest[k - 1] : ends;
        if (batch != GP_NO_ID &&
            x->f->enabling->enabled[event[k]] == x->f->batches->ready[batch])
            x->last_ready[batch] = event[k];
    }
    for (k = 0; k < n_order; k++)
        explain(x, order[k], event, n);
    return true;
}

static int by_person(const void *ctx, const void *a, const void *b)
{
    const struct explainer *x = ctx;
    uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
    uint32_t p = gp_level_id(x->f->log, GP_BY_RESOURCE, x->proof[i].event);
    uint32_t q = gp_level_id(x->f->log, GP_BY_RESOURCE, x->proof[j].event);

    return p != q ? (p > q) - (p < q) : (i > j) - (i < j);
}

static bool explain_all(struct explainer *x, uint32_t *order, size_t n)
{
    const struct gp_workloads *w = x->f->workloads;
    size_t i, end;

    for (i = 0; i < n; i = end) {
        uint32_t person =
            gp_level_id(x->f->log, GP_BY_RESOURCE, x->proof[order[i]].event);

        for (end = i; end < n && gp_level_id(x->f->log, GP_BY_RESOURCE,
                                             x->proof[order[end]].event) == person;
             end++)
            ;
        if (person != GP_NO_ID &&
            !explain_person(x, order + i, end - i, w->event + w->first[person],
                            w->first[person + 1] - w->first[person]))
            return false;
    }
    return true;
}

bool gp_proofs_explain(const struct gp_proof_facts *f, struct gp_proof *proof, size_t n,
                       const unsigned char *cause)
{
    struct explainer x = {.f = f, .proof = proof, .cause = cause};
    uint32_t *order = gp_array(n, sizeof *order);
    bool good;
    size_t i;

    x.last_ready = gp_array(f->batches->n, sizeof *x.last_ready);
    good = order != NULL && x.last_ready != NULL;
    for (i = 0; good && i < n; i++) {
        order[i] = (uint32_t)i;
        proof[i].trigger = f->enabling->trigger[proof[i].event];
        proof[i].meanwhile = GP_NO_ID;
        proof[i].others = 0;
    }
    good = good && gp_sort(order, n, sizeof *order, by_person, &x) &&
           explain_all(&x, order, n);
    gp_free(order);
    gp_free(x.last_ready);
    gp_free(x.latest);
    return good;
}
