/* gamut doctor: is this installation sound? */
#include <unistd.h>

#include "runner/cli/command.h"
#include "runner/cli/doctor.h"
#include "runner/cli/terminal.h"

struct values {
	const char *format;
};

static const struct gamut_option options[] = {
	{ .name = "format",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "table json",
	  .argument = "NAME",
	  .help = "table (default) or json",
	  .offset = offsetof(struct values, format) },
	GAMUT_OPTION_END,
};

static void examine(struct gamut_checklist *list)
{
	struct gamut_arena arena = { 0 };
	struct gamut_doctor_libraries libraries;
	struct gamut_doctor_system system;

	gamut_checklist_add(list, "gamut", GAMUT_DOCTOR_OK, false, "%s, %s",
	                    GAMUT_VERSION, GAMUT_BUILD);
	libraries = gamut_doctor_find_libraries(&arena);
	gamut_doctor_judge_libraries(list, &libraries);
	gamut_doctor_check_data(list);
	gamut_doctor_check_suite(list);
	system = gamut_doctor_find_system(&arena);
	gamut_doctor_judge_system(list, &system);
	gamut_arena_clear(&arena);
}

static void write_json(struct gamut_buf *out,
                       const struct gamut_checklist *list)
{
	struct gamut_json json = { .out = out };

	gamut_json_open(&json, '{');
	gamut_json_key(&json, "format");
	gamut_json_int(&json, 1);
	gamut_json_key(&json, "sound");
	gamut_json_bool(&json, !gamut_checklist_is_bad(list));
	gamut_checklist_write(&json, list, "problem");
	gamut_json_close(&json, '}');
	gamut_buf_add_char(out, '\n');
}

static void write_table(struct gamut_buf *out,
                        const struct gamut_checklist *list)
{
	gamut_checklist_draw(out, list, gamut_terminal_columns(STDOUT_FILENO),
	                     gamut_terminal_has_colour(STDOUT_FILENO));
	gamut_buf_addf(out, "\n%s\n",
	               gamut_checklist_is_bad(list) ?
	                       "What is marked with ! would spoil a run." :
	                       "This installation is sound.");
}

static enum gamut_status report(enum gamut_exit *code, const char *format_name,
                                const struct gamut_operands *words,
                                struct gamut_err *err)
{
	struct gamut_checklist list = { 0 };
	struct gamut_buf out = { 0 };
	enum gamut_format format;
	enum gamut_status status;

	if (words->count > 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "'%s' is not an option: doctor takes no "
		                   "operands",
		                   words->items[0]);
	status = gamut_checklist_format(&format, format_name, err);
	if (status)
		return status;
	examine(&list);
	if (format == GAMUT_FORMAT_JSON)
		write_json(&out, &list);
	else
		write_table(&out, &list);
	*code = gamut_checklist_is_bad(&list) ? GAMUT_EXIT_CHECK_FAILED :
	                                        GAMUT_EXIT_DONE;
	status = gamut_command_print(&out, err);
	gamut_checklist_release(&list);
	return status;
}

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = { 0 };
	struct gamut_operands words;
	struct gamut_err err = { 0 };
	enum gamut_exit code;
	enum gamut_status status;

	if (!gamut_command_begin(&code, &values, &words, &gamut_command_doctor,
	                         argc, argv))
		return code;
	status = report(&code, values.format, &words, &err);
	return status ? gamut_fail(status, &err) : code;
}

const struct gamut_command gamut_command_doctor = {
	.name = "doctor",
	.synopsis = "[options]",
	.summary = "see whether this installation is sound",
	.details =
		"Versions of libraries, word lists and dictionaries, every "
		"task on its own cases,\nand what of this machine matters. "
		"Variables that hold keys are named, never shown.\nExit status "
		"1 where something would spoil a run.\n",
	.options = options,
	.run = run,
};
