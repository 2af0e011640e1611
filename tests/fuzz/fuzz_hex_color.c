#include "tests/support/fuzz.h"

#include "verifiers/hex_color.h"

static const struct gamut_hex_color_rule plain = { .allows_alpha = false };
static const struct gamut_hex_color_rule special = { .allows_alpha = true };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_hex_color, &plain, data, size);
	gamut_fuzz_verifier(&gamut_verifier_hex_color, &special, data, size);
	return 0;
}
