/* net_plain.c - see net_plain.h. */
#include "model/net/net_plain.h"

enum gp_status gp_net_refuse(const struct gp_process *p, const struct gp_transition *t,
                             const char *what, const char *form, struct gp_err *err)
{
    const struct gp_element *e =
        t->element != GP_NO_ID ? &p->elements[t->element] : NULL;
    struct gp_slice kind = e != NULL ? e->kind : gp_slice("step");
    struct gp_slice name = e == NULL          ? gp_slice("")
                           : e->name.len != 0 ? e->name
                                              : e->id;

    return gp_fail_at(err, GP_INPUT, gp_dict_name(&p->files, 0).at,
                      e != NULL ? e->line : 0, "%.*s \"%.*s\" %s, which %s cannot say",
                      (int)kind.len, kind.at, (int)(name.len < 200 ? name.len : 200),
                      name.at, what, form);
}

static bool is_heavy(const struct gp_arcs *arcs)
{
    size_t i;

    for (i = 0; i < arcs->n; i++)
        if (arcs->at[i].n != 1)
            return true;
    return false;
}

enum gp_status gp_net_plain(const struct gp_process *p, const struct gp_net *net,
                            const char *form, struct gp_err *err)
{
    size_t i;

    for (i = 0; i < net->n_transitions; i++) {
        const struct gp_transition *t = &net->transitions[i];
        const char *what =
            t->join != GP_NO_ID ? "waits for the branches that were chosen"
            : t->empty.n != 0   ? "waits until nothing inside is left to do"
            : t->reset.n != 0 && (t->post.n != 0 || t->label != GP_NO_ID)
                ? "interrupts what is going on"
            : is_heavy(&t->pre)  ? "takes several tokens at once"
            : is_heavy(&t->post) ? "makes several tokens at once"
                                 : NULL;

        if (what != NULL)
            return gp_net_refuse(p, t, what, form, err);
    }
    return GP_OK;
}
