#ifndef GAMUT_CLI_TERMINAL_H
#define GAMUT_CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

/* Is `fd` a terminal? */
bool gamut_terminal_is(int fd);

/* Columns of the terminal `fd`; 0 where it is none. */
size_t gamut_terminal_columns(int fd);

/* May colour go to `fd`: a terminal, not a dumb one, and NO_COLOR unset? */
bool gamut_terminal_has_colour(int fd);

#endif
