/* us_states_abbreviations: the postal code of a state of the USA. */
#include "tasks/builtin.h"
#include "verifiers/list.h"

static const struct gamut_list_rule rule = {
	.file = "us_states.tsv",
	.columns = GAMUT_LIST_COLUMNS(0, 0),
	.match = GAMUT_LIST_EXACT,
};

static const struct gamut_accept_case accepts[] = {
	{ "KY", "KY" }, { "UT", "UT" }, { "OR", "OR" }, { "AL", "AL" },
	{ "AK", "AK" }, { "CA", "CA" }, { "HI", "HI" }, { "NH", "NH" },
	{ "NC", "NC" }, { "TX", "TX" }, { "VA", "VA" }, { "WV", "WV" },
	{ "WY", "WY" }, { 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "ky", GAMUT_REASON_WRONG_CASE },
	{ "Ky", GAMUT_REASON_WRONG_CASE },
	{ "or", GAMUT_REASON_WRONG_CASE },
	{ "Kentucky", GAMUT_REASON_NOT_LISTED },
	{ "KY.", GAMUT_REASON_NOT_LISTED },
	{ "K.Y.", GAMUT_REASON_NOT_LISTED },
	{ " KY", GAMUT_REASON_NOT_LISTED },
	{ "KY ", GAMUT_REASON_NOT_LISTED },
	{ "DC", GAMUT_REASON_NOT_LISTED },
	{ "PR", GAMUT_REASON_NOT_LISTED },
	{ "GU", GAMUT_REASON_NOT_LISTED },
	{ "XX", GAMUT_REASON_NOT_LISTED },
	{ "Calif.", GAMUT_REASON_NOT_LISTED },
	{ "KY, UT", GAMUT_REASON_NOT_LISTED },
	{ "US-KY", GAMUT_REASON_NOT_LISTED },
	{ 0 },
};

const struct gamut_task gamut_task_us_states_abbreviations = {
	GAMUT_TASK_HEADER,
	.name = "us_states_abbreviations",
	.description = "US state abbreviation",
	.examples = { "KY", "UT", "OR" },
	.max_tokens = 5,
	.revision = 1,
	.verifier = &gamut_verifier_list,
	.rule = &rule,
	.space = 50,
	.strings = 50,
	.accepts = accepts,
	.rejects = rejects,
};
