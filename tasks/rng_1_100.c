/* rng_1_100: a whole number from 1 to 100. */
#include "tasks/builtin.h"
#include "verifiers/integer.h"

static const struct gamut_integer_rule rule = { .min = 1, .max = 100 };

static const struct gamut_accept_case accepts[] = {
	{ "1", "1" },   { "2", "2" },   { "7", "7" },   { "9", "9" },
	{ "10", "10" }, { "35", "35" }, { "42", "42" }, { "50", "50" },
	{ "71", "71" }, { "94", "94" }, { "99", "99" }, { "100", "100" },
	{ 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "0", GAMUT_REASON_OUT_OF_RANGE },
	{ "101", GAMUT_REASON_OUT_OF_RANGE },
	{ "1000", GAMUT_REASON_OUT_OF_RANGE },
	{ "05", GAMUT_REASON_LEADING_ZERO },
	{ "0100", GAMUT_REASON_LEADING_ZERO },
	{ "+5", GAMUT_REASON_NOT_INTEGER },
	{ "-5", GAMUT_REASON_NOT_INTEGER },
	{ "1_0", GAMUT_REASON_NOT_INTEGER },
	{ "42.", GAMUT_REASON_NOT_INTEGER },
	{ "42.0", GAMUT_REASON_NOT_INTEGER },
	{ " 42", GAMUT_REASON_NOT_INTEGER },
	{ "42\n", GAMUT_REASON_NOT_INTEGER },
	{ "forty-two", GAMUT_REASON_NOT_INTEGER },
	{ "\xd9\xa4\xd9\xa2",
	  GAMUT_REASON_NOT_INTEGER }, /* Arabic-Indic digits */
	{ "99999999999999999999999", GAMUT_REASON_OUT_OF_RANGE },
	{ 0 },
};

const struct gamut_task gamut_task_rng_1_100 = {
	GAMUT_TASK_HEADER,
	.name = "rng_1_100",
	.description = "Generate a number between 1 and 100.",
	.examples = { "35", "94", "71" },
	.max_tokens = 4,
	.revision = 1,
	.verifier = &gamut_verifier_integer,
	.rule = &rule,
	.space = 100,
	.strings = 100,
	.accepts = accepts,
	.rejects = rejects,
};
