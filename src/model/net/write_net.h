/* write_net.h - a documented process as a net for other programs: flat net or PNML.
 *
 * The result allows the same runs as the process. What the form cannot say is refused,
 * by name and line, never left out.
 */
#ifndef GP_MODEL_WRITE_NET_H
#define GP_MODEL_WRITE_NET_H

#include "model/process.h"

/* ending: of the file, which tells the form: ".net.tsv" or ".pnml". Appends. GP_INPUT
 * when the process cannot be said in that form, GP_SYSTEM when memory is short. */
enum gp_status gp_write_net(const struct gp_process *p, const char *ending,
                            struct gp_text *out, struct gp_err *err) GP_MUST_USE;

#endif
