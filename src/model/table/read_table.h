/* read_table.h - the form "table": a step a row (spec 2.7).
 *
 *   step,owner,within,next,condition
 *   Check,Back office,2 business days,Approve | Reject,complete | incomplete
 *   Approve,Manager,,Pay & Inform,
 *   Pay,Finance,,Close,
 *   Inform,Front desk,,Close,           Close waits for Pay and Inform
 *   Reject,Manager,,end,
 *   Close,Front desk,,,
 *
 * next: empty = the following row (behind the last row: the end); "|" = one of them; "&"
 * = all of them, and where they meet again is waited; "end" = the process ends. Steps
 * are named by name, by the column id, or by row number. Comma, semicolon or tab; or a
 * table in a Markdown text that does not number its steps otherwise.
 */
#ifndef GP_MODEL_READ_TABLE_H
#define GP_MODEL_READ_TABLE_H

#include "model/read.h"

gp_reader_fn gp_read_table;

/* Does the first line, or the header of a Markdown table, name a step column and one more
 * that we know? */
bool gp_table_looks(const struct gp_input *input);

#endif
