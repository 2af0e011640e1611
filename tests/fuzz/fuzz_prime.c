#include "tests/support/fuzz.h"

#include "verifiers/prime.h"

static const struct gamut_prime_rule any = { .below = 0 };
static const struct gamut_prime_rule small = { .below = 100 };

/* Longer numbers take the same path, and long. */
#define SIZE_MAX_FUZZED 400

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > SIZE_MAX_FUZZED)
		size = SIZE_MAX_FUZZED;
	gamut_fuzz_verifier(&gamut_verifier_prime, &any, data, size);
	gamut_fuzz_verifier(&gamut_verifier_prime, &small, data, size);
	return 0;
}
