#include "tests/support/fuzz.h"

#include "verifiers/combine.h"
#include "verifiers/integer.h"
#include "verifiers/list.h"

static const struct gamut_list_rule words = {
	.text = { .ptr = "one\t1\ntwo\t2\tzwei", .len = 17 },
	.columns = GAMUT_LIST_COLUMNS(0, 31),
};
static const struct gamut_integer_rule range = { .min = 1, .max = 9 };
static const struct gamut_combine_part parts[] = {
	{ .verifier = &gamut_verifier_list, .rule = &words },
	{ .verifier = &gamut_verifier_integer, .rule = &range },
};
static const struct gamut_combine_rule both = { .parts = parts, .count = 2 };
static const struct gamut_combine_rule one = { .parts = parts, .count = 1 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_all, &both, data, size);
	gamut_fuzz_verifier(&gamut_verifier_any, &both, data, size);
	gamut_fuzz_verifier(&gamut_verifier_not, &one, data, size);
	return 0;
}
