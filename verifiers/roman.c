#include "verifiers/roman.h"

#include <string.h>

/* The longest numeral is MMMDCCCLXXXVIII, 3888. */
#define LENGTH_MAX 15

static const struct part {
	const char *text;
	unsigned value;
} parts[] = {
	{ "M", 1000 }, { "CM", 900 }, { "D", 500 }, { "CD", 400 }, { "C", 100 },
	{ "XC", 90 },  { "L", 50 },   { "XL", 40 }, { "X", 10 },   { "IX", 9 },
	{ "V", 5 },    { "IV", 4 },   { "I", 1 },
};

static struct gamut_str write_numeral(unsigned value, struct gamut_arena *arena)
{
	char text[LENGTH_MAX + 1];
	size_t len = 0;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(parts); i++)
		for (; value >= parts[i].value; value -= parts[i].value)
			for (const char *c = parts[i].text; *c; c++)
				text[len++] = *c;
	return gamut_arena_copy(arena,
	                        (struct gamut_str){ .ptr = text, .len = len });
}

/* The greatest parts first; what they do not use up is no numeral. */
static bool read_numeral(unsigned *value, struct gamut_str rest)
{
	*value = 0;
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(parts); i++) {
		struct gamut_str part = gamut_str_of(parts[i].text);

		while (gamut_str_starts_with(rest, part)) {
			*value += parts[i].value;
			rest = gamut_str_skip(rest, part.len);
		}
	}
	return rest.len == 0;
}

/* In capitals; false where the letters are not all of one case. */
static bool read_capitals(char *out, struct gamut_str answer)
{
	bool is_lower = answer.ptr[0] == gamut_ascii_lower(answer.ptr[0]);

	for (size_t i = 0; i < answer.len; i++) {
		char c = answer.ptr[i];

		if (!gamut_ascii_is_alpha(c) ||
		    (c == gamut_ascii_lower(c)) != is_lower)
			return false;
		out[i] = is_lower ? (char)(c - 'a' + 'A') : c;
	}
	return true;
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct gamut_roman_rule *rule = state;
	char capitals[LENGTH_MAX];
	struct gamut_str view = { .ptr = capitals, .len = answer.len };
	struct gamut_str right;
	unsigned value;

	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (answer.len > LENGTH_MAX || !read_capitals(capitals, answer) ||
	    !read_numeral(&value, view) || value > GAMUT_ROMAN_MAX)
		return gamut_verdict_reject(GAMUT_REASON_BAD_FORMAT);
	right = write_numeral(value, arena);
	if (!gamut_str_eq(right, view))
		return gamut_verdict_reject(GAMUT_REASON_BAD_FORMAT);
	if (!rule->allows_lower && !gamut_str_eq(right, answer))
		return gamut_verdict_reject(GAMUT_REASON_WRONG_CASE);
	if (value < rule->min || value > rule->max)
		return gamut_verdict_reject(GAMUT_REASON_OUT_OF_RANGE);
	return gamut_verdict_accept(right);
}

static enum gamut_status open_rule(void **state, const void *rule,
                                   struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	const struct gamut_roman_rule *roman = rule;

	if (roman->min < 1 || roman->min > roman->max ||
	    roman->max > GAMUT_ROMAN_MAX)
		return gamut_error(err, GAMUT_EINVAL,
		                   "Roman numerals go from 1 to %u: give a "
		                   "range in there",
		                   GAMUT_ROMAN_MAX);
	return gamut_verifier_open_plain(state, rule, lexicon, err);
}

static uint64_t member_count(const void *state)
{
	const struct gamut_roman_rule *rule = state;

	return rule->max - rule->min + 1;
}

static struct gamut_str member(const void *state, uint64_t i,
                               struct gamut_arena *arena)
{
	const struct gamut_roman_rule *rule = state;

	return write_numeral((unsigned)(rule->min + i), arena);
}

const struct gamut_verifier gamut_verifier_roman = {
	.name = "roman",
	.revision = 1,
	.open = open_rule,
	.verify = verify,
	.member_count = member_count,
	.member = member,
	.close = gamut_verifier_close_plain,
};
