#include "runner/cli/commands.h"

static const struct gamut_command *const commands[] = {
	&gamut_command_tasks,    &gamut_command_verify,
	&gamut_command_run,      &gamut_command_score,
	&gamut_command_report,   &gamut_command_diff,
	&gamut_command_compare,  &gamut_command_power,
	&gamut_command_pareto,   &gamut_command_overlap,
	&gamut_command_estimate, &gamut_command_export,
	&gamut_command_import,   &gamut_command_probe,
	&gamut_command_doctor,   &gamut_command_check_task,
	&gamut_command_new_task,
};

const char gamut_about[] =
	"Gamut asks a language model n times for one thing, checks every "
	"answer with a\nprogram, and reports validity, uniqueness and yield.\n";

size_t gamut_command_count(void)
{
	return GAMUT_ARRAY_LEN(commands);
}

const struct gamut_command *gamut_command_at(size_t i)
{
	if (i >= GAMUT_ARRAY_LEN(commands))
		GAMUT_BUG("command %zu out of range", i);
	return commands[i];
}
