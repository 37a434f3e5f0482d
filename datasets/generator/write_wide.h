/* write_wide.h - one row a case, one column an activity: the time it was first done. */
#ifndef DATASETS_WRITE_WIDE_H
#define DATASETS_WRITE_WIDE_H

#include "cells.h"
#include "log.h"
#include "sink.h"
#include "write_log.h"

void write_wide(struct sink *sink, struct cells *cells, const struct log *log,
                struct written *out);

#endif
