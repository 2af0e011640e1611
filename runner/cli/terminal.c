#include "runner/cli/terminal.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/env.h"

size_t gamut_terminal_columns(int fd)
{
	struct winsize size;

	if (ioctl(fd, TIOCGWINSZ, &size) != 0)
		return 0;
	return size.ws_col;
}

bool gamut_terminal_has_cursor(int fd)
{
	const char *kind = gamut_env("TERM");

	return isatty(fd) == 1 && kind && strcmp(kind, "dumb") != 0;
}

bool gamut_terminal_has_colour(int fd)
{
	return gamut_terminal_has_cursor(fd) && !gamut_env("NO_COLOR");
}
