/* governor.h - a thread that keeps the resident size of the run near its budget. */
#ifndef GP_BASE_GOVERNOR_H
#define GP_BASE_GOVERNOR_H

/* Starts it, unless it runs. It ends with the program. */
void gp_governor_start(void);

/* Does its work at once, in the caller's thread. Whoever moves many MiB through files asks
 * for this every few MiB: on a busy machine the thread's turn may come late. */
void gp_governor_look(void);

#endif
