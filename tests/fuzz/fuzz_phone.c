#include "tests/support/fuzz.h"

#include "verifiers/phone.h"

static const struct gamut_phone_rule us = { .is_international = false };
static const struct gamut_phone_rule world = { .is_international = true };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_phone, &us, data, size);
	gamut_fuzz_verifier(&gamut_verifier_phone, &world, data, size);
	return 0;
}
