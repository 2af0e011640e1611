#include "tests/support/fuzz.h"

#include "verifiers/haiku.h"

static const struct gamut_haiku_rule haiku = {
	.lines = { .syllables = { 5, 7, 5 }, .count = 3 },
	.separator = "/",
	.max_unknown = 1,
};
/* Lines so short that chance finds one. */
static const struct gamut_haiku_rule couplet = {
	.lines = { .syllables = { 2, 1 }, .count = 2 },
	.separator = " | ",
	.max_unknown = 3,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_haiku, &haiku, data, size);
	gamut_fuzz_verifier(&gamut_verifier_haiku, &couplet, data, size);
	return 0;
}
