/* governor.h - a thread that keeps the resident size of the run near its budget. */
#ifndef GP_BASE_GOVERNOR_H
#define GP_BASE_GOVERNOR_H

/* Starts it, unless it runs. It ends with the program. */
void gp_governor_start(void);

#endif
