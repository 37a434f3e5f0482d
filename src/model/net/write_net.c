/* write_net.c - see write_net.h.
 *
 * Several pools are written side by side in one net. A process that is complete when no
 * token is left gets the empty final marking, which says the same.
 */
#include "model/net/write_net.h"

#include "base/escape.h"

#include <string.h>

/* ---- what cannot be said ----------------------------------------------------------- */

static enum gp_status refuse(const struct gp_process *p, const struct gp_transition *t,
                             const char *what, const char *ending, struct gp_err *err)
{
    const struct gp_element *e =
        t->element != GP_NO_ID ? &p->elements[t->element] : NULL;
    struct gp_slice kind = e != NULL ? e->kind : gp_slice("step");
    struct gp_slice name = e != NULL && e->name.len != 0 ? e->name
                           : e != NULL                   ? e->id
                                                         : gp_slice("");

    return gp_fail_at(err, GP_INPUT, gp_dict_name(&p->files, 0).at,
                      e != NULL ? e->line : 0, "%.*s \"%.*s\" %s, which %s cannot say",
                      (int)kind.len, kind.at, (int)name.len, name.at, what, ending);
}

static enum gp_status check(const struct gp_process *p, const char *ending,
                            struct gp_err *err)
{
    bool flat = strcmp(ending, ".net.tsv") == 0;
    size_t n, i;

    if (p->n_nets == 0)
        return gp_fail(err, GP_INPUT, "%s: rules alone are no net; %s cannot say them",
                       gp_dict_name(&p->files, 0).at, ending);
    for (n = 0; n < p->n_nets; n++)
        for (i = 0; i < p->nets[n]->n_transitions; i++) {
            const struct gp_transition *t = &p->nets[n]->transitions[i];
            struct gp_slice label = gp_dict_name(&p->labels, t->label);

            if (t->join != GP_NO_ID)
                return refuse(p, t, "waits for the branches that were chosen", ending,
                              err);
            if (flat && (t->reset.n != 0 || t->empty.n != 0))
                return refuse(p, t, "interrupts or waits for what is inside", ending,
                              err);
            if (flat && (memchr(label.at, '\t', label.len) != NULL ||
                         memchr(label.at, '\n', label.len) != NULL))
                return refuse(p, t, "has a tab or line break in its name", ending, err);
        }
    return GP_OK;
}

/* ---- flat net ---------------------------------------------------------------------- */

static unsigned final_of(const struct gp_net *net, size_t place)
{
    return net->final == GP_FINAL_MARKING ? net->places[place].final : 0;
}

static void flat_arcs(struct gp_text *out, const struct gp_arcs *arcs, size_t base)
{
    size_t i;

    gp_text_add_char(out, '\t');
    for (i = 0; i < arcs->n; i++) {
        gp_text_addf(out, "%s%zu", i != 0 ? "," : "", base + arcs->at[i].place);
        if (arcs->at[i].n != 1)
            gp_text_addf(out, ":%u", (unsigned)arcs->at[i].n);
    }
}

static void write_flat(const struct gp_process *p, struct gp_text *out)
{
    size_t base = 0, number = 0, n, i;

    gp_text_add(out,
                "# goatpath flat net v1: P id name initial final; T id label (empty: "
                "silent) pre post\n");
    for (n = 0; n < p->n_nets; n++)
        for (i = 0; i < p->nets[n]->n_places; i++, base++)
            gp_text_addf(out, "P\t%zu\tp%zu\t%u\t%u\n", base, base,
                         (unsigned)p->nets[n]->places[i].initial,
                         final_of(p->nets[n], i));
    for (base = 0, n = 0; n < p->n_nets; base += p->nets[n++]->n_places)
        for (i = 0; i < p->nets[n]->n_transitions; i++) {
            const struct gp_transition *t = &p->nets[n]->transitions[i];

            gp_text_addf(out, "T\tt%zu\t", number++);
            gp_text_add_slice(out, gp_dict_name(&p->labels, t->label));
            flat_arcs(out, &t->pre, base);
            flat_arcs(out, &t->post, base);
            gp_text_add_char(out, '\n');
        }
}

/* ---- PNML -------------------------------------------------------------------------- */

static void pnml_places(struct gp_text *out, const struct gp_net *net, size_t base)
{
    size_t i;

    for (i = 0; i < net->n_places; i++) {
        gp_text_addf(out, "      <place id=\"p%zu\">", base + i);
        if (net->places[i].initial != 0)
            gp_text_addf(out, "<initialMarking><text>%u</text></initialMarking>",
                         (unsigned)net->places[i].initial);
        gp_text_add(out, "</place>\n");
    }
}

static void pnml_transition(struct gp_text *out, const struct gp_process *p,
                            const struct gp_transition *t, size_t number)
{
    gp_text_addf(out, "      <transition id=\"t%zu\">", number);
    if (t->label != GP_NO_ID) {
        gp_text_add(out, "<name><text>");
        gp_escape_html(out, gp_dict_name(&p->labels, t->label));
        gp_text_add(out, "</text></name>");
    } else { /* as ProM and others mark silent steps */
        gp_text_add(out, "<toolspecific tool=\"ProM\" version=\"6.4\" "
                         "activity=\"$invisible$\"/>");
    }
    gp_text_add(out, "</transition>\n");
}

static void pnml_arcs(struct gp_text *out, const struct gp_arcs *arcs, size_t base,
                      size_t transition, bool in, const char *type, size_t *number)
{
    size_t i;

    for (i = 0; i < arcs->n; i++) {
        size_t place = base + arcs->at[i].place;

        gp_text_addf(out, "      <arc id=\"a%zu\" source=\"%c%zu\" target=\"%c%zu\">",
                     (*number)++, in ? 'p' : 't', in ? place : transition,
                     in ? 't' : 'p', in ? transition : place);
        if (type != NULL)
            gp_text_addf(out, "<arctype><text>%s</text></arctype>", type);
        else if (arcs->at[i].n != 1)
            gp_text_addf(out, "<inscription><text>%u</text></inscription>",
                         (unsigned)arcs->at[i].n);
        gp_text_add(out, "</arc>\n");
    }
}

static void pnml_final(struct gp_text *out, const struct gp_process *p)
{
    size_t base = 0, n, i;

    gp_text_add(out, "    <finalmarkings><marking>\n");
    for (n = 0; n < p->n_nets; n++)
        for (i = 0; i < p->nets[n]->n_places; i++, base++)
            if (final_of(p->nets[n], i) != 0)
                gp_text_addf(out,
                             "      <place idref=\"p%zu\"><text>%u</text></place>\n",
                             base, final_of(p->nets[n], i));
    gp_text_add(out, "    </marking></finalmarkings>\n");
}

static void write_pnml(const struct gp_process *p, struct gp_text *out)
{
    size_t base = 0, number = 0, arc = 0, n, i;

    gp_text_add(out,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<pnml xmlns=\"http://www.pnml.org/version-2009/grammar/pnml\">\n"
                "  <net id=\"net1\" "
                "type=\"http://www.pnml.org/version-2009/grammar/pnmlcoremodel\">\n"
                "    <page id=\"page1\">\n");
    for (n = 0; n < p->n_nets; base += p->nets[n++]->n_places) {
        pnml_places(out, p->nets[n], base);
        for (i = 0; i < p->nets[n]->n_transitions; i++, number++) {
            const struct gp_transition *t = &p->nets[n]->transitions[i];

            pnml_transition(out, p, t, number);
            pnml_arcs(out, &t->pre, base, number, true, NULL, &arc);
            pnml_arcs(out, &t->post, base, number, false, NULL, &arc);
            pnml_arcs(out, &t->reset, base, number, true, "reset", &arc);
            pnml_arcs(out, &t->empty, base, number, true, "inhibitor", &arc);
        }
    }
    gp_text_add(out, "    </page>\n");
    pnml_final(out, p);
    gp_text_add(out, "  </net>\n</pnml>\n");
}

enum gp_status gp_write_net(const struct gp_process *p, const char *ending,
                            struct gp_text *out, struct gp_err *err)
{
    enum gp_status st = check(p, ending, err);

    if (st != GP_OK)
        return st;
    if (strcmp(ending, ".pnml") == 0)
        write_pnml(p, out);
    else
        write_flat(p, out);
    return gp_text_ok(out) ? GP_OK : gp_fail_memory(err);
}
