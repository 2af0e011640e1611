#ifndef GAMUT_CLI_COMMAND_H
#define GAMUT_CLI_COMMAND_H

#include "base/buf.h"
#include "base/status.h"
#include "runner/cli/options.h"
#include "runner/report/report.h"

/*
 * A subcommand is one file, runner/cli/cmd_<name>.c, that defines one symbol:
 * a constant `struct gamut_command`. commands.c lists them all.
 */

/* Exit statuses (docs/formats.md). */
enum gamut_exit {
	GAMUT_EXIT_DONE = 0,
	GAMUT_EXIT_CHECK_FAILED = 1, /* an invalid answer, a regression */
	GAMUT_EXIT_USAGE = 2,        /* wrong usage or input */
	GAMUT_EXIT_INCOMPLETE = 3,   /* the run lacks samples */
	GAMUT_EXIT_UNDECIDED = 4,    /* the data cannot tell */
};

struct gamut_command {
	const char *name;
	const char *synopsis; /* what follows the name: "[NAME] [options]" */
	const char *summary;  /* one line, for `gamut --help` */
	const char *details;  /* paragraphs for `gamut NAME --help`, or "" */
	const struct gamut_option *options;

	/*
	 * Do it; `argv[0]` is the command's name. Results go to standard
	 * output, everything else to standard error.
	 */
	enum gamut_exit (*run)(int argc, char **argv);
};

/*
 * Print "gamut: " and a message to standard error, on one line. What strangers
 * wrote may be in it: it is shown, see gamut_text_show().
 */
GAMUT_PRINTF(1, 2)
void gamut_tell(const char *fmt, ...);

/*
 * Tell the message in `err` and return the exit status that
 * `status` stands for. For every failure of a command.
 */
enum gamut_exit gamut_fail(enum gamut_status status,
                           const struct gamut_err *err);

/* Print "gamut 0.1.0" to standard output. */
void gamut_print_version(void);

/*
 * Read options as gamut_options_read() does; also print the help or the
 * version where --help or --version is among them. Returns false where the
 * command is over, with `*code`.
 */
bool gamut_command_begin(enum gamut_exit *code, void *values,
                         struct gamut_operands *operands,
                         const struct gamut_command *command, int argc,
                         char **argv);

/*
 * The format of `--format`, table where `name` is NULL. GAMUT_EINVAL names the
 * formats there are.
 */
GAMUT_MUST_USE
enum gamut_status gamut_command_format(enum gamut_format *out, const char *name,
                                       struct gamut_err *err);

/*
 * GAMUT_EINVAL, naming the option --`name`, where its value is not above 0 and
 * below `end`; HUGE_VAL: there is no end.
 */
GAMUT_MUST_USE
enum gamut_status gamut_command_check_range(const char *name, double value,
                                            double end, struct gamut_err *err);

/* How to lay out what goes to standard output. */
struct gamut_report_options gamut_command_look(void);

/* The last row of every command's table of options. */
#define GAMUT_OPTION_END \
	{                \
		0        \
	}

/*
 * Write `text` to standard output at once. A reader that has gone away ends
 * the program quietly; any other failure gives GAMUT_EIO.
 */
GAMUT_MUST_USE
enum gamut_status gamut_print(const struct gamut_buf *text,
                              struct gamut_err *err);

/* The same where the program ends with `verdict` then, which is not lost. */
GAMUT_MUST_USE
enum gamut_status gamut_print_verdict(const struct gamut_buf *text,
                                      enum gamut_exit verdict,
                                      struct gamut_err *err);

/* As gamut_print(), and release `text`, whatever comes of it. */
GAMUT_MUST_USE
enum gamut_status gamut_command_print(struct gamut_buf *text,
                                      struct gamut_err *err);

extern const struct gamut_command gamut_command_check_task;
extern const struct gamut_command gamut_command_compare;
extern const struct gamut_command gamut_command_diff;
extern const struct gamut_command gamut_command_doctor;
extern const struct gamut_command gamut_command_estimate;
extern const struct gamut_command gamut_command_import;
extern const struct gamut_command gamut_command_export;
extern const struct gamut_command gamut_command_new_task;
extern const struct gamut_command gamut_command_overlap;
extern const struct gamut_command gamut_command_power;
extern const struct gamut_command gamut_command_pareto;
extern const struct gamut_command gamut_command_probe;
extern const struct gamut_command gamut_command_report;
extern const struct gamut_command gamut_command_run;
extern const struct gamut_command gamut_command_score;
extern const struct gamut_command gamut_command_tasks;
extern const struct gamut_command gamut_command_verify;

#endif
