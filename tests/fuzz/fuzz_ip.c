#include "tests/support/fuzz.h"

#include "verifiers/ip.h"

static const struct gamut_ip_rule any = { 0 };
static const struct gamut_ip_rule global = { .scope = GAMUT_IP_PUBLIC };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_ip, &any, data, size);
	gamut_fuzz_verifier(&gamut_verifier_ip, &global, data, size);
	return 0;
}
