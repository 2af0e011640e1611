#include "runner/cli/terminal.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/env.h"

bool gamut_terminal_is(int fd)
{
	return isatty(fd) == 1;
}

size_t gamut_terminal_columns(int fd)
{
	struct winsize size;

	if (ioctl(fd, TIOCGWINSZ, &size) != 0)
		return 0;
	return size.ws_col;
}

bool gamut_terminal_has_colour(int fd)
{
	const char *kind = gamut_env("TERM");

	return gamut_terminal_is(fd) && !gamut_env("NO_COLOR") && kind &&
	       strcmp(kind, "dumb") != 0;
}
