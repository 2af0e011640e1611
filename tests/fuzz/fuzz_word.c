#include "tests/support/fuzz.h"

#include "verifiers/word.h"

static const struct gamut_word_rule plain = { .any_case = true };
static const struct gamut_word_rule narrow = {
	.min_letters = 4,
	.max_letters = 8,
	.starts_with = "s",
	.contains = "t",
};
static const struct gamut_word_rule anagram = {
	.anagram_of = "Listen",
	.any_case = true,
};
static const struct gamut_word_rule mirror = {
	.palindrome = true,
	.any_case = true,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_word, &plain, data, size);
	gamut_fuzz_verifier(&gamut_verifier_word, &narrow, data, size);
	gamut_fuzz_verifier(&gamut_verifier_word, &anagram, data, size);
	gamut_fuzz_verifier(&gamut_verifier_word, &mirror, data, size);
	return 0;
}
