#include "runner/cli/command.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "runner/cli/terminal.h"

void gamut_tell(const char *fmt, ...)
{
	struct gamut_buf shown = { 0 };
	struct gamut_buf text = { 0 };
	va_list ap;

	va_start(ap, fmt);
	gamut_buf_vaddf(&text, fmt, ap);
	va_end(ap);
	gamut_text_show(&shown, gamut_buf_view(&text), 0);
	fprintf(stderr, "gamut: %s\n", gamut_buf_cstr(&shown));
	gamut_buf_release(&text);
	gamut_buf_release(&shown);
}

enum gamut_exit gamut_fail(enum gamut_status status,
                           const struct gamut_err *err)
{
	gamut_tell("%s", err->msg);
	switch (status) {
	case GAMUT_EENDPOINT:
	case GAMUT_EINCOMPLETE:
		return GAMUT_EXIT_INCOMPLETE;
	case GAMUT_OK:
	case GAMUT_EIO:
	case GAMUT_EPIPE:
	case GAMUT_EINVAL:
	case GAMUT_EPARSE:
	case GAMUT_ENOTFOUND:
	case GAMUT_EABI:
	case GAMUT_EMISMATCH:
		return GAMUT_EXIT_USAGE;
	}
	return GAMUT_EXIT_USAGE;
}

void gamut_print_version(void)
{
	printf("gamut %s\n", GAMUT_VERSION);
}

static void print_help(const struct gamut_command *command)
{
	printf("usage: gamut %s %s\n\n%s.\n", command->name, command->synopsis,
	       command->summary);
	if (command->details[0])
		printf("\n%s", command->details);
	printf("\n");
	gamut_options_help(command->options);
}

bool gamut_command_begin(enum gamut_exit *code, void *values,
                         struct gamut_operands *operands,
                         const struct gamut_command *command, int argc,
                         char **argv)
{
	struct gamut_err err = { 0 };
	enum gamut_status status;

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		bool wants_help = strcmp(argv[i], "--help") == 0;

		if (!wants_help && strcmp(argv[i], "--version") != 0)
			continue;
		if (wants_help)
			print_help(command);
		else
			gamut_print_version();
		*code = GAMUT_EXIT_DONE;
		return false;
	}
	status = gamut_options_read(values, operands, command->options, argc,
	                            argv, &err);
	if (status) {
		*code = gamut_fail(status, &err);
		gamut_tell("'gamut %s --help' lists the options",
		           command->name);
	}
	return !status;
}

enum gamut_status gamut_command_format(enum gamut_format *out, const char *name,
                                       struct gamut_err *err)
{
	*out = GAMUT_FORMAT_TABLE;
	if (!name || gamut_format_find(out, gamut_str_of(name)))
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL, "--format: '%s' is not %s", name,
	                   gamut_format_list());
}

enum gamut_status gamut_command_check_range(const char *name, double value,
                                            double end, struct gamut_err *err)
{
	if (value > 0 && value < end)
		return GAMUT_OK;
	if (isinf(end))
		return gamut_error(err, GAMUT_EINVAL, "--%s: %g is not above 0",
		                   name, value);
	return gamut_error(err, GAMUT_EINVAL,
	                   "--%s: %g is not above 0 and below %g", name, value,
	                   end);
}

enum gamut_status gamut_print(const struct gamut_buf *text,
                              struct gamut_err *err)
{
	return gamut_print_verdict(text, GAMUT_EXIT_DONE, err);
}

enum gamut_status gamut_print_verdict(const struct gamut_buf *text,
                                      enum gamut_exit verdict,
                                      struct gamut_err *err)
{
	enum gamut_status status;

	if (fflush(stdout) != 0)
		return gamut_error_errno(err, errno, "cannot write the result");
	status = gamut_file_write_all(STDOUT_FILENO, gamut_buf_view(text), err);
	if (status == GAMUT_EPIPE)
		_exit((int)verdict);
	return status;
}

enum gamut_status gamut_command_print(struct gamut_buf *text,
                                      struct gamut_err *err)
{
	enum gamut_status status = gamut_print(text, err);

	gamut_buf_release(text);
	return status;
}

struct gamut_report_options gamut_command_look(void)
{
	size_t columns = gamut_terminal_columns(STDOUT_FILENO);

	return (struct gamut_report_options){
		/* Where nobody says how wide it is, names need not be cut. */
		.columns = columns ? columns : 100,
		.has_colour = gamut_terminal_has_colour(STDOUT_FILENO),
		.is_ascii = gamut_terminal_is_ascii(),
	};
}
