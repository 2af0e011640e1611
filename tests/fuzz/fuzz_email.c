#include "tests/support/fuzz.h"

#include "verifiers/email.h"

static const char *const tlds[] = { "com", "org", NULL };
static const struct gamut_email_rule any = { .tlds = NULL };
static const struct gamut_email_rule two = { .tlds = tlds };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_email, &any, data, size);
	gamut_fuzz_verifier(&gamut_verifier_email, &two, data, size);
	return 0;
}
