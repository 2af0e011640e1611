#ifndef GAMUT_CLI_COMPLETE_H
#define GAMUT_CLI_COMPLETE_H

#include "runner/cli/command.h"

/*
 * Completion for shells, of commands, options, values and names of tasks, from
 * the tables that `--help` prints: what to put where bash, zsh and fish look.
 */
void gamut_complete_bash(struct gamut_buf *out);
void gamut_complete_zsh(struct gamut_buf *out);
void gamut_complete_fish(struct gamut_buf *out);

/* What can stand at a place of the command line. */
struct gamut_wanted {
	struct gamut_str words; /* with spaces between them */
	bool is_list;           /* several, with commas between them */
	bool is_file;           /* or a file */
	bool is_folder;         /* or a folder only */
};

/* As the value of `option`; words are in `arena`. */
struct gamut_wanted gamut_wanted_value(const struct gamut_option *option,
                                       struct gamut_arena *arena);

/* As an operand of `command`; words are in `arena`. */
struct gamut_wanted gamut_wanted_operand(const struct gamut_command *command,
                                         struct gamut_arena *arena);

#endif
