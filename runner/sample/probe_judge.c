#include "runner/sample/probe_checks.h"

/* The shortest that is stopped at. */
#define STOP_BYTES 3

const char *gamut_probe_result_name(enum gamut_probe_result result)
{
	static const char *const names[] = {
		[GAMUT_PROBE_YES] = "yes",
		[GAMUT_PROBE_NO] = "no",
		[GAMUT_PROBE_UNCLEAR] = "unclear",
		[GAMUT_PROBE_NOT_TRIED] = "not tried",
	};

	return names[result];
}

/* A word of letters that the text before it does not have. */
static bool can_stop_at(struct gamut_str text, struct gamut_str word)
{
	if (word.len < STOP_BYTES)
		return false;
	for (size_t i = 0; i < word.len; i++)
		if (!gamut_ascii_is_alpha(word.ptr[i]))
			return false;
	return text.ptr + gamut_str_find(text, word) == word.ptr;
}

struct gamut_str gamut_probe_stop_word(struct gamut_str text)
{
	struct gamut_str rest = gamut_str_trim(text);
	struct gamut_str word;
	bool is_first = true;

	while (gamut_str_take_field(&rest, ' ', &word)) {
		while (word.len > 0 &&
		       !gamut_ascii_is_alpha(word.ptr[word.len - 1]))
			word.len--;
		if (!is_first && can_stop_at(text, word))
			return word;
		is_first = false;
	}
	/* Of a single word, its end: servers look at text, not at tokens. */
	text = gamut_str_trim(text);
	if (text.len <= STOP_BYTES)
		return GAMUT_STR_EMPTY;
	word = gamut_str_skip(text, text.len - STOP_BYTES);
	return can_stop_at(text, word) ? word : GAMUT_STR_EMPTY;
}

void gamut_probe_judge(struct gamut_probe *out,
                       const struct gamut_probe_facts *facts,
                       struct gamut_arena *arena)
{
	const struct gamut_probe_jury jury = {
		.out = out,
		.facts = facts,
		.arena = arena,
	};

	*out = (struct gamut_probe){ .detection = *facts->detection };
	gamut_probe_judge_server(&jury);
	gamut_probe_judge_replies(&jury);
	gamut_probe_judge_sampling(&jury);
	gamut_probe_judge_ends(&jury);
}
