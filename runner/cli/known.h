#ifndef GAMUT_CLI_KNOWN_H
#define GAMUT_CLI_KNOWN_H

#include "runner/cli/options.h"
#include "tasks/catalog/suite.h"

/*
 * The tasks that a command knows: those that come with the program, and those
 * of --task-file.
 */

/* The row of a command's table for it; `at` is where its texts belong. */
#define GAMUT_KNOWN_ROW(at)                                                   \
	{                                                                     \
		.name = "task-file", .kind = GAMUT_OPTION_TEXTS,              \
		.argument = "PATH",                                           \
		.help = "know this task too: a YAML file, a folder of them, " \
			"or a plugin (.so); may be repeated",                 \
		.offset = (at)                                                \
	}

/*
 * Open the catalog that `files`, the paths of --task-file, are added to. On
 * GAMUT_OK the caller frees `*out`; fails as gamut_catalog_add() does.
 */
GAMUT_MUST_USE
enum gamut_status gamut_known_open(struct gamut_catalog **out,
                                   const struct gamut_texts *files,
                                   struct gamut_err *err);

#endif
