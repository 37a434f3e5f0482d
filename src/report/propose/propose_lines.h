/* propose_lines.h - a manual while its changes are made: its lines, and how it reads now
 * (propose_manual.c). */
#ifndef GP_REPORT_PROPOSE_LINES_H
#define GP_REPORT_PROPOSE_LINES_H

#include "report/propose.h"
#include "report/propose/patch.h"

struct gp_manual_edit {
    const struct gp_process *p; /* as it was read before any change */
    const struct gp_input *document;
    struct gp_proposal *out;
    struct gp_patch patch;
};

/* Lines count from 0 here; as they are now, without their ends; lent until changed. */
struct gp_slice gp_manual_line(const struct gp_manual_edit *e, size_t line);
size_t gp_manual_first_line(const struct gp_manual_edit *e, uint32_t element);
/* Of the item that begins on `line`. */
size_t gp_manual_last_line(const struct gp_manual_edit *e, size_t line);
/* Is the step an item on a line of its own? */
bool gp_manual_has_line(const struct gp_manual_edit *e, uint32_t element);

/* Blanks and tabs that a line begins with. */
size_t gp_manual_blanks(struct gp_slice line);
/* Where the words of a list item begin: "  3. Triage" -> 5; 0: no list item. */
size_t gp_manual_words_at(struct gp_slice line);

/* The changed manual; NULL when it cannot be read. The caller frees it. */
struct gp_process *gp_manual_reread(const struct gp_manual_edit *e);
size_t gp_manual_steps_of(const struct gp_process *p);

/* Does the changed manual have the same steps by name as before, and the change that was
 * meant? */
bool gp_manual_is_understood(const struct gp_manual_edit *e, const struct gp_change *c,
                             const struct gp_process *before);

#endif
