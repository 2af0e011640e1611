#include "tests/support/fuzz.h"

#include "verifiers/number.h"

static const struct gamut_number_rule wide = { .allows_sign = true,
	                                       .allows_exponent = true };
static const struct gamut_number_rule price = {
	.min = "-0.5", .max = "99.99", .decimals = 2, .has_decimals = true
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_number, &wide, data, size);
	gamut_fuzz_verifier(&gamut_verifier_number, &price, data, size);
	return 0;
}
