#include "tests/support/fuzz.h"

#include "verifiers/length.h"

static const struct gamut_length_rule short_one = { .characters = { 2, 5 } };
static const struct gamut_length_rule poem = { .words = { 3, 0 },
	                                       .lines = { 2, 4 } };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_length, &short_one, data, size);
	gamut_fuzz_verifier(&gamut_verifier_length, &poem, data, size);
	return 0;
}
