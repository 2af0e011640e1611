#include "tests/support/fuzz.h"

#include "verifiers/roman.h"

static const struct gamut_roman_rule plain = { .min = 1,
	                                       .max = GAMUT_ROMAN_MAX };
static const struct gamut_roman_rule special = { .min = 4,
	                                         .max = 99,
	                                         .allows_lower = true };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_roman, &plain, data, size);
	gamut_fuzz_verifier(&gamut_verifier_roman, &special, data, size);
	return 0;
}
