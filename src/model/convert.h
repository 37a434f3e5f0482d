/* convert.h - a documented process in another form of document.
 *
 * What is written is read again and compared: a result that does not allow the same runs
 * is never handed out. What else the form cannot hold is told.
 */
#ifndef GP_MODEL_CONVERT_H
#define GP_MODEL_CONVERT_H

#include "model/process.h"

/* The forms by the ending of their files: ".md", ".bpmn", ".net.tsv", ".pnml"; NULL at
 * the end. */
const char *const *gp_convert_endings(void);

/* ending: one of gp_convert_endings. Appends the document to *out and to *lost one line
 * for each thing that the form cannot hold. GP_INPUT when the form cannot say the runs of
 * the process, with what and where; GP_SYSTEM when memory is short. */
enum gp_status gp_convert(const struct gp_process *p, const char *ending,
                          struct gp_text *out, struct gp_text *lost,
                          struct gp_err *err) GP_MUST_USE;

#endif
