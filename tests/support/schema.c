/* Prints the JSON Schema of experiment files, for docs/experiment.schema.json.
 */
#include <stdio.h>

#include "runner/cli/command.h"
#include "runner/cli/experiment.h"

int main(void)
{
	struct gamut_buf schema = { 0 };

	gamut_experiment_schema(&schema, gamut_command_run.options);
	printf("%s", gamut_buf_cstr(&schema));
	gamut_buf_release(&schema);
	return 0;
}
