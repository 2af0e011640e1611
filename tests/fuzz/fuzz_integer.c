#include "tests/support/fuzz.h"

#include "verifiers/integer.h"

static const struct gamut_integer_rule strict = { .min = 1, .max = 100 };
static const struct gamut_integer_rule lenient = {
	.max = UINT32_MAX,
	.allows_leading_zeros = true,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_integer, &strict, data, size);
	gamut_fuzz_verifier(&gamut_verifier_integer, &lenient, data, size);
	return 0;
}
