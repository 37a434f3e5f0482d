/* manual_said.h - what the explanation of a step says about its time and its ways back.
 *
 *   4. Proposal (Deal desk)
 *      The quote is sent within 3 working days.       -> its limit
 *      If the customer wants changes, return to 3.    -> it may go back to 3
 */
#ifndef GP_MODEL_MANUAL_SAID_H
#define GP_MODEL_MANUAL_SAID_H

#include "model/manual/manual_steps.h"
#include "model/process.h"

/* Reads the explanations of all live steps: what follows the first sentence, and the
 * bullets and paragraphs below. What is read goes into the steps and is told as a note; so
 * is a sentence about a limit or a way that cannot be read. Before the net is built. */
void gp_manual_said(struct gp_manual *m, struct gp_process *p);

#endif
