/* spill_code.h - a column of numbers as bytes, and back: what blocks on disk consist of
 * (spill.h). */
#ifndef GP_EVENTLOG_SPILL_CODE_H
#define GP_EVENTLOG_SPILL_CODE_H

#include <stddef.h>
#include <stdint.h>

/* Bytes that n numbers take at most, told in any way. */
size_t gp_code_most(size_t n);

/* Tells n numbers; returns where the next column goes. What is in value is changed. */
unsigned char *gp_code_put(unsigned char *to, int64_t *value, size_t n);

/* The same for numbers that do not differ much from one to the next; n >= 1. */
unsigned char *gp_code_put_steps(unsigned char *to, int64_t *value, size_t n);

/* The same for such times in microseconds. */
unsigned char *gp_code_put_times(unsigned char *to, int64_t *value, size_t n);

/* n numbers that were told in front of `end`; returns where the next column is. NULL: these
 * bytes tell none; from may be NULL, which stays so. */
const unsigned char *gp_code_get(const unsigned char *from, const unsigned char *end,
                                 int64_t *value, size_t n);
const unsigned char *gp_code_get_steps(const unsigned char *from,
                                       const unsigned char *end, int64_t *value,
                                       size_t n);
const unsigned char *gp_code_get_times(const unsigned char *from,
                                       const unsigned char *end, int64_t *value,
                                       size_t n);

#endif
