/* checks_names.c - names that mean the same and are written differently; a column of
 * ids taken for activities; case ids that look alike.
 *
 *   "Approve" 120, "approve " 3   equal keys                 near-identical-activities
 *   "Aprove" 2                    one slip, and rare beside it, or never in one case
 *   "Approve" + U+200B            the same on paper          invisible-differences
 *
 * Keys are compared through a dictionary. Slips are looked for among names that sort near
 * each other (64 neighbours), so that 50,000 names cost 3 million comparisons.
 */
#include "mine/checks/checks_parts.h"
#include "mine/checks/lookalike.h"

#include "base/bits.h"
#include "base/sort.h"

#include <string.h>

enum { WINDOW = 64, PAIRS_SHOWN = 4, RARE = 10 };

struct pair {
    uint32_t a, b; /* ids in the dictionary, the more frequent one first */
    bool together; /* in one case */
};

struct names {
    const struct gp_check_job *j;
    const struct gp_dict *dict;
    struct gp_ids column; /* [log->n] */
    uint64_t *count;      /* [dict->n] events */
    uint32_t *sorted;     /* [dict->n] by key, then name */
    struct gp_text keys;  /* all keys, one behind the other */
    size_t *key_at;       /* [dict->n + 1] */
    struct pair *pair;
    size_t n_pairs, cap_pairs;
};

static struct gp_slice key_of(const struct names *n, uint32_t id)
{
    return gp_slice_n(gp_text_z(&n->keys) + n->key_at[id],
                      n->key_at[id + 1] - n->key_at[id]);
}

static int by_key(const void *ctx, const void *a, const void *b)
{
    const struct names *n = ctx;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    int d = gp_slice_cmp(key_of(n, x), key_of(n, y));

    return d != 0 ? d : gp_slice_cmp(n->dict->name[x], n->dict->name[y]);
}

static void names_release(struct names *n)
{
    gp_free(n->count);
    gp_free(n->sorted);
    gp_free(n->key_at);
    gp_free(n->pair);
    gp_text_release(&n->keys);
}

static bool names_begin(struct names *n, const struct gp_check_job *j,
                        enum gp_level level)
{
    const struct gp_dict *dict = gp_level_dict(j->log, level);
    size_t i;

    *n = (struct names){.j = j, .dict = dict, .column = gp_level_ids(j->log, level)};
    n->count = gp_array_zero(dict->n, sizeof *n->count);
    n->sorted = gp_array(dict->n, sizeof *n->sorted);
    n->key_at = gp_array(dict->n + 1, sizeof *n->key_at);
    if (n->count == NULL || n->sorted == NULL || n->key_at == NULL)
        return false;
    for (i = 0; level == GP_BY_ACTIVITY && i < j->s->n_activities; i++)
        n->count[j->s->activities[i].activity] = j->s->activities[i].events;
    for (i = 0; level != GP_BY_ACTIVITY && i < j->s->n_owners[level]; i++)
        n->count[j->s->owners[level][i].owner] = j->s->owners[level][i].events;
    for (i = 0; i < dict->n; i++) {
        n->sorted[i] = (uint32_t)i;
        n->key_at[i] = n->keys.len;
        gp_lookalike_key(&n->keys, dict->name[i]);
    }
    n->key_at[i] = n->keys.len;
    return gp_text_ok(&n->keys) &&
           gp_sort(n->sorted, dict->n, sizeof *n->sorted, by_key, n);
}

static bool add_pair(struct names *n, uint32_t a, uint32_t b)
{
    bool turn = n->count[a] < n->count[b] ||
                (n->count[a] == n->count[b] &&
                 gp_slice_cmp(n->dict->name[a], n->dict->name[b]) > 0);

    if (!gp_reserve(&n->pair, &n->cap_pairs, n->n_pairs + 1))
        return false;
    n->pair[n->n_pairs++] = (struct pair){turn ? b : a, turn ? a : b, false};
    return true;
}

/* Names with equal keys, neighbour by neighbour in their order. A single letter is a
 * symbol: "S" is not "s". */
static bool equal_keys(struct names *n)
{
    size_t i;

    for (i = 1; i < n->dict->n; i++) {
        struct gp_slice key = key_of(n, n->sorted[i]);

        if (key.len > 1 && gp_slice_eq(key_of(n, n->sorted[i - 1]), key) &&
            !add_pair(n, n->sorted[i - 1], n->sorted[i]))
            return false;
    }
    return true;
}

static bool slips(struct names *n)
{
    size_t i, k;

    for (i = 0; i < n->dict->n; i++) {
        for (k = i + 1; k < n->dict->n && k <= i + WINDOW; k++) {
            uint32_t a = n->sorted[i], b = n->sorted[k];

            if (gp_lookalike_slip(n->dict->name[a], n->dict->name[b]) &&
                !gp_slice_eq(key_of(n, a), key_of(n, b)) && !add_pair(n, a, b))
                return false;
        }
    }
    return true;
}

/* Marks pairs that some case has both of. One look an event per pair of its name. */
static bool find_together(struct names *n, size_t from)
{
    const struct gp_eventlog *log = n->j->log;
    uint32_t *seen = gp_array(n->dict->n, sizeof *seen);
    size_t c, i, p;

    if (seen == NULL)
        return false;
    memset(seen, 0xff, n->dict->n * sizeof *seen);
    for (c = 0; from < n->n_pairs && c < log->n_cases; c++) {
        for (i = log->first[c]; i < log->first[c + 1]; i++)
            if (gp_id(n->column, i) != GP_NO_ID)
                seen[gp_id(n->column, i)] = (uint32_t)c;
        for (p = from; p < n->n_pairs && p < from + WINDOW; p++)
            n->pair[p].together |= seen[n->pair[p].a] == c && seen[n->pair[p].b] == c;
    }
    gp_free(seen);
    return true;
}

/* A slip is one when it is rare beside the other spelling, or the two never meet. */
static void drop_steps(struct names *n, size_t from)
{
    size_t p, kept = from;

    for (p = from; p < n->n_pairs; p++)
        if (!n->pair[p].together ||
            n->count[n->pair[p].b] * RARE < n->count[n->pair[p].a])
            n->pair[kept++] = n->pair[p];
    n->n_pairs = kept;
}

static int by_weight(const void *ctx, const void *a, const void *b)
{
    const struct names *n = ctx;
    const struct pair *x = a, *y = b;
    int d;

    if (n->count[x->b] != n->count[y->b])
        return n->count[x->b] > n->count[y->b] ? -1 : 1;
    d = gp_slice_cmp(n->dict->name[x->a], n->dict->name[y->a]);
    return d != 0 ? d : gp_slice_cmp(n->dict->name[x->b], n->dict->name[y->b]);
}

static void say_pair(const struct names *n, const struct pair *p, bool unseen,
                     struct gp_text *out)
{
    uint32_t id[2] = {p->a, p->b};
    struct gp_text shown = {0};
    int k;

    for (k = 0; k < 2; k++) {
        gp_text_clear(&shown);
        if (unseen)
            gp_lookalike_show(&shown, n->dict->name[id[k]]);
        else
            gp_text_add_slice(&shown, n->dict->name[id[k]]);
        gp_text_add(out, k == 1 ? " and " : "");
        gp_check_quote(out, gp_text_slice(&shown));
        gp_text_add(out, " (");
        gp_text_add_count(out, n->count[id[k]]);
        gp_text_add(out, ")");
    }
    gp_text_release(&shown);
}

struct wording {
    const char *near_name, *near_title, *unseen_name, *unseen_title, *effect, *fix;
};

/* One check for the pairs that look the same on paper (unseen), one for the others. */
static void tell_pairs(struct names *n, const struct wording *w, bool unseen,
                       struct gp_checks *out)
{
    struct gp_check *c = NULL;
    size_t p, i, shown = 0;
    uint64_t events = 0;

    for (p = 0; p < n->n_pairs; p++) {
        const struct pair *x = &n->pair[p];

        if (gp_lookalike_same_looks(n->dict->name[x->a], n->dict->name[x->b]) != unseen)
            continue;
        if (c == NULL)
            c = gp_checks_add(out, unseen ? w->unseen_name : w->near_name,
                              unseen ? w->unseen_title : w->near_title, 0, n->dict->n,
                              "names", w->fix);
        c->count++;
        events += n->count[x->b];
        if (shown++ < PAIRS_SHOWN) {
            gp_text_add(&c->found, shown > 1 ? "; " : "");
            say_pair(n, x, unseen, &c->found);
            for (i = 0; i < n->j->log->n; i++)
                if (gp_id(n->column, i) == x->b)
                    gp_check_event(n->j, c, i);
        }
    }
    if (c == NULL)
        return;
    gp_text_add(&c->effect, w->effect);
    gp_text_add_count(&c->effect, events);
    gp_text_add(&c->effect, events == 1 ? " event carries" : " events carry");
    gp_text_add(&c->effect, " the rarer spelling");
}

static bool look_alike(struct gp_check_job *j, enum gp_level level, bool with_slips,
                       const struct wording *w)
{
    struct names n;
    bool good = names_begin(&n, j, level) && equal_keys(&n);
    size_t from = n.n_pairs;

    if (good && with_slips) {
        good = slips(&n) && find_together(&n, from);
        drop_steps(&n, from);
    }
    good = good && gp_sort(n.pair, n.n_pairs, sizeof *n.pair, by_weight, &n);
    if (good) {
        tell_pairs(&n, w, true, j->out);
        tell_pairs(&n, w, false, j->out);
    }
    names_release(&n);
    return good;
}

/* ---- ids taken for activities ---- */

static void near_unique(struct gp_check_job *j)
{
    enum { ENOUGH = 50 };
    const struct gp_stats *s = j->s;
    struct gp_check *c;
    uint64_t once = 0;
    size_t i;

    for (i = 0; i < s->n_activities; i++)
        once += s->activities[i].events == 1;
    if (once < ENOUGH || once * 2 < s->n_activities)
        return;
    c = gp_checks_add(j->out, "near-unique-activities", "Activities that happen once",
                      once, s->n_activities, "activities",
                      "choose another column with --activity, or ask for a status "
                      "without numbers or free text in it");
    gp_text_add(&c->effect, "paths are hardly ever equal: ");
    gp_text_add_count(&c->effect, s->variants.n);
    gp_text_add(&c->effect, " variants in ");
    gp_text_add_count(&c->effect, j->log->n_cases);
    gp_text_add(&c->effect, " cases; the map and the variants say little");
}

/* ---- case ids ---- */

static bool is_among(const int64_t *v, size_t n, int64_t x)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (v[middle] < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && v[low] == x;
}

/* Two bits for some of the hash's: 8 to 16 times as many places as there are hashes. */
struct met {
    uint64_t *once, *twice;
    unsigned shift;
};

static size_t place_of(const struct met *m, int64_t hash)
{
    return ((uint64_t)hash * UINT64_C(0x9E3779B97F4A7C15)) >> m->shift;
}

static bool meet_all(struct met *m, const int64_t *hash, size_t n)
{
    size_t places = 1024, i;

    m->shift = 54;
    for (; places < 8 * n; places *= 2)
        m->shift--;
    m->once = gp_array_zero(places / 64, sizeof *m->once);
    m->twice = gp_array_zero(places / 64, sizeof *m->twice);
    if (m->once == NULL || m->twice == NULL)
        return false;
    for (i = 0; i < n; i++) {
        size_t place = place_of(m, hash[i]);

        gp_bits_add(gp_bits_has(m->once, place) ? m->twice : m->once, place);
    }
    return true;
}

/* Those that share their place with another one, which is all that can be repeated and a
 * few more: only these are sorted. NULL: no memory. */
static int64_t *shared(const int64_t *hash, size_t n, size_t *n_shared)
{
    struct met m = {0};
    int64_t *list = NULL;
    size_t cap = 0, kept = 0, i;
    bool good = meet_all(&m, hash, n) && gp_reserve(&list, &cap, 1);

    for (i = 0; good && i < n; i++) {
        if (!gp_bits_has(m.twice, place_of(&m, hash[i])))
            continue;
        good = gp_reserve(&list, &cap, kept + 1);
        if (good)
            list[kept++] = hash[i];
    }
    gp_free(m.once);
    gp_free(m.twice);
    *n_shared = kept;
    if (good)
        return list;
    gp_free(list);
    return NULL;
}

/* Keeps one of each value that stands there more than once. */
static size_t keep_repeated(int64_t *v, size_t n)
{
    size_t i, kept = 0;

    for (i = 1; i < n; i++)
        if (v[i] == v[i - 1] && (kept == 0 || v[kept - 1] != v[i]))
            v[kept++] = v[i];
    return kept;
}

/* Keeps the first names by bytes, so that the order of rows does not matter. */
static void note_first(const struct gp_eventlog *log, uint32_t *first, size_t *n,
                       uint32_t c)
{
    size_t i = *n < PAIRS_SHOWN ? (*n)++ : PAIRS_SHOWN;

    for (; i > 0 && gp_slice_cmp(log->cases.name[c], log->cases.name[first[i - 1]]) < 0;
         i--)
        if (i < PAIRS_SHOWN)
            first[i] = first[i - 1];
    if (i < PAIRS_SHOWN)
        first[i] = c;
}

static void tell_ids(struct gp_check_job *j, const int64_t *hash,
                     const int64_t *repeated, size_t n)
{
    const struct gp_eventlog *log = j->log;
    uint32_t first[PAIRS_SHOWN];
    struct gp_check *c;
    size_t k, shown = 0;

    c = gp_checks_add(j->out, "look-alike-cases",
                      "Case ids that differ by blanks, case or zeros only", 0,
                      log->n_cases, "cases",
                      "make ids alike in the export (trim, same case, text instead of "
                      "number)");
    for (k = 0; k < log->n_cases; k++) {
        if (!is_among(repeated, n, hash[k]))
            continue;
        c->count++;
        gp_check_event(j, c, log->first[k]);
        if (hash[k] == repeated[0]) /* one group is example enough */
            note_first(log, first, &shown, (uint32_t)k);
    }
    for (k = 0; k < shown; k++) {
        gp_text_add(&c->found, k > 0 ? ", " : "");
        gp_check_quote(&c->found, log->cases.name[first[k]]);
    }
    gp_text_add(&c->effect, "taken as different cases; if they are the same, cases are "
                            "cut in pieces: too many cases, too short, odd first and "
                            "last steps");
}

static bool case_ids(struct gp_check_job *j)
{
    const struct gp_eventlog *log = j->log;
    int64_t *hash = gp_array(log->n_cases, sizeof *hash), *repeated = NULL;
    size_t k, n = 0;

    for (k = 0; hash != NULL && k < log->n_cases; k++)
        hash[k] = (int64_t)gp_lookalike_id_hash(log->cases.name[k]);
    if (hash != NULL)
        repeated = shared(hash, log->n_cases, &n);
    if (repeated != NULL) {
        gp_sort_i64(repeated, n);
        n = keep_repeated(repeated, n);
        if (n != 0)
            tell_ids(j, hash, repeated, n);
    }
    gp_free(hash);
    gp_free(repeated);
    return repeated != NULL;
}

bool gp_checks_of_names(struct gp_check_job *j)
{
    static const struct wording activities = {
        "near-identical-activities",
        "Activities that differ by spelling only",
        "invisible-differences",
        "Activities that look the same and are not",
        "counted as different steps: variants, waits and rework are split; ",
        "make the names alike in the source; with a document, --names FILE maps them"};
    static const struct wording people = {
        "near-identical-people",
        "People that differ by spelling only",
        "invisible-people",
        "People that look the same and are not",
        "counted as different people: handoffs between them are not real; ",
        "make the names alike in the source, or use the account instead (--resource)"};
    const struct gp_eventlog *log = j->log;

    near_unique(j);
    return look_alike(j, GP_BY_ACTIVITY, true, &activities) &&
           (!log->has_resource || look_alike(j, GP_BY_RESOURCE, false, &people)) &&
           case_ids(j);
}
