#include "runner/cli/complete.h"

#include "runner/cli/commands.h"

/* What is the same for all commands. Lists complete behind their last comma. */
static const char head[] =
	"# bash completion for gamut, made from its tables of options.\n"
	"_gamut_files()\n"
	"{\n"
	"\tcompopt -o filenames 2>/dev/null\n"
	"\tmapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY < <(compgen \"$1\" -- "
	"\"$cur\")\n"
	"}\n\n"
	"_gamut_words()\n"
	"{\n"
	"\tmapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$cur\")\n"
	"}\n\n"
	"_gamut_list()\n"
	"{\n"
	"\tlocal last=${cur##*,}\n"
	"\tcompopt -o nospace 2>/dev/null\n"
	"\tmapfile -t COMPREPLY < <(compgen -P \"${cur%\"$last\"}\" -W \"$1\" "
	"-- \"$last\")\n"
	"}\n\n"
	"_gamut()\n"
	"{\n"
	"\tlocal cur=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} "
	"before=\n"
	"\tCOMPREPLY=()\n"
	"\t((COMP_CWORD > 0)) && before=${COMP_WORDS[COMP_CWORD - 1]}\n"
	"\t# bash takes --name=value apart.\n"
	"\tif [[ $cur == = ]]; then\n"
	"\t\tcur=\n"
	"\telif [[ $before == = ]]; then\n"
	"\t\tbefore=${COMP_WORDS[COMP_CWORD - 2]}\n"
	"\tfi\n";

static void add_words(struct gamut_buf *out, const char *function,
                      struct gamut_str words)
{
	gamut_buf_addf(out, "%s '%.*s'", function, GAMUT_STR_ARG(words));
}

static void add_wanted(struct gamut_buf *out, const struct gamut_wanted *wanted)
{
	const char *between = "";

	if (wanted->words.len) {
		add_words(out, wanted->is_list ? "_gamut_list" : "_gamut_words",
		          wanted->words);
		between = "; ";
	}
	if (wanted->is_folder)
		gamut_buf_addf(out, "%s_gamut_files -d", between);
	else if (wanted->is_file)
		gamut_buf_addf(out, "%s_gamut_files -f", between);
	else if (!wanted->words.len)
		gamut_buf_addf(out, ":");
}

static void add_values(struct gamut_buf *out,
                       const struct gamut_command *command,
                       struct gamut_arena *arena)
{
	for (const struct gamut_option *option = command->options; option->name;
	     option++) {
		struct gamut_wanted wanted = gamut_wanted_value(option, arena);

		if (option->kind == GAMUT_OPTION_FLAG)
			continue;
		gamut_buf_addf(out, "\t'%s --%s'", command->name, option->name);
		if (option->letter)
			gamut_buf_addf(out, " | '%s -%c'", command->name,
			               option->letter);
		gamut_buf_addf(out, ") ");
		add_wanted(out, &wanted);
		gamut_buf_addf(out, "; return ;;\n");
	}
}

static void add_options(struct gamut_buf *out,
                        const struct gamut_command *command,
                        struct gamut_arena *arena)
{
	struct gamut_wanted wanted = gamut_wanted_operand(command, arena);

	gamut_buf_addf(out,
	               "\t%s)\n"
	               "\t\tif [[ $cur == -* ]]; then\n"
	               "\t\t\t_gamut_words '",
	               command->name);
	for (const struct gamut_option *option = command->options; option->name;
	     option++)
		gamut_buf_addf(out, "--%s ", option->name);
	gamut_buf_addf(out, "--help --version'\n"
	                    "\t\telse\n"
	                    "\t\t\t");
	add_wanted(out, &wanted);
	gamut_buf_addf(out, "\n\t\tfi\n\t\t;;\n");
}

void gamut_complete_bash(struct gamut_buf *out)
{
	struct gamut_arena arena = { 0 };

	gamut_buf_addf(out,
	               "%s\tif ((COMP_CWORD == 1)); then\n"
	               "\t\t_gamut_words '",
	               head);
	for (size_t i = 0; i < gamut_command_count(); i++)
		gamut_buf_addf(out, "%s ", gamut_command_at(i)->name);
	gamut_buf_addf(out, "--help --version'\n\t\treturn\n\tfi\n"
	                    "\tcase \"$command $before\" in\n");
	for (size_t i = 0; i < gamut_command_count(); i++)
		add_values(out, gamut_command_at(i), &arena);
	gamut_buf_addf(out, "\tesac\n\tcase $command in\n");
	for (size_t i = 0; i < gamut_command_count(); i++)
		add_options(out, gamut_command_at(i), &arena);
	gamut_buf_addf(out, "\tesac\n}\ncomplete -F _gamut gamut\n");
	gamut_arena_clear(&arena);
}
