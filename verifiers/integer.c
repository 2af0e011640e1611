#include "verifiers/integer.h"

#include <inttypes.h>

/* The longest number that fits 64 bits: 18446744073709551615. */
#define MAX_DIGITS 20

/* The value of at most MAX_DIGITS digits; false where it needs over 64 bits. */
static bool read_value(struct gamut_str digits, uint64_t *value)
{
	uint64_t v = 0;

	for (size_t i = 0; i < digits.len; i++) {
		uint64_t digit = (uint64_t)(digits.ptr[i] - '0');

		if (v > (UINT64_MAX - digit) / 10)
			return false;
		v = v * 10 + digit;
	}
	*value = v;
	return true;
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct gamut_integer_rule *rule = state;
	struct gamut_str digits = answer;
	uint64_t value;

	(void)arena;
	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	for (size_t i = 0; i < answer.len; i++)
		if (!gamut_ascii_is_digit(answer.ptr[i]))
			return gamut_verdict_reject(GAMUT_REASON_NOT_INTEGER);

	while (digits.len > 1 && digits.ptr[0] == '0')
		digits = gamut_str_skip(digits, 1);
	if (digits.len < answer.len && !rule->allows_leading_zeros)
		return gamut_verdict_reject(GAMUT_REASON_LEADING_ZERO);
	if (digits.len > MAX_DIGITS || !read_value(digits, &value) ||
	    value < rule->min || value > rule->max)
		return gamut_verdict_reject(GAMUT_REASON_OUT_OF_RANGE);
	return gamut_verdict_accept(digits);
}

static uint64_t member_count(const void *state)
{
	const struct gamut_integer_rule *rule = state;

	return rule->max - rule->min + 1;
}

static struct gamut_str member(const void *state, uint64_t i,
                               struct gamut_arena *arena)
{
	const struct gamut_integer_rule *rule = state;

	return gamut_arena_strf(arena, "%" PRIu64, rule->min + i);
}

const struct gamut_verifier gamut_verifier_integer = {
	.name = "integer",
	.revision = 1,
	.open = gamut_verifier_open_plain,
	.verify = verify,
	.member_count = member_count,
	.member = member,
	.close = gamut_verifier_close_plain,
};
