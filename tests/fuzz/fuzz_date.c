#include "tests/support/fuzz.h"

#include "verifiers/date.h"

static const struct gamut_date_rule iso = { 0 };
static const struct gamut_date_rule in_words = { .format = GAMUT_DATE_LONG,
	                                         .weekday = 4 };
static const struct gamut_date_rule day_first = { .format = GAMUT_DATE_DAY_LONG,
	                                          .min = 700000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_date, &iso, data, size);
	gamut_fuzz_verifier(&gamut_verifier_date, &in_words, data, size);
	gamut_fuzz_verifier(&gamut_verifier_date, &day_first, data, size);
	return 0;
}
