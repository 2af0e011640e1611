#include "runner/measure/extract.h"

#include <string.h>

static const struct gamut_str markers[] = {
	{ "<end_of_turn>", 13 },
	{ "<eos>", 5 },
	{ "<|im_end|>", 10 },
	{ "<|endoftext|>", 13 },
	{ "<|eot_id|>", 10 },
	{ "<|eom_id|>", 10 },
	{ "<|end_of_text|>", 15 },
	{ "<|eot|>", 7 },
	{ "</s>", 4 },
	{ "<|end|>", 7 },
	{ "<|return|>", 10 },
	{ "<|end_of_turn|>", 15 },
	{ "<|END_OF_TURN_TOKEN|>", 21 },
	/* the bars are U+FF5C, the gaps U+2581 */
	{ "<\xef\xbd\x9c"
	  "end\xe2\x96\x81of\xe2\x96\x81sentence\xef\xbd\x9c>",
	  27 },
};

static struct gamut_str trim_left(struct gamut_str s)
{
	size_t n = 0;

	while (n < s.len && gamut_ascii_is_space(s.ptr[n]))
		n++;
	return gamut_str_skip(s, n);
}

/* What stands behind a leading think block; `s` itself where there is none. */
static struct gamut_str drop_think_block(struct gamut_answer *answer,
                                         struct gamut_str s)
{
	static const struct gamut_str opening = { "<think>", 7 };
	static const struct gamut_str closing = { "</think>", 8 };
	struct gamut_str rest = trim_left(s);
	size_t end;

	if (!gamut_str_starts_with(rest, opening))
		return s;
	answer->had_think_block = true;
	rest = gamut_str_skip(rest, opening.len);
	end = gamut_str_find(rest, closing);
	if (end < rest.len)
		return gamut_str_skip(rest, end + closing.len);
	answer->think_is_unclosed = true;
	return gamut_str_skip(rest, rest.len);
}

static size_t find_line_break(struct gamut_str s)
{
	size_t n = 0;

	while (n < s.len && s.ptr[n] != '\n' && s.ptr[n] != '\r')
		n++;
	return n;
}

static bool starts_with_marker(struct gamut_str s)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(markers); i++)
		if (gamut_str_starts_with(s, markers[i]))
			return true;
	return false;
}

/* Where the first marker begins in `s`, or s.len. All begin with '<'. */
static size_t find_marker(struct gamut_str s)
{
	struct gamut_str rest = s;

	while (rest.len > 0) {
		const char *hit = memchr(rest.ptr, '<', rest.len);

		if (!hit)
			break;
		rest = gamut_str_skip(rest, (size_t)(hit - rest.ptr));
		if (starts_with_marker(rest))
			return s.len - rest.len;
		rest = gamut_str_skip(rest, 1);
	}
	return s.len;
}

struct gamut_answer gamut_extract(struct gamut_str completion)
{
	struct gamut_answer answer = { 0 };
	struct gamut_str s = trim_left(drop_think_block(&answer, completion));
	size_t end = find_line_break(s);

	answer.is_terminated = end < s.len;
	s = gamut_str_head(s, end);
	end = find_marker(s);
	if (end < s.len)
		answer.is_terminated = true;
	answer.text = gamut_str_trim(gamut_str_head(s, end));
	return answer;
}
