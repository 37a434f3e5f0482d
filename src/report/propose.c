/* propose.c - see propose.h. */
#include "report/propose.h"

#include <string.h>

enum gp_status gp_propose(const struct gp_judgement *j,
                          const struct gp_changes *changes,
                          const struct gp_input *document, struct gp_proposal *out,
                          struct gp_err *err)
{
    const char *format = j->process->format;

    memset(out, 0, sizeof *out);
    if (strcmp(format, "bpmn") == 0)
        return gp_propose_bpmn(j->process, changes, document, out, err);
    if (strcmp(format, "manual") != 0)
        return gp_fail_at(err, GP_INPUT, document->name, 0,
                          "changes are proposed in a manual or a BPMN drawing; this "
                          "document is a %s: make one of it first with goatpath model "
                          "convert DOC -o FILE.md",
                          format);
    return gp_propose_manual(j->process, changes, document, out, err);
}

void gp_proposal_release(struct gp_proposal *p)
{
    gp_text_release(&p->written);
    gp_text_release(&p->changed);
    gp_text_release(&p->told);
    memset(p, 0, sizeof *p);
}
