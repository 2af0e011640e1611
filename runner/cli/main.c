/* gamut: how much of a space of valid answers does a model really cover? */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/resource.h>

#include "base/alloc.h"
#include "base/text.h"
#include "runner/cli/commands.h"

static void print_help(void)
{
	printf("usage: gamut COMMAND [options]\n\n%s\nCommands:\n",
	       gamut_about);
	for (size_t i = 0; i < gamut_command_count(); i++)
		printf("  %-10s  %s\n", gamut_command_at(i)->name,
		       gamut_command_at(i)->summary);
	printf("\n'gamut COMMAND --help' tells more about each; "
	       "'gamut --version' prints the version.\n"
	       "Exit status: 0 done, 1 a check failed, 2 wrong usage or input, "
	       "3 the run is\nincomplete, 4 the data cannot tell.\n");
}

static enum gamut_exit unknown_command(const char *name)
{
	size_t count = gamut_command_count();
	const char **names = gamut_alloc_array(count, sizeof(*names));

	for (size_t i = 0; i < count; i++)
		names[i] = gamut_command_at(i)->name;
	gamut_tell("unknown command '%s'%s", name,
	           gamut_text_hint(name, names, count).text);
	free(names);
	gamut_tell("'gamut --help' lists the commands");
	return GAMUT_EXIT_USAGE;
}

static enum gamut_exit dispatch(int argc, char **argv)
{
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
	for (size_t i = 0; i < gamut_command_count(); i++)
		if (strcmp(argv[1], gamut_command_at(i)->name) == 0)
			return gamut_command_at(i)->run(argc - 1, argv + 1);
	return unknown_command(argv[1]);
}

/*
 * No core file: the environment holds keys, under names that only --key-env
 * tells. The limit alone would not do, for it does not hold where cores go to
 * a program; and what is not dumpable is closed to other processes of the user.
 * Sanitizers look for leaks from outside, and would be shut out.
 */
static void keep_memory_private(void)
{
#ifndef GAMUT_SANITIZED
	struct rlimit limit;

	if (getrlimit(RLIMIT_CORE, &limit) == 0) {
		limit.rlim_cur = 0;
		setrlimit(RLIMIT_CORE, &limit);
	}
#ifdef __linux__
	prctl(PR_SET_DUMPABLE, 0);
#endif
#endif
}

/*
 * Whoever begins a program may have closed 0, 1 or 2: what is opened next would
 * stand there, and be taken for standard output. What is put there instead
 * fails as a closed one does. And children that are ignored cannot be waited
 * for.
 */
static void keep_standards(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
		    open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) < 0)
			_Exit(GAMUT_EXIT_USAGE);
	signal(SIGCHLD, SIG_DFL);
}

int main(int argc, char **argv)
{
	enum gamut_exit code;

	keep_standards();
	keep_memory_private();
	/* A reader that goes away is met where output is written. */
	signal(SIGPIPE, SIG_IGN);
	code = dispatch(argc, argv);
	if (fflush(stdout) != 0 && code == GAMUT_EXIT_DONE) {
		gamut_tell("cannot write to standard output");
		code = GAMUT_EXIT_USAGE;
	}
	return (int)code;
}
