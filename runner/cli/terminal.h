#ifndef GAMUT_CLI_TERMINAL_H
#define GAMUT_CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

/* Is `fd` a terminal whose cursor can be moved: not a dumb one? */
bool gamut_terminal_has_cursor(int fd);

/* Columns of the terminal `fd`; 0 where it is none. */
size_t gamut_terminal_columns(int fd);

/* May colour go to `fd`: such a terminal, and NO_COLOR unset? */
bool gamut_terminal_has_colour(int fd);

#endif
