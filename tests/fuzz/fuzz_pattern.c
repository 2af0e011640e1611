#include "tests/support/fuzz.h"

#include "verifiers/pattern.h"

static const char *const matches[] = { "cat", "cats", "caat" };
static const char *const rejects[] = { "dog", "ca",
	                               "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab" };
static const struct gamut_pattern_rule rule = {
	.matches = matches,
	.match_count = GAMUT_ARRAY_LEN(matches),
	.rejects = rejects,
	.reject_count = GAMUT_ARRAY_LEN(rejects),
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_pattern, &rule, data, size);
	return 0;
}
