/* read_manual.h - the form "manual": a process written as numbered steps (design 7.2).
 *
 *   1. Register request (Front desk)
 *   2. Check (Back office) within 2 business days
 *   3. optional: Ask for papers (Back office) back to 2
 *   4. one of:
 *      - Approve (Manager)
 *      - turn it down:
 *        1. Reject (Manager)
 *        2. Write letter (Back office) end
 *   5. Pay (Finance) within 10 days of Check
 *
 * Markdown or plain text. Text that is no list item is commentary. The grammar with all
 * its cases stands in docs/formats.md.
 */
#ifndef GP_MODEL_READ_MANUAL_H
#define GP_MODEL_READ_MANUAL_H

#include "model/read.h"

gp_reader_fn gp_read_manual;

/* The loosest form: any text of printable characters may be a manual. */
bool gp_manual_looks(const struct gp_input *input);

#endif
