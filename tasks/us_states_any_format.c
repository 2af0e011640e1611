/* us_states_any_format: a state of the USA by name or postal code. */
#include "tasks/builtin.h"
#include "verifiers/list.h"

static const struct gamut_list_rule rule = {
	.file = "us_states.tsv",
	.columns = GAMUT_LIST_COLUMNS(0, 1),
	.match = GAMUT_LIST_EXACT,
};

static const struct gamut_accept_case accepts[] = {
	{ "Kentucky", "KY" },
	{ "UT", "UT" },
	{ "Oregon", "OR" },
	{ "KY", "KY" },
	{ "Utah", "UT" },
	{ "OR", "OR" },
	{ "Texas", "TX" },
	{ "TX", "TX" },
	{ "Rhode Island", "RI" },
	{ "RI", "RI" },
	{ "South Dakota", "SD" },
	{ "SD", "SD" },
	{ 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "texas", GAMUT_REASON_WRONG_CASE },
	{ "tx", GAMUT_REASON_WRONG_CASE },
	{ "Tx", GAMUT_REASON_WRONG_CASE },
	{ "TEXAS", GAMUT_REASON_WRONG_CASE },
	{ "Texas.", GAMUT_REASON_NOT_LISTED },
	{ "Texas (TX)", GAMUT_REASON_NOT_LISTED },
	{ "TX, Texas", GAMUT_REASON_NOT_LISTED },
	{ "Tex.", GAMUT_REASON_NOT_LISTED },
	{ "Tejas", GAMUT_REASON_NOT_LISTED },
	{ "DC", GAMUT_REASON_NOT_LISTED },
	{ "Puerto Rico", GAMUT_REASON_NOT_LISTED },
	{ " TX", GAMUT_REASON_NOT_LISTED },
	{ "TX\n", GAMUT_REASON_NOT_LISTED },
	{ 0 },
};

const struct gamut_task gamut_task_us_states_any_format = {
	GAMUT_TASK_HEADER,
	.name = "us_states_any_format",
	.description = "US state name or abbreviation",
	.examples = { "Kentucky", "UT", "Oregon" },
	.max_tokens = 15,
	.revision = 1,
	.verifier = &gamut_verifier_list,
	.rule = &rule,
	.space = 50,
	.strings = 100,
	.accepts = accepts,
	.rejects = rejects,
};
