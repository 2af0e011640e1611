/* gamut: how much of a space of valid answers does a model really cover? */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "runner/cli/command.h"

static const struct gamut_command *const commands[] = {
	&gamut_command_tasks, &gamut_command_verify, &gamut_command_run,
	&gamut_command_score, &gamut_command_report,
};

static void print_help(void)
{
	printf("usage: gamut COMMAND [options]\n\n"
	       "Gamut asks a language model n times for one thing, checks every "
	       "answer with a\nprogram, and reports validity, uniqueness and "
	       "yield.\n\nCommands:\n");
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(commands); i++)
		printf("  %-8s  %s\n", commands[i]->name, commands[i]->summary);
	printf("\n'gamut COMMAND --help' tells more about each; "
	       "'gamut --version' prints the version.\n"
	       "Exit status: 0 done, 1 a check failed, 2 wrong usage or input, "
	       "3 the run is\nincomplete.\n");
}

static enum gamut_exit unknown_command(const char *name)
{
	const char *names[GAMUT_ARRAY_LEN(commands)];

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(commands); i++)
		names[i] = commands[i]->name;
	fprintf(stderr, "gamut: unknown command '%s'%s\n", name,
	        gamut_text_hint(name, names, GAMUT_ARRAY_LEN(names)).text);
	fprintf(stderr, "gamut: 'gamut --help' lists the commands\n");
	return GAMUT_EXIT_USAGE;
}

int main(int argc, char **argv)
{
	/* A reader that goes away is met where output is written. */
	signal(SIGPIPE, SIG_IGN);
	/* Characters may be wide; numbers keep their decimal point. */
	setlocale(LC_CTYPE, ""); /* NOLINT(concurrency-mt-unsafe) */

	if (argc < 2) {
		print_help();
		return GAMUT_EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
		print_help();
		return GAMUT_EXIT_DONE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		gamut_print_version();
		return GAMUT_EXIT_DONE;
	}
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(commands); i++)
		if (strcmp(argv[1], commands[i]->name) == 0)
			return (int)commands[i]->run(argc - 1, argv + 1);
	return (int)unknown_command(argv[1]);
}
