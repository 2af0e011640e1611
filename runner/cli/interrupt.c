#include "runner/cli/interrupt.h"

#include <stddef.h>

volatile sig_atomic_t gamut_interrupts;

static void on_signal(int signal)
{
	(void)signal;
	gamut_interrupts = gamut_interrupts + 1;
}

void gamut_interrupt_catch(bool is_caught)
{
	/* Writes and syncs go on; the engine's waits are interrupted anyway. */
	const struct sigaction action = {
		.sa_handler = is_caught ? on_signal : SIG_DFL,
		.sa_flags = SA_RESTART,
	};

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
}
