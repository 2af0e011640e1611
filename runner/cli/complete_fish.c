#include "runner/cli/complete.h"

#include "runner/cli/commands.h"

static void add_quoted(struct gamut_buf *out, const char *text)
{
	gamut_buf_add_char(out, '\'');
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			gamut_buf_add_char(out, '\\');
		gamut_buf_add_char(out, *text);
	}
	gamut_buf_add_char(out, '\'');
}

static void add_wanted(struct gamut_buf *out, const struct gamut_wanted *wanted)
{
	if (wanted->words.len && wanted->is_list)
		gamut_buf_addf(out,
		               " -a '(__fish_complete_list , \"string split "
		               "\\\\\" \\\\\" \\\\\"%.*s\\\\\"\")'",
		               GAMUT_STR_ARG(wanted->words));
	else if (wanted->words.len)
		gamut_buf_addf(out, " -a '%.*s'", GAMUT_STR_ARG(wanted->words));
	if (wanted->is_folder)
		gamut_buf_addf(out, " -a '(__fish_complete_directories)'");
	else if (wanted->is_file)
		gamut_buf_addf(out, " -F");
}

static void begin(struct gamut_buf *out, const struct gamut_command *command)
{
	gamut_buf_addf(out,
	               "complete -c gamut -n '__fish_seen_subcommand_from %s'",
	               command->name);
}

static void add_command(struct gamut_buf *out,
                        const struct gamut_command *command,
                        struct gamut_arena *arena)
{
	struct gamut_wanted wanted = gamut_wanted_operand(command, arena);

	for (const struct gamut_option *option = command->options; option->name;
	     option++) {
		struct gamut_wanted value = gamut_wanted_value(option, arena);

		begin(out, command);
		gamut_buf_addf(out, " -l %s", option->name);
		if (option->letter)
			gamut_buf_addf(out, " -s %c", option->letter);
		if (option->kind != GAMUT_OPTION_FLAG) {
			gamut_buf_addf(out, value.is_file ? " -r" : " -x");
			add_wanted(out, &value);
		}
		gamut_buf_addf(out, " -d ");
		add_quoted(out, option->help);
		gamut_buf_add_char(out, '\n');
	}
	if (wanted.words.len || wanted.is_file) {
		begin(out, command);
		add_wanted(out, &wanted);
		gamut_buf_add_char(out, '\n');
	}
}

void gamut_complete_fish(struct gamut_buf *out)
{
	struct gamut_arena arena = { 0 };

	gamut_buf_addf(out,
	               "# fish completion for gamut, made from its tables.\n"
	               "complete -c gamut -f\n"
	               "complete -c gamut -l help -d 'print a summary'\n"
	               "complete -c gamut -l version -d 'print the version'\n");
	for (size_t i = 0; i < gamut_command_count(); i++) {
		const struct gamut_command *command = gamut_command_at(i);

		gamut_buf_addf(out,
		               "complete -c gamut -n __fish_use_subcommand -a "
		               "%s -d ",
		               command->name);
		add_quoted(out, command->summary);
		gamut_buf_add_char(out, '\n');
		add_command(out, command, &arena);
	}
	gamut_arena_clear(&arena);
}
