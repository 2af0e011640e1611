/*
 * Prints the JSON Schema of experiment files, or, asked for "task", of task
 * files: for docs/experiment.schema.json and docs/task.schema.json.
 */
#include <stdio.h>
#include <string.h>

#include "runner/cli/command.h"
#include "runner/cli/experiment.h"
#include "tasks/catalog/schema.h"

int main(int argc, char **argv)
{
	struct gamut_buf schema = { 0 };

	if (argc > 1 && strcmp(argv[1], "task") == 0)
		gamut_task_schema(&schema);
	else
		gamut_experiment_schema(&schema, gamut_command_run.options);
	printf("%s", gamut_buf_cstr(&schema));
	gamut_buf_release(&schema);
	return 0;
}
