#include <unistd.h>

#include "base/text.h"
#include "runner/store/foreign.h"
#include "tests/support/fuzz.h"

/* More than fits into a pipe would wait for a reader. */
#define INPUT_MAX 4096

/* Read `input` through standard input, to the end or the first error. */
static size_t read_all(struct gamut_str input, bool skips_bad_lines)
{
	struct gamut_foreign *foreign;
	struct gamut_sample sample;
	struct gamut_err err = { 0 };
	bool has_more = true;
	size_t count = 0;
	int ends[2];

	if (pipe(ends) != 0 ||
	    write(ends[1], input.ptr, input.len) != (ssize_t)input.len ||
	    dup2(ends[0], STDIN_FILENO) < 0)
		GAMUT_BUG("no pipe");
	close(ends[0]);
	close(ends[1]);
	if (gamut_foreign_open(&foreign, "-", skips_bad_lines, &err))
		GAMUT_BUG("%s", err.msg);
	while (!gamut_foreign_next(foreign, &sample, &has_more, &err) &&
	       has_more) {
		count++;
		if (!gamut_text_is_utf8(sample.text) ||
		    !gamut_text_is_utf8(sample.task))
			GAMUT_BUG("not UTF-8");
	}
	if (skips_bad_lines && has_more)
		GAMUT_BUG("%s", err.msg);
	count += gamut_foreign_skipped(foreign);
	gamut_foreign_close(foreign);
	return count;
}

/* Whoever skips bad lines sees all that others see, and never fails. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gamut_str input = { .ptr = size ? (const char *)data : "",
		                   .len = size };
	size_t lines = 1;

	if (input.len > INPUT_MAX)
		input.len = INPUT_MAX;
	for (size_t i = 0; i < input.len; i++)
		lines += input.ptr[i] == '\n';
	if (read_all(input, true) > lines ||
	    read_all(input, false) > read_all(input, true))
		GAMUT_BUG("more completions than lines");
	return 0;
}
