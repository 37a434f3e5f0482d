/* suggest.c - see suggest.h.
 *
 * Counts first (suggest_count.h); then each kind of rule goes through all activities, or
 * pairs of them, asks whether it holds, and whether another one says so already.
 */
#include "mine/suggest.h"

#include "base/mem.h"
#include "mine/suggest_count.h"

#include <string.h>

enum { BY_CHANCE = 5 }; /* cases in which two steps that never meet should have met */

struct chooser {
    const struct gp_holds *h;
    unsigned percent;
    struct gp_suggestions *out;
    size_t cap;
    bool no_memory;
};

static bool holds(const struct chooser *c, uint64_t kept, uint64_t of)
{
    return of >= GP_SUGGEST_CASES && (gp_i128)kept * 100 >= (gp_i128)of * c->percent;
}

static const struct gp_pair_holds *pair(const struct chooser *c, size_t a, size_t b)
{
    return &c->h->pair[a * c->h->k + b];
}

static void add(struct chooser *c, enum gp_rule_kind kind, size_t a, size_t b,
                uint64_t n, uint64_t kept, uint64_t of)
{
    if (!gp_reserve(&c->out->item, &c->cap, c->out->n + 1)) {
        c->no_memory = true;
        return;
    }
    c->out->item[c->out->n++] = (struct gp_suggestion){
        .kind = kind,
        .a = c->h->activity[a],
        .b = b < c->h->k ? c->h->activity[b] : GP_NO_ID,
        .n = n,
        .kept = kept,
        .of = of,
    };
}

/* ---- of one activity ---- */

static bool at_most_once(const struct chooser *c, size_t a)
{
    return c->h->one[a].once == c->h->one[a].cases;
}

/* In every case, without exception. */
static bool always_first(const struct chooser *c, size_t a)
{
    return c->h->one[a].starts == c->h->cases;
}

static bool always_last(const struct chooser *c, size_t a)
{
    return c->h->one[a].ends == c->h->cases;
}

static void choose_ones(struct chooser *c)
{
    size_t none = c->h->k, a;

    for (a = 0; a < c->h->k; a++)
        if (holds(c, c->h->one[a].starts, c->h->cases))
            add(c, GP_RULE_STARTS, a, none, 0, c->h->one[a].starts, c->h->cases);
    for (a = 0; a < c->h->k; a++)
        if (holds(c, c->h->one[a].ends, c->h->cases))
            add(c, GP_RULE_ENDS, a, none, 0, c->h->one[a].ends, c->h->cases);
    for (a = 0; a < c->h->k; a++) {
        const struct gp_one_holds *o = &c->h->one[a];
        uint64_t rarely = c->h->cases - o->cases + o->once;

        if (holds(c, o->usual, c->h->cases)) {
            add(c, GP_RULE_EXACTLY, a, none, o->usual_n, o->usual, c->h->cases);
            c->out->implied += o->usual_n == 1 ? 2 : 1;
            continue;
        }
        if (holds(c, o->cases, c->h->cases))
            add(c, GP_RULE_AT_LEAST, a, none, 1, o->cases, c->h->cases);
        if (o->cases >= GP_SUGGEST_CASES && holds(c, rarely, c->h->cases))
            add(c, GP_RULE_AT_MOST, a, none, 1, rarely, c->h->cases);
    }
}

/* ---- of two ---- */

/* After each a a b, in all cases with a; and the other way round in time. */
static bool always_after(const struct chooser *c, size_t a, size_t b)
{
    return pair(c, a, b)->response == c->h->one[a].cases;
}

static bool always_before(const struct chooser *c, size_t a, size_t b)
{
    return pair(c, a, b)->precedence == c->h->one[b].cases;
}

/* Does some step between say the same? Each of the two rules has no exception, so that
 * nothing goes round in circles: the last b stands behind the last a. */
static bool follows_from_two(const struct chooser *c, size_t a, size_t b,
                             bool (*always)(const struct chooser *, size_t, size_t))
{
    size_t m;

    for (m = 0; m < c->h->k; m++)
        if (m != a && m != b && c->h->one[m].cases >= GP_SUGGEST_CASES &&
            always(c, a, m) && always(c, m, b))
            return true;
    return false;
}

/* The strongest of chain, alternate, plain; alternate says no more than plain where the
 * step that it is about happens once. */
struct forms {
    enum gp_rule_kind chain, alternate, plain;
};

static void choose_form(struct chooser *c, const struct forms *f, size_t a, size_t b,
                        size_t about, const uint64_t kept[3], bool said)
{
    uint64_t of = c->h->one[about].cases;

    if (holds(c, kept[0], of)) {
        add(c, f->chain, a, b, 0, kept[0], of);
        c->out->implied += 2;
    } else if (said) {
        c->out->implied += holds(c, kept[2], of);
    } else if (holds(c, kept[1], of) && !at_most_once(c, about)) {
        add(c, f->alternate, a, b, 0, kept[1], of);
        c->out->implied++;
    } else if (holds(c, kept[2], of)) {
        add(c, f->plain, a, b, 0, kept[2], of);
    }
}

static void choose_after(struct chooser *c, size_t a, size_t b)
{
    static const struct forms forms = {GP_RULE_CHAIN_RESPONSE,
                                       GP_RULE_ALTERNATE_RESPONSE, GP_RULE_RESPONSE};
    const struct gp_pair_holds *p = pair(c, a, b);
    const uint64_t kept[3] = {p->chain_response, p->alternate_response, p->response};
    bool said = always_last(c, b) ||
                (always_after(c, a, b) && follows_from_two(c, a, b, always_after));

    choose_form(c, &forms, a, b, a, kept, said);
}

static void choose_before(struct chooser *c, size_t a, size_t b)
{
    static const struct forms forms = {
        GP_RULE_CHAIN_PRECEDENCE, GP_RULE_ALTERNATE_PRECEDENCE, GP_RULE_PRECEDENCE};
    const struct gp_pair_holds *p = pair(c, a, b);
    const uint64_t kept[3] = {p->chain_precedence, p->alternate_precedence,
                              p->precedence};
    bool said = always_first(c, a) ||
                (always_before(c, a, b) && follows_from_two(c, a, b, always_before));

    choose_form(c, &forms, a, b, b, kept, said);
}

/* Where a is, b is; unless an order of the two, or b's being everywhere, says so. */
static void choose_together(struct chooser *c, size_t a, size_t b)
{
    const struct gp_one_holds *one = c->h->one;
    const struct gp_pair_holds *p = pair(c, a, b);
    bool there = holds(c, p->both, one[a].cases),
         back = holds(c, p->both, one[b].cases);
    bool ordered = holds(c, p->response, one[a].cases) ||
                   holds(c, pair(c, b, a)->precedence, one[a].cases);

    if (!there || ordered || holds(c, one[b].cases, c->h->cases)) {
        c->out->implied += there;
        return;
    }
    if (!back || holds(c, pair(c, b, a)->response, one[b].cases) ||
        holds(c, p->precedence, one[b].cases))
        add(c, GP_RULE_RESPONDED_EXISTENCE, a, b, 0, p->both, one[a].cases);
    else if (a < b)
        add(c, GP_RULE_CO_EXISTENCE, a, b, 0, p->both,
            one[a].cases + one[b].cases - p->both);
}

static void choose_never_together(struct chooser *c, size_t a, size_t b)
{
    const struct gp_one_holds *one = c->h->one;
    uint64_t both = pair(c, a, b)->both, of = one[a].cases + one[b].cases - both;
    double chance = (double)one[a].cases * (double)one[b].cases / (double)c->h->cases;

    if (a < b && chance >= BY_CHANCE && holds(c, of - both, of) &&
        one[a].cases >= GP_SUGGEST_CASES && one[b].cases >= GP_SUGGEST_CASES)
        add(c, GP_RULE_NOT_CO_EXISTENCE, a, b, 0, of - both, of);
}

static bool never_after(const struct chooser *c, size_t a, size_t b)
{
    return pair(c, a, b)->never_after == pair(c, a, b)->both;
}

/* Each a stands behind an m behind which there is no b; or each b before an m that never
 * stands behind an a. The way to (a, b) leads over ever earlier a and later b. */
static bool never_by_another(const struct chooser *c, size_t a, size_t b)
{
    size_t m;

    for (m = 0; m < c->h->k; m++)
        if (m != a && m != b &&
            ((always_before(c, m, a) && never_after(c, m, b)) ||
             (always_after(c, b, m) && never_after(c, a, m))))
            return true;
    return false;
}

/* After a no b more, among the cases that have both. */
static void choose_never_after(struct chooser *c, size_t a, size_t b)
{
    const struct gp_pair_holds *p = pair(c, a, b);
    const struct gp_one_holds *one = c->h->one;
    uint64_t broken = p->both - p->never_after;
    bool said = (always_before(c, b, a) && at_most_once(c, b)) ||
                (always_after(c, b, a) && at_most_once(c, a)) ||
                (always_first(c, b) && at_most_once(c, b)) ||
                (always_last(c, a) && at_most_once(c, a)) ||
                (never_after(c, a, b) && never_by_another(c, a, b));

    if (p->both < GP_SUGGEST_CASES || !holds(c, p->never_after, p->both))
        return;
    if (said)
        c->out->implied++;
    else
        add(c, GP_RULE_NOT_SUCCESSION, a, b, 0, one[a].cases - broken, one[a].cases);
}

static void choose_pairs(struct chooser *c,
                         void (*choose)(struct chooser *, size_t, size_t))
{
    size_t a, b;

    for (a = 0; a < c->h->k; a++)
        for (b = 0; b < c->h->k; b++)
            if (a != b)
                choose(c, a, b);
}

enum gp_status gp_suggest(const struct gp_stats *stats, unsigned percent,
                          struct gp_suggestions *out, struct gp_err *err)
{
    struct gp_holds h;
    struct chooser c = {.h = &h, .percent = percent, .out = out};

    memset(out, 0, sizeof *out);
    c.no_memory = !gp_holds_count(stats, GP_SUGGEST_ACTIVITIES, &h);
    if (!c.no_memory) {
        out->cases = h.cases;
        out->activities = h.k;
        choose_ones(&c);
        choose_pairs(&c, choose_after);
        choose_pairs(&c, choose_before);
        choose_pairs(&c, choose_together);
        choose_pairs(&c, choose_never_after);
        choose_pairs(&c, choose_never_together);
    }
    gp_holds_release(&h);
    if (!c.no_memory)
        return GP_OK;
    gp_suggestions_release(out);
    return gp_fail_memory(err);
}

void gp_suggestions_release(struct gp_suggestions *s)
{
    gp_free(s->item);
    memset(s, 0, sizeof *s);
}
