#ifndef GAMUT_CLI_INTERRUPT_H
#define GAMUT_CLI_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>

/*
 * SIGINT, SIGTERM and SIGHUP while a run is sampled: counted instead of ending
 * the program, for the engine to look at. Of the main thread.
 */

/* How often the user asked to stop; changed by the signal handler. */
extern volatile sig_atomic_t gamut_interrupts;

/* Have signals counted; or let them end the program again. */
void gamut_interrupt_catch(bool is_caught);

#endif
