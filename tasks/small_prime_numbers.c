/* small_prime_numbers: a prime below 100. */
#include "tasks/builtin.h"
#include "verifiers/prime.h"

static const struct gamut_prime_rule rule = { .below = 100 };

static const struct gamut_accept_case accepts[] = {
	{ "2", "2" },   { "3", "3" },   { "5", "5" },   { "7", "7" },
	{ "11", "11" }, { "13", "13" }, { "17", "17" }, { "19", "19" },
	{ "23", "23" }, { "29", "29" }, { "31", "31" }, { "37", "37" },
	{ "41", "41" }, { "43", "43" }, { "47", "47" }, { "53", "53" },
	{ "59", "59" }, { "61", "61" }, { "67", "67" }, { "71", "71" },
	{ "73", "73" }, { "79", "79" }, { "83", "83" }, { "89", "89" },
	{ "97", "97" }, { 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "0", GAMUT_REASON_NOT_PRIME },
	{ "1", GAMUT_REASON_NOT_PRIME },
	{ "9", GAMUT_REASON_NOT_PRIME },
	{ "51", GAMUT_REASON_NOT_PRIME },
	{ "57", GAMUT_REASON_NOT_PRIME },
	{ "91", GAMUT_REASON_NOT_PRIME },
	{ "99", GAMUT_REASON_NOT_PRIME },
	{ "100", GAMUT_REASON_OUT_OF_RANGE },
	{ "101", GAMUT_REASON_OUT_OF_RANGE },
	{ "99999999999999999999999", GAMUT_REASON_OUT_OF_RANGE },
	{ "02", GAMUT_REASON_LEADING_ZERO },
	{ "-2", GAMUT_REASON_NOT_INTEGER },
	{ "+2", GAMUT_REASON_NOT_INTEGER },
	{ "2.", GAMUT_REASON_NOT_INTEGER },
	{ " 2", GAMUT_REASON_NOT_INTEGER },
	{ "2\n", GAMUT_REASON_NOT_INTEGER },
	{ "two", GAMUT_REASON_NOT_INTEGER },
	{ 0 },
};

const struct gamut_task gamut_task_small_prime_numbers = {
	GAMUT_TASK_HEADER,
	.name = "small_prime_numbers",
	.description = "Generate a prime number less than 100",
	.examples = { "29", "5", "97" },
	.max_tokens = 5,
	.revision = 1,
	.verifier = &gamut_verifier_prime,
	.rule = &rule,
	.space = 25,
	.strings = 25,
	.accepts = accepts,
	.rejects = rejects,
};
