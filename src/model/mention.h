/* mention.h - does a document speak of something that is no step of it?
 *
 *   3. In Progress
 *      - If information is missing, set the ticket to On Hold     mentions "On Hold"
 */
#ifndef GP_MODEL_MENTION_H
#define GP_MODEL_MENTION_H

#include "model/process.h"

/* The first element that is no step and whose words hold this name, written the same and
 * as whole words; GP_NO_ID: none. A name in small letters alone may be any word of a
 * sentence, and is never found. O(elements). */
uint32_t gp_process_mention(const struct gp_process *p, struct gp_slice name);

#endif
