#include "tests/support/fuzz.h"

#include "verifiers/integer_rules.h"

static const char *six[] = { "6" };

static const struct gamut_integer_rules many = { .min = "-1000",
	                                         .allows_leading_zeros = true,
	                                         .divisors = { six, 1 } };
static const struct gamut_integer_rules primes = {
	.max = "100000000000000000000", .is_prime = true
};
static const struct gamut_integer_rules squares = { .max = "9999",
	                                            .is_square = true,
	                                            .is_palindrome = true };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_integer_rules, &many, data, size);
	gamut_fuzz_verifier(&gamut_verifier_integer_rules, &primes, data, size);
	gamut_fuzz_verifier(&gamut_verifier_integer_listed, &squares, data,
	                    size);
	return 0;
}
