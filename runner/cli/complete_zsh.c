#include "runner/cli/complete.h"

#include "runner/cli/commands.h"

/* `text` within single quotes, and brackets where `closes` says so. */
static void add_quoted(struct gamut_buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\'')
			gamut_buf_addf(out, "'\\''");
		else if (*text == '[' || *text == ']' || *text == ':' ||
		         *text == '\\')
			gamut_buf_addf(out, "\\%c", *text);
		else
			gamut_buf_add_char(out, *text);
	}
}

/* ":message:action", as _arguments has it. */
static void add_wanted(struct gamut_buf *out, const char *message,
                       const struct gamut_wanted *wanted)
{
	gamut_buf_add_char(out, ':');
	add_quoted(out, message);
	gamut_buf_add_char(out, ':');
	if (wanted->words.len && wanted->is_list)
		gamut_buf_addf(out, "_values -s , value %.*s",
		               GAMUT_STR_ARG(wanted->words));
	else if (wanted->words.len && wanted->is_file)
		gamut_buf_addf(out,
		               "_alternative \"words\\:word\\:(%.*s)\" "
		               "\"files\\:file\\:_files\"",
		               GAMUT_STR_ARG(wanted->words));
	else if (wanted->words.len)
		gamut_buf_addf(out, "(%.*s)", GAMUT_STR_ARG(wanted->words));
	else if (wanted->is_folder)
		gamut_buf_addf(out, "_files -/");
	else if (wanted->is_file)
		gamut_buf_addf(out, "_files");
	else
		gamut_buf_add_char(out, ' ');
}

static void add_option(struct gamut_buf *out, const struct gamut_option *option,
                       struct gamut_arena *arena)
{
	struct gamut_wanted wanted = gamut_wanted_value(option, arena);
	bool is_flag = option->kind == GAMUT_OPTION_FLAG;

	gamut_buf_addf(out, " \\\n\t\t\t");
	if (option->letter)
		gamut_buf_addf(out, "'*'{-%c%s,--%s%s}'", option->letter,
		               is_flag ? "" : "+", option->name,
		               is_flag ? "" : "=");
	else
		gamut_buf_addf(out, "'*--%s%s", option->name,
		               is_flag ? "" : "=");
	gamut_buf_add_char(out, '[');
	add_quoted(out, option->help);
	gamut_buf_add_char(out, ']');
	if (!is_flag)
		add_wanted(out, option->argument, &wanted);
	gamut_buf_add_char(out, '\'');
}

static void add_command(struct gamut_buf *out,
                        const struct gamut_command *command,
                        struct gamut_arena *arena)
{
	struct gamut_wanted wanted = gamut_wanted_operand(command, arena);

	gamut_buf_addf(out, "\t%s)\n\t\t_arguments -S", command->name);
	for (const struct gamut_option *option = command->options; option->name;
	     option++)
		add_option(out, option, arena);
	gamut_buf_addf(out, " \\\n\t\t\t'--help[print a summary]' \\\n"
	                    "\t\t\t'--version[print the version]'");
	if (wanted.words.len || wanted.is_file) {
		gamut_buf_addf(out, " \\\n\t\t\t'*");
		add_wanted(out, wanted.is_file ? "run or file" : "task",
		           &wanted);
		gamut_buf_add_char(out, '\'');
	}
	gamut_buf_addf(out, "\n\t\t;;\n");
}

void gamut_complete_zsh(struct gamut_buf *out)
{
	struct gamut_arena arena = { 0 };

	gamut_buf_addf(out, "#compdef gamut\n"
	                    "# Made from gamut's tables of options.\n"
	                    "local curcontext=$curcontext state line\n"
	                    "local -a commands\n"
	                    "commands=(\n");
	for (size_t i = 0; i < gamut_command_count(); i++) {
		gamut_buf_addf(out, "\t'%s:", gamut_command_at(i)->name);
		add_quoted(out, gamut_command_at(i)->summary);
		gamut_buf_addf(out, "'\n");
	}
	gamut_buf_addf(out,
	               ")\n"
	               "_arguments -C '--help[print a summary]' "
	               "'--version[print the version]' \\\n"
	               "\t'1:command:->command' '*::argument:->rest'\n"
	               "case $state in\n"
	               "command) _describe -t commands command commands "
	               ";;\n"
	               "rest)\n"
	               "\tcurcontext=${curcontext%%:*:*}:gamut-$words[1]:\n"
	               "\tcase $words[1] in\n");
	for (size_t i = 0; i < gamut_command_count(); i++)
		add_command(out, gamut_command_at(i), &arena);
	gamut_buf_addf(out, "\tesac\n\t;;\nesac\n");
	gamut_arena_clear(&arena);
}
