/* manual_lines.h - steps that are numbered by hand, which Markdown takes for prose. */
#ifndef GP_MODEL_MANUAL_LINES_H
#define GP_MODEL_MANUAL_LINES_H

#include "model/manual/markdown.h"

/* Copies the outline; lines inside paragraphs and items that carry the next number
 * become items of their own:
 *
 *   Step 3: Fix it    3: Fix it    (3) Fix it    3 - Fix it    3.1 Look    3. Fix it
 *
 *   a) Win it         (b) Lose it     c. Stop       below a number
 *
 * A number counts only when it is 1 or a little more than the one before. Release *out.
 */
enum gp_status gp_manual_lines(const struct gp_outline *in, struct gp_outline *out,
                               struct gp_err *err) GP_MUST_USE;

#endif
