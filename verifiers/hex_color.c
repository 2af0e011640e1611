#include "verifiers/hex_color.h"

#include <inttypes.h>

/* "#rrggbbaa" */
#define LENGTH_MAX 9
#define LENGTH_OPAQUE 7

static bool is_hex(char lower)
{
	return gamut_ascii_is_digit(lower) || (lower >= 'a' && lower <= 'f');
}

/* "#rrggbb" or "#rrggbbaa" of the answer, or its length 0. */
static size_t read_long(char out[LENGTH_MAX], struct gamut_str answer)
{
	/* How often each digit comes. */
	size_t times = answer.len <= 5 ? 2 : 1;
	size_t len = 0;

	if (answer.ptr[0] != '#' ||
	    (answer.len != 4 && answer.len != 5 && answer.len != 7 &&
	     answer.len != LENGTH_MAX))
		return 0;
	out[len++] = '#';
	for (size_t i = 1; i < answer.len; i++) {
		char digit = gamut_ascii_lower(answer.ptr[i]);

		if (!is_hex(digit))
			return 0;
		for (size_t k = 0; k < times; k++)
			out[len++] = digit;
	}
	return len;
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct gamut_hex_color_rule *rule = state;
	char color[LENGTH_MAX];
	struct gamut_str view = { .ptr = color };

	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	view.len = read_long(color, answer);
	if (view.len == 0 || (view.len == LENGTH_MAX && !rule->allows_alpha))
		return gamut_verdict_reject(GAMUT_REASON_BAD_FORMAT);
	if (view.len == LENGTH_MAX &&
	    gamut_str_ends_with(view, GAMUT_STR("ff")))
		view.len = LENGTH_OPAQUE;
	return gamut_verdict_accept(gamut_arena_copy(arena, view));
}

static uint64_t member_count(const void *state)
{
	(void)state;
	return GAMUT_HEX_COLORS;
}

static struct gamut_str member(const void *state, uint64_t i,
                               struct gamut_arena *arena)
{
	(void)state;
	return gamut_arena_strf(arena, "#%06" PRIx64, i);
}

const struct gamut_verifier gamut_verifier_hex_color = {
	.name = "hex-color",
	.revision = 1,
	.open = gamut_verifier_open_plain,
	.verify = verify,
	.member_count = member_count,
	.member = member,
	.close = gamut_verifier_close_plain,
};
