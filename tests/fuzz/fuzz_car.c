#include "tests/support/fuzz.h"

#include "verifiers/car.h"

static const struct gamut_car_rule car = { .is_brand = false };
static const struct gamut_car_rule brand = { .is_brand = true };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_car, &car, data, size);
	gamut_fuzz_verifier(&gamut_verifier_car, &brand, data, size);
	return 0;
}
