/* read_flatnet.h - the flat net (.net.tsv): a Petri net as tab-separated lines.
 *
 *   P  id  name  initial  final        T  id  label (empty: silent)  pre  post
 *
 * pre and post are `place:weight,...`; lines that begin with # are comments.
 */
#ifndef GP_MODEL_READ_FLATNET_H
#define GP_MODEL_READ_FLATNET_H

#include "model/read.h"

gp_reader_fn gp_read_flatnet;

/* Does the first line that is no comment look like one of a flat net? */
bool gp_flatnet_looks(const struct gp_input *input);

#endif
