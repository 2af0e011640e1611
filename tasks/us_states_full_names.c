/* us_states_full_names: the name of a state of the USA. */
#include "tasks/builtin.h"
#include "verifiers/list.h"

static const struct gamut_list_rule rule = {
	.file = "us_states.tsv",
	.columns = GAMUT_LIST_COLUMNS(1, 1),
	.match = GAMUT_LIST_EXACT,
};

static const struct gamut_accept_case accepts[] = {
	{ "Kentucky", "KY" },       { "Utah", "UT" },
	{ "Oregon", "OR" },         { "Alabama", "AL" },
	{ "Alaska", "AK" },         { "California", "CA" },
	{ "Hawaii", "HI" },         { "New Hampshire", "NH" },
	{ "North Carolina", "NC" }, { "Texas", "TX" },
	{ "Virginia", "VA" },       { "West Virginia", "WV" },
	{ "Wyoming", "WY" },        { 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "kentucky", GAMUT_REASON_WRONG_CASE },
	{ "KENTUCKY", GAMUT_REASON_WRONG_CASE },
	{ "new York", GAMUT_REASON_WRONG_CASE },
	{ "KY", GAMUT_REASON_NOT_LISTED },
	{ "Kentucky.", GAMUT_REASON_NOT_LISTED },
	{ " Utah", GAMUT_REASON_NOT_LISTED },
	{ "Utah\n", GAMUT_REASON_NOT_LISTED },
	{ "New  York", GAMUT_REASON_NOT_LISTED },
	{ "New\xc2\xa0York", GAMUT_REASON_NOT_LISTED }, /* no-break space */
	{ "Puerto Rico", GAMUT_REASON_NOT_LISTED },
	{ "Guam", GAMUT_REASON_NOT_LISTED },
	{ "District of Columbia", GAMUT_REASON_NOT_LISTED },
	{ "Washington, D.C.", GAMUT_REASON_NOT_LISTED },
	{ "Commonwealth of Kentucky", GAMUT_REASON_NOT_LISTED },
	{ "Ontario", GAMUT_REASON_NOT_LISTED },
	{ 0 },
};

const struct gamut_task gamut_task_us_states_full_names = {
	GAMUT_TASK_HEADER,
	.name = "us_states_full_names",
	.description = "Name a US state",
	.examples = { "Kentucky", "Utah", "Oregon" },
	.max_tokens = 15,
	.revision = 1,
	.verifier = &gamut_verifier_list,
	.rule = &rule,
	.space = 50,
	.strings = 50,
	.accepts = accepts,
	.rejects = rejects,
};
