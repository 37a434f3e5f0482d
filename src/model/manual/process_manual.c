/* process_manual.c - see process_manual.h.
 *
 *   net -> tree (net_tree.c), owners and limits beside it -> text (write_manual.c)
 */
#include "model/manual/process_manual.h"

#include "base/mem.h"
#include "model/net/net_tree.h"
#include "model/write_manual.h"

struct telling {
    const struct gp_process *p;
    struct gp_manual_words *words; /* [p->n_elements] */
    struct gp_slice *rule;         /* [p->n_rules] */
    struct gp_text *lost;
};

static void lose(struct telling *t, const struct gp_element *e, const char *what,
                 struct gp_slice text)
{
    gp_text_addf(t->lost, "%s \"", what);
    gp_text_add_slice(t->lost, text);
    gp_text_add(t->lost, "\"");
    if (e != NULL) {
        gp_text_add(t->lost, " of \"");
        gp_text_add_slice(t->lost, e->name);
        gp_text_addf(t->lost, "\" (line %llu)", (unsigned long long)e->line);
    }
    gp_text_add_char(t->lost, '\n');
}

static void add_owners(struct telling *t)
{
    size_t i;

    for (i = 0; i < t->p->n_elements; i++) {
        const struct gp_element *e = &t->p->elements[i];
        struct gp_slice owner = gp_dict_name(&t->p->owners, e->owner);

        if (e->label == GP_NO_ID || e->owner == GP_NO_ID)
            continue;
        if (gp_manual_takes_owner(owner))
            t->words[i].owner = owner;
        else
            lose(t, e, "the owner", owner);
    }
}

/* A manual says one limit of a step, and none of the whole case. */
static void add_limits(struct telling *t)
{
    size_t i;

    for (i = 0; i < t->p->n_limits; i++) {
        const struct gp_limit *l = &t->p->limits[i];
        const struct gp_element *e =
            l->step != GP_NO_ID ? &t->p->elements[l->step] : NULL;

        if (l->proposal)
            lose(t, e, "the limit that is only proposed", l->text);
        else if (l->kind == GP_LIMIT_CASE || e == NULL || e->label == GP_NO_ID ||
                 t->words[l->step].limit.span_us != 0)
            lose(t, e, "the limit", l->text);
        else {
            t->words[l->step].limit = (struct gp_duration){l->span_us, l->clock};
            if (l->kind == GP_LIMIT_AFTER)
                t->words[l->step].of = t->p->elements[l->from].name;
        }
    }
}

static void add_rest(struct telling *t)
{
    size_t names = 0, i;

    for (i = 0; i < t->p->n_rules; i++)
        t->rule[i] = t->p->rules[i].text;
    for (i = 0; i < t->p->n_flows; i++)
        names += t->p->flows[i].name.len != 0;
    if (names != 0)
        gp_text_addf(t->lost, "the words on %zu arrow%s\n", names,
                     names == 1 ? "" : "s");
}

/* "order.bpmn" -> "order" */
static struct gp_slice title_of(const struct gp_process *p)
{
    struct gp_slice file = gp_dict_name(&p->files, 0);
    size_t i = 0;

    while (i < file.len && file.at[i] != '.')
        i++;
    return gp_slice_n(file.at, i > 0 ? i : file.len);
}

static enum gp_status write(struct telling *t, const struct gp_tree *tree,
                            struct gp_text *out, struct gp_err *err)
{
    struct gp_text origin = {0};
    struct gp_slice prose;
    struct gp_manual_page page = {.title = title_of(t->p),
                                  .prose = &prose,
                                  .n_prose = 1,
                                  .tree = tree,
                                  .labels = &t->p->labels,
                                  .words = t->words,
                                  .rule = t->rule,
                                  .n_rules = t->p->n_rules};
    enum gp_status st;

    gp_text_addf(&origin, "Written from %s.", gp_dict_name(&t->p->files, 0).at);
    prose = gp_slice(gp_text_z(&origin));
    st = gp_manual_write(&page, out, err);
    gp_text_release(&origin);
    return st;
}

enum gp_status gp_process_manual(const struct gp_process *p, struct gp_text *out,
                                 struct gp_text *lost, struct gp_err *err)
{
    struct telling t = {.p = p, .lost = lost};
    struct gp_tree tree = {0};
    enum gp_status st = gp_net_tree(p, &tree, err);

    t.words = gp_array_zero(p->n_elements, sizeof *t.words);
    t.rule = gp_array_zero(p->n_rules, sizeof *t.rule);
    if (st == GP_OK && (t.words == NULL || t.rule == NULL))
        st = gp_fail_memory(err);
    if (st == GP_OK) {
        add_owners(&t);
        add_limits(&t);
        add_rest(&t);
        st = write(&t, &tree, out, err);
    }
    gp_tree_release(&tree);
    gp_free(t.words);
    gp_free(t.rule);
    return st;
}
