/* net_plain.h - is a net plain enough for a form that has no interruptions, no waiting
 * for what was chosen, and one token a place? */
#ifndef GP_MODEL_NET_PLAIN_H
#define GP_MODEL_NET_PLAIN_H

#include "model/process.h"

/* GP_INPUT names the first transition that is not, by its element and line: `form` cannot
 * say it. A silent transition that ends everything by emptying places is let pass. */
enum gp_status gp_net_plain(const struct gp_process *p, const struct gp_net *net,
                            const char *form, struct gp_err *err) GP_MUST_USE;

/* The sentence: "task \"Fix\" WHAT, which FORM cannot say". */
enum gp_status gp_net_refuse(const struct gp_process *p, const struct gp_transition *t,
                             const char *what, const char *form,
                             struct gp_err *err) GP_MUST_USE;

#endif
