#include "tests/support/fuzz.h"

#include "verifiers/uuid.h"

static const struct gamut_uuid_rule plain = { .version = 0 };
static const struct gamut_uuid_rule special = { .version = 4,
	                                        .allows_special = true };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_uuid, &plain, data, size);
	gamut_fuzz_verifier(&gamut_verifier_uuid, &special, data, size);
	return 0;
}
