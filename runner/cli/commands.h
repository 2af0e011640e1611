#ifndef GAMUT_CLI_COMMANDS_H
#define GAMUT_CLI_COMMANDS_H

#include "runner/cli/command.h"

/* All commands, in the order in which `gamut --help` lists them. */
size_t gamut_command_count(void);
const struct gamut_command *gamut_command_at(size_t i); /* below the count */

/* What the program is, in a sentence of several lines. */
extern const char gamut_about[];

#endif
