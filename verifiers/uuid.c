#include "verifiers/uuid.h"

#include <string.h>

#define LENGTH 36

/* Where the version and the variant stand. */
#define VERSION_AT 14
#define VARIANT_AT 19

static bool is_hyphen_at(size_t i)
{
	return i == 8 || i == 13 || i == 18 || i == 23;
}

/* The answer in lower case; false where it is not of the form. */
static bool read_lower(char out[LENGTH], struct gamut_str answer)
{
	if (answer.len != LENGTH)
		return false;
	for (size_t i = 0; i < LENGTH; i++) {
		out[i] = gamut_ascii_lower(answer.ptr[i]);
		if (is_hyphen_at(i) ? out[i] != '-' :
		                      !(gamut_ascii_is_digit(out[i]) ||
		                        (out[i] >= 'a' && out[i] <= 'f')))
			return false;
	}
	return true;
}

/* Is it `digit` over and over? */
static bool is_all(const char *uuid, char digit)
{
	for (size_t i = 0; i < LENGTH; i++)
		if (!is_hyphen_at(i) && uuid[i] != digit)
			return false;
	return true;
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct gamut_uuid_rule *rule = state;
	char lower[LENGTH];
	struct gamut_str view = { .ptr = lower, .len = LENGTH };

	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (!read_lower(lower, answer))
		return gamut_verdict_reject(GAMUT_REASON_BAD_FORMAT);
	if (is_all(lower, '0') || is_all(lower, 'f')) {
		if (!rule->allows_special)
			return gamut_verdict_reject(GAMUT_REASON_EXCLUDED);
	} else if (rule->version > 0 &&
	           (lower[VERSION_AT] != (char)('0' + rule->version) ||
	            !strchr("89ab", lower[VARIANT_AT]))) {
		return gamut_verdict_reject(GAMUT_REASON_NO_MATCH);
	}
	return gamut_verdict_accept(gamut_arena_copy(arena, view));
}

const struct gamut_verifier gamut_verifier_uuid = {
	.name = "uuid",
	.revision = 1,
	.open = gamut_verifier_open_plain,
	.verify = verify,
	.close = gamut_verifier_close_plain,
};
