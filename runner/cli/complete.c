#include "runner/cli/complete.h"

#include <string.h>

#include "runner/plan/profile.h"
#include "tasks/catalog/registry.h"

static struct gamut_str take(struct gamut_buf *words, struct gamut_arena *arena)
{
	struct gamut_str taken = gamut_arena_copy(arena, gamut_buf_view(words));

	gamut_buf_release(words);
	return taken;
}

static struct gamut_str task_names(struct gamut_arena *arena)
{
	struct gamut_buf words = { 0 };

	for (size_t i = 0; i < gamut_task_count(); i++)
		gamut_buf_addf(&words, "%s%s", i ? " " : "",
		               gamut_task_at(i)->name);
	return take(&words, arena);
}

static struct gamut_str profile_names(struct gamut_arena *arena)
{
	struct gamut_buf words = { 0 };

	for (size_t i = 0; i < gamut_profile_count(); i++)
		gamut_buf_addf(&words, "%s%s", i ? " " : "",
		               gamut_profile_at(i)->name);
	return take(&words, arena);
}

struct gamut_wanted gamut_wanted_value(const struct gamut_option *option,
                                       struct gamut_arena *arena)
{
	const char *argument = option->argument ? option->argument : "";
	struct gamut_wanted wanted = {
		.is_list = strstr(argument, ",...") != NULL,
		.is_folder = strcmp(argument, "DIR") == 0,
	};

	if (option->values)
		wanted.words = gamut_str_of(option->values);
	else if (strcmp(option->name, "tasks") == 0)
		wanted.words = task_names(arena);
	else if (strcmp(option->name, "profile") == 0)
		wanted.words = profile_names(arena);
	wanted.is_file = strstr(argument, "FILE") || strstr(argument, "RUN") ||
	                 strstr(argument, "PATH") ||
	                 (wanted.words.len && strstr(option->help, "a file"));
	return wanted;
}

struct gamut_wanted gamut_wanted_operand(const struct gamut_command *command,
                                         struct gamut_arena *arena)
{
	const char *synopsis = command->synopsis;
	struct gamut_wanted wanted = { 0 };

	if (synopsis[0] == '-' || strncmp(synopsis, "[options]", 9) == 0)
		return wanted;
	if (strncmp(synopsis, "TASK", 4) == 0 ||
	    strncmp(synopsis, "[NAME", 5) == 0)
		wanted.words = task_names(arena);
	else
		wanted.is_file = true;
	return wanted;
}
