/* net_flat.h - a net whose sub-processes have become parts of the flow around them. */
#ifndef GP_MODEL_NET_FLAT_H
#define GP_MODEL_NET_FLAT_H

#include "model/net/net.h"

/* A copy of the net in which leaving a sub-process no longer waits until nothing inside is
 * left to do: its ends lead on instead. The runs are the same where one token at a time
 * walks inside; whoever needs to be sure compares them (same_runs.h). A sub-process that
 * can be interrupted stays as it is. False: memory is short. Release *out in any case. */
bool gp_net_flatten(const struct gp_net *net, struct gp_net *out);

#endif
