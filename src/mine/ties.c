/* ties.c - see ties.h.
 *
 * Between the groups a case is read event by event. Inside a group of m a row of the table
 * is kept for every subset of its events that was read already: 2^m rows, each the least
 * over the event read last. So the best cost over all orders takes m 2^(m - 1) steps
 * instead of m!.
 *
 * Which order is the best is then asked place by place: the first event in the order of
 * the file with which the rest can still reach that cost. Cases with the same path and the
 * same groups share their answer.
 */
#include "mine/ties.h"

#include "base/mem.h"
#include "mine/align/align_plain.h"

#include <string.h>

enum { MOST_TIED = 5, SUBSETS = 1 << MOST_TIED };
#define USUAL_EFFORT UINT64_C(200000000)

struct answer {
    uint64_t cost;
    bool known;
    size_t place; /* in `places`; SIZE_MAX: the order of the file */
};

struct finder {
    const struct gp_conformance *c;
    struct gp_plain plain;
    uint64_t *row, *next, *subset; /* [n_states]; subset [SUBSETS][n_states] */
    uint64_t work, effort;
    bool with_order;

    /* The case under way, by place in its path. */
    uint32_t *label, *event; /* event: its place in the file's order */
    uint8_t *group;          /* size of the group that begins here, else 0 */
    size_t n;
    bool open;

    struct gp_dict known; /* item and groups -> answer */
    struct answer *answer;
    size_t answers_cap;
    uint32_t *places; /* of better orders, one path after the other */
    size_t n_places, places_cap;
};

/* ---- Cost over all orders of the groups ------------------------------------------------ */

static void read_one(struct finder *f, uint32_t label)
{
    uint64_t *row = f->row;

    if (label == GP_NO_ID)
        return;
    gp_plain_step(&f->plain, f->row, label, f->next);
    f->row = f->next;
    f->next = row;
    f->work += f->plain.s->n_states;
}

static void take_least(uint64_t *row, const uint64_t *other, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        row[i] = other[i] < row[i] ? other[i] : row[i];
}

static void read_group(struct finder *f, const uint32_t *label, size_t m)
{
    size_t n = f->plain.s->n_states, mask, i;

    memcpy(f->subset, f->row, n * sizeof *f->row);
    for (mask = 1; mask < (size_t)1 << m; mask++) {
        uint64_t *row = f->subset + mask * n;

        memset(row, 0x7f, n * sizeof *row);
        for (i = 0; i < m; i++) {
            const uint64_t *before = f->subset + (mask & ~((size_t)1 << i)) * n;

            if ((mask >> i & 1) == 0)
                continue;
            if (label[i] != GP_NO_ID) {
                gp_plain_step(&f->plain, before, label[i], f->next);
                before = f->next;
                f->work += n;
            }
            take_least(row, before, n);
        }
    }
    memcpy(f->row, f->subset + (((size_t)1 << m) - 1) * n, n * sizeof *f->row);
}

static uint64_t least_cost(struct finder *f)
{
    uint64_t least;
    size_t i;

    gp_plain_begin(&f->plain, f->row);
    for (i = 0; i < f->n; i += f->group[i])
        if (f->group[i] == 1)
            read_one(f, f->label[i]);
        else
            read_group(f, f->label + i, f->group[i]);
    least = f->row[f->plain.s->complete];
    for (i = 0; f->open && i < f->plain.s->n_states; i++)
        least = f->row[i] < least ? f->row[i] : least;
    return least;
}

/* ---- The order ------------------------------------------------------------------------- */

/* Moves the event at `from` before those from `to` on, which keep their order. */
static void move_forward(struct finder *f, size_t from, size_t to)
{
    uint32_t label = f->label[from], event = f->event[from];

    memmove(f->label + to + 1, f->label + to, (from - to) * sizeof *f->label);
    memmove(f->event + to + 1, f->event + to, (from - to) * sizeof *f->event);
    f->label[to] = label;
    f->event[to] = event;
}

static void move_back(struct finder *f, size_t from, size_t to)
{
    uint32_t label = f->label[to], event = f->event[to];

    memmove(f->label + to, f->label + to + 1, (from - to) * sizeof *f->label);
    memmove(f->event + to, f->event + to + 1, (from - to) * sizeof *f->event);
    f->label[from] = label;
    f->event[from] = event;
}

static void settle_group(struct finder *f, size_t begin, uint64_t best)
{
    size_t end = begin + f->group[begin], at, k;

    for (at = begin; at + 1 < end; at++) {
        f->group[at] = 1;
        f->group[at + 1] = (uint8_t)(end - at - 1);
        for (k = at; k < end; k++) {
            move_forward(f, k, at);
            if (k + 1 == end || least_cost(f) == best)
                break;
            move_back(f, k, at);
        }
    }
}

static bool keep_order(struct finder *f, struct answer *a)
{
    size_t i;

    for (i = 0; i < f->n; i += f->group[i])
        if (f->group[i] > 1)
            settle_group(f, i, a->cost);
    if (!gp_reserve(&f->places, &f->places_cap, f->n_places + f->n))
        return false;
    a->place = f->n_places;
    for (i = 0; i < f->n; i++)
        f->places[f->n_places++] = f->event[i];
    return true;
}

/* ---- Cases ----------------------------------------------------------------------------- */

static bool same_time(const struct gp_eventlog *log, size_t a, size_t b)
{
    return gp_event_start(log, a) == gp_event_start(log, b) &&
           gp_event_end(log, a) == gp_event_end(log, b);
}

/* Loads the case; false when none of its groups could be ordered otherwise. */
static bool load(struct finder *f, size_t case_id)
{
    const struct gp_eventlog *log = f->c->log;
    size_t first = log->first[case_id], i, k, m;
    bool any = false;

    f->n = log->first[case_id + 1] - first;
    f->open = f->c->open_case[case_id];
    memset(f->group, 0, f->n);
    for (i = 0; i < f->n; i++) {
        f->label[i] = f->c->names->label[gp_id(log->activity, first + i)];
        f->event[i] = (uint32_t)i;
    }
    for (i = 0; i < f->n; i += m) {
        bool differ = false;

        for (m = 1; i + m < f->n && same_time(log, first + i, first + i + m); m++)
            differ = differ || f->label[i + m] != f->label[i];
        if (m <= MOST_TIED && differ) {
            f->group[i] = (uint8_t)m;
            any = true;
        } else {
            for (k = 0; k < m; k++)
                f->group[i + k] = 1;
        }
    }
    return any;
}

static bool solve(struct finder *f, uint32_t item, struct answer *a)
{
    uint64_t now = f->c->alignments.of[item].upper;

    *a = (struct answer){now, false, SIZE_MAX};
    if (f->work > f->effort)
        return true;
    a->known = true;
    a->cost = least_cost(f);
    return a->cost >= now || !f->with_order || keep_order(f, a);
}

/* The number of the answer; GP_NO_ID: memory is short. */
static uint32_t answer_of(struct finder *f, uint32_t item, struct gp_text *key)
{
    size_t before = f->known.n;
    uint32_t number;

    gp_text_clear(key);
    gp_text_add_n(key, (const char *)&item, sizeof item);
    gp_text_add_n(key, (const char *)f->group, f->n);
    number = gp_text_ok(key) ? gp_dict_add(&f->known, gp_slice_n(key->at, key->len))
                             : GP_NO_ID;
    if (number == GP_NO_ID || f->known.n == before)
        return number;
    if (!gp_reserve(&f->answer, &f->answers_cap, f->known.n) ||
        !solve(f, item, &f->answer[number]))
        return GP_NO_ID;
    return number;
}

/* Unmapped events are a deviation in any order. */
static void count(const struct finder *f, uint32_t item, const struct answer *a,
                  struct gp_ties *out)
{
    out->deviating++;
    out->unknown += !a->known;
    if (!a->known || a->cost >= f->c->alignments.of[item].upper)
        return;
    out->better++;
    out->turned += a->cost == 0 && f->c->item[item].unmapped == 0;
}

static bool look_at_cases(struct finder *f, struct gp_ties *out)
{
    const struct gp_eventlog *log = f->c->log;
    struct gp_text key = {0};
    bool good = true;
    size_t c, i;

    for (c = 0; good && c < log->n_cases; c++) {
        uint32_t item = gp_item_of_case(f->c, c), number;

        if (f->c->alignments.of[item].upper == 0 || !f->c->alignments.of[item].exact ||
            !load(f, c))
            continue;
        number = answer_of(f, item, &key);
        good = number != GP_NO_ID;
        if (!good)
            break;
        count(f, item, &f->answer[number], out);
        for (i = 0; f->answer[number].place != SIZE_MAX &&
                    i < log->first[c + 1] - log->first[c];
             i++)
            out->order[log->first[c] + i] =
                log->first[c] + f->places[f->answer[number].place + i];
    }
    gp_text_release(&key);
    return good;
}

static bool make_room(struct finder *f, struct gp_ties *out)
{
    const struct gp_eventlog *log = f->c->log;
    size_t n = f->c->states->n_states, longest = 0, i;

    for (i = 0; i < log->n_cases; i++)
        if (log->first[i + 1] - log->first[i] > longest)
            longest = log->first[i + 1] - log->first[i];
    f->row = gp_array(n, sizeof *f->row);
    f->next = gp_array(n, sizeof *f->next);
    f->subset = gp_array(n * SUBSETS, sizeof *f->subset);
    f->label = gp_array(longest, sizeof *f->label);
    f->event = gp_array(longest, sizeof *f->event);
    f->group = gp_array(longest, 1);
    out->order = f->with_order ? gp_array(log->n, sizeof *out->order) : NULL;
    for (i = 0; out->order != NULL && i < log->n; i++)
        out->order[i] = (uint32_t)i;
    return gp_plain_make(&f->plain, f->c->states) && f->row != NULL &&
           f->next != NULL && f->subset != NULL && f->label != NULL &&
           f->event != NULL && f->group != NULL &&
           (out->order != NULL || !f->with_order);
}

enum gp_status gp_ties_find(const struct gp_conformance *c, bool with_order,
                            uint64_t effort, struct gp_ties *out, struct gp_err *err)
{
    struct finder f = {.c = c,
                       .plain = {.log = 1, .model = 1},
                       .with_order = with_order,
                       .effort = effort != 0 ? effort : USUAL_EFFORT};
    enum gp_status st = GP_OK;

    memset(out, 0, sizeof *out);
    if (!c->log->has_time || c->log->n_ties == 0 || !c->has_flow || !c->states->whole ||
        c->costs != NULL)
        return GP_OK;
    if (!make_room(&f, out) || !look_at_cases(&f, out))
        st = gp_fail_memory(err);
    gp_plain_release(&f.plain);
    gp_dict_release(&f.known);
    gp_free(f.row);
    gp_free(f.next);
    gp_free(f.subset);
    gp_free(f.label);
    gp_free(f.event);
    gp_free(f.group);
    gp_free(f.answer);
    gp_free(f.places);
    if (st != GP_OK || out->better == 0) {
        gp_free(out->order);
        out->order = NULL;
    }
    return st;
}

void gp_ties_release(struct gp_ties *t)
{
    gp_free(t->order);
    t->order = NULL;
}
