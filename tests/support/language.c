/* language.c - see language.h. Sets of markings, breadth first over the words. */
#include "tests/support/language.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PLACES = 400, MAX_MARKINGS = 4000, MAX_WORDS = 40000, LONGEST = 24 };

struct set {
    uint8_t (*marking)[MAX_PLACES];
    size_t n;
};

struct word {
    uint32_t label[LONGEST];
    size_t n;
};

static bool add(struct set *s, const uint8_t *m, size_t places)
{
    size_t i;

    for (i = 0; i < s->n; i++)
        if (memcmp(s->marking[i], m, places) == 0)
            return false;
    assert(s->n < MAX_MARKINGS);
    memcpy(s->marking[s->n++], m, places);
    return true;
}

/* Fires transitions with this label from every marking of `from`; GP_NO_ID: silent ones,
 * from and to may be the same set. */
static void fire_all(const struct gp_net *net, struct set *from, struct set *to,
                     uint32_t label)
{
    uint8_t after[MAX_PLACES];
    size_t i, t;

    for (i = 0; i < from->n; i++)
        for (t = 0; t < net->n_transitions; t++)
            if (net->transitions[t].label == label &&
                gp_net_enabled(net, from->marking[i], (uint32_t)t) &&
                gp_net_fire(net, from->marking[i], (uint32_t)t, after, 8))
                (void)add(to, after, net->n_places);
}

struct search {
    const struct gp_process *p;
    const struct gp_net *net;
    size_t longest;
    struct word *found;
    size_t n;
};

static void search(struct search *s, struct set *now, struct word *word)
{
    struct set next = {malloc(sizeof *next.marking * MAX_MARKINGS), 0};
    size_t i;
    uint32_t label;

    assert(next.marking != NULL);
    fire_all(s->net, now, now, GP_NO_ID);
    for (i = 0; i < now->n; i++)
        if (gp_net_is_complete(s->net, now->marking[i])) {
            assert(s->n < MAX_WORDS);
            s->found[s->n++] = *word;
            break;
        }
    for (label = 0; word->n < s->longest && label < s->p->labels.n; label++) {
        next.n = 0;
        fire_all(s->net, now, &next, label);
        if (next.n == 0)
            continue;
        word->label[word->n++] = label;
        search(s, &next, word);
        word->n--;
    }
    free(next.marking);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void gp_naive_language(const struct gp_process *p, size_t longest, struct gp_text *out)
{
    struct search s = {.p = p, .net = p->nets[0], .longest = longest};
    struct set start = {malloc(sizeof *start.marking * MAX_MARKINGS), 0};
    struct word word = {.n = 0};
    uint8_t m[MAX_PLACES] = {0};
    char **lines;
    size_t i, k;

    assert(longest <= LONGEST && s.net->n_places <= MAX_PLACES);
    s.found = malloc(sizeof *s.found * MAX_WORDS);
    assert(s.found != NULL && start.marking != NULL);
    gp_net_start(s.net, m);
    (void)add(&start, m, s.net->n_places);
    search(&s, &start, &word);
    lines = calloc(s.n + 1, sizeof *lines);
    for (i = 0; i < s.n; i++) {
        struct gp_text t = {0};

        gp_text_add(&t, s.found[i].n == 0 ? "-" : "");
        for (k = 0; k < s.found[i].n; k++) {
            gp_text_add(&t, k > 0 ? " " : "");
            gp_text_add_slice(&t, gp_dict_name(&p->labels, s.found[i].label[k]));
        }
        lines[i] = t.at;
    }
    qsort(lines, s.n, sizeof *lines, by_bytes);
    for (i = 0; i < s.n; i++) {
        gp_text_add(out, lines[i]);
        gp_text_add(out, "\n");
        gp_free(lines[i]);
    }
    free(lines);
    free(s.found);
    free(start.marking);
}
