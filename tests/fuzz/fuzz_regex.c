#include "tests/support/fuzz.h"

#include "verifiers/regex.h"

static const struct gamut_regex_rule nested = { .pattern = "(a+)+$" };
static const struct gamut_regex_rule forms = {
	.pattern = "(?s)(?<form>\\w*)(.)(?:\\2|\\1)*.*",
	.any_case = true,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_regex, &nested, data, size);
	gamut_fuzz_verifier(&gamut_verifier_regex, &forms, data, size);
	return 0;
}
