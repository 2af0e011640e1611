#ifndef GAMUT_CLI_OPTIONS_H
#define GAMUT_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/*
 * Options of a command, as a table
 * --------------------------------
 * GNU long options by getopt_long(3): `--name value`, `--name=value`, `-n 5`,
 * operands anywhere, `--` ends the options. The table is also what `--help`
 * prints and what a misspelt option is compared with.
 */
enum gamut_option_kind {
	GAMUT_OPTION_FLAG,   /* bool */
	GAMUT_OPTION_TEXT,   /* const char * */
	GAMUT_OPTION_TEXTS,  /* struct gamut_texts: may be repeated */
	GAMUT_OPTION_COUNT,  /* uint32_t, from 1 to the option's `max` */
	GAMUT_OPTION_LARGE,  /* uint64_t, from 1 to GAMUT_OPTION_LARGE_MAX */
	GAMUT_OPTION_WHOLE,  /* int64_t, from 0 to the option's `max` */
	GAMUT_OPTION_SEED,   /* uint64_t, below 2^53 */
	GAMUT_OPTION_NUMBER, /* double */
	/* uint32_t, in seconds, from 1 to `max`: "90", "90s", "15m", "2h", "1d"
	 */
	GAMUT_OPTION_DURATION,
};

/* 2^53: as far as JSON's numbers are exact. */
#define GAMUT_OPTION_LARGE_MAX (UINT64_C(1) << 53)

struct gamut_texts {
	const char **items;
	size_t count;
};

struct gamut_option {
	const char *name; /* without dashes; NULL ends the table */
	char letter;      /* short form, or 0 */
	enum gamut_option_kind kind;
	const char *argument; /* its name in the help, or NULL for a flag */
	const char *help;     /* one line */
	/*
	 * The values there are, separated by single spaces, where
	 * these are words that `help` names; for completion. NULL: any.
	 */
	const char *values;
	const char *section; /* heading of it and those behind it, or NULL */
	size_t offset;       /* of the value in the command's struct */
	uint32_t max;        /* of whole numbers; 0: 2^32 - 1 */
	/* Of a bool in that struct, set when the option is given; or 0. */
	size_t given_offset;
};

struct gamut_operands {
	char **items;
	size_t count;
};

/*
 * Read the words of a command into `values`, a struct that the table's offsets
 * point into and that holds the defaults. `argv[0]` is the command's name.
 * Values are views of argv; `operands` too. Memory of GAMUT_OPTION_TEXTS is
 * the caller's to free(). GAMUT_EINVAL names the option, with the nearest one
 * where it is unknown.
 */
GAMUT_MUST_USE
enum gamut_status gamut_options_read(void *values,
                                     struct gamut_operands *operands,
                                     const struct gamut_option *table, int argc,
                                     char **argv, struct gamut_err *err);

/* The option `name` of `table`, without dashes; NULL where it has none. */
const struct gamut_option *gamut_options_find(const struct gamut_option *table,
                                              const char *name);

/*
 * Set the one option `name`, which `table` has, to `text`, as if it stood on
 * the command line: with the same checks and messages. `text` is kept, not
 * copied; a flag is set whatever it is.
 */
GAMUT_MUST_USE
enum gamut_status gamut_options_apply(void *values,
                                      const struct gamut_option *table,
                                      const char *name, const char *text,
                                      struct gamut_err *err);

/*
 * Print the table, and the options that every command has, as the option part
 * of a `--help` text to standard output.
 */
void gamut_options_help(const struct gamut_option *table);

#endif
