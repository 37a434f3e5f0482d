/* read_mermaid.h - the form "mermaid": flowcharts and state diagrams.
 *
 * A file of Mermaid, or Markdown with ```mermaid blocks; each diagram becomes a net.
 *
 * flowchart   boxes are steps; diamonds decide and do no work; several arrows out of a
 *             box: one of them is taken, unless it is a fork (a bar, "+", "AND");
 *             subgraphs are owners
 * states      states are steps, arrows with words are events that can be shown (mapped
 *             to a log); when all states have bare names (s1, s2) and all arrows words,
 *             the arrows are the steps
 */
#ifndef GP_MODEL_READ_MERMAID_H
#define GP_MODEL_READ_MERMAID_H

#include "model/read.h"

gp_reader_fn gp_read_mermaid;
bool gp_mermaid_looks(const struct gp_input *input);

#endif
