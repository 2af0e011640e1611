#include "tests/support/fuzz.h"

#include "verifiers/expression.h"

static const uint64_t cards[] = { 4, 7, 8, 8 };
static const struct gamut_expression_rule cards_rule = {
	.value = "24",
	.numbers = cards,
	.number_count = GAMUT_ARRAY_LEN(cards),
};
static const struct gamut_expression_rule signs_rule = {
	.value = "4",
	.allows_signs = true,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_expression, &cards_rule, data,
	                    size);
	gamut_fuzz_verifier(&gamut_verifier_expression, &signs_rule, data,
	                    size);
	return 0;
}
