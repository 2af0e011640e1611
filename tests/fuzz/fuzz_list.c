#include "tests/support/fuzz.h"

#include "verifiers/list.h"

static const struct gamut_list_rule colors = {
	.file = "colors.tsv",
	.columns = GAMUT_LIST_COLUMNS(0, 31),
	.match = GAMUT_LIST_COLORS,
};
static const struct gamut_list_rule names = {
	.file = "elements.tsv",
	.columns = GAMUT_LIST_COLUMNS(2, 3),
	.match = GAMUT_LIST_ANY_CASE,
};
static const struct gamut_list_rule days = {
	.file = "weekdays.tsv",
	.columns = GAMUT_LIST_COLUMNS(1, 7),
	.match = GAMUT_LIST_EXACT,
};
static const struct gamut_list_rule own = {
	.text = { .ptr = "gr\xc3\xa9y\tgray\nred", .len = 14 },
	.columns = GAMUT_LIST_COLUMNS(0, 31),
	.match = GAMUT_LIST_ANY_CASE,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_list, &colors, data, size);
	gamut_fuzz_verifier(&gamut_verifier_list, &names, data, size);
	gamut_fuzz_verifier(&gamut_verifier_list, &days, data, size);
	gamut_fuzz_verifier(&gamut_verifier_list, &own, data, size);
	return 0;
}
