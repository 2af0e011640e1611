#include "tests/support/fuzz.h"

#include "tasks/catalog/task_file.h"

/*
 * Any text is a task or is refused with a place; what is a task can be read to
 * the end.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct gamut_lexicon *lexicon;
	const struct gamut_str text = { .ptr = (const char *)data,
		                        .len = size };
	struct gamut_task_file *file;
	struct gamut_err err = { 0 };

	if (!lexicon)
		lexicon = gamut_lexicon_open();
	if (gamut_task_file_parse(&file, "t.yaml", text, lexicon, &err)) {
		if (err.msg[0] == '\0')
			GAMUT_BUG("refused without a word");
		return 0;
	}
	for (size_t i = 0; i < GAMUT_TASK_EXAMPLES; i++)
		if (!gamut_task_file_task(file)->examples[i])
			GAMUT_BUG("a task without an example");
	gamut_task_file_free(file);
	return 0;
}
