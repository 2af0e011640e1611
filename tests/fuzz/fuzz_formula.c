#include "tests/support/fuzz.h"

#include "verifiers/formula.h"

static const struct gamut_formula_rule plain = { .skips_balance = false };
static const struct gamut_formula_rule lenient = {
	.allows_elements = true,
	.allows_ions = true,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_formula, &plain, data, size);
	gamut_fuzz_verifier(&gamut_verifier_formula, &lenient, data, size);
	return 0;
}
