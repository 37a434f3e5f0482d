/* xmls.h - the fast XML reader against the parser of all XML: the same tags, or a
 * complaint. */
#ifndef GP_TESTS_SUPPORT_XMLS_H
#define GP_TESTS_SUPPORT_XMLS_H

#include <stdbool.h>
#include <stddef.h>

/* Reads the bytes with both, the fast one in pieces of so many bytes. NULL when it calls
 * them odd, or hands out the same tags, attributes, lines and ends as the other, which then
 * has nothing to refuse; else what differs. *odd tells which. */
const char *xmls_complaint(const char *bytes, size_t len, size_t piece, bool *odd);

#endif
