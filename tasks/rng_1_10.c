/* rng_1_10: a whole number from 1 to 10. */
#include "tasks/builtin.h"
#include "verifiers/integer.h"

static const struct gamut_integer_rule rule = { .min = 1, .max = 10 };

static const struct gamut_accept_case accepts[] = {
	{ "1", "1" }, { "2", "2" },   { "3", "3" }, { "4", "4" },
	{ "5", "5" }, { "6", "6" },   { "7", "7" }, { "8", "8" },
	{ "9", "9" }, { "10", "10" }, { 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "0", GAMUT_REASON_OUT_OF_RANGE },
	{ "11", GAMUT_REASON_OUT_OF_RANGE },
	{ "007", GAMUT_REASON_LEADING_ZERO },
	{ "-3", GAMUT_REASON_NOT_INTEGER },
	{ "+3", GAMUT_REASON_NOT_INTEGER },
	{ " 3", GAMUT_REASON_NOT_INTEGER },
	{ "3.", GAMUT_REASON_NOT_INTEGER },
	{ "3.0", GAMUT_REASON_NOT_INTEGER },
	{ "seven", GAMUT_REASON_NOT_INTEGER },
	{ "1_0", GAMUT_REASON_NOT_INTEGER },
	{ "\xef\xbc\x97", GAMUT_REASON_NOT_INTEGER }, /* full-width seven */
	{ "99999999999999999999999", GAMUT_REASON_OUT_OF_RANGE },
	{ 0 },
};

const struct gamut_task gamut_task_rng_1_10 = {
	GAMUT_TASK_HEADER,
	.name = "rng_1_10",
	.description = "Generate a number between 1 and 10.",
	.examples = { "3", "7", "10" },
	.max_tokens = 4,
	.revision = 1,
	.verifier = &gamut_verifier_integer,
	.rule = &rule,
	.space = 10,
	.strings = 10,
	.accepts = accepts,
	.rejects = rejects,
};
