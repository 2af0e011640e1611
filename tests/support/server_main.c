/*
 * The test server as a program. Prints its port on a line; at SIGTERM or
 * SIGINT, how many requests there were.
 *
 * usage: gamut_test_server [--mode MODE] [--fail-every N] [--stop-after N]
 *                          [--redirect-to URL]
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/server.h"

static bool read_number(uint32_t *out, const char *text)
{
	char *end;
	unsigned long value = strtoul(text, &end, 10);

	if (*text == '\0' || *end != '\0' || value > UINT32_MAX)
		return false;
	*out = (uint32_t)value;
	return true;
}

/* Take one option with its value; false for what cannot be. */
static bool take_option(struct gamut_server_options *options, const char *name,
                        const char *value)
{
	if (strcmp(name, "--mode") == 0)
		return gamut_server_mode_find(&options->mode, value);
	if (strcmp(name, "--fail-every") == 0)
		return read_number(&options->every, value);
	if (strcmp(name, "--stop-after") == 0)
		return read_number(&options->stop_after, value);
	if (strcmp(name, "--redirect-to") == 0)
		options->redirect_to = value;
	return strcmp(name, "--redirect-to") == 0;
}

int main(int argc, char **argv)
{
	struct gamut_server_options options = {
		.redirect_to = "http://127.0.0.1:9/",
		.forgets = true,
	};
	struct gamut_server *server;
	sigset_t signals;
	int signal;

	for (int i = 1; i < argc; i += 2)
		if (i + 1 == argc ||
		    !take_option(&options, argv[i], argv[i + 1])) {
			fprintf(stderr, "cannot use '%s'\n", argv[i]);
			return 2;
		}
	/* Before the thread starts, so that it inherits the mask. */
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	server = gamut_server_start(&options);
	printf("%u\n", (unsigned)gamut_server_port(server));
	fflush(stdout);
	sigwait(&signals, &signal);
	printf("%zu requests\n", gamut_server_request_count(server));
	gamut_server_stop(server);
	return EXIT_SUCCESS;
}
