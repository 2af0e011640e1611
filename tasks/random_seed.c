/* random_seed: a number of 32 bits. */
#include "tasks/builtin.h"
#include "verifiers/integer.h"

static const struct gamut_integer_rule rule = {
	.min = 0,
	.max = UINT32_MAX,
	.allows_leading_zeros = true,
};

static const struct gamut_accept_case accepts[] = {
	{ "15", "15" },
	{ "420", "420" },
	{ "8392013", "8392013" },
	{ "0", "0" },
	{ "00", "0" },
	{ "5", "5" },
	{ "05", "5" },
	{ "42", "42" },
	{ "0042", "42" },
	{ "1337", "1337" },
	{ "2147483648", "2147483648" },
	{ "4294967295", "4294967295" },
	{ "0004294967295", "4294967295" },
	{ 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "4294967296", GAMUT_REASON_OUT_OF_RANGE },
	{ "99999999999", GAMUT_REASON_OUT_OF_RANGE },
	{ "18446744073709551616", GAMUT_REASON_OUT_OF_RANGE },
	{ "-1", GAMUT_REASON_NOT_INTEGER },
	{ "-0", GAMUT_REASON_NOT_INTEGER },
	{ "+5", GAMUT_REASON_NOT_INTEGER },
	{ " 5", GAMUT_REASON_NOT_INTEGER },
	{ "5 ", GAMUT_REASON_NOT_INTEGER },
	{ "5\n", GAMUT_REASON_NOT_INTEGER },
	{ "1_000", GAMUT_REASON_NOT_INTEGER },
	{ "1,000", GAMUT_REASON_NOT_INTEGER },
	{ "1e3", GAMUT_REASON_NOT_INTEGER },
	{ "0x2a", GAMUT_REASON_NOT_INTEGER },
	{ "42.", GAMUT_REASON_NOT_INTEGER },
	{ "\xd9\xa5", GAMUT_REASON_NOT_INTEGER },     /* Arabic-Indic five */
	{ "\xef\xbc\x95", GAMUT_REASON_NOT_INTEGER }, /* full-width five */
	{ 0 },
};

const struct gamut_task gamut_task_random_seed = {
	GAMUT_TASK_HEADER,
	.name = "random_seed",
	.description = "Generate a number to use for a random seed.",
	.examples = { "15", "420", "8392013" },
	.max_tokens = 4,
	.revision = 1,
	.verifier = &gamut_verifier_integer,
	.rule = &rule,
	.space = UINT64_C(4294967296),
	.strings = GAMUT_UNBOUNDED,
	.accepts = accepts,
	.rejects = rejects,
};
