/* engines.h - the fast engines against the plain one: the same rows, or a complaint. */
#ifndef GP_TESTS_SUPPORT_ENGINES_H
#define GP_TESTS_SUPPORT_ENGINES_H

#include "ingest/rows.h"

struct engines_want {
    char delimiter;
    size_t n_columns;
    size_t piece; /* bytes handed to the reader at a time; 0: as many as it asks for */
    size_t field_limit;
    unsigned threads;              /* that read in blocks; 0: one */
    const struct gp_slice *header; /* [n_columns] or NULL */
    const bool *used;              /* [n_columns] or NULL */
};

/* Reads the bytes with the plain engine, with every fast one of this machine, and in
 * blocks of several sizes, each of them small. NULL when used fields, records, lines,
 * counts and refusals are the same; else what differs.
 */
const char *engines_complaint(const char *bytes, size_t len,
                              const struct engines_want *want);

/* The same for bytes of a fuzzer: the first four choose delimiter, columns, used ones,
 * piece, limit, and how many bytes stand in front of and behind the rest, so that its
 * quotes and line ends fall on every place of the fast engine's chunks. */
const char *engines_fuzzed(const char *data, size_t len);

#endif
