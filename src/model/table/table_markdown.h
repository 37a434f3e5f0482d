/* table_markdown.h - a step table inside a Markdown text. */
#ifndef GP_MODEL_TABLE_MARKDOWN_H
#define GP_MODEL_TABLE_MARKDOWN_H

#include "base/text.h"

/* Writes the first table of the text whose header is that of a step table as lines of
 * cells with tabs between them, each on its own line of the text; other lines are empty.
 * False: there is none, or the text numbers its steps otherwise (1. Register ...).
 *
 *   | Step | Activity | Owner |        Step TAB Activity TAB Owner
 *   |------|----------|-------|   ->
 *   | 1    | **Ask**  | Sales |        1 TAB Ask TAB Sales
 */
bool gp_table_markdown(struct gp_slice text, struct gp_text *out);

#endif
