/* write_log.h - the log as a CSV file in the dialect and shape asked for. */
#ifndef DATASETS_WRITE_LOG_H
#define DATASETS_WRITE_LOG_H

#include "company.h"
#include "dirt.h"
#include "log.h"
#include "settings.h"

/* What the file holds. */
struct written {
    uint64_t lines; /* physical ones, header included */
    uint64_t rows;  /* records, without the header and blank lines */
    uint64_t used;  /* rows that carry an event (half of one, or many, by shape) */
    struct dirt_list dirt;
};

void write_log(const struct settings *s, const struct company *c, const struct log *log,
               struct written *out);

#endif
