/* element_symbols: the symbol of a chemical element. */
#include "tasks/builtin.h"
#include "verifiers/list.h"

static const struct gamut_list_rule rule = {
	.file = "elements.tsv",
	.columns = GAMUT_LIST_COLUMNS(1, 1),
	.match = GAMUT_LIST_EXACT,
};

static const struct gamut_accept_case accepts[] = {
	{ "Sb", "51" },  { "He", "2" },  { "W", "74" },  { "H", "1" },
	{ "C", "6" },    { "O", "8" },   { "Na", "11" }, { "Cl", "17" },
	{ "Au", "79" },  { "Ag", "47" }, { "Fe", "26" }, { "Og", "118" },
	{ "Ts", "117" }, { "U", "92" },  { 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "he", GAMUT_REASON_WRONG_CASE },
	{ "HE", GAMUT_REASON_WRONG_CASE },
	{ "hE", GAMUT_REASON_WRONG_CASE },
	{ "w", GAMUT_REASON_WRONG_CASE },
	{ "co", GAMUT_REASON_WRONG_CASE },
	{ "Xx", GAMUT_REASON_NOT_LISTED },
	{ "J", GAMUT_REASON_NOT_LISTED },
	{ "D", GAMUT_REASON_NOT_LISTED },
	{ "Uuo", GAMUT_REASON_NOT_LISTED },
	{ "He ", GAMUT_REASON_NOT_LISTED },
	{ "He.", GAMUT_REASON_NOT_LISTED },
	{ "H2", GAMUT_REASON_NOT_LISTED },
	{ "Helium", GAMUT_REASON_NOT_LISTED },
	{ "2", GAMUT_REASON_NOT_LISTED },
	{ "\xe2\x84\xaa", GAMUT_REASON_NOT_LISTED }, /* Kelvin sign */
	{ "H\xc3", GAMUT_REASON_NOT_UTF8 },
	{ 0 },
};

const struct gamut_task gamut_task_element_symbols = {
	GAMUT_TASK_HEADER,
	.name = "element_symbols",
	.description = "Chemical element symbol",
	.examples = { "Sb", "He", "W" },
	.max_tokens = 5,
	.revision = 1,
	.verifier = &gamut_verifier_list,
	.rule = &rule,
	.space = 118,
	.strings = 118,
	.accepts = accepts,
	.rejects = rejects,
};
