#include "tests/support/fuzz.h"

#include <string.h>

#include "runner/measure/extract.h"

/* The answer is a line of the input, without white space at its ends. */
static void check(struct gamut_str completion, struct gamut_answer answer)
{
	struct gamut_str text = answer.text;

	if (text.ptr < completion.ptr ||
	    text.ptr + text.len > completion.ptr + completion.len)
		GAMUT_BUG("the answer is no part of the completion");
	if (gamut_str_trim(text).len != text.len)
		GAMUT_BUG("white space around the answer");
	if (memchr(text.ptr, '\n', text.len) ||
	    memchr(text.ptr, '\r', text.len))
		GAMUT_BUG("a line break in the answer");
	if (gamut_str_find(text, GAMUT_STR("<|im_end|>")) != text.len)
		GAMUT_BUG("an end-of-turn marker in the answer");
	if (answer.think_is_unclosed && (!answer.had_think_block || text.len))
		GAMUT_BUG("an answer out of unclosed thoughts");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gamut_str completion = { .ptr = size ? (const char *)data : "",
		                        .len = size };
	struct gamut_answer answer = gamut_extract(completion);
	struct gamut_answer again;

	check(completion, answer);
	/* An answer is its own answer, unless it begins with more thoughts. */
	again = gamut_extract(answer.text);
	if (!again.had_think_block && !gamut_str_eq(again.text, answer.text))
		GAMUT_BUG("an answer of an answer");
	return 0;
}
