#include "tests/support/fuzz.h"

#include "verifiers/palindrome.h"

static const struct gamut_palindrome_rule any = { .min_letters = 2 };
static const struct gamut_palindrome_rule words = {
	.min_letters = 3,
	.words = true,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_palindrome, &any, data, size);
	gamut_fuzz_verifier(&gamut_verifier_palindrome, &words, data, size);
	return 0;
}
