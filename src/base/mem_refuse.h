/* mem_refuse.h - for tests: memory that is short when it is wanted to be.
 *
 *   for (n = 0, refused = true; refused; n++) {
 *       gp_mem_refuse(n, false);
 *       st = what_is_tested();
 *       refused = gp_mem_refuse_none();
 *       assert_int_equal(st, refused ? GP_SYSTEM : GP_OK);
 *   }
 */
#ifndef GP_BASE_MEM_REFUSE_H
#define GP_BASE_MEM_REFUSE_H

#include <stdbool.h>
#include <stdint.h>

/* Forgets that memory was short, and lets the nth allocation from now (0 = the next) fail,
 * and, when `rest`, every later one. While there is one thread. */
void gp_mem_refuse(uint64_t nth, bool rest);

/* Ends it; whether one was refused. */
bool gp_mem_refuse_none(void);

#endif
